//! Telegram's limits for tests, as strict as they may be: never more than thirty messages within any second, never many
//! to one chat at once. It goes by the clock of the test and counts who got what. Of the Bot API it knows the calls that
//! a broadcast makes; whether those are valid the other fake looks at.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use hatchery::clock::Clock;
use hatchery::domain::Millis;
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Bot API, FAQ: about thirty messages a second; to one chat one a second, short bursts aside.
const MOST: usize = 30;
const BURST: usize = 3;
/// The chats of people who talk with the bot meanwhile begin here, behind those of the crowd.
pub const TALKERS: i64 = 900_000_000;

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
    /// How many of the crowd have something.
    pub reached: usize,
    /// Chats that block the bot.
    pub blocked: std::collections::HashSet<i64>,
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
        let standing = wall.clone();
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(serve(standing.clone(), line));
            }
        });
        wall
    }

    pub fn look(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("not poisoned")
    }

    /// How many messages were taken in each ten seconds between two times.
    pub fn in_ten_seconds(&self, since: Millis, until: Millis) -> impl Iterator<Item = u32> {
        let seconds = self.look().seconds.clone();
        let first = since / 1_000 + 1;
        let taken = move |from: Millis| (from..from + 10).map(|at| seconds.get(&at).copied().unwrap_or_default()).sum();
        (first..until / 1_000 - 10).step_by(10).map(taken)
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
        let got = self.got.entry(chat).or_default();
        *got += 1;
        if chat < TALKERS && *got == 1 {
            self.reached += 1;
        }
        *self.seconds.entry(now / 1_000).or_default() += 1;
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Ok(60 + (self.chance >> 33) as Millis % 60)
    }
}

/// Answers call after call on one connection. As little of HTTP as our own client speaks: a hundred thousand calls are to
/// cost the test little.
async fn serve(wall: Wall, mut line: TcpStream) -> Option<()> {
    let mut heard = Vec::new();
    loop {
        let (method, body) = loop {
            if let Some(call) = read(&mut heard) {
                break call;
            }
            let mut some = [0; 4096];
            match line.read(&mut some).await.ok()? {
                0 => return None,
                n => heard.extend_from_slice(&some[..n]),
            }
        };
        let held = wall.holds();
        let (status, answer) = wall.answer(&method, &body).await;
        drop(held);
        let length = answer.len();
        let kind = "content-type: application/json";
        let told = format!("HTTP/1.1 {status}\r\n{kind}\r\ncontent-length: {length}\r\n\r\n{answer}");
        line.write_all(told.as_bytes()).await.ok()?;
    }
}

/// A whole call out of what was heard: the method of the Bot API, and the body.
fn read(heard: &mut Vec<u8>) -> Option<(String, Vec<u8>)> {
    let head_ends = heard.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&heard[..head_ends]).expect("a head of text").to_ascii_lowercase();
    let length = head.split("content-length:").nth(1).and_then(|rest| rest.split("\r\n").next());
    let length: usize = length.map_or(0, |length| length.trim().parse().expect("a length"));
    if heard.len() < head_ends + length {
        return None;
    }
    let path = head.split(' ').nth(1).expect("a path");
    let method = path.rsplit('/').next().expect("a method").to_owned();
    let body = heard[head_ends..head_ends + length].to_vec();
    heard.drain(..head_ends + length);
    Some((method, body))
}

impl Wall {
    fn holds(&self) -> Held {
        self.held.fetch_add(1, Ordering::SeqCst);
        Held(self.held.clone())
    }

    async fn answer(&self, method: &str, body: &[u8]) -> (u16, String) {
        if method == "getme" {
            return (200, r#"{"ok":true,"result":{"id":7,"is_bot":true,"username":"hatchery_bot"}}"#.into());
        }
        let chat = serde_json::from_slice::<Call>(body).expect("a call with a chat").chat_id;
        let now = self.clock.now();
        if self.look().blocked.contains(&chat) {
            let why = "Forbidden: bot was blocked by the user";
            return (403, format!(r#"{{"ok":false,"error_code":403,"description":"{why}"}}"#));
        }
        let taken = self.look().take(chat, now);
        match taken {
            Ok(latency) => {
                self.clock.until(now + latency).await;
                (200, r#"{"ok":true,"result":{"message_id":1,"date":1}}"#.into())
            }
            Err(wait) => {
                let told = format!(r#""parameters":{{"retry_after":{wait}}}"#);
                (429, format!(r#"{{"ok":false,"error_code":429,"description":"Too Many Requests",{told}}}"#))
            }
        }
    }
}
