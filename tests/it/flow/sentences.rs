//! Wishes in people's own words, from `tests/data/sentences.txt`: nothing is guessed wrong, and most is found.

use std::sync::Arc;

use super::*;

const SENTENCES: &str = include_str!("../../data/sentences.txt");

/// Of a hundred answers that a sentence gives, at least so many need not be asked for.
const FOUND: usize = 95;

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

#[test]
fn a_wish_in_a_sentence_is_never_guessed_wrong_and_mostly_found() {
    let facts = with_two_kinds();
    let (mut wrong, mut asked, mut found) = (Vec::new(), Vec::new(), 0);
    for line in SENTENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut parts = line.split(" | ");
        let sentence = parts.next().expect("a sentence");
        let meant: Vec<&str> = parts.collect();
        let turn = step(Session::default(), Event::Text(Secret::new(sentence)), &facts);
        assert!(turn.wish.is_none() && !turn.screens.is_empty(), "{sentence}: nothing is done before the review");
        match (meant.as_slice(), understood(&turn)) {
            (["none"], None) => {}
            (["none"], Some(said)) => wrong.push(format!("{sentence}: no wish, understood {said:?}")),
            (_, None) => asked.push(format!("{sentence}: no wish was seen")),
            ([provider, channels, name, kind], Some(said)) => {
                let meant = [(*provider).to_owned(), sorted(channels), (*name).to_owned(), (*kind).to_owned()];
                for (meant, said) in meant.iter().zip(&said) {
                    match (meant == said, said.as_str()) {
                        (true, "-") => {}
                        (true, _) => found += 1,
                        (false, "-") => asked.push(format!("{sentence}: asks for {meant}")),
                        (false, _) => wrong.push(format!("{sentence}: takes {said} for {meant}")),
                    }
                }
            }
            (other, _) => panic!("{sentence}: {other:?} is not what a line of the corpus looks like"),
        }
    }
    assert!(wrong.is_empty(), "guessed wrong:\n{}", wrong.join("\n"));
    let share = found * 100 / (found + asked.len());
    assert!(share >= FOUND, "{share} of a hundred answers are found; asked for:\n{}", asked.join("\n"));
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
