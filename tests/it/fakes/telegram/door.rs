//! The HTTP door of the fake: reads a call, holds it against the description, and answers or fails as told.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Map, Value, json};

use super::methods::{self, Refusal};
use super::{Failure, Line, updates};

/// What a call carries: its parameters, and the file of a form as name and content.
pub struct Call {
    pub parameters: Map<String, Value>,
    pub file: Option<(String, String)>,
}

pub fn router(line: Line) -> Router {
    Router::new().route("/{bot}/{method}", any(call)).with_state(line)
}

async fn call(
    Shared(line): Shared<Line>,
    Path((bot, method)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let token = bot.strip_prefix("bot").unwrap_or_default();
    if line.look().is_void(token) {
        return refused(&Refusal::new(401, "Unauthorized"));
    }
    let Some(bot) = line.look().by_token(token).map(|known| known.bot.id) else {
        return refused(&Refusal::new(404, "Not Found"));
    };
    if line.look().bot(bot).is_revoked {
        return refused(&Refusal::new(401, "Unauthorized"));
    }
    let Some(method) = line.schema.method(&method).map(str::to_owned) else {
        line.change(|state| state.violations.push(format!("there is no method {method}")));
        return refused(&Refusal::new(404, "Not Found: method not found"));
    };
    let call = match read(&line, &method, &headers, &body) {
        Ok(call) => call,
        Err(fault) => return violation(&line, vec![format!("{method}: {fault}")]),
    };
    let faults = line.schema.faults(&method, &call.parameters);
    if !faults.is_empty() {
        return violation(&line, faults);
    }
    line.change(|state| state.bot(bot).calls.push((method.clone(), Value::Object(call.parameters.clone()))));
    let failure = line.change(|state| state.bot(bot).failure(&method));
    match failure {
        None => answer(carry_out(&line, bot, &method, &call).await),
        Some(Failure::AnswerLost) => {
            // Whatever the answer would have been, nobody gets to read it.
            let _ = carry_out(&line, bot, &method, &call).await;
            let broken =
                futures::stream::iter([Ok(Bytes::from_static(b"{\"ok\":")), Err(std::io::Error::other("cut"))]);
            Body::from_stream(broken).into_response()
        }
        Some(Failure::AnswerStall) => {
            let _ = carry_out(&line, bot, &method, &call).await;
            std::future::pending().await
        }
        Some(failure) => fail(&failure).await,
    }
}

async fn carry_out(line: &Line, bot: i64, method: &str, call: &Call) -> Result<String, Refusal> {
    match method {
        "getUpdates" => updates::wait(line, bot, &call.parameters).await,
        "setWebhook" => Ok(updates::set_webhook(line, bot, &call.parameters)),
        _ => line.change(|state| methods::carry_out(state, bot, method, call)).map(|value| value.to_string()),
    }
}

fn answer(result: Result<String, Refusal>) -> Response {
    match result {
        Ok(result) => ([(header::CONTENT_TYPE, "application/json")], format!(r#"{{"ok":true,"result":{result}}}"#))
            .into_response(),
        Err(Refusal { failure: Some(Failure::BadGateway), .. }) => bad_gateway(),
        Err(refusal) => refused(&refusal),
    }
}

async fn fail(failure: &Failure) -> Response {
    match failure {
        Failure::BadGateway => bad_gateway(),
        Failure::Stall | Failure::AnswerLost | Failure::AnswerStall => std::future::pending().await,
        Failure::TooMany(_) | Failure::Refused(_) | Failure::NoMethod | Failure::Revoked => {
            refused(&Refusal::from(failure.clone()))
        }
    }
}

fn bad_gateway() -> Response {
    (StatusCode::BAD_GATEWAY, "<html><head><title>502 Bad Gateway</title></head></html>").into_response()
}

fn refused(refusal: &Refusal) -> Response {
    let mut body = json!({ "ok": false, "error_code": refusal.code, "description": refusal.description });
    if let Some(seconds) = refusal.retry_after {
        body["parameters"] = json!({ "retry_after": seconds });
    }
    let status = StatusCode::from_u16(refusal.code).expect("refusals have HTTP codes");
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

fn violation(line: &Line, faults: Vec<String>) -> Response {
    let refusal = Refusal::new(400, &format!("Bad Request: {}", faults.join("; ")));
    line.change(|state| state.violations.extend(faults));
    refused(&refusal)
}

fn read(line: &Line, method: &str, headers: &HeaderMap, body: &[u8]) -> Result<Call, String> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if let Some((_, boundary)) = kind.split_once("boundary=") {
        return read_form(line, method, boundary, body);
    }
    if body.is_empty() {
        return Ok(Call { parameters: Map::new(), file: None });
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(parameters)) => Ok(Call { parameters, file: None }),
        Ok(_) => Err("the body is no object".into()),
        Err(e) => Err(format!("the body is no JSON: {e}")),
    }
}

fn read_form(line: &Line, method: &str, boundary: &str, body: &[u8]) -> Result<Call, String> {
    let body = std::str::from_utf8(body).map_err(|_| "the fake reads only forms of text")?;
    let mut fields = Vec::new();
    let mut file = None;
    for part in body.split(&format!("--{boundary}")) {
        let Some((head, content)) = part.split_once("\r\n\r\n") else { continue };
        let content = content.strip_suffix("\r\n").unwrap_or(content).to_owned();
        let quoted = |name: &str| {
            let (_, rest) = head.split_once(&format!(" {name}=\""))?;
            rest.split_once('"').map(|(value, _)| value.to_owned())
        };
        let name = quoted("name").ok_or("a part of the form has no name")?;
        match quoted("filename") {
            Some(filename) => {
                fields.push((name, "attached".into()));
                file = Some((filename, content));
            }
            None => fields.push((name, content)),
        }
    }
    Ok(Call { parameters: line.schema.read_form(method, fields), file })
}
