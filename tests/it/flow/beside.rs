//! What is done and said beside the question that stands: it takes nothing away from it.

use hatchery::chat::choice::Choice;
use hatchery::chat::command::{Command, Verb};
use hatchery::chat::flow::{Answer, Effect, Event, Finding, LinkWish, Turn, Wish, step};
use hatchery::chat::state::{EditStep, Facts, HatchStep, KeyStep, KeysStep, State, TokenStep};
use hatchery::chat::{Ask, screen};
use hatchery::deploy::Operated;
use hatchery::domain::managed::NoToken;
use hatchery::domain::{Channel, Limits, OperationKind, Status, Token, TokenFinding};
use hatchery::provider::Verdict;
use hatchery::text::Catalogue;

use super::{at, bot, child, command, draft, facts, id, press, questions};

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

#[test]
fn a_change_that_was_refused_after_its_check_is_checked_again_when_it_goes_on() {
    let is_checked = |state: &State| {
        matches!(
            state,
            State::Edit { step: EditStep::Key(KeyStep::Checking { .. }), .. }
                | State::Edit { step: EditStep::Token(_, TokenStep::Checking { .. } | TokenStep::Fetching { .. }), .. }
                | State::Keys(KeysStep::Key { step: KeyStep::Checking { .. }, .. })
        )
    };
    for state in questions().into_iter().filter(is_checked) {
        let busy = Answer::Operated(Operated::Busy(OperationKind::Restart));
        let refused = step(at(state.clone()), Event::Answer(busy), &facts());
        for event in [press(Choice::Continue, 5), command(Verb::Start, "")] {
            let turn = step(refused.session.clone(), event, &facts());
            assert!(matches!(turn.effects.as_slice(), [it] if !matches!(it, Effect::DeleteMessage)), "{state:?}");
            assert!(is_checked(&turn.session.state), "{state:?}");
            assert!(format!("{:?}", turn.session.state).contains(&format!("{:?}", id(250))), "{:?}", turn.session);
        }
    }
}

#[test]
fn a_new_token_that_is_in_use_elsewhere_is_asked_for_again() {
    for state in questions() {
        let State::Edit { step: EditStep::Token(kind, is), .. } = &state else { continue };
        let turn = step(at(state.clone()), Event::Answer(Answer::TokenInUse(*kind)), &facts());
        let State::Edit { step: EditStep::Token(_, next), .. } = &turn.session.state else { panic!("{turn:?}") };
        let is_problem = match is {
            TokenStep::Checking { .. } | TokenStep::Problem { .. } => {
                matches!(next, TokenStep::Problem { finding: TokenFinding::InUse, .. })
            }
            TokenStep::Fetching { .. } => matches!(next, TokenStep::NoToken { why: NoToken::InUse, .. }),
            TokenStep::Ask | TokenStep::NoToken { .. } => true,
        };
        assert!(is_problem && !turn.screens.is_empty(), "{state:?} → {next:?}");
    }
    let turn = step(at(State::Idle), Event::Answer(Answer::TokenInUse(Token::Telegram)), &facts());
    assert!(turn.session.state.is_idle() && !turn.screens.is_empty());
}

#[test]
fn a_check_that_follows_another_is_made_while_somebody_is_asked_whether_to_leave() {
    let mut draft = draft();
    draft.made = Some(child());
    draft.channels = vec![Channel::Telegram];
    draft.tokens.clear();
    let checking = KeyStep::Checking { check: id(7), key: draft.key.take().expect("a key") };
    let stay = Box::new(State::Hatch(Box::new(draft), HatchStep::Key(checking)));
    let to = Command { verb: Verb::Forget, rest: String::new() };
    let verdict = Event::Checked { check: id(7), finding: Finding::Key(Verdict::Ok) };
    let turn = step(at(State::Leaving { to, stay }), verdict, &facts());
    assert!(matches!(turn.effects.as_slice(), [Effect::FetchToken { .. }]), "{turn:?}");
    let State::Leaving { stay, .. } = &turn.session.state else { panic!("{turn:?}") };
    let State::Hatch(_, HatchStep::Token(Token::Telegram, TokenStep::Fetching { .. })) = **stay else {
        panic!("{stay:?}")
    };
    assert!(turn.screens.is_empty() && turn.session.revision == 5, "the question whether to leave stands: {turn:?}");
}

#[test]
fn a_link_that_is_opened_in_the_middle_of_a_question_is_not_swallowed() {
    let code = "like-abcdefghij234567";
    for state in questions() {
        let turn = step(at(state.clone()), command(Verb::Start, code), &facts());
        let State::Leaving { to, .. } = &turn.session.state else { panic!("{state:?}") };
        assert_eq!((to.verb, to.rest.as_str()), (Verb::Clone, code), "{state:?}");
        let turn = step(at(state.clone()), command(Verb::Start, "link-abcd2345"), &facts());
        assert!(matches!(turn.wish, Some(Wish::Link(LinkWish::Take { .. }))), "{state:?}");
        assert!(same(&turn.session.state, &state));
    }
}

#[test]
fn nobody_is_asked_to_leave_a_question_for_what_cannot_be() {
    let is_full = Facts { limits: Limits { live: 1, ..facts().limits }, ..facts() };
    for state in questions() {
        let wants = [(Verb::Delete, "odl"), (Verb::Edit, "odl"), (Verb::Clone, "odl"), (Verb::Deploy, "nest echo")];
        for (verb, rest) in wants {
            let turn = step(at(state.clone()), command(verb, rest), &is_full);
            assert!(same(&turn.session.state, &state), "/{} {rest} at {state:?}", verb.word());
            assert!(!turn.screens.is_empty());
        }
        let turn = step(at(state.clone()), command(Verb::Delete, ""), &is_full);
        let State::Leaving { to, .. } = &turn.session.state else { panic!("{state:?}") };
        assert_eq!((to.verb, to.rest.as_str()), (Verb::Delete, "old"), "it is the only one");
    }
}

#[test]
fn a_bot_that_did_not_hatch_is_tried_again_behind_the_question_that_stands_and_that_is_said() {
    for state in questions() {
        let turn = step(at(state.clone()), press(Choice::Again(id(2)), 5), &facts());
        assert!(same(&turn.session.state, &state) && turn.wish.is_none(), "{state:?}");
        assert!(shown(&turn).starts_with("Finish or cancel this first; the button stays good.\n"), "{}", shown(&turn));
    }
}

#[test]
fn a_terminal_is_told_that_a_secret_is_asked_for_wherever_one_is() {
    for state in questions() {
        let prompt = screen::secret_prompt(&state);
        assert_eq!(prompt.is_some(), state.expects_secret(), "{state:?}");
        let (texts, question) = (Catalogue::read().expect("languages"), screen::of(&state, &facts()));
        let asked = question.expect("a question").view(texts.locale(None), 5);
        if let Some(prompt) = prompt {
            assert_eq!((asked.ask, asked.prompt), (Ask::Secret, texts.locale(None).say(&prompt)), "{state:?}");
        }
    }
}
