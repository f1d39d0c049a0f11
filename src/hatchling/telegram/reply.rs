//! What a person in a private chat gets: a greeting, a fresh start, a reply, or one polite refusal. A reply is sent
//! in as many messages as it needs, as plain text.

use std::time::{Duration, Instant};

use teloxide::payloads::{SendChatAction, SendMessage};
use teloxide::types::{ChatAction, ChatId};
use tokio::time::sleep;

use super::Telegram;
use super::inbox::Heard;
use crate::hatchling::condition::Line;
use crate::hatchling::memory::Chat;
use crate::hatchling::words::{Sentence, sentence_for};
use crate::telegram::api::{CallError, Sent};

/// Bot API, sendMessage: 1-4096 characters, which Telegram counts in UTF-16 units.
const LONGEST_TEXT: usize = 4096;

/// Bot API, sendChatAction: the status is shown for 5 seconds or less.
const TYPING: Duration = Duration::from_secs(4);

/// How often one message is offered to Telegram, and the longest wait it may ask for in between.
const TRIES: u32 = 4;
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// What a message asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked<'a> {
    Start(Option<&'a str>),
    New,
    Reply(&'a str),
    NoText,
}

pub async fn reply(telegram: &Telegram, heard: Heard) {
    let person = heard.person;
    let asked = asked(heard.text.as_deref());
    if let Asked::Start(Some(code)) = asked
        && claims(telegram, person, code).await
    {
        return telegram.say(person, Sentence::Claimed).await;
    }
    if !telegram.guests.welcomes(person).await {
        if telegram.guests.refusal_is_due(person, Instant::now()) {
            telegram.say(person, Sentence::Stranger).await;
        }
        return;
    }
    match asked {
        Asked::Start(_) => telegram.say(person, Sentence::Greeting).await,
        Asked::New => match telegram.mind.forget(Chat::Telegram(person)).await {
            Ok(()) => telegram.say(person, Sentence::Forgotten).await,
            Err(_) => telegram.say(person, Sentence::Broken).await,
        },
        Asked::NoText => telegram.say(person, Sentence::OnlyText).await,
        Asked::Reply(text) => answer(telegram, person, text.to_owned()).await,
    }
}

fn asked(text: Option<&str>) -> Asked<'_> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Asked::NoText };
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    // Telegram writes `/new@nest_bot` when a command is tapped in some menus.
    match word.split('@').next() {
        Some("/start") => Asked::Start(Some(rest.trim()).filter(|code| !code.is_empty())),
        Some("/new") => Asked::New,
        Some(_) | None => Asked::Reply(text),
    }
}

async fn claims(telegram: &Telegram, person: i64, code: &str) -> bool {
    telegram.guests.claim(person, code).await.unwrap_or_else(|error| {
        telegram.condition.log(&format!("hatchling trouble: the owner cannot be kept: {error:#}"));
        false
    })
}

async fn answer(telegram: &Telegram, person: i64, text: String) {
    let mut pieces = |_: &str| {};
    let thinking = telegram.mind.answer(Chat::Telegram(person), text, &mut pieces);
    tokio::pin!(thinking);
    let reply = loop {
        tokio::select! {
            biased;
            reply = &mut thinking => break reply,
            () = telegram.show_typing(person) => {}
        }
    };
    let text = reply.unwrap_or_else(|fault| telegram.words.say(sentence_for(fault)));
    telegram.send(person, &text).await;
}

impl Telegram {
    /// Says that we are typing, which nobody misses when it fails, and waits until it is time to say so again.
    async fn show_typing(&self, person: i64) {
        let _ = self.api.call(&SendChatAction::new(ChatId(person), ChatAction::Typing)).await;
        sleep(TYPING).await;
    }

    async fn say(&self, person: i64, sentence: Sentence) {
        self.send(person, &self.words.say(sentence)).await;
    }

    async fn send(&self, person: i64, text: &str) {
        for part in parts(text) {
            if !self.send_part(person, part).await {
                return;
            }
        }
    }

    /// Whether the message arrived. One whose fate is not known is sent again: twice is better than never.
    async fn send_part(&self, person: i64, part: &str) -> bool {
        let message = SendMessage::new(ChatId(person), part);
        for _ in 0..TRIES {
            match self.api.call_for::<Sent, _>(&message).await {
                Ok(_) => return true,
                Err(CallError::RetryAfter(wait)) => sleep(wait.min(LONGEST_WAIT)).await,
                Err(CallError::Unknown(_)) => sleep(self.retry_base).await,
                Err(CallError::Unauthorized | CallError::NotFound) => {
                    self.condition.telegram(Line::Revoked);
                    return false;
                }
                // The person blocked the bot or is gone, or Telegram will never take this text.
                Err(
                    CallError::Forbidden(_)
                    | CallError::Conflict(_)
                    | CallError::Migrated(_)
                    | CallError::BadRequest(_),
                ) => return false,
            }
        }
        self.condition.log("hatchling trouble: a reply could not be sent on telegram");
        false
    }
}

/// Cuts a text into parts that fit a message, where possible at the end of a paragraph, a line or a word.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (part, after) = rest.split_at(end_of_part(rest));
        parts.push(part.trim_end());
        rest = after.trim_start();
    }
    parts
}

fn end_of_part(text: &str) -> usize {
    let mut units = 0;
    let Some(limit) = text.char_indices().find_map(|(at, c)| {
        units += c.len_utf16();
        (units > LONGEST_TEXT).then_some(at)
    }) else {
        return text.len();
    };
    let fitting = &text[..limit];
    // A part shorter than half a message would only make more of them.
    let good = |end: &usize| *end > limit / 2;
    let found = ["\n\n", "\n", " "].into_iter().find_map(|end| fitting.rfind(end).filter(good));
    found.unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_from_what_is_said() {
        let cases = [
            (Some("/start"), Asked::Start(None)),
            (Some("/start@nest_bot code-1"), Asked::Start(Some("code-1"))),
            (Some(" /new "), Asked::New),
            (Some("/newer things"), Asked::Reply("/newer things")),
            (Some("${{X.Y}} 🥚"), Asked::Reply("${{X.Y}} 🥚")),
            (Some("  "), Asked::NoText),
            (None, Asked::NoText),
        ];
        for (text, expected) in cases {
            assert_eq!(asked(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_words_and_nothing_is_lost() {
        let text = "palabra 🥚 ".repeat(2_000);
        let parts = parts(&text);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.encode_utf16().count() <= LONGEST_TEXT));
        assert_eq!(parts.join(" "), text.trim());
        assert!(super::parts(&"🥚".repeat(5_000)).iter().all(|part| part.encode_utf16().count() <= LONGEST_TEXT));
    }

    #[test]
    fn a_paragraph_stays_whole_where_it_can() {
        let text = format!("{}\n\n{}", "a".repeat(3_000), "b".repeat(3_000));
        assert_eq!(parts(&text), ["a".repeat(3_000), "b".repeat(3_000)]);
    }
}
