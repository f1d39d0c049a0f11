//! Who gets to what is everybody's: by a role and a token for it, by the secret of the settings, and by nothing else that
//! a caller can write.

use std::time::Duration;

use hatchery::domain::{Account, Role};
use hatchery::quota::DAY;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Answer, Served, ada, eve, running, served, served_with};
use crate::store::race;

pub const SECRET: &str = "HATCHTEST-secret-0123456789-0123456789";
pub const ADMINS: &[(&str, &str)] = &[("ADMIN_API_SECRET", SECRET), ("ADMINS", "telegram:1")];

const FLEET: &str = "/api/super/fleet";
const RESTART: &str = "/api/super/fleet/restart";

impl Served {
    /// Asks with these as `X-Admin-Secret`.
    pub async fn showing(&self, method: Method, path: &str, secrets: &[&str], body: Option<&Value>) -> Answer {
        let mut request = self.request(method.clone(), path, "");
        for secret in secrets {
            request = request.header("X-Admin-Secret", *secret);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        self.ask(request, method, path).await
    }

    pub async fn looks(&self, path: &str) -> Answer {
        self.showing(Method::GET, path, &[SECRET], None).await
    }

    pub async fn posts(&self, path: &str, body: Value) -> Answer {
        self.showing(Method::POST, path, &[SECRET], Some(&body)).await
    }

    pub async fn patches(&self, path: &str, body: Value) -> Answer {
        self.showing(Method::PATCH, path, &[SECRET], Some(&body)).await
    }

    /// Gives an account a role, or takes it away.
    pub async fn has_role(&self, account: &Account, role: Option<Role>) {
        self.hatchery.person(account).await;
        let now = self.hatchery.app.now();
        let mut tx = self.hatchery.begin().await;
        match role {
            Some(role) => tx.grant_role(account, role, &Account::telegram(1), now).await.map(drop),
            None => tx.revoke_role(account).await.map(drop),
        }
        .expect("it is said");
        tx.commit().await.expect("it is committed");
    }
}

/// What somebody with this token may: to look, to act on all, to act on people.
async fn may(served: &Served, token: &str) -> [u16; 3] {
    let restart = served.post(RESTART, token, &json!({ "bots": "failed" })).await;
    let user = "/api/super/users/telegram:1666";
    let patch = served.request(Method::PATCH, user, token).json(&json!({ "tier": "premium" }));
    [served.get(FLEET, token).await.status, restart.status, served.ask(patch, Method::PATCH, user).await.status]
}

#[tokio::test]
async fn a_token_opens_what_is_everybodys_with_the_scope_and_the_role_together() {
    served_with(ADMINS, async |served| {
        served.hatchery.person(&eve()).await;
        let (people, own) = (served.full(&ada()).await, Account::telegram(1));
        let admin = served.token(&ada(), "read deploy admin", DAY).await;
        let (owner, reads) = (served.token(&own, "admin", DAY).await, served.full(&own).await);
        assert_eq!(may(served, "").await, [401; 3]);
        assert_eq!(may(served, &people).await, [403; 3], "a token for people");
        assert_eq!(may(served, &reads).await, [403; 3], "an owner's token for people");
        assert_eq!(may(served, &admin).await, [403; 3], "a token for admins of somebody who is none");
        served.has_role(&ada(), Some(Role::Support)).await;
        assert_eq!(may(served, &admin).await, [200, 403, 403], "support looks");
        assert_eq!(may(served, &people).await, [403; 3], "a token for people of somebody who is an admin");
        served.has_role(&ada(), Some(Role::Operator)).await;
        // No bot has failed.
        assert_eq!(may(served, &admin).await, [200, 409, 200], "an operator acts");
        assert_eq!(may(served, &owner).await, [200, 409, 200], "so does an owner");
        served.has_role(&ada(), None).await;
        assert_eq!(may(served, &admin).await, [403; 3], "whoever lost the role");
        // The secret opens nothing that is somebody's own.
        let bots = served.showing(Method::GET, super::BOTS, &[SECRET], None).await;
        assert_eq!(bots.code(), (403, "FORBIDDEN"));
    })
    .await;
}

#[tokio::test]
async fn the_secret_is_the_whole_secret_once_and_in_its_place() {
    served_with(ADMINS, async |served| {
        let bot = running(served, &ada(), "nest").await;
        assert_eq!(served.looks(FLEET).await.status, 200);
        let admin = served.token(&Account::telegram(1), "admin", DAY).await;
        let (short, long) = (&SECRET[..SECRET.len() - 1], format!("{SECRET}0"));
        let (other, lower) = (SECRET.replace('9', "8"), SECRET.to_lowercase());
        let wrong: &[&[&str]] =
            &[&[""], &["x"], &[short], &[&long], &[&other], &[&lower], &[SECRET, SECRET], &[SECRET, ""]];
        for shown in wrong {
            let answer = served.showing(Method::GET, FLEET, shown, None).await;
            assert_eq!(answer.code(), (401, "AUTH_REQUIRED"), "{shown:?}");
            served.hatchery.app.move_clock(Duration::from_secs(60));
        }
        // A good token beside a wrong secret is no way in.
        let request = served.request(Method::GET, FLEET, &admin).header("X-Admin-Secret", "x");
        assert_eq!(served.ask(request, Method::GET, FLEET).await.code(), (401, "AUTH_REQUIRED"));
        for (name, value) in [
            ("Authorization", format!("Bearer {SECRET}")),
            ("X-Api-Key", SECRET.into()),
            ("X-Admin-Token", SECRET.into()),
            ("Cookie", format!("X-Admin-Secret={SECRET}")),
            ("X-User-Id", "api:admin".into()),
            ("X-Forwarded-User", "telegram:1".into()),
        ] {
            let request = served.request(Method::GET, FLEET, "").header(name, value);
            assert_eq!(served.ask(request, Method::GET, FLEET).await.code(), (401, "AUTH_REQUIRED"), "{name}");
        }
        assert_eq!(served.looks(&format!("{FLEET}?x-admin-secret=x")).await.status, 200);
        assert_eq!(served.looks(&format!("/api/super/instances/{bot}")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn without_the_setting_the_header_opens_nothing() {
    // An empty value counts as unset.
    served_with(&[("ADMIN_API_SECRET", ""), ("ADMINS", "telegram:1")], async |served| {
        for shown in ["", " ", "x", SECRET] {
            let answer = served.showing(Method::GET, FLEET, &[shown], None).await;
            assert_eq!(answer.code(), (401, "AUTH_REQUIRED"), "{shown:?}");
        }
        let token = served.token(&Account::telegram(1), "admin", DAY).await;
        let request = served.request(Method::GET, FLEET, &token).header("X-Admin-Secret", "x");
        assert_eq!(served.ask(request, Method::GET, FLEET).await.status, 200, "nobody looks at it");
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM api_counts WHERE bucket LIKE 'secret:%'").await, 0);
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM accounts WHERE id = 'api:admin'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn after_ten_wrong_secrets_from_one_address_even_the_right_one_waits_whatever_is_forwarded() {
    served_with(ADMINS, async |served| {
        let app = &served.hatchery.app;
        app.stop_clock(app.now() / 60_000 * 60_000 + 1_000);
        let token = served.token(&Account::telegram(1), "admin", DAY).await;
        let shown = async |n: usize, secret: &str| {
            let request = served
                .request(Method::GET, FLEET, "")
                .header("X-Admin-Secret", secret)
                .header("X-Forwarded-For", format!("10.1.2.{n}"))
                .header("Forwarded", format!("for=10.1.3.{n}"))
                .header("X-Real-IP", format!("10.1.4.{n}"));
            served.ask(request, Method::GET, FLEET).await
        };
        assert_eq!(shown(0, SECRET).await.status, 200);
        for n in 0..10 {
            assert_eq!(shown(n, &format!("{SECRET}{n}")).await.code(), (401, "AUTH_REQUIRED"), "{n}");
        }
        for secret in ["wrong", SECRET] {
            let answer = shown(11, secret).await;
            assert_eq!(answer.code(), (429, "RATE_LIMITED"));
            assert_eq!(answer.header("retry-after"), "60");
        }
        // Whoever comes with a token from there has nothing to do with it.
        assert_eq!(served.get(FLEET, &token).await.status, 200);
        app.move_clock(Duration::from_secs(60));
        assert_eq!(shown(12, SECRET).await.status, 200);
        // Many at the same moment are no way around it.
        let statuses = race(60, |n| {
            let request = served.request(Method::GET, FLEET, "").header("X-Admin-Secret", format!("guess{n}"));
            async move { request.send().await.expect("an answer").status().as_u16() }
        })
        .await;
        let count = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
        assert_eq!((count(401), count(429)), (10, 50), "{statuses:?}");
    })
    .await;
}

#[tokio::test]
async fn when_nothing_can_be_counted_the_secret_opens_nothing() {
    served_with(ADMINS, async |served| {
        assert_eq!(served.looks(FLEET).await.status, 200);
        served.hatchery.store().close().await;
        for secret in [SECRET, "wrong"] {
            let answer = served.showing(Method::GET, FLEET, &[secret], None).await;
            assert_eq!(answer.code(), (503, "PROVIDER_UNAVAILABLE"));
        }
    })
    .await;
}

#[tokio::test]
async fn what_does_not_exist_is_not_found_whatever_is_written() {
    served_with(ADMINS, async |served| {
        running(served, &ada(), "nest").await;
        for id in ["00000000000000000000000000", "nonsense", "%00", "'%20OR%201=1", "telegram:1042"] {
            for path in ["instances/{}", "instances/{}/config", "jobs/{}", "diagnoses/{}"] {
                let path = format!("/api/super/{}", path.replace("{}", id));
                assert_eq!(served.looks(&path).await.code(), (404, "NOT_FOUND"), "{path}");
            }
            for path in ["instances/{}/diagnose", "jobs/{}/cancel"] {
                let path = format!("/api/super/{}", path.replace("{}", id));
                assert_eq!(served.posts(&path, json!({})).await.code(), (404, "NOT_FOUND"), "{path}");
            }
            let path = format!("/api/super/instances/{id}/config");
            let answer = served.patches(&path, json!({ "patch": { "options": { "memory": 3 } } })).await;
            assert_eq!(answer.code(), (404, "NOT_FOUND"), "{path}");
        }
        for account in ["telegram:4711", "nobody", "api:me", "telegram:", "%00"] {
            let path = format!("/api/super/users/{account}");
            assert_eq!(served.looks(&path).await.code(), (404, "NOT_FOUND"), "{path}");
            assert_eq!(served.patches(&path, json!({ "tier": "free" })).await.code(), (404, "NOT_FOUND"), "{path}");
        }
    })
    .await;
    served(async |served| assert_eq!(served.get("/api/super/dashboard", "").await.code(), (401, "AUTH_REQUIRED")))
        .await;
}
