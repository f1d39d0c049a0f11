//! A modal as a person has it before her, and what comes back when she sends it off.

use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modal {
    pub title: String,
    pub fields: Vec<Field>,
    /// What stands between the fields.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub label: String,
    /// What is filled in already.
    pub value: String,
    pub placeholder: String,
    pub is_required: bool,
    /// The labels to choose from.
    pub options: Vec<String>,
}

impl Modal {
    pub fn labels(&self) -> Vec<&str> {
        self.fields.iter().map(|field| field.label.as_str()).collect()
    }
}

pub fn shown(data: &Value) -> Modal {
    let rows = data["components"].as_array().into_iter().flatten();
    let texts: Vec<&str> = rows.clone().filter_map(|row| row["content"].as_str()).collect();
    let title = data["title"].as_str().unwrap_or_default().to_owned();
    Modal {
        title,
        fields: rows.filter_map(input).map(|(label, part)| field(label, part)).collect(),
        text: texts.join("\n"),
    }
}

/// The input of a row and its label: the row's own, or that of the input in it.
fn input(row: &Value) -> Option<(&str, &Value)> {
    match row["type"].as_u64() {
        Some(1) => row["components"].get(0).map(|part| (part["label"].as_str().unwrap_or_default(), part)),
        Some(18) => Some((row["label"].as_str().unwrap_or_default(), &row["component"])),
        _ => None,
    }
}

fn field(label: &str, part: &Value) -> Field {
    let text = |name: &str| part[name].as_str().unwrap_or_default().to_owned();
    let options = part["options"].as_array().into_iter().flatten();
    Field {
        label: label.to_owned(),
        value: text("value"),
        placeholder: text("placeholder"),
        is_required: part["required"] != false,
        options: options.filter_map(|option| option["label"].as_str()).map(str::to_owned).collect(),
    }
}

/// `data` of the submit, or what the client says instead of sending it.
pub fn submit(data: &Value, filled: &[(&str, &str)]) -> Result<Value, String> {
    let rows = data["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    let labels: Vec<&str> = rows.iter().filter_map(input).map(|(label, _)| label).collect();
    if let Some((unknown, _)) = filled.iter().find(|(label, _)| !labels.contains(label)) {
        return Err(format!("there is no field {unknown:?}, but {labels:?}"));
    }
    let mut sent = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let id = row["id"].as_u64().unwrap_or(2 * index as u64 + 1);
        let Some((label, part)) = input(row) else {
            sent.push(json!({ "type": row["type"], "id": id }));
            continue;
        };
        let typed = filled.iter().find(|(name, _)| *name == label).map(|(_, value)| *value);
        let mut answer = answer(label, part, typed)?;
        answer["id"] = json!(part["id"].as_u64().unwrap_or(id + 1));
        sent.push(match row["type"].as_u64() {
            Some(1) => json!({ "type": 1, "id": id, "components": [answer] }),
            _ => json!({ "type": 18, "id": id, "component": answer }),
        });
    }
    Ok(json!({ "custom_id": data["custom_id"], "components": sent, "resolved": {} }))
}

fn answer(label: &str, part: &Value, typed: Option<&str>) -> Result<Value, String> {
    let is_required = part["required"] != false;
    let answer =
        |name: &str, value: Value| json!({ "type": part["type"], "custom_id": part["custom_id"], name: value });
    match part["type"].as_u64() {
        Some(4) => {
            let value = typed.or(part["value"].as_str()).unwrap_or_default();
            let length = value.chars().count() as u64;
            let most = part["max_length"].as_u64().unwrap_or(4000);
            let least = part["min_length"].as_u64().unwrap_or_default();
            if is_required && value.is_empty() {
                return Err(format!("{label:?} has to be filled in"));
            }
            if length > most || !value.is_empty() && length < least {
                return Err(format!("{label:?} takes {least} to {most} characters, and these are {length}"));
            }
            if part["style"] == 1 && value.contains('\n') {
                return Err(format!("{label:?} is one line"));
            }
            Ok(answer("value", json!(value)))
        }
        Some(3 | 22) => {
            let wanted = typed.unwrap_or_default().split(", ").filter(|wanted| !wanted.is_empty());
            let values = wanted.map(|wanted| option(label, part, wanted)).collect::<Result<Vec<Value>, String>>()?;
            if is_required && values.is_empty() {
                return Err(format!("{label:?} has to be chosen"));
            }
            Ok(answer("values", json!(values)))
        }
        Some(21) => match typed {
            Some(wanted) => Ok(answer("value", option(label, part, wanted)?)),
            None if is_required => Err(format!("{label:?} has to be chosen")),
            None => Ok(answer("value", Value::Null)),
        },
        Some(23) => Ok(answer("value", json!(typed == Some("yes")))),
        _ => Err(format!("the fake's people cannot use a component like {part}")),
    }
}

/// The value of an option, by what a person reads.
pub fn option(label: &str, part: &Value, wanted: &str) -> Result<Value, String> {
    let options = part["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    let found = options.iter().find(|option| option["label"] == wanted);
    let labels = || options.iter().filter_map(|option| option["label"].as_str()).collect::<Vec<&str>>();
    found
        .map(|option| option["value"].clone())
        .ok_or_else(|| format!("{label:?} has no {wanted:?}, but {:?}", labels()))
}
