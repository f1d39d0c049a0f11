//! The HTTP door: who calls and what for, what shall go wrong, and the table of routes.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State as Shared};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};

use super::body::Sent;
use super::fault::Failure;
use super::refusal::{NOT_FOUND, Refusal, UNAUTHORIZED, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, WRONG_METHOD};
use super::state::Id;
use super::{Call, Line, answers, applications, channels, commands, gateway, webhooks};
use crate::fakes::providers::Behaviour;

pub fn router(line: Line) -> Router {
    Router::new()
        .route("/", any(gateway::connect))
        .route("/resumed", any(gateway::connect))
        .route("/resumed/", any(gateway::connect))
        .fallback(arrive)
        .with_state(line)
}

async fn arrive(Shared(line): Shared<Line>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, 32 * 1024 * 1024).await.expect("a request that fits");
    let sent = Sent::read(&parts.headers, &bytes);
    let body = sent.as_ref().map_or(Value::Null, |sent| sent.body.clone());
    let path = without_tokens(parts.uri.path());
    let named = format!("{} {}", parts.method, path.strip_prefix("/api/v10").unwrap_or(&path));
    let now = line.look().now();
    let (failure, standing) = line.change(|state| {
        state.calls.push(Call { method: parts.method.clone(), path: path.clone(), body });
        let at = state.failures.iter().position(|(pattern, _)| named.starts_with(pattern));
        let limit = state.limits.iter_mut().find(|limit| named.starts_with(&limit.pattern));
        let standing = limit.map(|limit| limit.take(&major(parts.uri.path()), now));
        (at.and_then(|at| state.failures.remove(at)).map(|(_, failure)| failure), standing)
    });
    let usual = async || match carry_out(&line, &parts, sent).await {
        Ok(response) => response,
        Err(refusal) => {
            if let Refusal::Invalid(faults) = &refusal {
                line.change(|state| state.faults.extend(faults.iter().map(|fault| format!("{named}{fault}"))));
            }
            refusal.into_response()
        }
    };
    let mut response = match standing.and_then(|standing| standing.refusal()) {
        Some(refusal) => refusal.answer(|| unreachable!("a refusal does nothing")).await,
        None => answer(failure, usual).await,
    };
    if let Some(standing) = standing {
        standing.stamp(&mut response);
    }
    response
}

async fn answer(failure: Option<Failure>, usual: impl AsyncFnOnce() -> Response) -> Response {
    let Some(failure) = failure else { return usual().await };
    let Some(behaviour) = failure.behaviour() else {
        // Whatever the answer would have been, nobody gets to read it.
        usual().await;
        let cut = futures::stream::once(async { Err::<Bytes, _>(std::io::Error::other("cut")) });
        return Body::from_stream(cut).into_response();
    };
    match behaviour {
        Behaviour::Usual => usual().await,
        Behaviour::Held(gate) => {
            // It has no permits to give, so this returns when it is closed and not before.
            let _ = gate.acquire().await;
            usual().await
        }
        Behaviour::Slices(_) | Behaviour::Cut(_) => {
            let response = usual().await;
            behaviour.answer(|| response).await
        }
        Behaviour::Answer { .. } | Behaviour::Stream(..) | Behaviour::Stall => {
            behaviour.answer(|| unreachable!("this does nothing")).await
        }
    }
}

/// The table of routes.
async fn carry_out(line: &Line, parts: &Parts, sent: Result<Sent, Refusal>) -> Result<Response, Refusal> {
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !is_a_client(header("user-agent")) {
        return Err(Refusal::NoClient);
    }
    let Some(path) = parts.uri.path().strip_prefix("/api/v10/") else { return Err(NOT_FOUND) };
    let words: Vec<&str> = path.split('/').collect();
    let query = parts.uri.query().unwrap_or_default();
    // Interactions and their webhooks are known by their tokens; everything else asks who is calling.
    match (parts.method.as_str(), &words[..]) {
        ("POST", ["interactions", interaction, token, "callback"]) => {
            return answers::call_back(line, number(interaction)?, token, &sent?, has(query, "with_response"));
        }
        (_, ["interactions", _, _, "callback"]) => return Err(WRONG_METHOD),
        ("POST", ["webhooks", application, token]) => {
            return webhooks::follow_up(line, number(application)?, token, &sent?).map(shown);
        }
        (method, ["webhooks", application, token, "messages", message]) => {
            let application = number(application)?;
            return match method {
                "GET" => webhooks::read(line, application, token, message).map(shown),
                "PATCH" => webhooks::change(line, application, token, message, &sent?).map(shown),
                "DELETE" => webhooks::delete(line, application, token, message).map(|()| done()),
                _ => Err(WRONG_METHOD),
            };
        }
        _ => {}
    }
    // A token without `Bot ` before it is taken for a person's, and no person has it.
    let token = header("authorization").strip_prefix("Bot ").unwrap_or_default();
    let caller = line.look().by_token(token).ok_or(UNAUTHORIZED)?;
    match (parts.method.as_str(), &words[..]) {
        ("GET", ["applications", "@me"]) => Ok(shown(applications::shown(&line.look(), caller))),
        ("PATCH", ["applications", "@me"]) => applications::change(line, caller, &sent?.body).await.map(shown),
        (_, ["applications", "@me"]) => Err(WRONG_METHOD),
        ("GET", ["users", "@me"]) => Ok(shown(applications::own_user(&line.look(), caller))),
        ("POST", ["users", "@me", "channels"]) => channels::open(line, caller, &sent?).map(shown),
        (method @ ("GET" | "PUT"), ["applications", application, rest @ .., "commands"]) => {
            let guild = match rest {
                [] => None,
                ["guilds", guild] => Some(number(guild)?),
                _ => return Err(NOT_FOUND),
            };
            let scope = commands::Scope { caller, application: number(application)?, guild };
            match method {
                "GET" => commands::list(line, &scope).map(shown),
                _ => commands::overwrite(line, &scope, &sent?.body).map(shown),
            }
        }
        ("POST", ["channels", channel, "messages"]) => {
            channels::write(line, caller, channel_id(channel)?, &sent?).map(shown)
        }
        (method, ["channels", channel, "messages", message]) => {
            let (channel, message) = (channel_id(channel)?, message.parse().map_err(|_| UNKNOWN_MESSAGE)?);
            match method {
                "GET" => channels::read(line, caller, channel, message).map(shown),
                "PATCH" => channels::change(line, caller, channel, message, &sent?).map(shown),
                "DELETE" => channels::delete(line, caller, channel, message).map(|()| done()),
                _ => Err(WRONG_METHOD),
            }
        }
        ("GET", ["gateway"]) => Ok(shown(json!({ "url": line.gateway_address("") }))),
        ("GET", ["gateway", "bot"]) => Ok(shown(gateway::bot(line))),
        _ => Err(NOT_FOUND),
    }
}

/// `DiscordBot (address, version)`.
fn is_a_client(agent: &str) -> bool {
    let inside = agent.strip_prefix("DiscordBot (").and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    let Some((address, version)) = inside.and_then(|inside| inside.split_once(", ")) else { return false };
    address.starts_with("https://") && version.starts_with(|c: char| c.is_ascii_digit())
}

fn number(word: &str) -> Result<Id, Refusal> {
    word.parse().map_err(|_| Refusal::Invalid(vec![format!(".path: \"{word}\" is not snowflake.")]))
}

fn channel_id(word: &str) -> Result<Id, Refusal> {
    word.parse().map_err(|_| UNKNOWN_CHANNEL)
}

fn has(query: &str, name: &str) -> bool {
    query.split('&').any(|pair| pair.split_once('=').is_some_and(|(key, value)| key == name && value == "true"))
}

fn shown(value: Value) -> Response {
    axum::Json(value).into_response()
}

pub fn done() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// The path as it may be kept: the tokens of interactions are in their paths.
fn without_tokens(path: &str) -> String {
    let mut words: Vec<&str> = path.split('/').collect();
    if let [_, "api", _, "interactions" | "webhooks", _, token, ..] = &mut words[..] {
        *token = "{token}";
    }
    words.join("/")
}

/// Calls of one route share a bucket as long as the channel, server or webhook with its token is the same.
fn major(path: &str) -> String {
    let words: Vec<&str> = path.split('/').skip(3).collect();
    match words[..] {
        ["channels" | "guilds", id, ..] => id.to_owned(),
        ["webhooks", id, token, ..] => format!("{id}/{token}"),
        _ => String::new(),
    }
}

impl Call {
    /// Whether it is of this method and of a path that begins so, without `/api/v10`.
    pub fn is(&self, method: &Method, path: &str) -> bool {
        self.method == method && self.path.strip_prefix("/api/v10").is_some_and(|rest| rest.starts_with(path))
    }
}
