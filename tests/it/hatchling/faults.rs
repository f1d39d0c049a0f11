//! A provider that does not answer: the person reads a plain sentence, a program a word, and nobody the provider's text.

use hatchery::domain::Provider;
use serde_json::{Value, json};

use super::nest::{AI_KEY, Egg, Nest, told};
use crate::fakes::ports::free_address;
use crate::fakes::providers::{Behaviour, Ending, FakeProviders, On};

/// Asks once, and returns the answer, the provider's state in `/ready` and the log after the first line.
async fn asked(nest: &Nest) -> (u16, Value, Value, String) {
    let (status, body) = told(nest.asks("hello")).await;
    let state = nest.ready().await.1["provider"].clone();
    let log = nest.log.text().lines().skip(2).collect::<Vec<_>>().join("\n");
    (status, body, state, log)
}

fn refusal(status: u16, kind: &str, text: &str) -> Behaviour {
    Behaviour::json(status, json!({ "type": "error", "error": { "type": kind, "message": format!("{text} CANARY") } }))
}

#[tokio::test]
async fn a_fault_of_the_provider_is_told_in_plain_words() {
    let providers = FakeProviders::start().await;
    providers.knows(Provider::Anthropic, AI_KEY);
    let cases = [
        (
            refusal(401, "authentication_error", "invalid x-api-key"),
            "bad_key",
            "Anthropic does not accept my key. It may be cut off, revoked or expired; I can answer again when my owner gives me a new one.",
            "hatchling trouble: provider refuses the key",
        ),
        (
            Behaviour::no_credit(Provider::Anthropic),
            "no_credit",
            "My account at Anthropic has no credit left. I can answer again once it is topped up.",
            "hatchling trouble: provider account has no credit",
        ),
        (
            Behaviour::overloaded(Provider::Anthropic),
            "overloaded",
            "Anthropic is too busy to answer right now. Send it again in a minute.",
            "hatchling trouble: provider is busy",
        ),
        (
            Behaviour::Stream(vec![b"data: CANARY".to_vec()], Ending::Breaks),
            "unreachable",
            "I cannot reach Anthropic right now. Send it again in a minute.",
            "hatchling trouble: provider unreachable",
        ),
    ];
    for (behaviour, why, sentence, trouble) in cases {
        providers.behaves(AI_KEY, On::Chat, behaviour);
        let nest = Egg::anthropic(&providers).hatch().await;
        let state = json!({ "state": "refused", "why": why });
        let expected = (502, json!({ "error": sentence, "why": why }), state, trouble.to_owned());
        assert_eq!(asked(&nest).await, expected);
        assert_eq!(asked(&nest).await, expected, "the same trouble is logged once");
        providers.behaves(AI_KEY, On::Chat, Behaviour::Usual);
        assert_eq!(asked(&nest).await.2, json!({ "state": "ok" }));
        nest.stops().await;
    }
}

#[tokio::test]
async fn a_text_that_the_provider_does_not_take_is_no_trouble_of_the_bot() {
    let providers = FakeProviders::start().await;
    providers.knows(Provider::Anthropic, AI_KEY);
    let nest = Egg::anthropic(&providers).hatch().await;
    for (text, why, sentence) in [
        (
            "prompt is too long",
            "too_long",
            "This conversation has become too long for my model. Start a new one and send it again.",
        ),
        (
            "Output blocked by content filtering policy",
            "declined",
            "Anthropic declined to answer that. Try it in other words.",
        ),
    ] {
        providers.answers_next(Provider::Anthropic, refusal(400, "invalid_request_error", text));
        let body = json!({ "error": sentence, "why": why });
        assert_eq!(asked(&nest).await, (422, body, json!({ "state": "ok" }), String::new()));
    }
    nest.stops().await;
}

#[tokio::test]
async fn a_fault_ends_a_stream_of_events_and_nothing_of_it_is_remembered() {
    let providers = FakeProviders::start().await;
    let nest = Egg::anthropic(&providers).with("BOT_LANGUAGE", "es").hatch().await;
    let answer =
        nest.asks("hola").header("accept", "text/html, text/event-stream;q=0.9").send().await.expect("an answer");
    let events = answer.text().await.expect("events");
    assert!(events.starts_with("event: fault\ndata: {\"error\":\"Anthropic no acepta mi clave."), "{events}");
    let history = nest.get("/chat").bearer_auth(super::nest::WEB_TOKEN);
    assert_eq!(told(history).await, (200, json!({ "lines": [] })));
    nest.stops().await;
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_unreachable() {
    let providers = FakeProviders::start().await;
    let origin = format!("http://{}", free_address());
    let nest = Egg::anthropic(&providers).with("ANTHROPIC_API_URL", origin).hatch().await;
    let (status, body, ..) = asked(&nest).await;
    assert_eq!((status, &body["why"]), (502, &json!("unreachable")));
    nest.stops().await;
}
