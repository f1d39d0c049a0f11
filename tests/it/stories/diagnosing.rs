//! A close look at a bot: what is seen, who may read it, and that nobody waits for it.

use std::sync::Arc;

use expect_test::expect;
use hatchery::domain::Provider;
use tokio::sync::Semaphore;

use crate::fakes::providers::{Behaviour, On};
use crate::world::{KEY, Speaker, World, screen};

async fn with_a_nest(world: &World, id: i64, key: &str) -> Speaker {
    let ada = world.person(id);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.hears(key, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada
}

fn steady(message: &crate::fakes::telegram::Message) -> String {
    let line = |line: &str| match (line.find(" as process "), line.find(" MB")) {
        (Some(from), Some(to)) => format!("{} as process … with …{}", &line[..from], &line[to..]),
        _ => line.to_owned(),
    };
    screen(message).lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

#[tokio::test]
async fn a_bot_that_is_well_is_found_to_be_so() {
    let Some(world) = World::start().await else { return };
    let ada = with_a_nest(&world, 42, KEY).await;
    expect![[r#"
        “nest” ✓ all is well
        Process: ✓ good – runs for … s as process … with … MB, without a restart
        Channels: ✓ good – every channel listens
        Last errors: ✓ good – none in its log
        Key: ✓ good – its provider accepts it
        Config: ✓ good – it fits its blueprint, as it is here now
        There is nothing to do.
        [Look again] · [Earlier results]
    "#]]
    .assert_eq(&steady(&ada.hears("/diagnose nest", "all is well").await));
    assert_eq!(ada.count("all is well"), 1, "it stands in the message that said that it is looked at");
    let list = ada.gets("Earlier results", "What I found out for you").await;
    assert!(list.text.contains("“nest” ✓ all is well"), "{}", list.text);
    let label = list.rows[0][0].label.clone();
    ada.gets(&label, "Looked at").await;
    world.ends().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_key_is_said_with_what_to_do_next() {
    let Some(world) = World::start().await else { return };
    let ada = with_a_nest(&world, 42, KEY).await;
    world.providers.behaves(KEY, On::Look, Behaviour::no_credit(Provider::Anthropic));
    world.providers.behaves(KEY, On::Chat, Behaviour::no_credit(Provider::Anthropic));
    let found = ada.hears("/diagnose", "I have not looked at a bot for you yet").await;
    assert!(found.rows.iter().flatten().any(|button| button.label == "Look at “nest”"));
    let found = ada.gets("Look at “nest”", "something is wrong").await;
    assert!(found.text.contains("Key: ✗ bad – it is real, and its account has no credit left"), "{}", found.text);
    assert!(found.text.contains("Next: give it another key with Edit."), "{}", found.text);
    ada.gets("Edit", "What would you like to change").await;
    world.ends().await;
}

#[tokio::test]
async fn a_bot_that_is_stopped_is_not_called_ill() {
    let Some(world) = World::start().await else { return };
    let ada = with_a_nest(&world, 42, KEY).await;
    ada.hears("/stop nest", "is stopped").await;
    let found = ada.hears("/diagnose nest", "not everything could be seen").await;
    assert!(found.text.contains("Process: ? unknown – it is stopped, as it was told to be"), "{}", found.text);
    ada.gets("Start", "runs again").await;
    world.ends().await;
}

#[tokio::test]
async fn nobody_reads_what_was_found_out_for_another() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1")]).await else { return };
    let ada = with_a_nest(&world, 42, KEY).await;
    let eve = world.person(43);
    eve.hears("/deploy other echo web", "Ready to hatch").await;
    eve.gets("Hatch it", "is alive").await;
    ada.hears("/diagnose nest", "all is well").await;
    world.settles().await;
    let url = world.app().config.database_url.expose().to_owned();
    let id = text(&url, "SELECT id FROM diagnoses").await;
    for word in [format!("diagnosis.{id}"), "diagnoses".to_owned(), format!("diagnoses.{}", "v".repeat(26))] {
        eve.marks();
        eve.person.presses_out_of_reach(&world.hatchery, &word);
    }
    eve.sees("I keep no such result for you.").await;
    world.settles().await;
    assert_eq!(eve.count("nest"), 0, "{}", eve.chat());
    // An operator who looks has a result of their own, and the owner does not see that one either.
    let admin = world.person(1);
    admin.hears("/fleet telegram:42", "1–1 of 1").await;
    admin.gets("nest", "Owner: ").await;
    admin.gets("Diagnose", "all is well").await;
    world.settles().await;
    let theirs = text(&url, "SELECT id FROM diagnoses WHERE asked_by = 'telegram:1'").await;
    ada.marks();
    ada.person.presses_out_of_reach(&world.hatchery, &format!("diagnosis.{theirs}"));
    ada.sees("I keep no such result for you.").await;
    admin.marks();
    admin.person.presses_out_of_reach(&world.hatchery, &format!("diagnosis.{id}"));
    admin.sees("I keep no such result for you.").await;
    world.ends().await;
}

async fn text(url: &str, question: &'static str) -> String {
    use sqlx::Row;
    let mut connection = crate::store::connect(url).await;
    sqlx::query(question).fetch_one(&mut connection).await.expect("a row").try_get(0).expect("a text")
}

#[tokio::test]
async fn a_look_holds_nobody_up_and_outlives_a_stop_of_hatchery() {
    let Some(mut world) = World::start().await else { return };
    let ada = with_a_nest(&world, 42, KEY).await;
    let gate = Arc::new(Semaphore::new(0));
    world.providers.behaves(KEY, On::Look, Behaviour::Held(gate.clone()));
    world.providers.behaves(KEY, On::Chat, Behaviour::Held(gate.clone()));
    ada.hears("/diagnose nest", "Looking at “nest”").await;
    ada.hears("/status nest", "● running").await;
    ada.hears("/diagnose nest", "I am looking at “nest” already").await;
    world.restart().await;
    gate.add_permits(100);
    let found = ada.until(|chat| chat.to_string().contains("“nest” ✓ all is well")).await;
    assert_eq!(found.to_string().matches("all is well").count(), 1, "{found}");
    world.ends().await;
}
