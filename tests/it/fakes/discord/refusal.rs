//! How Discord says no: by a status, a code of its own and a sentence; a body that breaks the rules is told by field.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The body breaks the description or a documented limit, each told as `.path: why`. It is a fault of the sender
    /// and is recorded.
    Invalid(Vec<String>),
    /// The same answer to a body that is right in itself: what it asks for does not fit the moment.
    Unfit(Vec<String>),
    Says(u16, u64, &'static str),
    /// What stands in front of Discord lets no such client through.
    NoClient,
}

pub const UNAUTHORIZED: Refusal = Refusal::Says(401, 0, "401: Unauthorized");
pub const NOT_FOUND: Refusal = Refusal::Says(404, 0, "404: Not Found");
pub const WRONG_METHOD: Refusal = Refusal::Says(405, 0, "405: Method Not Allowed");
pub const UNKNOWN_CHANNEL: Refusal = Refusal::Says(404, 10003, "Unknown Channel");
pub const UNKNOWN_MESSAGE: Refusal = Refusal::Says(404, 10008, "Unknown Message");
pub const UNKNOWN_WEBHOOK: Refusal = Refusal::Says(404, 10015, "Unknown Webhook");
pub const UNKNOWN_INTERACTION: Refusal = Refusal::Says(404, 10062, "Unknown interaction");
pub const ALREADY_ANSWERED: Refusal = Refusal::Says(400, 40060, "Interaction has already been acknowledged.");
pub const TOO_MANY_FOLLOW_UPS: Refusal =
    Refusal::Says(400, 40094, "This interaction has reached the maximum number of follow-up messages");
pub const MISSING_ACCESS: Refusal = Refusal::Says(403, 50001, "Missing Access");
pub const NOT_YOURS: Refusal = Refusal::Says(403, 50005, "Cannot edit a message authored by another user");
pub const EMPTY_MESSAGE: Refusal = Refusal::Says(400, 50006, "Cannot send an empty message");
pub const CLOSED: Refusal = Refusal::Says(403, 50007, "Cannot send messages to this user");
pub const DEAD_TOKEN: Refusal = Refusal::Says(401, 50027, "Invalid Webhook Token");
pub const NOBODY: Refusal = Refusal::Says(400, 50033, "Invalid Recipient(s)");
pub const NO_BODY: Refusal = Refusal::Says(400, 50109, "The request body contains invalid JSON.");
pub const STRANGERS: Refusal =
    Refusal::Says(403, 50278, "Cannot send messages to this user due to having no mutual guilds");

impl Refusal {
    /// Nothing where nothing is wrong.
    pub fn invalid(faults: Vec<String>) -> Result<(), Refusal> {
        if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(faults)) }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Refusal::Invalid(faults) | Refusal::Unfit(faults) => told(&faults),
            Refusal::Says(status, code, message) => {
                let status = StatusCode::from_u16(status).expect("refusals have HTTP codes");
                (status, axum::Json(json!({ "message": message, "code": code }))).into_response()
            }
            Refusal::NoClient => {
                (StatusCode::FORBIDDEN, [("content-type", "text/html")], "<html>error code: 1010</html>")
                    .into_response()
            }
        }
    }
}

/// `Invalid Form Body`, with each fault at its field.
fn told(faults: &[String]) -> Response {
    let mut errors = json!({});
    for fault in faults {
        let (path, why) = fault.split_once(": ").unwrap_or(("", fault));
        let mut place = &mut errors;
        for name in path.split(['.', '[', ']']).filter(|name| !name.is_empty()) {
            place = &mut place[name];
        }
        // The word makes a log that quotes what Discord sent show up in tests.
        place["_errors"] = json!([{ "code": why, "message": "HATCHTEST" }]);
    }
    let body: Value = json!({ "message": "Invalid Form Body", "code": 50035, "errors": errors });
    (StatusCode::BAD_REQUEST, axum::Json(body)).into_response()
}
