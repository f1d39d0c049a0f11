//! Holds a call against the API description: methods, fields, required fields and types, down to the last union.
//! The description says limits only in prose; those that matter to us are spelled out here.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::fakes::missing::described;

#[derive(Deserialize)]
pub struct Schema {
    methods: HashMap<String, Shape>,
    types: HashMap<String, Shape>,
}

#[derive(Deserialize)]
struct Shape {
    #[serde(default)]
    name: String,
    #[serde(default)]
    fields: Vec<Field>,
    #[serde(default)]
    subtypes: Vec<String>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    types: Vec<String>,
    required: bool,
    description: String,
}

impl Schema {
    pub fn load() -> Option<Self> {
        let text = described("telegram/api.json")?;
        Some(serde_json::from_str(&text).expect("the API description reads"))
    }

    /// The method as the description spells it; Telegram does not mind the case.
    pub fn method(&self, name: &str) -> Option<&str> {
        let known = self.methods.values().find(|method| method.name.eq_ignore_ascii_case(name))?;
        Some(&known.name)
    }

    /// What makes a message a note that Telegram itself leaves in a chat, as far as the description calls it one.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        let is_note = |field: &&Field| {
            ["Service message", "Message is a service message"].iter().any(|it| field.description.starts_with(it))
        };
        self.types["Message"].fields.iter().filter(is_note).map(|field| field.name.as_str())
    }

    /// Fields of a form are text; what the description wants as something else is read as JSON.
    pub fn read_form(&self, method: &str, form: Vec<(String, String)>) -> Map<String, Value> {
        let fields = self.methods.get(method).map_or(&[][..], |method| &method.fields);
        let read = |(name, text): (String, String)| {
            let wants_text = fields.iter().any(|field| field.name == name && field.types == ["String"]);
            let json = if wants_text { None } else { serde_json::from_str(&text).ok() };
            (name, json.unwrap_or(Value::String(text)))
        };
        form.into_iter().map(read).collect()
    }

    /// Everything that is wrong with a call of this method.
    pub fn faults(&self, method: &str, parameters: &Map<String, Value>) -> Vec<String> {
        let mut faults = Vec::new();
        self.check_fields(&self.methods[method], method, parameters, &mut faults);
        if let Some(text) = parameters.get("text").and_then(Value::as_str) {
            let length = text.encode_utf16().count();
            if method == "sendMessage" || method == "editMessageText" {
                check(&mut faults, (1..=4096).contains(&length), || format!("{method}: text of {length} characters"));
            }
        }
        let rows = parameters.get("reply_markup").and_then(|markup| markup["inline_keyboard"].as_array());
        for button in rows.into_iter().flatten().filter_map(Value::as_array).flatten() {
            check_button(button, &mut faults);
        }
        faults
    }

    fn check_fields(&self, shape: &Shape, place: &str, given: &Map<String, Value>, faults: &mut Vec<String>) {
        for field in shape.fields.iter().filter(|field| field.required && !given.contains_key(&field.name)) {
            faults.push(format!("{place}: {} is missing", field.name));
        }
        for (name, value) in given {
            let Some(field) = shape.fields.iter().find(|field| field.name == *name) else {
                faults.push(format!("{place}: there is no field {name}"));
                continue;
            };
            let place = format!("{place}.{name}");
            let tries: Vec<Vec<String>> = field.types.iter().map(|wanted| self.check(wanted, &place, value)).collect();
            // Of several types that do not fit, the one that almost fits tells most.
            if let Some(best) = tries.into_iter().min_by_key(Vec::len) {
                faults.extend(best);
            }
        }
    }

    fn check(&self, wanted: &str, place: &str, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        if let Some(inner) = wanted.strip_prefix("Array of ") {
            let Some(items) = value.as_array() else { return vec![format!("{place}: no {wanted}")] };
            for (index, item) in items.iter().enumerate() {
                faults.extend(self.check(inner, &format!("{place}[{index}]"), item));
            }
            return faults;
        }
        let fits = match wanted {
            "Integer" => value.is_i64(),
            "Float" => value.is_number(),
            "Boolean" | "True" => value.is_boolean(),
            "String" | "InputFile" => value.is_string(),
            name => return self.check_object(&self.types[name], place, value),
        };
        check(&mut faults, fits, || format!("{place}: no {wanted}"));
        faults
    }

    fn check_object(&self, shape: &Shape, place: &str, value: &Value) -> Vec<String> {
        if !shape.subtypes.is_empty() {
            let tries = shape.subtypes.iter().map(|subtype| self.check(subtype, place, value));
            return tries.min_by_key(Vec::len).unwrap_or_default();
        }
        let Some(object) = value.as_object() else { return vec![format!("{place}: no {}", shape.name)] };
        let mut faults = Vec::new();
        self.check_fields(shape, place, object, &mut faults);
        faults
    }
}

/// Bot API, InlineKeyboardButton: exactly one action; callback_data of 1-64 bytes. Telegram refuses addresses that
/// only one machine can open.
fn check_button(button: &Value, faults: &mut Vec<String>) {
    let Some(fields) = button.as_object() else { return };
    let looks = ["text", "icon_custom_emoji_id", "style"];
    let actions = fields.keys().filter(|name| !looks.contains(&name.as_str())).count();
    check(faults, actions == 1, || format!("a button with {actions} actions: {button}"));
    if let Some(data) = button["callback_data"].as_str() {
        check(faults, (1..=64).contains(&data.len()), || format!("callback_data of {} bytes", data.len()));
    }
    if let Some(style) = button["style"].as_str() {
        check(faults, ["danger", "success", "primary"].contains(&style), || format!("a button of the style {style}"));
    }
    if let Some(text) = button["copy_text"]["text"].as_str() {
        let length = text.encode_utf16().count();
        check(faults, (1..=256).contains(&length), || format!("copy_text of {length} characters"));
    }
    if let Some(url) = button["web_app"]["url"].as_str() {
        check(faults, url.starts_with("https://"), || format!("BUTTON_URL_INVALID: {url}"));
    }
    if let Some(url) = button["url"].as_str() {
        let is_ours_alone = url.contains("://localhost") || url.contains("://127.") || !url.contains('.');
        check(faults, !is_ours_alone, || format!("inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"));
    }
}

fn check(faults: &mut Vec<String>, holds: bool, fault: impl FnOnce() -> String) {
    if !holds {
        faults.push(fault());
    }
}
