//! Acts: what was done, by whom and from where. They are added in the transaction of what they tell about, and never
//! changed; they go only with the person they are about.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::act::{Act, ActKind, KeptAct, Outcome};
use crate::domain::{Account, Id, Millis};
use crate::store::many::{self, fill};
use crate::store::{Store, Tx, fresh_id, id};

/// What came over HTTP, whoever's token it was.
pub const API: &str = "api";

macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT t.id, t.at, t.actor, a.name AS called, t.door, t.kind, t.subject, t.before, t.after, o.state
             FROM acts t LEFT JOIN accounts a ON a.id = t.actor LEFT JOIN operations o ON o.id = t.operation_id ",
            $which
        )
    };
}

fn kept(row: &AnyRow) -> anyhow::Result<KeptAct> {
    let actor: Option<String> = row.try_get("actor")?;
    let state: Option<String> = row.try_get("state")?;
    Ok(KeptAct {
        id: id(row.try_get("id")?)?,
        at: row.try_get("at")?,
        by: actor.map(|actor| Account::parse(&actor).context("an act of nobody")).transpose()?,
        called: row.try_get("called")?,
        door: row.try_get("door")?,
        kind: ActKind::parse(row.try_get("kind")?).context("an act of an unknown kind")?,
        subject: row.try_get("subject")?,
        before: row.try_get("before")?,
        after: row.try_get("after")?,
        outcome: state.map(|state| Outcome::parse(&state).context("an unknown state")).transpose()?,
    })
}

impl Store {
    /// What happened to this person and their bots, newest first, older than a given one.
    pub async fn acts_about(&self, person: &Id, older_than: Option<&Id>, most: i64) -> anyhow::Result<Vec<KeptAct>> {
        let rows = sqlx::query(select!(
            "WHERE t.id < $2 AND t.person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)
             ORDER BY t.id DESC LIMIT $3"
        ))
        .bind(person.as_str())
        .bind(older_than.unwrap_or(&Id::last()).as_str())
        .bind(most)
        .fetch_all(&self.reader)
        .await
        .context("list what happened to a person")?;
        rows.iter().map(kept).collect()
    }

    /// What was done by anybody for others, and by admins to themselves, newest first, older than a given one.
    pub async fn acts_of_admins(&self, older_than: Option<&Id>, most: i64) -> anyhow::Result<Vec<KeptAct>> {
        let rows = sqlx::query(select!(
            "WHERE t.id < $1 AND t.door <> 'hatchery' AND (
                 t.kind IN ('tier', 'quota', 'ban', 'unban', 'grant', 'revoke') OR NOT EXISTS (
                 SELECT 1 FROM accounts b JOIN circles m ON m.person_id = b.person_id
                     JOIN circles c ON c.circle = m.circle WHERE b.id = t.actor AND c.person_id = t.person_id))
             ORDER BY t.id DESC LIMIT $2"
        ))
        .bind(older_than.unwrap_or(&Id::last()).as_str())
        .bind(most)
        .fetch_all(&self.reader)
        .await
        .context("list what admins did")?;
        rows.iter().map(kept).collect()
    }
}

impl Tx {
    /// What is recorded from now on came by the door through which somebody last said something of a job.
    pub async fn through_door_of(&mut self, job: &Id) -> anyhow::Result<()> {
        let row = sqlx::query(
            "SELECT door FROM acts WHERE id > $1 AND kind = 'fleet' AND subject = $1 ORDER BY id DESC LIMIT 1",
        )
        .bind(job.as_str())
        .fetch_optional(&mut *self.0)
        .await
        .context("look by which door a job came")?;
        let door: Option<String> = row.map(|row| row.try_get("door")).transpose()?;
        if door.is_some_and(|door| door == API) {
            self.through(API);
        }
        Ok(())
    }

    pub async fn record(&mut self, act: &Act<'_>, now: Millis) -> anyhow::Result<()> {
        self.record_all(&[(act, now)]).await
    }

    pub async fn record_all(&mut self, acts: &[(&Act<'_>, Millis)]) -> anyhow::Result<()> {
        if acts.is_empty() {
            return Ok(());
        }
        const KINDS: &str = "tnttttttttt";
        let table = "acts (id, at, actor, door, kind, person_id, instance_id, operation_id, subject, before, after)";
        let mut query = many::insert(self.engine(), table, KINDS, acts.len(), "");
        for (act, at) in acts {
            query = query.bind(fresh_id().to_string()).bind(*at).bind(act.by.map(ToString::to_string));
            query = query.bind(act.by.map_or("hatchery", |by| self.1.unwrap_or(by.platform.word())));
            query = query.bind(act.kind.word()).bind(act.person.map(Id::as_str)).bind(act.instance.map(Id::as_str));
            query = query.bind(act.operation.map(Id::as_str)).bind(act.subject.as_str());
            query = query.bind(act.before.as_deref()).bind(act.after.as_deref());
        }
        fill(query, KINDS, acts.len()).execute(&mut *self.0).await.context("keep acts")?;
        Ok(())
    }
}
