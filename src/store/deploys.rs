//! Bots that are asked for, and everything that is written for a new one. Those that are asked for at the same moment are
//! decided and written together, in a transaction of the caller's; whoever is refused is not among what is written.

use std::collections::{HashMap, HashSet};

use anyhow::Context;
use serde::Deserialize;
use sqlx::Row;

use crate::domain::config::How;
use crate::domain::{Id, Millis, OperationKind, Stage, Status, Used, key};
use crate::secret::{Sealer, Seat, Secret};
use crate::store::many::{self, AtOnce, fill};
use crate::store::standing::{Circle, circle};
use crate::store::{NewInstance, SecretKind, Standing, Store, Tx, id, json, places};

/// How it stands with somebody who asks for a bot.
#[derive(Debug, Clone)]
pub struct Footing {
    pub circle: Id,
    pub standing: Standing,
    pub used: Used,
    /// The keys of the names of their live bots.
    pub names: Vec<String>,
}

/// The same as the database writes it down.
#[derive(Debug, Deserialize)]
struct Written {
    person: Id,
    /// The circle's id.
    of: Id,
    circle: Circle,
    /// Of each member those that they have, if any.
    deploys: Vec<Option<Vec<Millis>>>,
    names: Vec<Option<Vec<String>>>,
}

fn footing(it: Written, now: Millis) -> anyhow::Result<Footing> {
    let mut deploys: Vec<Millis> = it.deploys.into_iter().flatten().flatten().collect();
    let names: Vec<String> = it.names.into_iter().flatten().flatten().collect();
    deploys.sort_unstable();
    let used = Used { live: names.len() as u32, deploys };
    Ok(Footing { circle: it.of, standing: it.circle.standing(now)?, used, names })
}

/// The first secret of its kind of a new bot.
pub struct NewSecret {
    pub kind: SecretKind,
    pub secret: Secret,
    /// By which it is found that a token is in use.
    pub mark: Option<String>,
    /// Nobody has asked its platform about it.
    pub is_unchecked: bool,
}

/// A bot that is to be, and the work by which it comes to be.
pub struct NewBot<'a> {
    pub instance: NewInstance,
    pub secrets: Vec<NewSecret>,
    pub operation: Id,
    pub first: Stage,
    pub idempotency_key: Option<&'a str>,
    pub at: Millis,
}

/// The kinds of the columns of what is written for a new bot, see `many::rows`.
const CONFIG: &str = "tntttn";
const SECRET: &str = "ttnbttn";
const OPERATION: &str = "ttttttnnnntnnnn";
const USE: &str = "ttnn";

impl Tx {
    /// Everybody else who decides about these persons, or about anybody in their circles, waits until this transaction ends.
    /// Gives the circles that are locked; who was linked meanwhile is in another.
    pub async fn lock_persons(&mut self, store: &Store, persons: &[&Id]) -> anyhow::Result<HashSet<Id>> {
        let statement = store.engine.lock_persons(&many::texts(store.engine, 1, persons.len()));
        let query = many::bind_texts(sqlx::query(sqlx::AssertSqlSafe(statement)), persons.iter().map(|it| it.as_str()));
        let rows = query.fetch_all(&mut *self.0).await.context("lock persons")?;
        rows.iter().map(|row| id(row.try_get("id")?)).collect()
    }

    /// How it stands with these persons: their deploys count that came after `since`.
    pub async fn footings(
        &mut self,
        persons: &[&Id],
        since: Millis,
        now: Millis,
    ) -> anyhow::Result<HashMap<Id, Footing>> {
        let (object, list) = (self.engine().object(), self.engine().list());
        // By the expression of the index of circles, one member after the other, and `live + 0`: else PostgreSQL looks through
        // all persons, all deploys and all live bots where it has not counted them lately.
        let theirs = "FROM persons m WHERE COALESCE(m.circle, m.id) = mine.circle";
        let statement = format!(
            "SELECT CAST({list}({object}('person', person, 'of', mine.circle, 'circle', {},
                 'deploys', (SELECT {list}((
                     SELECT {list}(q.at) FROM quota_uses q
                     WHERE q.person_id = m.id AND q.at > {} AND q.returned = 0)) {theirs}),
                 'names', (SELECT {list}((
                     SELECT {list}(i.name_key) FROM instances i WHERE i.person_id = m.id AND i.live + 0 = 1)) {theirs})
             )) AS TEXT) AS footings
             FROM (
                 SELECT column1 AS person, (SELECT c.circle FROM circles c WHERE c.person_id = column1) AS circle
                 FROM (VALUES {}) AS asked) AS mine
             WHERE mine.circle IS NOT NULL",
            circle(self.engine()),
            self.engine().place(1),
            many::texts(self.engine(), 2, persons.len()),
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(since);
        let query = many::bind_texts(query, persons.iter().map(|it| it.as_str()));
        let row = query.fetch_one(&mut *self.0).await.context("look where persons stand")?;
        json::read_all::<Written>(&row, "footings")?
            .into_iter()
            .map(|it| Ok((it.person.clone(), footing(it, now)?)))
            .collect()
    }

    /// Which of these marks are of tokens that live bots use, or may get back. Everybody else who asks for one of these tokens waits until
    /// this transaction ends.
    pub async fn marks_in_use(&mut self, store: &Store, mut marks: Vec<String>) -> anyhow::Result<HashSet<String>> {
        if marks.is_empty() {
            return Ok(HashSet::new());
        }
        // In the same order everywhere, so that no two wait for each other.
        marks.sort();
        marks.dedup();
        if let Some(lock) = store.engine.lock_mark() {
            for mark in &marks {
                sqlx::query(lock).bind(mark).execute(&mut *self.0).await.context("lock the mark of a token")?;
            }
        }
        let places = places(marks.len());
        let statement = format!(
            "SELECT fingerprint AS mark FROM secrets WHERE fingerprint IN ({places})
             UNION SELECT before_mark FROM secrets WHERE before_mark IN ({places})"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).persistent(marks.len() == 1);
        let query = marks.iter().fold(query, |query, mark| query.bind(mark.as_str()));
        let rows = query.fetch_all(&mut *self.0).await.context("look for tokens in use")?;
        rows.iter().map(|row| Ok(row.try_get("mark")?)).collect()
    }

    /// Adds bots, of which no two are of one circle; the persons are locked by the caller, who knows that none of them has a
    /// live bot of that name.
    pub async fn add_instances(&mut self, all: &[NewBot<'_>]) -> anyhow::Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        const KINDS: &str = "tttttttttttnnnntn";
        let table = "instances (id, person_id, owner, name, name_key, blueprint, provider, channels, presences, config,
             target, secret_versions, created_at, status_at, config_revision, status, live)";
        let mut query = many::insert(self.engine(), table, KINDS, all.len(), "");
        for NewBot { instance: new, secrets, at, .. } in all {
            query = query.bind(new.id.as_str()).bind(new.person.as_str()).bind(new.owner.to_string());
            query = query.bind(new.name.as_str()).bind(new.name.key()).bind(new.blueprint.as_str());
            query = query.bind(new.provider.word()).bind(serde_json::to_string(&new.channels)?);
            query = query.bind(serde_json::to_string(&new.presences)?).bind(new.config.text());
            query = query.bind(new.target.word()).bind(secrets.len() as i64).bind(*at).bind(*at);
            query = query.bind(1_i64).bind(Status::Pending.word()).bind(1_i64);
        }
        fill(query, KINDS, all.len()).execute(&mut *self.0).await.context("add instances")?;
        Ok(())
    }

    /// Everything else that is written for bots that were just added: their first configs and secrets, the work by which
    /// they come to be, and its use of the quota, in one way to the database and back. Of tokens it is known that nobody uses
    /// them.
    pub async fn open_deploys(&mut self, sealer: &Sealer, all: &[NewBot<'_>]) -> anyhow::Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        let secrets = all.iter().map(|new| new.secrets.len()).sum();
        let mut at_once = AtOnce::new(self.engine());
        at_once.insert("configs (instance_id, revision, document, made_by, how, at)", CONFIG, all.len());
        let kept = "secrets (instance_id, kind, version, sealed, tail, fingerprint, unchecked)";
        at_once.insert(kept, SECRET, secrets);
        let operations = "operations (id, instance_id, kind, asked_by, idempotency_key, stage, due, stage_since,
             created_at, checks, state, attempt, cancelled, lease_token, lease_until)";
        at_once.insert(operations, OPERATION, all.len());
        at_once.insert("quota_uses (operation_id, person_id, at, returned)", USE, all.len());

        let mut query = at_once.query();
        for NewBot { instance: new, at, .. } in all {
            query = query.bind(new.id.as_str()).bind(1_i64).bind(new.config.text());
            query = query.bind(new.owner.to_string()).bind(How::Hatch.word()).bind(*at);
        }
        query = fill(query, CONFIG, all.len());
        for NewBot { instance, secrets, .. } in all {
            let (id, owner) = (instance.id.as_str(), instance.owner.to_string());
            for new in secrets {
                let place = format!("{id}/{}", new.kind.word());
                let sealed = sealer.seal(&Seat::secret(&place, &owner, 1), new.secret.expose().as_bytes())?;
                query = query.bind(id).bind(new.kind.word()).bind(1_i64).bind(sealed);
                query = query.bind(key::tail(&new.secret)).bind(new.mark.clone()).bind(i64::from(new.is_unchecked));
            }
        }
        query = fill(query, SECRET, secrets);
        for NewBot { instance: new, operation, first, idempotency_key, at, .. } in all {
            query = query.bind(operation.as_str()).bind(new.id.as_str()).bind(OperationKind::Deploy.word());
            query = query.bind(new.owner.to_string()).bind(idempotency_key.map(str::to_owned)).bind(first.word());
            query = query.bind(*at).bind(*at).bind(*at).bind(i64::from(*first == Stage::Check));
            query = query.bind("doing").bind(0_i64).bind(0_i64).bind(0_i64).bind(0_i64);
        }
        query = fill(query, OPERATION, all.len());
        for NewBot { instance: new, operation, at, .. } in all {
            query = query.bind(operation.as_str()).bind(new.person.as_str()).bind(*at).bind(0_i64);
        }
        fill(query, USE, all.len()).execute(&mut *self.0).await.context("open deploys")?;
        Ok(())
    }
}
