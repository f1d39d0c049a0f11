//! What a committed turn does outside: removes a pasted key, shows its screens, starts a check. It is on record,
//! sealed, until it is done, so that a crash loses none of it.

mod lookup;

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use tracing::{debug, info, warn};

use crate::App;
use crate::chat::flow::{Effect, Event, Finding, Look, Turn};
use crate::chat::screen::{self, Screen};
use crate::chat::session::{Occasion, Replied, managed, take_turn};
use crate::chat::{SendError, View};
use crate::deploy;
use crate::domain::managed::Child;
use crate::domain::{Account, Id, MessageRef, Millis, Provider, Token, TokenFinding, Topic};
use crate::messenger::{self, Answers};
use crate::metrics::Sent;
use crate::preflight;
use crate::provider::Verdict;
use crate::secret::{Seat, Secret, in_seal};
use crate::store::{Leftover, NewEffect, fresh_id};
use crate::text::{Locale, Msg};

/// What is left to do, in order.
#[derive(Serialize, Deserialize)]
struct Pending {
    /// The update that all this is the answer to.
    #[serde(default)]
    update: Option<String>,
    /// The topic that it was said in.
    #[serde(default)]
    topic: Option<Topic>,
    /// The person's message to remove, and what is said of it.
    delete: Option<Delete>,
    /// The message that the first view takes the place of.
    place: Option<MessageRef>,
    views: Vec<View>,
    looks: Vec<Look>,
    /// What the prompt says where a secret is asked for, which what is looked up does not change.
    #[serde(default)]
    secret: Option<String>,
    check: Option<Check>,
}

#[derive(Serialize, Deserialize)]
struct Delete {
    message: MessageRef,
    done: String,
    refused: String,
}

#[derive(Serialize, Deserialize)]
enum Check {
    Key {
        check: Id,
        provider: Provider,
        #[serde(with = "in_seal")]
        key: Secret,
    },
    Token {
        check: Id,
        kind: Token,
        #[serde(with = "in_seal")]
        token: Secret,
        owner: Option<Id>,
    },
    /// Of a bot that they made through us.
    Fetch { check: Id, child: Child, owner: Option<Id> },
    /// Of Discord, with the switch first.
    SwitchOnMessages {
        check: Id,
        #[serde(with = "in_seal")]
        token: Secret,
    },
}

/// What the turn has to do, and how it is put on record; nothing when it has nothing.
pub(super) fn left_by(
    app: &App,
    occasion: &Occasion<'_>,
    turn: &Turn,
    locale: &Locale,
    place: Option<&MessageRef>,
    topic: Option<Topic>,
) -> anyhow::Result<Option<(NewEffect, Recorded)>> {
    let (account, message) = (occasion.account, occasion.message);
    let secret = screen::secret_prompt(&turn.session.state).map(|prompt| locale.say(&prompt));
    let view = |it: &Screen| it.view(locale, turn.session.revision).beside_a_secret(secret.as_deref());
    let mut pending = Pending {
        update: occasion.update.map(str::to_owned),
        topic,
        delete: None,
        place: place.cloned(),
        views: turn.screens.iter().map(view).collect(),
        looks: Vec::new(),
        secret,
        check: None,
    };
    for effect in &turn.effects {
        match effect {
            Effect::DeleteMessage => {
                let (done, refused) = (locale.say(&Msg::MessageDeleted), locale.say(&Msg::DeleteItYourself));
                pending.delete = message.map(|message| Delete { message: message.clone(), done, refused });
            }
            Effect::CheckKey { check, provider, key } => {
                pending.check = Some(Check::Key { check: check.clone(), provider: *provider, key: key.clone() });
            }
            Effect::CheckToken { check, kind, token, owner } => {
                let (check, token, owner) = (check.clone(), token.clone(), owner.clone());
                pending.check = Some(Check::Token { check, kind: *kind, token, owner });
            }
            Effect::SwitchOnMessages { check, token } => {
                pending.check = Some(Check::SwitchOnMessages { check: check.clone(), token: token.clone() });
            }
            Effect::FetchToken { check, child, owner } => {
                let (check, child, owner) = (check.clone(), child.clone(), owner.clone());
                pending.check = Some(Check::Fetch { check, child, owner });
            }
            Effect::Look(look) => pending.looks.push(look.clone()),
        }
    }
    if pending.delete.is_none() && pending.views.is_empty() && pending.asks_nobody() {
        return Ok(None);
    }
    let id = fresh_id();
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(&pending).context("write what is to do")?);
    let sealed = app.sealer.seal(&Seat::effect(id.as_str(), &account.to_string()), &plain)?;
    let effect = NewEffect { id: id.clone(), sealed, due: lease_end(app) };
    Ok(Some((effect, Recorded { id, pending, is_left_over: false, heard_at: occasion.heard_at })))
}

/// Something on record, about to be done.
pub(super) struct Recorded {
    id: Id,
    pending: Pending,
    /// Somebody before us may have done it, or some of it.
    is_left_over: bool,
    /// When the person did what this is the answer to.
    heard_at: Option<Instant>,
}

/// What tells one message of many from all others.
struct Mark {
    word: String,
    /// The update that it is the answer to.
    answers: Option<String>,
    /// The topic that is answered in.
    topic: Option<Topic>,
    /// It may have been sent before.
    in_doubt: bool,
    /// Of the first one: since when the person waits for it.
    heard_at: Option<Instant>,
}

impl Recorded {
    /// Of the n-th message.
    fn mark(&self, n: usize) -> Mark {
        Mark {
            word: format!("{}.{n}", self.id),
            answers: self.pending.update.clone(),
            topic: self.pending.topic,
            in_doubt: self.is_left_over,
            heard_at: self.heard_at.filter(|_| n == 0),
        }
    }
}

/// Does what is on record, behind what the account has queued before.
pub(super) fn start(app: &Arc<App>, account: &Account, recorded: Recorded) -> Replied {
    let (app_then, account_then) = (app.clone(), account.clone());
    lock(&app.at_work).insert(recorded.id.clone());
    app.lanes.run(account, async move {
        match reply(&app_then, &account_then, &recorded).await {
            Ok(_) if recorded.pending.asks_nobody() => is_done(&app_then, recorded.id),
            Ok(shown) => {
                // The lane goes on: a slow neighbour must not keep the person waiting.
                tokio::spawn(async move {
                    let leaving = app_then.leaving.clone();
                    leaving.run_until_cancelled(ask(app_then, account_then, recorded, shown)).await
                });
            }
            Err(cause) => is_put_off(&app_then, &account_then, &recorded.id, &cause),
        }
    })
}

impl Pending {
    /// Whether everything is known already that is to be shown.
    fn asks_nobody(&self) -> bool {
        self.looks.is_empty() && self.check.is_none()
    }
}

fn is_done(app: &App, effect: Id) {
    lock(&app.at_work).remove(&effect);
    lock(&app.done_effects).push(effect);
    app.woken_forgetting.notify_one();
}

fn is_put_off(app: &App, account: &Account, effect: &Id, cause: &anyhow::Error) {
    warn!(%account, "a reply will be tried again: {cause:#}");
    lock(&app.at_work).remove(effect);
}

/// What has to be asked for first: of a bot, of Railway, of a provider.
async fn ask(app: Arc<App>, account: Account, recorded: Recorded, shown: Option<MessageRef>) {
    let (looked_up, topic) = (lookup::show_all(&app, &account, &recorded).await, recorded.pending.topic);
    let Recorded { id, pending, .. } = recorded;
    match (looked_up, pending.check) {
        (Ok(()), Some(check)) => checked(app, account, id, check, (shown, topic)).await,
        (Ok(()), None) => is_done(&app, id),
        (Err(cause), _) => is_put_off(&app, &account, &id, &cause),
    }
}

/// Everything that is to be shown at once; an error means that it has to be tried again.
async fn reply(app: &App, account: &Account, recorded: &Recorded) -> anyhow::Result<Option<MessageRef>> {
    let pending = &recorded.pending;
    let said = match &pending.delete {
        Some(delete) => match messenger::delete(app, account, &delete.message).await {
            Ok(true) => Some(&delete.done),
            Ok(false) => None,
            Err(cause) => {
                info!(%account, "a message with a secret was not deleted: {cause}");
                Some(&delete.refused)
            }
        },
        None => None,
    };
    let mut shown = None;
    let mut place = pending.place.as_ref();
    for (n, view) in pending.views.iter().enumerate() {
        let mut view = view.clone();
        if let Some(said) = said.filter(|_| n == 0) {
            view.text = format!("{said}\n{}", view.text);
        }
        shown = show(app, account, place.take(), &view, recorded.mark(n)).await?.or(shown);
    }
    Ok(shown)
}

/// Edits the message whose place the view takes, or sends a new one.
async fn show(
    app: &App,
    account: &Account,
    place: Option<&MessageRef>,
    view: &View,
    Mark { word, answers, topic, mut in_doubt, heard_at }: Mark,
) -> anyhow::Result<Option<MessageRef>> {
    let mut place = place.cloned();
    let answers = Answers { update: answers.as_deref(), topic };
    let mut tries = 0;
    loop {
        let sent = match &place {
            Some(message) => messenger::edit(app, account, message, view).await.map(|()| message.clone()),
            None => messenger::send(app, account, answers, &word, view).await,
        };
        match sent {
            Ok(message) => {
                if in_doubt && place.is_none() {
                    app.metrics.perhaps_twice(Sent::Reply);
                }
                if let Some(heard_at) = heard_at {
                    app.metrics.answered(account.platform, heard_at.elapsed());
                }
                return Ok(Some(message));
            }
            Err(SendError::Gone) if place.is_some() => place = None,
            Err(SendError::Wait(wait)) if wait <= Duration::from_secs(30) && tries < 3 => {
                tries += 1;
                pause(app, wait).await?;
            }
            Err(SendError::Unknown(cause) | SendError::Shut(cause)) if tries < 3 => {
                debug!(%account, "a reply is tried again: {cause}");
                in_doubt |= place.is_none();
                pause(app, app.config.pace.retry_base.saturating_mul(1 << tries)).await?;
                tries += 1;
            }
            Err(cause @ (SendError::Wait(_) | SendError::Shut(_) | SendError::Unknown(_))) => return Err(cause.into()),
            Err(cause @ (SendError::Blocked | SendError::Gone | SendError::Refused(_))) => {
                info!(%account, "a reply is given up: {cause}");
                return Ok(None);
            }
        }
    }
}

/// Waits so long, or not at all any more when the program is about to stop.
async fn pause(app: &App, wait: Duration) -> anyhow::Result<()> {
    let slept = app.leaving.run_until_cancelled(tokio::time::sleep(wait)).await;
    slept.context("wait while Hatchery stops")
}

/// Makes a check and takes the turn that its verdict brings about.
async fn checked(
    app: Arc<App>,
    account: Account,
    effect: Id,
    check: Check,
    (shown, topic): (Option<MessageRef>, Option<Topic>),
) {
    let (check, finding) = match check {
        Check::Key { check, provider, key } => {
            let marks = app.sealer.fingerprints(&key);
            let verdict = preflight::check_key(&app.http, &app.config.origins, provider, key).await;
            app.metrics.asked(provider, verdict.trouble());
            if verdict == Verdict::Ok
                && let Err(cause) = note_good(&app, &account, &marks).await
            {
                warn!(%account, "that a kept key is good could not be noted: {cause:#}");
            }
            (check, Finding::Key(verdict))
        }
        Check::SwitchOnMessages { check, token } => {
            let origin = &app.config.discord_api_url;
            (check, Finding::Token(preflight::switch_on_messages(&app.http, origin, &token).await))
        }
        Check::Fetch { check, child, owner } => {
            let token = managed::token(&app, &child, owner.as_ref()).await;
            managed::note(&app, &child, &token).await;
            (check, Finding::Made(token))
        }
        Check::Token { check, kind, token, owner } => {
            let marks = app.sealer.fingerprints(&token);
            let user = app.store.token_owner(&marks).await.unwrap_or_default();
            let is_clash = user.is_some() && user != owner;
            let finding = if is_clash || deploy::is_our_own(&app, &token) {
                TokenFinding::InUse
            } else {
                preflight::check_token(&app.http, app.config.platforms(), kind, &token).await
            };
            (check, Finding::Token(finding))
        }
    };
    let occasion = Occasion {
        account: &account,
        event: Event::Checked { check, finding },
        update: None,
        language: None,
        name: None,
        message: shown.as_ref(),
        topic,
        is_press: false,
        heard_at: None,
        settles: Some(&effect),
        link: None,
    };
    if let Err(cause) = take_turn(&app, occasion).await {
        warn!(%account, "the verdict of a check could not be noted and will be asked for again: {cause:#}");
    }
    lock(&app.at_work).remove(&effect);
}

/// A key that was just found good is known to be where it is kept.
async fn note_good(app: &App, account: &Account, marks: &[String]) -> anyhow::Result<()> {
    let Some(person) = app.store.person(account, app.now()).await? else { return Ok(()) };
    app.store.note_key_checked(&person.id, marks, app.now()).await
}

/// When somebody else may take for left over what we have at work and do not renew.
fn lease_end(app: &App) -> Millis {
    app.now() + app.config.pace.job_lease.as_millis() as Millis
}

/// Renews what is at work, and takes up what should have been done by now and was not: after a crash, or when a
/// platform did not answer.
pub async fn take_up_leftovers(app: &Arc<App>) -> anyhow::Result<()> {
    flush(app).await?;
    app.store.set_effects_due(&at_work(app), lease_end(app)).await?;
    for leftover in app.store.claim_leftovers(app.now(), lease_end(app)).await? {
        if lock(&app.at_work).contains(&leftover.id) {
            continue;
        }
        let account = leftover.account.clone();
        match opened(app, &leftover) {
            Ok(pending) => {
                drop(start(app, &account, Recorded { id: leftover.id, pending, is_left_over: true, heard_at: None }))
            }
            Err(cause) => {
                warn!(%account, "what was left to do for {account} cannot be read and is dropped: {cause:#}");
                lock(&app.done_effects).push(leftover.id);
            }
        }
    }
    Ok(())
}

/// At the end: forgets what is done, and leaves the rest to whoever looks next.
pub async fn hand_over(app: &App) -> anyhow::Result<()> {
    flush(app).await?;
    app.store.set_effects_due(&at_work(app), 0).await
}

fn at_work(app: &App) -> Vec<Id> {
    lock(&app.at_work).iter().cloned().collect()
}

/// Forgets what is done.
pub async fn flush(app: &App) -> anyhow::Result<()> {
    let done = std::mem::take(&mut *lock(&app.done_effects));
    if done.is_empty() {
        return Ok(());
    }
    if let Err(cause) = app.store.forget_effects(&done).await {
        lock(&app.done_effects).extend(done);
        return Err(cause);
    }
    Ok(())
}

/// True when no reply is on its way, no check is being made, no operation, diagnosis or job is open and no letter is
/// unsent.
pub async fn is_quiet(app: &App) -> bool {
    let is_idle = app.lanes.is_empty() && lock(&app.at_work).is_empty();
    let no_work = matches!(app.store.next_due().await, Ok(None))
        && matches!(app.store.next_diagnosis().await, Ok(None))
        && app.store.open_fleet_jobs().await.is_ok_and(|jobs| jobs.is_empty());
    let no_letter = match app.store.next_letter().await {
        // A reminder for later keeps nobody waiting.
        Ok(next) => next.is_none_or(|due| due > app.now() + 60_000),
        Err(_) => false,
    };
    is_idle && no_work && no_letter && app.lanes.is_empty() && lock(&app.at_work).is_empty()
}

fn opened(app: &App, leftover: &Leftover) -> anyhow::Result<Pending> {
    let plain =
        app.sealer.open(&Seat::effect(leftover.id.as_str(), &leftover.account.to_string()), &leftover.sealed)?;
    // What serde says of it may quote it.
    serde_json::from_slice(&plain).map_err(|_| anyhow::anyhow!("it is of another version"))
}

fn lock<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
