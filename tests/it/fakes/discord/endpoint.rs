//! Interactions over HTTP: each application has a key pair, every delivery is signed with it, and an address has to
//! show that it checks the signatures before Discord takes it.

use std::time::Duration;

use axum::http::StatusCode;
use data_encoding::HEXLOWER;
use reqwest::Response;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};

use super::body::Sent;
use super::refusal::{ALREADY_ANSWERED, Refusal};
use super::state::Id;
use super::{Line, answers};

/// What a test learns about a door that was knocked at in a way that no Discord knocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    pub what: &'static str,
    pub status: u16,
}

/// Every application has its own key pair; the same id has the same one.
fn key_pair(application: Id) -> Ed25519KeyPair {
    let mut seed = *b"HATCHTEST-of-a-discord-key------";
    seed[24..].copy_from_slice(&application.to_be_bytes());
    Ed25519KeyPair::from_seed_unchecked(&seed).expect("a seed of 32 bytes")
}

pub fn public_key(application: Id) -> String {
    HEXLOWER.encode(key_pair(application).public_key().as_ref())
}

fn signature(application: Id, timestamp: &str, body: &str) -> String {
    HEXLOWER.encode(key_pair(application).sign(format!("{timestamp}{body}").as_bytes()).as_ref())
}

/// Sends an interaction to the endpoint, and takes what is answered as the first answer.
pub async fn deliver(line: Line, id: Id, address: String) {
    let (application, body) = {
        let state = line.look();
        let interaction = state.interaction(id);
        (interaction.application, interaction.payload.to_string())
    };
    let timestamp = line.look().signs_at().as_secs().to_string();
    let signature = signature(application, &timestamp, &body);
    let trouble = match post(&line, &address, &[signed(&signature), at(&timestamp)], body).await {
        // It will call back.
        Ok(answer) if answer.status() == StatusCode::ACCEPTED => return,
        Ok(answer) if answer.status() == StatusCode::OK => match take(&line, id, answer).await {
            // Delivered twice it may be answered twice, and the first answer stands.
            Ok(()) | Err(ALREADY_ANSWERED) => return,
            Err(refusal) => format!("the answer was refused: {refusal:?}"),
        },
        Ok(answer) => format!("the endpoint said {}", answer.status()),
        Err(e) => format!("the endpoint did not answer: {e}"),
    };
    line.change(|state| state.interaction_mut(id).trouble = Some(trouble));
}

/// The same for a text that need not be an interaction; 0 where nobody answers.
pub async fn deliver_text(line: &Line, application: Id, address: &str, text: &str, ago: Duration) -> u16 {
    let timestamp = (line.look().signs_at() - ago).as_secs().to_string();
    let signature = signature(application, &timestamp, text);
    let answer = post(line, address, &[signed(&signature), at(&timestamp)], text.to_owned()).await;
    answer.map_or(0, |answer| answer.status().as_u16())
}

async fn take(line: &Line, id: Id, answer: Response) -> Result<(), Refusal> {
    let headers = answer.headers().clone();
    let bytes = answer.bytes().await.map_err(|_| Refusal::Unfit(vec!["the answer broke off".into()]))?;
    let sent = Sent::read(&headers, &bytes)?;
    let taken = line.change(|state| answers::take(state, line.schema, id, &sent));
    if let Err(Refusal::Invalid(faults)) = &taken {
        line.change(|state| state.faults.extend(faults.iter().map(|fault| format!("the inline answer{fault}"))));
    }
    taken
}

type Header<'a> = (&'static str, &'a str);

fn signed(value: &str) -> Header<'_> {
    ("x-signature-ed25519", value)
}

fn at(value: &str) -> Header<'_> {
    ("x-signature-timestamp", value)
}

async fn post(line: &Line, address: &str, headers: &[Header<'_>], body: String) -> reqwest::Result<Response> {
    let request = line.http.post(address).header("content-type", "application/json");
    let request = request.header("user-agent", "Discord-Interactions/1.0 (+https://discord.com)");
    headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).body(body).send().await
}

fn ping(line: &Line, application: Id) -> String {
    let (id, user) = line.change(|state| (state.next_id(), state.bot(application)));
    json!({ "id": id.to_string(), "application_id": application.to_string(), "type": 1, "version": 1, "user": user,
        "token": format!("aHATCHTEST-{id}-ping"), "entitlements": [], "authorizing_integration_owners": {} })
    .to_string()
}

/// Whether an address answers a good ping, and refuses one that somebody else signed.
pub async fn proves_itself(line: &Line, application: Id, address: &str) -> Result<(), String> {
    let timestamp = line.look().signs_at().as_secs().to_string();
    let body = ping(line, application);
    let good = signature(application, &timestamp, &body);
    let answer = post(line, address, &[signed(&good), at(&timestamp)], body.clone()).await;
    let answer = answer.map_err(|_| "nobody answers a ping")?;
    let status = answer.status().as_u16();
    let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_json = kind.starts_with("application/json");
    let pong: Value = answer.json().await.unwrap_or_default();
    if status != 200 || !is_json || pong != json!({ "type": 1 }) {
        return Err(format!("a good ping was answered with {status}"));
    }
    let bad = signature(application + 1, &timestamp, &body);
    let answer = post(line, address, &[signed(&bad), at(&timestamp)], body).await;
    match answer.map(|answer| answer.status().as_u16()) {
        Ok(401) => Ok(()),
        Ok(status) => Err(format!("a ping with a bad signature was answered with {status}")),
        Err(_) => Err("nobody answers a ping with a bad signature".into()),
    }
}

/// Knocks at an endpoint in every way that has to be turned away with 401.
pub async fn probe_badly(line: &Line, application: Id, address: &str) -> Vec<Probe> {
    let now = line.look().signs_at().as_secs();
    let (timestamp, stale) = (now.to_string(), (now - 3600).to_string());
    let body = ping(line, application);
    let good = signature(application, &timestamp, &body);
    let foreign = signature(application + 1, &timestamp, &body);
    let other = signature(application, &timestamp, "{}");
    let old = signature(application, &stale, &body);
    let half = &good[..64];
    let mut seen = Vec::new();
    for (what, headers) in [
        ("somebody else's key", vec![signed(&foreign), at(&timestamp)]),
        ("another body", vec![signed(&other), at(&timestamp)]),
        ("another moment", vec![signed(&good), at(&stale)]),
        ("an old one", vec![signed(&old), at(&stale)]),
        ("half a signature", vec![signed(half), at(&timestamp)]),
        ("no hexadecimal digits", vec![signed("HATCHTEST"), at(&timestamp)]),
        ("no signature", vec![at(&timestamp)]),
        ("no moment", vec![signed(&good)]),
        ("no moment in time", vec![signed(&good), at("now")]),
    ] {
        let answer = post(line, address, &headers, body.clone()).await;
        let status = answer.map_or(0, |answer| answer.status().as_u16());
        seen.push(Probe { what, status });
    }
    seen
}
