//! How a reply comes in: in pieces, whole or not at all.

use std::time::Duration;

use hatchery::domain::Provider;
use hatchery::provider::{Fault, Patience, Verdict};
use serde_json::{Value, json};

use super::refusals::refusals;
use super::{WITH_KEYS, ask, brain, fake, impatience, key, patience};
use crate::fakes::providers::{Behaviour, Ending, On};

const CUT_OFF: Fault = Fault::Line(Verdict::Unreachable);

/// A piece of text in the middle of a stream.
fn says(provider: Provider, text: &str) -> Value {
    match provider {
        Provider::Anthropic => {
            json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": text } })
        }
        Provider::OpenAi => json!({ "type": "response.output_text.delta", "delta": text }),
        Provider::OpenRouter => json!({ "choices": [{ "delta": { "content": text }, "finish_reason": null }] }),
        Provider::Gemini => json!({ "candidates": [{ "content": { "parts": [{ "text": text }] } }] }),
        Provider::Echo => unreachable!("Echo has no stream"),
    }
}

/// The events by which a reply ends well.
fn ends(provider: Provider) -> Vec<Value> {
    match provider {
        Provider::Anthropic => vec![
            json!({ "type": "message_delta", "delta": { "stop_reason": "max_tokens" } }),
            json!({ "type": "message_stop" }),
        ],
        Provider::OpenAi => vec![json!({ "type": "response.incomplete",
            "response": { "incomplete_details": { "reason": "max_output_tokens" } } })],
        Provider::OpenRouter => vec![json!({ "choices": [{ "delta": {}, "finish_reason": "length" }] })],
        Provider::Gemini => vec![json!({ "candidates": [{ "finishReason": "MAX_TOKENS" }] })],
        Provider::Echo => unreachable!("Echo has no stream"),
    }
}

#[tokio::test]
async fn a_reply_comes_in_pieces_that_make_the_whole() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        let (pieces, end) = ask(&patience(), &brain(&fake, provider), "hello").await;
        assert_eq!(end, Ok("You said: hello".into()), "{provider:?}");
        assert_eq!(pieces, ["You s", "aid: ", "hello"], "{provider:?}");
    }
}

#[tokio::test]
async fn echo_says_what_it_heard() {
    let fake = fake().await;
    let (pieces, end) = ask(&patience(), &brain(&fake, Provider::Echo), "hello").await;
    assert_eq!((pieces, end), (vec!["hello".to_owned()], Ok("hello".into())));
    assert_eq!(fake.calls(), []);
}

#[tokio::test]
async fn it_does_not_matter_where_the_network_cuts_a_reply() {
    for provider in WITH_KEYS {
        for size in [1, 2, 3, 5, 16, 61, 1000] {
            let fake = fake().await;
            fake.answers_next(provider, Behaviour::Slices(size));
            let (pieces, end) = ask(&patience(), &brain(&fake, provider), "wörld 🥚🐣").await;
            assert_eq!(end, Ok("You said: wörld 🥚🐣".into()), "{provider:?} in slices of {size}");
            assert_eq!(pieces.concat(), "You said: wörld 🥚🐣");
        }
    }
}

#[tokio::test]
async fn a_reply_that_breaks_off_is_no_reply_wherever_it_breaks() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        let text = "🥚".repeat(60);
        for length in (0..500).step_by(23) {
            fake.answers_next(provider, Behaviour::Cut(length));
            let (pieces, end) = ask(&patience(), &brain(&fake, provider), &text).await;
            assert_eq!(end, Err(CUT_OFF), "{provider:?} after {length} bytes");
            assert!(format!("You said: {text}").starts_with(&pieces.concat()), "{provider:?} after {length} bytes");
        }
    }
}

#[tokio::test]
async fn a_reply_that_breaks_inside_a_character_gives_only_whole_characters() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        let whole = format!("data: {}\n\ndata: {}\n\n", says(provider, "one "), says(provider, "🥚"));
        let inside = whole.find('🥚').expect("the egg") + 2;
        let chunks = vec![whole.as_bytes()[..inside].to_vec()];
        for ending in [Ending::Closes, Ending::Breaks] {
            fake.answers_next(provider, Behaviour::Stream(chunks.clone(), ending));
            let (pieces, end) = ask(&patience(), &brain(&fake, provider), "hello").await;
            assert_eq!((pieces, end), (vec!["one ".to_owned()], Err(CUT_OFF)), "{provider:?} {ending:?}");
        }
    }
}

#[tokio::test]
async fn a_stream_that_stops_without_its_last_event_is_no_reply() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::events(&[says(provider, "half")]));
        let (pieces, end) = ask(&patience(), &brain(&fake, provider), "hello").await;
        assert_eq!((pieces, end), (vec!["half".to_owned()], Err(CUT_OFF)), "{provider:?}");
    }
}

#[tokio::test]
async fn a_reply_that_reached_its_longest_length_is_a_reply() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        let events = [vec![says(provider, "much")], ends(provider)].concat();
        fake.answers_next(provider, Behaviour::events(&events));
        assert_eq!(ask(&patience(), &brain(&fake, provider), "hello").await.1, Ok("much".into()), "{provider:?}");
    }
}

#[tokio::test]
async fn a_reply_without_a_word_is_no_reply() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::events(&ends(provider)));
        assert_eq!(ask(&patience(), &brain(&fake, provider), "hello").await, (vec![], Err(CUT_OFF)), "{provider:?}");
    }
}

#[tokio::test]
async fn events_that_we_do_not_know_are_passed_over() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        let news = [
            json!({ "type": "something.new", "delta": { "type": "shape" }, "choices": [], "candidates": [] }),
            json!({ "type": "content_block_delta", "delta": { "type": "new_delta", "text": 7 } }),
            json!({ "type": "ping" }),
            json!([]),
            json!(7),
        ];
        let events = [news.to_vec(), vec![says(provider, "still here")], news.to_vec(), ends(provider)].concat();
        fake.answers_next(provider, Behaviour::events(&events));
        assert_eq!(ask(&patience(), &brain(&fake, provider), "hello").await.1, Ok("still here".into()), "{provider:?}");
    }
}

#[tokio::test]
async fn an_error_in_the_middle_of_a_reply_is_told() {
    use Verdict::*;
    let anthropic = |kind: &str| json!({ "type": "error", "error": { "type": kind, "message": "UPSTREAM-WORDS" } });
    let failed = |code: &str| {
        let error = json!({ "code": code, "message": "UPSTREAM-WORDS" });
        json!({ "type": "response.failed", "response": { "status": "failed", "error": error } })
    };
    let openrouter = |code: Value, metadata: Value| {
        json!({ "error": { "code": code, "message": "UPSTREAM-WORDS", "metadata": metadata },
            "choices": [{ "delta": { "content": "" }, "finish_reason": "error" }] })
    };
    let gemini =
        |code: u16, status: &str| json!({ "error": { "code": code, "message": "UPSTREAM-WORDS", "status": status } });
    for (provider, event, means) in [
        (Provider::Anthropic, anthropic("overloaded_error"), Overloaded),
        (Provider::Anthropic, anthropic("rate_limit_error"), RateLimited),
        (Provider::Anthropic, anthropic("something_new"), Unreachable),
        (Provider::OpenAi, failed("rate_limit_exceeded"), RateLimited),
        (Provider::OpenAi, failed("server_error"), Overloaded),
        (Provider::OpenAi, failed("data_residency_mismatch"), NotPermitted),
        (Provider::OpenAi, json!({ "type": "error", "code": "server_error", "message": "UPSTREAM-WORDS" }), Overloaded),
        (Provider::OpenRouter, openrouter(502.into(), json!({})), Overloaded),
        (Provider::OpenRouter, openrouter(402.into(), json!({})), NoCredit),
        (
            Provider::OpenRouter,
            openrouter("server_error".into(), json!({ "error_type": "provider_overloaded" })),
            Overloaded,
        ),
        (Provider::OpenRouter, json!({ "choices": [{ "delta": {}, "finish_reason": "error" }] }), Overloaded),
        (Provider::Gemini, gemini(503, "UNAVAILABLE"), Overloaded),
        (Provider::Gemini, gemini(429, "RESOURCE_EXHAUSTED"), RateLimited),
    ] {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::events(&[says(provider, "some words"), event.clone()]));
        let (pieces, end) = ask(&patience(), &brain(&fake, provider), "hello").await;
        assert_eq!(end, Err(Fault::Line(means)), "{event}");
        assert_eq!(pieces, ["some words"], "{event}");
    }
}

#[tokio::test]
async fn a_provider_that_declines_is_told_apart_from_one_that_fails() {
    let finish = |reason: &str| json!({ "candidates": [{ "finishReason": reason }] });
    let mut rows = vec![
        (Provider::Anthropic, json!({ "type": "message_delta", "delta": { "stop_reason": "refusal" } })),
        (Provider::OpenAi, json!({ "type": "response.refusal.delta", "delta": "I cannot" })),
        (
            Provider::OpenAi,
            json!({ "type": "response.incomplete",
                "response": { "incomplete_details": { "reason": "content_filter" } } }),
        ),
        (Provider::OpenAi, json!({ "type": "response.failed", "response": { "error": { "code": "invalid_prompt" } } })),
        (Provider::OpenRouter, json!({ "choices": [{ "delta": {}, "finish_reason": "content_filter" }] })),
        (Provider::OpenRouter, json!({ "choices": [{ "delta": { "refusal": "I cannot" } }] })),
        (Provider::Gemini, json!({ "promptFeedback": { "blockReason": "SAFETY" } })),
    ];
    let reasons = ["SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"];
    rows.extend(reasons.map(|reason| (Provider::Gemini, finish(reason))));
    for (provider, event) in rows {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::events(&[says(provider, "well, "), event.clone()]));
        let (pieces, end) = ask(&patience(), &brain(&fake, provider), "hello").await;
        assert_eq!(end, Err(Fault::Declined), "{event}");
        assert_eq!(pieces, ["well, "], "{event}");
    }
}

#[tokio::test]
async fn a_question_that_is_refused_before_a_word_is_said() {
    let anthropic = |text: &str| json!({ "error": { "type": "invalid_request_error", "message": text } });
    let openai = |code: &str| json!({ "error": { "code": code, "message": "UPSTREAM-WORDS" } });
    let flagged = json!({ "error": { "code": 403, "message": "no", "metadata": { "reasons": ["violence"] } } });
    let long = |text: &str| json!({ "error": { "code": 400, "message": text, "status": "INVALID_ARGUMENT" } });
    for (provider, status, body, means) in [
        (Provider::Anthropic, 400, anthropic("prompt is too long: 9 tokens > 8 maximum"), Fault::TooLong),
        (Provider::Anthropic, 413, json!({ "error": { "type": "request_too_large" } }), Fault::TooLong),
        (Provider::Anthropic, 400, anthropic("Output blocked by content filtering policy"), Fault::Declined),
        (Provider::OpenAi, 400, openai("context_length_exceeded"), Fault::TooLong),
        (Provider::OpenAi, 413, Value::Null, Fault::TooLong),
        (Provider::OpenAi, 400, openai("invalid_prompt"), Fault::Declined),
        (Provider::OpenRouter, 400, long("This endpoint's maximum context length is 8 tokens"), Fault::TooLong),
        (Provider::OpenRouter, 413, Value::Null, Fault::TooLong),
        (Provider::OpenRouter, 403, flagged, Fault::Declined),
        (Provider::Gemini, 400, long("The input token count exceeds the maximum number of tokens"), Fault::TooLong),
        (Provider::Gemini, 413, Value::Null, Fault::TooLong),
    ] {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::json(status, body.clone()));
        assert_eq!(ask(&patience(), &brain(&fake, provider), "hello").await, (vec![], Err(means)), "{body}");
    }
}

#[tokio::test]
async fn every_refusal_of_the_table_ends_a_question_with_the_same_meaning() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        for row in refusals(provider) {
            fake.behaves(&key(provider), On::Chat, row.answer);
            let end = ask(&patience(), &brain(&fake, provider), "hello").await;
            assert_eq!(end, (vec![], Err(Fault::Line(row.means))), "{provider:?}: {}", row.name);
        }
    }
}

#[tokio::test]
async fn a_moment_of_overload_is_survived() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::overloaded(provider));
        let (_, end) = ask(&patience(), &brain(&fake, provider), "hello").await;
        assert_eq!(end, Ok("You said: hello".into()), "{provider:?}");
        assert_eq!(fake.calls().len(), 2, "{provider:?}");
    }
}

#[tokio::test]
async fn openrouter_is_asked_again_for_what_the_account_can_afford() {
    let afford = |tokens: &str| {
        let text = format!("You requested up to 2048 tokens, but can only afford {tokens}. UPSTREAM-WORDS");
        Behaviour::json(402, json!({ "error": { "code": 402, "message": text } }))
    };
    let limits = |tokens: &'static str, twice: bool| async move {
        let fake = fake().await;
        fake.answers_next(Provider::OpenRouter, afford(tokens));
        if twice {
            fake.answers_next(Provider::OpenRouter, afford("300"));
        }
        let (_, end) = ask(&patience(), &brain(&fake, Provider::OpenRouter), "hello").await;
        let asked: Vec<Value> = fake.calls().iter().map(|call| call.body["max_tokens"].clone()).collect();
        (asked, end)
    };
    let no_credit = Err(Fault::Line(Verdict::NoCredit));
    let reply = Ok("You said: hello".to_owned());
    assert_eq!(limits("812", false).await, (vec![json!(2048), json!(812)], reply));
    assert_eq!(limits("255", false).await, (vec![json!(2048)], no_credit.clone()));
    assert_eq!(limits("812", true).await, (vec![json!(2048), json!(812)], no_credit.clone()));
    assert_eq!(limits("99999999999", false).await, (vec![json!(2048)], no_credit.clone()));
    assert_eq!(limits("nothing", false).await, (vec![json!(2048)], no_credit));
}

#[tokio::test]
async fn silence_ends_a_reply() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::Stall);
        assert_eq!(ask(&impatience(), &brain(&fake, provider), "hello").await, (vec![], Err(CUT_OFF)), "{provider:?}");
        assert_eq!(fake.calls().len(), 1, "the time is spent: {provider:?}");

        let silent = Behaviour::events(&[says(provider, "well, ")]).ending(Ending::Stalls);
        fake.answers_next(provider, silent);
        let (pieces, end) = ask(&impatience(), &brain(&fake, provider), "hello").await;
        assert_eq!((pieces, end), (vec!["well, ".to_owned()], Err(CUT_OFF)), "{provider:?}");
    }
}

#[tokio::test]
async fn a_reply_that_never_ends_is_given_up() {
    let fake = fake().await;
    let silent = Behaviour::events(&[says(Provider::OpenAi, "well, ")]).ending(Ending::Stalls);
    fake.answers_next(Provider::OpenAi, silent);
    let patience = Patience { whole: Duration::from_millis(200), ..patience() };
    let (pieces, end) = ask(&patience, &brain(&fake, Provider::OpenAi), "hello").await;
    assert_eq!((pieces, end), (vec!["well, ".to_owned()], Err(CUT_OFF)));
}

#[tokio::test]
async fn a_stream_that_is_too_large_or_not_theirs_is_given_up() {
    let page = "x".repeat(100_000);
    for provider in WITH_KEYS {
        let fake = fake().await;
        let flood: Vec<Value> = (0..4).map(|_| says(provider, &page)).chain(ends(provider)).collect();
        fake.answers_next(provider, Behaviour::events(&flood));
        let (pieces, end) = ask(&patience(), &brain(&fake, provider), "hello").await;
        assert_eq!((pieces.len(), end), (2, Err(CUT_OFF)), "{provider:?}");

        let endless = Behaviour::Stream(vec![vec![b'x'; 1_100_000]], Ending::Stalls);
        fake.answers_next(provider, endless);
        assert_eq!(ask(&patience(), &brain(&fake, provider), "hello").await, (vec![], Err(CUT_OFF)), "{provider:?}");

        let garbage = Behaviour::Stream(vec![b"data: <html>\n\n".to_vec()], Ending::Stalls);
        fake.answers_next(provider, garbage);
        assert_eq!(ask(&patience(), &brain(&fake, provider), "hello").await, (vec![], Err(CUT_OFF)), "{provider:?}");
    }
}
