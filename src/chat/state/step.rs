//! Which question stands, in the words of the numbers, how far the wish for a bot has come, and whose key it could have.

use crate::chat::state::{Bot, Draft, EditStep, Facts, HatchStep, State};
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
    /// The bot of the same person whose key it could have: the one that it is to be like, where that has one of its own.
    pub fn alike<'a>(&self, facts: &'a Facts) -> Option<&'a Bot> {
        let bot = facts.bot(self.like.as_ref()?)?;
        let has_one = bot.provider.needs_key() && bot.stored_key.is_none() && bot.key_tail.is_some();
        (has_one && self.provider == Some(bot.provider)).then_some(bot)
    }

    /// What it passes when it is accepted.
    pub fn accepted(&self) -> &'static [Milestone] {
        Milestone::passed(self.reached, Milestone::Accepted)
    }
}
