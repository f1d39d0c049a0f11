//! Google AI Studio's Gemini API: models and generateContent, streamed or whole.

use axum::response::Response;
use hatchery::domain::Provider;
use serde_json::{Value, json};

use super::{Asked, answer_events, answer_json, has_model, pieces, reply_to};

const FIELDS: &[&str] = &["contents", "systemInstruction", "generationConfig", "safetySettings", "tools"];
const SETTINGS: &[&str] = &["maxOutputTokens", "thinkingConfig", "stopSequences"];

pub(super) fn answer(asked: &Asked, knows_key: bool) -> Response {
    let query = asked.uri.query().unwrap_or_default();
    let has_key_in_query = query.split('&').any(|pair| pair.starts_with("key="));
    if has_key_in_query || asked.header("authorization").is_some() {
        return refuse(400, "INVALID_ARGUMENT", "Multiple authentication credentials received.", None);
    }
    if asked.header("x-goog-api-key").is_none() {
        return refuse(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers.", None);
    }
    if !knows_key {
        let text = "API key not valid. Please pass a valid API key.";
        return refuse(400, "INVALID_ARGUMENT", text, Some("API_KEY_INVALID"));
    }
    let Some(rest) = asked.uri.path().strip_prefix("/v1beta/models/") else {
        return refuse(404, "NOT_FOUND", "Not found.", None);
    };
    let (id, verb) = rest.split_once(':').unwrap_or((rest, ""));
    if !has_model(Provider::Gemini, id) {
        return refuse(404, "NOT_FOUND", &format!("models/{id} is not found for API version v1beta."), None);
    }
    match verb {
        "" => answer_json(
            200,
            json!({ "name": format!("models/{id}"), "version": "001", "displayName": id,
                "inputTokenLimit": 1048576, "outputTokenLimit": 65536, "thinking": true,
                "supportedGenerationMethods": ["generateContent", "countTokens"] }),
        ),
        "generateContent" => content(asked, |reply| answer_json(200, chunk(reply, Some("STOP")))),
        "streamGenerateContent" => {
            assert_eq!(query, "alt=sse", "without it the answer is no stream of events");
            content(asked, spoken)
        }
        other => refuse(404, "NOT_FOUND", &format!("No method {other}."), None),
    }
}

fn content(asked: &Asked, say: impl Fn(&str) -> Response) -> Response {
    let body = &asked.body;
    let settings = body["generationConfig"].as_object().into_iter().flat_map(|settings| settings.keys());
    let unknown = settings.map(String::as_str).find(|setting| !SETTINGS.contains(setting));
    if let Some(field) = asked.unknown_field(FIELDS).or(unknown) {
        let text = format!("Invalid JSON payload received. Unknown name \"{field}\": Cannot find field.");
        return refuse(400, "INVALID_ARGUMENT", &text, None);
    }
    let is_content = |content: &Value| {
        let is_role = content["role"] == "user" || content["role"] == "model";
        is_role && content["parts"][0]["text"].as_str().is_some_and(|text| !text.is_empty())
    };
    let contents = body["contents"].as_array().map(Vec::as_slice).unwrap_or_default();
    if contents.is_empty() || !contents.iter().all(is_content) {
        return refuse(400, "INVALID_ARGUMENT", "* GenerateContentRequest.contents: contents is not specified", None);
    }
    let last = &contents[contents.len() - 1];
    say(&reply_to(last["parts"][0]["text"].as_str().expect("a checked request")))
}

fn chunk(text: &str, finish: Option<&str>) -> Value {
    let mut candidate = json!({ "content": { "role": "model", "parts": [{ "text": text }] }, "index": 0 });
    if let Some(finish) = finish {
        candidate["finishReason"] = finish.into();
    }
    json!({ "candidates": [candidate], "usageMetadata": { "promptTokenCount": 8, "totalTokenCount": 12 } })
}

/// A thought first, then the words; the last words carry the end.
fn spoken(reply: &str) -> Response {
    let thought = json!({ "candidates": [{ "index": 0,
        "content": { "role": "model", "parts": [{ "text": "Hm.", "thought": true }] } }] });
    let pieces = pieces(reply);
    let last = pieces.len() - 1;
    let words = pieces.iter().enumerate().map(|(at, text)| chunk(text, (at == last).then_some("STOP")));
    let events = std::iter::once(thought).chain(words).map(|event| (None, event.to_string()));
    answer_events(events.collect())
}

fn refuse(status: u16, kind: &str, message: &str, reason: Option<&str>) -> Response {
    let details: Vec<Value> = reason
        .map(|reason| {
            json!({ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason,
                "domain": "googleapis.com", "metadata": { "service": "generativelanguage.googleapis.com" } })
        })
        .into_iter()
        .collect();
    answer_json(status, json!({ "error": { "code": status, "message": message, "status": kind, "details": details } }))
}
