//! What is counted, each number with its name, unit and meaning, once; `docs/metrics.md` is the list for people. Counters
//! of this process begin at nothing with it, as Prometheus expects; what lies in the database is looked up by whoever shows
//! the page. No label holds an id, a name or a text: each is a word of a closed alphabet, or one of our own routes.

mod seen;

use std::borrow::Cow;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::domain::broadcast::Fate;
use crate::domain::counted::{Heard, Milestone, Neighbour, OperationEnd, StageEnd, Step, Trouble, TurnEnd};
use crate::domain::{OperationKind, Platform, Provider, Stage};
use seen::Gauges;
pub use seen::Seen;

/// What `/metrics` answers with (OpenMetrics 1.0).
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The commit this was built from, where the build says so.
pub const COMMIT: Option<&str> = option_env!("HATCHERY_COMMIT");

/// Upper bounds in seconds: people notice a second, and leave after some.
const REPLY: &[f64] = &[0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0];
const REQUEST: &[f64] = &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 20.0];
const OPERATION: &[f64] = &[1.0, 3.0, 10.0, 30.0, 60.0, 120.0, 180.0, 300.0, 600.0, 1_800.0, 7_200.0, 86_400.0];

type Labels<const N: usize> = [(&'static str, &'static str); N];
type Counters<const N: usize> = Family<Labels<N>, Counter>;
type Times<L> = Family<L, Histogram, fn() -> Histogram>;
/// Method, route and status: a route is one of ours, as it stands in the table of routes.
type Request = [(&'static str, Cow<'static, str>); 3];

pub struct Metrics {
    registry: Registry,
    perhaps_twice: Family<Kind, Counter>,
    updates: Counters<2>,
    replies: Times<Labels<1>>,
    turns: Counters<2>,
    funnel: Counters<1>,
    stages: Counters<3>,
    operations: Times<Labels<2>>,
    troubles: Counters<2>,
    broadcast: Counters<2>,
    requests: Times<Request>,
    gauges: Gauges,
    /// One page at a time: what was seen for one must not stand on another.
    page: Mutex<()>,
}

/// How a message came to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Sent {
    /// Of its own accord, through the outbox.
    Letter,
    /// As the answer to what a person did.
    Reply,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: Sent,
}

/// Where one neighbour's errors are counted, for whoever speaks to that neighbour. By default nowhere.
#[derive(Clone, Default)]
pub struct Tally(Option<(Neighbour, Counters<2>)>);

impl Tally {
    pub fn note(&self, trouble: Trouble) {
        if let Some((neighbour, troubles)) = &self.0 {
            troubles.get_or_create(&[("neighbour", neighbour.word()), ("trouble", trouble.word())]).inc();
        }
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut all = Registry::default();
        all.register_with_unit("process_start_time", "When this process began", Unit::Seconds, started());
        let of_ours = all.sub_registry_with_prefix("hatchery");
        let build = [("version", env!("CARGO_PKG_VERSION")), ("commit", COMMIT.unwrap_or("unknown"))];
        of_ours.register("build", "What runs", Info::new(build));
        let metrics = Metrics {
            perhaps_twice: Family::default(),
            updates: Family::default(),
            replies: times(|| Histogram::new(REPLY.iter().copied())),
            turns: Family::default(),
            funnel: Family::default(),
            stages: Family::default(),
            operations: times(|| Histogram::new(OPERATION.iter().copied())),
            troubles: Family::default(),
            broadcast: Family::default(),
            requests: times(|| Histogram::new(REQUEST.iter().copied())),
            gauges: Gauges::registered(of_ours),
            registry: Registry::default(),
            page: Mutex::default(),
        };
        of_ours.register(
            "messages_perhaps_twice",
            "Messages that were sent again because nobody knows whether they had arrived",
            metrics.perhaps_twice.clone(),
        );
        of_ours.register("updates", "What people did, as it was heard", metrics.updates.clone());
        of_ours.register_with_unit(
            "reply",
            "From what a person did to the first message that their platform took as an answer",
            Unit::Seconds,
            metrics.replies.clone(),
        );
        of_ours.register("turns", "Turns by the question that stood, and how they ended", metrics.turns.clone());
        of_ours.register("funnel", "Wishes for a bot that have come so far", metrics.funnel.clone());
        of_ours.register("operation_stages", "Tries of a stage, and how they ended", metrics.stages.clone());
        of_ours.register_with_unit(
            "operation",
            "From the wish to the end of an operation",
            Unit::Seconds,
            metrics.operations.clone(),
        );
        of_ours.register("neighbour_errors", "What went wrong with a neighbour", metrics.troubles.clone());
        of_ours.register("broadcast_messages", "What became of one of many messages", metrics.broadcast.clone());
        of_ours.register_with_unit(
            "http_request",
            "Requests on PORT until the answer begins",
            Unit::Seconds,
            metrics.requests.clone(),
        );
        metrics.begin_at_nothing();
        Metrics { registry: all, ..metrics }
    }
}

impl Metrics {
    /// A new message was sent although the same one may have arrived before: the platform takes no key by which it
    /// could tell.
    pub fn perhaps_twice(&self, kind: Sent) {
        self.perhaps_twice.get_or_create(&Kind { kind }).inc();
    }

    /// A person did something.
    pub fn heard(&self, platform: Platform, heard: Heard) {
        self.updates.get_or_create(&[("platform", platform.word()), ("kind", heard.word())]).inc();
    }

    /// A platform took the first answer to what a person did that long ago.
    pub fn answered(&self, platform: Platform, took: Duration) {
        self.replies.get_or_create(&[("platform", platform.word())]).observe(took.as_secs_f64());
    }

    /// A turn was taken, or could not be.
    pub fn turned(&self, step: Step, end: TurnEnd) {
        self.turns.get_or_create(&[("step", step.word()), ("end", end.word())]).inc();
    }

    /// A wish for a bot has come further.
    pub fn passed(&self, milestones: &[Milestone]) {
        for milestone in milestones {
            self.funnel.get_or_create(&[("step", milestone.word())]).inc();
        }
    }

    /// A stage was tried once.
    pub fn tried(&self, kind: OperationKind, stage: Stage, end: StageEnd) {
        self.stages.get_or_create(&[("kind", kind.word()), ("stage", stage.word()), ("end", end.word())]).inc();
    }

    /// An operation is over.
    pub fn over(&self, kind: OperationKind, end: OperationEnd, took: Duration) {
        self.operations.get_or_create(&[("kind", kind.word()), ("end", end.word())]).observe(took.as_secs_f64());
    }

    /// One of many was written to.
    pub fn wrote_to_one_of_many(&self, platform: Platform, fate: Fate) {
        self.broadcast.get_or_create(&[("platform", platform.word()), ("fate", fate.word())]).inc();
    }

    /// A request was answered. `route` is a template of ours, never what was asked for.
    pub fn requested(&self, method: &'static str, route: Cow<'static, str>, status: &'static str, took: Duration) {
        let labels = [("method", method.into()), ("route", route), ("status", status.into())];
        self.requests.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// A provider was asked about a key.
    pub fn asked(&self, provider: Provider, trouble: Option<Trouble>) {
        if let (Some(neighbour), Some(trouble)) = (Neighbour::of(provider), trouble) {
            self.tally(neighbour).note(trouble);
        }
    }

    /// For whoever speaks to this neighbour.
    pub fn tally(&self, neighbour: Neighbour) -> Tally {
        Tally(Some((neighbour, self.troubles.clone())))
    }

    /// Everything, as OpenMetrics writes it, with what was just seen.
    pub fn text(&self, seen: &Seen) -> anyhow::Result<String> {
        let _page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        self.gauges.show(seen);
        let mut text = String::new();
        text::encode(&mut text, &self.registry).context("write the metrics")?;
        Ok(text)
    }

    /// What can be counted is there before it is, so that the first one is seen as a step from nothing.
    fn begin_at_nothing(&self) {
        for kind in [Sent::Letter, Sent::Reply] {
            drop(self.perhaps_twice.get_or_create(&Kind { kind }));
        }
        for milestone in Milestone::ALL {
            drop(self.funnel.get_or_create(&[("step", milestone.word())]));
        }
        for kind in OperationKind::ALL {
            for end in OperationEnd::ALL {
                drop(self.operations.get_or_create(&[("kind", kind.word()), ("end", end.word())]));
            }
        }
        for neighbour in Neighbour::ALL {
            for trouble in Trouble::ALL {
                let labels = [("neighbour", neighbour.word()), ("trouble", trouble.word())];
                drop(self.troubles.get_or_create(&labels));
            }
        }
    }
}

fn times<L: Clone + std::hash::Hash + Eq>(make: fn() -> Histogram) -> Times<L> {
    Family::new_with_constructor(make)
}

fn started() -> Gauge<f64, AtomicU64> {
    let gauge = Gauge::default();
    gauge.set(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64());
    gauge
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_there_before_anything_is_counted() {
        let metrics = Metrics::default();
        metrics.perhaps_twice(Sent::Letter);
        let text = metrics.text(&Seen::default()).expect("written");
        assert!(text.contains("hatchery_messages_perhaps_twice_total{kind=\"Letter\"} 1"), "{text}");
        assert!(text.contains("hatchery_messages_perhaps_twice_total{kind=\"Reply\"} 0"), "{text}");
    }
}
