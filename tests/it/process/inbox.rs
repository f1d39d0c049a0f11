//! kill -9 of `hatchery serve` while more updates are on record than it has taken, and with another door after that.

use nix::sys::signal::Signal;

use super::house::House;
use super::program::Program;
use crate::fakes::telegram::FakeTelegram;

/// More than a poll brings.
const PEOPLE: i64 = 150;

/// Killed as soon as Telegram has confirmation of a batch.
async fn killed_in_a_crowd(house: &House) {
    for id in 1..=PEOPLE {
        house.telegram.person(id).says(&house.bot, "/status");
    }
    let hatchery = house.serves();
    house
        .telegram
        .until(&house.bot, "a batch is confirmed", |telegram| telegram.pending(&house.bot).len() < PEOPLE as usize)
        .await;
    hatchery.dies().await;
}

async fn answers_all(house: &House, hatchery: Program) {
    let answers = |telegram: &FakeTelegram, id: i64| {
        let chat = telegram.person(id).chat(&house.bot);
        chat.visible().filter(|message| message.text.contains("You have no bot yet.")).count()
    };
    house
        .telegram
        .until(&house.bot, "everybody is answered", |telegram| (1..=PEOPLE).all(|id| answers(telegram, id) > 0))
        .await;
    hatchery.leaves(Signal::SIGTERM).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM inbox").await, Some(0), "what is taken is off the record");
    house.telegram.assert_clean();
}

#[tokio::test]
async fn what_was_on_record_at_a_kill_is_answered_after_it() {
    let Some(house) = House::new().await else { return };
    killed_in_a_crowd(&house).await;
    let again = house.serves();
    answers_all(&house, again).await;
}

#[tokio::test]
async fn it_is_answered_by_a_hatchery_that_has_a_webhook_now() {
    let Some(house) = House::new().await else { return };
    killed_in_a_crowd(&house).await;
    let house = house.with("PUBLIC_URL", "https://hatchery.example.com");
    let again = house.serves();
    // What was not confirmed yet comes to the webhook, which nobody delivers to here.
    let unconfirmed = house.telegram.pending(&house.bot).len();
    assert!(unconfirmed <= 50, "{unconfirmed} updates are not confirmed");
    house
        .telegram
        .until(&house.bot, "those on record are answered", |telegram| {
            let has_answer =
                |id: &i64| telegram.person(*id).chat(&house.bot).visible().any(|it| it.text.contains("no bot yet"));
            (1..=PEOPLE).filter(has_answer).count() >= 100
        })
        .await;
    again.leaves(Signal::SIGTERM).await;
}
