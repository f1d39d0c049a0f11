//! What is told of one error: the place in the code, and the numbers under which the log has the rest. Everything else of
//! a log line, its sentence above all, may hold what somebody wrote and is not even read.

use std::fmt;

use serde_json::{Map, Value, json};
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata};

use crate::domain::Stage;
use crate::metrics::COMMIT;

pub struct Report {
    /// `src/jobs.rs:104`
    place: String,
    /// The module that said so.
    target: &'static str,
    is_panic: bool,
    tags: Map<String, Value>,
    at: f64,
    id: String,
}

impl Report {
    pub fn of(event: &Event<'_>) -> Self {
        let metadata: &'static Metadata<'static> = event.metadata();
        let mut heard = Heard::default();
        event.record(&mut heard);
        let line = metadata.line().unwrap_or_default();
        let own = metadata.file().and_then(|file| place(&format!("{file}:{line}")));
        Report {
            is_panic: heard.panicked_at.is_some(),
            place: heard.panicked_at.or(own).unwrap_or_else(|| "an unknown place".into()),
            target: metadata.target(),
            tags: heard.tags,
            at: chrono::Utc::now().timestamp_millis() as f64 / 1_000.0,
            id: uuid::Uuid::new_v4().simple().to_string(),
        }
    }

    /// As Sentry takes it: a line of its own for the envelope, for the item and for what is in it.
    pub fn envelope(&self) -> String {
        let (level, what) = match self.is_panic {
            true => ("fatal", format!("A panic at {}", self.place)),
            false => ("error", format!("An error at {}", self.place)),
        };
        let event = json!({
            "event_id": self.id,
            "timestamp": self.at,
            "platform": "native",
            "level": level,
            "logger": self.target,
            "release": concat!("hatchery@", env!("CARGO_PKG_VERSION")),
            "message": { "formatted": what },
            "fingerprint": [level, self.place],
            "tags": self.tags,
        })
        .to_string();
        let envelope = json!({ "event_id": self.id });
        let item = json!({ "type": "event", "length": event.len() });
        format!("{envelope}\n{item}\n{event}\n")
    }
}

/// What is taken out of a log line: fields of these names, as far as they have the shape of what belongs there.
struct Heard {
    panicked_at: Option<String>,
    tags: Map<String, Value>,
}

impl Default for Heard {
    fn default() -> Self {
        let tags = COMMIT.map(|commit| ("commit".to_owned(), commit.into()));
        Heard { panicked_at: None, tags: tags.into_iter().collect() }
    }
}

impl Heard {
    fn take(&mut self, name: &'static str, value: &str) {
        let is_fit = match name {
            "operation" | "diagnosis" | "reference" => is_number(value),
            "stage" => Stage::parse(value).is_some(),
            "panicked_at" => {
                self.panicked_at = place(value);
                false
            }
            _ => false,
        };
        if is_fit {
            self.tags.insert(name.into(), value.into());
        }
    }
}

impl Visit for Heard {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.take(field.name(), value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // The sentence itself is one of these: it is not written out, not even to be thrown away.
        if matches!(field.name(), "operation" | "diagnosis" | "reference" | "stage" | "panicked_at") {
            self.take(field.name(), &format!("{value:?}"));
        }
    }
}

/// One of our ids, or the end of one.
fn is_number(text: &str) -> bool {
    matches!(text.len(), 8 | 26) && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'v'))
}

/// A file and a line. Of a path through somebody's machine only the crate and what is below it are kept.
fn place(text: &str) -> Option<String> {
    let kept = match text.rsplit_once("/src/") {
        Some((before, file)) => format!("{}/src/{file}", before.rsplit('/').next().unwrap_or_default()),
        None => text.to_owned(),
    };
    let known = |b: u8| b.is_ascii_alphanumeric() || b"_./:-".contains(&b);
    (kept.len() <= 160 && !kept.starts_with('/') && kept.bytes().all(known)).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_names_no_folder_of_this_machine() {
        let cut = |text| place(text).unwrap_or_default();
        assert_eq!(cut("src/jobs.rs:104"), "src/jobs.rs:104");
        assert_eq!(
            cut("/home/ada/.cargo/registry/src/index/tokio-1.48.0/src/a/b.rs:1:2"),
            "tokio-1.48.0/src/a/b.rs:1:2"
        );
        assert_eq!(cut("/rustc/abc/library/core/src/option.rs:9:5"), "core/src/option.rs:9:5");
        for text in ["/home/ada/x.rs:1", "what Ada wrote", "a\nb"] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
