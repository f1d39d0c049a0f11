//! What may be seen of the secrets of bots by whoever owns them: the end of each, and a fingerprint by which two that end
//! alike are told apart. The fingerprint is keyed by the master key, so nobody can try guesses against it, and it is
//! another one after the master key was changed. It is made anew each time and is never kept.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Account, Id};
use crate::secret::{Sealer, Seat, Secret};
use crate::store::{SecretKind, Store, id};

/// A key or token as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub bot: Id,
    pub kind: SecretKind,
    /// With the sign in front that stands for the rest.
    pub tail: String,
    /// Nothing when it does not open.
    pub fingerprint: Option<String>,
}

impl Store {
    /// Of the bots of a person and their circle from one to another, both included: the order is that of their ids.
    pub async fn shown_secrets(
        &self,
        sealer: &Sealer,
        person: &Id,
        (first, last): (&Id, &Id),
    ) -> anyhow::Result<Vec<Shown>> {
        let rows = sqlx::query(
            "SELECT s.instance_id, s.kind, s.version, s.sealed, s.tail, i.owner FROM secrets s
             JOIN instances i ON i.id = s.instance_id WHERE i.id >= $2 AND i.id <= $3 AND i.person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)
             ORDER BY s.instance_id, s.kind",
        )
        .bind(person.as_str())
        .bind(first.as_str())
        .bind(last.as_str())
        .fetch_all(&self.reader)
        .await
        .context("look what may be seen of secrets")?;
        let mut shown = Vec::new();
        for row in &rows {
            let (bot, word): (String, String) = (row.try_get("instance_id")?, row.try_get("kind")?);
            let kind = SecretKind::all().find(|kind| kind.word() == word).context("a secret of an unknown kind")?;
            let owner: String = row.try_get("owner")?;
            let owner = Account::parse(&owner).context("an instance has no owner")?.to_string();
            let place = format!("{bot}/{word}");
            let sealed: Vec<u8> = row.try_get("sealed")?;
            let plain = sealer.open(&Seat::secret(&place, &owner, row.try_get("version")?), &sealed).ok();
            let text = plain.as_deref().and_then(|plain| std::str::from_utf8(plain).ok());
            shown.push(Shown {
                bot: id(bot)?,
                kind,
                tail: row.try_get("tail")?,
                fingerprint: text.map(|text| sealer.shown_mark(&Secret::new(text))),
            });
        }
        Ok(shown)
    }
}
