//! For those who look after all bots: how they are, page by page and one by one.

mod jobs;

use crate::chat::choice::{Choice, FleetChoice, PageAt, PageTurn};
use crate::chat::screen::bots::state;
use crate::chat::screen::{Button, Screen, words};
use crate::chat::state::Facts;
use crate::domain::fleet::{Filter, Refusal, Unclear};
use crate::domain::{Channel, Deed, Id, Millis, OperationKind, Problem, Provider, Role, Status, TargetKind};
use crate::text::{Msg, Span};

pub use jobs::{Failed, Job, job, jobs, letter, no_job, preview, said, stop_word, under, why};

/// All bots, counted.
pub struct Overview {
    pub bots: i64,
    /// With how many are so; those that nobody is are left out.
    pub states: Vec<(Status, i64)>,
    pub adrift: i64,
    pub troubled: i64,
    /// This month so far, in millionths of a dollar.
    pub cost: i64,
    pub oldest: Option<Millis>,
    pub versions: Vec<Version>,
}

/// So many were deployed with this version.
pub struct Version {
    pub blueprint: String,
    pub version: Option<String>,
    pub is_now: bool,
    pub bots: i64,
}

/// One of all bots.
pub struct Row {
    pub id: Id,
    pub name: String,
    pub owner: String,
    pub called: Option<String>,
    pub status: Status,
    pub since: Millis,
    pub busy: Option<OperationKind>,
    pub unknown_since: Option<Millis>,
    pub blueprint: String,
    pub version: Option<String>,
    pub is_adrift: bool,
    pub target: TargetKind,
    pub provider: Provider,
    pub channels: Vec<Channel>,
    pub created_at: Millis,
    pub cost: Option<i64>,
    pub problem: Option<(Problem, Millis)>,
}

/// Some of those that are meant.
pub struct Page {
    pub filter: Filter,
    pub rows: Vec<Row>,
    /// Those before the first one.
    pub before: i64,
    pub all: i64,
    pub adrift: i64,
    pub cost: i64,
}

fn fleet(label: Msg, choice: FleetChoice) -> Button {
    Button::new(label, Choice::Fleet(choice))
}

fn first_page(filter: &Filter, blueprints: &[&str]) -> Option<FleetChoice> {
    Some(FleetChoice::Page(PageAt { code: filter.code(blueprints)?, turn: PageTurn::First }))
}

fn named(status: Status) -> Msg {
    match status {
        Status::Pending => Msg::FleetPending,
        Status::Deploying => Msg::FleetDeploying,
        Status::Running => Msg::FleetRunning,
        Status::Stopped => Msg::FleetStopped,
        Status::Failed | Status::Terminated => Msg::FleetFailed,
    }
}

pub fn overview(it: &Overview, facts: &Facts) -> Screen {
    if it.bots == 0 {
        return Screen::new(vec![Msg::FleetEmpty]).row(vec![fleet(Msg::ButtonJobs, FleetChoice::Jobs)]);
    }
    let mut lines = vec![Msg::FleetHead { bots: it.bots }];
    let said = |status: Status, n: i64| Msg::FleetState { n, state: Box::new(named(status)) };
    lines.extend(it.states.iter().map(|(status, n)| said(*status, *n)));
    lines.extend((it.adrift > 0).then_some(Msg::FleetAdrift { n: it.adrift }));
    lines.extend((it.troubled > 0).then_some(Msg::FleetTroubled { n: it.troubled }));
    lines.extend(it.versions.iter().map(version));
    lines.extend((it.cost > 0).then(|| Msg::FleetCost { dollars: words::dollars(it.cost) }));
    lines.extend(it.oldest.map(|at| Msg::FleetOldest { age: Span(facts.now - at) }));
    let blueprints: Vec<&str> = facts.offers.iter().map(|offer| offer.id.as_str()).collect();
    let of = |label: Msg, filter: Filter| first_page(&filter, &blueprints).map(|choice| fleet(label, choice));
    let states = it
        .states
        .iter()
        .filter_map(|(status, n)| of(said(*status, *n), Filter { status: Some(*status), ..Filter::default() }));
    let mut kinds: Vec<Button> = states.collect();
    if it.adrift > 0 {
        kinds.extend(of(Msg::Plain { text: "drift".into() }, Filter { is_adrift: true, ..Filter::default() }));
    }
    if it.troubled > 0 {
        kinds.extend(of(Msg::Plain { text: "trouble".into() }, Filter { is_troubled: true, ..Filter::default() }));
    }
    let all = of(Msg::ButtonFleetAll, Filter::default());
    let mut screen = Screen::new(lines).row(all.into_iter().collect());
    while !kinds.is_empty() {
        let rest = kinds.split_off(kinds.len().min(2));
        screen = screen.row(kinds);
        kinds = rest;
    }
    screen.row(vec![fleet(Msg::ButtonJobs, FleetChoice::Jobs), fleet(Msg::ButtonStrays, FleetChoice::Strays)])
}

fn version(it: &Version) -> Msg {
    let (blueprint, n) = (it.blueprint.clone(), it.bots);
    match &it.version {
        Some(version) if it.is_now => Msg::FleetVersionNow { blueprint, version: short(version), n },
        Some(version) => Msg::FleetVersionOther { blueprint, version: short(version), n },
        None => Msg::FleetVersionUnknown { blueprint, n },
    }
}

/// Enough to tell two versions apart.
fn short(version: &str) -> String {
    version.chars().take(7).collect()
}

fn state_of(row: &Row, facts: &Facts) -> Msg {
    state(row.name.clone(), row.status, facts.now - row.since, row.busy, row.unknown_since.map(|at| facts.now - at))
}

fn line(row: &Row, facts: &Facts) -> Msg {
    let version = match &row.version {
        Some(version) if row.is_adrift => Msg::FleetVersionShortAdrift { version: short(version) },
        Some(version) => Msg::FleetVersionShort { version: short(version) },
        None => Msg::FleetVersionShortUnknown,
    };
    let line = Msg::FleetLine {
        state: Box::new(state_of(row, facts)),
        owner: row.owner.clone(),
        blueprint: row.blueprint.clone(),
        version: Box::new(version),
        age: Span(facts.now - row.created_at),
    };
    match row.cost {
        Some(cost) => Msg::FleetLineCost { line: Box::new(line), dollars: words::dollars(cost) },
        None => line,
    }
}

pub fn page(it: &Page, facts: &Facts) -> Screen {
    let said = it.filter.words();
    let overview = fleet(Msg::ButtonFleet, FleetChoice::Overview);
    let (Some(first), Some(last)) = (it.rows.first(), it.rows.last()) else {
        return Screen::new(vec![Msg::FleetNone { words: said }]).row(vec![overview]);
    };
    let (from, to) = (it.before + 1, it.before + it.rows.len() as i64);
    let mut lines = vec![Msg::FleetPage { from, to, all: it.all, words: said.clone() }];
    lines.extend(it.rows.iter().map(|row| line(row, facts)));
    lines.extend((it.adrift > 0).then_some(Msg::FleetAdrift { n: it.adrift }));
    lines.extend((it.cost > 0).then(|| Msg::FleetCost { dollars: words::dollars(it.cost) }));
    if facts.is(Role::Operator) {
        lines.push(Msg::FleetActOn { words: said });
    }
    let card = |row: &Row| Button::named(row.name.clone(), Choice::Fleet(FleetChoice::Card(row.id.clone())));
    let mut screen = Screen::new(lines);
    for pair in it.rows.chunks(2) {
        screen = screen.row(pair.iter().map(card).collect());
    }
    let blueprints: Vec<&str> = facts.offers.iter().map(|offer| offer.id.as_str()).collect();
    let mut turns = Vec::new();
    if let Some(code) = it.filter.code(&blueprints) {
        let turn = |label, turn| fleet(label, FleetChoice::Page(PageAt { code: code.clone(), turn }));
        if it.before > 0 {
            turns.push(turn(Msg::ButtonEarlier, PageTurn::Before(first.id.clone())));
        }
        if to < it.all {
            turns.push(turn(Msg::ButtonLater, PageTurn::After(last.id.clone())));
        }
    }
    screen.row(turns).row(vec![overview])
}

/// One bot, for those who look after all.
pub fn card(row: &Row, facts: &Facts) -> Screen {
    let owner = row.owner.clone();
    let title = facts.offer(&row.blueprint).map_or_else(|| row.blueprint.clone(), |offer| offer.title.clone());
    let mut lines = vec![
        state_of(row, facts),
        match &row.called {
            Some(called) => Msg::FleetOwnerCalled { owner, called: called.clone() },
            None => Msg::FleetOwner { owner },
        },
        match row.target {
            TargetKind::Local => Msg::CardLocal { blueprint: title },
            TargetKind::Railway => Msg::CardRailway { blueprint: title },
        },
        match &row.version {
            Some(version) if row.is_adrift => Msg::FleetCardAdrift { version: short(version) },
            Some(version) => Msg::FleetCardNow { version: short(version) },
            None => Msg::FleetCardUnknown,
        },
        words::talks_on(row.channels.iter().map(|channel| (*channel, None)).collect()),
        Msg::FleetCardAge { age: Span(facts.now - row.created_at) },
    ];
    lines.extend(row.cost.map(|cost| Msg::CardCost { dollars: words::dollars(cost) }));
    if let Some((problem, at)) = row.problem {
        let what = words::problem(problem, row.provider.title(), words::platform(&row.channels));
        lines.push(Msg::CardProblem { what: Box::new(what), ago: Span(facts.now - at) });
    }
    lines.push(Msg::FleetCardId { id: row.id.to_string() });
    let id = || row.id.clone();
    let act = |label, deed| fleet(label, FleetChoice::Do(deed, id())).off(row.busy.is_some());
    let mut deeds = Vec::new();
    if facts.is(Role::Operator) {
        match row.status {
            Status::Stopped => deeds.push(act(Msg::ButtonResume, Deed::Resume)),
            Status::Pending | Status::Deploying | Status::Running | Status::Failed | Status::Terminated => {
                deeds.push(act(Msg::ButtonRestart, Deed::Restart));
                deeds.push(act(Msg::ButtonStop, Deed::Stop));
                deeds.push(act(Msg::ButtonUpdate, Deed::Update));
            }
        }
    }
    Screen::new(lines)
        .row(vec![
            Button::new(Msg::ButtonDiagnose, Choice::Diagnose(id())),
            fleet(Msg::ButtonRefresh, FleetChoice::Refresh(id())),
        ])
        .row(deeds)
        .row(vec![fleet(Msg::ButtonFleet, FleetChoice::Overview)])
}

/// Why words mean no bots, and what could be said.
pub fn unclear(why: &Unclear) -> Screen {
    let why = match why {
        Unclear::Unknown(unknown) => Msg::FleetUnknown { words: unknown.join(", ") },
        Unclear::Contradiction(word) => Msg::FleetContradiction { word: word.clone() },
        Unclear::Nothing => return Screen::new(vec![Msg::FleetUsage]),
    };
    Screen::new(vec![why, Msg::FleetUsage]).row(vec![fleet(Msg::ButtonFleet, FleetChoice::Overview)])
}

/// How many at a time was not said in a way that can be done.
pub fn which_pace() -> Screen {
    Screen::new(vec![Msg::FleetPaceUsage])
}

pub fn which(deed: Deed) -> Screen {
    Screen::new(vec![Msg::FleetDeedUsage { deed: deed.word().into() }, Msg::FleetUsage])
}

pub fn refused(why: Refusal) -> Screen {
    Screen::new(vec![match why {
        Refusal::Busy(kind) => Msg::FleetBusy { doing: Box::new(words::busy(kind)) },
        Refusal::Pointless => Msg::Pointless,
        Refusal::Stopped => Msg::FleetIsStopped,
        Refusal::Gone => Msg::FleetGone,
        Refusal::Unreadable => Msg::CannotReadConfig,
    }])
}

/// What its owner is told of what an operator did.
pub fn by_operator(bot: &Id, name: String, kind: OperationKind, is_down: bool) -> Screen {
    let status = Button::new(Msg::ButtonStatus, Choice::Status(bot.clone()));
    let restart = Button::new(Msg::ButtonRestart, Choice::Restart(bot.clone()));
    let resume = Button::new(Msg::ButtonResume, Choice::Resume(bot.clone()));
    match kind {
        _ if is_down => Screen::new(vec![Msg::ByOperatorDown { name }]).row(vec![restart, status]),
        OperationKind::Stop | OperationKind::Delete => {
            Screen::new(vec![Msg::ByOperatorStopped { name }]).row(vec![resume, status])
        }
        OperationKind::Resume | OperationKind::Restart | OperationKind::Deploy => {
            Screen::new(vec![Msg::ByOperatorResumed { name }]).row(vec![status])
        }
        OperationKind::Update | OperationKind::Upgrade => {
            Screen::new(vec![Msg::ByOperatorUpdated { name }]).row(vec![status])
        }
    }
}

/// The end of a name, which tells one from another.
pub fn tail(name: &str) -> &str {
    name.get(name.len().saturating_sub(6)..).unwrap_or(name)
}
