//! Blueprints: what can be deployed. Each is one TOML file; this room reads them and turns the wish for a bot into
//! its variables and its config file. It never touches a file, a process or a network.

mod files;
mod options;
mod slots;

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::domain::config::{Declared, Kind, Rules};
use crate::domain::{Channel, Model, Provider, TargetKind, price};
use crate::secret::Secret;

pub use files::{LocalProgram, LogMarks, Probe, RailwayService, Trouble, TroubleLine};
use files::{Models, Part, READS_DISCORD, is_choice, merge};
pub use slots::{Filling, Slot, fill};

/// How the word of a part begins that depends on an option.
const OF_OPTION: &str = "option-";

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
    /// What may be set about a bot of its, by the word it is set by.
    #[serde(default, deserialize_with = "options::read")]
    pub options: Vec<Declared>,
    variables: BTreeMap<String, String>,
    /// The bot's one config file; `{config}` in a variable is all of it as JSON.
    #[serde(default)]
    config: toml::Table,
    /// What holds only with a provider or channel, by its word, or with an option that is set and not to no: `option-steps`.
    #[serde(default)]
    when: BTreeMap<String, Part>,
    /// Another one after every change of the file.
    #[serde(skip)]
    pub fingerprint: String,
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
        let mut blueprint: Blueprint = toml::from_str(toml).context("read the blueprint")?;
        blueprint.fingerprint = data_encoding::HEXLOWER.encode(&Sha256::digest(toml.as_bytes()));
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
        let is_declared = |name: &str| blueprint.options.iter().any(|declared| declared.name == name);
        let of_option = |word: &str| word.strip_prefix(OF_OPTION).is_some_and(is_declared);
        if let Some(word) = blueprint.when.keys().find(|word| !is_choice(word) && !of_option(word)) {
            bail!("blueprint {id}: when.{word} is no provider, no channel and no option");
        }
        let mut used: Vec<String> =
            blueprint.when.keys().filter_map(|word| word.strip_prefix(OF_OPTION)).map(str::to_owned).collect();
        let parts = blueprint.when.values().map(|part| &part.variables);
        let at_railway = blueprint.railway.iter().map(|service| &service.variables);
        for (variable, value) in [&blueprint.variables].into_iter().chain(parts).chain(at_railway).flatten() {
            let known = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
            if variable.is_empty() || !variable.bytes().all(known) {
                bail!("blueprint {id}: {variable} is no name of a variable");
            }
            used.extend(slots::options(value).with_context(|| format!("blueprint {id}: read {variable}"))?);
        }
        if let Some(name) = used.iter().find(|name| !is_declared(name)) {
            bail!("blueprint {id}: it has no option {name}");
        }
        if let Some(idle) = blueprint.options.iter().find(|declared| !used.contains(&declared.name)) {
            bail!("blueprint {id}: option {} fills nothing", idle.name);
        }
        if let Some(service) = &blueprint.railway {
            slots::check(&service.image).with_context(|| format!("blueprint {id}: read the image"))?;
        }
        Ok(blueprint)
    }

    /// The environment of one bot.
    pub fn environment(&self, target: TargetKind, choices: Choices<'_>, filling: &Filling) -> Vec<(String, Secret)> {
        let words = choices.words().map(str::to_owned).chain(self.options_that_hold(filling));
        let parts: Vec<&Part> = words.filter_map(|word| self.when.get(&word)).collect();
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

    /// The words of the parts that hold with what the options are set to.
    fn options_that_hold(&self, filling: &Filling) -> Vec<String> {
        let holds = |declared: &&Declared| {
            let value = filling.get(&Slot::Option(declared.name.clone()));
            let is_no = |value: &str| value.is_empty() || (declared.kind == Kind::YesNo && value == "no");
            value.is_some_and(|value| !is_no(value.expose()))
        };
        self.options.iter().filter(holds).map(|declared| format!("{OF_OPTION}{}", declared.name)).collect()
    }

    /// What the config of its bots is judged by.
    pub fn rules(&self, provider: Provider) -> Rules<'_> {
        Rules { provider, takes_guests: self.takes_guests(), options: &self.options }
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
        pairs.iter().map(|(slot, value)| (slot.clone(), Secret::new(*value))).collect()
    }

    fn chosen(provider: Provider, channels: &[Channel]) -> Choices<'_> {
        Choices { provider, channels, reads_discord: false }
    }

    #[test]
    fn the_compiled_blueprints_can_be_read() {
        let blueprints = Blueprints::read(&[]).expect("the blueprints");
        assert!(blueprints.get("hatchling").is_some() && blueprints.get("openclaw").is_some());
        for declared in blueprints.all().iter().flat_map(|blueprint| &blueprint.options) {
            let is_whole = declared.title.is_in_every_language() && declared.meaning.is_in_every_language();
            assert!(is_whole, "say in every language what {} is", declared.name);
        }
    }

    #[test]
    fn an_option_that_is_set_reaches_the_config_of_openclaw_and_one_that_is_not_leaves_no_trace() {
        let blueprints = Blueprints::read(&[]).expect("the blueprints");
        let openclaw = blueprints.get("openclaw").expect("openclaw");
        let options = |set: &[(&str, &str)]| {
            let set = set.iter().map(|(name, value)| (Slot::Option((*name).into()), Secret::new(*value))).collect();
            let choices = chosen(Provider::Anthropic, &[Channel::Telegram]);
            let environment = openclaw.environment(TargetKind::Railway, choices, &set);
            let told: BTreeMap<String, String> =
                environment.into_iter().map(|(name, value)| (name, value.expose().to_owned())).collect();
            let config: serde_json::Value = serde_json::from_str(&told["OPENCLAW_CONFIG_JSON"]).expect("JSON");
            let value = |name: &str| told.get(name).cloned();
            (config["agents"]["defaults"].clone(), value("OPENCLAW_THINKING"), value("OPENCLAW_TIMEZONE"))
        };
        let (config, thinking, timezone) =
            options(&[("thinking", "high"), ("steps", "yes"), ("timezone", "Europe/Madrid")]);
        assert_eq!(config["thinkingDefault"], "${OPENCLAW_THINKING}");
        assert_eq!(
            (config["verboseDefault"].as_str(), config["userTimezone"].as_str()),
            (Some("on"), Some("${OPENCLAW_TIMEZONE}"))
        );
        assert_eq!((thinking.as_deref(), timezone.as_deref()), (Some("high"), Some("Europe/Madrid")));
        let (config, thinking, timezone) = options(&[("steps", "no")]);
        assert!(
            config["thinkingDefault"].is_null()
                && config["verboseDefault"].is_null()
                && config["userTimezone"].is_null()
        );
        assert_eq!((thinking, timezone), (None, None));
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
            ("{option:persona}", "{option:Persona}", "nothing is called {option:Persona}"),
            ("{option:persona}", "{option:humour}", "it has no option humour"),
            ("{option:persona}", "", "option persona fills nothing"),
            ("[options.memory]", "[options.model]", "not model or guests"),
            ("kind = \"number\"", "kind = \"text\"", "up to 2000"),
            ("usual = 20", "usual = 21", "none of its values"),
            ("usual = 20", "usual = 20\nmost = 3", "a number says"),
        ] {
            let error = format!("{:#}", Blueprint::parse(&good.replace(from, to)).expect_err(why));
            assert!(error.contains(why), "{error}");
        }
    }
}
