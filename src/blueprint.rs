//! Blueprints: what can be deployed. Each is one TOML file; this room reads them and turns the wish for a bot into
//! its variables and its config file. It never touches a file, a process or a network.

mod files;
mod slots;

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use serde::Deserialize;

use crate::domain::{Channel, Model, Provider, TargetKind, price};
use crate::secret::Secret;

pub use files::{LocalProgram, LogMarks, Probe, RailwayService, Trouble, TroubleLine};
use files::{Models, Part, READS_DISCORD, is_choice, merge};
pub use slots::{Filling, Slot, fill};

/// One deployable kind of bot.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blueprint {
    pub id: String,
    /// A proper noun, never translated.
    pub title: String,
    /// Other words that people may call it by.
    #[serde(default)]
    pub aliases: Vec<String>,
    pub providers: Vec<Provider>,
    pub channels: Vec<Channel>,
    /// It talks to its owner only, so the owner's id on each channel has to be known before it starts.
    #[serde(default)]
    pub asks_owner: bool,
    pub local: Option<LocalProgram>,
    pub railway: Option<RailwayService>,
    pub probe: Probe,
    pub log: LogMarks,
    #[serde(default)]
    pub models: Models,
    variables: BTreeMap<String, String>,
    /// The bot's one config file; `{config}` in a variable is all of it as JSON.
    #[serde(default)]
    config: toml::Table,
    /// What holds only with a provider or channel, by its word.
    #[serde(default)]
    when: BTreeMap<String, Part>,
}

/// What was chosen for a bot, which decides the parts of its blueprint that hold for it.
#[derive(Debug, Clone, Copy)]
pub struct Choices<'a> {
    pub provider: Provider,
    pub channels: &'a [Channel],
    /// Discord lets it read messages that do not mention it.
    pub reads_discord: bool,
}

impl Choices<'_> {
    fn words(&self) -> impl Iterator<Item = &'static str> {
        let channels = self.channels.iter().map(|channel| channel.word());
        let reads = (self.reads_discord && self.channels.contains(&Channel::Discord)).then_some(READS_DISCORD);
        std::iter::once(self.provider.word()).chain(channels).chain(reads)
    }
}

impl Blueprint {
    /// Reads one TOML file and refuses whatever could not be deployed later.
    pub fn parse(toml: &str) -> anyhow::Result<Self> {
        let blueprint: Blueprint = toml::from_str(toml).context("read the blueprint")?;
        let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let is_id = |id: &String| (2..=24).contains(&id.len()) && id.bytes().all(known);
        if !is_id(&blueprint.id) || !blueprint.aliases.iter().all(is_id) {
            bail!("a blueprint's id is 2 to 24 lower-case letters, digits and dashes");
        }
        let id = &blueprint.id;
        if blueprint.providers.is_empty() || blueprint.channels.is_empty() {
            bail!("blueprint {id} names no provider or no channel");
        }
        if blueprint.local.is_none() && blueprint.railway.is_none() {
            bail!("blueprint {id} can be deployed nowhere: it needs [local] or [railway]");
        }
        if let Some(word) = blueprint.when.keys().find(|word| !is_choice(word)) {
            bail!("blueprint {id}: when.{word} is no provider and no channel");
        }
        let parts = blueprint.when.values().map(|part| &part.variables);
        let at_railway = blueprint.railway.iter().map(|service| &service.variables);
        for (variable, value) in [&blueprint.variables].into_iter().chain(parts).chain(at_railway).flatten() {
            let known = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
            if variable.is_empty() || !variable.bytes().all(known) {
                bail!("blueprint {id}: {variable} is no name of a variable");
            }
            slots::check(value).with_context(|| format!("blueprint {id}: read {variable}"))?;
        }
        if let Some(service) = &blueprint.railway {
            slots::check(&service.image).with_context(|| format!("blueprint {id}: read the image"))?;
        }
        Ok(blueprint)
    }

    /// The environment of one bot.
    pub fn environment(&self, target: TargetKind, choices: Choices<'_>, filling: &Filling) -> Vec<(String, Secret)> {
        let parts: Vec<&Part> = choices.words().filter_map(|word| self.when.get(word)).collect();
        let mut filling = filling.clone();
        filling.insert(Slot::Config, Secret::new(self.config_of(&parts)));
        let mut variables = self.variables.clone();
        variables.extend(parts.iter().flat_map(|part| part.variables.clone()));
        if let (TargetKind::Railway, Some(service)) = (target, &self.railway) {
            variables.extend(service.variables.clone());
        }
        let filled = variables.into_iter().map(|(variable, value)| (variable, fill(&value, &filling)));
        filled.filter(|(_, text)| !text.is_empty()).map(|(variable, text)| (variable, Secret::new(text))).collect()
    }

    /// The model that a bot uses when none was chosen; nothing when the bot knows that itself.
    pub fn model(&self, provider: Provider) -> Option<&Model> {
        self.models.get(&provider).and_then(|models| models.first())
    }

    /// Whether anybody but the owner can be let in.
    pub fn takes_guests(&self) -> bool {
        self.variables.values().any(|value| slots::has(value, Slot::Guests))
    }

    /// Whether somebody can become its owner by a code, after it has started.
    pub fn can_be_claimed(&self) -> bool {
        self.variables.values().any(|value| slots::has(value, Slot::ClaimCode))
    }

    /// Whether it can be deployed there; at Railway some need the image of this program.
    pub fn can_live_on(&self, target: TargetKind, hatchery_image: Option<&str>) -> bool {
        match (target, &self.railway) {
            (TargetKind::Local, _) => self.local.is_some(),
            (TargetKind::Railway, Some(service)) => {
                hatchery_image.is_some() || !slots::has(&service.image, Slot::HatcheryImage)
            }
            (TargetKind::Railway, None) => false,
        }
    }

    /// What it may take there at most, in megabytes.
    pub fn memory_mb(&self, target: TargetKind) -> u32 {
        match target {
            TargetKind::Local => self.local.as_ref().map_or(0, |program| program.memory_mb),
            TargetKind::Railway => self.railway.as_ref().map_or(0, |service| service.memory_mb),
        }
    }

    /// What one usually costs there in a month, in cents of a dollar; nothing where nobody is billed.
    pub fn month_cents(&self, target: TargetKind) -> Option<i64> {
        match target {
            TargetKind::Local => None,
            TargetKind::Railway => {
                self.railway.as_ref().map(|service| price::month(service.usual_memory_mb, service.usual_cpu_percent))
            }
        }
    }

    fn config_of(&self, parts: &[&Part]) -> String {
        let mut config = self.config.clone();
        for part in parts {
            merge(&mut config, &part.config);
        }
        if config.is_empty() { String::new() } else { serde_json::json!(config).to_string() }
    }
}

/// All blueprints that can be deployed, in the order they are offered.
#[derive(Debug, Clone)]
pub struct Blueprints(Vec<Blueprint>);

impl Blueprints {
    /// The compiled-in ones, then those of an operator; an operator's file with a known id replaces ours.
    pub fn read(operators: &[String]) -> anyhow::Result<Self> {
        let ours = [include_str!("../blueprints/hatchling.toml"), include_str!("../blueprints/openclaw.toml")];
        let mut all: Vec<Blueprint> = ours.into_iter().map(Blueprint::parse).collect::<Result<_, _>>()?;
        for toml in operators {
            let blueprint = Blueprint::parse(toml)?;
            match all.iter_mut().find(|known| known.id == blueprint.id) {
                Some(known) => *known = blueprint,
                None => all.push(blueprint),
            }
        }
        Ok(Blueprints(all))
    }

    pub fn get(&self, id: &str) -> Option<&Blueprint> {
        self.0.iter().find(|blueprint| blueprint.id == id)
    }

    pub fn all(&self) -> &[Blueprint] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filling(pairs: &[(Slot, &str)]) -> Filling {
        pairs.iter().map(|(slot, value)| (*slot, Secret::new(*value))).collect()
    }

    fn chosen(provider: Provider, channels: &[Channel]) -> Choices<'_> {
        Choices { provider, channels, reads_discord: false }
    }

    #[test]
    fn the_compiled_blueprints_can_be_read() {
        let blueprints = Blueprints::read(&[]).expect("the blueprints");
        assert!(blueprints.get("hatchling").is_some() && blueprints.get("openclaw").is_some());
    }

    #[test]
    fn an_environment_holds_what_is_known_and_nothing_else() {
        let blueprints = Blueprints::read(&[]).expect("the blueprints");
        let filling = filling(&[(Slot::Name, "nest"), (Slot::Key, "")]);
        let hatchling = blueprints.get("hatchling").expect("hatchling");
        let environment = hatchling.environment(TargetKind::Local, chosen(Provider::Echo, &[Channel::Web]), &filling);
        let names: Vec<&str> = environment.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["BOT_NAME"]);
    }

    #[test]
    fn the_config_of_openclaw_has_the_chosen_channels_and_no_others() {
        let blueprints = Blueprints::read(&[]).expect("the blueprints");
        let openclaw = blueprints.get("openclaw").expect("openclaw");
        let config = |channels: &[Channel]| {
            let choices = chosen(Provider::Anthropic, channels);
            let environment = openclaw.environment(TargetKind::Railway, choices, &Filling::new());
            let config = environment.iter().find(|(name, _)| name == "OPENCLAW_CONFIG_JSON").expect("a config");
            serde_json::from_str::<serde_json::Value>(config.1.expose()).expect("JSON")
        };
        let both = config(&[Channel::Telegram, Channel::Discord]);
        assert!(both["channels"]["telegram"].is_object() && both["channels"]["discord"].is_object());
        assert_eq!(both["commands"]["ownerAllowFrom"].as_array().map(Vec::len), Some(2));
        assert_eq!(both["channels"]["telegram"]["dmPolicy"], "allowlist");
        assert_eq!(both["gateway"]["controlUi"]["enabled"], false);
        let web = config(&[Channel::Web]);
        assert_eq!(web["gateway"]["controlUi"]["enabled"], true);
        assert!(web["channels"].is_null());
    }

    #[test]
    fn a_blueprint_that_could_not_be_deployed_is_refused() {
        let good = include_str!("../blueprints/hatchling.toml");
        for (from, to, why) in [
            ("\"{name}\"", "\"{nmae}\"", "nothing is called {nmae}"),
            ("\"{name}\"", "\"{name\"", "a { is not closed"),
            ("BOT_NAME", "bot-name", "no name of a variable"),
            ("id = \"hatchling\"", "id = \"../x\"", "lower-case"),
            ("memory_mb", "memory_gb", "unknown field"),
        ] {
            let error = format!("{:#}", Blueprint::parse(&good.replace(from, to)).expect_err(why));
            assert!(error.contains(why), "{error}");
        }
    }
}
