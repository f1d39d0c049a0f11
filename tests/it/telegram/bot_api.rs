//! The thin sender: what its errors say and never say. And the fake itself, which has to be as strict as Telegram.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hatchery::chat::SendError;
use hatchery::domain::Account;
use hatchery::secret::Secret;
use hatchery::telegram::api::{Api, CallError};
use serde_json::{Value, json};
use teloxide::payloads::SendMessage;
use teloxide::types::ChatId;

use super::{Echo, api, telegram, view};
use crate::fakes::telegram::{Bot, Failure, FakeTelegram};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panics with it").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_token_and_what_people_type_are_in_no_error_and_no_log() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    crate::listening::everywhere();
    let _guard = tracing::subscriber::set_default(subscriber);

    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let account = Account::telegram(42);
    let ada = fake.person(42);
    let echo = Echo::new(telegram.clone());
    echo.database_is_away.store(true, std::sync::atomic::Ordering::SeqCst);
    ada.says(&bot, "panic");
    ada.says(&bot, "remember sk-HATCHTEST");
    fake.delivers_raw(&bot, |id| format!(r#"{{"update_id":{id},"message":{{"text":"sk-HATCHTEST"}}}}"#));
    for failure in [Failure::TooMany(0), Failure::BadGateway, Failure::Revoked] {
        fake.fails_next(&bot, "getUpdates", failure);
    }
    let revoked = echo.polls().ends().await;
    let polling = echo.polls();
    fake.until(&bot, "it fails to remember", |_| echo.texts().len() == 2).await;
    polling.stops().await;

    let mut told = vec![format!("{telegram:?} {revoked:?} {revoked}")];
    let failures =
        [Failure::TooMany(1), Failure::BadGateway, Failure::Revoked, Failure::AnswerLost, Failure::Refused("no")];
    for failure in failures {
        fake.fails_next(&bot, "sendMessage", failure);
        let error = telegram.send(&account, &view("hello")).await.expect_err("it was told to fail");
        told.push(format!("{error} {error:?}"));
    }
    let nobody = Api::new(reqwest::Client::new(), "http://127.0.0.1:1", Secret::new(&*bot.token));
    let error = nobody.bot().await.expect_err("nobody is there");
    told.push(format!("{error} {error:?}"));
    let garbage = Api::new(reqwest::Client::new(), "no address", Secret::new(&*bot.token));
    let error = garbage.bot().await.expect_err("that is no address");
    told.push(format!("{error} {error:?}"));
    told.push(String::from_utf8_lossy(&log.0.lock().expect("nobody panics with it")).into_owned());

    let told = told.join("\n");
    assert!(told.contains("could not be taken"), "the log was captured: {told}");
    assert!(!told.contains("HATCHTEST"), "{told}");
}

#[tokio::test]
async fn a_telegram_that_says_nothing_is_not_waited_for_long() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    fake.fails_next(&bot, "getMe", Failure::Stall);
    let outcome = api(&fake, &bot).within(Duration::from_millis(100)).bot().await;
    assert!(matches!(outcome, Err(CallError::Unknown(_))), "{outcome:?}");
    assert_eq!(api(&fake, &bot).bot().await.map(|known| known.id), Ok(bot.id));
}

#[tokio::test]
async fn each_bot_has_chats_of_its_own() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let (one, two) = (fake.bot("one_bot"), fake.bot("two_bot"));
    let ada = fake.person(42);
    ada.says(&one, "hello");
    let hello = SendMessage::new(ChatId(42), "hello");
    assert!(api(&fake, &one).call(&hello).await.is_ok());
    let stranger = telegram(&fake, &two).await.send(&Account::telegram(42), &view("hello")).await;
    assert_eq!(stranger, Err(SendError::Blocked));
    assert_eq!((ada.chat(&one).messages.len(), ada.chat(&two).messages.len()), (2, 0));
}

async fn posts(fake: &FakeTelegram, bot: &Bot, method: &str, body: Value) -> Value {
    let address = format!("{}/bot{}/{method}", fake.origin(), bot.token);
    let answer = reqwest::Client::new().post(address).json(&body).send().await.expect("the fake answers");
    answer.json().await.expect("the fake answers with JSON")
}

#[tokio::test]
async fn the_fake_refuses_what_telegram_would_refuse() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    fake.person(42).says(&bot, "/start");
    let button =
        |button: Value| json!({ "chat_id": 42, "text": "x", "reply_markup": { "inline_keyboard": [[button]] } });
    let wrong = [
        ("sendMessage", json!({ "chat_id": 42 }), "text is missing"),
        ("sendMessage", json!({ "chat_id": 42, "text": 7 }), "no String"),
        ("sendMessage", json!({ "chat_id": 42, "text": "x", "colour": "red" }), "there is no field colour"),
        ("sendMessage", json!({ "chat_id": 42, "text": "" }), "text of 0 characters"),
        ("sendMessage", json!({ "chat_id": 42, "text": "x".repeat(4097) }), "text of 4097 characters"),
        ("SENDMESSAGE", button(json!({ "text": "a", "callback_data": "x".repeat(65) })), "callback_data of 65 bytes"),
        ("sendMessage", button(json!({ "text": "a", "url": "http://localhost:80/" })), "Wrong HTTP URL"),
        ("sendMessage", button(json!({ "text": "a" })), "a button with 0 actions"),
        ("sendMessage", button(json!({ "text": "a", "url": 7 })), "no String"),
        ("setMyCommands", json!({ "commands": [{ "command": "a" }] }), "description is missing"),
        ("getUpdates", json!({ "allowed_updates": "message" }), "no Array of String"),
    ];
    for (method, body, fault) in wrong {
        let answer = posts(&fake, &bot, method, body).await;
        assert_eq!(answer["error_code"], 400, "{answer}");
        assert!(answer["description"].as_str().is_some_and(|text| text.contains(fault)), "{fault}: {answer}");
        assert!(fake.violations().iter().any(|noted| noted.contains(fault)), "{fault} was not noted");
    }
    assert_eq!(posts(&fake, &bot, "sendPigeon", json!({})).await["error_code"], 404);
    assert_eq!(fake.violations(), ["there is no method sendPigeon"]);
    assert_eq!(posts(&fake, &bot, "sendmessage", json!({ "chat_id": 42, "text": "x" })).await["ok"], true);
}
