//! What Hatchery tells its admins by itself, in words: an alarm, its end, how everything is, and what arrived of a test.

use crate::chat::choice::{AboutAlerts, Choice};
use crate::chat::flow::AlertsAnswer;
use crate::chat::screen::{Button, Screen, links};
use crate::chat::{SendError, Tone};
use crate::deploy::note::Alert;
use crate::domain::{Account, Alarm, Millis, Reading, Unposted};
use crate::text::{Msg, Span};

/// How something that is watched stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    Fine,
    /// It looks bad, and is looked at again before anybody is told.
    Doubtful,
    Raised {
        since: Millis,
    },
}

/// One thing that is watched.
pub struct Watched {
    pub reading: Reading,
    pub stand: Stand,
}

/// Whose word keeps alarms quiet.
pub struct Muted {
    pub alarm: Option<Alarm>,
    pub until: Millis,
    pub by: Account,
    pub called: Option<String>,
}

/// A place where alarms are told.
pub enum Place {
    Chat {
        account: Account,
        called: Option<String>,
    },
    /// Of this kind.
    Webhook(&'static str),
}

/// Why a test did not arrive.
pub enum Missed {
    /// They never wrote to us, so we do not know them.
    Stranger,
    /// Their platform is switched off here.
    Off,
    /// Their platform does not accept our token.
    Token,
    Send(SendError),
    Post(Unposted),
}

/// More do not fit one message.
const SHOWN: usize = 25;

/// What is told, for a place that has no buttons.
pub fn lines(alert: &Alert, now: Millis) -> Vec<Msg> {
    match alert {
        Alert::Raised { reading, since, again } => {
            let what = Box::new(wrong(reading));
            let head =
                if *again { Msg::AlarmStill { what, since: Span(now - since) } } else { Msg::AlarmHead { what } };
            vec![head, means(reading), remedy(reading)]
        }
        Alert::Over { reading, lasted } => {
            vec![Msg::AllClear { what: Box::new(right(reading)), lasted: Span(*lasted) }]
        }
        Alert::Muted { alarm, by, called, until } => {
            let by = Box::new(links::account(by, called.as_deref()));
            vec![match until {
                Some(until) => Msg::AlarmsMutedBy { what: Box::new(named(*alarm)), by, left: Span(until - now) },
                None => Msg::AlarmsUnmutedBy { by },
            }]
        }
    }
}

pub fn alert(alert: &Alert, now: Millis) -> Screen {
    let screen = Screen::new(lines(alert, now));
    let all = Button::new(Msg::ButtonAlerts, to(AboutAlerts::Show));
    match alert {
        Alert::Raised { reading, .. } => {
            let mute = to(AboutAlerts::Mute(Some(reading.alarm())));
            screen.row(vec![Button::new(Msg::ButtonMute, mute)]).row(vec![all])
        }
        Alert::Muted { until: Some(_), .. } => screen.row(vec![unmute()]),
        Alert::Over { .. } | Alert::Muted { until: None, .. } => screen.row(vec![all]),
    }
}

pub fn tone(alert: &Alert) -> Tone {
    match alert {
        Alert::Raised { .. } => Tone::Bad,
        Alert::Over { .. } => Tone::Good,
        Alert::Muted { .. } => Tone::Plain,
    }
}

fn to(about: AboutAlerts) -> Choice {
    Choice::Alerts(about)
}

fn unmute() -> Button {
    Button::new(Msg::ButtonUnmute, to(AboutAlerts::Unmute))
}

/// `may_act` shows the buttons, too.
pub fn overview(
    watched: &[Watched],
    mutes: &[Muted],
    webhook: Option<&'static str>,
    may_act: bool,
    now: Millis,
) -> Screen {
    let mut lines = vec![Msg::AlertsHead];
    lines.extend(watched.iter().map(|it| {
        let what = Box::new(read(&it.reading));
        match it.stand {
            Stand::Fine => Msg::WatchFine { what },
            Stand::Doubtful => Msg::WatchDoubtful { what },
            Stand::Raised { since } => Msg::WatchRaised { what, since: Span(now - since) },
        }
    }));
    lines.push(match webhook {
        Some(platform) => Msg::AlertsToWebhook { platform: platform.into() },
        None => Msg::AlertsToChat,
    });
    lines.extend(mutes.iter().map(|mute| Msg::AlarmsMutedBy {
        what: Box::new(named(mute.alarm)),
        by: Box::new(links::account(&mute.by, mute.called.as_deref())),
        left: Span(mute.until - now),
    }));
    let screen = Screen::new(lines);
    if !may_act {
        return screen;
    }
    let quiet = match mutes {
        [] => Button::new(Msg::ButtonMute, to(AboutAlerts::Mute(None))),
        _ => unmute(),
    };
    screen.row(vec![Button::new(Msg::ButtonTestAlerts, to(AboutAlerts::Test))]).row(vec![quiet])
}

pub fn answered(answer: &AlertsAnswer) -> Screen {
    match answer {
        AlertsAnswer::Muted { alarm } => {
            Screen::new(vec![Msg::AlarmsMuted { what: Box::new(named(*alarm)) }]).row(vec![unmute()])
        }
        AlertsAnswer::Unmuted => Screen::new(vec![Msg::AlarmsUnmuted]),
        AlertsAnswer::NothingMuted => Screen::new(vec![Msg::NothingMuted]),
    }
}

/// What is sent everywhere when the ways are tried.
pub fn test(by: &Account, called: Option<&str>) -> Screen {
    Screen::new(vec![Msg::AlertsTest { by: Box::new(links::account(by, called)) }])
}

/// What arrived of it, place by place.
pub fn arrivals(arrivals: &[(Place, Option<Missed>)], has_webhook: bool) -> Screen {
    let line = |(place, missed): &(Place, Option<Missed>)| {
        let place = Box::new(match place {
            Place::Chat { account, called } => links::account(account, called.as_deref()),
            Place::Webhook(platform) => Msg::PlaceWebhook { platform: (*platform).into() },
        });
        match missed {
            None => Msg::Arrived { place },
            Some(missed) => Msg::NotArrived { place, why: Box::new(why(missed)) },
        }
    };
    let arrived = arrivals.iter().filter(|(_, missed)| missed.is_none()).count() as i64;
    let mut lines = vec![Msg::AlertsTested { arrived, all: arrivals.len() as i64 }];
    lines.extend(arrivals.iter().take(SHOWN).map(line));
    if arrivals.len() > SHOWN {
        lines.push(Msg::AndMorePlaces { n: (arrivals.len() - SHOWN) as i64 });
    }
    if !has_webhook {
        lines.push(Msg::NoAlertWebhook);
    }
    Screen::new(lines)
}

fn why(missed: &Missed) -> Msg {
    match missed {
        Missed::Stranger => Msg::MissedStranger,
        Missed::Off => Msg::MissedOff,
        Missed::Token => Msg::MissedToken,
        Missed::Send(SendError::Blocked) => Msg::MissedBlocked,
        Missed::Send(SendError::Wait(wait)) => Msg::MissedWait { wait: Span(wait.as_millis() as Millis) },
        Missed::Send(SendError::Shut(_) | SendError::Unknown(_)) => Msg::MissedSilent,
        Missed::Send(SendError::Gone | SendError::Refused(_)) => Msg::MissedRefused,
        Missed::Post(unposted) => unposted_why(unposted),
    }
}

fn unposted_why(unposted: &Unposted) -> Msg {
    match unposted {
        Unposted::Refused { status, word: Some(word) } => {
            Msg::UnpostedBecause { status: i64::from(*status), word: word.clone() }
        }
        Unposted::Refused { status, word: None } => Msg::UnpostedRefused { status: i64::from(*status) },
        Unposted::Wait { wait } => Msg::MissedWait { wait: Span(*wait) },
        Unposted::Silent => Msg::MissedSilent,
        Unposted::Unreachable => Msg::UnpostedUnreachable,
    }
}

/// What is wrong, in one sentence.
fn wrong(reading: &Reading) -> Msg {
    match reading {
        Reading::Failures { failed, ended } => Msg::WrongFailures { failed: *failed, ended: *ended },
        Reading::Queue { age } => Msg::WrongQueue { age: Span(*age) },
        Reading::Outbox { age } => Msg::WrongOutbox { age: Span(*age) },
        Reading::Budget { left, limit } => Msg::WrongBudget { left: *left as i64, limit: *limit as i64 },
        Reading::Database { took } => Msg::WrongDatabase { ms: *took },
        Reading::Token { of, .. } => Msg::WrongToken { platform: of.title().into() },
        Reading::Disk { free_mb } => Msg::WrongDisk { mb: *free_mb as i64 },
        Reading::Webhook { answer, .. } => {
            Msg::WrongWebhook { why: Box::new(answer.as_ref().map_or(Msg::MissedSilent, unposted_why)) }
        }
    }
}

/// What it means, and what is safe.
fn means(reading: &Reading) -> Msg {
    match reading.alarm() {
        Alarm::Failures => Msg::MeansFailures,
        Alarm::Queue => Msg::MeansQueue,
        Alarm::Outbox => Msg::MeansOutbox,
        Alarm::Budget => Msg::MeansBudget,
        Alarm::Database => Msg::MeansDatabase,
        Alarm::Token => Msg::MeansToken,
        Alarm::Disk => Msg::MeansDisk,
        Alarm::Webhook => Msg::MeansWebhook,
    }
}

/// What to do.
fn remedy(reading: &Reading) -> Msg {
    match reading {
        Reading::Failures { .. } => Msg::RemedyFailures,
        Reading::Queue { .. } => Msg::RemedyQueue,
        Reading::Outbox { .. } => Msg::RemedyOutbox,
        Reading::Budget { .. } => Msg::RemedyBudget,
        Reading::Database { .. } => Msg::RemedyDatabase,
        Reading::Token { of, .. } => Msg::RemedyToken { setting: of.setting().into() },
        Reading::Disk { .. } => Msg::RemedyDisk,
        Reading::Webhook { .. } => Msg::RemedyWebhook,
    }
}

/// How it is when it is over.
fn right(reading: &Reading) -> Msg {
    match reading {
        Reading::Failures { .. } => Msg::RightFailures,
        Reading::Queue { .. } => Msg::RightQueue,
        Reading::Outbox { .. } => Msg::RightOutbox,
        Reading::Budget { .. } => Msg::RightBudget,
        Reading::Database { .. } => Msg::RightDatabase,
        Reading::Token { of, .. } => Msg::RightToken { platform: of.title().into() },
        Reading::Disk { .. } => Msg::RightDisk,
        Reading::Webhook { .. } => Msg::RightWebhook,
    }
}

/// How it is now, in a few words.
fn read(reading: &Reading) -> Msg {
    match reading {
        Reading::Failures { failed, ended } => Msg::ReadFailures { failed: *failed, ended: *ended },
        Reading::Queue { age: 0 } => Msg::ReadNoQueue,
        Reading::Queue { age } => Msg::ReadQueue { age: Span(*age) },
        Reading::Outbox { age: 0 } => Msg::ReadNoOutbox,
        Reading::Outbox { age } => Msg::ReadOutbox { age: Span(*age) },
        Reading::Budget { left, limit } => Msg::ReadBudget { left: *left as i64, limit: *limit as i64 },
        Reading::Database { took } => Msg::ReadDatabase { ms: *took },
        Reading::Token { of, is_refused: true } => Msg::ReadTokenRefused { platform: of.title().into() },
        Reading::Token { of, is_refused: false } => Msg::ReadToken { platform: of.title().into() },
        Reading::Disk { free_mb } => Msg::ReadDisk { mb: *free_mb as i64 },
        Reading::Webhook { failed, .. } => Msg::ReadWebhook { failed: i64::from(*failed) },
    }
}

/// Which alarms are meant.
fn named(alarm: Option<Alarm>) -> Msg {
    match alarm {
        None => Msg::AlarmAll,
        Some(Alarm::Failures) => Msg::AlarmFailures,
        Some(Alarm::Queue) => Msg::AlarmQueue,
        Some(Alarm::Outbox) => Msg::AlarmOutbox,
        Some(Alarm::Budget) => Msg::AlarmBudget,
        Some(Alarm::Database) => Msg::AlarmDatabase,
        Some(Alarm::Token) => Msg::AlarmToken,
        Some(Alarm::Disk) => Msg::AlarmDisk,
        Some(Alarm::Webhook) => Msg::AlarmWebhook,
    }
}
