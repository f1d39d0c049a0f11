//! Switches that make new bots wait, for everybody: an admin's word, or what Railway has cost.

use anyhow::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;

use crate::domain::{Millis, Notice, Spend};
use crate::store::{Store, Tx, json};

const MAINTENANCE: &str = "maintenance";
const SPEND: &str = "spend";

impl Store {
    pub async fn maintenance(&self) -> anyhow::Result<Option<Notice>> {
        self.switch(MAINTENANCE).await
    }

    pub async fn spend(&self) -> anyhow::Result<Option<Spend>> {
        self.switch(SPEND).await
    }

    async fn switch<T: DeserializeOwned>(&self, name: &str) -> anyhow::Result<Option<T>> {
        let row = sqlx::query("SELECT state FROM switches WHERE name = $1")
            .bind(name)
            .fetch_optional(&self.reader)
            .await
            .context("look up a switch")?;
        let Some(row) = row else { return Ok(None) };
        json::read(&row, "state").map(Some)
    }

    /// What the bots of everybody have cost since this time, in millionths of a dollar.
    pub async fn spent_since(&self, since: Millis) -> anyhow::Result<i64> {
        let row =
            sqlx::query("SELECT COALESCE(CAST(SUM(cost) AS BIGINT), 0) AS spent FROM instances WHERE cost_at >= $1")
                .bind(since)
                .fetch_one(&self.reader)
                .await
                .context("add up what bots cost")?;
        Ok(row.try_get("spent")?)
    }
}

impl Tx {
    pub async fn set_maintenance(&mut self, notice: Option<&Notice>) -> anyhow::Result<()> {
        self.set_switch(MAINTENANCE, notice).await
    }

    pub async fn set_spend(&mut self, spend: Option<&Spend>) -> anyhow::Result<()> {
        self.set_switch(SPEND, spend).await
    }

    /// Notes anew what was spent, unless the limit was changed meanwhile.
    pub async fn recount_spend(&mut self, before: &Spend, after: &Spend) -> anyhow::Result<bool> {
        let updated = sqlx::query("UPDATE switches SET state = $3 WHERE name = $1 AND state = $2")
            .bind(SPEND)
            .bind(serde_json::to_string(before)?)
            .bind(serde_json::to_string(after)?)
            .execute(&mut *self.0)
            .await
            .context("note what was spent")?;
        Ok(updated.rows_affected() == 1)
    }

    async fn set_switch<T: Serialize>(&mut self, name: &str, state: Option<&T>) -> anyhow::Result<()> {
        let Some(state) = state else {
            sqlx::query("DELETE FROM switches WHERE name = $1")
                .bind(name)
                .execute(&mut *self.0)
                .await
                .context("turn a switch off")?;
            return Ok(());
        };
        sqlx::query(
            "INSERT INTO switches (name, state) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET state = excluded.state",
        )
        .bind(name)
        .bind(serde_json::to_string(state)?)
        .execute(&mut *self.0)
        .await
        .context("turn a switch on")?;
        Ok(())
    }
}
