//! What is on its way to the webhook for alerts: one after the other, under a lease. What comes later about the same
//! takes the place of what was not posted yet.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Id, Millis};
use crate::store::{Store, Tx, fresh_id, id};

/// A message on its way, as its lease holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    pub id: Id,
    /// JSON of what is told.
    pub alert: String,
    /// Tries that did not work out.
    pub attempt: u32,
    pub lease_token: i64,
    pub created_at: Millis,
}

impl Store {
    /// The first of all, when it is due and nobody has it: those behind it wait, so that they arrive in order.
    pub async fn claim_post(&self, now: Millis, lease_until: Millis) -> anyhow::Result<Option<Post>> {
        let row = sqlx::query(
            "UPDATE posts SET lease_token = lease_token + 1, lease_until = $2
             WHERE id = (SELECT MIN(id) FROM posts) AND due <= $1 AND lease_until <= $1 RETURNING *",
        )
        .bind(now)
        .bind(lease_until)
        .fetch_optional(&mut *self.writer.line().await?)
        .await
        .context("claim a post")?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Post {
            id: id(row.try_get("id")?)?,
            alert: row.try_get("alert")?,
            attempt: row.try_get::<i64, _>("attempt")? as u32,
            lease_token: row.try_get("lease_token")?,
            created_at: row.try_get("created_at")?,
        }))
    }

    pub async fn has_posts(&self) -> anyhow::Result<bool> {
        let row =
            sqlx::query("SELECT COUNT(*) AS n FROM posts").fetch_one(&self.reader).await.context("look for posts")?;
        Ok(row.try_get::<i64, _>("n")? > 0)
    }

    /// At the start of the only Hatchery of a database: whoever held one is gone.
    pub async fn release_posts(&self) -> anyhow::Result<()> {
        sqlx::query("UPDATE posts SET lease_until = 0, lease_token = lease_token + 1")
            .execute(&mut *self.writer.line().await?)
            .await
            .context("release the posts")?;
        Ok(())
    }

    /// It arrived, or is given up.
    pub async fn post_done(&self, post: &Post) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM posts WHERE id = $1 AND lease_token = $2")
            .bind(post.id.as_str())
            .bind(post.lease_token)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("note that a post arrived")?;
        Ok(())
    }

    /// It did not arrive and is tried again.
    pub async fn post_put_off(&self, post: &Post, attempt: u32, due: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE posts SET attempt = $3, due = $4, lease_until = 0, lease_token = lease_token + 1
             WHERE id = $1 AND lease_token = $2",
        )
        .bind(post.id.as_str())
        .bind(post.lease_token)
        .bind(i64::from(attempt))
        .bind(due)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("put off a post")?;
        Ok(())
    }
}

impl Tx {
    /// One that is being posted at this moment stays, and this one comes behind it.
    pub async fn post(&mut self, about: &str, alert: &str, now: Millis) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM posts WHERE about = $1 AND lease_until <= $2")
            .bind(about)
            .bind(now)
            .execute(&mut *self.0)
            .await
            .context("drop a post that is out of date")?;
        sqlx::query(
            "INSERT INTO posts (id, about, alert, attempt, due, lease_token, lease_until, created_at)
             VALUES ($1, $2, $3, 0, $4, 0, 0, $4)",
        )
        .bind(fresh_id().as_str())
        .bind(about)
        .bind(alert)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("write a post")?;
        Ok(())
    }
}
