//! Requests over HTTP as they come in: whose token is shown, and how often somebody asked in the last minute. Those that come
//! at the same moment are looked up and counted together. All replicas share the counts, and none of them lets anybody
//! through whom it could not count.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::{Context, ensure};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sqlx::Row;

use crate::domain::access_token::{KeptToken, Scopes};
use crate::domain::{Account, Id, Millis};
use crate::store::many::{self, Query, Texts};
use crate::store::standing::{Circle, circle};
use crate::store::{Engine, Standing, Store, json};

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

/// When somebody asked in the last minute, in the order in which it was counted.
#[derive(Debug)]
struct Count {
    moments: Vec<Millis>,
    /// Than stand in the database.
    has_more: bool,
}

impl Store {
    /// Says whose token is shown and counts one more request of theirs, or of the bucket. Nothing is written for those who ask
    /// too often.
    pub async fn visit(&self, visit: Visit) -> anyhow::Result<(Option<Visitor>, Rate)> {
        self.visits.answer(self, visit, |store, visits| async move { store.visit_all(&visits).await }).await
    }

    /// Counts one more request of this bucket, of which there may be so many in a minute.
    pub async fn count_request(&self, bucket: &str, most: i64, now: Millis) -> anyhow::Result<Rate> {
        Ok(self.visit(Visit { token: None, bucket: bucket.to_owned(), most, at: now }).await?.1)
    }

    /// All as of the newest, one after another for each bucket. One group after another, too: who comes next sees these.
    async fn visit_all(&self, visits: &[Visit]) -> anyhow::Result<Vec<(Option<Visitor>, Rate)>> {
        let now = visits.iter().map(|visit| visit.at).max().unwrap_or(0);
        // What a token counts for is known only behind the lock, which is therefore by the token.
        let names: BTreeSet<&str> =
            visits.iter().flat_map(|visit| visit.token.as_deref().into_iter().chain([&*visit.bucket])).collect();
        let mut tx = self.begin_counting(names.into_iter().map(key).collect()).await?;
        let row = look(self.engine, visits, now).fetch_one(&mut *tx.0).await.context("look who asks, and how often")?;
        let mut written: Vec<Written> = json::read_all(&row, "asked")?;
        written.sort_by_key(|it| it.n);
        ensure!(written.len() == visits.len(), "somebody who asks is not known");
        let (mut answers, mut counts, mut used) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        for (visit, it) in visits.iter().zip(written) {
            let (bucket, moments) = match &it.visitor {
                Some(visitor) => (format!("token:{}", visitor.token), visitor.moments),
                None => (visit.bucket.clone(), it.moments),
            };
            let count = match counts.entry(bucket) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(first) => first.insert(Count::read(moments, now)?),
            };
            let visitor = it.visitor.map(|it| visitor(it, now)).transpose()?;
            let rate = count.next(now);
            if rate.n <= visit.most {
                count.take(now);
                let unnoted = visitor.as_ref().filter(|it| it.token.last_used_at.is_none_or(|at| at < now - MINUTE));
                used.extend(unnoted.map(|it| it.token.id.clone()));
            }
            answers.push((visitor, rate));
        }
        counts.retain(|_, count| count.has_more);
        if counts.is_empty() {
            return Ok(answers);
        }
        keep(self.engine, &counts, now).execute(&mut *tx.0).await.context("count requests")?;
        tx.use_access_tokens(&used.into_iter().collect::<Vec<_>>(), now).await?;
        tx.commit().await?;
        Ok(answers)
    }

    /// How often this bucket has counted in the last minute, without counting.
    pub async fn requests(&self, bucket: &str, now: Millis) -> anyhow::Result<Rate> {
        let row = sqlx::query("SELECT moments FROM api_counts WHERE bucket = $1").bind(bucket);
        let row = row.fetch_optional(&self.reader).await.context("look how often something was asked")?;
        let moments = row.map(|row| row.try_get::<String, _>("moments")).transpose()?;
        let next = Count::read(moments.as_deref(), now)?.next(now);
        Ok(Rate { n: next.n - 1, ..next })
    }

    /// Drops requests that count no more.
    pub async fn forget_counts(&self, now: Millis) -> anyhow::Result<()> {
        let forget = sqlx::query("DELETE FROM api_counts WHERE until <= $1").bind(now);
        forget.execute(&mut *self.writer.line().await?).await.context("forget old counts")?;
        Ok(())
    }
}

impl Visit {
    /// The hash of the token that they show, or nothing.
    fn shown(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }
}

/// Somebody who asks, as the database writes it down.
#[derive(Debug, Deserialize)]
struct Written<'a> {
    /// Which of them.
    n: usize,
    /// Of the bucket.
    moments: Option<&'a str>,
    /// Where the token opens something.
    #[serde(borrow)]
    visitor: Option<WrittenVisitor<'a>>,
}

#[derive(Debug, Deserialize)]
struct WrittenVisitor<'a> {
    token: Id,
    tail: String,
    scopes: &'a str,
    expires_at: Millis,
    last_used_at: Option<Millis>,
    created_at: Millis,
    account: Account,
    person: Id,
    moments: Option<&'a str>,
    circle: Circle,
}

/// Whose tokens these are, as far as they open anything, and when they and the buckets have counted. Each is looked up by
/// itself: tables that are joined with all of them PostgreSQL reads whole, as long as it has not counted them or they are small.
fn look<'q>(engine: Engine, visits: &'q [Visit], now: Millis) -> Query<'q> {
    static TEXTS: Texts = Texts::new();
    let mut query = TEXTS.query(engine, visits.len(), || look_text(engine, visits.len())).bind(now);
    for (visit, n) in visits.iter().zip(0_i64..) {
        query = query.bind(visit.bucket.as_str()).bind(visit.shown()).bind(n);
    }
    many::fill(query, LOOKED, visits.len())
}

/// A bucket, a token and a number.
const LOOKED: &str = "ttn";

fn look_text(engine: Engine, many: usize) -> String {
    let (object, list) = (engine.object(), engine.list());
    format!(
        "SELECT CAST({list}({object}(
             'n', column3, 'moments', (SELECT k.moments FROM api_counts k WHERE k.bucket = column1),
             'visitor', (
                 SELECT {object}('token', t.id, 'tail', t.tail, 'scopes', t.scopes, 'expires_at', t.expires_at,
                     'last_used_at', t.last_used_at, 'created_at', t.created_at, 'account', a.id,
                     'person', mine.person_id, 'circle', {},
                     'moments', (SELECT k.moments FROM api_counts k WHERE k.bucket = 'token:' || t.id))
                 FROM api_tokens t JOIN accounts a ON a.id = t.account JOIN circles mine ON mine.person_id = a.person_id
                 WHERE t.hash = column2 AND t.revoked_at IS NULL AND t.expires_at > {})
         )) AS TEXT) AS asked FROM (VALUES {}) AS asked WHERE column1 <> ''",
        circle(engine),
        engine.place(1),
        many::rows_from(engine, 2, LOOKED, many),
    )
}

fn visitor(it: WrittenVisitor<'_>, now: Millis) -> anyhow::Result<Visitor> {
    let token = KeptToken {
        id: it.token,
        tail: it.tail,
        scopes: Scopes::parse(it.scopes).context("a token without scopes")?,
        expires_at: it.expires_at,
        last_used_at: it.last_used_at,
        created_at: it.created_at,
    };
    let (standing, has_access) = (it.circle.standing(now)?, it.circle.has_access());
    Ok(Visitor { token, account: it.account, person: it.person, standing, has_access })
}

fn keep<'q>(engine: Engine, counts: &'q BTreeMap<String, Count>, now: Millis) -> Query<'q> {
    let on_conflict = "ON CONFLICT (bucket) DO UPDATE SET moments = excluded.moments, until = excluded.until";
    let mut query = many::insert(engine, "api_counts", "ttn", counts.len(), on_conflict);
    for (bucket, count) in counts {
        query = query.bind(bucket.as_str()).bind(count.text()).bind(now + MINUTE);
    }
    many::fill(query, "ttn", counts.len())
}

impl Count {
    /// What counts now of what stands in the database.
    fn read(text: Option<&str>, now: Millis) -> anyhow::Result<Self> {
        let (mut at, mut moments) = (0, Vec::new());
        for step in text.into_iter().flat_map(|text| text.split(' ')) {
            at += step.parse::<Millis>().context("a row holds no moments")?;
            moments.push(at);
        }
        moments.retain(|at| *at > now - MINUTE);
        Ok(Count { moments, has_more: false })
    }

    /// The first moment, and for each later one how many milliseconds after the one before.
    fn text(&self) -> String {
        let (mut text, mut before) = (String::new(), 0);
        for at in &self.moments {
            let gap = if text.is_empty() { "" } else { " " };
            let _ = write!(text, "{gap}{}", at - before);
            before = *at;
        }
        text
    }

    /// As it stands when they ask once more. Clocks differ, so the first need not be the one that was counted first.
    fn next(&self, now: Millis) -> Rate {
        let first = self.moments.iter().min().copied().unwrap_or(now);
        Rate { n: self.moments.len() as i64 + 1, until: first + MINUTE }
    }

    fn take(&mut self, now: Millis) {
        self.moments.push(now);
        self.has_more = true;
    }
}

/// By which a bucket is locked.
fn key(bucket: &str) -> i64 {
    let hash = Sha256::digest(bucket.as_bytes());
    hash[..8].iter().fold(0, |key, byte| (key << 8) | i64::from(*byte))
}
