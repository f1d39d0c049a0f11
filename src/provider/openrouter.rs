//! OpenRouter, chat completions: `GET /api/v1/key` to look at a key, `POST /api/v1/chat/completions` to talk.
//! Its list of models answers without any key, so it proves nothing.

use reqwest::header::{AUTHORIZATION, HeaderValue};
use serde_json::{Value, json};

use super::refused::Refused;
use super::wire::{Heard, Trouble, Wire, credential, expect_shape};
use super::{Brain, Fault, Line, MAX_OUTPUT, Speaker, Verdict, spoken};

/// Some of the providers behind OpenRouter refuse to be asked for less.
const LEAST_OUTPUT: u32 = 16;

/// A reply that may be no longer than this is not worth having.
const LEAST_REPLY: u32 = 256;

pub(super) async fn check(wire: &Wire<'_>, brain: &Brain) -> Result<(), Verdict> {
    let key = credential(brain, "Bearer ")?;
    look(wire, brain, &key).await?;
    talk(wire, brain, &key).await
}

pub(super) async fn answer(
    wire: &Wire<'_>,
    brain: &Brain,
    system: &str,
    lines: &[Line],
    on_piece: &mut (dyn FnMut(&str) + Send),
) -> Result<String, Fault> {
    let key = credential(brain, "Bearer ")?;
    let instructions = (!system.is_empty()).then(|| json!({ "role": "system", "content": system }));
    let messages: Vec<Value> = instructions.into_iter().chain(spoken(lines).map(message)).collect();
    let open = async |max_tokens: u32| {
        let body = json!({ "model": brain.model, "messages": messages, "max_tokens": max_tokens, "stream": true });
        wire.open(wire.http.post(chat(brain)).header(AUTHORIZATION, &key).json(&body), verdict).await
    };
    let stream = match open(MAX_OUTPUT).await {
        Err(Trouble::Refused(refused)) => match affordable(&refused) {
            Some(tokens) => open(tokens).await,
            None => Err(Trouble::Refused(refused)),
        },
        result => result,
    };
    let stream = stream.map_err(|trouble| trouble.fault(fault))?;
    wire.listen(stream, heard, on_piece).await
}

/// Is the key real, can it chat, and is anything left of what it may spend?
async fn look(wire: &Wire<'_>, brain: &Brain, key: &HeaderValue) -> Result<(), Verdict> {
    let url = format!("{}/api/v1/key", brain.origins.openrouter);
    let answer = wire.fetch(wire.http.get(url).header(AUTHORIZATION, key), wire.patience.look, verdict).await?;
    let about = &answer["data"];
    expect_shape(about.is_object())?;
    if about["is_management_key"] == true || about["is_provisioning_key"] == true {
        return Err(Verdict::WrongKeyKind);
    }
    // No number means no cap on the key, and says nothing about the account.
    let is_spent = |left: &Value| left.as_f64().is_some_and(|left| left <= 0.0);
    if is_spent(&about["limit_remaining"]) || is_spent(&about["effective_budget"]["remaining_usd"]) {
        return Err(Verdict::NoCredit);
    }
    Ok(())
}

/// May the key use the bot's model, and is there money?
async fn talk(wire: &Wire<'_>, brain: &Brain, key: &HeaderValue) -> Result<(), Verdict> {
    let body = json!({
        "model": brain.model,
        "messages": [{ "role": "user", "content": "hi" }],
        "max_tokens": LEAST_OUTPUT,
    });
    let request = wire.http.post(chat(brain)).header(AUTHORIZATION, key).json(&body);
    let reply = wire.fetch(request, wire.patience.talk, verdict).await?;
    let choice = reply.pointer("/choices/0").unwrap_or(&Value::Null);
    expect_shape(choice.is_object())?;
    if choice["finish_reason"] == "error" { Err(Verdict::Overloaded) } else { Ok(()) }
}

fn chat(brain: &Brain) -> String {
    format!("{}/api/v1/chat/completions", brain.origins.openrouter)
}

fn message(line: &Line) -> Value {
    let role = match line.speaker {
        Speaker::Person => "user",
        Speaker::Bot => "assistant",
    };
    json!({ "role": role, "content": line.text })
}

fn verdict(refused: &Refused) -> Verdict {
    match refused.word("/availability/code") {
        "region_restricted" => return Verdict::RegionBlocked,
        // The owner's privacy settings leave no provider for this model.
        "privacy_restricted" => return Verdict::NotPermitted,
        "model_deprecated" => return Verdict::ModelUnavailable,
        _ => {}
    }
    match refused.word("/metadata/error_type") {
        "in_flight_budget_exhausted" => return Verdict::RateLimited,
        "provider_unavailable" | "provider_overloaded" => return Verdict::Overloaded,
        _ => {}
    }
    match refused.status {
        // Too many paid calls at once: a matter of seconds, not of money.
        402 if refused.retry_after.is_some() => Verdict::RateLimited,
        402 => match refused.word("/metadata/limit_source") {
            "openrouter_in_flight_budget" => Verdict::RateLimited,
            _ => Verdict::NoCredit,
        },
        403 if is_capped(refused) => Verdict::NoCredit,
        403 if refused.at("/message").is_string() => Verdict::NotPermitted,
        404 if refused.at("/message").is_string() => Verdict::ModelUnavailable,
        400 if refused.text().contains("not a valid model id") => Verdict::ModelUnavailable,
        // The limit of a provider behind OpenRouter is nothing the owner can change.
        429 if !refused.at("/metadata/provider_code").is_null() => Verdict::Overloaded,
        _ => refused.bare_verdict(),
    }
}

/// A cap that the owner set on the key, the guardrail or the workspace.
fn is_capped(refused: &Refused) -> bool {
    refused.text().contains("key limit exceeded")
        || !refused.at("/metadata/limit_source").is_null()
        || !refused.at("/metadata/resets_at").is_null()
}

fn fault(refused: &Refused) -> Fault {
    let is_flagged = !refused.at("/metadata/flagged_input").is_null() || !refused.at("/metadata/reasons").is_null();
    if refused.status == 413 || refused.text().contains("maximum context length") {
        Fault::TooLong
    } else if refused.status == 403 && is_flagged {
        Fault::Declined
    } else {
        Fault::Line(verdict(refused))
    }
}

/// How many tokens the account can still pay for: a 402 counts the tokens that were asked for, not those needed.
fn affordable(refused: &Refused) -> Option<u32> {
    if refused.status != 402 {
        return None;
    }
    let text = refused.text();
    let (_, rest) = text.split_once("can only afford ")?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok().filter(|tokens| (LEAST_REPLY..MAX_OUTPUT).contains(tokens))
}

fn heard(event: &Value) -> Heard {
    if !event["error"].is_null() {
        return Heard::fault(fault(&Refused::inside(200, event)));
    }
    let choice = event.pointer("/choices/0").unwrap_or(&Value::Null);
    if choice["delta"]["refusal"].as_str().is_some_and(|text| !text.is_empty()) {
        return Heard::fault(Fault::Declined);
    }
    let end = match choice["finish_reason"].as_str() {
        Some("error") => Some(Err(Fault::Line(Verdict::Overloaded))),
        Some("content_filter") => Some(Err(Fault::Declined)),
        Some(_) => Some(Ok(())),
        None => None,
    };
    Heard { end, ..Heard::text(&choice["delta"]["content"]) }
}
