//! What a variable of a blueprint may be filled with, and the filling.

use std::collections::BTreeMap;

use anyhow::bail;

use crate::domain::config::is_name;
use crate::domain::{Channel, Token};
use crate::secret::Secret;

/// Declares the slots with the words by which a blueprint names them.
macro_rules! slots {
    ($($(#[$meta:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Slot {
            $($(#[$meta])* $variant,)+
            /// What an option of the blueprint is set to: `{option:persona}`.
            Option(String),
        }

        impl Slot {
            fn parse(word: &str) -> Option<Self> {
                if let Some(name) = word.strip_prefix("option:") {
                    return is_name(name).then(|| Slot::Option(name.to_owned()));
                }
                match word { $($word => Some(Slot::$variant),)+ _ => None }
            }
        }
    };
}

slots! {
    Name = "name",
    Language = "language",
    Provider = "provider",
    Key = "key",
    Model = "model",
    Channels = "channels",
    WebToken = "web_token",
    TelegramToken = "telegram_token",
    DiscordToken = "discord_token",
    SlackBotToken = "slack_bot_token",
    SlackAppToken = "slack_app_token",
    DiscordApplication = "discord_application",
    OwnerTelegram = "owner_telegram",
    OwnerDiscord = "owner_discord",
    OwnerSlack = "owner_slack",
    ClaimCode = "claim_code",
    Guests = "guests",
    AnthropicUrl = "anthropic_url",
    OpenAiUrl = "openai_url",
    OpenRouterUrl = "openrouter_url",
    GeminiUrl = "gemini_url",
    TelegramUrl = "telegram_url",
    Port = "port",
    Bind = "bind",
    DataDir = "data_dir",
    /// The bot's one config file, as JSON.
    Config = "config",
    /// The image of this program.
    HatcheryImage = "hatchery_image",
}

impl Slot {
    pub fn of_token(token: Token) -> Self {
        match token {
            Token::Telegram => Slot::TelegramToken,
            Token::Discord => Slot::DiscordToken,
            Token::SlackBot => Slot::SlackBotToken,
            Token::SlackApp => Slot::SlackAppToken,
        }
    }

    /// Where the owner's id on a channel goes.
    pub fn of_owner(channel: Channel) -> Option<Self> {
        match channel {
            Channel::Web => None,
            Channel::Telegram => Some(Slot::OwnerTelegram),
            Channel::Discord => Some(Slot::OwnerDiscord),
            Channel::Slack => Some(Slot::OwnerSlack),
        }
    }
}

/// Values for the slots; a missing or empty one leaves its variable out.
pub type Filling = BTreeMap<Slot, Secret>;

/// The slots that a value has in it.
pub fn check(value: &str) -> anyhow::Result<()> {
    parts(value).map(drop)
}

pub fn has(value: &str, slot: Slot) -> bool {
    let is_it = |part: &Part<'_>| matches!(part, Part::Slot(found) if *found == slot);
    parts(value).is_ok_and(|parts| parts.iter().any(is_it))
}

/// The options that a value is filled with.
pub fn options(value: &str) -> anyhow::Result<Vec<String>> {
    let name = |part| match part {
        Part::Slot(Slot::Option(name)) => Some(name),
        Part::Slot(_) | Part::Plain(_) => None,
    };
    Ok(parts(value)?.into_iter().filter_map(name).collect())
}

/// The value with its slots filled. A value that is nothing but empty slots is empty, whatever stands around them.
pub fn fill(value: &str, filling: &Filling) -> String {
    let parts = parts(value).expect("a blueprint's values are checked when it is read");
    let filled = |slot: &Slot| filling.get(slot).map(|value| value.expose().to_owned()).filter(|text| !text.is_empty());
    let mut text = String::new();
    let (mut slots, mut empty) = (0, 0);
    for part in &parts {
        match part {
            Part::Plain(plain) => text.push_str(plain),
            Part::Slot(slot) => {
                slots += 1;
                match filled(slot) {
                    Some(value) => text.push_str(&value),
                    None => empty += 1,
                }
            }
        }
    }
    if slots > 0 && slots == empty { String::new() } else { text }
}

enum Part<'a> {
    Plain(&'a str),
    Slot(Slot),
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
