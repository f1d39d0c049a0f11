//! Which sentence says what: closed enums of ours to messages.

use crate::chat::command::Verb;
use crate::deploy::note::Why;
use crate::domain::{OperationKind, Problem, Stage};
use crate::quota::Window;
use crate::text::{Msg, Span};

pub fn command(verb: Verb) -> Msg {
    match verb {
        Verb::Deploy => Msg::CommandDeploy,
        Verb::Status => Msg::CommandStatus,
        Verb::Logs => Msg::CommandLogs,
        Verb::Restart => Msg::CommandRestart,
        Verb::Stop => Msg::CommandStop,
        Verb::Resume => Msg::CommandResume,
        Verb::Edit => Msg::CommandEdit,
        Verb::Delete => Msg::CommandDelete,
        Verb::Quota => Msg::CommandQuota,
        Verb::Language => Msg::CommandLanguage,
        Verb::Cancel => Msg::CommandCancel,
        Verb::Help => Msg::CommandHelp,
        Verb::Start => Msg::CommandStart,
        Verb::Invite => Msg::CommandInvite,
        Verb::Tier => Msg::CommandTier,
    }
}

pub fn command_line(verb: Verb) -> Msg {
    Msg::Joined {
        first: Box::new(Msg::Plain { text: format!("/{} – ", verb.word()) }),
        second: Box::new(command(verb)),
    }
}

/// A language in its own words.
pub fn language_name(tag: &str) -> String {
    match tag {
        "es" => "Español".into(),
        _ => "English".into(),
    }
}

pub fn deploys_left(window: Window, left: i64, resets: Option<Span>) -> Msg {
    match (window, resets) {
        (Window::Hour, None) => Msg::LeftThisHour { left },
        (Window::Day, None) => Msg::LeftToday { left },
        (Window::Hour, Some(resets)) => Msg::LeftThisHourResets { left, resets },
        (Window::Day, Some(resets)) => Msg::LeftTodayResets { left, resets },
    }
}

pub fn deploys_used(window: Window, limit: i64, free_in: Span) -> Msg {
    match window {
        Window::Hour => Msg::HourUsed { limit, free_in },
        Window::Day => Msg::DayUsed { limit, free_in },
    }
}

pub fn busy(kind: OperationKind) -> Msg {
    match kind {
        OperationKind::Deploy => Msg::BusyDeploy,
        OperationKind::Restart => Msg::BusyRestart,
        OperationKind::Stop => Msg::BusyStop,
        OperationKind::Resume => Msg::BusyResume,
        OperationKind::Update => Msg::BusyUpdate,
        OperationKind::Delete => Msg::BusyDelete,
    }
}

pub fn progress_head(kind: OperationKind, name: String, elapsed: Span) -> Msg {
    match kind {
        OperationKind::Deploy => Msg::ProgressDeploy { name, elapsed },
        OperationKind::Restart => Msg::ProgressRestart { name, elapsed },
        OperationKind::Stop => Msg::ProgressStop { name, elapsed },
        OperationKind::Resume => Msg::ProgressResume { name, elapsed },
        OperationKind::Update => Msg::ProgressUpdate { name, elapsed },
        OperationKind::Delete => Msg::ProgressDelete { name, elapsed },
    }
}

pub fn stage(stage: Stage) -> Msg {
    match stage {
        Stage::Place => Msg::StagePlace,
        Stage::Start => Msg::StageStart,
        Stage::Answer => Msg::StageAnswer,
        Stage::Stop => Msg::StageStop,
        Stage::Remove => Msg::StageRemove,
    }
}

pub fn done(kind: OperationKind, name: String, took: Span) -> Msg {
    match kind {
        OperationKind::Deploy => Msg::Alive { name, took },
        OperationKind::Restart => Msg::DoneRestart { name, took },
        OperationKind::Stop => Msg::DoneStop { name },
        OperationKind::Resume => Msg::DoneResume { name, took },
        OperationKind::Update => Msg::DoneUpdate { name, took },
        OperationKind::Delete => Msg::DoneDelete { name },
    }
}

pub fn not_done(kind: OperationKind, name: String) -> Msg {
    match kind {
        OperationKind::Deploy => Msg::NotDoneDeploy { name },
        OperationKind::Restart => Msg::NotDoneRestart { name },
        OperationKind::Stop => Msg::NotDoneStop { name },
        OperationKind::Resume => Msg::NotDoneResume { name },
        OperationKind::Update => Msg::NotDoneUpdate { name },
        OperationKind::Delete => Msg::NotDoneDelete { name },
    }
}

pub fn why(why: Why, provider: &str) -> Msg {
    match why {
        Why::Cancelled => Msg::WhyCancelled,
        Why::KeepsEnding => Msg::WhyKeepsEnding,
        Why::NoAnswer => Msg::WhyNoAnswer,
        Why::KeyRefused => Msg::WhyKeyRefused { provider: provider.into() },
        Why::TokenRefused => Msg::WhyTokenRefused,
        Why::Machine => Msg::WhyMachine,
        Why::BlueprintGone => Msg::WhyBlueprintGone,
    }
}

/// What is wrong, in one sentence about the bot.
pub fn problem(problem: Problem, provider: &str) -> Msg {
    let provider = provider.to_owned();
    match problem {
        Problem::Exited(code) => Msg::ProblemExited { code: i64::from(code) },
        Problem::Killed(9) => Msg::ProblemKilled,
        Problem::Killed(signal) => Msg::ProblemSignal { signal: i64::from(signal) },
        Problem::GaveUp => Msg::ProblemGaveUp,
        Problem::NotStarted => Msg::ProblemNotStarted,
        Problem::Silent => Msg::ProblemSilent,
        Problem::KeyRefused => Msg::ProblemKeyRefused { provider },
        Problem::NoCredit => Msg::ProblemNoCredit { provider },
        Problem::TokenRevoked => Msg::ProblemTokenRevoked,
        Problem::TokenTaken => Msg::ProblemTokenTaken,
    }
}
