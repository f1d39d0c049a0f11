//! The table in which `hatchery doctor` and `hatchery verify` say what they found: a line each, with a word for how it is.

use std::time::Duration;

/// How long a neighbour may take to answer.
pub const PATIENCE: Duration = Duration::from_secs(8);

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: String,
    pub health: Health,
    pub says: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    Good,
    /// It works, but somebody should know.
    Note,
    /// It could not be looked at from here.
    Unchecked,
    /// It does not work, or would not.
    Bad,
}

impl Health {
    pub fn word(self) -> &'static str {
        match self {
            Health::Good => "ok",
            Health::Note => "note",
            Health::Unchecked => "not checked",
            Health::Bad => "FAIL",
        }
    }
}

pub fn finding(what: impl Into<String>, health: Health, says: impl Into<String>) -> Finding {
    Finding { what: what.into(), health, says: says.into() }
}

/// How many are bad.
pub fn bad(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.health == Health::Bad).count()
}

#[expect(clippy::print_stdout, reason = "the table is what the commands are for")]
pub fn show(findings: &[Finding]) {
    let width = |of: fn(&Finding) -> usize| findings.iter().map(of).max().unwrap_or_default();
    let words = width(|finding| finding.health.word().len()).max(4);
    let names = width(|finding| finding.what.len());
    for Finding { what, health, says } in findings {
        println!("{:words$}  {what:names$}  {says}", health.word());
    }
}
