//! What is told to Telegram at start.

use hatchery::domain::Account;
use hatchery::secret::Secret;
use hatchery::telegram::api::CallError;
use hatchery::telegram::setup::{self, Audience, Menu};
use serde_json::json;
use teloxide::payloads::GetUpdates;

use super::{api, telegram};
use crate::fakes::telegram::{Failure, FakeTelegram};

#[tokio::test]
async fn a_telegram_in_trouble_is_waited_for() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    fake.fails_next(&bot, "getMe", Failure::BadGateway);
    fake.fails_next(&bot, "getMe", Failure::TooMany(1));
    let telegram = telegram(&fake, &bot).await;
    assert_eq!((telegram.bot.id, telegram.bot.username), (bot.id, bot.username.clone()));
}

#[tokio::test]
async fn a_token_that_is_not_accepted_is_named_by_its_setting() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    fake.revokes(&bot);
    let revoked = setup::enter(api(&fake, &bot), 0).await.expect_err("the token is revoked");
    let mut unknown = bot.clone();
    unknown.token = "1:HATCHTEST".into();
    let unknown = setup::enter(api(&fake, &unknown), 0).await.expect_err("there is no such bot");
    for error in [format!("{revoked:#}"), format!("{unknown:?}")] {
        assert!(error.contains("TELEGRAM_BOT_TOKEN") && !error.contains("HATCHTEST"), "{error}");
    }
}

#[tokio::test]
async fn menus_are_set_for_people_groups_and_admins_we_have_met() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    fake.person(42).says(&bot, "/start");
    let menu = |language: Option<&str>, audience: Audience| Menu {
        language: language.map(str::to_owned),
        audience,
        commands: vec![("deploy".into(), "Hatch a bot".into())],
    };
    let menus = [
        menu(None, Audience::People),
        menu(Some("es"), Audience::Groups),
        menu(None, Audience::Admin(Account::telegram(4711))),
        menu(None, Audience::Admin(Account::telegram(42))),
    ];
    setup::show_menus(&telegram, &menus).await.expect("an admin we never met is no failure");

    let scopes: Vec<_> = fake.calls(&bot, "setMyCommands").iter().map(|call| call["scope"].clone()).collect();
    let chat = |id: i64| json!({ "type": "chat", "chat_id": id });
    let people = json!({ "type": "all_private_chats" });
    assert_eq!(scopes, [people, json!({ "type": "all_group_chats" }), chat(4711), chat(42)]);
    assert_eq!(fake.calls(&bot, "setMyCommands")[1]["language_code"], "es");
}

#[tokio::test]
async fn a_webhook_of_old_is_removed_before_polling_and_nothing_is_lost() {
    let Some(fake) = FakeTelegram::start().await else { return };
    let bot = fake.bot("hatchery_bot");
    let telegram = telegram(&fake, &bot).await;
    let nowhere = format!("{}/nowhere", fake.origin());
    setup::by_webhook(&telegram, &nowhere, &Secret::new("HATCHTEST")).await.expect("it is set");
    fake.person(42).says(&bot, "hello");
    let hook = telegram.api.webhook().await.expect("it is told");
    assert_eq!((hook.url, hook.pending_update_count), (nowhere, 1));
    let conflict = telegram.api.call(&GetUpdates::new()).await;
    assert!(matches!(conflict, Err(CallError::Conflict(_))), "{conflict:?}");

    setup::by_poll(&telegram).await.expect("it is removed");
    assert_eq!(telegram.api.call(&GetUpdates::new()).await.map(|updates| updates.len()), Ok(1));
    assert_eq!(fake.calls(&bot, "deleteWebhook"), [json!({ "drop_pending_updates": false })]);
}
