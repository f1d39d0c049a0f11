//! The first answer to an interaction, by either door: when it may come, what it may be, and what it does.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Line;
use super::body::Sent;
use super::door::done;
use super::interaction::{Answer, First, Kind};
use super::limits::{self, Before, EPHEMERAL, LOADING, Way};
use super::message::{self, Author};
use super::refusal::{ALREADY_ANSWERED, Refusal, UNKNOWN_INTERACTION};
use super::schema::Schema;
use super::state::{Id, State};

/// So long an interaction waits for its first answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// `POST /interactions/{id}/{token}/callback`.
pub fn call_back(line: &Line, id: Id, token: &str, sent: &Sent, tells: bool) -> Result<Response, Refusal> {
    line.change(|state| {
        if !state.interactions.iter().any(|known| known.id == id && known.token == token) {
            return Err(UNKNOWN_INTERACTION);
        }
        take(state, line.schema, id, sent)?;
        Ok(if tells { axum::Json(told(state, id, &sent.body)).into_response() } else { done() })
    })
}

/// Takes the first answer to an interaction.
pub fn take(state: &mut State, schema: &Schema, id: Id, sent: &Sent) -> Result<(), Refusal> {
    let interaction = state.interaction(id);
    let (kind, source, born) = (interaction.kind, interaction.source, interaction.born);
    Refusal::invalid(schema.faults("post", "/interactions/{interaction_id}/{interaction_token}/callback", &sent.body))?;
    let answer = match sent.body["type"].as_u64() {
        Some(4) => Answer::Message,
        Some(5) => Answer::Deferred,
        Some(6) => Answer::DeferredUpdate,
        Some(7) => Answer::Update,
        Some(8) => Answer::Choices,
        Some(9) => Answer::Modal,
        _ => return Err(Refusal::Invalid(vec![".type: no answer to this".into()])),
    };
    let before = source.filter(|_| answer == Answer::Update).map(|source| state.message(source).before());
    let data = Sent { body: sent.body["data"].clone(), files: sent.files.clone() };
    let mut faults = kind_faults(kind, answer, source.is_some());
    faults.extend(data_faults(answer, &data, before.unwrap_or_default()));
    Refusal::invalid(faults)?;
    if state.interaction(id).first.is_some() {
        return Err(ALREADY_ANSWERED);
    }
    let after = state.now().saturating_sub(born);
    if after > PATIENCE {
        return Err(UNKNOWN_INTERACTION);
    }
    apply(state, id, answer, &data)?;
    state.interaction_mut(id).first = Some(First { answer, after });
    Ok(())
}

fn kind_faults(kind: Kind, answer: Answer, has_source: bool) -> Vec<String> {
    let fits = match answer {
        Answer::Message | Answer::Deferred => kind != Kind::Autocomplete,
        Answer::DeferredUpdate | Answer::Update => kind == Kind::Component || kind == Kind::Submit && has_source,
        Answer::Choices => kind == Kind::Autocomplete,
        Answer::Modal => kind == Kind::Command || kind == Kind::Component,
    };
    if fits { Vec::new() } else { vec![format!(".type: {answer:?} is no answer to {kind:?}")] }
}

fn data_faults(answer: Answer, data: &Sent, before: Before) -> Vec<String> {
    let body = &data.body;
    let prefixed = |faults: Vec<String>| faults.into_iter().map(|fault| format!(".data{fault}")).collect();
    match answer {
        Answer::Message | Answer::Update => {
            let way = if answer == Answer::Message { Way::Interaction } else { Way::Edit };
            let mut faults = limits::message(body, way, before);
            faults.extend(data.file_faults());
            prefixed(faults)
        }
        Answer::Deferred => {
            let fields = body.as_object().into_iter().flatten();
            let has_more = fields.clone().any(|(name, _)| name != "flags");
            let flags = body["flags"].as_u64().unwrap_or_default();
            if flags & !EPHEMERAL != 0 || has_more {
                return vec![".data.flags: a message that is put off is ephemeral or not, and no more".into()];
            }
            Vec::new()
        }
        Answer::DeferredUpdate if !body.is_null() => vec![".data: there is nothing to say yet".into()],
        Answer::DeferredUpdate => Vec::new(),
        Answer::Choices => {
            let count = body["choices"].as_array().map_or(0, Vec::len);
            if count > 25 { vec![format!(".data.choices: {count} choices")] } else { Vec::new() }
        }
        Answer::Modal => prefixed(limits::modal(body)),
    }
}

fn apply(state: &mut State, id: Id, answer: Answer, data: &Sent) -> Result<(), Refusal> {
    let interaction = state.interaction(id);
    let (channel, person, source) = (interaction.channel, interaction.person, interaction.source);
    let author = Author::Application(interaction.application);
    match answer {
        Answer::Message => {
            let message = state.write(channel, author, Some(id), data)?;
            state.interaction_mut(id).original = Some(message);
        }
        Answer::Deferred => {
            let flags = data.body["flags"].as_u64().unwrap_or_default() | LOADING;
            let message = state.open_message(channel, author, Some(id), flags);
            state.interaction_mut(id).original = Some(message);
        }
        Answer::DeferredUpdate => state.interaction_mut(id).original = source,
        Answer::Update => {
            if let Some(source) = source.filter(|source| state.find_message(*source).is_some()) {
                state.edit(source, data)?;
            }
            state.interaction_mut(id).original = source;
        }
        Answer::Choices => {
            let text = |choice: &Value, field: &str| match &choice[field] {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let choices = data.body["choices"].as_array().into_iter().flatten();
            state.interaction_mut(id).choices =
                choices.map(|choice| (text(choice, "name"), text(choice, "value"))).collect();
        }
        Answer::Modal => {
            state.modals.insert(person, (id, data.body.clone()));
        }
    }
    Ok(())
}

/// What `with_response` brings.
fn told(state: &State, id: Id, body: &Value) -> Value {
    let interaction = state.interaction(id);
    let mut told = json!({ "interaction": { "id": id.to_string(), "type": interaction.kind.number() } });
    if let Some(original) = interaction.original {
        let shown = state.message(original);
        told["interaction"]["response_message_id"] = json!(original.to_string());
        told["interaction"]["response_message_loading"] = json!(shown.is_thinking());
        told["interaction"]["response_message_ephemeral"] = json!(shown.only_for.is_some());
        told["resource"] = json!({ "type": body["type"], "message": message::value(state, original) });
    }
    told
}
