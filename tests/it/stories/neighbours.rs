//! A Telegram in trouble, people who went away, and groups.

use std::time::Duration;

use expect_test::expect;
use hatchery::deploy::note::{LinkNews, Note};
use hatchery::domain::Account;
use hatchery::store::Durability;
use serde_json::json;
use tokio::time::Instant;

use crate::PATIENCE;
use crate::fakes::telegram::{Failure, FakeTelegram};
use crate::store::count;
use crate::world::{World, screen};

#[tokio::test]
async fn an_answer_reaches_the_person_although_telegram_stumbles() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    let fails = |method: &str, failure: Failure| world.telegram.fails_next(&world.hatchery, method, failure);
    fails("sendMessage", Failure::BadGateway);
    fails("sendMessage", Failure::TooMany(1));
    ada.hears("/deploy nest", "Whose AI").await;
    fails("editMessageText", Failure::BadGateway);
    fails("editMessageText", Failure::TooMany(1));
    ada.gets("Just try it, no key", "Where should people talk").await;
    fails("answerCallbackQuery", Failure::BadGateway);
    ada.gets("Done", "Ready to hatch").await;
    fails("editMessageText", Failure::BadGateway);
    fails("sendMessage", Failure::BadGateway);
    fails("sendMessage", Failure::TooMany(1));
    ada.gets("Hatch it", "is alive").await;
    world.settles().await;
    assert_eq!(ada.count("is alive"), 1, "{}", ada.chat());
    world.ends().await;
}

#[tokio::test]
async fn somebody_telegram_stumbles_over_holds_nobody_else_up() {
    let Some(world) = World::start().await else { return };
    let (ada, bob) = (world.person(42), world.person(43));
    world.telegram.fails_next(&world.hatchery, "sendMessage", Failure::Stall);
    ada.says("/start");
    world
        .telegram
        .until(&world.hatchery, "the call that gets no answer", |telegram| {
            !telegram.calls(&world.hatchery, "sendMessage").is_empty()
        })
        .await;
    bob.hears("/start", "I hatch bots").await;
    bob.hears("/deploy nest echo web", "Ready to hatch").await;
    bob.gets("Hatch it", "is alive").await;
    world.ends().await;
}

#[tokio::test]
async fn whoever_telegram_has_wait_holds_up_nobody_else() {
    let Some(world) = World::start().await else { return };
    let (ada, bob) = (world.person(42), world.person(43));
    world.telegram.fails_next(&world.hatchery, "sendMessage", Failure::TooMany(3));
    ada.says("/start");
    let sends = |telegram: &FakeTelegram| telegram.calls(&world.hatchery, "sendMessage").len();
    world.telegram.until(&world.hatchery, "her answer was refused", |telegram| sends(telegram) == 1).await;
    bob.hears("/start", "I hatch bots").await;
    assert_eq!(ada.count("I hatch bots"), 0, "hers has to wait");
    ada.sees("I hatch bots").await;
    world.ends().await;
}

/// Waits until a letter was tried so often in vain; never, once it is given up.
async fn tried(world: &World, times: i64) {
    let tries = async || count(&world.database(), "SELECT COALESCE(MAX(attempt), 0) FROM outbox").await;
    let limit = Instant::now() + PATIENCE;
    while tries().await != times {
        assert!(Instant::now() < limit, "30 s later it was tried {} times, not {times}", tries().await);
    }
}

#[tokio::test]
async fn a_night_without_telegram_loses_no_letter_and_after_a_day_it_is_given_up() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    ada.hears("/start", "I hatch bots").await;
    for (words, is_told) in [("by night", true), ("long ago", false)] {
        world.telegram.revokes(&world.hatchery);
        let news = Note::Link { news: LinkNews::Parted, other: Account::discord(1), called: Some(words.to_owned()) };
        let mut tx = world.app().store.begin(Durability::Kill).await.expect("begun");
        let now = world.app().now();
        tx.tell(&Account::telegram(42), &json!(news).to_string(), now, now).await.expect("a letter");
        tx.commit().await.expect("committed");
        for n in 1..=22 {
            world.app().move_clock(Duration::from_secs(60));
            tried(&world, n).await;
        }
        if !is_told {
            world.app().move_clock(Duration::from_secs(24 * 3600));
            tried(&world, 0).await;
        }
        world.telegram.restores(&world.hatchery);
        world.app().move_clock(Duration::from_secs(600));
        if is_told {
            ada.sees(words).await;
        }
    }
    assert_eq!(ada.count("long ago"), 0);
    world.ends().await;
}

#[tokio::test]
async fn somebody_who_blocked_the_bot_disturbs_nobody_and_finds_their_bot_when_they_are_back() {
    let Some(world) = World::start().await else { return };
    let (ada, bob) = (world.person(42), world.person(43));
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    ada.presses("Hatch it");
    ada.person.blocks(&world.hatchery);
    bob.hears("/deploy nest echo web", "Ready to hatch").await;
    bob.gets("Hatch it", "is alive").await;
    world.settles().await;

    ada.person.unblocks(&world.hatchery);
    ada.hears("/status", "● running").await;
    ada.gets("Restart", "is back").await;
    world.ends().await;
}

#[tokio::test]
async fn a_group_is_given_the_way_to_the_private_chat_and_nothing_else() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    let group = world.telegram.group(-100, &[&world.hatchery]);
    group.hears(&world.hatchery, &ada.person, "hello everybody");
    group.hears(&world.hatchery, &ada.person, "/deploy@hatchery_bot nest");
    let chat = group.sees(&world.hatchery, |chat| chat.messages.iter().any(|shown| shown.text.contains("group"))).await;
    let told: Vec<String> = chat.messages[2..].iter().map(screen).collect();
    expect![[r#"
        Keys do not belong in a group. Let us do this in private.
        [Open private chat → https://t.me/hatchery_bot?start=group]
    "#]]
    .assert_eq(&told.concat());
    ada.hears("/start group", "I hatch bots").await;
    world.ends().await;
}
