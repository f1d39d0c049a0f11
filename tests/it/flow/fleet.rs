//! Who may do what with all bots, as a table; and the widest screens of them, which fit every platform.

use hatchery::chat::choice::{Choice, FleetChoice, PageAt, PageTurn};
use hatchery::chat::command::{Command, Verb};
use hatchery::chat::flow::{Effect, Event, Look, Wish, step};
use hatchery::chat::screen::fleet::{Overview, Page, Row, Version};
use hatchery::chat::screen::{self, Screen, diagnose};
use hatchery::chat::state::{Facts, Session, State};
use hatchery::chat::{Action, View};
use hatchery::diagnose::finding::{Check, Finding, Misfit, Saw};
use hatchery::domain::fleet::Filter;
use hatchery::domain::{Channel, Deed, Problem, Provider, Role, Status, TargetKind, Token, TokenFinding};
use hatchery::provider::Verdict;
use hatchery::text::Catalogue;

use super::{at, facts, id, press};

/// What comes of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comes {
    /// It is not known to them.
    Nothing,
    Refused,
    Look,
    Wish,
}

fn comes(session: Session, event: Event, role: Option<Role>) -> Comes {
    let facts = Facts { role, ..facts() };
    let turn = step(session, event, &facts);
    let looks = turn.effects.iter().any(|effect| matches!(effect, Effect::Look(Look::Fleet(_) | Look::Strays)));
    match turn.wish {
        Some(Wish::Fleet(_)) => Comes::Wish,
        Some(other) => panic!("{other:?}"),
        None if looks => Comes::Look,
        None => {
            let text: Vec<String> = turn.screens.iter().map(|screen| shown(screen).text).collect();
            assert!(!text.is_empty(), "met with silence");
            if text[0].contains("for operators") { Comes::Refused } else { Comes::Nothing }
        }
    }
}

fn shown(screen: &Screen) -> View {
    screen.view(Catalogue::read().expect("the texts").locale(Some("en")), 1)
}

#[test]
fn support_looks_operators_act_and_others_know_nothing_of_it() {
    let roles = [None, Some(Role::Support), Some(Role::Operator), Some(Role::Owner)];
    let looks = [Comes::Nothing, Comes::Look, Comes::Look, Comes::Look];
    let acts = [Comes::Nothing, Comes::Refused, Comes::Wish, Comes::Wish];
    for (words, expected) in [
        ("", looks),
        ("failed older 30d", looks),
        ("telegram:42", looks),
        ("jobs", looks),
        ("job 00000000000000000000000001", looks),
        ("restart all", acts),
        ("stop failed", acts),
        ("resume stopped", acts),
        ("update drift", acts),
    ] {
        for (role, expected) in roles.into_iter().zip(expected) {
            let event = Event::Command(Command { verb: Verb::Fleet, rest: words.into() });
            assert_eq!(comes(at(State::Idle), event, role), expected, "/fleet {words} as {role:?}");
        }
    }
    let page = FleetChoice::Page(PageAt { code: "r0-".into(), turn: PageTurn::After(id(1)) });
    let mut pressed = vec![
        (Choice::Fleet(FleetChoice::Overview), looks),
        (Choice::Fleet(page), looks),
        (Choice::Fleet(FleetChoice::Card(id(1))), looks),
        (Choice::Fleet(FleetChoice::Refresh(id(1))), looks),
        (Choice::Fleet(FleetChoice::Job(id(1))), looks),
        (Choice::Fleet(FleetChoice::RefreshJob(id(1))), looks),
        (Choice::Fleet(FleetChoice::JobFile(id(1))), looks),
        (Choice::Fleet(FleetChoice::Jobs), looks),
        (Choice::Fleet(FleetChoice::Strays), looks),
        (Choice::Fleet(FleetChoice::Go(id(1))), acts),
        (Choice::Fleet(FleetChoice::Pause(id(1))), acts),
        (Choice::Fleet(FleetChoice::Cancel(id(1))), acts),
        (Choice::RemoveStray(id(1)), acts),
        (Choice::RemoveStrays, acts),
    ];
    pressed.extend(Deed::ALL.iter().map(|deed| (Choice::Fleet(FleetChoice::Do(*deed, id(1))), acts)));
    for (choice, expected) in pressed {
        for (role, expected) in roles.into_iter().zip(expected) {
            let came = comes(at(State::Idle), press(choice.clone(), 0), role);
            assert_eq!(came, expected, "{choice:?} as {role:?}");
        }
    }
}

#[test]
fn a_close_look_is_at_ones_own_bots_or_at_anybodys_for_those_who_help() {
    for (bot, role, may) in
        [(1, None, true), (99, None, false), (99, Some(Role::Support), true), (1, Some(Role::Support), true)]
    {
        let facts = Facts { role, ..facts() };
        let turn = step(at(State::Idle), press(Choice::Diagnose(id(bot)), 0), &facts);
        assert_eq!(matches!(turn.wish, Some(Wish::Diagnose { .. })), may, "{bot} as {role:?}");
    }
}

/// The longest there is of each kind.
pub fn widest() -> [Screen; 4] {
    let facts = Facts { role: Some(Role::Owner), ..facts() };
    let row = |n: u8| Row {
        id: id(n),
        name: format!("{n}{}", "n".repeat(30)),
        owner: "discord:12345678901234567890".into(),
        called: Some("c".repeat(40)),
        status: Status::Running,
        since: 0,
        busy: None,
        unknown_since: Some(1),
        blueprint: "b".repeat(24),
        version: Some("0123456789ab".into()),
        is_adrift: true,
        target: TargetKind::Railway,
        provider: Provider::OpenRouter,
        channels: vec![Channel::Web, Channel::Telegram, Channel::Discord, Channel::Slack],
        created_at: 0,
        cost: Some(999_990_000),
        problem: Some((Problem::UpdateFailed, 1)),
    };
    let filter = Filter { is_adrift: true, is_troubled: true, over: Some(1_000), ..Filter::default() };
    let page = Page { filter, rows: (1..=8).map(row).collect(), before: 8, all: 99_999, adrift: 9, cost: 1 << 40 };
    let states = Status::ALL.iter().map(|status| (*status, 99_999)).collect();
    let versions = (0..8).map(|n| Version {
        blueprint: "b".repeat(24),
        version: (n > 0).then(|| "0123456789ab".into()),
        is_now: n == 1,
        bots: 99_999,
    });
    let overview = Overview {
        bots: 99_999,
        states,
        adrift: 9,
        troubled: 9,
        cost: 1 << 40,
        oldest: Some(0),
        versions: versions.collect(),
    };
    let line = "e".repeat(161);
    let finding = |check, saw| Finding { check, saw };
    let misfits = vec![
        Misfit::Provider,
        Misfit::Channel(Channel::Slack),
        Misfit::Model,
        Misfit::Config,
        Misfit::Unreadable,
        Misfit::Sealed,
    ];
    let findings = [
        finding(Check::Process, Saw::Runs { pid: u32::MAX, since: 0, memory_mb: Some(9_999), restarts: 99 }),
        finding(Check::Channels, Saw::Trouble { problem: Problem::NoCredit, provider: Provider::OpenRouter }),
        finding(Check::Errors, Saw::Errors(vec![line.clone(), line.clone(), line])),
        finding(Check::Key, Saw::Key(Verdict::NotPermitted)),
        finding(
            Check::Token(Token::Telegram),
            Saw::Token(TokenFinding::Webhook { handle: "@x".into(), host: "h".repeat(60) }),
        ),
        finding(Check::Token(Token::SlackBot), Saw::Token(TokenFinding::Lacks(vec!["chat:write".into(); 8]))),
        finding(Check::Config, Saw::Unfit(misfits)),
    ];
    [
        screen::fleet::page(&page, &facts),
        screen::fleet::overview(&overview, &facts),
        screen::fleet::card(&row(1), &facts),
        diagnose::result(&id(1), &"n".repeat(32), Some(&findings), Some(0), &facts),
    ]
}

#[test]
fn the_widest_pages_fit_every_platform_in_every_language() {
    let screens = widest();
    for locale in Catalogue::read().expect("the texts").all() {
        for screen in &screens {
            let view = screen.view(locale, i64::MAX);
            let length = view.text.encode_utf16().count();
            assert!(length <= 3_800, "{length}: {}", view.text);
            let buttons: Vec<_> = view.rows.iter().flatten().collect();
            assert!(2 + view.rows.len() + buttons.len() <= 40, "{} buttons", buttons.len());
            for button in buttons {
                assert!(button.label.chars().count() <= 80, "{}", button.label);
                if let Action::Press(word) = &button.action {
                    assert!(word.len() <= 64, "{word}");
                }
            }
        }
    }
}
