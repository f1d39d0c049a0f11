//! What admins do over HTTP: the fleet, work on many, people, configs, close looks, numbers; and what is recorded of it.

use hatchery::domain::{Account, Role};
use hatchery::quota::DAY;
use hatchery::{diagnose, fleet};
use reqwest::Method;
use serde_json::{Value, json};

use super::admins::{ADMINS, SECRET};
use super::{Served, ada, eve, running, served_with};

/// So many acts of this kind by `api:admin` over HTTP.
async fn acts(served: &Served, kind: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM acts WHERE kind = '{kind}' AND door = 'api' AND actor = 'api:admin'");
    served.hatchery.count(&sql).await
}

fn names(page: &Value) -> Vec<&str> {
    page["bots"].as_array().expect("bots").iter().map(|bot| bot["name"].as_str().expect("a name")).collect()
}

#[tokio::test]
async fn all_bots_are_listed_by_page_and_by_what_they_are_like() {
    served_with(ADMINS, async |served| {
        for (account, name) in [(ada(), "one"), (ada(), "two"), (eve(), "three")] {
            running(served, &account, name).await;
        }
        let first = served.looks("/api/super/fleet?limit=2").await.body;
        assert_eq!((names(&first), &first["all"]), (vec!["one", "two"], &json!(3)));
        let cursor = first["nextCursor"].as_str().expect("a cursor");
        let second = served.looks(&format!("/api/super/fleet?limit=2&cursor={cursor}")).await.body;
        assert_eq!((names(&second), &second["nextCursor"]), (vec!["three"], &json!(null)));
        assert_eq!(second["bots"][0]["owner"], json!("telegram:1666"));
        let of = async |words: &str| served.looks(&format!("/api/super/fleet?filter={words}")).await;
        assert_eq!(names(&of("telegram:1666").await.body), ["three"]);
        assert_eq!(names(&of("running%20hatchling%20local").await.body).len(), 3);
        assert_eq!(names(&of("failed").await.body), Vec::<&str>::new());
        for words in ["nonsense", "failed%20running", "telegram:1042/one"] {
            assert_eq!(of(words).await.code(), (400, "BAD_REQUEST"), "{words}");
        }
        for query in ["limit=0", "limit=101", "limit=x", "cursor=x"] {
            assert_eq!(
                served.looks(&format!("/api/super/fleet?{query}")).await.code(),
                (400, "BAD_REQUEST"),
                "{query}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn many_bots_are_started_anew_by_one_job_that_is_told_of_and_cancelled() {
    served_with(ADMINS, async |served| {
        for name in ["one", "two", "three"] {
            running(served, &ada(), name).await;
        }
        let restart = "/api/super/fleet/restart";
        for (body, wanted) in [
            (json!({}), (400, "BAD_REQUEST")),
            (json!({ "bots": "" }), (400, "BAD_REQUEST")),
            (json!({ "bots": "sk-ant-HATCHTEST-0123456789-good" }), (400, "BAD_REQUEST")),
            (json!({ "bots": "all", "wave": 0 }), (400, "BAD_REQUEST")),
            (json!({ "bots": "all", "first": 201 }), (400, "BAD_REQUEST")),
            (json!({ "bots": "failed" }), (409, "CONFLICT")),
            (json!({ "bots": "telegram:1042/one telegram:1042/four" }), (404, "NOT_FOUND")),
        ] {
            assert_eq!(served.posts(restart, body.clone()).await.code(), wanted, "{body}");
        }
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM fleet_jobs").await, 0);
        let keyed = async |bots: &str| {
            let request = served.request(Method::POST, restart, "").header("X-Admin-Secret", SECRET);
            let request = request.header("Idempotency-Key", "r-1").json(&json!({ "bots": bots, "wave": 2 }));
            served.ask(request, Method::POST, restart).await
        };
        let (begun, again) = (keyed("all").await, keyed("all").await);
        assert_eq!((begun.status, again.status, &begun.body), (202, 202, &again.body));
        assert_eq!(keyed("running").await.code(), (409, "CONFLICT"));
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM fleet_jobs").await, 1);
        let job = &begun.body["job"];
        assert_eq!((&job["state"], &job["author"]), (&json!("running"), &json!("api:admin")));
        assert_eq!(job["tally"]["waiting"], json!(3));

        fleet::advance_all(&served.hatchery.app).await.expect("it goes on");
        let path = format!("/api/super/jobs/{}", job["id"].as_str().expect("an id"));
        let seen = served.looks(&path).await.body;
        assert_eq!((&seen["job"]["tally"]["asked"], &seen["job"]["tally"]["waiting"]), (&json!(1), &json!(2)));
        let say = async |word: &str| served.posts(&format!("{path}/{word}"), json!({})).await;
        assert_eq!(say("stop").await.code(), (404, "NOT_FOUND"));
        assert_eq!(say("go").await.code(), (409, "CONFLICT"));
        assert_eq!(say("pause").await.body["job"]["state"], json!("paused"));
        assert_eq!(say("go").await.body["job"]["state"], json!("running"));
        assert_eq!(say("cancel").await.body["job"]["state"], json!("cancelled"));
        served.hatchery.work().await;
        fleet::advance_all(&served.hatchery.app).await.expect("it ends");
        let over = served.looks(&path).await.body;
        assert!(over["job"]["endedAt"].is_string(), "{over}");
        let why = over["bots"].as_array().expect("bots").iter().filter(|bot| bot["state"] == json!("skipped"));
        assert_eq!(why.map(|bot| bot["why"].is_string()).collect::<Vec<_>>(), [true, true]);
        assert_eq!((acts(served, "fleet").await, acts(served, "restart").await), (4, 1));
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM outbox WHERE account = 'api:admin'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn work_that_a_token_began_is_recorded_as_come_over_http() {
    served_with(ADMINS, async |served| {
        running(served, &ada(), "nest").await;
        let token = served.token(&Account::telegram(1), "admin", DAY).await;
        let begun = served.post("/api/super/fleet/restart", &token, &json!({ "bots": "all" })).await;
        assert_eq!(begun.body["job"]["author"], json!("telegram:1"));
        fleet::advance_all(&served.hatchery.app).await.expect("it goes on");
        let sql =
            "SELECT COUNT(*) FROM acts WHERE kind IN ('fleet', 'restart') AND door = 'api' AND actor = 'telegram:1'";
        assert_eq!(served.hatchery.count(sql).await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_job_of_the_secret_waits_when_that_way_is_shut() {
    crate::databases::each_database(async |url| {
        let served = Served::with(url, ADMINS).await;
        running(&served, &ada(), "nest").await;
        let begun = served.posts("/api/super/fleet/restart", json!({ "bots": "all" })).await;
        let path = format!("/api/super/jobs/{}", begun.body["job"]["id"].as_str().expect("an id"));
        served.ends().await;
        let served = Served::with(url, &[("ADMINS", "telegram:1")]).await;
        fleet::advance_all(&served.hatchery.app).await.expect("it is looked at");
        let token = served.token(&Account::telegram(1), "admin", DAY).await;
        assert_eq!(served.get(&path, &token).await.body["job"]["state"], json!("paused"));
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM operations WHERE kind = 'restart'").await, 0);
        served.ends().await;
    })
    .await;
}

#[tokio::test]
async fn people_are_found_looked_at_and_changed() {
    served_with(ADMINS, async |served| {
        running(served, &ada(), "nest").await;
        served.hatchery.person(&Account::telegram(1)).await;
        let found = served.looks("/api/super/users?find=NES").await.body;
        assert_eq!(found["users"], json!([{ "account": "telegram:1042", "name": null, "bots": 1 }]));
        for query in ["limit=0", "limit=101", "find=%00"] {
            assert_eq!(
                served.looks(&format!("/api/super/users?{query}")).await.code(),
                (400, "BAD_REQUEST"),
                "{query}"
            );
        }
        let path = "/api/super/users/telegram:1042";
        let change = async |body: Value| served.patches(path, body).await.code().0;
        for body in [
            json!({}),
            json!({ "tier": "gold" }),
            json!({ "tier": "free", "banned": true }),
            json!({ "tier": "free", "reason": "x" }),
            json!({ "limits": { "hour": 1, "day": 1, "live": 6 } }),
            json!({ "limits": { "hour": 1, "day": 1 } }),
            json!({ "limits": { "hour": -1, "day": 1, "live": 1 } }),
            json!({ "tier": "premium", "lasts": "soon" }),
            json!({ "banned": true, "reason": "sk-ant-HATCHTEST-0123456789-good" }),
            json!({ "banned": true, "reason": "two\nlines" }),
            json!({ "banned": false, "reason": "x" }),
            json!({ "role": "owner" }),
        ] {
            assert_eq!(change(body.clone()).await, 400, "{body}");
        }
        assert_eq!(change(json!({ "tier": "premium", "lasts": "30d" })).await, 200);
        assert_eq!(change(json!({ "limits": { "hour": 3, "day": 4, "live": 2 } })).await, 200);
        assert_eq!(change(json!({ "banned": true, "reason": "too loud" })).await, 200);
        let seen = served.looks(path).await.body;
        assert_eq!((&seen["tier"], seen["tierUntil"].is_string()), (&json!("premium"), true));
        assert_eq!(seen["limits"], json!({ "hour": 3, "day": 4, "live": 2 }));
        assert_eq!((&seen["isBanned"], &seen["banReason"]), (&json!(true), &json!("too loud")));
        assert_eq!(seen["bots"], json!([{ "name": "nest", "status": "running" }]));
        assert_eq!(change(json!({ "banned": false })).await, 200);
        assert_eq!(change(json!({ "limits": null })).await, 200);
        let seen = served.looks(path).await.body;
        assert_eq!((&seen["isBanned"], &seen["limits"]["hour"]), (&json!(false), &json!(10)));
        let kinds = [acts(served, "tier").await, acts(served, "quota").await, acts(served, "ban").await];
        assert_eq!((kinds, acts(served, "unban").await), ([1, 2, 1], 1));
        let told = "SELECT COUNT(*) FROM outbox WHERE account = 'telegram:1042' AND note LIKE '%StandingChanged%'";
        assert_eq!(served.hatchery.count(told).await, 5);
        // Whoever runs this place is not shut out, nor is the way that it comes by.
        for account in ["telegram:1", "api:admin"] {
            let path = format!("/api/super/users/{account}");
            assert_eq!(served.patches(&path, json!({ "banned": true })).await.code(), (409, "CONFLICT"), "{account}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_config_of_anybodys_bot_is_shown_and_changed_onto_what_was_seen() {
    served_with(ADMINS, async |served| {
        let bot = running(served, &ada(), "nest").await;
        let path = format!("/api/super/instances/{bot}/config");
        let seen = served.looks(&path).await.body;
        assert_eq!((&seen["revision"], &seen["config"], &seen["secrets"]), (&json!(1), &json!({}), &json!([])));
        let memory = |n: i64| json!({ "options": { "memory": n } });
        for (body, wanted) in [
            (json!({}), (400, "BAD_REQUEST")),
            (json!({ "patch": memory(3), "rollbackTo": 1 }), (400, "BAD_REQUEST")),
            (json!({ "patch": [] }), (400, "BAD_REQUEST")),
            (json!({ "patch": { "model": "a-model" } }), (400, "BAD_REQUEST")),
            (json!({ "patch": { "sk-ant-HATCHTEST-0123456789-good": 1 } }), (400, "BAD_REQUEST")),
            (json!({ "patch": { "options": { "sk-ant-HATCHTEST-012345": 1 } } }), (400, "BAD_REQUEST")),
            (
                json!({ "patch": { "options": { "persona": "sk-ant-HATCHTEST-0123456789-good" } } }),
                (400, "BAD_REQUEST"),
            ),
            (json!({ "patch": memory(99) }), (400, "BAD_REQUEST")),
            (json!({ "patch": memory(3), "onto": 7 }), (409, "CONFLICT")),
            (json!({ "rollbackTo": 7 }), (404, "NOT_FOUND")),
        ] {
            assert_eq!(served.patches(&path, body.clone()).await.code(), wanted, "{body}");
        }
        let changed = served.patches(&path, json!({ "patch": memory(3), "onto": 1 })).await;
        assert_eq!((changed.status, &changed.body["revision"]), (202, &json!(2)));
        assert_eq!(changed.body["operation"]["kind"], json!("update"));
        let busy = served.patches(&path, json!({ "patch": memory(4) })).await;
        assert_eq!(busy.code(), (409, "CONFLICT"));
        assert_eq!(busy.header("retry-after"), "10");
        assert_eq!(served.patches(&path, json!({ "patch": memory(3) })).await.code(), (409, "CONFLICT"));
        served.hatchery.work().await;
        assert_eq!(served.patches(&path, json!({ "rollbackTo": 1 })).await.body["revision"], json!(3));
        assert_eq!(served.looks(&path).await.body["config"], json!({}));
        assert_eq!(acts(served, "config").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_close_look_is_made_once_and_read_by_whoever_asked() {
    served_with(ADMINS, async |served| {
        let bot = running(served, &ada(), "nest").await;
        let ask = format!("/api/super/instances/{bot}/diagnose");
        let (first, again) = (served.posts(&ask, json!({})).await, served.posts(&ask, json!({})).await);
        assert_eq!((first.status, &first.body), (202, &again.body));
        served.has_role(&eve(), Some(Role::Support)).await;
        let support = served.token(&eve(), "admin", DAY).await;
        let theirs = served.post(&ask, &support, &json!({})).await;
        assert_ne!(first.body["diagnosis"]["id"], theirs.body["diagnosis"]["id"]);
        let path = format!("/api/super/diagnoses/{}", first.body["diagnosis"]["id"].as_str().expect("an id"));
        let seen = served.looks(&path).await.body;
        assert_eq!(
            (&seen["status"], &seen["standing"], &seen["findings"]),
            (&json!("pending"), &json!(null), &json!([]))
        );
        assert_eq!(served.get(&path, &support).await.code(), (404, "NOT_FOUND"));
        let app = &served.hatchery.app;
        while let Some(held) = app.store.claim_diagnosis(app.now() + 1, app.now() + DAY).await.expect("looked") {
            diagnose::work(app, &held).await.expect("it is made");
        }
        let seen = served.looks(&path).await.body;
        assert_eq!((&seen["status"], &seen["standing"]), (&json!("done"), &json!("bad")), "{seen}");
        let checks = seen["findings"].as_array().expect("findings").iter().map(|it| it["check"].as_str());
        assert_eq!(checks.flatten().collect::<Vec<_>>(), ["process", "channels", "errors", "key", "config"]);
        let key = seen["findings"][3].clone();
        assert_eq!((&key["standing"], key["saw"].as_str().is_some_and(|saw| saw.len() > 10)), (&json!("good"), true));
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM outbox WHERE account = 'api:admin'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_numbers_say_how_all_of_it_goes() {
    served_with(ADMINS, async |served| {
        running(served, &ada(), "nest").await;
        served.hatchery.ordered(&eve(), &crate::store::order("owl")).await;
        served.patches("/api/super/users/telegram:1042", json!({ "tier": "premium" })).await;
        let mut numbers = served.looks("/api/super/dashboard").await.body;
        assert!(numbers["outbox"]["waiting"].as_i64().is_some_and(|n| n > 0), "{numbers}");
        numbers["outbox"] = json!(null);
        assert_eq!(
            numbers,
            json!({
                "people": { "all": 2, "seenLastDay": 0, "premium": 1, "banned": 0 },
                "bots": {
                    "all": 2, "adrift": 1, "troubled": 0,
                    "byStatus": { "pending": 1, "running": 1 },
                    "byTarget": { "local": 2 }, "byProvider": { "echo": 2 },
                },
                "operations": { "open": 1, "queueAgeSeconds": 0 },
                "deploys": { "lastHour": 2, "lastDay": 2 },
                "outbox": null,
                "spend": { "thisMonth": 0.0, "limit": null },
                "isInMaintenance": false,
            })
        );
        let mut tx = served.hatchery.begin().await;
        tx.set_maintenance(Some(&hatchery::domain::Notice::default())).await.expect("set");
        tx.commit().await.expect("it is committed");
        assert_eq!(served.looks("/api/super/dashboard").await.body["isInMaintenance"], json!(true));
    })
    .await;
}
