//! Keys and tokens that people paste: cleaned of what pasting adds, held to a closed alphabet, and told apart by
//! their shape. A shape only chooses the sentence we answer with; whether a key works is for its provider to say.

use crate::domain::Provider;
use crate::secret::Secret;

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
    /// It has the shape of a Telegram bot token.
    TelegramToken,
    /// An administration key, which cannot chat.
    AdminKey,
    /// A token of a chat subscription, which its provider forbids in programs.
    Subscription,
    /// Not of the shape `123456789:AA…` that BotFather gives out.
    NotATelegramToken,
}

/// Hard limits of every provider's key, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 20..=512;

/// Reads the key of `provider` from what a person pasted.
pub fn parse_key(provider: Provider, pasted: &str) -> Result<Secret, KeyFault> {
    let key = clean(pasted)?;
    if is_telegram_token(key) {
        return Err(KeyFault::TelegramToken);
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

/// Reads a Telegram bot token: 6 to 16 digits, a colon, 30 to 64 of `A-Za-z0-9_-`.
pub fn parse_telegram_token(pasted: &str) -> Result<Secret, KeyFault> {
    let token = clean(pasted)?;
    if is_telegram_token(token) {
        return Ok(Secret::new(token));
    }
    match looks_like(token) {
        Some(provider) => Err(KeyFault::BelongsTo(provider)),
        None => Err(KeyFault::NotATelegramToken),
    }
}

/// True when a text looks so much like a key or token that it must not stay in a chat.
pub fn looks_secret(text: &str) -> bool {
    text.split_whitespace().any(|word| match clean(word) {
        Ok(word) => is_telegram_token(word) || looks_like(word).is_some() || word.starts_with("sk-"),
        Err(_) => false,
    })
}

/// A text for people's eyes, every word of it that looks like a key or token reduced to its last four characters.
pub fn cover(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    let mut covered = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let (word, behind) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
        covered.push_str(before);
        if word.len() >= 20 && looks_secret(word) {
            covered.push_str(&tail(&Secret::new(word)))
        } else {
            covered.push_str(word)
        }
        rest = behind;
    }
    covered.push_str(rest);
    covered
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

fn is_telegram_token(text: &str) -> bool {
    let Some((id, rest)) = text.split_once(':') else { return false };
    let known = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    (6..=16).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_digit())
        && (30..=64).contains(&rest.len())
        && rest.bytes().all(known)
}

/// Strips what pasting adds around a key: spaces, quotes, `Bearer `, `NAME=`, zero-width characters.
fn clean(pasted: &str) -> Result<&str, KeyFault> {
    if pasted.len() > 4096 {
        return Err(KeyFault::TooLong);
    }
    let edge =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '“' | '”' | '\u{200b}'..='\u{200d}' | '\u{feff}');
    let mut key = pasted.trim_matches(edge);
    key = key.strip_prefix("Bearer ").unwrap_or(key).trim_matches(edge);
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
