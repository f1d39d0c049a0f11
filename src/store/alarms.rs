//! What is wrong now, and what nobody is told of for a while. Raising, telling and clearing are one statement each, so
//! that of several Hatcheries one does it.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Account, Alarm, Id, Millis, Reading};
use crate::store::{Durability, Store, Tx, json};

/// An alarm that is up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAlarm {
    pub name: Alarm,
    pub subject: String,
    pub since: Millis,
    /// Nothing when nobody was told of it yet.
    pub told_at: Option<Millis>,
    pub seen_at: Millis,
    pub reading: Reading,
}

/// Whose word keeps an alarm quiet, and until when. Without a name it keeps all quiet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mute {
    pub alarm: Option<Alarm>,
    pub until: Millis,
    pub by: Account,
    /// What their platform calls them.
    pub called: Option<String>,
}

/// Keeps all alarms quiet.
const ALL: &str = "all";

fn kept(row: &AnyRow) -> anyhow::Result<KeptAlarm> {
    let told_at: Millis = row.try_get("told_at")?;
    Ok(KeptAlarm {
        name: Alarm::parse(row.try_get("name")?).context("an unknown alarm")?,
        subject: row.try_get("subject")?,
        since: row.try_get("since")?,
        told_at: (told_at > 0).then_some(told_at),
        seen_at: row.try_get("seen_at")?,
        reading: json::read(row, "reading")?,
    })
}

impl Store {
    pub async fn alarms(&self) -> anyhow::Result<Vec<KeptAlarm>> {
        let rows = sqlx::query("SELECT * FROM alarms ORDER BY since, name, subject")
            .fetch_all(&self.reader)
            .await
            .context("list the alarms")?;
        // One that an older or newer version raised is left to that one.
        Ok(rows.iter().filter_map(|row| kept(row).ok()).collect())
    }

    /// It is still so, as this one sees.
    pub async fn see_alarm(&self, reading: &Reading, by: &Id, now: Millis) -> anyhow::Result<()> {
        sqlx::query("UPDATE alarms SET seen_at = $3, seen_by = $4, reading = $5 WHERE name = $1 AND subject = $2")
            .bind(reading.alarm().word())
            .bind(reading.subject())
            .bind(now)
            .bind(by.as_str())
            .bind(serde_json::to_string(reading)?)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("note that an alarm goes on")?;
        Ok(())
    }

    /// The mutes that are not over.
    pub async fn mutes(&self, now: Millis) -> anyhow::Result<Vec<Mute>> {
        let rows = sqlx::query(
            "SELECT m.name, m.until, m.muted_by, a.name AS called FROM mutes m LEFT JOIN accounts a ON a.id = m.muted_by
             WHERE m.until > $1 ORDER BY m.name",
        )
        .bind(now)
        .fetch_all(&self.reader)
        .await
        .context("list what is muted")?;
        let mute = |row: &AnyRow| {
            let name: String = row.try_get("name")?;
            Ok(Mute {
                alarm: Alarm::parse(&name),
                until: row.try_get("until")?,
                by: Account::parse(row.try_get("muted_by")?).context("a row holds no account")?,
                called: row.try_get("called")?,
            })
        };
        rows.iter().map(mute).collect()
    }

    /// How many operations ended since a time, by how and why; a reason is JSON.
    pub async fn ends_since(&self, since: Millis) -> anyhow::Result<Vec<(bool, Option<String>, i64)>> {
        let rows =
            sqlx::query("SELECT state, why, COUNT(*) AS n FROM operations WHERE ended_at >= $1 GROUP BY state, why")
                .bind(since)
                .fetch_all(&self.reader)
                .await
                .context("count how operations ended")?;
        let end = |row: &AnyRow| {
            let state: String = row.try_get("state")?;
            Ok((state == "failed", row.try_get("why")?, row.try_get("n")?))
        };
        rows.iter().map(end).collect()
    }

    /// Since when the oldest letter waits that wants to be sent. What is for a terminal waits until somebody sits there.
    pub async fn oldest_letter(&self, now: Millis) -> anyhow::Result<Option<Millis>> {
        let row = sqlx::query(
            "SELECT MIN(wanted_at) AS at FROM outbox
             WHERE sent_revision < revision AND wanted_at > 0 AND wanted_at <= $1 AND account NOT LIKE 'console:%'",
        )
        .bind(now)
        .fetch_one(&self.reader)
        .await
        .context("look for the oldest letter")?;
        Ok(row.try_get("at")?)
    }

    /// A tiny write that has to hit the disk, for whoever measures how long it takes.
    pub async fn beat(&self, now: Millis) -> anyhow::Result<()> {
        let mut tx = self.begin(Durability::PowerCut).await?;
        sqlx::query("INSERT INTO pulse (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at")
            .bind(now)
            .execute(&mut *tx.0)
            .await
            .context("feel the pulse of the database")?;
        tx.commit().await
    }
}

impl Tx {
    /// False when it is up already.
    pub async fn raise_alarm(&mut self, reading: &Reading, by: &Id, now: Millis) -> anyhow::Result<bool> {
        let raised = sqlx::query(
            "INSERT INTO alarms (name, subject, since, told_at, seen_at, seen_by, reading)
             VALUES ($1, $2, $3, 0, $3, $4, $5) ON CONFLICT (name, subject) DO NOTHING",
        )
        .bind(reading.alarm().word())
        .bind(reading.subject())
        .bind(now)
        .bind(by.as_str())
        .bind(serde_json::to_string(reading)?)
        .execute(&mut *self.0)
        .await
        .context("raise an alarm")?;
        Ok(raised.rows_affected() == 1)
    }

    /// Since when it is up, for the one who is to tell of it: it was last told of before that time, and nobody muted it.
    pub async fn tell_alarm(
        &mut self,
        reading: &Reading,
        last_told: Millis,
        now: Millis,
    ) -> anyhow::Result<Option<Millis>> {
        let row = sqlx::query(
            "UPDATE alarms SET told_at = $4 WHERE name = $1 AND subject = $2 AND told_at <= $3 AND NOT EXISTS (
                 SELECT 1 FROM mutes m WHERE m.name IN ($1, $5) AND m.until > $4)
             RETURNING since",
        )
        .bind(reading.alarm().word())
        .bind(reading.subject())
        .bind(last_told)
        .bind(now)
        .bind(ALL)
        .fetch_optional(&mut *self.0)
        .await
        .context("note that an alarm is told")?;
        row.map(|row| Ok(row.try_get("since")?)).transpose()
    }

    /// Ends an alarm that this one kept up, or that nobody has seen since a time.
    pub async fn clear_alarm(
        &mut self,
        name: Alarm,
        subject: &str,
        by: &Id,
        unseen_since: Millis,
    ) -> anyhow::Result<Option<KeptAlarm>> {
        let row = sqlx::query(
            "DELETE FROM alarms WHERE name = $1 AND subject = $2 AND (seen_by = $3 OR seen_at <= $4) RETURNING *",
        )
        .bind(name.word())
        .bind(subject)
        .bind(by.as_str())
        .bind(unseen_since)
        .fetch_optional(&mut *self.0)
        .await
        .context("clear an alarm")?;
        row.as_ref().map(kept).transpose()
    }

    pub async fn mute(&mut self, alarm: Option<Alarm>, by: &Account, until: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO mutes (name, until, muted_by) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET until = excluded.until, muted_by = excluded.muted_by",
        )
        .bind(alarm.map_or(ALL, Alarm::word))
        .bind(until)
        .bind(by.to_string())
        .execute(&mut *self.0)
        .await
        .context("mute an alarm")?;
        Ok(())
    }

    /// False when nothing was muted.
    pub async fn unmute(&mut self, now: Millis) -> anyhow::Result<bool> {
        let over = sqlx::query("DELETE FROM mutes WHERE until > $1")
            .bind(now)
            .execute(&mut *self.0)
            .await
            .context("unmute the alarms")?;
        Ok(over.rows_affected() > 0)
    }
}
