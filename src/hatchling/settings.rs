//! Every setting of a hatchling: its name, its default and the sentence that refuses it. All of them come from the
//! environment, because that is all a deployed bot is given. An error names the variable, never its value.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use crate::domain::key::{parse_key, parse_telegram_token};
use crate::domain::{Channel, Language, Model, Name, Provider};
use crate::hatchling::memory::MOST_TURNS;
use crate::provider::{Brain, Origins, default_model};
use crate::secret::Secret;

#[derive(Debug)]
pub struct Settings {
    pub name: Name,
    pub language: Language,
    pub brain: Brain,
    /// Who it is and how it talks, in its owner's words.
    pub persona: Option<String>,
    /// How many turns of a chat are remembered.
    pub turns: usize,
    pub web: Option<Web>,
    pub telegram: Option<Telegram>,
    pub bind: IpAddr,
    /// 0 takes any free port.
    pub port: u16,
    /// The host name under which the bot is reached over https, where there is one.
    pub public_host: Option<String>,
    pub data_dir: PathBuf,
    /// The pause before a neighbour is asked again; longer pauses are multiples of it.
    pub retry_base: Duration,
}

/// The chat page and its JSON, or the JSON alone.
#[derive(Debug)]
pub struct Web {
    pub token: Secret,
    pub has_page: bool,
}

#[derive(Debug)]
pub struct Telegram {
    pub token: Secret,
    pub origin: String,
    pub owner: Option<i64>,
    pub guests: BTreeSet<i64>,
    /// Makes its sender the owner, once, while there is none.
    pub claim_code: Option<Secret>,
}

/// Why a setting is refused. The text never holds the value.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable} {why}")]
pub struct SettingFault {
    pub variable: &'static str,
    pub why: &'static str,
}

const NO_HOST: &str = "is no host name, which reads like bot.example.com";

/// A longer one would be paid for with every message.
const PERSONA_MAX: usize = 8_000;

impl Settings {
    pub fn from_env() -> Result<Self, SettingFault> {
        Settings::read(|variable| std::env::var(variable).ok())
    }

    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, SettingFault> {
        let read = Reader(&variable);
        let channels = channels(&read)?;
        Ok(Settings {
            name: Name::parse(read.text("BOT_NAME").as_deref().unwrap_or("Hatchling"))
                .map_err(|_| SettingFault { variable: "BOT_NAME", why: "is no name: 3 to 32 letters or digits" })?,
            language: read
                .parsed("BOT_LANGUAGE", "is no language that a bot speaks, such as en or pt-BR", Language::parse)?
                .unwrap_or(Language::English),
            brain: brain(&read)?,
            persona: read.parsed("PERSONA", "is longer than 8000 characters", |text| {
                (text.chars().count() <= PERSONA_MAX).then(|| text.to_owned())
            })?,
            turns: read
                .parsed("MEMORY_TURNS", "is no number between 1 and 20", |text| {
                    text.parse().ok().filter(|turns| (1..=MOST_TURNS).contains(turns))
                })?
                .unwrap_or(MOST_TURNS),
            web: web(&read, channels.contains(&Channel::Web))?,
            telegram: if channels.contains(&Channel::Telegram) { Some(telegram(&read)?) } else { None },
            bind: read
                .parsed("BIND", "is no IP address", |text| text.parse().ok())?
                .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            port: read.parsed("PORT", "is no port number", |text| text.parse().ok())?.unwrap_or(8080),
            // Railway sets the second one for a service that has a domain.
            public_host: match read.parsed("PUBLIC_HOST", NO_HOST, host)? {
                Some(host) => Some(host),
                None => read.parsed("RAILWAY_PUBLIC_DOMAIN", NO_HOST, host)?,
            },
            data_dir: read.text("DATA_DIR").map_or_else(|| PathBuf::from("hatchling-data"), PathBuf::from),
            retry_base: read
                .parsed("RETRY_BASE_MS", "is no number of milliseconds between 1 and 60000", |text| {
                    text.parse().ok().filter(|ms| (1..=60_000).contains(ms))
                })?
                .map_or(Duration::from_secs(1), Duration::from_millis),
        })
    }
}

/// Reads variables; an empty value counts as unset.
struct Reader<'a>(&'a dyn Fn(&str) -> Option<String>);

impl Reader<'_> {
    fn text(&self, variable: &str) -> Option<String> {
        let text = (self.0)(variable)?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn parsed<T>(
        &self,
        variable: &'static str,
        why: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, SettingFault> {
        let Some(text) = self.text(variable) else { return Ok(None) };
        parse(&text).map(Some).ok_or(SettingFault { variable, why })
    }

    fn required<T>(
        &self,
        variable: &'static str,
        why: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, SettingFault> {
        self.parsed(variable, why, parse)?.ok_or(SettingFault { variable, why: "is not set" })
    }

    fn origin(&self, variable: &'static str, default: &str) -> Result<String, SettingFault> {
        let origin = self.parsed(variable, "is no origin, which reads like https://api.example.com", origin)?;
        Ok(origin.unwrap_or_else(|| default.to_owned()))
    }
}

fn channels(read: &Reader<'_>) -> Result<BTreeSet<Channel>, SettingFault> {
    let channels = read.parsed("CHANNELS", "may only list web and telegram, with a comma between", |text| {
        text.split(',').map(|word| Channel::parse(word.trim())).collect::<Option<BTreeSet<_>>>()
    })?;
    Ok(channels.unwrap_or_else(|| BTreeSet::from([Channel::Web])))
}

fn brain(read: &Reader<'_>) -> Result<Brain, SettingFault> {
    let provider =
        read.required("AI_PROVIDER", "is none of anthropic, openai, openrouter, gemini and echo", Provider::parse)?;
    let key = match provider.needs_key() {
        true => Some(read.required("AI_KEY", "is no key of this provider", |text| parse_key(provider, text).ok())?),
        false => None,
    };
    Ok(Brain {
        provider,
        origins: Origins {
            anthropic: read.origin("ANTHROPIC_API_URL", "https://api.anthropic.com")?,
            openai: read.origin("OPENAI_API_URL", "https://api.openai.com")?,
            openrouter: read.origin("OPENROUTER_API_URL", "https://openrouter.ai")?,
            gemini: read.origin("GEMINI_API_URL", "https://generativelanguage.googleapis.com")?,
        },
        key,
        model: read.parsed("AI_MODEL", "is no model id", Model::parse)?.unwrap_or_else(|| default_model(provider)),
    })
}

/// Without the web channel the token still opens `POST /chat`, by which Hatchery asks whether the bot answers.
fn web(read: &Reader<'_>, has_page: bool) -> Result<Option<Web>, SettingFault> {
    let why = "must be 20 to 200 letters, digits, - and _";
    let token = |text: &str| is_link_word(text, 20..=200).then(|| Secret::new(text));
    let token = match has_page {
        true => Some(read.required("WEB_TOKEN", why, token)?),
        false => read.parsed("WEB_TOKEN", why, token)?,
    };
    Ok(token.map(|token| Web { token, has_page }))
}

fn telegram(read: &Reader<'_>) -> Result<Telegram, SettingFault> {
    let guests = read.parsed("GUESTS_TELEGRAM", "must be Telegram ids with commas between", |text| {
        text.split(',').map(person).collect::<Option<BTreeSet<_>>>()
    })?;
    Ok(Telegram {
        token: read.required("TELEGRAM_BOT_TOKEN", "is no token as BotFather gives out", |text| {
            parse_telegram_token(text).ok()
        })?,
        origin: read.origin("TELEGRAM_API_URL", "https://api.telegram.org")?,
        owner: read.parsed("OWNER_TELEGRAM", "is no Telegram id", person)?,
        guests: guests.unwrap_or_default(),
        // Bot API: a start parameter has at most 64 characters of A-Z, a-z, 0-9, _ and -.
        claim_code: read.parsed("CLAIM_CODE", "must be 20 to 64 letters, digits, - and _", |text| {
            is_link_word(text, 20..=64).then(|| Secret::new(text))
        })?,
    })
}

/// A person's id on Telegram; groups have negative ones.
fn person(text: &str) -> Option<i64> {
    text.trim().parse().ok().filter(|id| *id > 0)
}

fn is_link_word(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// A host as a browser names it, perhaps with a port.
fn host(text: &str) -> Option<String> {
    let known = |b: u8| b.is_ascii_alphanumeric() || b"-.:".contains(&b);
    ((1..=253).contains(&text.len()) && text.bytes().all(known)).then(|| text.to_ascii_lowercase())
}

fn origin(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let known = |b: u8| b.is_ascii_alphanumeric() || b"-.:[]_".contains(&b);
    (!rest.is_empty() && rest.bytes().all(known)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEB_TOKEN: &str = "web-HATCHTEST-0000000000000000";

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, SettingFault> {
        Settings::read(|variable| pairs.iter().find(|(name, _)| *name == variable).map(|(_, value)| (*value).into()))
    }

    #[test]
    fn an_echo_on_the_web_needs_only_a_token() {
        let settings =
            read(&[("AI_PROVIDER", "echo"), ("WEB_TOKEN", WEB_TOKEN), ("PUBLIC_HOST", " ")]).expect("settings");
        assert_eq!(settings.name.as_str(), "Hatchling");
        assert_eq!(settings.language, Language::English);
        assert_eq!((settings.bind, settings.port), (IpAddr::V4(Ipv4Addr::LOCALHOST), 8080));
        assert!(settings.web.is_some() && settings.telegram.is_none() && settings.public_host.is_none());
    }

    #[test]
    fn everything_can_be_set() {
        let settings = read(&[
            ("BOT_NAME", "nest"),
            ("BOT_LANGUAGE", "es"),
            ("AI_PROVIDER", "anthropic"),
            ("AI_KEY", "sk-ant-HATCHTEST-0000000000"),
            ("AI_MODEL", "claude-haiku-5-5"),
            ("PERSONA", "You’re a pirate."),
            ("MEMORY_TURNS", "3"),
            ("ANTHROPIC_API_URL", "http://127.0.0.1:1/"),
            ("CHANNELS", "web, telegram"),
            ("WEB_TOKEN", WEB_TOKEN),
            ("PORT", "0"),
            ("BIND", "::1"),
            ("PUBLIC_HOST", "Nest.Example.com"),
            ("TELEGRAM_BOT_TOKEN", "123456789:HATCHTEST00000000000000000000000000"),
            ("OWNER_TELEGRAM", "42"),
            ("GUESTS_TELEGRAM", "7, 8"),
            ("CLAIM_CODE", "claim-HATCHTEST-0000000"),
        ])
        .expect("settings");
        let telegram = settings.telegram.expect("telegram");
        assert_eq!(settings.brain.model.as_str(), "claude-haiku-5-5");
        assert_eq!((settings.persona.as_deref(), settings.turns), (Some("You’re a pirate."), 3));
        assert_eq!(settings.brain.origins.anthropic, "http://127.0.0.1:1");
        assert_eq!(settings.public_host.as_deref(), Some("nest.example.com"));
        assert_eq!((telegram.owner, telegram.guests), (Some(42), BTreeSet::from([7, 8])));
    }

    #[test]
    fn a_refusal_names_the_variable_and_never_its_value() {
        let good = [
            ("AI_PROVIDER", "anthropic"),
            ("AI_KEY", "sk-ant-HATCHTEST-0000000000"),
            ("CHANNELS", "web,telegram"),
            ("WEB_TOKEN", WEB_TOKEN),
            ("TELEGRAM_BOT_TOKEN", "123456789:HATCHTEST00000000000000000000000000"),
        ];
        let bad = [
            ("BOT_NAME", "<b>CANARY"),
            ("BOT_LANGUAGE", "CANARY"),
            ("AI_PROVIDER", "CANARY"),
            ("AI_KEY", "sk-ant-CANARY${{Other.SECRET}}"),
            ("AI_MODEL", "two CANARY"),
            ("MEMORY_TURNS", "21"),
            ("GEMINI_API_URL", "https://CANARY/v1"),
            ("CHANNELS", "web,CANARY"),
            ("WEB_TOKEN", "CANARY"),
            ("PORT", "CANARY"),
            ("BIND", "CANARY"),
            ("PUBLIC_HOST", "https://CANARY/"),
            ("TELEGRAM_BOT_TOKEN", "CANARY"),
            ("OWNER_TELEGRAM", "-1"),
            ("GUESTS_TELEGRAM", "1,CANARY"),
            ("CLAIM_CODE", "CANARY"),
            ("RETRY_BASE_MS", "0"),
        ];
        assert!(read(&good).is_ok());
        for (variable, value) in bad {
            let mut pairs = vec![(variable, value)];
            pairs.extend(good);
            let fault = read(&pairs).expect_err(variable);
            assert_eq!(fault.variable, variable);
            assert!(!fault.to_string().contains("CANARY"), "{fault}");
        }
        for variable in ["AI_PROVIDER", "AI_KEY", "WEB_TOKEN", "TELEGRAM_BOT_TOKEN"] {
            let mut pairs = vec![(variable, "")];
            pairs.extend(good);
            assert_eq!(read(&pairs).expect_err(variable), SettingFault { variable, why: "is not set" });
        }
    }
}
