//! What anybody can see of a Hatchery: its line, its health, how soon it answers, and that its API is the one described.

use std::error::Error;
use std::time::{Duration, Instant};

use chrono::Utc;
use reqwest::header::WWW_AUTHENTICATE;
use reqwest::tls::TlsInfo;
use reqwest::{Client, Method, Response, Url};
use serde_json::{Value, json};

use super::certificate;
use crate::api;
use crate::findings::{Finding, Health, finding};

/// A certificate is renewed a month ahead, as a rule; with fewer days left somebody should look.
const DAYS_LEFT: i64 = 14;
/// How often it is asked for the time that an answer takes.
const TRIES: usize = 5;
/// People wait for what is slower than this.
const SLOW: Duration = Duration::from_millis(300);
const TOO_SLOW: Duration = Duration::from_secs(1);

const TOO_MANY: &str = "too many have asked from this address in this minute; ask again";

pub struct Site<'a> {
    pub http: &'a Client,
    pub origin: &'a Url,
}

/// A request without a good token, and what it has to be answered with.
struct Refused {
    what: &'static str,
    method: Method,
    path: &'static str,
    token: Option<&'static str>,
    status: u16,
    code: &'static str,
}

const REFUSALS: [Refused; 4] = [
    refused("API without a token", Method::GET, "/api/moltbot/instances", None, (401, "AUTH_REQUIRED")),
    refused("API with a wrong token", Method::GET, "/api/moltbot/quota", Some("hatch_verify"), (401, "AUTH_REQUIRED")),
    refused("API, a deploy by nobody", Method::POST, "/api/moltbot/deploy", None, (401, "AUTH_REQUIRED")),
    refused("API, no such address", Method::GET, "/api/moltbot/verify", None, (404, "NOT_FOUND")),
];

const fn refused(
    what: &'static str,
    method: Method,
    path: &'static str,
    token: Option<&'static str>,
    (status, code): (u16, &'static str),
) -> Refused {
    Refused { what, method, path, token, status, code }
}

impl Site<'_> {
    /// Whether the line is one that nobody else can answer on.
    pub async fn line(&self) -> Finding {
        const WHAT: &str = "TLS";
        let response = match self.get("/health").await {
            Ok(response) => response,
            Err(cause) => return finding(WHAT, Health::Bad, format!("no line can be made: {cause}")),
        };
        if self.origin.scheme() == "http" {
            return finding(WHAT, Health::Unchecked, "http, on this machine itself");
        }
        let shown = response.extensions().get::<TlsInfo>().and_then(TlsInfo::peer_certificate);
        let Some(until) = shown.and_then(certificate::good_until) else {
            return finding(WHAT, Health::Good, "the certificate is good; until when could not be read");
        };
        let days = (until - Utc::now()).num_days();
        let health = if days < DAYS_LEFT { Health::Note } else { Health::Good };
        finding(
            WHAT,
            health,
            format!("the certificate is good for {days} more days, until {}", until.format("%Y-%m-%d")),
        )
    }

    pub async fn alive(&self) -> Finding {
        const WHAT: &str = "alive";
        match self.text("/health").await {
            Ok((200, text)) if text == "ok" => finding(WHAT, Health::Good, "it answers"),
            Ok((200, _)) => finding(WHAT, Health::Bad, "somebody answers who is no Hatchery"),
            Ok((status, _)) => finding(WHAT, Health::Bad, format!("/health answers {status}")),
            Err(cause) => finding(WHAT, Health::Bad, cause),
        }
    }

    /// Whether it can do its work, and whether its database is one of the reasons when it cannot.
    pub async fn ready(&self) -> (Finding, Finding) {
        const WHAT: &str = "ready";
        const DATABASE: &str = "its database";
        let (status, body) = match self.json(self.request(Method::GET, "/health/ready", None)).await {
            Ok((status, _, body)) => (status, body),
            Err(cause) => {
                let unknown = finding(DATABASE, Health::Unchecked, "/health/ready gave no answer that reads");
                return (finding(WHAT, Health::Bad, cause), unknown);
            }
        };
        let away = |fields: &[&str]| -> Vec<String> {
            let is_away = |field: &&&str| body[**field] == json!(false);
            fields.iter().filter(is_away).map(|field| (*field).to_owned()).collect()
        };
        let ready = match (status, body["status"].as_str()) {
            (200, Some("ready")) => finding(WHAT, Health::Good, "it can do its work"),
            (200, Some("degraded")) => {
                let away = away(&["telegram", "discord"]).join(" and ");
                finding(
                    WHAT,
                    Health::Note,
                    format!("it works without {away}, which it cannot reach or is not let into"),
                )
            }
            (503, Some("failing")) => {
                finding(WHAT, Health::Bad, format!("failing: {}", away(&["database", "jobs"]).join(" and ")))
            }
            (status, _) => finding(WHAT, Health::Bad, format!("/health/ready answers {status}, in no words of ours")),
        };
        let database = match body["database"].as_bool() {
            Some(true) => finding(DATABASE, Health::Good, "it reaches it, and its schema is right"),
            Some(false) => finding(DATABASE, Health::Bad, "it does not reach it, or its schema is an older one"),
            None => finding(DATABASE, Health::Unchecked, "/health/ready does not say"),
        };
        (ready, database)
    }

    /// The one in the middle of a few, on a line that is open.
    pub async fn response_time(&self) -> Finding {
        const WHAT: &str = "response time";
        let mut times = Vec::new();
        for _ in 0..TRIES {
            let began = Instant::now();
            match self.text("/health").await {
                Ok(_) => times.push(began.elapsed()),
                Err(cause) => return finding(WHAT, Health::Bad, cause),
            }
        }
        times.sort_unstable();
        let median = times[TRIES / 2];
        let health = match median {
            it if it > TOO_SLOW => Health::Bad,
            it if it > SLOW => Health::Note,
            _ => Health::Good,
        };
        finding(WHAT, health, format!("{} ms, the median of {TRIES}", median.as_millis()))
    }

    /// Whether the API says of itself what this program says of it.
    pub async fn description(&self) -> Finding {
        const WHAT: &str = "API description";
        let body = match self.json(self.request(Method::GET, "/openapi.json", None)).await {
            Ok((200, _, body)) => body,
            Ok((429, ..)) => return finding(WHAT, Health::Unchecked, TOO_MANY),
            Ok((status, ..)) => return finding(WHAT, Health::Bad, format!("/openapi.json answers {status}")),
            Err(cause) => return finding(WHAT, Health::Bad, cause),
        };
        let ours = api::description();
        if body["info"]["title"] != ours["info"]["title"] {
            return finding(WHAT, Health::Bad, "it describes another API");
        }
        match (body["info"]["version"].as_str(), ours["info"]["version"].as_str()) {
            (theirs, here) if theirs != here => {
                let (theirs, here) = (theirs.unwrap_or("no version"), here.unwrap_or_default());
                finding(WHAT, Health::Note, format!("it is {theirs}, and this program {here}"))
            }
            (_, here) if body == ours => finding(WHAT, Health::Good, format!("that of {}", here.unwrap_or_default())),
            _ => finding(WHAT, Health::Bad, "it is not the one of this version"),
        }
    }

    /// What it refuses, and how.
    pub async fn contract(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for refusal in &REFUSALS {
            findings.push(self.refuses(refusal).await);
        }
        findings
    }

    async fn refuses(&self, refusal: &Refused) -> Finding {
        let &Refused { what, path, token, status: wanted, code, .. } = refusal;
        let mut request = self.request(refusal.method.clone(), path, token);
        if refusal.method == Method::POST {
            request = request.json(&json!({ "name": "verify", "aiProvider": "echo", "channels": { "web": {} } }));
        }
        let (status, headers, body) = match self.json(request).await {
            Ok(answer) => answer,
            Err(cause) => return finding(what, Health::Bad, cause),
        };
        if status == 429 {
            return finding(what, Health::Unchecked, TOO_MANY);
        }
        if (status, body["code"].as_str()) != (wanted, Some(code)) {
            return finding(what, Health::Bad, format!("answered {status}, not {wanted} {code}"));
        }
        let number = body["requestId"].as_str().unwrap_or_default();
        let is_numbered = headers.get("x-request-id").is_some_and(|told| told == number) && !number.is_empty();
        let is_said = body["success"] == json!(false) && body["error"].as_str().is_some_and(|said| !said.is_empty());
        let is_asked = wanted != 401 || headers.get(WWW_AUTHENTICATE).is_some_and(|way| way == "Bearer");
        match is_numbered && is_said && is_asked {
            true => finding(what, Health::Good, format!("{wanted} {code}")),
            false => finding(what, Health::Bad, format!("{wanted} {code}, but not in the shape that is described")),
        }
    }

    /// The numbers are for whoever has the token.
    pub async fn metrics(&self) -> Finding {
        const WHAT: &str = "metrics";
        match self.get("/metrics").await.map(|response| response.status().as_u16()) {
            Ok(401 | 403 | 404) => finding(WHAT, Health::Good, "closed to strangers"),
            Ok(429) => finding(WHAT, Health::Unchecked, TOO_MANY),
            Ok(200) => finding(WHAT, Health::Bad, "anybody can read them"),
            Ok(status) => finding(WHAT, Health::Bad, format!("/metrics answers {status}")),
            Err(cause) => finding(WHAT, Health::Bad, cause),
        }
    }

    fn request(&self, method: Method, path: &str, token: Option<&str>) -> reqwest::RequestBuilder {
        let mut url = self.origin.clone();
        url.set_path(path);
        let request = self.http.request(method, url);
        match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    async fn get(&self, path: &str) -> Result<Response, String> {
        self.request(Method::GET, path, None).send().await.map_err(|cause| why(&cause))
    }

    async fn text(&self, path: &str) -> Result<(u16, String), String> {
        let response = self.get(path).await?;
        let status = response.status().as_u16();
        Ok((status, response.text().await.map_err(|cause| why(&cause))?))
    }

    async fn json(&self, request: reqwest::RequestBuilder) -> Result<(u16, reqwest::header::HeaderMap, Value), String> {
        let response = request.send().await.map_err(|cause| why(&cause))?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.json().await.map_err(|_| format!("answered {status}, and not in JSON"))?;
        Ok((status, headers, body))
    }
}

/// The innermost cause: what is around it only says that a request failed.
fn why(cause: &reqwest::Error) -> String {
    if cause.is_timeout() {
        return "no answer in time".to_owned();
    }
    let mut inner: &dyn Error = cause;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}
