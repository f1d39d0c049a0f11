//! The web chat: who comes in, what is answered, and what is remembered.

use std::os::unix::fs::PermissionsExt;

use expect_test::expect;
use hatchery::domain::Provider;
use hatchery::hatchling::Hatchling;
use serde_json::{Value, json};

use super::nest::{AI_KEY, Egg, Nest, WEB_TOKEN, told};
use crate::fakes::providers::FakeProviders;

#[tokio::test]
async fn a_message_is_answered_whatever_is_in_it() {
    let nest = Egg::echo().hatch().await;
    for text in
        ["hello", "${{X.Y}} $(rm -rf) `x` \"{}\"", "🥚🐣", "שלום, nest!", "one\ntwo\u{202e}", &"é".repeat(16_000)]
    {
        assert_eq!(told(nest.asks(text)).await, (200, json!({ "reply": text })));
    }
    nest.stops().await;
}

#[tokio::test]
async fn a_reply_comes_in_pieces_where_events_are_asked_for() {
    let providers = FakeProviders::start().await;
    providers.knows(Provider::Anthropic, AI_KEY);
    let nest = Egg::anthropic(&providers).hatch().await;
    let answer = nest.asks("tell me more").header("accept", "text/event-stream").send().await.expect("an answer");
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    expect![[r#"
        event: piece
        data: {"text":"You said"}

        event: piece
        data: {"text":": tell m"}

        event: piece
        data: {"text":"e more"}

        event: reply
        data: {"reply":"You said: tell me more"}

    "#]]
    .assert_eq(&answer.text().await.expect("events"));
    nest.stops().await;
}

#[tokio::test]
async fn the_link_becomes_a_cookie_that_outlives_a_restart_and_dies_with_its_token() {
    let egg = Egg::echo().with("PUBLIC_HOST", "nest.example.com");
    let nest = egg.hatch().await;
    let opening = || nest.post("/session", &json!({ "token": WEB_TOKEN }));
    let here = opening().send().await.expect("an answer");
    let here = here.headers()["set-cookie"].to_str().expect("a cookie").to_owned();
    assert!(here.ends_with("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict"), "{here}");
    let public = opening().header("host", "nest.example.com").header("origin", "https://nest.example.com");
    let public = public.send().await.expect("an answer");
    assert!(public.headers()["set-cookie"].to_str().expect("a cookie").ends_with("; SameSite=Strict; Secure"));

    let port = nest.origin.rsplit(':').next().expect("a port").to_owned();
    let cookie = nest.cookie().await;
    nest.stops().await;
    let egg = egg.with("PORT", port.as_str());
    let nest = egg.hatch().await;
    assert_eq!(told(nest.says(&cookie, "still me")).await, (200, json!({ "reply": "still me" })));
    nest.stops().await;
    let nest = egg.with("WEB_TOKEN", "another-HATCHTEST-0123456789").hatch().await;
    assert_eq!(told(nest.says(&cookie, "still me")).await.0, 401);
    nest.stops().await;
}

#[tokio::test]
async fn nobody_comes_in_without_the_token() {
    let nest = Egg::echo().hatch().await;
    let cookie = nest.cookie().await;
    let (name, seal) = cookie.split_once('=').expect("a name");
    let (until, seal) = seal.split_once('.').expect("a time");
    let later = format!("{name}={}.{seal}", until.parse::<u64>().expect("a time") + 1);
    let cut = format!("{name}={until}.{}", &seal[..62]);
    for cookie in ["", "hatchling=1.2", &later, &cut, &format!("{name}=.{seal}"), &format!("{name}x{cookie}")] {
        let (status, body) = told(nest.says(cookie, "let me in")).await;
        assert_eq!((status, &body), (401, &locked()), "{cookie}");
    }
    for token in ["", "web", &WEB_TOKEN[1..], &WEB_TOKEN.to_uppercase()] {
        let asked = nest.post("/chat", &json!({ "text": "let me in" })).bearer_auth(token);
        assert_eq!(told(asked).await, (401, locked()), "{token}");
        assert_eq!(told(nest.post("/session", &json!({ "token": token }))).await, (401, locked()), "{token}");
    }
    for request in [nest.get("/chat"), nest.post("/new", &json!({}))] {
        assert_eq!(told(request).await, (401, locked()));
    }
    nest.stops().await;
}

fn locked() -> Value {
    json!({ "error": "This chat opens with its own link. Open the link you were given once more." })
}

#[tokio::test]
async fn another_site_cannot_speak_for_the_owner() {
    let nest = Egg::echo().with("PUBLIC_HOST", "nest.example.com").hatch().await;
    let address = nest.origin.strip_prefix("http://").expect("an address").to_owned();
    let port = address.rsplit(':').next().expect("a port");
    let status = async |host: &str, path: &str| {
        nest.get(path).header("host", host).send().await.expect("an answer").status().as_u16()
    };
    for host in [&address, &format!("localhost:{port}"), "nest.example.com", "NEST.example.com"] {
        assert_eq!(status(host, "/").await, 200, "{host}");
    }
    for host in ["evil.example", "127.0.0.1", "localhost:1", "nest.example.com.evil.example"] {
        assert_eq!(status(host, "/").await, 421, "{host}");
        // A platform asks under a name of its own, and learns nothing but that the bot lives.
        assert_eq!(status(host, "/health").await, 200, "{host}");
    }

    let cookie = nest.cookie().await;
    let said = nest.post("/chat", &json!({ "text": "hello" })).header("cookie", &cookie);
    assert_eq!(told(said).await.0, 403, "a browser names its origin");
    for origin in ["null", "http://evil.example", "https://nest.example.com", &format!("https://{address}")] {
        for path in ["/chat", "/new", "/session"] {
            let body = json!({ "text": "hello", "token": WEB_TOKEN });
            let said = nest.post(path, &body).header("cookie", &cookie).header("origin", origin);
            assert_eq!(told(said).await.0, 403, "{origin} {path}");
        }
    }
    nest.stops().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_in_plain_words() {
    let nest = Egg::echo().with("BOT_LANGUAGE", "es").hatch().await;
    let raw = |kind: &str, body: &str| {
        let request = nest.get("/chat").bearer_auth(WEB_TOKEN).build().expect("a request");
        let request = nest.http.post(request.url().clone()).bearer_auth(WEB_TOKEN);
        told(request.header("content-type", kind).body(body.to_owned()))
    };
    let malformed = json!({ "error": "No entiendo esta petición. Debe ser JSON como muestra la documentación." });
    for (kind, body, status) in [
        ("application/json", "{\"text\":", 400),
        ("application/json", "{\"words\":\"CANARY\"}", 422),
        ("application/json", "{\"text\":[\"CANARY\"]}", 422),
        ("application/json", "", 400),
        ("text/plain", "{\"text\":\"hola\"}", 415),
    ] {
        assert_eq!(raw(kind, body).await, (status, malformed.clone()), "{body}");
    }
    let empty = json!({ "error": "Ese mensaje está vacío." });
    assert_eq!(told(nest.asks(" \n ")).await, (422, empty));
    let long = json!({ "error": "Ese mensaje es demasiado largo: leo como mucho 16.000 caracteres de una vez." });
    assert_eq!(told(nest.asks(&"a".repeat(16_001))).await, (413, long.clone()));
    assert_eq!(told(nest.asks(&"a".repeat(300_000))).await, (413, long.clone()));
    // Whoever has not shown the token is listened to for as long as that takes.
    assert_eq!(told(nest.post("/session", &json!({ "token": "a".repeat(2_000) }))).await, (413, long));
    assert_eq!(told(nest.get("/secrets")).await, (404, json!({ "error": "Aquí no hay nada." })));
    nest.stops().await;
}

#[tokio::test]
async fn a_conversation_outlives_a_restart_until_a_new_chat_forgets_it() {
    let providers = FakeProviders::start().await;
    providers.knows(Provider::Anthropic, AI_KEY);
    let egg = Egg::anthropic(&providers);
    let nest = egg.hatch().await;
    told(nest.asks("first")).await;
    nest.stops().await;

    let nest = egg.hatch().await;
    told(nest.asks("second")).await;
    assert_eq!(heard_by_the_last_call(&providers), ["first", "You said: first", "second"]);
    let file = std::fs::metadata(egg.folder().join("chats/api.json")).expect("a memory");
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
    // The chat page and programs do not hear each other.
    let history = nest.get("/chat").header("cookie", nest.cookie().await);
    assert_eq!(told(history).await, (200, json!({ "lines": [] })));

    let forgotten = json!({ "said": "A new conversation: what we said before is forgotten." });
    assert_eq!(told(nest.post("/new", &json!({})).bearer_auth(WEB_TOKEN)).await, (200, forgotten));
    told(nest.asks("third")).await;
    assert_eq!(heard_by_the_last_call(&providers), ["third"]);
    nest.stops().await;
}

fn heard_by_the_last_call(providers: &FakeProviders) -> Vec<String> {
    let call = providers.calls().pop().expect("a call");
    let lines = call.body["messages"].as_array().expect("messages").clone();
    lines.iter().map(|line| line["content"].as_str().expect("text").to_owned()).collect()
}

#[tokio::test]
async fn a_broken_memory_begins_anew_and_is_told_once() {
    let egg = Egg::echo();
    let nest = egg.hatch().await;
    std::fs::write(egg.folder().join("chats/api.json"), "{ half a").expect("a broken file");
    assert_eq!(told(nest.asks("hello")).await, (200, json!({ "reply": "hello" })));
    assert_eq!(told(nest.asks("again")).await, (200, json!({ "reply": "again" })));
    assert_eq!(nest.log.text().matches("hatchling trouble: memory begins anew").count(), 1);
    nest.stops().await;
}

#[tokio::test]
async fn two_tabs_take_turns_and_no_turn_is_lost() {
    let nest = Egg::echo().hatch().await;
    let cookie = nest.cookie().await;
    let texts: Vec<String> = (0..20).map(|at| format!("message {at}")).collect();
    let said = futures::future::join_all(texts.iter().map(|text| told(nest.says(&cookie, text)))).await;
    for (text, answer) in texts.iter().zip(said) {
        assert_eq!(answer, (200, json!({ "reply": text })));
    }
    let (_, history) = told(nest.get("/chat").header("cookie", &cookie)).await;
    assert_eq!(history["lines"].as_array().map(Vec::len), Some(40));
    nest.stops().await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_an_error_with_a_name() {
    let nest = Egg::echo().hatch().await;
    assert_eq!(nest.ready().await.0, 200);
    let port = nest.origin.rsplit(':').next().expect("a port").to_owned();
    let second = Egg::echo().with("PORT", port.as_str());
    let error = Hatchling::open(second.settings(), Box::new(std::io::sink())).await.err().expect("an error");
    assert!(format!("{error:#}").starts_with(&format!("listen on 127.0.0.1:{port}: ")), "{error:#}");
    let said = format!("hatchling ready on 127.0.0.1:{port}\nhatchling listens on every channel\n");
    assert_eq!(nest.log.text(), said);
    nest.stops().await;
}

#[tokio::test]
async fn the_page_speaks_the_bots_language_and_asks_nobody_else_for_anything() {
    let nest = Egg::echo().with("BOT_LANGUAGE", "es").with("BOT_NAME", "عشّ").hatch().await;
    let (first, second) = (page(&nest).await, page(&nest).await);
    let nonce =
        |policy: &str| policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).map(str::to_owned);
    assert_ne!(nonce(&first.0), nonce(&second.0));
    assert!(first.0.starts_with("default-src 'none'; script-src 'nonce-"), "{}", first.0);
    assert!(first.1.contains("<html lang=\"es\" dir=\"ltr\">") && first.1.contains("<title>عشّ</title>"));
    assert!(first.1.contains(">Chat nuevo</button>"));
    let elsewhere = first.1.replace("http://www.w3.org/2000/svg", "");
    assert!(!elsewhere.contains("http://") && !elsewhere.contains("https://") && !elsewhere.contains("src="));
    nest.stops().await;
}

async fn page(nest: &Nest) -> (String, String) {
    let answer = nest.get("/").send().await.expect("a page");
    let policy = answer.headers()["content-security-policy"].to_str().expect("a policy").to_owned();
    (policy, answer.text().await.expect("a page"))
}

#[tokio::test]
async fn a_bot_tells_how_it_is_to_anybody_who_asks() {
    let nest = Egg::echo().hatch().await;
    assert_eq!(nest.get("/health").send().await.expect("an answer").text().await.expect("a word"), "ok");
    expect![[r#"{"channels":{"web":{"state":"listening"}},"provider":{"state":"unknown"},"ready":true}"#]]
        .assert_eq(&nest.ready().await.1.to_string());
    told(nest.asks("hello")).await;
    assert_eq!(nest.ready().await.1["provider"], json!({ "state": "ok" }));
    nest.stops().await;
}
