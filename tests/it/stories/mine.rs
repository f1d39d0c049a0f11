//! What is kept of a person: shown, given away as a file, forgotten.

use std::time::{Duration, Instant};

use expect_test::expect;
use serde_json::Value;

use crate::PATIENCE;
use crate::store::count;
use crate::world::{World, screen};

#[tokio::test]
async fn a_person_reads_what_happened_page_by_page_and_nobody_elses() {
    let Some(world) = World::with(&[("ACCESS", "open"), ("TIER_FREE", "hour=9,day=9,live=5")]).await else { return };
    let (ada, bob) = (world.person(42), world.person(43));
    ada.hears("/history", "Nothing more to tell.").await;
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    for _ in 0..6 {
        ada.hears("/stop", "is stopped").await;
        ada.hears("/resume", "runs again").await;
    }
    let newest = ada.hears("/history", "What happened, newest first").await;
    assert!(!screen(&newest).contains("hatched"), "{}", screen(&newest));
    let older = screen(&ada.gets("Older", "hatched “nest”").await);
    assert!(!older.contains("[Older]"), "{older}");
    bob.hears("/history", "Nothing more to tell.").await;
    world.ends().await;
}

#[tokio::test]
async fn times_are_told_as_the_clocks_of_whoever_reads_them_show_them() {
    let Some(world) = World::with(&[("ACCESS", "open")]).await else { return };
    let (ada, bob) = (world.person(42), world.person(43));
    let until =
        |text: &str| text.split("until ").nth(1).and_then(|rest| rest.lines().next()).expect("a moment").to_owned();
    let token = async |words: &str| {
        let told = ada.hears("/token new read", "Here is your token").await.text;
        assert!(until(&told).contains(words), "{told}");
    };
    token(" UTC").await;
    let asked = screen(&ada.hears("/timezone", "as clocks in UTC show them").await);
    assert!(asked.contains("[Madrid · ") && asked.contains("[Tokyo · "), "{asked}");
    ada.hears("/timezone Atlantis", "I know no place called “Atlantis”").await;
    ada.hears("/timezone kolkata", "as clocks in Kolkata show them").await;
    token(" GMT+5:30").await;
    ada.hears("/language", "Which language shall I speak?").await;
    let asked = screen(&ada.gets("Time zone", "as clocks in Kolkata show them").await);
    let utc = asked.split('[').find(|label| label.starts_with("UTC")).and_then(|label| label.split(']').next());
    ada.gets(utc.expect("a button"), "as clocks in UTC show them").await;
    token(" UTC").await;
    bob.hears("/timezone", "as clocks in UTC show them").await;
    world.ends().await;
}

#[tokio::test]
async fn all_that_is_known_of_a_person_is_one_file_without_secrets() {
    let Some(world) = World::with(&[("ACCESS", "open")]).await else { return };
    let ada = world.person(42);
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/export", "All I know about you").await;
    let chat = ada.until(|chat| chat.messages.iter().any(|message| message.file.is_some())).await;
    let (_, file) = chat.messages.iter().find_map(|message| message.file.clone()).expect("a file");
    let read: Value = serde_json::from_str(&file).expect("the file is JSON");
    assert_eq!(read["accounts"][0]["account"], "telegram:42");
    assert_eq!(read["accounts"][0]["timezone"], "UTC");
    assert_eq!(read["bots"][0]["name"], "nest");
    assert_eq!(read["history"][0]["what"], "deploy");
    let key =
        ada.chat().messages.iter().find_map(|message| message.text.split_once('#')).map(|(_, key)| key.to_owned());
    let key = key.expect("the address of its page with the key that opens it");
    assert!(!file.contains(key.split_whitespace().next().expect("a key")), "{file}");
    world.ends().await;
}

#[tokio::test]
async fn the_file_has_bots_of_telegram_close_looks_open_links_and_why_somebody_is_shut_out() {
    let Some(mut world) = World::with(&[("ACCESS", "open"), ("ADMINS", "telegram:1")]).await else { return };
    world.telegram.lets_manage(&world.hatchery);
    world.restart().await;
    let (ada, admin) = (world.person(42), world.person(1));
    let child = ada.person.makes_a_bot_called("hatchery_bot", "adas_own_bot").expect("it is made");
    ada.sees("is made and yours").await;
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/deploy owl echo telegram", "needs a Telegram bot of its own").await;
    ada.hears("/diagnose nest", "nest").await;
    let looked = "SELECT COUNT(*) FROM diagnoses WHERE ended_at IS NOT NULL";
    let limit = Instant::now() + PATIENCE;
    while count(&world.database_url(), looked).await == 0 {
        assert!(Instant::now() < limit, "a minute later nobody has looked");
        tokio::task::yield_now().await;
    }
    ada.hears("/link", "/link").await;
    admin.hears("/start", "I hatch bots").await;
    admin.hears("/user ban telegram:42 spam of the worst kind", "telegram:42").await;
    ada.hears("/export", "All I know about you").await;
    let chat = ada.until(|chat| chat.messages.iter().any(|message| message.file.is_some())).await;
    let (_, file) = chat.messages.iter().find_map(|message| message.file.clone()).expect("a file");
    let read: Value = serde_json::from_str(&file).expect("the file is JSON");
    assert_eq!(read["madeOnTelegram"][0]["username"], "adas_own_bot", "{file}");
    assert_eq!(read["madeOnTelegram"][0]["id"], child.id);
    assert_eq!(read["offersToMake"][0]["name"], "owl");
    assert_eq!(read["closeLooks"][0]["bot"], "nest");
    assert!(read["closeLooks"][0]["findings"].is_object() || read["closeLooks"][0]["findings"].is_array(), "{file}");
    assert_eq!(read["openLinks"]["toLinkAccounts"][0]["from"], "telegram:42");
    assert_eq!(read["shutOut"]["why"], "spam of the worst kind");
    assert!(!file.contains(&child.token), "{file}");
    world.ends().await;
}

#[tokio::test]
async fn a_person_is_forgotten_with_their_bots_and_gets_a_receipt() {
    let Some(world) = World::with(&[("ACCESS", "open")]).await else { return };
    let (ada, bob) = (world.person(42), world.person(43));
    for (person, name) in [(&ada, "nest"), (&bob, "owl")] {
        person.hears(&format!("/deploy {name} echo web"), "Ready to hatch").await;
        person.gets("Hatch it", "is alive").await;
    }
    expect![[r#"
        Forget you for good? Your bot, its keys and memory go, and everything I know about you. Write forget to confirm.
        [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears("/forget", "Forget you for good?").await));
    ada.gets("Cancel", "Nothing was deleted.").await;
    ada.hears("/forget", "Forget you for good?").await;
    ada.hears("yes", "To confirm it has to be exactly “forget”.").await;
    ada.hears("Forget", "Your bot is deleted first").await;
    let receipt = ada.sees("everything I knew about you are deleted").await;
    assert!(receipt.text.contains("For one day I keep how many bots you hatched"), "{}", receipt.text);
    let url = world.database_url();
    let left = async |question: &str| count(&url, question).await;
    assert_eq!(left("SELECT COUNT(*) FROM instances WHERE name_key = 'nest'").await, 0);
    assert_eq!(left("SELECT COUNT(*) FROM acts WHERE subject = 'nest' OR actor = 'telegram:42'").await, 0);
    let of_others =
        "SELECT COUNT(*) FROM secrets s JOIN instances i ON i.id = s.instance_id WHERE i.owner <> 'telegram:43'";
    assert_eq!(left(of_others).await, 0);
    assert_eq!(
        left("SELECT COUNT(*) FROM accounts WHERE id = 'telegram:42'").await,
        1,
        "what counts deploys stays a day"
    );
    world.app().move_clock(Duration::from_secs(86_401));
    let limit = Instant::now() + PATIENCE;
    while left("SELECT COUNT(*) FROM accounts WHERE id = 'telegram:42'").await > 0 {
        assert!(Instant::now() < limit, "a minute later they are still known");
        tokio::task::yield_now().await;
    }
    assert_eq!(left("SELECT COUNT(*) FROM persons").await, 1);
    bob.hears("/status", "running").await;
    ada.hears("/history", "Nothing more to tell.").await;
    world.ends().await;
}
