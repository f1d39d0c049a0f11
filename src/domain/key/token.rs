//! The shapes of chat services' tokens. A prefix or an id inside tells whose a token is; its whole shape tells whether
//! it was copied whole. Whether it works is for its service to say.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::KeyFault;

/// Whose a token is, and what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Telegram,
    Discord,
    /// `xoxb-…`: what a Slack bot speaks with.
    SlackBot,
    /// `xapp-…`: what a Slack app listens with.
    SlackApp,
    /// `xoxe.xoxb-…` and `xoxe-…`: they expire after twelve hours.
    SlackRotating,
    /// `xoxp-…` and the other tokens of Slack that belong to a person.
    SlackUser,
}

impl Kind {
    /// Whether a text of this kind has all its parts.
    pub fn is_whole(self, text: &str) -> bool {
        match self {
            // Only a whole one is recognised.
            Kind::Telegram | Kind::Discord => true,
            Kind::SlackBot => is_whole_slack_bot(text),
            Kind::SlackApp => is_whole_slack_app(text),
            // Nobody asks for these.
            Kind::SlackRotating | Kind::SlackUser => false,
        }
    }

    /// What is wrong where a token of this kind was pasted and another was asked for.
    pub fn misplaced(self) -> KeyFault {
        match self {
            Kind::Telegram => KeyFault::TelegramToken,
            Kind::Discord => KeyFault::DiscordToken,
            Kind::SlackBot => KeyFault::SlackBotToken,
            Kind::SlackApp => KeyFault::SlackAppToken,
            Kind::SlackRotating => KeyFault::SlackRotatingToken,
            Kind::SlackUser => KeyFault::SlackUserToken,
        }
    }
}

/// The kind of token that a text is, or a part or a relative of. Ordinary words are none.
pub fn kind(text: &str) -> Option<Kind> {
    if is_telegram(text) {
        Some(Kind::Telegram)
    } else if is_discord(text) {
        Some(Kind::Discord)
    } else if text.starts_with("xoxb-") {
        Some(Kind::SlackBot)
    } else if text.starts_with("xapp-") {
        Some(Kind::SlackApp)
    } else if text.starts_with("xoxe.") || text.starts_with("xoxe-") {
        Some(Kind::SlackRotating)
    } else if is_of_a_slack_user(text) {
        Some(Kind::SlackUser)
    } else {
        None
    }
}

/// What the portals show next to the token, and people copy instead of it.
pub fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && has_only(text, |b| b.is_ascii_hexdigit())
}

/// 32 characters that are no token: Discord's client secret.
pub fn is_discord_client_secret(text: &str) -> bool {
    text.len() == 32 && has_only(text, is_of_a_word)
}

/// 6 to 16 digits, a colon, 30 to 64 of `A-Za-z0-9_-`.
fn is_telegram(text: &str) -> bool {
    let Some((id, rest)) = text.split_once(':') else { return false };
    (6..=16).contains(&id.len())
        && has_only(id, |b| b.is_ascii_digit())
        && (30..=64).contains(&rest.len())
        && has_only(rest, is_of_a_word)
}

/// The bot's id in base64, a moment and a signature. Only the id tells it from ordinary words with dots between them.
fn is_discord(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let [id, moment, signature] = parts[..] else { return false };
    (6..=7).contains(&moment.len())
        && has_only(moment, is_of_a_word)
        && (27..=45).contains(&signature.len())
        && has_only(signature, is_of_a_word)
        && is_coded_id(id)
}

fn is_coded_id(part: &str) -> bool {
    let Ok(id) = URL_SAFE_NO_PAD.decode(part) else { return false };
    (15..=20).contains(&id.len()) && id.iter().all(u8::is_ascii_digit)
}

/// `xoxb-`, two numbers and a secret.
fn is_whole_slack_bot(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let ["xoxb", team, bot, secret] = parts[..] else { return false };
    let is_id = |part: &str| (8..=14).contains(&part.len()) && has_only(part, |b| b.is_ascii_digit());
    is_id(team) && is_id(bot) && (18..=40).contains(&secret.len()) && has_only(secret, |b| b.is_ascii_alphanumeric())
}

/// `xapp-`, a version of one digit, the id of the app, a number and a secret.
fn is_whole_slack_app(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let ["xapp", version, app, number, secret] = parts[..] else { return false };
    version.len() == 1
        && has_only(version, |b| b.is_ascii_digit())
        && has_only(app, |b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && has_only(number, |b| b.is_ascii_digit())
        && (32..=80).contains(&secret.len())
        && has_only(secret, |b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// `xoxp-` and its rarer relatives, which differ in one letter.
fn is_of_a_slack_user(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("xox") else { return false };
    matches!(rest.as_bytes(), [b'a'..=b'z', b'-' | b'.', ..])
}

fn has_only(part: &str, known: impl Fn(u8) -> bool) -> bool {
    !part.is_empty() && part.bytes().all(known)
}

fn is_of_a_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::key::{cover, looks_secret, parse_discord_token, parse_key, parse_slack_app_token};
    use crate::domain::key::{parse_slack_bot_token, parse_telegram_token};
    use crate::domain::{Model, Name, Provider};
    use crate::secret::Secret;

    // The tokens are put together here, so that nothing in this file looks like one to a scanner.

    fn discord_with(id: &str) -> String {
        let signature = format!("HATCHTEST{}", "x".repeat(29));
        [URL_SAFE_NO_PAD.encode(id), "GHATCH".to_owned(), signature].join(".")
    }

    fn discord() -> String {
        discord_with("123456789012345678")
    }

    fn slack_bot() -> String {
        ["xoxb", "100000000001", "200000000002", "HATCHTEST000000000000000"].join("-")
    }

    fn slack_app() -> String {
        ["xapp", "1", "AHATCHTEST", "3000000000003", &"0".repeat(64)].join("-")
    }

    fn slack_user() -> String {
        ["xoxp", "100000000001", "200000000002", "300000000003", "HATCHTEST"].join("-")
    }

    fn slack_rotating() -> String {
        format!("xoxe.{}", ["xoxb", "1", &"HATCHTEST".repeat(18)].join("-"))
    }

    fn telegram() -> String {
        format!("123456789:HATCHTEST{}", "A".repeat(26))
    }

    /// What is wrong with a text in each of the places where a token is asked for.
    fn faults(text: &str) -> [Option<KeyFault>; 5] {
        let fault = |parsed: Result<Secret, KeyFault>| match parsed {
            Ok(token) => {
                assert!(token.matches(text.trim()), "{text} became another token");
                None
            }
            Err(fault) => Some(fault),
        };
        [
            fault(parse_discord_token(text)),
            fault(parse_slack_bot_token(text)),
            fault(parse_slack_app_token(text)),
            fault(parse_telegram_token(text)),
            fault(parse_key(Provider::OpenRouter, text)),
        ]
    }

    #[test]
    fn a_token_is_taken_in_its_own_place_and_recognised_in_every_other() {
        use KeyFault::*;
        for (token, fault, own) in [
            (discord(), DiscordToken, Some(0)),
            (slack_bot(), SlackBotToken, Some(1)),
            (slack_app(), SlackAppToken, Some(2)),
            (telegram(), TelegramToken, Some(3)),
            ("sk-ant-HATCHTEST-0000000000".to_owned(), BelongsTo(Provider::Anthropic), None),
            (slack_user(), SlackUserToken, None),
            (slack_rotating(), SlackRotatingToken, None),
            (["xoxe", "1", "HATCHTEST00000000000"].join("-"), SlackRotatingToken, None),
        ] {
            let mut expected = [Some(fault); 5];
            if let Some(place) = own {
                expected[place] = None;
            }
            assert_eq!(faults(&token), expected, "{token}");
            assert_eq!(faults(&format!("  {token}\n")), expected, "{token}");
        }
    }

    #[test]
    fn a_discord_token_may_be_copied_with_its_header() {
        let token = discord();
        for text in [format!("Bot {token}"), format!("DISCORD_BOT_TOKEN=\"{token}\"")] {
            assert!(parse_discord_token(&text).is_ok_and(|parsed| parsed.matches(&token)), "{text}");
        }
    }

    #[test]
    fn a_discord_token_holds_the_id_of_its_bot() {
        for id in ["123456789012345", "12345678901234567", "1234567890123456789", "12345678901234567890"] {
            assert!(parse_discord_token(&discord_with(id)).is_ok(), "{id}");
        }
        for id in ["12345678901234", "123456789012345678901", "1234567890abcdefgh", "-12345678901234567"] {
            assert_eq!(parse_discord_token(&discord_with(id)).err(), Some(KeyFault::NotADiscordToken), "{id}");
        }
    }

    #[test]
    fn what_stands_next_to_the_token_is_told_from_it() {
        let key = "0123456789abcdef".repeat(4);
        for (text, fault) in [
            (key.as_str(), KeyFault::DiscordPublicKey),
            ("HATCHTEST-client_secret-00000000", KeyFault::DiscordClientSecret),
            (&discord()[..50], KeyFault::NotADiscordToken),
            ("hatchtest.example.com-and-more", KeyFault::NotADiscordToken),
            ("123456789012345678", KeyFault::TooShort),
        ] {
            assert_eq!(parse_discord_token(text).err(), Some(fault), "{text}");
        }
        for parse in [parse_slack_bot_token, parse_slack_app_token] {
            assert_eq!(parse(&key[..32]).err(), Some(KeyFault::SlackSigningSecret));
        }
        let hook = ["https:", "", "hooks.slack.com", "services", "THATCHTEST", "B0"].join("/");
        assert_eq!(parse_slack_bot_token(&hook).err(), Some(KeyFault::NotASlackBotToken));
        assert_eq!(parse_slack_app_token(&hook).err(), Some(KeyFault::NotASlackAppToken));
    }

    #[test]
    fn a_slack_token_that_was_cut_off_is_not_taken() {
        let (bot, app) = (slack_bot(), slack_app());
        for text in [&bot[..bot.len() - 8], &bot[..26], &format!("{bot}-more"), &bot.replace("-2", "-x")] {
            assert_eq!(parse_slack_bot_token(text).err(), Some(KeyFault::NotASlackBotToken), "{text}");
        }
        for text in [&app[..app.len() - 40], &app[..24], &app.to_uppercase().replace("XAPP", "xapp").replace("00", "A")]
        {
            assert_eq!(parse_slack_app_token(text).err(), Some(KeyFault::NotASlackAppToken), "{text}");
        }
    }

    #[test]
    fn a_token_in_a_sentence_is_noticed_and_covered() {
        for token in [discord(), slack_bot(), slack_app(), slack_user(), slack_rotating(), telegram()] {
            let tail = format!("…{}", &token[token.len() - 4..]);
            for (before, behind) in
                [("", ""), ("it is ", "."), ("(", ")"), ("token:", ", I think"), ("Bot ", ":"), ("TOKEN=", "&x=1")]
            {
                let said = format!("{before}{token}{behind}");
                assert!(looks_secret(&said), "{said}");
                assert!(!cover(&said).contains("HATCHTEST"), "{said}: {}", cover(&said));
            }
            assert_eq!(cover(&format!("it is {token}")), format!("it is {tail}"));
            assert!(Model::parse(&token).is_none() && Name::parse(&token).is_err(), "{token}");
        }
    }

    #[test]
    fn ordinary_words_are_no_tokens() {
        for text in [
            "docs.example.com/a-page-of-some-length-that-is-read",
            "hatchery.domain.key-and-a-long-name-behind-it",
            "com.example.this-is-a-long-name-of-a-package",
            "MTIz.abcdef.a-signature-without-an-id-before-it",
            "1.234.567 and 127.0.0.1:8080 and 2026-11-21T10:00:00.000000Z",
            "xoxo, see you in the afternoon of tomorrow",
            "a toxox-case-with-a-long-tail-of-words",
            "0123456789abcdef0123456789abcdef",
            "claude-sonnet-5-5.20261121.a-model-of-some-length-here",
        ] {
            assert!(!looks_secret(text), "{text}");
            assert_eq!(cover(text), text);
        }
    }
}
