use super::*;
use crate::chat::form::{Field, Form};
use crate::domain::Channel;

fn press(label: &str, word: &str) -> Key {
    Key::new(label, Action::Press(word.into()))
}

fn choose(label: &str, choice: &Choice, is_picked: bool) -> Key {
    Key { is_option: true, is_picked, ..press(label, &Press::word(choice, 7)) }
}

fn form() -> Form {
    Form { label: "Answer".into(), language: "en".into(), revision: 7, fields: vec![Field::Name] }
}

fn parts(view: &View) -> Vec<Value> {
    let card = Card::new(view);
    card.body["components"][0]["components"].as_array().expect("parts of a container").clone()
}

fn buttons(view: &View) -> Vec<Value> {
    let rows = parts(view).into_iter().filter(|part| part["type"] == 1);
    rows.flat_map(|row| row["components"].as_array().expect("a row").clone()).collect()
}

#[test]
fn a_view_is_one_container_that_mentions_nobody() {
    let likely = Key { weight: Weight::Likely, ..press("Hatch a bot", "new") };
    let rows = vec![vec![likely], vec![press("My bots", "bots"), press("Help", "help")]];
    let view = View { text: "Hi *Ada*".into(), rows, tone: Tone::Good, ..View::default() };
    let button =
        |label: &str, word: &str, style: u8| json!({ "type": 2, "style": style, "label": label, "custom_id": word });
    assert_eq!(
        Card::new(&view).body,
        json!({
            "flags": 32768,
            "allowed_mentions": { "parse": [] },
            "components": [{ "type": 17, "accent_color": GREEN, "components": [
                { "type": 10, "content": "Hi \\*Ada\\*" },
                { "type": 1, "components": [button("Hatch a bot", "1:p:new", 1)] },
                { "type": 1, "components": [button("My bots", "1:p:bots", 2), button("Help", "1:p:help", 2)] },
            ] }],
        })
    );
}

#[test]
fn the_button_of_a_form_is_the_only_primary_one() {
    let view = View {
        rows: vec![vec![Key { weight: Weight::Likely, ..press("Skip", "7/skip") }]],
        form: Some(form()),
        ..View::default()
    };
    let styles: Vec<Value> = buttons(&view).iter().map(|button| button["style"].clone()).collect();
    assert_eq!(styles, [1, 2]);
    assert_eq!(buttons(&view)[0]["custom_id"], "1:f:en:7:name");
}

#[test]
fn a_button_has_the_colour_of_what_it_comes_to() {
    for (weight, style) in [(Weight::TakesAway, 4), (Weight::Agrees, 3), (Weight::Likely, 1), (Weight::Plain, 2)] {
        let key = Key { weight, ..press("On with it", "new") };
        assert_eq!(buttons(&View { rows: vec![vec![key]], ..View::default() })[0]["style"], style);
    }
}

#[test]
fn a_text_to_copy_is_no_button() {
    let copy = Key::new("Copy", Action::Copy("https://t.me/hatchery_bot?start=x".into()));
    let view = View { rows: vec![vec![copy, press("Stop", "new")]], ..View::default() };
    let labels: Vec<Value> = buttons(&view).iter().map(|button| button["label"].clone()).collect();
    assert_eq!(labels, ["Stop"]);
}

#[test]
fn options_of_which_one_is_picked_are_one_menu() {
    let rows = vec![
        vec![choose("Anthropic", &Choice::Blueprint(0), false), choose("OpenAI", &Choice::Blueprint(1), false)],
        vec![choose("Gemini", &Choice::Blueprint(2), false)],
        vec![press("Back", "7/back")],
    ];
    let view = View { rows, menu: Some(Menu::One), ..View::default() };
    let found = buttons(&view);
    assert_eq!(found.len(), 2);
    assert_eq!(
        (&found[0]["type"], &found[0]["custom_id"], &found[0]["max_values"]),
        (&json!(3), &json!("1:o"), &json!(1))
    );
    assert_eq!(found[0]["options"][1], json!({ "label": "OpenAI", "value": "7/blueprint.1" }));
    assert_eq!(found[0]["options"].as_array().map(Vec::len), Some(3));
}

#[test]
fn channels_are_picked_together_and_those_picked_are_marked() {
    let rows = vec![
        vec![
            choose("Web", &Choice::Channel(Channel::Web), true),
            choose("Slack", &Choice::Channel(Channel::Slack), false),
        ],
        vec![press("Done", "7/done")],
    ];
    let view = View { rows, menu: Some(Menu::Many), ..View::default() };
    let options = json!([{ "label": "Web", "value": "web", "default": true }, { "label": "Slack", "value": "slack" }]);
    let menu = json!({ "type": 3, "custom_id": "1:m:7", "options": options, "min_values": 1, "max_values": 2 });
    assert_eq!(buttons(&view)[0], menu);
}

#[test]
fn only_an_address_that_opens_anywhere_becomes_a_button() {
    let open = |address: &str| Key::new("Open", Action::Open(address.into()));
    let long = format!("https://ada.example/{}", "x".repeat(600));
    let rows = vec![vec![open("https://ada.example/"), open("http://127.0.0.1:1/a_b"), open(&long)]];
    let view = View { text: "Ready.".into(), rows, ..View::default() };
    let text = format!("Ready.\nOpen: http://127.0.0.1:1/a_b\nOpen: {long}");
    assert_eq!(parts(&view)[0]["content"], json!(text));
    assert_eq!(buttons(&view), [json!({ "type": 2, "style": 5, "label": "Open", "url": "https://ada.example/" })]);
}

#[test]
fn no_two_parts_of_a_message_share_a_word() {
    let view = View { rows: vec![vec![press("One", "new"), press("Two", "new")]], ..View::default() };
    assert_eq!(buttons(&view).len(), 1);
}

#[test]
fn a_message_stays_within_what_discord_takes() {
    let row = |n: usize| (0..7).map(|k| press(&"L".repeat(100), &format!("word-{n}-{k}"))).collect();
    let file = Some(File { name: "Ada's log.txt".into(), content: "x".into() });
    let view = View { text: "_line\n".repeat(2000), rows: (0..9).map(row).collect(), file, ..View::default() };
    let (parts, buttons) = (parts(&view), buttons(&view));
    assert!(1 + parts.len() + buttons.len() <= MOST_COMPONENTS, "{} and {}", parts.len(), buttons.len());
    assert!(parts.iter().all(|part| part["components"].as_array().is_none_or(|row| row.len() <= MOST_IN_ROW)));
    let text = parts[0]["content"].as_str().expect("a text");
    assert!(units(text) <= LONGEST_TEXT && text.ends_with("\\_line\n…"), "{}", units(text));
    assert!(buttons.iter().all(|button| units(button["label"].as_str().expect("a label")) == LONGEST_LABEL));
}

#[test]
fn a_file_is_named_so_that_its_part_of_the_message_finds_it() {
    let file = Some(File { name: "Ada's log.txt".into(), content: "x".into() });
    let card = Card::new(&View { file, ..View::default() });
    assert_eq!(card.body["attachments"], json!([{ "id": 0, "filename": "Ada_s_log.txt" }]));
    let url = json!({ "url": "attachment://Ada_s_log.txt" });
    assert_eq!(card.body["components"][0]["components"][0], json!({ "type": 13, "file": url }));
    assert_eq!(card.file.map(|file| file.name), Some("Ada_s_log.txt".into()));
    assert_eq!(Card::in_place(&View::default()).body["attachments"], json!([]), "a file that was there goes");
}
