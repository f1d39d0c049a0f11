//! Log lines: what is kept, what never is, and how they look.

use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, Mutex};

use hatchery::config::LogFormat;
use hatchery::telemetry::{Destination, init, subscriber};
use tracing::{debug, info, trace, warn};
use tracing_subscriber::fmt::MakeWriter;

/// A place for log lines that a test can read.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Page {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no panic").clone()).expect("log lines are UTF-8")
    }
}

impl std::io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Page {
    type Writer = Page;

    fn make_writer(&'a self) -> Page {
        self.clone()
    }
}

/// Everything that `say` logs and `filter` keeps.
fn logged(filter: &str, format: LogFormat, say: impl FnOnce()) -> String {
    let page = Page::default();
    let filter = filter.parse().expect("a filter");
    tracing::subscriber::with_default(subscriber(&filter, format, false, page.clone()), say);
    page.text()
}

#[test]
fn what_third_parties_say_below_a_warning_is_never_kept() {
    let said = logged("trace", LogFormat::Pretty, || {
        trace!(target: "hatchery::jobs", "ours at trace");
        debug!(target: "reqwest::connect", "HATCHTEST reqwest");
        info!(target: "hyper_util::client", "HATCHTEST hyper");
        info!(target: "teloxide_core", "HATCHTEST teloxide");
        info!(target: "serenity::http", "HATCHTEST serenity");
        info!(target: "twilight_gateway::shard", "HATCHTEST twilight");
        debug!(target: "tokio_websockets", "HATCHTEST socket");
        debug!(target: "sqlx::query", "HATCHTEST sqlx");
        trace!(target: "rustls", "HATCHTEST rustls");
        trace!(target: "h2", "HATCHTEST h2");
        let span = tracing::info_span!(target: "h2::proto", "request", path = "HATCHTEST span");
        span.in_scope(|| warn!(target: "sqlx::query", "a slow statement"));
        info!(target: "hatchery_of_others", "HATCHTEST a similar name");
        trace!(target: "tungstenite::protocol", "HATCHTEST somebody whom nobody thought of");
    });
    assert!(said.contains("ours at trace") && said.contains("a slow statement"), "{said}");
    assert!(!said.contains("HATCHTEST"), "{said}");
}

#[test]
fn a_filter_named_for_a_third_party_does_not_open_it() {
    let said = logged("reqwest=trace,sqlx=debug", LogFormat::Pretty, || {
        debug!(target: "reqwest::connect", "HATCHTEST");
        debug!(target: "sqlx::query", "HATCHTEST");
    });
    assert_eq!(said, "");
}

#[test]
fn the_default_keeps_our_news_and_the_warnings_of_others() {
    let said = logged("hatchery=info,warn", LogFormat::Pretty, || {
        info!(target: "hatchery::deploy", "our news");
        debug!(target: "hatchery::deploy", "our details");
        info!(target: "others", "their news");
        warn!(target: "others", "their warning");
    });
    assert!(said.contains("our news") && said.contains("their warning"), "{said}");
    assert!(!said.contains("our details") && !said.contains("their news"), "{said}");
}

#[test]
fn json_is_one_object_a_line_with_its_fields() {
    let said = logged("info", LogFormat::Json, || info!(target: "hatchery::jobs", step = "build", "step is done"));
    let line: serde_json::Value = serde_json::from_str(said.trim()).expect("one JSON object");
    assert_eq!((&line["message"], &line["step"]), (&"step is done".into(), &"build".into()));
    assert_eq!((&line["level"], &line["target"]), (&"INFO".into(), &"hatchery::jobs".into()));
}

// Logging is set up once in a process, so this is the only test that calls `init`.
#[test]
fn the_log_file_of_a_terminal_is_for_its_owner_alone() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("data").join("hatchery.log");
    let filter = "hatchery=info".parse().expect("a filter");
    init(&filter, LogFormat::Pretty, &Destination::File(path.clone()), None).expect("logging");
    info!(target: "hatchery::test", "into the file");
    let said = std::fs::read_to_string(&path).expect("the log");
    assert!(said.contains("into the file") && !said.contains('\x1b'), "{said}");
    assert_eq!(std::fs::metadata(&path).expect("it exists").permissions().mode() & 0o777, 0o600);
    assert!(
        init(&filter, LogFormat::Pretty, &Destination::Stderr { is_colored: false }, None).is_err(),
        "a second set-up is an error"
    );
}
