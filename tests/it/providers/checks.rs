//! What a live check of a key says, and how often it asks.

use std::io::Write;
use std::sync::{Arc, Mutex};

use hatchery::domain::Provider;
use hatchery::provider::{Brain, Origins, Patience, Verdict, cheap_model, check, check_within, client};
use serde_json::json;

use super::refusals::{MARK, refusals};
use super::{WITH_KEYS, brain, fake, impatience, key, model, patience};
use crate::fakes::ports::free_address;
use crate::fakes::providers::{Behaviour, Ending, FakeProviders, On};

async fn checked(patience: &Patience, brain: &Brain) -> Verdict {
    check_within(patience, &client().expect("a client"), brain).await
}

/// The kinds of the calls that arrived, the oldest first.
fn kinds(fake: &FakeProviders) -> Vec<On> {
    fake.calls().iter().map(|call| call.on).collect()
}

#[tokio::test]
async fn a_good_key_is_looked_at_and_asked_the_smallest_question() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        let verdict = check(&client().expect("a client"), &brain(&fake, provider)).await;
        assert_eq!(verdict, Verdict::Ok, "{provider:?}");
        assert_eq!(kinds(&fake), [On::Look, On::Chat], "{provider:?}");
    }
}

#[tokio::test]
async fn echo_is_fine_without_a_call() {
    let fake = fake().await;
    assert_eq!(checked(&patience(), &brain(&fake, Provider::Echo)).await, Verdict::Ok);
    assert_eq!(fake.calls(), []);
}

#[tokio::test]
async fn a_wrong_key_is_refused_after_one_look() {
    for provider in WITH_KEYS {
        let fake = FakeProviders::start().await;
        assert_eq!(checked(&patience(), &brain(&fake, provider)).await, Verdict::BadKey, "{provider:?}");
        assert_eq!(kinds(&fake), [On::Look], "{provider:?}");
    }
}

#[tokio::test]
async fn a_key_that_is_missing_or_fits_no_header_is_bad_without_a_call() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        let without = Brain { key: None, ..brain(&fake, provider) };
        assert_eq!(checked(&patience(), &without).await, Verdict::BadKey, "{provider:?}");
        let broken = Brain { key: Some(hatchery::secret::Secret::new("two\nlines HATCHTEST")), ..without };
        assert_eq!(checked(&patience(), &broken).await, Verdict::BadKey, "{provider:?}");
        assert_eq!(fake.calls(), []);
    }
}

#[tokio::test]
async fn every_refusal_means_what_the_table_says_at_the_look_and_at_the_question() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        for row in refusals(provider) {
            for on in [On::Look, On::Chat] {
                fake.behaves(&key(provider), on, row.answer.clone());
                let verdict = checked(&patience(), &brain(&fake, provider)).await;
                fake.behaves(&key(provider), on, Behaviour::Usual);
                // A restricted key of OpenAI may chat although it may not look.
                let may_go_on = provider == Provider::OpenAi && on == On::Look && row.means == Verdict::NotPermitted;
                let means = if may_go_on { Verdict::Ok } else { row.means };
                assert_eq!(verdict, means, "{provider:?}, {on:?}: {}", row.name);
            }
        }
    }
}

#[tokio::test]
async fn what_a_provider_says_and_the_key_stay_out_of_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    crate::listening::everywhere();
    let guard = tracing::subscriber::set_default(subscriber);
    for provider in WITH_KEYS {
        let fake = fake().await;
        for row in refusals(provider) {
            fake.behaves(&key(provider), On::Chat, row.answer);
            let brain = brain(&fake, provider);
            checked(&patience(), &brain).await;
            let (_, end) = super::ask(&patience(), &brain, "hello").await;
            assert!(!format!("{end:?} {brain:?}").contains("HATCHTEST"));
        }
        checked(&patience(), &Brain { origins: closed(), ..brain(&fake, provider) }).await;
    }
    drop(guard);
    let text = log.text();
    assert!(text.contains("anthropic refused a request"), "the log is heard: {text}");
    assert!(text.contains("req_011"), "the provider's own id of the call is kept");
    // In any spelling; addresses are logged by the library that connects, but not by us.
    let text = text.to_lowercase();
    for secret in ["hatchtest", &MARK.to_lowercase(), "attention required"] {
        assert_eq!(text.lines().find(|line| line.contains(secret)), None, "{secret}");
    }
    let ours = text.lines().filter(|line| line.contains("hatchery::"));
    assert_eq!(ours.clone().find(|line| line.contains("127.0.0.1")), None);
    assert!(ours.count() > 100, "every refusal is logged");
}

#[tokio::test]
async fn a_hiccup_is_tried_once_more() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::overloaded(provider));
        fake.answers_next(provider, Behaviour::Usual);
        fake.answers_next(provider, Behaviour::Cut(5));
        assert_eq!(checked(&patience(), &brain(&fake, provider)).await, Verdict::Ok, "{provider:?}");
        assert_eq!(kinds(&fake), [On::Look, On::Look, On::Chat, On::Chat], "{provider:?}");
    }
}

#[tokio::test]
async fn an_outage_is_tried_twice_and_then_told() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        fake.behaves(&key(provider), On::Look, Behaviour::overloaded(provider));
        assert_eq!(checked(&patience(), &brain(&fake, provider)).await, Verdict::Overloaded, "{provider:?}");
        assert_eq!(kinds(&fake), [On::Look, On::Look], "{provider:?}");
    }
}

#[tokio::test]
async fn a_provider_is_not_asked_again_where_that_cannot_help() {
    let busy = Behaviour::overloaded(Provider::Anthropic);
    let slow = Behaviour::json(429, json!({ "error": { "type": "rate_limit_error", "message": "" } }));
    for (name, answer) in [
        ("the provider says not to", busy.clone().with("x-should-retry", "false")),
        ("the provider asks for a long wait", busy.with("retry-after", "6")),
        ("a rate limit that names no time", slow.clone()),
        ("a rate limit for a minute", slow.with("retry-after", "60")),
        ("no credit", Behaviour::no_credit(Provider::Anthropic).with("retry-after", "0")),
    ] {
        let fake = fake().await;
        fake.answers_next(Provider::Anthropic, answer);
        assert_ne!(checked(&patience(), &brain(&fake, Provider::Anthropic)).await, Verdict::Ok, "{name}");
        assert_eq!(kinds(&fake), [On::Look], "{name}");
    }
}

#[tokio::test]
async fn a_short_wait_that_the_provider_asks_for_is_waited() {
    for (name, value) in [("retry-after", "0"), ("retry-after-ms", "3"), ("x-should-retry", "true")] {
        let fake = fake().await;
        let answer = Behaviour::json(429, json!({ "error": { "type": "rate_limit_error", "message": "" } }));
        fake.answers_next(Provider::Anthropic, answer.with(name, value));
        assert_eq!(checked(&patience(), &brain(&fake, Provider::Anthropic)).await, Verdict::Ok, "{name}");
    }
}

#[tokio::test]
async fn silence_says_nothing_about_the_key() {
    for provider in WITH_KEYS {
        for (on, calls) in [(On::Look, 1), (On::Chat, 2)] {
            let fake = fake().await;
            fake.behaves(&key(provider), on, Behaviour::Stall);
            let generous = Patience { look: patience().look, ..impatience() };
            let patience = if on == On::Look { impatience() } else { generous };
            assert_eq!(checked(&patience, &brain(&fake, provider)).await, Verdict::Unreachable, "{provider:?} {on:?}");
            assert_eq!(fake.calls().len(), calls, "the time is spent: {provider:?} {on:?}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_never_ends_says_nothing_about_the_key() {
    let fake = fake().await;
    let endless = Behaviour::Stream(vec![b"{\"type\":".to_vec()], Ending::Stalls);
    fake.behaves(&key(Provider::Anthropic), On::Look, endless);
    assert_eq!(checked(&impatience(), &brain(&fake, Provider::Anthropic)).await, Verdict::Unreachable);
}

#[tokio::test]
async fn a_closed_door_says_nothing_about_the_key() {
    let fake = fake().await;
    for provider in WITH_KEYS {
        let brain = Brain { origins: closed(), ..brain(&fake, provider) };
        assert_eq!(checked(&patience(), &brain).await, Verdict::Unreachable, "{provider:?}");
    }
}

#[tokio::test]
async fn a_redirect_does_not_carry_the_key_elsewhere() {
    let elsewhere = fake().await;
    for provider in WITH_KEYS {
        let fake = fake().await;
        let address = format!("{}/v1/messages", elsewhere.origins().anthropic);
        fake.behaves(&key(provider), On::Look, Behaviour::empty(307).with("location", &address));
        assert_eq!(checked(&patience(), &brain(&fake, provider)).await, Verdict::Unreachable, "{provider:?}");
    }
    assert_eq!(elsewhere.calls(), []);
}

#[tokio::test]
async fn a_key_limited_to_the_model_of_the_bot_is_good() {
    for (provider, refusal) in [
        (Provider::Anthropic, json!({ "error": { "type": "permission_error", "message": "" } })),
        (Provider::OpenAi, json!({ "error": { "code": "model_not_found", "message": "" } })),
    ] {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::Usual);
        fake.answers_next(provider, Behaviour::json(403, refusal));
        let brain = brain(&fake, provider);
        assert_eq!(checked(&patience(), &brain).await, Verdict::Ok);
        let models: Vec<_> = fake.calls()[1..].iter().map(|call| call.body["model"].clone()).collect();
        assert_eq!(models, [json!(cheap_model(provider)), json!(brain.model)], "{provider:?}");
    }
}

#[tokio::test]
async fn a_model_that_the_provider_does_not_have_is_told() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        let brain = Brain { model: model("no/such-model"), ..brain(&fake, provider) };
        assert_eq!(checked(&patience(), &brain).await, Verdict::ModelUnavailable, "{provider:?}");
    }
}

#[tokio::test]
async fn a_look_that_succeeds_can_still_say_no() {
    for (provider, about, means) in [
        (Provider::Anthropic, json!({ "type": "model", "id": "x", "lifecycle": "retired" }), Verdict::ModelUnavailable),
        (
            Provider::Gemini,
            json!({ "name": "models/x", "supportedGenerationMethods": ["embedContent"] }),
            Verdict::ModelUnavailable,
        ),
        (Provider::OpenRouter, json!({ "data": { "is_management_key": true } }), Verdict::WrongKeyKind),
        (Provider::OpenRouter, json!({ "data": { "is_provisioning_key": true } }), Verdict::WrongKeyKind),
        (Provider::OpenRouter, json!({ "data": { "limit": 5, "limit_remaining": 0 } }), Verdict::NoCredit),
        (Provider::OpenRouter, json!({ "data": { "limit": 5, "limit_remaining": -0.2 } }), Verdict::NoCredit),
        (
            Provider::OpenRouter,
            json!({ "data": { "limit": null, "effective_budget": { "remaining_usd": 0 } } }),
            Verdict::NoCredit,
        ),
        (Provider::OpenRouter, json!({ "data": { "limit": 5, "limit_remaining": 4.5 } }), Verdict::Ok),
    ] {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::json(200, about.clone()));
        assert_eq!(checked(&patience(), &brain(&fake, provider)).await, means, "{about}");
    }
}

#[tokio::test]
async fn an_answer_that_thinking_used_up_still_means_yes() {
    for (provider, reply) in [
        (
            Provider::OpenAi,
            json!({ "object": "response", "status": "incomplete", "error": null, "output": [],
                "incomplete_details": { "reason": "max_output_tokens" } }),
        ),
        (Provider::Gemini, json!({ "candidates": [{ "finishReason": "MAX_TOKENS" }] })),
        (Provider::Gemini, json!({ "promptFeedback": { "blockReason": "OTHER" } })),
        (Provider::Anthropic, json!({ "type": "message", "content": [], "stop_reason": "max_tokens" })),
        (Provider::OpenRouter, json!({ "choices": [{ "finish_reason": "length", "message": { "content": "" } }] })),
    ] {
        let fake = fake().await;
        fake.answers_next(provider, Behaviour::Usual);
        fake.answers_next(provider, Behaviour::json(200, reply.clone()));
        assert_eq!(checked(&patience(), &brain(&fake, provider)).await, Verdict::Ok, "{reply}");
    }
}

#[tokio::test]
async fn a_model_behind_openrouter_that_fails_is_overloaded() {
    let fake = fake().await;
    fake.answers_next(Provider::OpenRouter, Behaviour::Usual);
    fake.answers_next(Provider::OpenRouter, Behaviour::json(200, json!({ "choices": [{ "finish_reason": "error" }] })));
    assert_eq!(checked(&patience(), &brain(&fake, Provider::OpenRouter)).await, Verdict::Overloaded);
}

/// Origins where nobody listens.
fn closed() -> Origins {
    let origin = format!("http://{}", free_address());
    Origins { anthropic: origin.clone(), openai: origin.clone(), openrouter: origin.clone(), gemini: origin }
}

/// Everything that was logged while it was listening.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("the log")).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
