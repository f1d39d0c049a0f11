//! Blueprints: what can be deployed. Each is one TOML file; this file reads them and turns the wish for a bot into
//! its environment. It never touches a file, a process or a network.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use serde::Deserialize;

use crate::domain::{Channel, Provider};
use crate::secret::Secret;

/// One deployable kind of bot.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blueprint {
    pub id: String,
    /// A proper noun, never translated.
    pub title: String,
    pub providers: Vec<Provider>,
    pub channels: Vec<Channel>,
    /// What one bot is expected to need, in megabytes; told to the person, not enforced on `local`.
    pub memory_mb: u32,
    pub local: Option<LocalProgram>,
    pub probe: Probe,
    pub log: LogMarks,
    variables: BTreeMap<String, String>,
}

/// How the bot is started as a process of this machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalProgram {
    /// `hatchery` is this program itself; anything else is an absolute path.
    pub program: String,
    #[serde(default)]
    pub args: Vec<String>,
}

/// Paths of the bot's own HTTP interface.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// Answers 200 when every channel listens.
    pub ready: String,
    /// Takes `{"text"}` with the web token as bearer and answers `{"reply"}`.
    pub ask: String,
}

/// Log lines, by a part of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogMarks {
    pub ready: Vec<String>,
    pub trouble: Vec<String>,
}

/// What a variable of a blueprint may be filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    Name,
    Language,
    Provider,
    Key,
    Model,
    Channels,
    WebToken,
    TelegramToken,
    OwnerTelegram,
    ClaimCode,
    Guests,
    AnthropicUrl,
    OpenAiUrl,
    OpenRouterUrl,
    GeminiUrl,
    TelegramUrl,
    Port,
    Bind,
    DataDir,
}

impl Slot {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "name" => Slot::Name,
            "language" => Slot::Language,
            "provider" => Slot::Provider,
            "key" => Slot::Key,
            "model" => Slot::Model,
            "channels" => Slot::Channels,
            "web_token" => Slot::WebToken,
            "telegram_token" => Slot::TelegramToken,
            "owner_telegram" => Slot::OwnerTelegram,
            "claim_code" => Slot::ClaimCode,
            "guests" => Slot::Guests,
            "anthropic_url" => Slot::AnthropicUrl,
            "openai_url" => Slot::OpenAiUrl,
            "openrouter_url" => Slot::OpenRouterUrl,
            "gemini_url" => Slot::GeminiUrl,
            "telegram_url" => Slot::TelegramUrl,
            "port" => Slot::Port,
            "bind" => Slot::Bind,
            "data_dir" => Slot::DataDir,
            _ => return None,
        })
    }
}

/// Values for the slots; a missing or empty one leaves its variable out.
pub type Filling = BTreeMap<Slot, Secret>;

impl Blueprint {
    /// Reads one TOML file and refuses whatever could not be deployed later.
    pub fn parse(toml: &str) -> anyhow::Result<Self> {
        let blueprint: Blueprint = toml::from_str(toml).context("read the blueprint")?;
        let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !(2..=24).contains(&blueprint.id.len()) || !blueprint.id.bytes().all(known) {
            bail!("a blueprint's id is 2 to 24 lower-case letters, digits and dashes");
        }
        if blueprint.providers.is_empty() || blueprint.channels.is_empty() {
            bail!("blueprint {} names no provider or no channel", blueprint.id);
        }
        for (variable, value) in &blueprint.variables {
            let known = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
            if variable.is_empty() || !variable.bytes().all(known) {
                bail!("blueprint {}: {variable} is no name of a variable", blueprint.id);
            }
            parts(value).with_context(|| format!("blueprint {}: read {variable}", blueprint.id))?;
        }
        Ok(blueprint)
    }

    /// The environment of one bot.
    pub fn environment(&self, filling: &Filling) -> Vec<(String, Secret)> {
        self.variables
            .iter()
            .filter_map(|(variable, value)| {
                let parts = parts(value).expect("parse checked every value");
                let text: String = parts.into_iter().map(|part| part.fill(filling)).collect();
                (!text.is_empty()).then(|| (variable.clone(), Secret::new(text)))
            })
            .collect()
    }
}

enum Part<'a> {
    Plain(&'a str),
    Slot(Slot),
}

impl Part<'_> {
    fn fill(&self, filling: &Filling) -> String {
        match self {
            Part::Plain(text) => (*text).to_owned(),
            Part::Slot(slot) => filling.get(slot).map_or_else(String::new, |value| value.expose().to_owned()),
        }
    }
}

/// `bot-{name}` → plain `bot-`, slot `name`.
fn parts(value: &str) -> anyhow::Result<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((word, behind)) = after.split_once('}') else { bail!("a {{ is not closed") };
        let Some(slot) = Slot::parse(word) else { bail!("nothing is called {{{word}}}") };
        parts.push(Part::Plain(before));
        parts.push(Part::Slot(slot));
        rest = behind;
    }
    parts.push(Part::Plain(rest));
    Ok(parts)
}

/// All blueprints that can be deployed, in the order they are offered.
#[derive(Debug, Clone)]
pub struct Blueprints(Vec<Blueprint>);

impl Blueprints {
    /// The compiled-in ones, then those of an operator; an operator's file with a known id replaces ours.
    pub fn read(operators: &[String]) -> anyhow::Result<Self> {
        let mut all = vec![Blueprint::parse(include_str!("../blueprints/hatchling.toml"))?];
        for toml in operators {
            let blueprint = Blueprint::parse(toml)?;
            all.retain(|known| known.id != blueprint.id);
            all.push(blueprint);
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

    #[test]
    fn the_compiled_blueprints_can_be_read() {
        let blueprints = Blueprints::read(&[]).expect("the blueprints");
        assert!(blueprints.get("hatchling").is_some());
    }

    #[test]
    fn an_environment_holds_what_is_known_and_nothing_else() {
        let blueprints = Blueprints::read(&[]).expect("the blueprints");
        let filling = Filling::from([(Slot::Name, Secret::new("nest")), (Slot::Key, Secret::new(""))]);
        let environment = blueprints.get("hatchling").expect("hatchling").environment(&filling);
        let names: Vec<&str> = environment.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["BOT_NAME"]);
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
