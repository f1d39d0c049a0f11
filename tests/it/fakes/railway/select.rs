//! Applies what was asked for to what there is: picks fields under their aliases, pages connections, and follows
//! links between objects. It knows nothing about Railway but the schema.

use apollo_compiler::executable::{Field, Selection, SelectionSet};
use serde_json::{Map, Value, json};

use super::look::Look;
use super::schema::{Asked, Schema};

/// A link to another object, which is looked up only when something of it is asked for.
pub fn link(kind: &str, id: &str) -> Value {
    json!({ "$link": kind, "id": id })
}

pub struct Selecting<'a> {
    pub schema: &'a Schema,
    pub asked: &'a Asked,
    pub look: &'a Look<'a>,
    /// Fields that the schema has and the fake has not, and those that the real one would stumble over.
    pub gaps: Vec<String>,
}

impl Selecting<'_> {
    /// What is selected of the value of a field.
    pub fn field(&mut self, field: &Field, value: &Value) -> Value {
        if !field.ty().inner_named_type().ends_with("Connection") {
            return self.select(&field.selection_set, value);
        }
        let page = page(&self.visible(value), &self.asked.arguments(field));
        self.select(&field.selection_set, &page)
    }

    fn select(&mut self, set: &SelectionSet, value: &Value) -> Value {
        if set.is_empty() {
            return value.clone();
        }
        match value {
            Value::Array(_) => self.visible(value).into_iter().map(|item| self.select(set, item)).collect(),
            Value::Object(object) => match object.get("$link").and_then(Value::as_str) {
                Some(kind) => {
                    let linked = self.look.object(kind, object["id"].as_str().unwrap_or_default());
                    self.select(set, &linked)
                }
                None => {
                    let mut selected = Map::new();
                    self.collect(set, object, &mut selected);
                    Value::Object(selected)
                }
            },
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
        }
    }

    /// The items of a list but those that are too new to be seen.
    fn visible<'v>(&self, list: &'v Value) -> Vec<&'v Value> {
        let items = list.as_array().into_iter().flatten();
        items.filter(|item| item["$link"].is_null() || self.look.sees(id(item))).collect()
    }

    fn collect(&mut self, set: &SelectionSet, object: &Map<String, Value>, into: &mut Map<String, Value>) {
        let kind = object.get("__typename").and_then(Value::as_str).unwrap_or(set.ty.as_str()).to_owned();
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => {
                    let value = match object.get(field.name.as_str()) {
                        _ if field.name == "__typename" => json!(kind),
                        Some(value) => self.field(field, value),
                        None => {
                            self.gaps.push(format!("the fake has no {kind}.{}", field.name));
                            Value::Null
                        }
                    };
                    if value.is_null() && field.ty().is_non_null() && object.contains_key(field.name.as_str()) {
                        self.gaps.push(format!("{kind}.{} is null here, which the schema forbids", field.name));
                    }
                    merge(into.entry(field.response_key().to_string()).or_insert(Value::Null), value);
                }
                Selection::InlineFragment(part) => {
                    if part.type_condition.as_ref().is_none_or(|wanted| self.is(&kind, wanted)) {
                        self.collect(&part.selection_set, object, into);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let document = self.asked.document.clone();
                    let part = spread.fragment_def(&document).expect("a valid document has its fragments");
                    if self.is(&kind, part.type_condition()) {
                        self.collect(&part.selection_set, object, into);
                    }
                }
            }
        }
    }

    fn is(&self, kind: &str, wanted: &str) -> bool {
        kind == wanted || self.schema.types.is_subtype(wanted, kind)
    }
}

/// One page of a list; the cursor of an item is its id.
fn page(items: &[&Value], arguments: &Map<String, Value>) -> Value {
    let start = match arguments.get("after").and_then(Value::as_str) {
        Some(after) => items.iter().position(|item| id(item) == after).map_or(items.len(), |at| at + 1),
        None => 0,
    };
    let rest = &items[start..];
    let first = arguments.get("first").and_then(Value::as_u64).map_or(rest.len(), |first| first as usize);
    let shown = &rest[..first.min(rest.len())];
    let edges: Vec<Value> = shown.iter().map(|item| json!({ "cursor": id(item), "node": item })).collect();
    json!({
        "edges": edges,
        "pageInfo": {
            "hasNextPage": shown.len() < rest.len(),
            "hasPreviousPage": start > 0,
            "startCursor": shown.first().map(|item| id(item)),
            "endCursor": shown.last().map(|item| id(item)),
        },
    })
}

fn id(item: &Value) -> &str {
    item["id"].as_str().unwrap_or_default()
}

/// Two selections of one field add up.
fn merge(into: &mut Value, value: Value) {
    match (into, value) {
        (Value::Object(into), Value::Object(value)) => {
            for (name, value) in value {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (Value::Array(into), Value::Array(value)) if into.len() == value.len() => {
            for (into, value) in into.iter_mut().zip(value) {
                merge(into, value);
            }
        }
        (into, value) => *into = value,
    }
}
