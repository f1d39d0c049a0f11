//! Tokens of the HTTP API, kept as hashes and by their end.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::access_token::{KeptToken, Scopes};
use crate::domain::{Account, Id, Millis};
use crate::store::{Store, Tx, fresh_id, id, places};

/// A token that is made.
pub struct NewToken<'a> {
    pub id: &'a Id,
    pub account: &'a Account,
    pub hash: &'a str,
    pub tail: &'a str,
    pub scopes: &'a Scopes,
    pub expires_at: Millis,
}

fn kept(row: &AnyRow) -> anyhow::Result<KeptToken> {
    Ok(KeptToken {
        id: id(row.try_get("id")?)?,
        tail: row.try_get("tail")?,
        scopes: Scopes::parse(row.try_get("scopes")?).context("a token without scopes")?,
        expires_at: row.try_get("expires_at")?,
        last_used_at: row.try_get("last_used_at")?,
        created_at: row.try_get("created_at")?,
    })
}

impl Store {
    /// The tokens of a person and their circle that still open something, the newest first.
    pub async fn access_tokens(&self, person: &Id, now: Millis) -> anyhow::Result<Vec<KeptToken>> {
        let rows = sqlx::query(
            "SELECT t.* FROM api_tokens t JOIN accounts a ON a.id = t.account
             WHERE t.revoked_at IS NULL AND t.expires_at > $2 AND a.person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)
             ORDER BY t.id DESC",
        )
        .bind(person.as_str())
        .bind(now)
        .fetch_all(&self.reader)
        .await
        .context("list the tokens of a person")?;
        rows.iter().map(kept).collect()
    }

    /// The row that stands for whoever asks without a token.
    pub async fn tokenless(&self, account: &Account) -> anyhow::Result<Option<Id>> {
        let row = sqlx::query("SELECT id FROM api_tokens WHERE hash = $1")
            .bind(account.to_string())
            .fetch_optional(&self.reader)
            .await
            .context("look up who asks without a token")?;
        row.map(|row| id(row.try_get("id")?)).transpose()
    }

    /// Whether a token opens anything still.
    pub async fn is_access_token_good(&self, token: &Id, now: Millis) -> anyhow::Result<bool> {
        let row =
            sqlx::query("SELECT 1 AS one FROM api_tokens WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2")
                .bind(token.as_str())
                .bind(now)
                .fetch_optional(&self.reader)
                .await
                .context("look whether a token is good")?;
        Ok(row.is_some())
    }
}

impl Tx {
    pub async fn add_access_token(&mut self, new: &NewToken<'_>, now: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO api_tokens (id, account, hash, tail, scopes, expires_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(new.id.as_str())
        .bind(new.account.to_string())
        .bind(new.hash)
        .bind(new.tail)
        .bind(new.scopes.to_string())
        .bind(new.expires_at)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("add a token")?;
        Ok(())
    }

    /// What is asked without a token is counted and kept by a row of its own. It opens nothing: an account is no hash, and
    /// the row's time is over.
    pub async fn add_tokenless(&mut self, account: &Account, now: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO api_tokens (id, account, hash, tail, scopes, expires_at, created_at)
             VALUES ($1, $2, $2, '', 'admin', 0, $3) ON CONFLICT DO NOTHING",
        )
        .bind(fresh_id().as_str())
        .bind(account.to_string())
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("add who asks without a token")?;
        Ok(())
    }

    /// How many of a person's tokens still open something. The person is locked by the caller.
    pub async fn count_access_tokens(&mut self, person: &Id, now: Millis) -> anyhow::Result<i64> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS n FROM api_tokens t JOIN accounts a ON a.id = t.account
             WHERE t.revoked_at IS NULL AND t.expires_at > $2 AND a.person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)",
        )
        .bind(person.as_str())
        .bind(now)
        .fetch_one(&mut *self.0)
        .await
        .context("count the tokens of a person")?;
        Ok(row.try_get("n")?)
    }

    /// Voids the tokens of a person that end so and still open something, and says how many those were.
    pub async fn revoke_access_token(&mut self, person: &Id, tail: &str, now: Millis) -> anyhow::Result<u64> {
        let revoked = sqlx::query(
            "UPDATE api_tokens SET revoked_at = $3 WHERE tail = $2 AND revoked_at IS NULL AND expires_at > $3
                 AND account IN (SELECT a.id FROM accounts a WHERE a.person_id IN (
                     SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1))",
        )
        .bind(person.as_str())
        .bind(tail)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("revoke a token")?;
        Ok(revoked.rows_affected())
    }

    /// Tokens were used, to the minute: more often it is not written down.
    pub async fn use_access_tokens(&mut self, tokens: &[Id], now: Millis) -> anyhow::Result<()> {
        if tokens.is_empty() {
            return Ok(());
        }
        let statement = format!(
            "UPDATE api_tokens SET last_used_at = ${one} WHERE id IN ({}) AND (last_used_at IS NULL OR last_used_at < ${two})",
            places(tokens.len()),
            one = tokens.len() + 1,
            two = tokens.len() + 2
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).persistent(tokens.len() == 1);
        let query = tokens.iter().fold(query, |query, token| query.bind(token.as_str()));
        query.bind(now).bind(now - 60_000).execute(&mut *self.0).await.context("note that tokens were used")?;
        Ok(())
    }
}
