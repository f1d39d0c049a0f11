//! Every screen in every language: it fits both platforms, and says nothing that is not in `locales/`. A made-up language,
//! English with strange letters that is a third longer, shows what would be written past the catalogue.

mod answers;
mod elsewhere;
mod looks;
mod rooms;
mod screens;

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use fluent_syntax::{parser, serializer};
use hatchery::api::handover::document;
use hatchery::chat::screen::Screen;
use hatchery::chat::{Action, View};
use hatchery::console::layout;
use hatchery::discord::card::Card;
use hatchery::text::{self, Locale, Msg};

use self::elsewhere::{Line, lines};
use self::screens::screens;
use super::*;

/// Around a sentence of the made-up language, and around what a sentence is about.
const SENTENCE: [char; 2] = ['⟦', '⟧'];
const ARGUMENT: [char; 2] = ['‹', '›'];

/// English with other letters, a third longer, in which everything shows where it comes from.
fn made_up() -> Locale {
    let english = text::source(Language::English).to_owned();
    let mut resource = parser::parse(english).expect("English");
    for entry in &mut resource.body {
        let Entry::Message(message) = entry else { continue };
        let pattern = message.value.as_mut().expect("a sentence");
        let longer = "~".repeat(letters(pattern).div_ceil(3));
        disguise(pattern);
        let edge = |value: String| PatternElement::TextElement { value };
        pattern.elements.insert(0, edge(SENTENCE[0].to_string()));
        pattern.elements.push(edge(format!("{longer}{}", SENTENCE[1])));
    }
    let source = serializer::serialize::<String>(&Resource { body: resource.body });
    Locale::read(Language::English, &source).expect("the made-up language")
}

fn letters(pattern: &Pattern<String>) -> usize {
    let of = |element: &PatternElement<String>| match element {
        PatternElement::TextElement { value } => value.trim().chars().count(),
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
            variants.iter().map(|variant| letters(&variant.value)).max().unwrap_or_default()
        }
        PatternElement::Placeable { .. } => 0,
    };
    pattern.elements.iter().map(of).sum()
}

fn disguise(pattern: &mut Pattern<String>) {
    let elements = std::mem::take(&mut pattern.elements);
    for mut element in elements {
        match &mut element {
            PatternElement::TextElement { value } => *value = value.chars().map(strange).collect(),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter_mut().for_each(|variant| disguise(&mut variant.value));
            }
            PatternElement::Placeable { .. } => {
                let mark = |at: usize| PatternElement::TextElement { value: ARGUMENT[at].to_string() };
                pattern.elements.extend([mark(0), element, mark(1)]);
                continue;
            }
        }
        pattern.elements.push(element);
    }
}

fn strange(letter: char) -> char {
    let shifted = |first: char, to: u32| char::from_u32(to + letter as u32 - first as u32).expect("a letter");
    match letter {
        'a'..='z' => shifted('a', 'а' as u32),
        'A'..='Z' => shifted('A', 'А' as u32),
        other => other,
    }
}

/// The names of all sentences that people read somewhere, by an English in which each begins with its own.
fn said_anywhere(screens: &[Screen], lines: &[Line]) -> BTreeSet<String> {
    let mut resource = parser::parse(text::source(Language::English).to_owned()).expect("English");
    for entry in &mut resource.body {
        let Entry::Message(message) = entry else { continue };
        let mark = PatternElement::TextElement { value: format!("{}{}{}", SENTENCE[0], message.id.name, SENTENCE[1]) };
        message.value.as_mut().expect("a sentence").elements.insert(0, mark);
    }
    let named = Locale::read(Language::English, &serializer::serialize(&resource)).expect("a language of names");
    let texts = screens.iter().flat_map(|screen| read_of(&screen.view(&named, 5), &named));
    let texts = texts.chain(lines.iter().map(|line| named.say(&line.says))).chain([document(&named)]);
    let names = |text: String| {
        let ends = text.split(SENTENCE[0]).skip(1).filter_map(|rest| rest.split_once(SENTENCE[1]));
        ends.map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
    };
    texts.flat_map(names).collect()
}

/// Every text that a person reads of a view: what it says, its buttons, and the form it opens.
fn read_of(view: &View, locale: &Locale) -> Vec<String> {
    let mut texts = vec![view.text.clone(), view.prompt.clone()];
    texts.extend(view.rows.iter().flatten().map(|key| key.label.clone()));
    if let Some(form) = &view.form {
        let (title, fields) = screen::form(form);
        texts.push(form.label.clone());
        texts.extend(std::iter::once(&title).chain(&fields).map(|msg| locale.say(msg)));
    }
    texts
}

/// What a text of the made-up language is about, and what is left of it when that is taken away.
fn taken_apart(text: &str) -> (BTreeSet<String>, String) {
    let (mut arguments, mut rest) = (BTreeSet::new(), text.to_owned());
    while let Some(end) = rest.find(ARGUMENT[1]) {
        let start = rest[..end].rfind(ARGUMENT[0]).unwrap_or_else(|| panic!("an odd text: {text}"));
        let inside = rest[start + ARGUMENT[0].len_utf8()..end].to_owned();
        let is_sentence = inside.contains(SENTENCE[0]);
        rest.replace_range(start..end + ARGUMENT[1].len_utf8(), if is_sentence { &inside } else { "" });
        if !is_sentence {
            arguments.insert(inside);
        }
    }
    (arguments, rest)
}

/// The limits of Telegram and of Discord, whichever is narrower, as they hold for a whole screen.
fn misfits(view: &View, locale: &Locale) -> Vec<String> {
    let mut faults = Vec::new();
    let mut holds = |what: &str, is: usize, most: usize, of: &str| {
        if is > most {
            faults.push(format!("{}: {what} has {is}, {most} fit: {of}", locale.tag()));
        }
    };
    let units = |text: &str| text.encode_utf16().count();
    holds("a text", units(&view.text), 4_000, &view.text);
    holds("a prompt", units(&view.prompt), 64, &view.prompt);
    for key in view.rows.iter().flatten() {
        holds("a label", units(&key.label), 80, &key.label);
        holds("an empty label", usize::from(key.label.trim().is_empty()), 0, &view.text);
        if let Action::Press(word) = &key.action {
            holds("a word", word.len(), 64, word);
        }
    }
    if let Some(form) = &view.form {
        let (title, fields) = screen::form(form);
        for label in std::iter::once(&title).chain(&fields).map(|msg| locale.say(msg)) {
            holds("a field", units(&label), 45, &label);
        }
        holds("a button", units(&form.label), 80, &form.label);
    }
    let parts = 2 + view.rows.len() + view.rows.iter().flatten().count();
    holds("a message", parts, 40, &view.text);
    faults
}

/// What Discord is sent of a view: nothing is cut, and no button is left out.
fn misfits_on_discord(view: &View, locale: &Locale) -> Vec<String> {
    let card = Card::new(view).body;
    let mut faults = Vec::new();
    let (mut pressed, mut texts, mut components) = (0, String::new(), 0);
    let mut open = vec![&card["components"]];
    while let Some(json) = open.pop() {
        for part in json.as_array().into_iter().flatten() {
            components += 1;
            pressed += usize::from(part["custom_id"].is_string() && part["type"] == 2);
            pressed += part["options"].as_array().map_or(0, Vec::len);
            texts.extend(part["content"].as_str());
            open.push(&part["components"]);
        }
    }
    let words: BTreeSet<&str> = view
        .rows
        .iter()
        .flatten()
        .filter_map(|key| match &key.action {
            Action::Press(word) => Some(word.as_str()),
            Action::Open(_) | Action::Page(_) | Action::Copy(_) => None,
        })
        .collect();
    let buttons = words.len() + usize::from(view.form.is_some());
    if components > 40 || pressed != buttons {
        faults.push(format!(
            "{}: {components} components, {pressed} of {buttons} buttons: {}",
            locale.tag(),
            view.text
        ));
    }
    if texts.encode_utf16().count() > 4_000 || texts.ends_with('…') != view.text.trim_end().ends_with('…') {
        faults.push(format!("{}: cut: {texts}", locale.tag()));
    }
    faults
}

/// A terminal takes a text of any length; every button needs to be there by its words.
fn misfits_at_a_terminal(view: &View, locale: &Locale) -> Vec<String> {
    let lines = layout::lines(view, None, 1);
    let rows: Vec<&String> = lines.iter().filter(|line| line.starts_with(layout::INDENT)).collect();
    let is_missing = |label: &&String| !rows.iter().any(|row| row.contains(&layout::clean(label)));
    // Nothing is copied there but by its own means.
    let keys = view.rows.iter().flatten().filter(|key| !matches!(key.action, Action::Copy(_)));
    keys.map(|key| &key.label)
        .filter(is_missing)
        .map(|label| format!("{}: [{label}] is not at a terminal", locale.tag()))
        .collect()
}

/// How much of each kind a sentence can be about, at most. Of the rest there is as much as the screen has of it.
fn widest(name: &str, kind: &str) -> Option<String> {
    let letters = match (kind, name) {
        ("i64", _) => return Some("999,999".into()),
        ("Span", _) => return Some("999 minutes".into()),
        ("Moment", _) => return Some("30 September 2026, 15:40 GMT+5:30".into()),
        ("String", "name" | "bot" | "subject") => 32,
        ("String", "account" | "owner" | "by" | "who" | "called" | "other") => 40,
        ("String", "handle") => 33,
        ("String", "provider" | "platform") => 10,
        ("String", "tail" | "receipt" | "reference" | "pid" | "version") => 12,
        ("String", "blueprint") => 24,
        ("String", "option" | "setting" | "model") => 48,
        _ => return None,
    };
    Some("m".repeat(letters))
}

/// A language in which every sentence is about the longest there is.
fn wide(language: Language) -> Locale {
    let kinds: BTreeMap<&str, BTreeMap<&str, &str>> =
        Msg::ALL.iter().map(|(id, about)| (*id, about.iter().copied().collect())).collect();
    let mut resource = parser::parse(text::source(language).to_owned()).expect("a language");
    for entry in &mut resource.body {
        let Entry::Message(message) = entry else { continue };
        widen(message.value.as_mut().expect("a sentence"), &kinds[message.id.name.as_str()]);
    }
    Locale::read(language, &serializer::serialize(&resource)).expect("a wide language")
}

fn widen(pattern: &mut Pattern<String>, kinds: &BTreeMap<&str, &str>) {
    for element in &mut pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Select { variants, .. } => variants.iter_mut().for_each(|it| widen(&mut it.value, kinds)),
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                let kind = kinds.get(id.name.as_str()).copied().unwrap_or_default();
                if let Some(value) = widest(&id.name, kind) {
                    *element = PatternElement::TextElement { value };
                }
            }
            Expression::Inline(_) => {}
        }
    }
}

#[test]
fn every_screen_fits_both_platforms_in_every_language() {
    let (made_up, screens) = (made_up(), screens());
    assert!(screens.len() > 2_000, "only {} screens", screens.len());
    let locales = Language::ALL.into_iter().map(wide).chain([made_up]);
    let faults: BTreeSet<String> = std::thread::scope(|scope| {
        let looks: Vec<_> = locales.map(|locale| scope.spawn(move || faults_in(&locale, screens))).collect();
        looks.into_iter().flat_map(|look| look.join().expect("no panic")).collect()
    });
    assert!(faults.is_empty(), "{} {faults:#?}", faults.len());
}

fn faults_in(locale: &Locale, screens: &[Screen]) -> BTreeSet<String> {
    let mut faults = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for screen in screens {
        let view = screen.view(locale, i64::MAX);
        // Of those that differ by which bot or key they are about, one is enough.
        if !seen.insert(read_of(&view, locale)) {
            continue;
        }
        assert!(!view.text.trim().is_empty() || view.file.is_some(), "{}: {screen:?}", locale.tag());
        faults.extend(misfits(&view, locale));
        faults.extend(misfits_on_discord(&view, locale));
        faults.extend(misfits_at_a_terminal(&view, locale));
    }
    for Line { says, most } in lines() {
        let said = locale.say(&says);
        let is = said.encode_utf16().count();
        if !(1..=most).contains(&is) {
            faults.insert(format!("{}: {is}, {most} fit: {said}", locale.tag()));
        }
    }
    faults
}

/// Lower-case words of English in a row are a sentence that somebody wrote past the catalogue.
fn reads_as_a_sentence(argument: &str) -> bool {
    let is_word = |word: &str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase());
    argument.split_whitespace().filter(|word| is_word(word)).count() > 1
}

#[test]
fn nothing_that_a_person_reads_is_written_past_the_catalogue() {
    // What others wrote or typed, or what a person types after a command.
    let others = [
        "An old line",
        "New bots wait until six.",
        "two lines",
        "drift trouble over 1000",
        "chat not found",
        "read deploy",
    ];
    let made_up = made_up();
    let mut texts = BTreeSet::new();
    for screen in screens() {
        let mut view = screen.view(&made_up, 5);
        if screen.news.is_some() {
            // A text to many is what somebody wrote, and stands bare.
            view.text.clear();
        }
        texts.extend(read_of(&view, &made_up));
    }
    texts.extend(lines().iter().map(|line| made_up.say(&line.says)));
    texts.extend(read_on(&document(&made_up)));
    assert!(texts.len() > 2_000, "only {} texts", texts.len());
    let mut faults = BTreeSet::new();
    for text in &texts {
        let (arguments, rest) = taken_apart(text);
        if rest.contains(|c: char| c.is_ascii_alphabetic()) {
            faults.insert(format!("not from locales/: {rest}"));
        }
        let wrote = |argument: &&String| reads_as_a_sentence(argument) && !others.contains(&argument.as_str());
        faults.extend(arguments.iter().filter(wrote).map(|argument| format!("a sentence as an argument: {argument}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What a browser shows of a page: its text, and what its script takes for text.
fn read_on(page: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for tag in page.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').expect("the end of a tag");
        texts.push(text.replace(" · Hatchery", "").trim().to_owned());
        let shown = ["data-", "title=", "placeholder=", "aria-label=", "alt="];
        let values = shown.iter().flat_map(|name| tag.split(name).skip(1));
        texts.extend(values.filter_map(|rest| rest.split('"').nth(1)).map(str::to_owned));
    }
    texts
}

#[test]
fn whatever_can_be_said_stands_on_some_screen_of_these() {
    let said = said_anywhere(screens(), &lines());
    let unsaid: Vec<&str> = Msg::ALL.iter().map(|(id, _)| *id).filter(|id| !said.contains(*id)).collect();
    assert!(unsaid.is_empty(), "{} of {}: {unsaid:#?}", unsaid.len(), Msg::ALL.len());
}

/// How long a sentence can become, with the longest of each plural, and with names and numbers as long as they get.
fn longest(pattern: &Pattern<String>) -> usize {
    let argument = |name: &str| match name {
        "address" => 120,
        "name" | "subject" | "bot" | "title" | "who" | "by" | "other" => 32,
        "tail" | "n" | "left" | "limit" | "dollars" | "provider" | "platform" | "took" | "ago" | "since" => 10,
        _ => 24,
    };
    let of = |element: &PatternElement<String>| match element {
        PatternElement::TextElement { value } => value.encode_utf16().count(),
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
            variants.iter().map(|variant| longest(&variant.value)).max().unwrap_or_default()
        }
        PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
            InlineExpression::VariableReference { id } => argument(&id.name),
            _ => 1,
        },
    };
    pattern.elements.iter().map(of).sum()
}

#[test]
fn every_sentence_in_every_language_is_as_short_as_its_place_is() {
    let mut faults = Vec::new();
    for language in Language::ALL {
        let resource = parser::parse(text::source(language).to_owned()).expect("a language");
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let (id, is) = (message.id.name.as_str(), longest(message.value.as_ref().expect("a sentence")));
            let most = match id.split('-').next().unwrap_or_default() {
                "button" => 72,
                "field" | "form" => 45,
                "prompt" => 40,
                "command" | "word" => 100,
                "usage" | "bulk" | "config" => 900,
                _ => 600,
            };
            if is > most {
                faults.push(format!("{}: {id} can have {is}, {most} fit", language.tag()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_made_up_language_shows_what_is_written_past_it() {
    let made_up = made_up();
    let said = made_up.say(&Msg::NameTaken { name: "nest".into() });
    let (arguments, rest) = taken_apart(&said);
    assert_eq!(arguments, BTreeSet::from(["nest".to_owned()]));
    assert!(!rest.contains(|c: char| c.is_ascii_alphabetic()) && rest.contains("~~~"), "{rest}");
    let nested = made_up.say(&Msg::DidNotHatch { name: "nest".into(), why: Box::new(Msg::WhyEnded) });
    assert!(!taken_apart(&nested).1.contains(|c: char| c.is_ascii_alphabetic()), "{nested}");
    let plain = made_up.say(&Msg::Plain { text: "this was never translated".into() });
    assert!(taken_apart(&plain).0.iter().any(|argument| reads_as_a_sentence(argument)), "{plain}");
    assert!(taken_apart("never translated").1.contains('n'));
}

#[test]
fn every_command_is_told_within_what_menus_take_in_every_language() {
    for locale in Catalogue::read().expect("the languages").all() {
        for verb in Verb::ALL {
            let what = locale.say(&screen::command(*verb));
            assert!((3..=100).contains(&what.encode_utf16().count()), "{}: /{} {what}", locale.tag(), verb.word());
            for word in screen::command_words(*verb) {
                let what = locale.say(&word.what);
                assert!((1..=100).contains(&what.encode_utf16().count()), "{}: {what}", locale.tag());
            }
        }
    }
}
