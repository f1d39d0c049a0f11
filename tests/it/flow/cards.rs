//! The card of a bot: its colour says what its words say, and what would be refused now rests.

use hatchery::chat::command::Verb;
use hatchery::chat::flow::step;
use hatchery::chat::state::State;
use hatchery::chat::{Tone, View, screen};
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
