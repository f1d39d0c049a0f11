//! From `/deploy` to a bot that answers.

use expect_test::expect;
use hatchery::chat::session;
use hatchery::deploy::note::Note;
use hatchery::domain::Account;

use crate::fakes::telegram::Sender;
use crate::world::{KEY, World, screen};

#[tokio::test]
async fn a_first_bot_needs_no_account_anywhere_and_answers_within_seconds() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    expect![[r#"
        I hatch bots. Tell me a name and an AI provider, and in a minute or two you have your own assistant, running for you alone.
        You have 0 of 5 bots.
        [Hatch a bot]
        [How it works]
    "#]].assert_eq(&screen(&ada.hears("/start", "I hatch bots").await));
    expect![[r#"
        What shall it be called?
        3 to 32 letters or digits.
        [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears("/deploy", "What shall it be called?").await));
    expect![[r#"
        Whose AI should “nest” use? You bring the key, and the bill for its thinking goes to your account there.
        [Anthropic] · [OpenAI]
        [OpenRouter] · [Gemini]
        [Just try it, no key]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears("nest", "Whose AI").await));
    expect![[r#"
        Where should people talk to “nest”? Pick one or more.
        [✓ Web page] · [Telegram]
        [Done]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Just try it, no key", "Where should people talk").await));
    expect![[r#"
        Ready to hatch “nest”
        Blueprint: Hatchling
        AI: none, it repeats what it hears
        Talks on: a web page
        Runs on: this machine, within 64 MB
        After this you have 1 of 5 bots and 1 deploy left this hour.
        [Hatch it]
        [Change something]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Done", "Ready to hatch").await));
    ada.presses("Hatch it");
    let told = ada.sees("is alive").await;
    expect![[r#"
        “nest” is alive. It answered its first question after … s.
        Talk to it here: http://127.0.0.1:…
        [Copy the address ⧉ http://127.0.0.1:…]
        [Status] · [Logs] · [Restart]
        [Stop] · [Delete]
    "#]]
    .assert_eq(&screen(&told));
    expect![[r#"
        Hatching “nest” · … s
        ✓ place prepared
        ✓ started with its keys
        ✓ first answer
    "#]]
    .assert_eq(&screen(&ada.sees("Hatching “nest”").await));

    let page = world.page(&told.text);
    assert_eq!(page.asks("hello, ${{X.Y}} 🥚").await, "hello, ${{X.Y}} 🥚");
    assert_eq!(page.ready().await["ready"], true);
    world.ends().await;
}

#[tokio::test]
async fn a_bot_with_a_key_thinks_with_it() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.says(KEY);
    expect![[r#"
        Ready to hatch “nest”
        Blueprint: Hatchling
        AI: Anthropic, key …good (checked)
        Talks on: a web page
        Runs on: this machine, within 64 MB
        After this you have 1 of 5 bots and 1 deploy left this hour.
        [Hatch it]
        [Keep this key for other bots]
        [Change something]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.sees("Ready to hatch").await));
    ada.presses("Hatch it");
    let page = world.page(&ada.sees("is alive").await.text);
    assert_eq!(page.asks("hello").await, "You said: hello");
    world.ends().await;
}

#[tokio::test]
async fn a_bot_on_telegram_talks_with_its_owner_and_turns_strangers_away() {
    let Some(world) = World::start().await else { return };
    let child = world.telegram.bot("nest_helper_bot");
    let (ada, eve) = (world.person(42), world.person(666));
    expect![[r#"
        “nest” needs a Telegram bot of its own. Send me its token.
        It looks like 123456789:AA… It does not stay in this chat.
        [Where do I get one?]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears("/deploy nest echo telegram", "needs a Telegram bot").await));
    expect![[r#"
        Ready to hatch “nest”
        Blueprint: Hatchling
        AI: none, it repeats what it hears
        Talks on: Telegram as @nest_helper_bot
        Runs on: this machine, within 64 MB
        After this you have 1 of 5 bots and 1 deploy left this hour.
        [Hatch it]
        [Change something]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears(&child.token, "Ready to hatch").await));
    expect![[r#"
        “nest” is alive. It answered its first question after … s.
        Talk to it on Telegram: @nest_helper_bot
        [Open chat → https://t.me/nest_helper_bot]
        [Status] · [Logs] · [Restart]
        [Stop] · [Delete]
    "#]]
    .assert_eq(&screen(&ada.gets("Hatch it", "is alive").await));

    let in_child = ada.with(&child);
    in_child.hears("/start", "I am nest").await;
    in_child.hears("${{X.Y}} 🥚 שלום", "${{X.Y}} 🥚 שלום").await;
    eve.with(&child).hears("hello", "I only talk with my owner and their guests").await;
    world.ends().await;
}

#[tokio::test]
async fn two_channels_are_picked_by_hand_and_the_verdict_takes_the_place_of_the_waiting() {
    let Some(world) = World::start().await else { return };
    let child = world.telegram.bot("nest_helper_bot");
    let ada = world.person(42);
    ada.hears("/deploy nest", "Whose AI").await;
    ada.gets("Anthropic", "Send me your Anthropic key").await;
    let channels = ada.hears(KEY, "Where should people talk").await;
    assert_eq!(channels.edits, 1, "the message that told of the check became the next question");
    ada.gets("Telegram", "Where should people talk").await;
    ada.gets("Done", "needs a Telegram bot").await;
    let review = ada.hears(&child.token, "Ready to hatch").await;
    assert_eq!(review.edits, 1);
    assert!(review.text.contains("Talks on: a web page, Telegram as @nest_helper_bot"), "{}", review.text);
    let alive = ada.gets("Hatch it", "is alive").await;
    assert_eq!(world.page(&alive.text).asks("one").await, "You said: one");
    ada.with(&child).hears("two", "You said: two").await;
    let chat = ada.chat();
    let typed: Vec<&str> =
        chat.visible().filter(|shown| shown.sender != Sender::Bot).map(|m| m.text.as_str()).collect();
    assert_eq!(typed, ["/deploy nest"], "key and token are gone from the chat");
    world.ends().await;
}

#[tokio::test]
async fn after_a_day_only_whoever_had_a_half_made_bot_is_told_that_it_is_gone() {
    let Some(world) = World::start().await else { return };
    let [ada, bob, eve] = [42, 43, 44].map(|id| world.person(id));
    ada.hears("/deploy nest", "Whose AI").await;
    bob.hears("/keys add anthropic", "Send me your Anthropic key").await;
    eve.hears("/deploy owl", "Whose AI").await;
    eve.hears("/forget", "You are in the middle of").await;
    world.settles().await;
    world.sql("UPDATE sessions SET updated_at = 1, touched_hour = 0").await;
    for person in [&ada, &bob, &eve] {
        person.marks();
        let account = Account::telegram(person.person.id);
        session::expire(world.app(), &account, &Note::Expired).await.expect("thrown away");
    }
    ada.sees("I kept your half-made bot for a day").await;
    eve.sees("I kept your half-made bot for a day").await;
    world.settles().await;
    assert_eq!(bob.count("half-made bot"), 0, "{}", bob.chat());
    bob.hears("hello", "I did not understand that.").await;
    world.ends().await;
}
