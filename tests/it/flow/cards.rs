//! The card of a bot: its colour says what its words say, and what would be refused now rests.

use hatchery::chat::choice::Choice;
use hatchery::chat::command::Verb;
use hatchery::chat::flow::{LinkWish, Wish, step};
use hatchery::chat::state::State;
use hatchery::chat::{Tone, View, Weight, screen};
use hatchery::domain::{Account, OperationKind, Status};
use hatchery::text::Catalogue;

use super::{at, bot, command, facts};

fn card(status: Status, busy: Option<OperationKind>) -> View {
    let mut bot = bot("nest", 1, status);
    bot.busy = busy;
    screen::bot(&bot, &facts()).view(Catalogue::read().expect("languages").locale(None), 0)
}

fn resting(view: &View) -> Vec<&str> {
    view.rows.iter().flatten().filter(|key| key.is_off).map(|key| key.label.as_str()).collect()
}

#[test]
fn the_colour_of_a_card_says_what_its_words_say() {
    for (status, busy, tone) in [
        (Status::Running, None, Tone::Good),
        (Status::Stopped, None, Tone::Plain),
        (Status::Failed, None, Tone::Bad),
        (Status::Running, Some(OperationKind::Restart), Tone::Busy),
        (Status::Deploying, Some(OperationKind::Deploy), Tone::Busy),
    ] {
        assert_eq!(card(status, busy).tone, tone, "{status:?} {busy:?}");
    }
}

#[test]
fn of_two_bots_with_one_name_a_person_is_asked_which() {
    let mut facts = facts();
    facts.bots = vec![bot("nest", 1, Status::Running), bot("nest", 2, Status::Running), bot("owl", 3, Status::Running)];
    facts.bots[1].owner = Account::discord(7);
    let asked = |said: &str| step(at(State::Idle), command(Verb::Delete, said), &facts);
    let turn = asked("NEST");
    assert!(turn.session.state.is_idle(), "{:?}", turn.session.state);
    let view = turn.screens[0].view(Catalogue::read().expect("languages").locale(None), 0);
    let labels: Vec<&str> = view.rows.iter().flatten().map(|key| key.label.as_str()).collect();
    assert_eq!(labels, ["nest · telegram", "nest · discord", "owl"]);
    assert!(matches!(asked("owl").session.state, State::Confirm(_)));
}

#[test]
fn what_would_be_refused_now_rests() {
    assert_eq!(resting(&card(Status::Running, None)), Vec::<&str>::new());
    assert_eq!(resting(&card(Status::Running, Some(OperationKind::Restart))), ["Restart", "Edit", "Stop"]);
    assert_eq!(resting(&card(Status::Running, Some(OperationKind::Delete))), ["Restart", "Edit", "Stop", "Delete"]);
    assert_eq!(resting(&card(Status::Stopped, Some(OperationKind::Resume))), ["Start", "Edit"]);
}

/// The buttons that weigh this much.
fn weighing(view: &View, weight: Weight) -> Vec<&str> {
    view.rows.iter().flatten().filter(|key| key.weight == weight).map(|key| key.label.as_str()).collect()
}

#[test]
fn what_takes_something_away_says_so_and_the_way_out_is_never_the_likely_one() {
    let running = card(Status::Running, None);
    assert_eq!(weighing(&running, Weight::TakesAway), ["Stop", "Delete"]);
    let id = hatchery::domain::Id::from_bytes([9; 16]);
    for choice in [
        Choice::Delete(id.clone()),
        Choice::CancelHatch(id.clone()),
        Choice::RemoveStray(id.clone()),
        Choice::RemoveStrays,
        Choice::EndShare(id.clone()),
        Choice::Ban(Account::telegram(42)),
    ] {
        assert_eq!(choice.weight(Weight::Likely), Weight::TakesAway, "{choice:?}");
    }
    for choice in [Choice::Cancel, Choice::Back, Choice::Keep, Choice::NoNews, Choice::WhereIsTheKey] {
        assert_eq!(choice.weight(Weight::Likely), Weight::Plain, "{choice:?}");
    }
    for choice in [Choice::Hatch, Choice::LetIn(id.clone()), Choice::Link(id.clone())] {
        assert_eq!(choice.weight(Weight::Plain), Weight::Agrees, "{choice:?}");
    }
    let start = screen::start(&facts()).view(Catalogue::read().expect("languages").locale(None), 0);
    assert_eq!(weighing(&start, Weight::Likely), ["Hatch a bot"]);
}

#[test]
fn a_link_that_carries_a_code_uses_it_like_the_command() {
    for (verb, said) in [(Verb::Start, "link-abcd"), (Verb::Link, "abcd")] {
        let turn = step(at(State::Idle), command(verb, said), &facts());
        let Some(Wish::Link(LinkWish::Take { code })) = turn.wish else { panic!("{:?}", turn.wish) };
        assert_eq!(code.expose(), "abcd");
    }
    let turn = step(at(State::Idle), command(Verb::Start, "link-"), &facts());
    assert!(turn.wish.is_none(), "{:?}", turn.wish);
}
