//! What opens the HTTP API: tokens that people make in a chat, and what each is good for.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::{Id, Millis};

/// By this people and programs recognise one.
pub const PREFIX: &str = "hatch_";

words! {
    /// What a token may be used for; none of them holds another.
    Scope {
        /// Looks at bots, logs and limits.
        Read = "read",
        /// Makes, changes and ends bots.
        Deploy = "deploy",
        /// What its person's role allows.
        Admin = "admin",
    }
}

/// At least one scope, each once, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// What a token has when nothing is said: everything a person may do for themselves.
    pub fn usual() -> Self {
        Scopes(vec![Scope::Read, Scope::Deploy])
    }

    pub fn of(mut scopes: Vec<Scope>) -> Option<Self> {
        scopes.sort();
        scopes.dedup();
        (!scopes.is_empty()).then_some(Scopes(scopes))
    }

    /// Reads `read deploy` or `read,deploy`.
    pub fn parse(text: &str) -> Option<Self> {
        let words = text.split([' ', ',']).filter(|word| !word.is_empty());
        Scopes::of(words.map(Scope::parse).collect::<Option<Vec<_>>>()?)
    }

    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.0.iter().map(|scope| scope.word()).collect();
        f.write_str(&words.join(" "))
    }
}

/// A token as far as it is known: of itself only a hash and its end are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptToken {
    pub id: Id,
    pub tail: String,
    pub scopes: Scopes,
    pub expires_at: Millis,
    pub last_used_at: Option<Millis>,
    pub created_at: Millis,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_read_in_any_order_and_said_in_one() {
        assert_eq!(Scopes::parse("deploy,read deploy").map(|scopes| scopes.to_string()), Some("read deploy".into()));
        assert!(!Scopes::usual().has(Scope::Admin));
        for text in ["", " ", "write", "read;deploy", "READ"] {
            assert_eq!(Scopes::parse(text), None, "{text}");
        }
    }
}
