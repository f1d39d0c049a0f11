//! An OpenClaw gateway, asked over its admin RPC: whether its channels listen, and whom its control page is to let in.
//! The shapes are those that version 2026.9.6 answered; the tests hold us to the recordings.

use std::time::Duration;

use serde_json::{Value, json};

use crate::domain::{Channel, LetIn, Millis};
use crate::preflight::wire::small_json;
use crate::preflight::{Door, Look};

/// `channels.status` asks each platform who the bot is before it answers.
const PATIENCE: Duration = Duration::from_secs(20);
/// A browser that asked longer ago is not the one that its owner has just opened.
const JUST_NOW: Millis = 10 * 60_000;

/// How its channels are; nothing when it does not answer.
pub async fn look(http: &reqwest::Client, door: Door<'_>, rpc: &str) -> Option<Look> {
    let status = call(http, door, rpc, "channels.status", json!({ "probe": true })).await?;
    Some(channels(&status, door.channels))
}

/// What `channels.status` says of these channels. "Connected" alone is not enough: for a moment after a revocation it
/// is still said, next to the error.
pub fn channels(status: &Value, wanted: &[Channel]) -> Look {
    let mut look = Look::Listens { problem: None };
    for channel in wanted.iter().filter(|channel| **channel != Channel::Web) {
        let account = &status["channelAccounts"][channel.word()][0];
        let error = account["lastError"].as_str().unwrap_or_default().to_lowercase();
        if account["terminalDisconnect"] == true || account["lifecycle"] == "blocked" {
            return Look::TokenRevoked;
        }
        if error.contains("conflict") {
            look = Look::TokenTaken;
        }
        let listens = account["lifecycle"] == "ready" && account["connected"] == true && error.is_empty();
        if !listens && look != Look::TokenTaken {
            look = Look::NotYet;
        }
    }
    look
}

/// Lets in exactly the browser that has just asked.
pub async fn let_in(http: &reqwest::Client, door: Door<'_>, rpc: &str, now: Millis) -> LetIn {
    let Some(devices) = call(http, door, rpc, "device.pair.list", json!({})).await else { return LetIn::NotYet };
    let asking: Vec<&Value> = devices["pending"]
        .as_array()
        .map(|pending| pending.iter().filter(|device| is_browser(device, now)).collect())
        .unwrap_or_default();
    let device = match asking.as_slice() {
        [] => return LetIn::NobodyAsks,
        [one] => one,
        several => return LetIn::Several(several.len()),
    };
    let request = json!({ "requestId": device["requestId"] });
    match call(http, door, rpc, "device.pair.approve", request).await {
        Some(approved) if approved["device"]["deviceId"] == device["deviceId"] => {
            LetIn::Done { from: device["remoteIp"].as_str().unwrap_or("an unknown address").chars().take(45).collect() }
        }
        Some(_) | None => LetIn::Unknown,
    }
}

fn is_browser(device: &Value, now: Millis) -> bool {
    let is_fresh = device["ts"].as_i64().is_some_and(|at| (now - at).abs() <= JUST_NOW);
    device["platform"] == "web" && device["clientMode"] == "webchat" && is_fresh
}

/// One call; nothing when it was not answered with a result. Just after its start the gateway answers in plain text.
async fn call(http: &reqwest::Client, door: Door<'_>, rpc: &str, method: &str, params: Value) -> Option<Value> {
    let request = http.post(format!("{}{rpc}", door.origin)).bearer_auth(door.token.expose());
    let request = request.json(&json!({ "method": method, "params": params })).timeout(PATIENCE);
    let mut answer = small_json(request.send().await.ok()?).await?;
    (answer["ok"] == true).then(|| answer["payload"].take())
}
