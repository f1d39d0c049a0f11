//! What admins say about people: who gets in, who may how much, who helps, and what makes everybody wait.

use serde::{Deserialize, Serialize};

use crate::chat::command::Verb;
use crate::chat::flow::{Effect, Look, Turn, Wish};
use crate::chat::screen::{self, Screen, people};
use crate::chat::state::{Facts, Session};
use crate::domain::{Account, Id, Limits, Millis, Notice, Role, Spend, Tier, key, length, whole};
use crate::secret::Secret;
use crate::text::Msg;

/// What an admin wants done about people. Times are lengths from now.
#[derive(Debug, Clone)]
pub enum PeopleWish {
    /// A code that lets so many people in.
    Invite {
        uses: u32,
        lasts: Option<Millis>,
    },
    /// A code that was given away is void, found by its end.
    RevokeInvite {
        tail: String,
    },
    SetTier {
        account: Account,
        tier: Tier,
        lasts: Option<Millis>,
    },
    /// Limits of their own, or their tier's again.
    SetQuota {
        account: Account,
        limits: Option<Limits>,
        lasts: Option<Millis>,
    },
    Ban {
        account: Account,
        reason: Option<String>,
    },
    Unban {
        account: Account,
    },
    Grant {
        account: Account,
        role: Role,
    },
    Revoke {
        account: Account,
    },
    /// New bots wait, or no longer.
    SetMaintenance(Option<Notice>),
    /// In millionths of a dollar a month, or no limit.
    SetSpend(Option<i64>),
}

#[derive(Debug, Clone)]
pub enum PeopleAnswer {
    Invited {
        code: Secret,
        /// Where there is a platform with links.
        link: Option<Secret>,
        uses: u32,
        until: Millis,
    },
    InviteRevoked,
    NoSuchInvite,
    Changed {
        account: Account,
        change: Standing,
    },
    NoSuchAccount,
    /// They help to run this place, so they are not shut out.
    IsAdmin,
    /// The settings name them; no chat takes that away.
    BySettings,
    HasNoRole,
    /// So many hatches are under way and are finished.
    Maintenance {
        under_way: i64,
    },
    MaintenanceOver,
    Spend(Option<Spend>),
}

/// What is other about somebody now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Tier {
        tier: Tier,
        until: Option<Millis>,
    },
    Quota {
        limits: Option<Limits>,
        until: Option<Millis>,
    },
    Banned,
    /// It was somebody else who was shut out already, or nobody.
    Unbanned,
    Role(Option<Role>),
}

/// What an admin wants to see of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeopleLook {
    Find {
        text: String,
    },
    Card {
        account: Account,
    },
    Invites,
    Roles,
    /// What admins did, older than a given act.
    Log {
        older_than: Option<Id>,
    },
    Maintenance,
    Spend,
}

impl PeopleWish {
    /// The least role that may have it.
    fn least(&self) -> Role {
        match self {
            PeopleWish::Grant { .. } | PeopleWish::Revoke { .. } => Role::Owner,
            PeopleWish::Invite { .. }
            | PeopleWish::RevokeInvite { .. }
            | PeopleWish::SetTier { .. }
            | PeopleWish::SetQuota { .. }
            | PeopleWish::Ban { .. }
            | PeopleWish::Unban { .. }
            | PeopleWish::SetMaintenance(_)
            | PeopleWish::SetSpend(_) => Role::Operator,
        }
    }
}

impl PeopleLook {
    /// The least role that may see it.
    pub fn least(&self) -> Role {
        match self {
            PeopleLook::Find { .. } | PeopleLook::Card { .. } => Role::Support,
            PeopleLook::Invites | PeopleLook::Maintenance | PeopleLook::Spend => Role::Operator,
            PeopleLook::Roles | PeopleLook::Log { .. } => Role::Owner,
        }
    }
}

pub fn command(session: Session, verb: Verb, rest: &str, facts: &Facts) -> Turn {
    if key::looks_secret(rest) {
        return Turn::aside(session, screen::say(Msg::SecretUnasked));
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let meant = match verb {
        Verb::User => user(&words, rest),
        Verb::Invite => invite(&words),
        Verb::Tier => tier(&words),
        Verb::Admin => admin(&words),
        Verb::Maintenance => maintenance(rest),
        Verb::Spend => spend(&words),
        _ => None,
    };
    match meant {
        Some(Meant::Do(wish)) => wishing(session, wish, facts),
        Some(Meant::See(look)) => see(session, look, facts),
        None => Turn::aside(session, people::usage(verb)),
    }
}

pub fn set_tier(session: Session, account: Account, tier: Tier, facts: &Facts) -> Turn {
    wishing(session, PeopleWish::SetTier { account, tier, lasts: None }, facts)
}

/// Shows something to somebody who may see it.
pub fn see(session: Session, look: PeopleLook, facts: &Facts) -> Turn {
    match refused(look.least(), facts) {
        Some(screen) => Turn::aside(session, screen),
        None => Turn::stay(session).doing(Effect::Look(Look::People(look))),
    }
}

/// A wish of somebody who may.
pub fn wishing(session: Session, wish: PeopleWish, facts: &Facts) -> Turn {
    match refused(wish.least(), facts) {
        Some(screen) => Turn::aside(session, screen),
        None => Turn::stay(session).wishing(Wish::People(wish)),
    }
}

/// What is said to somebody who is less than this; whoever is nothing learns of nothing.
fn refused(least: Role, facts: &Facts) -> Option<Screen> {
    match facts.role {
        None => Some(screen::unknown_command(None)),
        Some(role) => (role < least).then(|| people::needs(least)),
    }
}

enum Meant {
    Do(PeopleWish),
    See(PeopleLook),
}

fn user(words: &[&str], rest: &str) -> Option<Meant> {
    let account = || words.get(1).and_then(|word| Account::parse(word));
    Some(match *words {
        ["show", _] => Meant::See(PeopleLook::Card { account: account()? }),
        ["find", _, ..] => Meant::See(PeopleLook::Find { text: after(rest, 1) }),
        ["tier", ref more @ ..] => return tier(more),
        ["quota", _, limits, ref more @ ..] => {
            let limits = if limits == "off" { None } else { Some(Limits::parse(limits)?) };
            Meant::Do(PeopleWish::SetQuota { account: account()?, limits, lasts: lasts(more)? })
        }
        ["ban", _, ..] => {
            let reason = Some(after(rest, 2)).filter(|reason| !reason.is_empty());
            Meant::Do(PeopleWish::Ban { account: account()?, reason })
        }
        ["unban", _] => Meant::Do(PeopleWish::Unban { account: account()? }),
        [only] => match Account::parse(only) {
            Some(account) => Meant::See(PeopleLook::Card { account }),
            None => Meant::See(PeopleLook::Find { text: only.to_owned() }),
        },
        _ => return None,
    })
}

/// What stands behind so many words, on one line and not too long.
fn after(rest: &str, words: usize) -> String {
    let rest: String = rest.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text: Vec<&str> = rest.split_whitespace().skip(words).collect();
    text.join(" ").chars().take(200).collect()
}

fn invite(words: &[&str]) -> Option<Meant> {
    match words {
        ["list"] => return Some(Meant::See(PeopleLook::Invites)),
        ["revoke", code] => {
            let tail = key::tail(&Secret::new(code.to_lowercase())).trim_start_matches('…').to_owned();
            return Some(Meant::Do(PeopleWish::RevokeInvite { tail }));
        }
        _ => {}
    }
    let (uses, more) = match words {
        [first, more @ ..] if first.bytes().all(|b| b.is_ascii_digit()) => (whole(first)?, more),
        more => (1, more),
    };
    (1..=MOST_USES).contains(&uses).then_some(())?;
    Some(Meant::Do(PeopleWish::Invite { uses, lasts: lasts(more)? }))
}

/// People that one code may let in.
const MOST_USES: u32 = 100_000;

fn tier(words: &[&str]) -> Option<Meant> {
    let [account, tier, more @ ..] = words else { return None };
    let (account, tier) = (Account::parse(account)?, Tier::parse(&tier.to_lowercase())?);
    Some(Meant::Do(PeopleWish::SetTier { account, tier, lasts: lasts(more)? }))
}

/// The last word may be how long it lasts.
fn lasts(words: &[&str]) -> Option<Option<Millis>> {
    match words {
        [] => Some(None),
        [one] => length(one).map(Some),
        _ => None,
    }
}

fn admin(words: &[&str]) -> Option<Meant> {
    Some(match *words {
        [] | ["list"] => Meant::See(PeopleLook::Roles),
        ["log"] => Meant::See(PeopleLook::Log { older_than: None }),
        ["grant", account, role] => {
            let (account, role) = (Account::parse(account)?, Role::parse(&role.to_lowercase())?);
            Meant::Do(PeopleWish::Grant { account, role })
        }
        ["revoke", account] => Meant::Do(PeopleWish::Revoke { account: Account::parse(account)? }),
        _ => return None,
    })
}

fn maintenance(rest: &str) -> Option<Meant> {
    match rest.split_whitespace().next().map(str::to_lowercase).as_deref() {
        None => Some(Meant::See(PeopleLook::Maintenance)),
        Some("off") => Some(Meant::Do(PeopleWish::SetMaintenance(None))),
        Some("on") => {
            Notice::parse(&rest.trim()[2..]).map(|notice| Meant::Do(PeopleWish::SetMaintenance(Some(notice))))
        }
        Some(_) => None,
    }
}

fn spend(words: &[&str]) -> Option<Meant> {
    match *words {
        [] => Some(Meant::See(PeopleLook::Spend)),
        ["off"] => Some(Meant::Do(PeopleWish::SetSpend(None))),
        [dollars] => {
            let dollars: i64 = whole(dollars.trim_start_matches('$'))?;
            (dollars <= 1_000_000).then_some(Meant::Do(PeopleWish::SetSpend(Some(dollars * 1_000_000))))
        }
        _ => None,
    }
}

pub fn answered(session: Session, answer: PeopleAnswer, facts: &Facts) -> Turn {
    let screen = match answer {
        PeopleAnswer::Invited { code, link, uses, until } => people::invited(&code, link, uses, until),
        PeopleAnswer::InviteRevoked => screen::say(Msg::InviteRevoked),
        PeopleAnswer::NoSuchInvite => screen::say(Msg::NoSuchInvite),
        PeopleAnswer::Changed { account, change } => people::changed(&account, &change, facts),
        PeopleAnswer::NoSuchAccount => screen::say(Msg::NoSuchAccount),
        PeopleAnswer::IsAdmin => screen::say(Msg::BanIsAdmin),
        PeopleAnswer::BySettings => screen::say(Msg::RoleBySettings),
        PeopleAnswer::HasNoRole => screen::say(Msg::HasNoRole),
        PeopleAnswer::Maintenance { under_way } => screen::say(Msg::MaintenanceOn { under_way }),
        PeopleAnswer::MaintenanceOver => screen::say(Msg::MaintenanceOff),
        PeopleAnswer::Spend(spend) => people::spend(spend.as_ref(), facts.now),
    };
    Turn::aside(session, screen)
}
