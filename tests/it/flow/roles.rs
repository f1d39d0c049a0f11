//! Who may say what: each command of admins, held against each role.

use std::collections::BTreeSet;

use hatchery::chat::command::{self, Read, Verb};
use hatchery::chat::flow::{Event, Turn, step};
use hatchery::chat::screen;
use hatchery::chat::state::{Facts, State};
use hatchery::domain::Role;
use hatchery::text::Catalogue;

use super::{at, facts};

/// What is typed, and the least role that gets what it says. `None` is everybody.
pub const TABLE: &[(&str, Option<Role>)] = &[
    ("/user find ada", Some(Role::Support)),
    ("/user ada", Some(Role::Support)),
    ("/user show telegram:1", Some(Role::Support)),
    ("/user tier telegram:1 premium 30d", Some(Role::Operator)),
    ("/user quota telegram:1 hour=1,day=2,live=3 30d", Some(Role::Operator)),
    ("/user quota telegram:1 off", Some(Role::Operator)),
    ("/user ban telegram:1 spam", Some(Role::Operator)),
    ("/user unban telegram:1", Some(Role::Operator)),
    ("/invite", Some(Role::Operator)),
    ("/invite 20 30d", Some(Role::Operator)),
    ("/invite list", Some(Role::Operator)),
    ("/invite revoke ab2c", Some(Role::Operator)),
    ("/tier telegram:1 premium", Some(Role::Operator)),
    ("/strays", Some(Role::Support)),
    ("/fleet", Some(Role::Support)),
    ("/fleet failed", Some(Role::Support)),
    ("/fleet jobs", Some(Role::Support)),
    ("/fleet restart failed", Some(Role::Operator)),
    ("/fleet stop running", Some(Role::Operator)),
    ("/fleet resume stopped", Some(Role::Operator)),
    ("/fleet update drift", Some(Role::Operator)),
    ("/alerts", Some(Role::Support)),
    ("/alerts test", Some(Role::Operator)),
    ("/broadcast", Some(Role::Operator)),
    ("/broadcast list", Some(Role::Operator)),
    ("/maintenance", Some(Role::Operator)),
    ("/maintenance on", Some(Role::Operator)),
    ("/maintenance off", Some(Role::Operator)),
    ("/spend", Some(Role::Operator)),
    ("/spend 50", Some(Role::Operator)),
    ("/spend off", Some(Role::Operator)),
    ("/admin", Some(Role::Owner)),
    ("/admin list", Some(Role::Owner)),
    ("/admin log", Some(Role::Owner)),
    ("/admin grant telegram:1 support", Some(Role::Owner)),
    ("/admin revoke telegram:1", Some(Role::Owner)),
    ("/history", None),
    ("/export", None),
    ("/forget", None),
    ("/notifications", None),
    ("/config old", None),
    ("/diagnose old", None),
    ("/keys", None),
    ("/quota", None),
    ("/help all", None),
];

const ROLES: [Option<Role>; 4] = [None, Some(Role::Support), Some(Role::Operator), Some(Role::Owner)];

fn said(typed: &str, role: Option<Role>) -> Turn {
    let Some(Read::Command(command)) = command::read(typed) else { panic!("{typed} is no command") };
    step(at(State::Idle), Event::Command(command), &Facts { role, ..facts() })
}

fn text(turn: &Turn) -> String {
    let texts = Catalogue::read().expect("languages");
    let shown: Vec<String> = turn.screens.iter().map(|screen| screen.view(texts.locale(None), 0).text).collect();
    shown.join("\n")
}

fn is_refusal(shown: &str) -> bool {
    shown.starts_with("That is for the") || shown.ends_with("is for operators.")
}

#[test]
fn each_command_is_held_against_each_role() {
    let unknown = text(&Turn { screens: vec![screen::unknown_command(None)], ..said("/quota", None) });
    for (typed, least) in TABLE {
        for role in ROLES {
            let turn = said(typed, role);
            let does = turn.wish.is_some() || !turn.effects.is_empty() || !turn.session.state.is_idle();
            let shown = text(&turn);
            if role >= *least {
                assert!(does || (!shown.is_empty() && shown != unknown), "{typed} as {role:?}: {shown}");
                assert!(!is_refusal(&shown), "{typed} as {role:?}: {shown}");
            } else {
                assert!(!does, "{typed} as {role:?} does something");
                // Whoever has no role learns of nothing; whoever has one is told which it takes.
                let is_told = shown == unknown || (role.is_some() && is_refusal(&shown));
                assert!(is_told, "{typed} as {role:?}: {shown}");
            }
        }
    }
}

#[test]
fn the_table_has_every_command_that_is_for_admins() {
    let heads: BTreeSet<&str> = TABLE.iter().filter_map(|(typed, _)| typed[1..].split(' ').next()).collect();
    for verb in Verb::ALL.iter().filter(|verb| verb.is_for_admins()) {
        assert!(heads.contains(verb.word()), "/{} is in no row", verb.word());
    }
}
