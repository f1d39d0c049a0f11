//! Whom a segment means: counted, or taken down as a snapshot in one statement.

use anyhow::Context;
use sqlx::Row;
use sqlx::query::Query;

use crate::domain::broadcast::{Reach, Segment};
use crate::domain::{Account, Id, Language, Millis, Platform};
use crate::store::Tx;

/// Out of accounts: reachable, not shut out, and wanting news, which somebody on Telegram does who never said otherwise,
/// and somebody on Discord who said so. Whoever is on both hears it on Telegram, unless one platform is meant.
macro_rules! audience {
    () => {
        " FROM accounts a JOIN persons p ON p.id = a.person_id
          WHERE a.reachable = 1 AND p.banned = 0
              AND (a.id LIKE 'telegram:%' OR (a.id LIKE 'discord:%' AND ($1 <> '' OR NOT EXISTS (
                  SELECT 1 FROM accounts b JOIN persons q ON q.id = b.person_id
                  WHERE (q.circle = COALESCE(p.circle, p.id) OR q.id = COALESCE(p.circle, p.id))
                      AND b.id LIKE 'telegram:%' AND b.reachable = 1 AND COALESCE(b.news, 1) = 1))))
              AND COALESCE(a.news, CASE WHEN a.id LIKE 'telegram:%' THEN 1 ELSE 0 END) = 1
              AND ($1 = '' OR a.id LIKE $1)
              AND ($2 = '' OR CASE WHEN EXISTS (
                  SELECT 1 FROM persons q
                  WHERE (q.circle = COALESCE(p.circle, p.id) OR q.id = COALESCE(p.circle, p.id))
                      AND q.tier = 'premium' AND (q.tier_until IS NULL OR q.tier_until > $3))
                  THEN 'premium' ELSE 'free' END = $2)
              AND ($4 = '' OR LOWER(COALESCE(a.language, a.platform_language, 'en')) LIKE $4)
              AND ($5 = '' OR $5 NOT LIKE '%,' || SUBSTR(LOWER(COALESCE(a.language, a.platform_language, 'en')), 1, 2) || ',%')
              AND ($6 = 0 OR EXISTS (
                  SELECT 1 FROM instances i JOIN persons q ON q.id = i.person_id
                  WHERE (q.circle = COALESCE(p.circle, p.id) OR q.id = COALESCE(p.circle, p.id)) AND i.live = 1))
              AND ($7 = 0 OR a.seen_at >= $7)"
    };
}

const DAY: Millis = 86_400_000;

type Asked<'a> = Query<'a, sqlx::Any, <sqlx::Any as sqlx::Database>::Arguments>;

fn bind<'a>(asked: Asked<'a>, segment: &Segment, now: Millis) -> Asked<'a> {
    // English is spoken to everybody who has no other language of ours.
    let (like, unlike) = match segment.language.as_deref().and_then(Language::near) {
        None => (String::new(), String::new()),
        Some(Language::English) => {
            let others = Language::ALL.into_iter().filter(|language| *language != Language::English);
            (String::new(), others.fold(String::from(","), |stems, language| stems + language.stem() + ","))
        }
        Some(language) => (format!("{}%", language.stem()), String::new()),
    };
    asked
        .bind(segment.platform.map(|platform| format!("{}:%", platform.word())).unwrap_or_default())
        .bind(segment.tier.map(|tier| tier.word()).unwrap_or_default())
        .bind(now)
        .bind(like)
        .bind(unlike)
        .bind(i64::from(segment.has_live_bot))
        .bind(segment.seen_days.map(|days| now - Millis::from(days) * DAY).unwrap_or_default())
}

impl Tx {
    pub async fn reach(&mut self, segment: &Segment, now: Millis) -> anyhow::Result<Reach> {
        let asked = sqlx::query(concat!(
            "SELECT COUNT(CASE WHEN a.id LIKE 'telegram:%' THEN 1 END) AS telegram, COUNT(*) AS n",
            audience!()
        ));
        let row =
            bind(asked, segment, now).fetch_one(&mut *self.0).await.context("count whom a broadcast would be for")?;
        let telegram: i64 = row.try_get("telegram")?;
        Ok(Reach { telegram, discord: row.try_get::<i64, _>("n")? - telegram })
    }

    /// The snapshot. Returns how many it holds. In the order of its index a million take two thirds of the time, in which with
    /// SQLite everybody else waits.
    pub(super) async fn add_targets(&mut self, broadcast: &Id, segment: &Segment, now: Millis) -> anyhow::Result<i64> {
        let asked = sqlx::query(concat!(
            "INSERT INTO broadcast_targets (broadcast, platform, account, state, at)
             SELECT $8, CASE WHEN a.id LIKE 'telegram:%' THEN 'telegram' ELSE 'discord' END, a.id, 'waiting', $3",
            audience!(),
            " ORDER BY a.id"
        ));
        let taken = bind(asked, segment, now).bind(broadcast.as_str()).execute(&mut *self.0).await;
        Ok(taken.context("take down whom a broadcast is for")?.rows_affected() as i64)
    }

    /// Whoever wants no news wants none anywhere; whoever wants them, wants them here.
    pub async fn set_news(&mut self, account: &Account, wanted: bool) -> anyhow::Result<()> {
        let accounts = if wanted { vec![account.clone()] } else { self.accounts_with(account).await? };
        for one in accounts {
            sqlx::query("UPDATE accounts SET news = $2 WHERE id = $1")
                .bind(one.to_string())
                .bind(i64::from(wanted))
                .execute(&mut *self.0)
                .await
                .with_context(|| format!("note whether {one} wants news"))?;
        }
        Ok(())
    }
}

/// Whether an account that never said so wants news.
pub fn by_default(platform: Platform) -> bool {
    match platform {
        Platform::Telegram => true,
        Platform::Discord | Platform::Console | Platform::Api => false,
    }
}
