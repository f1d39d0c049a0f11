//! What the API answers when it does not do what it was asked: one closed list of codes, each with its status, and a
//! sentence that never repeats what was sent.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tracing::error;
use utoipa::ToSchema;

use crate::domain::{Bar, Millis};
use crate::quota::Refusal;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    InvalidName,
    InvalidProvider,
    InvalidApiKey,
    InvalidBotToken,
    NoChannels,
    InstanceLimitReached,
    NotDeployed,
    BadRequest,
    AuthRequired,
    Forbidden,
    NotFound,
    Conflict,
    PayloadTooLarge,
    QuotaExceeded,
    RateLimited,
    ProviderUnavailable,
    Maintenance,
    DeployError,
}

impl Code {
    pub fn status(self) -> StatusCode {
        match self {
            Code::InvalidName
            | Code::InvalidProvider
            | Code::InvalidApiKey
            | Code::InvalidBotToken
            | Code::NoChannels
            | Code::InstanceLimitReached
            | Code::NotDeployed
            | Code::BadRequest => StatusCode::BAD_REQUEST,
            Code::AuthRequired => StatusCode::UNAUTHORIZED,
            Code::Forbidden => StatusCode::FORBIDDEN,
            Code::NotFound => StatusCode::NOT_FOUND,
            Code::Conflict => StatusCode::CONFLICT,
            Code::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::QuotaExceeded | Code::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Code::ProviderUnavailable | Code::Maintenance => StatusCode::SERVICE_UNAVAILABLE,
            Code::DeployError => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// An answer that says no. Who answers gives it the number of the request.
#[derive(Debug, Clone)]
pub struct Fault {
    pub code: Code,
    /// Another status than the code's, where HTTP has one of its own: 405 and 408 are bad requests.
    pub status: StatusCode,
    pub error: String,
    /// In seconds.
    pub retry_after: Option<i64>,
}

/// How a fault is written.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FaultBody {
    /// Always false.
    pub success: bool,
    /// What happened and what to do, for people.
    pub error: String,
    pub code: Code,
    /// By this an operator finds the request in the log.
    pub request_id: String,
}

impl Fault {
    pub fn new(code: Code, error: impl Into<String>) -> Self {
        Fault { code, status: code.status(), error: error.into(), retry_after: None }
    }

    pub fn bad(error: impl Into<String>) -> Self {
        Fault::new(Code::BadRequest, error)
    }

    pub fn not_found() -> Self {
        Fault::new(Code::NotFound, "There is no such thing here, or it is not yours.")
    }

    pub fn later(self, seconds: i64) -> Self {
        Fault { retry_after: Some(seconds.max(1)), ..self }
    }

    /// For an answer of the server itself, which has a status and no body that we wrote.
    pub fn of_status(status: StatusCode) -> Self {
        let fault = match status {
            StatusCode::NOT_FOUND => Fault::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => Fault::bad("This address does not take that method; see Allow."),
            StatusCode::REQUEST_TIMEOUT => Fault::bad(
                "The request took too long to arrive, or to be answered. Look what became of it before you send it again.",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => Fault::new(Code::PayloadTooLarge, "The body is larger than 64 KiB."),
            status if status.is_client_error() => Fault::bad("The request cannot be read."),
            _ => Fault::internal(),
        };
        Fault { status, ..fault }
    }

    pub fn internal() -> Self {
        Fault::new(
            Code::DeployError,
            "Something went wrong here. Nothing was done; try again, with the same Idempotency-Key.",
        )
    }

    /// Nothing can be remembered now, so nothing is done.
    pub fn store_away() -> Self {
        Fault::new(Code::ProviderUnavailable, "The database cannot be reached. Nothing was done.").later(5)
    }

    pub fn of_bar(bar: &Bar) -> Self {
        match bar {
            Bar::Banned(_) => {
                Fault::new(Code::Forbidden, "An admin shut this account out; it may only stop and delete.")
            }
            Bar::Leaving => Fault::new(Code::Forbidden, "This account asked to be forgotten, and that is under way."),
            Bar::Maintenance(notice) => {
                let said = notice.text_in("en").unwrap_or("Hatchery is being maintained.");
                Fault::new(Code::Maintenance, format!("New bots wait: {said}")).later(300)
            }
            Bar::Spend => {
                let said = "New bots wait until next month: what bots may cost this month is used up.";
                Fault::new(Code::Maintenance, said).later(3_600)
            }
        }
    }

    pub fn of_refusal(refusal: Refusal, now: Millis) -> Self {
        match refusal {
            Refusal::Live { limit } => {
                let said = format!("All {limit} bots that this account may have exist. Delete one to make room.");
                Fault::new(Code::InstanceLimitReached, said)
            }
            Refusal::Deploys { limit, free_at, .. } => {
                let said = format!("The {limit} deploys of this hour or day are used; see Retry-After.");
                Fault::new(Code::QuotaExceeded, said).later((free_at - now + 999) / 1_000)
            }
        }
    }
}

/// Something failed that no caller can mend. The cause stays with us.
impl From<anyhow::Error> for Fault {
    fn from(cause: anyhow::Error) -> Self {
        error!("a request to the API failed: {cause:#}");
        Fault::internal()
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}
