//! A Telegram as small as the measurement needs: updates by long poll, a hundred at a time, or by webhook, a time that
//! each call takes, and a wall of thirty messages a second where it is wanted. What people see of it is judged by them.

mod calls;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::sync::Notify;
use tokio::time::sleep;

use crate::people::People;
use crate::wire::{self, Line};
use calls::Door;

/// Bot API, setWebhook: as many connections at once, unless it is said.
const CONNECTIONS: usize = 40;
/// Without any reply for so long, one is missing.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(5);
/// Bot API, FAQ: about thirty messages a second.
const WALL: usize = 30;

/// What happens whenever a step was answered.
type Then = Box<dyn Fn(&mut People, i64) + Send>;

#[derive(Clone)]
pub struct Telegram(Arc<House>);

struct House {
    origin: String,
    delay: Duration,
    desk: Mutex<Desk>,
    news: Notify,
}

#[derive(Default)]
struct Desk {
    people: People,
    then: Option<Then>,
    hook: Option<Hook>,
    calls: BTreeMap<String, usize>,
    /// When the last messages were taken, where there is a wall.
    wall: Option<VecDeque<Instant>>,
    refused: usize,
}

#[derive(Clone, Default)]
struct Hook {
    url: String,
    secret: String,
    connections: usize,
}

impl Telegram {
    /// Each call takes so long at least.
    pub async fn open(delay: Duration) -> anyhow::Result<Self> {
        let house = |origin| House { origin, delay, desk: Mutex::default(), news: Notify::new() };
        // The address is known only when the door is open, so nobody is let in before.
        let (told, later) = tokio::sync::watch::channel(None);
        let address = wire::serve(Door(later)).await?;
        let telegram = Telegram(Arc::new(house(format!("http://{address}"))));
        told.send(Some(telegram.clone())).context("open the door")?;
        tokio::spawn(async move { told.closed().await });
        Ok(telegram)
    }

    pub fn origin(&self) -> String {
        self.0.origin.clone()
    }

    /// Does something with the people, and hands out what they bring.
    pub fn with<T>(&self, work: impl FnOnce(&mut People) -> T) -> T {
        let mut desk = self.desk();
        let made = work(&mut desk.people);
        let is_waiting = !desk.people.waiting.is_empty();
        drop(desk);
        if is_waiting {
            self.0.news.notify_one();
        }
        made
    }

    /// From now on this happens whenever a step was answered.
    pub fn then(&self, then: impl Fn(&mut People, i64) + Send + 'static) {
        self.desk().then = Some(Box::new(then));
    }

    /// Nobody is shown more than thirty messages within a second any more.
    pub fn raises_the_wall(&self) {
        self.desk().wall = Some(VecDeque::new());
    }

    pub fn refused(&self) -> usize {
        self.desk().refused
    }

    /// How often each method was called, getUpdates aside.
    pub fn calls(&self) -> BTreeMap<String, usize> {
        self.desk().calls.clone()
    }

    /// Waits until something holds of the people, as long as they are answered rightly and go on being answered.
    pub async fn until(&self, what: &str, mut holds: impl FnMut(&People) -> bool) -> anyhow::Result<()> {
        let mut last = (usize::MAX, Instant::now());
        loop {
            {
                let desk = self.desk();
                let people = &desk.people;
                ensure!(
                    people.wrong.is_empty(),
                    "{} wrong replies, the first: {}",
                    people.wrong.len(),
                    people.wrong[0]
                );
                if holds(people) {
                    return Ok(());
                }
                let so_far = people.answered + people.news.len();
                if so_far != last.0 {
                    last = (so_far, Instant::now());
                }
                let is_stuck = last.1.elapsed() > PATIENCE;
                ensure!(!is_stuck, "no reply for 30 s, {} are missing; waited for: {what}", people.is_walking());
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Delivers by the webhook that was set, as many side by side as it allows.
    pub async fn delivers(&self, to: std::net::SocketAddr) -> anyhow::Result<()> {
        let hook = loop {
            if let Some(hook) = self.desk().hook.clone() {
                break hook;
            }
            sleep(Duration::from_millis(2)).await;
        };
        let path = hook.url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).context("a path")?;
        let headers = format!("x-telegram-bot-api-secret-token: {}\r\n", hook.secret);
        for _ in 0..hook.connections {
            let (telegram, path, headers, mut line) =
                (self.clone(), path.clone(), headers.clone(), Line::to(to).await?);
            tokio::spawn(async move {
                loop {
                    let news = telegram.0.news.notified();
                    let Some((id, update)) = telegram.desk().people.waiting.pop_front() else {
                        news.await;
                        continue;
                    };
                    // Whoever is at work calls the next.
                    telegram.0.news.notify_one();
                    match line.ask("POST", &path, &headers, &update).await {
                        Ok(answer) if answer.status == 200 => {}
                        // Not ready yet; the real one tries again, too.
                        Ok(answer) if answer.status == 503 => {
                            telegram.desk().people.waiting.push_front((id, update));
                            sleep(LOOK_AGAIN).await;
                        }
                        Ok(answer) => telegram.desk().people.wrong.push(format!("a delivery got {}", answer.status)),
                        Err(_) => return,
                    }
                }
            });
        }
        Ok(())
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    fn has_room(&mut self) -> bool {
        let Some(wall) = &mut self.wall else { return true };
        let now = Instant::now();
        while wall.front().is_some_and(|at| now - *at >= Duration::from_secs(1)) {
            wall.pop_front();
        }
        let has_room = wall.len() < WALL;
        if has_room {
            wall.push_back(now);
        }
        has_room
    }
}
