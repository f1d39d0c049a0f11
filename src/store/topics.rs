//! Topics of private chats: which one a bot has in whose chat, and which are needed no more.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Account, Id, Millis, Topic};
use crate::store::{Store, id};

/// A topic, the chat it is in and the bot it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTopic {
    pub account: Account,
    pub bot: Id,
    pub topic: Topic,
}

impl Store {
    pub async fn topic(&self, account: &Account, bot: &Id) -> anyhow::Result<Option<Topic>> {
        let row = sqlx::query("SELECT topic FROM topics WHERE account = $1 AND instance_id = $2")
            .bind(account.to_string())
            .bind(bot.as_str())
            .fetch_optional(&self.reader)
            .await
            .context("look up a topic")?;
        row.map(|row| Ok(Topic(row.try_get("topic")?))).transpose()
    }

    /// Those of one chat, by bot.
    pub async fn topics_of(&self, account: &Account) -> anyhow::Result<Vec<(Id, Topic)>> {
        let rows = sqlx::query("SELECT instance_id, topic FROM topics WHERE account = $1")
            .bind(account.to_string())
            .fetch_all(&self.reader)
            .await
            .context("look up the topics of a chat")?;
        rows.iter().map(|row| Ok((id(row.try_get("instance_id")?)?, Topic(row.try_get("topic")?)))).collect()
    }

    /// The one that the bot has from now on: where it has another already, that one.
    pub async fn keep_topic(&self, account: &Account, bot: &Id, topic: Topic) -> anyhow::Result<Topic> {
        let row = sqlx::query(
            "INSERT INTO topics (account, instance_id, topic, due) VALUES ($1, $2, $3, 0)
             ON CONFLICT (account, instance_id) DO UPDATE SET due = 0 RETURNING topic",
        )
        .bind(account.to_string())
        .bind(bot.as_str())
        .bind(topic.0)
        .fetch_one(&mut *self.writer.line().await?)
        .await
        .context("keep a topic")?;
        Ok(Topic(row.try_get("topic")?))
    }

    /// It is there no more. One that took its place meanwhile stays.
    pub async fn drop_topic(&self, gone: &KeptTopic) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM topics WHERE account = $1 AND instance_id = $2 AND topic = $3")
            .bind(gone.account.to_string())
            .bind(gone.bot.as_str())
            .bind(gone.topic.0)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("forget a topic")?;
        Ok(())
    }

    /// Topics of bots that are gone, or that belong to somebody else than whose chat it is. While there is something to tell
    /// them, a topic stays: it may be about to be told there.
    pub async fn topics_to_remove(&self, now: Millis) -> anyhow::Result<Vec<KeptTopic>> {
        let rows = sqlx::query(
            "SELECT t.account, t.instance_id, t.topic FROM topics t JOIN instances i ON i.id = t.instance_id
             WHERE t.due <= $1
                 AND (i.live = 0 OR NOT EXISTS (
                     SELECT 1 FROM accounts a JOIN circles c ON c.person_id = a.person_id
                     JOIN circles p ON p.circle = c.circle WHERE a.id = t.account AND p.person_id = i.person_id))
                 AND NOT EXISTS (
                     SELECT 1 FROM outbox o WHERE o.account = t.account AND o.sent_revision < o.revision
                         AND o.due <= $1)
             ORDER BY t.due LIMIT 16",
        )
        .bind(now)
        .fetch_all(&self.reader)
        .await
        .context("look for topics that nobody needs")?;
        let kept = |row: &sqlx::any::AnyRow| {
            Ok(KeptTopic {
                account: Account::parse(row.try_get("account")?).context("a row holds no account")?,
                bot: id(row.try_get("instance_id")?)?,
                topic: Topic(row.try_get("topic")?),
            })
        };
        rows.iter().map(kept).collect()
    }

    /// It could not be removed now.
    pub async fn put_off_topic(&self, kept: &KeptTopic, due: Millis) -> anyhow::Result<()> {
        sqlx::query("UPDATE topics SET due = $3 WHERE account = $1 AND instance_id = $2")
            .bind(kept.account.to_string())
            .bind(kept.bot.as_str())
            .bind(due)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("put off the removal of a topic")?;
        Ok(())
    }
}
