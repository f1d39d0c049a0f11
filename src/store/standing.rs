//! Where a person stands: their tier, limits of their own, whether they are shut out, and what makes everybody wait.
//! The same columns are read ahead of a turn and again behind the lock in which something is decided.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Account, Bar, Id, Limits, Millis, Spend, Tier};
use crate::store::{Store, Tx};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub tier: Tier,
    /// Until when they have it, where it ends.
    pub tier_until: Option<Millis>,
    /// In place of what their tier allows.
    pub own_limits: Option<Override>,
    /// What keeps them from new bots, before any limit.
    pub bar: Option<Bar>,
}

/// Limits of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Override {
    pub limits: Limits,
    pub until: Option<Millis>,
}

/// The columns of a standing, out of a query over `circles mine`; `$2` is now. A circle is looked for by the expression of its
/// index: by a join with `circles`, PostgreSQL reads all persons once for each column.
macro_rules! standing_columns {
    () => {
        "(SELECT COUNT(*) FROM persons p WHERE COALESCE(p.circle, p.id) = mine.circle
             AND p.tier = 'premium' AND (p.tier_until IS NULL OR p.tier_until > $2)) AS premium,
         (SELECT MAX(COALESCE(p.tier_until, 0)) FROM persons p WHERE COALESCE(p.circle, p.id) = mine.circle
             AND p.tier = 'premium' AND p.tier_until > $2) AS tier_until,
         (SELECT COUNT(*) FROM persons p WHERE COALESCE(p.circle, p.id) = mine.circle
             AND p.tier = 'premium' AND p.tier_until IS NULL) AS premium_for_good,
         (SELECT o.limits FROM overrides o
             WHERE o.person_id IN (SELECT p.id FROM persons p WHERE COALESCE(p.circle, p.id) = mine.circle)
                 AND (o.until IS NULL OR o.until > $2)
             ORDER BY o.set_at DESC, o.person_id LIMIT 1) AS own_limits,
         (SELECT o.until FROM overrides o
             WHERE o.person_id IN (SELECT p.id FROM persons p WHERE COALESCE(p.circle, p.id) = mine.circle)
                 AND (o.until IS NULL OR o.until > $2)
             ORDER BY o.set_at DESC, o.person_id LIMIT 1) AS own_until,
         (SELECT MAX(p.banned) FROM persons p WHERE COALESCE(p.circle, p.id) = mine.circle) AS banned,
         (SELECT MAX(p.ban_reason) FROM persons p WHERE COALESCE(p.circle, p.id) = mine.circle AND p.banned = 1)
             AS ban_reason,
         (SELECT COUNT(*) FROM farewells f
             WHERE f.person_id IN (SELECT p.id FROM persons p WHERE COALESCE(p.circle, p.id) = mine.circle)
                 AND f.erased_at IS NULL) AS leaving,
         (SELECT state FROM switches WHERE name = 'maintenance') AS maintenance,
         (SELECT state FROM switches WHERE name = 'spend') AS spend"
    };
}
pub(super) use standing_columns;

pub(super) fn standing(row: &AnyRow, now: Millis) -> anyhow::Result<Standing> {
    let own_limits: Option<String> = row.try_get("own_limits")?;
    let own_limits = own_limits.map(|text| Limits::parse(&text).context("a row holds no limits")).transpose()?;
    let until = row.try_get("own_until")?;
    let for_good = row.try_get::<i64, _>("premium_for_good")? > 0;
    Ok(Standing {
        tier: if row.try_get::<i64, _>("premium")? > 0 { Tier::Premium } else { Tier::Free },
        tier_until: if for_good { None } else { row.try_get("tier_until")? },
        own_limits: own_limits.map(|limits| Override { limits, until }),
        bar: bar(row, now)?,
    })
}

fn bar(row: &AnyRow, now: Millis) -> anyhow::Result<Option<Bar>> {
    if row.try_get::<i64, _>("banned")? == 1 {
        return Ok(Some(Bar::Banned(row.try_get("ban_reason")?)));
    }
    if row.try_get::<i64, _>("leaving")? > 0 {
        return Ok(Some(Bar::Leaving));
    }
    if let Some(notice) = row.try_get::<Option<String>, _>("maintenance")? {
        return Ok(Some(Bar::Maintenance(serde_json::from_str(&notice).context("read why new bots wait")?)));
    }
    let spend: Option<String> = row.try_get("spend")?;
    let spend: Option<Spend> = spend.map(|text| serde_json::from_str(&text).context("read a limit")).transpose()?;
    Ok(spend.filter(|spend| spend.is_reached(now)).map(|_| Bar::Spend))
}

impl Tx {
    pub async fn standing(&mut self, person: &Id, now: Millis) -> anyhow::Result<Standing> {
        let row = sqlx::query(concat!("SELECT ", standing_columns!(), " FROM circles mine WHERE mine.person_id = $1"))
            .bind(person.as_str())
            .bind(now)
            .fetch_one(&mut *self.0)
            .await
            .context("look up where a person stands")?;
        standing(&row, now)
    }

    /// The person of an account, locked until the end of this transaction; nothing when the account is not known.
    pub async fn locked_person(&mut self, store: &Store, account: &Account) -> anyhow::Result<Option<Id>> {
        let row = sqlx::query("SELECT person_id FROM accounts WHERE id = $1")
            .bind(account.to_string())
            .fetch_optional(&mut *self.0)
            .await
            .context("look up a person")?;
        let Some(row) = row else { return Ok(None) };
        let person = super::id(row.try_get("person_id")?)?;
        self.lock_person(store, &person).await?;
        Ok(Some(person))
    }

    /// A better tier is this account's and counts for its circle as long as it is in it; a lower one is meant for the
    /// whole person. With a tier comes access.
    pub async fn set_tier(&mut self, person: &Id, tier: Tier, until: Option<Millis>) -> anyhow::Result<()> {
        if tier == Tier::Free {
            sqlx::query(
                "UPDATE persons SET tier = $2, tier_until = NULL WHERE id IN (
                     SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)",
            )
            .bind(person.as_str())
            .bind(tier.word())
            .execute(&mut *self.0)
            .await
            .context("set the tier of a circle")?;
        }
        sqlx::query("UPDATE persons SET tier = $2, tier_until = $3, access = 1 WHERE id = $1")
            .bind(person.as_str())
            .bind(tier.word())
            .bind(until)
            .execute(&mut *self.0)
            .await
            .context("set a tier")?;
        Ok(())
    }

    /// Limits of their own, or their tier's again.
    pub async fn set_own_limits(&mut self, person: &Id, own: Option<Override>, now: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "DELETE FROM overrides WHERE person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)",
        )
        .bind(person.as_str())
        .execute(&mut *self.0)
        .await
        .context("drop somebody's own limits")?;
        let Some(own) = own else { return Ok(()) };
        sqlx::query("INSERT INTO overrides (person_id, limits, until, set_at) VALUES ($1, $2, $3, $4)")
            .bind(person.as_str())
            .bind(own.limits.to_string())
            .bind(own.until)
            .bind(now)
            .execute(&mut *self.0)
            .await
            .context("set somebody's own limits")?;
        Ok(())
    }

    /// Shuts a person out, with all their accounts, or lets them in again.
    pub async fn set_banned(&mut self, person: &Id, is_banned: bool, reason: Option<&str>) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE persons SET banned = $2, ban_reason = $3 WHERE id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)",
        )
        .bind(person.as_str())
        .bind(i64::from(is_banned))
        .bind(reason)
        .execute(&mut *self.0)
        .await
        .context("shut a person out, or let them in")?;
        Ok(())
    }

    pub async fn is_banned(&mut self, person: &Id) -> anyhow::Result<bool> {
        let row = sqlx::query("SELECT banned FROM persons WHERE id = $1")
            .bind(person.as_str())
            .fetch_one(&mut *self.0)
            .await
            .context("look whether a person is shut out")?;
        Ok(row.try_get::<i64, _>("banned")? == 1)
    }
}
