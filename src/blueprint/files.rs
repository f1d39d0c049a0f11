//! The shape of a blueprint's file, as TOML has it, and what is checked about it when it is read.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::{Channel, Model, Problem, Provider};

/// How the bot is started as a process of this machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalProgram {
    /// `hatchery` is this program itself; anything else is an absolute path.
    pub program: String,
    #[serde(default)]
    pub args: Vec<String>,
    /// What one bot is expected to need, in megabytes; told to the person, not enforced.
    pub memory_mb: u32,
}

/// How the bot is run as a service at Railway.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RailwayService {
    /// With its tag; `{hatchery_image}` is the image of this program.
    pub image: String,
    pub start: String,
    /// The variable PORT, the target of the public address and the health check are this one number.
    pub port: u16,
    /// A GET that is 200 when the bot has started. It must not depend on what its owner gave us.
    pub health: String,
    pub health_timeout_s: u32,
    /// What Railway lets it have at most, in megabytes.
    pub memory_mb: u32,
    pub vcpus: f64,
    /// What it usually takes, for the price that people are told.
    pub usual_memory_mb: u32,
    /// In hundredths of a processor.
    pub usual_cpu_percent: u32,
    /// Where its disk is mounted, when it has one.
    pub volume: Option<String>,
    /// Between the signal to end and the kill, in seconds.
    pub draining_s: u32,
    /// How often Railway starts it again after a failure.
    pub restarts: u32,
    /// Only here, besides the variables that hold everywhere.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
}

/// How the bot is asked whether it is there.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Probe {
    /// A question, as a person would ask it.
    Chat {
        /// Answers 200 when every channel listens.
        ready: String,
        /// Takes `{"text"}` with the web token as bearer and answers `{"reply"}`.
        ask: String,
    },
    /// OpenClaw's admin RPC: whether its channels listen.
    OpenClaw {
        /// Takes `{"method", "params"}` with the web token as bearer.
        rpc: String,
    },
}

/// Log lines, by a part of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogMarks {
    /// All of them are seen when the bot is ready.
    pub ready: Vec<String>,
    pub trouble: Vec<TroubleLine>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TroubleLine {
    pub line: String,
    pub means: Trouble,
}

/// What a line of trouble means, in the words of a blueprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    TokenRevoked,
    TokenTaken,
    KeyRefused,
    NoCredit,
    /// It will not come up like this, however often it is started.
    Misconfigured,
}

impl Trouble {
    /// The problem of a bot that runs with it; nothing when it does not run.
    pub fn problem(self) -> Option<Problem> {
        match self {
            Trouble::TokenRevoked => Some(Problem::TokenRevoked),
            Trouble::TokenTaken => Some(Problem::TokenTaken),
            Trouble::KeyRefused => Some(Problem::KeyRefused),
            Trouble::NoCredit => Some(Problem::NoCredit),
            Trouble::Misconfigured => None,
        }
    }
}

/// What holds only with a certain provider or channel.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
    #[serde(default)]
    pub config: toml::Table,
}

/// The word for a bot on Discord that may read messages which do not mention it.
pub const READS_DISCORD: &str = "discord-reads";

/// A choice that a part depends on.
pub fn is_choice(word: &str) -> bool {
    Provider::parse(word).is_some() || Channel::parse(word).is_some() || word == READS_DISCORD
}

/// The models a blueprint offers for each provider; the first is taken when none is chosen.
pub type Models = BTreeMap<Provider, Vec<Model>>;

/// Puts one table over another: tables are merged, lists are joined, anything else replaces what was there.
pub fn merge(onto: &mut toml::Table, other: &toml::Table) {
    for (key, value) in other {
        match (onto.get_mut(key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => merge(below, above),
            (Some(toml::Value::Array(below)), toml::Value::Array(above)) => below.extend(above.iter().cloned()),
            (Some(_) | None, value) => {
                onto.insert(key.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_merged_and_lists_are_joined() {
        let mut below: toml::Table = toml::from_str("a = 1\nlist = [1]\n[t]\nx = 1\ny = 1").expect("a table");
        merge(&mut below, &toml::from_str("a = 2\nlist = [2]\n[t]\ny = 2\n[u]\nz = 3").expect("a table"));
        let expected = "a = 2\nlist = [1, 2]\n[t]\nx = 1\ny = 2\n[u]\nz = 3";
        assert_eq!(below, toml::from_str::<toml::Table>(expected).expect("a table"));
    }
}
