//! The change of a bot: its key, model, token and guests, each by a form or a button.

use expect_test::expect;
use hatchery::domain::Provider;

use crate::discord::{Den, Door, Speaker, screen};
use crate::fakes::telegram::FakeTelegram;
use crate::world::{self, KEY, OTHER_KEY, Page};

const KEY_FIELD: &str = "Anthropic key";
const TOKEN_FIELD: &str = "Telegram bot token";

through_both_doors! {
    key_model_token_and_guests_are_changed_and_the_bot_goes_on_with_them,
    every_step_of_a_change_can_be_left_looked_away_from_and_slept_over,
    a_stopped_bot_takes_a_change_up_when_it_is_started,
}

/// Somebody with a bot called nest that thinks with `KEY` and talks on its page and on Telegram.
async fn with_a_nest(den: &Den, token: &str) -> (Speaker, Page) {
    let ada = den.speaker("ada");
    ada.hears("/deploy nest anthropic telegram web", "Send me your Anthropic key").await;
    ada.gives("Give the key", &[(KEY_FIELD, KEY)], "needs a Telegram bot").await;
    ada.gives("Give the token", &[(TOKEN_FIELD, token)], "Ready to hatch").await;
    let alive = ada.gets("Hatch it", "is alive").await;
    (ada, Page::told_in(&alive.text))
}

async fn key_model_token_and_guests_are_changed_and_the_bot_goes_on_with_them(door: Door) {
    let Some(telegram) = FakeTelegram::start().await else { return };
    let Some(den) = Den::with(door, &[("TELEGRAM_API_URL", telegram.origin())]).await else { return };
    let (first, second) = (telegram.bot("nest_one_bot"), telegram.bot("nest_two_bot"));
    let (ada, page) = with_a_nest(&den, &first.token).await;
    expect![[r#"
        What would you like to change about “nest”?
        [Key] · [Model] · [Telegram token] · [Guests] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears("/edit nest", "What would you like to change").await));
    ada.gets("Key", "Send me your Anthropic key").await;
    ada.gives("Give the key", &[(KEY_FIELD, OTHER_KEY)], "is changed and answered").await;
    ada.hears("/status", "key …next").await;

    ada.gets("Edit", "What would you like to change").await;
    expect![[r#"
        Which model should “nest” use? Now it is claude-sonnet-5-5. Pick one or send its id.
        [Answer] · [claude-sonnet-5-5] · [claude-haiku-5-5] · [claude-opus-5-5] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Model", "Which model").await));
    ada.gives("Answer", &[("Model", "two words")], "A model's id is one word").await;
    ada.gives("Answer", &[("Model", "claude-haiku-5-5")], "is changed and answered").await;
    page.asks("hello").await;
    let last = den.providers.calls().pop().expect("a call");
    assert_eq!(last.body["model"], "claude-haiku-5-5");

    ada.hears("/edit nest", "What would you like to change").await;
    expect![[r#"
        Who else may talk to “nest” on Telegram? Send their numbers, separated by spaces.
        Somebody learns their number by writing to @userinfobot. What you send replaces the list.
        [Answer] · [No guests] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Guests", "Who else may talk").await));
    let guests = [("People who may talk to it", "43000, 44000")];
    ada.gives("Answer", &guests, "is changed and answered").await;
    let bob = world::Speaker::new(telegram.person(43_000), first);
    bob.hears("and me?", "You said: and me?").await;

    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Telegram token", "needs a Telegram bot").await;
    ada.gives("Give the token", &[(TOKEN_FIELD, &second.token)], "is changed and answered").await;
    bob.with(&second).hears("moved?", "You said: moved?").await;
    let card = ada.hears("/status nest", "● running").await;
    assert!(card.text.contains("Model: claude-haiku-5-5\nGuests: 43000, 44000\n"), "{}", card.text);
    assert!(card.text.contains("Telegram as @nest\\_two\\_bot"), "{}", card.text);
    den.ends().await;
}

async fn every_step_of_a_change_can_be_left_looked_away_from_and_slept_over(door: Door) {
    let Some(telegram) = FakeTelegram::start().await else { return };
    let Some(mut den) = Den::with(door, &[("TELEGRAM_API_URL", telegram.origin())]).await else { return };
    let (ada, _) = with_a_nest(&den, &telegram.bot("nest_helper_bot").token).await;
    for (button, question, form, field) in [
        ("Key", "Send me your Anthropic key.", "Give the key", KEY_FIELD),
        ("Model", "Which model should “nest” use?", "Answer", "Model"),
        ("Telegram token", "needs a Telegram bot of its own", "Give the token", TOKEN_FIELD),
        ("Guests", "Who else may talk to “nest”", "Answer", "People who may talk to it"),
    ] {
        ada.hears("/edit nest", "What would you like to change about “nest”?").await;
        ada.gets(button, question).await;
        ada.gets("Back", "What would you like to change about “nest”?").await;
        ada.gets(button, question).await;
        ada.hears("/status", "● running").await;
        ada.gets("Continue", question).await;
        ada.hears("/deploy", "You are in the middle of changing a bot.").await;
        ada.gets("Continue here", question).await;
        den.stop().await;
        den.start().await;
        ada.gives(form, &[(field, "two words $")], question).await;
        ada.gets("Cancel", "Nothing was changed.").await;
    }
    ada.hears("/edit", "What would you like to change").await;
    ada.hears("/deploy best", "You are in the middle of changing a bot.").await;
    ada.gets("Leave it", "Whose AI should “best” use?").await;
    den.ends().await;
}

async fn a_stopped_bot_takes_a_change_up_when_it_is_started(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.speaker("ada");
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.gives("Give the key", &[(KEY_FIELD, KEY)], "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/stop", "is stopped").await;
    ada.hears("/edit", "What would you like to change").await;
    ada.gets("Model", "Which model").await;
    ada.gets("claude-haiku-5-5", "Noted. It takes effect when the bot is started.").await;
    ada.hears("/resume", "runs again").await;
    let asked = den.providers.calls().pop().expect("a call");
    assert_eq!((asked.provider, &asked.body["model"]), (Provider::Anthropic, &"claude-haiku-5-5".into()));
    den.ends().await;
}
