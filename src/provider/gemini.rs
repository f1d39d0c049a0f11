//! Gemini by a key of Google AI Studio: `GET /v1beta/models/{id}` to look at a key, `:generateContent` to talk.
//! The key goes in `x-goog-api-key` and nowhere else: Google refuses two credentials, and addresses end up in logs.

use reqwest::header::HeaderValue;
use serde_json::{Value, json};

use super::refused::Refused;
use super::wire::{Heard, Wire, credential, expect_shape, segment};
use super::{Brain, Fault, Line, MAX_OUTPUT, Speaker, Verdict, is_known, spoken};

/// Enough for a word; thinking may use it up, which still means that the key can talk.
const LEAST_OUTPUT: u32 = 16;

const KEY: &str = "x-goog-api-key";

pub(super) async fn check(wire: &Wire<'_>, brain: &Brain) -> Result<(), Verdict> {
    let key = credential(brain, "")?;
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
    let key = credential(brain, "")?;
    let contents: Vec<Value> = spoken(lines).map(content).collect();
    let mut body = json!({ "contents": contents, "generationConfig": { "maxOutputTokens": MAX_OUTPUT } });
    if !system.is_empty() {
        body["systemInstruction"] = json!({ "parts": [{ "text": system }] });
    }
    if is_known(brain) {
        // Thinking counts towards maxOutputTokens.
        body["generationConfig"]["thinkingConfig"] = json!({ "thinkingLevel": "low" });
    }
    let url = format!("{}:streamGenerateContent?alt=sse", model(brain));
    let request = wire.http.post(url).header(KEY, key).json(&body);
    let stream = wire.open(request, verdict).await.map_err(|trouble| trouble.fault(fault))?;
    wire.listen(stream, heard, on_piece).await
}

/// Is the key real, and may it see the model?
async fn look(wire: &Wire<'_>, brain: &Brain, key: &HeaderValue) -> Result<(), Verdict> {
    let about = wire.fetch(wire.http.get(model(brain)).header(KEY, key), wire.patience.look, verdict).await?;
    expect_shape(about["name"].is_string())?;
    match about["supportedGenerationMethods"].as_array() {
        Some(methods) if !methods.contains(&json!("generateContent")) => Err(Verdict::ModelUnavailable),
        Some(_) | None => Ok(()),
    }
}

/// May the key talk? The look can succeed where this is forbidden.
async fn talk(wire: &Wire<'_>, brain: &Brain, key: &HeaderValue) -> Result<(), Verdict> {
    let body = json!({
        "contents": [{ "role": "user", "parts": [{ "text": "hi" }] }],
        "generationConfig": { "maxOutputTokens": LEAST_OUTPUT },
    });
    let url = format!("{}:generateContent", model(brain));
    let reply = wire.fetch(wire.http.post(url).header(KEY, key).json(&body), wire.patience.talk, verdict).await?;
    expect_shape(reply["candidates"].is_array() || reply["promptFeedback"].is_object())
}

fn model(brain: &Brain) -> String {
    format!("{}/v1beta/models/{}", brain.origins.gemini, segment(&brain.model))
}

fn content(line: &Line) -> Value {
    let role = match line.speaker {
        Speaker::Person => "user",
        Speaker::Bot => "model",
    };
    json!({ "role": role, "parts": [{ "text": line.text }] })
}

fn verdict(refused: &Refused) -> Verdict {
    match reason(refused) {
        // A bad key is a bad request here.
        "API_KEY_INVALID" | "ACCESS_TOKEN_TYPE_UNSUPPORTED" => return Verdict::BadKey,
        "CONSUMER_SUSPENDED" => return Verdict::AccountDisabled,
        "API_KEY_SERVICE_BLOCKED" | "SERVICE_DISABLED" => return Verdict::NotPermitted,
        _ => {}
    }
    let text = refused.text();
    match (refused.status, refused.word("/status")) {
        (402, _) => Verdict::NoCredit,
        (_, "PERMISSION_DENIED") if text.contains("reported as leaked") => Verdict::BadKey,
        (_, "PERMISSION_DENIED") => Verdict::NotPermitted,
        (_, "UNAUTHENTICATED") => Verdict::BadKey,
        (_, "NOT_FOUND") => Verdict::ModelUnavailable,
        // The free tier is not offered where we call from; paid projects are.
        (_, "FAILED_PRECONDITION") => Verdict::RegionBlocked,
        // A paid model on the free tier: no waiting will help.
        (_, "RESOURCE_EXHAUSTED") if text.contains("free_tier") && text.contains("limit: 0") => {
            Verdict::ModelUnavailable
        }
        (_, "RESOURCE_EXHAUSTED") => Verdict::RateLimited,
        (_, "UNAVAILABLE" | "DEADLINE_EXCEEDED" | "INTERNAL") => Verdict::Overloaded,
        _ => refused.bare_verdict(),
    }
}

/// The machine word that Google puts among the details of an error.
fn reason(refused: &Refused) -> &str {
    let details = refused.at("/details").as_array().map(Vec::as_slice).unwrap_or_default();
    details.iter().find_map(|detail| detail["reason"].as_str()).unwrap_or_default()
}

fn fault(refused: &Refused) -> Fault {
    if refused.status == 413 || refused.text().contains("exceeds the maximum number of tokens") {
        Fault::TooLong
    } else {
        Fault::Line(verdict(refused))
    }
}

/// Each event is a whole partial answer: some text, or the reason why there will be no more, or both.
fn heard(event: &Value) -> Heard {
    if !event["error"].is_null() {
        return Heard::fault(fault(&Refused::inside(200, event)));
    }
    if !event["promptFeedback"]["blockReason"].is_null() {
        return Heard::fault(Fault::Declined);
    }
    let candidate = event.pointer("/candidates/0").unwrap_or(&Value::Null);
    let parts = candidate["content"]["parts"].as_array().map(Vec::as_slice).unwrap_or_default();
    let words = parts.iter().filter(|part| part["thought"] != true);
    let end = match candidate["finishReason"].as_str() {
        Some("SAFETY" | "RECITATION" | "LANGUAGE" | "BLOCKLIST" | "PROHIBITED_CONTENT" | "SPII") => {
            Some(Err(Fault::Declined))
        }
        Some(_) => Some(Ok(())),
        None => None,
    };
    Heard { text: words.filter_map(|part| part["text"].as_str()).collect(), end }
}
