//! What the API can do instead of answering as it should.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Stands for every root field.
pub const ANY: &str = "*";

/// What happens to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// 429 with `Retry-After`.
    TooMany { retry_after_s: u64 },
    /// This status and a line of text.
    Status(u16),
    /// 403 with a page of HTML, as Cloudflare sends it.
    Html403,
    /// 200 with this in `errors`, and no data.
    GraphQl(String),
    /// 200 with the sentence that tells to wait, in `errors`.
    TooQuickly { retry_after_s: u64 },
    /// 200 with half a JSON document.
    Malformed,
    /// 200 with nothing.
    Empty,
    /// 200 with data of a type that the schema does not have there.
    WrongType,
    /// 200 with 10 MB.
    Huge,
    /// The deed is done, then the connection is cut.
    LostAfter,
    /// The connection is cut, and nothing is done.
    LostBefore,
    /// The deed is done, and no answer comes.
    HangAfter,
    /// Nothing is done, and no answer comes.
    HangBefore,
    /// 200 with `true`, and nothing is done.
    Pretends,
    /// The deed is done, and this is what comes of it.
    After(Box<Fault>),
}

/// What the door does with a request.
pub enum Reply {
    Answer(Response),
    Cut,
    Hang,
}

impl Fault {
    pub fn is_done(&self) -> bool {
        matches!(self, Fault::LostAfter | Fault::HangAfter | Fault::After(_))
    }

    /// `key` is the field of the answer that is hit.
    pub fn reply(&self, key: &str) -> Reply {
        let answer = match self {
            Fault::LostAfter | Fault::LostBefore => return Reply::Cut,
            Fault::HangAfter | Fault::HangBefore => return Reply::Hang,
            Fault::After(fault) => return fault.reply(key),
            Fault::TooMany { retry_after_s } => too_many(*retry_after_s),
            Fault::Status(status) => {
                let status = StatusCode::from_u16(*status).expect("a status of HTTP");
                (status, "upstream connect error or disconnect/reset before headers").into_response()
            }
            Fault::Html403 => {
                let page = "<!DOCTYPE html><html><head><title>Access denied | backboard.railway.com used Cloudflare \
                            to restrict access</title></head><body>Error 1020</body></html>";
                (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "text/html; charset=UTF-8")], page).into_response()
            }
            Fault::GraphQl(message) => refusals(&[(key.to_owned(), message.clone())]),
            Fault::TooQuickly { retry_after_s: seconds } => {
                let message = format!(
                    "You are creating projects too quickly. Your plan allows 1 project per {seconds} seconds, please \
                     try again in {seconds} seconds"
                );
                refusals(&[(key.to_owned(), message)])
            }
            Fault::Malformed => json_text(r#"{"data":{"proj"#.to_owned()),
            Fault::Empty => json_text(String::new()),
            Fault::Pretends => json_text(json!({ "data": { key: true } }).to_string()),
            Fault::WrongType => json_text(json!({ "data": { key: [42] } }).to_string()),
            Fault::Huge => json_text(json!({ "data": { key: "x".repeat(10_000_000) } }).to_string()),
        };
        Reply::Answer(answer)
    }
}

pub fn too_many(retry_after_s: u64) -> Response {
    let retry_after = [(header::RETRY_AFTER, retry_after_s.to_string())];
    (StatusCode::TOO_MANY_REQUESTS, retry_after, "Too Many Requests").into_response()
}

/// 200 with `errors`, each with the field it is about, and no data: all root fields have to be there.
pub fn refusals(refused: &[(String, String)]) -> Response {
    let error = |(key, message): &(String, String)| json!({ "message": message, "path": [key], "extensions": { "code": "INTERNAL_SERVER_ERROR" } });
    let errors: Vec<Value> = refused.iter().map(error).collect();
    json_text(json!({ "errors": errors, "data": null }).to_string())
}

pub fn json_text(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response()
}
