//! OpenAI, the Responses API: `GET /v1/models/{id}` to look at a key, `POST /v1/responses` to talk. Nothing is kept
//! there (`store: false`); the history is sent again each time.

use reqwest::header::{AUTHORIZATION, HeaderValue};
use serde_json::{Value, json};

use super::refused::Refused;
use super::wire::{Heard, Wire, credential, expect_shape, segment};
use super::{Brain, Fault, Line, MAX_OUTPUT, Speaker, Verdict, cheap_model, is_known, spoken};
use crate::domain::{Model, Provider};

/// OpenAI refuses `max_output_tokens` below this.
const LEAST_OUTPUT: u32 = 16;

pub(super) async fn check(wire: &Wire<'_>, brain: &Brain) -> Result<(), Verdict> {
    let key = credential(brain, "Bearer ")?;
    match look(wire, brain, &key).await {
        // A restricted key may chat without being allowed to read the list of models.
        Ok(()) | Err(Verdict::NotPermitted) => {}
        Err(verdict) => return Err(verdict),
    }
    let cheap = cheap_model(Provider::OpenAi);
    match talk(wire, brain, &key, &cheap).await {
        // A project may be limited to some models; that says nothing about the one the bot will use.
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
    let key = credential(brain, "Bearer ")?;
    let input: Vec<Value> = spoken(lines).map(item).collect();
    let mut body = json!({
        "model": brain.model,
        "input": input,
        "max_output_tokens": MAX_OUTPUT,
        "store": false,
        "stream": true,
    });
    if !system.is_empty() {
        body["instructions"] = system.into();
    }
    if is_known(brain) {
        // Reasoning counts towards max_output_tokens.
        body["reasoning"] = json!({ "effort": "low" });
    }
    let url = format!("{}/v1/responses", brain.origins.openai);
    let request = wire.http.post(url).header(AUTHORIZATION, key).json(&body);
    let stream = wire.open(request, verdict).await.map_err(|trouble| trouble.fault(fault))?;
    wire.listen(stream, heard, on_piece).await
}

/// Is the key real, and may it see the model?
async fn look(wire: &Wire<'_>, brain: &Brain, key: &HeaderValue) -> Result<(), Verdict> {
    let url = format!("{}/v1/models/{}", brain.origins.openai, segment(&brain.model));
    let model = wire.fetch(wire.http.get(url).header(AUTHORIZATION, key), wire.patience.look, verdict).await?;
    expect_shape(model["object"] == "model")
}

/// May the key talk, and is there money? An answer cut off by the limit still means yes.
async fn talk(wire: &Wire<'_>, brain: &Brain, key: &HeaderValue, model: &Model) -> Result<(), Verdict> {
    let mut body = json!({
        "model": model,
        "input": "hi",
        "max_output_tokens": LEAST_OUTPUT,
        "store": false,
    });
    if *model == cheap_model(Provider::OpenAi) {
        // Not every model can do without reasoning; this one can.
        body["reasoning"] = json!({ "effort": "none" });
    }
    let url = format!("{}/v1/responses", brain.origins.openai);
    let request = wire.http.post(url).header(AUTHORIZATION, key).json(&body);
    let reply = wire.fetch(request, wire.patience.talk, verdict).await?;
    expect_shape(reply["status"] == "completed" || reply["status"] == "incomplete")
}

fn item(line: &Line) -> Value {
    let role = match line.speaker {
        Speaker::Person => "user",
        Speaker::Bot => "assistant",
    };
    json!({ "role": role, "content": line.text })
}

fn verdict(refused: &Refused) -> Verdict {
    match refused.word("/code") {
        "invalid_api_key" => return Verdict::BadKey,
        "account_deactivated" => return Verdict::AccountDisabled,
        "unsupported_country_region_territory" => return Verdict::RegionBlocked,
        "model_not_found" => return Verdict::ModelUnavailable,
        "insufficient_quota"
        | "credit_balance_exhausted"
        | "organization_spend_limit_exceeded"
        | "project_spend_limit_exceeded"
        | "organization_usage_limit_exceeded"
        | "billing_not_active"
        | "billing_hard_limit_reached" => return Verdict::NoCredit,
        "rate_limit_exceeded" | "slow_down" => return Verdict::RateLimited,
        "server_is_overloaded" | "server_error" => return Verdict::Overloaded,
        // A regional project's key works only at its region's origin.
        "data_residency_mismatch" => return Verdict::NotPermitted,
        _ => {}
    }
    if refused.word("/type") == "insufficient_quota" {
        return Verdict::NoCredit;
    }
    match refused.status {
        401 | 403 => forbidden(refused, &refused.text()),
        _ => refused.bare_verdict(),
    }
}

/// Statuses 401 and 403 have several meanings that come without a code.
fn forbidden(refused: &Refused, text: &str) -> Verdict {
    if text.contains("missing scopes") || text.contains("must be a member of an organization") {
        Verdict::NotPermitted
    } else if text.contains("ip not authorized") {
        // It is our address that is not on the list; the bot's may be.
        Verdict::Unreachable
    } else if text.contains("country, region, or territory not supported") {
        Verdict::RegionBlocked
    } else {
        refused.bare_verdict()
    }
}

fn fault(refused: &Refused) -> Fault {
    match refused.word("/code") {
        "context_length_exceeded" => Fault::TooLong,
        "invalid_prompt" | "content_filter" | "content_policy_violation" => Fault::Declined,
        _ if refused.status == 413 => Fault::TooLong,
        _ => Fault::Line(verdict(refused)),
    }
}

fn heard(event: &Value) -> Heard {
    match event["type"].as_str() {
        Some("response.output_text.delta") => Heard::text(&event["delta"]),
        Some("response.refusal.delta") => Heard::fault(Fault::Declined),
        Some("response.completed") => Heard::end(),
        Some("response.incomplete") => match event["response"]["incomplete_details"]["reason"].as_str() {
            Some("content_filter") => Heard::fault(Fault::Declined),
            Some(_) | None => Heard::end(),
        },
        Some("response.failed") => Heard::fault(fault(&Refused::inside(200, &event["response"]))),
        // The event itself is the error; the fields stand at its top.
        Some("error") => Heard::fault(fault(&Refused::inside(200, &json!({ "error": event })))),
        Some(_) | None => Heard::default(),
    }
}
