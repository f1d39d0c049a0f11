//! The things that Railway keeps, one record each. A project of this fake has one environment, so a service has one
//! instance and a volume at most one. What is deleted stays, with the time of its end.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::edge::Target;
use super::plan::Plan;

#[derive(Debug, Clone)]
pub struct Workspace {
    pub id: String,
    pub name: String,
    pub plan: Plan,
    pub preferred_region: String,
    /// Dollars.
    pub credit: f64,
    pub is_over_limit: bool,
}

/// Who holds a token.
#[derive(Debug, Clone)]
pub enum Caller {
    Account,
    Workspace(String),
    Project { project: String, environment: String },
}

#[derive(Debug, Clone)]
pub struct Project {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub workspace: String,
    pub environment: String,
    pub environment_name: String,
    pub created_at: String,
    pub deleted_at: Option<String>,
    /// Without the days of grace in which one that is deleted can still be read.
    pub is_gone: bool,
}

/// A service and its one instance.
#[derive(Debug, Clone)]
pub struct Service {
    pub id: String,
    pub instance: String,
    pub name: String,
    pub project: String,
    pub environment: String,
    pub image: Option<String>,
    pub repo: Option<String>,
    /// What `serviceInstanceUpdate` set, under the names of its input.
    pub settings: Map<String, Value>,
    pub memory_gb: Option<f64>,
    pub vcpus: Option<f64>,
    pub variables: BTreeMap<String, String>,
    /// Names of variables that nobody may read any more.
    pub sealed: BTreeSet<String>,
    pub created_at: String,
    pub deleted_at: Option<String>,
}

/// A volume and its instance, which there is only in an environment.
#[derive(Debug, Clone)]
pub struct Volume {
    pub id: String,
    pub instance: String,
    pub name: String,
    pub project: String,
    pub environment: Option<String>,
    /// Nothing once it is detached.
    pub service: Option<String>,
    pub mount_path: String,
    pub region: String,
    pub created_at: String,
    pub deleted_at: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Domain {
    pub id: String,
    /// `127.0.0.1:PORT`: whatever serves is reached there.
    pub domain: String,
    pub service: String,
    pub target_port: Option<u64>,
    pub created_at: String,
    pub deleted_at: Option<String>,
    pub(super) target: Arc<Target>,
}

pub fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

thread_local! {
    /// Where the clock of this thread stands, in Unix milliseconds; nothing while it goes.
    static STANDS_AT: Cell<Option<i64>> = const { Cell::new(None) };
}

/// For a fake that lives on one thread with its caller.
pub fn stop_clock(at: i64) {
    STANDS_AT.set(Some(at));
}

pub fn now() -> String {
    let stands_at = STANDS_AT.get().and_then(chrono::DateTime::from_timestamp_millis);
    stands_at.unwrap_or_else(chrono::Utc::now).to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}
