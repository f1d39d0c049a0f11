//! Where a chat has topics: a bot is meant in its own, and a question is answered where it was asked.

use hatchery::chat::command::Verb;
use hatchery::chat::flow::{Turn, Wish, step};
use hatchery::chat::state::{Facts, HatchStep, State, Topics};
use hatchery::domain::{OperationKind, Status, Topic};

use super::{at, bot, command, draft, facts, id, text};

/// Two bots, of which the second has the topic 7 that this is in.
pub fn inside() -> Facts {
    let topics = Topics { here: Some(Topic(7)), of_bots: vec![(id(2), Topic(7))] };
    Facts { bots: vec![bot("old", 1, Status::Running), bot("owl", 2, Status::Running)], topics, ..facts() }
}

/// The same two, asked in the chat itself.
fn outside() -> Facts {
    let of_bots = inside().topics.of_bots;
    Facts { topics: Topics { here: None, of_bots }, ..inside() }
}

fn restarts(turn: &Turn) -> Option<&hatchery::domain::Id> {
    match &turn.wish {
        Some(Wish::Operate { bot, kind: OperationKind::Restart }) => Some(bot),
        _ => None,
    }
}

#[test]
fn a_command_without_a_name_means_the_bot_whose_topic_it_is_in() {
    let restart = |rest: &str, facts: &Facts| step(at(State::Idle), command(Verb::Restart, rest), facts);
    assert_eq!(restarts(&restart("", &inside())), Some(&id(2)));
    assert_eq!(restarts(&restart("old", &inside())), Some(&id(1)), "a name says more than the place");
    assert_eq!(restarts(&restart("", &outside())), None, "it asks which");
    let gone = Facts { bots: vec![bot("old", 1, Status::Running), bot("new", 3, Status::Running)], ..inside() };
    assert_eq!(restarts(&restart("", &gone)), None, "the bot of this topic is no more");
}

#[test]
fn what_is_told_of_a_bot_is_elsewhere_only_where_it_has_a_topic() {
    assert!(outside().is_told_elsewhere(&id(2)));
    assert!(!inside().is_told_elsewhere(&id(2)));
    assert!(!outside().is_told_elsewhere(&id(1)), "it has none");
}

#[test]
fn a_question_from_outside_is_not_answered_in_a_topic_but_a_key_is_taken_out() {
    let asked = at(State::Hatch(Box::new(draft()), HatchStep::AskName));
    let turn = step(asked.clone(), text("how are you"), &inside());
    assert_eq!(turn.session.revision, asked.revision, "the question stands");
    assert!(turn.effects.is_empty());
    let key = step(asked.clone(), text("sk-ant-api03-HATCHTEST0123456789abcdefghijklmnop"), &inside());
    assert!(!key.effects.is_empty(), "what looks like a key does not stay in the chat");
    let there = hatchery::chat::state::Session { topic: Some(Topic(7)), ..asked };
    let turn = step(there.clone(), text("owlet"), &inside());
    assert_ne!(turn.session.revision, there.revision, "where it was asked it is an answer");
}
