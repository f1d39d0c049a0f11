//! When a session may be begun, and where. Discord allows a thousand beginnings a day and resets the token after them,
//! so it is asked before each how many are left, and the last ones are spread over the rest of the day.

use std::time::Duration;

use reqwest::Method;
use serde::Deserialize;
use tracing::warn;

use super::{Closed, Line};
use crate::discord::pause::Pause;
use crate::discord::rest::{Call, CallError};

/// With fewer left than this they are spread.
const FEW: u32 = 100;

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

impl Line<'_> {
    /// Waits until a session may be begun, and returns where; nothing when it is time to stop.
    pub(super) async fn may_begin(&self) -> Result<Option<String>, Closed> {
        let mut pause = Pause::default();
        loop {
            let call = Call::bot(Method::GET, "/gateway/bot", &[]);
            let wait = match self.discord.rest.call::<Gateway>(call).await {
                Ok(gateway) if !is_socket(&gateway.url) => {
                    warn!("Discord named no address of its gateway");
                    pause.next()
                }
                Ok(gateway) => {
                    if let Some(wait) = gateway.session_start_limit.wait() {
                        let left = gateway.session_start_limit.remaining;
                        warn!(left, wait_ms = wait.as_millis() as u64, "few sessions may be begun at Discord today");
                        if !self.rested(wait).await {
                            return Ok(None);
                        }
                    }
                    return Ok(Some(gateway.url.trim_end_matches('/').to_owned()));
                }
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
}

impl StartLimit {
    /// What to wait before a session is begun: nothing, as long as there are plenty left.
    fn wait(&self) -> Option<Duration> {
        let all = Duration::from_millis(self.reset_after);
        (self.remaining < FEW).then(|| all / self.remaining.max(1)).filter(|wait| !wait.is_zero())
    }
}

/// Whether an address can be opened as a socket; twilight panics at one that cannot be.
pub fn is_socket(address: &str) -> bool {
    let url = reqwest::Url::parse(address).ok();
    url.is_some_and(|url| matches!(url.scheme(), "ws" | "wss") && url.has_host() && url.query().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

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
