//! What is sent to a provider, and that the fakes refuse what the real ones refuse.

use expect_test::expect;
use hatchery::domain::Provider;
use hatchery::provider::{Brain, Fault, Line, Verdict, answer, client};
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::{WITH_KEYS, bot, brain, fake, key, model, person};

async fn sent(provider: Provider) -> String {
    let fake = fake().await;
    let lines = [bot("I am awake."), person("hello"), bot("hi"), bot(" "), person("and now?"), bot("cut off")];
    let http = client().expect("a client");
    let reply = answer(&http, &brain(&fake, provider), "Be kind.", &lines, &mut |_| {}).await;
    assert_eq!(reply, Ok("You said: and now?".into()));
    let call = fake.calls().remove(0);
    format!("{}\n{:#}\n", call.path, call.body)
}

#[tokio::test]
async fn anthropic_gets_the_conversation() {
    expect![[r#"
        /v1/messages
        {
          "max_tokens": 2048,
          "messages": [
            {
              "content": "hello",
              "role": "user"
            },
            {
              "content": "hi",
              "role": "assistant"
            },
            {
              "content": "and now?",
              "role": "user"
            }
          ],
          "model": "claude-sonnet-5-5",
          "output_config": {
            "effort": "low"
          },
          "stream": true,
          "system": "Be kind."
        }
    "#]]
    .assert_eq(&sent(Provider::Anthropic).await);
}

#[tokio::test]
async fn openai_gets_the_conversation() {
    expect![[r#"
        /v1/responses
        {
          "input": [
            {
              "content": "hello",
              "role": "user"
            },
            {
              "content": "hi",
              "role": "assistant"
            },
            {
              "content": "and now?",
              "role": "user"
            }
          ],
          "instructions": "Be kind.",
          "max_output_tokens": 2048,
          "model": "gpt-6.1-terra",
          "reasoning": {
            "effort": "low"
          },
          "store": false,
          "stream": true
        }
    "#]]
    .assert_eq(&sent(Provider::OpenAi).await);
}

#[tokio::test]
async fn openrouter_gets_the_conversation() {
    expect![[r#"
        /api/v1/chat/completions
        {
          "max_tokens": 2048,
          "messages": [
            {
              "content": "Be kind.",
              "role": "system"
            },
            {
              "content": "hello",
              "role": "user"
            },
            {
              "content": "hi",
              "role": "assistant"
            },
            {
              "content": "and now?",
              "role": "user"
            }
          ],
          "model": "~anthropic/claude-haiku-latest",
          "stream": true
        }
    "#]]
    .assert_eq(&sent(Provider::OpenRouter).await);
}

#[tokio::test]
async fn gemini_gets_the_conversation() {
    expect![[r#"
        /v1beta/models/gemini-3.8-flash:streamGenerateContent
        {
          "contents": [
            {
              "parts": [
                {
                  "text": "hello"
                }
              ],
              "role": "user"
            },
            {
              "parts": [
                {
                  "text": "hi"
                }
              ],
              "role": "model"
            },
            {
              "parts": [
                {
                  "text": "and now?"
                }
              ],
              "role": "user"
            }
          ],
          "generationConfig": {
            "maxOutputTokens": 2048,
            "thinkingConfig": {
              "thinkingLevel": "low"
            }
          },
          "systemInstruction": {
            "parts": [
              {
                "text": "Be kind."
              }
            ]
          }
        }
    "#]]
    .assert_eq(&sent(Provider::Gemini).await);
}

#[tokio::test]
async fn a_model_we_do_not_know_is_asked_without_switches_and_without_an_empty_system_text() {
    for provider in WITH_KEYS {
        let fake = fake().await;
        let brain = Brain { model: model("someone/else"), ..brain(&fake, provider) };
        let end = answer(&client().expect("a client"), &brain, "", &[person("hello")], &mut |_| {}).await;
        assert_eq!(end, Err(Fault::Line(Verdict::ModelUnavailable)), "{provider:?}");
        let body = &fake.calls()[0].body;
        for field in ["output_config", "thinking", "reasoning", "system", "instructions", "systemInstruction"] {
            assert!(body.get(field).is_none(), "{provider:?}: {field}");
        }
        assert!(body["generationConfig"].get("thinkingConfig").is_none(), "{provider:?}");
        assert!(!body.to_string().contains("\"system\""), "{provider:?}");
    }
}

#[tokio::test]
async fn a_conversation_without_a_question_is_not_sent() {
    let fake = fake().await;
    let conversations: [&[Line]; 3] = [&[], &[bot("I am awake.")], &[person("  ")]];
    for provider in [Provider::Echo, Provider::Anthropic] {
        for lines in conversations {
            let end = answer(&client().expect("a client"), &brain(&fake, provider), "", lines, &mut |_| {}).await;
            assert_eq!(end, Err(Fault::Declined));
        }
    }
    assert_eq!(fake.calls(), []);
}

#[tokio::test]
async fn the_fakes_refuse_what_the_real_providers_refuse() {
    let fake = fake().await;
    let http = client().expect("a client");
    let origins = fake.origins();
    let anthropic = |change: Value| {
        let body =
            json!({ "model": "claude-haiku-5-5", "max_tokens": 1, "messages": [{ "role": "user", "content": "hi" }] });
        let url = format!("{}/v1/messages", origins.anthropic);
        http.post(url).header("anthropic-version", "2026-10-21").json(&changed(body, change))
    };
    let openai = |change: Value| {
        let body = json!({ "model": "gpt-6-luna", "input": "hi", "max_output_tokens": 16 });
        let url = format!("{}/v1/responses", origins.openai);
        http.post(url).bearer_auth(key(Provider::OpenAi)).json(&changed(body, change))
    };
    let openrouter = |change: Value| {
        let body =
            json!({ "model": "openrouter/free", "max_tokens": 16, "messages": [{ "role": "user", "content": "hi" }] });
        let url = format!("{}/api/v1/chat/completions", origins.openrouter);
        http.post(url).bearer_auth(key(Provider::OpenRouter)).json(&changed(body, change))
    };
    let gemini = |change: Value| {
        let body = json!({ "contents": [{ "role": "user", "parts": [{ "text": "hi" }] }] });
        let url = format!("{}/v1beta/models/gemini-3.8-flash:generateContent", origins.gemini);
        http.post(url).header("x-goog-api-key", key(Provider::Gemini)).json(&changed(body, change))
    };
    let none = || json!({});
    let by_key = |request: RequestBuilder| request.header("x-api-key", key(Provider::Anthropic));
    let bare = http.post(format!("{}/v1/messages", origins.anthropic)).json(&json!({}));
    for (name, request, status) in [
        ("a good call", by_key(anthropic(none())), 200),
        ("a bearer is as good", anthropic(none()).bearer_auth(key(Provider::Anthropic)), 200),
        ("no version", by_key(bare), 400),
        ("no key", anthropic(none()), 401),
        ("somebody's key", anthropic(none()).header("x-api-key", "sk-ant-HATCHTEST-of-nobody"), 401),
        ("sampling", by_key(anthropic(json!({ "temperature": 1 }))), 400),
        ("no messages", by_key(anthropic(json!({ "messages": [] }))), 400),
        ("an empty message", by_key(anthropic(json!({ "messages": [{ "role": "user", "content": " " }] }))), 400),
        ("its own last word", by_key(anthropic(json!({ "messages": [{ "role": "assistant", "content": "x" }] }))), 400),
        ("no limit", by_key(anthropic(json!({ "max_tokens": null }))), 400),
        ("a good call", openai(none()), 200),
        ("too small a limit", openai(json!({ "max_output_tokens": 15 })), 400),
        ("sampling", openai(json!({ "temperature": 1 })), 400),
        ("no input", openai(json!({ "input": [] })), 400),
        (
            "a model that always reasons",
            openai(json!({ "model": "gpt-6-astra", "reasoning": { "effort": "none" } })),
            400,
        ),
        (
            "the wrong header",
            http.get(format!("{}/v1/models/gpt-6-luna", origins.openai)).header("x-api-key", "x"),
            401,
        ),
        ("a good call", openrouter(none()), 200),
        ("no messages", openrouter(json!({ "messages": [] })), 400),
        ("too small a limit", openrouter(json!({ "max_tokens": 1 })), 400),
        ("no key", http.get(format!("{}/api/v1/key", origins.openrouter)), 401),
        ("a good call", gemini(none()), 200),
        ("two credentials", gemini(none()).bearer_auth(key(Provider::Gemini)), 400),
        ("a key in the address", gemini(none()).query(&[("key", "HATCHTEST")]), 400),
        ("no contents", gemini(json!({ "contents": [] })), 400),
        ("sampling", gemini(json!({ "generationConfig": { "temperature": 1 } })), 400),
    ] {
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status, "{name}: {}", answer.url().path());
    }
}

fn changed(mut body: Value, change: Value) -> Value {
    for (name, value) in change.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    body
}
