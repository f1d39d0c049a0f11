//! What a diagnosis saw, and whether that is good or bad. Pure; what is said of it stands in the screens.

use serde::{Deserialize, Serialize};

use crate::domain::{Channel, Millis, Problem, Provider, Token, TokenFinding};
use crate::provider::Verdict;

/// What is looked at, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Check {
    /// Whether it runs, and what it takes.
    Process,
    Channels,
    Errors,
    Key,
    Token(Token),
    Config,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Good,
    Bad,
    /// It could not be found out, or there is nothing to find out now.
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub check: Check,
    pub saw: Saw,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saw {
    // Its process
    Runs {
        pid: u32,
        since: Millis,
        memory_mb: Option<i64>,
        /// How often it ended by itself and was started again.
        restarts: u32,
    },
    /// It ended by itself for the n-th time in a row and is about to be started again.
    StartsAgain(u32),
    GaveUp,
    NotRunning,
    /// As it was told to.
    Stopped,
    Deployed {
        since: Millis,
        /// What it took on average lately, where Railway says so.
        memory_mb: Option<i64>,
    },
    /// Railway's word for a deployment that does not serve.
    DeploymentIs(String),
    OnItsWay(String),
    NoDeployment,
    // Its channels
    Listens,
    /// It cannot be asked; its log says so.
    LogSaysReady,
    Trouble {
        problem: Problem,
        provider: Provider,
    },
    NotReady,
    Silent,
    // Its log
    NoErrors,
    Errors(Vec<String>),
    /// It has been ready since.
    PastErrors(Vec<String>),
    // Its key and tokens
    Key(Verdict),
    NeedsNoKey,
    KeyMissing,
    Token(TokenFinding),
    TokenMissing,
    // What it is made of
    Fits,
    Adrift,
    Unfit(Vec<Misfit>),
    // What could not be seen
    /// The target cannot be asked.
    Away,
    TookTooLong,
    /// A fault of ours; the log has it.
    Broke,
}

/// What of a bot does not fit its blueprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Misfit {
    BlueprintGone,
    /// It cannot live where it lives.
    Target,
    Provider,
    Channel(Channel),
    Model,
    /// What was set about it does not fit.
    Config,
    /// What was set about it cannot be read.
    Unreadable,
    /// A value that its target might expand.
    Value,
    /// What is kept of it cannot be opened.
    Sealed,
}

impl Finding {
    pub fn standing(&self) -> Standing {
        match &self.saw {
            Saw::Runs { .. }
            | Saw::Deployed { .. }
            | Saw::Listens
            | Saw::LogSaysReady
            | Saw::NoErrors
            | Saw::PastErrors(_)
            | Saw::NeedsNoKey
            | Saw::Fits => Standing::Good,
            Saw::Adrift | Saw::Stopped | Saw::OnItsWay(_) | Saw::Away | Saw::TookTooLong | Saw::Broke => {
                Standing::Unknown
            }
            Saw::StartsAgain(_)
            | Saw::GaveUp
            | Saw::NotRunning
            | Saw::DeploymentIs(_)
            | Saw::NoDeployment
            | Saw::Trouble { .. }
            | Saw::NotReady
            | Saw::Silent
            | Saw::Errors(_)
            | Saw::KeyMissing
            | Saw::TokenMissing
            | Saw::Unfit(_) => Standing::Bad,
            Saw::Key(verdict) => match verdict {
                Verdict::Ok => Standing::Good,
                Verdict::RateLimited | Verdict::Overloaded | Verdict::RegionBlocked | Verdict::Unreachable => {
                    Standing::Unknown
                }
                Verdict::NoCredit
                | Verdict::BadKey
                | Verdict::AccountDisabled
                | Verdict::WrongKeyKind
                | Verdict::NotPermitted
                | Verdict::ModelUnavailable => Standing::Bad,
            },
            Saw::Token(finding) => match finding {
                // It answers mentions and private messages, as its owner chose.
                TokenFinding::Good(_) | TokenFinding::CannotRead(_) | TokenFinding::CannotSwitch(_) => Standing::Good,
                TokenFinding::Unreachable => Standing::Unknown,
                TokenFinding::Webhook { .. }
                | TokenFinding::Lacks(_)
                | TokenFinding::NoSocketMode
                | TokenFinding::Expires
                | TokenFinding::NotABot
                | TokenFinding::Closed
                | TokenFinding::InUse
                | TokenFinding::Revoked => Standing::Bad,
            },
        }
    }
}

/// The worst of them, which is what the whole is called.
pub fn overall(findings: &[Finding]) -> Standing {
    let has = |standing| findings.iter().any(|finding| finding.standing() == standing);
    if has(Standing::Bad) {
        Standing::Bad
    } else if has(Standing::Unknown) || findings.is_empty() {
        Standing::Unknown
    } else {
        Standing::Good
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_names_the_whole() {
        let finding = |saw| Finding { check: Check::Process, saw };
        assert_eq!(overall(&[]), Standing::Unknown);
        assert_eq!(overall(&[finding(Saw::Fits), finding(Saw::Listens)]), Standing::Good);
        assert_eq!(overall(&[finding(Saw::Fits), finding(Saw::Away)]), Standing::Unknown);
        assert_eq!(overall(&[finding(Saw::Away), finding(Saw::Key(Verdict::BadKey))]), Standing::Bad);
    }
}
