//! Persons and their accounts.

use std::collections::HashMap;

use anyhow::Context;
use data_encoding::HEXLOWER_PERMISSIVE;
use serde::Deserialize;
use sqlx::Row;

use crate::domain::{Account, Id, Millis, Platform, Role, Tier, Used, Zone};
use crate::store::broadcasts::by_default;
use crate::store::many::{self, Texts};
use crate::store::standing::{Circle, Standing, circle};
use crate::store::{Engine, Store, StoredSession, Tx, fresh_id, json};

/// An account with the person behind it, who may have others on other platforms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: Id,
    pub standing: Standing,
    /// That they were granted, beside what the settings say.
    pub role: Option<Role>,
    pub has_access: bool,
    /// Of the accounts that are linked with this one, itself included, the one that keeps their conversation.
    pub keeper: Account,
    /// Chosen by `/language`.
    pub language: Option<String>,
    pub platform_language: Option<String>,
    /// Where their clocks are, as far as they said.
    pub zone: Zone,
    /// What the platform calls the account.
    pub name: Option<String>,
    pub is_reachable: bool,
    pub wants_news: bool,
    /// When they were last here, to the hour.
    pub seen_at: Millis,
}

impl Person {
    /// The language to speak: the chosen one, else the platform's.
    pub fn speaks(&self) -> Option<&str> {
        self.language.as_deref().or(self.platform_language.as_deref())
    }
}

/// What a turn begins with, in one look: many would each be a way to the database and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub person: Person,
    /// Their conversation.
    pub session: Option<StoredSession>,
    pub has_bots: bool,
    pub has_deploys: bool,
    /// Keys of their own, or of their circle, that are kept for several bots.
    pub has_keys: bool,
}

/// Of the accounts of a circle, the one that keeps their conversation.
macro_rules! keeper {
    () => {
        "(SELECT MIN(b.id) FROM accounts b JOIN circles c ON c.person_id = b.person_id WHERE c.circle = mine.circle)"
    };
}

/// A person as the database writes it down.
#[derive(Debug, Deserialize)]
struct Written {
    id: Id,
    language: Option<String>,
    platform_language: Option<String>,
    zone: Option<String>,
    name: Option<String>,
    reachable: i64,
    news: Option<i64>,
    seen_at: Millis,
    role: Option<Role>,
    keeper: Account,
    circle: Circle,
}

/// Writes down a person, of a query over `accounts a` with `WRITTEN_JOINS`.
fn written(engine: Engine) -> String {
    format!(
        "{}('id', a.person_id, 'language', a.language, 'platform_language', a.platform_language, 'zone', a.zone,
             'name', a.name, 'reachable', a.reachable, 'news', a.news, 'seen_at', a.seen_at, 'role', r.role,
             'keeper', {}, 'circle', {})",
        engine.object(),
        keeper!(),
        circle(engine),
    )
}

const WRITTEN_JOINS: &str = "JOIN circles mine ON mine.person_id = a.person_id LEFT JOIN roles r ON r.account = a.id";

fn person(it: Written, now: Millis, platform: Platform) -> anyhow::Result<Person> {
    Ok(Person {
        standing: it.circle.standing(now)?,
        has_access: it.circle.has_access(),
        id: it.id,
        role: it.role,
        keeper: it.keeper,
        language: it.language,
        platform_language: it.platform_language,
        // A name may be gone from the database of zones; then it is as if nothing was said.
        zone: it.zone.as_deref().and_then(Zone::named).unwrap_or_default(),
        name: it.name,
        is_reachable: it.reachable == 1,
        wants_news: it.news.map_or_else(|| by_default(platform), |it| it == 1),
        seen_at: it.seen_at,
    })
}

/// What a turn begins with, as the database writes it down.
#[derive(Debug, Deserialize)]
struct WrittenPresent {
    account: Account,
    person: Written,
    version: Option<i64>,
    /// Hexadecimal digits.
    sealed: Option<String>,
    updated_at: Option<Millis>,
    bots: i64,
    deploys: i64,
    kept_keys: i64,
}

fn present_text(engine: Engine, many: usize) -> String {
    let (list, object, sealed) = (engine.list(), engine.object(), engine.hex("s.sealed"));
    format!(
        "SELECT CAST({list}({object}(
             'account', a.id, 'person', {},
             'version', s.version, 'sealed', {sealed}, 'updated_at', s.updated_at,
             'bots', (SELECT COUNT(*) FROM instances i JOIN circles c ON c.person_id = i.person_id
                 WHERE c.circle = mine.circle AND i.live = 1),
             'deploys', (SELECT COUNT(*) FROM quota_uses q JOIN circles c ON c.person_id = q.person_id
                 WHERE c.circle = mine.circle AND q.at > {} AND q.returned = 0),
             'kept_keys', (SELECT COUNT(*) FROM stored_keys k JOIN circles c ON c.person_id = k.person_id
                 WHERE c.circle = mine.circle)
         )) AS TEXT) AS present
         FROM (VALUES {}) AS asked JOIN accounts a ON a.id = column1 {WRITTEN_JOINS}
             LEFT JOIN sessions s ON s.account = {}",
        written(engine),
        engine.place(1),
        many::texts(engine, 2, many),
        keeper!(),
    )
}

fn present(it: WrittenPresent, now: Millis) -> anyhow::Result<(Account, Present)> {
    let session = match (it.version, it.sealed, it.updated_at) {
        (Some(version), Some(sealed), Some(updated_at)) => {
            let sealed = HEXLOWER_PERMISSIVE.decode(sealed.as_bytes()).context("a row holds no bytes")?;
            Some(StoredSession { version, sealed, updated_at })
        }
        _ => None,
    };
    let person = person(it.person, now, it.account.platform)?;
    let (has_bots, has_deploys, has_keys) = (it.bots > 0, it.deploys > 0, it.kept_keys > 0);
    Ok((it.account, Present { person, session, has_bots, has_deploys, has_keys }))
}

impl Store {
    pub async fn person(&self, account: &Account, now: Millis) -> anyhow::Result<Option<Person>> {
        let statement = format!(
            "SELECT CAST({} AS TEXT) AS person FROM accounts a {WRITTEN_JOINS} WHERE a.id = $1",
            written(self.engine)
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(account.to_string());
        let row = query.fetch_optional(&self.reader).await.with_context(|| format!("look up {account}"))?;
        row.map(|row| person(json::read(&row, "person")?, now, account.platform)).transpose()
    }

    /// The person of an account with their conversation, and whether they have bots, keys, and deploys after `since` that
    /// count.
    pub async fn present(&self, account: &Account, now: Millis, since: Millis) -> anyhow::Result<Option<Present>> {
        let asked = (account.clone(), now, since);
        self.present.answer(self, asked, |store, all| async move { store.all_present(&all).await }).await
    }

    /// All as of the newest question. It goes by the connection that writes: after each commit all others of SQLite forget
    /// what they had read.
    async fn all_present(&self, all: &[(Account, Millis, Millis)]) -> anyhow::Result<Vec<Option<Present>>> {
        static TEXTS: Texts = Texts::new();
        let Some((_, now, since)) = all.last() else { return Ok(Vec::new()) };
        let accounts: Vec<String> = all.iter().map(|(account, _, _)| account.to_string()).collect();
        let query = TEXTS.query(self.engine, all.len(), || present_text(self.engine, all.len())).bind(*since);
        let query = many::bind_texts(query, accounts.iter().map(String::as_str));
        let row =
            query.fetch_one(&mut *self.line_for_many().await?).await.context("look up who it is and where they are")?;
        let found = json::read_all(&row, "present")?.into_iter().map(|it| present(it, *now));
        let found: HashMap<Account, Present> = found.collect::<anyhow::Result<_>>()?;
        Ok(all.iter().map(|(account, _, _)| found.get(account).cloned()).collect())
    }

    /// Live bots, and deploys that were accepted after `since` and count.
    pub async fn used(&self, person: &Id, since: Millis) -> anyhow::Result<Used> {
        let mut connection = self.reader.acquire().await.context("count what a person has used")?;
        used(&mut connection, person, since).await
    }

    /// When the deploys were accepted that count and came after `since`.
    pub async fn deploys(&self, person: &Id, since: Millis) -> anyhow::Result<Vec<Millis>> {
        let mut connection = self.reader.acquire().await.context("count deploys")?;
        deploys(&mut connection, person, since).await
    }
}

impl Tx {
    /// Makes the account and its person when it is new, and notes what the platform says of it now.
    pub async fn welcome(
        &mut self,
        account: &Account,
        language: Option<&str>,
        name: Option<&str>,
        now: Millis,
    ) -> anyhow::Result<()> {
        let updated = sqlx::query(
            "UPDATE accounts SET platform_language = COALESCE($2, platform_language), name = COALESCE($3, name),
                 reachable = 1, seen_at = $4 WHERE id = $1",
        )
        .bind(account.to_string())
        .bind(language)
        .bind(name)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .with_context(|| format!("update {account}"))?;
        if updated.rows_affected() == 1 {
            return Ok(());
        }
        let person = fresh_id();
        sqlx::query("INSERT INTO persons (id, tier, access, created_at) VALUES ($1, $2, 0, $3)")
            .bind(person.as_str())
            .bind(Tier::Free.word())
            .bind(now)
            .execute(&mut *self.0)
            .await
            .context("add a person")?;
        let added = sqlx::query(
            "INSERT INTO accounts (id, person_id, platform_language, name, reachable, created_at, seen_at)
             VALUES ($1, $2, $3, $4, 1, $5, $5) ON CONFLICT DO NOTHING",
        )
        .bind(account.to_string())
        .bind(person.as_str())
        .bind(language)
        .bind(name)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .with_context(|| format!("add {account}"))?;
        if added.rows_affected() == 1 {
            return Ok(());
        }
        // Somebody else has met the account at this very moment, so it has its person.
        sqlx::query("DELETE FROM persons WHERE id = $1")
            .bind(person.as_str())
            .execute(&mut *self.0)
            .await
            .context("drop a person nobody is")?;
        Ok(())
    }

    pub async fn used(&mut self, person: &Id, since: Millis) -> anyhow::Result<Used> {
        used(&mut self.0, person, since).await
    }

    pub async fn set_language(&mut self, account: &Account, tag: &str) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE accounts SET language = $2 WHERE person_id IN (SELECT c.person_id FROM circles c WHERE c.circle = (
                 SELECT p.circle FROM accounts a JOIN circles p ON p.person_id = a.person_id WHERE a.id = $1))",
        )
        .bind(account.to_string())
        .bind(tag)
        .execute(&mut *self.0)
        .await
        .context("set a language")?;
        Ok(())
    }

    /// Of the account and all that are linked with it.
    pub async fn set_zone(&mut self, account: &Account, zone: Zone) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE accounts SET zone = $2 WHERE person_id IN (SELECT c.person_id FROM circles c WHERE c.circle = (
                 SELECT p.circle FROM accounts a JOIN circles p ON p.person_id = a.person_id WHERE a.id = $1))",
        )
        .bind(account.to_string())
        .bind(zone.name())
        .execute(&mut *self.0)
        .await
        .context("set a zone")?;
        Ok(())
    }

    pub async fn set_reachable(&mut self, account: &Account, is_reachable: bool) -> anyhow::Result<()> {
        sqlx::query("UPDATE accounts SET reachable = $2 WHERE id = $1")
            .bind(account.to_string())
            .bind(i64::from(is_reachable))
            .execute(&mut *self.0)
            .await
            .context("note whether an account can be reached")?;
        Ok(())
    }

    /// How many deploys of a person and their circle were given back since then that ended at their first look.
    pub async fn forgiven(&mut self, person: &Id, since: Millis) -> anyhow::Result<u32> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS n FROM quota_uses q JOIN operations o ON o.id = q.operation_id
             WHERE q.returned = 1 AND q.at > $2 AND o.stage = 'check' AND q.person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)",
        )
        .bind(person.as_str())
        .bind(since)
        .fetch_one(&mut *self.0)
        .await
        .context("count the deploys that were given back")?;
        Ok(row.try_get::<i64, _>("n")? as u32)
    }

    pub async fn return_quota(&mut self, operation: &Id) -> anyhow::Result<()> {
        sqlx::query("UPDATE quota_uses SET returned = 1 WHERE operation_id = $1")
            .bind(operation.as_str())
            .execute(&mut *self.0)
            .await
            .context("give a deploy back")?;
        Ok(())
    }
}

async fn used(connection: &mut sqlx::AnyConnection, person: &Id, since: Millis) -> anyhow::Result<Used> {
    let live = sqlx::query(
        "SELECT COUNT(*) AS n FROM instances WHERE live = 1 AND person_id IN (
             SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)",
    )
    .bind(person.as_str())
    .fetch_one(&mut *connection)
    .await
    .context("count live bots")?;
    let deploys = deploys(connection, person, since).await?;
    Ok(Used { live: live.try_get::<i64, _>("n")? as u32, deploys })
}

async fn deploys(connection: &mut sqlx::AnyConnection, person: &Id, since: Millis) -> anyhow::Result<Vec<Millis>> {
    let rows = sqlx::query(
        "SELECT at FROM quota_uses WHERE at > $2 AND returned = 0 AND person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1) ORDER BY at",
    )
    .bind(person.as_str())
    .bind(since)
    .fetch_all(&mut *connection)
    .await
    .context("count deploys")?;
    Ok(rows.iter().map(|row| row.try_get("at")).collect::<Result<_, _>>()?)
}
