//! What the HTTP API was asked, so that the same request is carried out once, and how often, so that nobody asks too
//! much. All replicas share both.

use anyhow::Context;
use sqlx::Row;

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

/// How often somebody asked in the minute that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub n: i64,
    /// When the minute is over.
    pub until: Millis,
}

const MINUTE: Millis = 60_000;

impl Store {
    /// Counts one more request of this bucket.
    pub async fn count_request(&self, bucket: &str, now: Millis) -> anyhow::Result<Rate> {
        let minute = now.div_euclid(MINUTE);
        let mut tx = self.begin(Durability::Kill).await?;
        let row = sqlx::query(
            "INSERT INTO api_rates (bucket, minute, n) VALUES ($1, $2, 1)
             ON CONFLICT (bucket) DO UPDATE SET minute = excluded.minute,
                 n = CASE WHEN api_rates.minute = excluded.minute THEN api_rates.n + 1 ELSE 1 END
             RETURNING n",
        )
        .bind(bucket)
        .bind(minute)
        .fetch_one(&mut *tx.0)
        .await
        .context("count a request")?;
        let n = row.try_get("n")?;
        tx.commit().await?;
        Ok(Rate { n, until: (minute + 1) * MINUTE })
    }

    /// How often this bucket has counted in this minute, without counting.
    pub async fn requests(&self, bucket: &str, now: Millis) -> anyhow::Result<Rate> {
        let minute = now.div_euclid(MINUTE);
        let row = sqlx::query("SELECT n FROM api_rates WHERE bucket = $1 AND minute = $2")
            .bind(bucket)
            .bind(minute)
            .fetch_optional(&self.reader)
            .await
            .context("look how often something was asked")?;
        let n = row.map(|row| row.try_get("n")).transpose()?.unwrap_or_default();
        Ok(Rate { n, until: (minute + 1) * MINUTE })
    }

    /// Drops counts of minutes and answers to requests that are over.
    pub async fn forget_requests(&self, before: Millis, now: Millis) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM api_requests WHERE at < $1")
            .bind(before)
            .execute(&self.writer)
            .await
            .context("forget old requests")?;
        sqlx::query("DELETE FROM api_rates WHERE minute < $1")
            .bind(now.div_euclid(MINUTE) - 1)
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
