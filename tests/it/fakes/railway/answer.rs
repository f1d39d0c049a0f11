//! Carries out a request that the door took: field by field, with what is shown of each, and with the time that
//! passes because something was read.

use std::collections::BTreeSet;

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::fault::{json_text, refusals};
use super::look::Look;
use super::records::Caller;
use super::schema::{Asked, Schema};
use super::select::Selecting;
use super::state::State;
use super::{mutations, queries};

/// Carries out every root field in order, and shows what was selected of it.
pub fn carry_out(state: &mut State, schema: &Schema, caller: &Caller, asked: &Asked) -> Response {
    let is_query = asked.operation.is_query();
    let mut data = Map::new();
    let mut refused = Vec::new();
    let (mut read, mut unseen) = (BTreeSet::new(), BTreeSet::new());
    for field in asked.operation.root_fields(&asked.document) {
        let name = field.name.as_str();
        let arguments = asked.arguments(field);
        let answer = match may(state, caller, &arguments) {
            false => Err("Not Authorized".to_owned()),
            true if is_query => {
                let look = Look::new(state, caller, true);
                let answer = queries::answer(&look, name, &arguments);
                unseen.append(&mut look.unseen.take());
                answer
            }
            true => mutate(state, caller, name, &arguments),
        };
        let value = match answer {
            Ok(Some(value)) => value,
            Ok(None) => {
                state.violations.push(format!("the fake has no {name}"));
                refused.push((field.response_key().to_string(), "Problem processing request".to_owned()));
                continue;
            }
            Err(message) => {
                refused.push((field.response_key().to_string(), message));
                continue;
            }
        };
        let look = Look::new(state, caller, is_query);
        let mut selecting = Selecting { schema, asked, look: &look, gaps: Vec::new() };
        data.insert(field.response_key().to_string(), selecting.field(field, &value));
        let gaps = selecting.gaps;
        read.append(&mut look.read.take());
        unseen.append(&mut look.unseen.take());
        state.violations.extend(gaps);
    }
    if is_query {
        pass_time(state, &read, &unseen);
    }
    if refused.is_empty() { json_text(json!({ "data": data }).to_string()) } else { refusals(&refused) }
}

/// A token of a project reaches only what is in its environment.
fn may(state: &State, caller: &Caller, arguments: &Map<String, Value>) -> bool {
    let Caller::Project { project: own, environment: own_environment } = caller else { return true };
    named(state, arguments).iter().filter_map(|id| state.scope(id)).all(|(project, environment)| {
        project == own && environment.is_none_or(|environment| environment == own_environment)
    })
}

/// What is named or made by a mutation is remembered.
fn mutate(
    state: &mut State,
    caller: &Caller,
    name: &str,
    arguments: &Map<String, Value>,
) -> Result<Option<Value>, String> {
    let before = state.ids();
    let named = named(state, arguments);
    let answer = mutations::carry_out(state, caller, name, arguments);
    let made: Vec<String> = state.ids().difference(&before).cloned().collect();
    state.mutated.extend(named.into_iter().chain(made));
    answer
}

/// The ids in some arguments, however deep.
fn named(state: &State, arguments: &Map<String, Value>) -> BTreeSet<String> {
    fn walk(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => drop(found.insert(text.clone())),
            Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            Value::Object(fields) => fields.values().for_each(|field| walk(field, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut texts = BTreeSet::new();
    arguments.values().for_each(|value| walk(value, &mut texts));
    texts.intersection(&state.ids()).cloned().collect()
}

/// After an answer: whatever was read goes on, whatever could not be seen yet comes closer.
fn pass_time(state: &mut State, read: &BTreeSet<String>, unseen: &BTreeSet<String>) {
    for id in read {
        state.advance(id);
    }
    for id in unseen {
        if let Some(left) = state.hidden.get_mut(id) {
            *left -= 1;
            if *left == 0 {
                state.hidden.remove(id);
            }
        }
    }
}
