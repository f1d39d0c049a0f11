//! What a person may do and how they are spoken to: help, language, quota, invitations, tiers.

use std::time::Duration;

use expect_test::expect;

use crate::discord::{Den, Door, Speaker, screen};

through_both_doors! {
    help_lists_the_commands,
    the_language_follows_the_app_until_it_is_chosen,
    times_are_told_as_the_clocks_of_whoever_reads_them_show_them,
    the_quota_is_told_used_up_and_freed_by_the_hour,
    whoever_has_all_the_bots_they_may_have_makes_room_first,
    one_invitation_lets_one_person_in,
}

async fn help_lists_the_commands(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.speaker("ada");
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
    expect![[r#"
        There is nothing to cancel.
        [Hatch a bot] · [My bots] · [Help]
    "#]]
    .assert_eq(&screen(&ada.hears("/cancel", "There is nothing to cancel.").await));
    den.ends().await;
}

async fn the_language_follows_the_app_until_it_is_chosen(door: Door) {
    let Some(mut den) = Den::open(door).await else { return };
    let (ada, luz) = (den.speaker("ada"), den.speaker("luz"));
    let luz = Speaker::new(luz.person.speaking("es-ES"), luz.place);
    expect![[r#"
        ¿De qué proveedor será la IA de tu bot? Tú pones la clave, y lo que gaste al pensar se cobra en tu cuenta de allí.
        ‹Anthropic | OpenAI | OpenRouter | Gemini | Probar sin clave›
        [Cancelar]
    "#]].assert_eq(&screen(&luz.hears("/deploy", "IA").await));
    luz.picks(&["Anthropic"], "hablar").await;
    expect![[r#"
        ¿Cómo se va a llamar?
        De 3 a 32 letras o números.
        La clave de Anthropic va en el formulario del botón, nunca en un mensaje. La compruebo con una pregunta mínima, que apenas cuesta, y la guardo cifrada.
        [Nombre y clave] · [Volver] · [Cancelar]
    "#]]
    .assert_eq(&screen(&luz.gets("Listo", "llamar").await));
    luz.presses("Nombre y clave");
    let modal = luz.person.gets_modal().await;
    assert_eq!(
        modal.fields.iter().map(|field| field.label.as_str()).collect::<Vec<_>>(),
        ["Nombre", "Clave de Anthropic"]
    );

    expect![[r#"
        Which language shall I speak? Now I follow your app.
        [English] · [Español] · [Português (Brasil)] · [Русский] · [简体中文] · [العربية] · [Time zone]
    "#]]
    .assert_eq(&screen(&ada.hears("/language", "Which language").await));
    expect![[r#"
        A partir de ahora hablo español.
    "#]]
    .assert_eq(&screen(&ada.gets("Español", "español").await));
    den.stop().await;
    den.start().await;
    ada.hears("/status", "Todavía no tienes").await;
    expect![[r#"
        From now on I speak English.
    "#]]
    .assert_eq(&screen(&ada.hears("/language en", "English").await));
    den.ends().await;
}

async fn times_are_told_as_the_clocks_of_whoever_reads_them_show_them(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let (ada, bob) = (den.speaker("ada"), den.speaker("bob"));
    let until =
        |text: &str| text.split("until ").nth(1).and_then(|rest| rest.lines().next()).expect("a moment").to_owned();
    ada.hears("/timezone kolkata", "as clocks in Kolkata show them").await;
    let told = screen(&ada.hears("/token new read", "Here is your token").await);
    assert!(until(&told).contains(" GMT+5:30"), "{told}");
    let told = screen(&bob.hears("/token new read", "Here is your token").await);
    assert!(until(&told).contains(" UTC"), "{told}");
    let asked = ada.hears("/timezone", "as clocks in Kolkata show them").await;
    let tokyo = asked.buttons.iter().find(|button| button.label.starts_with("Tokyo · ")).expect("a button");
    ada.gets(&tokyo.label, "as clocks in Tokyo show them").await;
    ada.hears("/timezone Atlantis", "I know no place called “Atlantis”").await;
    den.ends().await;
}

async fn the_quota_is_told_used_up_and_freed_by_the_hour(door: Door) {
    let Some(den) = Den::with(door, &[("TIER_FREE", "hour=1,day=10,live=5")]).await else { return };
    let ada = den.speaker("ada");
    expect![[r#"
        You have 0 of 5 bots.
        1 deploy left this hour.
        10 deploys left today.
        Your tier: free.
        [My bots]
    "#]]
    .assert_eq(&screen(&ada.hears("/quota", "left").await));
    ada.hatches("nest echo web").await;
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
    den.app().move_clock(Duration::from_secs(3_601));
    expect![[r#"
        You can hatch a bot again.
        [Hatch a bot] · [My bots] · [Help]
    "#]]
    .assert_eq(&screen(&ada.sees("You can hatch a bot again.").await));
    den.ends().await;
}

async fn whoever_has_all_the_bots_they_may_have_makes_room_first(door: Door) {
    let Some(den) = Den::with(door, &[("TIER_FREE", "hour=9,day=9,live=2")]).await else { return };
    let ada = den.speaker("ada");
    for name in ["nest one", "nest two"] {
        ada.hatches(&format!("{name} echo web")).await;
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
    ada.hears("/delete nest two", "for good?").await;
    ada.gives("Write its name", &[("Its name, to confirm", "nest two")], "is gone for good").await;
    ada.hears("/deploy", "Whose AI").await;
    den.ends().await;
}

async fn one_invitation_lets_one_person_in(door: Door) {
    let Some(mut den) = Den::with(door, &[("ACCESS", "invite"), ("ADMINS", "discord:1")]).await else { return };
    let (admin, ada, eve) = (den.member("admin"), den.speaker("ada"), den.speaker("eve"));
    let guild = admin.place.guild().expect("a server").to_string();
    let admins = format!("discord:{}", admin.person.id);
    den.restarts_with(&[("ADMINS", &admins), ("DISCORD_ADMIN_GUILD", &guild)]).await;
    expect![[r#"
        This Hatchery is by invitation. If you have a code, send it here; if not, ask the person who runs it.
        [Answer]
    "#]]
    .assert_eq(&screen(&ada.hears("/start", "by invitation").await));
    ada.hears("/deploy", "by invitation").await;
    ada.hears("/start aaaabbbbccccdddd", "I do not know that code").await;
    let invited = admin.hears("/invite", "lets one person in").await;
    assert!(invited.is_ephemeral);
    let code = invited.text.split_whitespace().last().expect("a code").to_owned();
    expect![[r#"
        Your code is good: welcome.
        I hatch bots. Tell me a name and an AI provider, and in a minute or two you have your own assistant, running for you alone.
        You have 0 of 5 bots.
        [Hatch a bot] · [How it works]
    "#]].assert_eq(&screen(&ada.hears(&format!("/start {code}"), "Your code is good").await));
    expect![[r#"
        I do not know that code. It may be used up or mistyped.
        This Hatchery is by invitation. If you have a code, send it here; if not, ask the person who runs it.
        [Answer]
    "#]]
    .assert_eq(&screen(&eve.hears(&format!("/start {code}"), "I do not know that code").await));
    ada.hatches("nest echo web").await;

    let invited = admin.hears("/invite", "lets one person in").await;
    let code = invited.text.split_whitespace().last().expect("a code").to_owned();
    eve.gives("Answer", &[("Your answer", &code)], "Your code is good").await;
    admin.hears("/tier discord:4711 premium", "I do not know that account").await;
    admin.hears(&format!("/tier discord:{} premium", ada.person.id), "is now premium").await;
    ada.hears("/quota", "Your tier: premium.").await;
    let den_of_others = den.member("ada");
    den_of_others.hears("/invite", "I do not know that command").await;
    den.ends().await;
}
