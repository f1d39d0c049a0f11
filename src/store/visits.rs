//! Requests over HTTP as they come in: whose token is shown, and how often somebody asked in the last minute. Those that come
//! at the same moment are looked up and counted together. All replicas share the counts, and none of them lets anybody
//! through whom it could not count.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::Context;
use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::access_token::KeptToken;
use crate::domain::{Account, Id, Millis};
use crate::store::access_tokens::kept;
use crate::store::many::{self, Query};
use crate::store::standing::{standing, standing_columns};
use crate::store::{Standing, Store, id};

const MINUTE: Millis = 60_000;

/// Somebody who asks for something.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The hash of the token that they show.
    pub token: Option<String>,
    /// What they count for unless that token opens something.
    pub bucket: String,
    /// How often they may ask in a minute.
    pub most: i64,
    pub at: Millis,
}

/// Whose token was shown.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub token: KeptToken,
    pub account: Account,
    pub person: Id,
    pub standing: Standing,
    pub has_access: bool,
}

/// How often somebody asked in the last minute, which slides: what is a minute old counts no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// This time included. Those who ask more often than they may do not count any further.
    pub n: i64,
    /// When the first of these counts no more.
    pub until: Millis,
}

/// What a bucket holds.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    n: i64,
    first: Option<Millis>,
}

impl Store {
    /// Says whose token is shown and counts one more request of theirs, or of the bucket. Nothing is written for those who ask
    /// too often.
    pub async fn visit(&self, visit: Visit) -> anyhow::Result<(Option<Visitor>, Rate)> {
        let store = self.clone();
        let visit_all = move |visits: Vec<Visit>| {
            let store = store.clone();
            async move { store.visit_all(&visits).await }
        };
        match self.visits.ask(visit.clone(), visit_all).await {
            Some(visited) => Ok(visited),
            None => self.visit_all(&[visit]).await?.pop().context("a request was not counted"),
        }
    }

    /// Counts one more request of this bucket, of which there may be so many in a minute.
    pub async fn count_request(&self, bucket: &str, most: i64, now: Millis) -> anyhow::Result<Rate> {
        Ok(self.visit(Visit { token: None, bucket: bucket.to_owned(), most, at: now }).await?.1)
    }

    /// All as of the newest.
    async fn visit_all(&self, visits: &[Visit]) -> anyhow::Result<Vec<(Option<Visitor>, Rate)>> {
        let now = visits.iter().map(|visit| visit.at).max().unwrap_or(0);
        let shown = visits.iter().filter_map(|visit| visit.token.as_deref());
        let known = self.visitors(shown.collect(), now).await?;
        let visitors: Vec<_> = visits.iter().map(|visit| known.get(visit.token.as_deref()?)).collect();
        let buckets = visits.iter().zip(&visitors).map(|(visit, visitor)| match visitor {
            Some(visitor) => (format!("token:{}", visitor.token.id), visit.most),
            None => (visit.bucket.clone(), visit.most),
        });
        let rates = self.count_all(&buckets.collect::<Vec<_>>(), &visitors, now).await?;
        Ok(visitors.into_iter().map(Option::<&Visitor>::cloned).zip(rates).collect())
    }

    /// Whose tokens have these hashes, as far as they open anything.
    async fn visitors(&self, hashes: BTreeSet<&str>, now: Millis) -> anyhow::Result<HashMap<String, Visitor>> {
        if hashes.is_empty() {
            return Ok(HashMap::new());
        }
        let statement = format!(
            "SELECT t.id AS token, t.hash, t.tail, t.scopes, t.expires_at, t.last_used_at, t.created_at, t.account,
                 a.person_id, (SELECT MAX(p.access) FROM persons p WHERE COALESCE(p.circle, p.id) = mine.circle) AS access,
                 {}
             FROM (VALUES (CAST($1 AS TEXT)), {}) AS asked JOIN api_tokens t ON t.hash = column1
                 JOIN accounts a ON a.id = t.account JOIN circles mine ON mine.person_id = a.person_id
             WHERE t.revoked_at IS NULL AND t.expires_at > $2",
            standing_columns!(),
            many::texts(3, hashes.len()),
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).bind("").bind(now);
        let query = many::bind_texts(query, hashes.into_iter());
        let rows = query.fetch_all(&self.reader).await.context("look up whose tokens these are")?;
        rows.iter().map(|row| Ok((row.try_get("hash")?, visitor(row, now)?))).collect()
    }

    /// One group after another for each of these buckets: who comes next sees these.
    async fn count_all(
        &self,
        buckets: &[(String, i64)],
        visitors: &[Option<&Visitor>],
        now: Millis,
    ) -> anyhow::Result<Vec<Rate>> {
        let mut seen: BTreeMap<&str, Seen> = buckets.iter().map(|(it, _)| (it.as_str(), Seen::default())).collect();
        let mut tx = self.begin_counting(seen.keys().map(|bucket| key(bucket)).collect()).await?;
        let asked: Vec<&str> = seen.keys().copied().collect();
        for row in counts(&asked, now).fetch_all(&mut *tx.0).await.context("count requests")? {
            if let Some(seen) = seen.get_mut(row.try_get::<&str, _>("bucket")?) {
                *seen = Seen { n: row.try_get("n")?, first: row.try_get("first")? };
            }
        }
        let (mut rates, mut counted, mut used) = (Vec::new(), Vec::new(), Vec::new());
        for ((bucket, most), visitor) in buckets.iter().zip(visitors) {
            let seen = seen.entry(bucket).or_default();
            let rate = Rate { n: seen.n + 1, until: seen.first.unwrap_or(now) + MINUTE };
            rates.push(rate);
            if rate.n > *most {
                continue;
            }
            *seen = Seen { n: rate.n, first: seen.first.or(Some(now)) };
            counted.push(bucket.as_str());
            let unnoted = visitor.filter(|it| it.token.last_used_at.is_none_or(|at| at < now - MINUTE));
            used.extend(unnoted.map(|it| &it.token.id));
        }
        if counted.is_empty() {
            return Ok(rates);
        }
        insert(&counted, now).execute(&mut *tx.0).await.context("count requests")?;
        tx.use_access_tokens(&used, now).await?;
        tx.commit().await?;
        Ok(rates)
    }

    /// How often this bucket has counted in the last minute, without counting.
    pub async fn requests(&self, bucket: &str, now: Millis) -> anyhow::Result<Rate> {
        let row = counts(&[bucket], now).fetch_optional(&self.reader).await;
        let row = row.context("look how often something was asked")?;
        let Some(row) = row else { return Ok(Rate { n: 0, until: now + MINUTE }) };
        Ok(Rate { n: row.try_get("n")?, until: row.try_get::<Millis, _>("first")? + MINUTE })
    }

    /// Drops requests that count no more.
    pub async fn forget_counts(&self, now: Millis) -> anyhow::Result<()> {
        let forget = sqlx::query("DELETE FROM api_hits WHERE at <= $1").bind(now - MINUTE);
        forget.execute(&self.writer).await.context("forget old counts")?;
        Ok(())
    }
}

fn visitor(row: &AnyRow, now: Millis) -> anyhow::Result<Visitor> {
    Ok(Visitor {
        token: kept(row, "token")?,
        account: Account::parse(row.try_get("account")?).context("a row holds no account")?,
        person: id(row.try_get("person_id")?)?,
        standing: standing(row, now)?,
        has_access: row.try_get::<i64, _>("access")? == 1,
    })
}

fn counts<'q>(buckets: &[&'q str], now: Millis) -> Query<'q> {
    let statement = format!(
        "SELECT bucket, COUNT(*) AS n, MIN(at) AS first FROM (VALUES {}) AS asked JOIN api_hits ON bucket = column1
         WHERE at > $1 GROUP BY bucket",
        many::texts(2, buckets.len()),
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(now - MINUTE);
    many::bind_texts(query, buckets.iter().copied())
}

fn insert<'q>(buckets: &[&'q str], now: Millis) -> Query<'q> {
    let statement = format!(
        "INSERT INTO api_hits (bucket, at) SELECT column1, $1 FROM (VALUES {}) AS counted WHERE column1 <> ''",
        many::texts(2, buckets.len())
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(now);
    many::bind_texts(query, buckets.iter().copied())
}

/// By which a bucket is locked.
fn key(bucket: &str) -> i64 {
    let hash = Sha256::digest(bucket.as_bytes());
    hash[..8].iter().fold(0, |key, byte| (key << 8) | i64::from(*byte))
}
