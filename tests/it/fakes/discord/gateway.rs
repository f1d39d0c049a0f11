//! The gateway: a WebSocket over which an application hears what happens, with sessions that outlive their
//! connections, and everything that can go wrong with them.

mod hands;

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{RawQuery, State as Shared};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

pub use hands::Gateway;

use super::Line;
use super::state::{Application, Id, State};

pub const DIRECT_MESSAGES: u64 = 1 << 12;
/// Members, presences and message content, each with the flags of an application that has it.
const PRIVILEGED: [(u64, u64); 3] = [(1 << 1, 3 << 14), (1 << 8, 3 << 12), (1 << 15, 3 << 18)];
/// The highest intent there is.
const LAST_INTENT: u64 = 1 << 25;
/// So many sessions may be started in a day.
const STARTS: u32 = 1000;

pub struct Hall {
    sessions: Vec<Session>,
    pub identifies: u32,
    pub resumes: u32,
    pub heartbeats: u32,
    pub interval: Duration,
    pub withholds_acks: bool,
    pub starts_left: u32,
    /// Whoever says goodbye hears nothing, and the line is gone.
    pub is_curt: bool,
}

struct Session {
    id: String,
    application: Id,
    intents: u64,
    /// Everything that was said in it; the number of an event is its place, counted from one.
    said: Vec<String>,
    out: Option<UnboundedSender<Out>>,
}

#[derive(Debug)]
enum Out {
    Text(String),
    Close(u16),
}

impl Default for Hall {
    fn default() -> Self {
        let interval = Duration::from_millis(41_250);
        Hall {
            sessions: Vec::new(),
            identifies: 0,
            resumes: 0,
            heartbeats: 0,
            interval,
            withholds_acks: false,
            starts_left: STARTS,
            is_curt: false,
        }
    }
}

/// `GET /gateway/bot`.
pub fn bot(line: &Line) -> Value {
    let remaining = line.look().hall.starts_left;
    json!({ "url": line.gateway_address(""), "shards": 1, "session_start_limit": {
        "total": STARTS, "remaining": remaining, "reset_after": 86_400_000, "max_concurrency": 1 } })
}

pub async fn connect(Shared(line): Shared<Line>, RawQuery(query): RawQuery, upgrade: WebSocketUpgrade) -> Response {
    let query = query.unwrap_or_default();
    let has = |wanted: &str| query.split('&').any(|pair| pair == wanted);
    let fits = has("v=10") && !query.contains("compress=") && (has("encoding=json") || !query.contains("encoding="));
    upgrade.on_upgrade(move |socket| serve(line, socket, fits))
}

async fn serve(line: Line, mut socket: WebSocket, fits: bool) {
    if !fits {
        return close(&mut socket, 4012).await;
    }
    let (out, mut outbox) = unbounded_channel();
    let interval = line.look().hall.interval.as_millis() as u64;
    let hello = json!({ "op": 10, "t": null, "s": null, "d": { "heartbeat_interval": interval, "_trace": [] } });
    out.send(Out::Text(hello.to_string())).expect("the other end is in this function");
    let code = loop {
        tokio::select! {
            next = outbox.recv() => match next {
                Some(Out::Text(text)) => if socket.send(Message::Text(text.into())).await.is_err() { break None },
                Some(Out::Close(code)) => {
                    close(&mut socket, code).await;
                    break Some(code);
                }
                None => break None,
            },
            heard = socket.recv() => match heard {
                Some(Ok(Message::Text(text))) => if let Err(code) = hear(&line, &out, &text) {
                    close(&mut socket, code).await;
                    break Some(code);
                },
                Some(Ok(Message::Binary(_))) => {
                    close(&mut socket, 4002).await;
                    break Some(4002);
                }
                Some(Ok(Message::Close(frame))) => {
                    if !line.look().hall.is_curt {
                        // The goodbye is on its way when there is nothing more to be heard.
                        while socket.recv().await.is_some() {}
                    }
                    break frame.map(|frame| frame.code);
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Err(_)) | None => break None,
            },
        }
    };
    line.change(|state| state.hall.leave(&out, code.is_some_and(ends_the_session)));
}

/// Codes after which there is nothing to resume, whoever closed with them.
fn ends_the_session(code: u16) -> bool {
    matches!(code, 1000 | 1001 | 4004 | 4007 | 4009..=4014)
}

async fn close(socket: &mut WebSocket, code: u16) {
    let frame = CloseFrame { code, reason: "".into() };
    // It may be gone already, which is as good.
    let _ = socket.send(Message::Close(Some(frame))).await;
}

/// What a bot says; otherwise the code to close with.
fn hear(line: &Line, out: &UnboundedSender<Out>, text: &str) -> Result<(), u16> {
    let said: Value = serde_json::from_str(text).map_err(|_| 4002u16)?;
    let address = line.gateway_address("resumed");
    line.change(|state| match said["op"].as_u64() {
        Some(1) => {
            state.hall.heartbeats += 1;
            if !state.hall.withholds_acks {
                say(out, &json!({ "op": 11, "t": null, "s": null, "d": null }));
            }
            Ok(())
        }
        Some(2) => identify(state, out, &said["d"], &address),
        Some(6) => resume(state, out, &said["d"]),
        // Presence, voice and lists of members: allowed, and nothing comes of them here.
        Some(3 | 4 | 8) if state.hall.of(out).is_some() => Ok(()),
        Some(3 | 4 | 8) => Err(4003),
        _ => Err(4001),
    })
}

/// Discord takes a token with and without the word that REST wants before it.
fn bare(token: &str) -> &str {
    token.strip_prefix("Bot ").unwrap_or(token)
}

fn identify(state: &mut State, out: &UnboundedSender<Out>, asked: &Value, address: &str) -> Result<(), u16> {
    state.hall.identifies += 1;
    if state.hall.of(out).is_some() {
        return Err(4005);
    }
    let application = asked["token"].as_str().and_then(|token| state.by_token(bare(token))).ok_or(4004u16)?;
    let has = |name: &str| asked["properties"][name].is_string();
    if !has("os") || !has("browser") || !has("device") {
        return Err(4002);
    }
    let intents = asked["intents"].as_u64().filter(|intents| *intents < LAST_INTENT << 1).ok_or(4013u16)?;
    let Application { flags, .. } = *state.application(application);
    if PRIVILEGED.iter().any(|(intent, granted)| intents & intent != 0 && flags & granted == 0) {
        return Err(4014);
    }
    if !asked["shard"].is_null() && asked["shard"] != json!([0, 1]) {
        return Err(4010);
    }
    // Discord resets the token of who starts too often.
    state.hall.starts_left = state.hall.starts_left.checked_sub(1).ok_or(4004u16)?;
    let id = format!("hatchtest{}", state.next_id());
    let ready = json!({ "v": 10, "user": state.bot(application), "guilds": [], "session_id": id,
        "resume_gateway_url": address, "application": { "id": application.to_string(), "flags": flags },
        "session_type": "normal", "private_channels": [], "relationships": [], "user_settings": {}, "shard": [0, 1] });
    let out = Some(out.clone());
    state.hall.sessions.push(Session { id, application, intents, said: Vec::new(), out });
    state.hall.sessions.last_mut().expect("it was just pushed").tell("READY", &ready);
    Ok(())
}

fn resume(state: &mut State, out: &UnboundedSender<Out>, asked: &Value) -> Result<(), u16> {
    state.hall.resumes += 1;
    if state.hall.of(out).is_some() {
        return Err(4005);
    }
    let application = asked["token"].as_str().and_then(|token| state.by_token(bare(token))).ok_or(4004u16)?;
    let seq = asked["seq"].as_u64().ok_or(4002u16)? as usize;
    let is_it = |session: &&mut Session| asked["session_id"] == *session.id && session.application == application;
    let Some(session) = state.hall.sessions.iter_mut().find(is_it) else {
        say(out, &json!({ "op": 9, "t": null, "s": null, "d": false }));
        return Ok(());
    };
    if seq > session.said.len() {
        return Err(4007);
    }
    if let Some(old) = session.out.replace(out.clone()) {
        // It may have gone at this moment.
        let _ = old.send(Out::Close(4000));
    }
    for missed in &session.said[seq..] {
        let _ = out.send(Out::Text(missed.clone()));
    }
    session.tell("RESUMED", &json!({ "_trace": [] }));
    Ok(())
}

fn say(out: &UnboundedSender<Out>, said: &Value) {
    // A connection that is gone hears nothing.
    let _ = out.send(Out::Text(said.to_string()));
}

impl Session {
    fn tell(&mut self, name: &str, event: &Value) {
        let text = json!({ "op": 0, "t": name, "s": self.said.len() + 1, "d": event }).to_string();
        self.said.push(text.clone());
        if let Some(out) = &self.out {
            let _ = out.send(Out::Text(text));
        }
    }
}

impl Hall {
    fn of(&self, out: &UnboundedSender<Out>) -> Option<&Session> {
        self.sessions.iter().find(|session| session.out.as_ref().is_some_and(|own| own.same_channel(out)))
    }

    fn leave(&mut self, out: &UnboundedSender<Out>, is_over: bool) {
        let Some(id) = self.of(out).map(|session| session.id.clone()) else { return };
        if is_over {
            return self.sessions.retain(|session| session.id != id);
        }
        for session in self.sessions.iter_mut().filter(|session| session.id == id) {
            session.out = None;
        }
    }

    fn connected(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(|session| session.out.as_ref().is_some_and(|out| !out.is_closed()))
    }
}

impl State {
    /// Tells every session of an application that wants to hear of this; how many there are.
    pub fn dispatch(&mut self, application: Id, intent: u64, name: &str, event: &Value) -> usize {
        let wants = |session: &&mut Session| session.application == application && session.intents & intent == intent;
        self.hall.sessions.iter_mut().filter(wants).map(|session| session.tell(name, event)).count()
    }
}
