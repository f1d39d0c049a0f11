//! A form as a modal, and a submitted modal as the answers of a form. A modal carries nothing that was answered before,
//! and its rows are the older kind, an action row with a text input, which every door and library takes. Pure.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::chat::Input;
use crate::chat::form::{Field, Form};
use crate::discord::card::short;

const LONGEST_TITLE: usize = 45;
const LONGEST_LABEL: usize = 45;
const MOST_FIELDS: usize = 5;

/// One part of a submitted modal: an action row with inputs, or a label with one.
#[derive(Deserialize)]
pub struct Part {
    #[serde(default)]
    components: Vec<Answer>,
    component: Option<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    custom_id: String,
    value: Option<String>,
    #[serde(default)]
    values: Vec<String>,
}

/// The first answer that opens a form, with what the house calls it and its fields.
pub fn open(form: &Form, title: &str, labels: &[String]) -> Value {
    let fields = form.fields.iter().zip(labels).take(MOST_FIELDS);
    let rows: Vec<Value> = fields.map(|(field, label)| row(form, *field, label)).collect();
    let data = json!({
        "custom_id": format!("1:f:{}", form.word()),
        "title": short(title, LONGEST_TITLE),
        "components": rows,
    });
    json!({ "type": 9, "data": data })
}

fn row(form: &Form, field: Field, label: &str) -> Value {
    let is_required = !form.may_be_empty(field);
    let input = json!({
        "type": 4,
        "custom_id": field.word(),
        "style": if field.is_long() { 2 } else { 1 },
        "label": short(label, LONGEST_LABEL),
        "min_length": u8::from(is_required),
        "max_length": longest(field),
        "required": is_required,
    });
    json!({ "type": 1, "components": [input] })
}

fn longest(field: Field) -> u32 {
    match field {
        Field::Name => 32,
        Field::Key(_) | Field::Token(_) => 512,
        Field::News => 3500,
        Field::Owner(_)
        | Field::Channels
        | Field::Guests
        | Field::Model
        | Field::Confirm
        | Field::Picture
        | Field::Links
        | Field::When
        | Field::Count
        | Field::Words => 1000,
    }
}

/// What a submitted modal says; nothing when it is none of ours.
pub fn read(word: &str, parts: Vec<Part>) -> Option<Input> {
    let form = Form::parse(word.strip_prefix("1:f:")?)?;
    let given = parts.into_iter().flat_map(|part| part.components.into_iter().chain(part.component));
    let answer = |answer: Answer| {
        let field = Field::parse(&answer.custom_id).filter(|field| form.fields.contains(field))?;
        Some((field, answer.value.unwrap_or_else(|| answer.values.join(" "))))
    };
    Some(Input::Form { revision: form.revision, answers: given.filter_map(answer).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Provider;

    const WORD: &str = "1:f:en:7:name.key-anthropic";

    fn form() -> Form {
        Form::parse(&WORD[4..]).expect("a form")
    }

    fn answers(parts: Value) -> Vec<(Field, String)> {
        let parts = serde_json::from_value(parts).expect("parts of a modal");
        match read(WORD, parts) {
            Some(Input::Form { revision: 7, answers }) => answers,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_form_opens_as_a_modal_that_holds_no_answer() {
        let modal = open(&form(), &"T".repeat(60), &["Its name".into(), "L".repeat(60)]);
        let input = |word: &str, label: &str, longest: u32, is_required: bool| {
            let input = json!({ "type": 4, "custom_id": word, "style": 1, "label": label,
                "min_length": u8::from(is_required), "max_length": longest, "required": is_required });
            json!({ "type": 1, "components": [input] })
        };
        let cut = |letter: &str| format!("{}…", letter.repeat(44));
        // A key that is not given with the name is asked for by itself.
        let rows = [input("name", "Its name", 32, true), input("key-anthropic", &cut("L"), 512, false)];
        let data = json!({ "custom_id": WORD, "title": cut("T"), "components": rows });
        assert_eq!(modal, json!({ "type": 9, "data": data }));
    }

    #[test]
    fn answers_are_read_from_rows_and_from_labels() {
        let wanted = [(Field::Name, "nest".to_owned()), (Field::Key(Provider::Anthropic), "HATCHTEST".to_owned())];
        let rows = json!([
            { "type": 1, "components": [{ "type": 4, "custom_id": "name", "value": "nest" }] },
            { "type": 1, "components": [{ "type": 4, "custom_id": "key-anthropic", "value": "HATCHTEST" }] },
        ]);
        assert_eq!(answers(rows), wanted);
        let labels = json!([
            { "type": 18, "id": 1, "component": { "type": 3, "custom_id": "name", "values": ["nest"] } },
            { "type": 18, "id": 2, "component": { "type": 4, "custom_id": "key-anthropic", "value": "HATCHTEST" } },
        ]);
        assert_eq!(answers(labels), wanted);
    }

    #[test]
    fn an_answer_that_the_form_does_not_ask_for_is_left_out() {
        let row = |word: &str| json!({ "type": 1, "components": [{ "type": 4, "custom_id": word, "value": "x" }] });
        assert_eq!(answers(json!([row("model"), row("skynet"), { "type": 10 }])), []);
        assert!(read("2:f:en:7:name", Vec::new()).is_none());
    }
}
