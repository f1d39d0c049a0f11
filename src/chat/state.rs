//! Where a person is in the conversation, and the facts a step is decided on. The state is kept between two
//! messages and sealed as a whole, because a half-made bot holds its keys.

mod given;
mod offer;
mod step;
mod topics;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::chat::command::Command;
use crate::chat::form::Field;
use crate::domain::broadcast::{Content, Reach, Segment};
use crate::domain::config::{Declared, Patch, Which};
use crate::domain::counted::Milestone;
use crate::domain::managed::{Child, Made};
use crate::domain::stored_key::StoredKey;
use crate::domain::{
    Account, Bar, BotConfig, Channel, Id, Limits, Millis, Model, Name, OperationKind, Platform, Presences, Problem,
    Provider, Role, Status, TargetKind, Tier, Token, Topic, Used, Zone,
};
use crate::secret::{Secret, in_seal};

pub use given::{GivenKey, GivenToken, KeyStep, Standing, TokenStep};
pub use offer::Offer;
pub use topics::Topics;

/// One conversation: where it stands, and which question that is. A button of an older question is void.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Session {
    pub state: State,
    pub revision: i64,
    /// The topic in which it was asked, if in one.
    #[serde(default)]
    pub topic: Option<Topic>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub enum State {
    #[default]
    Idle,
    /// A bot is being wished for.
    Hatch(Box<Draft>, HatchStep),
    /// A bot that exists is being changed.
    Edit { bot: Id, provider: Provider, step: EditStep },
    /// A word has to be typed before something is done that cannot be taken back.
    Confirm(Confirm),
    /// A setting of a bot's config is asked for.
    Configure(Box<ConfigQuestion>),
    /// A key is given that is kept for several bots.
    Keys(KeysStep),
    /// A text to many is put together.
    Broadcast(Box<BroadcastDraft>, BroadcastStep),
    /// Another command came in the middle of a wish.
    Leaving { to: Command, stay: Box<State> },
}

/// A text to many, as far as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroadcastDraft {
    pub content: Content,
    pub segment: Segment,
    /// At once, where nothing else was said.
    pub start_at: Option<Millis>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BroadcastStep {
    /// For all, or in one language.
    AskText(Option<String>),
    Menu,
    AskPicture,
    AskLinks,
    AskWhom,
    AskWhen,
    /// The last look: its count has to be typed.
    Review {
        reach: Reach,
    },
    /// This very text went out at that time, to so many.
    Same {
        at: Millis,
        total: i64,
        reach: Reach,
    },
}

/// What a typed word confirms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confirm {
    /// The bot's name.
    Delete { bot: Id },
    /// The word `forget`.
    Forget,
    /// How many bots a patch changes.
    Bulk(Box<Bulk>),
    /// The word `stop`, and how many bots a job stops.
    Fleet { job: Id, bots: i64 },
    /// Of one, the end of its name; of several, the word `remove` and how many they are.
    Strays { strays: Vec<Id>, names: String, word: String },
}

/// One patch for many bots, as its rehearsal went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulk {
    pub which: Which,
    pub patch: Patch,
    /// What it changes, each with the revision that was seen.
    pub seen: Vec<(Id, i64)>,
    /// Others that it would change as well, and that are too many for one time.
    pub beyond: i64,
    /// Are like that already.
    pub same: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigQuestion {
    pub bot: Id,
    /// What whoever is asked calls the bot.
    pub called: String,
    /// The revision that it is asked of.
    pub onto: i64,
    pub setting: Setting,
    /// What it is set to.
    pub now: Option<String>,
}

/// What can be set in a bot's config.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    Model,
    Guests,
    Option(Declared),
}

impl Setting {
    /// The word it is set by.
    pub fn word(&self) -> &str {
        match self {
            Setting::Model => "model",
            Setting::Guests => "guests",
            Setting::Option(declared) => &declared.name,
        }
    }
}

/// The answers so far.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Draft {
    pub blueprint: Option<String>,
    pub name: Option<Name>,
    pub provider: Option<Provider>,
    pub key: Option<GivenKey>,
    pub channels: Vec<Channel>,
    /// The channels were chosen and need not be asked for again.
    pub channels_done: bool,
    pub tokens: BTreeMap<Token, GivenToken>,
    /// The person's own id on a channel, where they were asked for it.
    pub owners: BTreeMap<Channel, String>,
    /// The bot on Telegram that was made for it, before its token was asked for.
    #[serde(default)]
    pub made: Option<Child>,
    /// Answers to questions that are yet to come.
    #[serde(default)]
    pub ahead: Vec<Ahead>,
    /// The bot of the same person that it is to be like.
    #[serde(default)]
    pub like: Option<Id>,
    /// What it is set to beyond that, where it is made after another one.
    #[serde(default)]
    pub config: BotConfig,
    /// How far it has come, for the numbers.
    #[serde(default)]
    pub reached: Option<Milestone>,
}

/// What a form answered before its question stood.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ahead {
    pub field: Field,
    #[serde(with = "in_seal")]
    pub text: Secret,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum HatchStep {
    AskBlueprint,
    AskName,
    AskProvider,
    Key(KeyStep),
    AskChannels,
    Token(Token, TokenStep),
    /// Who owns the bot on this channel.
    AskOwner(Channel),
    Review,
    Change,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum EditStep {
    Menu,
    Key(KeyStep),
    Model,
    Token(Token, TokenStep),
    Guests,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum KeysStep {
    AskProvider,
    /// A new one, or another value of one that is kept.
    Key {
        provider: Provider,
        replaces: Option<Id>,
        step: KeyStep,
    },
}

impl State {
    pub fn is_idle(&self) -> bool {
        matches!(self, State::Idle)
    }

    /// Whether a bot is lost when this is thrown away, also where its person was asked whether to leave it.
    pub fn is_half_made_bot(&self) -> bool {
        match self {
            State::Hatch(..) => true,
            State::Leaving { stay, .. } => stay.is_half_made_bot(),
            State::Idle
            | State::Edit { .. }
            | State::Confirm(_)
            | State::Configure(_)
            | State::Keys(_)
            | State::Broadcast(..) => false,
        }
    }

    /// True where a message may be a key or token, so that none is left lying in the chat.
    pub fn expects_secret(&self) -> bool {
        match self {
            State::Hatch(_, HatchStep::Key(_) | HatchStep::Token(..)) => true,
            State::Edit { step: EditStep::Key(_) | EditStep::Token(..), .. } => true,
            State::Keys(KeysStep::Key { .. }) => true,
            State::Hatch(..) | State::Edit { .. } | State::Keys(KeysStep::AskProvider) => false,
            State::Idle | State::Confirm(_) | State::Broadcast(..) | State::Configure(_) | State::Leaving { .. } => {
                false
            }
        }
    }
}

/// What a step is decided on, read once before it.
#[derive(Debug, Clone)]
pub struct Facts {
    pub now: Millis,
    /// An id nobody has used, for a check that this step may start.
    pub fresh: Id,
    pub account: Account,
    /// A chosen language; nothing when the platform's is used.
    pub language_chosen: bool,
    /// Where their clocks are.
    pub zone: Zone,
    /// What they are for others, if anything.
    pub role: Option<Role>,
    pub may_deploy: bool,
    /// Whether they want news to many.
    pub wants_news: bool,
    pub tier: Tier,
    /// Until when they have it, where it ends.
    pub tier_until: Option<Millis>,
    /// Until when their own limits hold, where they have some that end.
    pub limits_until: Option<Millis>,
    /// What keeps them from new bots, before any limit.
    pub bar: Option<Bar>,
    pub limits: Limits,
    pub used: Used,
    /// Bots that are live, oldest first.
    pub bots: Vec<Bot>,
    /// Keys that they keep for several bots, oldest first.
    pub keys: Vec<StoredKey>,
    pub offers: Arc<Vec<Offer>>,
    pub target: TargetKind,
    /// Whether keys and tokens can be given on a page of ours.
    pub has_private_page: bool,
    /// What our bot is called, where they can make bots through it.
    pub maker: Option<String>,
    /// Those that they have made so.
    pub made: Vec<Made>,
    pub topics: Topics,
}

/// A live bot as the conversation knows it.
#[derive(Debug, Clone)]
pub struct Bot {
    pub id: Id,
    /// The account that made it.
    pub owner: Account,
    pub name: Name,
    pub blueprint: String,
    pub provider: Provider,
    pub model: Option<Model>,
    pub key_tail: Option<String>,
    pub channels: Vec<Channel>,
    pub presences: Presences,
    /// The kept key that it uses.
    pub stored_key: Option<Id>,
    pub guests: Vec<String>,
    pub status: Status,
    pub since: Millis,
    pub problem: Option<(Problem, Millis)>,
    /// The operation that is under way.
    pub busy: Option<OperationKind>,
    /// The key that opens its web page, where it has one.
    pub web: Option<WebDoor>,
    /// Its page lets in only browsers that were let in one by one.
    pub knows_browsers: bool,
    /// What it has cost this month so far, in millionths of a dollar.
    pub cost: Option<i64>,
    /// Since when its target cannot be asked how it is.
    pub unknown_since: Option<Millis>,
    /// The one-time code by which somebody becomes its owner on Telegram, until that is done.
    pub claim: Option<Secret>,
    pub target: TargetKind,
}

/// The address of a bot's page; the token behind `#` opens it.
#[derive(Debug, Clone)]
pub struct WebDoor {
    pub address: String,
    pub token: Secret,
}

impl Facts {
    /// Whether several answers are typed into one form. Discord keeps what is typed there out of the chat.
    pub fn fills_forms(&self) -> bool {
        self.account.platform == Platform::Discord
    }

    /// Whether they may do what this role may.
    pub fn is(&self, least: Role) -> bool {
        self.role.is_some_and(|role| role >= least)
    }

    pub fn bot(&self, id: &Id) -> Option<&Bot> {
        self.bots.iter().find(|bot| bot.id == *id)
    }

    /// The bots that a person may mean by a typed name, without case: more than one where accounts were linked that had
    /// one each.
    pub fn named(&self, text: &str) -> Vec<&Bot> {
        let Ok(name) = Name::parse(text) else { return Vec::new() };
        self.bots.iter().filter(|bot| bot.name.key() == name.key()).collect()
    }

    /// The bots that use a kept key.
    pub fn users_of(&self, key: &Id) -> Vec<String> {
        let uses_it = |bot: &&Bot| bot.stored_key.as_ref() == Some(key);
        self.bots.iter().filter(uses_it).map(|bot| bot.name.to_string()).collect()
    }

    /// Kept keys that a bot could be given, the one that most bots use first.
    pub fn keys_for(&self, provider: Provider, bot: Option<&Id>) -> Vec<&StoredKey> {
        let has = bot.and_then(|bot| self.bot(bot)).and_then(|bot| bot.stored_key.as_ref());
        let mut keys: Vec<&StoredKey> =
            self.keys.iter().filter(|key| key.provider == provider && Some(&key.id) != has).collect();
        keys.sort_by_key(|key| std::cmp::Reverse(self.users_of(&key.id).len()));
        keys
    }

    /// Bots on Telegram that they have made through us and that no bot here has.
    pub fn unused(&self) -> impl DoubleEndedIterator<Item = &Child> {
        let is_used = |made: &&Made| made.bot.as_ref().is_some_and(|bot| self.bot(bot).is_some());
        self.made.iter().filter(move |made| !is_used(made)).map(|made| &made.child)
    }

    pub fn offer(&self, id: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.id == id)
    }

    /// The blueprint that a person means by a word.
    pub fn offer_called(&self, word: &str) -> Option<&Offer> {
        let is_it = |offer: &&Offer| {
            offer.id == word || offer.title.to_lowercase() == word || offer.aliases.iter().any(|alias| alias == word)
        };
        self.offers.iter().find(is_it)
    }

    pub fn name_is_taken(&self, name: &Name) -> bool {
        self.called_like(name).is_some()
    }

    /// The name of a bot that this one could not be told from.
    pub fn called_like(&self, name: &Name) -> Option<&Name> {
        self.bots.iter().map(|bot| &bot.name).find(|known| known.key() == name.key())
    }
}
