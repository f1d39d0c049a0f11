//! A bot on Telegram that the person makes through us, with one confirmation there instead of a token from BotFather: the
//! offer at the question for its token, what comes of it in time, late, twice or unasked, and another token for one that
//! runs. Telegram's word that a bot is there names no question of ours, so it is matched by who made it.

use crate::chat::flow::hatch::{self, with_note};
use crate::chat::flow::secrets::Progress;
use crate::chat::flow::{Effect, Turn, Wish, edit, keys, over};
use crate::chat::questions::offered as offer_of;
use crate::chat::screen::{self, managed as screens};
use crate::chat::state::{Bot, Draft, EditStep, Facts, GivenToken, HatchStep, KeyStep, Session, State, TokenStep};
use crate::domain::managed::{Child, NoToken, username};
use crate::domain::stored_key::StoredKey;
use crate::domain::{Bar, Channel, Id, Presence, Token, key};
use crate::secret::Secret;
use crate::text::Msg;

#[derive(Debug, Clone)]
pub enum ManagedWish {
    /// The question of this revision offers to make one.
    Offer { revision: i64, name: String, username: String },
    /// Telegram told of this one.
    Made { child: Child },
    /// Another token for the one that this bot has.
    Rotate { bot: Id },
}

#[derive(Debug, Clone)]
pub enum ManagedAnswer {
    Offered,
    /// It was waited for.
    Waited(Child),
    /// It was waited for, and came too late.
    Late(Child),
    /// Nobody asked for it here.
    Unasked(Child),
    /// It is known. Where it has a bot, that one is looked at.
    Known,
    Rotating,
    NotOurs,
    Barred(Bar),
}

/// What is suggested at the question for a token: the bot's name and a username. Nothing where none can be made.
pub fn suggestion(state: &State, facts: &Facts) -> Option<(String, String)> {
    facts.maker.as_ref()?;
    let name = match state {
        State::Hatch(draft, HatchStep::Token(Token::Telegram, TokenStep::Ask)) => draft.name.as_ref()?.to_string(),
        State::Edit { bot, step: EditStep::Token(Token::Telegram, TokenStep::Ask), .. } => {
            facts.bot(bot)?.name.to_string()
        }
        State::Hatch(..)
        | State::Edit { .. }
        | State::Idle
        | State::Confirm(_)
        | State::Configure(_)
        | State::Keys(_)
        | State::Broadcast(..)
        | State::Leaving { .. } => return None,
    };
    let username = username(&name, &facts.account, facts.made.len());
    Some((name, username))
}

/// Where a turn has come to a question that offers to make one, that is kept: what is made is matched with it.
pub fn offered(turn: Turn, before: i64, facts: &Facts) -> Turn {
    if turn.wish.is_some() || turn.session.revision == before {
        return turn;
    }
    match suggestion(&turn.session.state, facts) {
        Some((name, username)) => {
            let revision = turn.session.revision;
            turn.wishing(Wish::Managed(ManagedWish::Offer { revision, name, username }))
        }
        None => turn,
    }
}

pub fn answered(session: Session, answer: ManagedAnswer, facts: &Facts) -> Turn {
    match answer {
        ManagedAnswer::Offered | ManagedAnswer::Known => Turn::stay(session),
        ManagedAnswer::Waited(child) => arrived(session, child, facts),
        ManagedAnswer::Late(child) => Turn::aside(session, screens::late(&child)),
        ManagedAnswer::Unasked(child) => Turn::aside(session, screens::unasked(&child, facts)),
        ManagedAnswer::Rotating => Turn::aside(session, screen::say(Msg::ManagedRotating)),
        ManagedAnswer::NotOurs => Turn::aside(session, screen::say(Msg::NotManaged)),
        ManagedAnswer::Barred(bar) => Turn::aside(session, screen::barred(&bar)),
    }
}

/// The bot that was waited for is there: the question that stands is answered by it, or one to come, else it is kept.
fn arrived(session: Session, child: Child, facts: &Facts) -> Turn {
    if let Some(turn) = taken(&session, &child, facts) {
        return turn;
    }
    let mut session = session;
    match &mut session.state {
        State::Hatch(draft, at) if comes_to_it(draft, at) => {
            draft.made = Some(child.clone());
            Turn::again(session, Msg::ManagedForLater { handle: child.handle() }, facts)
        }
        State::Hatch(..)
        | State::Edit { .. }
        | State::Idle
        | State::Confirm(_)
        | State::Configure(_)
        | State::Keys(_)
        | State::Broadcast(..)
        | State::Leaving { .. } => Turn::aside(session, screens::kept(&child)),
    }
}

/// Whether the question for a token of Telegram is yet to come.
fn comes_to_it(draft: &Draft, at: &HatchStep) -> bool {
    let is_before = match at {
        HatchStep::AskBlueprint
        | HatchStep::AskName
        | HatchStep::AskProvider
        | HatchStep::Key(_)
        | HatchStep::AskChannels => true,
        HatchStep::Token(..) | HatchStep::AskOwner(_) | HatchStep::Review | HatchStep::Change => false,
    };
    is_before && draft.channels.contains(&Channel::Telegram) && !draft.tokens.contains_key(&Token::Telegram)
}

/// Answers the question for a token by it, where that is the one that stands.
fn taken(session: &Session, child: &Child, facts: &Facts) -> Option<Turn> {
    let is_open = |step: &TokenStep| match step {
        TokenStep::Ask | TokenStep::Problem { .. } | TokenStep::NoToken { .. } => true,
        TokenStep::Checking { .. } | TokenStep::Fetching { .. } => false,
    };
    match &session.state {
        State::Hatch(draft, HatchStep::Token(kind @ Token::Telegram, step)) if is_open(step) => {
            let (draft, kind) = ((**draft).clone(), *kind);
            let turn = hatch::token_progress(session.clone(), draft, kind, fetch(child.clone(), None, facts), facts);
            Some(turn.in_new_message())
        }
        State::Edit { bot, provider, step: EditStep::Token(kind @ Token::Telegram, step) } if is_open(step) => {
            let (bot, provider, kind) = (bot.clone(), *provider, *kind);
            let progress = fetch(child.clone(), Some(&bot), facts);
            Some(edit::token_progressed(session.clone(), bot, provider, kind, progress, facts).in_new_message())
        }
        State::Hatch(..)
        | State::Edit { .. }
        | State::Idle
        | State::Confirm(_)
        | State::Configure(_)
        | State::Keys(_)
        | State::Broadcast(..)
        | State::Leaving { .. } => None,
    }
}

/// The button of one that was made and that no bot has.
pub fn wanted(session: Session, child: i64, facts: &Facts) -> Turn {
    let Some(child) = facts.unused().find(|known| known.id == child).cloned() else {
        return with_note(over(session, facts), Msg::ManagedTaken);
    };
    match taken(&session, &child, facts) {
        Some(turn) => turn,
        None if session.state.is_idle() => hatch::with_made(session, child, facts),
        None => Turn::again(session, Msg::ManagedAfterThis { handle: child.handle() }, facts),
    }
}

pub fn fetch(child: Child, owner: Option<&Id>, facts: &Facts) -> Progress<TokenStep, GivenToken> {
    let check = facts.fresh.clone();
    let effect = Effect::FetchToken { check: check.clone(), child: child.clone(), owner: owner.cloned() };
    Progress::Next(TokenStep::Fetching { check, child }, vec![effect])
}

/// Its token is given as if it were typed, and checked.
pub fn fetched(step: TokenStep, ended: &Id, token: Result<Secret, NoToken>) -> Progress<TokenStep, GivenToken> {
    match step {
        TokenStep::Fetching { check, child } if check == *ended => match token {
            Ok(secret) => {
                let presence = Presence { handle: Some(child.handle()), ..Presence::default() };
                Progress::Given(GivenToken { tail: key::tail(&secret), secret, presence, is_checked: true })
            }
            Err(why) => Progress::Next(TokenStep::NoToken { child, why }, Vec::new()),
        },
        TokenStep::Ask
        | TokenStep::Checking { .. }
        | TokenStep::Problem { .. }
        | TokenStep::Fetching { .. }
        | TokenStep::NoToken { .. } => Progress::Other,
    }
}

/// Where a bot can be made with one tap and a key is kept, nothing but the name need be asked: the key that most bots use,
/// and Telegram. The last look shows it all, and lets it be changed.
pub fn short_way<'a>(draft: &Draft, facts: &'a Facts) -> Option<&'a StoredKey> {
    facts.maker.as_ref()?;
    let offer = offer_of(draft, facts);
    let has_way = offer.channels.contains(&Channel::Telegram) && (!draft.channels_done || draft.made.is_some());
    let mut keys: Vec<&StoredKey> =
        facts.keys.iter().filter(|key| has_way && offer.providers.contains(&key.provider)).collect();
    keys.sort_by_key(|key| std::cmp::Reverse(facts.users_of(&key.id).len()));
    keys.first().copied()
}

pub fn takes_short_way(session: Session, mut draft: Draft, key: &StoredKey, facts: &Facts) -> Turn {
    draft.provider = Some(key.provider);
    draft.channels = vec![Channel::Telegram];
    draft.channels_done = true;
    let state = State::Hatch(Box::new(draft), HatchStep::Key(KeyStep::Ask));
    let session = Session { state, revision: session.revision + 1, ..session };
    keys::picked(session, key.id.clone(), key.provider, facts)
}

/// `/rotate`: only one that was made through us gets another token by us.
pub fn rotate(session: Session, bot: &Bot, facts: &Facts) -> Turn {
    match facts.made.iter().any(|made| made.bot.as_ref() == Some(&bot.id)) {
        true => Turn::stay(session).wishing(Wish::Managed(ManagedWish::Rotate { bot: bot.id.clone() })),
        false => Turn::aside(session, screens::not_managed(bot)),
    }
}
