//! A thousand requests at once through the webhook of two Hatcheries on one PostgreSQL: whatever each of them decides,
//! everybody gets exactly five bots, and Railway holds exactly those.

use std::net::SocketAddr;
use std::time::Instant;

use axum::routing::{get, post};
use axum::{Json, Router};
use futures::future::join_all;
use nix::sys::signal::Signal;
use serde_json::json;

use super::Afar;
use crate::cloud::{Exists, IMAGE};
use crate::databases::Engine;
use crate::fakes::telegram::{Action, Chat, Message, Person};
use crate::process::balancer::Balancer;
use crate::process::program::{Program, until};

const PEOPLE: i64 = 8;
const LIVE: i64 = 5;
/// How often everybody presses “Hatch it” at once; with the wish before it they are a thousand requests.
const PRESSES: i64 = 24;

/// What stands in for every bot: it is ready, and repeats what it hears.
async fn any_bot() -> SocketAddr {
    let ready = json!({ "ready": true, "channels": {}, "provider": { "state": "unknown" } });
    let routes = Router::new()
        .route("/ready", get(async || Json(ready)))
        .route("/chat", post(async |Json(heard): Json<serde_json::Value>| Json(json!({ "reply": heard["text"] }))));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    tokio::spawn(async move { axum::serve(listener, routes).await.expect("it serves") });
    address
}

/// The doors of both Hatcheries, as Telegram knocks at them.
#[derive(Clone)]
struct Doors {
    http: reqwest::Client,
    addresses: [String; 2],
    secret: String,
}

impl Doors {
    async fn of(afar: &Afar, programs: [&Program; 2]) -> Self {
        let call = until("both webhooks", async || {
            let mut calls = afar.telegram.calls(&afar.bot, "setWebhook");
            (calls.len() >= 2).then(|| calls.remove(0))
        })
        .await;
        let url: reqwest::Url = call["url"].as_str().expect("an address").parse().expect("a good one");
        let address = async |program: &Program| format!("http://127.0.0.1:{}{}", program.port().await, url.path());
        let addresses = [address(programs[0]).await, address(programs[1]).await];
        let secret = call["secret_token"].as_str().expect("a secret").to_owned();
        Doors { http: reqwest::Client::new(), addresses, secret }
    }

    /// Delivers until it is taken, at the one door and the other.
    async fn deliver(&self, update: String, first: i64) {
        for door in first.. {
            let request = self.http.post(&self.addresses[(door % 2) as usize]).body(update.clone());
            let request = request.header("X-Telegram-Bot-Api-Secret-Token", &self.secret);
            if request.send().await.expect("a door that answers").status().is_success() {
                return;
            }
        }
    }
}

/// Wishes for one bot after the other, and presses “Hatch it” many times at once at both doors, until there is no room
/// for another bot.
async fn hatches_all(afar: &Afar, doors: &Doors, person: &Person) {
    for n in 0..=LIVE {
        let read = person.chat(&afar.bot).messages.len();
        let wish = person.says_by_hand(&afar.bot, &format!("/deploy nest{n} hatchling echo web"));
        doors.deliver(wish, n).await;
        if n == LIVE {
            let is_refused =
                |it: &Message| it.text.starts_with("You have 5 of 5 bots, which is the most you can have.");
            person.sees(&afar.bot, |chat| chat.messages.iter().any(is_refused)).await;
            return;
        }
        let offer = |chat: &Chat| chat.messages[read..].iter().find_map(|it| it.button("Hatch it").cloned());
        let chat = person.sees(&afar.bot, |chat| offer(chat).is_some()).await;
        let Some(Action::Press(word)) = offer(&chat).map(|button| button.action) else { panic!("no press:\n{chat}") };
        let presses = (0..PRESSES).map(|door| doors.deliver(person.presses_by_hand(&afar.bot, &word), door));
        join_all(presses).await;
        let is_over = |it: &&Message| it.text.starts_with("That step is over.");
        let voided = (n + 1) * (PRESSES - 1);
        person.sees(&afar.bot, |chat| chat.messages.iter().filter(is_over).count() as i64 >= voided).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_requests_at_once_through_two_hatcheries_make_five_bots_for_each_person() {
    let Some(afar) = Afar::on(Engine::Postgres).await else { return };
    let balancer = Balancer::start().await;
    let afar = afar.with("PUBLIC_URL", balancer.origin()).with("JOB_LEASE_MS", "10000");
    afar.railway.serves(IMAGE, any_bot().await);
    let (one, other) = (afar.serves_and_knows_railway().await, afar.serves_and_knows_railway().await);
    let doors = Doors::of(&afar, [&one, &other]).await;
    until("both doors open", async || [&one, &other].iter().all(|it| it.log().contains("is served by")).then_some(()))
        .await;
    let people: Vec<Person> = (0..PEOPLE).map(|n| afar.telegram.person(100 + n)).collect();
    let began = Instant::now();
    join_all(people.iter().map(|person| hatches_all(&afar, &doors, person))).await;
    let pressed = began.elapsed();
    afar.comes_to_rest().await;
    eprintln!(
        "{} requests took {pressed:?}, all was at rest after {:?}",
        PEOPLE * LIVE * (1 + PRESSES),
        began.elapsed()
    );

    let all = PEOPLE * LIVE;
    let each = "SELECT COUNT(*) FROM (SELECT person_id FROM instances WHERE live = 1 AND status = 'running'
                GROUP BY person_id HAVING COUNT(*) = 5) AS full_nests";
    assert_eq!(afar.number(each).await, Some(PEOPLE), "five for each");
    for rows in ["SELECT COUNT(*) FROM instances", "SELECT COUNT(*) FROM operations", "SELECT COUNT(*) FROM quota_uses"]
    {
        assert_eq!(afar.number(rows).await, Some(all), "{rows}");
    }
    let count = all as usize;
    let there = Exists { projects: PEOPLE as usize, services: count, volumes: count, domains: count, running: 0 };
    assert_eq!((Exists::at(&afar.railway), Exists::ever(&afar.railway)), (there, there));
    for person in &people {
        let chat = person.chat(&afar.bot);
        let told = |words: &str| chat.visible().filter(|message| message.text.contains(words)).count() as i64;
        assert_eq!((told("is alive."), told("That step is over.")), (LIVE, LIVE * (PRESSES - 1)), "{chat}");
    }
    one.leaves(Signal::SIGTERM).await;
    other.leaves(Signal::SIGTERM).await;
}
