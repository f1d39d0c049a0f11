//! Whether somebody asks for a new bot at all: they may ask about one, think of one, or say that they want none. It never
//! guesses what was said of it.

use super::Piece;
use super::words::{Part, plain};

/// Something is asked that is no polite wish: "if I deploy it, who pays?"
pub(super) fn is_question(text: &str, pieces: &[Piece]) -> bool {
    let is_polite = pieces.iter().any(|piece| piece.part == Part::Polite);
    let asks = |at: usize| pieces[at].part == Part::Question && begins_clause(pieces, at);
    text.contains('?') && (!is_polite || (1..pieces.len()).any(asks))
}

fn begins_clause(pieces: &[Piece], at: usize) -> bool {
    at == 0 || matches!(pieces[at - 1].part, Part::Comma | Part::Colon | Part::End | Part::But)
}

/// Whether somebody says that they do not ask: "I never asked you to make", "if I deploy", "you should make".
fn is_refused(pieces: &[Piece], ask: usize) -> bool {
    let start = (0..=ask).rev().find(|at| begins_clause(pieces, *at)).unwrap_or_default();
    let before = &pieces[start..ask];
    let has = |part: Part| before.iter().rposition(|piece| piece.part == part);
    // "If you could."
    let is_condition = has(Part::If).is_some_and(|at| before[at..].iter().all(|piece| piece.part != Part::Polite));
    let is_advice =
        |piece: &Piece| matches!(plain(&piece.raw).as_str(), "should" | "might" | "ought" | "deberias" | "deberia");
    let is_denied = pieces[ask.saturating_sub(3)..ask].iter().any(|piece| piece.part == Part::Not);
    is_condition || is_denied || has(Part::Not).is_some() || before.iter().any(is_advice)
}

pub(super) fn is_wish(pieces: &[Piece], has_name: bool) -> bool {
    let has = |part: &Part| pieces.iter().any(|piece| piece.part == *part);
    let first = pieces.iter().find(|piece| piece.part != Part::Filler);
    if has(&Part::Else) || first.is_some_and(|piece| piece.part == Part::Question) {
        return false;
    }
    let asks: Vec<usize> =
        (0..pieces.len()).filter(|at| matches!(pieces[*at].part, Part::Hatch | Part::Want)).collect();
    let ask = asks.iter().copied().find(|at| !is_refused(pieces, *at));
    if ask.is_none() && !asks.is_empty() {
        return false;
    }
    // What is refused says nothing of what is asked for behind it: "no Discord bot, I want one on Telegram".
    let from = ask.filter(|_| asks.first().copied() != ask).unwrap_or_default();
    let noun = (from..pieces.len()).find(|at| is_noun(pieces, *at));
    let is_there = noun.is_some_and(|at| is_there(pieces, at));
    let knows = |part: fn(&Part) -> bool| pieces[from..].iter().any(|piece| part(&piece.part));
    let (knows_provider, knows_channel) =
        (knows(|part| matches!(part, Part::Provider(_))), knows(|part| matches!(part, Part::Channel(_))));
    let knows_more = || knows_provider || knows_channel;
    let has_unknown = || pieces.iter().any(|piece| matches!(piece.part, Part::Other | Part::Question | Part::Vague));
    if pieces[from..].iter().any(|piece| piece.part == Part::Hatch) {
        return noun.is_some() || has_name || knows_more() || pieces.len() == 1;
    }
    match (ask, noun) {
        (Some(ask), Some(noun)) => !is_there && !is_talked_about(pieces, ask, noun),
        // "Set up Claude on Telegram": there is no bot in it but what is made.
        (Some(ask), None) => {
            // "I like Claude on Telegram" says no such thing.
            let is_liked = plain(&pieces[ask].raw) == "like";
            !is_liked && knows_provider && knows_channel && !has_unknown()
        }
        // "A Claude bot called nest": nothing but what a wish is made of.
        (None, Some(_)) => !is_there && !has_unknown() && (has_name || knows_more() || has(&Part::New)),
        (None, None) => false,
    }
}

/// "I need to know what a bot is", "I want to talk about a bot".
fn is_talked_about(pieces: &[Piece], ask: usize, noun: usize) -> bool {
    let between = pieces.get(ask..noun).unwrap_or_default();
    between.iter().any(|piece| match plain(&piece.raw).as_str() {
        "about" | "sobre" | "acerca" | "know" | "saber" | "learn" | "aprender" => true,
        "have" | "has" => false,
        _ => piece.part == Part::Question,
    })
}

/// A bot, or "a Telegram one".
fn is_noun(pieces: &[Piece], at: usize) -> bool {
    let is_ours = |piece: &Piece| piece.part.channel().is_some() || piece.part.provider().is_some();
    let is_one = || matches!(plain(&pieces[at].raw).as_str(), "one" | "uno");
    let part = &pieces[at].part;
    *part == Part::Noun || part.blueprint().is_some() || (at > 0 && is_ours(&pieces[at - 1]) && is_one())
}

/// Whether the bot that is spoken of is there already: "my bot".
fn is_there(pieces: &[Piece], noun: usize) -> bool {
    let of_it = [Part::Other, Part::New, Part::Owned, Part::Filler];
    let is_of_it = |part: &&Part| of_it.contains(part) || part.provider().is_some() || part.channel().is_some();
    let before: Vec<&Part> = pieces[..noun].iter().rev().map(|piece| &piece.part).take_while(is_of_it).collect();
    before.contains(&&Part::Owned) && !before.contains(&&Part::New)
}
