//! Work on many bots: what would be done, how far it is, and what became of single ones.

use crate::chat::choice::{Choice, FleetChoice};
use crate::chat::screen::fleet::fleet;
use crate::chat::screen::{Button, Screen, words};
use crate::chat::state::Facts;
use crate::deploy::note::{FleetNews, Why};
use crate::domain::fleet::{Draft, Pace, Skipped, Tally};
use crate::domain::{Channel, Deed, Id, JobState, Millis, Provider, Role, TargetState};
use crate::text::{Msg, Span};

/// A job with what is to be said of single bots.
pub struct Job {
    pub news: FleetNews,
    pub failed: Vec<Failed>,
    /// The name, the owner, and why they were left out.
    pub skipped: Vec<(String, String, Option<Skipped>)>,
}

/// A bot of a job for which it did not work out.
pub struct Failed {
    pub id: Id,
    pub name: String,
    pub owner: String,
    pub provider: Provider,
    pub channels: Vec<Channel>,
    pub why: Option<Why>,
}

pub fn no_job() -> Screen {
    Screen::new(vec![Msg::FleetNoJob]).row(vec![fleet(Msg::ButtonJobs, FleetChoice::Jobs)])
}

fn what(deed: Deed, n: i64) -> Msg {
    match deed {
        Deed::Restart => Msg::DeedRestart { n },
        Deed::Stop => Msg::DeedStop { n },
        Deed::Resume => Msg::DeedResume { n },
        Deed::Update => Msg::DeedUpdate { n },
    }
}

/// What a draft would do. What takes bots away is confirmed by a word below it, the rest by a button.
pub fn preview(draft: &Draft) -> Screen {
    let (deed, names) = (Box::new(what(draft.deed, draft.bots)), draft.names.join(", "));
    let Pace { canary, wave, patience } = draft.pace;
    let more = draft.bots - draft.names.len() as i64;
    let head = match more {
        0 => Msg::FleetPreview { deed, names },
        more => Msg::FleetPreviewMore { deed, names, more },
    };
    let screen = Screen::new(vec![head, Msg::FleetPace { first: canary, wave, failures: patience }]);
    match draft.deed {
        Deed::Stop => screen,
        Deed::Restart | Deed::Resume | Deed::Update => {
            screen.row(vec![fleet(what(draft.deed, draft.bots), FleetChoice::Go(draft.job.clone()))])
        }
    }
}

/// A question below what it is about.
pub fn under(above: &Screen, question: Screen) -> Screen {
    Screen { lines: above.lines.iter().chain(&question.lines).cloned().collect(), ..question }
}

fn state_of_job(state: JobState, took: Option<Millis>) -> Msg {
    match state {
        JobState::Draft => Msg::JobDraft,
        JobState::Running => Msg::JobRunning,
        JobState::Paused => Msg::JobPaused,
        JobState::Stopped => Msg::JobStopped,
        JobState::Cancelled => Msg::JobCancelled,
        JobState::Done => Msg::JobDone { took: Span(took.unwrap_or_default()) },
    }
}

/// A job after somebody's word.
pub fn said(deed: Deed, bots: i64, state: JobState) -> Screen {
    Screen::new(vec![Msg::FleetJobHead {
        deed: Box::new(what(deed, bots)),
        state: Box::new(state_of_job(state, None)),
    }])
}

/// How far a job is.
pub fn news(it: &FleetNews, facts: &Facts) -> Screen {
    let Tally { waiting, asked, done, failed, skipped } = it.tally;
    let mut lines = vec![
        Msg::FleetJobHead {
            deed: Box::new(what(it.deed, it.tally.all())),
            state: Box::new(state_of_job(it.state, it.took)),
        },
        Msg::FleetTally { done, failed, skipped, asked, waiting },
    ];
    match it.state {
        JobState::Stopped if it.canary_failed => lines.push(Msg::FleetStoppedAtCanary { waiting }),
        JobState::Stopped => lines.push(Msg::FleetStoppedAtFailures { failed, waiting }),
        JobState::Draft | JobState::Running | JobState::Paused | JobState::Cancelled | JobState::Done => {}
    }
    lines.push(Msg::FleetJobId { id: it.job.to_string() });
    let job = || it.job.clone();
    let go = || fleet(Msg::ButtonGoOn, FleetChoice::Go(job()));
    let cancel = || fleet(Msg::ButtonCancelJob, FleetChoice::Cancel(job()));
    let row = match it.state {
        _ if !facts.is(Role::Operator) => Vec::new(),
        JobState::Running => vec![fleet(Msg::ButtonPause, FleetChoice::Pause(job())), cancel()],
        JobState::Paused | JobState::Stopped => vec![go(), cancel()],
        JobState::Draft | JobState::Cancelled | JobState::Done => Vec::new(),
    };
    Screen::new(lines).row(row)
}

/// The same in a message that tells of it, which leads to its bots.
pub fn letter(it: &FleetNews, facts: &Facts) -> Screen {
    news(it, facts).row(vec![fleet(Msg::ButtonJob, FleetChoice::Job(it.job.clone()))])
}

pub fn job(it: &Job, facts: &Facts) -> Screen {
    let mut screen = news(&it.news, facts);
    for bot in &it.failed {
        let why = bot.why.as_ref().unwrap_or(&Why::Machine);
        let why = Box::new(words::why(why, bot.provider.title(), words::platform(&bot.channels)));
        screen.lines.push(Msg::FleetTargetFailed { name: bot.name.clone(), owner: bot.owner.clone(), why });
    }
    let more = it.news.tally.failed - it.failed.len() as i64;
    screen.lines.extend((more > 0).then_some(Msg::FleetMore { n: more }));
    for (name, owner, why) in &it.skipped {
        let why = Box::new(left_out(why.unwrap_or(Skipped::Gone)));
        screen.lines.push(Msg::FleetTargetSkipped { name: name.clone(), owner: owner.clone(), why });
    }
    let more = it.news.tally.skipped - it.skipped.len() as i64;
    screen.lines.extend((more > 0).then_some(Msg::FleetMore { n: more }));
    let card = |bot: &Failed| Button::named(bot.name.clone(), Choice::Fleet(FleetChoice::Card(bot.id.clone())));
    for pair in it.failed.chunks(2) {
        screen = screen.row(pair.iter().map(card).collect());
    }
    screen
        .row(vec![
            fleet(Msg::ButtonRefresh, FleetChoice::RefreshJob(it.news.job.clone())),
            fleet(Msg::ButtonJobFile, FleetChoice::JobFile(it.news.job.clone())),
        ])
        .row(vec![fleet(Msg::ButtonJobs, FleetChoice::Jobs)])
}

/// Why a bot failed or was left out, as it is kept.
pub fn why(state: TargetState, kept: &str, provider: Provider, channels: &[Channel]) -> Option<Msg> {
    match state {
        TargetState::Failed => {
            let why: Why = serde_json::from_str(kept).ok()?;
            Some(words::why(&why, provider.title(), words::platform(channels)))
        }
        TargetState::Skipped => serde_json::from_str(kept).ok().map(left_out),
        TargetState::Waiting | TargetState::Asked | TargetState::Done => None,
    }
}

fn left_out(why: Skipped) -> Msg {
    match why {
        Skipped::Busy => Msg::SkippedBusy,
        Skipped::Pointless => Msg::SkippedPointless,
        Skipped::Stopped => Msg::SkippedStopped,
        Skipped::Gone => Msg::SkippedGone,
        Skipped::Cancelled => Msg::SkippedCancelled,
    }
}

/// The last jobs.
pub fn jobs(jobs: &[FleetNews], began: &[Millis], facts: &Facts) -> Screen {
    let overview = fleet(Msg::ButtonFleet, FleetChoice::Overview);
    if jobs.is_empty() {
        return Screen::new(vec![Msg::FleetNoJobs]).row(vec![overview]);
    }
    let mut lines = vec![Msg::FleetJobs];
    let head = |it: &FleetNews| Msg::FleetJobHead {
        deed: Box::new(what(it.deed, it.tally.all())),
        state: Box::new(state_of_job(it.state, it.took)),
    };
    lines.extend(jobs.iter().map(head));
    let mut screen = Screen::new(lines);
    for (it, at) in jobs.iter().zip(began) {
        let deed = Box::new(what(it.deed, it.tally.all()));
        let label = Msg::FleetJobButton { deed, ago: Span(facts.now - at) };
        screen = screen.row(vec![fleet(label, FleetChoice::Job(it.job.clone()))]);
    }
    screen.row(vec![overview])
}

/// What is typed before so many bots are stopped.
pub fn stop_word(bots: i64) -> String {
    format!("stop {bots}")
}
