//! Who gets in: by a token that is good and for that, and by nothing else that a caller can write.

use reqwest::Method;
use serde_json::{Value, json};

use hatchery::domain::Account;
use hatchery::quota::DAY;

use super::{BOTS, DEPLOY, ada, eve, running, served, wish};

#[tokio::test]
async fn without_a_good_token_there_is_nothing() {
    served(async |served| {
        let good = served.full(&ada()).await;
        let short = served.token(&ada(), "read deploy", 60_000).await;
        assert_eq!(served.get(BOTS, &good).await.status, 200);
        assert_eq!(served.get(BOTS, &short).await.status, 200);
        for (scheme, status) in [("bearer", 200), ("BEARER", 200), ("Basic", 401), ("Token", 401), ("", 401)] {
            let shown = format!("{scheme} {good}");
            let request = served.request(Method::GET, BOTS, "").header("Authorization", shown.trim());
            assert_eq!(served.ask(request, Method::GET, BOTS).await.status, status, "{scheme}");
        }
        served.hatchery.app.move_clock(std::time::Duration::from_secs(61));
        let cut = &good[..good.len() - 1];
        for token in ["", "hatch_", "hatch_aaaa", cut, short.as_str(), "Bearer"] {
            let answer = served.get(BOTS, token).await;
            assert_eq!(answer.code(), (401, "AUTH_REQUIRED"), "{token}");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
        let person = served.hatchery.person(&ada()).await;
        let mut tx = served.hatchery.begin().await;
        let revoked = tx.revoke_access_token(&person.id, &good[good.len() - 4..], served.hatchery.app.now()).await;
        assert_eq!(revoked.expect("revoked"), 1);
        tx.commit().await.expect("it is committed");
        assert_eq!(served.get(BOTS, &good).await.code(), (401, "AUTH_REQUIRED"));
    })
    .await;
}

#[tokio::test]
async fn a_token_is_good_for_its_scopes_only() {
    served(async |served| {
        let bot = running(served, &ada(), "nest").await;
        let reads = served.token(&ada(), "read", DAY).await;
        let deploys = served.token(&ada(), "deploy", DAY).await;
        let (one, restart) = (format!("{BOTS}/{bot}"), format!("{BOTS}/{bot}/restart"));
        assert_eq!(served.get(&one, &reads).await.status, 200);
        assert_eq!(served.post(DEPLOY, &reads, &wish("two")).await.code(), (403, "FORBIDDEN"));
        assert_eq!(served.post(&restart, &reads, &json!({})).await.code(), (403, "FORBIDDEN"));
        assert_eq!(served.get(&one, &deploys).await.code(), (403, "FORBIDDEN"));
        assert_eq!(served.post(&restart, &deploys, &json!({})).await.status, 202);
    })
    .await;
}

#[tokio::test]
async fn no_header_but_the_token_says_who_somebody_is() {
    served(async |served| {
        let bot = running(served, &ada(), "nest").await;
        let eves = served.full(&eve()).await;
        let path = format!("{BOTS}/{bot}");
        for (name, value) in [
            ("X-User-Id", "telegram:1042"),
            ("X-Forwarded-User", "telegram:1042"),
            ("X-Admin-Secret", "0123456789abcdef0123456789abcdef"),
            ("X-Account", "telegram:1042"),
            ("Cookie", "account=telegram:1042"),
        ] {
            let request = served.request(Method::GET, &path, &eves).header(name, value);
            assert_eq!(served.ask(request, Method::GET, &path).await.code(), (404, "NOT_FOUND"), "{name}");
            let request = served.request(Method::GET, &path, "").header(name, value);
            assert_eq!(served.ask(request, Method::GET, &path).await.code(), (401, "AUTH_REQUIRED"), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_somebody_else_does_not_exist() {
    served(async |served| {
        let bot = running(served, &ada(), "nest").await;
        let eves = served.full(&eve()).await;
        for id in [bot.as_str(), "00000000000000000000000000", "nonsense", "%00", "..", "'%20OR%201=1"] {
            for path in [format!("{BOTS}/{id}"), format!("{BOTS}/{id}/logs"), format!("{BOTS}/{id}/events")] {
                if id == ".." {
                    continue;
                }
                assert_eq!(served.get(&path, &eves).await.code(), (404, "NOT_FOUND"), "{path}");
            }
            for verb in ["restart", "stop", "resume"] {
                let path = format!("{BOTS}/{id}/{verb}");
                if id != ".." {
                    assert_eq!(served.post(&path, &eves, &json!({})).await.code(), (404, "NOT_FOUND"), "{path}");
                }
            }
        }
        let path = format!("{BOTS}/{bot}");
        let request = served.request(Method::DELETE, &path, &eves);
        assert_eq!(served.ask(request, Method::DELETE, &path).await.code(), (404, "NOT_FOUND"));
        let request = served.request(Method::PATCH, &path, &eves).json(&json!({ "model": "gpt-5-mini" }));
        assert_eq!(served.ask(request, Method::PATCH, &path).await.code(), (404, "NOT_FOUND"));
        assert_eq!(served.get(BOTS, &eves).await.body["instances"], json!([]));
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM operations WHERE ended_at IS NULL").await, 0);
    })
    .await;
}

#[tokio::test]
async fn whoever_was_not_let_in_or_is_shut_out_hatches_nothing() {
    super::served_with(&[("ACCESS", "invite"), ("ADMINS", "telegram:1")], async |served| {
        let token = served.full(&ada()).await;
        assert_eq!(served.post(DEPLOY, &token, &wish("nest")).await.code(), (403, "FORBIDDEN"));
        let admin = served.full(&Account::telegram(1)).await;
        assert_eq!(served.post(DEPLOY, &admin, &wish("nest")).await.status, 201);
        let person = served.hatchery.person(&Account::telegram(1)).await;
        let mut tx = served.hatchery.begin().await;
        tx.set_banned(&person.id, true, Some("too loud")).await.expect("shut out");
        tx.commit().await.expect("it is committed");
        let answer = served.post(DEPLOY, &admin, &wish("two")).await;
        assert_eq!(answer.code(), (403, "FORBIDDEN"));
        assert!(answer.body["error"].as_str().is_some_and(|error| error.contains("shut this account out")));
    })
    .await;
}

#[tokio::test]
async fn where_nothing_is_it_is_said_in_the_one_shape() {
    served(async |served| {
        for path in ["/api", "/api/", "/api/nothing", "/api/moltbot", "/api/moltbot/"] {
            let answer = served.request(Method::GET, path, "").send().await.expect("an answer");
            let number = answer.headers()["x-request-id"].to_str().expect("text").to_owned();
            assert_eq!(answer.status(), 404, "{path}");
            let body: Value = answer.json().await.expect("JSON");
            assert_eq!(body["code"], json!("NOT_FOUND"), "{path}");
            assert_eq!((&body["success"], &body["requestId"]), (&json!(false), &json!(number)), "{path}");
        }
    })
    .await;
}
