//! The webhook door, with the fake posting updates to a real server of ours.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use hatchery::secret::Secret;
use hatchery::telegram::setup;
use hatchery::telegram::webhook::{Behind, webhook};

use super::{Echo, telegram};
use crate::fakes::telegram::{Bot, FakeTelegram};

const SECRET: &str = "HATCHTEST-webhook-secret";

/// Serves the door and tells Telegram about it; returns its address.
async fn opens(fake: &FakeTelegram, bot: &Bot) -> (Arc<Echo>, String) {
    let telegram = telegram(fake, bot).await;
    let echo = Echo::new(telegram.clone());
    let behind = Behind::default();
    behind.open(telegram.clone(), echo.house());
    let router = webhook("updates", Secret::new(SECRET), behind);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}/telegram/updates", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    setup::by_webhook(&telegram, &address, &Secret::new(SECRET)).await.expect("the webhook is set");
    (echo, address)
}

async fn posts(address: &str, secret: Option<&str>, body: &str) -> u16 {
    let request = reqwest::Client::new().post(address).body(body.to_owned());
    let request = match secret {
        Some(secret) => request.header("X-Telegram-Bot-Api-Secret-Token", secret),
        None => request,
    };
    request.send().await.expect("the door answers").status().as_u16()
}

#[tokio::test]
async fn what_one_person_says_is_heard_in_order_through_the_webhook() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let (echo, _) = opens(&fake, &bot).await;
    let (ada, bob) = (fake.person(42), fake.person(43));
    ada.says(&bot, "stall");
    ada.says(&bot, "after that");
    bob.says(&bot, "hello");
    bob.sees(&bot, |chat| chat.shown("hello").is_some()).await;
    assert!(ada.chat(&bot).shown("after that").is_none());
    fake.until(&bot, "hers are open, his is delivered", |fake| fake.pending(&bot) == [900_001, 900_002]).await;

    echo.let_go.notify_one();
    ada.sees(&bot, |chat| chat.shown("after that").is_some()).await;
    fake.until(&bot, "all is delivered", |fake| fake.pending(&bot).is_empty()).await;
}

#[tokio::test]
async fn what_could_not_be_remembered_is_delivered_again() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let (echo, _) = opens(&fake, &bot).await;
    echo.database_is_away.store(true, Ordering::SeqCst);
    let ada = fake.person(42);
    ada.says(&bot, "remember this");
    ada.says(&bot, "panic");
    fake.until(&bot, "a second delivery", |_| echo.texts().len() > 1).await;
    echo.database_is_away.store(false, Ordering::SeqCst);
    ada.says(&bot, "still there?");
    ada.sees(&bot, |chat| chat.shown("still there?").is_some()).await;
    fake.until(&bot, "all is delivered", |fake| fake.pending(&bot).is_empty()).await;
}

#[tokio::test]
async fn only_telegram_gets_through_the_door() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let (echo, address) = opens(&fake, &bot).await;
    let update = r#"{"update_id":1,"message":{"message_id":1,"date":1,"text":"let me in",
        "chat":{"id":42,"type":"private","first_name":"Eve"},"from":{"id":42,"is_bot":false,"first_name":"Eve"}}}"#;
    assert_eq!(posts(&address, None, update).await, 401);
    assert_eq!(posts(&address, Some("HATCHTEST-webhook-secres"), update).await, 401);
    assert_eq!(posts(&address, Some(""), update).await, 401);
    assert!(echo.heard().is_empty());

    assert_eq!(posts(&address, Some(SECRET), "{ no update").await, 200, "it would come again for a day");
    assert_eq!(posts(&address, Some(SECRET), &" ".repeat(2_000_000)).await, 413);
    fake.person(42).says(&bot, "/start");
    fake.person(42).sees(&bot, |chat| chat.shown("/start").is_some()).await;
    assert_eq!(posts(&address, Some(SECRET), update).await, 200);
    assert_eq!(echo.texts(), ["/start", "let me in"]);
}
