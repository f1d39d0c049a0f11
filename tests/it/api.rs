//! The HTTP API, asked by a real client over a real line, on both databases. Every answer that a test gets is held to
//! the description that the server itself gives out, and to telling no secret.

mod admins;
mod checking;
mod crowds;
mod doors;
mod everybodys;
mod looking;
mod making;
mod often;
mod once;
mod paper;
mod schemathesis;
mod streams;
mod talking;
mod together;

use std::time::Duration;

use hatchery::App;
use hatchery::access;
use hatchery::api;
use hatchery::domain::access_token::Scopes;
use hatchery::domain::{Account, Id};
use hatchery::quota::DAY;
use hatchery::run::serving::{self, Bounds};
use hatchery::secret::Secret;
use hatchery::store::{Durability, NewToken, fresh_id};
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::databases::each_database;
use crate::fakes::discord::schema::Schema;
use crate::store::Hatchery;

const BOTS: &str = "/api/moltbot/instances";
const DEPLOY: &str = "/api/moltbot/deploy";

/// Bounds that only somebody who tries comes to.
const WIDE: Bounds = Bounds {
    head: Duration::from_secs(10),
    whole: Duration::from_secs(30),
    taken: Duration::from_secs(30),
    in_all: 4_096,
    of_one: 4_096,
};

/// A Hatchery whose API is served on a port of its own. Nothing in it works by itself.
struct Served {
    hatchery: Hatchery,
    origin: String,
    client: Client,
    serving: JoinHandle<()>,
    paper: Schema,
}

/// What came back.
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn code(&self) -> (u16, &str) {
        (self.status, self.body["code"].as_str().unwrap_or_default())
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
    }
}

impl Served {
    async fn with(url: &str, settings: &[(&str, &str)]) -> Self {
        Self::within(url, settings, WIDE).await
    }

    async fn within(url: &str, settings: &[(&str, &str)], bounds: Bounds) -> Self {
        let hatchery = Hatchery::with(url, settings).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let routes = api::routes(hatchery.app.clone());
        let serving = tokio::spawn(serving::serve(listener, routes, bounds, CancellationToken::new()));
        let client = Client::builder().no_proxy().build().expect("a client");
        let paper = client.get(format!("{origin}/openapi.json")).send().await.expect("an answer");
        let paper = Schema::of(paper.json().await.expect("JSON"));
        Served { hatchery, origin, client, serving, paper }
    }

    async fn token(&self, account: &Account, scopes: &str, lasts: i64) -> String {
        token(&self.hatchery, account, scopes, lasts).await
    }

    async fn full(&self, account: &Account) -> String {
        self.token(account, "read deploy", DAY).await
    }

    fn request(&self, method: Method, path: &str, token: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.origin));
        if token.is_empty() { request } else { request.bearer_auth(token) }
    }

    async fn get(&self, path: &str, token: &str) -> Answer {
        self.ask(self.request(Method::GET, path, token), Method::GET, path).await
    }

    async fn post(&self, path: &str, token: &str, body: &Value) -> Answer {
        self.ask(self.request(Method::POST, path, token).json(body), Method::POST, path).await
    }

    /// Sends it and holds the answer to the description.
    async fn ask(&self, request: RequestBuilder, method: Method, path: &str) -> Answer {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("a body");
        assert!(!text.contains("HATCHTEST"), "a secret came back: {text}");
        let body: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{status} {path}: {e}: {text}"));
        let template = template(path);
        let faults =
            self.paper.response_faults(method.as_str().to_lowercase().as_str(), &template, &status.to_string(), &body);
        assert!(faults.is_empty(), "{method} {path} {status}: {faults:?} in {body}");
        if status >= 400 {
            assert_eq!(body["success"], json!(false));
            assert_eq!(body["requestId"], json!(headers["x-request-id"].to_str().expect("text")));
        }
        Answer { status, headers, body }
    }

    async fn ends(self) {
        self.serving.abort();
        let _ = self.serving.await;
        self.hatchery.store().close().await;
    }
}

/// A token as the chat makes one, that lasts so long.
async fn token(hatchery: &Hatchery, account: &Account, scopes: &str, lasts: i64) -> String {
    hatchery.person(account).await;
    add_token(&hatchery.app, account, scopes, lasts).await
}

/// A token of somebody who is known.
pub async fn add_token(app: &App, account: &Account, scopes: &str, lasts: i64) -> String {
    let token = Secret::new(format!("hatch_HATCHTEST{}", fresh_id()));
    let new = NewToken {
        id: &fresh_id(),
        account,
        hash: &access::token_hash(&token),
        tail: &token.expose()[token.expose().len() - 4..],
        scopes: &Scopes::parse(scopes).expect("scopes"),
        expires_at: app.now() + lasts,
    };
    let mut tx = app.store.begin(Durability::PowerCut).await.expect("a transaction begins");
    tx.add_access_token(&new, app.now()).await.expect("a token");
    tx.commit().await.expect("it is committed");
    token.expose().to_owned()
}

/// The path as the description writes it.
fn template(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').skip(2).collect();
    match parts.as_slice() {
        [whose, "instances", _] => format!("/api/{whose}/instances/{{id}}"),
        [whose, "instances", _, verb] => format!("/api/{whose}/instances/{{id}}/{verb}"),
        ["super", "jobs", _, _] => "/api/super/jobs/{id}/{word}".into(),
        ["super", kind @ ("jobs" | "diagnoses"), _] => format!("/api/super/{kind}/{{id}}"),
        ["super", "users", _] => "/api/super/users/{account}".into(),
        _ => path.to_owned(),
    }
}

/// A wish for a bot that needs no key.
fn wish(name: &str) -> Value {
    json!({ "name": name, "aiProvider": "echo", "channels": { "web": {} } })
}

fn ada() -> Account {
    Account::telegram(1_042)
}

fn eve() -> Account {
    Account::telegram(1_666)
}

async fn served(test: impl AsyncFn(&Served)) {
    served_with(&[], test).await;
}

async fn served_with(settings: &[(&str, &str)], test: impl AsyncFn(&Served)) {
    each_database(async |url| {
        let served = Served::with(url, settings).await;
        test(&served).await;
        served.ends().await;
    })
    .await;
}

/// A bot of this account that runs, as far as the database knows.
async fn running(served: &Served, account: &Account, name: &str) -> Id {
    served.hatchery.hatched(account, &crate::store::order(name)).await
}
