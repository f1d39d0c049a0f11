//! OpenRouter's key and chat completions APIs.

use axum::response::Response;
use hatchery::domain::Provider;
use serde_json::{Value, json};

use super::behaviour::{Ending, streamed};
use super::{Asked, answer_json, has_model, pieces, reply_to};

const FIELDS: &[&str] =
    &["model", "messages", "max_tokens", "stream", "tools", "tool_choice", "provider", "reasoning", "stop", "user"];

pub(super) fn answer(asked: &Asked, knows_key: bool) -> Response {
    if !knows_key {
        return refuse(401, "No auth credentials found", "authentication");
    }
    match asked.uri.path() {
        "/api/v1/key" => answer_json(200, about("HATCHTEST key")),
        "/api/v1/chat/completions" => completion(asked),
        _ => refuse(404, "Not Found", "not_found"),
    }
}

/// A key without a cap of its own.
fn about(label: &str) -> Value {
    json!({ "data": { "label": label, "limit": null, "limit_remaining": null, "limit_reset": null, "usage": 0.5,
        "is_free_tier": false, "is_management_key": false, "is_provisioning_key": false, "expires_at": null } })
}

fn completion(asked: &Asked) -> Response {
    let body = &asked.body;
    if let Some(field) = asked.unknown_field(FIELDS) {
        return refuse(400, &format!("Unrecognized key: {field}"), "invalid_request");
    }
    let id = body["model"].as_str().unwrap_or_default();
    if !has_model(Provider::OpenRouter, id) {
        return refuse(400, &format!("{id} is not a valid model ID"), "invalid_request");
    }
    let is_message = |line: &Value| {
        let is_role = ["system", "user", "assistant"].iter().any(|role| line["role"] == *role);
        is_role && line["content"].as_str().is_some_and(|text| !text.is_empty())
    };
    let lines = body["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
    if lines.is_empty() || !lines.iter().all(is_message) {
        return refuse(400, "Input required: specify messages", "invalid_request");
    }
    if body["max_tokens"].as_u64().is_some_and(|tokens| tokens < 16) {
        return refuse(400, "max_tokens is below what the provider accepts", "invalid_request");
    }
    let reply = reply_to(lines[lines.len() - 1]["content"].as_str().expect("a checked request"));
    if body["stream"] == true {
        return spoken(id, &reply);
    }
    answer_json(
        200,
        json!({ "id": "gen-HATCHTEST", "object": "chat.completion", "model": id,
            "choices": [{ "index": 0, "finish_reason": "stop", "native_finish_reason": "stop",
                "message": { "role": "assistant", "content": reply, "refusal": null } }],
            "usage": { "prompt_tokens": 8, "completion_tokens": 4, "total_tokens": 12, "cost": 0.00001 } }),
    )
}

fn spoken(id: &str, reply: &str) -> Response {
    let chunk = |delta: Value, finish: Value| {
        json!({ "id": "gen-HATCHTEST", "object": "chat.completion.chunk", "model": id,
            "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }] })
    };
    let mut stream = vec![": OPENROUTER PROCESSING\n\n".to_owned()];
    let mut say = |data: String| stream.push(format!("data: {data}\n\n"));
    for text in pieces(reply) {
        say(chunk(json!({ "role": "assistant", "content": text }), Value::Null).to_string());
    }
    say(chunk(json!({ "content": "" }), "stop".into()).to_string());
    say(json!({ "id": "gen-HATCHTEST", "choices": [], "usage": { "completion_tokens": 4, "cost": 0.00001 } })
        .to_string());
    say("[DONE]".to_owned());
    streamed(stream.into_iter().map(String::into_bytes).collect(), Ending::Closes)
}

fn refuse(status: u16, message: &str, kind: &str) -> Response {
    answer_json(status, json!({ "error": { "code": status, "message": message, "metadata": { "error_type": kind } } }))
}
