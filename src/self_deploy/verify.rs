//! Asks the new Hatchery itself, as `hatchery verify` does: Railway's word is not enough. A domain that has just been opened is
//! given its time.

use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::Url;
use tokio::time::Instant;

use crate::findings::{self, Health};
use crate::self_deploy::Work;
use crate::self_deploy::plan::Home;
use crate::verify::{self, Site};

/// A domain that has just been opened can take a while until it leads anywhere.
const LONGEST: Duration = Duration::from_secs(180);

impl Work<'_> {
    pub async fn verify(&self, home: &Home) -> anyhow::Result<()> {
        let Some(address) = self.address(home) else { bail!("The service hatchery has no domain to ask it at.") };
        self.tell(&format!("- ask {address} how it is"));
        let origin = Url::parse(&address).context("read the address of the new Hatchery")?;
        let http = verify::client().build().context("make a client")?;
        let site = Site { http: &http, origin: &origin };
        let (began, limit) = (Instant::now(), LONGEST.min(self.pace.probe_timeout));
        loop {
            let found = [site.alive().await, site.ready().await.0];
            let Some(trouble) = found.iter().find(|finding| finding.health == Health::Bad) else { break };
            if began.elapsed() > limit {
                bail!(
                    "Hatchery is deployed, but {address} is not {}: {}. A new domain can take some minutes: run the \
                     same command again, it asks once more and changes nothing.",
                    trouble.what,
                    trouble.says
                );
            }
            self.wait(began).await;
        }
        let (found, _) = verify::from_outside(&site).await;
        for finding in &found {
            self.tell(&format!("  {}: {}, {}", finding.what, finding.health.word(), finding.says));
        }
        match findings::bad(&found) {
            0 => self.tell(&format!("  (webhook and menus: hatchery verify {address})")),
            n => bail!(
                "Hatchery is deployed and answers, and {n} of these do not work; `hatchery verify {address}` asks again."
            ),
        }
        Ok(())
    }
}
