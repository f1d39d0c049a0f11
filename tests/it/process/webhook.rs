//! With `PUBLIC_URL` Telegram delivers: to a door that knows it by a secret, each update answered once whatever happens.

use nix::sys::signal::Signal;
use serde_json::json;

use super::house::{House, told};
use super::program::until;
use super::wire::Wire;
use crate::fakes::ports::free_address;

/// A Hatchery that is reached from outside on a port of its own.
async fn house() -> Option<House> {
    let port = free_address().port();
    let house = House::new().await?;
    Some(house.with("PORT", port.to_string()).with("PUBLIC_URL", format!("http://127.0.0.1:{port}")))
}

/// The door as Telegram was told of it: address and secret.
async fn door(house: &House) -> (String, String) {
    let calls = || house.telegram.calls(&house.bot, "setWebhook");
    let call = until("the webhook", async || calls().pop()).await;
    let text = |field: &str| call[field].as_str().unwrap_or_default().to_owned();
    let (address, secret) = (text("url"), text("secret_token"));
    assert!(address.starts_with(&house.settings["PUBLIC_URL"]), "{address}");
    assert!(secret.len() >= 16, "a secret nobody guesses");
    (address, secret)
}

/// Delivers a command of Ada's as Telegram would; the status it is answered with.
async fn delivers(address: &str, secret: &str, update: i64, text: &str) -> u16 {
    let update = json!({ "update_id": update, "message": {
        "message_id": update, "date": 1, "text": text, "chat": { "id": 42, "type": "private", "first_name": "Ada" },
        "from": { "id": 42, "is_bot": false, "first_name": "Ada", "language_code": "en" } } });
    let request = reqwest::Client::new().post(address).header("X-Telegram-Bot-Api-Secret-Token", secret);
    request.json(&update).send().await.expect("the door answers").status().as_u16()
}

#[tokio::test]
async fn the_whole_story_goes_through_the_webhook() {
    let Some(house) = house().await else { return };
    let serve = house.serves();
    let (address, secret) = door(&house).await;
    house.hatches("nest").await.answers().await;
    assert_eq!(house.telegram.calls(&house.bot, "getUpdates").len(), 0);

    assert_eq!(delivers(&address, "HATCHTEST-not-the-secret", 5, "/quota").await, 401);
    assert_eq!(delivers(&address, "", 5, "/quota").await, 401);
    let chat = house.ada().chat(&house.bot);
    assert_eq!(told(&chat, "You have 1 of 5 bots.\n49 deploys left").len(), 0, "{chat}");
    for _ in 0..3 {
        assert_eq!(delivers(&address, &secret, 5, "/quota").await, 200);
    }
    house.tells("You have 1 of 5 bots.\n49 deploys left").await;
    house.ada().says(&house.bot, "/status");
    house.tells("nest  ● running").await;
    assert_eq!(told(&house.ada().chat(&house.bot), "You have 1 of 5 bots.\n49 deploys left").len(), 1, "answered once");
    let log = serve.leaves(Signal::SIGTERM).await;
    assert!(!log.contains(&secret) && !log.contains(&address), "{log}");
}

#[tokio::test]
async fn what_could_not_be_taken_is_delivered_again_and_answered_once() {
    let Some(house) = house().await else { return };
    let serve = house.serves();
    let (address, secret) = door(&house).await;
    house.ada().says(&house.bot, "/start");
    house.tells("I hatch bots.").await;
    house.change("ALTER TABLE updates RENAME TO elsewhere").await;
    house.ada().says(&house.bot, "/quota");
    assert_eq!(delivers(&address, &secret, 7, "/help").await, 503);
    house.change("ALTER TABLE elsewhere RENAME TO updates").await;
    house.tells("You have 0 of 5 bots.\n50 deploys left").await;
    house.telegram.until(&house.bot, "all is delivered", |telegram| telegram.pending(&house.bot).is_empty()).await;
    assert_eq!(told(&house.ada().chat(&house.bot), "You have 0 of 5 bots.\n50 deploys left").len(), 1);
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn what_comes_before_hatchery_knows_itself_comes_again() {
    let Some(house) = house().await else { return };
    let wire = Wire::to(house.telegram.origin(), true).await;
    let house = house.with("TELEGRAM_API_URL", wire.origin());
    let serve = house.serves();
    let (address, secret) = door(&house).await;
    house.hatches("nest").await;
    serve.dies().await;

    wire.cut();
    let serve = house.serves();
    serve.port().await;
    assert_eq!(delivers(&address, &secret, 9, "/help").await, 503);
    house.ada().says(&house.bot, "/status");
    wire.mend();
    house.tells("nest  ● running").await;
    serve.leaves(Signal::SIGTERM).await;
}
