"""The four model providers, each in its own protocol. Every question gets the same answer."""

import time

from trial import ANSWER
from wire import Answer, Request, events

USAGE = {"input_tokens": 10, "output_tokens": 5}
CHAT_USAGE = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}


async def answer(trial, request: Request) -> Answer:
    path, headers = request.path, request.headers
    key = headers.get("x-api-key") or headers.get("x-goog-api-key") or headers.get("authorization", "")
    body = request.fields()
    model = body.get("model") or path.rsplit("/", 1)[-1].split(":")[0]
    provider = path.split("/")[1]
    trial.asked.append({"provider": provider, "path": path, "model": model, "key": key})
    trial.note(f"model {provider} {path} {model} stream={body.get('stream')}")
    if trial.faults.get("model") == "refused":
        return Answer(401, {"type": "error", "error": {"type": "authentication_error", "message": "invalid x-api-key"}})
    if path.endswith("/messages"):
        return _anthropic(model, body)
    if path.endswith("/responses"):
        return _responses(model, body)
    if path.endswith("/chat/completions"):
        return _completions(model, body)
    if "enerateContent" in path:
        return _gemini(path)
    return Answer(404, {"error": {"message": f"the fake model has no {path}"}})


def _anthropic(model, body):
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": model, "stop_sequence": None}
    if not body.get("stream"):
        text = [{"type": "text", "text": ANSWER}]
        return Answer(200, {**message, "content": text, "stop_reason": "end_turn", "usage": USAGE})
    stop = {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": USAGE}
    parts = [
        {"type": "message_start", "message": {**message, "content": [], "stop_reason": None, "usage": USAGE}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": ANSWER}},
        {"type": "content_block_stop", "index": 0},
        stop,
        {"type": "message_stop"},
    ]
    return events(*((part["type"], part) for part in parts))


def _responses(model, body):
    part = {"type": "output_text", "text": ANSWER, "annotations": []}
    item = {"id": "item_1", "type": "message", "role": "assistant", "status": "completed", "content": [part]}
    usage = {**USAGE, "total_tokens": 15, "input_tokens_details": {"cached_tokens": 0}}
    whole = {"id": "resp_1", "object": "response", "model": model, "status": "completed", "output": [item], "usage": usage}
    if not body.get("stream"):
        return Answer(200, whole)
    where = {"item_id": "item_1", "output_index": 0, "content_index": 0}
    parts = [
        {"type": "response.created", "response": {**whole, "status": "in_progress", "output": []}},
        {"type": "response.output_item.added", "output_index": 0, "item": {**item, "status": "in_progress", "content": []}},
        {"type": "response.content_part.added", **where, "part": {**part, "text": ""}},
        {"type": "response.output_text.delta", **where, "delta": ANSWER},
        {"type": "response.output_text.done", **where, "text": ANSWER},
        {"type": "response.content_part.done", **where, "part": part},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": whole},
    ]
    return events(*((p["type"], {**p, "sequence_number": n}) for n, p in enumerate(parts)))


def _completions(model, body):
    whole = {"id": "chat_1", "created": int(time.time()), "model": model}
    if not body.get("stream"):
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": ANSWER}}
        return Answer(200, {**whole, "object": "chat.completion", "choices": [choice], "usage": CHAT_USAGE})
    chunk = {**whole, "object": "chat.completion.chunk"}
    first = {"index": 0, "delta": {"role": "assistant", "content": ANSWER}, "finish_reason": None}
    last = {"index": 0, "delta": {}, "finish_reason": "stop"}
    return events(
        (None, {**chunk, "choices": [first]}),
        (None, {**chunk, "choices": [last]}),
        (None, {**chunk, "choices": [], "usage": CHAT_USAGE}),
        (None, "[DONE]"),
    )


def _gemini(path):
    whole = {
        "candidates": [{"content": {"role": "model", "parts": [{"text": ANSWER}]}, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 10, "candidatesTokenCount": 5, "totalTokenCount": 15},
    }
    return events((None, whole)) if "stream" in path else Answer(200, whole)
