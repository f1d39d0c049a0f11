//! `LOG_FORMAT=json`: every line is one JSON object, however much is logged and whatever goes wrong, and none holds a
//! secret.

use hatchery::domain::Provider;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

use super::house::{AI_KEY, House, MASTER_KEY, Page, newest_offers};
use super::wire::Wire;
use crate::fakes::providers::{Behaviour, On};
use crate::fakes::telegram::Failure;

/// A story with much to log: a key, a token, a refused call, a killed bot, neighbours that go away.
async fn told(filter: &str) -> Option<()> {
    let house = House::new().await?;
    let wire = Wire::to(house.telegram.origin(), false).await;
    let house = house.with("TELEGRAM_API_URL", wire.origin()).with("LOG_FORMAT", "json").with("RUST_LOG", filter);
    house.providers.knows(Provider::Anthropic, AI_KEY);
    let nest = house.telegram.bot("the_nest_of_ada_bot");
    let ada = house.ada();
    let serve = house.serves();
    serve.waits_for_telegram().await;
    wire.mend();
    house.telegram.fails_next(&house.bot, "deleteMessage", Failure::Refused("Bad Request: message can't be deleted"));
    ada.says(&house.bot, "/deploy nest anthropic web telegram");
    house.tells("Send me your Anthropic key.").await;
    ada.says(&house.bot, AI_KEY);
    ada.sees(&house.bot, |chat| chat.visible().any(|message| message.text.contains("Send me its token."))).await;
    ada.says(&house.bot, &nest.token);
    ada.sees(&house.bot, |chat| newest_offers(chat, "Hatch it")).await;
    ada.presses(&house.bot, "Hatch it");
    house.tells("“nest” is alive.").await;
    house.providers.behaves(AI_KEY, On::Chat, Behaviour::json(401, serde_json::json!({ "error": AI_KEY })));
    ada.says(&nest, "/start");
    ada.says(&nest, "hello");
    ada.sees(&nest, |chat| chat.visible().any(|message| message.text.contains("does not accept my key"))).await;
    let pid = house.running()[0].pid;
    kill(Pid::from_raw(pid), Signal::SIGKILL).expect("the bot is there");
    house.tells("“nest”: It was ended from outside").await;
    ada.says(&house.bot, "/logs nest");
    house.tells("The last lines of “nest”").await;
    wire.cut();
    ada.says(&house.bot, "/status");
    wire.mend();
    let token = Page::in_text(&house.tells("nest  ● running").await).token().to_owned();
    let log = serve.leaves(Signal::SIGTERM).await;

    assert!(log.lines().count() > 3, "{log}");
    for line in log.lines() {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(value["level"].is_string() && value["message"].is_string() && value["timestamp"].is_string(), "{line}");
    }
    for secret in [AI_KEY, MASTER_KEY, &house.bot.token, &nest.token, &token] {
        assert!(!log.contains(secret), "a secret in the log:\n{log}");
    }
    Some(())
}

#[tokio::test]
async fn every_line_is_json_and_none_holds_a_secret() {
    let _ = told("hatchery=info,warn").await;
}

#[tokio::test]
async fn the_same_holds_when_everything_is_logged() {
    let _ = told("trace").await;
}
