//! A token is made in the chat, opens the API of the Hatchery that runs, and is revoked in the chat.

use serde_json::{Value, json};

use crate::world::{World, screen};

/// The token that a message shows.
fn token(text: &str) -> String {
    let word = text.split_whitespace().find(|word| word.starts_with("hatch_"));
    word.unwrap_or_else(|| panic!("no token in {text}")).to_owned()
}

#[tokio::test]
async fn a_token_from_the_chat_hatches_a_bot_and_dies_at_a_word() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1")]).await else { return };
    let ada = world.person(42);
    ada.hears("/token", "You have no tokens").await;
    let made = screen(&ada.hears("/token new", "Here is your token").await);
    let token = token(&made);
    assert_eq!(token.len(), 58, "256 random bits: {made}");
    let tail = &token[token.len() - 4..];
    ada.hears("/token new admin", "for people with a role").await;
    ada.hears("/token new everything", "Write it like this").await;
    world.person(1).hears("/token new admin 1d", "Here is your token, for admin").await;

    let origin = format!("http://127.0.0.1:{}", world.port());
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let wish = json!({ "name": "nest", "aiProvider": "echo", "channels": { "web": {} } });
    let asked = client.post(format!("{origin}/api/moltbot/deploy")).bearer_auth(&token).json(&wish).send().await;
    let asked = asked.expect("an answer");
    assert_eq!(asked.status().as_u16(), 201);
    let body: Value = asked.json().await.expect("JSON");
    assert_eq!(body["instance"]["status"], json!("pending"));
    ada.sees("is alive").await;
    let bots = async || {
        let asked = client.get(format!("{origin}/api/moltbot/instances")).bearer_auth(&token).send().await;
        asked.expect("an answer")
    };
    let listed: Value = bots().await.json().await.expect("JSON");
    assert_eq!(listed["instances"][0]["status"], json!("running"));
    assert!(listed["instances"][0]["url"].as_str().is_some_and(|url| url.starts_with("http")), "{listed}");

    ada.hears("/token list", &format!("…{tail}  read deploy")).await;
    ada.hears("/token revoke zzzz", "You have no token that ends so").await;
    ada.hears(&format!("/token revoke {tail}"), "opens nothing any more").await;
    assert_eq!(bots().await.status().as_u16(), 401);
    ada.hears("/history", "token for the API").await;
    let rest = &token["hatch_".len()..];
    world.assert_log_without(rest);
    world.ends().await;
}
