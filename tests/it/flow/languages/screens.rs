//! Screens of all kinds: what the conversation answers to whatever is done wherever, and what comes by itself.

use std::sync::LazyLock;

use hatchery::chat::command::{self, Read};
use hatchery::chat::flow::Answer;
use hatchery::chat::screen::Screen;
use hatchery::deploy::note::{Back, Left, LinkNews, Mark, Note, Proof, Stretch, Waiting, Why};
use hatchery::domain::managed::ManagedNews;
use hatchery::domain::{Bar, LetIn, Notice, Problem, Stage, StrayEnd};

use super::super::*;
use super::answers::{self, Screens};
use super::{looks, rooms};

fn notes() -> Vec<Note> {
    let (bot, name) = (id(1), name("old"));
    let whys = [
        Why::Cancelled,
        Why::KeepsEnding,
        Why::Ended,
        Why::NoAnswer,
        Why::KeyRefused,
        Why::TokenRefused,
        Why::TokenTaken(Channel::Telegram),
        Why::Machine,
        Why::BlueprintGone,
        Why::Unreadable,
        Why::ImageMissing { image: "example/bot:1".into() },
        Why::BuildFailed { said: "x".repeat(200) },
        Why::HealthCheck,
        Why::NotApproved,
        Why::DeploymentFailed,
        Why::Skipped,
    ];
    let problems = [
        Problem::Exited(1),
        Problem::Killed(9),
        Problem::Killed(11),
        Problem::GaveUp,
        Problem::NotStarted,
        Problem::Unreadable,
        Problem::Silent,
        Problem::KeyRefused,
        Problem::NoCredit,
        Problem::TokenRevoked,
        Problem::TokenTaken,
        Problem::Crashed,
        Problem::Ended,
        Problem::Asleep,
        Problem::UpdateFailed,
        Problem::Redeploying,
        Problem::StoppedThere,
        Problem::RemovedThere,
    ];
    let waits = [
        Waiting::Place,
        Waiting::Queue,
        Waiting::Approval,
        Waiting::Outage,
        Waiting::Incident("x".repeat(100)),
        Waiting::Budget,
        Waiting::Unknown("MOVING".into()),
        Waiting::Deployment(Stretch::Accepted),
        Waiting::Deployment(Stretch::Building),
        Waiting::Deployment(Stretch::Fetching),
        Waiting::Deployment(Stretch::HealthCheck),
        Waiting::Deployment(Stretch::Starting),
    ];
    let mut notes = vec![
        Note::NotStoppedYet { bot: bot.clone(), name: name.clone() },
        Note::NotRemovedYet { bot: bot.clone(), name: name.clone() },
        Note::StraysFound { n: 12_408 },
        Note::StandingChanged,
        Note::RoleSet { role: Some(Role::Operator) },
        Note::RoleSet { role: None },
        Note::SpendReached,
        Note::Forgotten { receipt: "ab12".into(), is_counted: true, is_shut_out: true },
        Note::Expired,
        Note::QuotaFree,
        Note::Diagnosis { id: id(3), bot: bot.clone(), name: name.clone(), findings: None },
    ];
    for kind in [
        OperationKind::Deploy,
        OperationKind::Restart,
        OperationKind::Stop,
        OperationKind::Resume,
        OperationKind::Update,
        OperationKind::Upgrade,
        OperationKind::Delete,
    ] {
        let (bot, name) = (bot.clone(), name.clone());
        let stages = Stage::ALL.iter().zip([Mark::Done, Mark::Now, Mark::Open, Mark::Failed].into_iter().cycle());
        let stages: Vec<_> = stages.map(|(stage, mark)| (*stage, mark)).collect();
        notes.extend(waits.iter().cloned().map(Some).chain([None]).map(|waiting| Note::Progress {
            bot: bot.clone(),
            name: name.clone(),
            kind,
            stages: stages.clone(),
            since: 0,
            ended: None,
            waiting,
        }));
        for left in [Left::Down, Left::ServesOn, Left::Started, Left::AsItWas] {
            notes.push(Note::NotDone {
                bot: bot.clone(),
                name: name.clone(),
                kind,
                why: Why::Machine,
                left,
                back: None,
            });
            let backs = [true, false].map(|is_brought| Back { tails: "…abcd, …efgh".into(), is_brought });
            let why = Why::KeyRefused;
            let noted = |back| Note::NotDone {
                bot: bot.clone(),
                name: name.clone(),
                kind,
                why: why.clone(),
                left,
                back: Some(back),
            };
            notes.extend(backs.map(noted));
        }
        for proof in [Proof::Answered, Proof::Listens, Proof::Started] {
            notes.push(Note::Done { bot: bot.clone(), name: name.clone(), kind, took: 41_000, proof });
            notes.push(Note::Recovered { bot: bot.clone(), name: name.clone(), proof });
            for problem in [None, Some(Problem::NoCredit)] {
                notes.push(Note::Alive { bot: bot.clone(), name: name.clone(), took: 41_000, proof, problem });
            }
        }
        notes.extend([true, false].map(|is_down| Note::ByOperator {
            bot: bot.clone(),
            name: name.clone(),
            kind,
            is_down,
        }));
    }
    for why in whys {
        let (bot, name, provider) = (bot.clone(), name.clone(), Provider::Anthropic);
        let channels = vec![Channel::Telegram, Channel::Web];
        notes.push(Note::Undone { bot, name, provider, channels, why, quota_returned: true });
    }
    notes.extend(problems.map(|problem| Note::Trouble { bot: bot.clone(), name: name.clone(), problem }));
    for (keeps_disk, stays) in [(true, false), (false, false), (false, true)] {
        notes.push(Note::Deleted { name: name.clone(), keeps_disk, stays });
    }
    for news in [LinkNews::Asked { link: id(9) }, LinkNews::Half, LinkNews::Linked, LinkNews::Refused, LinkNews::Parted]
    {
        notes.push(Note::Link { news: news.clone(), other: Account::discord(7), called: Some("Ada".into()) });
        notes.push(Note::Link { news, other: Account::telegram(7), called: None });
    }
    for news in [ManagedNews::Lost, ManagedNews::Refused, ManagedNews::Kept, ManagedNews::TakenUp] {
        let handle = "@nest_bot".to_owned();
        notes.push(Note::Managed { bot: bot.clone(), name: name.clone(), handle, news });
    }
    notes
}

/// What the conversation says to whatever is done wherever, by whomever, and what comes by itself; each text once.
pub fn screens() -> &'static [Screen] {
    static ALL: LazyLock<Vec<Screen>> = LazyLock::new(all);
    &ALL
}

fn all() -> Vec<Screen> {
    let everybody = facts();
    let notice = Notice::parse("\"New bots wait until six.\"").expect("a notice");
    let others = [
        Facts { role: Some(Role::Owner), ..facts() },
        Facts { may_deploy: false, bots: Vec::new(), ..facts() },
        Facts { limits: Limits { hour: 1, day: 1, live: 1 }, ..facts() },
        Facts { bar: Some(Bar::Banned(Some("spam".into()))), language_chosen: true, ..facts() },
        Facts { bar: Some(Bar::Banned(None)), wants_news: false, ..facts() },
        Facts { bar: Some(Bar::Maintenance(notice)), tier_until: Some(2_000_000_000), ..facts() },
        Facts { bar: Some(Bar::Spend), limits_until: Some(2_000_000_000), ..facts() },
        Facts { bar: Some(Bar::Leaving), ..facts() },
    ];
    let mut once = Screens::default();
    let mut does = |state: &State, facts: &Facts| {
        let mut events: Vec<Event> = Verb::ALL.iter().map(|verb| command(*verb, "")).collect();
        events.extend(Verb::ALL.iter().map(|verb| command(*verb, "old")));
        events.extend(["", "nest", "x", "two\nlines", "${{X.Y}}", "sk-or-HATCHTEST-00000000000", "12"].map(text));
        events.extend(choices().into_iter().map(|choice| press(choice, 5)));
        events.extend([
            Event::NoText,
            Event::Unknown { nearest: Some(Verb::Deploy), holds_secret: false },
            Event::Unknown { nearest: None, holds_secret: false },
            Event::Unknown { nearest: Some(Verb::Deploy), holds_secret: true },
        ]);
        for event in events {
            once.add(step(at(state.clone()), event, facts).screens);
        }
    };
    for state in questions() {
        does(&state, &everybody);
    }
    others.iter().for_each(|facts| does(&State::Idle, facts));
    does(&State::Idle, &everybody);
    does(&State::Idle, &topics::inside());
    does(&questions()[0], &topics::inside());
    answers::said(&mut once);
    let mut screens = Vec::new();
    screens.extend(questions().iter().filter_map(|state| screen::of(state, &everybody)));
    for (typed, _) in roles::TABLE {
        let Some(Read::Command(command)) = command::read(typed) else { panic!("{typed} is no command") };
        screens.extend(step(at(State::Idle), Event::Command(command), &others[0]).screens);
    }
    let told = Event::Answer(Answer::ToldInTopic { name: "nest".into() });
    screens.extend(step(at(State::Idle), told, &everybody).screens);
    screens.extend(notes().iter().map(|note| screen::note(note, &everybody)));
    for status in Status::ALL {
        for busy in [None, Some(OperationKind::Restart)] {
            let mut bot = bot("nest", 1, *status);
            bot.busy = busy;
            screens.extend([
                screen::bot(&bot, &everybody),
                screen::logs(&bot, "An old line", false),
                screen::log_away(&bot),
            ]);
        }
    }
    let from = || "192.0.2.7".to_owned();
    let let_in = [LetIn::Done { from: from() }, LetIn::NobodyAsks, LetIn::Several(3), LetIn::NotYet, LetIn::Unknown];
    screens.extend(let_in.map(|outcome| screen::let_in(&id(1), "old".into(), outcome)));
    screens.push(screen::stray_ends(&[StrayEnd::Removed]));
    screens.push(screen::stray_ends(&[StrayEnd::Gone]));
    screens.push(screen::stray_ends(&[StrayEnd::IsSomebodys]));
    screens.push(screen::stray_ends(&[StrayEnd::Refused, StrayEnd::Removed]));
    screens.extend(fleet::widest());
    screens.extend(keys::kept_screens());
    for verb in Verb::ALL.iter().filter(|verb| verb.is_for_admins()) {
        screens.push(screen::people::usage(*verb));
    }
    screens.push(screen::links::ask_to_unlink());
    let link = Secret::new("https://t.me/hatchery_bot?start=link-abcdefgh");
    screens.push(screen::links::code(&Secret::new("abcdefgh"), Some(link)));
    screens.push(screen::share::over());
    screens.extend(rooms::broadcasts());
    screens.extend(rooms::people());
    screens.extend(rooms::alerts());
    screens.extend(rooms::configs());
    screens.extend(rooms::keys());
    screens.extend(looks::looks());
    once.add(screens);
    once.all
}

/// What letters say is looked up only as far as they need it (`messenger::send_letter`).
#[test]
fn a_letter_reads_the_same_whether_all_is_known_or_only_what_it_is_about() {
    let known = facts();
    let (mut by_itself, mut about_a_bot) = (0, 0);
    for note in notes() {
        let said = format!("{:?}", screen::note(&note, &known));
        if let Some(screen) = screen::note_by_itself(&note, known.now) {
            by_itself += 1;
            assert_eq!(format!("{screen:?}"), said, "{note:?}");
        }
        if let Some(bot) = note.bot() {
            about_a_bot += 1;
            let mut alone = known.clone();
            alone.bots.retain(|other| other.id == *bot);
            (alone.used, alone.keys) = Default::default();
            assert_eq!(format!("{:?}", screen::note(&note, &alone)), said, "{note:?}");
        }
    }
    assert!(by_itself > 0 && about_a_bot > by_itself);
}
