//! `hatchery verify`: a Hatchery that runs, looked at from outside, and from inside as far as the settings are here. It
//! changes nothing, shows no secret, and fails when something does not work; what it could not look at it says with the
//! reason.

mod certificate;
mod inside;
mod outside;

use anyhow::{Context, bail};
use reqwest::Url;

use crate::config::{Config, public_origin};
use crate::findings::{self, Finding, Health, PATIENCE, finding};
pub use outside::Site;

pub async fn verify(config: Config, address: &str) -> anyhow::Result<()> {
    let origin = origin(address)?;
    let http = client().build().context("make a client")?;
    let findings = examine(&config, &http, &origin).await;
    findings::show(&findings);
    match findings::bad(&findings) {
        0 => Ok(()),
        1 => bail!("1 thing does not work"),
        n => bail!("{n} things do not work"),
    }
}

/// What everything here is asked with: it follows nobody elsewhere and keeps the certificate that it was shown.
pub fn client() -> reqwest::ClientBuilder {
    reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).tls_info(true)
}

/// All checks, whose order is that of the table.
pub async fn examine(config: &Config, http: &reqwest::Client, origin: &Url) -> Vec<Finding> {
    let (mut findings, is_ours) = from_outside(&Site { http, origin }).await;
    if is_ours {
        findings.push(inside::database(config).await);
        findings.extend(inside::telegram(config, http, origin).await);
        findings.extend(inside::discord(config, http, origin).await);
    }
    findings
}

/// What anybody can see, and whether it is a Hatchery at all. `self-deploy` asks for the same of what it has made.
pub async fn from_outside(site: &Site<'_>) -> (Vec<Finding>, bool) {
    let mut findings = vec![site.line().await, site.alive().await];
    if findings::bad(&findings) > 0 {
        findings.push(finding("everything else", Health::Unchecked, "nobody of ours answers there"));
        return (findings, false);
    }
    let (ready, database) = site.ready().await;
    findings.extend([ready, database, site.response_time().await, site.description().await]);
    findings.extend(site.contract().await);
    findings.push(site.metrics().await);
    (findings, true)
}

/// Whatever is asked goes over TLS, or does not leave this machine.
pub fn origin(address: &str) -> anyhow::Result<Url> {
    let origin = public_origin(address).context(
        "name it without a path, as https://hatchery.example.com; http is asked on this machine itself only, because \
         anybody on the way could answer",
    )?;
    Ok(Url::parse(&origin)?)
}
