//! The whole conversation: `step` takes where a person is, what happened and the facts, and says where they are
//! now, what to show and what to do. It is pure: the same arguments always give the same turn.

mod access_tokens;
mod alerts;
mod answers;
mod broadcast;
mod config;
mod confirm;
mod diagnose;
mod edit;
mod faults;
mod fleet;
mod forms;
mod handover;
mod hatch;
mod keys;
mod leaving;
pub mod links;
mod managed;
mod mine;
mod notifications;
mod people;
mod secrets;
mod sentence;
mod share;
mod turn;
mod zones;

use crate::chat::choice::{Choice, Press};
use crate::chat::command::{Command, Verb};
use crate::chat::screen;
use crate::chat::state::{Bot, Confirm, Facts, Session, State};
use crate::domain::{Id, Language, OperationKind, ShareCode, Tier, key};
use crate::secret::Secret;
use crate::text::Msg;

pub use access_tokens::{AccessAnswer, AccessWish};
pub use alerts::{AlertsAnswer, AlertsWish};
pub use broadcast::{BroadcastAnswer, BroadcastLook, BroadcastWish};
pub use config::{ConfigAnswer, ConfigWish, Meant, picks as config_picks};
pub use diagnose::DiagnosisLook;
pub use fleet::{FleetAnswer, FleetLook, FleetWish, PageFrom};
pub use handover::PrivatePage;
pub use keys::{KeysAnswer, KeysWish};
pub use managed::{ManagedAnswer, ManagedWish};
pub use mine::MineLook;
pub use people::{PeopleAnswer, PeopleLook, PeopleWish, Standing};
pub use share::{ShareAnswer, ShareWish};
pub use turn::{Answer, Change, Effect, Event, Finding, LinkAnswer, LinkWish, Look, Turn, Wish};

/// Commands come before the question that stands, so that nobody is ever trapped in one.
pub fn step(session: Session, event: Event, facts: &Facts) -> Turn {
    let before = session.revision;
    managed::offered(stepped(session, event, facts), before, facts)
}

fn stepped(session: Session, event: Event, facts: &Facts) -> Turn {
    match event {
        Event::Command(it) => command(session, it, facts),
        Event::Unknown { nearest, holds_secret } => unknown(session, nearest, holds_secret, facts),
        Event::Text(text) => typed(session, &text, facts),
        Event::NoText => match screen::of(&session.state, facts) {
            Some(_) => Turn::again(session, Msg::OnlyText, facts),
            None => Turn::aside(session, screen::idle(Msg::OnlyText)),
        },
        Event::Press(press) => pressed(session, press, facts),
        Event::Form { revision, answers } => forms::filled(session, revision, answers, facts),
        Event::Handed { revision, given } => handover::handed(session, revision, given, facts),
        Event::Checked { check, finding } => answers::checked(session, &check, finding, facts),
        Event::Made(child) => Turn::stay(session).wishing(Wish::Managed(ManagedWish::Made { child })),
        Event::Answer(answer) => answers::answered(session, answer, facts),
    }
}

/// Somebody may paste a key behind a slip of the finger, too.
fn unknown(session: Session, nearest: Option<Verb>, holds_secret: bool, facts: &Facts) -> Turn {
    let screen = screen::unknown_command(nearest);
    if !holds_secret {
        return Turn::aside(session, screen);
    }
    if facts.fills_forms() {
        return Turn::aside(session, screen.with_note(Msg::SecretInDm));
    }
    let why = if session.state.expects_secret() { Msg::SecretInCommand } else { Msg::SecretUnasked };
    Turn::aside(session, screen.with_note(why)).doing(Effect::DeleteMessage)
}

fn command(session: Session, command: Command, facts: &Facts) -> Turn {
    let rest = command.rest.as_str();
    // Somebody may paste a key behind a command.
    let leak = key::looks_secret(rest).then_some(Effect::DeleteMessage);
    let mut turn = match command.verb {
        verb if !verb.may_be_said_by(facts.role) => Turn::aside(session, screen::unknown_command(None)),
        Verb::Start => start(session, rest, facts),
        Verb::Help => help(session, rest, facts),
        Verb::Quota => Turn::aside(session, screen::quota(facts)),
        Verb::Language => language(session, rest, facts),
        Verb::Timezone => zones::command(session, rest, facts),
        Verb::Cancel => cancel(session, facts),
        Verb::Link => links::command(session, rest),
        Verb::Unlink => Turn::stay(session).wishing(Wish::Link(LinkWish::AskToPart)),
        Verb::Status if rest.is_empty() && facts.bot_here().is_none() => Turn::aside(session, screen::bots(facts)),
        Verb::Share => on_bot(session, Choice::Share, rest, facts),
        Verb::Status => on_bot(session, Choice::Status, rest, facts),
        Verb::Logs => on_bot(session, Choice::Logs, rest, facts),
        Verb::Restart => on_bot(session, Choice::Restart, rest, facts),
        Verb::Stop => on_bot(session, Choice::Stop, rest, facts),
        Verb::Resume => on_bot(session, Choice::Resume, rest, facts),
        Verb::Rotate => on_bot(session, Choice::Rotate, rest, facts),
        Verb::History => mine::see(session, MineLook::History { older_than: None }),
        Verb::Export => mine::see(session, MineLook::Export),
        Verb::Token => access_tokens::command(session, rest, facts),
        Verb::Notifications => notifications::command(session, rest, facts),
        Verb::Config => config::command(session, rest, facts),
        Verb::Diagnose => diagnose::command(session, rest, facts),
        Verb::Keys => keys::command(session, rest, facts),
        Verb::Admin | Verb::User | Verb::Invite | Verb::Tier | Verb::Maintenance | Verb::Spend => {
            people::command(session, command.verb, rest, facts)
        }
        Verb::Fleet => fleet::command(session, rest, facts),
        Verb::Strays => Turn::stay(session).doing(Effect::Look(Look::Strays)),
        Verb::Alerts => alerts::command(session, rest, facts),
        Verb::Deploy if !session.state.is_idle() => match hatch::kept_from_it(facts) {
            Some(why) => Turn::aside(session, why),
            None => leaving::ask(session, command, facts),
        },
        Verb::Forget | Verb::Broadcast if !session.state.is_idle() => leaving::ask(session, command, facts),
        Verb::Deploy => hatch::begin(session, rest, facts),
        Verb::Forget => Turn::go(session, State::Confirm(Confirm::Forget), facts),
        Verb::Broadcast => broadcast::command(session, rest, facts),
        Verb::Clone => share::clone(session, rest, facts),
        Verb::Edit => on_bot(session, Choice::Edit, rest, facts),
        Verb::Delete => on_bot(session, Choice::Delete, rest, facts),
    };
    turn.effects.extend(leak);
    turn.in_new_message()
}

/// `/help`, `/help all`, or about one command.
fn help(session: Session, about: &str, facts: &Facts) -> Turn {
    let word = about.trim_start_matches('/').to_lowercase();
    let known = Verb::ALL.iter().copied().find(|verb| verb.word() == word && verb.may_be_said_by(facts.role));
    let screen = match (word.as_str(), known) {
        ("all", _) => screen::help_all(facts),
        (_, Some(verb)) => screen::people::usage(verb),
        (_, None) => screen::help(facts),
    };
    Turn::aside(session, screen)
}

/// What a link to us carries is taken up in the middle of a question, too.
fn start(session: Session, payload: &str, facts: &Facts) -> Turn {
    if ShareCode::parse(payload).is_some() {
        return command(session, Command { verb: Verb::Clone, rest: payload.to_owned() }, facts);
    }
    if let Some(code) = links::from_payload(payload) {
        return links::command(session, code);
    }
    if !facts.may_deploy && is_code(payload) {
        return Turn::stay(session).wishing(Wish::Redeem { code: Secret::new(payload) });
    }
    match session.state.clone() {
        State::Idle => Turn::aside(session, screen::start(facts)),
        question => leaving::take_up(session, question, facts),
    }
}

/// Invitation codes are 16 characters of base32.
fn is_code(text: &str) -> bool {
    let known = |b: u8| b.is_ascii_alphabetic() || (b'2'..=b'7').contains(&b);
    text.trim().len() == 16 && text.trim().bytes().all(known)
}

fn cancel(session: Session, facts: &Facts) -> Turn {
    match &session.state {
        State::Idle => Turn::aside(session, screen::nothing_to_cancel(facts)),
        State::Hatch(..) => Turn::end(session, screen::cancelled(Msg::CancelledHatch)),
        State::Edit { .. } | State::Configure(_) => Turn::end(session, screen::cancelled(Msg::CancelledEdit)),
        State::Keys(_) => Turn::end(session, screen::keys::list(facts).with_note(Msg::CancelledKey)),
        State::Confirm(what) => {
            let screen = screen::cancelled(confirm::cancelled(what));
            Turn::end(session, screen)
        }
        State::Broadcast(..) => Turn::end(session, screen::cancelled(Msg::CancelledNews)),
        State::Leaving { stay, .. } => {
            let stay = (**stay).clone();
            leaving::take_up(session, stay, facts)
        }
    }
}

fn language(session: Session, rest: &str, facts: &Facts) -> Turn {
    match Language::near(rest) {
        Some(language) => Turn::stay(session).wishing(Wish::SetLanguage(language.tag())),
        None => Turn::aside(session, screen::language(facts)),
    }
}

/// Finds the bot that a command means: the named one, the one whose topic this is, the only one, or asks which, each with
/// the button of `choice`.
fn meant(
    session: Session,
    choice: fn(Id) -> Choice,
    name: &str,
    facts: &Facts,
    then: impl FnOnce(Session, &Bot) -> Turn,
) -> Turn {
    match (facts.bots.as_slice(), name) {
        ([], _) => Turn::aside(session, screen::no_bots(facts)),
        ([only], "") => then(session, only),
        (_, "") => match facts.bot_here() {
            Some(bot) => then(session, bot),
            None => Turn::aside(session, screen::which_bot(choice, facts)),
        },
        _ => match facts.named(name).as_slice() {
            [] => Turn::aside(session, screen::no_such_bot(choice, facts)),
            [bot] => then(session, bot),
            _ => Turn::aside(session, screen::which_bot(choice, facts)),
        },
    }
}

/// A command on a bot does what its button does.
fn on_bot(session: Session, choice: fn(Id) -> Choice, name: &str, facts: &Facts) -> Turn {
    let press = |bot: &Bot| Press { choice: choice(bot.id.clone()), revision: None };
    meant(session, choice, name, facts, |session, bot| pressed(session, press(bot), facts))
}

fn typed(session: Session, text: &Secret, facts: &Facts) -> Turn {
    let leak = session.state.expects_secret() || key::looks_secret(text.expose());
    if leak && facts.fills_forms() {
        return not_in_the_chat(session, text, facts);
    }
    if !leak && facts.is_asked_elsewhere(&session) {
        return Turn::aside(session, screen::say(Msg::AskedElsewhere));
    }
    let state = session.state.clone();
    let mut turn = put(session, state, text, facts);
    if leak {
        turn.effects.insert(0, Effect::DeleteMessage);
    }
    turn.in_new_message()
}

/// Where forms are filled in, what is written in the chat stays there; so it is no way to give a secret.
fn not_in_the_chat(session: Session, text: &Secret, facts: &Facts) -> Turn {
    let why = if key::looks_secret(text.expose()) { Msg::SecretInDm } else { Msg::SecretByButton };
    match screen::of(&session.state, facts) {
        Some(_) => Turn::again(session, why, facts).in_new_message(),
        None => Turn::aside(session, screen::idle(why)),
    }
}

/// An answer in words, however it came.
fn put(session: Session, state: State, text: &Secret, facts: &Facts) -> Turn {
    match state {
        State::Idle => idle_text(session, text, facts),
        State::Hatch(draft, at) => hatch::typed(session, *draft, at, text, facts),
        State::Edit { bot, provider, step } => edit::typed(session, bot, provider, step, text, facts),
        State::Confirm(what) => confirm::typed(session, &what, text.expose(), facts),
        State::Configure(question) => config::typed(session, &question, text),
        State::Keys(step) => keys::typed(session, step, text, facts),
        State::Broadcast(draft, at) => broadcast::typed(session, draft, at, text.expose(), facts),
        State::Leaving { .. } => Turn::again(session, Msg::PressAButton, facts),
    }
}

fn idle_text(session: Session, text: &Secret, facts: &Facts) -> Turn {
    if key::looks_secret(text.expose()) {
        return Turn::aside(session, screen::idle(Msg::SecretUnasked));
    }
    if !facts.may_deploy && is_code(text.expose()) {
        return Turn::stay(session).wishing(Wish::Redeem { code: text.clone() });
    }
    if !facts.may_deploy && facts.bots.is_empty() {
        return Turn::aside(session, screen::no_access());
    }
    match sentence::read(text.expose(), &facts.offers) {
        Some(said) => hatch::wished(session, said, facts),
        None => Turn::aside(session, screen::not_understood(facts)),
    }
}

fn pressed(session: Session, press: Press, facts: &Facts) -> Turn {
    if press.choice.is_answer() && press.revision != Some(session.revision) {
        return over(session, facts);
    }
    match press.choice {
        Choice::New => command(session, Command { verb: Verb::Deploy, rest: String::new() }, facts),
        Choice::How => Turn::aside(session, screen::how(facts)),
        Choice::Help => Turn::aside(session, screen::help(facts)),
        Choice::Bots => Turn::aside(session, screen::bots(facts)),
        Choice::Status(id) => {
            with_bot(session, &id, facts, |session, bot| Turn::aside(session, screen::bot(bot, facts)))
        }
        Choice::Refresh(id) => {
            let press = Press { choice: Choice::Status(id), revision: None };
            Turn { in_place: true, ..pressed(session, press, facts) }
        }
        Choice::Logs(id) => log(session, id, false, facts),
        Choice::WholeLog(id) => log(session, id, true, facts),
        Choice::Restart(id) => operate(session, id, OperationKind::Restart, facts),
        Choice::Stop(id) => operate(session, id, OperationKind::Stop, facts),
        Choice::Resume(id) => operate(session, id, OperationKind::Resume, facts),
        Choice::Edit(id) => question(session, Verb::Edit, &id, facts, |session, bot| edit::begin(session, bot, facts)),
        Choice::Delete(id) => question(session, Verb::Delete, &id, facts, |session, bot| {
            Turn::go(session, State::Confirm(Confirm::Delete { bot: bot.id.clone() }), facts)
        }),
        Choice::Clone(id) => question(session, Verb::Clone, &id, facts, |session, bot| {
            Turn::stay(session).wishing(Wish::Share(ShareWish::Clone { bot: bot.id.clone() }))
        }),
        Choice::Share(bot) => Turn::stay(session).wishing(Wish::Share(ShareWish::Make { bot })),
        Choice::EndShare(bot) => Turn::stay(session).wishing(Wish::Share(ShareWish::End { bot })),
        Choice::Like(code) if session.state.is_idle() => {
            Turn::stay(session).wishing(Wish::Share(ShareWish::Take { code }))
        }
        Choice::Like(code) => command(session, Command { verb: Verb::Clone, rest: code.text() }, facts),
        Choice::CancelHatch(id) => Turn::stay(session).wishing(Wish::CancelHatch { bot: id }),
        Choice::User(account) => people::see(session, PeopleLook::Card { account }, facts),
        Choice::Premium(account) => people::set_tier(session, account, Tier::Premium, facts),
        Choice::Free(account) => people::set_tier(session, account, Tier::Free, facts),
        Choice::Ban(account) => people::wishing(session, PeopleWish::Ban { account, reason: None }, facts),
        Choice::Unban(account) => people::wishing(session, PeopleWish::Unban { account }, facts),
        Choice::OlderLog(act) => people::see(session, PeopleLook::Log { older_than: Some(act) }, facts),
        Choice::OlderHistory(act) => mine::see(session, MineLook::History { older_than: Some(act) }),
        Choice::RemoveStray(stray) => fleet::remove(session, Some(stray), facts),
        Choice::RemoveStrays => fleet::remove(session, None, facts),
        Choice::Fleet(choice) => fleet::pressed(session, choice, facts),
        Choice::Diagnose(id) => diagnose::pressed(session, id, facts),
        Choice::Diagnosis(id) => diagnose::one(session, id),
        Choice::Diagnoses(before) => diagnose::list(session, before),
        Choice::Alerts(about) => alerts::pressed(session, about, facts),
        Choice::Keys(about) => keys::pressed_about(session, about, facts),
        Choice::LetIn(id) => with_bot(session, &id, facts, |session, bot| {
            Turn::stay(session).doing(Effect::Look(Look::LetIn { bot: bot.id.clone() }))
        }),
        Choice::Link(link) => Turn::stay(session).wishing(Wish::Link(LinkWish::Agree { link })),
        Choice::NoLink(link) => Turn::stay(session).wishing(Wish::Link(LinkWish::Refuse { link })),
        Choice::Unlink => Turn::stay(session).wishing(Wish::Link(LinkWish::Part)),
        Choice::UseMade(child) => managed::wanted(session, child, facts).in_new_message(),
        Choice::Rotate(id) => with_bot(session, &id, facts, |session, bot| managed::rotate(session, bot, facts)),
        Choice::Again(id) if session.state.is_idle() => Turn::stay(session).wishing(Wish::Reopen { bot: id }),
        Choice::Again(_) => Turn::again(session, Msg::AfterThis, facts),
        Choice::Language(tag) => Turn { in_place: true, ..Turn::stay(session).wishing(Wish::SetLanguage(tag)) },
        Choice::Zones => zones::see(session, facts),
        Choice::Zone(zone) => zones::picked(session, zone),
        Choice::Remind => match screen::next_free(facts) {
            Some(at) => Turn::stay(session).wishing(Wish::Remind { at }),
            None => Turn::aside(session, screen::quota(facts)),
        },
        Choice::Config(id) => config::shown(session, id),
        Choice::ConfigSet(bot, setting) => config::ask(session, bot, setting, facts),
        Choice::ConfigHistory(bot, older_than) => config::older(session, bot, older_than),
        Choice::Rollback(bot, revision, seen) => config::roll_back(session, bot, revision, seen),
        Choice::Continue => match session.state.clone() {
            State::Leaving { stay, .. } => leaving::take_up(session, *stay, facts),
            State::Idle
            | State::Hatch(..)
            | State::Edit { .. }
            | State::Confirm(_)
            | State::Broadcast(..)
            | State::Configure(_)
            | State::Keys(_) => start(session, "", facts).in_new_message(),
        },
        Choice::NoNews => notifications::news(session, false),
        Choice::News => notifications::news(session, true),
        on @ (Choice::PauseNews(_) | Choice::ResumeNews(_) | Choice::CancelNews(_) | Choice::UnsureNews(_)) => {
            broadcast::console(session, on, facts)
        }
        Choice::PrivatePage => handover::pressed(session, facts),
        Choice::Cancel => cancel(session, facts),
        Choice::Leave => match session.state.clone() {
            State::Leaving { to, .. } => {
                let session = Session { state: State::Idle, revision: session.revision + 1, ..session };
                command(session, to, facts)
            }
            State::Idle
            | State::Hatch(..)
            | State::Edit { .. }
            | State::Confirm(_)
            | State::Broadcast(..)
            | State::Configure(_)
            | State::Keys(_) => over(session, facts),
        },
        Choice::Keep if matches!(session.state, State::Confirm(_)) => cancel(session, facts),
        answer => match session.state.clone() {
            State::Hatch(draft, at) => hatch::pressed(session, *draft, at, answer, facts),
            State::Edit { bot, provider, step } => edit::pressed(session, bot, provider, step, answer, facts),
            State::Configure(question) => config::pressed(session, &question, answer, facts),
            State::Keys(step) => keys::pressed(session, step, answer, facts),
            State::Broadcast(draft, at) => broadcast::pressed(session, draft, at, answer, facts),
            State::Idle | State::Confirm(_) | State::Leaving { .. } => over(session, facts),
        },
    }
}

/// The pressed button belongs to a question that is answered already.
fn over(session: Session, facts: &Facts) -> Turn {
    match screen::of(&session.state, facts) {
        Some(_) => Turn::again(session, Msg::StepOver, facts),
        None => Turn::aside(session, screen::start(facts).with_note(Msg::StepOverIdle)),
    }
}

fn with_bot(session: Session, id: &Id, facts: &Facts, then: impl FnOnce(Session, &Bot) -> Turn) -> Turn {
    match facts.bot(id) {
        Some(bot) => then(session, bot),
        None => Turn::aside(session, screen::say(Msg::BotGone)),
    }
}

fn log(session: Session, id: Id, whole: bool, facts: &Facts) -> Turn {
    with_bot(session, &id, facts, |session, bot| {
        Turn::stay(session).doing(Effect::Look(Look::Log { bot: bot.id.clone(), whole }))
    })
}

fn operate(session: Session, id: Id, kind: OperationKind, facts: &Facts) -> Turn {
    with_bot(session, &id, facts, |session, bot| {
        Turn::stay(session).wishing(Wish::Operate { bot: bot.id.clone(), kind })
    })
}

/// What begins questions about a bot first has to leave the one that stands.
fn question(session: Session, verb: Verb, id: &Id, facts: &Facts, then: impl FnOnce(Session, &Bot) -> Turn) -> Turn {
    let turn = with_bot(session, id, facts, |session, bot| match session.state.is_idle() {
        true => then(session, bot),
        false => leaving::ask(session, Command { verb, rest: bot.name.to_string() }, facts),
    });
    turn.in_new_message()
}
