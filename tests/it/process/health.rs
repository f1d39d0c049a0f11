//! The page of health: there from the start, failing only for what a restart may mend, degraded while Telegram is away.

use std::time::Duration;

use nix::sys::signal::Signal;
use serde_json::{Value, json};
use sqlx::{Connection, Executor};

use super::house::{House, told};
use super::program::{Program, Settings, says, until};
use super::wire::Wire;

async fn health(port: u16) -> (u16, String) {
    let answer = reqwest::get(format!("http://127.0.0.1:{port}/health")).await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("a text"))
}

async fn ready(port: u16) -> (u16, Value) {
    let answer = reqwest::get(format!("http://127.0.0.1:{port}/health/ready")).await.expect("an answer");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

/// Waits until the page says this of database, jobs and Telegram, and is seen to be alive meanwhile.
async fn says_of(port: u16, status: &str, database: bool, jobs: bool, telegram: bool) {
    let code = if database && jobs { 200 } else { 503 };
    let wanted = (code, json!({ "status": status, "database": database, "jobs": jobs, "telegram": telegram }));
    until(&format!("{wanted:?}"), async || (ready(port).await == wanted).then_some(())).await;
    assert_eq!(health(port).await, (200, "ok".into()));
}

/// What `hatchery healthcheck` says of the Hatchery on this port.
async fn checked(house: &House, port: u16) -> (Option<i32>, String) {
    let settings: Settings = [("PORT", port.to_string())].into();
    let settings = house.settings.clone().into_iter().chain(settings).collect();
    let said = says("healthcheck", &settings, &house.place()).await;
    assert_eq!(said.out, "");
    (said.code, said.err)
}

#[tokio::test]
async fn hatchery_starts_without_telegram_and_comes_up_when_it_is_back() {
    let Some(house) = House::new().await else { return };
    let wire = Wire::to(house.telegram.origin(), false).await;
    let house = house.with("TELEGRAM_API_URL", wire.origin());
    let serve = house.serves();
    let port = serve.port().await;
    serve.waits_for_telegram().await;
    says_of(port, "degraded", true, true, false).await;
    assert_eq!(checked(&house, port).await, (Some(0), String::new()));
    house.ada().says(&house.bot, "/start");
    wire.mend();
    house.tells("I hatch bots.").await;
    says_of(port, "ready", true, true, true).await;

    wire.cut();
    says_of(port, "degraded", true, true, false).await;
    house.ada().says(&house.bot, "/quota");
    wire.mend();
    says_of(port, "ready", true, true, true).await;
    house.tells("You have 0 of 5 bots.\n50 deploys left").await;
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn waiting_for_telegram_does_not_keep_it_from_leaving() {
    let Some(house) = House::new().await else { return };
    let wire = Wire::to(house.telegram.origin(), false).await;
    let mut house = house.with("TELEGRAM_API_URL", wire.origin());
    for public_url in ["", "http://127.0.0.1:9"] {
        house = house.with("PUBLIC_URL", public_url);
        for signal in [Signal::SIGTERM, Signal::SIGINT] {
            let serve = house.serves();
            serve.waits_for_telegram().await;
            serve.signal(signal);
            let (status, took, log) = serve.ends().await;
            assert_eq!(status.code(), Some(0), "{log}");
            assert!(took < Duration::from_secs(5), "it took {took:?} to leave:\n{log}");
        }
    }
}

#[tokio::test]
async fn what_a_restart_may_mend_fails_and_heals() {
    let Some(house) = House::new().await else { return };
    let serve = house.serves();
    let port = serve.port().await;
    says_of(port, "ready", true, true, true).await;

    house.change("ALTER TABLE operations RENAME TO elsewhere").await;
    says_of(port, "failing", true, false, true).await;
    assert_eq!(checked(&house, port).await, (Some(1), format!("hatchery: Hatchery answers 503 on PORT {port}\n")));
    house.change("ALTER TABLE elsewhere RENAME TO operations").await;
    says_of(port, "ready", true, true, true).await;

    house.change("UPDATE _sqlx_migrations SET version = version + 1000").await;
    says_of(port, "failing", false, true, true).await;
    house.change("UPDATE _sqlx_migrations SET version = version - 1000").await;
    says_of(port, "ready", true, true, true).await;
    assert_eq!(checked(&house, port).await, (Some(0), String::new()));

    serve.leaves(Signal::SIGTERM).await;
    assert_eq!(checked(&house, port).await, (Some(1), format!("hatchery: nobody answers on PORT {port}\n")));
}

/// Somebody else has the database for longer than anybody waits for it.
#[tokio::test]
async fn a_database_that_is_locked_for_long_is_told_and_nothing_is_lost() {
    let Some(house) = House::new().await else { return };
    let serve = house.serves();
    let port = serve.port().await;
    says_of(port, "ready", true, true, true).await;
    let mut stranger = house.database().await.expect("the database opens");
    stranger.execute("BEGIN EXCLUSIVE").await.expect("the lock");
    house.ada().says(&house.bot, "/start");
    says_of(port, "failing", true, false, true).await;
    stranger.execute("ROLLBACK").await.expect("the end of the lock");
    stranger.close().await.expect("the line closes");
    says_of(port, "ready", true, true, true).await;
    house.tells("I hatch bots.").await;
    house.hatches("nest").await.answers().await;
    assert_eq!(told(&house.ada().chat(&house.bot), "I hatch bots.").len(), 1);
    leaves_well(serve, &house).await;
}

async fn leaves_well(serve: Program, house: &House) {
    serve.leaves(Signal::SIGTERM).await;
    assert_eq!(house.running(), []);
}
