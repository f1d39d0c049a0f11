//! kill -9 between the opening of a topic and its record.

use super::house::{House, told};
use super::program::until;
use crate::fakes::telegram::Failure;

const ALIVE: &str = "“nest” is alive.";

#[tokio::test]
async fn a_kill_before_a_topic_is_on_record_leaves_one_spare_topic_and_tells_all() {
    let Some(house) = House::new().await else { return };
    house.telegram.has_topics(&house.bot, true);
    let ada = house.ada();
    let first = house.serves();
    house.reviews("nest").await;
    // It is opened, and the answer never comes.
    house.telegram.fails_next(&house.bot, "createForumTopic", Failure::AnswerStall);
    ada.presses(&house.bot, "Hatch it");
    until("a topic", async || (ada.topics(&house.bot).len() == 1).then_some(())).await;
    first.dies().await;
    assert_eq!(told(&ada.chat(&house.bot), ALIVE).len(), 0);

    let second = house.serves();
    house.tells(ALIVE).await;
    let topics = ada.topics(&house.bot);
    let [spare, nest] = &topics[..] else { panic!("{topics:?}") };
    let at = |topic: i64| ada.chat(&house.bot).visible().filter(|message| message.topic == Some(topic)).count();
    assert_eq!((at(spare.id), at(nest.id)), (0, 1));
    // Before that is on record, a kill tells it twice.
    house.comes_to_rest().await;
    second.dies().await;

    // What is on record is there after every other kill.
    let third = house.serves();
    ada.inside(nest.id).says(&house.bot, "/restart");
    house.tells("“nest” is back.").await;
    assert_eq!(ada.topics(&house.bot).len(), 2);
    third.leaves(nix::sys::signal::Signal::SIGTERM).await;
    assert_eq!(told(&ada.chat(&house.bot), ALIVE).len(), 1);
}
