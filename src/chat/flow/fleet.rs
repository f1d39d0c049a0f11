//! `/fleet`: all bots of all people, and work on many of them. Support looks, operators act.

use serde::{Deserialize, Serialize};

use crate::chat::choice::{FleetChoice, PageAt, PageTurn};
use crate::chat::command::{Command, Verb};
use crate::chat::flow::{Effect, Look, Turn, Wish};
use crate::chat::screen::{self, fleet};
use crate::chat::state::{Confirm, Facts, Session, State};
use crate::domain::fleet::{Draft, Filter, JobWord, NoDraft, Pace, Refusal, Selection, Unclear};
use crate::domain::{Deed, Id, JobState, Role};
use crate::text::Msg;

/// What is looked up of all bots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FleetLook {
    Overview,
    Page {
        filter: Filter,
        from: PageFrom,
    },
    Card {
        bot: Id,
    },
    Job {
        job: Id,
    },
    /// What became of each of its bots, as a file.
    JobFile {
        job: Id,
    },
    Jobs,
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageFrom {
    First,
    After(Id),
    Before(Id),
}

#[derive(Debug, Clone)]
pub enum FleetWish {
    /// Choose bots, and show what would be done.
    Draft {
        deed: Deed,
        selection: Selection,
        pace: Pace,
    },
    Say {
        job: Id,
        word: JobWord,
    },
    /// Something done to one bot.
    Do {
        bot: Id,
        deed: Deed,
    },
    /// Which strays would be removed: one, or all that are known.
    AskToRemove {
        stray: Option<Id>,
    },
}

#[derive(Debug, Clone)]
pub enum FleetAnswer {
    Drafted(Draft),
    NoDraft(NoDraft),
    /// The job as it stands now; nothing when that word made no sense.
    Said {
        job: Id,
        is_begun: bool,
        now: Option<(Deed, i64, JobState)>,
    },
    Refused(Refusal),
    Accepted,
    Strays {
        strays: Vec<Id>,
        names: Vec<String>,
    },
}

pub fn command(session: Session, rest: &str, facts: &Facts) -> Turn {
    let (first, others) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    match first.to_lowercase().as_str() {
        "" => look(session, FleetLook::Overview),
        "jobs" => look(session, FleetLook::Jobs),
        "job" => match Id::parse(&others.trim().to_lowercase()) {
            Some(job) => look(session, FleetLook::Job { job }),
            None => Turn::aside(session, fleet::no_job()),
        },
        first => match Deed::parse(first) {
            Some(deed) => act(session, deed, others, rest, facts),
            None => show(session, rest, facts),
        },
    }
}

fn look(session: Session, what: FleetLook) -> Turn {
    Turn::stay(session).doing(Effect::Look(Look::Fleet(what)))
}

fn blueprints(facts: &Facts) -> Vec<&str> {
    facts.offers.iter().map(|offer| offer.id.as_str()).collect()
}

fn show(session: Session, words: &str, facts: &Facts) -> Turn {
    match Selection::parse(words, &blueprints(facts)) {
        Ok(Selection::Like(filter)) => look(session, FleetLook::Page { filter, from: PageFrom::First }),
        Ok(Selection::These(named)) => match named.into_iter().next() {
            Some(crate::domain::fleet::Named::Id(bot)) => look(session, FleetLook::Card { bot }),
            Some(crate::domain::fleet::Named::Of(owner, _)) => {
                let filter = Filter { owner: Some(owner), ..Filter::default() };
                look(session, FleetLook::Page { filter, from: PageFrom::First })
            }
            None => look(session, FleetLook::Overview),
        },
        Err(unclear) => Turn::aside(session, fleet::unclear(&unclear)),
    }
}

fn act(session: Session, deed: Deed, words: &str, whole: &str, facts: &Facts) -> Turn {
    if !facts.is(Role::Operator) {
        return Turn::aside(session, screen::say(Msg::FleetOperatorsOnly));
    }
    let Some((pace, words)) = Pace::parse(words) else { return Turn::aside(session, fleet::which_pace()) };
    let selection = match Selection::parse(&words, &blueprints(facts)) {
        Ok(selection) => selection,
        Err(Unclear::Nothing) => return Turn::aside(session, fleet::which(deed)),
        Err(unclear) => return Turn::aside(session, fleet::unclear(&unclear)),
    };
    // What takes bots away from people is confirmed by a word, and that is a question.
    if deed == Deed::Stop && !session.state.is_idle() {
        return leaving(session, Command { verb: Verb::Fleet, rest: whole.to_owned() }, facts);
    }
    Turn::stay(session).wishing(Wish::Fleet(FleetWish::Draft { deed, selection, pace }))
}

/// Another question stands: it is asked first whether to leave it.
fn leaving(session: Session, to: Command, facts: &Facts) -> Turn {
    let stay = match session.state.clone() {
        State::Leaving { stay, .. } => stay,
        state => Box::new(state),
    };
    Turn::go(session, State::Leaving { to, stay }, facts).in_new_message()
}

pub fn pressed(session: Session, choice: FleetChoice, facts: &Facts) -> Turn {
    if !facts.is(Role::Support) {
        return Turn::aside(session, screen::unknown_command(None));
    }
    let in_place = |turn: Turn| Turn { in_place: true, ..turn };
    match choice {
        FleetChoice::Overview => look(session, FleetLook::Overview),
        FleetChoice::Page(at) => in_place(page(session, at, facts)),
        FleetChoice::Card(bot) => look(session, FleetLook::Card { bot }),
        FleetChoice::Refresh(bot) => in_place(look(session, FleetLook::Card { bot })),
        FleetChoice::Job(job) => look(session, FleetLook::Job { job }),
        FleetChoice::RefreshJob(job) => in_place(look(session, FleetLook::Job { job })),
        FleetChoice::JobFile(job) => look(session, FleetLook::JobFile { job }),
        FleetChoice::Jobs => look(session, FleetLook::Jobs),
        FleetChoice::Strays => Turn::stay(session).doing(Effect::Look(Look::Strays)),
        FleetChoice::Do(..) | FleetChoice::Go(_) | FleetChoice::Pause(_) | FleetChoice::Cancel(_)
            if !facts.is(Role::Operator) =>
        {
            Turn::aside(session, screen::say(Msg::FleetOperatorsOnly))
        }
        FleetChoice::Do(deed, bot) => Turn::stay(session).wishing(Wish::Fleet(FleetWish::Do { bot, deed })),
        FleetChoice::Go(job) => in_place(say(session, job, JobWord::Go)),
        FleetChoice::Pause(job) => say(session, job, JobWord::Pause),
        FleetChoice::Cancel(job) => say(session, job, JobWord::Cancel),
    }
}

fn say(session: Session, job: Id, word: JobWord) -> Turn {
    Turn::stay(session).wishing(Wish::Fleet(FleetWish::Say { job, word }))
}

fn page(session: Session, at: PageAt, facts: &Facts) -> Turn {
    let Some(filter) = Filter::of_code(&at.code, &blueprints(facts)) else {
        return look(session, FleetLook::Overview);
    };
    let from = match at.turn {
        PageTurn::First => PageFrom::First,
        PageTurn::After(bot) => PageFrom::After(bot),
        PageTurn::Before(bot) => PageFrom::Before(bot),
    };
    look(session, FleetLook::Page { filter, from })
}

/// Somebody wants strays removed: one, or all.
pub fn remove(session: Session, stray: Option<Id>, facts: &Facts) -> Turn {
    if !facts.is(Role::Operator) {
        let screen = match facts.is(Role::Support) {
            true => screen::say(Msg::FleetOperatorsOnly),
            false => screen::unknown_command(None),
        };
        return Turn::aside(session, screen);
    }
    if !session.state.is_idle() {
        return leaving(session, Command { verb: Verb::Strays, rest: String::new() }, facts);
    }
    Turn::stay(session).wishing(Wish::Fleet(FleetWish::AskToRemove { stray }))
}

pub fn answered(session: Session, answer: FleetAnswer, facts: &Facts) -> Turn {
    match answer {
        FleetAnswer::Drafted(draft) if draft.deed == Deed::Stop && session.state.is_idle() => {
            let confirm = Confirm::Fleet { job: draft.job.clone(), bots: draft.bots };
            let turn = Turn::go(session, State::Confirm(confirm), facts).in_new_message();
            let preview = fleet::preview(&draft);
            Turn { screens: turn.screens.into_iter().map(|screen| fleet::under(&preview, screen)).collect(), ..turn }
        }
        FleetAnswer::Drafted(draft) => Turn::aside(session, fleet::preview(&draft)),
        FleetAnswer::NoDraft(NoDraft::Unknown(words)) => Turn::aside(session, fleet::unclear(&Unclear::Unknown(words))),
        FleetAnswer::NoDraft(NoDraft::Nobody) => Turn::aside(session, screen::say(Msg::FleetNobody)),
        // The message that was pressed shows from now on how far it is.
        FleetAnswer::Said { is_begun: true, now: Some(_), .. } => Turn { in_place: true, ..Turn::stay(session) },
        FleetAnswer::Said { now: Some((deed, bots, state)), .. } => {
            Turn::aside(session, fleet::said(deed, bots, state)).in_new_message()
        }
        FleetAnswer::Said { job, now: None, .. } => {
            let over = Turn::aside(session, screen::say(Msg::FleetJobOver)).in_new_message();
            over.doing(Effect::Look(Look::Fleet(FleetLook::Job { job })))
        }
        FleetAnswer::Refused(refusal) => Turn::aside(session, fleet::refused(refusal)),
        FleetAnswer::Accepted => Turn::stay(session),
        FleetAnswer::Strays { strays, .. } if strays.is_empty() => Turn::aside(session, screen::say(Msg::StrayGone)),
        FleetAnswer::Strays { strays, names } => {
            let word = match names.as_slice() {
                [only] => fleet::tail(only).to_owned(),
                several => format!("remove {}", several.len()),
            };
            let names = names.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
            let confirm = Confirm::Strays { strays, names, word };
            Turn::go(session, State::Confirm(confirm), facts).in_new_message()
        }
    }
}
