//! Keys and tokens that people paste: cleaned of what pasting adds, held to a closed alphabet, and told apart by
//! their shape. A shape only chooses the sentence we answer with; whether a key works is for its provider to say.

mod token;

use crate::domain::{Provider, Token, access_token};
use crate::secret::Secret;

use token::Kind;

/// Why a pasted text cannot be the key or token that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// Fewer than 20 characters.
    TooShort,
    /// More than 512 characters.
    TooLong,
    /// A character that no key has. `$`, braces and quotes are refused because a target may expand them.
    Alphabet,
    /// It has the shape of another provider's key.
    BelongsTo(Provider),
    /// It has the shape of a Telegram bot token, where something else was asked for. So have the next three.
    TelegramToken,
    DiscordToken,
    SlackBotToken,
    SlackAppToken,
    /// `xoxp-…`: it speaks as a person and not as a bot.
    SlackUserToken,
    /// `xoxe.…`: it expires after twelve hours, unless the app's token rotation is off.
    SlackRotatingToken,
    /// An administration key, which cannot chat.
    AdminKey,
    /// A token of a chat subscription, which its provider forbids in programs.
    Subscription,
    /// Not of the shape `123456789:AA…` that BotFather gives out.
    NotATelegramToken,
    /// Not of the three parts with dots between them that the developer portal shows once.
    NotADiscordToken,
    /// 32 characters: what the portal's page of OAuth2 shows.
    DiscordClientSecret,
    /// 64 hexadecimal characters: what the portal's first page shows.
    DiscordPublicKey,
    /// Not a whole `xoxb-…`.
    NotASlackBotToken,
    /// Not a whole `xapp-…`.
    NotASlackAppToken,
    /// 32 hexadecimal characters: a signing or client secret, from the page where app tokens are made.
    SlackSigningSecret,
}

/// Hard limits of every provider's key, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 20..=512;

/// Reads the key of `provider` from what a person pasted.
pub fn parse_key(provider: Provider, pasted: &str) -> Result<Secret, KeyFault> {
    let key = clean(pasted)?;
    if let Some(kind) = token::kind(key) {
        return Err(kind.misplaced());
    }
    if key.starts_with("sk-ant-admin") || key.starts_with("sk-admin-") {
        return Err(KeyFault::AdminKey);
    }
    if key.starts_with("sk-ant-oat") {
        return Err(KeyFault::Subscription);
    }
    match looks_like(key) {
        Some(owner) if owner != provider => Err(KeyFault::BelongsTo(owner)),
        Some(_) | None => Ok(Secret::new(key)),
    }
}

/// Telegram's id of the bot that this token is of.
pub fn telegram_id(kind: Token, token: &Secret) -> Option<String> {
    match kind {
        Token::Telegram => token.expose().split_once(':').map(|(id, _)| id.to_owned()),
        Token::Discord | Token::SlackBot | Token::SlackApp => None,
    }
}

/// Reads a Telegram bot token: 6 to 16 digits, a colon, 30 to 64 of `A-Za-z0-9_-`.
pub fn parse_telegram_token(pasted: &str) -> Result<Secret, KeyFault> {
    parse_token(Kind::Telegram, pasted, |_| KeyFault::NotATelegramToken)
}

/// Reads a Discord bot token: the bot's id in base64, a moment and a signature, with dots between them.
pub fn parse_discord_token(pasted: &str) -> Result<Secret, KeyFault> {
    parse_token(Kind::Discord, pasted, |text| {
        if token::is_hex(text, 64) {
            KeyFault::DiscordPublicKey
        } else if token::is_discord_client_secret(text) {
            KeyFault::DiscordClientSecret
        } else {
            KeyFault::NotADiscordToken
        }
    })
}

/// Reads the token that a Slack bot speaks with: a whole `xoxb-…`.
pub fn parse_slack_bot_token(pasted: &str) -> Result<Secret, KeyFault> {
    parse_token(Kind::SlackBot, pasted, |text| not_of_slack(text, KeyFault::NotASlackBotToken))
}

/// Reads the token that a Slack app listens with: a whole `xapp-…`.
pub fn parse_slack_app_token(pasted: &str) -> Result<Secret, KeyFault> {
    parse_token(Kind::SlackApp, pasted, |text| not_of_slack(text, KeyFault::NotASlackAppToken))
}

fn not_of_slack(text: &str, otherwise: KeyFault) -> KeyFault {
    if token::is_hex(text, 32) { KeyFault::SlackSigningSecret } else { otherwise }
}

/// Reads a token of one kind; `otherwise` says what is wrong with a text that is nobody else's key or token either.
fn parse_token(wanted: Kind, pasted: &str, otherwise: impl Fn(&str) -> KeyFault) -> Result<Secret, KeyFault> {
    let text = clean(pasted)?;
    match token::kind(text) {
        Some(kind) if kind != wanted => Err(kind.misplaced()),
        Some(kind) if kind.is_whole(text) => Ok(Secret::new(text)),
        Some(_) => Err(otherwise(text)),
        None => Err(looks_like(text).map_or_else(|| otherwise(text), KeyFault::BelongsTo)),
    }
}

/// True when a text looks so much like a key or token that it must not stay in a chat.
pub fn looks_secret(text: &str) -> bool {
    text.split(|c| !is_of_a_secret(c)).any(is_secret)
}

/// A text for people's eyes, every word of it that looks like a key or token reduced to its last four characters.
pub fn cover(text: &str) -> String {
    let mut covered = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_of_a_secret) {
        let (before, from) = rest.split_at(start);
        let (word, behind) = from.split_at(from.find(|c| !is_of_a_secret(c)).unwrap_or(from.len()));
        covered.push_str(before);
        if is_secret(word) {
            covered.push_str(&tail(&Secret::new(word)))
        } else {
            covered.push_str(word)
        }
        rest = behind;
    }
    covered.push_str(rest);
    covered
}

/// Of these characters alone a secret consists as people write it down; others end it.
fn is_of_a_secret(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.:".contains(c)
}

/// Whether a word is a key or token, also behind a name and a colon or before the end of a sentence.
fn is_secret(word: &str) -> bool {
    let word = word.trim_matches(['.', ':']);
    word.len() >= *LENGTH.start()
        && (token::kind(word).is_some()
            || looks_like(word).is_some()
            || word.starts_with(access_token::PREFIX)
            || word.split_once(':').is_some_and(|(_, rest)| is_secret(rest)))
}

/// The characters by which people recognise a key: its last four.
pub fn tail(key: &Secret) -> String {
    let text = key.expose();
    let start = text.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    format!("…{}", &text[start..])
}

fn looks_like(key: &str) -> Option<Provider> {
    if key.starts_with("sk-ant-") {
        Some(Provider::Anthropic)
    } else if key.starts_with("sk-or-") {
        Some(Provider::OpenRouter)
    } else if key.starts_with("sk-") {
        Some(Provider::OpenAi)
    } else if key.starts_with("AIza") || key.starts_with("AQ.") {
        Some(Provider::Gemini)
    } else {
        None
    }
}

/// Strips what pasting adds around a key: spaces, quotes, `Bearer `, `Bot `, `NAME=`, zero-width characters.
fn clean(pasted: &str) -> Result<&str, KeyFault> {
    if pasted.len() > 4096 {
        return Err(KeyFault::TooLong);
    }
    let edge =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '“' | '”' | '\u{200b}'..='\u{200d}' | '\u{feff}');
    let mut key = pasted.trim_matches(edge);
    key = key.strip_prefix("Bearer ").or(key.strip_prefix("Bot ")).unwrap_or(key).trim_matches(edge);
    if let Some((name, value)) = key.split_once('=') {
        let is_variable =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
        if is_variable {
            key = value.trim_matches(edge);
        }
    }
    let known = |b: u8| b.is_ascii_alphanumeric() || b"-_.~:+/=".contains(&b);
    if !key.bytes().all(known) {
        return Err(KeyFault::Alphabet);
    }
    match key.len() {
        n if n < *LENGTH.start() => Err(KeyFault::TooShort),
        n if n > *LENGTH.end() => Err(KeyFault::TooLong),
        _ => Ok(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anthropic(text: &str) -> Result<String, KeyFault> {
        parse_key(Provider::Anthropic, text).map(|key| key.expose().to_owned())
    }

    #[test]
    fn what_pasting_adds_is_taken_off() {
        let key = "sk-ant-HATCHTEST-0000000000";
        for text in [
            key.to_owned(),
            format!("  {key}\n"),
            format!("\"{key}\""),
            format!("Bearer {key}"),
            format!("ANTHROPIC_API_KEY={key}"),
            format!("ANTHROPIC_API_KEY=\"{key}\""),
            format!("\u{200b}{key}"),
        ] {
            assert_eq!(anthropic(&text), Ok(key.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn what_a_target_might_expand_is_refused() {
        for text in [
            "sk-ant-HATCHTEST${{Other.SECRET}}",
            "sk-ant-HATCHTEST\"quoted\"inside-of-it",
            "sk-ant-HATCHTEST two words here",
            "sk-ant-HATCHTEST\nsecond-line-here",
            "sk-ant-HATCHTEST\u{202e}right-to-left",
            "🥚🥚🥚🥚🥚🥚🥚🥚🥚🥚",
        ] {
            assert_eq!(anthropic(text), Err(KeyFault::Alphabet), "{text:?}");
        }
        assert_eq!(anthropic("sk-ant-x"), Err(KeyFault::TooShort));
        assert_eq!(anthropic(""), Err(KeyFault::TooShort));
        assert_eq!(anthropic(&"a".repeat(600)), Err(KeyFault::TooLong));
        assert_eq!(anthropic(&"a".repeat(10_000)), Err(KeyFault::TooLong));
    }

    #[test]
    fn a_key_of_somebody_else_is_recognised() {
        assert_eq!(anthropic("sk-or-v1-HATCHTEST-00000000"), Err(KeyFault::BelongsTo(Provider::OpenRouter)));
        assert_eq!(anthropic("sk-proj-HATCHTEST-000000000"), Err(KeyFault::BelongsTo(Provider::OpenAi)));
        assert_eq!(anthropic("AIzaHATCHTEST00000000000000"), Err(KeyFault::BelongsTo(Provider::Gemini)));
        assert_eq!(anthropic("sk-ant-admin01-HATCHTEST-00"), Err(KeyFault::AdminKey));
        assert_eq!(anthropic("sk-ant-oat01-HATCHTEST-0000"), Err(KeyFault::Subscription));
        assert_eq!(anthropic(&format!("123456789:{}", "A".repeat(35))), Err(KeyFault::TelegramToken));
    }

    #[test]
    fn an_unknown_shape_is_left_to_the_provider() {
        assert!(parse_key(Provider::Gemini, "IQ.HATCHTEST-0000000000").is_ok());
    }

    #[test]
    fn a_telegram_token_has_its_own_shape() {
        let token = format!("123456789:{}", "A".repeat(35));
        assert!(parse_telegram_token(&token).is_ok());
        assert_eq!(parse_telegram_token("123456789:short-HATCHTEST").err(), Some(KeyFault::NotATelegramToken));
        assert_eq!(
            parse_telegram_token("sk-ant-HATCHTEST-0000000000").err(),
            Some(KeyFault::BelongsTo(Provider::Anthropic))
        );
    }

    #[test]
    fn a_log_is_covered_and_stays_readable() {
        let log = "GET /x?key=sk-ant-HATCHTEST-00001234 failed\n2026-11-21 ready on 127.0.0.1:8080";
        assert_eq!(cover(log), "GET /x?key=…1234 failed\n2026-11-21 ready on 127.0.0.1:8080");
    }

    #[test]
    fn a_secret_in_a_sentence_is_noticed() {
        assert!(looks_secret("here it is: sk-ant-HATCHTEST-0000000000"));
        assert!(!looks_secret("deploy a bot called nest"));
    }
}
