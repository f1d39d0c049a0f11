//! Bots on Telegram that people have made through us: what they were offered to make, what came of it, and which of those
//! bots has something to be looked at.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::managed::{Child, Made, WishState};
use crate::domain::{Account, Id, Millis};
use crate::store::{Store, Tx, id};

/// One of them, as whoever looks after it sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedBot {
    pub child: Child,
    pub owner: Account,
    pub bot: Option<Id>,
    pub news: i64,
    pub due: Option<Millis>,
    pub attempt: i64,
    /// It is to get another token.
    pub rotates: bool,
    pub greetings: i64,
}

/// What somebody was last offered to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedOffer {
    pub account: Account,
    pub name: String,
    pub username: String,
    pub state: WishState,
    pub expires_at: Millis,
}

fn managed(row: &AnyRow) -> anyhow::Result<ManagedBot> {
    let (own, bot): (String, Option<String>) = (row.try_get("id")?, row.try_get("instance_id")?);
    Ok(ManagedBot {
        child: Child { id: own.parse().context("a row holds no id of Telegram")?, username: row.try_get("username")? },
        owner: Account::parse(row.try_get("owner")?).context("a row holds no account")?,
        bot: bot.map(id).transpose()?,
        news: row.try_get("news")?,
        due: row.try_get("due")?,
        attempt: row.try_get("attempt")?,
        rotates: row.try_get::<i64, _>("rotates")? == 1,
        greetings: row.try_get("greetings")?,
    })
}

/// A row of `managed_bots`, whole.
macro_rules! managed_where {
    ($condition:literal) => {
        concat!(
            "SELECT id, owner, username, instance_id, news, due, attempt, rotates, greetings FROM managed_bots WHERE ",
            $condition
        )
    };
}

const DUE: &str = managed_where!("due <= $1 ORDER BY due LIMIT 16");
const ONE: &str = managed_where!("id = $1");
/// Of everybody in the circle of `$1`.
const THEIRS: &str = managed_where!(
    "owner IN (SELECT a.id FROM accounts a JOIN circles c ON c.person_id = a.person_id
         JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)
     ORDER BY id"
);

impl Store {
    /// Those of a person and their circle.
    pub async fn made_by(&self, person: &Id) -> anyhow::Result<Vec<Made>> {
        let rows =
            sqlx::query(THEIRS).bind(person.as_str()).fetch_all(&self.reader).await.context("list managed bots")?;
        let made = |row| managed(row).map(|it| Made { child: it.child, bot: it.bot });
        rows.iter().map(made).collect()
    }

    /// What a person and their circle were last offered to make, by account.
    pub async fn managed_wishes(&self, person: &Id) -> anyhow::Result<Vec<ManagedOffer>> {
        let rows = sqlx::query(
            "SELECT account, name, username, state, expires_at FROM managed_wishes WHERE account IN (
                 SELECT a.id FROM accounts a JOIN circles c ON c.person_id = a.person_id
                 JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1) ORDER BY account",
        )
        .bind(person.as_str())
        .fetch_all(&self.reader)
        .await
        .context("list what was offered to make")?;
        let offer = |row: &AnyRow| {
            Ok(ManagedOffer {
                account: Account::parse(row.try_get("account")?).context("a row holds no account")?,
                name: row.try_get("name")?,
                username: row.try_get("username")?,
                state: WishState::parse(row.try_get("state")?).context("an offer in no state")?,
                expires_at: row.try_get("expires_at")?,
            })
        };
        rows.iter().map(offer).collect()
    }

    pub async fn managed_due(&self, now: Millis) -> anyhow::Result<Vec<ManagedBot>> {
        let rows = sqlx::query(DUE).bind(now).fetch_all(&self.reader).await.context("look for managed bots")?;
        rows.iter().map(managed).collect()
    }

    /// Takes one over until then; false when somebody else has.
    pub async fn claim_managed(&self, it: &ManagedBot, until: Millis) -> anyhow::Result<bool> {
        let taken = sqlx::query("UPDATE managed_bots SET due = $2 WHERE id = $1 AND news = $3 AND due = $4")
            .bind(it.child.id.to_string())
            .bind(until)
            .bind(it.news)
            .bind(it.due)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("take a managed bot over")?;
        Ok(taken.rows_affected() == 1)
    }

    /// There is nothing more to do, unless something came meanwhile.
    pub async fn managed_done(&self, it: &ManagedBot) -> anyhow::Result<()> {
        self.next_look(it, None, 0).await
    }

    /// It is looked at again then.
    pub async fn managed_again(&self, it: &ManagedBot, due: Millis, attempt: i64) -> anyhow::Result<()> {
        self.next_look(it, Some(due), attempt).await
    }

    async fn next_look(&self, it: &ManagedBot, due: Option<Millis>, attempt: i64) -> anyhow::Result<()> {
        sqlx::query("UPDATE managed_bots SET due = $2, attempt = $3 WHERE id = $1 AND news = $4")
            .bind(it.child.id.to_string())
            .bind(due)
            .bind(attempt)
            .bind(it.news)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("note when a managed bot is looked at")?;
        Ok(())
    }

    /// It has another token, or there is none to be had.
    pub async fn managed_rotated(&self, it: &ManagedBot) -> anyhow::Result<()> {
        sqlx::query("UPDATE managed_bots SET rotates = 0 WHERE id = $1")
            .bind(it.child.id.to_string())
            .execute(&mut *self.writer.line().await?)
            .await
            .context("note that a managed bot has another token")?;
        Ok(())
    }

    pub async fn greeted_managed(&self, it: &ManagedBot, greetings: i64) -> anyhow::Result<()> {
        sqlx::query("UPDATE managed_bots SET greetings = $2 WHERE id = $1")
            .bind(it.child.id.to_string())
            .bind(greetings)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("note that a managed bot has its description")?;
        Ok(())
    }

    /// An offer comes to this state, because of what Telegram said of the bot that was made.
    pub async fn set_managed_wish(&self, made: i64, state: WishState) -> anyhow::Result<()> {
        sqlx::query("UPDATE managed_wishes SET state = $2 WHERE made = $1")
            .bind(made.to_string())
            .bind(state.word())
            .execute(&mut *self.writer.line().await?)
            .await
            .context("note what became of an offer")?;
        Ok(())
    }

    /// Offers that nothing came of are over, and say nothing to anybody a day later.
    pub async fn expire_managed_wishes(&self, now: Millis, forget: Millis) -> anyhow::Result<()> {
        for (sql, at) in [
            ("UPDATE managed_wishes SET state = 'expired' WHERE state = 'pending' AND expires_at <= $1", now),
            ("DELETE FROM managed_wishes WHERE expires_at <= $1", forget),
        ] {
            sqlx::query(sql).bind(at).execute(&mut *self.writer.line().await?).await.context("end old offers")?;
        }
        Ok(())
    }
}

impl Tx {
    /// Somebody is offered to make one: the only offer of theirs from now on.
    pub async fn begin_managed_wish(
        &mut self,
        account: &Account,
        revision: i64,
        (name, username): (&str, &str),
        expires_at: Millis,
    ) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO managed_wishes (account, revision, name, username, state, made, expires_at)
             VALUES ($1, $2, $3, $4, 'pending', NULL, $5)
             ON CONFLICT (account) DO UPDATE SET revision = excluded.revision, name = excluded.name,
                 username = excluded.username, state = 'pending', made = NULL, expires_at = excluded.expires_at",
        )
        .bind(account.to_string())
        .bind(revision)
        .bind(name)
        .bind(username)
        .bind(expires_at)
        .execute(&mut *self.0)
        .await
        .context("note an offer")?;
        Ok(())
    }

    /// A bot was made: settles the offer that it came of, and says how that stood. Nothing where there was none that is open.
    pub async fn settle_managed_wish(
        &mut self,
        account: &Account,
        made: i64,
        now: Millis,
    ) -> anyhow::Result<Option<WishState>> {
        let linked = sqlx::query(
            "UPDATE managed_wishes SET state = 'linked', made = $2
             WHERE account = $1 AND state = 'pending' AND expires_at > $3",
        )
        .bind(account.to_string())
        .bind(made.to_string())
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("settle an offer")?;
        if linked.rows_affected() == 1 {
            return Ok(Some(WishState::Pending));
        }
        let late = sqlx::query(
            "UPDATE managed_wishes SET state = 'expired', made = $2
             WHERE account = $1 AND made IS NULL AND state IN ('pending', 'expired')",
        )
        .bind(account.to_string())
        .bind(made.to_string())
        .execute(&mut *self.0)
        .await
        .context("settle an offer")?;
        Ok((late.rows_affected() == 1).then_some(WishState::Expired))
    }

    pub async fn managed(&mut self, child: i64) -> anyhow::Result<Option<ManagedBot>> {
        let row = sqlx::query(ONE).bind(child.to_string()).fetch_optional(&mut *self.0).await;
        row.context("look up a managed bot")?.as_ref().map(managed).transpose()
    }

    /// Telegram told of one: whose it is and what it is called. A bot that runs with it is looked at.
    pub async fn keep_managed(&mut self, child: &Child, owner: &Account, now: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO managed_bots (id, owner, username, instance_id, news, due, attempt, rotates, greetings)
             VALUES ($1, $2, $3, NULL, 1, NULL, 0, 0, 0)
             ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, username = excluded.username,
                 news = managed_bots.news + 1, attempt = 0,
                 due = CASE WHEN managed_bots.instance_id IS NULL THEN NULL ELSE CAST($4 AS BIGINT) END",
        )
        .bind(child.id.to_string())
        .bind(owner.to_string())
        .bind(&child.username)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("note a managed bot")?;
        Ok(())
    }

    /// From now on this bot speaks by this one of Telegram's, and by no other. Nothing where that is none of ours.
    pub async fn use_managed(&mut self, child: &str, bot: &Id) -> anyhow::Result<()> {
        for sql in [
            "UPDATE managed_bots SET instance_id = NULL WHERE instance_id = $2 AND id <> $1",
            "UPDATE managed_bots SET instance_id = $2 WHERE id = $1",
        ] {
            let used = sqlx::query(sql).bind(child).bind(bot.as_str()).execute(&mut *self.0).await;
            used.context("note which managed bot a bot has")?;
        }
        Ok(())
    }

    /// This bot has none of them any more.
    pub async fn leave_managed(&mut self, bot: &Id) -> anyhow::Result<()> {
        sqlx::query("UPDATE managed_bots SET instance_id = NULL, due = NULL WHERE instance_id = $1")
            .bind(bot.as_str())
            .execute(&mut *self.0)
            .await
            .context("note that a bot has no managed bot")?;
        Ok(())
    }

    /// Something of a bot has changed that Telegram may have to know, or may know of; false where it has none of them.
    pub async fn look_at_managed(&mut self, bot: &Id, now: Millis) -> anyhow::Result<bool> {
        self.managed_news(
            "UPDATE managed_bots SET news = news + 1, due = $2, attempt = 0 WHERE instance_id = $1",
            bot,
            now,
        )
        .await
    }

    /// A bot is to get another token; false where it has none that we could ask for.
    pub async fn rotate_managed(&mut self, bot: &Id, now: Millis) -> anyhow::Result<bool> {
        let sql = "UPDATE managed_bots SET news = news + 1, due = $2, attempt = 0, rotates = 1 WHERE instance_id = $1";
        self.managed_news(sql, bot, now).await
    }

    async fn managed_news(&mut self, sql: &'static str, bot: &Id, now: Millis) -> anyhow::Result<bool> {
        let noted = sqlx::query(sql).bind(bot.as_str()).bind(now).execute(&mut *self.0).await;
        Ok(noted.context("have a managed bot looked at")?.rows_affected() > 0)
    }
}
