//! What was found out about a bot: one line for each check, with a word, and what to do next.

use crate::chat::Tone;
use crate::chat::choice::{Choice, FleetChoice};
use crate::chat::screen::{Button, Screen, words};
use crate::chat::state::Facts;
use crate::diagnose::finding::{Check, Finding, Misfit, Saw, Standing, overall};
use crate::domain::{Id, Millis, Role, Token, TokenFinding};
use crate::provider::Verdict;
use crate::text::{Msg, Span};

/// A result that is kept.
pub struct Kept {
    pub id: Id,
    pub bot: Id,
    pub name: String,
    pub at: Millis,
    /// Nothing while it is looked at.
    pub findings: Option<Vec<Finding>>,
}

/// A result, or that it is on its way.
pub fn result(bot: &Id, name: &str, findings: Option<&[Finding]>, at: Option<Millis>, facts: &Facts) -> Screen {
    let name = name.to_owned();
    let Some(findings) = findings else {
        return Screen { tone: Tone::Busy, ..Screen::new(vec![Msg::DiagnosisUnderWay { name }]) };
    };
    let standing = overall(findings);
    let mut lines = vec![match standing {
        Standing::Good => Msg::DiagnosisGood { name },
        Standing::Bad => Msg::DiagnosisBad { name },
        Standing::Unknown => Msg::DiagnosisUnknown { name },
    }];
    lines.extend(at.map(|at| Msg::DiagnosisAt { ago: Span(facts.now - at) }));
    lines.extend(findings.iter().map(|finding| line(finding, facts)));
    let next = next(findings);
    lines.push(next.said());
    let tone = match standing {
        Standing::Good => Tone::Good,
        Standing::Bad => Tone::Bad,
        Standing::Unknown => Tone::Plain,
    };
    let again = Button::new(Msg::ButtonLookAgain, Choice::Diagnose(bot.clone()));
    let earlier = Button::new(Msg::ButtonDiagnoses, Choice::Diagnoses(None));
    let screen = Screen { tone, ..Screen::new(lines) };
    if facts.bot(bot).is_some() {
        screen.row(next.button(bot).into_iter().collect()).row(vec![again, earlier])
    } else if facts.is(Role::Support) {
        let card = Button::new(Msg::ButtonStatus, Choice::Fleet(FleetChoice::Card(bot.clone())));
        screen.row(vec![card, again]).row(vec![earlier])
    } else {
        screen.row(vec![earlier])
    }
}

fn line(finding: &Finding, facts: &Facts) -> Msg {
    let standing = match finding.standing() {
        Standing::Good => Msg::StandingGood,
        Standing::Bad => Msg::StandingBad,
        Standing::Unknown => Msg::StandingUnknown,
    };
    let check = match finding.check {
        Check::Process => Msg::CheckProcess,
        Check::Channels => Msg::CheckChannels,
        Check::Errors => Msg::CheckErrors,
        Check::Key => Msg::CheckKey,
        Check::Token(Token::SlackBot) => Msg::CheckToken { token: "Slack bot".into() },
        Check::Token(Token::SlackApp) => Msg::CheckToken { token: "Slack app".into() },
        Check::Token(token @ (Token::Telegram | Token::Discord)) => {
            Msg::CheckToken { token: token.channel().title().into() }
        }
        Check::Config => Msg::CheckConfig,
    };
    Msg::FindingLine {
        standing: Box::new(standing),
        check: Box::new(check),
        saw: Box::new(saw(&finding.saw, facts.now)),
    }
}

/// What one check saw.
pub fn saw(it: &Saw, now: Millis) -> Msg {
    let since = |at: Millis| Span(now - at);
    match it {
        Saw::Runs { pid, since: at, memory_mb, restarts } => {
            let (pid, since, restarts) = (pid.to_string(), since(*at), i64::from(*restarts));
            match memory_mb {
                Some(memory) => Msg::SawRunsMemory { pid, since, memory: *memory, restarts },
                None => Msg::SawRuns { pid, since, restarts },
            }
        }
        Saw::StartsAgain(n) => Msg::SawStartsAgain { n: i64::from(*n) },
        Saw::GaveUp => Msg::SawGaveUp,
        Saw::NotRunning => Msg::SawNotRunning,
        Saw::Stopped => Msg::SawStopped,
        Saw::Deployed { since: at, memory_mb: Some(memory) } => {
            Msg::SawDeployedMemory { since: since(*at), memory: *memory }
        }
        Saw::Deployed { since: at, memory_mb: None } => Msg::SawDeployed { since: since(*at) },
        Saw::DeploymentIs(word) => Msg::SawDeploymentIs { word: word.clone() },
        Saw::OnItsWay(word) => Msg::SawOnItsWay { word: word.clone() },
        Saw::NoDeployment => Msg::SawNoDeployment,
        Saw::Listens => Msg::SawListens,
        Saw::LogSaysReady => Msg::SawLogSaysReady,
        Saw::Trouble { problem, provider } => words::problem(*problem, provider.title(), None),
        Saw::NotReady => Msg::SawNotReady,
        Saw::Silent => Msg::SawSilent,
        Saw::NoErrors => Msg::SawNoErrors,
        Saw::Errors(lines) => Msg::SawErrors { lines: quoted(lines) },
        Saw::PastErrors(lines) => Msg::SawPastErrors { lines: quoted(lines) },
        Saw::Key(verdict) => key(*verdict),
        Saw::NeedsNoKey => Msg::SawNeedsNoKey,
        Saw::KeyMissing => Msg::SawKeyMissing,
        Saw::Token(finding) => token(finding),
        Saw::TokenMissing => Msg::SawTokenMissing,
        Saw::Fits => Msg::SawFits,
        Saw::Adrift => Msg::SawAdrift,
        Saw::Unfit(misfits) => {
            let joined = misfits
                .iter()
                .map(|it| misfit(*it))
                .reduce(|first, second| Msg::And { first: Box::new(first), second: Box::new(second) });
            Msg::SawUnfit { what: Box::new(joined.unwrap_or(Msg::SawBroke)) }
        }
        Saw::Away => Msg::SawAway,
        Saw::TookTooLong => Msg::SawTookTooLong,
        Saw::Broke => Msg::SawBroke,
    }
}

fn quoted(lines: &[String]) -> String {
    lines.iter().map(|line| format!("“{line}”")).collect::<Vec<_>>().join(" ")
}

fn key(verdict: Verdict) -> Msg {
    match verdict {
        Verdict::Ok => Msg::SawKeyOk,
        Verdict::NoCredit => Msg::SawKeyNoCredit,
        Verdict::BadKey => Msg::SawKeyBad,
        Verdict::AccountDisabled => Msg::SawKeyDisabled,
        Verdict::WrongKeyKind => Msg::SawKeyWrongKind,
        Verdict::NotPermitted => Msg::SawKeyNotPermitted,
        Verdict::ModelUnavailable => Msg::SawKeyModel,
        Verdict::RateLimited | Verdict::Overloaded => Msg::SawKeyBusy,
        Verdict::RegionBlocked => Msg::SawKeyRegion,
        Verdict::Unreachable => Msg::SawKeyUnreachable,
    }
}

fn token(finding: &TokenFinding) -> Msg {
    match finding {
        TokenFinding::Good(presence) => match &presence.handle {
            Some(handle) => Msg::SawTokenOk { handle: handle.clone() },
            None => Msg::SawTokenOkNameless,
        },
        TokenFinding::CannotRead(_) | TokenFinding::CannotSwitch(_) => Msg::SawTokenMentionsOnly,
        TokenFinding::Webhook { host, .. } => Msg::SawTokenWebhook { host: host.clone() },
        TokenFinding::Lacks(scopes) => Msg::SawTokenLacks { scopes: scopes.join(", ") },
        TokenFinding::NoSocketMode => Msg::SawTokenNoSocketMode,
        TokenFinding::Expires => Msg::SawTokenExpires,
        TokenFinding::NotABot => Msg::SawTokenNotABot,
        TokenFinding::Closed => Msg::SawTokenClosed,
        TokenFinding::InUse | TokenFinding::Revoked => Msg::SawTokenRevoked,
        TokenFinding::Unreachable => Msg::SawTokenUnreachable,
    }
}

fn misfit(it: Misfit) -> Msg {
    match it {
        Misfit::BlueprintGone => Msg::MisfitBlueprint,
        Misfit::Target => Msg::MisfitTarget,
        Misfit::Provider => Msg::MisfitProvider,
        Misfit::Channel(channel) => Msg::MisfitChannel { platform: channel.title().into() },
        Misfit::Model => Msg::MisfitModel,
        Misfit::Config => Msg::MisfitConfig,
        Misfit::Unreadable => Msg::MisfitUnreadable,
        Misfit::Value => Msg::MisfitValue,
        Misfit::Sealed => Msg::MisfitSealed,
    }
}

/// What to do next: about the first cause, for what follows from it mends itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Nothing,
    Later,
    Resume,
    Restart,
    Logs,
    Key,
    Token,
    Edit,
    Update,
    Operator,
}

fn next(findings: &[Finding]) -> Next {
    let bad = |is_it: fn(&Check) -> bool| findings.iter().any(|it| it.standing() == Standing::Bad && is_it(&it.check));
    let sees = |saw: &Saw| findings.iter().any(|it| it.saw == *saw);
    if sees(&Saw::Stopped) {
        return Next::Resume;
    }
    match overall(findings) {
        Standing::Bad if bad(|check| *check == Check::Key) => Next::Key,
        Standing::Bad if bad(|check| matches!(check, Check::Token(_))) => Next::Token,
        Standing::Bad if bad(|check| *check == Check::Config) => config(findings),
        Standing::Bad if bad(|check| matches!(check, Check::Process | Check::Channels)) => Next::Restart,
        Standing::Bad => Next::Logs,
        Standing::Unknown if sees(&Saw::Broke) => Next::Operator,
        Standing::Unknown if findings.iter().all(|it| it.standing() == Standing::Good || it.saw == Saw::Adrift) => {
            Next::Update
        }
        Standing::Unknown => Next::Later,
        Standing::Good => Next::Nothing,
    }
}

/// What its owner can correct, and what only an operator can.
fn config(findings: &[Finding]) -> Next {
    let misfits = findings.iter().filter_map(|it| if let Saw::Unfit(misfits) = &it.saw { Some(misfits) } else { None });
    let mut misfits = misfits.flatten();
    let is_theirs = misfits.all(|it| matches!(it, Misfit::Model | Misfit::Config | Misfit::Unreadable));
    if is_theirs { Next::Edit } else { Next::Operator }
}

impl Next {
    fn said(self) -> Msg {
        match self {
            Next::Nothing => Msg::NextNothing,
            Next::Later => Msg::NextLater,
            Next::Resume => Msg::NextResume,
            Next::Restart => Msg::NextRestart,
            Next::Logs => Msg::NextLogs,
            Next::Key => Msg::NextKey,
            Next::Token => Msg::NextToken,
            Next::Edit => Msg::NextEdit,
            Next::Update => Msg::NextUpdate,
            Next::Operator => Msg::NextOperator,
        }
    }

    fn button(self, bot: &Id) -> Option<Button> {
        let bot = bot.clone();
        Some(match self {
            Next::Nothing | Next::Later | Next::Operator => return None,
            Next::Resume => Button::new(Msg::ButtonResume, Choice::Resume(bot)),
            Next::Restart | Next::Update => Button::new(Msg::ButtonRestart, Choice::Restart(bot)),
            Next::Logs => Button::new(Msg::ButtonLogs, Choice::Logs(bot)),
            Next::Key | Next::Token | Next::Edit => Button::new(Msg::ButtonEdit, Choice::Edit(bot)),
        })
    }
}

/// What was found before, newest first; `more` are older than the last.
pub fn list(kept: &[Kept], has_more: bool, facts: &Facts) -> Screen {
    let mut lines = vec![if kept.is_empty() { Msg::DiagnosesNone } else { Msg::DiagnosesHead }];
    let head = |it: &Kept| {
        let name = it.name.clone();
        match it.findings.as_deref().map(overall) {
            None => Msg::DiagnosisUnderWay { name },
            Some(Standing::Good) => Msg::DiagnosisGood { name },
            Some(Standing::Bad) => Msg::DiagnosisBad { name },
            Some(Standing::Unknown) => Msg::DiagnosisUnknown { name },
        }
    };
    lines.extend(kept.iter().map(head));
    let mut screen = Screen::new(lines);
    for it in kept {
        let label = Msg::DiagnosisLine { name: it.name.clone(), ago: Span(facts.now - it.at) };
        screen = screen.row(vec![Button::new(label, Choice::Diagnosis(it.id.clone()))]);
    }
    if let Some(last) = kept.last().filter(|_| has_more) {
        screen = screen.row(vec![Button::new(Msg::ButtonEarlier, Choice::Diagnoses(Some(last.id.clone())))]);
    }
    let look = |bot: &crate::chat::state::Bot| {
        let label = Msg::ButtonDiagnoseBot { name: bot.name.to_string() };
        Button::new(label, Choice::Diagnose(bot.id.clone()))
    };
    for pair in facts.bots.chunks(2) {
        screen = screen.row(pair.iter().map(look).collect());
    }
    screen
}
