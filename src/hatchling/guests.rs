//! Who may talk with the bot on Telegram: its owner and the owner's guests. The owner is named in the settings, or is
//! whoever opens the claim link first; that one is kept in the data folder, and the link is dead from then on.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::hatchling::file;
use crate::hatchling::settings::Telegram;
use crate::secret::Secret;

/// How often one stranger is told that the bot does not talk with them.
const REFUSAL_EVERY: Duration = Duration::from_secs(60 * 60);

/// A crowd beyond this gets silence, so that strangers cannot fill our memory.
const STRANGERS: usize = 1_000;

pub struct Guests {
    guests: BTreeSet<i64>,
    claim_code: Option<Secret>,
    file: PathBuf,
    /// Held while a claim is written, so that two people cannot both become the owner.
    owner: tokio::sync::Mutex<Option<i64>>,
    refused: Mutex<HashMap<i64, Instant>>,
}

/// `owner.json` in the data folder.
#[derive(Serialize, Deserialize)]
struct Claimed {
    telegram: i64,
}

impl Guests {
    pub fn open(settings: &Telegram, data_dir: &Path) -> anyhow::Result<Self> {
        let file = data_dir.join("owner.json");
        let claimed: Option<Claimed> = file::read(&file)?
            .map(|bytes| serde_json::from_slice(&bytes).with_context(|| format!("read {}", file.display())))
            .transpose()?;
        let owner = settings.owner.or(claimed.map(|claimed| claimed.telegram));
        if owner.is_none() && settings.claim_code.is_none() && settings.guests.is_empty() {
            anyhow::bail!("OWNER_TELEGRAM, CLAIM_CODE or GUESTS_TELEGRAM is needed, or nobody may talk with the bot");
        }
        Ok(Guests {
            guests: settings.guests.clone(),
            claim_code: settings.claim_code.clone(),
            file,
            owner: tokio::sync::Mutex::new(owner),
            refused: Mutex::default(),
        })
    }

    pub async fn welcomes(&self, person: i64) -> bool {
        self.guests.contains(&person) || *self.owner.lock().await == Some(person)
    }

    /// Makes the person the owner if there is none and the code is right. Returns when that is safe on the disk.
    pub async fn claim(&self, person: i64, code: &str) -> anyhow::Result<bool> {
        let mut owner = self.owner.lock().await;
        let is_right = self.claim_code.as_ref().is_some_and(|right| right.matches(code));
        if owner.is_some() || !is_right {
            return Ok(false);
        }
        file::replace(self.file.clone(), serde_json::to_vec(&Claimed { telegram: person })?).await?;
        *owner = Some(person);
        Ok(true)
    }

    /// Whether a stranger is told so now; the next time is an hour later.
    pub fn refusal_is_due(&self, person: i64, now: Instant) -> bool {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.retain(|_, told| now.duration_since(*told) < REFUSAL_EVERY);
        if refused.contains_key(&person) || refused.len() >= STRANGERS {
            return false;
        }
        refused.insert(person, now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Telegram {
        Telegram {
            token: Secret::new("123456789:HATCHTEST"),
            origin: "http://127.0.0.1:1".into(),
            owner: None,
            guests: BTreeSet::new(),
            claim_code: Some(Secret::new("claim-HATCHTEST-0000000")),
        }
    }

    #[test]
    fn a_stranger_is_refused_once_an_hour_and_a_crowd_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let guests = Guests::open(&settings(), folder.path()).expect("guests");
        let noon = Instant::now();
        assert!(guests.refusal_is_due(7, noon));
        assert!(!guests.refusal_is_due(7, noon + Duration::from_secs(3_599)));
        assert!(guests.refusal_is_due(7, noon + Duration::from_secs(3_600)));
        let told = (1_000..5_000).filter(|person| guests.refusal_is_due(*person, noon)).count();
        assert!(told < STRANGERS);
    }

    #[tokio::test]
    async fn of_many_who_open_the_claim_link_one_becomes_the_owner() {
        let folder = tempfile::tempdir().expect("a folder");
        let guests = Guests::open(&settings(), folder.path()).expect("guests");
        let claims = (1..=20).map(|person| guests.claim(person, "claim-HATCHTEST-0000000"));
        let won = futures::future::join_all(claims).await.into_iter().filter(|won| matches!(won, Ok(true))).count();
        assert_eq!(won, 1);
    }

    #[test]
    fn a_bot_that_nobody_may_talk_with_does_not_start() {
        let folder = tempfile::tempdir().expect("a folder");
        let nobody = Telegram { claim_code: None, ..settings() };
        assert!(Guests::open(&nobody, folder.path()).is_err());
    }
}
