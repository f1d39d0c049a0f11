//! Whether Discord knows a bot's token and lets the bot read messages, and the one switch that it may need for that. A
//! refused token is never tried again: Discord shuts out
//! addresses that keep asking.

use reqwest::header::USER_AGENT;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use tracing::info;

use super::wire::{self, Answer};
use crate::secret::Secret;

/// What became of a look at a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Good(Application),
    /// Discord does not know the token (any more).
    Refused,
    Unreachable,
}

/// The application that a bot belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Only digits.
    pub id: String,
    pub name: String,
    pub flags: u64,
}

/// What became of switching on the reading of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switched {
    Done,
    /// Only its owner can do it, in the developer portal.
    Refused,
    Unreachable,
}

/// Discord granted the reading of messages after a review, which applications in many servers need.
const MESSAGE_CONTENT: u64 = 1 << 18;
/// Its owner switched it on, which is enough for applications in few servers.
const MESSAGE_CONTENT_LIMITED: u64 = 1 << 19;

impl Application {
    /// Whether the bot is shown what people write without naming it. If not, it answers only mentions and private
    /// messages, and a program that asks for more is cut off.
    pub fn reads_messages(&self) -> bool {
        self.flags & (MESSAGE_CONTENT | MESSAGE_CONTENT_LIMITED) != 0
    }
}

/// Asks Discord whose token it is.
pub async fn look(http: &reqwest::Client, origin: &str, token: &Secret) -> Found {
    let Some(answer) = wire::ask(request(http, Method::GET, origin), "Bot", token).await else {
        return Found::Unreachable;
    };
    let found = match (answer.status, application(&answer.body)) {
        (StatusCode::OK, Some(application)) => Found::Good(application),
        (StatusCode::UNAUTHORIZED, _) => Found::Refused,
        // Whatever else is answered speaks of our address or of a bad moment, not of the token.
        (_, _) => Found::Unreachable,
    };
    log(&answer, matches!(found, Found::Good(_)));
    found
}

/// Lets the bot read messages. The application's other flags stay as they are.
pub async fn switch_on_messages(
    http: &reqwest::Client,
    origin: &str,
    token: &Secret,
    application: &Application,
) -> Switched {
    if application.reads_messages() {
        return Switched::Done;
    }
    let change = json!({ "flags": application.flags | MESSAGE_CONTENT_LIMITED });
    let request = request(http, Method::PATCH, origin).json(&change);
    let Some(answer) = wire::ask(request, "Bot", token).await else { return Switched::Unreachable };
    let switched = match (answer.status, self::application(&answer.body)) {
        (StatusCode::OK, Some(changed)) if changed.reads_messages() => Switched::Done,
        // It took the change and did not make it.
        (StatusCode::OK, Some(_)) => Switched::Refused,
        (StatusCode::UNAUTHORIZED, _) => Switched::Refused,
        // A refusal of Discord's own has a code; a page or a body without one is from what stands before it.
        (StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN, _) if code(&answer.body).is_some() => Switched::Refused,
        (_, _) => Switched::Unreachable,
    };
    log(&answer, switched == Switched::Done);
    switched
}

fn request(http: &reqwest::Client, method: Method, origin: &str) -> RequestBuilder {
    // Discord turns away who does not name a page and a version in this form. Hatchery has no page of its own.
    const WHO: &str = concat!("DiscordBot (https://hatchery.invalid, ", env!("CARGO_PKG_VERSION"), ")");
    let address = format!("{}/api/v10/applications/@me", origin.trim_end_matches('/'));
    http.request(method, address).header(USER_AGENT, WHO)
}

/// The part of an application that we act on; nothing when an answer is not one.
fn application(body: &Value) -> Option<Application> {
    #[derive(Deserialize)]
    struct Told {
        id: String,
        name: String,
        /// Without them nothing may be changed: a change names all of them.
        flags: u64,
    }
    let told = Told::deserialize(body).ok()?;
    // The id becomes a part of a link.
    let is_id = (1..=20).contains(&told.id.len()) && told.id.bytes().all(|b| b.is_ascii_digit());
    is_id.then(|| Application { id: told.id, name: wire::name(&told.name), flags: told.flags })
}

fn code(body: &Value) -> Option<i64> {
    body["code"].as_i64()
}

fn log(answer: &Answer, is_fine: bool) {
    if !is_fine {
        let (status, code) = (answer.status.as_u16(), code(&answer.body));
        info!(status, code, "Discord did not say yes to a bot's token");
    }
}
