//! The limits that Discord documents and its description lacks, and what Hatchery asks of itself: no message of ours
//! ever rings at anybody.

use std::collections::HashSet;

use serde_json::Value;

/// The message shows components of the second version; it cannot go back.
pub const IS_V2: u64 = 1 << 15;
pub const EPHEMERAL: u64 = 1 << 6;
pub const LOADING: u64 = 1 << 7;
const SUPPRESS_EMBEDS: u64 = 1 << 2;
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;

/// Where a message is written, which decides the flags it may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Channel,
    Interaction,
    Edit,
}

/// What a message has before it is edited; a new one has nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Before {
    pub is_v2: bool,
    pub has_content: bool,
    pub has_embeds: bool,
}

pub fn message(body: &Value, way: Way, before: Before) -> Vec<String> {
    let mut faults = Vec::new();
    let flags = body["flags"].as_u64().unwrap_or_default();
    let ephemeral = if way == Way::Interaction { EPHEMERAL } else { 0 };
    if flags & !(SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | IS_V2 | ephemeral) != 0 {
        faults.push(format!(".flags: {flags} may not be set here"));
    }
    let is_v2 = before.is_v2 || flags & IS_V2 != 0;
    if before.is_v2 && body["flags"].is_u64() && flags & IS_V2 == 0 {
        faults.push(".flags: IS_COMPONENTS_V2 cannot be taken away".into());
    }
    if is_v2 {
        second_version(body, before, &mut faults);
    } else {
        first_version(body, &mut faults);
    }
    components(&body["components"], 40, &mut faults);
    if body["allowed_mentions"]["parse"] != Value::Array(Vec::new()) {
        faults.push(".allowed_mentions.parse: has to be there and empty (a rule of Hatchery)".into());
    }
    faults
}

fn second_version(body: &Value, before: Before, faults: &mut Vec<String>) {
    for field in ["content", "embeds", "poll", "sticker_ids"] {
        if !is_empty(&body[field]) {
            faults.push(format!(".{field}: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"));
        }
    }
    for (field, was_there) in [("content", before.has_content), ("embeds", before.has_embeds)] {
        if !before.is_v2 && was_there && body.get(field).is_none() {
            faults.push(format!(".{field}: has to be emptied when the message becomes one of components"));
        }
    }
    let texts = all(&body["components"]).filter(|part| part["type"] == 10);
    let length: usize = texts.filter_map(|part| part["content"].as_str()).map(|text| text.chars().count()).sum();
    if length > 4000 {
        faults.push(format!(".components: {length} characters of text displays"));
    }
}

fn first_version(body: &Value, faults: &mut Vec<String>) {
    let rows = body["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    if rows.len() > 5 {
        faults.push(format!(".components: {} rows", rows.len()));
    }
    if rows.iter().any(|row| row["type"] != 1) {
        faults.push(".components: only rows without the flag IS_COMPONENTS_V2".into());
    }
    if body["content"].as_str().is_some_and(|content| content.chars().count() > 2000) {
        faults.push(".content: BASE_TYPE_MAX_LENGTH".into());
    }
}

/// `data` of a modal.
pub fn modal(data: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let rows = data["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !(1..=5).contains(&rows.len()) {
        faults.push(format!(".components: {} rows in a modal", rows.len()));
    }
    for (index, row) in rows.iter().enumerate() {
        let inputs = row["components"].as_array().map(Vec::as_slice).unwrap_or_default();
        if row["type"] == 1 && (inputs.len() != 1 || inputs[0]["type"] != 4) {
            faults.push(format!(".components[{index}]: a row of a modal holds one text input"));
        }
        if row["type"] == 1 && is_empty(&inputs.first().map_or(Value::Null, |input| input["label"].clone())) {
            faults.push(format!(".components[{index}].components[0].label: required"));
        }
        if row["type"] == 18 && !is_empty(&row["component"]["label"]) {
            faults.push(format!(".components[{index}].component.label: the label stands outside"));
        }
    }
    for part in all(&data["components"]) {
        if part.get("disabled").is_some() {
            faults.push("disabled: nothing in a modal can be disabled".into());
        }
        let bound = |name: &str| part[name].as_u64();
        if bound("min_length").zip(bound("max_length")).is_some_and(|(least, most)| least > most) {
            faults.push(".min_length: more than max_length".into());
        }
        let value = part["value"].as_str().map(|value| value.chars().count() as u64);
        if part["type"] == 4 && value.zip(bound("max_length")).is_some_and(|(length, most)| length > most) {
            faults.push(".value: longer than max_length".into());
        }
    }
    components(&data["components"], 40, &mut faults);
    faults
}

/// Rules of components wherever they stand.
fn components(list: &Value, most: usize, faults: &mut Vec<String>) {
    let count = all(list).count();
    if count > most {
        faults.push(format!(".components: {count} components in all"));
    }
    let mut seen = HashSet::new();
    for part in all(list) {
        if let Some(id) = part["custom_id"].as_str()
            && !seen.insert(id)
        {
            faults.push(format!(".custom_id: COMPONENT_CUSTOM_ID_DUPLICATED: {id}"));
        }
        match part["type"].as_u64() {
            Some(1) => row(part, faults),
            Some(2) => button(part, faults),
            Some(3) => select(part, faults),
            _ => {}
        }
    }
}

fn row(row: &Value, faults: &mut Vec<String>) {
    let inside = row["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    let has_only_buttons = inside.iter().all(|part| part["type"] == 2);
    if !has_only_buttons && inside.len() > 1 {
        faults.push(".components: a row holds buttons or one other thing".into());
    }
}

fn button(button: &Value, faults: &mut Vec<String>) {
    let has = |name: &str| !is_empty(&button[name]);
    let fits = match button["style"].as_u64() {
        Some(5) => opens(&button["url"]) && !has("custom_id"),
        Some(6) => has("sku_id") && !has("custom_id") && !has("label"),
        _ => has("custom_id") && !has("url"),
    };
    if !fits {
        faults.push(format!(".style: a button of another style: {button}"));
    }
    if button["style"] != 6 && !has("label") && !has("emoji") {
        faults.push(".label: a button without a label and without an emoji".into());
    }
}

/// What a link may open.
fn opens(url: &Value) -> bool {
    let known = ["http://", "https://", "discord://"];
    url.as_str().is_some_and(|url| known.iter().any(|scheme| url.starts_with(scheme)))
}

fn select(select: &Value, faults: &mut Vec<String>) {
    let options = select["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    let values: HashSet<&str> = options.iter().filter_map(|option| option["value"].as_str()).collect();
    if values.len() != options.len() {
        faults.push(".options: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED".into());
    }
    let bound = |name: &str, usual: u64| select[name].as_u64().unwrap_or(usual);
    let (least, most) = (bound("min_values", 1), bound("max_values", 1));
    let chosen = options.iter().filter(|option| option["default"] == true).count() as u64;
    if least > most || most > options.len().max(1) as u64 || chosen > most {
        faults.push(format!(".max_values: {least} to {most} of {} options, {chosen} chosen", options.len()));
    }
}

/// Every component of a list, the nested ones too.
pub fn all(list: &Value) -> impl Iterator<Item = &Value> {
    let mut open: Vec<&Value> = list.as_array().into_iter().flatten().rev().collect();
    std::iter::from_fn(move || {
        let part = open.pop()?;
        for single in ["accessory", "component"] {
            open.extend(part.get(single));
        }
        open.extend(part["components"].as_array().into_iter().flatten().rev());
        Some(part)
    })
}

pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}
