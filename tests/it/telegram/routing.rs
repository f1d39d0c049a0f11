//! Which updates become something a person did, and what happens to the others.

use hatchery::chat::Input;
use serde_json::{Value, json};

use super::{Echo, message_ref, telegram};
use crate::fakes::telegram::{Action, Chat, FakeTelegram, Sender};

#[tokio::test]
async fn a_message_arrives_with_its_sender_language_and_place() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let polling = echo.polls();
    let ada = fake.person(42).speaking("pt-br");
    let said = ada.says(&bot, "/start group");
    ada.sees(&bot, |chat| chat.shown("/start group").is_some()).await;

    let heard = echo.heard();
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert_eq!(heard[0].account.to_string(), "telegram:42");
    assert_eq!(heard[0].update, "900001");
    assert_eq!(heard[0].message, Some(message_ref(said)));
    assert_eq!(heard[0].language.as_deref(), Some("pt-br"));
    polling.stops().await;
}

#[tokio::test]
async fn a_picture_is_heard_as_no_text() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let polling = echo.polls();
    let ada = fake.person(42);
    ada.sends_a_picture(&bot);
    ada.sees(&bot, |chat| chat.shown("(no text)").is_some()).await;
    polling.stops().await;
}

#[tokio::test]
async fn a_text_with_something_newer_than_our_library_is_still_heard() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let polling = echo.polls();
    let ada = fake.person(42);
    let entity = json!({ "type": "a_kind_from_the_future", "offset": 0, "length": 4 });
    ada.sends(&bot, "nest", &json!({ "text": "nest", "entities": [entity] }));
    ada.sees(&bot, |chat| chat.shown("nest").is_some()).await;
    polling.stops().await;
}

#[tokio::test]
async fn a_press_brings_the_message_of_its_button_unless_that_is_out_of_reach() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let polling = echo.polls();
    let ada = fake.person(42);
    ada.says(&bot, "hello");
    let chat = ada.sees(&bot, |chat| chat.shown("hello").is_some()).await;
    let carrier = chat.shown("hello").map(|message| message.id);

    ada.presses(&bot, "Again");
    ada.presses_out_of_reach(&bot, "from-long-ago");
    ada.sees(&bot, |chat| chat.shown("(from-long-ago pressed)").is_some() && chat.spinning == 0).await;

    let presses: Vec<_> = echo.heard().into_iter().filter(|one| matches!(one.input, Input::Press(_))).collect();
    assert_eq!(presses[0].message, carrier.map(message_ref));
    assert_eq!(presses[1].message, None, "its message cannot be touched any more");
    polling.stops().await;
}

#[tokio::test]
async fn a_button_stops_spinning_however_long_its_press_takes() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let polling = echo.polls();
    let ada = fake.person(42);
    ada.presses_out_of_reach(&bot, "stall");
    fake.until(&bot, "the press to be dealt with", |_| echo.heard().len() == 1).await;
    let chat = ada.sees(&bot, |chat| chat.spinning == 0).await;
    assert!(chat.shown("(stall pressed)").is_none(), "nobody has let it go:\n{chat}");
    echo.let_go.notify_one();
    ada.sees(&bot, |chat| chat.shown("(stall pressed)").is_some()).await;
    polling.stops().await;
}

#[tokio::test]
async fn a_group_gets_the_way_to_the_private_chat_and_nothing_else() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let polling = echo.polls();
    let ada = fake.person(42).speaking("es");
    let group = fake.group(-1001, &[&bot]);
    for talk in ["hello all", "deploy", "/ban", "/deploy@another_bot", "see hatchery_bot", "/"] {
        group.hears(&bot, &ada, talk);
    }
    group.hears(&bot, &ada, "/deploy");
    group.hears(&bot, &ada, "/Anything@Hatchery_Bot now");
    let said =
        |chat: &Chat| chat.visible().filter(|message| message.sender == Sender::Bot).cloned().collect::<Vec<_>>();
    let chat = group.sees(&bot, |chat| said(chat).len() == 2).await;
    for message in said(&chat) {
        assert_eq!(message.text, "Let us talk in private (es).");
        let button = message.button("Go there").expect("the deep link");
        let link = "https://t.me/hatchery_bot?start=group".to_owned();
        assert_eq!(button.action, Action::Open(link));
    }

    group.presses(&bot, &ada, "stray");
    group.sees(&bot, |chat| chat.spinning == 0).await;
    polling.stops().await;
    assert!(echo.heard().is_empty(), "nothing in a group is a conversation: {:?}", echo.heard());
    assert_eq!(fake.pending(&bot), Vec::<i64>::new());
}

/// A chat and who writes in it, as they stand in an update.
fn ada_in_private() -> (Value, Value) {
    let chat = json!({ "id": 42, "type": "private", "first_name": "Ada" });
    (chat, json!({ "id": 42, "is_bot": false, "first_name": "Ada" }))
}

#[tokio::test]
async fn edits_channel_posts_and_other_bots_are_ignored() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let (chat, from) = ada_in_private();
    let edit = json!({ "message_id": 1, "date": 1, "edit_date": 2, "chat": chat, "from": from, "text": "edited" });
    let channel = json!({ "id": -1002, "type": "channel", "title": "News" });
    let post = json!({ "message_id": 1, "date": 1, "chat": channel, "text": "posted" });
    fake.delivers_raw(&bot, |id| format!(r#"{{"update_id":{id},"edited_message":{edit}}}"#));
    let bots = json!({ "id": 8, "is_bot": true, "first_name": "Bot" });
    let chatter = json!({ "message_id": 2, "date": 1, "chat": chat, "from": bots, "text": "from a bot" });
    fake.delivers_raw(&bot, |id| format!(r#"{{"update_id":{id},"channel_post":{post}}}"#));
    fake.delivers_raw(&bot, |id| format!(r#"{{"update_id":{id},"message":{chatter}}}"#));
    let ada = fake.person(42);
    ada.says(&bot, "hello");

    let polling = echo.polls();
    ada.sees(&bot, |chat| chat.shown("hello").is_some()).await;
    polling.stops().await;
    assert_eq!(echo.texts(), ["hello"]);
}

#[tokio::test]
async fn notes_that_telegram_itself_leaves_in_a_chat_are_nothing_that_somebody_said() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let (chat, from) = ada_in_private();
    let notes: Vec<String> = fake.notes().map(str::to_owned).collect();
    assert!(notes.len() > 40 && notes.iter().any(|note| note == "managed_bot_created"), "{notes:?}");
    // Those that the description does not call so, and then what a person sends.
    let others = ["pinned_message", "new_chat_members", "new_chat_title", "connected_website"].map(str::to_owned);
    for what in notes.into_iter().chain(others).chain(["dice".to_owned(), "a_kind_from_the_future".to_owned()]) {
        let mut message = json!({ "message_id": 1, "date": 1, "chat": chat, "from": from });
        message[&what] = json!({});
        fake.delivers_raw(&bot, |id| format!(r#"{{"update_id":{id},"message":{message}}}"#));
    }
    let ada = fake.person(42);
    ada.says(&bot, "hello");

    let polling = echo.polls();
    ada.sees(&bot, |chat| chat.shown("hello").is_some()).await;
    polling.stops().await;
    let heard: Vec<Input> = echo.heard().into_iter().map(|one| one.input).collect();
    assert!(matches!(&heard[..], [Input::NoText, Input::NoText, Input::Text(text)] if text == "hello"), "{heard:?}");
}

#[tokio::test]
async fn somebody_who_blocked_us_may_come_back() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let echo = Echo::new(telegram(&fake, &bot).await);
    let polling = echo.polls();
    let ada = fake.person(42);
    ada.blocks(&bot);
    ada.unblocks(&bot);
    ada.says(&bot, "here again");
    ada.sees(&bot, |chat| chat.shown("here again").is_some()).await;
    polling.stops().await;
    assert_eq!(fake.pending(&bot), Vec::<i64>::new());
}
