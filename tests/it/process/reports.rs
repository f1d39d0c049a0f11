//! Sentry at the real program: told at the latest when it ends, never waited for longer than a stop may take.

use nix::sys::signal::Signal;

use super::house::House;
use super::program::{says, until};
use crate::fakes::sentry::{FakeSentry, KEY};

#[tokio::test]
async fn an_error_is_reported_before_the_end_without_a_word_of_the_log() {
    let Some(house) = House::new().await else { return };
    let fake = FakeSentry::start().await;
    let house = house.with("SENTRY_DSN", fake.dsn());
    let serve = house.serves();
    serve.port().await;
    until("the start", async || serve.log().contains("is served by").then_some(())).await;
    house.telegram.revokes(&house.bot);
    // The poll that stands is answered, the next one is not.
    house.ada().says(&house.bot, "/start");
    until("the error", async || serve.log().contains("Telegram is not heard any more").then_some(())).await;
    let log = serve.leaves(Signal::SIGTERM).await;
    let places: Vec<String> =
        fake.events().iter().map(|event| event["fingerprint"][1].as_str().expect("a place").to_owned()).collect();
    assert!(places.iter().any(|place| place.starts_with("src/run/on_telegram.rs:")), "{places:?}");
    assert_eq!(places.len(), log.matches("ERROR").count(), "each error once: {places:?}\n{log}");
    for request in fake.requests() {
        for canary in ["not heard", "Telegram does", &house.bot.token, "the_hatchery_bot", "DATA_DIR"] {
            assert!(!request.contains(canary), "{canary} was told: {request}");
        }
    }
    assert!(!log.contains(KEY), "the key of Sentry is in the log");
}

#[tokio::test]
async fn a_sentry_that_never_answers_does_not_hold_up_the_end() {
    let Some(house) = House::new().await else { return };
    let fake = FakeSentry::start().await;
    fake.stalls();
    let house = house.with("SENTRY_DSN", fake.dsn());
    let serve = house.serves();
    until("the start", async || serve.log().contains("is served by").then_some(())).await;
    house.telegram.revokes(&house.bot);
    // The poll that stands is answered, the next one is not.
    house.ada().says(&house.bot, "/start");
    fake.has_been_asked().await;
    // Within ten seconds, as ever.
    serve.leaves(Signal::SIGTERM).await;
    assert_eq!(fake.events(), Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn a_dsn_that_is_none_is_refused_at_the_start_by_its_name() {
    let Some(house) = House::new().await else { return };
    let house = house.with("SENTRY_DSN", "https://HATCHTEST.example.com");
    let said = says("serve", &house.settings, &house.place()).await;
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("SENTRY_DSN must be a DSN from Sentry"), "{}", said.err);
    assert!(!said.err.contains("HATCHTEST"), "{}", said.err);
}
