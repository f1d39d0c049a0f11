//! The long poll: order, crowds, failures on either side, and leaving.

use std::sync::atomic::Ordering;

use hatchery::telegram::api::CallError;

use super::{Echo, api, telegram};
use crate::fakes::telegram::{Bot, Failure, FakeTelegram};

#[tokio::test]
async fn what_one_person_says_is_heard_in_order() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let ada = fake.person(42);
    let words: Vec<String> = (0..250).map(|n| format!("word {n}")).collect();
    for word in &words {
        ada.says(&bot, word);
    }

    let polling = echo.polls();
    ada.sees(&bot, |chat| chat.shown("word 249").is_some()).await;
    assert_eq!(echo.texts(), words);
    polling.stops().await;
    assert_eq!(fake.pending(&bot), Vec::<i64>::new());
}

#[tokio::test]
async fn a_stalled_chat_holds_up_nobody_else() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let polling = echo.polls();
    let (ada, bob) = (fake.person(42), fake.person(43));

    ada.says(&bot, "stall");
    ada.says(&bot, "after that");
    bob.says(&bot, "at the same time");
    bob.sees(&bot, |chat| chat.shown("at the same time").is_some()).await;
    bob.says(&bot, "later");
    bob.sees(&bot, |chat| chat.shown("later").is_some()).await;
    assert_eq!(echo.texts().iter().filter(|text| *text == "after that").count(), 0);

    echo.let_go.notify_one();
    ada.sees(&bot, |chat| chat.shown("after that").is_some()).await;
    assert_eq!(echo.texts().len(), 4, "nothing was heard twice: {:?}", echo.texts());
    polling.stops().await;
}

#[tokio::test]
async fn what_could_not_be_remembered_comes_again_before_what_follows() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    echo.database_is_away.store(true, Ordering::SeqCst);
    let (ada, bob) = (fake.person(42), fake.person(43));
    ada.says(&bot, "remember this");
    ada.says(&bot, "and that");
    bob.says(&bot, "hello");

    let polling = echo.polls();
    bob.sees(&bot, |chat| chat.shown("hello").is_some()).await;
    fake.until(&bot, "a second look while the first update is open", |fake| fake.calls(&bot, "getUpdates").len() > 1)
        .await;
    assert_eq!(fake.pending(&bot).len(), 3, "nothing is confirmed past what was not remembered");
    assert!(!echo.texts().contains(&"and that".to_owned()));

    echo.database_is_away.store(false, Ordering::SeqCst);
    ada.sees(&bot, |chat| chat.shown("and that").is_some()).await;
    let heard = echo.heard();
    let same: Vec<&str> = heard.iter().filter(|one| one.account.id() == "42").map(|one| one.update.as_str()).collect();
    assert!(same.len() >= 3 && same[0] == same[1], "the same update comes again: {same:?}");
    polling.stops().await;
    assert_eq!(fake.pending(&bot), Vec::<i64>::new());
}

#[tokio::test]
async fn a_crash_loses_nothing_that_was_not_remembered() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let ada = fake.person(42);
    ada.says(&bot, "stall");
    let polling = echo.polls();
    fake.until(&bot, "the update is at work", |_| !echo.texts().is_empty()).await;
    polling.task.abort();

    let polling = echo.polls();
    echo.let_go.notify_waiters();
    fake.until(&bot, "the update comes again", |_| echo.texts().len() == 2).await;
    echo.let_go.notify_one();
    ada.sees(&bot, |chat| chat.shown("stall").is_some()).await;
    polling.stops().await;
}

/// Ada stalls, and then there are as many more messages as fill so many batches with hers.
fn crowd(fake: &FakeTelegram, bot: &Bot, batches: i64) {
    fake.person(42).says(bot, "stall");
    for n in 1..100 * batches {
        fake.person(100 + n).says(bot, "hello");
    }
}

#[tokio::test]
async fn a_full_batch_is_on_record_and_the_next_comes_while_it_is_taken() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    crowd(&fake, &bot, 2);
    fake.person(42).says(&bot, "the first of a batch that is not full");
    let polling = echo.polls();
    fake.person(299).sees(&bot, |chat| chat.shown("hello").is_some()).await;
    fake.until(&bot, "both batches are confirmed", |fake| fake.pending(&bot).len() == 1).await;
    assert_eq!(echo.batches.load(Ordering::SeqCst), 2);
    assert!(echo.is_on_record(), "Ada's is not taken yet");

    echo.let_go.notify_one();
    fake.person(42).sees(&bot, |chat| chat.shown("the first of a batch that is not full").is_some()).await;
    polling.stops().await;
    assert_eq!(echo.texts().len(), 201, "nothing was heard twice");
    assert!(!echo.is_on_record(), "what is taken is off the record");
    assert_eq!(fake.pending(&bot), Vec::<i64>::new());
}

#[tokio::test]
async fn what_is_on_record_at_a_crash_is_taken_before_anything_else() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    crowd(&fake, &bot, 1);
    let polling = echo.polls();
    fake.until(&bot, "it is confirmed", |fake| fake.pending(&bot).is_empty()).await;
    fake.person(199).sees(&bot, |chat| chat.shown("hello").is_some()).await;
    polling.task.abort();
    fake.person(42).says(&bot, "after that");

    let polling = echo.polls();
    echo.let_go.notify_waiters();
    fake.until(&bot, "it is heard again", |_| echo.texts().iter().filter(|text| *text == "stall").count() == 2).await;
    assert!(!echo.texts().contains(&"after that".to_owned()));
    echo.let_go.notify_one();
    fake.person(42).sees(&bot, |chat| chat.shown("after that").is_some()).await;
    polling.stops().await;
    assert!(!echo.is_on_record());
}

#[tokio::test]
async fn a_chat_that_stays_stalled_holds_up_nobody_however_many_there_are_and_is_heard_after_a_crash() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    fake.person(42).says(&bot, "stall");
    let polling = echo.polls();
    fake.until(&bot, "hers is at work", |_| !echo.texts().is_empty()).await;
    for n in 1..=150 {
        fake.person(100 + n).says(&bot, "hello");
    }
    fake.person(250).sees(&bot, |chat| chat.shown("hello").is_some()).await;
    fake.until(&bot, "hers is confirmed with the others", |fake| fake.pending(&bot).is_empty()).await;
    polling.task.abort();

    let polling = echo.polls();
    fake.until(&bot, "it is heard again", |_| echo.texts().iter().filter(|text| *text == "stall").count() == 2).await;
    echo.let_go.notify_waiters();
    fake.person(42).sees(&bot, |chat| chat.shown("stall").is_some()).await;
    polling.stops().await;
    assert!(!echo.is_on_record());
}

#[tokio::test]
async fn a_batch_that_cannot_be_put_on_record_is_confirmed_when_it_is_taken() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    echo.database_is_away.store(true, Ordering::SeqCst);
    crowd(&fake, &bot, 1);
    let polling = echo.polls();
    fake.person(199).sees(&bot, |chat| chat.shown("hello").is_some()).await;
    fake.until(&bot, "a second look while Ada's is open", |fake| fake.calls(&bot, "getUpdates").len() > 1).await;
    assert_eq!(fake.pending(&bot).len(), 100);
    echo.let_go.notify_one();
    fake.until(&bot, "it is confirmed", |fake| fake.pending(&bot).is_empty()).await;
    assert_eq!(echo.texts().len(), 100);
    polling.stops().await;
}

#[tokio::test]
async fn a_panic_in_one_chat_hurts_nobody() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let polling = echo.polls();
    let (ada, bob) = (fake.person(42), fake.person(43));
    ada.says(&bot, "panic");
    ada.says(&bot, "still there?");
    bob.says(&bot, "hello");
    ada.sees(&bot, |chat| chat.shown("still there?").is_some()).await;
    bob.sees(&bot, |chat| chat.shown("hello").is_some()).await;
    polling.stops().await;
    assert_eq!(fake.pending(&bot), Vec::<i64>::new());
}

#[tokio::test]
async fn troubles_of_telegram_are_survived() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let ada = fake.person(42);
    fake.fails_next(&bot, "getUpdates", Failure::TooMany(1));
    fake.fails_next(&bot, "getUpdates", Failure::BadGateway);
    fake.fails_next(&bot, "getUpdates", Failure::AnswerLost);
    let polling = echo.polls();
    ada.says(&bot, "hello");
    ada.sees(&bot, |chat| chat.shown("hello").is_some()).await;

    fake.fails_next(&bot, "getUpdates", Failure::BadGateway);
    ada.says(&bot, "hello again");
    ada.sees(&bot, |chat| chat.shown("hello again").is_some()).await;
    assert_eq!(echo.texts(), ["hello", "hello again"]);
    polling.stops().await;
}

#[tokio::test]
async fn a_second_program_on_the_token_is_outlived() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let polling = echo.polls();
    fake.until(&bot, "the first poll waits", |fake| !fake.calls(&bot, "getUpdates").is_empty()).await;

    let rival = teloxide::payloads::GetUpdates::new();
    api(&fake, &bot).call(&rival).await.expect("the newer poll wins");
    let ada = fake.person(42);
    ada.says(&bot, "hello");
    ada.sees(&bot, |chat| chat.shown("hello").is_some()).await;
    polling.stops().await;
}

#[tokio::test]
async fn a_revoked_token_ends_the_poll_and_is_reported() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    fake.fails_next(&bot, "getUpdates", Failure::Revoked);
    assert_eq!(echo.polls().ends().await, CallError::Unauthorized);
    fake.revokes(&bot);
    assert_eq!(echo.polls().ends().await, CallError::Unauthorized);
}

#[tokio::test]
async fn leaving_finishes_the_update_at_work_and_confirms_it() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let ada = fake.person(42);
    ada.says(&bot, "stall");
    ada.says(&bot, "for the next one");
    let polling = echo.polls();
    fake.until(&bot, "the update is at work", |_| !echo.texts().is_empty()).await;

    polling.stop.cancel();
    echo.let_go.notify_one();
    polling.stops().await;
    ada.sees(&bot, |chat| chat.shown("stall").is_some()).await;
    assert_eq!(echo.texts(), ["stall"]);
    assert_eq!(fake.pending(&bot).len(), 1, "what was not begun waits for the next start");
}

#[tokio::test]
async fn an_update_that_does_not_read_stops_nothing() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let ada = fake.person(42);
    ada.says(&bot, "before");
    fake.delivers_raw(&bot, |id| format!(r#"{{"update_id":{id},"subscription":{{"state":"active"}}}}"#));
    fake.delivers_raw(&bot, |id| format!(r#"{{"update_id":{id},"message":{{"text":["broken"]}}}}"#));
    fake.delivers_raw(&bot, |id| format!(r#"{{"update_id":{id},"message":7,"callback_query":null}}"#));
    fake.delivers_raw(&bot, |id| format!(r#"{{"update_id":-{id}}}"#));
    fake.delivers_raw(&bot, |_| "{}".into());
    ada.says(&bot, "after");

    let polling = echo.polls();
    ada.sees(&bot, |chat| chat.shown("after").is_some()).await;
    polling.stops().await;
    assert_eq!(echo.texts(), ["before", "after"]);
    assert_eq!(fake.pending(&bot), Vec::<i64>::new());
}
