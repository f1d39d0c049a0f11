//! Neighbours that need no state: a hatchling at Railway that answers, and a Railway that never does.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::wire::{Answer, Asked, Serves};

/// What a hatchling says to those who look whether it is well and whether it answers.
#[derive(Clone, Default)]
pub struct Hatchlings {
    /// How often it was looked whether one is ready.
    pub looks: Arc<AtomicUsize>,
    /// How often one was asked anything.
    pub asked: Arc<AtomicUsize>,
}

impl Serves for Hatchlings {
    async fn answer(&self, asked: Asked<'_>) -> Answer {
        self.asked.fetch_add(1, Ordering::Relaxed);
        match (asked.method, asked.path) {
            ("GET", "/health") => Answer::json("\"ok\""),
            ("GET", "/ready") => {
                self.looks.fetch_add(1, Ordering::Relaxed);
                Answer::json(
                    r#"{"ready":true,"channels":{"web":{"state":"listening"}},"provider":{"state":"unknown"}}"#,
                )
            }
            ("POST", "/chat") => Answer::json(r#"{"reply":"Hello"}"#),
            _ => Answer { status: 404, body: Vec::new() },
        }
    }
}

/// Takes every request and answers none, so that what was asked for waits.
#[derive(Clone)]
pub struct Silence;

impl Serves for Silence {
    async fn answer(&self, _: Asked<'_>) -> Answer {
        tokio::time::sleep(Duration::from_secs(3_600)).await;
        Answer { status: 503, body: Vec::new() }
    }
}
