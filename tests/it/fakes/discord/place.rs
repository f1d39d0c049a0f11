//! Where people and applications meet: a private channel, a server, or a group of people.

use super::state::Id;
use super::{App, Line, Person};

#[derive(Clone)]
pub struct Place {
    pub(super) line: Line,
    /// The id of its channel.
    pub id: Id,
}

impl Place {
    /// The id of the server, for a place in one.
    pub fn guild(&self) -> Option<Id> {
        self.line.look().channel(self.id).scene.guild()
    }

    pub fn admits(&self, person: &Person) {
        self.line.change(|state| state.channel_mut(self.id).people.insert(person.id));
    }

    /// Somebody leaves the server, or is removed from it.
    pub fn loses(&self, person: &Person) {
        self.line.change(|state| state.channel_mut(self.id).people.remove(&person.id));
    }

    /// Somebody who may do so adds the application to the server.
    pub fn installs(&self, app: &App) {
        assert!(self.guild().is_some(), "only a server installs an application");
        self.line.change(|state| state.channel_mut(self.id).applications.insert(app.id));
    }

    pub fn removes(&self, app: &App) {
        self.line.change(|state| state.channel_mut(self.id).applications.remove(&app.id));
    }
}
