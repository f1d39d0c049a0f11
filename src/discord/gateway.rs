//! The gateway door: one socket that stays open. The socket is twilight's: serenity's is frozen on a TLS library with
//! open advisories, never comes back where Discord asks it to, and loses what is typed into newer modals; twilight
//! hands out each event as it came. When to connect again is decided here, so that the day's thousand beginnings of a
//! session, after which Discord resets the token, are never used up. Nothing of an event is ever logged.

mod pulse;

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures::StreamExt;
use reqwest::Method;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{debug, error, info, warn};
use twilight_gateway::error::{ReceiveMessageError, ReceiveMessageErrorType};
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{CloseFrame, Config, ConfigBuilder, Intents, Message, Session, Shard, ShardId, ShardState};

use crate::discord::Discord;
use crate::discord::pause::Pause;
use crate::discord::receive::Receiver;
use crate::discord::rest::{ANSWERED_ALREADY, Call, CallError, Rest};
use crate::discord::route;
pub use pulse::Pulse;

/// Interactions need no intent; this one brings what is written to us in private, with its text.
const INTENTS: Intents = Intents::DIRECT_MESSAGES;

/// Discord waits three seconds for a first answer; this is half of it, for an answer that goes lost is sent again.
const ANSWER_LIMIT: Duration = Duration::from_millis(1400);

/// A connection that lasted so long was a good one: the next pause is a short one again.
const GOOD: Duration = Duration::from_secs(60);

/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_secs(2);

/// With fewer beginnings left than this they are spread over the rest of the day.
const FEW: u32 = 100;

/// Why Discord lets us in no more. Trying again would not help; somebody must look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    #[error("Discord does not accept DISCORD_BOT_TOKEN any more")]
    BadToken,
    #[error("Discord does not give the bot the events it asks for")]
    WrongIntents,
    #[error("Discord closed the gateway for good with code {0}")]
    ForGood(u16),
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Stopped,
    /// With this code, when there was one.
    Lost(Option<u16>),
}

/// What follows from a close code.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Resume,
    Begin,
    BeginWithoutIntents,
    Stop(Closed),
}

/// What everything in this file works with.
struct Line<'a> {
    discord: &'a Discord,
    receiver: Arc<Receiver>,
    pulse: &'a Pulse,
    stop: &'a CancellationToken,
    answers: TaskTracker,
    /// Keeps beginnings five seconds apart.
    queue: InMemoryQueue,
}

/// Where a session that was lost goes on.
#[derive(Default)]
struct Held {
    session: Option<Session>,
    address: Option<String>,
}

/// `GET /gateway/bot`.
#[derive(Deserialize)]
struct Gateway {
    url: String,
    session_start_limit: StartLimit,
}

#[derive(Deserialize)]
struct StartLimit {
    remaining: u32,
    /// Milliseconds.
    reset_after: u64,
}

/// Listens until it is told to stop. Ends on its own only when Discord lets us in no more.
pub async fn listen(
    discord: Discord,
    receiver: Arc<Receiver>,
    pulse: Pulse,
    stop: CancellationToken,
) -> Result<(), Closed> {
    let (answers, queue) = (TaskTracker::new(), InMemoryQueue::default());
    let line = Line { discord: &discord, receiver, pulse: &pulse, stop: &stop, answers, queue };
    let end = line.keep().await;
    pulse.end();
    line.answers.close();
    line.answers.wait().await;
    end.inspect_err(|closed| error!("the Discord gateway stays closed: {closed}"))
}

impl Line<'_> {
    async fn keep(&self) -> Result<(), Closed> {
        let (mut held, mut intents, mut pause) = (Held::default(), INTENTS, Pause::default());
        let mut address = String::new();
        loop {
            if held.session.is_none() {
                match self.may_begin().await? {
                    Some(told) => address = told,
                    None => return Ok(()),
                }
            }
            let config = self.config(intents, &address, std::mem::take(&mut held));
            let mut shard = Shard::with_config(ShardId::ONE, config);
            let begun = Instant::now();
            let code = match self.carry(&mut shard).await {
                End::Stopped => return Ok(()),
                End::Lost(code) => code,
            };
            match verdict(code, intents) {
                Verdict::Resume => held = Held::of(&shard),
                Verdict::Begin => {}
                Verdict::BeginWithoutIntents => {
                    warn!("Discord does not let the bot read private messages; commands and buttons go on without");
                    intents = Intents::empty();
                }
                Verdict::Stop(closed) => return Err(closed),
            }
            if begun.elapsed() >= GOOD {
                pause = Pause::default();
            }
            let wait = pause.next();
            info!(code, wait_ms = wait.as_millis() as u64, "the Discord gateway was lost and will be opened again");
            if !self.rested(wait).await {
                return Ok(());
            }
        }
    }

    /// Waits until a session may be begun, and returns where; nothing when it is time to stop.
    async fn may_begin(&self) -> Result<Option<String>, Closed> {
        let mut pause = Pause::default();
        loop {
            let call = Call::bot(Method::GET, "/gateway/bot", &[]);
            let wait = match self.discord.rest.call::<Gateway>(call).await {
                Ok(gateway) if !is_socket(&gateway.url) => {
                    warn!("Discord named no address of its gateway");
                    pause.next()
                }
                Ok(gateway) => match gateway.session_start_limit.wait() {
                    None => return Ok(Some(gateway.url.trim_end_matches('/').to_owned())),
                    Some(wait) => {
                        let left = gateway.session_start_limit.remaining;
                        warn!(left, wait_ms = wait.as_millis() as u64, "few sessions may be begun at Discord today");
                        return Ok(self.rested(wait).await.then(|| gateway.url.trim_end_matches('/').to_owned()));
                    }
                },
                Err(CallError::Unauthorized) => return Err(Closed::BadToken),
                Err(e) => {
                    let wait = pause.after(&e);
                    warn!(wait_ms = wait.as_millis() as u64, "Discord did not tell where its gateway is: {e}");
                    wait
                }
            };
            if !self.rested(wait).await {
                return Ok(None);
            }
        }
    }

    fn config(&self, intents: Intents, address: &str, held: Held) -> Config {
        let token = self.discord.rest.token();
        let config = ConfigBuilder::new(token.expose().to_owned(), intents).queue(self.queue.clone());
        let config = config.proxy_url(address.to_owned());
        let Some(session) = held.session else { return config.build() };
        let config = config.session(session);
        held.address.into_iter().fold(config, ConfigBuilder::resume_url).build()
    }

    /// Takes what comes over one connection until it ends. When we leave, or Discord asks us to, there is a farewell to
    /// be sent, and what comes until Discord closes is taken, too.
    async fn carry(&self, shard: &mut Shard) -> End {
        let mut leaving: Option<(Instant, End)> = None;
        let mut was_open = false;
        loop {
            let until = leaving.map(|(until, _)| until);
            let received = tokio::select! {
                () = self.stop.cancelled(), if until.is_none() => {
                    if is_away(shard) {
                        return End::Stopped;
                    }
                    shard.close(CloseFrame::NORMAL);
                    leaving = Some((Instant::now() + FAREWELL, End::Stopped));
                    continue;
                }
                () = sleep_until(until.unwrap_or_else(Instant::now)), if until.is_some() => None,
                received = next(shard, &mut was_open, until.is_some()) => received,
            };
            let lost = |code| leaving.map_or(End::Lost(code), |(_, end)| end);
            match received {
                Some(Ok(Message::Text(event))) => self.take(&event, shard.state() == ShardState::Active),
                Some(Ok(Message::Close(frame))) => return lost(frame.map(|frame| frame.code)),
                Some(Err(e)) => {
                    // The error about an event holds the event.
                    match e.kind() {
                        ReceiveMessageErrorType::Reconnect => debug!("the Discord gateway could not be opened"),
                        _ => warn!("the Discord gateway said what does not read"),
                    }
                    return lost(None);
                }
                None => return lost(None),
            }
            match (is_away(shard), leaving) {
                (true, None) => leaving = Some((Instant::now() + FAREWELL, End::Lost(None))),
                // twilight has opened the next connection by itself; that is for the next round.
                (false, Some((_, end @ End::Lost(_)))) => return end,
                (true, Some(_)) | (false, _) => {}
            }
        }
    }

    /// Only a session that is under way counts as a sign of life.
    fn take(&self, event: &str, is_active: bool) {
        #[derive(Deserialize)]
        struct Event<'a> {
            op: u8,
            t: Option<&'a str>,
            #[serde(borrow)]
            d: Option<&'a RawValue>,
        }
        const HEARTBEAT_ACK: u8 = 11;
        let Ok(event) = serde_json::from_str::<Event<'_>>(event) else { return };
        match (event.op, event.t, event.d) {
            (HEARTBEAT_ACK, _, _) if is_active => self.pulse.beat(),
            (0, Some("RESUMED"), _) => self.pulse.beat(),
            (0, Some("READY"), _) => {
                info!("the Discord gateway is open");
                self.pulse.beat();
            }
            (0, Some("INTERACTION_CREATE"), Some(raw)) => {
                let (rest, receiver) = (self.discord.rest.clone().within(ANSWER_LIMIT), self.receiver.clone());
                self.answers.spawn(answer(rest, receiver, raw.to_owned()));
            }
            (0, Some("MESSAGE_CREATE"), Some(raw)) => {
                if let Some(heard) = route::message(raw.get().as_bytes()) {
                    self.receiver.hear(heard, Duration::ZERO);
                }
            }
            _ => {}
        }
    }

    /// Sleeps; false when it is time to stop.
    async fn rested(&self, wait: Duration) -> bool {
        tokio::select! { () = self.stop.cancelled() => false, () = sleep(wait) => true }
    }
}

impl Held {
    fn of(shard: &Shard) -> Self {
        let address = shard.resume_url().filter(|url| is_socket(url)).map(|url| url.trim_end_matches('/').to_owned());
        Held { session: shard.session().cloned(), address }
    }
}

impl StartLimit {
    /// What to wait before a session is begun: nothing, as long as there are plenty left.
    fn wait(&self) -> Option<Duration> {
        let all = Duration::from_millis(self.reset_after);
        (self.remaining < FEW).then(|| all / self.remaining.max(1)).filter(|wait| !wait.is_zero())
    }
}

/// The first answer at once; then the house hears of it, even when the answer did not arrive: the person did it.
async fn answer(rest: Rest, receiver: Arc<Receiver>, raw: Box<RawValue>) {
    let raw = raw.get().as_bytes();
    let (Some((id, token)), Some(first)) = (route::way(raw), receiver.handle(raw).await) else { return };
    let call = || {
        let call = Call::token(Method::POST, "/interactions/{}/{}/callback", (&id, &token), &[]);
        call.json(first.answer.clone())
    };
    let outcome = match rest.call::<IgnoredAny>(call()).await {
        Err(CallError::Unknown(_)) => rest.call::<IgnoredAny>(call()).await,
        outcome => outcome,
    };
    match outcome {
        Ok(_) | Err(CallError::Refused { code: ANSWERED_ALREADY, .. }) => {}
        Err(e) => warn!(interaction = id, "an interaction had no first answer in time: {e}"),
    }
    if let Some(heard) = first.heard {
        receiver.hear(heard, Duration::ZERO);
    }
}

/// What comes next; nothing when the connection broke off, where twilight would at once open another, and another.
async fn next(
    shard: &mut Shard,
    was_open: &mut bool,
    is_leaving: bool,
) -> Option<Result<Message, ReceiveMessageError>> {
    poll_fn(|cx| {
        let polled = shard.poll_next_unpin(cx);
        if polled.is_pending() && is_away(shard) && *was_open && !is_leaving {
            return Poll::Ready(None);
        }
        *was_open |= !is_away(shard);
        polled
    })
    .await
}

fn is_away(shard: &Shard) -> bool {
    matches!(shard.state(), ShardState::Disconnected { .. })
}

/// Gateway close event codes.
fn verdict(code: Option<u16>, intents: Intents) -> Verdict {
    match code {
        Some(4004) => Verdict::Stop(Closed::BadToken),
        Some(4014) if !intents.is_empty() => Verdict::BeginWithoutIntents,
        Some(4013 | 4014) => Verdict::Stop(Closed::WrongIntents),
        Some(code @ 4010..=4012) => Verdict::Stop(Closed::ForGood(code)),
        // The session timed out, or our place in it is none.
        Some(4007 | 4009) => Verdict::Begin,
        Some(_) | None => Verdict::Resume,
    }
}

/// Whether an address can be opened as a socket; twilight panics at one that cannot be.
fn is_socket(address: &str) -> bool {
    let url = reqwest::Url::parse(address).ok();
    url.is_some_and(|url| matches!(url.scheme(), "ws" | "wss") && url.has_host() && url.query().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_that_would_come_again_ends_the_listening() {
        assert_eq!(verdict(Some(4004), INTENTS), Verdict::Stop(Closed::BadToken));
        assert_eq!(verdict(Some(4013), INTENTS), Verdict::Stop(Closed::WrongIntents));
        assert_eq!(verdict(Some(4014), INTENTS), Verdict::BeginWithoutIntents);
        assert_eq!(verdict(Some(4014), Intents::empty()), Verdict::Stop(Closed::WrongIntents));
        assert_eq!(verdict(Some(4012), INTENTS), Verdict::Stop(Closed::ForGood(4012)));
    }

    #[test]
    fn any_other_close_is_mended() {
        for code in [None, Some(1000), Some(1006), Some(4000), Some(4008)] {
            assert_eq!(verdict(code, INTENTS), Verdict::Resume);
        }
        assert_eq!(verdict(Some(4009), INTENTS), Verdict::Begin);
    }

    #[test]
    fn the_last_beginnings_of_a_day_are_spread_over_it() {
        let wait = |remaining| StartLimit { remaining, reset_after: 1_000_000 }.wait();
        assert_eq!(wait(1000), None);
        assert_eq!(wait(50), Some(Duration::from_secs(20)));
        assert_eq!(wait(0), Some(Duration::from_secs(1000)));
    }

    #[test]
    fn only_a_socket_is_opened() {
        assert!(is_socket("wss://gateway.discord.gg") && is_socket("ws://127.0.0.1:4000/"));
        for address in ["", "https://gateway.discord.gg", "wss://", "ws://x/?v=1", "gateway"] {
            assert!(!is_socket(address), "{address}");
        }
    }
}
