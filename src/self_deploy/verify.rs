//! Asks the new Hatchery itself: alive, and ready to work. Railway's word is not enough.

use std::time::Duration;

use anyhow::bail;
use serde_json::Value;
use tokio::time::Instant;

use crate::self_deploy::Work;
use crate::self_deploy::plan::Home;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// A domain that has just been opened can take a while until it leads anywhere.
const LONGEST: Duration = Duration::from_secs(180);

impl Work<'_> {
    pub async fn verify(&self, home: &Home) -> anyhow::Result<()> {
        let Some(address) = self.address(home) else { bail!("The service hatchery has no domain to ask it at.") };
        self.tell(&format!("- ask {address} how it is"));
        let (began, limit) = (Instant::now(), LONGEST.min(self.pace.probe_timeout));
        loop {
            let trouble = match self.health(&address).await {
                Ok(said) => {
                    self.tell(&format!("  {said}"));
                    return Ok(());
                }
                Err(trouble) => trouble,
            };
            if began.elapsed() > limit {
                bail!(
                    "Hatchery is deployed, but {address} {trouble}. A new domain can take some minutes: run the same \
                     command again, it asks once more and changes nothing."
                );
            }
            self.wait(began).await;
        }
    }

    /// What it says, or what is the matter.
    async fn health(&self, address: &str) -> Result<String, String> {
        let get = async |path: &str| {
            let answer = self.http.get(format!("{address}{path}")).timeout(PATIENCE).send().await;
            let answer = answer.map_err(|_| "gives no answer".to_owned())?;
            match answer.status().as_u16() {
                200 => answer.bytes().await.map_err(|_| "breaks off its answer".to_owned()),
                status => Err(format!("answers {status} at {path}")),
            }
        };
        get("/health").await?;
        let body = get("/health/ready").await?;
        let body: Value = serde_json::from_slice(&body).map_err(|_| "is no Hatchery".to_owned())?;
        match body["status"].as_str() {
            Some("ready") => Ok("it is alive and ready".into()),
            Some("degraded") => {
                let away = body.as_object().into_iter().flatten().filter(|(_, is_reached)| **is_reached == false);
                let names: Vec<&str> = away.map(|(name, _)| name.as_str()).collect();
                Ok(format!("it is alive, and does not reach {} yet", names.join(" and ")))
            }
            _ => Err("is no Hatchery".into()),
        }
    }
}
