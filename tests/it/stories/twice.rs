//! The same thing twice, two things at once, and things that come too late.

use std::sync::Arc;

use futures::future::join_all;
use tokio::sync::Semaphore;

use crate::fakes::providers::{Behaviour, On};
use crate::fakes::telegram::{Action, Chat};
use crate::world::{KEY, OTHER_KEY, Speaker, World};

/// Everything that stands in a chat, and how often it was edited.
fn whole(person: &Speaker) -> String {
    let chat: Chat = person.chat();
    let edits: usize = chat.messages.iter().map(|message| message.edits).sum();
    format!("{chat}{edits} edits")
}

/// From now on a check of this key is held up until somebody lets it go on.
fn holds(world: &World, key: &str) -> Arc<Semaphore> {
    let gate = Arc::new(Semaphore::new(0));
    for on in [On::Look, On::Chat] {
        world.providers.behaves(key, on, Behaviour::Held(gate.clone()));
    }
    gate
}

#[tokio::test]
async fn two_quick_presses_hatch_one_bot() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    let review = ada.hears("/deploy nest echo web", "Ready to hatch").await;
    ada.presses_on(&review, "Hatch it");
    ada.presses_on(&review, "Hatch it");
    ada.sees("is alive").await;
    ada.until(|chat| chat.spinning == 0).await;
    world.settles().await;
    assert_eq!((ada.count("is alive"), ada.count("That step is over.")), (1, 1), "{}", ada.chat());
    assert_eq!(world.bots().len(), 1);
    world.ends().await;
}

#[tokio::test]
async fn an_old_button_shows_where_one_is_and_changes_nothing() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    let name = ada.hears("/deploy", "What shall it be called?").await;
    let provider = ada.hears("nest", "Whose AI").await;
    ada.presses_on(&name, "Cancel");
    let shown = ada.sees("That step is over. Here is where you are:").await;
    assert!(shown.text.contains("Whose AI should “nest” use?"), "{}", shown.text);
    ada.gets("Cancel", "Cancelled.").await;
    ada.presses_on(&provider, "Just try it, no key");
    ada.sees("That step is over.").await;
    ada.hears("/status", "You have no bot yet.").await;
    world.ends().await;
}

#[tokio::test]
async fn a_message_that_is_delivered_twice_is_answered_once() {
    let Some(mut world) = World::start().await else { return };
    let ada = world.person(42);
    ada.hears("/deploy nest", "Whose AI should “nest” use?").await;
    world.settles().await;
    let before = whole(&ada);
    world.telegram.delivers_again(&world.hatchery);
    world.settles().await;
    world.restart().await;
    world.telegram.delivers_again(&world.hatchery);
    world.settles().await;
    assert_eq!(whole(&ada), before);
    world.ends().await;
}

#[tokio::test]
async fn many_people_hatch_at_once_and_none_gets_in_the_way_of_another() {
    let Some(world) = World::start().await else { return };
    let people: Vec<Speaker> = (42..47).map(|id| world.person(id)).collect();
    let hatched = join_all(people.iter().map(|person| async {
        person.hears("/deploy nest", "Whose AI").await;
        person.gets("Just try it, no key", "Where should people talk").await;
        person.gets("Done", "Ready to hatch").await;
        let page = world.page(&person.gets("Hatch it", "is alive").await.text);
        page.asks(&format!("it is me, {}", person.person.id)).await
    }));
    let heard: Vec<String> = (42..47).map(|id| format!("it is me, {id}")).collect();
    assert_eq!(hatched.await, heard);
    assert_eq!(world.bots().len(), 5);
    world.ends().await;
}

#[tokio::test]
async fn a_stranger_cannot_press_the_buttons_of_somebody_elses_bot() {
    let Some(world) = World::start().await else { return };
    let (ada, eve) = (world.person(42), world.person(666));
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    let alive = ada.gets("Hatch it", "is alive").await;
    eve.hears("/start", "I hatch bots").await;
    for label in ["Status", "Logs", "Restart", "Stop", "Delete"] {
        let Some(Action::Press(word)) = alive.button(label).map(|button| button.action.clone()) else {
            panic!("no button {label}");
        };
        eve.marks();
        eve.person.presses_out_of_reach(&world.hatchery, &word);
        eve.sees("That bot does not exist any more.").await;
    }
    assert_eq!(world.page(&alive.text).asks("still there?").await, "still there?");
    world.ends().await;
}

#[tokio::test]
async fn a_slow_check_can_be_cancelled_and_its_late_verdict_changes_nothing() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    let gate = holds(&world, KEY);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Checking it with Anthropic.").await;
    ada.hears(OTHER_KEY, "I am still checking the key you sent.").await;
    ada.gets("Cancel", "Cancelled. Nothing was made").await;
    ada.hears("/deploy best anthropic web", "Send me your Anthropic key").await;
    let before = whole(&ada);
    gate.close();
    world.settles().await;
    assert_eq!(whole(&ada), before);

    ada.hears(OTHER_KEY, "Ready to hatch “best”").await;
    world.ends().await;
}

#[tokio::test]
async fn a_verdict_that_comes_while_one_looks_elsewhere_is_there_when_one_comes_back() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    let gate = holds(&world, KEY);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Checking it with Anthropic.").await;
    ada.hears("/deploy", "You are in the middle of hatching “nest”.").await;
    gate.close();
    world.settles().await;
    ada.gets("Continue here", "Ready to hatch “nest”").await;
    world.ends().await;
}
