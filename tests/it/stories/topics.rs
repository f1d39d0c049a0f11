//! Topics in the private chat: each bot has its own, what is told of a bot is told there, and what is written there means
//! that bot. Where there are none, or none any more, nothing is lost.

use std::time::Duration;

use serde_json::Value;

use crate::fakes::telegram::{Failure, Message};
use crate::world::{Speaker, World};

/// A Hatchery whose private chats have topics.
async fn with_topics() -> Option<World> {
    let mut world = World::start().await?;
    world.telegram.has_topics(&world.hatchery, true);
    world.restart().await;
    Some(world)
}

async fn hatches(ada: &Speaker, name: &str) -> Message {
    ada.hears(&format!("/deploy {name} echo web"), "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await
}

/// The topic of this name, which is the only one of it.
fn topic(ada: &Speaker, name: &str) -> i64 {
    let topics = ada.topics();
    let [only] = &topics.iter().filter(|topic| topic.name == name).collect::<Vec<_>>()[..] else {
        panic!("{topics:?}\n{}", ada.chat())
    };
    only.id
}

fn calls(world: &World, method: &str) -> usize {
    world.telegram.calls(&world.hatchery, method).len()
}

#[tokio::test]
async fn each_bot_has_a_topic_and_is_meant_in_it_without_its_name() {
    let Some(mut world) = with_topics().await else { return };
    let ada = world.person(42);
    let alive = hatches(&ada, "nest").await;
    let nest = topic(&ada, "nest");
    assert_eq!(alive.topic, Some(nest), "{}", ada.chat());
    let wizard = ada.chat().messages.iter().filter(|it| it.id < alive.id).all(|it| it.topic.is_none());
    assert!(wizard, "what was asked and how far it was stands where it was begun:\n{}", ada.chat());
    hatches(&ada, "owl").await;
    let owl = topic(&ada, "owl");
    assert_eq!(ada.topics().len(), 2);

    let (in_nest, in_owl) = (ada.inside(nest), ada.inside(owl));
    let log = in_nest.hears("/logs", "The last lines of “nest”").await;
    assert_eq!(log.topic, Some(nest));
    in_nest.gets("Whole log", "The log of “nest”.").await;
    let chat = ada.until(|chat| chat.messages.iter().any(|message| message.file.is_some())).await;
    let file = chat.messages.iter().find(|message| message.file.is_some()).expect("a file");
    assert_eq!(file.topic, Some(nest), "{chat}");
    assert_eq!(in_owl.hears("/restart", "“owl” is back").await.topic, Some(owl));
    assert_eq!(in_owl.hears("/status", "owl  ● running").await.topic, Some(owl));
    assert!(ada.hears("/status", "nest").await.topic.is_none(), "elsewhere it is all of them");
    let answer = in_nest.hears("how are you?", "This is the topic of “nest”").await;
    assert!(answer.topic == Some(nest) && answer.text.contains("● running"), "{answer:?}");
    // A name says more than the place.
    assert_eq!(in_nest.hears("/logs owl", "The last lines of “owl”").await.topic, Some(nest));

    world.restart().await;
    assert_eq!(in_nest.hears("/restart", "“nest” is back").await.topic, Some(nest));
    assert_eq!(ada.topics().len(), 2, "they are on record");
    world.ends().await;
}

#[tokio::test]
async fn whoever_asks_outside_the_topic_is_told_where_it_stands() {
    let Some(world) = with_topics().await else { return };
    let ada = world.person(42);
    hatches(&ada, "nest").await;
    let nest = topic(&ada, "nest");
    let pointer = ada.hears("/restart nest", "stands in the topic “nest”").await;
    assert_eq!(pointer.topic, None);
    assert_eq!(ada.sees("“nest” is back").await.topic, Some(nest));
    // Inside it there is nothing to point to.
    let inside = ada.inside(nest);
    inside.hears("/restart", "“nest” is back").await;
    assert_eq!(ada.count("stands in the topic"), 1, "{}", ada.chat());
    world.ends().await;
}

#[tokio::test]
async fn the_topic_of_a_bot_that_is_deleted_goes_and_what_came_of_it_stays() {
    let Some(world) = with_topics().await else { return };
    let ada = world.person(42);
    hatches(&ada, "nest").await;
    hatches(&ada, "owl").await;
    let inside = ada.inside(topic(&ada, "nest"));
    inside.hears("/delete", "Delete “nest” for good?").await;
    let gone = inside.hears("nest", "is gone for good").await;
    assert_eq!(gone.topic, None, "it would go with the topic");
    world.telegram.until(&world.hatchery, "the topic is removed", |_| ada.topics().len() == 1).await;
    topic(&ada, "owl");
    world.settles().await;
    assert_eq!(calls(&world, "deleteForumTopic"), 1);
    assert_eq!(ada.count("is gone for good"), 1, "{}", ada.chat());
    world.ends().await;
}

#[tokio::test]
async fn a_topic_that_its_person_removed_is_opened_anew() {
    let Some(world) = with_topics().await else { return };
    let ada = world.person(42);
    hatches(&ada, "nest").await;
    let first = topic(&ada, "nest");
    ada.person.removes_topic(&world.hatchery, first);
    let back = ada.hears("/restart nest", "“nest” is back").await;
    let second = topic(&ada, "nest");
    assert_ne!(first, second);
    assert_eq!(back.topic, Some(second), "{}", ada.chat());
    assert_eq!(ada.inside(second).hears("/logs", "The last lines of “nest”").await.topic, Some(second));

    // This time it is not to be had again.
    ada.person.removes_topic(&world.hatchery, second);
    for _ in 0..4 {
        world.telegram.fails_next(
            &world.hatchery,
            "createForumTopic",
            Failure::Refused("Bad Request: not enough rights"),
        );
    }
    assert_eq!(ada.hears("/restart nest", "“nest” is back").await.topic, None, "{}", ada.chat());
    world.ends().await;
}

#[tokio::test]
async fn an_answer_to_a_topic_that_is_gone_by_then_comes_in_the_chat() {
    let Some(world) = with_topics().await else { return };
    let ada = world.person(42);
    hatches(&ada, "nest").await;
    let nest = topic(&ada, "nest");
    let thread_is_gone = Failure::Refused("Bad Request: message thread not found");
    world.telegram.fails_next(&world.hatchery, "sendMessage", thread_is_gone);
    assert_eq!(ada.inside(nest).hears("/language", "Which language").await.topic, None, "{}", ada.chat());
    world.ends().await;
}

#[tokio::test]
async fn topics_are_switched_off_and_on_without_a_restart() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    hatches(&ada, "nest").await;
    assert_eq!(ada.topics().len(), 0);
    let looked = calls(&world, "getMe");
    world.telegram.has_topics(&world.hatchery, true);
    // Somebody who writes in a topic of their own shows that there are some.
    let own = ada.person.opens_topic(&world.hatchery, "My notes");
    assert_eq!(ada.inside(own).hears("/status", "● running").await.topic, Some(own));
    world.telegram.until(&world.hatchery, "it asks", |_| calls(&world, "getMe") > looked).await;
    ada.hears("/restart nest", "“nest” is back").await;
    let nest = topic(&ada, "nest");

    world.telegram.has_topics(&world.hatchery, false);
    assert_eq!(ada.hears("/restart nest", "“nest” is back").await.topic, None);
    let opened = calls(&world, "createForumTopic");
    assert_eq!(ada.hears("/stop nest", "“nest” is stopped").await.topic, None);

    // Nobody shows it, and it is found out in the end.
    world.telegram.has_topics(&world.hatchery, true);
    let looked = calls(&world, "getMe");
    world.settles().await;
    world.app().move_clock(Duration::from_secs(6 * 60));
    world.telegram.until(&world.hatchery, "it asks", |_| calls(&world, "getMe") > looked).await;
    ada.inside(nest).hears("/resume", "“nest” runs again").await;
    assert_eq!(ada.sees("“nest” runs again").await.topic, Some(nest), "the one that it had: {}", ada.chat());
    assert_eq!(calls(&world, "createForumTopic"), opened);
    world.ends().await;
}

#[tokio::test]
async fn a_topic_that_is_not_to_be_had_keeps_nothing_from_being_told() {
    let Some(world) = with_topics().await else { return };
    let ada = world.person(42);
    world.telegram.fails_next(&world.hatchery, "createForumTopic", Failure::Refused("Bad Request: not enough rights"));
    assert_eq!(hatches(&ada, "nest").await.topic, None);
    // Asked to wait, it does not ask again before.
    world.telegram.fails_next(&world.hatchery, "createForumTopic", Failure::TooMany(600));
    assert_eq!(ada.hears("/restart nest", "“nest” is back").await.topic, None);
    assert_eq!(calls(&world, "createForumTopic"), 2);
    world.settles().await;
    world.app().move_clock(Duration::from_secs(601));
    world.telegram.fails_next(&world.hatchery, "createForumTopic", Failure::BadGateway);
    ada.hears("/restart nest", "“nest” is back").await;
    let nest = topic(&ada, "nest");
    assert_eq!(ada.inside(nest).hears("/restart", "“nest” is back").await.topic, Some(nest));
    world.ends().await;
}

#[tokio::test]
async fn a_server_that_knows_no_topics_is_asked_once() {
    let Some(world) = with_topics().await else { return };
    let ada = world.person(42);
    world.telegram.fails_next(&world.hatchery, "createForumTopic", Failure::NoMethod);
    assert_eq!(hatches(&ada, "nest").await.topic, None);
    assert_eq!(ada.hears("/restart nest", "“nest” is back").await.topic, None);
    assert_eq!((calls(&world, "createForumTopic"), ada.topics().len()), (1, 0));
    world.ends().await;
}

#[tokio::test]
async fn a_topic_whose_answer_was_lost_is_the_only_spare_one() {
    let Some(mut world) = with_topics().await else { return };
    let ada = world.person(42);
    world.telegram.fails_next(&world.hatchery, "createForumTopic", Failure::AnswerLost);
    assert_eq!(hatches(&ada, "nest").await.topic, None);
    assert_eq!(ada.topics().len(), 1, "it is there, and nobody knows its number");
    let back = ada.hears("/restart nest", "“nest” is back").await;
    let [spare, nest] = &ada.topics()[..] else { panic!("{:?}", ada.topics()) };
    assert_eq!((back.topic, spare.name.as_str()), (Some(nest.id), "nest"));
    world.restart().await;
    assert_eq!(ada.inside(nest.id).hears("/restart", "“nest” is back").await.topic, Some(nest.id));
    assert_eq!(ada.topics().len(), 2);
    // In the spare one a name is needed where there is more than one bot.
    hatches(&ada, "owl").await;
    ada.inside(spare.id).hears("/logs", "Which bot?").await;
    world.ends().await;
}

#[tokio::test]
async fn a_question_is_answered_where_it_was_asked() {
    let Some(world) = with_topics().await else { return };
    let ada = world.person(42);
    hatches(&ada, "nest").await;
    let nest = topic(&ada, "nest");
    ada.hears("/deploy", "What shall it be called?").await;
    let inside = ada.inside(nest);
    let aside = inside.hears("good morning", "still waits elsewhere").await;
    assert_eq!(aside.topic, Some(nest));
    assert!(!ada.hears("owl", "Whose AI").await.text.contains("good morning"));
    // Taken up in the topic, it is answered there.
    inside.hears("back to it", "still waits elsewhere").await;
    assert_eq!(inside.gets("Continue", "Whose AI").await.topic, Some(nest));
    let channels = inside.gets("Just try it, no key", "Where should").await;
    assert_eq!(channels.topic, Some(nest), "{}", ada.chat());
    inside.hears("/cancel", "Nothing was made").await;
    world.ends().await;
}

#[tokio::test]
async fn a_key_is_taken_out_of_a_topic_too() {
    let Some(world) = with_topics().await else { return };
    let ada = world.person(42);
    hatches(&ada, "nest").await;
    let inside = ada.inside(topic(&ada, "nest"));
    ada.hears("/deploy owl anthropic web", "Send me your Anthropic key").await;
    let shown = inside.says(crate::world::KEY);
    inside.sees("Ready to hatch").await;
    assert!(ada.chat().message(shown).is_some_and(|message| message.is_deleted), "{}", ada.chat());
    world.ends().await;
}

#[tokio::test]
async fn without_topics_no_call_knows_of_any() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    hatches(&ada, "nest").await;
    ada.hears("/logs", "The last lines of").await;
    ada.gets("Whole log", "The log of").await;
    ada.hears("/restart nest", "is back").await;
    ada.hears("/delete", "for good?").await;
    ada.hears("nest", "is gone for good").await;
    world.settles().await;
    assert_eq!((calls(&world, "createForumTopic"), calls(&world, "deleteForumTopic")), (0, 0));
    let names_one = |call: &Value| call.get("message_thread_id").is_some();
    for method in ["sendMessage", "sendDocument", "editMessageText", "sendChatAction"] {
        assert!(!world.telegram.calls(&world.hatchery, method).iter().any(names_one), "{method}");
    }
    assert_eq!(ada.count("stands in the topic"), 0);
    world.ends().await;
}
