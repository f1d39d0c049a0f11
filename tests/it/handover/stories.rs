//! What people live through with private pages, on Telegram and on Discord.

use std::time::Duration;

use expect_test::expect;
use hatchery::domain::Provider;

use super::{Link, PUBLIC, client, said};
use crate::discord::{Den, Door, Speaker as Talker};
use crate::fakes::discord::{Shown, Style};
use crate::world::{KEY, OTHER_KEY, Page, Speaker, World, screen};

const BOGUS_KEY: &str = "sk-ant-HATCHTEST-0123456789-bogus";

/// A Hatchery on the open internet, and where it really is.
pub async fn world() -> Option<(World, String)> {
    let world = World::with(&[("PUBLIC_URL", PUBLIC)]).await?;
    let here = format!("http://127.0.0.1:{}", world.listens().await);
    world.telegram.goes_by(PUBLIC, &here);
    Some((world, here))
}

/// Up to the question for a key, and the link that is made there.
pub async fn at_the_key(person: &Speaker, here: &str) -> Link {
    person.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    pressed(person, here).await
}

async fn pressed(person: &Speaker, here: &str) -> Link {
    Link::told_in(&person.gets("Private page", "Here is your private page.").await, here)
}

/// Nothing is taken, and the page says why.
async fn is_void(link: &Link, why: &str) {
    for (status, told) in [link.look().await, link.give(KEY).await] {
        assert_eq!(status, 410, "{told}");
        assert!(said(&told).contains(why) && said(&told).contains("othing was taken"), "{told}");
    }
}

#[tokio::test]
async fn a_key_is_given_on_the_page_and_the_chat_goes_on_by_itself() {
    let Some((world, here)) = world().await else { return };
    let ada = world.person(42);
    let asked = ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    expect![[r#"
        Send me your Anthropic key. It starts with sk-ant-.
        I check it, with one tiny question that costs next to nothing, and lock it away encrypted. It does not stay in this chat.
        Or use the private page: what you write there does not pass through Telegram.
        [Private page] · [Where do I get one?]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&asked));
    let shown = ada.gets("Private page", "Here is your private page.").await;
    let link = Link::told_in(&shown, &here);
    let steady = screen(&shown).replace(&link.secret, "…");
    expect![[r#"
        Here is your private page. Anthropic key for “nest”.
        It works once, for … min, and what you write there does not pass through Telegram. I go on here by myself. Back, Cancel or a newer link voids it.
        [Open the page → https://hatchery.example/handover/telegram/en#…]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&steady);
    let (status, told) = link.look().await;
    assert_eq!(status, 200);
    let open = |field: &str| told["open"][field].as_str().unwrap_or_default().to_owned();
    assert_eq!([open("title"), open("label")], ["Anthropic key for “nest”", "Anthropic key"]);
    assert!(open("whose").starts_with("It is for a bot of ") && open("whose").contains("42"), "{told}");
    assert!(open("ends").starts_with("This page works once and closes in "), "{told}");

    ada.marks();
    let (status, told) = link.give(KEY).await;
    assert_eq!(
        (status, said(&told)),
        (200, "It has arrived. Go back to the chat, where it goes on by itself. You can close this page.")
    );
    let review = ada.sees("Ready to hatch “nest”").await;
    assert!(review.text.contains("key …good (checked)"), "{}", review.text);
    is_void_for_use(&link).await;
    let told = ada.gets("Hatch it", "is alive").await;
    assert_eq!(world.page(&told.text).asks("hello").await, "You said: hello");
    world.assert_log_without(&link.secret);
    let database = std::fs::read(world.database().trim_start_matches("sqlite://")).expect("the database");
    assert!(!String::from_utf8_lossy(&database).contains(&link.secret), "the link is in the database");
    world.ends().await;
}

#[tokio::test]
async fn one_page_takes_all_that_a_bot_is_known_to_need() {
    let Some((world, here)) = world().await else { return };
    let (ada, child) = (world.person(42), world.telegram.bot("nest_helper_bot"));
    let at_the_key = async || {
        ada.hears("/deploy nest anthropic telegram web", "Send me your Anthropic key").await;
        pressed(&ada, &here).await
    };
    let link = at_the_key().await;
    let (_, told) = link.look().await;
    assert_eq!(told["open"]["label"], "Anthropic key");
    assert_eq!(told["open"]["more"], serde_json::json!(["Telegram bot token"]));
    // What cannot be one of them uses nothing up, and none of it is kept.
    let (status, told) = link.give_all(KEY, &["no token"]).await;
    assert_eq!(status, 422, "{told}");
    assert_eq!(world.providers.calls(), []);
    ada.marks();
    assert_eq!(link.give_all(KEY, &[&child.token]).await.0, 200);
    let review = ada.sees("Ready to hatch").await;
    assert!(review.text.contains("Telegram as @nest_helper_bot"), "{}", review.text);
    is_void_for_use(&link).await;
    ada.hears("/cancel", "Nothing was made").await;

    // What is left empty is asked for in the chat, and there its page asks for nothing else.
    let link = at_the_key().await;
    ada.marks();
    assert_eq!(link.give_all(KEY, &[""]).await.0, 200);
    ada.sees("needs a Telegram bot").await;
    let link = pressed(&ada, &here).await;
    assert_eq!(link.look().await.1["open"]["more"], serde_json::json!([]));
    // More than was asked for is of no use.
    ada.marks();
    assert_eq!(link.give_all(&child.token, &[KEY, KEY, KEY]).await.0, 200);
    ada.sees("Ready to hatch").await;
    ada.hears("/cancel", "Nothing was made").await;

    // A token that turns out to be void is asked for again where it is needed.
    let link = at_the_key().await;
    ada.marks();
    let void = format!("{}zzzz", &child.token[..child.token.len() - 4]);
    assert_eq!(link.give_all(KEY, &[&void]).await.0, 200);
    ada.sees("Telegram does not know").await;
    world.ends().await;
}

async fn is_void_for_use(link: &Link) {
    is_void(link, "This link was used already").await;
}

#[tokio::test]
async fn what_is_no_key_uses_nothing_up_until_it_is_too_much() {
    let Some((world, here)) = world().await else { return };
    let ada = world.person(42);
    let link = at_the_key(&ada, &here).await;
    for (given, why) in [
        ("", "That is too short for a key of Anthropic."),
        ("sk-or-v1-HATCHTEST-0123456789", "That looks like a key of OpenRouter, and I need one of Anthropic."),
        ("/cancel", "That is too short for a key of Anthropic."),
        ("two words of HATCHTEST here", "a key is one word"),
    ] {
        let (status, told) = link.give(given).await;
        assert_eq!(status, 422, "{told}");
        assert!(said(&told).contains(why), "{told}");
    }
    assert_eq!(world.providers.calls(), []);
    // A key of the right shape is taken, whatever the provider says of it, and the question for another has its own page.
    ada.marks();
    assert_eq!(link.give(BOGUS_KEY).await.0, 200);
    let refused = ada.sees("does not accept key …ogus").await;
    expect![[r#"
        Anthropic does not accept key …ogus. It may be cut off, revoked or from another provider.
        Nothing was stored.
        [Try another key]
        [Private page]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&refused));
    let link = pressed(&ada, &here).await;
    for _ in 0..20 {
        assert_eq!(link.give("sk-ant-x").await.0, 422);
    }
    is_void(&link, "Too many tries were made with this link").await;
    let link = pressed(&ada, &here).await;
    ada.marks();
    assert_eq!(link.give(&format!("  {KEY}\n")).await.0, 200);
    ada.sees("Ready to hatch “nest”").await;
    world.ends().await;
}

#[tokio::test]
async fn whoever_goes_on_voids_the_link() {
    let Some((world, here)) = world().await else { return };
    let ada = world.person(42);
    let link = at_the_key(&ada, &here).await;
    ada.gets("Back", "Whose AI").await;
    is_void(&link, "The chat has gone on").await;
    ada.gets("Anthropic", "Send me your Anthropic key").await;
    is_void(&link, "The chat has gone on").await;

    let link = pressed(&ada, &here).await;
    // What is only looked at voids nothing.
    ada.hears("/status", "You have no bot yet.").await;
    ada.gets("Where do I get one?", "gives out keys at").await;
    assert_eq!(link.look().await.0, 200);
    let newer = pressed(&ada, &here).await;
    is_void(&link, "A newer link has taken the place of this one").await;
    assert_eq!(newer.look().await.0, 200);
    ada.gets("Cancel", "Cancelled.").await;
    is_void(&newer, "The chat has gone on").await;

    let link = at_the_key(&ada, &here).await;
    ada.hears("/cancel", "Cancelled.").await;
    is_void(&link, "The chat has gone on").await;
    let link = at_the_key(&ada, &here).await;
    ada.hears(OTHER_KEY, "Ready to hatch").await;
    is_void(&link, "The chat has gone on").await;
    assert_eq!(ada.count("key …good"), 0);
    world.ends().await;
}

#[tokio::test]
async fn a_link_is_good_for_ten_minutes() {
    let Some((world, here)) = world().await else { return };
    let ada = world.person(42);
    let link = at_the_key(&ada, &here).await;
    world.app().move_clock(Duration::from_secs(599));
    assert_eq!(link.look().await.0, 200);
    world.app().move_clock(Duration::from_secs(2));
    is_void(&link, "The time of this link is over").await;
    // The question itself stands.
    ada.hears(KEY, "Ready to hatch").await;
    world.ends().await;
}

#[tokio::test]
async fn a_link_answers_the_question_of_its_own_person_only() {
    let Some((world, here)) = world().await else { return };
    let (ada, bob) = (world.person(42), world.person(43));
    let (hers, his) = (at_the_key(&ada, &here).await, at_the_key(&bob, &here).await);
    ada.marks();
    bob.marks();
    assert_eq!(his.give(OTHER_KEY).await.0, 200);
    bob.sees("key …next (checked)").await;
    assert_eq!(hers.give(KEY).await.0, 200);
    ada.sees("key …good (checked)").await;
    assert_eq!((ada.count("…next"), bob.count("…good")), (0, 0));
    let cut = Link { secret: hers.secret[..40].into(), ..hers };
    is_void(&cut, "This link is not known here").await;
    let stranger = Link { secret: String::new(), language: "es-MX".into(), ..cut };
    let (status, told) = stranger.look().await;
    assert!(status == 410 && said(&told).contains("Este enlace no se conoce aquí"), "{told}");
    world.ends().await;
}

#[tokio::test]
async fn keys_and_tokens_of_a_bot_that_exists_are_changed_by_the_page_too() {
    let Some((world, here)) = world().await else { return };
    let (first, second) = (world.telegram.bot("nest_helper_bot"), world.telegram.bot("nest_other_bot"));
    let ada = world.person(42);
    ada.hears("/deploy nest anthropic web telegram", "Send me your Anthropic key").await;
    ada.hears(KEY, "needs a Telegram bot").await;
    let link = pressed(&ada, &here).await;
    assert_eq!(link.look().await.1["open"]["title"], "Telegram bot token for “nest”");
    assert!(said(&link.give(KEY).await.1).contains("looks like"), "a key is no token");
    ada.marks();
    assert_eq!(link.give(&first.token).await.0, 200);
    ada.sees("Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    world.settles().await;

    for (button, asked, given) in [
        ("Key", "Send me your Anthropic key", OTHER_KEY),
        ("Telegram token", "needs a Telegram bot", second.token.as_str()),
    ] {
        ada.hears("/edit nest", "What").await;
        ada.gets(button, asked).await;
        let link = pressed(&ada, &here).await;
        assert!(link.look().await.1["open"]["title"].as_str().unwrap_or_default().ends_with("for “nest”"));
        ada.marks();
        assert_eq!(link.give(given).await.0, 200);
        world.settles().await;
        is_void_for_use(&link).await;
    }
    let status = ada.hears("/status nest", "nest").await;
    assert!(status.text.contains("…next") && status.text.contains("@nest_other_bot"), "{}", status.text);
    world.ends().await;
}

#[tokio::test]
async fn the_page_speaks_the_language_of_whoever_asked_for_it() {
    let Some((world, here)) = world().await else { return };
    let eva = world.person(44).speaking("es");
    eva.hears("/deploy nest anthropic web", "Envíame tu clave de Anthropic").await;
    let link = Link::told_in(&eva.gets("Página privada", "Aquí tienes tu página privada.").await, &here);
    assert_eq!(link.language, "es");
    let (_, told) = link.look().await;
    assert_eq!(told["open"]["title"], "Clave de Anthropic para “nest”");
    assert!(said(&link.give("sk-ant-x").await.1).contains("demasiado corto"));
    let page = client().get(link.address()).send().await.expect("a page").text().await.expect("text");
    assert!(page.contains("<html lang=\"es\" dir=\"ltr\">") && page.contains("Mostrar"), "{page}");
    world.ends().await;
}

#[tokio::test]
async fn without_an_address_that_is_encrypted_no_page_is_offered() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    let asked = ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    assert!(!screen(&asked).to_lowercase().contains("private"), "{}", screen(&asked));
    let page = client()
        .get(format!("http://127.0.0.1:{}/handover/en", world.listens().await))
        .send()
        .await
        .expect("an answer");
    assert_eq!(page.status(), 404);
    world.ends().await;

    let Some(den) = Den::open(Door::Http).await else { return };
    let ada = den.speaker("ada");
    ada.hears("/deploy anthropic web", "What shall it be called?").await;
    let asked = ada.gives("Name and key", &[("Name", "nest")], "Send me your Anthropic key").await;
    assert!(asked.button("Private page").is_none());
    den.ends().await;
}

/// The link that a message on Discord carries.
fn link_in(shown: &Shown, here: &str) -> Link {
    let address = shown.buttons.iter().find_map(|button| match &button.style {
        Style::Link(address) => Some(address),
        Style::Primary | Style::Secondary | Style::Success | Style::Danger | Style::Premium => None,
    });
    Link::read(address.expect("a button that opens something"), here)
}

#[tokio::test]
async fn on_discord_the_key_may_be_left_out_of_the_form_and_given_on_the_page() {
    let Some(den) = Den::with(Door::Gateway, &[("PUBLIC_URL", PUBLIC)]).await else { return };
    let here = format!("http://127.0.0.1:{}", den.log.last_number("Hatchery listens on port ").expect("it listens"));
    // In a server what is shown is for one person alone.
    let (ada, bob): (Talker, Talker) = (den.member("ada"), den.member("bob"));
    ada.hears("/deploy anthropic web", "Leave the key out of the form to give it on a private page.").await;
    ada.gives("Name and key", &[("Name", "nest")], "Send me your Anthropic key").await;
    let shown = ada.gets("Private page", "Here is your private page.").await;
    assert_eq!(bob.count("private page"), 0);
    let link = link_in(&shown, &here);
    let (_, told) = link.look().await;
    assert_eq!(told["open"]["title"], "Anthropic key for “nest”");
    assert!(told["open"]["whose"].as_str().unwrap_or_default().contains("on Discord"), "{told}");
    ada.marks();
    assert_eq!(link.give(KEY).await.0, 200);
    let review = ada.sees("Ready to hatch “nest”").await;
    assert!(review.text.contains("key …good (checked)"), "{}", review.text);
    let told = ada.gets("Hatch it", "is alive").await;
    assert_eq!(Page::told_in(&told.text).asks("hello").await, "You said: hello");
    assert!(den.providers.calls().iter().all(|call| call.provider == Provider::Anthropic));
    den.log.assert_without(&link.secret);
    den.ends().await;
}
