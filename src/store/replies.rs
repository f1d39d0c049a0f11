//! How people on Discord are answered: the ways that their interactions opened, their private channels, and the
//! commands that they were last shown. The token of an interaction is sealed.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Account, Millis};
use crate::secret::{Sealer, Seat, Secret};
use crate::store::Store;

/// Discord, "Interaction Followups": where an app was added by a user alone, one interaction has so many.
const MOST_FOLLOW_UPS: i64 = 5;

/// The way of answering that one interaction opened.
#[derive(Debug, Clone)]
pub struct KeptReply {
    pub interaction: String,
    pub account: Account,
    pub token: Secret,
    pub is_direct: bool,
    /// Its first message was promised and is yet to come.
    pub is_open: bool,
    pub expires_at: Millis,
}

impl Store {
    /// One that is remembered already stays as it is.
    pub async fn remember_reply(&self, sealer: &Sealer, reply: &KeptReply) -> anyhow::Result<()> {
        let account = reply.account.to_string();
        let sealed = sealer.seal(&Seat::reply(&reply.interaction, &account), reply.token.expose().as_bytes())?;
        sqlx::query(
            "INSERT INTO replies (interaction, account, sealed, is_direct, is_open, follow_ups, expires_at)
             VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT DO NOTHING",
        )
        .bind(reply.interaction.clone())
        .bind(account)
        .bind(sealed)
        .bind(i64::from(reply.is_direct))
        .bind(i64::from(reply.is_open))
        .bind(reply.expires_at)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("remember how to answer")?;
        Ok(())
    }

    /// The way that an interaction opened, while it is open.
    pub async fn reply(&self, sealer: &Sealer, interaction: &str, now: Millis) -> anyhow::Result<Option<KeptReply>> {
        let row = sqlx::query("SELECT * FROM replies WHERE interaction = $1 AND expires_at > $2")
            .bind(interaction.to_owned())
            .bind(now)
            .fetch_optional(&self.reader)
            .await
            .context("look how to answer")?;
        row.map(|row| kept(sealer, &row)).transpose()
    }

    /// The best way to an account: the one that this interaction opened, and where it opened none, none; without an
    /// interaction the newest, one whose first message is yet to come before all others.
    pub async fn best_reply(
        &self,
        sealer: &Sealer,
        account: &Account,
        interaction: Option<&str>,
        now: Millis,
    ) -> anyhow::Result<Option<KeptReply>> {
        let row = sqlx::query(
            "SELECT * FROM replies WHERE account = $1 AND expires_at > $2 AND ($3 = '' OR interaction = $3)
             ORDER BY is_open DESC, expires_at DESC LIMIT 1",
        )
        .bind(account.to_string())
        .bind(now)
        .bind(interaction.unwrap_or_default().to_owned())
        .fetch_optional(&self.reader)
        .await
        .context("look how to answer")?;
        row.map(|row| kept(sealer, &row)).transpose()
    }

    /// True for the one who may send the message that was promised.
    pub async fn take_promise(&self, interaction: &str) -> anyhow::Result<bool> {
        let taken = sqlx::query("UPDATE replies SET is_open = 0 WHERE interaction = $1 AND is_open = 1")
            .bind(interaction.to_owned())
            .execute(&mut *self.writer.line().await?)
            .await
            .context("take up a promise")?;
        Ok(taken.rows_affected() == 1)
    }

    /// It was not sent after all.
    pub async fn return_promise(&self, interaction: &str) -> anyhow::Result<()> {
        sqlx::query("UPDATE replies SET is_open = 1 WHERE interaction = $1")
            .bind(interaction.to_owned())
            .execute(&mut *self.writer.line().await?)
            .await
            .context("return a promise")?;
        Ok(())
    }

    /// False when the interaction has had all its further messages.
    pub async fn take_follow_up(&self, interaction: &str) -> anyhow::Result<bool> {
        let taken =
            sqlx::query("UPDATE replies SET follow_ups = follow_ups + 1 WHERE interaction = $1 AND follow_ups < $2")
                .bind(interaction.to_owned())
                .bind(MOST_FOLLOW_UPS)
                .execute(&mut *self.writer.line().await?)
                .await
                .context("count a further message")?;
        Ok(taken.rows_affected() == 1)
    }

    /// It was not sent after all.
    pub async fn return_follow_up(&self, interaction: &str) -> anyhow::Result<()> {
        sqlx::query("UPDATE replies SET follow_ups = follow_ups - 1 WHERE interaction = $1 AND follow_ups > 0")
            .bind(interaction.to_owned())
            .execute(&mut *self.writer.line().await?)
            .await
            .context("return a further message")?;
        Ok(())
    }

    pub async fn forget_replies(&self, before: Millis) -> anyhow::Result<u64> {
        let deleted = sqlx::query("DELETE FROM replies WHERE expires_at <= $1")
            .bind(before)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("forget how to answer")?;
        Ok(deleted.rows_affected())
    }

    pub async fn direct_channel(&self, account: &Account) -> anyhow::Result<Option<String>> {
        let row = sqlx::query("SELECT channel FROM direct_channels WHERE account = $1")
            .bind(account.to_string())
            .fetch_optional(&self.reader)
            .await
            .context("look up a private channel")?;
        row.map(|row| Ok(row.try_get("channel")?)).transpose()
    }

    pub async fn set_direct_channel(&self, account: &Account, channel: &str) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO direct_channels (account, channel) VALUES ($1, $2)
             ON CONFLICT (account) DO UPDATE SET channel = excluded.channel",
        )
        .bind(account.to_string())
        .bind(channel.to_owned())
        .execute(&mut *self.writer.line().await?)
        .await
        .context("remember a private channel")?;
        Ok(())
    }

    /// By what the commands are known that were last set there.
    pub async fn command_set(&self, place: &str) -> anyhow::Result<Option<String>> {
        let row = sqlx::query("SELECT hash FROM command_sets WHERE place = $1")
            .bind(place.to_owned())
            .fetch_optional(&self.reader)
            .await
            .context("look which commands are set")?;
        row.map(|row| Ok(row.try_get("hash")?)).transpose()
    }

    pub async fn note_command_set(&self, place: &str, hash: &str) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO command_sets (place, hash) VALUES ($1, $2)
             ON CONFLICT (place) DO UPDATE SET hash = excluded.hash",
        )
        .bind(place.to_owned())
        .bind(hash.to_owned())
        .execute(&mut *self.writer.line().await?)
        .await
        .context("note which commands are set")?;
        Ok(())
    }
}

fn kept(sealer: &Sealer, row: &AnyRow) -> anyhow::Result<KeptReply> {
    let interaction: String = row.try_get("interaction")?;
    let owner: String = row.try_get("account")?;
    let sealed: Vec<u8> = row.try_get("sealed")?;
    let token = sealer.open(&Seat::reply(&interaction, &owner), &sealed)?;
    let token = std::str::from_utf8(&token).context("the token of an interaction is no text")?;
    Ok(KeptReply {
        account: Account::parse(&owner).context("a row holds no account")?,
        token: Secret::new(token),
        is_direct: row.try_get::<i64, _>("is_direct")? == 1,
        is_open: row.try_get::<i64, _>("is_open")? == 1,
        expires_at: row.try_get("expires_at")?,
        interaction,
    })
}
