//! What may be seen of the secrets of bots by whoever owns them: the end of each, and a fingerprint by which two that end
//! alike are told apart. The fingerprint is keyed by the master key, so nobody can try guesses against it, and it is
//! another one after the master key was changed. It is made anew each time and is never kept.

use data_encoding::HEXLOWER_PERMISSIVE;
use serde::Deserialize;

use crate::secret::{Sealer, Seat, Secret};
use crate::store::{Listed, SecretKind};

/// A key or token that lies in the database, as it is written down with its bot.
#[derive(Debug, Clone, Deserialize)]
pub struct Sealed {
    kind: String,
    version: i64,
    /// Hexadecimal digits.
    sealed: String,
    tail: String,
}

/// A key or token as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub kind: SecretKind,
    /// With the sign in front that stands for the rest.
    pub tail: String,
    /// Nothing when it does not open.
    pub fingerprint: Option<String>,
}

impl Listed {
    /// By their kinds.
    pub fn shown_secrets(&self, sealer: &Sealer) -> Vec<Shown> {
        let mut secrets: Vec<&Sealed> = self.secrets.iter().collect();
        secrets.sort_by(|one, other| one.kind.cmp(&other.kind));
        secrets.into_iter().filter_map(|it| self.shown(sealer, it)).collect()
    }

    fn shown(&self, sealer: &Sealer, it: &Sealed) -> Option<Shown> {
        let kind = SecretKind::all().find(|kind| kind.word() == it.kind)?;
        let (place, owner) = (format!("{}/{}", self.id, it.kind), self.owner.to_string());
        let sealed = HEXLOWER_PERMISSIVE.decode(it.sealed.as_bytes()).ok();
        let plain = sealed.and_then(|sealed| sealer.open(&Seat::secret(&place, &owner, it.version), &sealed).ok());
        let text = plain.as_deref().and_then(|plain| std::str::from_utf8(plain).ok());
        let fingerprint = text.map(|text| sealer.shown_mark(&Secret::new(text)));
        Some(Shown { kind, tail: it.tail.clone(), fingerprint })
    }
}
