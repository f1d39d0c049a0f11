//! Private pages as a rule: offered wherever a key or token is asked for and nowhere else, and what is given there answers
//! the very question of its link.

use hatchery::chat::choice::Choice;
use hatchery::chat::flow::{Effect, Event, Wish, step};
use hatchery::chat::state::{EditStep, Facts, HatchStep, KeyStep, KeysStep, State, TokenStep};
use hatchery::chat::{Action, screen};
use hatchery::domain::{Account, Token};
use hatchery::secret::Secret;
use hatchery::text::Catalogue;

use super::{at, facts, press, questions};

/// Whether a key or token is waited for, and not looked at already.
fn asks_for_a_secret(state: &State) -> bool {
    let is_checking = matches!(
        state,
        State::Hatch(
            _,
            HatchStep::Key(KeyStep::Checking { .. })
                | HatchStep::Token(_, TokenStep::Checking { .. } | TokenStep::Fetching { .. })
        ) | State::Edit { step: EditStep::Key(KeyStep::Checking { .. }), .. }
            | State::Edit { step: EditStep::Token(_, TokenStep::Checking { .. } | TokenStep::Fetching { .. }), .. }
            | State::Keys(KeysStep::Key { step: KeyStep::Checking { .. }, .. })
    );
    state.expects_secret() && !is_checking
}

/// What has the right shape there.
fn fitting(state: &State) -> String {
    match state {
        State::Hatch(_, HatchStep::Token(kind, _)) | State::Edit { step: EditStep::Token(kind, _), .. } => match kind {
            Token::Telegram => format!("123456789:{}", "B".repeat(35)),
            Token::Discord => format!("{}.Gabcde.{}", "MTIzNDU2Nzg5MDEyMzQ1Njc4", "b".repeat(38)),
            Token::SlackBot => "xoxb-123456789012-123456789012-abcdefghijklmnopqrstuvwx".into(),
            Token::SlackApp => format!("xapp-1-A0123456789-1234567890123-{}", "b".repeat(64)),
        },
        _ => "sk-ant-HATCHTEST-1111111111".into(),
    }
}

fn on_both() -> [Facts; 2] {
    [facts(), Facts { account: Account::discord(42), ..facts() }]
}

#[test]
fn a_page_is_offered_where_a_secret_is_asked_for_and_nowhere_else() {
    let texts = Catalogue::read().expect("the languages");
    for facts in on_both() {
        for state in questions() {
            let view = screen::of(&state, &facts).expect("a question").view(texts.locale(None), 5);
            let mut keys = view.rows.iter().flatten();
            let is_offered = keys.any(|key| key.action == Action::Press("5/private".into()));
            assert_eq!(is_offered, asks_for_a_secret(&state), "{state:?}");
            let turn = step(at(state.clone()), press(Choice::PrivatePage, 5), &facts);
            let is_granted = matches!(turn.wish, Some(Wish::PrivatePage { revision: 5, .. }));
            assert_eq!(is_granted, is_offered, "{state:?}");
            assert_eq!(turn.session.revision, 5, "the question stays: {state:?}");
            let without = Facts { has_private_page: false, ..facts.clone() };
            let turn = step(at(state.clone()), press(Choice::PrivatePage, 5), &without);
            assert!(turn.wish.is_none(), "{state:?}");
            let view = screen::of(&state, &without).expect("a question").view(texts.locale(None), 5);
            assert!(!view.rows.iter().flatten().any(|key| key.label == "Private page"), "{state:?}");
        }
    }
}

#[test]
fn what_is_given_on_a_page_answers_its_own_question_only() {
    for facts in on_both() {
        for state in questions().into_iter().chain([State::Idle]) {
            let given = |revision| Event::Handed { revision, given: vec![Secret::new(fitting(&state))] };
            for revision in [4, 6] {
                let turn = step(at(state.clone()), given(revision), &facts);
                assert!(turn.screens.is_empty() && turn.effects.is_empty() && turn.wish.is_none(), "{state:?}");
                assert_eq!(turn.session.revision, 5, "{state:?}");
            }
            let turn = step(at(state.clone()), given(5), &facts);
            assert_eq!(turn.session.revision > 5, asks_for_a_secret(&state), "{state:?}");
            assert_eq!(turn.screens.is_empty(), !asks_for_a_secret(&state), "{state:?}");
            // There is no message that it stood in.
            assert!(!turn.effects.iter().any(|it| matches!(it, Effect::DeleteMessage)), "{state:?}");
            // What is none is answered, and the question stands as it stood.
            let wrong = Event::Handed { revision: 5, given: vec![Secret::new("no key at all")] };
            let turn = step(at(state.clone()), wrong, &facts);
            assert_eq!(turn.session.revision, 5, "{state:?}");
            let why = turn.screens.iter().find_map(|screen| screen.note.as_ref());
            assert_eq!(why.is_some(), asks_for_a_secret(&state), "{state:?}");
        }
    }
}
