//! Telegram bots that belong to somebody already, or to nobody any more.

use expect_test::expect;

use crate::fakes::telegram::Failure;
use crate::world::{World, screen};

#[tokio::test]
async fn a_token_that_a_live_bot_uses_is_refused_until_that_bot_is_gone() {
    let Some(world) = World::start().await else { return };
    let child = world.telegram.bot("nest_helper_bot");
    let (ada, bob) = (world.person(42), world.person(43));
    ada.hears("/deploy nest echo telegram", "needs a Telegram bot").await;
    ada.hears(&child.token, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;

    bob.hears("/deploy best echo telegram web", "needs a Telegram bot").await;
    expect![[r#"
        That Telegram bot already belongs to a bot that runs here. Each one needs its own.
        [Another token]
        [Skip Telegram]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&bob.hears(&child.token, "already belongs").await));
    bob.hears(&world.hatchery.token, "already belongs").await;

    ada.hears("/delete nest", "for good?").await;
    ada.hears("nest", "is gone for good").await;
    bob.hears(&child.token, "Ready to hatch").await;
    bob.gets("Hatch it", "is alive").await;
    bob.with(&child).hears("mine now?", "mine now?").await;
    world.ends().await;
}

#[tokio::test]
async fn of_two_who_hatch_with_one_token_at_once_one_is_refused_and_keeps_nothing() {
    let Some(world) = World::start().await else { return };
    let child = world.telegram.bot("nest_helper_bot");
    let (ada, bob) = (world.person(42), world.person(43));
    for person in [&ada, &bob] {
        person.hears("/deploy nest echo telegram", "needs a Telegram bot").await;
        person.hears(&child.token, "Ready to hatch").await;
    }
    ada.gets("Hatch it", "is alive").await;
    bob.gets("Hatch it", "already belongs").await;
    bob.hears("/quota", "You have 0 of 5 bots.\n2 deploys left this hour.").await;
    world.ends().await;
}

#[tokio::test]
async fn a_bot_that_another_program_runs_is_taken_over_when_its_owner_says_so() {
    let Some(world) = World::start().await else { return };
    let child = world.telegram.bot("nest_helper_bot");
    world.sets_a_webhook(&child).await;
    let ada = world.person(42);
    ada.hears("/deploy nest echo telegram web", "needs a Telegram bot").await;
    expect![[r#"
        @nest_helper_bot is already run by another program (it has a webhook at example.com).
        Two programs on one bot take each other's messages.
        [Another token]
        [Take it over]
        [Skip Telegram]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears(&child.token, "already run by another program").await));
    let review = ada.gets("Take it over", "Ready to hatch").await;
    assert!(review.text.contains("Telegram as @nest_helper_bot"), "{}", review.text);
    ada.gets("Hatch it", "is alive").await;
    ada.with(&child).hears("mine?", "mine?").await;
    let is_kept = "UPDATE instances SET presences = presences WHERE presences LIKE '%\"take_over\":true%'";
    assert_eq!(world.sql(is_kept).await, 0, "it is taken over once, not at every start");
    world.ends().await;
}

#[tokio::test]
async fn a_bot_that_was_not_started_because_its_token_is_void_is_not_said_to_run() {
    let Some(world) = World::start().await else { return };
    let child = world.telegram.bot("nest_helper_bot");
    let ada = world.person(42);
    ada.hears("/deploy nest echo telegram web", "needs a Telegram bot").await;
    ada.hears(&child.token, "Ready to hatch").await;
    let page = world.page(&ada.gets("Hatch it", "is alive").await.text);
    let wish = "UPDATE instances SET presences = REPLACE(presences, '\"take_over\":false', '\"take_over\":true')";
    assert_eq!(world.sql(wish).await, 1);
    world.telegram.revokes(&child);
    ada.hears("/restart nest", "could not be restarted").await;
    ada.hears("/status", "▲ failed").await;
    assert!(!page.is_open().await);
    world.ends().await;
}

#[tokio::test]
async fn a_token_that_is_none_is_asked_for_again_and_telegram_may_be_skipped() {
    let Some(world) = World::start().await else { return };
    let (revoked, child) = (world.telegram.bot("gone_bot"), world.telegram.bot("nest_helper_bot"));
    world.telegram.revokes(&revoked);
    let ada = world.person(42);
    ada.hears("/deploy nest echo telegram web", "needs a Telegram bot").await;
    expect![[r#"
        Telegram does not know token …0002. It may be cut off or revoked.
        Nothing was stored.
        [Another token]
        [Skip Telegram]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears(&revoked.token, "Telegram does not know token").await));
    ada.hears("sk-ant-HATCHTEST-0123456789", "That looks like a key of Anthropic.").await;
    world.telegram.fails_next(&child, "getMe", Failure::BadGateway);
    expect![[r#"
        I cannot reach Telegram right now, so I do not know whether the token works.
        [Try again]
        [Go on unchecked]
        [Skip Telegram]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears(&child.token, "I cannot reach Telegram").await));
    ada.gets("Try again", "Ready to hatch").await;
    ada.gets("Back", "needs a Telegram bot").await;
    let review = ada.gets("Skip Telegram", "Ready to hatch").await;
    assert!(review.text.contains("Talks on: a web page"), "{}", review.text);
    ada.gets("Hatch it", "is alive").await;
    world.ends().await;
}
