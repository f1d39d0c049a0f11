//! Circles: accounts that were linked with each other, and links that are being made. Who is in a circle is one person
//! to everybody who counts, lists or locks; each account keeps the person it came with, so that it can leave again.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Account, Id, Millis};
use crate::store::{Store, Tx, fresh_id, id};

/// Two accounts, one of which gave the other a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub id: Id,
    pub host: Account,
    pub guest: Account,
}

impl Link {
    /// The other side of one of the two.
    pub fn other(&self, account: &Account) -> &Account {
        if self.host == *account { &self.guest } else { &self.host }
    }
}

/// What came of one side's consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consent {
    /// The other side has not said so yet.
    Half(Link),
    /// Both want it: the two are to be joined now.
    Whole(Link),
    /// There is no such link, it is too old, or it is none of this account's.
    Over,
}

impl Store {
    pub async fn are_one(&self, person: &Id, other: &Id) -> anyhow::Result<bool> {
        let row = sqlx::query("SELECT COUNT(DISTINCT circle) AS n FROM circles WHERE person_id IN ($1, $2)")
            .bind(person.as_str())
            .bind(other.as_str())
            .fetch_one(&self.reader)
            .await
            .context("compare two persons")?;
        Ok(row.try_get::<i64, _>("n")? == 1)
    }

    /// What the platform calls an account.
    pub async fn account_name(&self, account: &Account) -> anyhow::Result<Option<String>> {
        let row = sqlx::query("SELECT name FROM accounts WHERE id = $1")
            .bind(account.to_string())
            .fetch_optional(&self.reader)
            .await
            .context("look up the name of an account")?;
        Ok(row.map(|row| row.try_get("name")).transpose()?.flatten())
    }

    /// Links that a person or their circle began or took up and that wait for the other side, with who that is, if known.
    pub async fn open_links(
        &self,
        person: &Id,
        now: Millis,
    ) -> anyhow::Result<Vec<(Account, Option<Account>, Millis)>> {
        let rows = sqlx::query(
            "SELECT host, guest, expires_at FROM links WHERE expires_at > $2 AND EXISTS (
                 SELECT 1 FROM accounts a JOIN circles c ON c.person_id = a.person_id
                 JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1 AND a.id IN (links.host, links.guest))
             ORDER BY id",
        )
        .bind(person.as_str())
        .bind(now)
        .fetch_all(&self.reader)
        .await
        .context("list open links")?;
        let link = |row: &sqlx::any::AnyRow| {
            let host = Account::parse(row.try_get("host")?).context("a row holds no account")?;
            let guest: Option<String> = row.try_get("guest")?;
            let guest = guest.map(|guest| Account::parse(&guest).context("a row holds no account")).transpose()?;
            Ok((host, guest, row.try_get("expires_at")?))
        };
        rows.iter().map(link).collect()
    }

    /// Links that nobody finished in time are of no use to anybody.
    pub async fn forget_links(&self, before: Millis) -> anyhow::Result<u64> {
        let deleted = sqlx::query("DELETE FROM links WHERE expires_at <= $1")
            .bind(before)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("forget old links")?;
        Ok(deleted.rows_affected())
    }
}

impl Tx {
    /// Everybody else who decides about this person, or about anybody in their circle, waits until this transaction
    /// ends.
    pub async fn lock_person(&mut self, store: &Store, person: &Id) -> anyhow::Result<()> {
        let mut circle = self.circle(person).await?;
        loop {
            sqlx::query(store.engine.lock_person())
                .bind(circle.as_str())
                .fetch_one(&mut *self.0)
                .await
                .context("lock a person")?;
            let now = self.circle(person).await?;
            if now == circle {
                return Ok(());
            }
            // They were linked while we waited.
            circle = now;
        }
    }

    /// Named by the person that it began with.
    pub async fn circle(&mut self, person: &Id) -> anyhow::Result<Id> {
        let row = sqlx::query("SELECT circle FROM circles WHERE person_id = $1")
            .bind(person.as_str())
            .fetch_one(&mut *self.0)
            .await
            .context("look up a circle")?;
        id(row.try_get("circle")?)
    }

    /// All accounts of a circle, in an order that is always the same.
    pub async fn accounts_with(&mut self, account: &Account) -> anyhow::Result<Vec<Account>> {
        let rows = sqlx::query(
            "SELECT a.id FROM accounts a JOIN circles p ON p.person_id = a.person_id WHERE p.circle = (
                 SELECT q.circle FROM accounts b JOIN circles q ON q.person_id = b.person_id WHERE b.id = $1)
             ORDER BY a.id",
        )
        .bind(account.to_string())
        .fetch_all(&mut *self.0)
        .await
        .context("list the accounts of a circle")?;
        rows.iter().map(|row| Account::parse(row.try_get("id")?).context("a row holds no account")).collect()
    }

    /// A new code of this account; the one before is void.
    pub async fn begin_link(&mut self, host: &Account, code_hash: &str, expires_at: Millis) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM links WHERE host = $1")
            .bind(host.to_string())
            .execute(&mut *self.0)
            .await
            .context("void a code")?;
        sqlx::query(
            "INSERT INTO links (id, code, host, host_agrees, guest_agrees, expires_at) VALUES ($1, $2, $3, 0, 0, $4)",
        )
        .bind(fresh_id().as_str())
        .bind(code_hash)
        .bind(host.to_string())
        .bind(expires_at)
        .execute(&mut *self.0)
        .await
        .context("begin a link")?;
        Ok(())
    }

    /// Uses a code up for this account: nobody else can use it then. Nothing when it is unknown, used, too old, or an
    /// account's of the same platform.
    pub async fn take_link(&mut self, code_hash: &str, guest: &Account, now: Millis) -> anyhow::Result<Option<Link>> {
        let platform = format!("{}:%", guest.platform.word());
        let row = sqlx::query(
            "UPDATE links SET guest = $2, code = NULL
             WHERE code = $1 AND guest IS NULL AND expires_at > $3 AND host NOT LIKE $4 RETURNING id, host, guest",
        )
        .bind(code_hash)
        .bind(guest.to_string())
        .bind(now)
        .bind(platform)
        .fetch_optional(&mut *self.0)
        .await
        .context("take a link")?;
        row.as_ref().map(link).transpose()
    }

    /// One side wants the link. It goes when both do.
    pub async fn agree_to_link(&mut self, link_id: &Id, account: &Account, now: Millis) -> anyhow::Result<Consent> {
        let row = sqlx::query(
            "UPDATE links SET host_agrees = CASE WHEN host = $2 THEN 1 ELSE host_agrees END,
                 guest_agrees = CASE WHEN guest = $2 THEN 1 ELSE guest_agrees END
             WHERE id = $1 AND guest IS NOT NULL AND (host = $2 OR guest = $2) AND expires_at > $3
             RETURNING id, host, guest, host_agrees + guest_agrees AS agree",
        )
        .bind(link_id.as_str())
        .bind(account.to_string())
        .bind(now)
        .fetch_optional(&mut *self.0)
        .await
        .context("agree to a link")?;
        let Some(row) = row else { return Ok(Consent::Over) };
        let agreed = link(&row)?;
        if row.try_get::<i64, _>("agree")? < 2 {
            return Ok(Consent::Half(agreed));
        }
        self.drop_link(link_id, account).await?;
        Ok(Consent::Whole(agreed))
    }

    /// The link is given up by one side. Nothing when it is over, or none of theirs.
    pub async fn drop_link(&mut self, link_id: &Id, account: &Account) -> anyhow::Result<Option<Link>> {
        let row = sqlx::query(
            "DELETE FROM links WHERE id = $1 AND guest IS NOT NULL AND (host = $2 OR guest = $2)
             RETURNING id, host, guest",
        )
        .bind(link_id.as_str())
        .bind(account.to_string())
        .fetch_optional(&mut *self.0)
        .await
        .context("drop a link")?;
        row.as_ref().map(link).transpose()
    }

    /// Whoever counts or links for either of two accounts waits until this transaction ends.
    pub async fn lock_both(&mut self, store: &Store, one: &Account, other: &Account) -> anyhow::Result<()> {
        loop {
            let mut circles = [self.circle_of(one).await?, self.circle_of(other).await?];
            // In an order that is always the same, so that no two wait for each other.
            circles.sort();
            for circle in &circles {
                sqlx::query(store.engine.lock_person())
                    .bind(circle.as_str())
                    .fetch_one(&mut *self.0)
                    .await
                    .context("lock a circle")?;
            }
            let mut now = [self.circle_of(one).await?, self.circle_of(other).await?];
            now.sort();
            if now == circles {
                return Ok(());
            }
        }
    }

    /// Two circles become one; both are locked by the caller. A language or zone that one side chose is both sides' from
    /// now on.
    pub async fn join(&mut self, host: &Account, guest: &Account) -> anyhow::Result<()> {
        let (into, from) = (self.circle_of(host).await?, self.circle_of(guest).await?);
        sqlx::query("UPDATE persons SET circle = $1 WHERE id IN (SELECT person_id FROM circles WHERE circle = $2)")
            .bind(into.as_str())
            .bind(from.as_str())
            .execute(&mut *self.0)
            .await
            .context("join two circles")?;
        sqlx::query(
            "UPDATE accounts SET language = COALESCE(
                 (SELECT language FROM accounts WHERE id = $1), (SELECT language FROM accounts WHERE id = $2), language),
                 zone = COALESCE(
                 (SELECT zone FROM accounts WHERE id = $1), (SELECT zone FROM accounts WHERE id = $2), zone)
             WHERE person_id IN (SELECT person_id FROM circles WHERE circle = $3)",
        )
        .bind(host.to_string())
        .bind(guest.to_string())
        .bind(into.as_str())
        .execute(&mut *self.0)
        .await
        .context("share a language and a zone")?;
        Ok(())
    }

    /// The account goes back to the person it came with. False when it was alone already.
    pub async fn part(&mut self, store: &Store, account: &Account) -> anyhow::Result<bool> {
        let row = sqlx::query("SELECT person_id FROM accounts WHERE id = $1")
            .bind(account.to_string())
            .fetch_one(&mut *self.0)
            .await
            .context("look up an account")?;
        let person = id(row.try_get("person_id")?)?;
        self.lock_person(store, &person).await?;
        let others = self.accounts_with(account).await?.len() > 1;
        let circle = self.circle(&person).await?;
        // The others stay together, under the name of one of them.
        sqlx::query(
            "UPDATE persons SET circle = (SELECT MIN(person_id) FROM circles WHERE circle = $1 AND person_id <> $2)
             WHERE id <> $2 AND id IN (SELECT person_id FROM circles WHERE circle = $1)",
        )
        .bind(circle.as_str())
        .bind(person.as_str())
        .execute(&mut *self.0)
        .await
        .context("leave the others together")?;
        // Their bots keep the keys that they have, but nobody shares one any more.
        sqlx::query(
            "UPDATE instances SET stored_key = NULL WHERE stored_key IS NOT NULL AND (
                 (person_id = $1 AND stored_key NOT IN (SELECT id FROM stored_keys WHERE person_id = $1))
                 OR (person_id <> $1 AND stored_key IN (SELECT id FROM stored_keys WHERE person_id = $1)))",
        )
        .bind(person.as_str())
        .execute(&mut *self.0)
        .await
        .context("take shared keys apart")?;
        sqlx::query("UPDATE persons SET circle = id WHERE id = $1")
            .bind(person.as_str())
            .execute(&mut *self.0)
            .await
            .context("leave a circle")?;
        Ok(others)
    }

    /// Whether the account was let in itself, and how many live bots it has that are its own.
    pub async fn on_its_own(&mut self, account: &Account) -> anyhow::Result<(bool, i64)> {
        let row = sqlx::query(
            "SELECT p.access, (SELECT COUNT(*) FROM instances WHERE person_id = p.id AND live = 1) AS live
             FROM persons p JOIN accounts a ON a.person_id = p.id WHERE a.id = $1",
        )
        .bind(account.to_string())
        .fetch_one(&mut *self.0)
        .await
        .context("look at an account by itself")?;
        Ok((row.try_get::<i64, _>("access")? == 1, row.try_get("live")?))
    }

    async fn circle_of(&mut self, account: &Account) -> anyhow::Result<Id> {
        let row =
            sqlx::query("SELECT circle FROM circles WHERE person_id = (SELECT person_id FROM accounts WHERE id = $1)")
                .bind(account.to_string())
                .fetch_one(&mut *self.0)
                .await
                .context("look up the circle of an account")?;
        id(row.try_get("circle")?)
    }
}

fn link(row: &sqlx::any::AnyRow) -> anyhow::Result<Link> {
    let account = |column: &str| Account::parse(row.try_get(column)?).context("a row holds no account");
    Ok(Link { id: id(row.try_get("id")?)?, host: account("host")?, guest: account("guest")? })
}
