//! Bots after other ones: a clone of one's own, and a link for others. The receiver sees first what it will be, and no
//! secret goes with it.

use std::time::Duration;

use expect_test::expect;

use crate::store::count;
use crate::world::{KEY, Speaker, World, screen};

const DAY: Duration = Duration::from_secs(86_400);

async fn with_a_nest(world: &World) -> Speaker {
    let ada = world.person(42);
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/config nest set memory = 7", "has revision 2").await;
    ada.sees("is changed and answered").await;
    ada.hears("/config nest set guests = 777000111", "has revision 3").await;
    ada.sees("is changed and answered").await;
    ada
}

/// The command by which others open what is shared.
fn code(shared: &str) -> String {
    let (_, code) = shared.split_once("/clone ").expect("a command");
    code.split_whitespace().next().expect("a code").to_owned()
}

#[tokio::test]
async fn a_clone_has_the_settings_and_asks_for_a_name_and_all_that_is_secret() {
    let Some(world) = World::with(&[("ACCESS", "open"), ("TIER_FREE", "hour=3,day=9,live=5")]).await else { return };
    let ada = world.person(42);
    let child = world.telegram.bot("nest_helper_bot");
    ada.hears("/deploy nest anthropic telegram web", "Send me your Anthropic key").await;
    ada.hears(KEY, "needs a Telegram bot").await;
    ada.hears(&child.token, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/config nest set persona = a gruff pirate", "has revision 2").await;
    ada.sees("is changed and answered").await;

    ada.hears("/clone nest", "What shall it be called").await;
    ada.gets("nest-2", "Send me your Anthropic key").await;
    ada.hears(KEY, "needs a Telegram bot").await;
    let other = world.telegram.bot("nest_other_bot");
    expect![[r#"
        Ready to hatch “nest-2”
        Blueprint: Hatchling
        AI: Anthropic, key …good (checked)
        Set: persona = a gruff pirate
        Talks on: a web page, Telegram as @nest_other_bot
        Runs on: this machine, within 64 MB
        After this you have 2 of 5 bots and 1 deploy left this hour.
        [Hatch it]
        [Keep this key for other bots]
        [Change something]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears(&other.token, "Ready to hatch").await));
    ada.gets("Hatch it", "“nest-2” is alive").await;
    ada.hears("/config nest-2", "a gruff pirate").await;
    // In the middle of a question it is asked first whether that may be left.
    ada.hears("/edit nest", "What would you like to change").await;
    ada.hears("/clone nest", "in the middle of changing a bot").await;
    ada.gets("Leave it", "What shall it be called").await;
    world.ends().await;
}

#[tokio::test]
async fn a_clone_is_offered_the_key_of_the_bot_beside_it_and_takes_it_when_that_is_pressed() {
    let Some(world) = World::with(&[("ACCESS", "open"), ("TIER_FREE", "hour=9,day=9,live=5")]).await else { return };
    let (ada, bob) = (world.person(42), world.person(43));
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/clone nest", "What shall it be called").await;
    ada.gets("nest-2", "Send me your Anthropic key").await;
    let review = screen(&ada.gets("Use the key of “nest”", "Ready to hatch").await);
    assert!(review.contains("AI: Anthropic, key …good (checked)"), "{review}");
    let alive = ada.gets("Hatch it", "“nest-2” is alive").await;
    assert_eq!(world.page(&alive.text).asks("hello").await, "You said: hello");
    // A link takes nobody's key with it.
    let code = code(&screen(&ada.hears("/share nest", "can hatch a bot like").await));
    bob.hears(&format!("/start {code}"), "Somebody shares a bot with you").await;
    bob.gets("Hatch one like it", "What shall it be called").await;
    let asked = bob.gets("nest", "Send me your Anthropic key").await;
    assert!(asked.button("Use the key of “nest”").is_none(), "{asked:?}");
    // The key of another kind of AI is of no use.
    ada.hears("/clone nest", "What shall it be called").await;
    ada.gets("nest-3", "Send me your Anthropic key").await;
    ada.gets("Back", "Whose AI").await;
    let asked = ada.gets("OpenAI", "Send me your OpenAI key").await;
    assert!(asked.button("Use the key of “nest”").is_none(), "{asked:?}");
    world.ends().await;
}

#[tokio::test]
async fn whoever_has_the_link_sees_first_what_it_will_be_and_gets_one_of_their_own() {
    let Some(world) = World::with(&[("ACCESS", "open"), ("TIER_FREE", "hour=9,day=9,live=5")]).await else { return };
    let ada = with_a_nest(&world).await;
    let shared = screen(&ada.hears("/share nest", "can hatch a bot like").await);
    let code = code(&shared);
    expect![[r#"
        Whoever has this link can hatch a bot like “nest” for 30 days:
        https://t.me/hatchery_bot?start=like-CODE
        In another chat with me: /clone like-CODE
        This is what they see and get:
        Blueprint: Hatchling
        AI: none, it repeats what it hears
        Talks on: a web page
        memory: 7
        No key, token, memory or chat of yours goes with it, and nobody's name. A new link makes this one void.
        [Copy the link ⧉ https://t.me/hatchery_bot?start=like-CODE] · [Copy the command ⧉ /clone like-CODE]
        [Stop sharing]
    "#]]
    .assert_eq(&shared.replace(&code, "like-CODE"));
    for number in [43, 44] {
        let bob = world.person(number);
        let offered = bob.hears(&format!("/start {code}"), "Somebody shares a bot with you").await;
        assert!(
            screen(&offered).contains("memory: 7") && !screen(&offered).contains("777000111"),
            "{}",
            screen(&offered)
        );
        bob.gets("Hatch one like it", "What shall it be called").await;
        bob.gets("nest", "Set: memory = 7").await;
        bob.gets("Hatch it", "“nest” is alive").await;
        bob.hears("/config nest", "Memory (memory): 7").await;
    }
    // The same link again is another bot of the same person.
    let bob = world.person(43);
    bob.hears(&format!("/clone {code}"), "Somebody shares a bot with you").await;
    bob.gets("Hatch one like it", "What shall it be called").await;
    bob.gets("nest-2", "Ready to hatch").await;
    let kept = count(&world.database_url(), "SELECT COUNT(*) FROM shares WHERE recipe LIKE '%777000111%'").await;
    assert_eq!(kept, 0, "whoever is let in is nobody else's business");
    world.ends().await;
}

#[tokio::test]
async fn a_link_that_is_forged_ended_old_or_of_a_bot_that_is_gone_opens_nothing() {
    let Some(world) = World::with(&[("ACCESS", "open"), ("TIER_FREE", "hour=9,day=9,live=5")]).await else { return };
    let (ada, bob) = (with_a_nest(&world).await, world.person(43));
    let over = "Nothing is behind that link";
    bob.hears("/start like-aaaaaaaaaaaaaaaa", over).await;
    bob.hears("/clone like-aaaaaaaaaaaaaaaa", over).await;
    bob.hears("/clone like-aaaa", "You have no bot yet").await;

    let first = code(&ada.hears("/share nest", "can hatch a bot like").await.text);
    bob.hears(&format!("/start {first}"), "Somebody shares a bot").await;
    let second = code(&ada.hears("/share nest", "can hatch a bot like").await.text);
    bob.gets("Hatch one like it", over).await;
    bob.hears(&format!("/start {first}"), over).await;
    bob.hears(&format!("/start {second}"), "Somebody shares a bot").await;
    ada.gets("Stop sharing", "The link to bots like “nest” is void").await;
    ada.gets("Stop sharing", "“nest” is not shared").await;
    bob.gets("Hatch one like it", over).await;

    let third = code(&ada.hears("/share nest", "can hatch a bot like").await.text);
    bob.hears(&format!("/start {third}"), "Somebody shares a bot").await;
    world.sql("UPDATE shares SET recipe = replace(recipe, 'hatchling', 'gone-by-now')").await;
    bob.gets("Hatch one like it", "This kind of bot is not hatched here any more").await;
    bob.hears(&format!("/start {third}"), "This kind of bot is not hatched here any more").await;

    let fourth = code(&ada.hears("/share nest", "can hatch a bot like").await.text);
    ada.hears("/delete nest", "Write its name to confirm").await;
    ada.hears("nest", "is gone").await;
    bob.hears(&format!("/start {fourth}"), over).await;
    world.ends().await;
}

#[tokio::test]
async fn a_link_ends_after_thirty_days_and_lets_nobody_in() {
    let Some(world) = World::with(&[("ACCESS", "telegram:42")]).await else { return };
    let (ada, stranger) = (with_a_nest(&world).await, world.person(43));
    let code = code(&ada.hears("/share nest", "can hatch a bot like").await.text);
    stranger.hears(&format!("/start {code}"), "by invitation").await;
    assert_eq!(stranger.count("Hatch one like it"), 0);
    world.app().move_clock(31 * DAY);
    ada.hears(&format!("/start {code}"), "Nothing is behind that link").await;
    world.ends().await;
}
