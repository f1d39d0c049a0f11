//! Screens as messages, and what Telegram may say to them.

use std::time::Duration;

use hatchery::chat::{Action as Does, File, Key, SendError, View, Weight};
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

    telegram.typing(&account, None).await.expect("typing is shown");
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
    fake.fails_next(&bot, "sendMessage", Failure::Revoked);
    let outcome = telegram.send(&account, &view("surely not")).await;
    assert!(matches!(outcome, Err(SendError::Shut(_))), "{outcome:?}");
    for failure in [Failure::BadGateway, Failure::AnswerLost] {
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

/// The look of the buttons of the last message with this text.
fn looks(chat: &crate::fakes::telegram::Chat, text: &str) -> Vec<(String, Action, Option<String>)> {
    let message = chat.shown(text).unwrap_or_else(|| panic!("there is no {text}:\n{chat}"));
    message.rows.iter().flatten().map(|it| (it.label.clone(), it.action.clone(), it.style.clone())).collect()
}

/// One of everything that is new about buttons.
fn news() -> View {
    let key = |label: &str, weight| Key { weight, ..press(label, label) };
    let rows = vec![
        vec![key("Hatch", Weight::Agrees), key("Delete", Weight::TakesAway)],
        vec![key("More", Weight::Likely), key("Back", Weight::Plain)],
        vec![Key { is_off: true, ..press("Edit", "e") }],
        vec![Key::new("Copy", Does::Copy("https://t.me/hatchery_bot?start=x".into()))],
        vec![Key::new("Page", Does::Page("https://hatchery.example/handover/telegram/en#x".into()))],
    ];
    View { rows, is_written: true, ..view("Well?") }
}

#[tokio::test]
async fn buttons_have_colours_rest_copy_and_open_pages() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let (ada, account) = (fake.person(42), Account::telegram(42));
    ada.says(&bot, "/start");
    let message = telegram.send(&account, &news()).await.expect("it is sent");

    let style = |name: &str| Some(name.to_owned());
    let page = "https://hatchery.example/handover/telegram/en#x";
    let wanted = vec![
        ("Hatch".to_owned(), Action::Press("Hatch".into()), style("success")),
        ("Delete".to_owned(), Action::Press("Delete".into()), style("danger")),
        ("More".to_owned(), Action::Press("More".into()), style("primary")),
        ("Back".to_owned(), Action::Press("Back".into()), None),
        ("Edit".to_owned(), Action::Disabled, None),
        ("Copy".to_owned(), Action::Copy("https://t.me/hatchery_bot?start=x".into()), None),
        ("Page".to_owned(), Action::WebApp(page.into()), None),
    ];
    assert_eq!(looks(&ada.chat(&bot), "Well?"), wanted);
    assert_eq!(ada.chat(&bot).shown("Well?").and_then(|shown| shown.opens_line.clone()), Some(String::new()));
    telegram.edit(&account, &message, &View { text: "Again?".into(), ..news() }).await.expect("it is edited");
    assert_eq!(looks(&ada.chat(&bot), "Again?"), wanted);
    let edit = fake.calls(&bot, "editMessageText").pop().expect("a call");
    assert_eq!(edit["reply_markup"].get("force_reply"), None, "whether the line opens cannot be changed");
    // A text that is too long for a button that copies is left to be read.
    let long = Key::new("Copy", Does::Copy("x".repeat(257)));
    telegram.send(&account, &View { rows: vec![vec![long]], ..view("Long.") }).await.expect("it is sent");
    assert_eq!(looks(&ada.chat(&bot), "Long."), []);
}

#[tokio::test]
async fn an_old_server_gets_plain_buttons_after_one_refusal() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let (ada, account) = (fake.person(42), Account::telegram(42));
    ada.says(&bot, "/start");
    fake.grows_old(&bot);
    let message = telegram.send(&account, &news()).await.expect("it is sent, plain");
    let page = "https://hatchery.example/handover/telegram/en#x";
    let wanted: Vec<(String, Action, Option<String>)> = vec![
        ("Hatch".to_owned(), Action::Press("Hatch".into()), None),
        ("Delete".to_owned(), Action::Press("Delete".into()), None),
        ("More".to_owned(), Action::Press("More".into()), None),
        ("Back".to_owned(), Action::Press("Back".into()), None),
        ("Edit".to_owned(), Action::Press("e".into()), None),
        ("Page".to_owned(), Action::Open(page.into()), None),
    ];
    assert_eq!(looks(&ada.chat(&bot), "Well?"), wanted);
    assert_eq!(fake.calls(&bot, "sendMessage").len(), 2, "one refusal");
    telegram.edit(&account, &message, &View { text: "Again?".into(), ..news() }).await.expect("it is edited");
    telegram.send(&account, &news()).await.expect("it is sent");
    let calls = (fake.calls(&bot, "sendMessage").len(), fake.calls(&bot, "editMessageText").len());
    assert_eq!(calls, (3, 1), "it is remembered");
}

#[tokio::test]
async fn a_refusal_that_plain_buttons_do_not_mend_says_nothing_of_the_server() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let (ada, account) = (fake.person(42), Account::telegram(42));
    ada.says(&bot, "/start");
    for _ in 0..2 {
        fake.fails_next(&bot, "sendMessage", Failure::Refused("Bad Request: BUTTON_DATA_INVALID"));
    }
    let refused = SendError::Refused("Bad Request: BUTTON_DATA_INVALID".into());
    assert_eq!(telegram.send(&account, &news()).await, Err(refused));
    assert!(!telegram.api.is_old());
    // A message that did not change names its markup, and is no refusal of it.
    let message = telegram.send(&account, &news()).await.expect("it is sent");
    telegram.edit(&account, &message, &news()).await.expect("what is there already is no failure");
    assert_eq!(fake.calls(&bot, "editMessageText").len(), 1);
    assert!(!telegram.api.is_old());
}

#[tokio::test]
async fn a_question_without_buttons_opens_the_line_with_a_hint() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let ada = fake.person(42);
    ada.says(&bot, "/start");
    let question = View { is_written: true, prompt: "code".into(), ..view("Your code?") };
    telegram.send(&Account::telegram(42), &question).await.expect("it is sent");
    assert_eq!(ada.chat(&bot).shown("Your code?").and_then(|it| it.opens_line.clone()), Some("code".to_owned()));
    fake.grows_old(&bot);
    telegram.send(&Account::telegram(42), &question).await.expect("that is as old as bots are");
    assert_eq!(fake.calls(&bot, "sendMessage").len(), 2);
}
