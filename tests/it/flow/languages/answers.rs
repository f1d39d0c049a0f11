//! What is said when a wish comes back, when a check ends, and to whatever is typed: at every question, to whoever it is.

use std::collections::{BTreeMap, HashSet};

use hatchery::chat::flow::{
    AccessAnswer, AlertsAnswer, Answer, BroadcastAnswer, ConfigAnswer, FleetAnswer, KeysAnswer, LinkAnswer,
    ManagedAnswer, PeopleAnswer, PrivatePage, ShareAnswer, Standing as Changes,
};
use hatchery::chat::form::Field;
use hatchery::chat::screen::Screen;
use hatchery::chat::state::{BroadcastDraft, BroadcastStep, WebDoor};
use hatchery::deploy::config::Changed;
use hatchery::deploy::config::bulk::{Applied, Refusal as PatchRefusal, Refused as RefusedPatch, Rehearsal};
use hatchery::deploy::note::LinkNews;
use hatchery::deploy::{Operated, TooBig};
use hatchery::domain::access_token::Scopes;
use hatchery::domain::broadcast::{BroadcastState, Reach};
use hatchery::domain::config::Fault;
use hatchery::domain::fleet::{Draft as FleetDraft, NoDraft, Pace, Refusal as FleetRefusal};
use hatchery::domain::managed::Made;
use hatchery::domain::stored_key::StoredKey;
use hatchery::domain::{Bar, JobState, Model, Notice, Problem, Recipe, ShareCode, Spend};
use hatchery::quota::{Refusal, Window};

use super::super::*;

pub const KINDS: [OperationKind; 7] = [
    OperationKind::Deploy,
    OperationKind::Restart,
    OperationKind::Stop,
    OperationKind::Resume,
    OperationKind::Update,
    OperationKind::Upgrade,
    OperationKind::Delete,
];

pub fn kept_key() -> StoredKey {
    StoredKey {
        id: id(30),
        person: id(42),
        provider: Provider::Anthropic,
        version: 1,
        tail: "…x7Qp".into(),
        checked_at: None,
        before_tail: None,
        created_at: 0,
        changed_at: 0,
        job: Some(id(31)),
    }
}

/// Five bots, as long of name and as much talked to as any, in every plight; one is at Railway, one is being made.
fn crowd() -> Vec<Bot> {
    let one = |n: u8| {
        let mut it = bot(&format!("{n}{}", "m".repeat(31)), n, Status::ALL[usize::from(n) % Status::ALL.len()]);
        it.channels = Channel::ALL.to_vec();
        it.model = Model::parse(&"m".repeat(60));
        it.guests = (0..10).map(|n| format!("12345678{n}")).collect();
        it.presences = Channel::ALL.iter().map(|channel| (*channel, called_on_telegram(&"h".repeat(32)))).collect();
        it.stored_key = Some(id(30));
        it.cost = Some(999_990_000);
        it.problem = Some((Problem::TokenRevoked, 1));
        it
    };
    let mut bots: Vec<Bot> = (1..=5).map(one).collect();
    let address = format!("https://{}.up.railway.app/", "a".repeat(50));
    bots[0].web = Some(WebDoor { address, token: Secret::new("t".repeat(43)) });
    bots[0].claim = Some(Secret::new("c".repeat(22)));
    bots[0].status = Status::Running;
    (bots[1].target, bots[1].unknown_since) = (TargetKind::Railway, Some(1));
    bots[1].presences = Presences::from([(Channel::Discord, presence_on_discord())]);
    bots[2].busy = Some(OperationKind::Deploy);
    (bots[3].provider, bots[3].key_tail, bots[3].channels) = (Provider::Echo, None, vec![Channel::Web]);
    (bots[3].knows_browsers, bots[3].status) = (true, Status::Running);
    bots[3].web = Some(WebDoor { address: "https://nest.example.com/".into(), token: Secret::new("t".repeat(43)) });
    bots[4].status = Status::Stopped;
    bots
}

fn presence_on_discord() -> Presence {
    Presence { application: Some("123456789012345678".into()), ..called_on_telegram("nest") }
}

/// Whoever may read a screen, and where.
pub fn readers() -> Vec<Facts> {
    let notice = Notice::parse("\"New bots wait until six.\"").expect("a notice");
    let too_big = Some(TooBig { needs: 99_999, gives: 512, plan: "trial" });
    let offer = |of: Offer| {
        Arc::new(vec![of, Offer { id: "openclaw".into(), title: "OpenClaw".into(), ..facts().offers[0].clone() }])
    };
    let usual = || facts().offers[0].clone();
    let priced = Offer { month_cents: Some(99_999), ..usual() };
    let mut hatching = facts();
    hatching.bots[0].busy = Some(OperationKind::Deploy);
    let mut bare = facts();
    (bare.bots[0].provider, bare.bots[0].channels) = (Provider::Echo, vec![Channel::Web]);
    bare.bots[0].presences = Presences::new();
    let many = Limits { hour: 99, day: 999, live: 999 };
    vec![
        facts(),
        Facts { account: Account::discord(80_351_110_224_678_912), role: Some(Role::Owner), ..facts() },
        Facts { account: Account::discord(7), has_private_page: false, ..facts() },
        Facts { account: Account::console(), has_private_page: false, zone: Zone::OFFERED[11], ..facts() },
        Facts { role: Some(Role::Owner), bots: crowd(), keys: vec![kept_key()], limits: many, ..facts() },
        Facts { target: TargetKind::Railway, offers: offer(priced), ..facts() },
        Facts { target: TargetKind::Railway, offers: Arc::new(vec![usual()]), ..facts() },
        Facts { offers: offer(Offer { too_big, ..usual() }), ..facts() },
        Facts { offers: Arc::new(vec![Offer { too_big, ..usual() }]), ..facts() },
        Facts { keys: vec![kept_key()], maker: Some("hatchery_bot".into()), ..facts() },
        Facts {
            keys: vec![StoredKey { job: None, checked_at: Some(1), ..kept_key() }; 10],
            maker: Some("hatchery_bot".into()),
            made: (1..=3).map(|n| Made { child: Child { id: n, ..child() }, bot: None }).collect(),
            role: Some(Role::Support),
            ..facts()
        },
        hatching,
        bare,
        Facts { role: Some(Role::Owner), bots: Vec::new(), used: Used::default(), ..facts() },
        Facts { may_deploy: false, bots: Vec::new(), ..facts() },
        Facts { limits: Limits { hour: 1, day: 1, live: 1 }, ..facts() },
        Facts { limits: Limits { hour: 1, day: 9, live: 9 }, ..facts() },
        Facts { limits: Limits { hour: 9, day: 1, live: 9 }, ..facts() },
        Facts { bar: Some(Bar::Banned(Some("spam".into()))), language_chosen: true, ..facts() },
        Facts { bar: Some(Bar::Banned(None)), wants_news: false, ..facts() },
        Facts { bar: Some(Bar::Maintenance(notice)), tier_until: Some(2_000_000_000), ..facts() },
        Facts { bar: Some(Bar::Spend), limits_until: Some(2_000_000_000), ..facts() },
        Facts { bar: Some(Bar::Leaving), ..facts() },
    ]
}

/// What people paste where a key or token is asked for. The tokens are put together here, so that nothing in this file
/// looks like one to a scanner.
fn pasted() -> Vec<String> {
    vec![
        "sk-or-v1-HATCHTEST-00000000".into(),
        "sk-ant-HATCHTEST-0000000000".into(),
        "sk-ant-admin01-HATCHTEST-00".into(),
        "sk-ant-oat01-HATCHTEST-0000".into(),
        "sk-x".into(),
        "A".repeat(600),
        "no key".into(),
        format!("123456789:{}", "A".repeat(35)),
        ["xoxb", "100000000001", "200000000002", "HATCHTEST000000000000000"].join("-"),
        ["xapp", "1", "AHATCHTEST", "3000000000003", &"0".repeat(64)].join("-"),
        ["xoxp", "100000000001", "200000000002", "300000000003", "HATCHTEST"].join("-"),
        ["xoxe", "1", "HATCHTEST00000000000"].join("-"),
        ["MTIzNDU2Nzg5MDEyMzQ1Njc4", "GHATCH", &format!("HATCHTEST{}", "x".repeat(29))].join("."),
        "A1b2".repeat(8),
        "a1b2".repeat(8),
        "a1b2".repeat(16),
    ]
}

/// What else is typed: names that are none, commands with words behind them, and what a broadcast is made of.
fn typed() -> Vec<Event> {
    let mut typed = pasted();
    typed.extend(["x".repeat(33), "---".into(), "a\nb".into(), "a$b$c".into(), "12".into(), "send 9".into()]);
    typed.extend(["".into(), "x".repeat(3_600), "http://a.example".into(), "Read | http://x".into(), "x\n".repeat(9)]);
    typed.extend(["yesterday".into(), "telegram:42/nest".into(), "[a](http://localhost)".into()]);
    let mut events: Vec<Event> = typed.iter().map(|said| text(said)).collect();
    let commands = [
        (Verb::Config, "old set"),
        (Verb::Config, "old patch 3"),
        (Verb::Config, "old rollback x"),
        (Verb::Config, "all"),
        (Verb::Config, "all x"),
        (Verb::Config, "all nonsense patch {}"),
        (Verb::Fleet, "stop"),
        (Verb::Fleet, "stop failed running"),
        (Verb::Fleet, "stop nonsense"),
        (Verb::Fleet, "failed running"),
        (Verb::Fleet, "job x"),
        (Verb::Fleet, "restart all wave 0"),
        (Verb::Fleet, "restart all canary 0"),
        (Verb::Fleet, "restart"),
        (Verb::Alerts, "nonsense"),
        (Verb::Token, "nonsense"),
        (Verb::Token, "new admin"),
        (Verb::Keys, "nonsense"),
        (Verb::Keys, "add"),
        (Verb::Keys, "replace x7Qp"),
        (Verb::Keys, "delete x7Qp"),
        (Verb::Keys, "sk-ant-HATCHTEST-0000000000"),
        (Verb::Deploy, "sk-ant-HATCHTEST-0000000000"),
        (Verb::Edit, "nobody"),
        (Verb::Clone, "like-abcdefghij23456"),
        (Verb::Help, "all"),
        (Verb::Timezone, "Atlantis"),
    ];
    events.extend(commands.map(|(verb, rest)| command(verb, rest)));
    events
}

fn recipe(provider: Provider, blueprint: &str) -> Recipe {
    let config = BotConfig { model: Model::parse("gpt-6-luna"), ..BotConfig::default() };
    Recipe { name: name("nest"), blueprint: blueprint.into(), provider, channels: Channel::ALL.to_vec(), config }
}

fn about_sharing() -> Vec<ShareAnswer> {
    let code = || ShareCode::parse("like-abcdefghij234567").expect("a code");
    let link = || Some("https://t.me/hatchery_bot?start=like-abcdefghij234567".to_owned());
    let made = |link| {
        let recipe = recipe(Provider::Anthropic, "hatchling");
        ShareAnswer::Made { bot: id(1), recipe, code: code(), link, until: 2_000_000_000 }
    };
    vec![
        made(link()),
        made(None),
        ShareAnswer::Ended { name: "nest".into() },
        ShareAnswer::NotShared { name: "nest".into() },
        ShareAnswer::Offered { recipe: recipe(Provider::Anthropic, "hatchling"), code: code() },
        ShareAnswer::Offered { recipe: recipe(Provider::Echo, "hatchling"), code: code() },
        ShareAnswer::Offered { recipe: recipe(Provider::Echo, "gone"), code: code() },
        ShareAnswer::Like { recipe: recipe(Provider::Echo, "hatchling"), of: None },
        ShareAnswer::Like { recipe: recipe(Provider::Anthropic, "hatchling"), of: Some(id(1)) },
        ShareAnswer::Like { recipe: recipe(Provider::Anthropic, "gone"), of: None },
        ShareAnswer::Over,
        ShareAnswer::Unreadable,
    ]
}

fn about_people() -> Vec<PeopleAnswer> {
    let account = Account::telegram(42);
    let limits = Some(Limits { hour: 5, day: 20, live: 3 });
    let until = Some(2_000_000_000);
    let mut changes = vec![
        Changes::Tier { tier: Tier::Premium, until: None },
        Changes::Tier { tier: Tier::Free, until },
        Changes::Quota { limits, until: None },
        Changes::Quota { limits, until },
        Changes::Quota { limits: None, until: None },
        Changes::Banned,
        Changes::Unbanned,
        Changes::Role(None),
    ];
    changes.extend(Role::ALL.iter().map(|role| Changes::Role(Some(*role))));
    let changed = changes.into_iter().map(|change| PeopleAnswer::Changed { account: account.clone(), change });
    let (code, link) =
        (Secret::new("abcdefghijklmnop"), Secret::new("https://t.me/hatchery_bot?start=abcdefghijklmnop"));
    let invited = |link| PeopleAnswer::Invited { code: code.clone(), link, uses: 20, until: 2_000_000_000 };
    let others = [
        invited(Some(link)),
        invited(None),
        PeopleAnswer::InviteRevoked,
        PeopleAnswer::NoSuchInvite,
        PeopleAnswer::NoSuchAccount,
        PeopleAnswer::IsAdmin,
        PeopleAnswer::BySettings,
        PeopleAnswer::HasNoRole,
        PeopleAnswer::Maintenance { under_way: 0 },
        PeopleAnswer::Maintenance { under_way: 12 },
        PeopleAnswer::MaintenanceOver,
        PeopleAnswer::Spend(None),
        PeopleAnswer::Spend(Some(Spend { limit: 5, spent: 7, until: 2_000_000_000 })),
    ];
    others.into_iter().chain(changed).collect()
}

fn about_configs() -> Vec<ConfigAnswer> {
    let refused = |why| RefusedPatch { owner: Account::telegram(42), name: "nest".into(), why };
    let refusals = || {
        vec![
            refused(PatchRefusal::Unreadable),
            refused(PatchRefusal::BlueprintGone),
            refused(PatchRefusal::Fault(Fault::NoModel)),
        ]
    };
    let rehearsals = [
        Rehearsal { changes: vec![(id(1), 7)], beyond: 12, same: 3, ..Rehearsal::default() },
        Rehearsal { same: 3, ..Rehearsal::default() },
        Rehearsal { changes: vec![(id(1), 7)], refused: refusals(), refusals: 12, ..Rehearsal::default() },
    ];
    let patch = || Patch::parse("{\"options\":{\"memory\":3}}").expect("a patch");
    let rehearsed = |rehearsal| ConfigAnswer::Rehearsed {
        which: Which::parse("running", |_| false).expect("which"),
        patch: patch(),
        rehearsal: Box::new(rehearsal),
    };
    let changed = [
        Changed::Done { revision: 2, operated: Operated::Noted },
        Changed::Refused(Fault::NoModel),
        Changed::Unreadable { revision: 3 },
        Changed::Busy(OperationKind::Update),
        Changed::BlueprintGone,
    ];
    let answers = [true, false].into_iter().flat_map(|is_answer| {
        changed.iter().map(move |changed| ConfigAnswer::Changed {
            called: "nest".into(),
            changed: changed.clone(),
            now: None,
            is_answer,
        })
    });
    let applied = [
        Applied::Done { changed: 12, later: 0 },
        Applied::Done { changed: 12, later: 3 },
        Applied::Stale { bot: id(1) },
        Applied::Refused(refused(PatchRefusal::Unreadable)),
    ];
    rehearsals.map(rehearsed).into_iter().chain(answers).chain(applied.map(ConfigAnswer::Applied)).collect()
}

fn about_the_fleet() -> Vec<FleetAnswer> {
    let pace = Pace { canary: 1, wave: 10, patience: 3 };
    let drafted = |deed, bots| {
        let names = vec!["nest".into(), "owl".into()];
        FleetAnswer::Drafted(FleetDraft { job: id(9), deed, bots, names, pace })
    };
    let deeds = [Deed::Restart, Deed::Stop, Deed::Resume, Deed::Update];
    let mut answers: Vec<FleetAnswer> =
        deeds.iter().flat_map(|deed| [drafted(*deed, 2), drafted(*deed, 12_408)]).collect();
    for state in JobState::ALL {
        answers.extend([true, false].map(|is_begun| FleetAnswer::Said {
            job: id(9),
            is_begun,
            now: Some((Deed::Update, 12_408, *state)),
        }));
    }
    answers.extend(KINDS.map(|kind| FleetAnswer::Refused(FleetRefusal::Busy(kind))));
    let refusals = [FleetRefusal::Pointless, FleetRefusal::Stopped, FleetRefusal::Gone, FleetRefusal::Unreadable];
    answers.extend(refusals.map(FleetAnswer::Refused));
    answers.extend([
        FleetAnswer::NoDraft(NoDraft::Unknown(vec!["telegram:42/nest".into()])),
        FleetAnswer::NoDraft(NoDraft::Nobody),
        FleetAnswer::Said { job: id(9), is_begun: false, now: None },
        FleetAnswer::Accepted,
        FleetAnswer::Strays { strays: vec![id(2)], names: vec!["hatchery-ab".into()] },
        FleetAnswer::Strays { strays: vec![id(2), id(3)], names: vec!["hatchery-ab".into(), "hatchery-cd".into()] },
        FleetAnswer::Strays { strays: Vec::new(), names: Vec::new() },
    ]);
    answers
}

/// What may come of a wish.
pub fn answers() -> Vec<Answer> {
    let bars = || {
        let notice = Notice::parse("\"New bots wait until six.\"").expect("a notice");
        vec![Bar::Banned(None), Bar::Banned(Some("spam".into())), Bar::Leaving, Bar::Maintenance(notice), Bar::Spend]
    };
    let mut all = vec![
        Answer::Accepted,
        Answer::Noted,
        Answer::Refused(Refusal::Live { limit: 5 }),
        Answer::Refused(Refusal::Deploys { window: Window::Hour, limit: 2, free_at: 1_000_900_000 }),
        Answer::Refused(Refusal::Deploys { window: Window::Day, limit: 10, free_at: 1_009_000_000 }),
        Answer::NameTaken,
        Answer::TooBig(TooBig { needs: 99_999, gives: 512, plan: "trial" }),
        Answer::Operated(Operated::Accepted),
        Answer::Operated(Operated::Noted),
        Answer::Operated(Operated::Pointless),
        Answer::Operated(Operated::Gone),
        Answer::Operated(Operated::Unreadable),
        Answer::NotHatching { bot: super::super::id(1) },
        Answer::NotHatching { bot: super::super::id(99) },
        Answer::Gone,
        Answer::Reopened(Box::new(draft())),
        Answer::LanguageSet,
        Answer::ZoneSet(Zone::OFFERED[0]),
        Answer::Redeemed,
        Answer::WrongCode,
        Answer::StillHelps,
        Answer::Forgetting { receipt: "ab12".into(), bots: 0 },
        Answer::Forgetting { receipt: "ab12".into(), bots: 5 },
        Answer::Unreadable,
        Answer::WillDiagnose { name: "nest".into(), is_new: true },
        Answer::WillDiagnose { name: "nest".into(), is_new: false },
        Answer::WillRemind,
    ];
    all.extend(bars().into_iter().map(Answer::Barred));
    all.extend(bars().into_iter().map(|bar| Answer::Operated(Operated::Barred(bar))));
    all.extend(Token::ALL.iter().map(|kind| Answer::TokenInUse(*kind)));
    all.extend(Token::ALL.iter().map(|kind| Answer::Operated(Operated::TokenInUse(*kind))));
    all.extend(KINDS.map(|kind| Answer::Operated(Operated::Busy(kind))));
    let (token, scopes) = (Secret::new(format!("hatch_{}", "a".repeat(40))), Scopes::usual());
    all.extend(
        [
            AccessAnswer::Made { token, scopes, until: 2_000_000_000 },
            AccessAnswer::TooMany { most: 10 },
            AccessAnswer::NeedsRole,
            AccessAnswer::Revoked { tail: "ab12".into() },
            AccessAnswer::NoSuchToken,
        ]
        .map(Answer::Access),
    );
    let key = kept_key;
    let mut keys = vec![
        KeysAnswer::Kept(key()),
        KeysAnswer::Known(key()),
        KeysAnswer::TooMany,
        KeysAnswer::Replaced { key: key(), bots: 0 },
        KeysAnswer::Replaced { key: key(), bots: 12 },
        KeysAnswer::Same(key()),
        KeysAnswer::OnItsWay,
        KeysAnswer::Deleted { provider: Provider::Anthropic, tail: "…x7Qp".into() },
        KeysAnswer::InUse { key: key(), bots: vec!["nest".into(), "owl".into()] },
        KeysAnswer::Over,
        KeysAnswer::Gone,
    ];
    for is_fresh in [true, false] {
        let given = GivenKey { kept: Kept::As(id(30)), standing: Standing::Unchecked, ..super::super::key() };
        keys.push(KeysAnswer::Opened { given, is_fresh });
    }
    keys.extend(JobState::ALL.iter().map(|state| KeysAnswer::Said(*state)));
    keys.extend(bars().into_iter().map(KeysAnswer::Barred));
    all.extend(keys.into_iter().map(Answer::Keys));
    let managed = [
        ManagedAnswer::Offered,
        ManagedAnswer::Waited(child()),
        ManagedAnswer::Late(child()),
        ManagedAnswer::Unasked(child()),
        ManagedAnswer::Known,
        ManagedAnswer::Rotating,
        ManagedAnswer::NotOurs,
    ];
    all.extend(managed.map(Answer::Managed));
    all.extend([AlertsAnswer::Unmuted, AlertsAnswer::NothingMuted].map(Answer::Alerts));
    let news = |news| LinkAnswer::News { news, other: Account::discord(7), called: Some("Ada".into()) };
    let link = Secret::new("https://t.me/hatchery_bot?start=link-abcdefgh");
    let links = [
        LinkAnswer::Code { code: Secret::new("abcdefgh"), link: Some(link) },
        LinkAnswer::Code { code: Secret::new("abcdefgh"), link: None },
        news(LinkNews::Asked { link: id(9) }),
        news(LinkNews::Half),
        news(LinkNews::Linked),
        news(LinkNews::Refused),
        news(LinkNews::Parted),
        LinkAnswer::Over,
        LinkAnswer::WrongCode,
        LinkAnswer::Clash,
        LinkAnswer::MayPart,
        LinkAnswer::Parted,
        LinkAnswer::Alone,
        LinkAnswer::HasBots,
    ];
    all.extend(links.map(Answer::Link));
    let fields = [Field::Key(Provider::Anthropic), Field::Token(Token::Telegram), Field::Token(Token::SlackApp)];
    all.extend(fields.map(|field| {
        let address = Secret::new(format!("https://hatchery.example.com/handover#{}", "a".repeat(43)));
        Answer::PrivatePage(PrivatePage { address, field, lasts: 900_000 })
    }));
    let reach = Reach { telegram: 12_408, discord: 7 };
    let mut news = vec![
        BroadcastAnswer::Counted(reach),
        BroadcastAnswer::Differs(reach),
        BroadcastAnswer::Same { at: 0, total: 12_408 },
        BroadcastAnswer::Begun,
        BroadcastAnswer::Pointless,
        BroadcastAnswer::News(true),
        BroadcastAnswer::News(false),
    ];
    news.extend(BroadcastState::ALL.iter().map(|state| BroadcastAnswer::Set(*state)));
    all.extend(news.into_iter().map(Answer::Broadcast));
    all.extend(about_sharing().into_iter().map(Answer::Share));
    all.extend(about_people().into_iter().map(Answer::People));
    all.extend(about_configs().into_iter().map(Answer::Config));
    all.extend(about_the_fleet().into_iter().map(Answer::Fleet));
    all
}

/// Drafts that are not filled in yet, and broadcasts at every step, which [`questions`] leaves to others.
fn more_questions() -> Vec<State> {
    let hatch = |draft, at| State::Hatch(Box::new(draft), at);
    let unnamed = || Draft { name: None, ..draft() };
    let empty = || Draft { blueprint: Some("hatchling".into()), ..Draft::default() };
    let to_come = || Draft { tokens: BTreeMap::new(), key: None, ..draft() };
    let other = || {
        let config = BotConfig { model: Model::parse("gpt-6-luna"), ..BotConfig::default() };
        Draft { provider: Some(Provider::Echo), key: None, config, ..draft() }
    };
    let mut states = vec![
        hatch(unnamed(), HatchStep::AskProvider),
        hatch(unnamed(), HatchStep::AskChannels),
        hatch(empty(), HatchStep::AskName),
        hatch(Draft { name: None, ..to_come() }, HatchStep::AskName),
        hatch(empty(), HatchStep::AskProvider),
        hatch(to_come(), HatchStep::Key(KeyStep::Ask)),
        hatch(to_come(), HatchStep::AskChannels),
        hatch(to_come(), HatchStep::Token(Token::Telegram, TokenStep::Ask)),
        hatch(other(), HatchStep::Review),
    ];
    let leaving =
        |stay| State::Leaving { to: Command { verb: Verb::Delete, rest: "old".into() }, stay: Box::new(stay) };
    let verdicts = [
        Verdict::AccountDisabled,
        Verdict::WrongKeyKind,
        Verdict::NotPermitted,
        Verdict::ModelUnavailable,
        Verdict::RateLimited,
        Verdict::Overloaded,
        Verdict::RegionBlocked,
    ];
    for verdict in verdicts {
        let problem = |key: GivenKey| KeyStep::Problem { key, verdict };
        states.push(hatch(draft(), HatchStep::Key(problem(key()))));
        let kept = GivenKey { kept: Kept::As(id(30)), ..key() };
        states.push(hatch(draft(), HatchStep::Key(problem(kept))));
    }
    for standing in [Standing::NoCredit, Standing::Unchecked] {
        states.push(hatch(Draft { key: Some(GivenKey { standing, ..key() }), ..draft() }, HatchStep::Review));
    }
    for kind in Token::ALL {
        let problem = TokenStep::Problem { token: token(), finding: TokenFinding::Revoked };
        states.push(hatch(draft(), HatchStep::Token(*kind, problem)));
    }
    let strays = |n: u8| Confirm::Strays {
        strays: (1..=n).map(id).collect(),
        names: "hatchery-ab".into(),
        word: if n == 1 { "ab".into() } else { format!("remove {n}") },
    };
    let confirms = [Confirm::Fleet { job: id(9), bots: 12_408 }, strays(1), strays(12)].map(State::Confirm);
    states.extend(confirms.iter().cloned());
    let reach = Reach { telegram: 12_408, discord: 7 };
    let steps = [
        BroadcastStep::AskText(None),
        BroadcastStep::Menu,
        BroadcastStep::AskPicture,
        BroadcastStep::AskLinks,
        BroadcastStep::AskWhom,
        BroadcastStep::AskWhen,
        BroadcastStep::Review { reach },
        BroadcastStep::Review { reach: Reach::default() },
        BroadcastStep::Same { at: 0, total: 12_408, reach },
    ];
    let news = |at: &BroadcastStep| State::Broadcast(Box::<BroadcastDraft>::default(), at.clone());
    states.extend(steps.iter().map(news));
    let mut left: Vec<State> = confirms.to_vec();
    left.extend([
        news(&BroadcastStep::Menu),
        State::Confirm(Confirm::Delete { bot: id(1) }),
        State::Confirm(Confirm::Forget),
        State::Confirm(bulk()),
        hatch(unnamed(), HatchStep::AskName),
        State::Keys(KeysStep::AskProvider),
        State::Edit { bot: id(1), provider: Provider::Anthropic, step: EditStep::Menu },
    ]);
    states.extend(left.into_iter().map(leaving));
    states
}

/// One question of each kind, where nothing depends on which.
fn some_questions() -> Vec<State> {
    let of = |state: &State| format!("{state:?}").chars().take_while(|c| c.is_alphanumeric()).collect::<String>();
    let mut kinds = std::collections::BTreeSet::new();
    let mut some: Vec<State> =
        questions().into_iter().chain(more_questions()).filter(|it| kinds.insert(of(it))).collect();
    some.push(State::Hatch(Box::new(draft()), HatchStep::Review));
    some.push(State::Idle);
    let to_come = Draft { tokens: BTreeMap::new(), key: None, name: None, ..draft() };
    some.push(State::Hatch(Box::new(to_come), HatchStep::Key(KeyStep::Ask)));
    let reach = Reach { telegram: 12_408, discord: 7 };
    some.push(State::Broadcast(Box::default(), BroadcastStep::Review { reach }));
    some
}

/// Screens, each once.
#[derive(Default)]
pub struct Screens {
    seen: HashSet<String>,
    pub all: Vec<Screen>,
}

impl Screens {
    pub fn add(&mut self, screens: impl IntoIterator<Item = Screen>) {
        for screen in screens {
            if self.seen.insert(format!("{screen:?}")) {
                self.all.push(screen);
            }
        }
    }
}

/// Everything that is said at these questions to these readers.
pub fn said(screens: &mut Screens) {
    let readers = readers();
    let all: Vec<State> = questions().into_iter().chain(more_questions()).chain([State::Idle]).collect();
    let (typed, answers, some) = (typed(), answers(), some_questions());
    let mut hear = |state: &State, event: Event, facts: &Facts| {
        screens.add(step(at(state.clone()), event, facts).screens);
    };
    for facts in &readers {
        for verb in Verb::ALL {
            ["", "nobody", "old"].iter().for_each(|rest| hear(&State::Idle, command(*verb, rest), facts));
        }
        choices().into_iter().for_each(|choice| hear(&State::Idle, press(choice, 5), facts));
        answers.iter().for_each(|answer| hear(&State::Idle, Event::Answer(answer.clone()), facts));
        typed.iter().for_each(|event| hear(&State::Idle, event.clone(), facts));
    }
    // Of one who writes everything, one who fills in forms, and one who has keys and bots on Telegram to choose from.
    let (writes, fills, has) = (&readers[0], &readers[1], &readers[10]);
    for facts in [writes, fills, has] {
        for state in &some {
            answers.iter().for_each(|answer| hear(state, Event::Answer(answer.clone()), facts));
        }
        for state in &all {
            hear(state, command(Verb::Cancel, ""), facts);
            hear(state, press(Choice::UseMade(2), 5), facts);
            hear(state, press(Choice::Keys(AboutKeys::Replace(id(30))), 5), facts);
        }
    }
    for state in &all {
        typed.iter().for_each(|event| hear(state, event.clone(), writes));
        [&typed[0], &text("no key")].iter().for_each(|event| hear(state, (*event).clone(), fills));
    }
    for facts in &readers {
        screens.add(all.iter().filter_map(|state| screen::of(state, facts)));
    }
}
