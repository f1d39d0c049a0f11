//! What the providers share on the wire: sending within limits and at most twice, reading a bounded answer, and
//! listening to a reply as it comes. It knows HTTP and no provider. It never logs, keeps or passes on a body, an
//! address or a header that a provider sent, except the reply's own words and a few closed alphabets.

use std::future::Future;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;
use tokio::time::{sleep, timeout};
use tracing::info;
use zeroize::Zeroizing;

use super::events::Events;
use super::refused::{Refused, error_in};
use super::{Brain, Fault, Patience, Verdict};
use crate::domain::{Model, Provider};

/// The most we read of an answer that is no stream. Real ones have a few thousand bytes.
const BODY_LIMIT: usize = 256 * 1024;

/// The most text a reply may have: far above what `MAX_OUTPUT` tokens can be.
const REPLY_LIMIT: usize = 256 * 1024;

/// What a call needs besides its request.
pub(super) struct Wire<'a> {
    pub provider: Provider,
    pub http: &'a Client,
    pub patience: &'a Patience,
}

/// Why a request brought nothing.
pub(super) enum Trouble {
    /// The provider answered with an error.
    Refused(Refused),
    /// The line broke, or what came was not the provider's.
    Broken(&'static str),
    /// Our own time was up.
    Late,
}

impl Trouble {
    pub fn verdict(&self, read: fn(&Refused) -> Verdict) -> Verdict {
        match self {
            Trouble::Refused(refused) => read(refused),
            Trouble::Broken(_) | Trouble::Late => Verdict::Unreachable,
        }
    }

    pub fn fault(&self, read: fn(&Refused) -> Fault) -> Fault {
        match self {
            Trouble::Refused(refused) => read(refused),
            Trouble::Broken(_) | Trouble::Late => Fault::Line(Verdict::Unreachable),
        }
    }
}

/// What one event of a streamed reply says.
#[derive(Default)]
pub(super) struct Heard {
    pub text: String,
    /// How the reply ended, when it did.
    pub end: Option<Result<(), Fault>>,
}

impl Heard {
    pub fn text(text: &Value) -> Self {
        Heard { text: text.as_str().unwrap_or_default().to_owned(), end: None }
    }

    pub fn end() -> Self {
        Heard { text: String::new(), end: Some(Ok(())) }
    }

    pub fn fault(fault: Fault) -> Self {
        Heard { text: String::new(), end: Some(Err(fault)) }
    }
}

impl Wire<'_> {
    /// Sends a request whose answer is one JSON value, to be whole within the given time.
    pub async fn fetch(
        &self,
        request: RequestBuilder,
        within: Duration,
        verdict: fn(&Refused) -> Verdict,
    ) -> Result<Value, Verdict> {
        let attempt = async |request| {
            let response = send(request).await?;
            let status = response.status().as_u16();
            let body = json(response).await.ok_or(Trouble::Broken("an answer that is not JSON"))?;
            if !error_in(&body).is_null() {
                return Err(Trouble::Refused(Refused::inside(status, &body)));
            }
            Ok(body)
        };
        self.twice(verdict, || timed(within, attempt(copy(&request)))).await.map_err(|trouble| trouble.verdict(verdict))
    }

    /// Sends a request whose answer is a stream, up to its first byte.
    pub async fn open(&self, request: RequestBuilder, verdict: fn(&Refused) -> Verdict) -> Result<Response, Trouble> {
        let attempt = async |request| {
            let response = send(request).await?;
            let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
            if kind.starts_with("text/event-stream") {
                return Ok(response);
            }
            let status = response.status().as_u16();
            match json(response).await {
                Some(body) if !error_in(&body).is_null() => Err(Trouble::Refused(Refused::inside(status, &body))),
                Some(_) | None => Err(Trouble::Broken("an answer that is no stream")),
            }
        };
        self.twice(verdict, || timed(self.patience.first_byte, attempt(copy(&request)))).await
    }

    /// Listens to a stream until the provider says that it is done. A stream that just stops is no reply, and neither
    /// is one without a word.
    pub async fn listen(
        &self,
        mut response: Response,
        read: fn(&Value) -> Heard,
        on_piece: &mut (dyn FnMut(&str) + Send),
    ) -> Result<String, Fault> {
        let mut events = Events::default();
        let mut reply = String::new();
        let mut wait = self.patience.first_byte;
        loop {
            let chunk = match timeout(wait, response.chunk()).await {
                Ok(Ok(Some(chunk))) => chunk,
                Ok(Ok(None)) => return Err(self.gave_up("the stream stopped before its end")),
                Ok(Err(_)) => return Err(self.gave_up("the stream broke")),
                Err(_) => return Err(self.gave_up("the stream fell silent")),
            };
            wait = self.patience.silence;
            let Ok(whole) = events.feed(&chunk) else { return Err(self.gave_up("an event is too large")) };
            for data in whole {
                let heard = match data.as_str() {
                    "[DONE]" => Heard::end(),
                    data => match serde_json::from_str(data) {
                        Ok(event) => read(&event),
                        Err(_) => return Err(self.gave_up("an event is not JSON")),
                    },
                };
                if !heard.text.is_empty() {
                    reply.push_str(&heard.text);
                    if reply.len() > REPLY_LIMIT {
                        return Err(self.gave_up("the reply is too large"));
                    }
                    on_piece(&heard.text);
                }
                match heard.end {
                    None => {}
                    Some(Ok(())) if reply.trim().is_empty() => return Err(self.gave_up("the reply has no words")),
                    Some(Ok(())) => return Ok(reply),
                    Some(Err(fault)) => {
                        info!(provider = self.provider.word(), fault = ?fault, "a reply ended with an error");
                        return Err(fault);
                    }
                }
            }
        }
    }

    /// Tries once more where that may help, and logs what came of it.
    async fn twice<T, F>(&self, verdict: fn(&Refused) -> Verdict, attempt: impl Fn() -> F) -> Result<T, Trouble>
    where
        F: Future<Output = Result<T, Trouble>>,
    {
        let first = match attempt().await {
            Ok(done) => return Ok(done),
            Err(trouble) => trouble,
        };
        let wait = match &first {
            Trouble::Refused(refused) => refused.second_try(verdict(refused), self.patience.pause),
            Trouble::Broken(_) => Some(self.patience.pause),
            Trouble::Late => None,
        };
        let result = match wait {
            None => Err(first),
            Some(wait) => {
                sleep(wait).await;
                attempt().await
            }
        };
        result.inspect_err(|trouble| self.log(trouble, trouble.verdict(verdict)))
    }

    fn log(&self, trouble: &Trouble, verdict: Verdict) {
        let provider = self.provider.word();
        match trouble {
            Trouble::Refused(refused) => {
                let Refused { status, request_id, .. } = refused;
                let code = refused.code();
                info!(provider, status, code, request_id, ?verdict, "{provider} refused a request");
            }
            Trouble::Broken(why) => info!(provider, why, ?verdict, "no answer from {provider}"),
            Trouble::Late => info!(provider, why = "our time was up", ?verdict, "no answer from {provider}"),
        }
    }

    fn gave_up(&self, why: &'static str) -> Fault {
        info!(provider = self.provider.word(), why, "a reply was given up");
        Fault::Line(Verdict::Unreachable)
    }
}

/// The key as the value of a header that never prints itself. A brain without a key has a bad one.
pub(super) fn credential(brain: &Brain, prefix: &str) -> Result<HeaderValue, Verdict> {
    let Some(key) = &brain.key else { return Err(Verdict::BadKey) };
    let text = Zeroizing::new(format!("{prefix}{}", key.expose()));
    let mut value = HeaderValue::from_str(&text).map_err(|_| Verdict::BadKey)?;
    value.set_sensitive(true);
    Ok(value)
}

/// A model id as one segment of a path.
pub(super) fn segment(model: &Model) -> String {
    model.as_str().replace('/', "%2F")
}

/// An answer of the right shape, or nothing that speaks about the key: a proxy's page may be JSON too.
pub(super) fn expect_shape(is_theirs: bool) -> Result<(), Verdict> {
    if is_theirs { Ok(()) } else { Err(Verdict::Unreachable) }
}

async fn timed<T>(within: Duration, attempt: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    timeout(within, attempt).await.unwrap_or(Err(Trouble::Late))
}

async fn send(request: RequestBuilder) -> Result<Response, Trouble> {
    // An error of reqwest names the address, so only its kind is kept.
    let response = request.send().await.map_err(|error| match error.is_connect() {
        true => Trouble::Broken("no connection"),
        false => Trouble::Broken("the connection broke"),
    })?;
    if response.status().is_success() {
        return Ok(response);
    }
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let body = json(response).await.unwrap_or(Value::Null);
    Err(Trouble::Refused(Refused::new(status, &headers, &body)))
}

/// Reads a whole body as JSON; nothing when it is not, is too large or is cut off.
async fn json(mut response: Response) -> Option<Value> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        if body.len() + chunk.len() > BODY_LIMIT {
            return None;
        }
        body.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&body).ok()
}

fn copy(request: &RequestBuilder) -> RequestBuilder {
    request.try_clone().expect("a request whose body is in memory can be sent again")
}
