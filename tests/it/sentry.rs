//! What Sentry is told of an error: what stands on the list, and nothing that anybody wrote or that is secret.

use std::time::Duration;

use hatchery::chat::session;
use hatchery::config::LogFormat;
use hatchery::sentry::{self, Dsn, Sentry};
use hatchery::store::fresh_id;
use hatchery::telemetry;
use serde_json::{Value, json};
use tracing::{error, error_span, info, warn};

use crate::fakes::sentry::{FakeSentry, KEY};
use crate::world::traces::Log;

const PATIENCE: Duration = Duration::from_secs(10);

/// Lets `say` log something while this Sentry listens, and waits until it was told.
async fn told(fake: &FakeSentry, say: impl FnOnce()) -> Sentry {
    crate::listening::everywhere();
    let dsn = Dsn::parse(&fake.dsn()).expect("a DSN");
    let (reports, sentry) = sentry::begin(dsn).expect("it begins");
    let filter = "trace".parse().expect("a filter");
    let heard = telemetry::reporting(&filter, LogFormat::Json, false, Log::default(), Some(reports));
    tracing::subscriber::with_default(heard, say);
    sentry.flush(PATIENCE).await;
    sentry
}

/// An event without what is another one each time.
fn steady(mut event: Value) -> Value {
    let event = event.as_object_mut().expect("an object");
    assert!(event.remove("event_id").is_some() && event.remove("timestamp").is_some());
    event.clone().into()
}

#[tokio::test]
async fn of_an_error_sentry_is_told_the_place_and_the_number_and_nothing_else() {
    let fake = FakeSentry::start().await;
    let (operation, reference) = (fresh_id().to_string(), session::reference());
    let (wrote, key) = ("HATCHTEST my diary", "sk-ant-HATCHTEST-0123456789");
    let mut line = 0;
    told(&fake, || {
        let span = error_span!("turn", account = "telegram:HATCHTEST", update = wrote);
        let _inside = span.enter();
        info!("HATCHTEST is no error");
        warn!(reference = %reference, "HATCHTEST is none either");
        line = line!() + 1;
        error!(%operation, %reference, stage = "place", account = %"telegram:HATCHTEST", bot = wrote, "{wrote}");
        // Where the fields of the list do not hold what belongs there.
        error!(operation = key, diagnosis = wrote, reference = ?wrote, stage = %key, error = key, "{key}");
        error!(panicked_at = %"/home/HATCHTEST/.cargo/registry/src/index/tokio-1.48.0/src/a.rs:7:3", "a panic: {wrote}");
        error!(panicked_at = wrote, "a panic that says {wrote}");
    })
    .await;
    let whole = |place: &str, level: &str, tags: Value| {
        let what = if level == "fatal" { "A panic" } else { "An error" };
        json!({
            "platform": "native",
            "level": level,
            "logger": module_path!(),
            "release": concat!("hatchery@", env!("CARGO_PKG_VERSION")),
            "message": { "formatted": format!("{what} at {place}") },
            "fingerprint": [level, place],
            "tags": tags,
        })
    };
    let here = |line: u32| format!("{}:{line}", file!());
    let numbers = json!({ "operation": operation, "reference": reference, "stage": "place" });
    let events: Vec<Value> = fake.events().into_iter().map(steady).collect();
    assert_eq!(
        events,
        [
            whole(&here(line), "error", numbers),
            whole(&here(line + 2), "error", json!({})),
            whole("tokio-1.48.0/src/a.rs:7:3", "fatal", json!({})),
            whole(&here(line + 4), "error", json!({})),
        ]
    );
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    for request in fake.requests() {
        let said = request.replace(KEY, "");
        for canary in ["HATCHTEST", "sk-ant", "telegram:", "server_name", "/home"] {
            assert!(!said.contains(canary), "{canary} was told: {said}");
        }
        assert!(host.trim().is_empty() || !said.contains(host.trim()), "the name of this machine was told: {said}");
    }
}

#[tokio::test]
async fn a_sentry_that_asks_to_wait_is_left_alone() {
    let fake = FakeSentry::start().await;
    fake.is_busy(600);
    told(&fake, || {
        for _ in 0..5 {
            error!("again");
        }
    })
    .await;
    assert_eq!(fake.tries(), 1);
    assert_eq!(fake.events(), Vec::<Value>::new());
}

#[tokio::test]
async fn a_storm_of_errors_keeps_nobody_waiting() {
    let fake = FakeSentry::start().await;
    fake.stalls();
    let sentry = tokio::time::timeout(PATIENCE * 2, async {
        let dsn = Dsn::parse(&fake.dsn()).expect("a DSN");
        let (reports, sentry) = sentry::begin(dsn).expect("it begins");
        let filter = "trace".parse().expect("a filter");
        let heard = telemetry::reporting(&filter, LogFormat::Json, false, Log::default(), Some(reports));
        tracing::subscriber::with_default(heard, || {
            for _ in 0..10_000 {
                error!("again");
            }
        });
        sentry
    });
    let sentry = sentry.await.expect("nobody waited for Sentry");
    let began = std::time::Instant::now();
    sentry.flush(Duration::from_millis(50)).await;
    assert!(began.elapsed() < Duration::from_secs(3), "the last word has its time and no more");
    fake.has_been_asked().await;
    assert_eq!(fake.tries(), 1, "one at a time");
}
