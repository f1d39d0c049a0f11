//! The gateway door: one socket that stays open. The socket is twilight's: serenity's is frozen on a TLS library with
//! open advisories, never comes back where Discord asks it to, and loses what is typed into newer modals; twilight
//! hands out each event as it came. When to connect again is decided here, so that the day's thousand beginnings of a
//! session, after which Discord resets the token, are never used up. Nothing of an event is ever logged.

mod begin;
mod carry;
mod pulse;

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{Config, ConfigBuilder, Intents, Session, Shard, ShardId};

use crate::discord::Discord;
use crate::discord::pause::Pause;
use crate::discord::receive::Receiver;
use begin::is_socket;
use carry::End;
pub use pulse::Pulse;

/// Interactions need no intent; this one brings what is written to us in private, with its text.
const INTENTS: Intents = Intents::DIRECT_MESSAGES;

/// A connection that lasted so long was a good one: the next pause is a short one again.
const GOOD: Duration = Duration::from_secs(60);

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

/// What follows from a close code.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Resume,
    Begin,
    BeginWithoutIntents,
    Stop(Closed),
}

/// What all parts of the gateway work with.
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

/// Listens until it is told to stop. Ends on its own only when Discord lets us in no more.
pub async fn listen(
    discord: Discord,
    receiver: Arc<Receiver>,
    pulse: Pulse,
    stop: CancellationToken,
) -> Result<(), Closed> {
    let (answers, queue) = (TaskTracker::new(), InMemoryQueue::default());
    let line = Line { discord: &discord, receiver, pulse: &pulse, stop: &stop, answers, queue };
    // From now on silence counts.
    pulse.beat();
    let end = line.keep().await;
    pulse.end(end.is_err());
    line.answers.close();
    line.answers.wait().await;
    end
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

    fn config(&self, intents: Intents, address: &str, held: Held) -> Config {
        let token = self.discord.rest.token();
        let config = ConfigBuilder::new(token.expose().to_owned(), intents).queue(self.queue.clone());
        let config = config.proxy_url(address.to_owned());
        let Some(session) = held.session else { return config.build() };
        let config = config.session(session);
        held.address.into_iter().fold(config, ConfigBuilder::resume_url).build()
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
}
