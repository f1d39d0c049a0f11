//! Looking: pages, one bot with what happened to it, health; and what is not there.

use reqwest::Method;
use serde_json::json;

use super::{BOTS, DEPLOY, ada, eve, running, served, wish};
use crate::world::{KEY, OTHER_KEY};

#[tokio::test]
async fn bots_are_listed_by_page_the_newest_first() {
    served(async |served| {
        let token = served.full(&ada()).await;
        for name in ["one", "two", "three"] {
            assert_eq!(served.post(DEPLOY, &token, &wish(name)).await.status, 201);
        }
        let names = |page: &serde_json::Value| {
            let bots = page["instances"].as_array().expect("bots").iter();
            bots.map(|bot| bot["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
        };
        let first = served.get(&format!("{BOTS}?limit=2"), &token).await.body;
        assert_eq!(names(&first), ["three", "two"]);
        let cursor = first["nextCursor"].as_str().expect("a cursor");
        let second = served.get(&format!("{BOTS}?limit=2&cursor={cursor}"), &token).await.body;
        assert_eq!((names(&second), &second["nextCursor"]), (vec!["one".to_owned()], &json!(null)));
        for query in ["limit=0", "limit=101", "limit=-1", "limit=x", "cursor=x", "cursor=%00"] {
            assert_eq!(served.get(&format!("{BOTS}?{query}"), &token).await.code(), (400, "BAD_REQUEST"), "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_bot_is_shown_with_what_happened_to_it() {
    served(async |served| {
        let token = served.full(&ada()).await;
        let bot = running(served, &ada(), "nest").await;
        let shown = served.get(&format!("{BOTS}/{bot}"), &token).await.body;
        assert_eq!(shown["instance"]["status"], json!("running"));
        assert!(shown["instance"]["uptime"].is_i64() && shown["instance"]["deployedAt"].is_string());
        assert_eq!(shown["instance"]["subscriptionStatus"], json!("free"));
        let events = shown["logs"].as_array().expect("events").iter().map(|it| it["eventType"].clone());
        assert_eq!(events.collect::<Vec<_>>(), [json!("deploy"), json!("deploy.done")]);
        // Of a long life the end is told.
        let url = served.hatchery.app.config.database_url.expose();
        let act = |n: i64| {
            let at = served.hatchery.app.now() + n;
            format!("('{n:026}', {at}, 'api', 'edit', '{bot}', '')")
        };
        let acts: Vec<String> = (1..=200).map(act).collect();
        let insert = "INSERT INTO acts (id, at, door, kind, instance_id, subject) VALUES";
        crate::store::sql(url, &format!("{insert} {}", acts.join(", "))).await;
        let logs = served.get(&format!("{BOTS}/{bot}"), &token).await.body["logs"].clone();
        let logs = logs.as_array().expect("events");
        assert_eq!((logs.len(), &logs[0]["eventType"]), (200, &json!("edit")));
        assert!(logs.windows(2).all(|two| two[0]["createdAt"].as_str() <= two[1]["createdAt"].as_str()));
    })
    .await;
}

#[tokio::test]
async fn of_a_key_or_token_its_end_and_a_fingerprint_are_seen_by_its_owner_and_no_more() {
    served(async |served| {
        let token = served.full(&ada()).await;
        let bot_token = "123456780:AAHATCHTESTtokenTOKENtokenTOKENtokeN";
        let wish = |name: &str, key: &str, channels: serde_json::Value| {
            json!({ "name": name, "aiProvider": "anthropic", "apiKey": key, "channels": channels })
        };
        let on_telegram = json!({ "telegram": { "botToken": bot_token } });
        for wish in [
            wish("one", KEY, on_telegram),
            wish("two", KEY, json!({ "web": {} })),
            wish("three", OTHER_KEY, json!({ "web": {} })),
        ] {
            let answer = served.post(DEPLOY, &token, &wish).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
        }
        let bots = served.get(BOTS, &token).await.body["instances"].clone();
        let of = |n: usize| bots[n]["secrets"].as_array().expect("a list").clone();
        let (three, two, one) = (of(0), of(1), of(2));
        assert_eq!((one.len(), two.len(), three.len()), (2, 1, 1), "what Hatchery made itself is not among them");
        assert_eq!((&one[0]["kind"], &one[0]["lastFour"]), (&json!("apiKey"), &json!("good")));
        assert_eq!((&one[1]["kind"], &one[1]["lastFour"]), (&json!("telegramBotToken"), &json!("okeN")));
        assert_eq!((&three[0]["kind"], &three[0]["lastFour"]), (&json!("apiKey"), &json!("next")));
        // The same key is known again; another is another.
        assert_eq!(one[0], two[0]);
        assert_ne!(two[0]["fingerprint"], three[0]["fingerprint"]);
        let alone = served.get(&format!("{BOTS}/{}", bots[2]["id"].as_str().expect("an id")), &token).await.body;
        assert_eq!(alone["instance"]["secrets"], json!(one));
        // Nothing of it can be worked out without the master key, or stands in the database.
        let mark = one[0]["fingerprint"].as_str().expect("one").to_owned();
        assert!(!data_encoding::HEXLOWER.encode(&ring_sha256(KEY)).contains(&mark));
        let kept = format!("SELECT COUNT(*) FROM secrets WHERE fingerprint LIKE '%{mark}%'");
        assert_eq!(served.hatchery.count(&kept).await, 0);
        let eves = served.full(&eve()).await;
        assert_eq!(served.get(BOTS, &eves).await.body["instances"], json!([]));
    })
    .await;
}

fn ring_sha256(text: &str) -> Vec<u8> {
    ring::digest::digest(&ring::digest::SHA256, text.as_bytes()).as_ref().to_vec()
}

#[tokio::test]
async fn health_is_open_and_what_is_not_there_is_told_in_the_same_shape() {
    served(async |served| {
        let health = served.get("/api/moltbot/health", "").await;
        let body = json!({ "status": "ok", "railway": { "reachable": false, "incident": null } });
        assert_eq!((health.status, health.body), (200, body));
        for (method, path, status) in [
            (Method::GET, "/api/moltbot/nothing", 404),
            (Method::GET, "/api/super/nothing", 404),
            (Method::PUT, DEPLOY, 405),
            (Method::GET, DEPLOY, 405),
        ] {
            let response = served.request(method, path, "").send().await.expect("an answer");
            assert_eq!(response.status().as_u16(), status, "{path}");
            let body: serde_json::Value = response.json().await.expect("JSON");
            assert_eq!(body["success"], json!(false));
            assert!(body["requestId"].as_str().is_some_and(|id| id.len() == 26));
        }
    })
    .await;
}
