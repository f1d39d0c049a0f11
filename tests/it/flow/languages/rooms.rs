//! Screens that stand at the end of a look into the store: of admins, of configs, of news to many, of alarms, of kept keys.

use std::collections::BTreeMap;

use hatchery::chat::flow::AlertsAnswer;
use hatchery::chat::screen::people::Card;
use hatchery::chat::screen::{self, ConfigCard, ConfigPage, Left, Refused, Screen};
use hatchery::chat::state::{BroadcastDraft, BroadcastStep};
use hatchery::deploy::Operated;
use hatchery::deploy::config::Changed;
use hatchery::deploy::note::{Alert, KeyLeft, KeyMark, KeyNews, KeyTarget, Setback, Why};
use hatchery::domain::act::{ActKind, KeptAct, Outcome};
use hatchery::domain::alarm::Front;
use hatchery::domain::broadcast::{Broadcast, BroadcastState, Content, Halt, Link, Reach, Report, Segment, Tally};
use hatchery::domain::config::{ConfigRevision, Fault, How, Unreadable, ValueFault};
use hatchery::domain::fleet::Skipped;
use hatchery::domain::people::{Found, Invite, KeptRole};
use hatchery::domain::rich::Rich;
use hatchery::domain::{Alarm, JobState, KeptConfig, Notice, Platform, Problem, Reading, Spend, TargetState, Unposted};
use hatchery::text::Msg;

use super::super::*;

fn draft_of_news(is_full: bool) -> BroadcastDraft {
    let rich = |text: &str| Rich { text: text.into(), marks: Vec::new() };
    let links = vec![Link { label: "Blog".into(), address: "https://example.com".into() }];
    let (content, segment) = if is_full {
        let picture = Some("https://example.com/a.png".into());
        let others = BTreeMap::from([("es".into(), rich("Hola"))]);
        let (platform, tier, language) = (Some(Platform::Discord), Some(Tier::Premium), Some("ru".into()));
        let segment = Segment { platform, tier, language, has_live_bot: true, seen_days: Some(30) };
        (Content { text: rich("Hello"), others, picture, links }, segment)
    } else {
        (Content { text: rich("Hello"), ..Content::default() }, Segment::default())
    };
    BroadcastDraft { content, segment, start_at: is_full.then_some(2_000_000_000) }
}

pub fn broadcasts() -> Vec<Screen> {
    let mut screens = Vec::new();
    let reach = Reach { telegram: 12_408, discord: 7 };
    for is_full in [false, true] {
        let draft = draft_of_news(is_full);
        for at in [
            BroadcastStep::AskText(None),
            BroadcastStep::AskText(Some("ar".into())),
            BroadcastStep::Menu,
            BroadcastStep::AskPicture,
            BroadcastStep::AskLinks,
            BroadcastStep::AskWhom,
            BroadcastStep::AskWhen,
            BroadcastStep::Review { reach },
            BroadcastStep::Review { reach: Reach::default() },
            BroadcastStep::Same { at: 0, total: 12_408, reach },
        ] {
            let state = State::Broadcast(Box::new(draft.clone()), at);
            screens.extend(screen::of(&state, &Facts { role: Some(Role::Owner), ..facts() }));
        }
    }
    for state in BroadcastState::ALL {
        let tally = Tally { total: 12_408, sent: 9_000, blocked: 3, failed: 2, perhaps: 4, skipped: 5 };
        let report = |rate, is_fast| Report {
            id: id(1),
            state: *state,
            start_at: 0,
            tally,
            causes: BTreeMap::from([("chat not found".into(), 2)]),
            stopped: BTreeMap::from([
                (Platform::Telegram, if is_fast { Halt::TooFast } else { Halt::Refusals }),
                (Platform::Discord, Halt::Message),
            ]),
            rate,
            ended_at: Some(60_000),
        };
        for is_end in [false, true] {
            screens.extend(
                [Some(2_400), None].map(|rate| screen::broadcast::report(&report(rate, rate.is_some()), is_end)),
            );
        }
        screens.push(screen::broadcast::set(*state));
    }
    screens.push(screen::broadcast::list(&Vec::<Broadcast>::new()));
    screens.push(screen::broadcast::unsure(&["telegram:42".into()], None));
    screens.push(screen::broadcast::unsure(&[], None));
    for wanted in [true, false] {
        screens.extend([screen::broadcast::notifications(wanted), screen::broadcast::news(wanted)]);
    }
    screens
}

pub fn people() -> Vec<Screen> {
    let owner = Facts { role: Some(Role::Owner), ..facts() };
    let account = Account::telegram(42);
    let card = |banned: Option<Option<String>>, until| Card {
        account: account.clone(),
        called: Some("Ada".into()),
        linked: vec![Account::discord(7)],
        role: Some(Role::Support),
        tier: if until == Some(0) { Tier::Free } else { Tier::Premium },
        tier_until: until,
        limits: Limits { hour: 5, day: 20, live: 3 },
        limits_until: until,
        used: Used { live: 1, deploys: vec![999_999_000] },
        may_deploy: banned.is_none(),
        is_reachable: banned.is_none(),
        banned,
        since: 0,
        bots: vec![("nest".into(), Status::Running)],
    };
    let link = Secret::new("https://t.me/hatchery_bot?start=abcdefghijklmnop");
    let mut screens = vec![
        screen::people::card(&card(None, None), 1_000_000_000, &owner),
        screen::people::card(&card(Some(None), Some(2_000_000_000)), 1_000_000_000, &owner),
        screen::people::card(&card(Some(Some("spam".into())), Some(0)), 1_000_000_000, &owner),
        screen::people::found(&[], "ada"),
        screen::people::found(&[Found { account: account.clone(), called: Some("Ada".into()), bots: 12 }], "ada"),
        screen::people::export("hatchery.json".into(), "{}".into()),
        screen::people::invited(&Secret::new("abcdefghijklmnop"), Some(link), 20, 2_000_000_000),
        screen::people::invites(&[], 0),
        screen::people::invites(
            &[Invite { tail: "ab2c".into(), made_by: account.clone(), uses: 20, uses_left: 3, expires_at: 9_000_000 }],
            0,
        ),
        screen::people::roles(&[], &[]),
        screen::people::roles(
            std::slice::from_ref(&account),
            &[KeptRole { account: account.clone(), role: Role::Owner, called: None, granted_by: account.clone() }],
        ),
        screen::people::maintenance(None),
        screen::people::maintenance(Notice::parse("\"New bots wait until six.\"").as_ref()),
        screen::people::maintenance(Some(&Notice::default())),
    ];
    screens.extend(Role::ALL.iter().map(|role| screen::people::needs(*role)));
    for spend in [None, Some(Spend { limit: 5, spent: 1, until: 9 }), Some(Spend { limit: 5, spent: 7, until: 9 })] {
        screens.push(screen::people::spend(spend.as_ref(), 0));
    }
    for (kind, outcome) in
        ActKind::ALL.iter().zip([None, Some(Outcome::Failed), Some(Outcome::UnderWay)].into_iter().cycle())
    {
        let by = outcome.is_none().then(|| account.clone());
        let act = |before: Option<&str>, after: Option<&str>| KeptAct {
            id: id(1),
            at: 0,
            by: by.clone(),
            called: None,
            door: "telegram".into(),
            kind: *kind,
            subject: "nest".into(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
            outcome,
        };
        let acts = [act(None, None), act(Some("free"), None), act(None, Some("premium")), act(Some("1"), Some("2"))];
        screens.push(screen::people::acts(Msg::HistoryHead, &acts, Some(Choice::OlderLog(id(1))), 1_000_000));
        screens.push(screen::people::acts(Msg::LogHead, &acts, Some(Choice::OlderLog(id(1))), 1_000_000));
        screens.push(screen::people::acts(Msg::LogHead, &[], None, 1_000_000));
    }
    let left = |is_project| Left { id: id(2), name: "hatchery-ab".into(), is_project, found_at: 0 };
    let refused = [Refused { name: "nest".into(), owner: "telegram:42".into(), tries: 12, since: 0 }];
    screens.push(screen::strays(&[left(true), left(false)], &refused, &owner));
    screens.push(screen::strays(&[], &[], &owner));
    screens
}

pub fn alerts() -> Vec<Screen> {
    let readings = [
        Reading::Failures { failed: 12, ended: 20 },
        Reading::Queue { age: 900_000 },
        Reading::Queue { age: 0 },
        Reading::Outbox { age: 900_000 },
        Reading::Budget { left: 12, limit: 1_000 },
        Reading::Database { took: 2_500 },
        Reading::Token { of: Front::Telegram, is_refused: true },
        Reading::Token { of: Front::Discord, is_refused: false },
        Reading::Disk { free_mb: 120 },
        Reading::Webhook { failed: 3, answer: Some(Unposted::Unreachable) },
        Reading::Webhook {
            failed: 1,
            answer: Some(Unposted::Refused { status: 404, word: Some("no_service".into()) }),
        },
        Reading::Webhook { failed: 2, answer: Some(Unposted::Refused { status: 404, word: None }) },
        Reading::Webhook { failed: 2, answer: Some(Unposted::Wait { wait: 60_000 }) },
        Reading::Webhook { failed: 2, answer: Some(Unposted::Silent) },
    ];
    let mut screens = Vec::new();
    let mut told = |alert: Alert| screens.push(screen::alerts::alert(&alert, 1_000_000));
    for reading in readings {
        for again in [true, false] {
            told(Alert::Raised { reading: reading.clone(), since: 0, again });
        }
        told(Alert::Over { reading, lasted: 900_000 });
    }
    for alarm in Alarm::ALL.iter().copied().map(Some).chain([None]) {
        for until in [None, Some(2_000_000)] {
            told(Alert::Muted { alarm, by: Account::telegram(1), called: None, until });
        }
    }
    let all = Alarm::ALL.iter().copied().map(Some).chain([None]);
    screens.extend(all.map(|alarm| screen::alerts::answered(&AlertsAnswer::Muted { alarm })));
    screens.extend([AlertsAnswer::Unmuted, AlertsAnswer::NothingMuted].map(|it| screen::alerts::answered(&it)));
    screens.push(screen::alerts::test(&Account::discord(7), Some("Ada")));
    screens.push(screen::alerts::overview(&[], &[], Some("Slack"), true, 0));
    screens.push(screen::alerts::overview(&[], &[], None, false, 0));
    screens
}

pub fn configs() -> Vec<Screen> {
    let kept = |revision| KeptConfig { revision, document: Ok(BotConfig::default()) };
    let card = ConfigCard {
        bot: id(1),
        called: "nest".into(),
        kept: kept(12_408),
        settings: settings(),
        usual_model: "gpt-6-luna".into(),
        secrets: vec![(None, "…ab12".into()), (Some(Token::Telegram), "…cd34".into())],
        provider: "OpenAI",
        may_change: true,
    };
    let revision = |how: &How, revision| ConfigRevision {
        revision,
        document: Ok(BotConfig::default()),
        by: Account::telegram(42),
        called: Some("Ada".into()),
        how: *how,
        at: 0,
    };
    let mut screens = vec![screen::config(&card)];
    let (bot, called) = (id(1), "nest".to_owned());
    let mut revisions: Vec<ConfigRevision> = How::ALL.iter().zip(1..).map(|(how, n)| revision(how, n)).collect();
    revisions[0].document = Err(Unreadable);
    let page = ConfigPage { bot, called, revision: 9, revisions, has_more: true, may_change: true, now: 1_000_000 };
    screens.push(screen::config_history(&page));
    let changes = [
        Changed::Done { revision: 2, operated: Operated::Accepted },
        Changed::Done { revision: 2, operated: Operated::Pointless },
        Changed::Same { revision: 2 },
        Changed::Stale { newest: Some(Box::new(revision(&How::Set, 3))), revision: 3 },
        Changed::Stale { newest: None, revision: 3 },
        Changed::Unreadable { revision: 3 },
        Changed::NoRevision { wanted: 3 },
        Changed::OldUnreadable { wanted: 3 },
        Changed::BlueprintGone,
    ];
    for change in &changes {
        screens.extend([Some(&card), None].map(|now| screen::config_changed("nest".into(), change, now, 1_000_000)));
    }
    let value = |fault| Fault::Value { option: "persona".into(), fault };
    let faults = [
        Fault::NotJson,
        Fault::NotAnObject,
        Fault::TooLong,
        Fault::UnknownSetting("colour".into()),
        Fault::UnknownOption("colour".into()),
        Fault::NotAModel,
        Fault::NoModel,
        Fault::NotGuests,
        Fault::NoGuests,
        value(ValueFault::NotText),
        value(ValueFault::Empty),
        value(ValueFault::TooLong { most: 2_000 }),
        value(ValueFault::Character('$')),
        value(ValueFault::Character('\u{7}')),
        value(ValueFault::Secret),
        value(ValueFault::NotOneOf { choices: vec!["low".into(), "high".into()] }),
        value(ValueFault::NotBetween { from: 1, to: 20 }),
        value(ValueFault::NotYesNo),
    ];
    screens.extend(faults.iter().map(screen::config_refused));
    screens
}

pub fn keys() -> Vec<Screen> {
    let lefts = [KeyLeft::GoingBack, KeyLeft::Well, KeyLeft::ServesOn, KeyLeft::Untouched, KeyLeft::Unwell];
    let failed = |left| KeyMark::Failed { cause: Setback::Unwell(Problem::NoCredit), left };
    let marks = lefts.map(failed).into_iter().map(Some).chain([
        None,
        Some(KeyMark::WhenStarted),
        Some(KeyMark::LeftOut(Skipped::Gone)),
        Some(KeyMark::Failed { cause: Setback::Update(Why::NoAnswer), left: KeyLeft::ServesOn }),
    ]);
    let mut screens = Vec::new();
    for (mark, state) in marks.flat_map(|mark| TargetState::ALL.iter().map(move |state| (mark.clone(), *state))) {
        let target = KeyTarget { bot: id(1), name: "nest".into(), state, mark };
        for (job, is_back) in JobState::ALL.iter().flat_map(|job| [(*job, true), (*job, false)]) {
            let news = KeyNews {
                job: id(2),
                provider: Provider::Anthropic,
                tail: "…ab12".into(),
                before: "…cd34".into(),
                is_back,
                state: job,
                bots: vec![target.clone()],
                took: Some(41_000),
            };
            screens.extend([screen::keys::progress(&news), screen::keys::result(&news, &facts())]);
        }
    }
    screens.extend(JobState::ALL.iter().map(|state| screen::keys::said(*state)));
    screens
}
