//! The numbers by which one sees how all of it goes: people, bots, work, letters. Only counted here.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Account, Millis, Provider, TargetKind};
use crate::store::Store;

/// Persons, each once with all their accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeopleCount {
    pub all: i64,
    pub seen: i64,
    pub premium: i64,
    pub banned: i64,
}

/// Live bots that live at the same place and think with the same provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BotsOf {
    pub target: TargetKind,
    pub provider: Provider,
    pub bots: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkCount {
    pub open: i64,
    /// Deploys that were asked for since.
    pub deploys_hour: i64,
    pub deploys_day: i64,
    /// Letters that are due and not sent.
    pub letters: i64,
}

impl Store {
    /// A program that holds the secret for admins is nobody.
    pub async fn count_people(&self, seen_since: Millis, now: Millis) -> anyhow::Result<PeopleCount> {
        let row = sqlx::query(
            "SELECT COUNT(DISTINCT c.circle) AS n,
                 COUNT(DISTINCT CASE WHEN a.seen_at >= $2 THEN c.circle END) AS seen,
                 COUNT(DISTINCT CASE WHEN p.tier = 'premium' AND (p.tier_until IS NULL OR p.tier_until > $3)
                     THEN c.circle END) AS premium,
                 COUNT(DISTINCT CASE WHEN p.banned = 1 THEN c.circle END) AS banned
             FROM accounts a JOIN persons p ON p.id = a.person_id JOIN circles c ON c.person_id = p.id
             WHERE a.id <> $1",
        )
        .bind(Account::api_admin().to_string())
        .bind(seen_since)
        .bind(now)
        .fetch_one(&self.reader)
        .await
        .context("count people")?;
        Ok(PeopleCount {
            all: row.try_get("n")?,
            seen: row.try_get("seen")?,
            premium: row.try_get("premium")?,
            banned: row.try_get("banned")?,
        })
    }

    pub async fn count_bots(&self) -> anyhow::Result<Vec<BotsOf>> {
        let rows = sqlx::query(
            "SELECT target, provider, COUNT(*) AS n FROM instances WHERE live = 1
             GROUP BY target, provider ORDER BY target, provider",
        )
        .fetch_all(&self.reader)
        .await
        .context("count bots by where they live")?;
        let of = |row: &AnyRow| {
            let word = |column: &str| row.try_get::<String, _>(column);
            Ok(BotsOf {
                target: TargetKind::parse(&word("target")?).context("an instance lives nowhere")?,
                provider: Provider::parse(&word("provider")?).context("an instance has an unknown provider")?,
                bots: row.try_get("n")?,
            })
        };
        rows.iter().map(of).collect()
    }

    pub async fn count_work(&self, hour: Millis, day: Millis, now: Millis) -> anyhow::Result<WorkCount> {
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM operations WHERE ended_at IS NULL) AS open,
                 (SELECT COUNT(*) FROM operations WHERE kind = 'deploy' AND created_at > $1) AS of_hour,
                 (SELECT COUNT(*) FROM operations WHERE kind = 'deploy' AND created_at > $2) AS of_day,
                 (SELECT COUNT(*) FROM outbox WHERE sent_revision < revision AND due <= $3) AS letters",
        )
        .bind(hour)
        .bind(day)
        .bind(now)
        .fetch_one(&self.reader)
        .await
        .context("count work")?;
        Ok(WorkCount {
            open: row.try_get("open")?,
            deploys_hour: row.try_get("of_hour")?,
            deploys_day: row.try_get("of_day")?,
            letters: row.try_get("letters")?,
        })
    }
}
