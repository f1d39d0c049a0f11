//! A bot that lives: its card, its log, restart, stop, start, change and end.

use expect_test::expect;

use crate::fakes::telegram::Message;
use crate::world::{KEY, OTHER_KEY, Page, Speaker, World, screen};

/// Somebody with a bot called nest that repeats what it hears on its page.
async fn with_a_nest(world: &World) -> (Speaker, Page, Message) {
    let ada = world.person(42);
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    let alive = ada.gets("Hatch it", "is alive").await;
    (ada, world.page(&alive.text), alive)
}

#[tokio::test]
async fn a_bot_is_restarted_stopped_and_started_again() {
    let Some(world) = World::start().await else { return };
    let (ada, page, _) = with_a_nest(&world).await;
    expect![[r#"
        “nest” is back. It answered after … s.
        [Status] · [Logs]
    "#]]
    .assert_eq(&screen(&ada.hears("/restart nest", "is back").await));
    assert_eq!(page.asks("after the restart").await, "after the restart");

    expect![[r#"
        “nest” is stopped. It keeps its place, its memory and its keys.
        [Start] · [Delete]
    "#]]
    .assert_eq(&screen(&ada.hears("/stop nest", "is stopped").await));
    assert!(!page.is_open().await);
    expect![[r#"
        That is how it already is.
    "#]]
    .assert_eq(&screen(&ada.hears("/stop", "already is").await));
    expect![[r#"
        nest  ○ stopped for … s
        Hatchling on this machine
        Talks on: a web page
        AI: none, it repeats what it hears
        [Refresh] · [Logs] · [Start]
        [Edit] · [Delete]
    "#]]
    .assert_eq(&screen(&ada.hears("/status nest", "stopped for").await));

    expect![[r#"
        “nest” runs again. It answered after … s.
        [Status] · [Logs]
    "#]]
    .assert_eq(&screen(&ada.gets("Start", "runs again").await));
    assert_eq!(page.asks("after the pause").await, "after the pause");
    world.ends().await;
}

#[tokio::test]
async fn a_bot_runs_again_when_hatchery_does() {
    let Some(mut world) = World::start().await else { return };
    let (ada, page, _) = with_a_nest(&world).await;
    world.stop().await;
    assert!(!page.is_open().await, "bots stop with Hatchery");
    world.restart().await;
    ada.hears("/status", "● running").await;
    page.opens().await;
    assert_eq!(page.asks("still you?").await, "still you?");
    world.ends().await;
}

#[tokio::test]
async fn a_bot_whose_change_is_not_due_yet_runs_when_hatchery_does() {
    let Some(mut world) = World::start().await else { return };
    let (ada, page, _) = with_a_nest(&world).await;
    let change = "INSERT INTO operations (id, instance_id, kind, asked_by, state, stage, attempt, cancelled, due,
             lease_token, lease_until, stage_since, created_at)
         SELECT '0123456789abcdefghijklmnop', id, 'update', owner, 'doing', 'stop', 0, 0, 9000000000000, 0, 0, 0, 0
         FROM instances";
    assert_eq!(world.sql(change).await, 1);
    world.restart().await;
    page.opens().await;
    assert_eq!(page.asks("before the change?").await, "before the change?");
    world.sql("UPDATE operations SET due = 0 WHERE id = '0123456789abcdefghijklmnop'").await;
    ada.sees("is changed and answered").await;
    assert_eq!(page.asks("and after it?").await, "and after it?");
    world.ends().await;
}

#[tokio::test]
async fn the_card_tells_how_a_bot_is_and_refreshes_in_its_place() {
    let Some(world) = World::start().await else { return };
    let (ada, ..) = with_a_nest(&world).await;
    let card = ada.hears("/status", "● running").await;
    expect![[r#"
        nest  ● running for … s
        Hatchling on this machine
        Talks on: a web page
        AI: none, it repeats what it hears
        Talk to it here: http://127.0.0.1:…
        [Copy the address ⧉ http://127.0.0.1:…]
        [Refresh] · [Logs] · [Restart]
        [Edit] · [Stop] · [Delete]
    "#]]
    .assert_eq(&screen(&card));
    ada.gets("Stop", "is stopped").await;
    ada.presses_on(&card, "Refresh");
    assert_eq!(ada.sees("○ stopped").await.id, card.id);
    world.ends().await;
}

#[tokio::test]
async fn the_log_is_shown_by_its_end_and_sent_whole_as_a_file() {
    let Some(world) = World::start().await else { return };
    let (ada, ..) = with_a_nest(&world).await;
    let tail = ada.hears("/logs nest", "The last lines of").await;
    assert!(tail.text.contains("hatchling ready on"), "{}", tail.text);
    ada.gets("Whole log", "The log of “nest”.").await;
    let chat = ada.until(|chat| chat.messages.iter().any(|message| message.file.is_some())).await;
    let (_, whole) = chat.messages.iter().find_map(|message| message.file.clone()).expect("a file");
    assert!(whole.contains("hatchling ready on"), "{whole}");
    world.ends().await;
}

#[tokio::test]
async fn a_bot_goes_for_good_only_by_its_name() {
    let Some(world) = World::start().await else { return };
    let (ada, page, _) = with_a_nest(&world).await;
    expect![[r#"
        Delete “nest” for good? Its memory, settings and keys go too. Write its name to confirm.
        [Keep it]
    "#]]
    .assert_eq(&screen(&ada.hears("/delete nest", "for good?").await));
    expect![[r#"
        That is not “nest”, so nothing was deleted.
        Delete “nest” for good? Its memory, settings and keys go too. Write its name to confirm.
        [Keep it]
    "#]]
    .assert_eq(&screen(&ada.hears("best", "nothing was deleted").await));
    ada.gets("Keep it", "Nothing was deleted.").await;
    assert_eq!(page.asks("still there?").await, "still there?");

    ada.hears("/delete", "for good?").await;
    expect![[r#"
        “nest” is gone for good, with its memory, settings and keys.
        You have 0 of 5 bots.
        [Hatch a bot]
    "#]]
    .assert_eq(&screen(&ada.hears(" NEST ", "is gone for good").await));
    assert!(!page.is_open().await);
    ada.hears("/status", "You have no bot yet.").await;
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    world.ends().await;
}

#[tokio::test]
async fn key_model_token_and_guests_are_changed_and_the_bot_goes_on_with_them() {
    let Some(world) = World::start().await else { return };
    let (first, second) = (world.telegram.bot("nest_one_bot"), world.telegram.bot("nest_two_bot"));
    let (ada, bob) = (world.person(42_000), world.person(43_000));
    ada.hears("/deploy nest anthropic telegram web", "Send me your Anthropic key").await;
    ada.hears(KEY, "needs a Telegram bot").await;
    ada.hears(&first.token, "Ready to hatch").await;
    let page = world.page(&ada.gets("Hatch it", "is alive").await.text);

    expect![[r#"
        What would you like to change about “nest”?
        [Key] · [Model]
        [Telegram token] · [Guests]
        [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears("/edit nest", "What would you like to change").await));
    ada.gets("Key", "Send me your Anthropic key").await;
    ada.hears(OTHER_KEY, "is changed and answered").await;
    ada.hears("/status", "key …next").await;

    ada.hears("/edit", "What would you like to change").await;
    expect![[r#"
        Which model should “nest” use? Now it is claude-sonnet-5-5. Pick one or send its id.
        [claude-sonnet-5-5]
        [claude-haiku-5-5]
        [claude-opus-5-5]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Model", "Which model").await));
    ada.hears("claude-haiku-5-5", "is changed and answered").await;
    page.asks("hello").await;
    let last = world.providers.calls().pop().expect("a call");
    assert_eq!(last.body["model"], "claude-haiku-5-5");

    bob.with(&first).hears("may I?", "I only talk with").await;
    ada.hears("/edit nest", "What would you like to change").await;
    expect![[r#"
        Who else may talk to “nest” on Telegram? Send their numbers, separated by spaces.
        Somebody learns their number by writing to @userinfobot. What you send replaces the list.
        [No guests]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Guests", "Who else may talk").await));
    ada.hears("43000, 44000", "is changed and answered").await;
    bob.with(&first).hears("and now?", "You said: and now?").await;

    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Telegram token", "needs a Telegram bot").await;
    ada.hears(&second.token, "is changed and answered").await;
    bob.with(&second).hears("moved?", "You said: moved?").await;
    expect![[r#"
        nest  ● running for … s
        Hatchling on this machine
        Talks on: a web page, Telegram as @nest_two_bot
        AI: Anthropic, key …next
        Model: claude-haiku-5-5
        Guests: 43000, 44000
        Talk to it here: http://127.0.0.1:…
        Talk to it on Telegram: @nest_two_bot
        [Copy the address ⧉ http://127.0.0.1:…] · [Open chat → https://t.me/nest_two_bot]
        [Refresh] · [Logs] · [Restart]
        [Edit] · [Stop] · [Delete]
    "#]]
    .assert_eq(&screen(&ada.hears("/status nest", "● running").await));
    world.ends().await;
}

#[tokio::test]
async fn a_bot_is_restarted_in_the_middle_of_a_wish_for_another_one_and_the_wish_goes_on() {
    let Some(world) = World::start().await else { return };
    let (ada, _, alive) = with_a_nest(&world).await;
    ada.hears("/deploy owl anthropic web", "Send me your Anthropic key").await;
    ada.hears("/restart nest", "is back").await;
    ada.presses_on(&alive, "Stop");
    ada.sees("is stopped").await;
    let review = ada.hears(KEY, "Ready to hatch “owl”").await;
    assert!(review.text.contains("key …"), "{}", review.text);
    ada.gets("Hatch it", "“owl” is alive").await;
    world.ends().await;
}
