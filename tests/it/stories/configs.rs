//! The settings of a bot, by button, by command and by patch: they reach the bot, go back to what they were, and nobody
//! writes over anybody. What an operator does to the bots of others is theirs to do, and one patch for many is asked twice.

use expect_test::expect;
use serde_json::Value;

use crate::store::sql;
use crate::world::{KEY, Page, Speaker, World, screen};

async fn with_a_nest(world: &World) -> (Speaker, Page) {
    let ada = world.person(42);
    let child = world.telegram.bot("nest_helper_bot");
    ada.hears("/deploy nest anthropic telegram web", "Send me your Anthropic key").await;
    ada.hears(KEY, "needs a Telegram bot").await;
    ada.hears(&child.token, "Ready to hatch").await;
    let alive = ada.gets("Hatch it", "is alive").await;
    (ada, world.page(&alive.text))
}

/// What the bot last asked its provider.
fn asked(world: &World) -> Value {
    world.providers.calls().pop().expect("a call").body
}

fn system(asked: &Value) -> String {
    asked["system"].to_string()
}

#[tokio::test]
async fn a_setting_reaches_the_bot_by_button_by_command_and_by_patch() {
    let Some(world) = World::start().await else { return };
    let (ada, page) = with_a_nest(&world).await;
    expect![[r#"
        The config of “nest”, revision 1.
        Model (model): as usual, claude-sonnet-5-5
        Guests (guests): not set
        Memory (memory): as usual, 20
        Character (persona): not set
        No part of it and kept apart: Anthropic …good, Telegram …0002
        By hand: /config nest set …, patch …, history or rollback ….
        [Model] · [Guests]
        [Memory] · [Character]
        [History]
    "#]]
    .assert_eq(&screen(&ada.hears("/config nest", "The config of “nest”").await));
    expect![[r#"
        What should Character be for “nest”?
        Who it is and how it talks, in your words.
        Up to 1,000 characters: letters, digits and everyday punctuation.
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Character", "What should Character be").await));
    ada.hears("You're ${{X.Y}}", "“persona” cannot have $ in it").await;
    ada.hears("You're a gruff\npirate.", "is changed and answered").await;
    page.asks("hello").await;
    assert!(system(&asked(&world)).contains("You’re a gruff pirate."), "{}", asked(&world));

    ada.hears("/config nest set memory = 1", "“nest” has revision 3 of its config now and takes it up at once.").await;
    ada.sees("is changed and answered").await;
    for said in ["one", "two", "three"] {
        page.asks(said).await;
    }
    assert_eq!(asked(&world)["messages"].as_array().map(Vec::len), Some(3), "one turn and the question");

    let patch = "/config nest patch @2 {\"model\": \"claude-haiku-5-5\", \"options\": {\"persona\": null}}";
    expect![[r#"
        Nothing was changed: Person 42 (telegram:42) was faster, … s ago. Revision 3 stands now; look at it and say it again if you still want it.
        The config of “nest”, revision 3.
        Model (model): as usual, claude-sonnet-5-5
        Guests (guests): not set
        Memory (memory): 1
        Character (persona): You’re a gruff pirate.
        No part of it and kept apart: Anthropic …good, Telegram …0002
        By hand: /config nest set …, patch …, history or rollback ….
        [Model] · [Guests]
        [Memory] · [Character]
        [History]
    "#]].assert_eq(&screen(&ada.hears(patch, "was faster").await));
    ada.hears(&patch.replace("@2", "@3"), "has revision 4").await;
    ada.sees("is changed and answered").await;
    page.asks("hello").await;
    assert_eq!(asked(&world)["model"], "claude-haiku-5-5");
    assert!(!system(&asked(&world)).contains("pirate"));
    // The conversation that changes a bot goes by the same door.
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Model", "Now it is claude-haiku-5-5").await;
    ada.gets("claude-opus-5-5", "is changed and answered").await;
    expect![[r#"
        How the config of “nest” came about. Revision 5 holds now.
        5 · changed by Person 42 (telegram:42), … s ago: {"model":"claude-opus-5-5","options":{"memory":1}}
        4 · patched by Person 42 (telegram:42), … s ago: {"model":"claude-haiku-5-5","options":{"memory":1}}
        3 · set by Person 42 (telegram:42), … s ago: {"options":{"memory":1,"persona":"You’re a gruff pirate."}}
        2 · set by Person 42 (telegram:42), … s ago: {"options":{"persona":"You’re a gruff pirate."}}
        1 · hatched with it by Person 42 (telegram:42), … s ago: {}
        [Back to 4] · [Back to 3] · [Back to 2]
        [Back to 1]
        [Settings]
    "#]]
    .assert_eq(&screen(&ada.hears("/config nest history", "came about").await));
    ada.gets("Back to 2", "“nest” has revision 6").await;
    ada.sees("is changed and answered").await;
    page.asks("hello").await;
    assert!(system(&asked(&world)).contains("pirate"));
    expect![[r#"
        The config of “nest”, revision 6.
        Model (model): as usual, claude-sonnet-5-5
        Guests (guests): not set
        Memory (memory): as usual, 20
        Character (persona): You’re a gruff pirate.
        No part of it and kept apart: Anthropic …good, Telegram …0002
        By hand: /config nest set …, patch …, history or rollback ….
        [Model] · [Guests]
        [Memory] · [Character]
        [History]
    "#]]
    .assert_eq(&screen(&ada.hears("/config nest", "revision 6").await));
    world.ends().await;
}

#[tokio::test]
async fn what_cannot_be_set_is_refused_with_its_reason_and_changes_nothing() {
    let Some(world) = World::start().await else { return };
    let (ada, _) = with_a_nest(&world).await;
    for (line, why) in [
        ("/config nest set memory = 21", "“memory” is a whole number from 1 to 20."),
        ("/config nest set memory = much", "“memory” is a whole number from 1 to 20."),
        ("/config nest set colour = red", "Nothing is called “colour” here."),
        ("/config nest set model = two words", "A model's id is one word"),
        ("/config nest set guests = ada", "Guests are Telegram numbers"),
        ("/config nest set persona = \"quoted\"", "“persona” cannot have \" in it"),
        ("/config nest set persona = a\u{202e}b", "“persona” cannot have"),
        ("/config nest set memory", "Like this: /config nest shows the settings"),
        ("/config nest patch {\"options\": {\"humour\": 1}}", "Such a bot has no option “humour”."),
        ("/config nest patch {\"options\": ", "That is no JSON."),
        ("/config nest patch [1]", "A patch is a JSON object"),
        ("/config nest rollback 9", "there is no revision 9"),
        ("/config nest rollback 1", "“nest” is like that already (revision 1)"),
        ("/config best", "You have no bot by that name."),
    ] {
        ada.hears(line, why).await;
    }
    let key = format!("/config nest set persona = {KEY}");
    ada.hears(&key, "looks like a key").await;
    ada.until(|chat| !chat.visible().any(|message| message.text.contains("HATCHTEST"))).await;
    ada.hears("/config nest", "revision 1.").await;
    world.ends().await;
}

#[tokio::test]
async fn the_question_for_a_setting_can_be_left_looked_away_from_and_slept_over() {
    let Some(mut world) = World::start().await else { return };
    let (ada, _) = with_a_nest(&world).await;
    for (button, question, wrong) in [
        ("Character", "What should Character be for “nest”?", "a $ b"),
        ("Memory", "What should Memory be for “nest”?", "100"),
        ("Model", "What should Model be for “nest”?", "two words"),
        ("Guests", "What should Guests be for “nest”?", "me"),
    ] {
        ada.hears("/config nest", "The config of “nest”").await;
        ada.gets(button, question).await;
        ada.gets("Back", "The config of “nest”, revision 1.").await;
        ada.gets(button, question).await;
        ada.hears("/status", "● running").await;
        ada.gets("Continue", question).await;
        ada.hears("/deploy", "You are in the middle of changing a bot.").await;
        ada.gets("Continue here", question).await;
        world.restart().await;
        ada.sends_a_picture();
        assert!(ada.sees("I can only read text here.").await.text.contains(question));
        ada.hears(wrong, question).await;
        ada.gets("Cancel", "Nothing was changed.").await;
    }
    // Somebody with the same bot before them was faster.
    ada.hears("/stop", "is stopped").await;
    ada.hears("/config nest", "The config of “nest”").await;
    ada.gets("Memory", "A number from 1 to 20.").await;
    ada.hears("/config nest set memory = 2", "It takes effect when the bot is started.").await;
    ada.hears("3", "was faster").await;
    ada.gets("Memory", "Now: 2").await;
    ada.gets("As usual", "Noted. It takes effect when the bot is started.").await;
    ada.hears("/config nest", "Memory (memory): as usual, 20").await;
    world.ends().await;
}

#[tokio::test]
async fn a_config_that_cannot_be_read_is_said_plainly_and_a_rollback_mends_it() {
    let Some(mut world) = World::start().await else { return };
    let (ada, page) = with_a_nest(&world).await;
    let database = world.database();
    sql(&database, "UPDATE instances SET config = '{\"options\":', config_revision = 2").await;
    ada.hears("/status", "● running").await;
    page.asks("still there?").await;
    expect![[r#"
        The config of “nest” (revision 2) cannot be read: it is broken, or of another version of Hatchery. I leave the bot as it is. To mend it, go back to a revision that can be read.
        [History]
    "#]].assert_eq(&screen(&ada.hears("/config", "cannot be read").await));
    ada.hears("/config nest set memory = 3", "cannot be read").await;
    ada.hears("/restart", "Its config cannot be read, so I cannot start it").await;
    ada.hears("/edit", "What would you like to change").await;
    ada.gets("Model", "Which model").await;
    ada.gets("claude-haiku-5-5", "cannot be read").await;
    world.restart().await;
    ada.sees("It could not be started, because its config cannot be read.").await;
    ada.gets("Settings", "cannot be read").await;
    ada.gets("History", "came about").await;
    ada.gets("Back to 1", "“nest” has revision 3").await;
    ada.sees("is changed and answered").await;
    ada.hears("/status", "● running").await;
    world.ends().await;
}

#[tokio::test]
async fn an_operator_changes_the_bots_of_others_and_nobody_else_does() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1")]).await else { return };
    let (admin, bob) = (world.person(1), world.person(43));
    let (ada, page) = with_a_nest(&world).await;
    for line in
        ["/config telegram:42/nest", "/config telegram:42/nest set memory = 1", "/config telegram:42/nest history"]
    {
        bob.hears(line, "That bot does not exist any more.").await;
    }
    bob.hears("/config all patch {\"options\":{\"memory\":1}}", "You have no bot yet").await;
    // Support looks, and changes nothing.
    admin.hears("/admin grant telegram:43 support", "support").await;
    let looked = bob.hears("/config telegram:42/nest", "The config of “telegram:42/nest”, revision 1.").await;
    assert!(!screen(&looked).contains("[Memory]"), "{}", screen(&looked));
    bob.hears("/config telegram:42/nest set memory = 1", "That bot does not exist any more.").await;
    bob.hears("/config all patch {\"options\":{\"memory\":1}}", "You have no bot yet").await;
    admin.hears("/config telegram:42/nest", "The config of “telegram:42/nest”, revision 1.").await;
    admin.gets("Memory", "What should Memory be for “telegram:42/nest”?").await;
    admin.hears("1", "is changed and answered").await;
    page.asks("hello").await;
    ada.hears("/config nest history", "set by").await;
    world.ends().await;
}

#[tokio::test]
async fn one_patch_for_many_bots_is_rehearsed_confirmed_by_their_number_and_all_or_nothing() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1")]).await else { return };
    let admin = world.person(1);
    let (ada, page) = with_a_nest(&world).await;
    ada.hears("/deploy best echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    admin.hears("/config all patch", "Like this: /config all patch").await;
    admin.hears("/config all penguins patch {}", "I do not know “penguins”").await;
    admin.hears("/config all stopped patch {\"options\":{\"memory\":1}}", "Nothing to do: no bot is meant.").await;
    let patch = "/config all hatchling running patch {\"options\":{\"memory\":1}}";

    let database = world.database();
    sql(&database, "UPDATE instances SET config = '{' WHERE name = 'best'").await;
    expect![[r#"
        Nothing was changed, not even where it could be. One bot does not take it, 1 would:
        · telegram:42/best: Its config cannot be read.
        Mend these (a rollback makes an unreadable one readable), or mean fewer bots.
    "#]]
    .assert_eq(&screen(&admin.hears(patch, "Nothing was changed").await));
    sql(&database, "UPDATE instances SET config = '{}' WHERE name = 'best'").await;

    expect![[r#"
        A dry run, nothing is changed yet. 2 bots of those you mean (hatchling running) would get this patch:
        {"options":{"memory":1}}
        Write patch 2 to change them, all or none. They take it up one after another.
        [Cancel]
    "#]]
    .assert_eq(&screen(&admin.hears(patch, "A dry run").await));
    admin.hears("3", "To confirm it has to be exactly “patch 2”.").await;
    admin.gets("Cancel", "Nothing was changed.").await;
    admin.hears(patch, "A dry run").await;
    ada.hears("/config nest set memory = 5", "revision 2").await;
    ada.sees("is changed and answered").await;
    admin.hears("patch 2", "was changed or deleted since the dry run").await;
    ada.hears("/config nest", "Memory (memory): 5").await;

    admin.hears(patch, "A dry run").await;
    ada.marks();
    admin.hears("patch 2", "2 bots have the patch in their config now").await;
    ada.sees("is changed and answered").await;
    world.app().move_clock(std::time::Duration::from_secs(60));
    ada.hears("/config nest", "Memory (memory): 1").await;
    ada.hears("/config best", "Memory (memory): 1").await;
    for said in ["one", "two", "three"] {
        page.asks(said).await;
    }
    assert_eq!(asked(&world)["messages"].as_array().map(Vec::len), Some(3), "one turn and the question");
    admin.hears(patch, "all 2 bots that are meant are like that already").await;
    ada.hears("/config nest history", "patched with others by").await;
    world.ends().await;
}
