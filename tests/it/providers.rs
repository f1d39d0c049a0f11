//! AI providers as Hatchery meets them: what a key check says, how a reply comes in, and what never leaks.

mod checks;
mod refusals;
mod replies;
mod requests;

use std::time::Duration;

use hatchery::domain::{Model, Provider};
use hatchery::provider::{
    Brain, Fault, Line, Patience, Speaker, answer_within, cheap_model, check_within, client, default_model, history,
    known_models,
};
use hatchery::secret::Secret;

use crate::fakes::providers::FakeProviders;

const WITH_KEYS: [Provider; 4] = [Provider::Anthropic, Provider::OpenAi, Provider::OpenRouter, Provider::Gemini];

/// Generous where a test waits for an answer, short where it waits for nothing.
fn patience() -> Patience {
    Patience { pause: Duration::from_millis(1), ..Patience::default() }
}

/// For tests in which the provider says nothing.
fn impatience() -> Patience {
    let short = Duration::from_millis(60);
    Patience { look: short, talk: short, pause: Duration::ZERO, first_byte: short, silence: short, ..patience() }
}

fn key(provider: Provider) -> String {
    match provider {
        Provider::Anthropic => "sk-ant-HATCHTEST-0000000000",
        Provider::OpenAi => "sk-proj-HATCHTEST-000000000",
        Provider::OpenRouter => "sk-or-v1-HATCHTEST-00000000",
        Provider::Gemini => "AQ.HATCHTEST-0000000000",
        Provider::Echo => "",
    }
    .to_owned()
}

fn brain(fake: &FakeProviders, provider: Provider) -> Brain {
    let key = provider.needs_key().then(|| Secret::new(key(provider)));
    Brain { provider, origins: fake.origins(), key, model: default_model(provider) }
}

/// The fake, with the key of every provider known.
async fn fake() -> FakeProviders {
    let fake = FakeProviders::start().await;
    for provider in WITH_KEYS {
        fake.knows(provider, &key(provider));
    }
    fake
}

fn person(text: &str) -> Line {
    Line { speaker: Speaker::Person, text: text.into() }
}

fn bot(text: &str) -> Line {
    Line { speaker: Speaker::Bot, text: text.into() }
}

/// Asks one thing; gives back the pieces as they came and how it ended.
async fn ask(patience: &Patience, brain: &Brain, text: &str) -> (Vec<String>, Result<String, Fault>) {
    let mut pieces = Vec::new();
    let http = client().expect("a client");
    let mut on_piece = |piece: &str| pieces.push(piece.to_owned());
    let end = answer_within(patience, &http, brain, "Be kind.", &[person(text)], &mut on_piece).await;
    (pieces, end)
}

#[test]
fn the_first_model_offered_is_the_one_a_new_bot_gets() {
    for &provider in Provider::ALL {
        let known = known_models(provider);
        assert_eq!(known.first(), Some(&default_model(provider)));
        assert!(known.contains(&cheap_model(provider)), "{provider:?}");
    }
}

#[test]
fn a_short_conversation_is_sent_whole_from_the_first_words_of_the_person() {
    let lines = [bot("I am awake."), person(" "), person("hello"), bot("hi"), person("how are you")];
    assert_eq!(history(&lines), &lines[2..]);
    assert_eq!(history(&lines[..2]), &[]);
    assert_eq!(history(&[]), &[]);
}

#[test]
fn of_a_long_conversation_only_the_last_turns_are_sent() {
    let page = "x".repeat(29_997); // 10,000 tokens with the line's own
    let lines = [person(&page), bot(&page), person(&page), bot(&page), person("so?")];
    assert_eq!(history(&lines), &lines[2..]);
    let lines = [person(&page), bot(&page), person(&page)];
    assert_eq!(history(&lines), &lines[..]);
}

#[test]
fn one_line_that_is_too_long_is_for_the_provider_to_refuse() {
    let lines = [person("hello"), bot("hi"), person(&"x".repeat(200_000))];
    assert_eq!(history(&lines), &lines[2..]);
}

#[tokio::test]
async fn a_check_and_a_reply_can_run_in_any_task() {
    let fake = fake().await;
    let mind = brain(&fake, Provider::Anthropic);
    let checked = tokio::spawn(async move { check_within(&patience(), &client().expect("a client"), &mind).await });
    let mind = brain(&fake, Provider::OpenRouter);
    let replied = tokio::spawn(async move { ask(&patience(), &mind, "hello").await.1 });
    assert_eq!(checked.await.expect("no panic"), hatchery::provider::Verdict::Ok);
    assert_eq!(replied.await.expect("no panic"), Ok("You said: hello".into()));
}

fn model(id: &str) -> Model {
    Model::parse(id).expect("a model id")
}
