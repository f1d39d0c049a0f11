//! Topics of a private chat: in a bot's own one, that bot is meant where none is named.

use crate::chat::state::{Bot, Facts, Session};
use crate::domain::{Id, Topic};

/// Where something happens, and which topics the bots have in this chat. Nothing of both where there are no topics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics {
    pub here: Option<Topic>,
    pub of_bots: Vec<(Id, Topic)>,
}

impl Facts {
    /// The bot whose topic this is.
    pub fn bot_here(&self) -> Option<&Bot> {
        let (id, _) = self.topics.of_bots.iter().find(|(_, topic)| Some(*topic) == self.topics.here)?;
        self.bot(id)
    }

    /// Whether what is told of the bot is told in another place than this.
    pub fn is_told_elsewhere(&self, bot: &Id) -> bool {
        self.topics.of_bots.iter().any(|(id, topic)| id == bot && Some(*topic) != self.topics.here)
    }

    /// Whether this is a bot's topic, and the question that stands was asked outside it.
    pub fn is_asked_elsewhere(&self, session: &Session) -> bool {
        !session.state.is_idle() && session.topic != self.topics.here && self.bot_here().is_some()
    }
}
