//! What admins say about people: who gets in, who may how much, who helps.

use crate::chat::command::Verb;
use crate::chat::flow::{Turn, Wish};
use crate::chat::screen;
use crate::chat::state::{Facts, Session};
use crate::domain::{Account, Tier};
use crate::secret::Secret;
use crate::text::Msg;

/// What an admin wants done about people.
#[derive(Debug, Clone)]
pub enum PeopleWish {
    Invite,
    SetTier { account: Account, tier: Tier },
}

#[derive(Debug, Clone)]
pub enum PeopleAnswer {
    Invited { code: Secret },
    TierSet { account: Account, tier: Tier },
    NoSuchAccount,
}

pub fn command(session: Session, verb: Verb, rest: &str, _facts: &Facts) -> Turn {
    match verb {
        Verb::Invite => Turn::stay(session).wishing(Wish::People(PeopleWish::Invite)),
        Verb::Tier => tier(session, rest),
        _ => Turn::aside(session, screen::unknown_command(None)),
    }
}

fn tier(session: Session, rest: &str) -> Turn {
    let mut words = rest.split_whitespace();
    let account = words.next().and_then(Account::parse);
    let tier = words.next().and_then(Tier::parse);
    match (account, tier, words.next()) {
        (Some(account), Some(tier), None) => {
            Turn::stay(session).wishing(Wish::People(PeopleWish::SetTier { account, tier }))
        }
        _ => Turn::aside(session, screen::say(Msg::TierUsage)),
    }
}

pub fn answered(session: Session, answer: PeopleAnswer, _facts: &Facts) -> Turn {
    match answer {
        PeopleAnswer::Invited { code } => Turn::aside(session, screen::invited(&code)),
        PeopleAnswer::TierSet { account, tier } => {
            let said = Msg::TierSet { account: account.to_string(), tier: tier.word().into() };
            Turn::aside(session, screen::say(said))
        }
        PeopleAnswer::NoSuchAccount => Turn::aside(session, screen::say(Msg::NoSuchAccount)),
    }
}
