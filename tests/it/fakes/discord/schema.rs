//! Discord's description of its API: what a bot sends is held against the schema of its operation. The description is
//! large, so it is read once. It is checked here and not by a crate because a field that Discord does not know has to
//! be a fault, and a union has to tell what is wrong with the branch that was meant.

use std::sync::OnceLock;

use serde_json::{Map, Value};

use crate::fakes::missing::described;

pub struct Schema {
    document: Value,
}

impl Schema {
    /// Nothing, with a loud note, where the description is missing; in CI that is a failure.
    pub fn load() -> Option<&'static Self> {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        if SCHEMA.get().is_none() {
            let text = described("discord/openapi.json")?;
            let read = || serde_json::from_str(&text).expect("the description of Discord's API reads");
            SCHEMA.get_or_init(|| Schema { document: read() });
        }
        SCHEMA.get()
    }

    /// Another description that is written in the same way.
    pub fn of(document: Value) -> Self {
        Schema { document }
    }

    /// What is wrong with an answer of this status and content type to an operation.
    pub fn response_faults(&self, method: &str, path: &str, status: &str, answer: &Value) -> Vec<String> {
        let response = &self.document["paths"][path][method]["responses"][status];
        let schema = &response["content"]["application/json"]["schema"];
        if !schema.is_object() {
            return vec![format!("{method} {path} does not say that it may answer {status}")];
        }
        let mut faults = Vec::new();
        self.check(schema, "", answer, &mut faults);
        faults
    }

    /// What is wrong with the body of an operation, by its path in the description and its method.
    pub fn faults(&self, method: &str, path: &str, body: &Value) -> Vec<String> {
        let operation = &self.document["paths"][path][method];
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{method} {path} takes no JSON in the description");
        let mut faults = Vec::new();
        self.check(schema, "", body, &mut faults);
        faults
    }

    /// What is wrong with an answer of ours to an operation.
    pub fn answer_faults(&self, method: &str, path: &str, answer: &Value) -> Vec<String> {
        let responses = &self.document["paths"][path][method]["responses"];
        let schema = &responses["200"]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{method} {path} answers no JSON in the description");
        let mut faults = Vec::new();
        self.check(schema, "", answer, &mut faults);
        faults
    }

    fn check(&self, schema: &Value, at: &str, value: &Value, faults: &mut Vec<String>) {
        let mut fault = |what: String| faults.push(format!("{}: {what}", if at.is_empty() { "." } else { at }));
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return self.check(&self.document["components"]["schemas"][name], at, value, faults);
        }
        if !is_of_type(&schema["type"], schema, value) {
            return fault(format!("not of type {}", schema["type"]));
        }
        if schema["enum"].as_array().is_some_and(|known| !known.contains(value)) {
            fault(format!("{value} is none of {}", schema["enum"]));
        }
        if schema.get("const").is_some_and(|known| known != value) {
            fault(format!("{value} is not {}", schema["const"]));
        }
        if let Some(number) = value.as_f64() {
            let within = |name: &str, fits: fn(f64, f64) -> bool| schema[name].as_f64().is_none_or(|x| fits(number, x));
            if !within("minimum", |a, b| a >= b) || !within("maximum", |a, b| a <= b) {
                fault(format!("{number} is out of bounds"));
            }
        }
        if let Some(text) = value.as_str() {
            let length = text.chars().count() as u64;
            check_length(schema, "Length", length, &mut fault);
            if !has_format(schema, text) {
                fault(format!("no {}", schema["format"]));
            }
        }
        if let Some(items) = value.as_array() {
            check_length(schema, "Items", items.len() as u64, &mut fault);
            let is_twice = |(index, item): (usize, &Value)| items[..index].contains(item);
            if schema["uniqueItems"] == true && items.iter().enumerate().any(is_twice) {
                fault("an item stands twice".into());
            }
        }
        self.check_inside(schema, at, value, faults);
    }

    fn check_inside(&self, schema: &Value, at: &str, value: &Value, faults: &mut Vec<String>) {
        if let (Some(items), Some(inner)) = (value.as_array(), schema.get("items")) {
            for (index, item) in items.iter().enumerate() {
                self.check(inner, &format!("{at}[{index}]"), item, faults);
            }
        }
        if let Some(fields) = value.as_object() {
            self.check_fields(schema, at, fields, faults);
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.check(part, at, value, faults);
        }
        for union in ["oneOf", "anyOf"] {
            let tries = schema[union].as_array().into_iter().flatten().map(|branch| {
                let mut inner = Vec::new();
                self.check(branch, at, value, &mut inner);
                inner
            });
            // The branch that was meant is one whose type fits; of those the one with the fewest faults.
            let type_at = format!("{at}.type: ");
            let is_other = |inner: &Vec<String>| inner.iter().any(|fault| fault.starts_with(&type_at));
            faults.extend(tries.min_by_key(|inner| (is_other(inner), inner.len())).unwrap_or_default());
        }
    }

    fn check_fields(&self, schema: &Value, at: &str, fields: &Map<String, Value>, faults: &mut Vec<String>) {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                faults.push(format!("{at}.{name}: required"));
            }
        }
        let known = schema["properties"].as_object();
        for (name, value) in fields {
            let at = format!("{at}.{name}");
            let more = &schema["additionalProperties"];
            match known.and_then(|known| known.get(name)) {
                // The description says integer and the documentation string; Discord takes both.
                Some(_) if name == "default_member_permissions" && is_digits(value) => {}
                Some(inner) => self.check(inner, &at, value, faults),
                None if more.is_object() => self.check(more, &at, value, faults),
                None if known.is_some() => faults.push(format!("{at}: no such field")),
                None => {}
            }
        }
    }
}

fn is_of_type(types: &Value, schema: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        // Discord takes ids as numbers too, and its own examples of attachments write them so.
        "string" => value.is_string() || schema["format"] == "snowflake" && value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("a type that the fake does not know: {other}"),
    };
    match types {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

fn check_length(schema: &Value, what: &str, length: u64, fault: &mut impl FnMut(String)) {
    let limit = |name: &str| schema[format!("{name}{what}")].as_u64();
    if limit("min").is_some_and(|least| length < least) || limit("max").is_some_and(|most| length > most) {
        fault(format!("BASE_TYPE_BAD_LENGTH: {length}"));
    }
}

fn has_format(schema: &Value, text: &str) -> bool {
    match schema["format"].as_str() {
        Some("snowflake") => text.parse::<u64>().is_ok(),
        Some("uri") => text.contains("://"),
        _ => true,
    }
}

fn is_digits(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.parse::<u64>().is_ok())
}
