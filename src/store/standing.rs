//! Where a person stands: their tier, limits of their own, whether they are shut out, and what makes everybody wait.
//! Each member of a circle is read once, and what that means for all of it is said here: ahead of a turn, and again behind the
//! lock in which something is decided.

use std::cmp::Reverse;

use anyhow::Context;
use serde::Deserialize;
use sqlx::Row;

use crate::domain::{Account, Bar, Id, Limits, Millis, Spend, Tier};
use crate::store::{Engine, Store, Tx, json};

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

/// Who belongs together and what makes everybody wait, as the database writes it down. As one text it goes from SQLite's
/// thread to ours; each row would wake us, and each column be a value that is made, sent and made again.
#[derive(Debug, Deserialize)]
pub(super) struct Circle {
    /// Of nobody the database writes nothing.
    members: Option<Vec<Member>>,
    maintenance: Option<String>,
    spend: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Member {
    id: Id,
    tier: Tier,
    tier_until: Option<Millis>,
    access: i64,
    banned: i64,
    ban_reason: Option<String>,
    own: Option<Own>,
    leaving: Option<Id>,
}

#[derive(Debug, Deserialize)]
struct Own {
    limits: String,
    until: Option<Millis>,
    set_at: Millis,
}

/// Writes down a circle, of a query over `circles mine`. It is looked for by the expression of its index: by a join with
/// `circles`, PostgreSQL reads all persons.
pub(super) fn circle(engine: Engine) -> String {
    let (object, list) = (engine.object(), engine.list());
    format!(
        "{object}(
             'members', (
                 SELECT {list}({object}('id', m.id, 'tier', m.tier, 'tier_until', m.tier_until, 'access', m.access,
                     'banned', m.banned, 'ban_reason', m.ban_reason,
                     'own', (SELECT {object}('limits', o.limits, 'until', o.until, 'set_at', o.set_at)
                         FROM overrides o WHERE o.person_id = m.id),
                     'leaving', (SELECT f.person_id FROM farewells f WHERE f.person_id = m.id AND f.erased_at IS NULL)))
                 FROM persons m WHERE COALESCE(m.circle, m.id) = mine.circle),
             'maintenance', (SELECT state FROM switches WHERE name = 'maintenance'),
             'spend', (SELECT state FROM switches WHERE name = 'spend'))"
    )
}

impl Circle {
    fn members(&self) -> &[Member] {
        self.members.as_deref().unwrap_or_default()
    }

    pub fn standing(&self, now: Millis) -> anyhow::Result<Standing> {
        let (mut tier, mut tier_until, mut own) = (Tier::Free, None, None);
        for member in self.members() {
            if member.tier == Tier::Premium && member.tier_until.is_none_or(|until| until > now) {
                // What has no end ends last.
                let until = member.tier_until;
                tier_until =
                    if tier == Tier::Free { until } else { tier_until.zip(until).map(|(one, other)| one.max(other)) };
                tier = Tier::Premium;
            }
            if let Some(it) = &member.own
                && it.until.is_none_or(|until| until > now)
            {
                let newest = (it.set_at, Reverse(&member.id));
                let limits = Limits::parse(&it.limits).context("a row holds no limits")?;
                if own.as_ref().is_none_or(|(before, _)| newest > *before) {
                    own = Some((newest, Override { limits, until: it.until }));
                }
            }
        }
        Ok(Standing { tier, tier_until, own_limits: own.map(|(_, own)| own), bar: self.bar(now)? })
    }

    fn bar(&self, now: Millis) -> anyhow::Result<Option<Bar>> {
        let banned = self.members().iter().filter(|member| member.banned == 1).map(|member| &member.ban_reason).max();
        if let Some(reason) = banned {
            return Ok(Some(Bar::Banned(reason.clone())));
        }
        if self.members().iter().any(|member| member.leaving.is_some()) {
            return Ok(Some(Bar::Leaving));
        }
        if let Some(notice) = &self.maintenance {
            return Ok(Some(Bar::Maintenance(json::parse(notice, "maintenance")?)));
        }
        let spend = self.spend.as_deref().map(|text| json::parse::<Spend>(text, "spend")).transpose()?;
        Ok(spend.filter(|spend| spend.is_reached(now)).map(|_| Bar::Spend))
    }

    /// Who is let in brings all of their circle along.
    pub fn has_access(&self) -> bool {
        self.members().iter().any(|member| member.access == 1)
    }
}

impl Tx {
    pub async fn standing(&mut self, person: &Id, now: Millis) -> anyhow::Result<Standing> {
        let circle = circle(self.engine());
        let statement = format!("SELECT CAST({circle} AS TEXT) AS circle FROM circles mine WHERE mine.person_id = $1");
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(person.as_str());
        let row = query.fetch_optional(&mut *self.0).await.context("look up where a person stands")?;
        let row = row.context("look up where somebody stands who is nobody")?;
        json::read::<Circle>(&row, "circle")?.standing(now)
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
