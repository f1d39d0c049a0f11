//! The config of a bot: a small document of what may be changed about it while it lives, with a revision that grows by
//! one with each change. No secret is ever in it. Reading, changing and judging one are plain functions of their arguments.

mod value;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::{Account, Channel, Millis, Model, Provider, Status};

pub use value::{Declared, Kind, Line, OptionValue, ValueFault, Wording, is_name};

/// More people than this are a group, and get a bot of their own.
pub const MOST_GUESTS: usize = 20;

/// The longest patch that is read, in bytes.
const MOST_PATCH: usize = 8_000;

/// `{"model": …, "guests": […], "options": {…}}`. What is not there is as usual.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Value")]
pub struct BotConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
    /// Who may talk to it on Telegram besides its owner.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guests: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, OptionValue>,
}

/// A config that is kept and cannot be read: broken, or of another version of Hatchery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// The config of a bot as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptConfig {
    pub revision: i64,
    pub document: Result<BotConfig, Unreadable>,
}

words! {
    /// How a revision came about.
    How {
        /// As the bot hatched.
        Hatch = "hatch",
        /// As it was when configs got a history.
        Before = "before",
        Set = "set",
        Patch = "patch",
        Rollback = "rollback",
        /// Through the conversation that changes a bot.
        Edit = "edit",
        /// One patch for many bots.
        Bulk = "bulk",
    }
}

/// A revision as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigRevision {
    pub revision: i64,
    pub document: Result<BotConfig, Unreadable>,
    pub by: Account,
    /// What their platform calls them.
    pub called: Option<String>,
    pub how: How,
    pub at: Millis,
}

/// What a config is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    pub provider: Provider,
    pub takes_guests: bool,
    pub options: &'a [Declared],
}

/// Which bots a patch for many is meant for; nothing means whichever.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Which {
    pub blueprint: Option<String>,
    pub status: Option<Status>,
    pub owner: Option<Account>,
    /// Only those whose last deployment did not work out, so that they may run on older values than we hold.
    pub drifted: bool,
}

impl Which {
    /// Reads words in any order: `drift`, a status, an account, else the id of a blueprint. The word that is none of these
    /// comes back.
    pub fn parse(words: &str, is_blueprint: impl Fn(&str) -> bool) -> Result<Self, String> {
        let mut which = Which::default();
        for word in words.split_whitespace() {
            if word == "drift" {
                which.drifted = true;
            } else if let (Some(status), None) = (Status::parse(word), which.status) {
                which.status = Some(status);
            } else if let (Some(owner), None) = (Account::parse(word), &which.owner) {
                which.owner = Some(owner);
            } else if is_blueprint(word) && which.blueprint.is_none() {
                which.blueprint = Some(word.to_owned());
            } else {
                return Err(shown(word));
            }
        }
        Ok(which)
    }

    /// The words that it was read from; nothing when it means all.
    pub fn words(&self) -> String {
        let owner = self.owner.as_ref().map(ToString::to_string);
        let words = [self.blueprint.clone(), self.status.map(|status| status.word().to_owned()), owner];
        let words: Vec<String> = words.into_iter().flatten().chain(self.drifted.then(|| "drift".to_owned())).collect();
        words.join(" ")
    }
}

/// Why a config or a patch is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    NotJson,
    /// A patch is an object.
    NotAnObject,
    TooLong,
    /// Nothing is called so.
    UnknownSetting(String),
    /// The blueprint declares no such option.
    UnknownOption(String),
    NotAModel,
    /// It has no model to choose.
    NoModel,
    NotGuests,
    /// It lets in nobody but its owner.
    NoGuests,
    Value {
        option: String,
        fault: ValueFault,
    },
}

/// A JSON merge patch (RFC 7396) on a config.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Patch(Value);

impl Patch {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() > MOST_PATCH {
            return Err(Fault::TooLong);
        }
        let patch: Value = serde_json::from_str(text).map_err(|_| Fault::NotJson)?;
        if patch.is_object() { Ok(Patch(patch)) } else { Err(Fault::NotAnObject) }
    }

    /// One setting, as somebody typed it; nothing takes it away, so that it is as usual.
    pub fn of(setting: &str, text: Option<&str>, rules: &Rules<'_>) -> Result<Self, Fault> {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        let setting = setting.trim().to_lowercase();
        match (setting.as_str(), text) {
            ("model", None) => Ok(Patch::model(None)),
            ("model", Some(text)) => Ok(Patch::model(Some(&Model::parse(text).ok_or(Fault::NotAModel)?))),
            ("guests", None) => Ok(Patch::guests(&[])),
            ("guests", Some(text)) => Ok(Patch::guests(&guests(text).ok_or(Fault::NotGuests)?)),
            (name, text) => {
                let name = name.strip_prefix("options.").unwrap_or(name);
                let declared = rules.options.iter().find(|declared| declared.name == name);
                let declared = declared.ok_or_else(|| Fault::UnknownSetting(shown(name)))?;
                let read = |text| declared.kind.typed(text);
                let value = text.map(read).transpose().map_err(|fault| of_option(name, fault))?;
                Ok(Patch::option(name, value.as_ref()))
            }
        }
    }

    pub fn model(model: Option<&Model>) -> Self {
        Patch(serde_json::json!({ "model": model }))
    }

    pub fn guests(guests: &[String]) -> Self {
        Patch(serde_json::json!({ "guests": guests }))
    }

    pub fn option(name: &str, value: Option<&OptionValue>) -> Self {
        Patch(serde_json::json!({ "options": { name: value } }))
    }

    pub fn text(&self) -> String {
        self.0.to_string()
    }
}

/// Telegram ids, apart by commas or spaces, each once and in order.
pub fn guests(text: &str) -> Option<Vec<String>> {
    let words = text.split([',', ' ', '\n']).filter(|word| !word.is_empty());
    in_order(words.map(str::to_owned).collect()).filter(|guests| !guests.is_empty())
}

fn in_order(mut guests: Vec<String>) -> Option<Vec<String>> {
    guests.sort_unstable();
    guests.dedup();
    let are_ids = guests.iter().all(|guest| Channel::Telegram.is_person(guest));
    (guests.len() <= MOST_GUESTS && are_ids).then_some(guests)
}

/// A JSON merge patch, as RFC 7396 has it: objects are merged, `null` takes away, anything else replaces.
pub fn merge_patch(target: Value, patch: &Value) -> Value {
    let Value::Object(patch) = patch else { return patch.clone() };
    let mut merged = match target {
        Value::Object(target) => target,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Default::default(),
    };
    for (key, value) in patch {
        if value.is_null() {
            merged.remove(key);
        } else {
            let below = merged.remove(key).unwrap_or(Value::Null);
            merged.insert(key.clone(), merge_patch(below, value));
        }
    }
    Value::Object(merged)
}

impl TryFrom<Value> for BotConfig {
    type Error = &'static str;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        BotConfig::parse(value).map_err(|_| "not the config of a bot")
    }
}

impl BotConfig {
    /// Reads a config that was kept, as strictly as one that is given: it may come from a database that somebody edited.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let value = serde_json::from_str(text).map_err(|_| Unreadable)?;
        BotConfig::parse(value).map_err(|_| Unreadable)
    }

    /// As it is kept and shown.
    pub fn text(&self) -> String {
        serde_json::json!(self).to_string()
    }

    /// The config with a patch on it, when that is one of such a bot.
    pub fn patched(&self, patch: &Patch, rules: &Rules<'_>) -> Result<Self, Fault> {
        let config = BotConfig::parse(merge_patch(serde_json::json!(self), &patch.0))?;
        config.check(rules)?;
        Ok(config)
    }

    /// Whether it is one that such a bot can have.
    pub fn check(&self, rules: &Rules<'_>) -> Result<(), Fault> {
        if self.model.is_some() && !rules.provider.needs_key() {
            return Err(Fault::NoModel);
        }
        if !self.guests.is_empty() && !rules.takes_guests {
            return Err(Fault::NoGuests);
        }
        for (name, value) in &self.options {
            let declared = rules.options.iter().find(|declared| declared.name == *name);
            let declared = declared.ok_or_else(|| Fault::UnknownOption(shown(name)))?;
            declared.kind.accepts(value).map_err(|fault| of_option(name, fault))?;
        }
        Ok(())
    }

    /// What holds for a declared option: what it is set to, as long as the blueprint still takes that, else what is usual.
    pub fn option<'a>(&'a self, declared: &'a Declared) -> Option<&'a OptionValue> {
        let set = self.options.get(&declared.name).filter(|value| declared.kind.accepts(value).is_ok());
        set.or(declared.usual.as_ref())
    }

    /// What is different in another one, each setting as it is here and as it is there. A long text is cut.
    pub fn difference(&self, other: &BotConfig) -> (String, String) {
        let (here, there) = (self.settings(), other.settings());
        let names: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
        let differ: Vec<_> = names.into_iter().filter(|name| here.get(*name) != there.get(*name)).collect();
        let said = |settings: &BTreeMap<String, String>| {
            let said = |name: &&String| format!("{name} = {}", settings.get(*name).map_or("–".into(), |it| cut(it)));
            differ.iter().map(said).collect::<Vec<_>>().join("; ")
        };
        (said(&here), said(&there))
    }

    /// What is set, by the word it is set by.
    pub fn settings(&self) -> BTreeMap<String, String> {
        let mut settings: BTreeMap<String, String> =
            self.options.iter().map(|(name, value)| (name.clone(), value.word())).collect();
        settings.extend(self.model.as_ref().map(|model| ("model".into(), model.as_str().to_owned())));
        if !self.guests.is_empty() {
            settings.insert("guests".into(), self.guests.join(", "));
        }
        settings
    }

    fn parse(value: Value) -> Result<Self, Fault> {
        let Value::Object(members) = value else { return Err(Fault::NotAnObject) };
        let mut config = BotConfig::default();
        for (name, value) in members {
            match (name.as_str(), value) {
                ("model", Value::String(text)) => {
                    config.model = Some(Model::parse(&text).ok_or(Fault::NotAModel)?);
                }
                ("model", _) => return Err(Fault::NotAModel),
                ("guests", value) => {
                    let guests: Vec<String> = serde_json::from_value(value).map_err(|_| Fault::NotGuests)?;
                    config.guests = in_order(guests).ok_or(Fault::NotGuests)?;
                }
                ("options", Value::Object(options)) => {
                    for (name, value) in options {
                        config.options.insert(name.clone(), option_value(&name, value)?);
                    }
                }
                (name, _) => return Err(Fault::UnknownSetting(shown(name))),
            }
        }
        Ok(config)
    }
}

fn option_value(name: &str, value: Value) -> Result<OptionValue, Fault> {
    match value {
        Value::Bool(yes) => Ok(OptionValue::YesNo(yes)),
        Value::Number(number) => {
            number.as_i64().map(OptionValue::Number).ok_or_else(|| of_option(name, ValueFault::NotText))
        }
        Value::String(text) => match Line::parse(&text) {
            Ok(line) => Ok(OptionValue::Text(line)),
            Err(fault) => Err(of_option(name, fault)),
        },
        Value::Null | Value::Array(_) | Value::Object(_) => Err(of_option(name, ValueFault::NotText)),
    }
}

fn of_option(name: &str, fault: ValueFault) -> Fault {
    Fault::Value { option: shown(name), fault }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// A name that somebody made up, as it can be said back: short, and of plain characters.
fn shown(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_. ".contains(c) { c } else { '?' };
    name.chars().take(24).map(plain).collect()
}

#[cfg(test)]
mod tests;
