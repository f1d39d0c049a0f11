//! What is done and said beside the question that stands: it takes nothing away from it.

use hatchery::chat::flow::{Answer, Event, Turn, step};
use hatchery::chat::state::{Facts, State};
use hatchery::deploy::Operated;
use hatchery::domain::{OperationKind, Status};
use hatchery::text::Catalogue;

use super::{at, bot, facts, id, questions};

fn shown(turn: &Turn) -> String {
    let texts = Catalogue::read().expect("languages");
    turn.screens.iter().map(|screen| screen.view(texts.locale(None), 0).text).collect::<Vec<_>>().join("\n")
}

fn same(one: &State, other: &State) -> bool {
    format!("{one:?}") == format!("{other:?}")
}

#[test]
fn work_on_a_bot_takes_no_question_away_whatever_comes_of_it() {
    let comes_of_it = [
        Answer::Operated(Operated::Accepted),
        Answer::Operated(Operated::Busy(OperationKind::Restart)),
        Answer::Operated(Operated::Pointless),
        Answer::Operated(Operated::Gone),
        Answer::NotHatching { bot: id(1) },
        // Of a bot that is not theirs any more, or never was; the one that the question is about is there.
        Answer::Gone,
    ];
    for state in questions() {
        for answer in &comes_of_it {
            let turn = step(at(state.clone()), Event::Answer(answer.clone()), &facts());
            assert!(same(&turn.session.state, &state), "{answer:?} at {state:?}");
            assert_eq!(turn.session.revision, 5, "its buttons stay good: {answer:?} at {state:?}");
        }
    }
}

#[test]
fn a_question_about_a_bot_ends_with_it() {
    let gone = Facts { bots: Vec::new(), ..facts() };
    for state in questions() {
        let is_about_it = matches!(state, State::Edit { .. } | State::Configure(_));
        let turn = step(at(state.clone()), Event::Answer(Answer::Gone), &gone);
        assert_eq!(shown(&turn), "That bot does not exist any more.");
        assert!(!is_about_it || turn.session.state.is_idle(), "{state:?}");
    }
}

#[test]
fn a_hatch_that_is_over_is_not_said_to_be_cancelled() {
    let over = || Event::Answer(Answer::NotHatching { bot: id(1) });
    let turn = step(at(State::Idle), over(), &facts());
    assert!(shown(&turn).starts_with("That step is over.\nold  ● running"), "{}", shown(&turn));
    let mut hatching = bot("old", 1, Status::Deploying);
    hatching.busy = Some(OperationKind::Deploy);
    let turn = step(at(State::Idle), over(), &Facts { bots: vec![hatching], ..facts() });
    assert_eq!(shown(&turn), "That is how it already is.");
}
