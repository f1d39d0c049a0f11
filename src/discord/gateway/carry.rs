//! One connection, from its first event to its end: interactions are answered side by side, private messages are heard.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures::StreamExt;
use reqwest::Method;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use tokio::time::{Instant, sleep_until};
use tracing::{debug, info, warn};
use twilight_gateway::error::{ReceiveMessageError, ReceiveMessageErrorType};
use twilight_gateway::{CloseFrame, Message, Shard, ShardState};

use super::Line;
use crate::discord::receive::Receiver;
use crate::discord::rest::{ANSWERED_ALREADY, Call, CallError, Rest};
use crate::discord::route;

/// Discord waits three seconds for a first answer; this is half of it, for an answer that goes lost is sent again.
const ANSWER_LIMIT: Duration = Duration::from_millis(1400);

/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_secs(2);

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Stopped,
    /// With this code, when there was one.
    Lost(Option<u16>),
}

impl Line<'_> {
    /// Takes what comes over one connection until it ends. When we leave, or Discord asks us to, there is a farewell to
    /// be sent, and what comes until Discord closes is taken, too.
    pub(super) async fn carry(&self, shard: &mut Shard) -> End {
        let mut leaving: Option<(Instant, End)> = None;
        let (mut was_open, mut was_away) = (false, false);
        loop {
            let until = leaving.map(|(until, _)| until);
            let received = tokio::select! {
                () = self.stop.cancelled(), if until.is_none() => {
                    if is_away(shard) {
                        return End::Stopped;
                    }
                    shard.close(CloseFrame::NORMAL);
                    was_away = false;
                    leaving = Some((Instant::now() + FAREWELL, End::Stopped));
                    continue;
                }
                () = sleep_until(until.unwrap_or_else(Instant::now)), if until.is_some() => None,
                received = next(shard, &mut was_open, &mut was_away, until.is_some()) => received,
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
                (true, None) => {
                    was_away = true;
                    leaving = Some((Instant::now() + FAREWELL, End::Lost(None)));
                }
                // The farewell was said, and twilight has opened the next connection by itself. That is for the next
                // round; would we stay, it would begin a session in it.
                (false, Some((_, end))) if was_away => return end,
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
    was_away: &mut bool,
    is_leaving: bool,
) -> Option<Result<Message, ReceiveMessageError>> {
    poll_fn(|cx| {
        let polled = shard.poll_next_unpin(cx);
        if polled.is_pending() && is_away(shard) && *was_open && !is_leaving {
            return Poll::Ready(None);
        }
        *was_open |= !is_away(shard);
        *was_away |= polled.is_pending() && is_away(shard);
        polled
    })
    .await
}

fn is_away(shard: &Shard) -> bool {
    matches!(shard.state(), ShardState::Disconnected { .. })
}
