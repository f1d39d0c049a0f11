//! Whether the two tokens of a Slack bot work: the one it speaks with and the one it listens with.
//! Slack answers 200 also when it refuses; what it means is a word in the body.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::Deserialize;
use serde_json::Value;
use tracing::info;

use super::wire;
use crate::secret::Secret;

/// What became of a look at the token that a bot speaks with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Good {
        bot: String,
        team: String,
        /// Where the workspace is, without a path.
        url: Option<String>,
    },
    /// It works, and is a person's or an app's.
    NotABot,
    /// The app's tokens rotate: this one is dead in some hours, or already.
    Expires,
    /// The app must be given these and be installed again.
    MissingScopes(Vec<String>),
    Refused(Refusal),
    Unreachable,
}

/// Why Slack refuses a token, as far as a person does something different about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Slack does not know it: it was cut off, or replaced by a newer one.
    NotKnown,
    /// The app was removed from the workspace, or its bot switched off: it must be installed again.
    Removed,
    /// The workspace does not let it in: its admins must.
    Closed,
    /// A no in words that we do not know. It will not pass by itself, so a new installation is worth a try.
    Other,
}

/// Whether an app may listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    Yes,
    /// Slack does not take it, and will not later: its owner makes a new one.
    Refused,
    /// Socket Mode is off in the app's settings.
    NoSocketMode,
    /// It was made without `connections:write`.
    MissingScope,
    Unreachable,
}

/// What a chatting bot cannot do without: hear its name in channels, hear private messages, answer.
pub const NEEDED_SCOPES: [&str; 3] = ["app_mentions:read", "chat:write", "im:history"];

/// What Slack answered: yes with a body, or a word why not.
enum Said {
    Yes(HeaderMap, Value),
    No(Why, Value),
    Nothing,
}

/// The meanings of Slack's words. They are the same for all methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    NotKnown,
    Removed,
    Expired,
    WrongKind,
    Scope,
    Closed,
    NoSocketMode,
    /// It passes by itself.
    Later,
    Other,
}

/// Asks Slack whose token it is and what it may do.
pub async fn look(http: &reqwest::Client, origin: &str, bot_token: &Secret) -> Found {
    match ask(http, origin, "auth.test", bot_token).await {
        Said::Yes(headers, body) => found(&headers, &body),
        Said::No(Why::NotKnown, _) => Found::Refused(Refusal::NotKnown),
        Said::No(Why::Removed, _) => Found::Refused(Refusal::Removed),
        Said::No(Why::Expired, _) => Found::Expires,
        Said::No(Why::WrongKind, _) => Found::NotABot,
        Said::No(Why::Scope, body) => Found::MissingScopes(needed(&body)),
        Said::No(Why::Closed, _) => Found::Refused(Refusal::Closed),
        // Nobody listens here, so the word makes no sense.
        Said::No(Why::NoSocketMode | Why::Other, _) => Found::Refused(Refusal::Other),
        Said::No(Why::Later, _) | Said::Nothing => Found::Unreachable,
    }
}

/// Asks Slack for a place to listen, and does not go there.
pub async fn opens(http: &reqwest::Client, origin: &str, app_token: &Secret) -> Opens {
    match ask(http, origin, "apps.connections.open", app_token).await {
        // The answer's address lets whoever has it listen: it ends here.
        Said::Yes(_, body) if body["url"].is_string() => Opens::Yes,
        Said::Yes(..) => Opens::Unreachable,
        Said::No(Why::NoSocketMode, _) => Opens::NoSocketMode,
        Said::No(Why::Scope, _) => Opens::MissingScope,
        // Where the workspace is closed, the look at the bot's own token has said so.
        Said::No(Why::NotKnown | Why::Removed | Why::Expired | Why::WrongKind | Why::Closed | Why::Other, _) => {
            Opens::Refused
        }
        Said::No(Why::Later, _) | Said::Nothing => Opens::Unreachable,
    }
}

async fn ask(http: &reqwest::Client, origin: &str, method: &str, token: &Secret) -> Said {
    let address = format!("{}/api/{method}", origin.trim_end_matches('/'));
    let request = http.post(address).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let Some(answer) = wire::ask(request, "Bearer", token).await else { return Said::Nothing };
    let (status, body) = (answer.status.as_u16(), answer.body);
    match (body["ok"].as_bool(), body["error"].as_str()) {
        (Some(true), _) if answer.status == StatusCode::OK => Said::Yes(answer.headers, body),
        (Some(false), Some(word)) if answer.status == StatusCode::OK => {
            let why = meaning(word);
            // A word has letters and underscores only; anything else might be anything.
            let word = if is_word(word) { word } else { "no word" };
            info!(method, word, ?why, "Slack refused a token");
            Said::No(why, body)
        }
        _ => {
            info!(method, status, "Slack gave no usable answer about a token");
            Said::Nothing
        }
    }
}

fn meaning(word: &str) -> Why {
    match word {
        "invalid_auth" | "not_authed" => Why::NotKnown,
        "account_inactive" | "token_revoked" | "user_removed_from_team" => Why::Removed,
        "token_expired" => Why::Expired,
        "not_allowed_token_type" => Why::WrongKind,
        "missing_scope" => Why::Scope,
        "access_denied"
        | "accesslimited"
        | "ekm_access_denied"
        | "enterprise_is_restricted"
        | "forbidden_team"
        | "no_permission"
        | "org_login_required"
        | "team_access_not_granted"
        | "team_disabled"
        | "two_factor_setup_required" => Why::Closed,
        "link_disabled" | "socket_mode_not_enabled" => Why::NoSocketMode,
        "fatal_error"
        | "internal_error"
        | "rate_limited"
        | "ratelimited"
        | "request_timeout"
        | "service_unavailable"
        | "team_added_to_org" => Why::Later,
        _ => Why::Other,
    }
}

/// What `auth.test` says about a token that works.
fn found(headers: &HeaderMap, body: &Value) -> Found {
    #[derive(Deserialize)]
    struct Told {
        user: String,
        team: String,
        url: Option<String>,
        bot_id: Option<String>,
        /// Seconds; only tokens that rotate have it.
        expires_in: Option<u64>,
    }
    let Ok(told) = Told::deserialize(body) else { return Found::Unreachable };
    if told.bot_id.is_none() {
        return Found::NotABot;
    }
    if told.expires_in.is_some() {
        return Found::Expires;
    }
    let missing = missing(headers);
    if !missing.is_empty() {
        return Found::MissingScopes(missing);
    }
    let url = told.url.as_deref().and_then(workspace);
    Found::Good { bot: wire::name(&told.user), team: wire::name(&told.team), url }
}

/// The scopes that the bot lacks. When Slack does not list what it has, nothing is held against it.
fn missing(headers: &HeaderMap) -> Vec<String> {
    let Some(granted) = headers.get("x-oauth-scopes").and_then(|list| list.to_str().ok()) else { return Vec::new() };
    let granted: Vec<&str> = granted.split(',').map(str::trim).collect();
    NEEDED_SCOPES.into_iter().filter(|scope| !granted.contains(scope)).map(str::to_owned).collect()
}

/// The scopes that a refusal names; all that we need when it names none.
fn needed(body: &Value) -> Vec<String> {
    let is_scope =
        |scope: &&str| scope.contains(':') && scope.chars().all(|c| c.is_ascii_lowercase() || "_:.".contains(c));
    let named = body["needed"].as_str().unwrap_or_default().split(',').map(str::trim);
    let named: Vec<String> = named.filter(is_scope).map(str::to_owned).collect();
    if named.is_empty() { NEEDED_SCOPES.map(str::to_owned).into() } else { named }
}

fn workspace(url: &str) -> Option<String> {
    let url = reqwest::Url::parse(url).ok()?;
    (url.scheme() == "https").then(|| format!("https://{}", url.host_str().unwrap_or_default()))
}

fn is_word(word: &str) -> bool {
    (1..=64).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}
