//! Anthropic, the Messages API: `GET /v1/models/{id}` to look at a key, `POST /v1/messages` to talk.

use reqwest::RequestBuilder;
use reqwest::header::HeaderValue;
use serde_json::{Value, json};

use super::refused::Refused;
use super::wire::{Heard, Wire, credential, expect_shape, segment};
use super::{Brain, Fault, Line, MAX_OUTPUT, Speaker, Verdict, cheap_model, is_known, spoken};
use crate::domain::{Model, Provider};

/// The version that the requests below are written for: it takes no sampling parameters.
const VERSION: &str = "2026-10-21";

pub(super) async fn check(wire: &Wire<'_>, brain: &Brain) -> Result<(), Verdict> {
    let key = credential(brain, "")?;
    look(wire, brain, &key).await?;
    let cheap = cheap_model(Provider::Anthropic);
    match talk(wire, brain, &key, &cheap).await {
        // A workspace may be limited to some models; that says nothing about the one the bot will use.
        Err(Verdict::ModelUnavailable | Verdict::NotPermitted) if cheap != brain.model => {
            talk(wire, brain, &key, &brain.model).await
        }
        result => result,
    }
}

pub(super) async fn answer(
    wire: &Wire<'_>,
    brain: &Brain,
    system: &str,
    lines: &[Line],
    on_piece: &mut (dyn FnMut(&str) + Send),
) -> Result<String, Fault> {
    let key = credential(brain, "")?;
    let messages: Vec<Value> = spoken(lines).map(message).collect();
    let mut body = json!({
        "model": brain.model,
        "max_tokens": MAX_OUTPUT,
        "messages": messages,
        "stream": true,
    });
    if !system.is_empty() {
        body["system"] = system.into();
    }
    if is_known(brain) {
        // These models think by default, and thinking counts towards max_tokens.
        body["output_config"] = json!({ "effort": "low" });
    }
    let url = format!("{}/v1/messages", brain.origins.anthropic);
    let request = signed(wire.http.post(url), &key).json(&body);
    let stream = wire.open(request, verdict).await.map_err(|trouble| trouble.fault(fault))?;
    wire.listen(stream, heard, on_piece).await
}

/// Is the key real, and may it see the model?
async fn look(wire: &Wire<'_>, brain: &Brain, key: &HeaderValue) -> Result<(), Verdict> {
    let url = format!("{}/v1/models/{}", brain.origins.anthropic, segment(&brain.model));
    let model = wire.fetch(signed(wire.http.get(url), key), wire.patience.look, verdict).await?;
    expect_shape(model["type"] == "model")?;
    if model["lifecycle"] == "retired" { Err(Verdict::ModelUnavailable) } else { Ok(()) }
}

/// May the key talk, and is there money? The smallest question there is.
async fn talk(wire: &Wire<'_>, brain: &Brain, key: &HeaderValue, model: &Model) -> Result<(), Verdict> {
    let mut body = json!({
        "model": model,
        "max_tokens": 1,
        "messages": [{ "role": "user", "content": "hi" }],
    });
    if *model == cheap_model(Provider::Anthropic) {
        // Not every model can do without thinking; this one can.
        body["thinking"] = json!({ "type": "disabled" });
    }
    let url = format!("{}/v1/messages", brain.origins.anthropic);
    let reply = wire.fetch(signed(wire.http.post(url), key).json(&body), wire.patience.talk, verdict).await?;
    expect_shape(reply["type"] == "message")
}

fn signed(request: RequestBuilder, key: &HeaderValue) -> RequestBuilder {
    request.header("x-api-key", key).header("anthropic-version", VERSION)
}

fn message(line: &Line) -> Value {
    let role = match line.speaker {
        Speaker::Person => "user",
        Speaker::Bot => "assistant",
    };
    json!({ "role": role, "content": line.text })
}

fn verdict(refused: &Refused) -> Verdict {
    match refused.word("/details/error_code") {
        "enforced_spend_limit_reached" | "contract_spend_limit_reached" => return Verdict::NoCredit,
        "organization_on_hold" => return Verdict::AccountDisabled,
        "claude_code_key_creator_not_member" => return Verdict::WrongKeyKind,
        _ => {}
    }
    match refused.word("/type") {
        "authentication_error" => Verdict::BadKey,
        "billing_error" => Verdict::NoCredit,
        "permission_error" => Verdict::NotPermitted,
        "not_found_error" => Verdict::ModelUnavailable,
        "rate_limit_error" => Verdict::RateLimited,
        "overloaded_error" | "timeout_error" | "api_error" => Verdict::Overloaded,
        "forbidden" => Verdict::RegionBlocked,
        "invalid_request_error" => invalid_request(&refused.text()),
        _ => refused.bare_verdict(),
    }
}

/// Status 400 has no code that tells these apart.
fn invalid_request(text: &str) -> Verdict {
    if text.contains("credit balance is too low") || text.starts_with("you have reached your specified") {
        Verdict::NoCredit
    } else if text.contains("organization has been disabled") {
        Verdict::AccountDisabled
    } else {
        Verdict::Unreachable
    }
}

fn fault(refused: &Refused) -> Fault {
    let text = refused.text();
    if refused.status == 413 || text.contains("prompt is too long") {
        Fault::TooLong
    } else if text.contains("content filtering policy") {
        Fault::Declined
    } else {
        Fault::Line(verdict(refused))
    }
}

fn heard(event: &Value) -> Heard {
    match event["type"].as_str() {
        // Deltas of thinking and signatures have other fields.
        Some("content_block_delta") if event["delta"]["type"] == "text_delta" => Heard::text(&event["delta"]["text"]),
        Some("message_delta") => match event["delta"]["stop_reason"].as_str() {
            Some("refusal") => Heard::fault(Fault::Declined),
            Some(_) | None => Heard::default(),
        },
        Some("message_stop") => Heard::end(),
        Some("error") => Heard::fault(fault(&Refused::inside(200, event))),
        Some(_) | None => Heard::default(),
    }
}
