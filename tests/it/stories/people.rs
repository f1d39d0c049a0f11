//! What a person may do and how they are spoken to: help, language, quota, invitations, tiers.

use expect_test::expect;

use super::code_in;
use crate::world::{World, screen};

#[tokio::test]
async fn help_lists_the_commands_and_a_slip_of_the_finger_finds_the_nearest() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1")]).await else { return };
    let (ada, admin) = (world.person(42), world.person(1));
    expect![[r#"
        This is what I understand:
        /deploy – hatch a new bot
        /status – how your bots are
        /logs – the last lines of a bot's log
        /restart – restart a bot
        /stop – stop a bot
        /resume – start a stopped bot
        /edit – change a bot's key, model, token or guests
        /delete – delete a bot for good
        /quota – what you have used and what is left
        /cancel – leave the current question
        There is more, and /help all says what each is for: /language /timezone /link /unlink /help /start /config /diagnose /keys /history /notifications /export /forget /token /clone /share /rotate
    "#]]
    .assert_eq(&screen(&ada.hears("/help", "This is what I understand").await));
    admin.hears("/help", "/invite").await;
    expect![[r#"
        I do not know that command. Did you mean /deploy?
    "#]]
    .assert_eq(&screen(&ada.hears("/delpoy", "Did you mean").await));
    expect![[r#"
        I do not know that command.
        [Help]
    "#]]
    .assert_eq(&screen(&ada.hears("/frobnicate", "I do not know that command").await));
    ada.hears("/invite", "I do not know that command").await;
    expect![[r#"
        I did not understand that. Shall I hatch a bot for you?
        [Hatch a bot]
        [My bots] · [Help]
    "#]]
    .assert_eq(&screen(&ada.hears("good morning", "I did not understand that").await));
    ada.sends_a_picture();
    ada.sees("I can only read text here.").await;
    ada.hears("/cancel", "There is nothing to cancel.").await;
    world.ends().await;
}

#[tokio::test]
async fn the_language_follows_the_app_until_it_is_chosen() {
    let Some(mut world) = World::start().await else { return };
    let (ada, luz) = (world.person(42), world.person(43).speaking("es-MX"));
    luz.hears("/start", "bots").await;
    expect![[r#"
        ¿Cómo se va a llamar?
        De 3 a 32 letras o números.
        [Cancelar]
    "#]]
    .assert_eq(&screen(&luz.hears("/deploy", "3").await));
    expect![[r#"
        Which language shall I speak? Now I follow your app.
        [English] · [Español]
        [Português (Brasil)] · [Русский]
        [简体中文] · [العربية]
        [Time zone]
    "#]]
    .assert_eq(&screen(&ada.hears("/language", "Which language").await));
    let said = ada.gets("Español", "español").await;
    expect![[r#"
        A partir de ahora hablo español.
    "#]]
    .assert_eq(&screen(&said));
    world.restart().await;
    ada.hears("/status", "Todavía no tienes").await;
    expect![[r#"
        From now on I speak English.
    "#]]
    .assert_eq(&screen(&ada.hears("/language en", "English").await));
    world.ends().await;
}

#[tokio::test]
async fn the_quota_is_told_used_up_and_freed_by_the_hour() {
    let Some(world) = World::with(&[("TIER_FREE", "hour=1,day=10,live=5"), ("ADMINS", "telegram:1")]).await else {
        return;
    };
    let (ada, admin) = (world.person(42), world.person(1));
    expect![[r#"
        You have 0 of 5 bots.
        1 deploy left this hour.
        10 deploys left today.
        Your tier: free.
        [My bots]
    "#]]
    .assert_eq(&screen(&ada.hears("/quota", "left").await));
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    expect![[r#"
        You have 1 of 5 bots.
        0 deploys left this hour, one more in … min.
        9 deploys left today, one more in 24 h.
        That is all you may use now (100 %).
        Your tier: free.
        [My bots]
    "#]]
    .assert_eq(&screen(&ada.hears("/quota", "left").await));
    expect![[r#"
        You have used your 1 deploy for this hour. The next one is free in … min.
        [Remind me] · [Show my bots]
    "#]]
    .assert_eq(&screen(&ada.hears("/deploy", "You have used your").await));
    ada.gets("Remind me", "I will tell you").await;
    ada.marks();
    world.app().move_clock(std::time::Duration::from_secs(3_601));
    ada.sees("You can hatch a bot again.").await;

    admin.hears("/tier", "Write it like this").await;
    admin.hears("/tier telegram:4711 premium", "I do not know that account").await;
    expect![[r#"
        telegram:42 is now premium.
        [Show telegram:42]
    "#]]
    .assert_eq(&screen(&admin.hears("/tier telegram:42 premium", "is now premium").await));
    ada.sees("An admin changed what you may do here.").await;
    expect![[r#"
        You have 1 of 5 bots.
        10 deploys left this hour.
        49 deploys left today, one more in 23 h.
        Your tier: premium.
        [My bots]
    "#]]
    .assert_eq(&screen(&ada.hears("/quota", "left").await));
    world.ends().await;
}

#[tokio::test]
async fn whoever_has_all_the_bots_they_may_have_makes_room_first() {
    let Some(world) = World::with(&[("TIER_FREE", "hour=9,day=9,live=2")]).await else { return };
    let ada = world.person(42);
    for name in ["nest one", "nest two"] {
        ada.hears(&format!("/deploy {name} echo web"), "Ready to hatch").await;
        ada.gets("Hatch it", "is alive").await;
    }
    expect![[r#"
        You have 2 of 2 bots, which is the most you can have. Delete one to make room.
        [Show my bots]
    "#]]
    .assert_eq(&screen(&ada.hears("/deploy", "most you can have").await));
    expect![[r#"
        You have 2 of 2 bots.
        nest one  ● running for … s
        nest two  ● running for … s
        [nest one] · [nest two]
    "#]]
    .assert_eq(&screen(&ada.gets("Show my bots", "You have 2 of 2").await));
    expect![[r#"
        Which bot?
        [nest one] · [nest two]
    "#]]
    .assert_eq(&screen(&ada.hears("/restart", "Which bot?").await));
    ada.gets("nest one", "is back").await;
    expect![[r#"
        You have no bot by that name. Is it one of these?
        [nest one] · [nest two]
    "#]]
    .assert_eq(&screen(&ada.hears("/logs nest three", "no bot by that name").await));
    world.ends().await;
}

#[tokio::test]
async fn one_invitation_lets_one_person_in() {
    let Some(world) = World::with(&[("ACCESS", "invite"), ("ADMINS", "telegram:1")]).await else { return };
    let (admin, ada, eve) = (world.person(1), world.person(42), world.person(666));
    expect![[r#"
        This Hatchery is by invitation. If you have a code, send it here; if not, ask the person who runs it.
    "#]]
    .assert_eq(&screen(&ada.hears("/start", "by invitation").await));
    ada.hears("/deploy", "by invitation").await;
    ada.hears("aaaabbbbccccdddd", "I do not know that code").await;
    let invited = admin.hears("/invite", "lets one person in").await;
    let code = code_in(&invited.text);
    expect![[r#"
        Your code is good: welcome.
        I hatch bots. Tell me a name and an AI provider, and in a minute or two you have your own assistant, running for you alone.
        You have 0 of 5 bots.
        [Hatch a bot]
        [How it works]
    "#]].assert_eq(&screen(&ada.hears(&code, "Your code is good").await));
    expect![[r#"
        I do not know that code. It may be used up or mistyped.
        This Hatchery is by invitation. If you have a code, send it here; if not, ask the person who runs it.
    "#]]
    .assert_eq(&screen(&eve.hears(&code, "I do not know that code").await));
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;

    let invited = admin.hears("/invite", "lets one person in").await;
    let code = code_in(&invited.text);
    eve.hears(&format!("/start {code}"), "Your code is good").await;
    world.ends().await;
}
