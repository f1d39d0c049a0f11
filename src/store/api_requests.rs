//! What the HTTP API was asked with a key, so that the same request is carried out once, whichever replica it comes to.

use std::collections::HashSet;

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Id, Millis};
use crate::store::many::{self, fill};
use crate::store::{Store, Tx};

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

/// A request with a key, and what it is answered when all goes well.
#[derive(Debug, Clone)]
pub struct Once {
    pub token: Id,
    pub key: String,
    /// Of what is asked.
    pub digest: String,
    pub status: u16,
    pub answer: String,
}

impl Store {
    /// Drops requests that count no more, and answers to those that were made before.
    pub async fn forget_requests(&self, before: Millis, now: Millis) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM api_requests WHERE at < $1")
            .bind(before)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("forget old requests")?;
        self.forget_counts(now).await
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
        self.asked_otherwise_or_before(token, key, digest).await
    }

    /// Notes requests with keys, no two of which are one, together with what they are answered. Whoever sends one of them at
    /// this very moment waits for the end of this transaction. Gives those that are new, as token and key; of the others
    /// `asked_otherwise_or_before` knows more. A request lasts so long.
    pub async fn ask_all_once(
        &mut self,
        mut all: Vec<&Once>,
        lasts: Millis,
        now: Millis,
    ) -> anyhow::Result<HashSet<(String, String)>> {
        if all.is_empty() {
            return Ok(HashSet::new());
        }
        // In the same order everywhere, so that no two wait for each other.
        all.sort_by_key(|once| (&once.token, &once.key));
        const KINDS: &str = "tttntn";
        let table = "api_requests (token_id, request_key, digest, status, answer, at)";
        let statement = format!(
            "INSERT INTO {table} SELECT * FROM (VALUES {}) AS new WHERE column1 <> ''
             ON CONFLICT (token_id, request_key) DO UPDATE SET digest = excluded.digest, status = excluded.status,
                 answer = excluded.answer, at = excluded.at WHERE api_requests.at < excluded.at - {lasts}
             RETURNING token_id, request_key",
            many::rows(self.engine(), KINDS, all.len()),
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(statement));
        for once in &all {
            query = query.bind(once.token.as_str()).bind(once.key.as_str()).bind(once.digest.as_str());
            query = query.bind(i64::from(once.status)).bind(once.answer.as_str()).bind(now);
        }
        let rows = fill(query, KINDS, all.len()).fetch_all(&mut *self.0).await.context("note requests")?;
        rows.iter().map(|row| Ok((row.try_get("token_id")?, row.try_get("request_key")?))).collect()
    }

    /// A request was refused, so that it may be made again.
    pub async fn forget_request(&mut self, token: &Id, key: &str) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM api_requests WHERE token_id = $1 AND request_key = $2")
            .bind(token.as_str())
            .bind(key)
            .execute(&mut *self.0)
            .await
            .context("take a request back")?;
        Ok(())
    }

    /// What is known of a request that is not new.
    pub async fn asked_otherwise_or_before(&mut self, token: &Id, key: &str, digest: &str) -> anyhow::Result<Asked> {
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
