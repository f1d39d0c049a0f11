//! Telegram's limits for tests, as strict as they may be: never more than thirty messages within any second, never many
//! to one chat at once. It goes by the clock of the test and counts who got what. Of the Bot API it knows the calls that
//! a broadcast makes; whether those are valid the other fake looks at.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use hatchery::clock::Clock;
use hatchery::domain::Millis;
use serde::Deserialize;

/// Bot API, FAQ: about thirty messages a second; to one chat one a second, short bursts aside.
const MOST: usize = 30;
const BURST: usize = 3;

#[derive(Clone)]
pub struct Wall {
    pub clock: Arc<Clock>,
    pub origin: Arc<str>,
    /// Calls that are not answered yet because Telegram takes its time.
    held: Arc<AtomicUsize>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
pub struct State {
    window: VecDeque<Millis>,
    chats: HashMap<i64, VecDeque<Millis>>,
    /// How often each chat got something.
    pub got: HashMap<i64, u32>,
    /// How many messages were taken in each second.
    pub seconds: HashMap<Millis, u32>,
    pub refused: usize,
    /// Chats that block the bot.
    pub blocked: std::collections::HashSet<i64>,
    /// Nobody looks at the limits, for a while.
    chance: u64,
}

#[derive(Deserialize)]
struct Call {
    chat_id: i64,
}

/// Counts a call as held until it is answered, or its caller is gone.
struct Held(Arc<AtomicUsize>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Wall {
    pub async fn start(now: Millis) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address")).into();
        let clock = Arc::new(Clock::default());
        clock.stop(now);
        let wall = Wall { clock, origin, held: Arc::default(), state: Arc::default() };
        let router = Router::new().route("/{bot}/{method}", post(call)).with_state(wall.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.expect("the wall stands") });
        wall
    }

    pub fn look(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("not poisoned")
    }

    pub fn held(&self) -> usize {
        self.held.load(Ordering::SeqCst)
    }
}

impl State {
    fn take(&mut self, chat: i64, now: Millis) -> Result<Millis, u64> {
        while self.window.front().is_some_and(|at| *at + 1_000 <= now) {
            self.window.pop_front();
        }
        let here = self.chats.entry(chat).or_default();
        while here.front().is_some_and(|at| *at + 1_000 * BURST as Millis <= now) {
            here.pop_front();
        }
        if self.window.len() >= MOST || here.len() >= BURST {
            self.refused += 1;
            return Err(2);
        }
        here.push_back(now);
        self.window.push_back(now);
        *self.got.entry(chat).or_default() += 1;
        *self.seconds.entry(now / 1_000).or_default() += 1;
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Ok(60 + (self.chance >> 33) as Millis % 60)
    }
}

async fn call(Shared(wall): Shared<Wall>, Path((_, method)): Path<(String, String)>, body: Bytes) -> Response {
    wall.held.fetch_add(1, Ordering::SeqCst);
    let _held = Held(wall.held.clone());
    if method.eq_ignore_ascii_case("getMe") {
        return json(StatusCode::OK, r#"{"ok":true,"result":{"id":7,"is_bot":true,"username":"hatchery_bot"}}"#.into());
    }
    let chat = serde_json::from_slice::<Call>(&body).expect("a call with a chat").chat_id;
    let now = wall.clock.now();
    if wall.look().blocked.contains(&chat) {
        let why = "Forbidden: bot was blocked by the user";
        return json(StatusCode::FORBIDDEN, format!(r#"{{"ok":false,"error_code":403,"description":"{why}"}}"#));
    }
    let taken = wall.look().take(chat, now);
    match taken {
        Ok(latency) => {
            wall.clock.until(now + latency).await;
            json(StatusCode::OK, r#"{"ok":true,"result":{"message_id":1,"date":1}}"#.into())
        }
        Err(wait) => {
            let told = format!(r#"{{"retry_after":{wait}}}"#);
            let why = "Too Many Requests";
            json(
                StatusCode::TOO_MANY_REQUESTS,
                format!(r#"{{"ok":false,"error_code":429,"description":"{why}","parameters":{told}}}"#),
            )
        }
    }
}

fn json(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
