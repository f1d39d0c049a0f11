//! What Hatchery tells its admins by itself: once, whoever sees it, with its end, in chat and by a webhook.

mod causes;
mod replicas;
mod stories;
mod webhook;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use hatchery::App;
use hatchery::alerts::{self, Watcher};
use hatchery::config::{Config, Mode};
use hatchery::deploy::note::{Alert, Note};
use hatchery::domain::{Account, Reading};
use hatchery::secret::Secret;
use hatchery::store::fresh_id;
use sqlx::Row;

use crate::store::{MASTER_KEY, connect, welcome};

/// A Hatchery on the database of a test, in which nothing works by itself.
pub struct House {
    pub app: Arc<App>,
    pub watcher: Watcher,
    url: String,
    _folder: tempfile::TempDir,
}

/// Two who have written to us and own it.
const ADMINS: &str = "telegram:1001,telegram:1002";

impl House {
    pub async fn open(url: &str) -> Self {
        House::with(url, &[]).await
    }

    pub async fn with(url: &str, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::Builder::new().prefix("hatchery-test-").tempdir().expect("a data folder");
        let mut given: HashMap<&str, &str> = HashMap::from([
            ("TARGET", "local"),
            ("ACCESS", "open"),
            ("ADMINS", ADMINS),
            ("TELEGRAM_BOT_TOKEN", "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            ("MOLTBOT_ENCRYPTION_KEY", MASTER_KEY),
            ("TIER_FREE", "hour=50,day=50,live=5"),
            ("RETRY_BASE_MS", "1"),
            ("JOB_POLL_MS", "5"),
            ("ALERT_DISK_MB", "0"),
            ("DATA_DIR", folder.path().to_str().expect("a path in UTF-8")),
        ]);
        given.extend(settings.iter().copied());
        let read = |name: &str| given.get(name).map(|value| (*value).to_owned());
        let mut config = Config::read(Mode::Serve, &read).expect("settings that can be used");
        config.database_url = Secret::new(url);
        // What it is told to start does not exist.
        config.program = folder.path().join("no-such-program");
        let app = App::build(config).await.expect("a Hatchery");
        for admin in [1001, 1002] {
            welcome(&app.store, &Account::telegram(admin)).await;
        }
        House { app, watcher: Watcher::new(fresh_id()), url: url.to_owned(), _folder: folder }
    }

    /// One look, at which this is read.
    pub async fn reads(&mut self, reading: Reading) {
        alerts::weigh(&self.app, &mut self.watcher, vec![reading]).await.expect("it is weighed");
    }

    pub fn passes(&self, minutes: u64) {
        self.app.move_clock(Duration::from_secs(60 * minutes));
    }

    /// What was written to admins so far, in the order of writing: `1001 raised disk`.
    pub async fn told(&self) -> Vec<String> {
        let mut connection = connect(&self.url).await;
        let rows = sqlx::query("SELECT account, note FROM outbox ORDER BY id").fetch_all(&mut connection).await;
        let rows = rows.expect("the letters are read");
        rows.iter()
            .filter_map(|row| {
                let note: Note = serde_json::from_str(row.try_get("note").expect("a note")).expect("a note of ours");
                let account: String = row.try_get("account").expect("an account");
                let Note::Alert(alert) = note else { return None };
                Some(format!("{} {}", account.trim_start_matches("telegram:"), said(&alert)))
            })
            .collect()
    }

    /// The same, to one of them.
    pub async fn told_to_first(&self) -> Vec<String> {
        let told = self.told().await;
        told.iter().filter_map(|line| line.strip_prefix("1001 ").map(str::to_owned)).collect()
    }
}

fn said(alert: &Alert) -> String {
    match alert {
        Alert::Raised { reading, again: false, .. } => format!("raised {}", reading.alarm().word()),
        Alert::Raised { reading, again: true, .. } => format!("still {}", reading.alarm().word()),
        Alert::Over { reading, lasted } => format!("over {} after {} min", reading.alarm().word(), lasted / 60_000),
        Alert::Muted { until: Some(_), by, .. } => format!("muted by {by}"),
        Alert::Muted { until: None, by, .. } => format!("unmuted by {by}"),
    }
}
