//! Operations and their steps. Whoever works on one holds a lease, and every write carries its token, so that a
//! worker who was paused too long changes nothing.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Account, Id, Millis, OperationKind, Stage};
use crate::store::{Store, Tx, id};

/// Doing what was asked, or taking back what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationState {
    Doing,
    Undoing,
}

impl OperationState {
    fn word(self) -> &'static str {
        match self {
            OperationState::Doing => "doing",
            OperationState::Undoing => "undoing",
        }
    }
}

/// Whether a stage was begun before: then something of it may have been done already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    First,
    /// It was begun at this time.
    Again(Millis),
}

/// How an operation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Done,
    Failed,
}

impl Ended {
    fn word(self) -> &'static str {
        match self {
            Ended::Done => "done",
            Ended::Failed => "failed",
        }
    }
}

/// An open operation, as its lease holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    pub id: Id,
    pub instance: Id,
    pub kind: OperationKind,
    pub asked_by: Account,
    pub state: OperationState,
    pub stage: Stage,
    /// Failed tries of this stage in a row.
    pub attempt: u32,
    pub cancelled: bool,
    /// Why it is being undone, as JSON.
    pub why: Option<String>,
    /// Nobody is told how far it is.
    pub is_quiet: bool,
    /// It begins with the check of what was given.
    pub checks: bool,
    pub lease_token: i64,
    /// When its present stage began.
    pub stage_since: Millis,
    pub created_at: Millis,
}

fn operation(row: &AnyRow) -> anyhow::Result<Operation> {
    let word = |column: &str| row.try_get::<String, _>(column);
    Ok(Operation {
        id: id(word("id")?)?,
        instance: id(word("instance_id")?)?,
        kind: OperationKind::parse(&word("kind")?).context("an operation of an unknown kind")?,
        asked_by: Account::parse(&word("asked_by")?).context("an operation nobody asked for")?,
        state: match word("state")?.as_str() {
            "undoing" => OperationState::Undoing,
            _ => OperationState::Doing,
        },
        stage: Stage::parse(&word("stage")?).context("an operation in an unknown stage")?,
        attempt: row.try_get::<i64, _>("attempt")? as u32,
        cancelled: row.try_get::<i64, _>("cancelled")? == 1,
        why: row.try_get("why")?,
        is_quiet: row.try_get::<i64, _>("quiet")? == 1,
        checks: row.try_get::<i64, _>("checks")? == 1,
        lease_token: row.try_get("lease_token")?,
        stage_since: row.try_get("stage_since")?,
        created_at: row.try_get("created_at")?,
    })
}

impl Store {
    /// Takes the next operation that is due, for as long as the lease lasts.
    pub async fn claim_operation(&self, now: Millis, lease_until: Millis) -> anyhow::Result<Option<Operation>> {
        let row = sqlx::query(self.engine.claim_operation())
            .bind(now)
            .bind(lease_until)
            .fetch_optional(&mut *self.writer.line().await?)
            .await
            .context("claim an operation")?;
        row.as_ref().map(operation).transpose()
    }

    /// False when the lease was lost to somebody else.
    pub async fn renew_lease(&self, held: &Operation, lease_until: Millis) -> anyhow::Result<bool> {
        let renewed = sqlx::query(
            "UPDATE operations SET lease_until = $3 WHERE id = $1 AND lease_token = $2 AND ended_at IS NULL",
        )
        .bind(held.id.as_str())
        .bind(held.lease_token)
        .bind(lease_until)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("renew a lease")?;
        Ok(renewed.rows_affected() == 1)
    }

    /// At the start of the only Hatchery of a database: whoever held a lease is gone. The time in which nobody worked
    /// on an operation does not count as its own.
    pub async fn release_leases(&self, now: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE operations SET lease_until = 0, lease_token = lease_token + 1, stage_since = $1
             WHERE ended_at IS NULL",
        )
        .bind(now)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("release the operations")?;
        sqlx::query("UPDATE outbox SET lease_until = 0, lease_token = lease_token + 1 WHERE sent_revision < revision")
            .execute(&mut *self.writer.line().await?)
            .await
            .context("release the letters")?;
        sqlx::query("DELETE FROM leases")
            .execute(&mut *self.writer.line().await?)
            .await
            .context("release the duties")?;
        Ok(())
    }

    /// What is under way for one instance.
    pub async fn open_operation(&self, instance: &Id) -> anyhow::Result<Option<OperationKind>> {
        let row = sqlx::query("SELECT kind FROM operations WHERE instance_id = $1 AND ended_at IS NULL")
            .bind(instance.as_str())
            .fetch_optional(&self.reader)
            .await
            .context("look for an open operation")?;
        let kind: Option<String> = row.map(|row| row.try_get("kind")).transpose()?;
        Ok(kind.and_then(|kind| OperationKind::parse(&kind)))
    }

    /// When the next open operation wants to be worked on.
    pub async fn next_due(&self) -> anyhow::Result<Option<Millis>> {
        let row = sqlx::query(
            "SELECT MIN(CASE WHEN due > lease_until THEN due ELSE lease_until END) AS at
             FROM operations WHERE ended_at IS NULL",
        )
        .fetch_one(&self.reader)
        .await
        .context("look when there is work")?;
        Ok(row.try_get("at")?)
    }
}

impl Tx {
    /// Opens an operation; gives back the kind that is under way instead when there is one.
    pub async fn open_operation(
        &mut self,
        operation: &Id,
        instance: &Id,
        kind: OperationKind,
        asked_by: &Account,
        stage: Stage,
        now: Millis,
    ) -> anyhow::Result<Option<OperationKind>> {
        loop {
            let opened = sqlx::query(
                "INSERT INTO operations (id, instance_id, kind, asked_by, state, stage, attempt, cancelled, due,
                     lease_token, lease_until, stage_since, created_at, checks)
                 VALUES ($1, $2, $3, $4, 'doing', $5, 0, 0, $6, 0, 0, $6, $6, $7)
                 ON CONFLICT (instance_id) WHERE ended_at IS NULL DO NOTHING",
            )
            .bind(operation.as_str())
            .bind(instance.as_str())
            .bind(kind.word())
            .bind(asked_by.to_string())
            .bind(stage.word())
            .bind(now)
            .bind(i64::from(stage == Stage::Check))
            .execute(&mut *self.0)
            .await
            .context("open an operation")?;
            if opened.rows_affected() == 1 {
                return Ok(None);
            }
            // What stood in the way may have ended between the two statements.
            if let Some(under_way) = self.under_way(instance).await? {
                return Ok(Some(under_way));
            }
        }
    }

    /// What is open for an instance.
    pub async fn under_way(&mut self, instance: &Id) -> anyhow::Result<Option<OperationKind>> {
        let row = sqlx::query("SELECT kind FROM operations WHERE instance_id = $1 AND ended_at IS NULL")
            .bind(instance.as_str())
            .fetch_optional(&mut *self.0)
            .await
            .context("look what is under way")?;
        let kind: Option<String> = row.map(|row| row.try_get("kind")).transpose()?;
        kind.map(|kind| OperationKind::parse(&kind).context("an operation of an unknown kind")).transpose()
    }

    /// Whether the person wants a deploy to be stopped, as it stands now.
    pub async fn is_cancelled(&mut self, held: &Operation) -> anyhow::Result<bool> {
        let row = sqlx::query("SELECT cancelled FROM operations WHERE id = $1")
            .bind(held.id.as_str())
            .fetch_one(&mut *self.0)
            .await
            .context("look whether an operation is cancelled")?;
        Ok(row.try_get::<i64, _>("cancelled")? == 1)
    }

    /// The operation that an account asked for with this key before.
    pub async fn asked_before(&mut self, account: &Account, key: &str) -> anyhow::Result<Option<Id>> {
        let row = sqlx::query("SELECT instance_id FROM operations WHERE asked_by = $1 AND idempotency_key = $2")
            .bind(account.to_string())
            .bind(key)
            .fetch_optional(&mut *self.0)
            .await
            .context("look for an earlier request")?;
        row.map(|row| id(row.try_get("instance_id")?)).transpose()
    }

    /// Asks an open deploy to stop and take back what it did; false when there is none.
    pub async fn cancel_deploy(&mut self, instance: &Id, now: Millis) -> anyhow::Result<bool> {
        let cancelled = sqlx::query(
            "UPDATE operations SET cancelled = 1, due = $2
             WHERE instance_id = $1 AND kind = 'deploy' AND state = 'doing' AND ended_at IS NULL",
        )
        .bind(instance.as_str())
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("cancel a deploy")?;
        Ok(cancelled.rows_affected() == 1)
    }

    /// Ends a restart, a stop, a resume or an update that is open, whoever holds it.
    pub async fn supersede(&mut self, instance: &Id, why: &str, now: Millis) -> anyhow::Result<Option<Operation>> {
        let row = sqlx::query(
            "UPDATE operations SET state = 'failed', why = $3, ended_at = $2, lease_until = 0, lease_token = lease_token + 1
             WHERE instance_id = $1 AND ended_at IS NULL AND kind IN ('restart', 'stop', 'resume', 'update', 'upgrade')
             RETURNING *",
        )
        .bind(instance.as_str())
        .bind(now)
        .bind(why)
        .fetch_optional(&mut *self.0)
        .await
        .context("end what is under way")?;
        row.as_ref().map(operation).transpose()
    }

    /// Whether the last attempt to deploy a bot anew did not work out, so that it may run on older values than we hold.
    pub async fn has_undeployed_change(&mut self, instance: &Id) -> anyhow::Result<bool> {
        let row = sqlx::query(
            "SELECT state FROM operations WHERE instance_id = $1 AND ended_at IS NOT NULL
                 AND kind IN ('deploy', 'resume', 'update', 'upgrade') ORDER BY created_at DESC, id DESC LIMIT 1",
        )
        .bind(instance.as_str())
        .fetch_optional(&mut *self.0)
        .await
        .context("look how the last deployment went")?;
        let state: Option<String> = row.map(|row| row.try_get("state")).transpose()?;
        Ok(state.as_deref() == Some("failed"))
    }

    /// Committed before anything is done outside. Nothing when the lease is lost.
    pub async fn intend(&mut self, held: &Operation, now: Millis) -> anyhow::Result<Option<Intent>> {
        if !self.holds(held, now).await? {
            return Ok(None);
        }
        let noted = sqlx::query(
            "INSERT INTO steps (operation_id, state, stage, intent_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(held.id.as_str())
        .bind(held.state.word())
        .bind(held.stage.word())
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("note an intent")?;
        if noted.rows_affected() == 1 {
            return Ok(Some(Intent::First));
        }
        let row = sqlx::query("SELECT intent_at FROM steps WHERE operation_id = $1 AND state = $2 AND stage = $3")
            .bind(held.id.as_str())
            .bind(held.state.word())
            .bind(held.stage.word())
            .fetch_one(&mut *self.0)
            .await
            .context("read an intent")?;
        Ok(Some(Intent::Again(row.try_get("intent_at")?)))
    }

    /// The stages that the operation set out on and that have no known end.
    pub async fn open_ends(&mut self, held: &Operation) -> anyhow::Result<Vec<Stage>> {
        let rows =
            sqlx::query("SELECT stage FROM steps WHERE operation_id = $1 AND state = 'doing' AND done_at IS NULL")
                .bind(held.id.as_str())
                .fetch_all(&mut *self.0)
                .await
                .context("look for what has no known end")?;
        let stage = |row: &AnyRow| Stage::parse(row.try_get("stage")?).context("a step in an unknown stage");
        rows.iter().map(stage).collect()
    }

    /// Locks the operation's row and tells whether the lease is still ours.
    pub async fn holds(&mut self, held: &Operation, now: Millis) -> anyhow::Result<bool> {
        let touched = sqlx::query(
            "UPDATE operations SET lease_until = CASE WHEN lease_until < $3 THEN $3 ELSE lease_until END
             WHERE id = $1 AND lease_token = $2 AND ended_at IS NULL",
        )
        .bind(held.id.as_str())
        .bind(held.lease_token)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("look whether a lease is held")?;
        Ok(touched.rows_affected() == 1)
    }

    /// The stage is done; the next one is due at once.
    pub async fn next_stage(&mut self, held: &Operation, stage: Stage, now: Millis) -> anyhow::Result<()> {
        self.stage_done(held, now).await?;
        self.go_to(held, held.state, stage, None, now).await
    }

    /// The stage is given up, however much of it was done; what was done is taken back from now on.
    pub async fn turn_back(&mut self, held: &Operation, stage: Stage, why: &str, now: Millis) -> anyhow::Result<()> {
        self.go_to(held, OperationState::Undoing, stage, Some(why), now).await
    }

    /// Giving the lease back voids its token, so that a renewal that is still on its way does not take it again.
    async fn go_to(
        &mut self,
        held: &Operation,
        state: OperationState,
        stage: Stage,
        why: Option<&str>,
        now: Millis,
    ) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE operations SET state = $3, stage = $4, why = COALESCE($5, why), attempt = 0, due = $6,
                 stage_since = $6, lease_until = 0, lease_token = lease_token + 1
             WHERE id = $1 AND lease_token = $2 AND ended_at IS NULL",
        )
        .bind(held.id.as_str())
        .bind(held.lease_token)
        .bind(state.word())
        .bind(stage.word())
        .bind(why)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("go on to the next stage")?;
        Ok(())
    }

    /// The stage is not done; it is looked at again at `due`, and its time counts from `since`.
    pub async fn try_again(
        &mut self,
        held: &Operation,
        attempt: u32,
        due: Millis,
        since: Millis,
    ) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE operations SET attempt = $3, due = $4, stage_since = $5, lease_until = 0,
                 lease_token = lease_token + 1
             WHERE id = $1 AND lease_token = $2 AND ended_at IS NULL",
        )
        .bind(held.id.as_str())
        .bind(held.lease_token)
        .bind(i64::from(attempt))
        .bind(due)
        .bind(since)
        .execute(&mut *self.0)
        .await
        .context("put off a stage")?;
        Ok(())
    }

    pub async fn end_operation(&mut self, held: &Operation, ended: Ended, now: Millis) -> anyhow::Result<()> {
        self.stage_done(held, now).await?;
        sqlx::query(
            "UPDATE operations SET state = $3, ended_at = $4, lease_until = 0
             WHERE id = $1 AND lease_token = $2 AND ended_at IS NULL",
        )
        .bind(held.id.as_str())
        .bind(held.lease_token)
        .bind(ended.word())
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("end an operation")?;
        Ok(())
    }

    async fn stage_done(&mut self, held: &Operation, now: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE steps SET done_at = $4 WHERE operation_id = $1 AND state = $2 AND stage = $3
                 AND EXISTS (SELECT 1 FROM operations WHERE id = $1 AND lease_token = $5 AND ended_at IS NULL)",
        )
        .bind(held.id.as_str())
        .bind(held.state.word())
        .bind(held.stage.word())
        .bind(now)
        .bind(held.lease_token)
        .execute(&mut *self.0)
        .await
        .context("note what is done")?;
        Ok(())
    }
}
