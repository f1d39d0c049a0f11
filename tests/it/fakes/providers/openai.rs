//! OpenAI's models and Responses APIs.

use axum::response::Response;
use hatchery::domain::Provider;
use serde_json::{Value, json};

use super::{Asked, answer_events, answer_json, has_model, pieces, reply_to};

const FIELDS: &[&str] = &[
    "model",
    "input",
    "instructions",
    "max_output_tokens",
    "reasoning",
    "stream",
    "store",
    "tools",
    "prompt_cache_key",
    "safety_identifier",
];

pub(super) fn answer(asked: &Asked, knows_key: bool) -> Response {
    if asked.bearer().is_none() {
        return refuse(401, "invalid_request_error", Value::Null, "You didn't provide an API key.");
    }
    if !knows_key {
        return refuse(401, "invalid_request_error", "invalid_api_key".into(), "Incorrect API key provided.");
    }
    match asked.uri.path() {
        "/v1/responses" => response(asked),
        path => match path.strip_prefix("/v1/models/") {
            Some(id) if has_model(Provider::OpenAi, id) => {
                answer_json(200, json!({ "id": id, "object": "model", "created": 1790000000, "owned_by": "openai" }))
            }
            Some(id) => no_model(id),
            None => refuse(404, "invalid_request_error", Value::Null, "Unknown request URL."),
        },
    }
}

fn response(asked: &Asked) -> Response {
    if let Some((code, message)) = fault(asked) {
        return refuse(400, "invalid_request_error", code.into(), &message);
    }
    let body = &asked.body;
    let id = body["model"].as_str().unwrap_or_default();
    if !has_model(Provider::OpenAi, id) {
        return no_model(id);
    }
    let last = body["input"].as_array().and_then(|items| items.last()).map(|item| &item["content"]);
    let reply = reply_to(last.unwrap_or(&body["input"]).as_str().expect("a checked request"));
    let whole = json!({ "id": "resp_HATCHTEST", "object": "response", "status": "completed", "error": null,
        "incomplete_details": null, "model": id,
        "output": [
            { "type": "reasoning", "id": "rs_HATCHTEST", "summary": [] },
            { "type": "message", "id": "msg_HATCHTEST", "role": "assistant", "status": "completed",
                "content": [{ "type": "output_text", "text": reply, "annotations": [] }] },
        ],
        "usage": { "input_tokens": 8, "output_tokens": 4, "total_tokens": 12 } });
    if body["stream"] == true { spoken(whole, &reply) } else { answer_json(200, whole) }
}

fn fault(asked: &Asked) -> Option<(&'static str, String)> {
    let body = &asked.body;
    if let Some(field) = asked.unknown_field(FIELDS) {
        return Some(("unknown_parameter", format!("Unknown parameter: '{field}'.")));
    }
    if body["max_output_tokens"].as_u64().is_some_and(|tokens| tokens < 16) {
        return Some(("integer_below_min_value", "Expected a value >= 16 for 'max_output_tokens'.".into()));
    }
    let items = body["input"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_item = |item: &Value| {
        (item["role"] == "user" || item["role"] == "assistant")
            && item["content"].as_str().is_some_and(|text| !text.is_empty())
    };
    let is_text = body["input"].as_str().is_some_and(|text| !text.is_empty());
    if !is_text && (items.is_empty() || !items.iter().all(is_item)) {
        return Some(("invalid_value", "Invalid value for 'input'.".into()));
    }
    let always_reasons = body["model"] == "gpt-6.1-sol" || body["model"] == "gpt-6-astra";
    if body["reasoning"]["effort"] == "none" && always_reasons {
        return Some(("unsupported_value", "Unsupported value: 'none'.".into()));
    }
    None
}

fn spoken(whole: Value, reply: &str) -> Response {
    let mut start = whole.clone();
    start["status"] = "in_progress".into();
    start["output"] = json!([]);
    let mut events = vec![
        json!({ "type": "response.created", "response": start }),
        json!({ "type": "response.in_progress", "response": start }),
        json!({ "type": "response.output_item.added", "output_index": 0, "item": { "type": "message" } }),
        json!({ "type": "response.content_part.added", "part": { "type": "output_text", "text": "" } }),
    ];
    events.extend(pieces(reply).iter().map(|text| json!({ "type": "response.output_text.delta", "delta": text })));
    events.extend([
        json!({ "type": "response.output_text.done", "text": reply }),
        json!({ "type": "response.content_part.done", "part": { "type": "output_text", "text": reply } }),
        json!({ "type": "response.output_item.done", "output_index": 0, "item": { "type": "message" } }),
        json!({ "type": "response.completed", "response": whole }),
    ]);
    let named = events.iter().map(|event| (event["type"].as_str(), event.to_string()));
    answer_events(named.collect())
}

fn no_model(id: &str) -> Response {
    let message = format!("The model '{id}' does not exist or you do not have access to it.");
    refuse(404, "invalid_request_error", "model_not_found".into(), &message)
}

fn refuse(status: u16, kind: &str, code: Value, message: &str) -> Response {
    answer_json(status, json!({ "error": { "message": message, "type": kind, "param": null, "code": code } }))
}
