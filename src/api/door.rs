//! Who comes in and how often: every request gets a number, counts for its token or, where it shows none that opens
//! anything, for the address it really came from, and is answered in one shape when the answer is no. Nothing that a
//! caller can write says who they are; X-Forwarded-For only where a proxy of ours wrote it (`whence`).

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::{self, AUTHORIZATION, CACHE_CONTROL};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;
use tracing::{Instrument, info_span, warn};

use crate::App;
use crate::access;
use crate::api::admin::{self, Shown};
use crate::api::fault::{Code, Fault, FaultBody};
use crate::api::whence::whence;
use crate::domain::access_token::{PREFIX, Scope, Scopes};
use crate::domain::{Account, Id, Millis};
use crate::secret::Secret;
use crate::store::{Rate, Standing, Visit, Visitor, fresh_id};

/// Requests of one token, or of one stranger's address, in a minute that slides.
pub const A_MINUTE: i64 = 100;
/// How long the count of a request is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
pub const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
pub const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The account whose token was shown.
#[derive(Debug, Clone)]
pub struct Caller {
    pub token: Id,
    pub account: Account,
    pub person: Id,
    pub standing: Standing,
    pub has_access: bool,
    pub scopes: Scopes,
}

impl From<Visitor> for Caller {
    fn from(Visitor { token, account, person, standing, has_access }: Visitor) -> Self {
        Caller { token: token.id, account, person, standing, has_access, scopes: token.scopes }
    }
}

/// A caller who may look.
pub struct Reader(pub Caller);

/// A caller who may make, change and end bots.
pub struct Maker(pub Caller);

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        with_scope(parts, Scope::Read).map(Reader)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Maker {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        with_scope(parts, Scope::Deploy).map(Maker)
    }
}

pub fn with_scope(parts: &Parts, scope: Scope) -> Result<Caller, Fault> {
    let Some(caller) = parts.extensions.get::<Caller>() else {
        let said =
            "Show a token that is still good, as Authorization: Bearer hatch_…; /token new in the chat makes one.";
        return Err(Fault::new(Code::AuthRequired, said));
    };
    match caller.scopes.has(scope) {
        true => Ok(caller.clone()),
        false => Err(Fault::new(Code::Forbidden, format!("This token is not for {}.", scope.word()))),
    }
}

/// Numbers a request, lets it through or not, and writes what went wrong with it.
pub async fn pass(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let id = fresh_id();
    let span = info_span!("request", id = %id);
    let response = count(&app, peer.ip(), request, next).instrument(span).await;
    let mut response = written(response, &id);
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// A refusal as JSON, also where the server made it and no code of ours.
fn written(response: Response, id: &Id) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (parts, _) = response.into_parts();
    let fault = parts.extensions.get::<Fault>().cloned().unwrap_or_else(|| Fault::of_status(status));
    let body = FaultBody { success: false, error: fault.error, code: fault.code, request_id: id.to_string() };
    let mut told = (status, Json(body)).into_response();
    for (name, value) in &parts.headers {
        if ![header::CONTENT_TYPE, header::CONTENT_LENGTH].contains(name) {
            told.headers_mut().append(name, value.clone());
        }
    }
    told.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    told
}

/// Finds out who asks, counts it, and lets nobody through who asks too often. When nothing can be counted, nobody is
/// let through.
async fn count(app: &App, peer: IpAddr, mut request: Request, next: Next) -> Response {
    let now = app.now();
    let (secret, shown) = (admin::shown(app, request.headers()), shown(request.headers()));
    let address = neighbourhood(whence(&app.config.trusted_proxies, peer, request.headers()));
    let counted = async {
        let shut = admin::too_many_wrong(app, secret, &address, now).await?;
        let stranger = Visit { token: None, bucket: format!("address:{address}"), most: A_MINUTE, at: now };
        let visit = match (secret, shown) {
            (Shown::Right, _) if shut.is_none() => {
                let caller = admin::caller(app, now).await?;
                let rate = app.store.count_request(&format!("token:{}", caller.token), A_MINUTE, now).await?;
                return Ok((Some(caller), shut, rate));
            }
            (Shown::Right | Shown::Wrong, _) | (Shown::Nothing, None) => stranger,
            (Shown::Nothing, Some(token)) => Visit { token: Some(access::token_hash(&token)), ..stranger },
        };
        let (visitor, rate) = app.store.visit(visit).await?;
        anyhow::Ok((visitor.map(Caller::from), shut, rate))
    };
    let counted = timeout(PATIENCE, counted).await.unwrap_or_else(|_| Err(anyhow!("the database does not answer")));
    let (caller, shut, rate) = match counted {
        Ok(counted) => counted,
        Err(cause) => {
            warn!("a request could not be counted: {cause:#}");
            return Fault::store_away().into_response();
        }
    };
    let mut response = if let Some(shut) = shut {
        let said = "Too many wrong secrets came from this address. It is listened to again when the minute is over.";
        Fault::new(Code::RateLimited, said).later(seconds_left(&shut, now)).into_response()
    } else if rate.n > A_MINUTE {
        let wait = seconds_left(&rate, now);
        Fault::new(Code::RateLimited, format!("More than {A_MINUTE} requests in a minute.")).later(wait).into_response()
    } else {
        if let Some(caller) = caller {
            request.extensions_mut().insert(caller);
        }
        next.run(request).await
    };
    let (left, wait) = ((A_MINUTE - rate.n).max(0), seconds_left(&rate, now));
    let headers = [
        (RATE_LIMIT, format!("\"minute\";r={left};t={wait}")),
        (RATE_LIMIT_POLICY, format!("\"minute\";q={A_MINUTE};w=60")),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Counts one more request of whoever is at this address, for something that needs no token; the fault says that it was one
/// too many, or could not be counted.
pub async fn count_stranger(app: &App, purpose: &str, peer: IpAddr) -> Result<(), Fault> {
    let now = app.now();
    match app.store.count_request(&format!("{purpose}:{}", neighbourhood(peer)), A_MINUTE, now).await {
        Ok(rate) if rate.n > A_MINUTE => {
            let said = format!("More than {A_MINUTE} requests in a minute.");
            Err(Fault::new(Code::RateLimited, said).later(seconds_left(&rate, now)))
        }
        Ok(_) => Ok(()),
        Err(cause) => {
            warn!("a request could not be counted: {cause:#}");
            Err(Fault::store_away())
        }
    }
}

/// Until a bucket takes more; at least one.
pub fn seconds_left(rate: &Rate, now: Millis) -> i64 {
    ((rate.until - now + 999) / 1_000).max(1)
}

/// A household with IPv6 has a whole network to itself.
pub fn neighbourhood(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The token that a request shows, when it has the looks of one.
fn shown(headers: &HeaderMap) -> Option<Secret> {
    let token = bearer(headers)?;
    token.starts_with(PREFIX).then(|| Secret::new(token))
}

/// What is shown as `Authorization: Bearer …`. The first word may be written in any case (RFC 9110, 11.1).
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, shown) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_count_together_and_an_address_in_another_dress_is_the_same() {
        let seen = ["10.0.0.1", "::ffff:10.0.0.1", "2001:db8:1:2::3", "2001:db8:1:2:ffff::1", "2001:db8:1:3::3"]
            .map(|text| neighbourhood(text.parse().expect("an address")));
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[2], seen[3]);
        assert_ne!(seen[3], seen[4]);
    }
}
