//! What goes into a step of the conversation and what comes out of it.

use serde::{Deserialize, Serialize};

use crate::chat::choice::Press;
use crate::chat::command::{Command, Verb};
use crate::chat::flow::access_tokens::{AccessAnswer, AccessWish};
use crate::chat::flow::alerts::{AlertsAnswer, AlertsWish};
use crate::chat::flow::broadcast::{BroadcastAnswer, BroadcastLook, BroadcastWish};
use crate::chat::flow::config::{ConfigAnswer, ConfigWish};
use crate::chat::flow::diagnose::DiagnosisLook;
use crate::chat::flow::fleet::{FleetAnswer, FleetLook, FleetWish};
use crate::chat::flow::handover::PrivatePage;
use crate::chat::flow::keys::{KeysAnswer, KeysWish};
use crate::chat::flow::managed::{ManagedAnswer, ManagedWish};
use crate::chat::flow::mine::MineLook;
use crate::chat::flow::people::{PeopleAnswer, PeopleLook, PeopleWish};
use crate::chat::flow::share::{ShareAnswer, ShareWish};
use crate::chat::form::Field;
use crate::chat::screen::{self, Screen};
use crate::chat::state::{Draft, Facts, GivenKey, GivenToken, Session, State};
use crate::deploy::note::LinkNews;
use crate::deploy::{Operated, TooBig};
use crate::domain::managed::{Child, NoToken};
use crate::domain::{Account, Bar, Id, Millis, Model, OperationKind, Provider, Token, TokenFinding, Topic, Zone};
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
        /// Something behind it looks like a key.
        holds_secret: bool,
    },
    Text(Secret),
    /// A picture, a sticker, a voice note.
    NoText,
    Press(Press),
    /// The answers of a form that belongs to the question of this revision.
    Form {
        revision: i64,
        answers: Vec<(Field, Secret)>,
    },
    /// What was given on the private page of the question of this revision.
    Handed {
        revision: i64,
        given: Vec<Secret>,
    },
    /// A check that an earlier turn started has ended.
    Checked {
        check: Id,
        finding: Finding,
    },
    /// Telegram told of a bot that they own and that we manage.
    Made(Child),
    /// What came of the wish of this very turn.
    Answer(Answer),
}

#[derive(Debug, Clone)]
pub enum Finding {
    Key(Verdict),
    Token(TokenFinding),
    /// The token of a bot that they made through us.
    Made(Result<Secret, NoToken>),
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
        kind: Token,
        token: Secret,
        owner: Option<Id>,
    },
    /// Have it switched on that a bot on Discord may read messages, and check again.
    SwitchOnMessages {
        check: Id,
        token: Secret,
    },
    /// Ask Telegram for the token of a bot that they made through us. `owner` may already use it itself.
    FetchToken {
        check: Id,
        child: Child,
        owner: Option<Id>,
    },
    /// Look something up that may take long, and show it.
    Look(Look),
}

/// What is looked up and shown after a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// The last lines of a bot's log, or the whole as a file.
    Log {
        bot: Id,
        whole: bool,
    },
    /// Lets in the browser that has just asked at the bot's page.
    LetIn {
        bot: Id,
    },
    /// What is left at Railway without a bot.
    Strays,
    People(PeopleLook),
    Mine(MineLook),
    /// Removes some of these.
    RemoveStrays {
        strays: Vec<Id>,
    },
    /// About all bots.
    Fleet(FleetLook),
    /// What was found out about bots.
    Diagnosis(DiagnosisLook),
    Broadcast(BroadcastLook),
    /// What is watched, and how it is.
    Alerts,
    /// Tries all ways by which alarms are told.
    TestAlerts,
    /// What opens the HTTP API for them.
    AccessTokens,
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
    SetZone(Zone),
    Link(LinkWish),
    Redeem {
        code: Secret,
    },
    People(PeopleWish),
    Access(AccessWish),
    Share(ShareWish),
    /// Everything that is kept of this person goes, their bots first.
    Forget,
    Config(ConfigWish),
    Fleet(FleetWish),
    /// Look at one of the person's bots closely, or at somebody's where they have a role.
    Diagnose {
        bot: Id,
    },
    Broadcast(BroadcastWish),
    Keys(KeysWish),
    Managed(ManagedWish),
    Alerts(AlertsWish),
    /// A page on which the question of this revision is answered.
    PrivatePage {
        revision: i64,
        field: Field,
    },
    Remind {
        at: Millis,
    },
}

/// What somebody wants of a link between two accounts.
#[derive(Debug, Clone)]
pub enum LinkWish {
    /// A code, to be given on another platform.
    Begin,
    /// Use the code of another platform.
    Take {
        code: Secret,
    },
    Agree {
        link: Id,
    },
    Refuse {
        link: Id,
    },
    /// Leave the accounts that this one is linked with: first the question, then the deed.
    AskToPart,
    Part,
}

/// What is changed about a bot that exists.
#[derive(Debug, Clone)]
pub enum Change {
    Key(GivenKey),
    Model(Model),
    Token(Token, GivenToken),
    Guests(Vec<String>),
}

#[derive(Debug, Clone)]
pub enum Answer {
    /// The work is recorded; messages about it follow by themselves.
    Accepted,
    /// What came of work on a bot, whatever question stands beside it.
    Operated(Operated),
    /// It is recorded, and it is told in the topic of the bot and not where it was asked.
    ToldInTopic {
        name: String,
    },
    /// Kept, and taken up when the stopped bot is started.
    Noted,
    /// No new bots, or nothing at all, whatever the limits.
    Barred(Bar),
    Refused(Refusal),
    NameTaken,
    TokenInUse(Token),
    TooBig(TooBig),
    /// There was nothing left to cancel about this bot.
    NotHatching {
        bot: Id,
    },
    /// There is no such bot (any more).
    Gone,
    Reopened(Box<Draft>),
    LanguageSet,
    ZoneSet(Zone),
    Redeemed,
    WrongCode,
    People(PeopleAnswer),
    Access(AccessAnswer),
    Share(ShareAnswer),
    /// They have a role, so what they did has to stay.
    StillHelps,
    /// It has begun, with so many bots.
    Forgetting {
        receipt: String,
        bots: i64,
    },
    Config(ConfigAnswer),
    /// The bot's config cannot be read, so nothing that needs it is begun.
    Unreadable,
    Fleet(FleetAnswer),
    /// Whether it is looked at for them from now on; else it is already.
    WillDiagnose {
        name: String,
        is_new: bool,
    },
    Broadcast(BroadcastAnswer),
    Keys(KeysAnswer),
    Managed(ManagedAnswer),
    Alerts(AlertsAnswer),
    PrivatePage(PrivatePage),
    WillRemind,
    Link(LinkAnswer),
}

/// What came of a wish about a link. The other side is told by itself.
#[derive(Debug, Clone)]
pub enum LinkAnswer {
    Code {
        code: Secret,
        /// Where the other platform has links.
        link: Option<Secret>,
    },
    News {
        news: LinkNews,
        other: Account,
        called: Option<String>,
    },
    Over,
    WrongCode,
    /// One of them is linked with an account of the same platform.
    Clash,
    /// It is linked, and may be parted.
    MayPart,
    Parted,
    Alone,
    /// It came in by the other's access only, and has bots.
    HasBots,
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
    pub(super) fn stay(session: Session) -> Self {
        Turn { session, screens: Vec::new(), in_place: false, effects: Vec::new(), wish: None }
    }

    /// A new question: buttons of the old one are void from now on.
    pub(super) fn go(session: Session, state: State, facts: &Facts) -> Self {
        let session = Session { state, revision: session.revision + 1, ..session };
        let screen = screen::of(&session.state, facts);
        Turn { screens: screen.into_iter().collect(), in_place: true, ..Turn::stay(session) }
    }

    /// The same question looking different: its buttons stay good, so that two quick taps both count.
    pub(super) fn redraw(session: Session, state: State, facts: &Facts) -> Self {
        let session = Session { state, ..session };
        let screen = screen::of(&session.state, facts);
        Turn { screens: screen.into_iter().collect(), in_place: true, ..Turn::stay(session) }
    }

    /// The same question again, with a line of why.
    pub(super) fn again(session: Session, why: Msg, facts: &Facts) -> Self {
        let screen = screen::of(&session.state, facts).map(|screen| screen.with_note(why));
        Turn { screens: screen.into_iter().collect(), ..Turn::stay(session) }
    }

    /// Something aside; the question, if one stands, is not touched.
    pub(super) fn aside(session: Session, screen: Screen) -> Self {
        let screen = if session.state.is_idle() { screen } else { screen.with_way_back() };
        Turn { screens: vec![screen], ..Turn::stay(session) }
    }

    /// The end of a question.
    pub(super) fn end(session: Session, screen: Screen) -> Self {
        let session = Session { state: State::Idle, revision: session.revision + 1, ..session };
        Turn { screens: vec![screen], in_place: true, ..Turn::stay(session) }
    }

    /// A question that was not there before stands where it is answered.
    pub fn stands_in(&mut self, topic: Option<Topic>, before: i64) {
        if self.session.revision != before {
            self.session.topic = topic;
        }
    }

    pub(super) fn wishing(self, wish: Wish) -> Self {
        Turn { wish: Some(wish), ..self }
    }

    pub(super) fn doing(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    pub(super) fn in_new_message(self) -> Self {
        Turn { in_place: false, ..self }
    }
}
