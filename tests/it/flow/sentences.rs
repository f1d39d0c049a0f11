//! Wishes in people's own words, from `tests/data/sentences.txt`: nothing is guessed wrong, and most is found. Those of
//! `tests/data/sentences_blind.txt` were written by somebody who had not seen the grammar; how it did with them at first is
//! said there.

use std::sync::Arc;

use super::*;

const SENTENCES: &str = include_str!("../../data/sentences.txt");
const BLIND: &str = include_str!("../../data/sentences_blind.txt");

/// Of a hundred answers that a sentence gives, at least so many need not be asked for.
const FOUND: usize = 95;

/// The same of those that were written without knowing the grammar.
const BLIND_FOUND: usize = 90;

/// What the conversation made of a sentence: what the draft of a bot holds, or nothing where none was begun.
fn understood(turn: &Turn) -> Option<[String; 4]> {
    let State::Hatch(draft, _) = &turn.session.state else { return None };
    let said = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let channels = draft.channels.iter().map(|it| it.word()).collect::<Vec<_>>().join(" ");
    Some([
        said(draft.provider.map(|it| it.word().to_owned())),
        said(Some(channels).filter(|it| draft.channels_done && !it.is_empty())),
        said(draft.name.as_ref().map(ToString::to_string)),
        said(draft.blueprint.clone()),
    ])
}

fn with_two_kinds() -> Facts {
    let mut facts = facts();
    let channels = [Channel::Web, Channel::Telegram, Channel::Discord, Channel::Slack];
    let openclaw = Offer { id: "openclaw".into(), title: "OpenClaw".into(), ..facts.offers[0].clone() };
    let offers = Arc::make_mut(&mut facts.offers);
    offers[0].channels = channels.to_vec();
    offers.push(Offer { channels: channels.to_vec(), ..openclaw });
    facts
}

/// Channels in the order they are shown in, whatever the order they were said in.
fn sorted(channels: &str) -> String {
    let mut channels: Vec<Channel> = channels.split(' ').filter_map(Channel::parse).collect();
    channels.sort_unstable();
    let words: Vec<&str> = channels.iter().map(|it| it.word()).collect();
    if words.is_empty() { "-".to_owned() } else { words.join(" ") }
}

/// What became of a set of sentences: what was taken for something else, what has to be asked for, how many answers were found.
#[derive(Default)]
struct Tally {
    sentences: usize,
    wrong: Vec<String>,
    asked: Vec<String>,
    found: usize,
}

fn tally(set: &str) -> Tally {
    let facts = with_two_kinds();
    let mut tally = Tally::default();
    for line in set.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        tally.sentences += 1;
        let mut parts = line.split(" | ");
        let sentence = parts.next().expect("a sentence");
        let meant: Vec<&str> = parts.collect();
        let turn = step(Session::default(), Event::Text(Secret::new(sentence)), &facts);
        assert!(turn.wish.is_none() && !turn.screens.is_empty(), "{sentence}: nothing is done before the review");
        match (meant.as_slice(), understood(&turn)) {
            (["none"], None) => {}
            (["none"], Some(said)) => tally.wrong.push(format!("{sentence}: no wish, understood {said:?}")),
            ([..], None) => tally.asked.push(format!("{sentence}: no wish was seen")),
            ([provider, channels, name, kind], Some(said)) => {
                let meant = [(*provider).to_owned(), sorted(channels), (*name).to_owned(), (*kind).to_owned()];
                for (meant, said) in meant.iter().zip(&said) {
                    match (meant == said, said.as_str()) {
                        (true, "-") => {}
                        (true, _) => tally.found += 1,
                        (false, "-") => tally.asked.push(format!("{sentence}: asks for {meant}")),
                        (false, _) => tally.wrong.push(format!("{sentence}: takes {said} for {meant}")),
                    }
                }
            }
            (other, _) => panic!("{sentence}: {other:?} is not what a line of the corpus looks like"),
        }
    }
    tally
}

impl Tally {
    /// Of a hundred answers that were given, how many need not be asked for.
    fn share(&self) -> usize {
        self.found * 100 / (self.found + self.asked.len())
    }

    fn held_to(&self, least: usize) {
        assert!(self.wrong.is_empty(), "{} guessed wrong:\n{}", self.wrong.len(), self.wrong.join("\n"));
        let (share, asked, sentences) = (self.share(), self.asked.join("\n"), self.sentences);
        assert!(
            share >= least,
            "of {sentences} sentences, {share} of a hundred answers are found; asked for:\n{asked}"
        );
    }
}

#[test]
fn a_wish_in_a_sentence_is_never_guessed_wrong_and_mostly_found() {
    tally(SENTENCES).held_to(FOUND);
}

#[test]
fn a_wish_in_the_words_of_others_is_never_guessed_wrong_either() {
    tally(BLIND).held_to(BLIND_FOUND);
}

#[test]
fn a_sentence_is_understood_behind_the_command_too_and_bare_words_are_as_before() {
    for (words, meant) in [
        ("a Claude bot called nest on Telegram", ["anthropic", "telegram", "nest", "-"]),
        ("nest anthropic telegram", ["anthropic", "telegram", "nest", "-"]),
        ("nest", ["-", "-", "nest", "-"]),
        ("my nest google", ["gemini", "-", "my nest", "-"]),
        ("\"late owl\" with gpt", ["openai", "-", "late owl", "-"]),
    ] {
        let command = Command { verb: Verb::Deploy, rest: words.into() };
        let turn = step(Session::default(), Event::Command(command), &with_two_kinds());
        assert_eq!(understood(&turn), Some(meant.map(str::to_owned)), "{words}");
    }
}

#[test]
fn a_sentence_that_holds_a_key_is_no_wish_and_is_deleted() {
    let text = "deploy a claude bot with sk-ant-HATCHTEST-00000000000000";
    let turn = step(Session::default(), Event::Text(Secret::new(text)), &facts());
    assert!(turn.session.state.is_idle());
    assert!(turn.effects.iter().any(|effect| matches!(effect, Effect::DeleteMessage)));
}

#[test]
fn whatever_is_said_the_review_comes_before_anything_is_made() {
    let text = "deploy a bot called nest without a key on the web";
    let turn = step(Session::default(), Event::Text(Secret::new(text)), &facts());
    assert!(matches!(turn.session.state, State::Hatch(_, HatchStep::Review)), "{:?}", turn.session.state);
    assert!(turn.wish.is_none());
}
