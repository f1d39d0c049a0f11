//! The messages that come by themselves: progress, results and trouble.

use crate::chat::Tone;
use crate::chat::choice::Choice;
use crate::chat::screen::bots::{doors, open_buttons};
use crate::chat::screen::{
    Button, Screen, alerts, barred, broadcast, count, diagnose, fleet, idle, keys, links, managed, quota, words,
};
use crate::chat::state::{Bot, Facts};
use crate::deploy::note::{Back, Left, Mark, Note, Proof, Waiting, Why};
use crate::diagnose::finding::{Standing, overall};
use crate::domain::{Bar, Id, JobState, Millis, OperationKind, Problem, Provider, Stage};
use crate::text::{Msg, Span};

/// A note as a screen, worded with what is known of the person and their bots now.
pub fn note(note: &Note, facts: &Facts) -> Screen {
    Screen { tone: tone(note), ..worded(note, facts) }
}

/// A note that is worded with nothing but itself and the time; none of those for which something has to be known.
pub fn note_by_itself(note: &Note, now: Millis) -> Option<Screen> {
    let Note::Progress { bot, name, kind, stages, since, ended, waiting } = note else { return None };
    let elapsed = Span(ended.unwrap_or(now) - since);
    let screen = progress(bot, name.to_string(), *kind, stages, elapsed, waiting.as_ref());
    Some(Screen { tone: tone(note), ..screen })
}

fn tone(note: &Note) -> Tone {
    match note {
        Note::Progress { stages, .. } if stages.iter().any(|(_, mark)| *mark == Mark::Failed) => Tone::Bad,
        Note::Progress { ended: None, .. } => Tone::Busy,
        Note::Alive { problem: None, .. } | Note::Recovered { .. } => Tone::Good,
        Note::Alert(alert) => alerts::tone(alert),
        Note::Done { kind: OperationKind::Stop, .. } => Tone::Plain,
        Note::Done { .. } => Tone::Good,
        Note::Undone { why: Why::Cancelled, .. } => Tone::Plain,
        Note::Alive { .. }
        | Note::Undone { .. }
        | Note::NotDone { .. }
        | Note::NotStoppedYet { .. }
        | Note::NotRemovedYet { .. }
        | Note::Trouble { .. } => Tone::Bad,
        Note::Diagnosis { findings, .. } => match findings.as_deref().map(overall) {
            None => Tone::Busy,
            Some(Standing::Good) => Tone::Good,
            Some(Standing::Bad) => Tone::Bad,
            Some(Standing::Unknown) => Tone::Plain,
        },
        Note::Fleet { news, .. } => match news.state {
            JobState::Running => Tone::Busy,
            JobState::Stopped => Tone::Bad,
            JobState::Done if news.tally.failed > 0 => Tone::Bad,
            JobState::Done => Tone::Good,
            JobState::Draft | JobState::Paused | JobState::Cancelled => Tone::Plain,
        },
        Note::Key { news, .. } => match news.state {
            JobState::Running => Tone::Busy,
            JobState::Stopped => Tone::Bad,
            JobState::Done => Tone::Good,
            JobState::Draft | JobState::Paused | JobState::Cancelled => Tone::Plain,
        },
        Note::ByOperator { is_down: true, .. } => Tone::Bad,
        Note::Broadcast { report, is_end } => broadcast::report(report, *is_end).tone,
        Note::Progress { .. }
        | Note::ByOperator { .. }
        | Note::Deleted { .. }
        | Note::StraysFound { .. }
        | Note::Link { .. }
        | Note::Managed { .. }
        | Note::StandingChanged
        | Note::RoleSet { .. }
        | Note::SpendReached
        | Note::Forgotten { .. }
        | Note::Expired
        | Note::QuotaFree => Tone::Plain,
    }
}

fn worded(note: &Note, facts: &Facts) -> Screen {
    match note {
        Note::Progress { bot, name, kind, stages, since, ended, waiting } => {
            let elapsed = Span(ended.unwrap_or(facts.now) - since);
            progress(bot, name.to_string(), *kind, stages, elapsed, waiting.as_ref())
        }
        Note::Alive { bot, name, took, proof, problem } => {
            alive(bot, name.to_string(), Span(*took), *proof, *problem, facts)
        }
        Note::Undone { bot, name, provider, channels, why, quota_returned } => {
            let why = (why, words::why(why, provider.title(), words::platform(channels)));
            undone(bot, name.to_string(), why, *quota_returned)
        }
        Note::Done { bot, name, kind, took, proof } => {
            let line = match proof {
                Proof::Answered => words::done(*kind, name.to_string(), Span(*took)),
                Proof::Listens => Msg::DoneListens { name: name.to_string(), took: Span(*took) },
                Proof::Started => Msg::DoneStarted { name: name.to_string(), took: Span(*took) },
            };
            let screen = Screen::new(vec![line]);
            match kind {
                OperationKind::Stop => screen.row(vec![
                    Button::new(Msg::ButtonResume, Choice::Resume(bot.clone())),
                    Button::new(Msg::ButtonDelete, Choice::Delete(bot.clone())),
                ]),
                OperationKind::Deploy
                | OperationKind::Restart
                | OperationKind::Resume
                | OperationKind::Update
                | OperationKind::Upgrade
                | OperationKind::Delete => screen.row(vec![status(bot), logs(bot)]),
            }
        }
        Note::NotDone { bot, name, kind, why, left, back } => {
            let why = words::why(why, provider_of(bot, facts), platform_of(bot, facts));
            let safe = match left {
                Left::Down => Msg::NotDoneHelp,
                Left::ServesOn => Msg::ServesOn,
                Left::Started => Msg::LeftStarted,
                Left::AsItWas => Msg::LeftAsItWas,
            };
            let again = match kind {
                OperationKind::Stop => Choice::Stop(bot.clone()),
                OperationKind::Deploy
                | OperationKind::Restart
                | OperationKind::Resume
                | OperationKind::Update
                | OperationKind::Upgrade
                | OperationKind::Delete => Choice::Restart(bot.clone()),
            };
            let mut lines = vec![words::not_done(*kind, name.to_string()), why];
            let next = match back {
                Some(Back { tails, is_brought: true }) => {
                    lines.push(Msg::FormerBrought { tails: tails.clone() });
                    Button::new(Msg::ButtonEdit, Choice::Edit(bot.clone()))
                }
                Some(Back { tails, is_brought: false }) => {
                    lines.extend([safe, Msg::FormerBack { tails: tails.clone() }]);
                    Button::new(Msg::ButtonEdit, Choice::Edit(bot.clone()))
                }
                None => {
                    lines.push(safe);
                    Button::new(Msg::ButtonTryAgain, again)
                }
            };
            Screen::new(lines).row(vec![next]).row(vec![logs(bot), status(bot)])
        }
        Note::Deleted { name, stays: true, .. } => {
            let lines = vec![Msg::DeletedButStays { name: name.to_string() }, count(facts)];
            Screen::new(lines).row(vec![Button::new(Msg::ButtonHatch, Choice::New)])
        }
        Note::Deleted { name, keeps_disk, stays: false } => {
            let mut lines = vec![Msg::Deleted { name: name.to_string() }];
            if *keeps_disk {
                lines.push(Msg::DiskIsKept);
            }
            lines.push(count(facts));
            Screen::new(lines).row(vec![Button::new(Msg::ButtonHatch, Choice::New)])
        }
        Note::NotStoppedYet { bot, name } => {
            Screen::new(vec![Msg::NotStoppedYet { name: name.to_string() }]).row(vec![status(bot)])
        }
        Note::NotRemovedYet { name, .. } => Screen::new(vec![Msg::NotRemovedYet { name: name.to_string() }])
            .row(vec![Button::new(Msg::ButtonMyBots, Choice::Bots)]),
        Note::Trouble { bot, name, problem } => trouble(bot, name.to_string(), *problem, facts),
        Note::Recovered { bot, name, proof } => {
            let name = name.to_string();
            let line = match proof {
                Proof::Answered | Proof::Listens => Msg::Recovered { name },
                Proof::Started => Msg::RecoveredStarted { name },
            };
            Screen::new(vec![line]).row(vec![status(bot), logs(bot)])
        }
        Note::ByOperator { bot, name, kind, is_down } => fleet::by_operator(bot, name.to_string(), *kind, *is_down),
        Note::Diagnosis { bot, name, findings, .. } => {
            diagnose::result(bot, name.as_str(), findings.as_deref(), None, facts)
        }
        Note::Fleet { news, .. } => fleet::letter(news, facts),
        Note::Key { news, is_result: false } => keys::progress(news),
        Note::Key { news, is_result: true } => keys::result(news, facts),
        Note::Alert(alert) => alerts::alert(alert, facts.now),
        Note::StraysFound { n } => Screen::new(vec![Msg::StraysFound { n: *n }]),
        Note::Link { news, other, called } => links::news(news, other, called.as_deref()),
        Note::Managed { name, handle, news, .. } => managed::news(*news, name.to_string(), handle.clone()),
        Note::StandingChanged => standing(facts),
        Note::RoleSet { role: Some(role) } => Screen::new(vec![Msg::YourRole { role: Box::new(words::role(*role)) }])
            .row(vec![Button::new(Msg::ButtonHelp, Choice::Help)]),
        Note::RoleSet { role: None } => Screen::new(vec![Msg::YourRoleOver]),
        Note::SpendReached => Screen::new(vec![Msg::SpendReachedNote]),
        Note::Forgotten { receipt, is_counted, is_shut_out } => {
            let mut lines = vec![Msg::Forgotten { receipt: receipt.clone() }];
            lines.extend(is_counted.then_some(Msg::ForgottenCounted));
            lines.extend(is_shut_out.then_some(Msg::ForgottenShutOut));
            Screen::new(lines)
        }
        Note::Broadcast { report, is_end } => broadcast::report(report, *is_end),
        Note::Expired => Screen::new(vec![Msg::Expired]).row(vec![Button::new(Msg::ButtonStartAgain, Choice::New)]),
        Note::QuotaFree => idle(Msg::QuotaFree),
    }
}

fn progress(
    bot: &Id,
    name: String,
    kind: OperationKind,
    stages: &[(Stage, Mark)],
    elapsed: Span,
    waiting: Option<&Waiting>,
) -> Screen {
    let mut lines = vec![words::progress_head(kind, name.clone(), elapsed)];
    lines.extend(stages.iter().map(|(stage, mark)| {
        let mark = match mark {
            Mark::Done => "✓ ",
            Mark::Now => "→ ",
            Mark::Open => "· ",
            Mark::Failed => "✗ ",
        };
        Msg::Joined { first: Box::new(Msg::Plain { text: mark.into() }), second: Box::new(words::stage(*stage)) }
    }));
    let is_over = stages.iter().all(|(_, mark)| matches!(mark, Mark::Done | Mark::Failed));
    let has_failed = stages.iter().any(|(_, mark)| *mark == Mark::Failed);
    if is_over || has_failed {
        return Screen::new(lines);
    }
    lines.extend(waiting.map(|waiting| words::waiting(waiting, name)));
    match kind {
        OperationKind::Deploy => {
            lines.push(Msg::YouCanLeave);
            Screen::new(lines).row(vec![Button::new(Msg::ButtonCancelHatch, Choice::CancelHatch(bot.clone()))])
        }
        OperationKind::Restart
        | OperationKind::Stop
        | OperationKind::Resume
        | OperationKind::Update
        | OperationKind::Upgrade
        | OperationKind::Delete => Screen::new(lines),
    }
}

fn alive(bot: &Id, name: String, took: Span, proof: Proof, problem: Option<Problem>, facts: &Facts) -> Screen {
    let known = facts.bot(bot);
    let mut lines = match (problem, proof) {
        (None, Proof::Answered) => vec![Msg::Alive { name, took }],
        (None, Proof::Listens) => vec![Msg::AliveListens { name, took }],
        (None, Proof::Started) => vec![Msg::AliveStarted { name, took }, Msg::AliveStartedHelp],
        (Some(problem), _) => {
            let what = Box::new(words::problem(problem, provider_of(bot, facts), platform_of(bot, facts)));
            vec![Msg::AliveBut { name, what }]
        }
    };
    lines.extend(known.map(doors).unwrap_or_default());
    let first = known.map(open_buttons).unwrap_or_default();
    let mend = problem.map(|_| Button::new(Msg::ButtonEdit, Choice::Edit(bot.clone())));
    Screen::new(lines)
        .row(first)
        .row(mend.into_iter().collect())
        .row(vec![status(bot), logs(bot), Button::new(Msg::ButtonRestart, Choice::Restart(bot.clone()))])
        .row(vec![
            Button::new(Msg::ButtonStop, Choice::Stop(bot.clone())),
            Button::new(Msg::ButtonDelete, Choice::Delete(bot.clone())),
        ])
}

fn undone(bot: &Id, name: String, (why, said): (&Why, Msg), quota_returned: bool) -> Screen {
    if *why == Why::Cancelled {
        return Screen::new(vec![Msg::HatchCancelled { name }])
            .row(vec![Button::new(Msg::ButtonHatchAgain, Choice::Again(bot.clone()))]);
    }
    let removed = if quota_returned { Msg::AllRemovedFree } else { Msg::AllRemoved };
    Screen::new(vec![Msg::DidNotHatch { name, why: Box::new(said) }, removed])
        .row(vec![Button::new(Msg::ButtonTryAgain, Choice::Again(bot.clone()))])
        .row(vec![Button::new(Msg::ButtonMyBots, Choice::Bots)])
}

fn trouble(bot: &Id, name: String, problem: Problem, facts: &Facts) -> Screen {
    let what = Box::new(words::problem(problem, provider_of(bot, facts), platform_of(bot, facts)));
    let screen = Screen::new(vec![Msg::Trouble { name, what }]);
    let restart = Button::new(Msg::ButtonRestart, Choice::Restart(bot.clone()));
    let edit = Button::new(Msg::ButtonEdit, Choice::Edit(bot.clone()));
    match problem {
        Problem::Exited(_) | Problem::Killed(_) => screen.row(vec![logs(bot), status(bot)]),
        Problem::GaveUp | Problem::NotStarted | Problem::Silent | Problem::Crashed | Problem::Ended => {
            screen.row(vec![restart]).row(vec![logs(bot), status(bot)])
        }
        Problem::Unreadable => {
            let config = Button::new(Msg::ButtonConfig, Choice::Config(bot.clone()));
            screen.row(vec![config, status(bot)])
        }
        Problem::Asleep | Problem::UpdateFailed | Problem::Redeploying => screen.row(vec![logs(bot), status(bot)]),
        Problem::StoppedThere => screen.row(vec![Button::new(Msg::ButtonResume, Choice::Resume(bot.clone()))]),
        Problem::RemovedThere => screen.row(vec![Button::new(Msg::ButtonDelete, Choice::Delete(bot.clone()))]),
        Problem::KeyRefused | Problem::NoCredit | Problem::TokenRevoked | Problem::TokenTaken => {
            screen.row(vec![edit]).row(vec![Button::new(Msg::ButtonStop, Choice::Stop(bot.clone())), status(bot)])
        }
    }
}

fn provider_of(bot: &Id, facts: &Facts) -> &'static str {
    facts.bot(bot).map_or(Provider::Echo, |bot: &Bot| bot.provider).title()
}

pub fn platform_of(bot: &Id, facts: &Facts) -> Option<&'static str> {
    facts.bot(bot).and_then(|bot| words::platform(&bot.channels))
}

fn status(bot: &Id) -> Button {
    Button::new(Msg::ButtonStatus, Choice::Status(bot.clone()))
}

fn logs(bot: &Id) -> Button {
    Button::new(Msg::ButtonLogs, Choice::Logs(bot.clone()))
}

/// What an admin has changed about what this person may do.
fn standing(facts: &Facts) -> Screen {
    match &facts.bar {
        Some(bar @ Bar::Banned(_)) => barred(bar),
        Some(Bar::Leaving | Bar::Maintenance(_) | Bar::Spend) | None => quota(facts).with_note(Msg::StandingChanged),
    }
}
