//! Telegram bots for bots that are hatched from Discord: those that belong to somebody already, or to nobody any more.

use expect_test::expect;
use serde_json::json;

use crate::discord::{Den, Door, Speaker, screen};
use crate::fakes::telegram::{Bot, Failure, FakeTelegram};

const FORM: &str = "Give the token";

through_both_doors! {
    a_token_that_a_live_bot_uses_is_refused_until_that_bot_is_gone,
    a_bot_that_another_program_runs_is_taken_over_when_its_owner_says_so,
    a_token_that_is_none_is_asked_for_again_and_telegram_may_be_skipped,
}

/// Fills in a token, and waits for what is answered.
async fn gives(person: &Speaker, token: &str, words: &str) -> String {
    screen(&person.gives(FORM, &[("Telegram bot token", token)], words).await)
}

/// Another program takes the messages of this bot.
async fn sets_a_webhook(telegram: &FakeTelegram, bot: &Bot) {
    let address = format!("{}/bot{}/setWebhook", telegram.origin(), bot.token);
    let hook = json!({ "url": "https://example.com/hook" });
    let set = reqwest::Client::new().post(address).json(&hook).send().await.expect("an answer");
    assert!(set.status().is_success());
}

async fn a_token_that_a_live_bot_uses_is_refused_until_that_bot_is_gone(door: Door) {
    let Some(telegram) = FakeTelegram::start().await else { return };
    let Some(den) = Den::with(door, &[("TELEGRAM_API_URL", telegram.origin())]).await else { return };
    let child = telegram.bot("nest_helper_bot");
    let (ada, bob) = (den.speaker("ada"), den.member("bob"));
    ada.hears("/deploy nest echo telegram", "needs a Telegram bot").await;
    gives(&ada, &child.token, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;

    bob.hears("/deploy best echo telegram web", "needs a Telegram bot").await;
    expect![[r#"
        That Telegram bot already belongs to a bot that runs here. Each one needs its own.
        [Give the token] · [Skip Telegram] · [Back] · [Cancel]
    "#]]
    .assert_eq(&gives(&bob, &child.token, "already belongs").await);
    ada.hears("/delete nest", "for good?").await;
    ada.gives("Write its name", &[("Its name, to confirm", "nest")], "is gone for good").await;
    gives(&bob, &child.token, "Ready to hatch").await;
    bob.gets("Hatch it", "is alive").await;
    den.ends().await;
}

async fn a_bot_that_another_program_runs_is_taken_over_when_its_owner_says_so(door: Door) {
    let Some(telegram) = FakeTelegram::start().await else { return };
    let Some(den) = Den::with(door, &[("TELEGRAM_API_URL", telegram.origin())]).await else { return };
    let child = telegram.bot("nest_helper_bot");
    sets_a_webhook(&telegram, &child).await;
    let ada = den.speaker("ada");
    ada.hears("/deploy nest echo telegram web", "needs a Telegram bot").await;
    expect![[r#"
        @nest\_helper\_bot is already run by another program (it has a webhook at example.com).
        Two programs on one bot take each other's messages.
        [Give the token] · [Take it over] · [Skip Telegram] · [Back] · [Cancel]
    "#]]
    .assert_eq(&gives(&ada, &child.token, "already run by another program").await);
    let review = ada.gets("Take it over", "Ready to hatch").await;
    assert!(review.text.contains("Telegram as @nest\\_helper\\_bot"), "{}", review.text);
    ada.gets("Hatch it", "is alive").await;
    den.ends().await;
}

async fn a_token_that_is_none_is_asked_for_again_and_telegram_may_be_skipped(door: Door) {
    let Some(telegram) = FakeTelegram::start().await else { return };
    let Some(den) = Den::with(door, &[("TELEGRAM_API_URL", telegram.origin())]).await else { return };
    let (revoked, child) = (telegram.bot("gone_bot"), telegram.bot("nest_helper_bot"));
    telegram.revokes(&revoked);
    let ada = den.speaker("ada");
    ada.hears("/deploy nest echo telegram web", "needs a Telegram bot").await;
    expect![[r#"
        Telegram does not know token …0001. It may be cut off or revoked.
        Nothing was stored.
        [Give the token] · [Skip Telegram] · [Back] · [Cancel]
    "#]]
    .assert_eq(&gives(&ada, &revoked.token, "Telegram does not know token").await);
    gives(&ada, "sk-ant-HATCHTEST-0123456789", "That looks like a key of Anthropic.").await;
    telegram.fails_next(&child, "getMe", Failure::BadGateway);
    expect![[r#"
        I cannot reach Telegram right now, so I do not know whether the token works.
        [Give the token] · [Try again] · [Go on unchecked] · [Skip Telegram] · [Back] · [Cancel]
    "#]]
    .assert_eq(&gives(&ada, &child.token, "I cannot reach Telegram").await);
    ada.gets("Try again", "Ready to hatch").await;
    ada.gets("Back", "needs a Telegram bot").await;
    let review = ada.gets("Skip Telegram", "Ready to hatch").await;
    assert!(review.text.contains("Talks on: a web page"), "{}", review.text);
    ada.gets("Hatch it", "is alive").await;
    den.ends().await;
}
