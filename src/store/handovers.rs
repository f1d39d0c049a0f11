//! One-time links for keys and tokens. A link is known by its hash, answers one question of one conversation, and is used
//! once.

use anyhow::Context;
use sqlx::Row;

use crate::domain::handover::{Handover, HandoverState};
use crate::domain::{Account, Id, Millis};
use crate::store::{Store, Tx};

impl Store {
    pub async fn handover(&self, hash: &str) -> anyhow::Result<Option<Handover>> {
        let row = sqlx::query(
            "SELECT hash, account, conversation, revision, state, expires_at FROM handovers WHERE hash = $1",
        )
        .bind(hash)
        .fetch_optional(&self.reader)
        .await
        .context("look up a link")?;
        let Some(row) = row else { return Ok(None) };
        let account = |name| Account::parse(row.try_get(name)?).context("a row holds no account");
        Ok(Some(Handover {
            hash: row.try_get("hash")?,
            account: account("account")?,
            conversation: account("conversation")?,
            revision: row.try_get("revision")?,
            state: HandoverState::parse(row.try_get("state")?).context("a link in no state")?,
            expires_at: row.try_get("expires_at")?,
        }))
    }

    /// For whom in a person's circle there are links that are still good, and until when.
    pub async fn open_handovers(&self, person: &Id, now: Millis) -> anyhow::Result<Vec<(Account, Millis)>> {
        let rows = sqlx::query(
            "SELECT account, expires_at FROM handovers WHERE state = 'open' AND expires_at > $2 AND account IN (
                 SELECT a.id FROM accounts a JOIN circles c ON c.person_id = a.person_id
                 JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1) ORDER BY expires_at",
        )
        .bind(person.as_str())
        .bind(now)
        .fetch_all(&self.reader)
        .await
        .context("list open links")?;
        let open = |row: &sqlx::any::AnyRow| {
            let account = Account::parse(row.try_get("account")?).context("a row holds no account")?;
            Ok((account, row.try_get("expires_at")?))
        };
        rows.iter().map(open).collect()
    }

    /// Counts something that could not be what was asked for; the last of so many closes the link.
    pub async fn miss_handover(&self, hash: &str, most: i64) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE handovers SET faults = faults + 1, state = CASE WHEN faults + 1 >= $2 THEN 'closed' ELSE state END
             WHERE hash = $1 AND state = 'open'",
        )
        .bind(hash)
        .bind(most)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("count a fault")?;
        Ok(())
    }

    /// Whether the opening of a page is that of this link: the first link that it comes with keeps it.
    pub async fn is_opening_of(&self, query: &str, hash: &str, now: Millis) -> anyhow::Result<bool> {
        sqlx::query("INSERT INTO page_openings (query, hash, opened_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            .bind(query)
            .bind(hash)
            .bind(now)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("keep who opened a page")?;
        let row = sqlx::query("SELECT hash FROM page_openings WHERE query = $1")
            .bind(query)
            .fetch_one(&mut *self.writer.line().await?)
            .await
            .context("look up who opened a page")?;
        Ok(row.try_get::<String, _>("hash")? == hash)
    }

    /// Links that were over before that time say nothing to anybody any more.
    pub async fn forget_handovers(&self, before: Millis) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM handovers WHERE expires_at < $1")
            .bind(before)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("forget old links")?;
        sqlx::query("DELETE FROM page_openings WHERE opened_at < $1")
            .bind(before)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("forget old openings")?;
        Ok(())
    }
}

impl Tx {
    /// Adds a link, the only one of its conversation that is good from now on. The same transaction saves the
    /// conversation, so that of two that are added at once one is the newer.
    pub async fn begin_handover(&mut self, new: &Handover) -> anyhow::Result<()> {
        sqlx::query("UPDATE handovers SET state = 'replaced' WHERE conversation = $1 AND state = 'open'")
            .bind(new.conversation.to_string())
            .execute(&mut *self.0)
            .await
            .context("void older links")?;
        sqlx::query(
            "INSERT INTO handovers (hash, account, conversation, revision, state, faults, expires_at)
             VALUES ($1, $2, $3, $4, $5, 0, $6)",
        )
        .bind(&new.hash)
        .bind(new.account.to_string())
        .bind(new.conversation.to_string())
        .bind(new.revision)
        .bind(new.state.word())
        .bind(new.expires_at)
        .execute(&mut *self.0)
        .await
        .context("add a link")?;
        Ok(())
    }

    /// Uses a link up for this question of this conversation; false when it is good no more, or for another one.
    pub async fn use_handover(
        &mut self,
        hash: &str,
        conversation: &Account,
        revision: i64,
        now: Millis,
    ) -> anyhow::Result<bool> {
        let used = sqlx::query(
            "UPDATE handovers SET state = 'used'
             WHERE hash = $1 AND conversation = $2 AND revision = $3 AND state = 'open' AND expires_at > $4",
        )
        .bind(hash)
        .bind(conversation.to_string())
        .bind(revision)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("use a link")?;
        Ok(used.rows_affected() == 1)
    }
}
