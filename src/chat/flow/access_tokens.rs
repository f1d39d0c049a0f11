//! Tokens for the HTTP API: a person makes them, sees which they have, and revokes them.

use crate::chat::command::Verb;
use crate::chat::flow::{Effect, Look, Turn, Wish};
use crate::chat::screen::{self, access_tokens as screens, people};
use crate::chat::state::{Facts, Session};
use crate::domain::access_token::{Scope, Scopes};
use crate::domain::{Millis, Role, key, length};
use crate::quota::DAY;
use crate::secret::Secret;
use crate::text::Msg;

/// How long a token opens anything, unless it is said.
const LASTS: Millis = 30 * DAY;
/// Longer than a year nobody remembers where a token lies.
const LONGEST: Millis = 366 * DAY;

/// What a person wants done about their tokens. Times are lengths from now.
#[derive(Debug, Clone)]
pub enum AccessWish {
    New {
        scopes: Scopes,
        lasts: Millis,
    },
    /// Those that end so.
    Revoke {
        tail: String,
    },
}

#[derive(Debug, Clone)]
pub enum AccessAnswer {
    /// Shown this once.
    Made {
        token: Secret,
        scopes: Scopes,
        until: Millis,
    },
    TooMany {
        most: i64,
    },
    NeedsRole,
    Revoked {
        tail: String,
    },
    NoSuchToken,
}

/// `/token new [scopes] [30d]`, `/token list`, `/token revoke …`.
pub fn command(session: Session, rest: &str, facts: &Facts) -> Turn {
    let words: Vec<String> = rest.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["list"] => Turn::stay(session).doing(Effect::Look(Look::AccessTokens)),
        ["new", ..] if !facts.may_deploy && facts.bots.is_empty() => Turn::aside(session, screen::no_access()),
        ["new", more @ ..] => match asked(more) {
            Some(AccessWish::New { scopes, .. }) if scopes.has(Scope::Admin) && !facts.is(Role::Support) => {
                Turn::aside(session, screen::say(Msg::AccessTokenNeedsRole))
            }
            Some(wish) => Turn::stay(session).wishing(Wish::Access(wish)),
            None => Turn::aside(session, people::usage(Verb::Token)),
        },
        ["revoke", tail] => {
            // Whoever has the whole token may give that.
            let tail = key::tail(&Secret::new(*tail)).trim_start_matches('…').to_owned();
            Turn::stay(session).wishing(Wish::Access(AccessWish::Revoke { tail }))
        }
        _ => Turn::aside(session, people::usage(Verb::Token)),
    }
}

/// The last word may be how long it lasts; the others are scopes.
fn asked(words: &[&str]) -> Option<AccessWish> {
    let last = words.last().and_then(|word| length(word));
    let scopes = if last.is_some() { &words[..words.len() - 1] } else { words };
    let scopes = if scopes.is_empty() { Scopes::usual() } else { Scopes::parse(&scopes.join(" "))? };
    let lasts = last.unwrap_or(LASTS);
    (lasts <= LONGEST).then_some(AccessWish::New { scopes, lasts })
}

pub fn answered(session: Session, answer: AccessAnswer) -> Turn {
    let screen = match answer {
        AccessAnswer::Made { token, scopes, until } => screens::made(&token, &scopes, until),
        AccessAnswer::TooMany { most } => screen::say(Msg::AccessTokenTooMany { most }),
        AccessAnswer::NeedsRole => screen::say(Msg::AccessTokenNeedsRole),
        AccessAnswer::Revoked { tail } => screen::say(Msg::AccessTokenRevoked { tail: format!("…{tail}") }),
        AccessAnswer::NoSuchToken => screen::say(Msg::NoSuchAccessToken),
    };
    Turn::aside(session, screen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_and_a_length_may_be_said_or_left_out() {
        let read = |words: &[&str]| match asked(words) {
            Some(AccessWish::New { scopes, lasts }) => Some((scopes.to_string(), lasts / DAY)),
            Some(AccessWish::Revoke { .. }) | None => None,
        };
        assert_eq!(read(&[]), Some(("read deploy".into(), 30)));
        assert_eq!(read(&["7d"]), Some(("read deploy".into(), 7)));
        assert_eq!(read(&["read"]), Some(("read".into(), 30)));
        assert_eq!(read(&["deploy,read", "2w"]), Some(("read deploy".into(), 14)));
        for words in [["root"].as_slice(), &["7d", "read"], &["read", "400d"], &["read", "7y"]] {
            assert_eq!(read(words), None, "{words:?}");
        }
    }
}
