//! What lies in the database, counted: for whoever shows numbers. One statement each, over what is open only.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::counted::Stock;
use crate::domain::{Millis, Status};
use crate::store::Store;

impl Store {
    pub async fn stock(&self, now: Millis) -> anyhow::Result<Stock> {
        let age = |since: Option<Millis>| since.map_or(0, |since| (now - since).max(0));
        let open = sqlx::query(
            "SELECT COALESCE(CAST(SUM(CASE WHEN lease_until > $1 THEN 1 ELSE 0 END) AS BIGINT), 0) AS held,
                 COALESCE(CAST(SUM(CASE WHEN lease_until <= $1 AND due > $1 THEN 1 ELSE 0 END) AS BIGINT), 0) AS later,
                 COALESCE(CAST(SUM(CASE WHEN lease_until <= $1 AND due <= $1 THEN 1 ELSE 0 END) AS BIGINT), 0) AS due,
                 MIN(CASE WHEN lease_until > $1 OR due > $1 THEN NULL WHEN due > lease_until THEN due
                     ELSE lease_until END) AS since
             FROM operations WHERE ended_at IS NULL",
        )
        .bind(now)
        .fetch_one(&self.reader)
        .await
        .context("count the open operations")?;
        let letters = sqlx::query(
            "SELECT COUNT(*) AS n, MIN(wanted_at) AS since FROM outbox
             WHERE sent_revision < revision AND wanted_at > 0 AND wanted_at <= $1 AND account NOT LIKE 'console:%'",
        )
        .bind(now)
        .fetch_one(&self.reader)
        .await
        .context("count the letters")?;
        let bots = sqlx::query("SELECT status, COUNT(*) AS n FROM instances WHERE live = 1 GROUP BY status")
            .fetch_all(&self.reader)
            .await
            .context("count the bots")?;
        // One that a newer version knows is left to that one.
        let bot = |row: &AnyRow| Some((Status::parse(row.try_get("status").ok()?)?, row.try_get("n").ok()?));
        Ok(Stock {
            due: open.try_get("due")?,
            held: open.try_get("held")?,
            later: open.try_get("later")?,
            oldest_due: age(open.try_get("since")?),
            letters: letters.try_get("n")?,
            oldest_letter: age(letters.try_get("since")?),
            bots: bots.iter().filter_map(bot).collect(),
        })
    }
}
