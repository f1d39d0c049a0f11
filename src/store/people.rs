//! People as admins look them up.

use anyhow::Context;
use sqlx::Row;

use crate::domain::people::Found;
use crate::domain::{Account, Id, Millis};
use crate::store::Store;

impl Store {
    /// Accounts whose id, name or bot is called like this, without case.
    pub async fn find_people(&self, text: &str, most: i64) -> anyhow::Result<Vec<Found>> {
        let escaped: String =
            text.chars().flat_map(|c| if "%_!".contains(c) { vec!['!', c] } else { vec![c] }).collect();
        let rows = sqlx::query(
            "SELECT a.id, a.name, (SELECT COUNT(*) FROM instances i WHERE i.owner = a.id AND i.live = 1) AS bots
             FROM accounts a
             WHERE LOWER(a.name) LIKE $1 ESCAPE '!' OR a.name LIKE $3 ESCAPE '!' OR LOWER(a.id) LIKE $1 ESCAPE '!' OR EXISTS (
                 SELECT 1 FROM instances i WHERE i.owner = a.id AND i.live = 1 AND i.name_key LIKE $1 ESCAPE '!')
             ORDER BY a.created_at DESC, a.id LIMIT $2",
        )
        .bind(format!("%{}%", escaped.to_lowercase()))
        .bind(most)
        // SQLite knows the cases of ASCII alone: other letters are found as they are written.
        .bind(format!("%{escaped}%"))
        .fetch_all(&self.reader)
        .await
        .context("find people")?;
        let found = |row: &sqlx::any::AnyRow| {
            Ok(Found {
                account: Account::parse(row.try_get("id")?).context("a row holds no account")?,
                called: row.try_get("name")?,
                bots: row.try_get("bots")?,
            })
        };
        rows.iter().map(found).collect()
    }

    /// All accounts of the person behind one, in an order that is always the same.
    pub async fn accounts_of(&self, person: &Id) -> anyhow::Result<Vec<Account>> {
        let rows = sqlx::query(
            "SELECT a.id FROM accounts a WHERE a.person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)
             ORDER BY a.id",
        )
        .bind(person.as_str())
        .fetch_all(&self.reader)
        .await
        .context("list the accounts of a person")?;
        rows.iter().map(|row| Account::parse(row.try_get("id")?).context("a row holds no account")).collect()
    }

    /// When an account first wrote.
    pub async fn known_since(&self, account: &Account) -> anyhow::Result<Millis> {
        let row = sqlx::query("SELECT created_at FROM accounts WHERE id = $1")
            .bind(account.to_string())
            .fetch_one(&self.reader)
            .await
            .context("look up when an account came")?;
        Ok(row.try_get("created_at")?)
    }

    /// Hatches that are under way.
    pub async fn hatching(&self) -> anyhow::Result<i64> {
        let row = sqlx::query("SELECT COUNT(*) AS n FROM operations WHERE kind = 'deploy' AND ended_at IS NULL")
            .fetch_one(&self.reader)
            .await
            .context("count what is being hatched")?;
        Ok(row.try_get("n")?)
    }
}
