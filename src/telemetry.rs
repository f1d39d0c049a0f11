//! Log lines: where they go, how they look and which are kept. What third-party crates say below a warning is never
//! kept, however wide the filter is, because it may carry addresses with tokens and the bodies of requests.

use std::fs::OpenOptions;
use std::io::IsTerminal;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;
use std::sync::Mutex;

use anyhow::Context;
use tracing::level_filters::LevelFilter;
use tracing::{Metadata, Subscriber};
use tracing_subscriber::filter::{Targets, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::LogFormat;
use crate::sentry::Reports;

/// Where log lines go.
#[derive(Debug, Clone)]
pub enum Destination {
    /// Coloured when that is allowed and somebody looks at a terminal.
    Stderr { is_colored: bool },
    /// A file that only its owner can read, so that a terminal stays a conversation.
    File(PathBuf),
}

/// Sets up logging for the whole program; once. Sentry, where it is set, hears what the log keeps.
pub fn init(
    filter: &Targets,
    format: LogFormat,
    destination: &Destination,
    reports: Option<Reports>,
) -> anyhow::Result<()> {
    match destination {
        Destination::Stderr { is_colored } => {
            let is_colored = *is_colored && std::io::stderr().is_terminal();
            reporting(filter, format, is_colored, std::io::stderr, reports).try_init()
        }
        Destination::File(path) => {
            if let Some(folder) = path.parent() {
                std::fs::DirBuilder::new()
                    .recursive(true)
                    .mode(0o700)
                    .create(folder)
                    .context("make the log's folder")?;
            }
            let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
            let file = file.with_context(|| format!("open the log file {}", path.display()))?;
            reporting(filter, format, false, Mutex::new(file), reports).try_init()
        }
    }
    .context("set up logging")
}

/// What `init` sets up, for any writer, with nobody to report to.
pub fn subscriber<W>(
    filter: &Targets,
    format: LogFormat,
    is_colored: bool,
    writer: W,
) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    reporting(filter, format, is_colored, writer, None)
}

pub fn reporting<W>(
    filter: &Targets,
    format: LogFormat,
    is_colored: bool,
    writer: W,
    reports: Option<Reports>,
) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(is_colored);
    let layer = match format {
        LogFormat::Pretty => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    // Filters of the whole, not of the layer: those forget a line after somebody has only asked whether another one
    // would be kept, as sqlx does for each statement.
    Box::new(tracing_subscriber::registry().with(layer).with(reports).with(filter.clone()).with(filter_fn(is_harmless)))
}

/// Ours, or a warning: a list of those who talk too much would have to know each crate that is ever added.
fn is_harmless(line: &Metadata<'_>) -> bool {
    *line.level() <= LevelFilter::WARN || line.target().split("::").next() == Some(env!("CARGO_PKG_NAME"))
}
