//! `/clone` and `/share`: another bot like one that is there, by its owner or by whoever they give a link to. Nothing
//! secret goes with it, and nothing is hatched before the receiver has seen what it will be.

use crate::chat::choice::Choice;
use crate::chat::command::{Command, Verb};
use crate::chat::flow::{Turn, Wish, hatch, leaving, on_bot};
use crate::chat::screen::{self, share};
use crate::chat::state::{Facts, Session};
use crate::domain::{Id, Millis, Recipe, ShareCode};
use crate::text::Msg;

#[derive(Debug, Clone)]
pub enum ShareWish {
    /// Another one like a bot of one's own.
    Clone {
        bot: Id,
    },
    /// A link for others; the one before it is void.
    Make {
        bot: Id,
    },
    End {
        bot: Id,
    },
    /// What is behind a link.
    Open {
        code: ShareCode,
    },
    /// Hatch one like it.
    Take {
        code: ShareCode,
    },
}

#[derive(Debug, Clone)]
pub enum ShareAnswer {
    /// `link` where there is a platform with links.
    Made {
        bot: Id,
        recipe: Recipe,
        code: ShareCode,
        link: Option<String>,
        until: Millis,
    },
    Ended {
        name: String,
    },
    NotShared {
        name: String,
    },
    Offered {
        recipe: Recipe,
        code: ShareCode,
    },
    /// `of` is the bot, where it is one of their own.
    Like {
        recipe: Recipe,
        of: Option<Id>,
    },
    /// There is nothing behind it, or not any more.
    Over,
    /// The bot's config cannot be read.
    Unreadable,
}

/// `/clone nest`, or with the code of somebody who shares one.
pub fn clone(session: Session, rest: &str, facts: &Facts) -> Turn {
    match ShareCode::parse(rest) {
        Some(code) if session.state.is_idle() => open(session, code),
        Some(code) => leaving::ask(session, Command { verb: Verb::Clone, rest: code.text() }, facts),
        None => on_bot(session, Choice::Clone, rest, facts),
    }
}

/// Shows what is behind a code, before anything is asked.
pub fn open(session: Session, code: ShareCode) -> Turn {
    Turn::stay(session).wishing(Wish::Share(ShareWish::Open { code }))
}

pub fn answered(session: Session, answer: ShareAnswer, facts: &Facts) -> Turn {
    match answer {
        ShareAnswer::Made { bot, recipe, code, link, until } => {
            Turn::aside(session, share::made(bot, &recipe, &code, link, until - facts.now, facts))
        }
        ShareAnswer::Ended { name } => Turn::aside(session, screen::say(Msg::ShareEnded { name })),
        ShareAnswer::NotShared { name } => Turn::aside(session, screen::say(Msg::NotShared { name })),
        ShareAnswer::Offered { .. } if !facts.may_deploy => Turn::aside(session, screen::no_access()),
        ShareAnswer::Offered { recipe, code } => match facts.offer(&recipe.blueprint) {
            Some(offer) => Turn::aside(session, share::offered(&recipe, &code, offer)),
            None => Turn::aside(session, screen::say(Msg::ShareNoKind)),
        },
        ShareAnswer::Like { recipe, of } => hatch::like(session, recipe, of, facts),
        ShareAnswer::Over => Turn::aside(session, share::over()),
        ShareAnswer::Unreadable => Turn::aside(session, screen::say(Msg::CannotReadConfig)),
    }
}
