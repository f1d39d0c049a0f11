//! The private page inside Telegram: who opened it is Telegram's word, which is believed when it is signed for this bot,
//! fresh, about whose link it is, and not of the opening of another one. Without it the page is as good as in any browser.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::browser::Browser;
use super::stories::{at_the_key, world};
use super::{Link, client, said, told};
use crate::fakes::telegram::Action;
use crate::world::{KEY, World};

const FORGED: &str = "Telegram's word on who opened this page is too old or does not hold";
const FOREIGN: &str = "This link was made for somebody else";

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// What Telegram says of somebody who opened a page now, signed for the bot with this token.
fn word(token: &str, person: i64, query: &str, said_at: i64) -> String {
    let user = json!({ "id": person, "first_name": "Ada & Co", "language_code": "en" }).to_string();
    let mut pairs = [
        ("query_id", query.to_owned()),
        ("user", user),
        ("auth_date", said_at.to_string()),
        ("signature", "third-party".to_owned()),
    ];
    pairs.sort();
    let lines: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let hash = hmac(&hmac(b"WebAppData", token.as_bytes()), lines.join("\n").as_bytes());
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("{}&hash={hash}", query.join("&"))
}

fn now(world: &World) -> i64 {
    world.app().now() / 1000
}

async fn posts(link: &Link, what: &str, opener: &str, value: &str) -> (u16, Value) {
    let body = json!({ "secret": link.secret, "language": "en", "opener": opener, "value": value });
    let request = client().post(format!("{}/handover/{what}", link.here)).json(&body);
    told(request.header("Sec-Fetch-Site", "same-origin")).await
}

async fn is_refused(link: &Link, opener: &str, why: &str) {
    for what in ["look", "give"] {
        let (status, told) = posts(link, what, opener, KEY).await;
        assert_eq!(status, 410, "{what} {told}");
        assert!(said(&told).starts_with(why) && said(&told).contains("nothing was taken"), "{told}");
    }
}

#[tokio::test]
async fn a_link_that_leaked_opens_for_nobody_else_inside_telegram() {
    let Some((world, here)) = world().await else { return };
    let ada = world.person(42);
    let link = at_the_key(&ada, &here).await;
    let shown = ada.chat();
    let page = shown.visible().rev().find_map(|message| message.button("Open the page").cloned()).expect("a button");
    assert!(matches!(page.action, Action::WebApp(_)), "{page:?}");

    let token = world.hatchery.token.clone();
    let good = word(&token, 42, "AA-1", now(&world));
    is_refused(&link, &word(&token, 43, "AA-2", now(&world)), FOREIGN).await;
    is_refused(&link, &word("7000000001:somebody-elses-token", 42, "AA-3", now(&world)), FORGED).await;
    is_refused(&link, &word(&token, 42, "AA-4", now(&world) - 601), FORGED).await;
    is_refused(&link, &word(&token, 42, "AA-5", now(&world) + 120), FORGED).await;
    is_refused(&link, &good.replace("%22id%22%3A42", "%22id%22%3A43"), FORGED).await;
    is_refused(&link, good.split("&hash=").next().expect("a word"), FORGED).await;
    is_refused(&link, &format!("{good}&hash=00"), FORGED).await;
    is_refused(&link, "hash=", FORGED).await;
    is_refused(&link, "%%%&&&=#", FORGED).await;
    assert_eq!(world.providers.calls(), [], "nothing of that was tried");

    assert_eq!(posts(&link, "look", &good, "").await.0, 200);
    ada.marks();
    assert_eq!(posts(&link, "give", &good, KEY).await.0, 200);
    ada.sees("key …good (checked)").await;
    world.ends().await;
}

#[tokio::test]
async fn one_opening_is_good_for_one_link() {
    let Some((world, here)) = world().await else { return };
    let ada = world.person(42);
    let first = at_the_key(&ada, &here).await;
    let opened = word(&world.hatchery.token, 42, "AA-1", now(&world));
    assert_eq!(posts(&first, "look", &opened, "").await.0, 200);
    assert_eq!(posts(&first, "look", &opened, "").await.0, 200, "a page may be loaded again");
    let second = Link::told_in(&ada.gets("Private page", "Here is your private page.").await, &here);
    is_refused(&second, &opened, FORGED).await;
    // Where Telegram says nothing, in a browser or an old client, the link is enough.
    assert_eq!(posts(&second, "look", "", "").await.0, 200);
    let again = word(&world.hatchery.token, 42, "AA-2", now(&world));
    assert_eq!(posts(&second, "give", &again, KEY).await.0, 200);
    world.ends().await;
}

#[tokio::test]
async fn only_the_page_for_telegram_may_stand_in_a_frame_and_only_there() {
    let Some((world, here)) = world().await else { return };
    for (path, ancestors, frames) in [
        ("telegram/en", "frame-ancestors https://web.telegram.org;", None),
        ("en", "frame-ancestors 'none';", Some("DENY")),
    ] {
        let answer = client().get(format!("{here}/handover/{path}")).send().await.expect("an answer");
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().expect("text").to_owned());
        let policy = header("content-security-policy").expect("a policy");
        assert!(policy.contains(ancestors) && policy.contains("script-src 'self';"), "{policy}");
        assert_eq!(header("x-frame-options").as_deref(), frames);
        assert_eq!(header("cache-control").as_deref(), Some("no-store"));
    }
    world.ends().await;
}

#[tokio::test]
async fn the_page_finds_its_secret_beside_what_telegram_puts_into_the_address() {
    let Some(mut browser) = Browser::open().await else { return };
    let Some((world, here)) = world().await else { return };
    let ada = world.person(42);
    let link = at_the_key(&ada, &here).await;
    let foreign = encoded(&word(&world.hatchery.token, 43, "AA-1", now(&world)));
    let own = encoded(&word(&world.hatchery.token, 42, "AA-2", now(&world)));
    let themed = |word: &str| format!("tgWebAppData={word}&tgWebAppVersion=9.1&tgWebAppPlatform=web");
    browser.goes_to(&format!("{}?{}", link.address(), themed(&foreign))).await;
    browser.sees_words("This link was made for somebody else").await;
    assert_eq!(browser.reads("location.hash").await, "");
    browser.goes_to(&format!("{here}/handover/en")).await;
    browser.sees_words("This page opens with its own link.").await;
    browser.goes_to(&format!("{}&{}", link.address(), themed(&own))).await;
    browser.sees_words("Anthropic key for “nest”").await;
    browser.types(KEY).await;
    ada.marks();
    browser.presses("Enter").await;
    browser.sees_words("It has arrived. Go back to the chat").await;
    ada.sees("key …good (checked)").await;
    world.ends().await;
}
