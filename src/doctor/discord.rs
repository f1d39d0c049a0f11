//! What the doctor sees of Discord: whose token it is, how the application may listen, which commands are set, and by
//! which door interactions come. It asks and changes nothing.

use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;

use crate::chat::command::Verb;
use crate::config::{Config, DiscordDoor};
use crate::discord::endpoint::{self, verifier};
use crate::discord::rest::{Call, CallError, Rest};
use crate::findings::{Finding, Health, PATIENCE, finding};

/// `GET /applications/@me`.
#[derive(Deserialize)]
pub(crate) struct Application {
    pub id: String,
    pub name: String,
    verify_key: String,
    #[serde(default)]
    bot_public: bool,
    pub interactions_endpoint_url: Option<String>,
}

/// `GET /gateway/bot`.
#[derive(Deserialize)]
struct Gateway {
    session_start_limit: StartLimit,
}

#[derive(Deserialize)]
struct StartLimit {
    remaining: u32,
    total: u32,
}

pub async fn discord(config: &Config, http: &reqwest::Client) -> Vec<Finding> {
    let Some(token) = config.discord_token.clone() else {
        return vec![finding("Discord", Health::Good, "switched off")];
    };
    let rest = Rest::new(http.clone(), &config.discord_api_url, token).within(PATIENCE);
    let told = match application(&rest).await {
        Ok(told) => told,
        Err(CallError::Unauthorized) => {
            return vec![finding("Discord", Health::Bad, "does not accept DISCORD_BOT_TOKEN")];
        }
        Err(fault) => return vec![finding("Discord", Health::Note, format!("not reachable now: {fault}"))],
    };
    let who = match told.bot_public {
        true => format!("the token of {}", told.name),
        false => format!("the token of {}, which nobody but its owner may add to a server", told.name),
    };
    let mut findings = vec![finding("Discord", Health::Good, who), door(config, &told)];
    match config.discord_door {
        DiscordDoor::Http => findings.push(match verifier(&told.verify_key) {
            Ok(_) => finding("Discord key", Health::Good, "signatures can be checked"),
            Err(cause) => finding("Discord key", Health::Bad, format!("{cause:#}")),
        }),
        DiscordDoor::Gateway => findings.push(sessions(&rest).await),
    }
    findings.push(commands(&rest, &told.id).await);
    findings
}

/// Whose token it is, as Discord tells.
pub(crate) async fn application(rest: &Rest) -> Result<Application, CallError> {
    rest.call(Call::bot(Method::GET, "/applications/@me", &[])).await
}

/// `serve` sets the address at each start; what stands there now says who is served meanwhile.
fn door(config: &Config, told: &Application) -> Finding {
    const WHAT: &str = "Discord door";
    let ours = config.public_url.as_ref().map(|origin| format!("{origin}{}", endpoint::PATH));
    match (config.discord_door, &told.interactions_endpoint_url) {
        (DiscordDoor::Gateway, None) => finding(WHAT, Health::Good, "the gateway"),
        (DiscordDoor::Gateway, Some(_)) => {
            let says = "another program takes the interactions over HTTP; the first start takes them back";
            finding(WHAT, Health::Note, says)
        }
        (DiscordDoor::Http, Some(set)) if ours.as_ref() == Some(set) => {
            finding(WHAT, Health::Good, "HTTP, at PUBLIC_URL")
        }
        (DiscordDoor::Http, _) => finding(WHAT, Health::Note, "HTTP; the first start tells Discord the address"),
    }
}

/// A thousand a day; Discord resets the token of whoever begins more.
async fn sessions(rest: &Rest) -> Finding {
    const WHAT: &str = "Discord gateway";
    match rest.call::<Gateway>(Call::bot(Method::GET, "/gateway/bot", &[])).await {
        Ok(Gateway { session_start_limit: StartLimit { remaining, total } }) => {
            let health = if remaining * 10 < total { Health::Note } else { Health::Good };
            finding(WHAT, health, format!("{remaining} of {total} sessions may be begun today"))
        }
        Err(fault) => finding(WHAT, Health::Note, format!("it is not known how many sessions may be begun: {fault}")),
    }
}

async fn commands(rest: &Rest, application: &str) -> Finding {
    const WHAT: &str = "Discord commands";
    let wanted = Verb::ALL.iter().filter(|verb| !verb.is_for_admins()).map(|verb| verb.word());
    let set: Vec<Value> = match rest.call(Call::bot(Method::GET, "/applications/{}/commands", &[application])).await {
        Ok(set) => set,
        Err(fault) => return finding(WHAT, Health::Note, format!("they cannot be read: {fault}")),
    };
    let missing = wanted.filter(|verb| set.iter().all(|command| command["name"] != *verb)).count();
    match missing {
        0 => finding(WHAT, Health::Good, format!("{} are set", set.len())),
        n => finding(WHAT, Health::Note, format!("{n} are not set yet; the first start sets them")),
    }
}
