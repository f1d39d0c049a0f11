//! One request, carried out once: its body is read, and everything it does is one transaction together with the answer
//! that is kept for its Idempotency-Key. Whoever is refused has written nothing.

use anyhow::Context;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::App;
use crate::api::door::Caller;
use crate::api::fault::{Code, Fault};
use crate::quota::DAY;
use crate::store::{API, Asked, Durability, Tx};

pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The bytes that came, or why they did not.
pub type Body = Result<Bytes, BytesRejection>;

/// What came, whatever it means.
pub fn bytes(body: Body) -> Result<Bytes, Fault> {
    body.map_err(|rejection| Fault::of_status(rejection.status()))
}

/// Reads JSON. What is wrong is told by its place only: a value may be a key.
pub fn json<T: DeserializeOwned>(headers: &HeaderMap, bytes: &[u8]) -> Result<T, Fault> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_json = kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
    if !is_json {
        return Err(Fault::bad("Send the body as JSON, with Content-Type: application/json."));
    }
    serde_json::from_slice(bytes).map_err(|cause| {
        let (line, column) = (cause.line(), cause.column());
        Fault::bad(format!("The body is not what this takes, at line {line}, column {column}; see /openapi.json."))
    })
}

/// A request that is being carried out.
pub struct Work {
    pub tx: Tx,
    key: Option<String>,
    caller: Caller,
}

pub enum Begun {
    Now(Box<Work>),
    /// It was carried out before, and this was the answer.
    Before(Response),
}

/// Begins what was asked at `place`; the same key with the same body is not begun again for a day.
pub async fn begin(app: &App, caller: &Caller, headers: &HeaderMap, place: &str, body: &[u8]) -> Result<Begun, Fault> {
    let key = key(headers)?;
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    tx.through(API);
    if let Some(key) = &key {
        let now = app.now();
        let asked = tx.ask_once(&caller.token, key, &digest(place, body), now - DAY, now).await?;
        if let Some(response) = earlier(asked)? {
            return Ok(Begun::Before(response));
        }
    }
    Ok(Begun::Now(Box::new(Work { tx, key, caller: caller.clone() })))
}

/// Of what is asked: the same key with another one is something else.
pub fn digest(place: &str, body: &[u8]) -> String {
    let digest = Sha256::new().chain_update(place).chain_update([0]).chain_update(body).finalize();
    data_encoding::HEXLOWER.encode(&digest)
}

/// The answer to a request that was made before; nothing when it is new.
pub fn earlier(asked: Asked) -> Result<Option<Response>, Fault> {
    match asked {
        Asked::Now => Ok(None),
        Asked::Before { status, answer } => {
            let status = StatusCode::from_u16(status).context("a kept answer has no status")?;
            let mut response = answered(status, answer);
            response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
            Ok(Some(response))
        }
        Asked::Otherwise => {
            let said = "This Idempotency-Key was used for something else in the last 24 hours.";
            Err(Fault::new(Code::Conflict, said))
        }
    }
}

impl Work {
    /// All of it counts from now on.
    pub async fn end(mut self, app: &App, status: StatusCode, answer: &impl Serialize) -> Result<Response, Fault> {
        let answer = serde_json::to_string(answer).context("write an answer")?;
        if let Some(key) = &self.key {
            self.tx.answer_request(&self.caller.token, key, status.as_u16(), &answer).await?;
        }
        self.tx.commit().await?;
        app.wake();
        Ok(answered(status, answer))
    }
}

pub fn answered(status: StatusCode, answer: String) -> Response {
    (status, [(CONTENT_TYPE, HeaderValue::from_static("application/json"))], answer).into_response()
}

/// The key of a request, where it has one.
pub fn key(headers: &HeaderMap) -> Result<Option<String>, Fault> {
    let mut keys = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(key) = keys.next() else { return Ok(None) };
    let text = key.to_str().unwrap_or_default();
    let is_good = (1..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    match is_good && keys.next().is_none() {
        true => Ok(Some(text.to_owned())),
        false => Err(Fault::bad("An Idempotency-Key is one word of 1 to 128 letters, digits and signs.")),
    }
}
