//! Messages by the bot's own token: in its private channels and in the servers it is in.

use std::time::Duration;

use serde_json::{Value, json};

use super::Line;
use super::body::Sent;
use super::limits::{self, Before, Way};
use super::message::{self, Author};
use super::refusal::{CLOSED, MISSING_ACCESS, NOBODY, NOT_YOURS, Refusal, STRANGERS, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE};
use super::state::{Channel, Id, Scene, State};

/// So long the same nonce is the same message.
const NONCE_LIFE: Duration = Duration::from_secs(5 * 60);

/// `POST /users/@me/channels`.
pub fn open(line: &Line, caller: Id, sent: &Sent) -> Result<Value, Refusal> {
    Refusal::invalid(line.schema.faults("post", "/users/@me/channels", &sent.body))?;
    let recipient = &sent.body["recipient_id"];
    let wanted = recipient.as_str().and_then(|id| id.parse().ok()).or(recipient.as_u64());
    line.change(|state| {
        let person = state.people.iter().map(|known| known.id).find(|id| Some(*id) == wanted).ok_or(NOBODY)?;
        let channel = state.dm(person, caller);
        Ok(state.channel_value(channel))
    })
}

pub fn write(line: &Line, caller: Id, channel: Id, sent: &Sent) -> Result<Value, Refusal> {
    let mut faults = line.schema.faults("post", "/channels/{channel_id}/messages", &sent.body);
    faults.extend(limits::message(&sent.body, Way::Channel, Before::default()));
    faults.extend(sent.file_faults());
    Refusal::invalid(faults)?;
    line.change(|state| {
        let known = enter(state, caller, channel)?;
        if known.scene == Scene::Dm {
            let person = known.people.iter().copied().next().expect("a private channel has a person");
            check_reach(state, person, caller)?;
        }
        let nonce = &sent.body["nonce"];
        let now = state.now();
        let is_same = |old: &&message::Message| {
            old.channel == channel
                && old.author == Author::Application(caller)
                && old.nonce == *nonce
                && now.saturating_sub(old.at) < NONCE_LIFE
        };
        if sent.body["enforce_nonce"] == true
            && !nonce.is_null()
            && let Some(old) = state.messages.iter().find(is_same)
        {
            return Ok(message::value(state, old.id));
        }
        let id = state.write(channel, Author::Application(caller), None, sent)?;
        state.message_mut(id).nonce = nonce.clone();
        state.announce(id);
        Ok(message::value(state, id))
    })
}

pub fn read(line: &Line, caller: Id, channel: Id, message: Id) -> Result<Value, Refusal> {
    let state = line.look();
    enter(&state, caller, channel)?;
    Ok(message::value(&state, reach(&state, channel, message)?))
}

pub fn change(line: &Line, caller: Id, channel: Id, message: Id, sent: &Sent) -> Result<Value, Refusal> {
    line.change(|state| {
        check_own(state, caller, channel, message)?;
        let mut faults = line.schema.faults("patch", "/channels/{channel_id}/messages/{message_id}", &sent.body);
        faults.extend(limits::message(&sent.body, Way::Edit, state.message(message).before()));
        faults.extend(sent.file_faults());
        Refusal::invalid(faults)?;
        state.edit(message, sent)?;
        Ok(message::value(state, message))
    })
}

pub fn delete(line: &Line, caller: Id, channel: Id, message: Id) -> Result<(), Refusal> {
    line.change(|state| {
        check_own(state, caller, channel, message)?;
        state.message_mut(message).is_deleted = true;
        Ok(())
    })
}

/// A channel that the bot is in.
fn enter(state: &State, caller: Id, channel: Id) -> Result<&Channel, Refusal> {
    let known = state.find_channel(channel).ok_or(UNKNOWN_CHANNEL)?;
    if known.applications.contains(&caller) { Ok(known) } else { Err(MISSING_ACCESS) }
}

/// Whether a bot may write to a person first.
fn check_reach(state: &State, person: Id, caller: Id) -> Result<(), Refusal> {
    if !state.is_mutual(person, caller) && !state.installs.contains(&(person, caller)) {
        return Err(STRANGERS);
    }
    if state.closed.contains(&(person, caller)) { Err(CLOSED) } else { Ok(()) }
}

/// A message that the bot's own token reaches: an ephemeral one is not there for it.
fn reach(state: &State, channel: Id, message: Id) -> Result<Id, Refusal> {
    let found = state.find_message(message).filter(|found| found.channel == channel && found.only_for.is_none());
    found.map(|found| found.id).ok_or(UNKNOWN_MESSAGE)
}

fn check_own(state: &State, caller: Id, channel: Id, message: Id) -> Result<(), Refusal> {
    enter(state, caller, channel)?;
    let found = reach(state, channel, message)?;
    if state.message(found).author == Author::Application(caller) { Ok(()) } else { Err(NOT_YOURS) }
}

impl State {
    /// Tells the sessions that asked for it of a message in a private channel.
    pub fn announce(&mut self, id: Id) {
        let message = self.message(id);
        let channel = self.channel(message.channel);
        if channel.scene != Scene::Dm {
            return;
        }
        let application = channel.applications.iter().copied().next().expect("a private channel has a bot");
        let mut event = message::value(self, id);
        event["channel_type"] = json!(1);
        self.dispatch(application, super::gateway::DIRECT_MESSAGES, "MESSAGE_CREATE", &event);
    }
}
