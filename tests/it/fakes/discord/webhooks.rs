//! What an application does with the token of an interaction once it has answered: more messages, edits, deletions.

use std::time::Duration;

use serde_json::Value;

use super::Line;
use super::body::Sent;
use super::limits::{self, Before, Way};
use super::message::{self, Author};
use super::refusal::{DEAD_TOKEN, Refusal, TOO_MANY_FOLLOW_UPS, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK};
use super::state::{Id, State};

/// So long the token of an interaction is good for.
const LIFE: Duration = Duration::from_secs(15 * 60);
const MESSAGE: &str = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}";

/// `POST /webhooks/{application}/{token}`.
pub fn follow_up(line: &Line, application: Id, token: &str, sent: &Sent) -> Result<Value, Refusal> {
    let mut faults = line.schema.faults("post", "/webhooks/{webhook_id}/{webhook_token}", &sent.body);
    faults.extend(limits::message(&sent.body, Way::Interaction, Before::default()));
    faults.extend(sent.file_faults());
    Refusal::invalid(faults)?;
    line.change(|state| {
        let id = by_token(state, application, token)?;
        let interaction = state.interaction(id);
        if interaction.is_of_a_user_install && interaction.follow_ups >= 5 {
            return Err(TOO_MANY_FOLLOW_UPS);
        }
        let channel = interaction.channel;
        // The first one after "is thinking" takes its place, as it always did.
        let waiting = interaction.original.filter(|original| state.message(*original).is_thinking());
        let message = match waiting {
            Some(original) => {
                state.edit(original, sent)?;
                original
            }
            None => {
                state.interaction_mut(id).follow_ups += 1;
                state.write(channel, Author::Application(application), Some(id), sent)?
            }
        };
        Ok(message::value(state, message))
    })
}

pub fn read(line: &Line, application: Id, token: &str, message: &str) -> Result<Value, Refusal> {
    let state = line.look();
    let id = by_token(&state, application, token)?;
    Ok(message::value(&state, reach(&state, id, message)?))
}

pub fn change(line: &Line, application: Id, token: &str, message: &str, sent: &Sent) -> Result<Value, Refusal> {
    line.change(|state| {
        let id = by_token(state, application, token)?;
        let message = reach(state, id, message)?;
        let mut faults = line.schema.faults("patch", MESSAGE, &sent.body);
        faults.extend(limits::message(&sent.body, Way::Edit, state.message(message).before()));
        faults.extend(sent.file_faults());
        Refusal::invalid(faults)?;
        state.edit(message, sent)?;
        Ok(message::value(state, message))
    })
}

pub fn delete(line: &Line, application: Id, token: &str, message: &str) -> Result<(), Refusal> {
    line.change(|state| {
        let id = by_token(state, application, token)?;
        let message = reach(state, id, message)?;
        state.message_mut(message).is_deleted = true;
        Ok(())
    })
}

/// The interaction of a token that is still good and was used for a first answer.
fn by_token(state: &State, application: Id, token: &str) -> Result<Id, Refusal> {
    let known = state.interactions.iter().find(|known| known.token == token && known.application == application);
    let interaction = known.ok_or(UNKNOWN_WEBHOOK)?;
    if state.now().saturating_sub(interaction.born) > LIFE {
        return Err(DEAD_TOKEN);
    }
    if interaction.first.is_none() { Err(UNKNOWN_WEBHOOK) } else { Ok(interaction.id) }
}

/// A message that this token reaches: what it wrote, and `@original`.
fn reach(state: &State, interaction: Id, word: &str) -> Result<Id, Refusal> {
    let original = state.interaction(interaction).original;
    let wanted = if word == "@original" { original } else { word.parse().ok() };
    let found = wanted.and_then(|wanted| state.find_message(wanted)).ok_or(UNKNOWN_MESSAGE)?;
    let is_reached = found.born_of == Some(interaction) || Some(found.id) == original;
    if is_reached { Ok(found.id) } else { Err(UNKNOWN_MESSAGE) }
}
