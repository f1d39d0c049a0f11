//! Screens about the tokens that open the HTTP API.

use crate::chat::screen::Screen;
use crate::domain::Millis;
use crate::domain::access_token::{KeptToken, Scopes};
use crate::secret::Secret;
use crate::text::{Moment, Msg, Span};

/// A new token, which nobody can show again.
pub fn made(token: &Secret, scopes: &Scopes, until: Millis) -> Screen {
    let (token, scopes) = (token.expose().to_owned(), scopes.to_string());
    Screen::new(vec![Msg::AccessToken { token, scopes, until: Moment(until) }, Msg::AccessTokenHelp])
}

pub fn list(tokens: &[KeptToken], now: Millis) -> Screen {
    if tokens.is_empty() {
        return Screen::new(vec![Msg::NoAccessTokens, Msg::UsageToken]);
    }
    let line = |it: &KeptToken| {
        let (tail, scopes) = (format!("…{}", it.tail), it.scopes.to_string());
        let line = Msg::AccessTokenLine { tail, scopes, ends: Span(it.expires_at - now) };
        match it.last_used_at {
            Some(at) => Msg::AccessTokenUsed { line: Box::new(line), ago: Span((now - at).max(0)) },
            None => line,
        }
    };
    let mut lines = vec![Msg::AccessTokensHead];
    lines.extend(tokens.iter().map(line));
    lines.push(Msg::AccessTokensHelp);
    Screen::new(lines)
}
