//! Screens as messages, and what Telegram may say to them.

use std::time::Duration;

use hatchery::chat::{File, SendError, View};
use hatchery::domain::Account;

use super::{message_ref, open, press, telegram, view};
use crate::fakes::telegram::{Action, Failure, FakeTelegram};

#[tokio::test]
async fn a_screen_is_shown_edited_and_removed() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let ada = fake.person(42);
    ada.says(&bot, "/start");
    let account = Account::telegram(42);

    telegram.typing(&account).await.expect("typing is shown");
    let first = View { rows: vec![vec![press("Yes", "y"), press("No", "n")]], ..view("Shall I?") };
    let message = telegram.send(&account, &first).await.expect("it is sent");
    let second = View { rows: vec![vec![open("Look", "https://ada.example/")]], ..view("Done.") };
    telegram.edit(&account, &message, &second).await.expect("it is edited");
    telegram.edit(&account, &message, &second).await.expect("what is there already is no failure");

    let chat = ada.chat(&bot);
    let shown = chat.shown("Done.").expect("the edited message");
    assert_eq!((shown.edits, shown.rows.len(), chat.typing), (1, 1, 1));
    let look = shown.button("Look").map(|button| &button.action);
    assert_eq!(look, Some(&Action::Open("https://ada.example/".into())));

    telegram.edit(&account, &message, &view("Bye.")).await.expect("it is edited");
    assert_eq!(ada.chat(&bot).shown("Bye.").map(|shown| shown.rows.len()), Some(0), "the buttons are gone");
    telegram.delete(&account, &message).await.expect("it is deleted");
    assert!(ada.chat(&bot).shown("Bye.").is_none());
}

#[tokio::test]
async fn a_message_that_is_gone_is_told_apart_from_other_refusals() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let ada = fake.person(42);
    let account = Account::telegram(42);
    let hers = message_ref(ada.says(&bot, "mine"));

    assert_eq!(telegram.edit(&account, &message_ref(999), &view("x")).await, Err(SendError::Gone));
    assert_eq!(telegram.edit(&account, &hers, &view("x")).await, Err(SendError::Gone));
    assert_eq!(telegram.delete(&account, &message_ref(999)).await, Ok(()));
    fake.fails_next(&bot, "deleteMessage", Failure::Refused("Bad Request: message can't be deleted for everyone"));
    assert_eq!(telegram.delete(&account, &hers).await, Err(SendError::Gone));
    fake.fails_next(&bot, "sendMessage", Failure::Refused("Bad Request: BUTTON_DATA_INVALID"));
    let refused = SendError::Refused("Bad Request: BUTTON_DATA_INVALID".into());
    assert_eq!(telegram.send(&account, &view("x")).await, Err(refused));
}

#[tokio::test]
async fn somebody_out_of_reach_is_told_apart_from_a_telegram_in_trouble() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let (ada, stranger) = (fake.person(42), Account::telegram(4711));
    let account = Account::telegram(42);
    ada.says(&bot, "/start");

    assert_eq!(telegram.send(&stranger, &view("x")).await, Err(SendError::Blocked));
    fake.fails_next(&bot, "sendMessage", Failure::TooMany(3));
    assert_eq!(telegram.send(&account, &view("x")).await, Err(SendError::Wait(Duration::from_secs(3))));
    for failure in [Failure::BadGateway, Failure::Revoked, Failure::AnswerLost] {
        fake.fails_next(&bot, "sendMessage", failure);
        let outcome = telegram.send(&account, &view("perhaps")).await;
        assert!(matches!(outcome, Err(SendError::Unknown(_))), "{outcome:?}");
    }
    assert!(ada.chat(&bot).shown("perhaps").is_some(), "a lost answer does not mean a lost message");

    ada.blocks(&bot);
    assert_eq!(telegram.send(&account, &view("x")).await, Err(SendError::Blocked));
    assert_eq!(telegram.send(&Account::console(), &view("x")).await.err(), {
        Some(SendError::Refused("console:me is no Telegram account".into()))
    });
}

#[tokio::test]
async fn a_text_that_is_too_long_is_cut_at_a_line_and_comes_as_a_file() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let ada = fake.person(42);
    ada.says(&bot, "/logs");
    let log: String = (0..500).map(|n| format!("line {n} 🥚 – \"quoted\"\r\n--x\n")).collect();
    let file = File { name: "nest.log".into(), content: log.clone() };
    telegram.send(&Account::telegram(42), &View { file: Some(file), ..view(&log) }).await.expect("both are sent");

    let chat = ada.chat(&bot);
    let [.., text, document] = &chat.messages[..] else { panic!("a text and a file:\n{chat}") };
    assert!(text.text.ends_with("--x\n…") && text.text.encode_utf16().count() > 4000, "{}", text.text);
    assert_eq!(document.file, Some(("nest.log".into(), log)));
}

#[tokio::test]
async fn an_address_on_this_machine_is_written_out() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let ada = fake.person(42);
    ada.says(&bot, "/start");
    let screen = View { rows: vec![vec![open("Open chat", "http://127.0.0.1:4000/nest")]], ..view("Alive.") };
    telegram.send(&Account::telegram(42), &screen).await.expect("it is sent");
    assert!(ada.chat(&bot).shown("Alive.\nOpen chat: http://127.0.0.1:4000/nest").is_some(), "{}", ada.chat(&bot));
}
