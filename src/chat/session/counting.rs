//! What a turn adds to the numbers. It is counted when the turn is saved, because until then it did not happen.

use crate::App;
use crate::chat::flow::{Answer, Wish};
use crate::chat::state::State;
use crate::domain::counted::{Milestone, Step, TurnEnd};

pub(super) struct Counting {
    stood: Step,
    has_wished: bool,
    passed: [&'static [Milestone]; 2],
}

impl Counting {
    pub fn from(state: &State) -> Self {
        Counting { stood: state.step(), has_wished: false, passed: [&[]; 2] }
    }

    /// What will have been passed if this wish is granted.
    pub fn wishes(&mut self, wish: &Wish) -> &'static [Milestone] {
        self.has_wished = true;
        if let Wish::Deploy(draft) = wish { draft.accepted() } else { &[] }
    }

    pub fn hears(&mut self, answer: &Answer, if_granted: &'static [Milestone]) {
        if matches!(answer, Answer::Accepted) && !if_granted.is_empty() {
            self.passed[1] = if_granted;
        }
    }

    /// Where it ends; what is noted there is saved with it.
    pub fn reaches(&mut self, state: &mut State) {
        self.passed[0] = state.pass();
    }

    /// The same update was taken before.
    pub fn end_repeated(self, app: &App) {
        app.metrics.turned(self.stood, TurnEnd::Repeated);
    }

    pub fn end_saved(self, app: &App, state: &State) {
        for passed in self.passed {
            app.metrics.passed(passed);
        }
        app.metrics.turned(self.stood, end(self.stood, state.step(), self.has_wished));
    }
}

fn end(stood: Step, stands: Step, has_wished: bool) -> TurnEnd {
    match (stood == stands, stands, has_wished) {
        (true, _, _) => TurnEnd::Stayed,
        (false, Step::Idle, true) => TurnEnd::Done,
        (false, Step::Idle, false) => TurnEnd::Left,
        (false, _, _) => TurnEnd::Moved,
    }
}
