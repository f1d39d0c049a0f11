//! The driver of a conversation: loads where a person is, takes one step, saves it with everything it decided in one
//! transaction, and only then shows and does things outside. A second delivery of an update changes nothing.

mod access_tokens;
mod alerts;
mod broadcast;
mod config;
mod counting;
mod effects;
mod fleet;
mod grant;
mod handover;
mod keeping;
mod keys;
mod known;
mod linking;
pub mod managed;
mod mine;
pub mod people;
mod present;
mod share;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use anyhow::bail;
use futures::FutureExt;
use serde_json::json;
use tokio::sync::oneshot;
use tracing::{Instrument, error, info_span, warn};

use crate::App;
use crate::access;
use crate::chat::choice::{Choice, Press};
use crate::chat::command::{self, Read};
use crate::chat::flow::{self, Answer, Event, LinkAnswer, Turn};
use crate::chat::screen;
use crate::chat::session::counting::Counting;
use crate::chat::session::keeping::{Before, current, left_behind, open, sealed};
use crate::chat::state::{Facts, Topics};
use crate::chat::{Incoming, Input};
use crate::deploy;
use crate::deploy::note::{LinkNews, Note};
use crate::domain::counted::{Heard, Step, TurnEnd};
use crate::domain::handover::Handover;
use crate::domain::key::looks_secret;
use crate::domain::{Account, Id, MessageRef, Topic, Used};
use crate::messenger::{self, Answers};
use crate::quota::DAY;
use crate::secret::Secret;
use crate::store::{Durability, Kept, Person, Present, fresh_id};
use crate::text::{Msg, bare};

pub use effects::{flush, hand_over, is_quiet, take_up_leftovers};
pub use handover::{Given, Page, give, look};

/// A turn that lost a race is decided anew; more often than this something is wrong.
const TRIES: u32 = 8;

/// Resolves when the replies of a turn were sent.
pub type Replied = oneshot::Receiver<()>;

/// What brings a turn about.
struct Occasion<'a> {
    account: &'a Account,
    event: Event,
    /// The id of the platform's update; a check of ours has none.
    update: Option<&'a str>,
    language: Option<&'a str>,
    /// What the platform calls the person.
    name: Option<&'a str>,
    /// The message it came in, or that carries the pressed button, or that shows the check.
    message: Option<&'a MessageRef>,
    /// The topic that this message is in.
    topic: Option<Topic>,
    /// Of a button, or of the one that ends a form.
    is_press: bool,
    /// When the person did it; nobody waits for the answer to a check of ours.
    heard_at: Option<Instant>,
    /// A pending effect that this turn settles.
    settles: Option<&'a Id>,
    /// The link that this turn uses up. It is taken only when it answers the question that stands.
    link: Option<&'a Handover>,
}

/// What came of an occasion.
enum Taken {
    Turn(Option<Replied>),
    /// What came by a link is no answer, with why where another may be given: nothing was done, and the link is as it was.
    NoAnswer(Option<Msg>),
}

/// Takes what a person did. When this returns, the turn is committed; the replies follow. A panic ends here, with a
/// word to the person: the same update would only bring it again.
pub async fn hear(app: &Arc<App>, incoming: Incoming) -> anyhow::Result<Option<Replied>> {
    let (account, update, topic) = (incoming.account.clone(), incoming.update.clone(), incoming.topic);
    let span = info_span!("turn", %account, update = incoming.update);
    match AssertUnwindSafe(hear_out(app, incoming)).catch_unwind().instrument(span).await {
        Ok(heard) => heard,
        Err(_) => {
            app.metrics.turned(Step::Unknown, TurnEnd::Failed);
            let reference = reference();
            error!(%account, reference, "a turn of {account} panicked and was left aside");
            let view = screen::say(broken(&reference)).view(app.texts.locale(None), 0);
            let answers = Answers { update: Some(&update), topic };
            if let Err(cause) = messenger::send(app, &account, answers, &reference, &view).await {
                warn!(%account, "{account} could not be told: {cause}");
            }
            Ok(None)
        }
    }
}

async fn hear_out(app: &Arc<App>, incoming: Incoming) -> anyhow::Result<Option<Replied>> {
    let heard_at = Some(Instant::now());
    let (heard, event) = match incoming.input {
        Input::NoText => (Heard::NoText, Event::NoText),
        Input::Made(child) => (Heard::Made, Event::Made(child)),
        Input::Form { revision, answers } => {
            let answers = answers.into_iter().map(|(field, text)| (field, Secret::new(bare(text)))).collect();
            (Heard::Form, Event::Form { revision, answers })
        }
        Input::Press(word) => match Press::parse(&word) {
            Some(press) => (Heard::Press, Event::Press(press)),
            // A word that is none of ours: an old version's button, or a forged one. Show where they are.
            None => (Heard::Press, Event::Press(Press { choice: Choice::Continue, revision: None })),
        },
        Input::Text(text) => {
            let text = bare(text);
            match command::read(&text) {
                Some(Read::Command(command)) => (Heard::Command, Event::Command(command)),
                Some(Read::Unknown { nearest }) => {
                    (Heard::Command, Event::Unknown { nearest, holds_secret: looks_secret(&text) })
                }
                None => (Heard::Text, Event::Text(Secret::new(text))),
            }
        }
    };
    app.metrics.heard(incoming.account.platform, heard);
    let is_press = matches!(event, Event::Press(_) | Event::Form { .. });
    let occasion = Occasion {
        account: &incoming.account,
        event,
        update: Some(&incoming.update),
        language: incoming.language.as_deref(),
        name: incoming.name.as_deref(),
        message: incoming.message.as_ref(),
        topic: incoming.topic,
        is_press,
        heard_at,
        settles: None,
        link: None,
    };
    match take_turn(app, occasion).await? {
        Taken::Turn(replied) => Ok(replied),
        Taken::NoAnswer(_) => Ok(None),
    }
}

async fn take_turn(app: &Arc<App>, occasion: Occasion<'_>) -> anyhow::Result<Taken> {
    take_until_saved(app, occasion).await.inspect_err(|_| app.metrics.turned(Step::Unknown, TurnEnd::Failed))
}

/// Tries until the turn was decided on the session that is still the newest.
async fn take_until_saved(app: &Arc<App>, occasion: Occasion<'_>) -> anyhow::Result<Taken> {
    for attempt in 0.. {
        match try_turn(app, &occasion).await {
            Ok(Tried::Done(taken)) => return Ok(taken),
            Ok(Tried::LostRace) if attempt < TRIES => continue,
            Ok(Tried::LostRace) => bail!("a turn of {} lost {TRIES} races", occasion.account),
            Err(cause) if attempt < 2 => warn!(account = %occasion.account, "a turn is tried again: {cause:#}"),
            Err(cause) => {
                error!(account = %occasion.account, "a turn could not be taken: {cause:#}");
                return Err(cause);
            }
        }
    }
    unreachable!("the loop ends by returning")
}

enum Tried {
    Done(Taken),
    /// Another turn of the same account was saved first.
    LostRace,
}

async fn try_turn(app: &Arc<App>, occasion: &Occasion<'_>) -> anyhow::Result<Tried> {
    let account = occasion.account;
    let present = present::look(app, account, occasion.language, occasion.name).await?;
    let person = &present.person;
    let (keeper, stored) = (&person.keeper, &present.session);
    let version = stored.as_ref().map_or(0, |stored| stored.version);
    let session = stored.as_ref().map(|stored| current(app, keeper, stored)).unwrap_or_default();
    let was_idle = session.state.is_idle();
    let revision = session.revision;
    // What did not happen in the chat is answered where the question stands.
    let topic = if occasion.message.is_some() { occasion.topic } else { session.topic };
    let mut counting = Counting::from(&session.state);
    let mut facts = facts_of(app, account, person, MayHave::of(&present)).await?;
    facts.topics = known::topics(app, account, topic).await?;

    let mut turn = flow::step(session, occasion.event.clone(), &facts);
    if occasion.link.is_some() && turn.session.revision == revision {
        let why = turn.screens.into_iter().find_map(|screen| screen.note);
        return Ok(Tried::Done(Taken::NoAnswer(why)));
    }
    turn.stands_in(topic, revision);
    let before = Before { keeper, version, revision, was_idle, topic };
    let mut language = person.speaks().map(str::to_owned);
    if turn.wish.is_none() && occasion.link.is_none() {
        counting.reaches(&mut turn.session.state);
        let update = occasion.update.map(str::to_owned);
        let locale = app.texts.locale(language.as_deref()).at(person.zone);
        let (record, pending) = left_behind(app, occasion, &before, &turn, &locale, update)?;
        match app.store.keep(record).await? {
            Kept::Saved => counting.end_saved(app, &turn.session.state),
            Kept::Repeated => {
                counting.end_repeated(app);
                return Ok(Tried::Done(Taken::Turn(None)));
            }
            Kept::LostRace => return Ok(Tried::LostRace),
        }
        return Ok(Tried::Done(Taken::Turn(pending.map(|pending| effects::start(app, account, pending)))));
    }
    let durability = if turn.wish.is_some() { Durability::PowerCut } else { Durability::Kill };
    let mut tx = app.store.begin(durability).await?;
    if let Some(update) = occasion.update
        && !tx.first_time(account.platform, update, app.now()).await?
    {
        counting.end_repeated(app);
        return Ok(Tried::Done(Taken::Turn(None)));
    }
    if let Some(link) = occasion.link
        && !tx.use_handover(&link.hash, keeper, revision, app.now()).await?
    {
        return Ok(Tried::Done(Taken::NoAnswer(None)));
    }
    let mut is_relinked = false;
    while let Some(wish) = turn.wish.take() {
        let asked_in = occasion.message.filter(|_| occasion.is_press && turn.in_place);
        let if_granted = counting.wishes(&wish);
        // Boxed, because few turns wish for anything, and all would have room for it.
        let answer = Box::pin(grant::grant(app, &mut tx, &facts, person, wish, asked_in, &mut language)).await?;
        counting.hears(&answer, if_granted);
        if matches!(answer, Answer::Redeemed) {
            facts.may_deploy = true;
        }
        is_relinked |= match &answer {
            Answer::Link(LinkAnswer::News { news, .. }) => *news == LinkNews::Linked,
            Answer::Link(LinkAnswer::Parted) => true,
            _ => false,
        };
        turn = after(turn, answer, &facts);
    }
    turn.stands_in(topic, revision);
    counting.reaches(&mut turn.session.state);

    let locale = app.texts.locale(language.as_deref()).at(person.zone);
    let (mut record, pending) = left_behind(app, occasion, &before, &turn, &locale, None)?;
    if is_relinked {
        // Whose conversation was joined with another one did not say anything in it, and it may have moved there.
        record.session = None;
    }
    if !tx.keep(&[&record]).await? {
        return Ok(Tried::LostRace);
    }
    tx.commit().await?;
    counting.end_saved(app, &turn.session.state);
    if durability == Durability::PowerCut {
        app.wake();
    }
    Ok(Tried::Done(Taken::Turn(pending.map(|pending| effects::start(app, account, pending)))))
}

/// Steps on with the answer to a wish; what the first step had to show and do comes first.
fn after(turn: Turn, answer: Answer, facts: &Facts) -> Turn {
    let (in_place, mut screens, mut effects) = (turn.in_place, turn.screens, turn.effects);
    let next = flow::step(turn.session, Event::Answer(answer), facts);
    screens.extend(next.screens);
    effects.extend(next.effects);
    Turn { screens, effects, in_place: in_place && next.in_place, ..next }
}

/// What a step or a note of this account is decided and worded on.
pub async fn facts(app: &App, account: &Account, person: &Person) -> anyhow::Result<Facts> {
    facts_of(app, account, person, MayHave { bots: true, deploys: true, keys: true }).await
}

/// The same where nothing is said but of this bot, if it is a live one of theirs: of all others nothing is known.
pub async fn facts_about(app: &App, account: &Account, person: &Person, bot: &Id) -> anyhow::Result<Facts> {
    let mut facts = facts_of(app, account, person, MayHave { bots: false, deploys: false, keys: false }).await?;
    let live = app.store.live_instances(&person.id).await?;
    if let Some(instance) = live.into_iter().find(|instance| instance.id == *bot) {
        facts.bots.push(known::bot(app, instance).await?);
    }
    Ok(facts)
}

/// What is looked up only where there may be some.
struct MayHave {
    bots: bool,
    deploys: bool,
    keys: bool,
}

impl MayHave {
    fn of(present: &Present) -> Self {
        MayHave { bots: present.has_bots, deploys: present.has_deploys, keys: present.has_keys }
    }
}

async fn facts_of(app: &App, account: &Account, person: &Person, may_have: MayHave) -> anyhow::Result<Facts> {
    let now = app.now();
    let mut bots = Vec::new();
    if may_have.bots {
        for instance in app.store.live_instances(&person.id).await? {
            bots.push(known::bot(app, instance).await?);
        }
    }
    let deploys = if may_have.deploys { app.store.deploys(&person.id, now - DAY).await? } else { Vec::new() };
    Ok(Facts {
        now,
        fresh: fresh_id(),
        account: account.clone(),
        language_chosen: person.language.is_some(),
        zone: person.zone,
        role: person.role.max(access::given_role(&app.config, account)),
        wants_news: person.wants_news,
        may_deploy: person.has_access || access::is_let_in(&app.config, account),
        tier: person.standing.tier,
        tier_until: person.standing.tier_until,
        limits_until: person.standing.own_limits.and_then(|own| own.until),
        bar: person.standing.bar.clone(),
        limits: deploy::limits(app, &person.standing),
        used: Used { live: bots.len() as u32, deploys },
        bots,
        keys: if may_have.keys { app.store.stored_keys(&person.id).await? } else { Vec::new() },
        offers: known::offers(app),
        target: app.config.target,
        has_private_page: handover::is_offered(app, account),
        maker: managed::maker_for(app, account).await,
        made: managed::made(app, &person.id).await?,
        topics: Topics::default(),
    })
}

/// The person's bots with such a name, as they are shown and as they are called.
pub async fn suggestions(
    app: &App,
    account: &Account,
    language: Option<&str>,
    typed: &str,
) -> anyhow::Result<Vec<(String, String)>> {
    let Some(person) = app.store.person(account, app.now()).await? else { return Ok(Vec::new()) };
    let facts = facts(app, account, &person).await?;
    let locale = app.texts.locale(person.speaks().or(language));
    Ok(screen::suggestions(typed, &facts).into_iter().map(|(shown, name)| (locale.say(&shown), name)).collect())
}

/// Throws away what nobody has touched for a day. Its person is told of a half-made bot; of any other question nothing
/// is lost.
pub async fn expire(app: &App, account: &Account, note: &Note) -> anyhow::Result<()> {
    let Some(stored) = app.store.session(account).await? else { return Ok(()) };
    let now = app.now();
    if stored.updated_at >= now - DAY {
        return Ok(());
    }
    let is_told = open(app, account, &stored).state.is_half_made_bot();
    let next = sealed(app, account, &current(app, account, &stored), stored.version + 1)?;
    let mut tx = app.store.begin(Durability::Kill).await?;
    if tx.save_session(account, &next, true).await? {
        if is_told {
            tx.tell(account, &json!(note).to_string(), now, now).await?;
        }
        tx.commit().await?;
        app.wake();
    }
    Ok(())
}

/// What a group is told.
pub fn in_group(app: &App, language: Option<&str>, link: String) -> crate::chat::View {
    screen::handover::in_group(link).view(app.texts.locale(language), 0)
}

/// A number for a fault of ours, short enough to be read out.
pub fn reference() -> String {
    fresh_id().as_str()[18..].to_owned()
}

/// The sentence for a fault of ours, with the number under which the log has its cause.
pub fn broken(reference: &str) -> Msg {
    Msg::Broken { reference: reference.to_owned() }
}
