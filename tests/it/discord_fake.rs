//! The fake Discord itself, asked over HTTP and over its gateway by a small bot written for that: it has to refuse what
//! the real one refuses, deliver through both doors, and show people only what people would see.

mod answering;
mod described;
mod endpoint;
mod faults;
mod gateway;
mod people;
mod refusing;

use futures::{SinkExt, StreamExt};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::fakes::discord::{App, FakeDiscord, Person, Place};

const AGENT: &str = "DiscordBot (https://hatchery.invalid, 1.0)";
const EPHEMERAL: u64 = 1 << 6;
const IS_V2: u64 = 1 << 15;

/// A bot without manners of its own: it sends what the test says.
struct Bot {
    discord: FakeDiscord,
    app: App,
    http: Client,
}

/// A connection to the gateway.
struct Ear {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// What came over it.
#[derive(Debug, PartialEq)]
enum Heard {
    Said(Value),
    Closed(u16),
}

impl Bot {
    /// With the commands of [`commands`].
    async fn start() -> Option<Self> {
        let discord = FakeDiscord::start().await?;
        let app = discord.application("hatchery");
        let bot = Bot { discord, app, http: Client::new() };
        let (status, answer) = bot.does(Method::PUT, &bot.path("applications/{app}/commands"), &commands()).await;
        assert_eq!(status, 200, "{answer}");
        Some(bot)
    }

    /// The same with an ear at the gateway that hears interactions and private messages.
    async fn listening() -> Option<(Self, Ear)> {
        let bot = Bot::start().await?;
        let mut ear = bot.connects("").await;
        ear.identifies(&bot.app.token, 1 << 12).await;
        ear.event("READY").await;
        Some((bot, ear))
    }

    fn path(&self, path: &str) -> String {
        path.replace("{app}", &self.app.id.to_string())
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}/api/v10/{path}", self.discord.origin()));
        request.header("user-agent", AGENT)
    }

    /// Status and JSON of a call with the bot's token; a null body is none.
    async fn does(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let request = self.request(method, path).header("authorization", format!("Bot {}", self.app.token));
        let request = if body.is_null() { request } else { request.json(body) };
        told(request).await
    }

    /// The same for the routes that are known by an interaction's token; status and Discord's code.
    async fn calls(&self, method: Method, path: &str, body: &Value) -> (u16, u64) {
        let request = self.request(method, &self.path(path));
        let request = if body.is_null() { request } else { request.json(body) };
        let (status, answer) = told(request).await;
        (status, answer["code"].as_u64().unwrap_or_default())
    }

    /// Answers an interaction first.
    async fn answers(&self, heard: &Value, answer: Value) -> (u16, u64) {
        let (id, token) = (text(&heard["id"]), text(&heard["token"]));
        self.calls(Method::POST, &format!("interactions/{id}/{token}/callback"), &answer).await
    }

    async fn follows(&self, heard: &Value, body: Value) -> (u16, u64) {
        self.calls(Method::POST, &format!("webhooks/{{app}}/{}", text(&heard["token"])), &body).await
    }

    async fn edits_original(&self, heard: &Value, body: Value) -> (u16, u64) {
        self.edits(heard, "@original", body).await
    }

    async fn edits(&self, heard: &Value, message: &str, body: Value) -> (u16, u64) {
        let path = format!("webhooks/{{app}}/{}/messages/{message}", text(&heard["token"]));
        self.calls(Method::PATCH, &path, &body).await
    }

    async fn connects(&self, path: &str) -> Ear {
        let address = self.discord.origin().replace("http://", "ws://");
        let (socket, _) =
            connect_async(format!("{address}/{path}?v=10&encoding=json")).await.expect("the gateway opens");
        let mut ear = Ear { socket };
        assert!(matches!(ear.hears().await, Heard::Said(hello) if hello["op"] == 10));
        ear
    }

    /// A person and her private channel.
    fn ada(&self) -> (Person, Place) {
        let ada = self.discord.person("ada");
        let dm = ada.dm(&self.app);
        (ada, dm)
    }
}

impl Ear {
    async fn says(&mut self, op: u64, d: Value) {
        let said = json!({ "op": op, "d": d }).to_string();
        self.socket.send(Message::Text(said.into())).await.expect("the gateway listens");
    }

    async fn hears(&mut self) -> Heard {
        match self.socket.next().await {
            Some(Ok(Message::Text(said))) => Heard::Said(serde_json::from_str(&said).expect("JSON")),
            Some(Ok(Message::Close(frame))) => Heard::Closed(frame.map_or(0, |frame| frame.code.into())),
            other => panic!("the gateway said {other:?}"),
        }
    }

    /// What comes next is this event.
    async fn event(&mut self, name: &str) -> Value {
        match self.hears().await {
            Heard::Said(mut said) if said["t"] == name => said["d"].take(),
            other => panic!("no {name} but {other:?}"),
        }
    }

    async fn interaction(&mut self) -> Value {
        self.event("INTERACTION_CREATE").await
    }

    async fn identifies(&mut self, token: &str, intents: u64) {
        let properties = json!({ "os": "linux", "browser": "hatchtest", "device": "hatchtest" });
        self.says(2, json!({ "token": token, "intents": intents, "properties": properties })).await;
    }
}

async fn told(request: RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    let text = answer.text().await.expect("a body");
    (status, serde_json::from_str(&text).unwrap_or(Value::Null))
}

/// One command for everywhere, one that suggests, one with subcommands, and one for servers alone.
fn commands() -> Value {
    let bot = json!({ "type": 3, "name": "bot", "description": "Which", "autocomplete": true, "required": true });
    let everywhere = |mut command: Value| {
        command["integration_types"] = json!([0, 1]);
        command["contexts"] = json!([0, 1, 2]);
        command
    };
    let restart = json!({ "type": 1, "name": "restart", "description": "Starts it anew", "options": [bot] });
    json!([
        everywhere(json!({ "name": "deploy", "description": "Hatches a bot", "options": [
            { "type": 3, "name": "name", "description": "Its name", "max_length": 20 },
            { "type": 4, "name": "size", "description": "How large", "choices": [{ "name": "small", "value": 1 }] },
        ] })),
        everywhere(json!({ "name": "status", "description": "Tells how it is", "options": [bot] })),
        everywhere(json!({ "name": "bot", "description": "Does things", "options": [restart] })),
        { "name": "census", "description": "Counts", "integration_types": [0], "contexts": [0],
            "default_member_permissions": "0" },
    ])
}

/// A message of the first version.
fn plain(content: &str) -> Value {
    json!({ "content": content, "allowed_mentions": { "parse": [] } })
}

/// A message of components.
fn built(components: Value) -> Value {
    json!({ "flags": IS_V2, "components": components, "allowed_mentions": { "parse": [] } })
}

fn display(content: &str) -> Value {
    json!({ "type": 10, "content": content })
}

fn row(components: Value) -> Value {
    json!({ "type": 1, "components": components })
}

fn button(label: &str, custom_id: &str) -> Value {
    json!({ "type": 2, "style": 1, "label": label, "custom_id": custom_id })
}

/// A first answer of a type.
fn first(kind: u64, data: Value) -> Value {
    if data.is_null() { json!({ "type": kind }) } else { json!({ "type": kind, "data": data }) }
}

fn modal() -> Value {
    let input = json!({ "type": 4, "custom_id": "name", "style": 1, "label": "Name", "max_length": 20 });
    let key = json!({ "type": 4, "custom_id": "key", "style": 1, "min_length": 8 });
    let hint = json!({ "type": 4, "custom_id": "hint", "style": 2, "required": false });
    json!({ "custom_id": "v1:deploy", "title": "A new bot", "components": [
        row(json!([input])),
        { "type": 18, "label": "Anthropic key", "description": "It is sealed.", "component": key },
        { "type": 18, "label": "Hint", "component": hint },
    ] })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}
