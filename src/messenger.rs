//! Takes a message to a person: one match over the platforms. Letters of the outbox are put into words here, with
//! what is known at the moment they go out.

mod discord;
pub mod topics;
pub mod voice;

use std::pin::pin;
use std::time::Duration;

use anyhow::Context;
use tracing::{debug, info, warn};

use crate::App;
use crate::chat::state::Bot;
use crate::chat::{SendError, View, screen, session};
use crate::deploy::note::Note;
use crate::domain::{Account, MessageRef, Millis, Platform, Topic};
use crate::metrics::Sent;
use crate::quota::DAY;
use crate::store::{Durability, Hearer, Letter, json};

/// Why there is no message to a program, which asks for what it wants to know.
const NOBODY: &str = "nobody listens there";
/// Why there is none on a platform that has no token here.
const NO_TOKEN: &str = "that platform is not switched on";
/// The pause between two edits of one progress message: edits count towards Telegram's limits.
const BETWEEN_EDITS: Duration = Duration::from_millis(2_500);
/// A letter that could not be sent so often and for so long tells nobody anything any more.
const TRIES: u32 = 20;
const LONGEST: Millis = DAY;

/// What a message is the answer to, for a platform that shows the two together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Answers<'a> {
    pub update: Option<&'a str>,
    /// The topic that it was said in.
    pub topic: Option<Topic>,
}

impl Answers<'_> {
    /// It comes by itself.
    pub const NOTHING: Self = Answers { update: None, topic: None };
}

/// `mark` tells this message from every other, for a platform that can tell by it that it has it already.
pub async fn send(
    app: &App,
    account: &Account,
    answers: Answers<'_>,
    mark: &str,
    view: &View,
) -> Result<MessageRef, SendError> {
    match account.platform {
        Platform::Telegram => on_telegram(app, account, answers.topic, view).await,
        Platform::Console => app.console()?.send(view),
        Platform::Api => Err(SendError::Refused(NOBODY.into())),
        Platform::Discord => discord::send(app, account, answers.update, mark, view).await,
    }
}

/// Where the topic is gone it goes into the chat itself.
async fn on_telegram(app: &App, account: &Account, topic: Option<Topic>, view: &View) -> Result<MessageRef, SendError> {
    let telegram = app.telegram()?;
    match voice::reply(app, account, pin!(telegram.send_in(account, topic, view))).await {
        Err(SendError::Gone) if topic.is_some() => voice::reply(app, account, pin!(telegram.send(account, view))).await,
        sent => sent,
    }
}

/// One of many, whose sender keeps the pace. On Discord it goes into the private channel.
pub async fn send_to_many(app: &App, account: &Account, mark: &str, view: &View) -> Result<MessageRef, SendError> {
    match account.platform {
        // Nobody is to wait for a platform that never comes.
        Platform::Telegram if app.config.telegram_token.is_none() => Err(SendError::Refused(NO_TOKEN.into())),
        Platform::Discord if app.config.discord_token.is_none() => Err(SendError::Refused(NO_TOKEN.into())),
        Platform::Telegram => app.telegram()?.send(account, view).await,
        Platform::Discord => discord::in_private(app, app.discord()?, account, mark, view).await,
        Platform::Console => Err(SendError::Refused("nobody writes to many at a terminal".into())),
        Platform::Api => Err(SendError::Refused(NOBODY.into())),
    }
}

pub async fn edit(app: &App, account: &Account, message: &MessageRef, view: &View) -> Result<(), SendError> {
    match account.platform {
        Platform::Telegram => voice::reply(app, account, pin!(app.telegram()?.edit(account, message, view))).await,
        Platform::Console => app.console()?.edit(message, view),
        Platform::Api => Err(SendError::Refused(NOBODY.into())),
        Platform::Discord => discord::edit(app, message, view).await,
    }
}

/// Removes what the person wrote. True when there was something to remove: a terminal never showed it.
pub async fn delete(app: &App, account: &Account, message: &MessageRef) -> Result<bool, SendError> {
    match account.platform {
        Platform::Telegram => app.telegram()?.delete(account, message).await.map(|()| true),
        Platform::Console => app.console()?.delete(message).map(|()| false),
        // Nobody but its writer can remove a message from a private channel.
        Platform::Discord | Platform::Api => Err(SendError::Gone),
    }
}

/// Shows that something is looked up, where a new message with it follows. Discord shows that by itself, and nobody misses
/// it when it fails.
pub async fn draft(app: &App, account: &Account, topic: Option<Topic>, text: &str) {
    let shown = match (account.platform, app.telegram()) {
        (Platform::Telegram, Ok(telegram)) => {
            voice::reply(app, account, pin!(telegram.draft(account, topic, text))).await
        }
        (Platform::Telegram | Platform::Discord | Platform::Console | Platform::Api, _) => Ok(()),
    };
    if let Err(cause) = shown {
        debug!(%account, "that something is looked up could not be shown: {cause}");
    }
}

/// Sends one letter and notes what came of it.
pub async fn send_letter(app: &App, letter: &Letter) -> anyhow::Result<()> {
    // It stood in line behind what the person is being told already, perhaps for longer than its lease.
    let until = app.now() + app.config.pace.job_lease.as_millis() as Millis;
    let Some(hearer) = app.store.letter_goes_out(letter, until).await? else { return Ok(()) };
    let (note, view, bot) = match worded(app, letter, hearer).await {
        Ok(worded) => worded,
        Err(cause) => {
            // It must not stand in the way of the letters behind it for ever.
            warn!(letter = %letter.id, "letter {} could not be put into words: {cause:#}", letter.id);
            return not_sent(app, letter).await;
        }
    };
    let sent = deliver(app, letter, &note, &view, bot.as_ref()).await;
    if letter.in_doubt && matches!(sent, Ok(Some(_))) {
        app.metrics.perhaps_twice(Sent::Letter);
    }
    let now = app.now();
    let later = |wait: Duration| now + wait.as_millis() as Millis;
    match sent {
        Ok(message) => {
            debug!(bot = note.bot().map(|bot| bot.as_str()), letter = %letter.id, "letter {} was sent", letter.id);
            app.store.letter_sent(letter, message.as_ref(), later(BETWEEN_EDITS)).await
        }
        Err(SendError::Wait(wait)) => app.store.letter_put_off(letter, later(wait)).await,
        Err(SendError::Shut(cause) | SendError::Unknown(cause)) if !is_stale(letter, now) => {
            warn!(letter = %letter.id, "letter {} will be tried again: {cause}", letter.id);
            not_sent(app, letter).await
        }
        Err(SendError::Blocked) => {
            info!(account = %letter.account, "{} cannot be reached; the letter is laid aside", letter.account);
            let mut tx = app.store.begin(Durability::Kill).await?;
            tx.set_reachable(&letter.account, false).await?;
            tx.commit().await?;
            app.store.letter_sent(letter, None, now).await
        }
        Err(cause) => {
            warn!(letter = %letter.id, "letter {} is given up: {cause}", letter.id);
            app.store.letter_sent(letter, None, now).await
        }
    }
}

/// Edits the message that shows the letter already, or sends a new one, which is returned.
async fn deliver(
    app: &App,
    letter: &Letter,
    note: &Note,
    view: &View,
    bot: Option<&Bot>,
) -> Result<Option<MessageRef>, SendError> {
    if let Some(message) = &letter.message {
        match edit(app, &letter.account, message, view).await {
            Err(SendError::Gone) => {}
            edited => return edited.map(|()| None),
        }
    }
    if let Some(bot) = bot.filter(|_| letter.account.platform == Platform::Telegram) {
        return topics::send(app, &letter.account, bot, !note.is_farewell(), view).await.map(Some);
    }
    let mark = format!("{}.{}", letter.id, letter.revision);
    let sent = match note.is_progress() {
        true => send(app, &letter.account, Answers::NOTHING, &mark, view).await,
        false => send_news(app, &letter.account, &mark, view).await,
    };
    sent.map(Some)
}

/// A message that comes by itself. It is to ring, and what is shown to one alone in a server does not.
pub async fn send_news(app: &App, account: &Account, mark: &str, view: &View) -> Result<MessageRef, SendError> {
    match account.platform {
        Platform::Discord => discord::send_news(app, account, mark, view).await,
        Platform::Telegram | Platform::Console | Platform::Api => {
            send(app, account, Answers::NOTHING, mark, view).await
        }
    }
}

/// What a letter says now to whom it goes to, and which of their live bots it is about where that matters. Most letters tell
/// how far something is, and nothing has to be looked up for them.
async fn worded(app: &App, letter: &Letter, hearer: Hearer) -> anyhow::Result<(Note, View, Option<Bot>)> {
    let note: Note = json::parse(&letter.note, "a letter")?;
    let locale = app.texts.locale(hearer.language.as_deref()).at(hearer.zone);
    if !topics::are_there(app, &letter.account)
        && let Some(screen) = screen::note_by_itself(&note, app.now())
    {
        return Ok((note, screen.view(&locale, 0), None));
    }
    let person = app.store.person(&letter.account, app.now()).await?.context("find whom a letter goes to")?;
    let facts = match note.bot() {
        Some(bot) => session::facts_about(app, &letter.account, &person, bot).await?,
        None => session::facts(app, &letter.account, &person).await?,
    };
    let view = screen::note(&note, &facts).view(&locale, 0);
    let bot = note.bot().and_then(|bot| facts.bot(bot)).cloned();
    Ok((note, view, bot))
}

/// After many tries and a long time.
fn is_stale(letter: &Letter, now: Millis) -> bool {
    letter.attempt >= TRIES && now - letter.wanted_at >= LONGEST
}

/// It is tried again after a pause, and given up in the end.
async fn not_sent(app: &App, letter: &Letter) -> anyhow::Result<()> {
    if is_stale(letter, app.now()) {
        return app.store.letter_sent(letter, None, app.now()).await;
    }
    let pause = app.config.pace.retry_base.saturating_mul(1 << letter.attempt.min(8)).min(Duration::from_secs(300));
    app.store.letter_failed(letter, letter.attempt + 1, app.now() + pause.as_millis() as Millis).await
}
