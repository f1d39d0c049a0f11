//! What a person did, as the application gets to hear it, and what became of it.

use std::time::Duration;

use serde_json::{Value, json};

use super::message;
use super::state::{Id, State};

pub struct Interaction {
    pub id: Id,
    pub token: String,
    pub application: Id,
    pub kind: Kind,
    pub person: Id,
    pub channel: Id,
    /// The message whose component was used.
    pub source: Option<Id>,
    pub payload: Value,
    pub born: Duration,
    pub first: Option<First>,
    /// What `@original` is.
    pub original: Option<Id>,
    pub follow_ups: u32,
    /// The application is here only because this person installed it.
    pub is_of_a_user_install: bool,
    /// What was offered while she typed: label and value.
    pub choices: Vec<(String, String)>,
    /// Why she reads that the application did not respond.
    pub trouble: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Command,
    Component,
    Autocomplete,
    Submit,
}

impl Kind {
    pub fn number(self) -> u64 {
        match self {
            Kind::Command => 2,
            Kind::Component => 3,
            Kind::Autocomplete => 4,
            Kind::Submit => 5,
        }
    }
}

/// How an application answered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Message,
    Deferred,
    DeferredUpdate,
    Update,
    Choices,
    Modal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct First {
    pub answer: Answer,
    /// By the fake's clock.
    pub after: Duration,
}

/// What a person does, before it is an interaction.
pub struct Act {
    pub application: Id,
    pub kind: Kind,
    pub person: Id,
    pub channel: Id,
    pub source: Option<Id>,
    pub data: Value,
}

impl State {
    pub fn interaction(&self, id: Id) -> &Interaction {
        self.interactions.iter().find(|known| known.id == id).expect("the interaction was made by this fake")
    }

    pub fn interaction_mut(&mut self, id: Id) -> &mut Interaction {
        self.interactions.iter_mut().find(|known| known.id == id).expect("the interaction was made by this fake")
    }

    /// Makes an interaction of what a person does; it is not delivered yet.
    pub fn begin(&mut self, act: Act) -> Id {
        let id = self.next_id();
        let token = format!("aHATCHTEST-{id}-{}", act.person);
        let owners = self.owners(&act);
        let payload = self.payload(id, &token, &act, &owners);
        let Act { application, kind, person, channel, source, .. } = act;
        let (born, is_of_a_user_install) = (self.now(), owners.get("0").is_none());
        // She cannot act with a modal before her, so it was closed.
        self.modals.remove(&person);
        self.interactions.push(Interaction {
            id,
            token,
            application,
            kind,
            person,
            channel,
            source,
            payload,
            born,
            first: None,
            original: None,
            follow_ups: 0,
            is_of_a_user_install,
            choices: Vec::new(),
            trouble: None,
        });
        id
    }

    /// Who let the application in here: "0" the server (or "0" in a private channel), "1" the person.
    fn owners(&self, act: &Act) -> Value {
        // A button is as its message: whoever presses it, it came through the invocation that made it.
        if let Some(born) = act.source.and_then(|source| self.message(source).born_of) {
            return self.interaction(born).payload["authorizing_integration_owners"].clone();
        }
        let channel = self.channel(act.channel);
        let mut owners = json!({});
        let is_installed = channel.applications.contains(&act.application);
        if let Some(guild) = channel.scene.guild().filter(|_| is_installed) {
            owners["0"] = json!(guild.to_string());
        }
        if channel.scene == super::state::Scene::Dm && self.is_mutual(act.person, act.application) {
            owners["0"] = json!("0");
        }
        if self.installs.contains(&(act.person, act.application)) {
            owners["1"] = json!(act.person.to_string());
        }
        owners
    }

    fn payload(&self, id: Id, token: &str, act: &Act, owners: &Value) -> Value {
        let channel = self.channel(act.channel);
        let mut payload = json!({
            "id": id.to_string(), "application_id": act.application.to_string(), "type": act.kind.number(),
            "token": token, "version": 1, "data": act.data, "channel_id": act.channel.to_string(),
            "channel": self.channel_value(act.channel), "context": channel.scene.context(),
            "locale": self.person(act.person).locale, "entitlements": [], "entitlement_sku_ids": [],
            "authorizing_integration_owners": owners, "attachment_size_limit": 10_485_760,
            "app_permissions": "2248473465835073",
        });
        match channel.scene.guild() {
            Some(guild) => {
                payload["guild_id"] = json!(guild.to_string());
                payload["guild_locale"] = json!("en-US");
                payload["guild"] = json!({ "id": guild.to_string(), "locale": "en-US", "features": [] });
                payload["member"] = self.member(act.person);
            }
            None => payload["user"] = self.user(act.person),
        }
        if let Some(source) = act.source {
            payload["message"] = message::value(self, source);
        }
        payload
    }
}
