//! Where a person stands: their tier, limits of their own, whether they are shut out, and what makes everybody wait.
//! Each member of a circle is read once, and what that means for all of it is said here: ahead of a turn, and again behind the
//! lock in which something is decided.

use std::cmp::Reverse;
use std::collections::HashMap;

use anyhow::{Context, ensure};
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

/// What a member of a circle says of where all of it stands: out of a query with `members!()`, a row for each member. One way
/// through the members; a column that looks for them by itself costs as much as all of these.
macro_rules! member_columns {
    () => {
        "m.id AS member, m.tier, m.tier_until, m.access, m.banned, m.ban_reason, o.limits AS own_limits,
         o.until AS own_until, o.set_at AS own_set_at, f.person_id AS leaving,
         (SELECT state FROM switches WHERE name = 'maintenance') AS maintenance,
         (SELECT state FROM switches WHERE name = 'spend') AS spend"
    };
}
pub(super) use member_columns;

/// Joins the members of `circles mine`. A circle is looked for by the expression of its index: by a join with `circles`,
/// PostgreSQL reads all persons.
macro_rules! members {
    () => {
        "JOIN persons m ON COALESCE(m.circle, m.id) = mine.circle LEFT JOIN overrides o ON o.person_id = m.id
         LEFT JOIN farewells f ON f.person_id = m.id AND f.erased_at IS NULL"
    };
}
pub(super) use members;

/// By the rows of all members.
pub(super) fn standing(members: &[AnyRow], now: Millis) -> anyhow::Result<Standing> {
    let (mut tier, mut tier_until, mut own) = (Tier::Free, None, None);
    for row in members {
        let until: Option<Millis> = row.try_get("tier_until")?;
        if row.try_get::<&str, _>("tier")? == Tier::Premium.word() && until.is_none_or(|until| until > now) {
            // What has no end ends last.
            tier_until =
                if tier == Tier::Free { until } else { tier_until.zip(until).map(|(one, other)| one.max(other)) };
            tier = Tier::Premium;
        }
        let until: Option<Millis> = row.try_get("own_until")?;
        if let Some(limits) = row.try_get::<Option<&str>, _>("own_limits")?
            && until.is_none_or(|until| until > now)
        {
            let newest = (row.try_get::<Millis, _>("own_set_at")?, Reverse(row.try_get::<String, _>("member")?));
            let limits = Limits::parse(limits).context("a row holds no limits")?;
            if own.as_ref().is_none_or(|(before, _)| newest > *before) {
                own = Some((newest, Override { limits, until }));
            }
        }
    }
    Ok(Standing { tier, tier_until, own_limits: own.map(|(_, own)| own), bar: bar(members, now)? })
}

fn bar(members: &[AnyRow], now: Millis) -> anyhow::Result<Option<Bar>> {
    let (mut banned, mut is_leaving) = (None, false);
    for row in members {
        if row.try_get::<i64, _>("banned")? == 1 {
            banned = banned.max(Some(row.try_get::<Option<String>, _>("ban_reason")?));
        }
        is_leaving |= row.try_get::<Option<&str>, _>("leaving")?.is_some();
    }
    if let Some(reason) = banned {
        return Ok(Some(Bar::Banned(reason)));
    }
    if is_leaving {
        return Ok(Some(Bar::Leaving));
    }
    let Some(row) = members.first() else { return Ok(None) };
    if let Some(notice) = row.try_get::<Option<&str>, _>("maintenance")? {
        return Ok(Some(Bar::Maintenance(serde_json::from_str(notice).context("read why new bots wait")?)));
    }
    let spend: Option<&str> = row.try_get("spend")?;
    let spend: Option<Spend> = spend.map(|text| serde_json::from_str(text).context("read a limit")).transpose()?;
    Ok(spend.filter(|spend| spend.is_reached(now)).map(|_| Bar::Spend))
}

/// Who is let in brings all of their circle along.
pub(super) fn has_access(members: &[AnyRow]) -> anyhow::Result<bool> {
    members.iter().try_fold(false, |has, row| Ok(has || row.try_get::<i64, _>("access")? == 1))
}

/// The rows of one query by what stands in a column, which is what each circle was asked about.
pub(super) fn by(rows: Vec<AnyRow>, column: &str) -> anyhow::Result<HashMap<String, Vec<AnyRow>>> {
    let mut circles: HashMap<String, Vec<AnyRow>> = HashMap::new();
    for row in rows {
        circles.entry(row.try_get(column)?).or_default().push(row);
    }
    Ok(circles)
}

impl Tx {
    pub async fn standing(&mut self, person: &Id, now: Millis) -> anyhow::Result<Standing> {
        let members = sqlx::query(concat!(
            "SELECT ",
            member_columns!(),
            " FROM circles mine ",
            members!(),
            " WHERE mine.person_id = $1"
        ))
        .bind(person.as_str())
        .fetch_all(&mut *self.0)
        .await
        .context("look up where a person stands")?;
        ensure!(!members.is_empty(), "look up where somebody stands who is nobody");
        standing(&members, now)
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
