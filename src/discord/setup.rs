//! What is told to Discord at start: who we are, the commands, and by which door interactions come. Everything here may
//! be done again at every start. It waits for Discord as long as Discord cannot be reached.

use anyhow::{Context, anyhow};
use reqwest::Method;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::application::{CommandOptionType, InstallationContext, InteractionContext};
use sha2::{Digest, Sha256};
use tokio::time::sleep;
use tracing::warn;

use crate::discord::Discord;
use crate::discord::pause::Pause;
use crate::discord::place::is_id;
use crate::discord::rest::{Call, CallError, Rest};
use crate::domain::Language;

/// A slash command. Names and descriptions in other languages go by the tag of the language: `es`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    pub name: String,
    pub names: Vec<(String, String)>,
    pub description: String,
    pub descriptions: Vec<(String, String)>,
    pub options: Vec<CommandOption>,
}

/// Words behind a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandOption {
    pub name: String,
    pub names: Vec<(String, String)>,
    pub description: String,
    pub descriptions: Vec<(String, String)>,
    pub is_required: bool,
    /// While it is typed, the house is asked what it may become.
    pub suggests: bool,
}

/// Finds out who we are. A token that Discord refuses is an error, an unreachable Discord is waited for.
pub async fn enter(rest: Rest) -> anyhow::Result<Discord> {
    #[derive(Deserialize)]
    struct Application {
        id: String,
        name: String,
        verify_key: String,
    }
    let told: Application = match insist(&rest, "who we are", || Call::bot(Method::GET, "/applications/@me", &[])).await
    {
        Ok(told) => told,
        Err(CallError::Unauthorized) => {
            let where_from = "get the current token from the Bot page of the Discord developer portal";
            return Err(anyhow!("Discord does not accept DISCORD_BOT_TOKEN; {where_from}"));
        }
        Err(e) => return Err(e).context("ask Discord which application DISCORD_BOT_TOKEN belongs to"),
    };
    if !is_id(&told.id) {
        return Err(anyhow!("Discord named no id of the application"));
    }
    let name = told.name.chars().filter(|c| !c.is_control()).collect();
    Ok(Discord { rest, application: told.id, name, public_key: told.verify_key })
}

impl Discord {
    /// Asks whether we are still known, for what it tells of our token.
    pub async fn is_known(&self) -> Result<(), CallError> {
        self.rest.call::<IgnoredAny>(Call::bot(Method::GET, "/applications/@me", &[])).await.map(drop)
    }

    /// Sets the commands that everybody has, or those of one server, in the place of all that were there. Does nothing
    /// when they are those that are known to be set. Returns by what these are known the next time.
    pub async fn register(
        &self,
        guild: Option<&str>,
        commands: &[Command],
        known: Option<&str>,
    ) -> anyhow::Result<String> {
        if let Some(guild) = guild.filter(|guild| !is_id(guild)) {
            return Err(anyhow!("{guild} is no id of a Discord server"));
        }
        let payload = payload(guild.is_none(), commands).context("write the commands for Discord")?;
        let place = format!("{}/{}", self.application, guild.unwrap_or_default());
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(format!("{place}\n{payload}")));
        if known == Some(hash.as_str()) {
            return Ok(hash);
        }
        let call = || match guild {
            None => Call::bot(Method::PUT, "/applications/{}/commands", &[&self.application]),
            Some(guild) => Call::bot(Method::PUT, "/applications/{}/guilds/{}/commands", &[&self.application, guild]),
        };
        let outcome = insist::<IgnoredAny>(&self.rest, "the commands", || call().json(payload.clone())).await;
        outcome.context("set the commands on Discord")?;
        Ok(hash)
    }

    /// From now on interactions come to `endpoint::endpoint` at this address. Discord tries it at once, with a ping and
    /// with bad signatures, so what stands behind the door must be there.
    pub async fn by_endpoint(&self, url: &str) -> anyhow::Result<()> {
        self.interactions_at(json!(url)).await.context("set the Discord interactions endpoint")
    }

    /// From now on interactions come by `gateway::listen`.
    pub async fn by_gateway(&self) -> anyhow::Result<()> {
        self.interactions_at(Value::Null).await.context("remove the Discord interactions endpoint")
    }

    /// Where somebody adds the bot to a server of theirs or to their own account.
    pub fn invite_link(&self) -> String {
        format!("https://discord.com/oauth2/authorize?client_id={}", self.application)
    }

    async fn interactions_at(&self, url: Value) -> Result<(), CallError> {
        let change = json!({ "interactions_endpoint_url": url });
        let call = || Call::bot(Method::PATCH, "/applications/@me", &[]).json(change.clone());
        insist::<IgnoredAny>(&self.rest, "the door for interactions", call).await.map(drop)
    }
}

/// Those of these commands that are not set as they are here, and those that are set beside them, by name.
pub async fn differing(rest: &Rest, application: &str, commands: &[Command]) -> Result<Vec<String>, CallError> {
    #[derive(Deserialize)]
    struct Set {
        name: String,
        description: String,
    }
    let set: Vec<Set> = rest.call(Call::bot(Method::GET, "/applications/{}/commands", &[application])).await?;
    let is_ours = |it: &Set| commands.iter().any(|ours| ours.name == it.name && ours.description == it.description);
    let is_set = |ours: &Command| set.iter().any(|it| it.name == ours.name);
    let missing = commands.iter().filter(|ours| !is_set(ours)).map(|ours| ours.name.clone());
    Ok(set.iter().filter(|it| !is_ours(it)).map(|it| it.name.clone()).chain(missing).collect())
}

/// The same text for the same commands, in whatever order serenity keeps the languages.
fn payload(is_for_all: bool, commands: &[Command]) -> serde_json::Result<Value> {
    let commands: Vec<CreateCommand> = commands.iter().map(|command| create(command, is_for_all)).collect();
    let mut payload = serde_json::to_value(commands)?;
    without_blanks(&mut payload);
    payload.sort_all_objects();
    Ok(payload)
}

/// serenity writes what a command could have whatever its kind is; Discord's description takes only what it has.
fn without_blanks(value: &mut Value) {
    let is_blank = |name: &str, it: &Value| {
        it.is_null() || it.as_array().is_some_and(Vec::is_empty) || (name == "nsfw" && *it == false)
    };
    match value {
        Value::Object(fields) => {
            fields.retain(|name, it| !is_blank(name, it));
            fields.values_mut().for_each(without_blanks);
        }
        Value::Array(items) => items.iter_mut().for_each(without_blanks),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn create(command: &Command, is_for_all: bool) -> CreateCommand {
    let options = command.options.iter().map(create_option).collect();
    let mut created = CreateCommand::new(&command.name).description(&command.description).set_options(options);
    for (language, name) in localized(&command.names) {
        created = created.name_localized(language, name);
    }
    for (language, description) in localized(&command.descriptions) {
        created = created.description_localized(language, description);
    }
    if !is_for_all {
        return created;
    }
    let contexts = vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel];
    created.integration_types(vec![InstallationContext::Guild, InstallationContext::User]).contexts(contexts)
}

fn create_option(option: &CommandOption) -> CreateCommandOption {
    let mut created = CreateCommandOption::new(CommandOptionType::String, &option.name, &option.description)
        .required(option.is_required)
        .set_autocomplete(option.suggests);
    for (language, name) in localized(&option.names) {
        created = created.name_localized(language, name);
    }
    for (language, description) in localized(&option.descriptions) {
        created = created.description_localized(language, description);
    }
    created
}

/// Discord knows some languages only by their lands, and some not at all.
fn localized(texts: &[(String, String)]) -> impl Iterator<Item = (&'static str, &str)> {
    texts.iter().flat_map(|(tag, text)| {
        let codes = Language::parse(tag).map(Language::discord).unwrap_or_default();
        codes.iter().map(move |code| (*code, text.as_str()))
    })
}

/// Calls until Discord gives an answer of its own, whatever it is.
async fn insist<T: DeserializeOwned>(rest: &Rest, about: &str, call: impl Fn() -> Call) -> Result<T, CallError> {
    let mut pause = Pause::default();
    loop {
        let error = match rest.call(call()).await {
            Err(e @ (CallError::RetryAfter(_) | CallError::Unknown(_))) => e,
            answer => return answer,
        };
        let wait = pause.after(&error);
        let wait_ms = wait.as_millis() as u64;
        warn!(wait_ms, "a call to Discord about {about} got no answer and will be tried again: {error}");
        sleep(wait).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logs() -> Command {
        let pair = |text: &str| vec![("es".to_owned(), text.to_owned()), ("en".to_owned(), "x".to_owned())];
        let bot = CommandOption {
            name: "bot".into(),
            names: pair("bot"),
            description: "Which bot".into(),
            descriptions: pair("Qué bot"),
            is_required: false,
            suggests: true,
        };
        Command {
            name: "logs".into(),
            names: pair("registro"),
            description: "What a bot did".into(),
            descriptions: pair("Lo que hizo un bot"),
            options: vec![bot],
        }
    }

    #[test]
    fn a_command_is_registered_for_every_place_and_language() {
        let told = &payload(true, &[logs()]).expect("a payload")[0];
        assert_eq!((&told["name"], &told["description"]), (&json!("logs"), &json!("What a bot did")));
        let names = json!({ "es-ES": "registro", "es-419": "registro", "en-US": "x", "en-GB": "x" });
        assert_eq!(told["name_localizations"], names);
        assert_eq!((&told["integration_types"], &told["contexts"]), (&json!([0, 1]), &json!([0, 1, 2])));
        let option = &told["options"][0];
        let facts = (&option["type"], &option["name"], &option["required"], &option["autocomplete"]);
        assert_eq!(facts, (&json!(3), &json!("bot"), &json!(false), &json!(true)));
    }

    #[test]
    fn a_command_of_one_server_says_nothing_of_places() {
        let told = &payload(false, &[logs()]).expect("a payload")[0];
        assert_eq!((told.get("integration_types"), told.get("contexts")), (None, None));
    }

    #[test]
    fn the_same_commands_read_the_same_every_time() {
        let text = || payload(true, &[logs()]).expect("a payload").to_string();
        let first = text();
        assert!((0..20).all(|_| text() == first));
    }
}
