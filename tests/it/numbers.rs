//! The page of numbers: what is on it, that it is right after what people really did, and that it names nobody.

mod openmetrics;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use hatchery::api;
use hatchery::domain::broadcast::Fate;
use hatchery::domain::counted::{Heard, Milestone, Neighbour, OperationEnd, StageEnd, Step, Stock, Trouble, TurnEnd};
use hatchery::domain::{Account, OperationKind, Platform, Stage, Status};
use hatchery::metrics::{Metrics, Seen, Sent};
use tokio::net::TcpListener;

use crate::databases::each_database;
use crate::fakes::telegram::Failure;
use crate::store::{Hatchery, order};
use crate::world::{KEY, World};
use openmetrics::Page;

const TOKEN: &str = "HATCHTEST-metrics-token";

/// Somebody whose number stands nowhere else.
const ADA: i64 = 7_700_001_234;

async fn text(port: u16) -> String {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let request = client.get(format!("http://127.0.0.1:{port}/metrics")).bearer_auth(TOKEN);
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/openmetrics-text; version=1.0.0; charset=utf-8");
    answer.text().await.expect("a text")
}

/// The page as it is when nothing is remembered of an earlier look.
async fn page(world: &World) -> Page {
    world.app().move_clock(Duration::from_secs(6));
    Page::read(&text(world.port()).await)
}

#[test]
fn the_list_and_the_code_say_the_same() {
    let metrics = Metrics::default();
    // Each number once, so that each shows its labels.
    metrics.perhaps_twice(Sent::Reply);
    metrics.heard(Platform::Telegram, Heard::Text);
    metrics.answered(Platform::Telegram, Duration::from_millis(40));
    metrics.turned(Step::Idle, TurnEnd::Stayed);
    metrics.passed(&[Milestone::Deploy]);
    metrics.tried(OperationKind::Deploy, Stage::Place, StageEnd::Done);
    metrics.over(OperationKind::Deploy, OperationEnd::Done, Duration::from_secs(7));
    metrics.tally(Neighbour::Database).note(Trouble::NoAnswer);
    metrics.wrote_to_one_of_many(Platform::Discord, Fate::Sent);
    metrics.requested("GET", "/health".into(), "2xx", Duration::from_millis(3));
    let seen = Seen { stock: Some(Stock::default()), railway_left: Some(1), railway_limit: Some(2) };
    let page = Page::read(&metrics.text(&seen).expect("a page"));

    let in_code: BTreeSet<[String; 4]> = page
        .0
        .iter()
        .map(|(name, family)| {
            let suffix = match family.kind.as_str() {
                "counter" => "_total",
                "info" => "_info",
                _ => "",
            };
            let first = family.samples.first().unwrap_or_else(|| panic!("nothing was counted of {name}"));
            let mut labels: Vec<&str> = first.labels.keys().map(String::as_str).filter(|key| *key != "le").collect();
            labels.sort_unstable();
            [format!("{name}{suffix}"), family.kind.clone(), family.unit.clone(), labels.join(", ")]
        })
        .collect();
    let paper = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/metrics.md")).expect("the list");
    let mut listed = BTreeSet::new();
    for row in paper.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [name, kind, unit, labels, says, worry] = cells.as_slice() else { panic!("six cells: {row}") };
        let or_nothing = |cell: &str| if cell == "–" { String::new() } else { cell.to_owned() };
        let mut labels: Vec<String> = or_nothing(labels).split(", ").map(str::to_owned).collect();
        labels.sort_unstable();
        assert!(!says.is_empty() && !worry.is_empty(), "{row}");
        let entry = [name.trim_matches('`').to_owned(), (*kind).to_owned(), or_nothing(unit), labels.join(", ")];
        assert!(listed.insert(entry), "it is listed twice: {row}");
    }
    assert_eq!(listed, in_code, "docs/metrics.md and src/metrics.rs say the same");
}

#[tokio::test]
async fn the_funnel_counts_each_wish_once_from_deploy_to_the_first_answer() {
    let Some(world) = World::with(&[("METRICS_TOKEN", TOKEN)]).await else { return };
    let (ada, bob, eve) = (world.person(ADA), world.person(ADA + 1), world.person(ADA + 2));
    // All the way, with a step back and on again.
    ada.hears("/deploy", "What shall it be called?").await;
    ada.hears("zanzibar", "Whose AI").await;
    ada.gets("Back", "What shall it be called?").await;
    ada.hears("zanzibar", "Whose AI").await;
    ada.gets("Just try it, no key", "Where should people talk").await;
    ada.gets("Done", "Ready to hatch").await;
    ada.presses("Hatch it");
    ada.sees("is alive").await;
    // As far as the provider, and away.
    bob.hears("/deploy", "What shall it be called?").await;
    bob.hears("quagga", "Whose AI").await;
    bob.presses("Cancel");
    // With one line to the key.
    eve.hears("/deploy okapi anthropic web", "Send me your Anthropic key").await;
    world.settles().await;

    let page = page(&world).await;
    let funnel = Milestone::ALL.iter().map(|milestone| {
        let n = page.value("hatchery_funnel_total", &[("step", milestone.word())]).expect("it is counted");
        (milestone.word(), n as u64)
    });
    assert_eq!(
        funnel.collect::<Vec<_>>(),
        [
            ("deploy", 3),
            ("name", 3),
            ("provider", 3),
            ("key", 2),
            ("channels", 1),
            ("review", 1),
            ("accepted", 1),
            ("running", 1),
            ("answered", 1),
        ]
    );
    let turns = |step, end| page.value("hatchery_turns_total", &[("step", step), ("end", end)]);
    assert_eq!(turns("hatch_name", "moved"), Some(3.0));
    assert_eq!(turns("hatch_provider", "left"), Some(1.0), "who cancelled");
    assert_eq!(turns("hatch_provider", "moved"), Some(2.0), "on, and back");
    assert_eq!(turns("hatch_review", "done"), Some(1.0));
    assert_eq!(turns("unknown", "failed"), None);

    let heard = |kind| page.value("hatchery_updates_total", &[("platform", "telegram"), ("kind", kind)]);
    assert_eq!([heard("command"), heard("text"), heard("press")], [Some(3.0), Some(3.0), Some(5.0)]);
    // The press that begins an operation is answered by that operation's own message.
    assert_eq!(page.value("hatchery_reply_seconds_count", &[("platform", "telegram")]), Some(10.0));

    let stage = |stage| {
        let labels = [("kind", "deploy"), ("stage", stage), ("end", "done")];
        page.value("hatchery_operation_stages_total", &labels)
    };
    assert_eq!([stage("place"), stage("start"), stage("answer")], [Some(1.0); 3]);
    let over = |end| page.value("hatchery_operation_seconds_count", &[("kind", "deploy"), ("end", end)]);
    assert_eq!([over("done"), over("failed"), over("undone")], [Some(1.0), Some(0.0), Some(0.0)]);
    assert_eq!(page.value("hatchery_bots", &[("status", "running")]), Some(1.0));
    assert_eq!(page.sum("hatchery_bots"), 1.0);
    assert_eq!(page.sum("hatchery_operations_open"), 0.0);
    assert_eq!(page.value("hatchery_outbox_letters", &[]), Some(0.0));
    assert_eq!(page.value("hatchery_database_up", &[]), Some(1.0));
    assert_eq!(page.sum("hatchery_neighbour_errors_total"), 0.0);
    world.ends().await;
}

#[tokio::test]
async fn the_page_names_nobody_and_tells_no_secret() {
    let Some(world) = World::with(&[("METRICS_TOKEN", TOKEN)]).await else { return };
    let ada = world.person(ADA);
    ada.hears("/deploy zanzibar anthropic web", "Send me your Anthropic key").await;
    ada.says(KEY);
    ada.sees("Ready to hatch").await;
    ada.presses("Hatch it");
    ada.sees("is alive").await;
    ada.says("what I think of quagga");
    // A stranger's path is none of ours.
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    for path in ["/okapi-secret", "/api/moltbot/instances/okapi-secret/logs", "/api/okapi-secret"] {
        let asked =
            client.request("OKAPI".parse().expect("a method"), format!("http://127.0.0.1:{}{path}", world.port()));
        asked.send().await.expect("an answer");
    }
    world.settles().await;
    world.app().move_clock(Duration::from_secs(6));
    let text = text(world.port()).await;
    let page = Page::read(&text);
    assert!(page.sum("hatchery_http_request_seconds_count") >= 3.0, "{text}");
    let (id, text) = (ADA.to_string(), text.to_lowercase());
    for canary in ["hatchtest", "zanzibar", "quagga", "okapi", id.as_str(), "telegram:", "ada", "@", "sk-ant"] {
        assert!(!text.contains(canary), "{canary} is on the page:\n{text}");
    }
    world.ends().await;
}

#[tokio::test]
async fn what_goes_wrong_with_a_neighbour_is_counted_by_who_it_was() {
    let Some(world) = World::with(&[("METRICS_TOKEN", TOKEN)]).await else { return };
    let ada = world.person(ADA);
    world.telegram.fails_next(&world.hatchery, "sendMessage", Failure::AnswerLost);
    ada.says("/start");
    ada.sees("I hatch bots").await;
    world.settles().await;
    ada.hears("/deploy nest openai web", "Send me your OpenAI key").await;
    ada.says("sk-proj-HATCHTEST-0123456789abcdefghijklmnopqrstuvwxyz");
    ada.sees("OpenAI").await;
    world.settles().await;
    let page = page(&world).await;
    let errors = |neighbour, trouble| {
        page.value("hatchery_neighbour_errors_total", &[("neighbour", neighbour), ("trouble", trouble)])
    };
    assert_eq!(errors("telegram", "no_answer"), Some(1.0));
    // The key was wrong, and that is nobody's fault.
    assert_eq!(page.sum("hatchery_neighbour_errors_total"), 1.0);
    world.ends().await;
}

#[tokio::test]
async fn what_waits_in_the_database_is_on_the_page_and_a_database_that_is_away_is_not_empty() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[("METRICS_TOKEN", TOKEN)]).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let routes = api::routes(hatchery.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(async move { axum::serve(listener, routes).await.expect("it serves") });

        hatchery.ordered(&Account::telegram(42), &order("nest")).await;
        hatchery.app.move_clock(Duration::from_secs(90));
        let page = Page::read(&text(port).await);
        let open = |page: &Page, state| page.value("hatchery_operations_open", &[("state", state)]);
        assert_eq!(["due", "held", "later"].map(|state| open(&page, state)), [Some(1.0), Some(0.0), Some(0.0)]);
        let age = page.value("hatchery_operations_oldest_due_seconds", &[]).expect("an age");
        assert!((90.0..100.0).contains(&age), "{age}");
        assert_eq!(page.value("hatchery_outbox_letters", &[]), Some(1.0));
        let age = page.value("hatchery_outbox_oldest_seconds", &[]).expect("an age");
        assert!((90.0..100.0).contains(&age), "{age}");
        assert_eq!(page.value("hatchery_bots", &[("status", Status::Pending.word())]), Some(1.0));

        // Good for some seconds, whatever happens meanwhile.
        let now = hatchery.app.now();
        let held = hatchery.store().claim_operation(now, now + 60_000).await.expect("asked").expect("one is due");
        assert_eq!(open(&Page::read(&text(port).await), "due"), Some(1.0));
        hatchery.app.move_clock(Duration::from_secs(6));
        let page = Page::read(&text(port).await);
        assert_eq!(["due", "held", "later"].map(|state| open(&page, state)), [Some(0.0), Some(1.0), Some(0.0)]);
        assert_eq!(page.value("hatchery_operations_oldest_due_seconds", &[]), Some(0.0));
        let mut tx = hatchery.begin().await;
        let now = hatchery.app.now();
        tx.try_again(&held, 1, now + 3_600_000, now).await.expect("put off");
        tx.commit().await.expect("it is committed");
        hatchery.app.move_clock(Duration::from_secs(6));
        let page = Page::read(&text(port).await);
        assert_eq!(["due", "held", "later"].map(|state| open(&page, state)), [Some(0.0), Some(0.0), Some(1.0)]);

        hatchery.store().close().await;
        hatchery.app.move_clock(Duration::from_secs(6));
        assert!(hatchery.store().begin(hatchery::store::Durability::Kill).await.is_err());
        let page = Page::read(&text(port).await);
        assert_eq!(page.value("hatchery_database_up", &[]), Some(0.0));
        for gone in ["hatchery_operations_open", "hatchery_outbox_letters", "hatchery_bots"] {
            assert!(!page.0.contains_key(gone), "{gone} is not known");
        }
        let labels = [("neighbour", "database"), ("trouble", "no_answer")];
        assert_eq!(page.value("hatchery_neighbour_errors_total", &labels), Some(1.0));
        serving.abort();
        let _ = serving.await;
    })
    .await;
}
