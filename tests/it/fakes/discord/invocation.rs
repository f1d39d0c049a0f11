//! An act of a person as a test holds it: what became of it, and the same delivered once more.

use super::interaction::{First, Interaction};
use super::state::Id;
use super::{Line, endpoint};

#[derive(Clone)]
pub struct Invocation {
    line: Line,
    pub id: Id,
}

impl Invocation {
    /// Of an interaction that was begun; it goes through the door that the application has.
    pub(super) fn deliver(line: &Line, id: Id) -> Self {
        let invocation = Invocation { line: line.clone(), id };
        invocation.redelivers();
        invocation
    }

    /// The same interaction once more, through the door that is open now.
    pub fn redelivers(&self) {
        let address = self.line.change(|state| {
            let interaction = state.interaction_mut(self.id);
            interaction.trouble = None;
            let application = interaction.application;
            state.application(application).endpoint.clone()
        });
        if let Some(address) = address {
            tokio::spawn(endpoint::deliver(self.line.clone(), self.id, address));
            return;
        }
        self.line.change(|state| {
            let (application, payload) = {
                let interaction = state.interaction(self.id);
                (interaction.application, interaction.payload.clone())
            };
            if state.dispatch(application, 0, "INTERACTION_CREATE", &payload) == 0 {
                state.interaction_mut(self.id).trouble = Some("no session hears of it".into());
            }
        });
    }

    /// What the application answered first, and after how long.
    pub fn first_answer(&self) -> Option<First> {
        self.look(|interaction| interaction.first)
    }

    /// Why the person reads that the application did not respond, as far as it is known.
    pub fn trouble(&self) -> Option<String> {
        self.look(|interaction| interaction.trouble.clone())
    }

    /// How many messages followed the first answer.
    pub fn follow_ups(&self) -> u32 {
        self.look(|interaction| interaction.follow_ups)
    }

    /// Waits for the first answer.
    pub async fn answered(&self) -> First {
        self.line.wait_for(|| self.first_answer().is_some()).await;
        self.first_answer().unwrap_or_else(|| panic!("waited a minute for an answer; trouble: {:?}", self.trouble()))
    }

    /// Waits until it is known to have failed.
    pub async fn fails(&self) -> String {
        self.line.wait_for(|| self.trouble().is_some()).await;
        self.trouble().unwrap_or_else(|| panic!("waited a minute, and it did not fail: {:?}", self.first_answer()))
    }

    fn look<T>(&self, look: impl FnOnce(&Interaction) -> T) -> T {
        look(self.line.look().interaction(self.id))
    }
}
