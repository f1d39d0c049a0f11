//! Broadcasts: what is said to many, and how far that is. Whom one is for stands in `targets`; the numbers here are kept
//! with it, in the same transactions, so that nobody has to count a million rows.

mod audience;
mod targets;

use std::collections::BTreeMap;

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::broadcast::{Broadcast, BroadcastState, Content, Halt, Segment, Tally};
use crate::domain::{Account, Id, Millis, Platform};
use crate::store::{Store, Tx, id, json};

pub use audience::by_default;
pub use targets::{Handed, Met, Turn};

/// A broadcast that was confirmed.
#[derive(Debug, Clone)]
pub struct NewBroadcast<'a> {
    pub id: &'a Id,
    pub author: &'a Account,
    pub content: &'a Content,
    pub segment: &'a Segment,
    /// By what the same text is known again.
    pub mark: &'a str,
    pub start_at: Millis,
}

macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, author, state, content, stopped, total, sent, blocked, failed, perhaps, skipped, created_at,
                 start_at, ended_at FROM broadcasts ",
            $which
        )
    };
}

fn broadcast(row: &AnyRow) -> anyhow::Result<Broadcast> {
    Ok(Broadcast {
        id: id(row.try_get("id")?)?,
        author: Account::parse(row.try_get("author")?).context("a broadcast of nobody")?,
        state: BroadcastState::parse(row.try_get("state")?).context("a broadcast in no state")?,
        content: json::read(row, "content")?,
        stopped: json::read(row, "stopped")?,
        tally: tally(row)?,
        created_at: row.try_get("created_at")?,
        start_at: row.try_get("start_at")?,
        ended_at: row.try_get("ended_at")?,
    })
}

fn tally(row: &AnyRow) -> anyhow::Result<Tally> {
    Ok(Tally {
        total: row.try_get("total")?,
        sent: row.try_get("sent")?,
        blocked: row.try_get("blocked")?,
        failed: row.try_get("failed")?,
        perhaps: row.try_get("perhaps")?,
        skipped: row.try_get("skipped")?,
    })
}

impl Store {
    /// Who was written to is of no use long after; some at a time, because they may be millions.
    pub async fn forget_broadcast_targets(&self, ended_before: Millis) -> anyhow::Result<u64> {
        let deleted = sqlx::query(
            "DELETE FROM broadcast_targets WHERE (broadcast, platform, account) IN (
                 SELECT t.broadcast, t.platform, t.account FROM broadcast_targets t
                     JOIN broadcasts b ON b.id = t.broadcast WHERE b.ended_at < $1 LIMIT 20000)",
        )
        .bind(ended_before)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("forget who was written to")?;
        Ok(deleted.rows_affected())
    }

    pub async fn broadcast(&self, broadcast: &Id) -> anyhow::Result<Option<Broadcast>> {
        let row = sqlx::query(select!("WHERE id = $1"))
            .bind(broadcast.as_str())
            .fetch_optional(&self.reader)
            .await
            .context("look up a broadcast")?;
        row.as_ref().map(self::broadcast).transpose()
    }

    /// The newest ones.
    pub async fn broadcasts(&self, most: i64) -> anyhow::Result<Vec<Broadcast>> {
        let rows = sqlx::query(select!("ORDER BY created_at DESC, id DESC LIMIT $1"))
            .bind(most)
            .fetch_all(&self.reader)
            .await
            .context("list broadcasts")?;
        rows.iter().map(broadcast).collect()
    }

    /// Those whose time has come, oldest first: they are being sent from now on.
    pub async fn due_broadcasts(&self, now: Millis) -> anyhow::Result<Vec<Broadcast>> {
        sqlx::query("UPDATE broadcasts SET state = 'sending' WHERE state = 'scheduled' AND start_at <= $1")
            .bind(now)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("begin broadcasts")?;
        let rows = sqlx::query(select!("WHERE ended_at IS NULL AND state = 'sending' ORDER BY start_at, id"))
            .fetch_all(&self.reader)
            .await
            .context("look for broadcasts to be sent")?;
        rows.iter().map(broadcast).collect()
    }

    /// Whether one goes out at this time, and when the next begins.
    pub async fn broadcast_outlook(&self) -> anyhow::Result<(bool, Option<Millis>)> {
        let row = sqlx::query(
            "SELECT COUNT(CASE WHEN state = 'sending' THEN 1 END) AS n,
                 MIN(CASE WHEN state = 'scheduled' THEN start_at END) AS next FROM broadcasts WHERE ended_at IS NULL",
        )
        .fetch_one(&self.reader)
        .await
        .context("look whether a broadcast goes out")?;
        Ok((row.try_get::<i64, _>("n")? > 0, row.try_get("next")?))
    }

    /// Of those that failed, how many for which cause.
    pub async fn broadcast_causes(&self, broadcast: &Id) -> anyhow::Result<BTreeMap<String, i64>> {
        let rows = sqlx::query(
            "SELECT COALESCE(cause, '') AS cause, COUNT(*) AS n FROM broadcast_targets
             WHERE broadcast = $1 AND state = 'failed' GROUP BY COALESCE(cause, '')",
        )
        .bind(broadcast.as_str())
        .fetch_all(&self.reader)
        .await
        .context("count why it failed")?;
        rows.iter().map(|row| Ok((row.try_get("cause")?, row.try_get("n")?))).collect()
    }

    /// Those of whom nobody knows whether they have it, a page of them behind a given one.
    pub async fn broadcast_unsure(
        &self,
        broadcast: &Id,
        after: &str,
        most: i64,
    ) -> anyhow::Result<Vec<(Account, Option<String>)>> {
        let rows = sqlx::query(
            "SELECT t.account, a.name FROM broadcast_targets t LEFT JOIN accounts a ON a.id = t.account
             WHERE t.broadcast = $1 AND t.state = 'perhaps' AND t.account > $2 ORDER BY t.account LIMIT $3",
        )
        .bind(broadcast.as_str())
        .bind(after)
        .bind(most)
        .fetch_all(&self.reader)
        .await
        .context("list who may have a broadcast")?;
        let named = |row: &AnyRow| {
            let account = Account::parse(row.try_get("account")?).context("a broadcast to nobody")?;
            Ok((account, row.try_get("name")?))
        };
        rows.iter().map(named).collect()
    }

    /// It is sent by this sender from now on, and by nobody else. What the one before was about to send may have been
    /// sent. False when it is not to be sent any more.
    pub async fn take_over_broadcast(&self, broadcast: &Id, sender: &Id, now: Millis) -> anyhow::Result<bool> {
        let mut tx = self.begin(crate::store::Durability::PowerCut).await?;
        let taken = sqlx::query("UPDATE broadcasts SET sender = $2 WHERE id = $1 AND state = 'sending'")
            .bind(broadcast.as_str())
            .bind(sender.as_str())
            .execute(&mut *tx.0)
            .await
            .context("take over a broadcast")?;
        if taken.rows_affected() == 0 {
            return Ok(false);
        }
        let unsure = sqlx::query(
            "UPDATE broadcast_targets SET state = 'perhaps', at = $2 WHERE broadcast = $1 AND state = 'in_flight'",
        )
        .bind(broadcast.as_str())
        .bind(now)
        .execute(&mut *tx.0)
        .await
        .context("note what may have been sent")?;
        sqlx::query("UPDATE broadcasts SET perhaps = perhaps + $2 WHERE id = $1")
            .bind(broadcast.as_str())
            .bind(unsure.rows_affected() as i64)
            .execute(&mut *tx.0)
            .await
            .context("count what may have been sent")?;
        tx.commit().await?;
        Ok(true)
    }
}

impl Tx {
    /// When somebody last confirmed a broadcast with this very text, after that time, and how many it was for.
    pub async fn same_broadcast(&mut self, mark: &str, since: Millis) -> anyhow::Result<Option<(Millis, i64)>> {
        let row = sqlx::query(
            "SELECT created_at, total FROM broadcasts WHERE mark = $1 AND created_at > $2 AND state <> 'cancelled'
             ORDER BY created_at DESC LIMIT 1",
        )
        .bind(mark)
        .bind(since)
        .fetch_optional(&mut *self.0)
        .await
        .context("look for the same text")?;
        row.map(|row| Ok((row.try_get("created_at")?, row.try_get("total")?))).transpose()
    }

    /// Keeps a broadcast, and takes down whom it is for. Returns how many that are.
    pub async fn add_broadcast(&mut self, new: &NewBroadcast<'_>, now: Millis) -> anyhow::Result<i64> {
        sqlx::query(
            "INSERT INTO broadcasts (id, author, state, content, segment, mark, sender, stopped, total, created_at,
                 start_at)
             VALUES ($1, $2, 'scheduled', $3, $4, $5, '', '{}', 0, $6, $7)",
        )
        .bind(new.id.as_str())
        .bind(new.author.to_string())
        .bind(serde_json::to_string(new.content)?)
        .bind(serde_json::to_string(new.segment)?)
        .bind(new.mark)
        .bind(now)
        .bind(new.start_at)
        .execute(&mut *self.0)
        .await
        .context("keep a broadcast")?;
        let total = self.add_targets(new.id, new.segment, now).await?;
        sqlx::query("UPDATE broadcasts SET total = $2 WHERE id = $1")
            .bind(new.id.as_str())
            .bind(total)
            .execute(&mut *self.0)
            .await
            .context("count whom a broadcast is for")?;
        Ok(total)
    }

    /// Paused, resumed, cancelled or done. Nothing when it is not in one of the states this can follow; then the state
    /// it is in.
    pub async fn set_broadcast_state(
        &mut self,
        broadcast: &Id,
        state: BroadcastState,
        now: Millis,
    ) -> anyhow::Result<Option<Broadcast>> {
        let from = match state {
            BroadcastState::Scheduled => return Ok(None),
            BroadcastState::Sending => ["paused", ""],
            BroadcastState::Paused | BroadcastState::Done => ["sending", ""],
            BroadcastState::Cancelled => ["sending", "paused"],
        };
        let or_scheduled = if state == BroadcastState::Cancelled { "scheduled" } else { "" };
        let is_end = matches!(state, BroadcastState::Cancelled | BroadcastState::Done);
        let changed = sqlx::query(
            "UPDATE broadcasts SET state = $2, stopped = CASE WHEN $2 = 'sending' THEN '{}' ELSE stopped END,
                 ended_at = CASE WHEN $3 = 1 THEN $4 ELSE ended_at END
             WHERE id = $1 AND state IN ($5, $6, $7)",
        )
        .bind(broadcast.as_str())
        .bind(state.word())
        .bind(i64::from(is_end))
        .bind(now)
        .bind(from[0])
        .bind(from[1])
        .bind(or_scheduled)
        .execute(&mut *self.0)
        .await
        .context("set the state of a broadcast")?;
        if changed.rows_affected() == 0 {
            return Ok(None);
        }
        self.broadcast(broadcast).await
    }

    pub async fn broadcast(&mut self, broadcast: &Id) -> anyhow::Result<Option<Broadcast>> {
        let row = sqlx::query(select!("WHERE id = $1"))
            .bind(broadcast.as_str())
            .fetch_optional(&mut *self.0)
            .await
            .context("look up a broadcast")?;
        row.as_ref().map(self::broadcast).transpose()
    }

    /// It stopped by itself on a platform. The others go on.
    pub async fn halt_broadcast(&mut self, broadcast: &Id, platform: Platform, why: Halt) -> anyhow::Result<()> {
        let Some(known) = self.broadcast(broadcast).await? else { return Ok(()) };
        let mut stopped = known.stopped;
        stopped.insert(platform, why);
        sqlx::query("UPDATE broadcasts SET stopped = $2 WHERE id = $1")
            .bind(broadcast.as_str())
            .bind(serde_json::to_string(&stopped)?)
            .execute(&mut *self.0)
            .await
            .context("note where a broadcast stopped")?;
        Ok(())
    }

    /// What is known of a bot's pace, for its taker alone until the end of this transaction.
    pub async fn pace(&mut self, name: &str, first: &str) -> anyhow::Result<String> {
        sqlx::query("INSERT INTO paces (name, state) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(name)
            .bind(first)
            .execute(&mut *self.0)
            .await
            .context("begin a pace")?;
        // A statement that writes makes all others wait on both engines.
        let row = sqlx::query("UPDATE paces SET state = state WHERE name = $1 RETURNING state")
            .bind(name)
            .fetch_one(&mut *self.0)
            .await
            .context("read a pace")?;
        Ok(row.try_get("state")?)
    }

    pub async fn set_pace(&mut self, name: &str, state: &str) -> anyhow::Result<()> {
        sqlx::query("UPDATE paces SET state = $2 WHERE name = $1")
            .bind(name)
            .bind(state)
            .execute(&mut *self.0)
            .await
            .context("keep a pace")?;
        Ok(())
    }
}
