//! Roles that were granted in a chat. Those that the settings give stand in no row.

use anyhow::Context;
use sqlx::Row;

use crate::domain::people::KeptRole;
use crate::domain::{Account, Millis, Role};
use crate::store::{Store, Tx};

impl Store {
    pub async fn roles(&self) -> anyhow::Result<Vec<KeptRole>> {
        let rows = sqlx::query(
            "SELECT r.account, r.role, r.granted_by, a.name FROM roles r JOIN accounts a ON a.id = r.account
             ORDER BY r.account",
        )
        .fetch_all(&self.reader)
        .await
        .context("list who has a role")?;
        let kept = |row: &sqlx::any::AnyRow| {
            Ok(KeptRole {
                account: Account::parse(row.try_get("account")?).context("a row holds no account")?,
                role: Role::parse(row.try_get("role")?).context("a row holds no role")?,
                granted_by: Account::parse(row.try_get("granted_by")?).context("a row holds no account")?,
                called: row.try_get("name")?,
            })
        };
        rows.iter().map(kept).collect()
    }
}

impl Tx {
    pub async fn role(&mut self, account: &Account) -> anyhow::Result<Option<Role>> {
        let row = sqlx::query("SELECT role FROM roles WHERE account = $1")
            .bind(account.to_string())
            .fetch_optional(&mut *self.0)
            .await
            .context("look up a role")?;
        row.map(|row| Role::parse(row.try_get("role")?).context("a row holds no role")).transpose()
    }

    /// False when the account is not known.
    pub async fn grant_role(
        &mut self,
        account: &Account,
        role: Role,
        by: &Account,
        now: Millis,
    ) -> anyhow::Result<bool> {
        let granted = sqlx::query(
            "INSERT INTO roles (account, role, granted_by, granted_at)
             SELECT id, $2, $3, $4 FROM accounts WHERE id = $1
             ON CONFLICT (account) DO UPDATE SET role = excluded.role, granted_by = excluded.granted_by,
                 granted_at = excluded.granted_at",
        )
        .bind(account.to_string())
        .bind(role.word())
        .bind(by.to_string())
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("grant a role")?;
        Ok(granted.rows_affected() == 1)
    }

    /// False when they had none.
    pub async fn revoke_role(&mut self, account: &Account) -> anyhow::Result<bool> {
        let revoked = sqlx::query("DELETE FROM roles WHERE account = $1")
            .bind(account.to_string())
            .execute(&mut *self.0)
            .await
            .context("revoke a role")?;
        Ok(revoked.rows_affected() == 1)
    }
}
