//! Whom a broadcast is for, one by one: what has become of those it was sent to is noted in the same transaction that
//! hands out the next, and whoever is handed out is noted before anybody writes to them.

use std::collections::BTreeMap;

use anyhow::Context;
use sqlx::Row;

use crate::domain::broadcast::{Fate, Target};
use crate::domain::{Account, Id, Millis, Platform};
use crate::store::{Durability, Store, Tx};

/// As many as one statement takes.
const AT_ONCE: usize = 8;

/// What has become of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    pub account: Account,
    pub fate: Fate,
    pub cause: Option<String>,
}

/// What a sender wants to know next.
#[derive(Debug, Clone)]
pub struct Turn<'a> {
    pub broadcast: &'a Id,
    pub sender: &'a Id,
    pub platform: Platform,
    /// The account that was handed out last.
    pub after: &'a str,
    /// Only those with whom a private channel is open already.
    pub is_known_only: bool,
    /// For so many there is room, at most eight.
    pub room: usize,
}

/// What a sender is told.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Handed {
    /// It may go on: nobody paused it or took it over.
    pub is_ours: bool,
    pub targets: Vec<Target>,
    /// The last account that was looked at; nothing when there was none.
    pub last: Option<String>,
}

impl Store {
    /// Notes what has become of some, and hands out the next.
    pub async fn next_targets(&self, turn: &Turn<'_>, met: &[Met], now: Millis) -> anyhow::Result<Handed> {
        let mut tx = self.begin(Durability::PowerCut).await?;
        let is_ours = tx.note_fates(turn, met, now).await?;
        let mut handed = Handed { is_ours, ..Handed::default() };
        if is_ours && turn.room > 0 {
            tx.hand_out(turn, &mut handed, now).await?;
        }
        tx.commit().await?;
        Ok(handed)
    }
}

impl Tx {
    /// Whether the sender may go on. What a sender knows of those it wrote to counts even when it was voided meanwhile.
    async fn note_fates(&mut self, turn: &Turn<'_>, met: &[Met], now: Millis) -> anyhow::Result<bool> {
        let mut groups: BTreeMap<(Fate, Option<&str>), Vec<&Account>> = BTreeMap::new();
        for one in met {
            groups.entry((one.fate, one.cause.as_deref())).or_default().push(&one.account);
        }
        let mut counts: BTreeMap<Fate, i64> = BTreeMap::new();
        for ((fate, cause), accounts) in groups {
            for some in accounts.chunks(AT_ONCE) {
                let changed = self.set_fate(turn, (fate, cause), "in_flight", some, now).await?;
                let corrected = match changed < some.len() as i64 && fate != Fate::Waiting {
                    true => self.set_fate(turn, (fate, cause), "perhaps", some, now).await?,
                    false => 0,
                };
                *counts.entry(fate).or_default() += changed + corrected;
                *counts.entry(Fate::Perhaps).or_default() -= corrected;
            }
            if fate == Fate::Blocked {
                for account in accounts {
                    self.set_reachable(account, false).await?;
                }
            }
        }
        self.count_fates(turn.broadcast, turn.sender, &counts).await
    }

    async fn set_fate(
        &mut self,
        turn: &Turn<'_>,
        (fate, cause): (Fate, Option<&str>),
        from: &str,
        accounts: &[&Account],
        now: Millis,
    ) -> anyhow::Result<i64> {
        let asked = sqlx::query(
            "UPDATE broadcast_targets SET state = $2, cause = $3, at = $4
             WHERE broadcast = $1 AND state = $5 AND platform = $6
                 AND account IN ($7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(turn.broadcast.as_str())
        .bind(fate.word())
        .bind(cause.map(str::to_owned))
        .bind(now)
        .bind(from.to_owned())
        .bind(turn.platform.word());
        let padded = (0..AT_ONCE).map(|n| accounts[n.min(accounts.len() - 1)].to_string());
        let changed = padded.fold(asked, |asked, account| asked.bind(account)).execute(&mut *self.0).await;
        Ok(changed.context("note what has become of some")?.rows_affected() as i64)
    }

    /// Counting also takes the row, so that whoever pauses or takes over waits for the end of this transaction.
    async fn count_fates(&mut self, broadcast: &Id, sender: &Id, by: &BTreeMap<Fate, i64>) -> anyhow::Result<bool> {
        let n = |fate: Fate| by.get(&fate).copied().unwrap_or_default();
        let row = sqlx::query(
            "UPDATE broadcasts SET sent = sent + $2, blocked = blocked + $3, failed = failed + $4,
                 perhaps = perhaps + $5, skipped = skipped + $6 WHERE id = $1 RETURNING state, sender",
        )
        .bind(broadcast.as_str())
        .bind(n(Fate::Sent))
        .bind(n(Fate::Blocked))
        .bind(n(Fate::Failed))
        .bind(n(Fate::Perhaps))
        .bind(n(Fate::Skipped))
        .fetch_optional(&mut *self.0)
        .await
        .context("count what has become of some")?;
        let Some(row) = row else { return Ok(false) };
        Ok(row.try_get::<String, _>("state")? == "sending" && row.try_get::<String, _>("sender")? == sender.as_str())
    }

    /// Those whose turn it is. Whoever is gone by now, or wants no news any more, is passed over.
    async fn hand_out(&mut self, turn: &Turn<'_>, handed: &mut Handed, now: Millis) -> anyhow::Result<()> {
        let rows = sqlx::query(
            "SELECT t.account, COALESCE(a.language, a.platform_language) AS language,
                 COALESCE(a.reachable, 0) AS reachable, COALESCE(p.banned, 0) AS banned,
                 COALESCE(a.news, CASE WHEN t.platform = 'telegram' THEN 1 ELSE 0 END) AS news
             FROM broadcast_targets t LEFT JOIN accounts a ON a.id = t.account LEFT JOIN persons p ON p.id = a.person_id
             WHERE t.broadcast = $1 AND t.platform = $2 AND t.state = 'waiting' AND t.account > $3
                 AND ($4 = 0 OR EXISTS (SELECT 1 FROM direct_channels d WHERE d.account = t.account))
             ORDER BY t.account LIMIT $5",
        )
        .bind(turn.broadcast.as_str())
        .bind(turn.platform.word())
        .bind(turn.after)
        .bind(i64::from(turn.is_known_only))
        .bind(turn.room.min(AT_ONCE) as i64)
        .fetch_all(&mut *self.0)
        .await
        .context("look whose turn it is")?;
        let mut passed = Vec::new();
        for row in &rows {
            let account = Account::parse(row.try_get("account")?).context("a broadcast to nobody")?;
            handed.last = Some(account.to_string());
            let is = |column: &str| row.try_get::<i64, _>(column).map(|value| value == 1);
            if is("reachable")? && is("news")? && !is("banned")? {
                handed.targets.push(Target { account, language: row.try_get("language")? });
            } else {
                passed.push(account);
            }
        }
        let in_flight: Vec<&Account> = handed.targets.iter().map(|target| &target.account).collect();
        let mark = async |tx: &mut Tx, state: &str, accounts: &[&Account]| {
            let asked = sqlx::query(
                "UPDATE broadcast_targets SET state = $2, at = $4
                 WHERE broadcast = $1 AND platform = $3 AND state = 'waiting'
                     AND account IN ($5, $6, $7, $8, $9, $10, $11, $12)",
            )
            .bind(turn.broadcast.as_str())
            .bind(state.to_owned())
            .bind(turn.platform.word())
            .bind(now);
            let padded = (0..AT_ONCE).map(|n| accounts[n.min(accounts.len() - 1)].to_string());
            let marked = padded.fold(asked, |asked, account| asked.bind(account)).execute(&mut *tx.0).await;
            anyhow::Ok(marked.context("note whose turn it is")?.rows_affected())
        };
        if !in_flight.is_empty() {
            let marked = mark(self, "in_flight", &in_flight).await?;
            anyhow::ensure!(marked == in_flight.len() as u64, "somebody else has those whose turn it is");
        }
        if !passed.is_empty() {
            let passed: Vec<&Account> = passed.iter().collect();
            let n = mark(self, "skipped", &passed).await? as i64;
            self.count_fates(turn.broadcast, turn.sender, &BTreeMap::from([(Fate::Skipped, n)])).await?;
        }
        Ok(())
    }
}
