//! What the HTTP API was asked, so that the same request is carried out once, and how often, so that nobody asks too
//! much. All replicas share both.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Id, Millis};
use crate::store::{Durability, Store, Tx};

/// What is known of a request with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// It is new, and now on record.
    Now,
    /// It was answered so.
    Before { status: u16, answer: String },
    /// Something else was asked with this key.
    Otherwise,
}

/// How often somebody asked in the last minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// This time included. Those who ask more often than they may do not count any further.
    pub n: i64,
    /// When the first of these counts no more.
    pub until: Millis,
}

const MINUTE: Millis = 60_000;
/// A minute that slides: what is a minute old counts no more.
const COUNT: &str = "SELECT COUNT(*) AS n, COALESCE(MIN(at), $3) AS first FROM api_hits WHERE bucket = $1 AND at > $2";

fn rate(row: &AnyRow) -> anyhow::Result<Rate> {
    let first: Millis = row.try_get("first")?;
    Ok(Rate { n: row.try_get::<i64, _>("n")? + 1, until: first + MINUTE })
}

impl Store {
    /// Counts one more request of this bucket, of which there may be so many in a minute. Who asks too often is told so
    /// without anything being written, so that a flood costs a look each.
    pub async fn count_request(&self, bucket: &str, most: i64, now: Millis) -> anyhow::Result<Rate> {
        let query = || sqlx::query(COUNT).bind(bucket.to_owned()).bind(now - MINUTE).bind(now);
        let seen = rate(&query().fetch_one(&self.reader).await.context("count requests")?)?;
        if seen.n > most {
            return Ok(seen);
        }
        // One after another: who comes next sees this one.
        let mut tx = self.begin(Durability::Kill).await?;
        if let Some(lock) = self.engine.lock_mark() {
            sqlx::query(lock).bind(bucket).execute(&mut *tx.0).await.context("lock a count of requests")?;
        }
        let seen = rate(&query().fetch_one(&mut *tx.0).await.context("count requests")?)?;
        if seen.n <= most {
            sqlx::query("INSERT INTO api_hits (bucket, at) VALUES ($1, $2)")
                .bind(bucket)
                .bind(now)
                .execute(&mut *tx.0)
                .await
                .context("count a request")?;
            tx.commit().await?;
        }
        Ok(seen)
    }

    /// How often this bucket has counted in the last minute, without counting.
    pub async fn requests(&self, bucket: &str, now: Millis) -> anyhow::Result<Rate> {
        let row = sqlx::query(COUNT)
            .bind(bucket)
            .bind(now - MINUTE)
            .bind(now)
            .fetch_one(&self.reader)
            .await
            .context("look how often something was asked")?;
        let seen = rate(&row)?;
        Ok(Rate { n: seen.n - 1, ..seen })
    }

    /// Drops requests that count no more, and answers to those that were made before.
    pub async fn forget_requests(&self, before: Millis, now: Millis) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM api_requests WHERE at < $1")
            .bind(before)
            .execute(&self.writer)
            .await
            .context("forget old requests")?;
        sqlx::query("DELETE FROM api_hits WHERE at <= $1")
            .bind(now - MINUTE)
            .execute(&self.writer)
            .await
            .context("forget old counts")?;
        Ok(())
    }
}

impl Tx {
    /// Notes a request with a key. Whoever sends the same at this very moment waits for the end of this transaction.
    /// What was asked before `since` counts no more.
    pub async fn ask_once(
        &mut self,
        token: &Id,
        key: &str,
        digest: &str,
        since: Millis,
        now: Millis,
    ) -> anyhow::Result<Asked> {
        sqlx::query("DELETE FROM api_requests WHERE token_id = $1 AND request_key = $2 AND at < $3")
            .bind(token.as_str())
            .bind(key)
            .bind(since)
            .execute(&mut *self.0)
            .await
            .context("forget an old request")?;
        let noted = sqlx::query(
            "INSERT INTO api_requests (token_id, request_key, digest, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
        )
        .bind(token.as_str())
        .bind(key)
        .bind(digest)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("note a request")?;
        if noted.rows_affected() == 1 {
            return Ok(Asked::Now);
        }
        let row =
            sqlx::query("SELECT digest, status, answer FROM api_requests WHERE token_id = $1 AND request_key = $2")
                .bind(token.as_str())
                .bind(key)
                .fetch_one(&mut *self.0)
                .await
                .context("read an earlier request")?;
        if row.try_get::<String, _>("digest")? != digest {
            return Ok(Asked::Otherwise);
        }
        let status: Option<i64> = row.try_get("status")?;
        let status = status.and_then(|status| u16::try_from(status).ok()).context("a request without an answer")?;
        Ok(Asked::Before { status, answer: row.try_get("answer")? })
    }

    pub async fn answer_request(&mut self, token: &Id, key: &str, status: u16, answer: &str) -> anyhow::Result<()> {
        sqlx::query("UPDATE api_requests SET status = $3, answer = $4 WHERE token_id = $1 AND request_key = $2")
            .bind(token.as_str())
            .bind(key)
            .bind(i64::from(status))
            .bind(answer)
            .execute(&mut *self.0)
            .await
            .context("keep an answer")?;
        Ok(())
    }
}
