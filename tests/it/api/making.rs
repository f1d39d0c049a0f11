//! Deploying and acting: what is taken, what is refused for which reason, and what is recorded.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::{BOTS, DEPLOY, ada, running, served, served_with, wish};

const KEY: &str = "sk-ant-HATCHTEST-0123456789-good";
const TELEGRAM: &str = "123456789:AAHATCHTESTtokenTOKENtokenTOKENtoken";

fn with(change: Value) -> Value {
    let mut wish = json!({
        "name": "nest", "aiProvider": "anthropic", "apiKey": KEY,
        "channels": { "telegram": { "botToken": TELEGRAM, "allowFrom": ["10042"] } }
    });
    for (name, value) in change.as_object().expect("an object") {
        wish[name] = value.clone();
    }
    wish
}

#[tokio::test]
async fn a_bot_is_asked_for_and_recorded_as_asked_by_the_api() {
    served(async |served| {
        let token = served.full(&ada()).await;
        let answer = served.post(DEPLOY, &token, &with(json!({}))).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let made = &answer.body["instance"];
        assert_eq!(answer.body["success"], json!(true));
        assert_eq!(made["status"], json!("pending"));
        assert_eq!(made["aiProvider"], json!("anthropic"));
        assert_eq!(made["channels"], json!(["telegram"]));
        assert_eq!(made["target"], json!("local"));
        let times = [&made["createdAt"], &made["estimatedReadyTime"]].map(|at| at.as_str().expect("a time").to_owned());
        assert!(times[0] < times[1] && times[0].ends_with('Z'), "{times:?}");
        let sql = "SELECT COUNT(*) FROM acts WHERE kind = 'deploy' AND door = 'api' AND actor = 'telegram:1042'";
        assert_eq!(served.hatchery.count(sql).await, 1);
        assert_eq!(served.post(DEPLOY, &token, &with(json!({}))).await.code(), (409, "CONFLICT"));
        let same_token = with(json!({ "name": "other" }));
        assert_eq!(served.post(DEPLOY, &token, &same_token).await.code(), (409, "CONFLICT"));
    })
    .await;
}

#[tokio::test]
async fn the_token_that_hatchery_speaks_with_is_in_use() {
    let own = "123456789:AAHATCHOWNtokenTOKENtokenTOKENtokenT";
    served_with(&[("TELEGRAM_BOT_TOKEN", own)], async |served| {
        let token = served.full(&ada()).await;
        let taken = with(json!({ "channels": { "telegram": { "botToken": own } } }));
        assert_eq!(served.post(DEPLOY, &token, &taken).await.code(), (409, "CONFLICT"));
        let made = served.post(DEPLOY, &token, &with(json!({}))).await;
        let path = format!("{BOTS}/{}", made.body["instance"]["id"].as_str().expect("an id"));
        let change = served.request(Method::PATCH, &path, &token).json(&json!({ "telegramBotToken": own }));
        let answer = served.ask(change, Method::PATCH, &path).await;
        assert_eq!(answer.code(), (409, "CONFLICT"));
        assert!(answer.body["error"].as_str().expect("words").contains("uses that token"), "{}", answer.body);
    })
    .await;
}

#[tokio::test]
async fn what_has_the_wrong_shape_is_refused_by_its_code() {
    served(async |served| {
        let token = served.full(&ada()).await;
        for (change, code) in [
            (json!({ "name": "" }), "INVALID_NAME"),
            (json!({ "name": "a" }), "INVALID_NAME"),
            (json!({ "name": "${{X.Y}}" }), "INVALID_NAME"),
            (json!({ "aiProvider": "hal" }), "INVALID_PROVIDER"),
            (json!({ "apiKey": null }), "INVALID_API_KEY"),
            (json!({ "apiKey": "short" }), "INVALID_API_KEY"),
            (json!({ "apiKey": "sk-or-v1-HATCHTEST-00000000" }), "INVALID_API_KEY"),
            (json!({ "apiKey": "sk-ant-HATCHTEST${{Other.SECRET}}" }), "INVALID_API_KEY"),
            (json!({ "channels": {} }), "NO_CHANNELS"),
            (json!({ "channels": { "telegram": { "botToken": "123:HATCHTEST" } } }), "INVALID_BOT_TOKEN"),
            (json!({ "channels": { "telegram": { "botToken": KEY } } }), "INVALID_BOT_TOKEN"),
            (json!({ "channels": { "telegram": { "botToken": TELEGRAM, "allowFrom": ["me"] } } }), "BAD_REQUEST"),
            (json!({ "channels": { "pigeon": {} } }), "BAD_REQUEST"),
            (json!({ "channels": ["telegram"] }), "BAD_REQUEST"),
            (json!({ "blueprint": "no-such-thing" }), "BAD_REQUEST"),
            (json!({ "plan": "premium" }), "BAD_REQUEST"),
            (json!({ "name": 7 }), "BAD_REQUEST"),
        ] {
            let answer = served.post(DEPLOY, &token, &with(change.clone())).await;
            assert_eq!(answer.code(), (400, code), "{change}: {}", answer.body);
        }
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM instances").await, 0);
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM secrets").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_too_large_malformed_or_no_json_is_refused() {
    served(async |served| {
        let token = served.full(&ada()).await;
        let post = |kind: &'static str, body: Vec<u8>| {
            let request = served.request(Method::POST, DEPLOY, &token).header(CONTENT_TYPE, kind).body(body);
            served.ask(request, Method::POST, DEPLOY)
        };
        let json = "application/json";
        for body in ["", "{", "[]", "null", "\"HATCHTEST\"", "{\"name\":\"sk-ant-HATCHTEST-0000000000\"", "\u{0}"] {
            assert_eq!(post(json, body.into()).await.code(), (400, "BAD_REQUEST"), "{body}");
        }
        assert_eq!(post(json, vec![0xff, 0xfe]).await.code(), (400, "BAD_REQUEST"));
        let good = wish("nest").to_string();
        assert_eq!(post("text/plain", good.clone().into()).await.code(), (400, "BAD_REQUEST"));
        assert_eq!(post("application/x-www-form-urlencoded", good.clone().into()).await.code(), (400, "BAD_REQUEST"));
        assert_eq!(post(json, vec![b' '; 70_000]).await.code(), (413, "PAYLOAD_TOO_LARGE"));
        let deep = format!("{}{}", "[".repeat(9_000), "]".repeat(9_000));
        assert_eq!(post(json, deep.into()).await.code(), (400, "BAD_REQUEST"));
        assert_eq!(post("application/json; charset=utf-8", good.into()).await.status, 201);
    })
    .await;
}

#[tokio::test]
async fn limits_are_those_of_the_chat() {
    served_with(&[("TIER_FREE", "hour=2,day=9,live=5")], async |served| {
        let token = served.full(&ada()).await;
        for name in ["one", "two"] {
            assert_eq!(served.post(DEPLOY, &token, &wish(name)).await.status, 201);
        }
        let answer = served.post(DEPLOY, &token, &wish("three")).await;
        assert_eq!(answer.code(), (429, "QUOTA_EXCEEDED"));
        assert!((3_590..=3_600).contains(&answer.header("retry-after").parse::<u32>().expect("seconds")));
        let quota = served.get("/api/moltbot/quota", &token).await.body;
        assert_eq!(quota["live"], json!({ "used": 2, "limit": 5, "resetsAt": null }));
        assert_eq!((&quota["hour"]["used"], &quota["hour"]["limit"]), (&json!(2), &json!(2)));
    })
    .await;
    served_with(&[("TIER_FREE", "hour=9,day=9,live=1")], async |served| {
        let token = served.full(&ada()).await;
        assert_eq!(served.post(DEPLOY, &token, &wish("one")).await.status, 201);
        assert_eq!(served.post(DEPLOY, &token, &wish("two")).await.code(), (400, "INSTANCE_LIMIT_REACHED"));
    })
    .await;
}

#[tokio::test]
async fn a_bot_is_restarted_stopped_changed_and_deleted() {
    served(async |served| {
        let token = served.full(&ada()).await;
        let bot = running(served, &ada(), "nest").await;
        let path = |verb: &str| format!("{BOTS}/{bot}/{verb}");
        let answer = served.post(&path("restart"), &token, &json!({})).await;
        assert_eq!(answer.status, 202);
        assert_eq!(answer.body["operation"]["kind"], json!("restart"));
        assert_eq!(answer.body["operation"]["status"], json!("pending"));
        let open = "SELECT COUNT(*) FROM operations WHERE kind = 'restart' AND ended_at IS NULL";
        assert_eq!(served.hatchery.count(open).await, 1);
        // Something is under way.
        let busy = served.post(&path("stop"), &token, &json!({})).await;
        assert_eq!(busy.code(), (409, "CONFLICT"));
        assert!(!busy.header("retry-after").is_empty());
        served.hatchery.work().await;
        assert_eq!(served.post(&path("stop"), &token, &json!({})).await.status, 202);
        served.hatchery.work().await;
        assert_eq!(served.post(&path("stop"), &token, &json!({})).await.code(), (409, "CONFLICT"));

        let one = format!("{BOTS}/{bot}");
        let change = async |body: Value| {
            let request = served.request(Method::PATCH, &one, &token).json(&body);
            served.ask(request, Method::PATCH, &one).await
        };
        assert_eq!(change(json!({})).await.code(), (400, "BAD_REQUEST"));
        assert_eq!(change(json!({ "model": "a-model", "apiKey": KEY })).await.code(), (400, "BAD_REQUEST"));
        assert_eq!(change(json!({ "apiKey": KEY })).await.code(), (400, "INVALID_API_KEY"));
        assert_eq!(change(json!({ "allowFrom": ["10042"] })).await.code(), (400, "BAD_REQUEST"));
        // Echo has no model.
        assert_eq!(change(json!({ "model": "a-model" })).await.code(), (400, "BAD_REQUEST"));

        let request = served.request(Method::DELETE, &one, &token);
        assert_eq!(served.ask(request, Method::DELETE, &one).await.status, 202);
        served.hatchery.work().await;
        assert_eq!(served.get(&one, &token).await.body["instance"]["status"], json!("terminated"));
        assert_eq!(served.post(&path("restart"), &token, &json!({})).await.code(), (400, "NOT_DEPLOYED"));
    })
    .await;
}

#[tokio::test]
async fn a_new_bot_lets_in_whom_the_wish_names_and_a_change_says_whom_else() {
    served(async |served| {
        let token = served.full(&ada()).await;
        let channels = json!({ "telegram": { "botToken": TELEGRAM, "allowFrom": ["10042", "10043", "10044"] } });
        let made = served.post(DEPLOY, &token, &with(json!({ "channels": channels }))).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let id = made.body["instance"]["id"].as_str().expect("an id").to_owned();
        let bot = hatchery::domain::Id::parse(&id).expect("an id");
        let guests = async || {
            let instance = served.hatchery.store().instance(&bot).await.expect("looked up").expect("a bot");
            instance.config.document.expect("it reads").guests
        };
        assert_eq!(guests().await, ["10043", "10044"]);
        // The deploy is taken up by nobody here, so it is ended by hand.
        let held = served.hatchery.claim().await;
        let (mut tx, now) = (served.hatchery.begin().await, served.hatchery.app.now());
        tx.end_operation(&held, hatchery::store::Ended::Done, now).await.expect("it ends");
        tx.set_status(&bot, hatchery::domain::Status::Stopped, true, now).await.expect("it is stopped");
        tx.commit().await.expect("it is committed");
        let path = format!("{BOTS}/{id}");
        for (body, wanted) in [
            (json!({ "allowFrom": [] }), (202, "")),
            (json!({ "allowFrom": [] }), (409, "CONFLICT")),
            (json!({ "model": "claude-haiku-4-5" }), (202, "")),
            (json!({ "apiKey": "sk-ant-HATCHTEST-0123456789-next" }), (202, "")),
            (json!({ "telegramBotToken": "223456789:AAHATCHTESTtokenTOKENtokenTOKENtoken" }), (202, "")),
        ] {
            let request = served.request(Method::PATCH, &path, &token).json(&body);
            let answer = served.ask(request, Method::PATCH, &path).await;
            assert_eq!(answer.code(), wanted, "{body}: {}", answer.body);
            // It is stopped, so the change waits for its start.
            assert!(wanted.0 != 202 || answer.body["operation"].is_null(), "{}", answer.body);
        }
        assert!(guests().await.is_empty());
    })
    .await;
}
