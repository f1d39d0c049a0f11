//! The signed door: an address is taken only when it checks, and then it hears everything and the gateway nothing.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use reqwest::Method;
use ring::signature::{ED25519, UnparsedPublicKey};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{Bot, built, button, display, first, plain, row};
use crate::fakes::discord::Answer;

/// Somebody's endpoint: what it heard, and what it says next.
#[derive(Clone)]
struct Porch {
    public_key: String,
    heard: Arc<Mutex<Vec<Value>>>,
    says: Arc<Mutex<Says>>,
}

#[derive(Clone)]
enum Says {
    Answer(Value),
    /// 202: it will call back.
    Later,
    Trouble,
    /// It answers a ping and everything else without a look at the signature.
    Anybody,
}

impl Porch {
    async fn opens(public_key: &str) -> (Self, String) {
        let (heard, says) = (Arc::default(), Arc::new(Mutex::new(Says::Later)));
        let porch = Porch { public_key: public_key.to_owned(), heard, says };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}/discord", listener.local_addr().expect("the address of a bound port"));
        let router = Router::new().fallback(knock).with_state(porch.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (porch, address)
    }

    fn says(&self, says: Says) {
        *self.says.lock().expect("nobody panics with it") = says;
    }

    fn heard(&self) -> Vec<Value> {
        self.heard.lock().expect("nobody panics with it").clone()
    }

    fn is_signed(&self, headers: &HeaderMap, body: &[u8]) -> Option<()> {
        let header = |name: &str| headers.get(name)?.to_str().ok();
        let timestamp = header("x-signature-timestamp")?;
        let age = chrono::Utc::now().timestamp() - timestamp.parse::<i64>().ok()?;
        if age.abs() > 300 {
            return None;
        }
        let signature = HEXLOWER.decode(header("x-signature-ed25519")?.as_bytes()).ok()?;
        let key = HEXLOWER.decode(self.public_key.as_bytes()).ok()?;
        let signed = [timestamp.as_bytes(), body].concat();
        UnparsedPublicKey::new(&ED25519, key).verify(&signed, &signature).ok()
    }
}

async fn knock(State(porch): State<Porch>, headers: HeaderMap, body: Bytes) -> Response {
    let says = porch.says.lock().expect("nobody panics with it").clone();
    if !matches!(says, Says::Anybody) && porch.is_signed(&headers, &body).is_none() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let heard: Value = serde_json::from_slice(&body).expect("JSON");
    if heard["type"] == 1 {
        return axum::Json(json!({ "type": 1 })).into_response();
    }
    porch.heard.lock().expect("nobody panics with it").push(heard);
    match says {
        Says::Answer(answer) => axum::Json(answer).into_response(),
        Says::Later | Says::Anybody => StatusCode::ACCEPTED.into_response(),
        Says::Trouble => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[tokio::test]
async fn an_address_has_to_show_that_it_checks() {
    let Some(bot) = Bot::start().await else { return };
    let (porch, address) = Porch::opens(&bot.app.public_key_hex).await;
    let (_, shown) = bot.does(Method::GET, "applications/@me", &Value::Null).await;
    assert_eq!(shown["verify_key"], json!(bot.app.public_key_hex));
    let change = |address: &str| json!({ "interactions_endpoint_url": address });
    porch.says(Says::Anybody);
    for address in [address.as_str(), "http://127.0.0.1:9/", &format!("{}/nothing", bot.discord.origin())] {
        let (status, answer) = bot.does(Method::PATCH, "applications/@me", &change(address)).await;
        assert_eq!((status, &answer["code"]), (400, &json!(50035)), "{address}");
    }
    assert_eq!(bot.discord.endpoint(&bot.app), None);
    porch.says(Says::Later);
    let (status, shown) = bot.does(Method::PATCH, "applications/@me", &change(&address)).await;
    assert_eq!((status, &shown["interactions_endpoint_url"]), (200, &json!(address)));
    for probe in bot.discord.probe_badly(&bot.app).await {
        assert_eq!(probe.status, 401, "{}", probe.what);
    }
    porch.says(Says::Anybody);
    assert!(bot.discord.probe_badly(&bot.app).await.iter().all(|probe| probe.status == 200));
    let (_, shown) = bot.does(Method::PATCH, "applications/@me", &json!({ "interactions_endpoint_url": null })).await;
    assert_eq!(shown["interactions_endpoint_url"], Value::Null);
}

#[tokio::test]
async fn an_endpoint_hears_everything_and_answers_at_once_or_later() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (porch, address) = Porch::opens(&bot.app.public_key_hex).await;
    let change = json!({ "interactions_endpoint_url": address });
    assert_eq!(bot.does(Method::PATCH, "applications/@me", &change).await.0, 200);
    let (ada, dm) = bot.ada();
    porch.says(Says::Answer(first(4, built(json!([display("here"), row(json!([button("Go", "go")]))])))));
    let deploy = ada.types_command(&dm, "deploy", &[]);
    assert_eq!(deploy.answered().await.answer, Answer::Message);
    ada.waits_for(&dm, |shown| shown.text == "here").await;
    deploy.redelivers();
    bot.discord.until("it was heard twice", |_| porch.heard().len() == 2).await;
    assert_eq!(porch.heard()[0], porch.heard()[1]);

    porch.says(Says::Later);
    let press = ada.presses(&dm, "Go");
    bot.discord.until("the press was heard", |_| porch.heard().len() == 3).await;
    let heard = porch.heard().pop().expect("a press");
    assert_eq!(press.first_answer(), None);
    assert_eq!(bot.answers(&heard, first(7, built(json!([display("gone")])))).await, (204, 0));
    ada.waits_for(&dm, |shown| shown.text == "gone").await;
    assert_eq!(ada.sees(&dm).len(), 1);

    porch.says(Says::Trouble);
    let failed = ada.types_command(&dm, "deploy", &[]);
    assert!(failed.fails().await.contains("500"));
    porch.says(Says::Answer(first(4, json!({ "content": "no mentions said" }))));
    let refused = ada.types_command(&dm, "deploy", &[]);
    assert!(refused.fails().await.contains("allowed_mentions"));
    assert_eq!(bot.discord.faults().len(), 1);

    // The gateway heard of none of this, and still of what is written.
    ada.writes(&dm, "hello");
    ear.event("MESSAGE_CREATE").await;
    assert_eq!(bot.follows(&heard, plain("and more")).await, (200, 0));
}
