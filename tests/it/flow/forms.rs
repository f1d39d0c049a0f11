//! Where forms are filled in: what is typed together, what waits for its question, and what belongs to no question.

use std::sync::Arc;

use hatchery::chat::choice::Choice;
use hatchery::chat::command::Verb;
use hatchery::chat::flow::{Effect, Event, Finding, Turn, Wish, step};
use hatchery::chat::form::Field;
use hatchery::chat::screen;
use hatchery::chat::state::{Confirm, Facts, HatchStep, KeyStep, Session, State, TokenStep};
use hatchery::domain::{Account, Channel, OperationKind, Provider, Token};
use hatchery::provider::Verdict;
use hatchery::secret::Secret;
use hatchery::text::Catalogue;

use super::{at, command, facts, name, press, questions, says_something, text};

const KEY: &str = "sk-ant-HATCHTEST-1111111111";
const TOKEN: &str = "123456789:HATCHTESTAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn on_discord() -> Facts {
    Facts { account: Account::discord(42), ..facts() }
}

fn form(revision: i64, answers: &[(Field, &str)]) -> Event {
    let answers = answers.iter().map(|(field, text)| (*field, Secret::new(*text))).collect();
    Event::Form { revision, answers }
}

/// The fields that a person is shown where they are.
fn fields(session: &Session) -> Vec<Field> {
    screen::of(&session.state, &on_discord()).map(|screen| screen.form).unwrap_or_default()
}

fn filled(session: Session, answers: &[(Field, &str)]) -> Turn {
    let revision = session.revision;
    step(session, form(revision, answers), &on_discord())
}

fn pressed(session: Session, choice: Choice) -> Session {
    let revision = session.revision;
    step(session, press(choice, revision), &on_discord()).session
}

fn hatch_step(session: &Session) -> &HatchStep {
    match &session.state {
        State::Hatch(_, step) => step,
        other => panic!("no wish for a bot: {other:?}"),
    }
}

/// Where the name is asked for, with an AI that needs a key and two channels chosen.
fn before_the_form() -> Session {
    let session = step(at(State::Idle), command(Verb::Deploy, ""), &on_discord()).session;
    assert!(matches!(hatch_step(&session), HatchStep::AskProvider));
    let session = pressed(session, Choice::Provider(Provider::Anthropic));
    assert!(matches!(hatch_step(&session), HatchStep::AskChannels));
    let session = filled(session, &[(Field::Channels, "web telegram")]).session;
    assert!(matches!(hatch_step(&session), HatchStep::AskName));
    session
}

#[test]
fn what_is_picked_comes_first_and_what_is_typed_comes_together() {
    let session = before_the_form();
    assert_eq!(fields(&session), [Field::Name, Field::Key(Provider::Anthropic)]);
    let turn = filled(session, &[(Field::Name, "nest"), (Field::Key(Provider::Anthropic), KEY)]);
    let [Effect::CheckKey { check, .. }] = turn.effects.as_slice() else { panic!("{:?}", turn.effects) };
    assert_eq!(turn.screens.len(), 1, "the key is not asked for again");
    let checked = Event::Checked { check: check.clone(), finding: Finding::Key(Verdict::Ok) };
    let session = step(turn.session, checked, &on_discord()).session;
    assert!(matches!(hatch_step(&session), HatchStep::Token(Token::Telegram, TokenStep::Ask)));
    assert_eq!(fields(&session), [Field::Token(Token::Telegram)]);
    let turn = filled(session, &[(Field::Token(Token::Telegram), TOKEN)]);
    assert!(matches!(turn.effects.as_slice(), [Effect::CheckToken { .. }]), "{:?}", turn.effects);
}

#[test]
fn a_key_waits_while_the_name_beside_it_is_asked_for_again() {
    let key = (Field::Key(Provider::Anthropic), KEY);
    for bad in ["n", "old", "two\nlines"] {
        let turn = filled(before_the_form(), &[(Field::Name, bad), key]);
        assert!(matches!(hatch_step(&turn.session), HatchStep::AskName), "{bad:?}");
        assert!(turn.effects.is_empty(), "nothing is checked for a bot without a name");
        assert_eq!(fields(&turn.session), [Field::Name], "the key is known");
        let turn = filled(turn.session, &[(Field::Name, "nest")]);
        assert!(matches!(turn.effects.as_slice(), [Effect::CheckKey { .. }]), "{bad:?}: {:?}", turn.effects);
    }
}

#[test]
fn a_refused_key_is_asked_for_alone_and_nothing_of_it_is_kept() {
    let turn = filled(before_the_form(), &[(Field::Name, "nest"), (Field::Key(Provider::Anthropic), KEY)]);
    let [Effect::CheckKey { check, .. }] = turn.effects.as_slice() else { panic!("{:?}", turn.effects) };
    let refused = Event::Checked { check: check.clone(), finding: Finding::Key(Verdict::BadKey) };
    let session = step(turn.session, refused, &on_discord()).session;
    assert!(matches!(hatch_step(&session), HatchStep::Key(KeyStep::Problem { .. })));
    assert_eq!(fields(&session), [Field::Key(Provider::Anthropic)]);
    let State::Hatch(draft, _) = &session.state else { panic!("{:?}", session.state) };
    assert_eq!((draft.name.clone(), draft.key.is_none(), draft.ahead.len()), (Some(name("nest")), true, 0));
    let turn = filled(session, &[(Field::Key(Provider::Anthropic), "no key")]);
    assert!(matches!(hatch_step(&turn.session), HatchStep::Key(KeyStep::Ask)));
    assert!(turn.effects.is_empty());
}

#[test]
fn all_tokens_are_asked_for_by_one_form() {
    let mut facts = on_discord();
    Arc::make_mut(&mut facts.offers)[0].channels = Channel::ALL.to_vec();
    let mut session = before_the_form();
    if let State::Hatch(draft, step) = &mut session.state {
        draft.name = Some(name("nest"));
        draft.provider = Some(Provider::Echo);
        draft.channels = Channel::ALL.to_vec();
        *step = HatchStep::Token(Token::Telegram, TokenStep::Ask);
    }
    let asked: Vec<Field> = Token::ALL.iter().map(|token| Field::Token(*token)).collect();
    assert_eq!(screen::of(&session.state, &facts).expect("a question").form, asked);
}

#[test]
fn a_form_of_an_older_question_changes_nothing() {
    let answers = [(Field::Name, "nest"), (Field::Confirm, "old"), (Field::Key(Provider::Anthropic), KEY)];
    for state in questions() {
        for answer in answers {
            let turn = step(at(state.clone()), form(4, &[answer]), &on_discord());
            assert_eq!(turn.session.revision, 5, "{answer:?} at {state:?}");
            assert!(turn.wish.is_none() && turn.effects.is_empty(), "{answer:?} at {state:?}");
        }
    }
}

#[test]
fn whatever_a_form_holds_is_met_with_an_answer() {
    let mut places = questions();
    places.push(State::Idle);
    let fields = [Field::Name, Field::Channels, Field::Confirm, Field::Words, Field::Token(Token::SlackApp)];
    for state in places {
        for said in ["", "nest", KEY, TOKEN, "${{X.Y}}"] {
            for field in fields {
                let turn = step(at(state.clone()), form(5, &[(field, said)]), &on_discord());
                assert!(says_something(&turn), "{field:?} {said:?} at {state:?}");
            }
        }
        assert!(says_something(&step(at(state.clone()), form(5, &[]), &on_discord())), "nothing at {state:?}");
    }
}

#[test]
fn only_the_typed_name_deletes_by_a_form_too() {
    let asking = || at(State::Confirm(Confirm::Delete { bot: super::id(1) }));
    assert!(filled(asking(), &[(Field::Confirm, "ol")]).wish.is_none());
    let wish = filled(asking(), &[(Field::Confirm, "OLD")]).wish;
    assert!(matches!(wish, Some(Wish::Operate { kind: OperationKind::Delete, .. })), "{wish:?}");
}

#[test]
fn a_secret_that_is_written_in_the_chat_is_neither_kept_nor_checked() {
    let texts = Catalogue::read().expect("languages");
    let mut places: Vec<State> = questions().into_iter().collect();
    places.push(State::Idle);
    for state in places {
        let turn = step(at(state.clone()), text(KEY), &on_discord());
        assert!(turn.effects.is_empty() && turn.wish.is_none(), "at {state:?}");
        let shown = turn.screens[0].view(texts.locale(None), 5).text;
        assert!(shown.contains("please revoke that key now"), "at {state:?}: {shown}");
    }
}
