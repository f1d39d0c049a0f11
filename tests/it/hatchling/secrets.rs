//! Keys and tokens stay where they must be: in the settings and on the wire.

use hatchery::domain::Provider;
use serde_json::json;

use super::nest::{AI_KEY, CLAIM_CODE, Egg, WEB_TOKEN, told};
use crate::fakes::providers::{Behaviour, FakeProviders};
use crate::fakes::telegram::{Failure, FakeTelegram};

#[tokio::test]
async fn no_secret_is_in_the_log_the_files_or_what_people_read() {
    let Some(telegram) = FakeTelegram::start().await else { return };
    let bot = telegram.bot("nest_helper_bot");
    let providers = FakeProviders::start().await;
    providers.knows(Provider::Anthropic, AI_KEY);
    let egg = Egg::anthropic(&providers).on_telegram(&telegram, &bot).with("CLAIM_CODE", CLAIM_CODE);
    assert!(!format!("{:?}", egg.settings()).contains("HATCHTEST"), "settings print no secret");
    let nest = egg.hatch().await;
    let mut read = Vec::new();

    // Everything that goes well, and everything that goes wrong with the secret in the neighbour's answer.
    let ada = telegram.person(42);
    ada.says(&bot, &format!("/start {CLAIM_CODE}"));
    ada.says(&bot, "hello");
    ada.sees(&bot, |chat| chat.shown("You said: hello").is_some()).await;
    let error = json!({ "type": "error", "error": { "type": "authentication_error", "message": AI_KEY } });
    providers.answers_next(Provider::Anthropic, Behaviour::json(401, error));
    read.push(told(nest.asks("hello")).await.1.to_string());
    read.push(told(nest.asks("hello")).await.1.to_string());
    read.push(told(nest.post("/session", &json!({ "token": format!("{WEB_TOKEN}x") }))).await.1.to_string());
    let opened = nest.post("/session", &json!({ "token": WEB_TOKEN })).send().await.expect("an answer");
    read.push(format!("{:?}", opened.headers()));
    telegram.fails_next(&bot, "getUpdates", Failure::BadGateway);
    telegram.revokes(&bot);
    nest.until_telegram("revoked").await;
    for path in ["/", "/health", "/ready", "/nothing"] {
        read.push(nest.get(path).send().await.expect("an answer").text().await.expect("a text"));
    }
    read.push(nest.log.text());
    nest.stops().await;
    let chat = ada.chat(&bot);
    read.extend(
        chat.messages
            .iter()
            .filter(|message| message.text != format!("/start {CLAIM_CODE}"))
            .map(|message| message.text.clone()),
    );

    let files = [egg.folder().to_owned(), egg.folder().join("chats")].into_iter().flat_map(|folder| {
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
    });
    let files: Vec<_> = files.filter(|path| path.is_file()).collect();
    assert_eq!(files.len(), 3, "the owner and two chats: {files:?}");
    read.extend(files.iter().map(|path| std::fs::read_to_string(path).expect("a file of ours")));
    for text in read {
        assert!(!text.contains("HATCHTEST"), "{text}");
    }
}
