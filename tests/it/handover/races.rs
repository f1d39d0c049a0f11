//! Links on both databases: used once whoever sends how often at the same time, not used up by whoever only looks, and
//! refused to whatever is not the page.

use std::net::SocketAddr;

use hatchery::access;
use hatchery::api;
use hatchery::chat::choice::{Choice, Press};
use hatchery::chat::{Incoming, Input, session};
use hatchery::domain::Account;
use hatchery::secret::Secret;
use reqwest::Method;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::{Link, PUBLIC, client, link, said, told};
use crate::databases::each_database;
use crate::store::circles::linked;
use crate::store::{Hatchery, count, race, rows, sql};

/// A Hatchery whose page is served on a port of its own. Nothing in it works by itself.
struct Served {
    hatchery: Hatchery,
    url: String,
    here: String,
    serving: JoinHandle<()>,
}

impl Served {
    async fn on(url: &str) -> Self {
        let hatchery = Hatchery::with(url, &[("PUBLIC_URL", PUBLIC)]).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let here = format!("http://{}", listener.local_addr().expect("an address"));
        let routes = api::routes(hatchery.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move { axum::serve(listener, routes).await.expect("it serves") });
        Served { hatchery, url: url.into(), here, serving }
    }

    async fn hears(&self, account: &Account, update: &str, input: Input) {
        let (account, update) = (account.clone(), update.to_owned());
        let incoming = Incoming { account, update, input, message: None, topic: None, language: None, name: None };
        session::hear(&self.hatchery.app, incoming).await.expect("heard");
    }

    /// Somebody is asked for a key, which is their first question, and has a link there.
    async fn asked(&self, account: &Account) -> Link {
        let wish = format!("wish of {account}");
        self.hears(account, &wish, Input::Text("/deploy nest anthropic web".into())).await;
        let secret = hatchery::deploy::random_word(32).expect("chance");
        self.adds(account, 1, secret.expose()).await
    }

    async fn adds(&self, account: &Account, revision: i64, secret: &str) -> Link {
        let hash = access::token_hash(&Secret::new(secret));
        let mut tx = self.hatchery.begin().await;
        tx.begin_handover(&link(account, revision, &hash, self.hatchery.app.now())).await.expect("a link");
        tx.commit().await.expect("committed");
        Link { here: self.here.clone(), language: "en".into(), secret: secret.into(), is_inside: false }
    }

    async fn ends(self) {
        self.serving.abort();
        let _ = self.serving.await;
        self.hatchery.store().close().await;
    }
}

fn ada() -> Account {
    Account::telegram(1_042)
}

fn bob() -> Account {
    Account::telegram(1_043)
}

async fn served(test: impl AsyncFn(&Served)) {
    each_database(async |url| {
        let served = Served::on(url).await;
        test(&served).await;
        served.ends().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_who_send_at_once_one_is_taken() {
    served(async |served| {
        let link = served.asked(&ada()).await;
        let given = race(50, |n| {
            let link = link.clone();
            async move { link.give(&format!("sk-ant-HATCHTEST-0123456789-{n:04}")).await }
        })
        .await;
        let taken = given.iter().filter(|(status, _)| *status == 200).count();
        assert_eq!(taken, 1, "{given:?}");
        for (_, told) in given.iter().filter(|(status, _)| *status != 200) {
            let why = said(told);
            assert!(why.contains("used already") || why.contains("has gone on"), "{told}");
        }
        assert!(given.iter().all(|(status, _)| matches!(status, 200 | 410)), "{given:?}");
        // The question, and the one answer to it.
        assert_eq!(count(&served.url, "SELECT version FROM sessions").await, 2);
        assert_eq!(count(&served.url, "SELECT COUNT(*) FROM handovers WHERE state = 'used'").await, 1);
        // Whoever sends it again is told so, and changes nothing.
        let before = rows(&served.url, &["sessions", "handovers"]).await;
        let (status, told) = link.give("sk-ant-HATCHTEST-0123456789-0000").await;
        assert!(status == 410 && said(&told).contains("used already"), "{told}");
        assert_eq!(rows(&served.url, &["sessions", "handovers"]).await, before);
        assert!(!before.join("\n").contains(&link.secret));
    })
    .await;
}

#[tokio::test]
async fn whoever_only_fetches_the_link_uses_nothing_up() {
    served(async |served| {
        let link = served.asked(&ada()).await;
        let before = rows(&served.url, &["sessions", "handovers", "effects", "api_counts"]).await;
        for agent in ["TelegramBot (like TwitterBot)", "Mozilla/5.0 (compatible; Discordbot/2.0)", "Slackbot", ""] {
            for method in [Method::GET, Method::HEAD] {
                for path in ["en", "es", "xx", "page.js", "page.css"] {
                    let page = format!("{}/handover/{path}#{}", served.here, link.secret);
                    let fetched = client().request(method.clone(), page).header("User-Agent", agent).send().await;
                    let fetched = fetched.expect("an answer");
                    assert_eq!(fetched.status(), 200, "{path}");
                    assert_closed(&fetched, path);
                    assert!(!fetched.text().await.expect("text").contains(&link.secret));
                }
                for path in ["look", "give"] {
                    let request = client().request(method.clone(), format!("{}/handover/{path}", served.here));
                    let fetched = request.query(&[("secret", &link.secret)]).send().await.expect("an answer");
                    assert_eq!(fetched.status(), 405, "{path}");
                    assert_closed(&fetched, path);
                }
            }
        }
        for _ in 0..10 {
            assert_eq!(link.look().await.0, 200);
        }
        let after = rows(&served.url, &["sessions", "handovers", "effects"]).await;
        assert_eq!(after, before.into_iter().filter(|row| !row.starts_with("api_counts")).collect::<Vec<_>>());
        assert_eq!(link.give("sk-ant-HATCHTEST-0123456789-good").await.0, 200);
    })
    .await;
}

/// Nothing may be kept of it, put around it or loaded into it.
fn assert_closed(answer: &reqwest::Response, path: &str) {
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().expect("text")).unwrap_or_default();
    let policy = header("content-security-policy");
    for rule in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.split("; ").any(|known| known == rule), "{path}: {rule} in {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("x-robots-tag", "noindex, nofollow, noarchive"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(header(name), value, "{path}: {name}");
    }
    assert!(answer.headers().get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn what_does_not_come_from_the_page_is_refused_and_uses_nothing_up() {
    served(async |served| {
        let (link, key) = (served.asked(&ada()).await, "sk-ant-HATCHTEST-0123456789-good");
        let before = rows(&served.url, &["sessions", "handovers"]).await;
        let give = || link.request("give", Some(key));
        for (name, value) in [
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "none"),
            ("Origin", "https://evil.example"),
            ("Origin", "null"),
            ("X-Forwarded-For", "127.0.0.1"),
        ] {
            assert_eq!(told(give().header(name, value)).await.0, 403, "{name}: {value}");
        }
        // Where the browser says that it is foreign, the origin helps nobody.
        let forged = give().header("Sec-Fetch-Site", "same-site").header("Origin", PUBLIC);
        assert_eq!(told(forged).await.0, 403);

        let post = |kind: &str, body: String| {
            let request = client().post(format!("{}/handover/give", served.here));
            told(request.header("Origin", PUBLIC).header("Content-Type", kind).body(body))
        };
        let right = json!({ "secret": link.secret, "language": "en", "value": key }).to_string();
        assert_eq!(post("text/plain", right.clone()).await.0, 415);
        assert_eq!(post("application/x-www-form-urlencoded", right.clone()).await.0, 415);
        let cut = right[..right.len() - 3].to_owned();
        let wrong = json!({ "secret": { "is": key }, "language": "en", "value": [key] }).to_string();
        for body in [cut, wrong, String::new(), "[]".into(), "\u{0}".into()] {
            assert_eq!(post("application/json", body).await.0, 400);
        }
        let long = json!({ "secret": link.secret, "language": "en", "value": "k".repeat(9_000) }).to_string();
        assert_eq!(post("application/json", long).await.0, 413);
        // As much as fits and is no key is no answer.
        let (status, told) = link.give(&"k".repeat(3_000)).await;
        assert_eq!(status, 422, "{told}");
        let now = rows(&served.url, &["sessions", "handovers"]).await;
        assert_eq!(now.iter().filter(|row| before.contains(row)).count(), before.len() - 1, "one fault is counted");
        assert_eq!(post("application/json", right).await.0, 200);
    })
    .await;
}

#[tokio::test]
async fn a_link_is_bound_to_its_account_and_its_question() {
    served(async |served| {
        let (hers, his) = (served.asked(&ada()).await, served.asked(&bob()).await);
        let before = rows(&served.url, &["sessions"]).await;
        // Ones that were never made for what stands.
        for (account, revision) in [(ada(), 0), (ada(), 2), (Account::telegram(1_044), 1)] {
            served.hatchery.person(&account).await;
            let other = served.adds(&account, revision, &format!("other{account}{revision}")).await;
            let (status, told) = other.give("sk-ant-HATCHTEST-0123456789-good").await;
            assert!(status == 410 && said(&told).contains("has gone on"), "{told}");
        }
        assert_eq!(rows(&served.url, &["sessions"]).await, before);
        // Hers was replaced by them, his was not.
        assert!(said(&hers.look().await.1).contains("newer link"));
        assert_eq!(his.give("sk-ant-HATCHTEST-0123456789-good").await.0, 200);
        assert_eq!(count(&served.url, "SELECT version FROM sessions WHERE account = 'telegram:1042'").await, 1);
        assert_eq!(count(&served.url, "SELECT version FROM sessions WHERE account = 'telegram:1043'").await, 2);
    })
    .await;
}

#[tokio::test]
async fn linked_accounts_have_one_conversation_and_whoever_leaves_it_takes_no_link_along() {
    served(async |served| {
        let (hatchery, there) = (&served.hatchery, Account::discord(1_042));
        hatchery.person(&there).await;
        served.hears(&ada(), "first", Input::Text("/help".into())).await;
        linked(hatchery.store(), &ada(), &there).await;
        served.hears(&ada(), "second", Input::Text("/deploy nest anthropic web".into())).await;
        let press = async |update: &str| {
            served.hears(&ada(), update, Input::Press(Press::word(&Choice::PrivatePage, 1))).await;
            let open = "SELECT COUNT(*) FROM handovers WHERE state = 'open' AND account = 'telegram:1042'
                        AND conversation = 'discord:1042'";
            assert_eq!(count(&served.url, open).await, 1, "the conversation of both");
            // What only the chat was told is put in its place.
            let secret = hatchery::deploy::random_word(32).expect("chance");
            let hash = access::token_hash(&Secret::new(secret.expose()));
            sql(&served.url, &format!("UPDATE handovers SET hash = '{hash}' WHERE state = 'open'")).await;
            Link { here: served.here.clone(), language: "en".into(), secret: secret.expose().into(), is_inside: false }
        };
        let link = press("third").await;
        assert_eq!(link.look().await.0, 200);
        let mut tx = hatchery.begin().await;
        assert!(tx.part(hatchery.store(), &ada()).await.expect("parted"));
        tx.commit().await.expect("committed");
        let (status, told) = link.give("sk-ant-HATCHTEST-0123456789-good").await;
        assert!(status == 410 && said(&told).contains("has gone on"), "{told}");
        linked(hatchery.store(), &ada(), &there).await;
        assert_eq!(link.give("sk-ant-HATCHTEST-0123456789-good").await.0, 200);
        assert_eq!(count(&served.url, "SELECT MAX(version) FROM sessions WHERE account = 'discord:1042'").await, 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_links_that_are_asked_for_at_once_one_is_good() {
    served(async |served| {
        served.asked(&ada()).await;
        // Each is decided anew until it is the only one, some times.
        let asked = race(6, |n| {
            let app = served.hatchery.app.clone();
            let press = Press::word(&Choice::PrivatePage, 1);
            let (update, input) = (format!("press {n}"), Input::Press(press));
            let incoming =
                Incoming { account: ada(), update, input, message: None, topic: None, language: None, name: None };
            async move { session::hear(&app, incoming).await.map(drop).map_err(|cause| format!("{cause:#}")) }
        })
        .await;
        assert!(asked.iter().all(Result::is_ok), "{asked:?}");
        assert_eq!(count(&served.url, "SELECT COUNT(*) FROM handovers").await, 7);
        assert_eq!(count(&served.url, "SELECT COUNT(*) FROM handovers WHERE state = 'open'").await, 1);
        assert_eq!(count(&served.url, "SELECT COUNT(*) FROM handovers WHERE state = 'replaced'").await, 6);
    })
    .await;
}

#[tokio::test]
async fn nobody_tries_too_often_whatever_they_say_of_themselves() {
    served(async |served| {
        let link = served.asked(&ada()).await;
        // A new minute, so that none ends on the way.
        served.hatchery.app.stop_clock(served.hatchery.app.now() / 60_000 * 60_000);
        for n in 0..100 {
            let guess = Link { secret: format!("guess{n}"), ..link.clone() };
            let look = guess.request("look", None).header("Sec-Fetch-Site", "same-origin");
            assert_eq!(told(look.header("X-Forwarded-For", format!("10.0.0.{n}"))).await.0, 410);
        }
        let look = link.request("look", None).header("Sec-Fetch-Site", "same-origin");
        assert_eq!(told(look.header("X-Forwarded-For", "10.1.1.1")).await.0, 429);
        assert_eq!(link.give("sk-ant-HATCHTEST-0123456789-good").await.0, 429);
        // The page itself is there, and a minute later so is the rest.
        assert_eq!(client().get(format!("{}/handover/en", served.here)).send().await.expect("a page").status(), 200);
        served.hatchery.app.move_clock(std::time::Duration::from_secs(60));
        assert_eq!(link.give("sk-ant-HATCHTEST-0123456789-good").await.0, 200);
        let hatchery = &served.hatchery;
        hatchery.store().forget_handovers(hatchery.app.now()).await.expect("forgotten");
        assert_eq!(count(&served.url, "SELECT COUNT(*) FROM handovers").await, 1);
        hatchery.store().forget_handovers(hatchery.app.now() + 600_001).await.expect("forgotten");
        assert_eq!(count(&served.url, "SELECT COUNT(*) FROM handovers").await, 0);
        // Where nothing can be counted or looked up nobody gets in.
        hatchery.store().close().await;
        assert_eq!(link.look().await.0, 503);
    })
    .await;
}
