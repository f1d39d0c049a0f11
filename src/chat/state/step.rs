//! Which question stands, in the words of the numbers, and how far the wish for a bot has come.

use crate::chat::state::{Draft, EditStep, HatchStep, State};
use crate::domain::counted::{Milestone, Step};

impl State {
    pub fn step(&self) -> Step {
        match self {
            State::Idle => Step::Idle,
            State::Hatch(_, step) => match step {
                HatchStep::AskBlueprint => Step::HatchBlueprint,
                HatchStep::AskName => Step::HatchName,
                HatchStep::AskProvider => Step::HatchProvider,
                HatchStep::Key(_) => Step::HatchKey,
                HatchStep::AskChannels => Step::HatchChannels,
                HatchStep::Token(..) => Step::HatchToken,
                HatchStep::AskOwner(_) => Step::HatchOwner,
                HatchStep::Review => Step::HatchReview,
                HatchStep::Change => Step::HatchChange,
            },
            State::Edit { step, .. } => match step {
                EditStep::Menu => Step::EditMenu,
                EditStep::Key(_) => Step::EditKey,
                EditStep::Model => Step::EditModel,
                EditStep::Token(..) => Step::EditToken,
                EditStep::Guests => Step::EditGuests,
            },
            State::Confirm(_) => Step::Confirm,
            State::Configure(_) => Step::Configure,
            State::Keys(_) => Step::Keys,
            State::Broadcast(..) => Step::Broadcast,
            State::Leaving { .. } => Step::Leaving,
        }
    }

    /// Notes how far the wish for a bot has come, and says what it has passed for the first time: whoever goes back and
    /// on again is not counted twice.
    pub fn pass(&mut self) -> &'static [Milestone] {
        let State::Hatch(draft, step) = self else { return &[] };
        let here = match step {
            HatchStep::AskBlueprint => Milestone::Deploy,
            HatchStep::AskName => Milestone::Name,
            HatchStep::AskProvider => Milestone::Provider,
            HatchStep::Key(_) => Milestone::Key,
            HatchStep::AskChannels | HatchStep::Token(..) | HatchStep::AskOwner(_) => Milestone::Channels,
            HatchStep::Review | HatchStep::Change => Milestone::Review,
        };
        let passed = Milestone::passed(draft.reached, here);
        draft.reached = draft.reached.max(Some(here));
        passed
    }
}

impl Draft {
    /// What it passes when it is accepted.
    pub fn accepted(&self) -> &'static [Milestone] {
        Milestone::passed(self.reached, Milestone::Accepted)
    }
}
