//! What the numbers at `/metrics` tell apart: closed alphabets, so that no label can ever hold an id, a name or a text.
//! How they are counted stands in `crate::metrics`.

use serde::{Deserialize, Serialize};

use crate::domain::{Millis, Provider, Status};

words! {
    /// What a person did.
    Heard {
        Command = "command",
        Text = "text",
        Press = "press",
        Form = "form",
        /// A message that is no text.
        NoText = "no_text",
        /// Telegram told of a bot that they made through ours.
        Made = "made",
    }
}

words! {
    /// The question that stands in a conversation.
    Step {
        Idle = "idle",
        HatchBlueprint = "hatch_blueprint",
        HatchName = "hatch_name",
        HatchProvider = "hatch_provider",
        HatchKey = "hatch_key",
        HatchChannels = "hatch_channels",
        HatchToken = "hatch_token",
        HatchOwner = "hatch_owner",
        HatchReview = "hatch_review",
        HatchChange = "hatch_change",
        EditMenu = "edit_menu",
        EditKey = "edit_key",
        EditModel = "edit_model",
        EditToken = "edit_token",
        EditGuests = "edit_guests",
        Confirm = "confirm",
        Configure = "configure",
        Keys = "keys",
        Broadcast = "broadcast",
        Leaving = "leaving",
        /// The turn failed before it was known where the person is.
        Unknown = "unknown",
    }
}

words! {
    /// How a turn ended.
    TurnEnd {
        /// The same question stands.
        Stayed = "stayed",
        /// Another question stands.
        Moved = "moved",
        /// Nothing is asked any more, and something was wished for.
        Done = "done",
        /// Nothing is asked any more, and nothing came of it.
        Left = "left",
        /// The same update, delivered again.
        Repeated = "repeated",
        /// It could not be taken.
        Failed = "failed",
    }
}

words! {
    /// How far the wish for a bot has come. Whoever is at one of these has passed all before it.
    Milestone {
        Deploy = "deploy",
        Name = "name",
        Provider = "provider",
        Key = "key",
        Channels = "channels",
        Review = "review",
        Accepted = "accepted",
        Running = "running",
        Answered = "answered",
    }
}

impl Milestone {
    /// What is passed on the way from one to another, the latter included.
    pub fn passed(from: Option<Milestone>, to: Milestone) -> &'static [Milestone] {
        let begin = from.map_or(0, |from| from as usize + 1);
        Self::ALL.get(begin..=to as usize).unwrap_or_default()
    }
}

words! {
    /// How one try of a stage ended.
    StageEnd {
        Done = "done",
        /// It waits for the target, and no fault was seen.
        Waits = "waits",
        /// It did not work and is tried again.
        Fault = "fault",
        /// It is given up, and what was made is taken back.
        TurnedBack = "turned_back",
        /// It is given up.
        Failed = "failed",
    }
}

words! {
    /// How an operation ended.
    OperationEnd {
        Done = "done",
        Failed = "failed",
        /// A deploy that did not work, with everything taken back.
        Undone = "undone",
    }
}

words! {
    /// Whom Hatchery depends on.
    Neighbour {
        Telegram = "telegram",
        Discord = "discord",
        Railway = "railway",
        Anthropic = "anthropic",
        OpenAi = "openai",
        OpenRouter = "openrouter",
        Gemini = "gemini",
        Database = "database",
    }
}

impl Neighbour {
    /// Nothing is outside of us that only repeats what it hears.
    pub fn of(provider: Provider) -> Option<Neighbour> {
        match provider {
            Provider::Anthropic => Some(Neighbour::Anthropic),
            Provider::OpenAi => Some(Neighbour::OpenAi),
            Provider::OpenRouter => Some(Neighbour::OpenRouter),
            Provider::Gemini => Some(Neighbour::Gemini),
            Provider::Echo => None,
        }
    }
}

words! {
    /// What went wrong with a neighbour. What a neighbour rightly says no to, like a wrong key, is no error of its own.
    Trouble {
        /// None came, it broke off, or it does not read.
        NoAnswer = "no_answer",
        /// It asks to wait, or has too much to do.
        Busy = "busy",
        /// It does not take our credential.
        Unauthorized = "unauthorized",
        /// It will not do what we ask.
        Refused = "refused",
        /// It does not know our words any more.
        NotUnderstood = "not_understood",
    }
}

/// What lies in the database at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stock {
    /// Operations that nobody works on although it is time to, that are worked on, and whose time comes later.
    pub due: i64,
    pub held: i64,
    pub later: i64,
    /// How long the oldest of those that are due has waited.
    pub oldest_due: Millis,
    /// Letters that want to be sent, and how long the oldest of them has.
    pub letters: i64,
    pub oldest_letter: Millis,
    /// Live bots.
    pub bots: Vec<(Status, i64)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_somewhere_has_passed_all_before_it_once() {
        use Milestone::*;
        assert_eq!(Milestone::passed(None, Name), [Deploy, Name]);
        assert_eq!(Milestone::passed(Some(Name), Key), [Provider, Key]);
        assert_eq!(Milestone::passed(Some(Key), Key), []);
        assert_eq!(Milestone::passed(Some(Review), Name), []);
        assert_eq!(Milestone::passed(None, Answered), Milestone::ALL);
    }
}
