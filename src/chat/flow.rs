//! The whole conversation: `step` takes where a person is, what happened and the facts, and says where they are
//! now, what to show and what to do. It is pure: the same arguments always give the same turn.

mod edit;
mod hatch;
mod secrets;

use crate::chat::choice::{Choice, Press};
use crate::chat::command::{Command, Verb};
use crate::chat::screen::{self, Screen};
use crate::chat::state::{Bot, Draft, Facts, GivenKey, GivenToken, HatchStep, Session, State, TokenStep};
use crate::domain::{Account, Id, Millis, Model, Name, OperationKind, Provider, Tier, key};
use crate::preflight::TokenFinding;
use crate::provider::Verdict;
use crate::quota::Refusal;
use crate::secret::Secret;
use crate::text::Msg;

/// What can happen in a conversation.
#[derive(Debug, Clone)]
pub enum Event {
    Command(Command),
    /// A slash command that is none of ours.
    Unknown {
        nearest: Option<Verb>,
    },
    Text(Secret),
    /// A picture, a sticker, a voice note.
    NoText,
    Press(Press),
    /// A check that an earlier turn started has ended.
    Checked {
        check: Id,
        finding: Finding,
    },
    /// What came of the wish of this very turn.
    Answer(Answer),
}

#[derive(Debug, Clone)]
pub enum Finding {
    Key(Verdict),
    Token(TokenFinding),
}

/// Something to carry out after the turn is committed, in this order.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Remove the message this turn answers from the chat; tell the person when that is refused.
    DeleteMessage,
    CheckKey {
        check: Id,
        provider: Provider,
        key: Secret,
    },
    /// `owner` may already use the token itself, which is no clash.
    CheckToken {
        check: Id,
        token: Secret,
        owner: Option<Id>,
    },
    /// Show the last lines of a bot's log, or send the whole as a file.
    Logs {
        bot: Id,
        whole: bool,
    },
}

/// Something to be decided exactly, in the transaction of the turn; its answer is stepped on at once.
#[derive(Debug, Clone)]
pub enum Wish {
    Deploy(Box<Draft>),
    Operate {
        bot: Id,
        kind: OperationKind,
    },
    CancelHatch {
        bot: Id,
    },
    Update {
        bot: Id,
        change: Change,
    },
    /// The answers of a bot that did not hatch, as a new draft.
    Reopen {
        bot: Id,
    },
    SetLanguage(&'static str),
    Redeem {
        code: Secret,
    },
    Invite,
    SetTier {
        account: Account,
        tier: Tier,
    },
    Remind {
        at: Millis,
    },
}

/// What is changed about a bot that exists.
#[derive(Debug, Clone)]
pub enum Change {
    Key(GivenKey),
    Model(Model),
    Token(GivenToken),
    Guests(Vec<String>),
}

#[derive(Debug, Clone)]
pub enum Answer {
    /// The work is recorded; messages about it follow by themselves.
    Accepted,
    /// Kept, and taken up when the stopped bot is started.
    Noted,
    Refused(Refusal),
    NameTaken,
    TokenInUse,
    /// The bot is being worked on.
    Busy {
        kind: OperationKind,
    },
    /// The bot is not in a state in which this makes sense, for example it is stopped already.
    Pointless,
    /// There is no such bot (any more).
    Gone,
    Reopened(Box<Draft>),
    LanguageSet,
    Redeemed,
    WrongCode,
    Invited {
        code: Secret,
    },
    TierSet {
        account: Account,
        tier: Tier,
    },
    NoSuchAccount,
    WillRemind,
}

/// The outcome of a step.
#[derive(Debug)]
pub struct Turn {
    pub session: Session,
    /// Screens to show, in order. The first takes the place of the message that was pressed when `in_place` is set.
    pub screens: Vec<Screen>,
    pub in_place: bool,
    pub effects: Vec<Effect>,
    pub wish: Option<Wish>,
}

impl Turn {
    /// The question stays; nothing to show yet.
    fn stay(session: Session) -> Self {
        Turn { session, screens: Vec::new(), in_place: false, effects: Vec::new(), wish: None }
    }

    /// A new question: buttons of the old one are void from now on.
    fn go(session: Session, state: State, facts: &Facts) -> Self {
        let session = Session { state, revision: session.revision + 1 };
        let screen = screen::of(&session.state, facts);
        Turn { screens: screen.into_iter().collect(), in_place: true, ..Turn::stay(session) }
    }

    /// The same question looking different: its buttons stay good, so that two quick taps both count.
    fn redraw(session: Session, state: State, facts: &Facts) -> Self {
        let session = Session { state, ..session };
        let screen = screen::of(&session.state, facts);
        Turn { screens: screen.into_iter().collect(), in_place: true, ..Turn::stay(session) }
    }

    /// The same question again, with a line of why.
    fn again(session: Session, why: Msg, facts: &Facts) -> Self {
        let screen = screen::of(&session.state, facts).map(|screen| screen.with_note(why));
        Turn { screens: screen.into_iter().collect(), ..Turn::stay(session) }
    }

    /// Something aside; the question, if one stands, is not touched.
    fn aside(session: Session, screen: Screen) -> Self {
        let screen = if session.state.is_idle() { screen } else { screen.with_way_back() };
        Turn { screens: vec![screen], ..Turn::stay(session) }
    }

    /// The end of a question.
    fn end(session: Session, screen: Screen) -> Self {
        let session = Session { state: State::Idle, revision: session.revision + 1 };
        Turn { screens: vec![screen], in_place: true, ..Turn::stay(session) }
    }

    fn wishing(self, wish: Wish) -> Self {
        Turn { wish: Some(wish), ..self }
    }

    fn doing(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    fn in_new_message(self) -> Self {
        Turn { in_place: false, ..self }
    }
}

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
        Verb::Status if rest.is_empty() => Turn::aside(session, screen::bots(facts)),
        Verb::Status | Verb::Logs | Verb::Restart | Verb::Stop | Verb::Resume => {
            let verb = command.verb;
            meant(session, verb, rest, facts, |session, bot| on_bot(session, verb, bot, facts))
        }
        Verb::Invite | Verb::Tier if !facts.is_admin => Turn::aside(session, screen::unknown_command(None)),
        Verb::Invite => Turn::stay(session).wishing(Wish::Invite),
        Verb::Tier => tier(session, rest),
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
    if !facts.may_deploy && payload.len() >= 8 {
        return Turn::stay(session).wishing(Wish::Redeem { code: Secret::new(payload) });
    }
    Turn::aside(session, screen::start(facts))
}

fn cancel(session: Session, facts: &Facts) -> Turn {
    match &session.state {
        State::Idle => Turn::aside(session, screen::nothing_to_cancel(facts)),
        State::Hatch(..) => Turn::end(session, screen::cancelled(Msg::CancelledHatch)),
        State::Edit { .. } => Turn::end(session, screen::cancelled(Msg::CancelledEdit)),
        State::ConfirmDelete { .. } => Turn::end(session, screen::cancelled(Msg::CancelledDelete)),
        State::Leaving { stay, .. } => {
            let state = (**stay).clone();
            Turn::go(session, state, facts)
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
        _ => match facts.named(name) {
            Some(bot) => then(session, bot),
            None => Turn::aside(session, screen::no_such_bot(verb, facts)),
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
        | Verb::Cancel
        | Verb::Help
        | Verb::Start
        | Verb::Invite
        | Verb::Tier => Turn::stay(session),
    }
}

fn typed(session: Session, text: &Secret, facts: &Facts) -> Turn {
    let leak = session.state.expects_secret() || key::looks_secret(text.expose());
    let mut turn = match session.state.clone() {
        State::Idle => idle_text(session, text, facts),
        State::Hatch(draft, at) => hatch::typed(session, *draft, at, text, facts),
        State::Edit { bot, provider, step } => edit::typed(session, bot, provider, step, text, facts),
        State::ConfirmDelete { bot } => confirm_delete(session, bot, text.expose(), facts),
        State::Leaving { .. } => Turn::again(session, Msg::PressAButton, facts),
    };
    if leak {
        turn.effects.insert(0, Effect::DeleteMessage);
    }
    turn.in_new_message()
}

fn idle_text(session: Session, text: &Secret, facts: &Facts) -> Turn {
    if key::looks_secret(text.expose()) {
        return Turn::aside(session, screen::idle(Msg::SecretUnasked));
    }
    if !facts.may_deploy && facts.bots.is_empty() {
        return Turn::stay(session).wishing(Wish::Redeem { code: text.clone() });
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
        Choice::Again(id) if session.state.is_idle() => Turn::stay(session).wishing(Wish::Reopen { bot: id }),
        Choice::Again(_) => Turn::go(session.clone(), session.state, facts).in_new_message(),
        Choice::Language(tag) => Turn { in_place: true, ..Turn::stay(session).wishing(Wish::SetLanguage(tag)) },
        Choice::Remind => match screen::next_free(facts) {
            Some(at) => Turn::stay(session).wishing(Wish::Remind { at }),
            None => Turn::aside(session, screen::quota(facts)),
        },
        Choice::Continue => match session.state.clone() {
            State::Idle => Turn::aside(session, screen::start(facts)),
            State::Leaving { stay, .. } => Turn::go(session, *stay, facts),
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
        Answer::TokenInUse => match session.state.clone() {
            State::Hatch(draft, _) => match draft.telegram.clone() {
                Some(token) => {
                    let problem = TokenStep::Problem { token, finding: TokenFinding::InUse };
                    Turn::go(session, State::Hatch(draft, HatchStep::Token(problem)), facts)
                }
                None => Turn::stay(session),
            },
            State::Idle | State::Edit { .. } | State::ConfirmDelete { .. } | State::Leaving { .. } => {
                Turn::aside(session, screen::say(Msg::TokenInUse))
            }
        },
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
        Answer::WillRemind => Turn::aside(session, screen::say(Msg::WillRemind)),
    }
}
