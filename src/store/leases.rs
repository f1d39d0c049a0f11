//! What one Hatchery does for all that share the database: a row for each, with its holder and the time until which
//! that holds. Nobody takes it from a holder whose time is not over.

use anyhow::Context;

use crate::domain::{Id, Millis};
use crate::store::Store;

impl Store {
    /// Takes a lease that is free or over, or renews one that is ours. False when somebody else has it.
    pub async fn hold_lease(&self, name: &str, holder: &Id, now: Millis, until: Millis) -> anyhow::Result<bool> {
        let held = sqlx::query(
            "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $4)
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
             WHERE leases.holder = excluded.holder OR leases.until <= $3",
        )
        .bind(name)
        .bind(holder.as_str())
        .bind(now)
        .bind(until)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("hold a lease")?;
        Ok(held.rows_affected() == 1)
    }

    /// Gives back a lease, so that the next one need not wait for its end. One that is somebody else's by now stays.
    pub async fn give_back_lease(&self, name: &str, holder: &Id) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM leases WHERE name = $1 AND holder = $2")
            .bind(name)
            .bind(holder.as_str())
            .execute(&mut *self.writer.line().await?)
            .await
            .context("give back a lease")?;
        Ok(())
    }
}
