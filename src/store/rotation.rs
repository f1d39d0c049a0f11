//! Sealing anew with the first master key what an older one sealed, row by row, while everything goes on: a row that
//! changes meanwhile is left to whoever changed it, who sealed it with the first key already.

use anyhow::Context;
use sqlx::any::AnyRow;
use sqlx::{AnyPool, Row};

use crate::secret::{Sealer, Seat, Secret};
use crate::store::Store;

/// Rows that are sealed anew between two looks.
const AT_ONCE: i64 = 200;

/// What sealing anew has come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resealed {
    pub done: u64,
    /// They do not open: moved, put back or sealed with a key that is not there.
    pub shut: u64,
}

/// What of everything that is sealed opens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tried {
    pub open: u64,
    pub shut: u64,
}

/// One table: how its rows are found and replaced. Each select gives `place`, `owner`, `version`, `sealed` and `mark`
/// of what comes after `$2`, and each update changes a row only if it still holds `$3`. A mark that was taken away meanwhile
/// stays away: the token of a bot that is gone is free.
struct Table {
    name: &'static str,
    select: &'static str,
    update: &'static str,
    seat: for<'a> fn(&'a str, &'a str, i64) -> Seat<'a>,
}

const TABLES: [Table; 8] = [
    Table {
        name: "secrets",
        select: "SELECT s.instance_id || '/' || s.kind AS place, i.owner, s.version, s.sealed, s.fingerprint AS mark
                 FROM secrets s JOIN instances i ON i.id = s.instance_id
                 WHERE SUBSTR(s.sealed, 2, 4) <> $1 AND s.instance_id || '/' || s.kind > $2 ORDER BY 1 LIMIT $3",
        update: "UPDATE secrets SET sealed = $1, fingerprint = CASE WHEN fingerprint IS NULL THEN NULL ELSE $4 END
                 WHERE instance_id || '/' || kind = $2 AND sealed = $3",
        seat: |place, owner, version| Seat::secret(place, owner, version),
    },
    Table {
        name: "secrets, before",
        select:
            "SELECT s.instance_id || '/' || s.kind AS place, i.owner, s.before_version AS version, s.before AS sealed,
                     s.before_mark AS mark
                 FROM secrets s JOIN instances i ON i.id = s.instance_id
                 WHERE s.before IS NOT NULL AND SUBSTR(s.before, 2, 4) <> $1 AND s.instance_id || '/' || s.kind > $2
                 ORDER BY 1 LIMIT $3",
        update: "UPDATE secrets SET before = $1, before_mark = CASE WHEN before_mark IS NULL THEN NULL ELSE $4 END
                 WHERE instance_id || '/' || kind = $2 AND before = $3",
        seat: |place, owner, version| Seat::former(place, owner, version),
    },
    Table {
        name: "stored_keys",
        select: "SELECT id AS place, person_id AS owner, version, sealed, fingerprint AS mark FROM stored_keys
                 WHERE SUBSTR(sealed, 2, 4) <> $1 AND id > $2 ORDER BY 1 LIMIT $3",
        update: "UPDATE stored_keys SET sealed = $1, fingerprint = $4 WHERE id = $2 AND sealed = $3",
        seat: |place, owner, version| Seat::stored_key(place, owner, version),
    },
    Table {
        name: "stored_keys, before",
        select: "SELECT id AS place, person_id AS owner, version, before AS sealed, NULL AS mark FROM stored_keys
                 WHERE before IS NOT NULL AND SUBSTR(before, 2, 4) <> $1 AND id > $2 ORDER BY 1 LIMIT $3",
        update: "UPDATE stored_keys SET before = $1 WHERE id = $2 AND before = $3 AND $4 IS NULL",
        seat: |place, owner, version| Seat::stored_key_before(place, owner, version),
    },
    Table {
        name: "sessions",
        select: "SELECT account AS place, account AS owner, version, sealed, NULL AS mark FROM sessions
                 WHERE SUBSTR(sealed, 2, 4) <> $1 AND account > $2 ORDER BY 1 LIMIT $3",
        update: "UPDATE sessions SET sealed = $1 WHERE account = $2 AND sealed = $3 AND $4 IS NULL",
        seat: |place, _, version| Seat::session(place, version),
    },
    Table {
        name: "effects",
        select: "SELECT id AS place, account AS owner, CAST(1 AS BIGINT) AS version, sealed, NULL AS mark FROM effects
                 WHERE SUBSTR(sealed, 2, 4) <> $1 AND id > $2 ORDER BY 1 LIMIT $3",
        update: "UPDATE effects SET sealed = $1 WHERE id = $2 AND sealed = $3 AND $4 IS NULL",
        seat: |place, owner, _| Seat::effect(place, owner),
    },
    Table {
        name: "replies",
        select: "SELECT interaction AS place, account AS owner, CAST(1 AS BIGINT) AS version, sealed, NULL AS mark
                 FROM replies WHERE SUBSTR(sealed, 2, 4) <> $1 AND interaction > $2 ORDER BY 1 LIMIT $3",
        update: "UPDATE replies SET sealed = $1 WHERE interaction = $2 AND sealed = $3 AND $4 IS NULL",
        seat: |place, owner, _| Seat::reply(place, owner),
    },
    Table {
        name: "inbox",
        select: "SELECT id AS place, '' AS owner, CAST(1 AS BIGINT) AS version, sealed, NULL AS mark FROM inbox
                 WHERE SUBSTR(sealed, 2, 4) <> $1 AND id > $2 ORDER BY 1 LIMIT $3",
        update: "UPDATE inbox SET sealed = $1 WHERE id = $2 AND sealed = $3 AND $4 IS NULL",
        seat: |place, _, _| Seat::inbox(place),
    },
];

impl Table {
    /// The next rows that another key than this one sealed.
    async fn after(&self, last: &str, key: Vec<u8>, pool: &AnyPool) -> anyhow::Result<Vec<AnyRow>> {
        let rows = sqlx::query(self.select).bind(key).bind(last.to_owned()).bind(AT_ONCE).fetch_all(pool).await;
        rows.with_context(|| format!("look what is sealed in {}", self.name))
    }
}

impl Store {
    /// Seals everything anew that another key than the first sealed. It may be stopped and begun again at any time.
    pub async fn reseal(&self, sealer: &Sealer) -> anyhow::Result<Resealed> {
        let first = sealer.key_ids().next().context("MOLTBOT_ENCRYPTION_KEY holds no key")?;
        let mut all = Resealed::default();
        for table in &TABLES {
            let mut last = String::new();
            loop {
                let rows = table.after(&last, first.to_be_bytes().to_vec(), &self.reader).await?;
                for row in &rows {
                    match self.reseal_row(sealer, table, row).await? {
                        true => all.done += 1,
                        false => all.shut += 1,
                    }
                    last = row.try_get("place")?;
                }
                if rows.len() < AT_ONCE as usize {
                    break;
                }
            }
        }
        Ok(all)
    }

    /// Tries to open everything that is sealed, and changes nothing.
    pub async fn try_all(&self, sealer: &Sealer) -> anyhow::Result<Tried> {
        self.open_canaries(sealer).await?;
        let mut all = Tried::default();
        for table in &TABLES {
            let mut last = String::new();
            loop {
                // Rows that nobody's key sealed are all rows.
                let rows = table.after(&last, Vec::new(), &self.reader).await?;
                for row in &rows {
                    let (place, owner): (String, String) = (row.try_get("place")?, row.try_get("owner")?);
                    let (version, sealed): (i64, Vec<u8>) = (row.try_get("version")?, row.try_get("sealed")?);
                    match sealer.open(&(table.seat)(&place, &owner, version), &sealed) {
                        Ok(_) => all.open += 1,
                        Err(_) => all.shut += 1,
                    }
                    last = place;
                }
                if rows.len() < AT_ONCE as usize {
                    break;
                }
            }
        }
        Ok(all)
    }

    /// False when it does not open.
    async fn reseal_row(&self, sealer: &Sealer, table: &Table, row: &AnyRow) -> anyhow::Result<bool> {
        let (place, owner): (String, String) = (row.try_get("place")?, row.try_get("owner")?);
        let (version, sealed): (i64, Vec<u8>) = (row.try_get("version")?, row.try_get("sealed")?);
        let mark: Option<String> = row.try_get("mark")?;
        let seat = (table.seat)(&place, &owner, version);
        let Ok(plain) = sealer.open(&seat, &sealed) else { return Ok(false) };
        let mark = match mark {
            // Whoever asks for the same token looks for the marks of all keys that are there, and soon for one less.
            Some(_) => {
                let token = Secret::new(std::str::from_utf8(&plain).context("a secret is no text")?);
                sealer.fingerprints(&token).into_iter().next()
            }
            None => None,
        };
        sqlx::query(table.update)
            .bind(sealer.seal(&seat, &plain)?)
            .bind(place.as_str())
            .bind(sealed)
            .bind(mark)
            .execute(&mut *self.writer.line().await?)
            .await
            .with_context(|| format!("seal a row of {} anew", table.name))?;
        Ok(true)
    }

    /// How many values each key has sealed, by the key's id.
    pub async fn sealed_by(&self, key: u32) -> anyhow::Result<i64> {
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM secrets WHERE SUBSTR(sealed, 2, 4) = $1)
                 + (SELECT COUNT(*) FROM secrets WHERE SUBSTR(before, 2, 4) = $1)
                 + (SELECT COUNT(*) FROM stored_keys WHERE SUBSTR(sealed, 2, 4) = $1)
                 + (SELECT COUNT(*) FROM stored_keys WHERE SUBSTR(before, 2, 4) = $1)
                 + (SELECT COUNT(*) FROM sessions WHERE SUBSTR(sealed, 2, 4) = $1)
                 + (SELECT COUNT(*) FROM effects WHERE SUBSTR(sealed, 2, 4) = $1)
                 + (SELECT COUNT(*) FROM inbox WHERE SUBSTR(sealed, 2, 4) = $1)
                 + (SELECT COUNT(*) FROM replies WHERE SUBSTR(sealed, 2, 4) = $1) AS n",
        )
        .bind(key.to_be_bytes().to_vec())
        .fetch_one(&mut *self.writer.line().await?)
        .await
        .context("count what a key sealed")?;
        Ok(row.try_get("n")?)
    }

    /// A start no longer needs this key. Only for one that sealed nothing any more.
    pub async fn retire_key(&self, key: u32) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM canaries WHERE key_id = $1")
            .bind(format!("{key:08x}"))
            .execute(&mut *self.writer.line().await?)
            .await
            .context("retire a key")?;
        Ok(())
    }
}
