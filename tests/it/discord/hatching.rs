//! From `/deploy` to a bot that answers, without a key in any message.

use expect_test::expect;

use crate::discord::{Den, Door, Speaker, screen};
use crate::fakes::telegram::FakeTelegram;
use crate::world::{self, KEY, Page};

/// Good news on Discord.
const GREEN: u32 = 0x57f287;

through_both_doors! {
    a_bot_with_a_key_hatches_in_private,
    a_first_bot_needs_no_account_anywhere,
    two_channels_are_picked_from_the_menu_and_the_token_is_given_by_a_form,
    progress_is_told_in_one_message_and_the_result_in_a_new_one,
}

async fn a_bot_with_a_key_hatches_in_private(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let (ada, direct) = den.ada();
    let ada = Speaker::new(ada, direct);
    expect![[r#"
        I hatch bots. Tell me a name and an AI provider, and in a minute or two you have your own assistant, running for you alone.
        You have 0 of 5 bots.
        [Hatch a bot] · [How it works]
    "#]].assert_eq(&screen(&ada.hears("/start", "I hatch bots").await));
    expect![[r#"
        Whose AI should your bot use? You bring the key, and the bill for its thinking goes to your account there.
        ‹Anthropic | OpenAI | OpenRouter | Gemini | Just try it, no key›
        [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Hatch a bot", "Whose AI").await));
    expect![[r#"
        Where should people talk to your bot? Pick one or more.
        ‹Web page | Telegram›
        [Done] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.picks(&["Anthropic"], "Where should people talk").await));
    expect![[r#"
        What shall it be called?
        3 to 32 letters or digits.
        The Anthropic key goes into the form behind the button, never into a message. I check it, with one tiny question that costs next to nothing, and lock it away encrypted.
        [Name and key] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Done", "What shall it be called?").await));
    assert_eq!(ada.is_asked_for("Name and key").await, ["Name", "Anthropic key"]);
    let review = ada.gives("Name and key", &[("Name", "nest"), ("Anthropic key", KEY)], "Ready to hatch").await;
    expect![[r#"
        Ready to hatch “nest”
        Blueprint: Hatchling
        AI: Anthropic, key …good (checked)
        Talks on: a web page
        Runs on: this machine, within 64 MB
        After this you have 1 of 5 bots and 1 deploy left this hour.
        [Hatch it] · [Keep this key for other bots] · [Change something] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&review));
    let alive = ada.gets("Hatch it", "is alive").await;
    expect![[r#"
        “nest” is alive. It answered its first question after … s.
        Talk to it here: http://127.0.0.1:…
        [Status] · [Logs] · [Restart] · [Stop] · [Delete]
    "#]]
    .assert_eq(&screen(&alive));
    assert_eq!(Page::told_in(&alive.text).asks("hello").await, "You said: hello");
    den.ends().await;
}

async fn a_first_bot_needs_no_account_anywhere(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.speaker("ada");
    ada.hears("/deploy", "Whose AI").await;
    ada.picks(&["Just try it, no key"], "Where should people talk").await;
    ada.picks(&["Web page"], "What shall it be called?").await;
    assert_eq!(ada.is_asked_for("Answer").await, ["Name"]);
    expect![[r#"
        Ready to hatch “nest”
        Blueprint: Hatchling
        AI: none, it repeats what it hears
        Talks on: a web page
        Runs on: this machine, within 64 MB
        After this you have 1 of 5 bots and 1 deploy left this hour.
        [Hatch it] · [Change something] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gives("Answer", &[("Name", "nest")], "Ready to hatch").await));
    let page = Page::told_in(&ada.gets("Hatch it", "is alive").await.text);
    assert_eq!(page.asks("hello, ${{X.Y}} 🥚").await, "hello, ${{X.Y}} 🥚");
    den.ends().await;
}

async fn two_channels_are_picked_from_the_menu_and_the_token_is_given_by_a_form(door: Door) {
    let Some(telegram) = FakeTelegram::start().await else { return };
    let Some(den) = Den::with(door, &[("TELEGRAM_API_URL", telegram.origin())]).await else { return };
    let (ada, child) = (den.speaker("ada"), telegram.bot("nest_helper_bot"));
    ada.hears("/deploy nest", "Whose AI").await;
    ada.picks(&["Anthropic"], "Where should people talk").await;
    expect![[r#"
        Send me your Anthropic key. It starts with sk-ant-.
        The Anthropic key goes into the form behind the button, never into a message. I check it, with one tiny question that costs next to nothing, and lock it away encrypted.
        [Give the key] · [Where do I get one?] · [Back] · [Cancel]
    "#]].assert_eq(&screen(&ada.picks(&["Web page", "Telegram"], "Send me your Anthropic key").await));
    let token = ada.gives("Give the key", &[("Anthropic key", KEY)], "needs a Telegram bot of its own").await;
    expect![[r#"
        “nest” needs a Telegram bot of its own. Send me its token.
        It looks like 123456789:AA… It goes into the form behind the button, never into a message.
        [Give the token] · [Where do I get one?] · [Skip Telegram] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&token));
    let review = ada.gives("Give the token", &[("Telegram bot token", &child.token)], "Ready to hatch").await;
    assert!(review.text.contains("Talks on: a web page, Telegram as @nest\\_helper\\_bot"), "{}", review.text);
    let alive = ada.gets("Hatch it", "is alive").await;
    expect![[r#"
        “nest” is alive. It answered its first question after … s.
        Talk to it here: http://127.0.0.1:…
        Talk to it on Telegram: @nest\_helper\_bot
        To make it yours on Telegram, open this once: https://t.me/nest_helper_bot?start=…
        [Open chat → https://t.me/nest_helper_bot] · [Status] · [Logs] · [Restart] · [Stop] · [Delete]
    "#]]
    .assert_eq(&without_claim(&screen(&alive)));
    assert_eq!(Page::told_in(&alive.text).asks("one").await, "You said: one");

    let claim = alive.text.split("?start=").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a code");
    let on_telegram = world::Speaker::new(telegram.person(42), child.clone());
    on_telegram.hears(&format!("/start {claim}"), "nest").await;
    on_telegram.hears("two", "You said: two").await;
    let eve = world::Speaker::new(telegram.person(666), child);
    eve.hears("hello", "I only talk with my owner").await;
    den.ends().await;
}

/// The code by which the bot gets its owner on Telegram is another each time.
fn without_claim(screen: &str) -> String {
    match screen.split_once("?start=") {
        Some((before, after)) => format!("{before}?start=…{}", after.trim_start_matches(|c: char| !c.is_whitespace())),
        None => screen.to_owned(),
    }
}

async fn progress_is_told_in_one_message_and_the_result_in_a_new_one(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let mut told = Vec::new();
    for ada in [den.speaker("ada"), den.member("bob")] {
        let asked = ada.hears("/deploy nest echo web", "Ready to hatch").await;
        let alive = ada.gets("Hatch it", "is alive").await;
        den.settles().await;
        let all = ada.all();
        let ids: Vec<u64> = all.iter().map(|shown| shown.id).collect();
        assert_eq!(ids, [asked.id, alive.id], "{all:#?}");
        assert_eq!((all[0].accent, alive.accent), (None, Some(GREEN)));
        told.push(screen(&all[0]));
    }
    expect![[r#"
        Hatching “nest” · … s
        ✓ place prepared
        ✓ started with its keys
        ✓ first answer
    "#]]
    .assert_eq(&told[0]);
    assert_eq!(told[0], told[1]);
    den.ends().await;
}
