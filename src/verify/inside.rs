//! What only whoever has the settings can see of a Hatchery: its database, and what Telegram and Discord were told.

use chrono::Utc;
use reqwest::{Client, Url};

use crate::config::{Config, DiscordDoor, known_master_key};
use crate::discord::rest::{CallError as DiscordError, Rest};
use crate::discord::{endpoint, setup as discord_setup};
use crate::doctor::discord::application;
use crate::findings::{Finding, Health, PATIENCE, finding};
use crate::run::{menus, on_discord, on_telegram};
use crate::secret::Sealer;
use crate::store::{self, Store};
use crate::telegram::api::{Api, CallError, Hook};
use crate::telegram::setup::{self, Audience};
use crate::text::Catalogue;

/// A delivery that did not work longer ago than this is over.
const OF_LATE_SECONDS: i64 = 600;

/// Whether it opens from here too, with the keys that are here.
pub async fn database(config: &Config) -> Finding {
    const WHAT: &str = "database";
    match store::file_of(config.database_url.expose()) {
        Ok(Some(file)) if !file.exists() => {
            return finding(WHAT, Health::Unchecked, "DATABASE_URL leads to none from here, or is not set here");
        }
        Ok(_) => {}
        Err(cause) => return finding(WHAT, Health::Bad, format!("{cause:#}")),
    }
    let tried = async {
        let Some(key) = known_master_key(config)? else { return Ok(None) };
        Store::tried(config.database_url.expose(), &Sealer::parse(key.expose())?).await.map(Some)
    };
    match tried.await {
        Ok(None) => unset(WHAT, "MOLTBOT_ENCRYPTION_KEY"),
        Ok(Some((_, tried))) if tried.shut == 0 => {
            finding(WHAT, Health::Good, format!("reachable from here, and all {} sealed values open", tried.open))
        }
        Ok(Some((_, tried))) => {
            finding(WHAT, Health::Bad, format!("{} sealed values do not open with the keys here", tried.shut))
        }
        Err(cause) => finding(WHAT, Health::Bad, format!("{cause:#}")),
    }
}

pub async fn telegram(config: &Config, http: &Client, origin: &Url) -> Vec<Finding> {
    const WHAT: &str = "Telegram";
    let Some(token) = config.telegram_token.clone() else { return vec![unset(WHAT, "TELEGRAM_BOT_TOKEN")] };
    let api = Api::new(http.clone(), &config.telegram_api_url, token).within(PATIENCE);
    let bot = match api.bot().await {
        Ok(bot) => finding(WHAT, Health::Good, format!("@{}", bot.username)),
        Err(CallError::Unauthorized | CallError::NotFound) => {
            return vec![finding(WHAT, Health::Bad, "does not accept TELEGRAM_BOT_TOKEN")];
        }
        Err(fault) => return vec![finding(WHAT, Health::Bad, format!("not reachable: {fault}"))],
    };
    let hook = match api.webhook().await {
        Ok(hook) => webhook(config, origin, &hook),
        Err(fault) => finding("Telegram webhook", Health::Bad, format!("it cannot be read: {fault}")),
    };
    vec![bot, hook, menus(&api).await]
}

/// By webhook where the settings or Telegram say so, else by long poll. The path is secret, so none is shown.
fn webhook(config: &Config, origin: &Url, hook: &Hook) -> Finding {
    const WHAT: &str = "Telegram webhook";
    let bad = |says: &str| finding(WHAT, Health::Bad, says);
    match (&config.public_url, hook.url.is_empty()) {
        (None, true) => return finding(WHAT, Health::Good, "none is set, so updates come by long poll"),
        (Some(_), true) => return bad("none is set, although PUBLIC_URL is"),
        (_, false) => {}
    }
    let here = origin.origin().ascii_serialization();
    let ours = config.public_url.as_deref().unwrap_or(&here);
    if !hook.url.starts_with(&format!("{ours}/telegram/")) {
        return bad("another program gets the updates");
    }
    let key = match known_master_key(config).map(|key| key.map(|key| Sealer::parse(key.expose()))) {
        Ok(Some(Ok(sealer))) => sealer,
        Ok(Some(Err(error))) => return bad(&error.to_string()),
        Ok(None) => {
            let says =
                "it leads to this Hatchery; its path is not compared, because MOLTBOT_ENCRYPTION_KEY is not set here";
            return finding(WHAT, Health::Unchecked, says);
        }
        Err(cause) => return bad(&format!("{cause:#}")),
    };
    if !on_telegram::webhook_of(&key, ours).matches(&hook.url) {
        return bad("it leads here by another path: MOLTBOT_ENCRYPTION_KEY here is not the one that serves");
    }
    let mut kinds = hook.allowed_updates.clone().unwrap_or_default();
    kinds.sort_unstable();
    let mut wanted = setup::kinds();
    wanted.sort_unstable();
    if wanted != kinds {
        return bad("it brings other kinds of updates than Hatchery asks for");
    }
    let ago = hook.last_error_date.map(|at| Utc::now().timestamp() - at).filter(|ago| *ago < OF_LATE_SECONDS);
    match (ago, &hook.last_error_message, hook.pending_update_count) {
        (Some(ago), Some(said), waiting) => {
            let says =
                format!("set as it should be, but {ago} s ago a delivery failed ({said}); {waiting} updates wait");
            finding(WHAT, Health::Note, says)
        }
        (..) if ours != here => {
            finding(WHAT, Health::Note, "set as it should be, at PUBLIC_URL, which is another address")
        }
        (.., waiting) => finding(WHAT, Health::Good, format!("set as it should be; {waiting} updates wait")),
    }
}

async fn menus(api: &Api) -> Finding {
    const WHAT: &str = "Telegram commands";
    let texts = match Catalogue::read() {
        Ok(texts) => texts,
        Err(cause) => return finding(WHAT, Health::Bad, format!("{cause:#}")),
    };
    let menus = menus::of_all(&texts);
    let mut wrong = Vec::new();
    for menu in &menus {
        match setup::is_shown(api, menu).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => wrong.push(format!(
                "{} in {}",
                if menu.audience == Audience::Groups { "groups" } else { "private" },
                menu.language.as_deref().unwrap_or("any other language"),
            )),
            Ok(Err(fault)) => return finding(WHAT, Health::Bad, format!("they cannot be read: {fault}")),
            Err(cause) => return finding(WHAT, Health::Bad, format!("{cause:#}")),
        }
    }
    match wrong.as_slice() {
        [] => finding(WHAT, Health::Good, format!("all {} menus are as this version has them", menus.len())),
        some => finding(WHAT, Health::Bad, format!("other ones are set: {}", some.join(", "))),
    }
}

pub async fn discord(config: &Config, http: &Client, origin: &Url) -> Vec<Finding> {
    const WHAT: &str = "Discord";
    let Some(token) = config.discord_token.clone() else { return vec![unset(WHAT, "DISCORD_BOT_TOKEN")] };
    let rest = Rest::new(http.clone(), &config.discord_api_url, token).within(PATIENCE);
    let told = match application(&rest).await {
        Ok(told) => told,
        Err(DiscordError::Unauthorized) => {
            return vec![finding(WHAT, Health::Bad, "does not accept DISCORD_BOT_TOKEN")];
        }
        Err(fault) => return vec![finding(WHAT, Health::Bad, format!("not reachable: {fault}"))],
    };
    let here = origin.origin().ascii_serialization();
    let ours = format!("{}{}", config.public_url.as_deref().unwrap_or(&here), endpoint::PATH);
    let door = match (config.discord_door, &told.interactions_endpoint_url) {
        (DiscordDoor::Gateway, None) => (Health::Good, "the gateway"),
        (DiscordDoor::Http, Some(set)) if *set == ours => (Health::Good, "HTTP, at this Hatchery"),
        (DiscordDoor::Gateway, Some(_)) => (Health::Bad, "another program takes the interactions over HTTP"),
        (DiscordDoor::Http, None) => (Health::Bad, "no address is set, although DISCORD_DOOR says http"),
        (DiscordDoor::Http, Some(_)) => (Health::Bad, "another address is set"),
    };
    let who = finding(WHAT, Health::Good, format!("the token of {}", told.name));
    vec![who, finding("Discord door", door.0, door.1), commands(&rest, &told.id).await]
}

async fn commands(rest: &Rest, application: &str) -> Finding {
    const WHAT: &str = "Discord commands";
    let texts = match Catalogue::read() {
        Ok(texts) => texts,
        Err(cause) => return finding(WHAT, Health::Bad, format!("{cause:#}")),
    };
    let ours = on_discord::commands(&texts, false);
    match discord_setup::differing(rest, application, &ours).await {
        Ok(names) if names.is_empty() => {
            finding(WHAT, Health::Good, format!("all {} are as this version has them", ours.len()))
        }
        Ok(names) => finding(WHAT, Health::Bad, format!("not as this version has them: {}", names.join(", "))),
        Err(fault) => finding(WHAT, Health::Bad, format!("they cannot be read: {fault}")),
    }
}

fn unset(what: &str, setting: &str) -> Finding {
    finding(what, Health::Unchecked, format!("{setting} is not set here"))
}
