//! Farewells: people who asked to be forgotten, and the forgetting. What is left at the end is nothing, but for the count
//! of the last day's deploys until that day is over, and that somebody is shut out.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Account, Id, Millis};
use crate::store::{Store, Tx, id};

/// Somebody who asked to be forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Farewell {
    pub person: Id,
    /// Where the receipt goes.
    pub account: Account,
    pub receipt: String,
    pub asked_at: Millis,
    /// What could go at once is gone, and the receipt is written.
    pub is_erased: bool,
}

/// Everybody in the circle of `$1`, as a list to look in.
macro_rules! theirs {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "(SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)",
            $after
        )
    };
}

/// What goes at once, in an order in which nothing points to what is gone.
const ERASE: &[&str] = &[
    theirs!("DELETE FROM sessions WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM effects WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM outbox WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!(
        "UPDATE broadcasts SET total = total - 1 WHERE ended_at IS NULL AND id IN (
             SELECT broadcast FROM broadcast_targets WHERE state = 'waiting' AND account IN (
                 SELECT id FROM accounts WHERE person_id IN ",
        "))"
    ),
    theirs!("DELETE FROM broadcast_targets WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!(
        "UPDATE broadcasts SET author = 'console:nobody', ended_at = COALESCE(ended_at, start_at),
             state = CASE WHEN ended_at IS NULL THEN 'cancelled' ELSE state END
         WHERE author IN (SELECT id FROM accounts WHERE person_id IN ",
        ")"
    ),
    theirs!("DELETE FROM roles WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM invites WHERE made_by IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM handovers WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM handovers WHERE conversation IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM topics WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM topics WHERE instance_id IN (SELECT id FROM instances WHERE person_id IN ", ")"),
    theirs!("DELETE FROM managed_wishes WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM managed_bots WHERE owner IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!(
        "UPDATE managed_bots SET instance_id = NULL, due = NULL
         WHERE instance_id IN (SELECT id FROM instances WHERE person_id IN ",
        ")"
    ),
    theirs!("DELETE FROM links WHERE host IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM links WHERE guest IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!(
        "DELETE FROM api_requests WHERE token_id IN (SELECT t.id FROM api_tokens t
             JOIN accounts a ON a.id = t.account WHERE a.person_id IN ",
        ")"
    ),
    theirs!("DELETE FROM api_tokens WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM acts WHERE person_id IN ", ""),
    theirs!("UPDATE acts SET actor = NULL WHERE actor IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM overrides WHERE person_id IN ", ""),
    // What they were told of bots, and what others were told of theirs.
    theirs!("DELETE FROM diagnoses WHERE person_id IN ", ""),
    theirs!("DELETE FROM diagnoses WHERE instance_id IN (SELECT id FROM instances WHERE person_id IN ", ")"),
    theirs!(
        "DELETE FROM fleet_targets WHERE job_id IN (SELECT j.id FROM fleet_jobs j JOIN accounts a ON a.id = j.author
             WHERE a.person_id IN ",
        ")"
    ),
    theirs!("DELETE FROM fleet_jobs WHERE author IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM shares WHERE instance_id IN (SELECT id FROM instances WHERE person_id IN ", ")"),
    theirs!("DELETE FROM stored_keys WHERE person_id IN ", ""),
    theirs!("DELETE FROM places WHERE person_id IN ", ""),
    theirs!("DELETE FROM configs WHERE instance_id IN (SELECT id FROM instances WHERE person_id IN ", ")"),
    theirs!(
        "UPDATE configs SET made_by = (SELECT i.owner FROM instances i WHERE i.id = configs.instance_id)
         WHERE made_by IN (SELECT id FROM accounts WHERE person_id IN ",
        ")"
    ),
    theirs!("DELETE FROM secrets WHERE instance_id IN (SELECT id FROM instances WHERE person_id IN ", ")"),
    theirs!(
        "DELETE FROM steps WHERE operation_id IN (SELECT o.id FROM operations o
             JOIN instances i ON i.id = o.instance_id WHERE i.person_id IN ",
        ")"
    ),
    // What they did for others stays done, by whoever it was done for.
    theirs!(
        "UPDATE operations SET idempotency_key = NULL,
             asked_by = (SELECT i.owner FROM instances i WHERE i.id = operations.instance_id)
         WHERE asked_by IN (SELECT id FROM accounts WHERE person_id IN ",
        ")"
    ),
    theirs!(
        "UPDATE roles SET granted_by = 'console:nobody' WHERE granted_by IN (SELECT id FROM accounts WHERE person_id IN ",
        ")"
    ),
    theirs!(
        "UPDATE mutes SET muted_by = 'console:nobody' WHERE muted_by IN (SELECT id FROM accounts WHERE person_id IN ",
        ")"
    ),
    theirs!(
        "UPDATE acts SET subject = 'somebody' WHERE kind IN ('link', 'unlink') AND subject IN (
             SELECT id FROM accounts WHERE person_id IN ",
        ")"
    ),
    theirs!(
        "UPDATE accounts SET name = NULL, language = NULL, platform_language = NULL, zone = NULL, seen_at = 0,
             reachable = 0, news = NULL
         WHERE person_id IN ",
        ""
    ),
    theirs!("UPDATE persons SET tier = 'free', tier_until = NULL, access = 0, ban_reason = NULL WHERE id IN ", ""),
];

/// What counts deploys goes when it counts no longer; until then it stays without a name.
const ERASE_UNCOUNTED: &[&str] = &[
    theirs!(
        "DELETE FROM operations WHERE NOT EXISTS (SELECT 1 FROM quota_uses q WHERE q.operation_id = operations.id)
             AND instance_id IN (SELECT id FROM instances WHERE person_id IN ",
        ")"
    ),
    theirs!(
        "DELETE FROM instances WHERE NOT EXISTS (SELECT 1 FROM operations o WHERE o.instance_id = instances.id)
             AND person_id IN ",
        ""
    ),
    theirs!(
        "UPDATE instances SET name = 'forgotten', name_key = 'forgotten', presences = '{}', config = '{}',
             problem = NULL, remote = NULL, stored_key = NULL WHERE person_id IN ",
        ""
    ),
];

/// The last of it. Those who are shut out stay, as a number.
const ERASE_LAST: &[&str] = &[
    theirs!("DELETE FROM outbox WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM handovers WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM handovers WHERE conversation IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM replies WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM direct_channels WHERE account IN (SELECT id FROM accounts WHERE person_id IN ", ")"),
    theirs!("DELETE FROM farewells WHERE person_id IN ", ""),
    theirs!("DELETE FROM accounts WHERE 0 = (SELECT banned FROM persons WHERE id = person_id) AND person_id IN ", ""),
    theirs!("DELETE FROM persons WHERE banned = 0 AND id IN ", ""),
];

impl Store {
    pub async fn farewells(&self) -> anyhow::Result<Vec<Farewell>> {
        let rows =
            sqlx::query("SELECT person_id, account, receipt, asked_at, erased_at FROM farewells ORDER BY asked_at")
                .fetch_all(&self.reader)
                .await
                .context("list who asked to be forgotten")?;
        let farewell = |row: &sqlx::any::AnyRow| {
            Ok(Farewell {
                person: id(row.try_get("person_id")?)?,
                account: Account::parse(row.try_get("account")?).context("a row holds no account")?,
                receipt: row.try_get("receipt")?,
                asked_at: row.try_get("asked_at")?,
                is_erased: row.try_get::<Option<i64>, _>("erased_at")?.is_some(),
            })
        };
        rows.iter().map(farewell).collect()
    }
}

impl Tx {
    /// Notes that a person wants to be forgotten. Who asked before keeps the receipt of then.
    pub async fn begin_farewell(
        &mut self,
        person: &Id,
        account: &Account,
        receipt: &str,
        now: Millis,
    ) -> anyhow::Result<String> {
        let row = sqlx::query(
            "INSERT INTO farewells (person_id, account, receipt, asked_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (person_id) DO UPDATE SET account = excluded.account, erased_at = NULL,
                 receipt = CASE WHEN farewells.erased_at IS NULL THEN farewells.receipt ELSE excluded.receipt END
             RETURNING receipt",
        )
        .bind(person.as_str())
        .bind(account.to_string())
        .bind(receipt)
        .bind(now)
        .fetch_one(&mut *self.0)
        .await
        .context("note that somebody wants to be forgotten")?;
        Ok(row.try_get("receipt")?)
    }

    /// Work on a person's bots that is not done: nothing of them is erased before.
    pub async fn is_worked_for(&mut self, person: &Id) -> anyhow::Result<bool> {
        let row = sqlx::query(theirs!(
            "SELECT COUNT(*) AS n FROM instances i WHERE (i.live = 1 OR EXISTS (
                 SELECT 1 FROM operations o WHERE o.instance_id = i.id AND o.ended_at IS NULL)) AND i.person_id IN ",
            ""
        ))
        .bind(person.as_str())
        .fetch_one(&mut *self.0)
        .await
        .context("look for work on somebody's bots")?;
        Ok(row.try_get::<i64, _>("n")? > 0)
    }

    /// Forgets all that need not stay until the last day's deploys no longer count.
    pub async fn erase(&mut self, person: &Id, counted_since: Millis, now: Millis) -> anyhow::Result<()> {
        self.run_all(ERASE, person).await?;
        self.erase_uncounted(person, counted_since).await?;
        sqlx::query("UPDATE farewells SET erased_at = $2 WHERE person_id = $1")
            .bind(person.as_str())
            .bind(now)
            .execute(&mut *self.0)
            .await
            .context("note that somebody is forgotten")?;
        Ok(())
    }

    /// Whether they have come back meanwhile: then what is kept is of somebody new.
    pub async fn has_returned(&mut self, person: &Id) -> anyhow::Result<bool> {
        let row = sqlx::query(theirs!(
            "SELECT COUNT(*) AS n FROM accounts a WHERE (
                 a.seen_at > (SELECT erased_at FROM farewells WHERE person_id = $1)
                 OR EXISTS (SELECT 1 FROM sessions s WHERE s.account = a.id)
                 OR EXISTS (SELECT 1 FROM roles r WHERE r.account = a.id)
                 OR EXISTS (SELECT 1 FROM api_tokens t WHERE t.account = a.id)
                 OR EXISTS (SELECT 1 FROM stored_keys k WHERE k.person_id = a.person_id)
                 OR EXISTS (SELECT 1 FROM overrides o WHERE o.person_id = a.person_id)
                 OR EXISTS (SELECT 1 FROM persons p WHERE p.id = a.person_id AND p.access = 1)) AND a.person_id IN ",
            ""
        ))
        .bind(person.as_str())
        .fetch_one(&mut *self.0)
        .await
        .context("look whether somebody came back")?;
        Ok(row.try_get::<i64, _>("n")? > 0)
    }

    /// Forgets the rest, once the receipt is sent and nothing counts any more; false while that is not so.
    pub async fn erase_rest(&mut self, person: &Id, counted_since: Millis) -> anyhow::Result<bool> {
        self.erase_uncounted(person, counted_since).await?;
        let row = sqlx::query(theirs!(
            "SELECT (SELECT COUNT(*) FROM outbox WHERE sent_revision < revision AND account IN (
                 SELECT id FROM accounts WHERE person_id = $1))
             + (SELECT COUNT(*) FROM quota_uses WHERE person_id IN ",
            ") AS n"
        ))
        .bind(person.as_str())
        .fetch_one(&mut *self.0)
        .await
        .context("look what is left of somebody")?;
        if row.try_get::<i64, _>("n")? > 0 {
            return Ok(false);
        }
        self.run_all(ERASE_LAST, person).await?;
        Ok(true)
    }

    pub async fn drop_farewell(&mut self, person: &Id) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM farewells WHERE person_id = $1")
            .bind(person.as_str())
            .execute(&mut *self.0)
            .await
            .context("end a farewell")?;
        Ok(())
    }

    async fn erase_uncounted(&mut self, person: &Id, counted_since: Millis) -> anyhow::Result<()> {
        sqlx::query(theirs!("DELETE FROM quota_uses WHERE at <= $2 AND person_id IN ", ""))
            .bind(person.as_str())
            .bind(counted_since)
            .execute(&mut *self.0)
            .await
            .context("forget deploys that no longer count")?;
        self.run_all(ERASE_UNCOUNTED, person).await
    }

    async fn run_all(&mut self, statements: &[&'static str], person: &Id) -> anyhow::Result<()> {
        for statement in statements {
            sqlx::query(*statement).bind(person.as_str()).execute(&mut *self.0).await.context("forget somebody")?;
        }
        Ok(())
    }
}
