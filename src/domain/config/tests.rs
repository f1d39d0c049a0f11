//! The config of a bot as a document: merge patches by the letter of RFC 7396, and what each blueprint refuses.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn wording(text: &str) -> Wording {
    serde_json::from_value(json!({ "en": text })).expect("words")
}

fn declared(name: &str, kind: Kind, usual: Option<OptionValue>) -> Declared {
    Declared { name: name.into(), title: wording(name), meaning: wording(name), kind, usual }
}

fn options() -> Vec<Declared> {
    vec![
        declared("persona", Kind::Text { most: 40 }, None),
        declared("memory", Kind::Number { from: 1, to: 20 }, Some(OptionValue::Number(20))),
        declared("depth", Kind::Choice { choices: vec!["low".into(), "high".into()] }, None),
        declared("typing", Kind::YesNo, Some(OptionValue::YesNo(true))),
    ]
}

fn rules(options: &[Declared]) -> Rules<'_> {
    Rules { provider: Provider::Anthropic, takes_guests: true, options }
}

fn patch(text: &str) -> Patch {
    Patch::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

#[test]
fn every_example_of_rfc_7396_comes_out_as_it_says() {
    for (target, patch, result) in [
        (json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"})),
        (json!({"a":"b"}), json!({"b":"c"}), json!({"a":"b","b":"c"})),
        (json!({"a":"b"}), json!({"a":null}), json!({})),
        (json!({"a":"b","b":"c"}), json!({"a":null}), json!({"b":"c"})),
        (json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"})),
        (json!({"a":"c"}), json!({"a":["b"]}), json!({"a":["b"]})),
        (json!({"a":{"b":"c"}}), json!({"a":{"b":"d","c":null}}), json!({"a":{"b":"d"}})),
        (json!({"a":[{"b":"c"}]}), json!({"a":[1]}), json!({"a":[1]})),
        (json!(["a", "b"]), json!(["c", "d"]), json!(["c", "d"])),
        (json!({"a":"b"}), json!(["c"]), json!(["c"])),
        (json!({"a":"foo"}), json!(null), json!(null)),
        (json!({"a":"foo"}), json!("bar"), json!("bar")),
        (json!({"e":null}), json!({"a":1}), json!({"e":null,"a":1})),
        (json!([1, 2]), json!({"a":"b","c":null}), json!({"a":"b"})),
        (json!({}), json!({"a":{"bb":{"ccc":null}}}), json!({"a":{"bb":{}}})),
    ] {
        assert_eq!(merge_patch(target.clone(), &patch), result, "{target} with {patch}");
    }
}

#[test]
fn a_patch_changes_what_it_names_and_null_makes_it_usual_again() {
    let options = options();
    let rules = rules(&options);
    let first = patch(r#"{"model":"m-1","guests":["43000","42000","43000"],"options":{"memory":5,"typing":false}}"#);
    let config = BotConfig::default().patched(&first, &rules).expect("a config");
    assert_eq!(config.text(), r#"{"guests":["42000","43000"],"model":"m-1","options":{"memory":5,"typing":false}}"#);
    assert_eq!(BotConfig::read(&config.text()), Ok(config.clone()));
    let second = patch(r#"{"model":null,"options":{"memory":null,"persona":"You're kind."}}"#);
    let config = config.patched(&second, &rules).expect("a config");
    assert_eq!(config.text(), r#"{"guests":["42000","43000"],"options":{"persona":"You’re kind.","typing":false}}"#);
    assert_eq!(config.option(&options[1]), Some(&OptionValue::Number(20)));
    let nothing = config.patched(&patch(r#"{"guests":[],"options":null}"#), &rules).expect("a config");
    assert_eq!(nothing, BotConfig::default());
}

#[test]
fn what_such_a_bot_cannot_have_is_refused_with_its_reason() {
    let options = options();
    let rules = rules(&options);
    let value = |option: &str, fault| Fault::Value { option: option.into(), fault };
    for (text, fault) in [
        (r#"{"modle":"m-1"}"#, Fault::UnknownSetting("modle".into())),
        (r#"{"${{X.Y}}":1}"#, Fault::UnknownSetting("???X.Y??".into())),
        (r#"{"model":"two words"}"#, Fault::NotAModel),
        (r#"{"model":7}"#, Fault::NotAModel),
        (r#"{"guests":["me"]}"#, Fault::NotGuests),
        (r#"{"guests":"42000"}"#, Fault::NotGuests),
        (r#"{"options":[]}"#, Fault::UnknownSetting("options".into())),
        (r#"{"options":{"key":"x"}}"#, Fault::UnknownOption("key".into())),
        (r#"{"options":{"memory":0}}"#, value("memory", ValueFault::NotBetween { from: 1, to: 20 })),
        (r#"{"options":{"memory":"5"}}"#, value("memory", ValueFault::NotBetween { from: 1, to: 20 })),
        (r#"{"options":{"typing":"yes"}}"#, value("typing", ValueFault::NotYesNo)),
        (r#"{"options":{"persona":1.5}}"#, value("persona", ValueFault::NotText)),
        (r#"{"options":{"persona":["x"]}}"#, value("persona", ValueFault::NotText)),
        (r#"{"options":{"persona":"${{X.Y}}"}}"#, value("persona", ValueFault::Character('$'))),
        (r#"{"options":{"persona":"sk-ant-HATCHTEST-0123456789-good"}}"#, value("persona", ValueFault::Secret)),
    ] {
        assert_eq!(BotConfig::default().patched(&patch(text), &rules), Err(fault), "{text}");
    }
    let echo = Rules { provider: Provider::Echo, takes_guests: false, options: &[] };
    assert_eq!(BotConfig::default().patched(&patch(r#"{"model":"m-1"}"#), &echo), Err(Fault::NoModel));
    assert_eq!(BotConfig::default().patched(&patch(r#"{"guests":["42000"]}"#), &echo), Err(Fault::NoGuests));
    for (text, fault) in [("", Fault::NotJson), ("{", Fault::NotJson), ("[1]", Fault::NotAnObject)] {
        assert_eq!(Patch::parse(text), Err(fault), "{text}");
    }
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(500), "]".repeat(500));
    assert_eq!(Patch::parse(&deep), Err(Fault::NotJson));
    assert_eq!(Patch::parse(&format!("{{\"a\":\"{}\"}}", "x".repeat(9_000))), Err(Fault::TooLong));
}

#[test]
fn one_setting_is_set_by_its_name_and_unset_by_nothing() {
    let options = options();
    let rules = rules(&options);
    for (setting, text, becomes) in [
        ("persona", Some("Gruff"), r#"{"options":{"persona":"Gruff"}}"#),
        ("Options.Memory", Some(" 7 "), r#"{"options":{"memory":7}}"#),
        ("memory", None, r#"{"options":{"memory":null}}"#),
        ("model", Some("m-1"), r#"{"model":"m-1"}"#),
        ("model", Some(" "), r#"{"model":null}"#),
        ("guests", Some("43000, 42000"), r#"{"guests":["42000","43000"]}"#),
        ("guests", None, r#"{"guests":[]}"#),
    ] {
        let patch = Patch::of(setting, text, &rules).unwrap_or_else(|fault| panic!("{setting}: {fault:?}"));
        assert_eq!(patch.text(), becomes);
    }
    assert_eq!(Patch::of("colour", Some("red"), &rules), Err(Fault::UnknownSetting("colour".into())));
}

#[test]
fn what_is_kept_and_broken_or_of_another_version_is_unreadable() {
    for text in ["", "{", "null", "[]", r#"{"version":2}"#, r#"{"model":"a b"}"#, r#"{"options":{"persona":"$x"}}"#] {
        assert_eq!(BotConfig::read(text), Err(Unreadable), "{text}");
    }
}

#[test]
fn what_a_blueprint_does_not_take_any_more_is_as_usual() {
    let config = BotConfig::read(r#"{"options":{"memory":500,"gone":true}}"#).expect("it can be read");
    assert_eq!(config.option(&options()[1]), Some(&OptionValue::Number(20)));
}

#[test]
fn a_filter_is_read_in_any_order_and_what_it_does_not_know_comes_back() {
    let read = |words: &str| Which::parse(words, |word| word == "openclaw");
    let which = read("drift telegram:42 openclaw running").expect("a filter");
    assert_eq!(
        (which.words().as_str(), read(&which.words())),
        ("openclaw running telegram:42 drift", Ok(which.clone()))
    );
    assert_eq!(read("  "), Ok(Which::default()));
    for (words, odd) in [("penguins", "penguins"), ("running stopped", "stopped"), ("${{x}}", "???x??")] {
        assert_eq!(read(words), Err(odd.to_owned()), "{words}");
    }
}

#[test]
fn a_difference_names_what_is_different_and_cuts_what_is_long() {
    let read = |text: &str| BotConfig::read(text).expect("a config");
    let before = read(r#"{"guests":["42000"],"options":{"memory":3,"typing":true}}"#);
    let after =
        read(&format!(r#"{{"model":"m-1","options":{{"memory":3,"typing":false,"persona":"{}"}}}}"#, "x".repeat(200)));
    let (here, there) = before.difference(&after);
    assert_eq!(here, "guests = 42000; model = –; persona = –; typing = yes");
    assert_eq!(there, format!("guests = –; model = m-1; persona = {}…; typing = no", "x".repeat(120)));
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z$\"]{0,6}".prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-c]{1,2}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

fn config() -> impl Strategy<Value = BotConfig> {
    let model = prop::option::of("[a-z][a-z0-9-]{1,20}");
    let guests = prop::collection::btree_set("[1-9][0-9]{4,9}", 0..4);
    let persona = prop::option::of("[A-Za-zñ’,.!?][A-Za-zñ’,.!? ]{0,30}[a-z]");
    let memory = prop::option::of(1..=20i64);
    let typing = prop::option::of(any::<bool>());
    (model, guests, persona, memory, typing).prop_map(|(model, guests, persona, memory, typing)| {
        let mut options = BTreeMap::new();
        options.extend(persona.map(|text| ("persona".into(), OptionValue::Text(Line::parse(&text).expect("a line")))));
        options.extend(memory.map(|number| ("memory".into(), OptionValue::Number(number))));
        options.extend(typing.map(|yes| ("typing".into(), OptionValue::YesNo(yes))));
        let model = model.map(|model| Model::parse(&model).expect("a model"));
        BotConfig { model, guests: guests.into_iter().collect(), options }
    })
}

proptest! {
    /// Whatever stands there, a patch of a whole config with everything else taken away makes it that config.
    #[test]
    fn what_is_patched_is_what_is_read_afterwards(before in config(), wanted in config()) {
        let options = options();
        let mut whole = json!({ "model": wanted.model, "guests": wanted.guests, "options": {} });
        for declared in &options {
            whole["options"][&declared.name] = json!(wanted.options.get(&declared.name));
        }
        let patched = before.patched(&Patch(whole), &rules(&options)).expect("a config");
        prop_assert_eq!(BotConfig::read(&patched.text()), Ok(patched.clone()));
        prop_assert_eq!(patched, wanted);
    }

    #[test]
    fn a_patch_twice_is_a_patch_once_and_leaves_no_null_it_named(target in json_value(), patch in json_value()) {
        let once = merge_patch(target, &patch);
        prop_assert_eq!(merge_patch(once.clone(), &patch), once);
    }

    #[test]
    fn whatever_is_patched_in_nothing_of_it_can_be_expanded(patch in json_value(), before in config()) {
        let options = options();
        let whole = json!({ "options": { "persona": patch } });
        if let Ok(config) = before.patched(&Patch(whole), &rules(&options)) {
            let is_plain = |text: &str| !text.contains(['$', '{', '}', '"', '\\']);
            prop_assert!(config.options.values().all(|value| is_plain(&value.word())));
        }
    }
}
