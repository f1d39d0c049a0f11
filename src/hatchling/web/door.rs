//! Who may come in: the right address (a page of another site cannot point its own name at us), the right origin, and
//! the token, as a bearer or as the cookie that the link was traded for. Nothing of it is kept in RAM or on the disk,
//! so a cookie outlives a restart and dies with its token.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{Refusal, Web};
use crate::hatchling::memory::Chat;
use crate::hatchling::words::Sentence;
use crate::secret::Secret;

/// How long an opened link stays open.
const SESSION: Duration = Duration::from_secs(60 * 60 * 24 * 30);

pub struct Door {
    token: Secret,
    addresses: Vec<Address>,
    cookie: String,
}

/// One way to reach us, as a browser writes it in `Host`.
struct Address {
    host: String,
    is_https: bool,
}

/// Somebody with the token.
pub struct Visitor {
    pub chat: Chat,
}

impl Door {
    pub fn new(token: Secret, bound: SocketAddr, public_host: Option<&str>) -> Self {
        let port = bound.port();
        let mut hosts = Vec::new();
        if !bound.ip().is_unspecified() {
            hosts.push(bound.to_string());
        }
        if bound.ip().is_unspecified() || bound.ip().is_loopback() {
            hosts.extend(["localhost", "127.0.0.1", "[::1]"].map(|name| format!("{name}:{port}")));
        }
        let here = hosts.into_iter().map(|host| Address { host, is_https: false });
        let public = public_host.map(|host| Address { host: host.to_owned(), is_https: true });
        // Browsers keep one jar for all ports of a host, and bots on one machine must not take each other's cookies.
        Door { token, addresses: here.chain(public).collect(), cookie: format!("hatchling_{port}") }
    }

    /// The cookie for whoever has the token; `Secure` where the address is https.
    pub fn cookie_for(&self, token: &Secret, headers: &HeaderMap) -> Option<String> {
        let is_right = self.token.matches(token.expose());
        let address = self.address(headers).filter(|_| is_right)?;
        let until = now() + SESSION.as_secs();
        let seal = data_encoding::HEXLOWER.encode(&self.seal(until).finalize().into_bytes());
        let secure = if address.is_https { "; Secure" } else { "" };
        let (name, age) = (&self.cookie, SESSION.as_secs());
        Some(format!("{name}={until}.{seal}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}"))
    }

    fn address(&self, headers: &HeaderMap) -> Option<&Address> {
        let host = text(headers, header::HOST)?.to_ascii_lowercase();
        self.addresses.iter().find(|address| address.host == host)
    }

    fn has_bearer(&self, headers: &HeaderMap) -> bool {
        let bearer = text(headers, header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        bearer.is_some_and(|token| self.token.matches(token))
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies.flat_map(|value| value.split("; ")).any(|cookie| {
            cookie
                .strip_prefix(&self.cookie)
                .and_then(|rest| rest.strip_prefix('='))
                .is_some_and(|value| self.opens(value))
        })
    }

    fn opens(&self, value: &str) -> bool {
        let Some((until, seal)) = value.split_once('.') else { return false };
        let (Ok(until), Ok(seal)) = (until.parse(), data_encoding::HEXLOWER.decode(seal.as_bytes())) else {
            return false;
        };
        now() < until && self.seal(until).verify_slice(&seal).is_ok()
    }

    fn seal(&self, until: u64) -> Hmac<Sha256> {
        let mut seal = Hmac::<Sha256>::new_from_slice(self.token.expose().as_bytes()).expect("HMAC takes any key");
        seal.update(format!("hatchling session until {until}").as_bytes());
        seal
    }
}

/// Before every route of the chat: our own address, and for what changes something our own pages.
pub async fn check_address(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let Some(address) = web.door.address(headers) else {
        return web.refuse(StatusCode::MISDIRECTED_REQUEST, Sentence::WrongHost).into_response();
    };
    let scheme = if address.is_https { "https" } else { "http" };
    let is_ours = match text(headers, header::ORIGIN) {
        Some(origin) => origin == format!("{scheme}://{}", address.host),
        // Browsers name the origin of every POST; programs with a bearer have none to name.
        None => !headers.contains_key(header::ORIGIN) && !headers.contains_key(header::COOKIE),
    };
    if request.method() == Method::POST && !is_ours {
        return web.refuse(StatusCode::FORBIDDEN, Sentence::WrongOrigin).into_response();
    }
    next.run(request).await
}

impl FromRequestParts<Arc<Web>> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, web: &Arc<Web>) -> Result<Self, Refusal> {
        if web.door.has_bearer(&parts.headers) {
            return Ok(Visitor { chat: Chat::Api });
        }
        if web.door.has_cookie(&parts.headers) {
            return Ok(Visitor { chat: Chat::Web });
        }
        Err(web.refuse(StatusCode::UNAUTHORIZED, Sentence::Locked))
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn now() -> u64 {
    // Before 1970 no cookie is valid.
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(u64::MAX, |since| since.as_secs())
}
