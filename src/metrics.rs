//! What is counted, each number with its name, unit and meaning, once. Counters of this process: they begin at nothing
//! with it, as Prometheus expects. It names no person and no bot.

use anyhow::Context;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

/// What `/metrics` answers with (OpenMetrics 1.0).
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub struct Metrics {
    registry: Registry,
    perhaps_twice: Family<Kind, Counter>,
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

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("hatchery");
        let perhaps_twice = Family::default();
        for kind in [Sent::Letter, Sent::Reply] {
            drop(perhaps_twice.get_or_create(&Kind { kind }));
        }
        registry.register(
            "messages_perhaps_twice",
            "Messages that were sent again because nobody knows whether they had arrived",
            perhaps_twice.clone(),
        );
        Metrics { registry, perhaps_twice }
    }
}

impl Metrics {
    /// A new message was sent although the same one may have arrived before: the platform takes no key by which it
    /// could tell.
    pub fn perhaps_twice(&self, kind: Sent) {
        self.perhaps_twice.get_or_create(&Kind { kind }).inc();
    }

    /// Everything, as OpenMetrics writes it.
    pub fn text(&self) -> anyhow::Result<String> {
        let mut text = String::new();
        text::encode(&mut text, &self.registry).context("write the metrics")?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_there_before_anything_is_counted() {
        let metrics = Metrics::default();
        metrics.perhaps_twice(Sent::Letter);
        let text = metrics.text().expect("written");
        assert!(text.contains("hatchery_messages_perhaps_twice_total{kind=\"Letter\"} 1"), "{text}");
        assert!(text.contains("hatchery_messages_perhaps_twice_total{kind=\"Reply\"} 0"), "{text}");
    }
}
