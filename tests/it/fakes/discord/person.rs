//! People: they type commands, press what they can see, fill in what is put before them, and look at a place until it
//! says something. Nobody sees or does what Discord's client would not let them.

use std::fmt::Write;

use serde_json::{Value, json};

use super::interaction::{Act, Kind};
use super::invocation::Invocation;
use super::message::Author;
use super::modal::Modal;
use super::place::Place;
use super::shown::{Shown, Style};
use super::state::{Id, State};
use super::{App, Line, body, limits, modal, shown, typing};

#[derive(Clone)]
pub struct Person {
    line: Line,
    pub id: Id,
    pub name: String,
}

impl Person {
    pub(super) fn new(line: Line, id: Id, name: &str) -> Self {
        Person { line, id, name: name.to_owned() }
    }

    /// The language of her client, "en-US" until it is said.
    pub fn speaking(self, locale: &str) -> Self {
        self.line.change(|state| {
            let account = state.people.iter_mut().find(|known| known.id == self.id);
            account.expect("the person was made by this fake").locale = locale.to_owned();
        });
        self
    }

    /// Her private channel with the bot. Without a server in common and without an install of her own she meets it in a
    /// server that is not told of here.
    pub fn dm(&self, app: &App) -> Place {
        let id = self.line.change(|state| {
            if !state.installs.contains(&(self.id, app.id)) && !state.is_mutual(self.id, app.id) {
                state.mutual.insert((self.id, app.id));
            }
            state.dm(self.id, app.id)
        });
        Place { line: self.line.clone(), id }
    }

    /// Installs the application for herself, which brings its commands along wherever she goes.
    pub fn installs(&self, app: &App) {
        self.line.change(|state| state.installs.insert((self.id, app.id)));
    }

    /// Leaves every server that has the application and gives up her own install.
    pub fn parts(&self, app: &App) {
        self.line.change(|state| {
            state.installs.remove(&(self.id, app.id));
            state.mutual.remove(&(self.id, app.id));
            let shared = |known: &&mut super::state::Channel| {
                known.scene.guild().is_some() && known.applications.contains(&app.id)
            };
            state.channels.iter_mut().filter(shared).for_each(|known| {
                known.people.remove(&self.id);
            });
        });
    }

    /// Lets the bot write to her no more.
    pub fn closes_dms(&self, app: &App) {
        self.line.change(|state| state.closed.insert((self.id, app.id)));
    }

    pub fn opens_dms(&self, app: &App) {
        self.line.change(|state| state.closed.remove(&(self.id, app.id)));
    }

    /// Types a command, "status" or "bot restart", with its options by name.
    pub fn types_command(&self, place: &Place, name: &str, options: &[(&str, &str)]) -> Invocation {
        let (application, data) = self.typed(place, name, |command, words| typing::command(command, words, options));
        self.acts(place, Act { source: None, ..self.act(place, application, Kind::Command, data) })
    }

    /// Types into the option of a command that makes suggestions; what she is offered, as label and value.
    pub async fn suggests(&self, place: &Place, name: &str, typed: &str) -> Vec<(String, String)> {
        let (application, data) = self.typed(place, name, |command, words| typing::suggestion(command, words, typed));
        let invocation = self.acts(place, self.act(place, application, Kind::Autocomplete, data));
        invocation.answered().await;
        self.line.look().interaction(invocation.id).choices.clone()
    }

    /// Writes a message; in the private channel the bot gets to hear it, if it asked for that.
    pub fn writes(&self, place: &Place, text: &str) -> Id {
        self.enters(place);
        self.line.change(|state| {
            let body = json!({ "content": text });
            let sent = body::Sent { body, files: Vec::new() };
            let id = state.write(place.id, Author::Person(self.id), None, &sent);
            let id = id.unwrap_or_else(|refusal| panic!("she wrote nothing: {refusal:?}"));
            state.announce(id);
            id
        })
    }

    /// Presses the newest button of this name that she can see and that can be pressed.
    pub fn presses(&self, place: &Place, label: &str) -> Invocation {
        let seen = self.sees(place);
        let can = |shown: &&Shown| {
            shown.buttons.iter().any(|button| {
                button.label == label && button.is_enabled && !matches!(button.style, Style::Link(_) | Style::Premium)
            })
        };
        let Some(message) = seen.iter().rev().find(can) else {
            panic!("there is no button [{label}] for {} to press:\n{}", self.name, told(&seen));
        };
        self.presses_on(message, label)
    }

    /// Presses a button of a certain message.
    pub fn presses_on(&self, message: &Shown, label: &str) -> Invocation {
        let fits = |part: &Value| {
            let name = part["label"].as_str().or(part["emoji"]["name"].as_str());
            let can_be_pressed = part["disabled"] != true && part["custom_id"].is_string();
            part["type"] == 2 && name == Some(label) && can_be_pressed
        };
        self.uses(message.id, &format!("button [{label}]"), fits, |part| {
            Ok(json!({ "component_type": 2, "custom_id": part["custom_id"], "id": part["id"] }))
        })
    }

    /// Chooses by label in the newest select that she can see and that has all of these.
    pub fn selects(&self, place: &Place, labels: &[&str]) -> Invocation {
        let seen = self.sees(place);
        let has_all = |shown: &&Shown| labels.iter().all(|label| shown.options.iter().any(|known| known == label));
        let Some(message) = seen.iter().rev().find(|shown| !shown.options.is_empty() && has_all(shown)) else {
            panic!("there is no select with {labels:?} for {} to use:\n{}", self.name, told(&seen));
        };
        self.selects_on(message, labels)
    }

    pub fn selects_on(&self, message: &Shown, labels: &[&str]) -> Invocation {
        let has = |part: &Value, label: &str| modal::option("", part, label).is_ok();
        let fits =
            |part: &Value| part["type"] == 3 && part["disabled"] != true && labels.iter().all(|label| has(part, label));
        self.uses(message.id, &format!("select with {labels:?}"), fits, |part| {
            let bound = |name: &str| part[name].as_u64().unwrap_or(1) as usize;
            if labels.len() < bound("min_values") || labels.len() > bound("max_values") {
                return Err(format!("{} to {} can be chosen", bound("min_values"), bound("max_values")));
            }
            let values = labels.iter().map(|label| modal::option("select", part, label));
            let values = values.collect::<Result<Vec<Value>, String>>()?;
            Ok(json!({ "component_type": 3, "custom_id": part["custom_id"], "id": part["id"], "values": values }))
        })
    }

    /// The modal before her, if one is.
    pub fn modal(&self) -> Option<Modal> {
        self.line.look().modals.get(&self.id).map(|(_, data)| modal::shown(data))
    }

    /// Waits for a modal.
    pub async fn gets_modal(&self) -> Modal {
        self.line.wait_for(|| self.modal().is_some()).await;
        self.modal().unwrap_or_else(|| panic!("waited a minute, and no modal opened for {}", self.name))
    }

    /// Fills in the modal before her by the labels of its fields, once there is one, and sends it off.
    pub async fn fills(&self, fields: &[(&str, &str)]) -> Invocation {
        self.gets_modal().await;
        let (opener, data) = self.line.look().modals[&self.id].clone();
        let data = modal::submit(&data, fields).unwrap_or_else(|why| panic!("{why}"));
        let act = {
            let state = self.line.look();
            let from = state.interaction(opener);
            let (application, channel, source) = (from.application, from.channel, from.source);
            Act { application, kind: Kind::Submit, person: self.id, channel, source, data }
        };
        let id = self.line.change(|state| state.begin(act));
        Invocation::deliver(&self.line, id)
    }

    /// Closes the modal, which nobody is told.
    pub fn closes_modal(&self) {
        self.line.change(|state| state.modals.remove(&self.id));
    }

    /// Dismisses a message that only she sees.
    pub fn dismisses(&self, message: &Shown) {
        assert!(message.is_ephemeral, "only an ephemeral message can be dismissed");
        self.line.change(|state| state.message_mut(message.id).is_deleted = true);
    }

    /// What she sees there, the oldest first.
    pub fn sees(&self, place: &Place) -> Vec<Shown> {
        self.enters(place);
        shown::all(&self.line.look(), self.id, place.id)
    }

    /// Waits for a message like this, and tells everything she sees when none comes within a minute. It is the newest one.
    pub async fn waits_for(&self, place: &Place, like_this: impl Fn(&Shown) -> bool) -> Shown {
        let newest = || self.sees(place).into_iter().rev().find(|shown| like_this(shown));
        self.line.wait_for(|| newest().is_some()).await;
        newest().unwrap_or_else(|| {
            panic!("waited a minute, and this is all that {} sees:\n{}", self.name, told(&self.sees(place)))
        })
    }

    fn enters(&self, place: &Place) {
        let is_in = self.line.look().channel(place.id).people.contains(&self.id);
        assert!(is_in, "{} is not in this place", self.name);
    }

    /// The application of a command that she finds there, and what the client makes of what she types.
    fn typed(
        &self,
        place: &Place,
        name: &str,
        data: impl FnOnce(&Value, &[&str]) -> Result<Value, String>,
    ) -> (Id, Value) {
        self.enters(place);
        let found = self.line.look().available(self.id, place.id);
        let words: Vec<&str> = name.split(' ').collect();
        let fits = |(_, command): &&(Id, Value)| command["name"] == words[0] && command["type"] == 1;
        let Some((application, command)) = found.iter().find(fits) else {
            let names: Vec<&str> = found.iter().filter_map(|(_, command)| command["name"].as_str()).collect();
            panic!("{} finds no command /{name} here, but {names:?}", self.name);
        };
        let data = data(command, &words[1..]).unwrap_or_else(|why| panic!("/{name}: {why}"));
        (*application, data)
    }

    fn act(&self, place: &Place, application: Id, kind: Kind, data: Value) -> Act {
        Act { application, kind, person: self.id, channel: place.id, source: None, data }
    }

    fn acts(&self, place: &Place, act: Act) -> Invocation {
        self.enters(place);
        let id = self.line.change(|state| state.begin(act));
        Invocation::deliver(&self.line, id)
    }

    /// Uses the component of a message that fits.
    fn uses(
        &self,
        message: Id,
        what: &str,
        fits: impl Fn(&Value) -> bool,
        data: impl FnOnce(&Value) -> Result<Value, String>,
    ) -> Invocation {
        let found = usable(&self.line.look(), self.id, message, fits);
        let Some((application, channel, part)) = found else {
            panic!("{} has no {what} to use on message {message}", self.name);
        };
        let data = data(&part).unwrap_or_else(|why| panic!("{what}: {why}"));
        let act = Act { application, kind: Kind::Component, person: self.id, channel, source: Some(message), data };
        let id = self.line.change(|state| state.begin(act));
        Invocation::deliver(&self.line, id)
    }
}

/// A component of a message that this person can see, whose it is, and where.
fn usable(state: &State, person: Id, message: Id, fits: impl Fn(&Value) -> bool) -> Option<(Id, Id, Value)> {
    let message = state.find_message(message)?;
    let is_seen = message.only_for.is_none_or(|only| only == person);
    let Author::Application(application) = message.author else { return None };
    if !is_seen || !state.channel(message.channel).people.contains(&person) {
        return None;
    }
    let part = limits::all(&message.components).find(|part| fits(part))?;
    Some((application, message.channel, part.clone()))
}

fn told(seen: &[Shown]) -> String {
    let mut text = String::new();
    for shown in seen {
        let marks = [(shown.is_ephemeral, " (only for her)"), (shown.is_thinking, " (is thinking)")];
        let marks: String = marks.iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| *mark).collect();
        let labels: Vec<String> = shown.buttons.iter().map(|button| format!("[{}]", button.label)).collect();
        // Writing into a string does not fail.
        let _ = writeln!(text, "#{} {}{marks}: {}", shown.id, shown.author, shown.text);
        let _ = writeln!(text, "    {} {}", labels.join(" · "), shown.options.join(" | "));
    }
    text
}
