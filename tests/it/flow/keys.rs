//! Kept keys as the conversation decides on them.

use hatchery::chat::choice::{AboutKeys, Choice};
use hatchery::chat::flow::{Answer, Effect, Event, Finding, KeysAnswer, KeysWish, Turn, Wish, step};
use hatchery::chat::screen::{self, Screen};
use hatchery::chat::state::{Draft, Facts, GivenKey, HatchStep, KeyStep, KeysStep, Standing, State};
use hatchery::domain::stored_key::{Kept, StoredKey};
use hatchery::domain::{Account, Provider};
use hatchery::provider::Verdict;
use hatchery::text::Catalogue;

use super::{at, command, draft, facts, id, key, press, text};

fn stored() -> StoredKey {
    StoredKey {
        id: id(30),
        person: id(42),
        provider: Provider::Anthropic,
        version: 1,
        tail: "…x7Qp".into(),
        checked_at: Some(999_999_000),
        before_tail: None,
        created_at: 0,
        changed_at: 0,
        job: None,
    }
}

/// What is shown of a key that is kept.
pub fn kept_screens() -> Vec<Screen> {
    let (key, facts) = (stored(), with_a_key());
    vec![
        screen::keys::list(&facts),
        screen::keys::card(&key, &facts),
        screen::keys::kept(&key),
        screen::keys::deleted("Anthropic".into(), key.tail.clone()),
        screen::keys::in_use(&key, &["nest".into(), "owl".into()]),
        screen::keys::replaced(&key, 0),
        screen::keys::replaced(&key, 12),
        screen::keys::may_be_kept(&facts.bots[0], &super::key()),
        screen::of(&like_nest(&facts), &facts).expect("a question"),
        screen::of(&like_nest(&facts), &at_a_terminal()).expect("a question"),
    ]
}

/// The question for the key of a bot that is to be like the first one.
fn like_nest(facts: &Facts) -> State {
    let draft = Draft { key: None, like: Some(facts.bots[0].id.clone()), ..draft() };
    State::Hatch(Box::new(draft), HatchStep::Key(KeyStep::Ask))
}

fn at_a_terminal() -> Facts {
    Facts { account: Account::console(), ..facts() }
}

fn with_a_key() -> Facts {
    Facts { keys: vec![stored()], ..facts() }
}

fn asked_for_a_key() -> State {
    State::Hatch(Box::new(Draft { key: None, ..draft() }), HatchStep::Key(KeyStep::Ask))
}

fn labels(turn: &Turn) -> Vec<String> {
    let texts = Catalogue::read().expect("languages");
    let views = turn.screens.iter().map(|screen| screen.view(texts.locale(None), 0));
    views.flat_map(|view| view.rows.into_iter().flatten().map(|key| key.label)).collect()
}

fn shown(turn: &Turn) -> String {
    let texts = Catalogue::read().expect("languages");
    turn.screens.iter().map(|screen| screen.view(texts.locale(None), 0).text).collect::<Vec<_>>().join("\n")
}

fn opened(is_fresh: bool) -> Event {
    let given = GivenKey { kept: Kept::As(id(30)), standing: Standing::Unchecked, ..key() };
    Event::Answer(Answer::Keys(KeysAnswer::Opened { given, is_fresh }))
}

#[test]
fn a_kept_key_is_offered_first_and_only_for_its_provider() {
    let turn = step(at(asked_for_a_key()), text("nonsense"), &with_a_key());
    assert_eq!(labels(&turn).first().map(String::as_str), Some("Use my Anthropic key …x7Qp"));
    let other = Draft { provider: Some(Provider::Gemini), key: None, ..draft() };
    let state = State::Hatch(Box::new(other), HatchStep::Key(KeyStep::Ask));
    let turn = step(at(state.clone()), text("x"), &with_a_key());
    assert!(!labels(&turn).iter().any(|label| label.starts_with("Use my")), "{:?}", labels(&turn));
    let turn = step(at(state), press(Choice::UseKey(id(30)), 5), &with_a_key());
    assert!(turn.wish.is_none(), "a key of another provider is no answer");
}

#[test]
fn one_that_was_checked_a_while_ago_is_used_at_once_and_another_is_asked_about() {
    let turn = step(at(asked_for_a_key()), press(Choice::UseKey(id(30)), 5), &with_a_key());
    let Some(Wish::Keys(KeysWish::Use { key })) = &turn.wish else { panic!("{turn:?}") };
    assert_eq!(*key, id(30));
    let fresh = step(at(asked_for_a_key()), opened(true), &with_a_key());
    let State::Hatch(known, HatchStep::Review) = &fresh.session.state else { panic!("{fresh:?}") };
    let given = known.key.as_ref().expect("a key");
    assert_eq!((given.standing, &given.kept), (Standing::Checked, &Kept::As(id(30))));

    let stale = step(at(asked_for_a_key()), opened(false), &with_a_key());
    assert!(matches!(stale.effects.as_slice(), [Effect::CheckKey { .. }]), "{stale:?}");
    let verdict = Event::Checked { check: id(250), finding: Finding::Key(Verdict::BadKey) };
    let refused = step(stale.session, verdict, &with_a_key());
    assert!(shown(&refused).contains("It stays in /keys"), "{}", shown(&refused));
    assert!(!shown(&refused).contains("Nothing was stored"), "{}", shown(&refused));
}

#[test]
fn a_typed_key_can_be_kept_at_the_last_look_and_left_out_again() {
    let review = State::Hatch(Box::new(draft()), HatchStep::Review);
    let kept = step(at(review), press(Choice::KeepKey, 5), &facts());
    assert_eq!(kept.session.revision, 5, "its other buttons stay good");
    assert!(labels(&kept).contains(&"✓ Keep this key for other bots".to_owned()), "{:?}", labels(&kept));
    let State::Hatch(known, _) = &kept.session.state else { panic!("{kept:?}") };
    let wished = Kept::Wished { checked_at: Some(facts().now) };
    assert_eq!(known.key.as_ref().map(|key| &key.kept), Some(&wished));
    let not = step(kept.session, press(Choice::KeepKey, 5), &facts());
    assert!(labels(&not).contains(&"Keep this key for other bots".to_owned()));
    let full = Facts { keys: vec![stored(); 10], ..facts() };
    let turn = step(not.session, Event::NoText, &full);
    assert!(!labels(&turn).iter().any(|label| label.contains("Keep this key")), "there is no room for it");
}

#[test]
fn a_form_asks_for_no_key_where_one_is_kept() {
    let named = |facts: Facts| {
        let draft = Draft { name: None, key: None, ..draft() };
        let turn = step(at(State::Hatch(Box::new(draft), HatchStep::AskName)), Event::NoText, &facts);
        turn.screens[0].form.len()
    };
    let on_discord = |facts| Facts { account: Account::discord(42), ..facts };
    assert_eq!((named(on_discord(facts())), named(on_discord(with_a_key()))), (2, 1));
}

#[test]
fn a_key_that_is_on_its_way_is_not_replaced_and_a_question_is_not_pushed_aside() {
    let moving = Facts { keys: vec![StoredKey { job: Some(id(31)), ..stored() }], ..facts() };
    let about = |about| press(Choice::Keys(about), 0);
    let turn = step(at(State::Idle), about(AboutKeys::Replace(id(30))), &moving);
    assert!(turn.session.state.is_idle() && shown(&turn).contains("It is on its way"), "{turn:?}");
    let turn = step(at(State::Idle), about(AboutKeys::Replace(id(30))), &with_a_key());
    let State::Keys(KeysStep::Key { replaces: Some(_), step: KeyStep::Ask, .. }) = turn.session.state else {
        panic!("{turn:?}")
    };
    let turn = step(at(asked_for_a_key()), about(AboutKeys::Add), &with_a_key());
    let State::Leaving { to, .. } = &turn.session.state else { panic!("{turn:?}") };
    assert_eq!(to.rest, "add");
    let turn = step(turn.session.clone(), press(Choice::Leave, turn.session.revision), &with_a_key());
    assert!(matches!(turn.session.state, State::Keys(KeysStep::AskProvider)), "{turn:?}");
}

#[test]
fn a_key_behind_the_command_is_kept_by_nobody() {
    let turn =
        step(at(State::Idle), command(hatchery::chat::command::Verb::Keys, "add sk-ant-HATCHTEST-00000000"), &facts());
    assert!(turn.session.state.is_idle() && turn.wish.is_none());
    assert!(matches!(turn.effects.as_slice(), [Effect::DeleteMessage]), "{turn:?}");
}

#[test]
fn the_key_of_a_bot_is_used_only_for_one_that_is_to_be_like_it() {
    let facts = facts();
    let nest = facts.bots[0].id.clone();
    let wishes = |state: State, facts: &Facts| {
        let pressed = press(Choice::Keys(AboutKeys::UseOf(nest.clone())), 5);
        matches!(step(at(state), pressed, facts).wish, Some(Wish::Keys(KeysWish::UseOf { .. })))
    };
    assert!(wishes(like_nest(&facts), &facts));
    assert!(!wishes(asked_for_a_key(), &facts), "it is to be like none");
    assert!(!wishes(State::Idle, &facts));
    let mut kept = facts.clone();
    kept.bots[0].stored_key = Some(id(30));
    assert!(!wishes(like_nest(&kept), &kept), "a key that is kept has a button of its own");
    let gone = Facts { bots: Vec::new(), ..facts.clone() };
    assert!(!wishes(like_nest(&facts), &gone));
}
