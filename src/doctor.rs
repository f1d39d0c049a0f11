//! `hatchery doctor`: every setting and every neighbour in one table. It changes nothing, shows no secret, and fails
//! when `hatchery serve` would.

pub(crate) mod discord;
mod railway;

use std::net::TcpListener;
use std::path::Path;

use anyhow::bail;
use nix::unistd::{AccessFlags, access};

use crate::blueprint::Blueprints;
use crate::config::{Config, Mode, SETTINGS, Setting, is_set, master_key};
use crate::domain::TargetKind;
use crate::findings::{self, Finding, Health, PATIENCE, finding};
use crate::secret::Sealer;
use crate::store::{Found, Store};
use crate::telegram::api::{Api, CallError};
use crate::{app, local, provider};

pub async fn doctor() -> anyhow::Result<()> {
    let mut findings: Vec<Finding> = Vec::new();
    match Config::from_env(Mode::Serve) {
        Ok(config) => {
            findings.extend(SETTINGS.iter().map(setting));
            findings.extend(neighbours(&config).await);
        }
        Err(troubles) => {
            let wrong = |setting: &Setting| troubles.iter().find(|trouble| trouble.name == setting.name);
            findings.extend(SETTINGS.iter().map(|row| match wrong(row) {
                Some(trouble) => {
                    let says = trouble.sentence.trim_start_matches(row.name).trim_start().to_owned();
                    finding(row.name, Health::Bad, says)
                }
                None => setting(row),
            }));
            findings.push(finding("neighbours", Health::Note, "asked when the settings are in order"));
        }
    }
    findings::show(&findings);
    match findings::bad(&findings) {
        0 => Ok(()),
        1 => bail!("1 thing would fail"),
        n => bail!("{n} things would fail"),
    }
}

fn setting(row: &Setting) -> Finding {
    let says = match (is_set(row.name), row.default) {
        (true, _) if row.is_secret => "set (not shown)".to_owned(),
        (true, _) => "set".to_owned(),
        (false, Some(default)) => format!("default: {default}"),
        (false, None) => "not set".to_owned(),
    };
    finding(row.name, Health::Good, says)
}

async fn neighbours(config: &Config) -> Vec<Finding> {
    let read = app::operators_blueprints(config).and_then(|operators| Blueprints::read(&operators));
    let mut findings = vec![database(config).await, blueprints(&read), port(config)];
    if config.keeps_data_here() {
        findings.insert(0, data_dir(config));
    }
    findings.extend(config.local_user.as_deref().map(user));
    let http = match provider::client() {
        Ok(http) => http,
        Err(cause) => {
            findings.push(finding("HTTP client", Health::Bad, format!("{cause:#}")));
            return findings;
        }
    };
    findings.push(telegram(config, &http).await);
    findings.extend(discord::discord(config, &http).await);
    findings.extend(config.alert_webhook.as_ref().map(|pager| {
        // A message would ring somewhere; `/alerts test` sends one.
        let says = format!("posted to a webhook of {}; nothing was sent to it now", pager.shape.title());
        finding("alerts", Health::Good, says)
    }));
    if config.target == TargetKind::Railway || config.railway_token.is_some() {
        findings.extend(railway::railway(config, &http, read.as_ref().ok()).await);
    }
    let origins = &config.origins;
    for (name, origin) in [
        ("Anthropic", &origins.anthropic),
        ("OpenAI", &origins.openai),
        ("OpenRouter", &origins.openrouter),
        ("Gemini", &origins.gemini),
    ] {
        findings.push(match http.get(origin).timeout(PATIENCE).send().await {
            Ok(_) => finding(name, Health::Good, "reachable"),
            Err(_) => finding(name, Health::Note, "not reachable; keys for it cannot be checked"),
        });
    }
    findings
}

/// The folder itself, or where it would be made.
fn data_dir(config: &Config) -> Finding {
    let nearest = config.data_dir.ancestors().find(|folder| folder.exists());
    let is_there = config.data_dir.exists();
    let may_write = |folder: &Path| folder.is_dir() && access(folder, AccessFlags::W_OK | AccessFlags::X_OK).is_ok();
    match nearest.is_some_and(may_write) {
        true if is_there => finding("data folder", Health::Good, "there"),
        true => finding("data folder", Health::Good, "not there yet; the first start makes it"),
        false => finding("data folder", Health::Bad, "DATA_DIR cannot be made or written"),
    }
}

fn port(config: &Config) -> Finding {
    match TcpListener::bind(("0.0.0.0", config.port)) {
        Ok(_) => finding("port", Health::Good, "free"),
        Err(_) => finding("port", Health::Note, "PORT is taken; that is fine when it is Hatchery that listens there"),
    }
}

fn user(name: &str) -> Finding {
    match local::check_user(name) {
        Ok(()) => finding("user", Health::Good, "bots can be run as LOCAL_USER"),
        Err(cause) => finding("user", Health::Bad, format!("{cause:#}")),
    }
}

async fn database(config: &Config) -> Finding {
    let looked = async {
        let sealer = Sealer::parse(master_key(config)?.expose())?;
        Store::look(config.database_url.expose(), &sealer).await
    };
    match looked.await {
        Ok(Found::NotYet) => finding("database", Health::Good, "not there yet; the first start makes it"),
        Ok(Found::Older) => {
            finding("database", Health::Note, "of an older version; the next start brings it up to date")
        }
        Ok(Found::UpToDate) => finding("database", Health::Good, "reachable, up to date, and sealed with this key"),
        Err(cause) => finding("database", Health::Bad, format!("{cause:#}")),
    }
}

fn blueprints(read: &anyhow::Result<Blueprints>) -> Finding {
    match read {
        Ok(blueprints) => {
            let titles: Vec<&str> = blueprints.all().iter().map(|blueprint| blueprint.title.as_str()).collect();
            finding("blueprints", Health::Good, titles.join(", "))
        }
        Err(cause) => finding("blueprints", Health::Bad, format!("{cause:#}")),
    }
}

async fn telegram(config: &Config, http: &reqwest::Client) -> Finding {
    let Some(token) = config.telegram_token.clone() else {
        return finding("Telegram", Health::Good, "switched off");
    };
    match Api::new(http.clone(), &config.telegram_api_url, token).within(PATIENCE).bot().await {
        Ok(bot) => finding("Telegram", Health::Good, format!("@{}", bot.username)),
        Err(CallError::Unauthorized | CallError::NotFound) => {
            finding("Telegram", Health::Bad, "does not accept TELEGRAM_BOT_TOKEN")
        }
        Err(cause) => finding("Telegram", Health::Note, format!("not reachable now: {cause}")),
    }
}
