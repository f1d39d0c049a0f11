//! Work on many bots: the job, and how each of its bots stands. Whoever changes a job has its row locked, so that of
//! several Hatcheries one at a time says what comes next.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::fleet::{Pace, Tally, Work};
use crate::domain::{Account, Channel, Deed, Id, JobState, Millis, Name, Provider, TargetState};
use crate::store::{Operation, Store, Tx, id, json};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FleetJob {
    pub id: Id,
    pub author: Account,
    pub work: Work,
    pub state: JobState,
    pub pace: Pace,
    /// Failures that were seen and gone on after.
    pub forgiven: i64,
    pub wave_number: i64,
    /// Of the present wave, how many are yet to be asked.
    pub wave_left: i64,
    /// It stopped because one of the first failed.
    pub canary_failed: bool,
    pub created_at: Millis,
    pub ended_at: Option<Millis>,
}

impl FleetJob {
    /// It waits for a yes.
    pub fn is_draft(&self) -> bool {
        self.state == JobState::Draft
    }
}

/// One bot of a job, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FleetTarget {
    pub bot: Id,
    pub name: Name,
    pub owner: Account,
    pub provider: Provider,
    pub channels: Vec<Channel>,
    pub state: TargetState,
    /// As JSON: why it failed, or why it was left out.
    pub why: Option<String>,
}

/// An operation of a job that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedTarget {
    pub bot: Id,
    /// Nothing when its bot was forgotten with its owner.
    pub is_done: Option<bool>,
    pub why: Option<String>,
    /// What was noted of the bot when it was asked.
    pub mark: Option<String>,
}

/// The word of a job that brings a stored key to its bots; no deed is called so.
const KEY: &str = "key";

fn job(row: &AnyRow) -> anyhow::Result<FleetJob> {
    let word = |column: &str| row.try_get::<String, _>(column);
    let key: Option<String> = row.try_get("stored_key")?;
    let work = match key {
        Some(key) => Work::Key { key: id(key)?, is_back: row.try_get::<i64, _>("is_back")? == 1 },
        None => Work::Deed(Deed::parse(&word("deed")?).context("a job of an unknown kind")?),
    };
    Ok(FleetJob {
        work,
        id: id(word("id")?)?,
        author: Account::parse(&word("author")?).context("a job nobody asked for")?,
        state: JobState::parse(&word("state")?).context("a job in an unknown state")?,
        pace: Pace { canary: row.try_get("canary")?, wave: row.try_get("wave")?, patience: row.try_get("patience")? },
        forgiven: row.try_get("forgiven")?,
        wave_number: row.try_get("wave_number")?,
        wave_left: row.try_get("wave_left")?,
        canary_failed: row.try_get::<i64, _>("canary_failed")? == 1,
        created_at: row.try_get("created_at")?,
        ended_at: row.try_get("ended_at")?,
    })
}

fn target(row: &AnyRow) -> anyhow::Result<FleetTarget> {
    let word = |column: &str| row.try_get::<String, _>(column);
    Ok(FleetTarget {
        bot: id(word("instance_id")?)?,
        name: Name::parse(&word("name")?).map_err(|_| anyhow::anyhow!("an instance has no name"))?,
        owner: Account::parse(&word("owner")?).context("an instance has no owner")?,
        provider: Provider::parse(&word("provider")?).context("an instance has an unknown provider")?,
        channels: json::read(row, "channels")?,
        state: TargetState::parse(&word("state")?).context("a bot of a job in an unknown state")?,
        why: row.try_get("why")?,
    })
}

fn tally(rows: &[AnyRow]) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    for row in rows {
        let n: i64 = row.try_get("n")?;
        let state: String = row.try_get("state")?;
        match TargetState::parse(&state).context("a bot of a job in an unknown state")? {
            TargetState::Waiting => tally.waiting = n,
            TargetState::Asked => tally.asked = n,
            TargetState::Done => tally.done = n,
            TargetState::Failed => tally.failed = n,
            TargetState::Skipped => tally.skipped = n,
        }
    }
    Ok(tally)
}

const TARGETS: &str = "SELECT t.instance_id, t.state, t.why, i.name, i.owner, i.provider, i.channels
     FROM fleet_targets t JOIN instances i ON i.id = t.instance_id
     WHERE t.job_id = $1 AND ($2 = '' OR t.state = $2) ORDER BY t.instance_id LIMIT $3";
const TALLY: &str = "SELECT state, COUNT(*) AS n FROM fleet_targets WHERE job_id = $1 GROUP BY state";

impl Store {
    pub async fn fleet_job(&self, job_id: &Id) -> anyhow::Result<Option<FleetJob>> {
        let row = sqlx::query("SELECT * FROM fleet_jobs WHERE id = $1")
            .bind(job_id.as_str())
            .fetch_optional(&self.reader)
            .await
            .context("read a job")?;
        row.as_ref().map(job).transpose()
    }

    /// The last jobs of operators that somebody said yes to, newest first.
    pub async fn fleet_jobs(&self, most: i64) -> anyhow::Result<Vec<FleetJob>> {
        let rows = sqlx::query(
            "SELECT * FROM fleet_jobs WHERE state <> 'draft' AND stored_key IS NULL ORDER BY id DESC LIMIT $1",
        )
        .bind(most)
        .fetch_all(&self.reader)
        .await
        .context("list jobs")?;
        rows.iter().map(job).collect()
    }

    pub async fn fleet_tally(&self, job_id: &Id) -> anyhow::Result<Tally> {
        let rows = sqlx::query(TALLY).bind(job_id.as_str()).fetch_all(&self.reader).await.context("count a job")?;
        tally(&rows)
    }

    /// Some bots of a job, the first ones first: those that stand so, or all.
    pub async fn fleet_targets(
        &self,
        job_id: &Id,
        state: Option<TargetState>,
        most: i64,
    ) -> anyhow::Result<Vec<FleetTarget>> {
        let rows = sqlx::query(TARGETS)
            .bind(job_id.as_str())
            .bind(state.map_or("", TargetState::word))
            .bind(most)
            .fetch_all(&self.reader)
            .await
            .context("list the bots of a job")?;
        rows.iter().map(target).collect()
    }

    /// Jobs that something may be done for now.
    pub async fn open_fleet_jobs(&self) -> anyhow::Result<Vec<Id>> {
        let rows = sqlx::query(
            "SELECT id FROM fleet_jobs j WHERE j.ended_at IS NULL AND (j.state IN ('running', 'cancelled')
                 OR EXISTS (SELECT 1 FROM fleet_targets t WHERE t.job_id = j.id AND t.state = 'asked')) ORDER BY id",
        )
        .fetch_all(&self.reader)
        .await
        .context("look for jobs")?;
        rows.iter().map(|row| id(row.try_get("id")?)).collect()
    }

    /// Drafts that nobody said yes to, and the bots of jobs that ended long ago.
    pub async fn forget_fleet_jobs(&self, drafts: Millis, ended: Millis) -> anyhow::Result<()> {
        for statement in [
            "DELETE FROM fleet_targets WHERE job_id IN (SELECT id FROM fleet_jobs
                 WHERE (state = 'draft' AND created_at < $1) OR (ended_at IS NOT NULL AND ended_at < $2))",
            "DELETE FROM fleet_jobs WHERE (state = 'draft' AND created_at < $1) OR (ended_at IS NOT NULL AND ended_at < $2)",
        ] {
            sqlx::query(statement)
                .bind(drafts)
                .bind(ended)
                .execute(&mut *self.writer.line().await?)
                .await
                .context("forget old jobs")?;
        }
        Ok(())
    }
}

impl Tx {
    /// A job that waits for somebody's yes.
    pub async fn add_fleet_job(
        &mut self,
        job_id: &Id,
        author: &Account,
        deed: Deed,
        pace: Pace,
        now: Millis,
    ) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO fleet_jobs (id, author, deed, state, canary, wave, patience, forgiven, wave_number, wave_left,
                 canary_failed, created_at) VALUES ($1, $2, $3, 'draft', $4, $5, $6, 0, 0, 0, 0, $7)",
        )
        .bind(job_id.as_str())
        .bind(author.to_string())
        .bind(deed.word())
        .bind(pace.canary)
        .bind(pace.wave)
        .bind(pace.patience)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("add a job")?;
        Ok(())
    }

    /// A job that brings a stored key to these bots, which begins at once.
    pub async fn add_key_job(
        &mut self,
        job_id: &Id,
        author: &Account,
        key: &Id,
        bots: &[Id],
        now: Millis,
    ) -> anyhow::Result<()> {
        let Pace { canary, wave, patience } = Pace::ONE_BY_ONE;
        sqlx::query(
            "INSERT INTO fleet_jobs (id, author, deed, stored_key, state, canary, wave, patience, forgiven, wave_number,
                 wave_left, canary_failed, created_at) VALUES ($1, $2, $3, $4, 'running', $5, $6, $7, 0, 0, 0, 0, $8)",
        )
        .bind(job_id.as_str())
        .bind(author.to_string())
        .bind(KEY)
        .bind(key.as_str())
        .bind(canary)
        .bind(wave)
        .bind(patience)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("add a job for a key")?;
        for bot in bots {
            self.add_target(job_id, bot).await?;
        }
        Ok(())
    }

    /// Locks a job until this transaction ends; nothing when there is none.
    pub async fn lock_fleet_job(&mut self, job_id: &Id) -> anyhow::Result<Option<FleetJob>> {
        let row = sqlx::query("UPDATE fleet_jobs SET state = state WHERE id = $1 RETURNING *")
            .bind(job_id.as_str())
            .fetch_optional(&mut *self.0)
            .await
            .context("lock a job")?;
        row.as_ref().map(job).transpose()
    }

    /// As it is now. Whoever changes it has locked it.
    pub async fn save_fleet_job(&mut self, held: &FleetJob) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE fleet_jobs SET state = $2, forgiven = $3, wave_number = $4, wave_left = $5, canary_failed = $6,
                 ended_at = $7, author = $8, is_back = $9 WHERE id = $1",
        )
        .bind(held.id.as_str())
        .bind(held.state.word())
        .bind(held.forgiven)
        .bind(held.wave_number)
        .bind(held.wave_left)
        .bind(i64::from(held.canary_failed))
        .bind(held.ended_at)
        .bind(held.author.to_string())
        .bind(i64::from(matches!(held.work, Work::Key { is_back: true, .. })))
        .execute(&mut *self.0)
        .await
        .context("save a job")?;
        Ok(())
    }

    pub async fn fleet_tally(&mut self, job_id: &Id) -> anyhow::Result<Tally> {
        let rows = sqlx::query(TALLY).bind(job_id.as_str()).fetch_all(&mut *self.0).await.context("count a job")?;
        tally(&rows)
    }

    /// All bots of a job, the first ones first.
    pub async fn targets_of(&mut self, job_id: &Id) -> anyhow::Result<Vec<FleetTarget>> {
        let rows = sqlx::query(TARGETS)
            .bind(job_id.as_str())
            .bind("")
            .bind(i64::MAX)
            .fetch_all(&mut *self.0)
            .await
            .context("list all bots of a job")?;
        rows.iter().map(target).collect()
    }

    /// Bots of a job that stand so stand otherwise from now on, as if they had just been chosen.
    pub async fn move_targets(&mut self, job_id: &Id, from: TargetState, to: TargetState) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE fleet_targets SET state = $3, operation_id = NULL, why = NULL WHERE job_id = $1 AND state = $2",
        )
        .bind(job_id.as_str())
        .bind(from.word())
        .bind(to.word())
        .execute(&mut *self.0)
        .await
        .context("move bots of a job")?;
        Ok(())
    }

    /// The names of the first bots of a job.
    pub async fn fleet_names(&mut self, job_id: &Id, most: i64) -> anyhow::Result<Vec<String>> {
        let rows = sqlx::query(
            "SELECT i.name FROM fleet_targets t JOIN instances i ON i.id = t.instance_id
             WHERE t.job_id = $1 ORDER BY t.instance_id LIMIT $2",
        )
        .bind(job_id.as_str())
        .bind(most)
        .fetch_all(&mut *self.0)
        .await
        .context("name the bots of a job")?;
        rows.iter().map(|row| Ok(row.try_get("name")?)).collect()
    }

    /// The next bot that nobody has been asked about.
    pub async fn next_target(&mut self, job_id: &Id) -> anyhow::Result<Option<Id>> {
        let row = sqlx::query(
            "SELECT instance_id FROM fleet_targets WHERE job_id = $1 AND state = 'waiting' ORDER BY instance_id LIMIT 1",
        )
        .bind(job_id.as_str())
        .fetch_optional(&mut *self.0)
        .await
        .context("look for the next bot of a job")?;
        row.map(|row| id(row.try_get("instance_id")?)).transpose()
    }

    pub async fn target_asked(
        &mut self,
        job_id: &Id,
        bot: &Id,
        operation: &Id,
        wave_number: i64,
    ) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE fleet_targets SET state = 'asked', operation_id = $3, wave_number = $4
             WHERE job_id = $1 AND instance_id = $2",
        )
        .bind(job_id.as_str())
        .bind(bot.as_str())
        .bind(operation.as_str())
        .bind(wave_number)
        .execute(&mut *self.0)
        .await
        .context("note that a bot of a job is worked on")?;
        Ok(())
    }

    pub async fn target_ended(
        &mut self,
        job_id: &Id,
        bot: &Id,
        state: TargetState,
        why: Option<&str>,
    ) -> anyhow::Result<()> {
        sqlx::query("UPDATE fleet_targets SET state = $3, why = $4 WHERE job_id = $1 AND instance_id = $2")
            .bind(job_id.as_str())
            .bind(bot.as_str())
            .bind(state.word())
            .bind(why.map(str::to_owned))
            .execute(&mut *self.0)
            .await
            .context("note how a bot of a job ended")?;
        Ok(())
    }

    /// The operations of a job that have ended since it was last looked.
    pub async fn ended_targets(&mut self, job_id: &Id) -> anyhow::Result<Vec<EndedTarget>> {
        let rows = sqlx::query(
            "SELECT t.instance_id, t.why AS mark, o.state, o.why FROM fleet_targets t
             LEFT JOIN operations o ON o.id = t.operation_id
             WHERE t.job_id = $1 AND t.state = 'asked' AND (o.id IS NULL OR o.ended_at IS NOT NULL)",
        )
        .bind(job_id.as_str())
        .fetch_all(&mut *self.0)
        .await
        .context("look what has ended")?;
        let ended = |row: &AnyRow| {
            let state: Option<String> = row.try_get("state")?;
            Ok(EndedTarget {
                bot: id(row.try_get("instance_id")?)?,
                is_done: state.map(|state| state == "done"),
                why: row.try_get("why")?,
                mark: row.try_get("mark")?,
            })
        };
        rows.iter().map(ended).collect()
    }

    /// What nobody was asked about yet is left out.
    pub async fn skip_waiting(&mut self, job_id: &Id, why: &str) -> anyhow::Result<()> {
        sqlx::query("UPDATE fleet_targets SET state = 'skipped', why = $2 WHERE job_id = $1 AND state = 'waiting'")
            .bind(job_id.as_str())
            .bind(why)
            .execute(&mut *self.0)
            .await
            .context("leave out the rest of a job")?;
        Ok(())
    }

    /// Nobody is told how far the operation is: whoever asked for many sees them together.
    pub async fn hush_operation(&mut self, operation: &Id) -> anyhow::Result<()> {
        sqlx::query("UPDATE operations SET quiet = 1 WHERE id = $1")
            .bind(operation.as_str())
            .execute(&mut *self.0)
            .await
            .context("make an operation a quiet one")?;
        Ok(())
    }

    /// Why the operation comes to nothing, as JSON.
    pub async fn set_why(&mut self, held: &Operation, why: &str) -> anyhow::Result<()> {
        sqlx::query("UPDATE operations SET why = $3 WHERE id = $1 AND lease_token = $2 AND ended_at IS NULL")
            .bind(held.id.as_str())
            .bind(held.lease_token)
            .bind(why)
            .execute(&mut *self.0)
            .await
            .context("note why an operation failed")?;
        Ok(())
    }
}
