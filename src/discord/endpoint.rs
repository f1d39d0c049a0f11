//! The HTTP door. Discord signs what it delivers; whatever shows no signature, or was signed long ago, is turned away before
//! its body is taken, and nothing is read that the signature is not for. Discord itself knocks with bad signatures now and then, and takes the door away where they open it.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use anyhow::{Context, anyhow};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serenity::interactions_endpoint::Verifier;

use crate::discord::Discord;
use crate::discord::receive::Receiver;

pub const PATH: &str = "/discord/interactions";

const SIGNATURE: &str = "x-signature-ed25519";
const TIMESTAMP: &str = "x-signature-timestamp";

/// Above any interaction that is ours: a form has at most five answers of 4,000 letters, each of which JSON writes in at most
/// 12 bytes (a pair of `\u` escapes). That makes 240,000; the rest, who and where, is some thousands.
const LARGEST_INTERACTION: usize = 256 * 1024;

/// A signature is good for ever, so what was recorded could be played again later.
const OLDEST: Duration = Duration::from_secs(300);

/// The first answer goes out with the response. What is shown next goes by another way and must not overtake it.
const HEAD_START: Duration = Duration::from_millis(100);

/// What stands behind the door, as soon as we know who we are on Discord. Until then interactions are put off.
#[derive(Clone, Default)]
pub struct Behind(Arc<OnceLock<Opened>>);

struct Opened {
    verifier: Verifier,
    receiver: Arc<Receiver>,
}

impl Behind {
    /// Lets interactions in. Fails when Discord named a key that is none.
    pub fn open(&self, discord: &Discord, receiver: Arc<Receiver>) -> anyhow::Result<()> {
        let verifier = verifier(&discord.public_key)?;
        let _ = self.0.set(Opened { verifier, receiver });
        Ok(())
    }
}

/// `POST /discord/interactions`, for the address given to `Discord::by_endpoint`.
pub fn endpoint(behind: Behind) -> Router {
    let body = DefaultBodyLimit::max(LARGEST_INTERACTION);
    Router::new().route(PATH, post(deliver)).layer(body).with_state(behind)
}

async fn deliver(State(behind): State<Behind>, request: Request) -> Response {
    let Some(Opened { verifier, receiver }) = behind.0.get() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let Some(shown) = Shown::of(request.headers(), SystemTime::now()) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let body = match Bytes::from_request(request, &()).await {
        Ok(body) => body,
        Err(refused) => return refused.into_response(),
    };
    if verifier.verify(&shown.signature, &shown.timestamp, &body).is_err() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Some(first) = receiver.handle(&body).await else { return StatusCode::BAD_REQUEST.into_response() };
    if let Some(heard) = first.heard {
        receiver.hear(heard, HEAD_START);
    }
    Json(first.answer).into_response()
}

/// Fails for a key that is none.
pub fn verifier(public_key: &str) -> anyhow::Result<Verifier> {
    let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(public_key.as_bytes()).ok();
    let key: [u8; 32] = bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| anyhow!("not 32 bytes in hex"))?;
    Verifier::try_new(key).context("read the public key of the Discord application")
}

/// What a request shows before its body is taken.
struct Shown {
    signature: String,
    timestamp: String,
}

impl Shown {
    /// Nothing when it cannot be Discord's, or not of now.
    fn of(headers: &HeaderMap, now: SystemTime) -> Option<Self> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (signature, timestamp) = (text(SIGNATURE)?, text(TIMESTAMP)?);
        let is_signature = signature.len() == 128 && signature.bytes().all(|b| b.is_ascii_hexdigit());
        (is_signature && is_fresh(&timestamp, now)).then_some(Shown { signature, timestamp })
    }
}

fn is_fresh(timestamp: &str, now: SystemTime) -> bool {
    let now = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    timestamp.parse::<u64>().is_ok_and(|then| now.abs_diff(then) <= OLDEST.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, 7.1, test 3: a message of two bytes, 0xaf 0x82, and its signature.
    const KEY: &str = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
    const SIGNED: &str = "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
                          18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";

    #[test]
    fn a_signature_opens_and_any_other_does_not() {
        let verifier = verifier(KEY).expect("a key");
        assert!(verifier.verify(SIGNED, "", &[0xaf, 0x82]).is_ok());
        assert!(verifier.verify(SIGNED, "", &[0xaf, 0x83]).is_err());
        assert!(verifier.verify(&SIGNED.replace('6', "7"), "", &[0xaf, 0x82]).is_err());
        assert!(verifier.verify("", "", &[0xaf, 0x82]).is_err());
    }

    #[test]
    fn what_is_no_key_is_an_error_and_no_panic() {
        for key in ["", "00", "zz", &"f".repeat(63), &"ф".repeat(32)] {
            assert!(verifier(key).is_err(), "{key}");
        }
    }

    #[test]
    fn what_was_signed_long_ago_or_later_than_now_is_turned_away() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(10_000);
        for timestamp in ["9700", "10000", "10300"] {
            assert!(is_fresh(timestamp, now), "{timestamp}");
        }
        for timestamp in ["9699", "10301", "", "-1", "now"] {
            assert!(!is_fresh(timestamp, now), "{timestamp}");
        }
    }

    #[test]
    fn only_what_could_be_of_discord_and_of_now_shows_anything() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(10_000);
        let shown = |headers: &[(&'static str, &str)]| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(*name, value.parse().expect("a header"));
            }
            Shown::of(&map, now).is_some()
        };
        assert!(shown(&[(SIGNATURE, SIGNED), (TIMESTAMP, "10000")]));
        for (signature, timestamp) in
            [(SIGNED, "1"), (SIGNED, ""), (&SIGNED[1..], "10000"), ("", "10000"), (&SIGNED.replace('6', "x"), "10000")]
        {
            assert!(!shown(&[(SIGNATURE, signature), (TIMESTAMP, timestamp)]), "{signature} {timestamp}");
        }
        assert!(!shown(&[(SIGNATURE, SIGNED)]) && !shown(&[(TIMESTAMP, "10000")]) && !shown(&[]));
    }
}
