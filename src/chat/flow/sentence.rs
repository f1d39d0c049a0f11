//! A wish for a bot in a person's own words, in English or Spanish: "deploy a Claude bot called nest on Telegram". A
//! word is taken where its place in the sentence says what it is for; what may be meant otherwise is left out, and
//! asked for. It never decides that a bot is deployed, and asks no network.

mod wish;
mod words;

use crate::chat::state::Offer;
use crate::domain::{Channel, Provider};

use wish::{is_question, is_wish};
use words::{Part, joined, part, phrase, plain};

/// What was said of a bot. What is missing was not said, or not clearly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    pub blueprint: Option<String>,
    pub provider: Option<Provider>,
    pub channels: Vec<Channel>,
    /// As it was written; it may be no name.
    pub name: Option<String>,
}

/// Nobody wishes in more words; this bounds the work on a pasted novel.
const LONGEST: usize = 600;
/// Words of a name that stands without quotes.
const NAME_WORDS: usize = 3;

/// One word of the sentence, or what stands in quotes, or a break.
#[derive(Debug, Clone)]
struct Piece {
    part: Part,
    raw: String,
    is_quoted: bool,
}

/// The wish that a text is, or nothing when it is none.
pub fn read(text: &str, offers: &[Offer]) -> Option<Said> {
    if text.len() > LONGEST {
        return None;
    }
    let pieces = pieces(text, offers);
    if is_question(text, &pieces) {
        return None;
    }
    let (name, named) = name(&pieces);
    let rest: Vec<Piece> = pieces
        .into_iter()
        .enumerate()
        .map(|(at, piece)| if named.contains(&at) { Piece { part: Part::Filler, ..piece } } else { piece })
        .collect();
    is_wish(&rest, name.is_some()).then(|| said(&rest, name, offers))
}

/// The same behind `/deploy`, where there need be no verb; nothing when it is no sentence but bare words.
pub fn read_command(text: &str, offers: &[Offer]) -> Option<Said> {
    let is_grammar = |piece: &Piece| {
        let grammar = [Part::Noun, Part::Called, Part::Call, Part::Leads, Part::Through, Part::Not, Part::Without];
        piece.is_quoted || grammar.contains(&piece.part)
    };
    match pieces(text, offers).iter().any(is_grammar) {
        true => read(&format!("deploy {text}"), offers),
        false => None,
    }
}

fn pieces(text: &str, offers: &[Offer]) -> Vec<Piece> {
    let called = |offer: &Offer| {
        let names =
            [offer.id.as_str(), offer.title.as_str()].into_iter().chain(offer.aliases.iter().map(String::as_str));
        names.map(plain).collect::<Vec<_>>()
    };
    let offered: Vec<Vec<String>> = offers.iter().map(called).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let said = words_of(text);
    let plains: Vec<String> =
        said.iter().map(|(raw, is_quoted)| if *is_quoted { String::new() } else { plain(raw) }).collect();
    let mut passed = 0;
    for (at, (raw, is_quoted)) in said.into_iter().enumerate() {
        if at < passed {
            continue;
        }
        if let Some((words, part)) = phrase(&plains[at..]) {
            pieces.push(Piece { part, raw: plains[at..at + words].join(" "), is_quoted: false });
            passed = at + words;
            continue;
        }
        let word = plains[at].clone();
        let part = match raw.as_str() {
            _ if is_quoted => Part::Other,
            "," => Part::Comma,
            ":" => Part::Colon,
            "." => Part::End,
            "&" => Part::And,
            _ => match pieces.last().and_then(|last| joined(&plain(&last.raw), &word)) {
                Some(both) => {
                    pieces.pop();
                    part(&both, &offered)
                }
                None => match part(&word, &offered) {
                    // "Our team's".
                    Part::Other if raw.ends_with("'s") || raw.ends_with("’s") => Part::Owned,
                    part => part,
                },
            },
        };
        pieces.push(Piece { part, raw, is_quoted });
    }
    pieces
}

/// Words and breaks; what stands in quotes is one word.
fn words_of(text: &str) -> Vec<(String, bool)> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut closing: Option<char> = None;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let ends = letters
            .peek()
            .is_none_or(|next| next.is_whitespace() || is_quote(*next).is_some() || matches!(next, '.' | '!' | '?'));
        match (closing, c) {
            (Some(end), c) if c == end => {
                words.push((std::mem::take(&mut word).trim().to_owned(), true));
                closing = None;
            }
            (Some(_), c) => word.push(c),
            (None, c) if word.is_empty() && is_quote(c).is_some() => closing = is_quote(c),
            (None, ',' | ';' | '.' | '!' | '?' | '\n' | '+' | '&' | '/')
                if ends || matches!(c, ',' | ';' | '+' | '&' | '/' | '\n') =>
            {
                take(&mut words, &mut word);
                let mark = match c {
                    ',' | ';' | '/' => ",",
                    '+' | '&' => "&",
                    _ => ".",
                };
                words.push((mark.to_owned(), false));
            }
            (None, ':') => {
                take(&mut words, &mut word);
                words.push((":".to_owned(), false));
            }
            (None, c) if c.is_whitespace() || matches!(c, '=' | '(' | ')' | '¿' | '¡' | '"' | '@') => {
                take(&mut words, &mut word);
            }
            (None, c) => word.push(c),
        }
    }
    take(&mut words, &mut word);
    words
}

/// A word. What has no letter in it says nothing here, as emoji do; a dash is a break.
fn take(words: &mut Vec<(String, bool)>, word: &mut String) {
    let word = std::mem::take(word);
    if word.contains(char::is_alphanumeric) {
        words.push((word, false));
    } else if matches!(word.as_str(), "-" | "–" | "—") {
        words.push((",".to_owned(), false));
    }
}

/// The mark that closes what this one opens.
fn is_quote(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '\'' => Some('\''),
        '`' => Some('`'),
        '“' | '„' => Some('”'),
        '‘' => Some('’'),
        '«' => Some('»'),
        _ => None,
    }
}

/// The name, and which pieces belong to it whether or not it is clear.
fn name(pieces: &[Piece]) -> (Option<String>, Vec<usize>) {
    let mut names: Vec<Option<String>> = Vec::new();
    let mut used = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        if used.contains(&at) {
            continue;
        }
        if piece.is_quoted {
            names.push(Some(piece.raw.clone()));
            used.push(at);
        } else if is_marker(pieces, at) {
            let skipped = pieces[at + 1..].iter().take_while(|piece| {
                !piece.is_quoted && matches!(piece.part, Part::It | Part::Is | Part::Called | Part::Colon)
            });
            let mut start = at + 1 + skipped.count();
            // "El nombre de Ana", "de nombre Ana".
            let is_of = |piece: &Piece| plain(&pieces[at].raw) == "nombre" && plain(&piece.raw) == "de";
            start += usize::from(pieces.get(start).is_some_and(is_of));
            let words: Vec<&Piece> =
                pieces[start.min(pieces.len())..].iter().take_while(|it| !ends_a_name(it)).collect();
            used.extend(at..start + words.len());
            names.push(name_of(&words, pieces.get(start)));
        }
    }
    names.dedup();
    match names.as_slice() {
        [only] => (only.clone(), used),
        _ => (None, used),
    }
}

fn is_marker(pieces: &[Piece], at: usize) -> bool {
    let piece = &pieces[at];
    let calls_it = || piece.part == Part::Call && pieces.get(at + 1).is_some_and(|next| next.part == Part::It);
    let se_llama = || plain(&piece.raw) == "llama" && at > 0 && plain(&pieces[at - 1].raw) == "se";
    piece.part == Part::Called || calls_it() || se_llama()
}

/// A name that is a word of ours is still a name, where it comes first.
fn ends_a_name(piece: &Piece) -> bool {
    piece.is_quoted
        || matches!(
            piece.part,
            Part::Comma
                | Part::Colon
                | Part::End
                | Part::Without
                | Part::Rather
                | Part::Leads
                | Part::For
                | Part::Through
                | Part::And
                | Part::Or
                | Part::Filler
                | Part::Powered
                | Part::Owned
                | Part::But
                | Part::Not
                | Part::Call
                | Part::Is
        )
}

/// One word, or some that begin with capitals: of others nobody knows where the name ends.
fn name_of(words: &[&Piece], next: Option<&Piece>) -> Option<String> {
    let begins_big = |piece: &&Piece| piece.raw.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    match words {
        // What is in quotes counts by itself.
        [] => next.filter(|next| next.is_quoted).map(|next| next.raw.clone()),
        [only] if only.part == Part::Vague => None,
        [only] => Some(only.raw.clone()),
        some if some.len() <= NAME_WORDS && some.iter().all(begins_big) => {
            Some(some.iter().map(|piece| piece.raw.as_str()).collect::<Vec<_>>().join(" "))
        }
        _ => None,
    }
}

fn said(pieces: &[Piece], name: Option<String>, offers: &[Offer]) -> Said {
    let (wanted, unwanted) = mentioned(pieces);
    let wanted: Vec<&Part> = wanted.iter().filter(|part| !unwanted.contains(part)).collect();
    let mut providers: Vec<Provider> = wanted.iter().filter_map(|part| part.provider()).collect();
    let mut channels: Vec<Channel> = wanted.iter().filter_map(|part| part.channel()).collect();
    let mut blueprints: Vec<usize> = wanted.iter().filter_map(|part| part.blueprint()).collect();
    providers.dedup();
    blueprints.dedup();
    channels.sort_unstable();
    channels.dedup();
    // Of two bots nobody knows which is where.
    let is_plural = pieces.iter().any(|piece| piece.part == Part::Noun && plain(&piece.raw).ends_with('s'));
    if is_either(pieces) || (is_plural && channels.len() > 1) {
        channels.clear();
    }
    if let Some(taken_back) = pieces.iter().position(|piece| piece.part == Part::Rather) {
        let (before, after) = pieces.split_at(taken_back);
        let in_both =
            |of: fn(&Part) -> bool| [before, after].iter().all(|half| half.iter().any(|piece| of(&piece.part)));
        if in_both(|part| matches!(part, Part::Channel(_))) {
            channels.clear();
        }
        if in_both(|part| matches!(part, Part::Provider(_))) {
            providers.clear();
        }
    }
    if is_without_key(pieces) {
        providers.push(Provider::Echo);
    }
    Said {
        blueprint: only(&blueprints).and_then(|at| offers.get(at)).map(|offer| offer.id.clone()),
        provider: only(&providers),
        channels,
        name,
    }
}

fn only<T: Copy>(some: &[T]) -> Option<T> {
    match some {
        [only] => Some(*only),
        _ => None,
    }
}

/// The providers, channels and kinds that are asked for by where they stand, and those that are not wanted.
fn mentioned(pieces: &[Piece]) -> (Vec<Part>, Vec<Part>) {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    let mut negation = None;
    for (at, piece) in pieces.iter().enumerate() {
        let part = &piece.part;
        if matches!(part, Part::Not | Part::Without) {
            negation = Some((part.clone(), false));
        // "Without a key on the web" is on the web.
        } else if [Part::But, Part::Comma, Part::End, Part::Key].contains(part)
            || (*part == Part::Leads && negation == Some((Part::Without, true)))
        {
            negation = None;
        } else if part.is_choice() {
            match &mut negation {
                Some((_, has_met)) => {
                    *has_met = true;
                    unwanted.push(part.clone());
                }
                None if is_led(pieces, at) => wanted.push(part.clone()),
                None => {}
            }
        }
    }
    // "Claude through OpenRouter" is OpenRouter's.
    let router = Part::Provider(Provider::OpenRouter);
    if wanted.contains(&router) && pieces.iter().any(|piece| piece.part == Part::Through) {
        wanted.retain(|part| *part == router || part.provider().is_none());
    }
    (wanted, unwanted)
}

fn is_led(pieces: &[Piece], at: usize) -> bool {
    let after = pieces.get(at + 1).map(|piece| &piece.part);
    if matches!(after, Some(Part::Other | Part::Question)) {
        return false;
    }
    let before = (0..at).rev().find(|at| !matches!(pieces[*at].part, Part::Article | Part::Owned));
    // What stands in a list is asked for as the one before it is.
    if let Some(joint) = before.filter(|at| *at > 0 && matches!(pieces[*at].part, Part::And | Part::Comma))
        && same_kind(&pieces[joint - 1].part, &pieces[at].part)
    {
        return is_led(pieces, joint - 1);
    }
    match before.map(|at| &pieces[at].part) {
        Some(Part::For) => !matches!(pieces[at].part, Part::Provider(_)),
        Some(
            Part::Leads
            | Part::Through
            | Part::And
            | Part::Or
            | Part::Hatch
            | Part::Want
            | Part::New
            | Part::Filler
            | Part::Noun
            | Part::Provider(_)
            | Part::Channel(_)
            | Part::Blueprint(_)
            | Part::But
            | Part::Called,
        ) => true,
        None => true,
        Some(Part::Comma | Part::Colon) => !matches!(after, Some(Part::Is)),
        // A word that is a whole sentence.
        Some(Part::End) => matches!(after, None | Some(Part::End | Part::Called | Part::Call)),
        // "Make it a Claude bot."
        Some(Part::It) => matches!(after, Some(Part::Noun)),
        // "To my Telegram."
        Some(Part::Is) => {
            let is_to = before.is_some_and(|at| plain(&pieces[at].raw) == "to");
            is_to && matches!(pieces[at].part, Part::Channel(_))
        }
        Some(
            Part::Call
            | Part::Not
            | Part::Without
            | Part::If
            | Part::Rather
            | Part::Article
            | Part::Owned
            | Part::Powered
            | Part::Key
            | Part::Question
            | Part::Polite
            | Part::Else
            | Part::Vague
            | Part::Other,
        ) => false,
    }
}

fn same_kind(one: &Part, other: &Part) -> bool {
    matches!((one, other), (Part::Provider(_), Part::Provider(_)) | (Part::Channel(_), Part::Channel(_)))
}

/// "Telegram or Discord": nobody knows which.
fn is_either(pieces: &[Piece]) -> bool {
    let is_channel = |piece: Option<&Piece>| piece.is_some_and(|piece| matches!(piece.part, Part::Channel(_)));
    (1..pieces.len()).any(|at| {
        pieces[at].part == Part::Or
            && pieces[..at].iter().any(|it| is_channel(Some(it)))
            && is_channel(pieces.get(at + 1))
    })
}

fn is_without_key(pieces: &[Piece]) -> bool {
    pieces.iter().enumerate().any(|(at, piece)| {
        piece.part == Part::Key
            && pieces[at.saturating_sub(2)..at].iter().any(|before| matches!(before.part, Part::Not | Part::Without))
    })
}
