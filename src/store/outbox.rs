//! The outbox: messages to people, written in the transaction of the change they tell about. The progress of an
//! operation is one letter whose note is rewritten; each rewriting raises its revision until that is sent.

use std::collections::HashMap;

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Account, Id, MessageRef, Millis, Zone};
use crate::store::many::{self, fill};
use crate::store::{Store, Tx, fresh_id, id};

/// A message on its way, as its lease holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub id: Id,
    pub account: Account,
    /// JSON of a note.
    pub note: String,
    pub revision: i64,
    /// The message that shows it already and is to be edited.
    pub message: Option<MessageRef>,
    pub attempt: u32,
    pub due: Millis,
    /// Since when what it says now was to be told.
    pub wanted_at: Millis,
    pub lease_token: i64,
    /// It was given to its platform before, and whether it arrived is not known.
    pub in_doubt: bool,
}

/// Whom a letter is put into words for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hearer {
    /// The chosen one, else the platform's.
    pub language: Option<String>,
    pub zone: Zone,
}

/// That a letter was shown.
#[derive(Debug, Clone)]
pub(super) struct SentLetter {
    letter: Letter,
    message: Option<MessageRef>,
    next: Millis,
}

/// How far an operation is, for whoever asked for it.
pub struct Progress<'a> {
    pub operation: &'a Id,
    pub account: &'a Account,
    /// JSON of a note.
    pub note: &'a str,
    pub message: Option<&'a MessageRef>,
    pub at: Millis,
}

fn letter(row: &AnyRow) -> anyhow::Result<Letter> {
    Ok(Letter {
        id: id(row.try_get("id")?)?,
        account: Account::parse(row.try_get("account")?).context("a letter to nobody")?,
        note: row.try_get("note")?,
        revision: row.try_get("revision")?,
        message: row.try_get::<Option<String>, _>("message")?.map(MessageRef),
        attempt: row.try_get::<i64, _>("attempt")? as u32,
        due: row.try_get("due")?,
        wanted_at: row.try_get("wanted_at")?,
        lease_token: row.try_get("lease_token")?,
        in_doubt: row.try_get::<i64, _>("in_doubt")? == 1,
    })
}

impl Store {
    /// Takes letters that are due, one of an account, and so many at most. A lease need survive no more than a kill: what
    /// a power cut takes back is sent again.
    pub async fn claim_letters(&self, now: Millis, lease_until: Millis, most: usize) -> anyhow::Result<Vec<Letter>> {
        let claim = sqlx::query(self.engine.claim_letters()).bind(now).bind(lease_until).bind(most as i64);
        let rows = claim.fetch_all(&mut *self.line_for_many().await?).await.context("claim letters")?;
        rows.iter().map(letter).collect()
    }

    /// False when somebody else has the letter now: it waited for its turn for longer than its lease.
    pub async fn keep_letter(&self, held: &Letter, lease_until: Millis) -> anyhow::Result<bool> {
        let kept = sqlx::query(
            "UPDATE outbox SET lease_until = $3 WHERE id = $1 AND lease_token = $2 AND sent_revision < revision",
        )
        .bind(held.id.as_str())
        .bind(held.lease_token)
        .bind(lease_until)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("keep a letter")?;
        Ok(kept.rows_affected() == 1)
    }

    /// The letter is given to its platform now; until it is noted what came of that, it is in doubt. Gives for whom it is
    /// put into words; nothing when somebody else has it. Letters that go out at the same moment are noted together.
    pub async fn letter_goes_out(&self, held: &Letter, lease_until: Millis) -> anyhow::Result<Option<Hearer>> {
        let goes = (held.id.clone(), held.lease_token, lease_until);
        self.going_out.answer(self, goes, |store, all| async move { store.letters_go_out(&all).await }).await
    }

    async fn letters_go_out(&self, all: &[(Id, i64, Millis)]) -> anyhow::Result<Vec<Option<Hearer>>> {
        const KINDS: &str = "tnn";
        let statement = format!(
            "UPDATE outbox SET lease_until = column3, in_doubt = 1 FROM (VALUES {}) AS held
             WHERE id = column1 AND lease_token = column2 AND sent_revision < revision
             RETURNING id, (SELECT a.zone FROM accounts a WHERE a.id = outbox.account) AS zone,
                 (SELECT COALESCE(a.language, a.platform_language) FROM accounts a WHERE a.id = outbox.account) AS language",
            many::rows(self.engine, KINDS, all.len())
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(statement));
        for (id, lease_token, lease_until) in all {
            query = query.bind(id.as_str()).bind(*lease_token).bind(*lease_until);
        }
        let query = fill(query, KINDS, all.len());
        let rows = query.fetch_all(&mut *self.line_for_many().await?).await.context("note that letters go out")?;
        let mut hearers = HashMap::new();
        for row in &rows {
            let zone: Option<String> = row.try_get("zone")?;
            let zone = zone.as_deref().and_then(Zone::named).unwrap_or_default();
            hearers.insert(id(row.try_get("id")?)?, Hearer { language: row.try_get("language")?, zone });
        }
        Ok(all.iter().map(|(id, _, _)| hearers.remove(id)).collect())
    }

    /// The letter was shown; a newer revision of it may wait for its turn, not before `next` unless it was hurried. Giving
    /// the lease back voids its token, so that a renewal that is still on its way does not take it again. After a power cut
    /// it may be shown again.
    pub async fn letter_sent(&self, sent: &Letter, message: Option<&MessageRef>, next: Millis) -> anyhow::Result<()> {
        let sent = SentLetter { letter: sent.clone(), message: message.cloned(), next };
        self.sent.answer(self, sent, |store, all| async move { store.letters_sent(&all).await }).await
    }

    async fn letters_sent(&self, all: &[SentLetter]) -> anyhow::Result<Vec<()>> {
        const KINDS: &str = "tnntnn";
        let statement = format!(
            "UPDATE outbox SET sent_revision = column3, message = COALESCE(column4, message), attempt = 0, in_doubt = 0,
                 lease_until = 0, lease_token = lease_token + 1, due = CASE WHEN due = column6 THEN column5 ELSE due END
             FROM (VALUES {}) AS sent WHERE id = column1 AND lease_token = column2",
            many::rows(self.engine, KINDS, all.len())
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(statement));
        for SentLetter { letter, message, next } in all {
            query = query.bind(letter.id.as_str()).bind(letter.lease_token).bind(letter.revision);
            query = query.bind(message.as_ref().map(|message| message.0.as_str())).bind(*next).bind(letter.due);
        }
        let query = fill(query, KINDS, all.len());
        query.execute(&mut *self.line_for_many().await?).await.context("note that letters were sent")?;
        Ok(vec![(); all.len()])
    }

    /// The platform did not take the letter and says when it will.
    pub async fn letter_put_off(&self, put_off: &Letter, due: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE outbox SET due = $3, in_doubt = 0, lease_until = 0, lease_token = lease_token + 1
             WHERE id = $1 AND lease_token = $2",
        )
        .bind(put_off.id.as_str())
        .bind(put_off.lease_token)
        .bind(due)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("put off a letter")?;
        Ok(())
    }

    /// Nobody knows what became of the letter.
    pub async fn letter_failed(&self, failed: &Letter, attempt: u32, due: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE outbox SET attempt = $3, due = $4, lease_until = 0, lease_token = lease_token + 1
             WHERE id = $1 AND lease_token = $2",
        )
        .bind(failed.id.as_str())
        .bind(failed.lease_token)
        .bind(i64::from(attempt))
        .bind(due)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("note that a letter failed")?;
        Ok(())
    }

    /// When the next letter wants to be sent. While one is held, the others to the same account wait for it.
    pub async fn next_letter(&self) -> anyhow::Result<Option<Millis>> {
        let row = sqlx::query(
            "SELECT MIN(at) AS at FROM (
                 SELECT CASE WHEN MIN(due) > MAX(lease_until) THEN MIN(due) ELSE MAX(lease_until) END AS at
                 FROM outbox WHERE sent_revision < revision GROUP BY account) AS accounts",
        )
        .fetch_one(&self.reader)
        .await
        .context("look when there is a letter")?;
        Ok(row.try_get("at")?)
    }

    /// Letters that were sent before that time are of no use to anybody.
    pub async fn forget_letters(&self, before: Millis) -> anyhow::Result<u64> {
        let deleted = sqlx::query("DELETE FROM outbox WHERE sent_revision >= revision AND created_at < $1")
            .bind(before)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("forget old letters")?;
        Ok(deleted.rows_affected())
    }
}

impl Tx {
    /// A message of its own.
    pub async fn tell(&mut self, account: &Account, note: &str, due: Millis, now: Millis) -> anyhow::Result<()> {
        if !account.hears() {
            return Ok(());
        }
        sqlx::query(
            "INSERT INTO outbox (id, account, note, revision, sent_revision, attempt, due, lease_token, lease_until,
                 created_at, wanted_at)
             VALUES ($1, $2, $3, 1, 0, 0, $4, 0, 0, $5, $4)",
        )
        .bind(fresh_id().as_str())
        .bind(account.to_string())
        .bind(note)
        .bind(due)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("write a letter")?;
        Ok(())
    }

    /// The last word of a progress message does not wait for its turn, so that the result comes behind it.
    pub async fn hurry_progress(&mut self, operation: &Id, now: Millis) -> anyhow::Result<()> {
        sqlx::query("UPDATE outbox SET due = $2 WHERE operation_id = $1")
            .bind(operation.as_str())
            .bind(now - 1)
            .execute(&mut *self.0)
            .await
            .context("hurry a progress message")?;
        Ok(())
    }

    /// The progress of an operation: the first time a new message (or the given one, edited), then the same again.
    pub async fn tell_progress(
        &mut self,
        operation: &Id,
        account: &Account,
        note: &str,
        message: Option<&MessageRef>,
        now: Millis,
    ) -> anyhow::Result<()> {
        self.tell_all_progress(&[Progress { operation, account, note, message, at: now }]).await
    }

    pub async fn tell_all_progress(&mut self, all: &[Progress<'_>]) -> anyhow::Result<()> {
        let heard: Vec<&Progress<'_>> = all.iter().filter(|it| it.account.hears()).collect();
        if heard.is_empty() {
            return Ok(());
        }
        const KINDS: &str = "tttttnnnnnnnn";
        let table = "outbox (id, account, operation_id, note, message, due, created_at, wanted_at, revision,
             sent_revision, attempt, lease_token, lease_until)";
        let again = "ON CONFLICT (operation_id) WHERE operation_id IS NOT NULL
             DO UPDATE SET note = excluded.note,
                 wanted_at = CASE WHEN outbox.sent_revision < outbox.revision THEN outbox.wanted_at
                     ELSE excluded.wanted_at END,
                 revision = outbox.revision + CASE WHEN outbox.note = excluded.note THEN 0 ELSE 1 END";
        let mut query = many::insert(self.engine(), table, KINDS, heard.len(), again);
        for it in &heard {
            query = query.bind(fresh_id().to_string()).bind(it.account.to_string()).bind(it.operation.as_str());
            query = query.bind(it.note).bind(it.message.map(|message| message.0.clone()));
            query = query.bind(it.at).bind(it.at).bind(it.at);
            query = query.bind(1_i64).bind(0_i64).bind(0_i64).bind(0_i64).bind(0_i64);
        }
        fill(query, KINDS, heard.len()).execute(&mut *self.0).await.context("tell progress")?;
        Ok(())
    }
}
