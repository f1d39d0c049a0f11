//! Tells an operator's Sentry that something went wrong: where in the code, in which release, and under which number the
//! log has the rest. What is told is put together from an allow list (`report`), so what people wrote, who they are and
//! what this machine is called has no way out. It never logs an error itself, and nobody ever waits for it.

mod dsn;
mod report;

use std::time::Duration;

use anyhow::Context;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber, debug};
use tracing_subscriber::layer::{Context as Around, Layer};

pub use dsn::Dsn;
use report::Report;

/// Reports that wait for Sentry; what comes on top of them is lost, for a storm of errors says the same again and again.
const QUEUE: usize = 100;
/// How long one report may take.
const LIMIT: Duration = Duration::from_secs(5);
/// What to wait when Sentry asks to wait and does not say how long, and the longest that is believed.
const UNTOLD_WAIT: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);

/// The ear: hears every error that the log keeps.
pub struct Reports(mpsc::Sender<Told>);

/// The mouth, for whoever has to wait at the end until it is done.
pub struct Sentry(mpsc::Sender<Told>);

enum Told {
    Report(Box<Report>),
    /// Everything before this was sent or given up.
    IsAllSaid(oneshot::Sender<()>),
}

/// Begins to report. It goes on as long as this program runs.
pub fn begin(dsn: Dsn) -> anyhow::Result<(Reports, Sentry)> {
    let client = reqwest::Client::builder()
        .connect_timeout(LIMIT)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .context("make the client for Sentry")?;
    let (sender, receiver) = mpsc::channel(QUEUE);
    tokio::spawn(speak(dsn, client, receiver));
    Ok((Reports(sender.clone()), Sentry(sender)))
}

impl Sentry {
    /// Waits until everything was told, but no longer than this.
    pub async fn flush(&self, within: Duration) {
        let (done, said) = oneshot::channel();
        let flushed = async {
            if self.0.send(Told::IsAllSaid(done)).await.is_ok() {
                let _ = said.await;
            }
        };
        if timeout(within, flushed).await.is_err() {
            debug!("Sentry did not take the last reports in time");
        }
    }
}

impl<S: Subscriber> Layer<S> for Reports {
    fn on_event(&self, event: &Event<'_>, _: Around<'_, S>) {
        if *event.metadata().level() == LevelFilter::ERROR {
            let _ = self.0.try_send(Told::Report(Box::new(Report::of(event))));
        }
    }
}

async fn speak(dsn: Dsn, client: reqwest::Client, mut queue: mpsc::Receiver<Told>) {
    let mut closed_until = Instant::now();
    while let Some(told) = queue.recv().await {
        match told {
            Told::Report(report) if Instant::now() >= closed_until => {
                if let Some(wait) = send(&dsn, &client, &report).await {
                    closed_until = Instant::now() + wait;
                }
            }
            Told::Report(_) => {}
            Told::IsAllSaid(done) => drop(done.send(())),
        }
    }
}

/// One report, once. How long Sentry asks to be left alone, when it does.
async fn send(dsn: &Dsn, client: &reqwest::Client, report: &Report) -> Option<Duration> {
    let request = client
        .post(dsn.envelopes().expose())
        .header("x-sentry-auth", dsn.credential())
        .header(CONTENT_TYPE, "application/x-sentry-envelope")
        .body(report.envelope())
        .timeout(LIMIT);
    match request.send().await {
        Ok(answer) if answer.status() == StatusCode::TOO_MANY_REQUESTS => Some(wait(answer.headers())),
        Ok(answer) => {
            debug!(status = answer.status().as_u16(), "Sentry was told of an error");
            None
        }
        Err(_) => {
            debug!("Sentry was not to be reached");
            None
        }
    }
}

fn wait(headers: &HeaderMap) -> Duration {
    let told = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    told.map_or(UNTOLD_WAIT, Duration::from_secs).min(LONGEST_WAIT)
}
