//! Screens at the end of a look: at all bots and at work on them, at one bot closely, at tokens, at what watches.

use hatchery::chat::SendError;
use hatchery::chat::screen::alerts::{Missed, Muted, Place, Stand, Watched};
use hatchery::chat::screen::fleet::{Failed, Job, Overview, Page, Row, Version};
use hatchery::chat::screen::{self, Screen, diagnose};
use hatchery::deploy::note::{FleetNews, Mark, Note, Stretch, Waiting, Why};
use hatchery::diagnose::finding::{Check, Finding as Found, Misfit, Saw};
use hatchery::domain::access_token::{KeptToken, Scopes};
use hatchery::domain::alarm::Front;
use hatchery::domain::broadcast::{Broadcast, BroadcastState, Content};
use hatchery::domain::fleet::{Filter, Skipped, Tally, Unclear};
use hatchery::domain::handover::Void;
use hatchery::domain::{Alarm, JobState, Problem, Reading, Stage, Unposted};
use hatchery::text::Msg;

use super::super::*;
use super::answers::{KINDS, readers};

pub const WHYS: [fn() -> Why; 25] = [
    || Why::Cancelled,
    || Why::KeepsEnding,
    || Why::Ended,
    || Why::NoAnswer,
    || Why::KeyRefused,
    || Why::TokenRefused,
    || Why::TokenTaken(Channel::Telegram),
    || Why::Machine,
    || Why::BlueprintGone,
    || Why::Unreadable,
    || Why::ImageMissing { image: "example/bot:1".into() },
    || Why::BuildFailed { said: "x".repeat(200) },
    || Why::HealthCheck,
    || Why::NotApproved,
    || Why::DeploymentFailed,
    || Why::Skipped,
    || Why::Refused { said: String::new() },
    || Why::Refused { said: "x".repeat(200) },
    || Why::NotUnderstood,
    || Why::Renamed,
    || Why::NoAccess,
    || Why::Away,
    || Why::RemovedThere,
    || Why::Incomplete,
    || Why::TokenTaken(Channel::Slack),
];

fn jobs() -> Vec<Screen> {
    let facts = Facts { role: Some(Role::Owner), ..facts() };
    let tally = Tally { waiting: 99_999, asked: 10, done: 12_408, failed: 30, skipped: 30 };
    let news = |state, canary_failed| FleetNews {
        job: id(9),
        deed: Deed::Update,
        state,
        tally,
        canary_failed,
        took: Some(41_000),
    };
    let failed = |why: Why| Failed {
        id: id(1),
        name: "n".repeat(32),
        owner: "discord:12345678901234567890".into(),
        provider: Provider::OpenRouter,
        channels: vec![Channel::Telegram],
        why: Some(why),
    };
    let skipped = [
        Some(Skipped::Busy),
        Some(Skipped::Pointless),
        Some(Skipped::Stopped),
        Some(Skipped::Gone),
        Some(Skipped::Cancelled),
        None,
    ];
    let skipped: Vec<_> = skipped.map(|why| ("n".repeat(32), "telegram:42".to_owned(), why)).into();
    let mut screens = Vec::new();
    for state in JobState::ALL {
        for canary_failed in [true, false] {
            let news = news(*state, canary_failed);
            screens.push(screen::fleet::letter(&news, &facts));
            for some in WHYS.chunks(5) {
                let failed = some.iter().map(|why| failed(why())).collect();
                let job = Job { news: news.clone(), failed, skipped: skipped.clone() };
                screens.push(screen::fleet::job(&job, &facts));
            }
        }
    }
    let all: Vec<FleetNews> = JobState::ALL.iter().map(|state| news(*state, false)).collect();
    screens.push(screen::fleet::jobs(&all, &vec![0; all.len()], &facts));
    screens.extend([screen::fleet::jobs(&[], &[], &facts), screen::fleet::no_job(), screen::fleet::which_pace()]);
    screens.extend([Deed::Restart, Deed::Stop, Deed::Resume, Deed::Update].map(screen::fleet::which));
    screens
}

fn bots() -> Vec<Screen> {
    let mut screens = Vec::new();
    let row = |status, busy, unknown_since| Row {
        id: id(1),
        name: "nest".into(),
        owner: "telegram:42".into(),
        called: None,
        status,
        since: 0,
        busy,
        unknown_since,
        blueprint: "hatchling".into(),
        version: (busy.is_none() && unknown_since.is_none()).then(|| "0123456789ab".into()),
        is_adrift: false,
        target: TargetKind::Local,
        provider: Provider::Anthropic,
        channels: vec![Channel::Web],
        created_at: 0,
        cost: None,
        problem: None,
    };
    for facts in [Facts { role: Some(Role::Owner), ..facts() }, Facts { role: Some(Role::Support), ..facts() }] {
        for status in Status::ALL {
            for (busy, unknown_since) in [(None, None), (Some(OperationKind::Update), None), (None, Some(1))] {
                let row = || row(*status, busy, unknown_since);
                screens.push(screen::fleet::card(&row(), &facts));
                let page = |rows, is_adrift| Page {
                    filter: Filter { is_adrift, ..Filter::default() },
                    rows,
                    before: 0,
                    all: 1,
                    adrift: 0,
                    cost: 0,
                };
                screens.push(screen::fleet::page(&page(vec![row()], false), &facts));
                screens.push(screen::fleet::page(&page(Vec::new(), true), &facts));
            }
        }
        let version = |version: Option<&str>, is_now| Version {
            blueprint: "hatchling".into(),
            version: version.map(str::to_owned),
            is_now,
            bots: 1,
        };
        let overview = |bots| Overview {
            bots,
            states: vec![(Status::Running, bots)],
            adrift: 0,
            troubled: 0,
            cost: 0,
            oldest: None,
            versions: vec![
                version(Some("0123456789ab"), true),
                version(Some("0123456789ac"), false),
                version(None, false),
            ],
        };
        screens.extend([0, 1].map(|bots| screen::fleet::overview(&overview(bots), &facts)));
    }
    let unclear =
        [Unclear::Unknown(vec!["x".repeat(40); 3]), Unclear::Contradiction("failed".into()), Unclear::Nothing];
    screens.extend(unclear.iter().map(screen::fleet::unclear));
    screens
}

fn diagnoses() -> Vec<Screen> {
    let presence = |handle: Option<&str>| Presence { handle: handle.map(str::to_owned), ..Presence::default() };
    let findings = [
        TokenFinding::Good(presence(Some("@nest_bot"))),
        TokenFinding::Good(presence(None)),
        TokenFinding::CannotRead(presence(None)),
        TokenFinding::NoSocketMode,
        TokenFinding::Expires,
        TokenFinding::NotABot,
        TokenFinding::Closed,
        TokenFinding::Revoked,
        TokenFinding::Unreachable,
        TokenFinding::Lacks(vec!["chat:write".into(); 8]),
        TokenFinding::Webhook { handle: "@x".into(), host: "h".repeat(60) },
    ];
    let verdicts = [
        Verdict::Ok,
        Verdict::NoCredit,
        Verdict::BadKey,
        Verdict::AccountDisabled,
        Verdict::WrongKeyKind,
        Verdict::NotPermitted,
        Verdict::ModelUnavailable,
        Verdict::RateLimited,
        Verdict::RegionBlocked,
        Verdict::Unreachable,
    ];
    let misfits = [
        Misfit::BlueprintGone,
        Misfit::Target,
        Misfit::Provider,
        Misfit::Channel(Channel::Slack),
        Misfit::Model,
        Misfit::Config,
        Misfit::Unreadable,
        Misfit::Value,
        Misfit::Sealed,
    ];
    let lines = || vec!["e".repeat(161); 3];
    let mut saw: Vec<(Check, Saw)> = [
        Saw::Runs { pid: 1, since: 0, memory_mb: None, restarts: 0 },
        Saw::Runs { pid: u32::MAX, since: 0, memory_mb: Some(9_999), restarts: 99 },
        Saw::StartsAgain(3),
        Saw::GaveUp,
        Saw::NotRunning,
        Saw::Stopped,
        Saw::Deployed { since: 0, memory_mb: None },
        Saw::Deployed { since: 0, memory_mb: Some(9_999) },
        Saw::DeploymentIs("CRASHED".into()),
        Saw::OnItsWay("BUILDING".into()),
        Saw::NoDeployment,
        Saw::Away,
        Saw::TookTooLong,
        Saw::Broke,
    ]
    .map(|saw| (Check::Process, saw))
    .into();
    saw.extend([Saw::Listens, Saw::LogSaysReady, Saw::NotReady, Saw::Silent].map(|saw| (Check::Channels, saw)));
    let problems = [Problem::TokenRevoked, Problem::TokenTaken, Problem::NoCredit, Problem::KeyRefused];
    saw.extend(problems.map(|problem| (Check::Channels, Saw::Trouble { problem, provider: Provider::OpenRouter })));
    saw.extend([Saw::NoErrors, Saw::Errors(lines()), Saw::PastErrors(lines())].map(|saw| (Check::Errors, saw)));
    saw.extend(verdicts.map(|verdict| (Check::Key, Saw::Key(verdict))));
    saw.extend([Saw::NeedsNoKey, Saw::KeyMissing].map(|saw| (Check::Key, saw)));
    saw.extend(findings.map(|finding| (Check::Token(Token::Telegram), Saw::Token(finding))));
    saw.extend(Token::ALL.iter().map(|kind| (Check::Token(*kind), Saw::TokenMissing)));
    saw.extend([Saw::Fits, Saw::Adrift].map(|saw| (Check::Config, saw)));
    saw.extend(misfits.map(|misfit| (Check::Config, Saw::Unfit(vec![misfit]))));
    saw.push((Check::Config, Saw::Unfit(misfits.to_vec())));
    saw.push((Check::Config, Saw::Unfit(Vec::new())));
    let found = |(check, saw): &(Check, Saw)| vec![Found { check: *check, saw: saw.clone() }];
    let all: Vec<Vec<Found>> = saw.iter().map(found).collect();
    let mut screens = Vec::new();
    for facts in readers() {
        screens.extend(all.iter().map(|found| diagnose::result(&id(1), "nest", Some(found), Some(0), &facts)));
        screens.push(diagnose::result(&id(1), "nest", None, None, &facts));
        let mut kept: Vec<diagnose::Kept> = Vec::new();
        for found in [0, 4, 11].map(|at| Some(all[at].clone())).into_iter().chain([None]) {
            kept.push(diagnose::Kept { id: id(8), bot: id(1), name: "n".repeat(32), at: 0, findings: found });
        }
        screens.extend([diagnose::list(&kept, true, &facts), diagnose::list(&[], false, &facts)]);
    }
    screens.push(screen::say(Msg::DiagnosisGone));
    screens
}

fn tokens() -> Vec<Screen> {
    let token = |last_used_at| KeptToken {
        id: id(1),
        tail: "ab12".into(),
        scopes: Scopes::usual(),
        expires_at: 2_000_000_000,
        last_used_at,
        created_at: 0,
    };
    let list = [token(None), token(Some(1))];
    vec![screen::access_tokens::list(&list, 1_000_000), screen::access_tokens::list(&[], 0)]
}

fn watching() -> Vec<Screen> {
    let readings = [
        Reading::Failures { failed: 12, ended: 20 },
        Reading::Queue { age: 900_000 },
        Reading::Queue { age: 0 },
        Reading::Outbox { age: 900_000 },
        Reading::Outbox { age: 0 },
        Reading::Budget { left: 12, limit: 1_000 },
        Reading::Database { took: 2_500 },
        Reading::Token { of: Front::Telegram, is_refused: true },
        Reading::Token { of: Front::Discord, is_refused: false },
        Reading::Disk { free_mb: 120 },
        Reading::Webhook { failed: 3, answer: Some(Unposted::Unreachable) },
    ];
    let stands = [Stand::Fine, Stand::Doubtful, Stand::Raised { since: 0 }];
    let mute = |alarm| Muted { alarm, until: 2_000_000, by: Account::telegram(1), called: Some("Ada".into()) };
    let mutes: Vec<Muted> = Alarm::ALL.iter().copied().map(Some).chain([None]).map(mute).collect();
    let mut screens = Vec::new();
    for stand in stands {
        let watched: Vec<Watched> =
            readings.iter().map(|reading| Watched { reading: reading.clone(), stand }).collect();
        screens.push(screen::alerts::overview(&watched, &mutes, Some("Discord"), true, 1_000_000));
        screens.push(screen::alerts::overview(&watched, &[], None, true, 1_000_000));
    }
    let chat = || Place::Chat { account: Account::discord(80_351_110_224_678_912), called: Some("c".repeat(40)) };
    let missed = [
        Missed::Stranger,
        Missed::Off,
        Missed::Token,
        Missed::Send(SendError::Blocked),
        Missed::Send(SendError::Wait(std::time::Duration::from_secs(60))),
        Missed::Send(SendError::Unknown("x".into())),
        Missed::Send(SendError::Refused("x".into())),
        Missed::Post(Unposted::Silent),
        Missed::Post(Unposted::Unreachable),
        Missed::Post(Unposted::Refused { status: 404, word: Some("no_service".into()) }),
    ];
    let mut arrivals: Vec<_> = missed.into_iter().map(|why| (chat(), Some(why))).collect();
    arrivals.extend((0..30).map(|_| (chat(), None)));
    screens.push(screen::alerts::arrivals(&arrivals, false));
    screens.push(screen::alerts::arrivals(&[(Place::Webhook("Slack"), None)], true));
    screens
}

/// Work under way, at every stage and waiting for whatever it may wait for.
fn progress() -> Vec<Screen> {
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
    let stages: Vec<_> = Stage::ALL.iter().zip([Mark::Done, Mark::Now, Mark::Open].into_iter().cycle()).collect();
    let stages: Vec<_> = stages.into_iter().map(|(stage, mark)| (*stage, mark)).collect();
    let waits = || waits.iter().cloned().map(Some).chain([None]);
    let of = |kind: OperationKind| {
        let note = move |waiting, stages| {
            let (bot, name) = (id(1), name("old"));
            Note::Progress { bot, name, kind, stages, since: 0, ended: None, waiting }
        };
        let stages = stages.clone();
        waits().map(move |waiting| screen::note(&note(waiting, stages.clone()), &facts()))
    };
    KINDS.into_iter().flat_map(of).collect()
}

fn notes() -> Vec<Screen> {
    let mut screens = progress();
    for facts in readers() {
        for why in WHYS {
            for quota_returned in [true, false] {
                let (bot, name, channels) = (id(1), name("old"), Channel::ALL.to_vec());
                let undone =
                    Note::Undone { bot, name, provider: Provider::Anthropic, channels, why: why(), quota_returned };
                screens.push(screen::note(&undone, &facts));
            }
        }
        for problem in [Problem::TokenRevoked, Problem::TokenTaken] {
            screens.push(screen::note(&Note::Trouble { bot: id(1), name: name("old"), problem }, &facts));
        }
        screens.extend(KINDS.map(screen::busy));
        for bot in &facts.bots {
            screens.extend([
                screen::bot(bot, &facts),
                screen::logs(bot, "", false),
                screen::logs(bot, &"A line of the log\n".repeat(20), true),
            ]);
        }
        screens.push(screen::bots(&facts));
        screens.push(screen::edit(&id(1), Provider::Echo, &EditStep::Menu, &facts));
        let provider = Provider::Anthropic;
        screens.push(screen::edit(&id(1), provider, &EditStep::Menu, &facts));
    }
    screens
}

fn news() -> Vec<Screen> {
    let one = |state: &BroadcastState| Broadcast {
        id: id(1),
        author: Account::telegram(1),
        state: *state,
        content: Content::default(),
        stopped: Default::default(),
        tally: Default::default(),
        created_at: 0,
        start_at: 0,
        ended_at: None,
    };
    let all: Vec<Broadcast> = BroadcastState::ALL.iter().map(one).collect();
    vec![screen::broadcast::list(&all)]
}

pub fn looks() -> Vec<Screen> {
    let groups = [jobs(), bots(), diagnoses(), tokens(), watching(), notes(), news()];
    let mut screens: Vec<Screen> = groups.into_iter().flatten().collect();
    screens.push(screen::handover::in_group("https://t.me/hatchery_bot".into()));
    screens.push(screen::stray_ends(&[hatchery::domain::StrayEnd::Refused]));
    let voids = [
        Void::Used,
        Void::Replaced,
        Void::Closed,
        Void::TimeIsOver,
        Void::MovedOn,
        Void::Unknown,
        Void::NotYours,
        Void::Unproven,
    ];
    screens.extend(voids.map(screen::handover::void).map(screen::say));
    let (ada, terminal) = (Account::discord(7), Account::console());
    let page = [
        screen::handover::whose(&ada, Some("Ada")),
        screen::handover::whose(&terminal, None),
        screen::handover::ends(900_000),
        screen::handover::taken(),
    ];
    screens.extend(page.map(screen::say));
    screens
}
