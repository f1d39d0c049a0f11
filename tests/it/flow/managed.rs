//! Bots that are made through us, as the conversation decides on them.

use hatchery::chat::choice::Choice;
use hatchery::chat::command::Verb;
use hatchery::chat::flow::{Answer, Effect, Event, Finding, ManagedAnswer, ManagedWish, Turn, Wish, step};
use hatchery::chat::state::{Draft, EditStep, Facts, HatchStep, State, TokenStep};
use hatchery::domain::managed::{Made, NoToken};
use hatchery::domain::{Channel, Provider, Token};
use hatchery::secret::Secret;
use hatchery::text::Catalogue;

use super::{at, child, command, draft, facts, id, press};

fn with_a_maker() -> Facts {
    Facts { maker: Some("hatchery_bot".into()), ..facts() }
}

fn with_one_made() -> Facts {
    Facts { made: vec![Made { child: child(), bot: None }], ..with_a_maker() }
}

fn asked() -> State {
    let draft = Draft { tokens: Default::default(), channels: vec![Channel::Telegram], ..draft() };
    State::Hatch(Box::new(draft), HatchStep::Token(Token::Telegram, TokenStep::Ask))
}

fn waited() -> Event {
    Event::Answer(Answer::Managed(ManagedAnswer::Waited(child())))
}

fn said(turn: &Turn) -> String {
    let texts = Catalogue::read().expect("languages");
    let view = |screen: &hatchery::chat::screen::Screen| screen.view(texts.locale(None), turn.session.revision);
    let lines = turn.screens.iter().map(view).map(|view| {
        let labels: Vec<String> = view.rows.into_iter().flatten().map(|key| key.label).collect();
        format!("{}\n[{}]\n", view.text, labels.join("] ["))
    });
    lines.collect()
}

#[test]
fn the_question_offers_to_make_one_where_that_is_possible_and_keeps_that_it_did() {
    let turn = step(at(asked()), press(Choice::Continue, 5), &with_a_maker());
    assert!(said(&turn).contains("[Create the bot for me] [Private page] [I have a token]"), "{}", said(&turn));
    let Some(Wish::Managed(ManagedWish::Offer { revision, name, username })) = &turn.wish else { panic!("{turn:?}") };
    assert_eq!((*revision, name.as_str()), (turn.session.revision, "nest"));
    assert!(username.starts_with("nest_") && username.ends_with("_bot"), "{username}");
    let without = step(at(asked()), press(Choice::Continue, 5), &facts());
    assert!(without.wish.is_none() && !said(&without).contains("Create the bot"), "{}", said(&without));
    let edit = EditStep::Token(Token::Telegram, TokenStep::Ask);
    let edit = State::Edit { bot: id(1), provider: Provider::Anthropic, step: edit };
    let turn = step(at(edit), press(Choice::Continue, 5), &with_a_maker());
    assert!(matches!(turn.wish, Some(Wish::Managed(ManagedWish::Offer { .. }))), "{turn:?}");
    // Other platforms have no such thing.
    for kind in [Token::Discord, Token::SlackBot] {
        let state = State::Hatch(Box::new(draft()), HatchStep::Token(kind, TokenStep::Ask));
        let turn = step(at(state), press(Choice::Continue, 5), &with_a_maker());
        assert!(turn.wish.is_none() && !said(&turn).contains("Create the bot"), "{}", said(&turn));
    }
}

#[test]
fn one_that_was_waited_for_answers_the_question_as_if_its_token_were_typed() {
    let turn = step(at(asked()), waited(), &with_one_made());
    let [Effect::FetchToken { check, owner: None, .. }] = turn.effects.as_slice() else { panic!("{turn:?}") };
    let again = step(turn.session.clone(), waited(), &with_one_made());
    assert!(again.effects.is_empty(), "another one does not push it aside: {again:?}");
    let token = Secret::new("7000000001:HATCHTEST");
    let given = Event::Checked { check: check.clone(), finding: Finding::Made(Ok(token)) };
    let turn = step(turn.session, given, &with_one_made());
    let State::Hatch(draft, HatchStep::Review) = &turn.session.state else { panic!("{turn:?}") };
    let given = &draft.tokens[&Token::Telegram];
    assert_eq!((given.label().as_str(), given.is_checked), ("@nest_bot", true));
    assert!(!format!("{turn:?}").contains("HATCHTEST"), "a token prints itself");
}

#[test]
fn one_that_comes_before_its_question_is_used_there_and_elsewhere_it_is_kept() {
    let early = Draft {
        key: None,
        tokens: Default::default(),
        channels: vec![Channel::Telegram],
        channels_done: true,
        provider: None,
        ..draft()
    };
    let turn = step(at(State::Hatch(Box::new(early), HatchStep::AskProvider)), waited(), &with_one_made());
    assert!(said(&turn).contains("I use it when we come to Telegram"), "{}", said(&turn));
    let revision = turn.session.revision;
    let turn = step(turn.session, press(Choice::Provider(Provider::Echo), revision), &with_one_made());
    assert!(matches!(turn.effects.as_slice(), [Effect::FetchToken { .. }]), "{turn:?}");
    for state in [State::Idle, State::Hatch(Box::new(draft()), HatchStep::Review)] {
        let before = format!("{state:?}");
        let turn = step(at(state), waited(), &with_one_made());
        assert!(said(&turn).contains("[Use @nest_bot]"), "{}", said(&turn));
        assert_eq!(format!("{:?}", turn.session.state), before, "what stands is not touched");
    }
}

#[test]
fn a_token_that_is_not_to_be_had_leaves_every_way_out() {
    for (why, words) in [
        (NoToken::Refused, "I may not manage bots any more"),
        (NoToken::Unreachable, "I cannot reach Telegram"),
        (NoToken::InUse, "already belongs to a bot that runs here"),
    ] {
        let turn = step(at(asked()), waited(), &with_one_made());
        let finding = Finding::Made(Err(why));
        let turn = step(turn.session, Event::Checked { check: id(250), finding }, &with_one_made());
        assert!(said(&turn).contains(words) && said(&turn).contains("Another token"), "{}", said(&turn));
        let revision = turn.session.revision;
        let back = step(turn.session, press(Choice::AnotherKey, revision), &with_one_made());
        assert!(said(&back).contains("Create the bot for me"), "{}", said(&back));
    }
}

#[test]
fn only_one_that_is_theirs_and_free_can_be_used() {
    let used = Facts { made: vec![Made { child: child(), bot: Some(id(1)) }], ..with_a_maker() };
    for facts in [used, with_a_maker()] {
        let turn = step(at(State::Idle), press(Choice::UseMade(child().id), 5), &facts);
        assert!(turn.session.state.is_idle() && turn.effects.is_empty(), "{turn:?}");
        assert!(said(&turn).contains("is in use already"), "{}", said(&turn));
    }
    let turn = step(at(State::Idle), press(Choice::UseMade(child().id), 5), &with_one_made());
    let State::Hatch(draft, HatchStep::AskName) = &turn.session.state else { panic!("{turn:?}") };
    assert_eq!((draft.made.as_ref(), draft.channels.as_slice()), (Some(&child()), &[Channel::Telegram][..]));
}

#[test]
fn another_token_is_asked_for_where_we_can_and_explained_where_not() {
    let managed = Facts { made: vec![Made { child: child(), bot: Some(id(1)) }], ..with_a_maker() };
    let turn = step(at(State::Idle), command(Verb::Rotate, "old"), &managed);
    assert!(matches!(turn.wish, Some(Wish::Managed(ManagedWish::Rotate { .. }))), "{turn:?}");
    let turn = step(at(State::Idle), command(Verb::Rotate, "old"), &facts());
    assert!(turn.wish.is_none() && said(&turn).contains("only you can replace it"), "{}", said(&turn));
}
