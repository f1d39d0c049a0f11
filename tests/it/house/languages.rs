//! Every language says everything: the same messages with the same variables as English, none missing from the
//! code's point of view and none that nobody says.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::source::{Source, sources};
use super::{assert_none, files_in, read};

type Words = BTreeSet<String>;

/// What a message, with its attributes, asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Needs {
    variables: Words,
    messages: Words,
}

/// The messages of one language. Terms are a language's own business and are not among them.
fn messages(language: &str, text: String) -> Result<BTreeMap<String, Needs>, String> {
    let resource = parser::parse(text).map_err(|(_, faults)| format!("{language}: cannot be read: {faults:?}"))?;
    let mut found = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut needs = Needs::default();
        let attributes = message.attributes.iter().map(|attribute| &attribute.value);
        for pattern in message.value.iter().chain(attributes) {
            needs.read_pattern(pattern);
        }
        if found.insert(message.id.name.clone(), needs).is_some() {
            return Err(format!("{language}: {} is said twice: keep one", message.id.name));
        }
    }
    Ok(found)
}

impl Needs {
    fn read_pattern(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { .. } => {}
                PatternElement::Placeable { expression } => self.read_expression(expression),
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<String>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                for variant in variants {
                    self.read_pattern(&variant.value);
                }
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<String>) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.clone());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.messages.insert(id.name.clone());
            }
            InlineExpression::FunctionReference { arguments, .. } => self.read_arguments(arguments),
            InlineExpression::TermReference { arguments, .. } => {
                if let Some(arguments) = arguments {
                    self.read_arguments(arguments);
                }
            }
            InlineExpression::Placeable { expression } => self.read_expression(expression),
        }
    }

    fn read_arguments(&mut self, arguments: &CallArguments<String>) {
        for argument in &arguments.positional {
            self.read_inline(argument);
        }
        for argument in &arguments.named {
            self.read_inline(&argument.value);
        }
    }
}

/// Where a language differs from English.
fn differences(language: &str, english: &BTreeMap<String, Needs>, other: &BTreeMap<String, Needs>) -> Vec<String> {
    let mut faults = Vec::new();
    for (id, needs) in english {
        match other.get(id) {
            None => faults.push(format!("{language}: {id} is missing: translate it")),
            Some(said) if said.variables != needs.variables => faults
                .push(format!("{language}: {id} uses {:?} where English uses {:?}", said.variables, needs.variables)),
            Some(_) => {}
        }
    }
    let extra = other.keys().filter(|id| !english.contains_key(*id));
    faults.extend(extra.map(|id| format!("{language}: {id} does not exist in English: remove it")));
    faults
}

/// Ids that the code names and English lacks, and messages of English that nobody names.
fn unmatched(english: &BTreeMap<String, Needs>, named: &Words, languages: &Words) -> Vec<String> {
    let mut faults = Vec::new();
    for id in named.iter().filter(|id| is_id(id) && !languages.contains(*id) && !english.contains_key(*id)) {
        faults.push(format!("en: text.rs names {id}, which locales/en.ftl does not have: write the sentence"));
    }
    let inside: Words = english.values().flat_map(|needs| needs.messages.clone()).collect();
    for id in english.keys().filter(|id| !named.contains(*id) && !inside.contains(*id)) {
        faults.push(format!("en: nobody says {id}: remove it, or write its id as one whole word in text.rs"));
    }
    faults
}

/// Two or more plain words with hyphens, such as `ask-name`. A single word may be an id and may be anything else.
fn is_id(text: &str) -> bool {
    let plain = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.contains('-') && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('-').all(plain)
}

#[test]
fn every_language_says_everything_that_english_says() {
    let mut languages = BTreeMap::new();
    for path in files_in("locales", ".ftl") {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let said = messages(&name, read(&path)).unwrap_or_else(|fault| panic!("{fault}"));
        languages.insert(name, said);
    }
    let Some(english) = languages.get("en") else {
        assert!(languages.is_empty(), "locales/en.ftl is the measure of {:?}: add it", languages.keys());
        return;
    };
    let mut faults: Vec<String> =
        languages.iter().flat_map(|(name, other)| differences(name, english, other)).collect();
    let texts = sources().into_iter().filter(|source| source.is_in("text")).flat_map(|source| source.texts());
    let named = texts.map(|text| text.what).collect();
    let tags = languages.keys().map(|name| name.to_ascii_lowercase()).collect();
    faults.extend(unmatched(english, &named, &tags));
    assert_none(faults);
}

/// Where everything is decided that a person reads: nothing there is written for a log.
const ROOMS_OF_WORDS: &[&str] = &["chat::screen", "chat::flow", "chat::questions", "chat::form", "chat::choice"];

const GRAMMAR: &str = "chat::flow::sentence";

/// Lower-case words of English in a row.
fn reads_as_a_sentence(text: &str) -> bool {
    let is_word = |word: &&str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase());
    text.split([' ', ',', '.', ';']).filter(is_word).count() > 2
}

#[test]
fn no_sentence_is_written_where_people_are_answered() {
    // The grammar of wishes lists what people say, not what they are told.
    let is_room = |source: &Source| ROOMS_OF_WORDS.iter().any(|room| source.is_in(room)) && !source.is_in(GRAMMAR);
    let rooms = sources().into_iter().filter(is_room);
    let texts = rooms.flat_map(|source| source.texts().into_iter().map(move |text| (source.module.clone(), text)));
    let sentences = texts.filter(|(_, text)| reads_as_a_sentence(&text.what));
    assert_none(
        sentences.map(|(room, text)| format!("{room}:{}: “{}” belongs into locales/", text.line, text.what)).collect(),
    );
}

#[test]
fn a_sentence_that_differs_is_seen() {
    let read = |text: &str| messages("xx", text.to_owned()).expect("readable");
    let english = read(
        "ask-name = What?\nbots = { $n ->\n    [one] one of { $limit }\n   *[other] { NUMBER($n) } of { $limit }\n }\n\
         done = { ask-name } { -brand }\n-brand = Hatchery\n",
    );
    assert_eq!(english["bots"].variables, Words::from(["n".into(), "limit".into()]));
    assert_eq!(english.len(), 3);

    let other = read("bots = { $n }\ndone = { ask-name }\nmore = x\n");
    let faults = differences("xx", &english, &other);
    assert_eq!(faults.len(), 3, "missing, other variables, too much: {faults:#?}");
    assert_eq!(differences("xx", &english, &english), Vec::<String>::new());

    let named = Words::from(["bots".into(), "pt-br".into(), "ask-key".into(), "a sentence-like text".into()]);
    let faults = unmatched(&english, &named, &Words::from(["pt-br".into()]));
    assert_eq!(faults.len(), 2, "ask-key is not written, done is not said: {faults:#?}");
}

#[test]
fn a_language_file_that_cannot_be_read_is_seen() {
    assert!(messages("xx", "ask-name What?\n".into()).is_err());
    assert!(messages("xx", "ask-name = What?\nask-name = Who?\n".into()).is_err());
}
