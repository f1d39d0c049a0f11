//! Screens for admins about people: who they are, what they may, who let them in, who helps.

use crate::chat::File;
use crate::chat::choice::Choice;
use crate::chat::command::Verb;
use crate::chat::flow::Standing;
use crate::chat::screen::{Button, Screen, links, words};
use crate::chat::state::Facts;
use crate::domain::act::{KeptAct, Outcome};
use crate::domain::people::{Found, Invite, KeptRole};
use crate::domain::{Account, Limits, Millis, Notice, Role, Spend, Status, Tier, Used};
use crate::quota::{DAY, HOUR};
use crate::secret::Secret;
use crate::text::{Moment, Msg, Span};

/// Somebody as support sees them.
pub struct Card {
    pub account: Account,
    pub called: Option<String>,
    /// The others that are linked with it.
    pub linked: Vec<Account>,
    pub role: Option<Role>,
    pub tier: Tier,
    pub tier_until: Option<Millis>,
    pub limits: Limits,
    pub limits_until: Option<Millis>,
    pub used: Used,
    pub may_deploy: bool,
    /// With the reason, where one was given.
    pub banned: Option<Option<String>>,
    pub is_reachable: bool,
    pub since: Millis,
    pub bots: Vec<(String, Status)>,
}

/// How the words behind a command are written.
pub fn usage(verb: Verb) -> Screen {
    let line = match verb {
        Verb::User => Msg::UsageUser,
        Verb::Invite => Msg::UsageInvite,
        Verb::Tier => Msg::TierUsage,
        Verb::Admin => Msg::UsageAdmin,
        Verb::Maintenance => Msg::UsageMaintenance,
        Verb::Spend => Msg::UsageSpend,
        Verb::Fleet => Msg::FleetUsage,
        Verb::Token => Msg::UsageToken,
        Verb::Keys => Msg::UsageKeys,
        other => words::command_line(other),
    };
    Screen::new(vec![line])
}

/// All that is kept of a person, as a file.
pub fn export(name: String, content: String) -> Screen {
    Screen { file: Some(File { name, content }), ..Screen::new(vec![Msg::ExportHere]) }
}

pub fn needs(role: Role) -> Screen {
    Screen::new(vec![Msg::NeedsRole { role: Box::new(words::role(role)) }])
}

/// The code, and the link that redeems it where there is a platform with links.
pub fn invited(code: &Secret, link: Option<Secret>, uses: u32, until: Millis) -> Screen {
    let (code, uses) = (code.expose().to_owned(), i64::from(uses));
    let mut lines = vec![Msg::Invited { uses, code: code.clone(), until: Moment(until) }];
    let mut copies = vec![Button::copy(Msg::ButtonCopyCode, code)];
    if let Some(link) = link {
        let link = link.expose().to_owned();
        copies.insert(0, Button::copy(Msg::ButtonCopyLink, link.clone()));
        lines.push(Msg::InviteByLink { link });
    }
    Screen::new(lines).row(copies)
}

pub fn invites(invites: &[Invite], now: Millis) -> Screen {
    if invites.is_empty() {
        return Screen::new(vec![Msg::NoInvites]);
    }
    let line = |it: &Invite| Msg::InviteLine {
        tail: format!("…{}", it.tail),
        left: it.uses_left,
        uses: it.uses,
        by: it.made_by.to_string(),
        ends: Span(it.expires_at - now),
    };
    let mut lines = vec![Msg::InvitesHead];
    lines.extend(invites.iter().map(line));
    lines.push(Msg::InvitesHelp);
    Screen::new(lines)
}

pub fn changed(account: &Account, change: &Standing, facts: &Facts) -> Screen {
    let named = account.to_string();
    let until = |until: &Option<Millis>| until.map(Moment);
    let line = match change {
        Standing::Tier { tier, until: at } => {
            let (account, tier) = (named, tier.word().into());
            match until(at) {
                Some(until) => Msg::TierSetUntil { account, tier, until },
                None => Msg::TierSet { account, tier },
            }
        }
        Standing::Quota { limits: None, .. } => Msg::QuotaOfTier { account: named },
        Standing::Quota { limits: Some(limits), until: at } => {
            let limits = Box::new(limits_line(limits));
            match until(at) {
                Some(until) => Msg::QuotaSetUntil { account: named, limits, until },
                None => Msg::QuotaSet { account: named, limits },
            }
        }
        Standing::Banned => Msg::BanDone { account: named },
        Standing::Unbanned => Msg::UnbanDone { account: named },
        Standing::Role(Some(role)) => Msg::RoleGranted { account: named, role: Box::new(words::role(*role)) },
        Standing::Role(None) => Msg::RoleRevoked { account: named },
    };
    let mut row = Vec::new();
    if *change == Standing::Banned {
        row.push(Button::new(Msg::ButtonUnban, Choice::Unban(account.clone())));
    }
    if facts.is(Role::Support) {
        row.push(Button::new(Msg::ButtonShow { who: account.to_string() }, Choice::User(account.clone())));
    }
    Screen::new(vec![line]).row(row)
}

fn limits_line(limits: &Limits) -> Msg {
    let (hour, day, live) = (i64::from(limits.hour), i64::from(limits.day), i64::from(limits.live));
    Msg::LimitsLine { hour, day, live }
}

pub fn found(found: &[Found], text: &str) -> Screen {
    if found.is_empty() {
        return Screen::new(vec![Msg::NobodyFound { text: text.into() }]);
    }
    let line = |it: &Found| Msg::FoundLine {
        who: Box::new(links::account(&it.account, it.called.as_deref())),
        account: it.account.to_string(),
        bots: it.bots,
    };
    let button = |it: &Found| {
        let who = it.called.clone().unwrap_or_else(|| it.account.to_string());
        vec![Button::new(Msg::ButtonShow { who }, Choice::User(it.account.clone()))]
    };
    let screen = Screen::new(found.iter().map(line).collect());
    found.iter().map(button).fold(screen, Screen::row)
}

pub fn card(card: &Card, now: Millis, facts: &Facts) -> Screen {
    let who = Box::new(links::account(&card.account, card.called.as_deref()));
    let mut lines = vec![Msg::CardWho { who, account: card.account.to_string(), since: Span(now - card.since) }];
    if !card.linked.is_empty() {
        let others: Vec<String> = card.linked.iter().map(ToString::to_string).collect();
        lines.push(Msg::CardLinked { others: others.join(", ") });
    }
    match &card.banned {
        Some(None) => lines.push(Msg::CardBanned),
        Some(Some(reason)) => lines.push(Msg::CardBannedBecause { reason: reason.clone() }),
        None => {}
    }
    if let Some(role) = card.role {
        lines.push(Msg::CardRole { role: Box::new(words::role(role)) });
    }
    lines.push(if card.may_deploy { Msg::CardLetIn } else { Msg::CardNotLetIn });
    let tier = card.tier.word().to_owned();
    lines.push(match card.tier_until {
        Some(until) => Msg::CardTierUntil { tier, until: Moment(until) },
        None => Msg::CardTier { tier },
    });
    let limits = Box::new(limits_line(&card.limits));
    lines.push(match card.limits_until {
        Some(until) => Msg::CardLimitsUntil { limits, until: Moment(until) },
        None => Msg::CardLimits { limits },
    });
    let within = |span: Millis| card.used.deploys.iter().filter(|at| **at > now - span).count() as i64;
    lines.push(Msg::CardUsed { hour: within(HOUR), day: within(DAY), live: i64::from(card.used.live) });
    lines.extend(
        card.bots.iter().map(|(name, status)| Msg::CardBot { name: name.clone(), status: status.word().into() }),
    );
    if !card.is_reachable {
        lines.push(Msg::CardUnreachable);
    }
    let account = || card.account.clone();
    let mut screen = Screen::new(lines);
    if facts.is(Role::Operator) {
        let tier = match card.tier {
            Tier::Free => Button::new(Msg::ButtonPremium, Choice::Premium(account())),
            Tier::Premium => Button::new(Msg::ButtonFree, Choice::Free(account())),
        };
        let ban = match card.banned {
            None => Button::new(Msg::ButtonBan, Choice::Ban(account())),
            Some(_) => Button::new(Msg::ButtonUnban, Choice::Unban(account())),
        };
        screen = screen.row(vec![tier, ban]);
    }
    screen
}

/// Everybody who helps; `given` are those that the settings name.
pub fn roles(given: &[Account], kept: &[KeptRole]) -> Screen {
    let by_settings = |account: &Account| Msg::RoleLineBySettings { account: account.to_string() };
    let line = |it: &KeptRole| Msg::RoleLine {
        who: Box::new(links::account(&it.account, it.called.as_deref())),
        account: it.account.to_string(),
        role: Box::new(words::role(it.role)),
        by: it.granted_by.to_string(),
    };
    let mut lines: Vec<Msg> = given.iter().map(by_settings).chain(kept.iter().map(line)).collect();
    if lines.is_empty() {
        lines.push(Msg::NoRoles);
    }
    lines.push(Msg::UsageAdmin);
    Screen::new(lines)
}

/// What happened, newest first, and the way to what is older.
pub fn acts(head: Msg, acts: &[KeptAct], older: Option<Choice>, now: Millis) -> Screen {
    if acts.is_empty() {
        return Screen::new(vec![Msg::NothingHappened]);
    }
    let mut lines = vec![head];
    lines.extend(acts.iter().map(|it| act(it, now)));
    let older = older.map(|choice| Button::new(Msg::ButtonOlder, choice));
    Screen::new(lines).row(older.into_iter().collect())
}

fn act(act: &KeptAct, now: Millis) -> Msg {
    let what = Box::new(words::act(act.kind, act.subject.clone()));
    let ago = Span(now - act.at);
    let by = match &act.by {
        Some(by) => Box::new(links::account(by, act.called.as_deref())),
        None => Box::new(Msg::ByItself),
    };
    let line = Msg::ActLine { ago, what, by };
    let change = match (&act.before, &act.after) {
        (Some(before), Some(after)) => Some(Msg::ActChange { before: before.clone(), after: after.clone() }),
        (None, Some(after)) => Some(Msg::ActAfter { after: after.clone() }),
        (Some(before), None) => Some(Msg::ActBefore { before: before.clone() }),
        (None, None) => None,
    };
    let outcome = match act.outcome {
        Some(Outcome::Failed) => Some(Msg::ActFailed),
        Some(Outcome::UnderWay) => Some(Msg::ActUnderWay),
        Some(Outcome::Done) | None => None,
    };
    let join = |first: Msg, second: Option<Msg>| match second {
        Some(second) => Msg::Joined { first: Box::new(first), second: Box::new(second) },
        None => first,
    };
    join(join(line, change), outcome)
}

pub fn maintenance(notice: Option<&Notice>) -> Screen {
    let line = match notice {
        Some(notice) => Msg::MaintenanceIsOn { notice: notice.clone() },
        None => Msg::MaintenanceIsOff,
    };
    Screen::new(vec![line, Msg::UsageMaintenance])
}

pub fn spend(spend: Option<&Spend>, now: Millis) -> Screen {
    let dollars = words::dollars;
    Screen::new(match spend {
        Some(spend) if spend.is_reached(now) => {
            vec![Msg::SpendOver { spent: dollars(spend.spent), limit: dollars(spend.limit) }]
        }
        Some(spend) => vec![Msg::SpendUnder { spent: dollars(spend.spent), limit: dollars(spend.limit) }],
        None => vec![Msg::SpendNoLimit, Msg::UsageSpend],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::ActKind;

    #[test]
    fn every_kind_of_act_has_a_sentence_of_its_own() {
        let said: std::collections::BTreeSet<String> =
            ActKind::ALL.iter().map(|kind| format!("{:?}", words::act(*kind, "nest".into()))).collect();
        assert_eq!(said.len(), ActKind::ALL.len());
    }
}
