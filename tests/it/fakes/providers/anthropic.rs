//! Anthropic's Messages API as of version 2026-10-21.

use axum::response::Response;
use hatchery::domain::Provider;
use serde_json::{Value, json};

use super::{Asked, answer_events, answer_json, has_model, pieces, reply_to};

const FIELDS: &[&str] = &[
    "model",
    "max_tokens",
    "messages",
    "system",
    "stream",
    "stop_sequences",
    "tools",
    "tool_choice",
    "thinking",
    "output_config",
    "metadata",
    "inference_geo",
    "cache_control",
];

pub(super) fn answer(asked: &Asked, knows_key: bool) -> Response {
    match asked.header("anthropic-version") {
        Some("2026-10-21" | "2023-06-01") => {}
        Some(_) => return refuse(400, "invalid_request_error", "anthropic-version: unknown version"),
        None => return refuse(400, "invalid_request_error", "anthropic-version: header is required"),
    }
    if !knows_key {
        return refuse(401, "authentication_error", "invalid x-api-key");
    }
    match asked.uri.path() {
        "/v1/messages" => message(asked),
        path => match path.strip_prefix("/v1/models/") {
            Some(id) if has_model(Provider::Anthropic, id) => answer_json(200, model(id)),
            Some(id) => refuse(404, "not_found_error", &format!("model: {id}")),
            None => refuse(404, "not_found_error", "Not found"),
        },
    }
}

fn model(id: &str) -> Value {
    json!({ "type": "model", "id": id, "display_name": id, "created_at": "2026-10-07T00:00:00Z",
        "lifecycle": "active", "line": "sonnet", "max_input_tokens": 1000000, "max_tokens": 128000 })
}

fn message(asked: &Asked) -> Response {
    if let Some(fault) = fault(asked) {
        return refuse(400, "invalid_request_error", &fault);
    }
    let body = &asked.body;
    let id = body["model"].as_str().unwrap_or_default();
    if !has_model(Provider::Anthropic, id) {
        return refuse(404, "not_found_error", &format!("model: {id}"));
    }
    let last = body["messages"].as_array().and_then(|lines| lines.last()).expect("a checked request");
    let reply = reply_to(last["content"].as_str().expect("a checked request"));
    let whole = json!({ "id": "msg_HATCHTEST", "type": "message", "role": "assistant", "model": id,
        "content": [{ "type": "text", "text": reply }], "stop_reason": "end_turn",
        "usage": { "input_tokens": 8, "output_tokens": 4 } });
    if body["stream"] == true { spoken(whole, &reply) } else { answer_json(200, whole) }
}

/// What version 2026-10-21 refuses.
fn fault(asked: &Asked) -> Option<String> {
    let body = &asked.body;
    if let Some(field) = asked.unknown_field(FIELDS) {
        return Some(format!("{field}: Extra inputs are not permitted"));
    }
    if !body["model"].is_string() || body["max_tokens"].as_u64().is_none_or(|tokens| tokens < 1) {
        return Some("model and max_tokens: fields required".into());
    }
    let lines = body["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
    if lines.is_empty() {
        return Some("messages: at least one message is required".into());
    }
    for line in lines {
        let is_role = line["role"] == "user" || line["role"] == "assistant";
        if !is_role || line["content"].as_str().is_none_or(|text| text.trim().is_empty()) {
            return Some("messages: text content blocks must be non-empty".into());
        }
    }
    if lines[0]["role"] != "user" || lines[lines.len() - 1]["role"] != "user" {
        return Some("messages: the conversation must begin and end with a user message".into());
    }
    let can_rest = body["model"] == "claude-haiku-5-5";
    if body["thinking"]["type"] == "disabled" && !can_rest {
        return Some("thinking: cannot be disabled on this model".into());
    }
    None
}

fn spoken(whole: Value, reply: &str) -> Response {
    let mut start = whole;
    start["content"] = json!([]);
    start["stop_reason"] = Value::Null;
    let mut events = vec![
        json!({ "type": "message_start", "message": start }),
        json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "thinking", "thinking": "" } }),
        json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "thinking_delta", "thinking": "Hm." } }),
        json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "signature_delta", "signature": "c2ln" } }),
        json!({ "type": "content_block_stop", "index": 0 }),
        json!({ "type": "content_block_start", "index": 1, "content_block": { "type": "text", "text": "" } }),
        json!({ "type": "ping" }),
    ];
    events.extend(pieces(reply).into_iter().map(
        |text| json!({ "type": "content_block_delta", "index": 1, "delta": { "type": "text_delta", "text": text } }),
    ));
    events.extend([
        json!({ "type": "content_block_stop", "index": 1 }),
        json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn" }, "usage": { "output_tokens": 4 } }),
        json!({ "type": "message_stop" }),
    ]);
    let named = events.iter().map(|event| (event["type"].as_str(), event.to_string()));
    answer_events(named.collect())
}

fn refuse(status: u16, kind: &str, message: &str) -> Response {
    let error = json!({ "type": kind, "message": message });
    answer_json(status, json!({ "type": "error", "error": error, "request_id": "req_HATCHTEST" }))
}
