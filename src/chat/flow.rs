//! The whole conversation: `step` takes where a person is, what happened and the facts, and says where they are
//! now, what to show and what to do. It is pure: the same arguments always give the same turn.

mod edit;
mod faults;
mod forms;
mod hatch;
mod links;
mod secrets;
mod turn;

use crate::chat::choice::{Choice, Press};
use crate::chat::command::{Command, Verb};
use crate::chat::screen;
use crate::chat::state::{Bot, Facts, HatchStep, Session, State, TokenStep};
use crate::domain::{Account, Id, Name, OperationKind, Tier, TokenFinding, key};
use crate::secret::Secret;
use crate::text::Msg;

pub use turn::{Answer, Change, Effect, Event, Finding, LinkAnswer, LinkWish, Turn, Wish};

/// Commands come before the question that stands, so that nobody is ever trapped in one.
pub fn step(session: Session, event: Event, facts: &Facts) -> Turn {
    match event {
        Event::Command(it) => command(session, it, facts),
        Event::Unknown { nearest } => Turn::aside(session, screen::unknown_command(nearest)),
        Event::Text(text) => typed(session, &text, facts),
        Event::NoText => match screen::of(&session.state, facts) {
            Some(_) => Turn::again(session, Msg::OnlyText, facts),
            None => Turn::aside(session, screen::idle(Msg::OnlyText)),
        },
        Event::Press(press) => pressed(session, press, facts),
        Event::Form { revision, answers } => forms::filled(session, revision, answers, facts),
        Event::Checked { check, finding } => checked(session, &check, finding, facts),
        Event::Answer(answer) => answered(session, answer, facts),
    }
}

fn command(session: Session, command: Command, facts: &Facts) -> Turn {
    let rest = command.rest.as_str();
    // Somebody may paste a key behind a command.
    let leak = key::looks_secret(rest).then_some(Effect::DeleteMessage);
    let mut turn = match command.verb {
        Verb::Start if !session.state.is_idle() => Turn::go(session.clone(), session.state, facts).in_new_message(),
        Verb::Start => start(session, rest, facts),
        Verb::Help => Turn::aside(session, screen::help(facts)),
        Verb::Quota => Turn::aside(session, screen::quota(facts)),
        Verb::Language => language(session, rest, facts),
        Verb::Cancel => cancel(session, facts),
        Verb::Link => links::command(session, rest),
        Verb::Unlink => Turn::stay(session).wishing(Wish::Link(LinkWish::AskToPart)),
        Verb::Status if rest.is_empty() => Turn::aside(session, screen::bots(facts)),
        Verb::Status | Verb::Logs | Verb::Restart | Verb::Stop | Verb::Resume => {
            let verb = command.verb;
            meant(session, verb, rest, facts, |session, bot| on_bot(session, verb, bot, facts))
        }
        Verb::Invite | Verb::Tier | Verb::Strays if !facts.is_admin => {
            Turn::aside(session, screen::unknown_command(None))
        }
        Verb::Invite => Turn::stay(session).wishing(Wish::Invite),
        Verb::Tier => tier(session, rest),
        Verb::Strays => Turn::stay(session).doing(Effect::Strays),
        Verb::Deploy | Verb::Edit | Verb::Delete if !session.state.is_idle() => {
            let stay = match session.state.clone() {
                State::Leaving { stay, .. } => stay,
                state => Box::new(state),
            };
            // The words may hold a key; they are not kept.
            let to = if leak.is_some() { Command { rest: String::new(), ..command } } else { command };
            Turn::go(session, State::Leaving { to, stay }, facts).in_new_message()
        }
        Verb::Deploy => hatch::begin(session, rest, facts),
        Verb::Edit | Verb::Delete => {
            let verb = command.verb;
            meant(session, verb, rest, facts, |session, bot| on_bot(session, verb, bot, facts))
        }
    };
    turn.effects.extend(leak);
    turn.in_new_message()
}

fn start(session: Session, payload: &str, facts: &Facts) -> Turn {
    if !facts.may_deploy && is_code(payload) {
        return Turn::stay(session).wishing(Wish::Redeem { code: Secret::new(payload) });
    }
    Turn::aside(session, screen::start(facts))
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
        State::Edit { .. } => Turn::end(session, screen::cancelled(Msg::CancelledEdit)),
        State::ConfirmDelete { .. } => Turn::end(session, screen::cancelled(Msg::CancelledDelete)),
        State::Leaving { stay, .. } => {
            let stay = (**stay).clone();
            take_up(session, stay, facts)
        }
    }
}

/// The question that was about to be left stands again.
fn take_up(session: Session, stay: State, facts: &Facts) -> Turn {
    match stay {
        State::Edit { bot, provider, step } => edit::take_up(session, bot, provider, step, facts),
        State::Idle | State::Hatch(..) | State::ConfirmDelete { .. } | State::Leaving { .. } => {
            Turn::go(session, stay, facts)
        }
    }
}

fn language(session: Session, rest: &str, facts: &Facts) -> Turn {
    let wanted = rest.to_lowercase();
    match crate::chat::choice::LANGUAGES.iter().find(|tag| **tag == wanted) {
        Some(tag) => Turn::stay(session).wishing(Wish::SetLanguage(tag)),
        None => Turn::aside(session, screen::language(facts)),
    }
}

fn tier(session: Session, rest: &str) -> Turn {
    let mut words = rest.split_whitespace();
    let account = words.next().and_then(Account::parse);
    let tier = words.next().and_then(Tier::parse);
    match (account, tier, words.next()) {
        (Some(account), Some(tier), None) => Turn::stay(session).wishing(Wish::SetTier { account, tier }),
        _ => Turn::aside(session, screen::say(Msg::TierUsage)),
    }
}

/// Finds the bot that a command means: the named one, the only one, or asks.
fn meant(session: Session, verb: Verb, name: &str, facts: &Facts, then: impl FnOnce(Session, &Bot) -> Turn) -> Turn {
    match (facts.bots.as_slice(), name) {
        ([], _) => Turn::aside(session, screen::no_bots(facts)),
        ([only], "") => then(session, only),
        (_, "") => Turn::aside(session, screen::which_bot(verb, facts)),
        _ => match facts.named(name).as_slice() {
            [] => Turn::aside(session, screen::no_such_bot(verb, facts)),
            [bot] => then(session, bot),
            _ => Turn::aside(session, screen::which_bot(verb, facts)),
        },
    }
}

fn on_bot(session: Session, verb: Verb, bot: &Bot, facts: &Facts) -> Turn {
    let id = bot.id.clone();
    let operate = |session, kind| Turn::stay(session).wishing(Wish::Operate { bot: id.clone(), kind });
    match verb {
        Verb::Status => Turn::aside(session, screen::bot(bot, facts)),
        Verb::Logs => Turn::stay(session).doing(Effect::Logs { bot: bot.id.clone(), whole: false }),
        Verb::Restart => operate(session, OperationKind::Restart),
        Verb::Stop => operate(session, OperationKind::Stop),
        Verb::Resume => operate(session, OperationKind::Resume),
        Verb::Edit => edit::begin(session, bot, facts),
        Verb::Delete => Turn::go(session, State::ConfirmDelete { bot: bot.id.clone() }, facts),
        Verb::Deploy
        | Verb::Quota
        | Verb::Language
        | Verb::Link
        | Verb::Unlink
        | Verb::Cancel
        | Verb::Help
        | Verb::Start
        | Verb::Invite
        | Verb::Tier
        | Verb::Strays => Turn::stay(session),
    }
}

fn typed(session: Session, text: &Secret, facts: &Facts) -> Turn {
    let leak = session.state.expects_secret() || key::looks_secret(text.expose());
    if leak && facts.fills_forms() {
        return not_in_the_chat(session, text, facts);
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
        State::ConfirmDelete { bot } => confirm_delete(session, bot, text.expose(), facts),
        State::Leaving { .. } => Turn::again(session, Msg::PressAButton, facts),
    }
}

fn idle_text(session: Session, text: &Secret, facts: &Facts) -> Turn {
    if key::looks_secret(text.expose()) {
        return Turn::aside(session, screen::idle(Msg::SecretUnasked));
    }
    if !facts.may_deploy && facts.bots.is_empty() {
        return match is_code(text.expose()) {
            true => Turn::stay(session).wishing(Wish::Redeem { code: text.clone() }),
            false => Turn::aside(session, screen::no_access()),
        };
    }
    Turn::aside(session, screen::idle(Msg::NotUnderstood))
}

fn confirm_delete(session: Session, id: Id, typed: &str, facts: &Facts) -> Turn {
    let Some(bot) = facts.bot(&id) else { return Turn::end(session, screen::say(Msg::BotGone)) };
    match Name::parse(typed) {
        Ok(name) if name.key() == bot.name.key() => {
            let session = Session { state: State::Idle, revision: session.revision + 1 };
            Turn::stay(session).wishing(Wish::Operate { bot: id, kind: OperationKind::Delete })
        }
        _ => Turn::again(session, Msg::NameDiffers { name: bot.name.to_string() }, facts),
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
        Choice::Status(id) => pressed_bot(session, Verb::Status, &id, facts),
        Choice::Refresh(id) => Turn { in_place: true, ..pressed_bot(session, Verb::Status, &id, facts) },
        Choice::Logs(id) => pressed_bot(session, Verb::Logs, &id, facts),
        Choice::WholeLog(id) => match facts.bot(&id) {
            Some(_) => Turn::stay(session).doing(Effect::Logs { bot: id, whole: true }),
            None => Turn::aside(session, screen::say(Msg::BotGone)),
        },
        Choice::Restart(id) => pressed_bot(session, Verb::Restart, &id, facts),
        Choice::Stop(id) => pressed_bot(session, Verb::Stop, &id, facts),
        Choice::Resume(id) => pressed_bot(session, Verb::Resume, &id, facts),
        Choice::Edit(id) => pressed_bot(session, Verb::Edit, &id, facts).in_new_message(),
        Choice::Delete(id) => pressed_bot(session, Verb::Delete, &id, facts).in_new_message(),
        Choice::CancelHatch(id) => Turn::stay(session).wishing(Wish::CancelHatch { bot: id }),
        Choice::RemoveStray(_) if !facts.is_admin => Turn::aside(session, screen::unknown_command(None)),
        Choice::RemoveStray(stray) => Turn::stay(session).doing(Effect::RemoveStray { stray }),
        Choice::LetIn(id) => match facts.bot(&id) {
            Some(_) => Turn::stay(session).doing(Effect::LetIn { bot: id }),
            None => Turn::aside(session, screen::say(Msg::BotGone)),
        },
        Choice::Link(link) => Turn::stay(session).wishing(Wish::Link(LinkWish::Agree { link })),
        Choice::NoLink(link) => Turn::stay(session).wishing(Wish::Link(LinkWish::Refuse { link })),
        Choice::Unlink => Turn::stay(session).wishing(Wish::Link(LinkWish::Part)),
        Choice::Again(id) if session.state.is_idle() => Turn::stay(session).wishing(Wish::Reopen { bot: id }),
        Choice::Again(_) => Turn::go(session.clone(), session.state, facts).in_new_message(),
        Choice::Language(tag) => Turn { in_place: true, ..Turn::stay(session).wishing(Wish::SetLanguage(tag)) },
        Choice::Remind => match screen::next_free(facts) {
            Some(at) => Turn::stay(session).wishing(Wish::Remind { at }),
            None => Turn::aside(session, screen::quota(facts)),
        },
        Choice::Continue => match session.state.clone() {
            State::Idle => Turn::aside(session, screen::start(facts)),
            State::Leaving { stay, .. } => take_up(session, *stay, facts),
            state => Turn::go(session, state, facts).in_new_message(),
        },
        Choice::Cancel => cancel(session, facts),
        Choice::Leave => match session.state.clone() {
            State::Leaving { to, .. } => {
                let session = Session { state: State::Idle, revision: session.revision + 1 };
                command(session, to, facts)
            }
            _ => over(session, facts),
        },
        Choice::Keep if matches!(session.state, State::ConfirmDelete { .. }) => cancel(session, facts),
        answer => match session.state.clone() {
            State::Hatch(draft, at) => hatch::pressed(session, *draft, at, answer, facts),
            State::Edit { bot, provider, step } => edit::pressed(session, bot, provider, step, answer, facts),
            State::Idle | State::ConfirmDelete { .. } | State::Leaving { .. } => over(session, facts),
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

fn pressed_bot(session: Session, verb: Verb, id: &Id, facts: &Facts) -> Turn {
    let Some(bot) = facts.bot(id) else { return Turn::aside(session, screen::say(Msg::BotGone)) };
    let is_question = matches!(verb, Verb::Edit | Verb::Delete);
    if is_question && !session.state.is_idle() {
        return command(session, Command { verb, rest: bot.name.to_string() }, facts);
    }
    on_bot(session, verb, bot, facts)
}

/// The verdict of a check that is not waited for any more is dropped.
fn checked(session: Session, check: &Id, finding: Finding, facts: &Facts) -> Turn {
    match session.state.clone() {
        State::Hatch(draft, at) => hatch::checked(session, *draft, at, check, finding, facts),
        State::Edit { bot, provider, step } => edit::checked(session, bot, provider, step, check, finding, facts),
        State::Leaving { to, stay } => match *stay {
            State::Hatch(draft, at) => {
                let inner = Session { state: State::Idle, ..session.clone() };
                let moved = hatch::checked(inner, *draft, at, check, finding, facts);
                if moved.session.state.is_idle() {
                    return Turn::stay(session);
                }
                let state = State::Leaving { to, stay: Box::new(moved.session.state) };
                Turn::stay(Session { state, ..session })
            }
            State::Idle | State::Edit { .. } | State::ConfirmDelete { .. } | State::Leaving { .. } => {
                Turn::stay(session)
            }
        },
        State::Idle | State::ConfirmDelete { .. } => Turn::stay(session),
    }
}

fn answered(session: Session, answer: Answer, facts: &Facts) -> Turn {
    match answer {
        Answer::Accepted => match session.state {
            State::Hatch(..) | State::Edit { .. } | State::ConfirmDelete { .. } => {
                Turn::stay(Session { state: State::Idle, revision: session.revision + 1 })
            }
            State::Idle | State::Leaving { .. } => Turn::stay(session),
        },
        Answer::Noted => Turn::end(session, screen::say(Msg::ChangeNoted)),
        Answer::Refused(refusal) => Turn::aside(session, screen::refused(&refusal, facts)),
        Answer::NameTaken => match session.state.clone() {
            State::Hatch(draft, _) => {
                let name = draft.name.as_ref().map(ToString::to_string).unwrap_or_default();
                let mut turn = Turn::go(session, State::Hatch(draft, HatchStep::AskName), facts);
                turn.screens =
                    turn.screens.into_iter().map(|s| s.with_note(Msg::NameTaken { name: name.clone() })).collect();
                turn
            }
            State::Idle | State::Edit { .. } | State::ConfirmDelete { .. } | State::Leaving { .. } => {
                Turn::stay(session)
            }
        },
        Answer::TokenInUse(kind) => match session.state.clone() {
            State::Hatch(draft, _) => match draft.tokens.get(&kind) {
                Some(token) => {
                    let problem = TokenStep::Problem { token: token.clone(), finding: TokenFinding::InUse };
                    let step = HatchStep::Token(kind, problem);
                    Turn::go(session, State::Hatch(draft, step), facts)
                }
                None => Turn::stay(session),
            },
            State::Idle | State::Edit { .. } | State::ConfirmDelete { .. } | State::Leaving { .. } => {
                let platform = kind.channel().title().to_owned();
                Turn::aside(session, screen::say(Msg::TokenInUse { platform }))
            }
        },
        Answer::TooBig(too_big) => {
            let title = match &session.state {
                State::Hatch(draft, _) => draft.blueprint.as_deref().and_then(|id| facts.offer(id)),
                State::Idle | State::Edit { .. } | State::ConfirmDelete { .. } | State::Leaving { .. } => None,
            };
            let title = title.map(|offer| offer.title.clone()).unwrap_or_default();
            Turn::aside(session, screen::say(screen::too_big(&title, too_big)))
        }
        Answer::Busy { kind } => Turn::aside(session, screen::busy(kind)),
        Answer::Pointless => Turn::aside(session, screen::say(Msg::Pointless)),
        Answer::Gone => Turn::end(session, screen::say(Msg::BotGone)).in_new_message(),
        Answer::Reopened(draft) => hatch::reopen(session, *draft, facts),
        Answer::LanguageSet => Turn::aside(session, screen::say(Msg::LanguageSet)),
        Answer::Redeemed => Turn::aside(session, screen::start(facts).with_note(Msg::Redeemed)),
        Answer::WrongCode => Turn::aside(session, screen::start(facts).with_note(Msg::WrongCode)),
        Answer::Invited { code } => Turn::aside(session, screen::invited(&code)),
        Answer::TierSet { account, tier } => {
            let said = Msg::TierSet { account: account.to_string(), tier: tier.word().into() };
            Turn::aside(session, screen::say(said))
        }
        Answer::NoSuchAccount => Turn::aside(session, screen::say(Msg::NoSuchAccount)),
        Answer::Link(answer) => links::answered(session, answer),
        Answer::WillRemind => Turn::aside(session, screen::say(Msg::WillRemind)),
    }
}
