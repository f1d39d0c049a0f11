//! What a turn shows and has to ask for first: the log of a bot, who stands at its page, what is left at Railway.

mod diagnosis;
mod fleet;

use std::pin::pin;
use std::time::Duration;

use anyhow::Context;
use tokio::time::timeout;
use tracing::warn;

use super::{Recorded, show};
use crate::App;
use crate::access;
use crate::chat::flow::Look;
use crate::chat::screen::{self, Screen};
use crate::chat::session::{access_tokens, alerts, broadcast, broken, facts, mine, people, reference};
use crate::chat::state::Bot;
use crate::deploy;
use crate::domain::act::{Act, ActKind};
use crate::domain::{Account, Id, Role, Topic};
use crate::messenger;
use crate::store::{Durability, Instance, SlowRemoval, Stray};
use crate::text::Msg;

/// After so long somebody who waits is shown that we are at it.
const PATIENCE: Duration = Duration::from_millis(700);
/// Lines of a log that are shown in the chat.
const LOG_LINES: usize = 20;

pub(super) async fn show_all(app: &App, account: &Account, recorded: &Recorded) -> anyhow::Result<()> {
    let pending = &recorded.pending;
    for (n, look) in pending.looks.iter().enumerate() {
        // Where nothing was shown before it, it takes the place of the message that was pressed.
        let place = pending.place.as_ref().filter(|_| n == 0 && pending.views.is_empty());
        let looked_up = looked_up(app, account, look);
        let screen = match place {
            Some(_) => looked_up.await?,
            None => with_a_sign(app, account, pending.topic, looked_up).await?,
        };
        let person = app.store.person(account, app.now()).await?.context("a look for nobody")?;
        let view = screen.view(&app.texts.locale(person.speaks()).at(person.zone), 0);
        let view = view.beside_a_secret(pending.secret.as_deref());
        show(app, account, place, &view, recorded.mark(pending.views.len() + n)).await?;
    }
    Ok(())
}

/// Railway and bots may take their time: whoever waits for a new message sees that it is on its way.
async fn with_a_sign(
    app: &App,
    account: &Account,
    topic: Option<Topic>,
    looked_up: impl Future<Output = anyhow::Result<Screen>>,
) -> anyhow::Result<Screen> {
    let mut looked_up = pin!(looked_up);
    if let Ok(screen) = timeout(PATIENCE, &mut looked_up).await {
        return screen;
    }
    let sign = async {
        if let Ok(Some(person)) = app.store.person(account, app.now()).await {
            let text = app.texts.locale(person.speaks()).say(&Msg::LookingUp);
            messenger::draft(app, account, topic, &text).await;
        }
    };
    tokio::join!(looked_up, sign).0
}

async fn looked_up(app: &App, account: &Account, look: &Look) -> anyhow::Result<Screen> {
    match look {
        Look::Log { bot, whole } => log(app, account, bot, *whole).await,
        Look::LetIn { bot } => let_in(app, account, bot).await,
        Look::People(look) => people::look(app, account, look).await,
        Look::AccessTokens => access_tokens::look(app, account).await,
        Look::Mine(look) => mine::look(app, account, look).await,
        Look::Strays => strays(app, account).await,
        Look::RemoveStrays { strays } => remove(app, account, strays).await,
        Look::Fleet(look) => fleet::look(app, account, look).await,
        Look::Diagnosis(look) => diagnosis::look(app, account, look).await,
        Look::Broadcast(look) => broadcast::look(app, account, look).await,
        Look::Alerts => alerts::shown(app, account).await,
        Look::TestAlerts => alerts::tried(app, account).await,
    }
}

/// A bot of this account's person, as it is shown and as it is stored.
async fn theirs(app: &App, account: &Account, bot: &Id) -> anyhow::Result<Option<(Bot, Instance)>> {
    let person = app.store.person(account, app.now()).await?.context("a look for nobody")?;
    let facts = facts(app, account, &person).await?;
    Ok(facts.bot(bot).cloned().zip(app.store.instance(bot).await?))
}

async fn log(app: &App, account: &Account, bot: &Id, whole: bool) -> anyhow::Result<Screen> {
    let Some((bot, instance)) = theirs(app, account, bot).await? else { return Ok(screen::say(Msg::BotGone)) };
    match deploy::log(app, &instance, (!whole).then_some(LOG_LINES)).await {
        Ok(Some(log)) => Ok(screen::logs(&bot, &log, whole)),
        Ok(None) => Ok(screen::log_away(&bot)),
        Err(cause) => {
            let reference = reference();
            warn!(bot = %bot.id, reference, "a log could not be read: {cause:#}");
            Ok(screen::say(broken(&reference)))
        }
    }
}

async fn let_in(app: &App, account: &Account, bot: &Id) -> anyhow::Result<Screen> {
    let Some((_, instance)) = theirs(app, account, bot).await? else { return Ok(screen::say(Msg::BotGone)) };
    let outcome = deploy::let_in(app, &instance).await?;
    Ok(screen::let_in(&instance.id, instance.name.to_string(), outcome))
}

/// Removes those that are still nobody's, one after the other, and keeps who said so.
async fn remove(app: &App, by: &Account, strays: &[Id]) -> anyhow::Result<Screen> {
    // The question may be a day old, and a linked account that has no role stands before the same one.
    if access::role(app, by).await? < Some(Role::Operator) {
        return Ok(screen::unknown_command(None));
    }
    let mut ends = Vec::new();
    for id in strays {
        if let Some(stray) = app.store.stray(id).await? {
            // Ahead of the deed: a crash in between must not leave it without a name.
            let mut tx = app.store.begin(Durability::Kill).await?;
            tx.record(&Act::new(by, ActKind::RemoveStray, stray.name), app.now()).await?;
            tx.commit().await?;
        }
        ends.push(deploy::strays::remove(app, id).await?);
    }
    Ok(screen::stray_ends(&ends))
}

async fn strays(app: &App, account: &Account) -> anyhow::Result<Screen> {
    let person = app.store.person(account, app.now()).await?.context("a list for nobody")?;
    let facts = facts(app, account, &person).await?;
    let left =
        |it: Stray| screen::Left { id: it.id, name: it.name, is_project: it.service.is_none(), found_at: it.found_at };
    let refused = |it: SlowRemoval| screen::Refused {
        name: it.name.to_string(),
        owner: it.owner.to_string(),
        tries: it.tries,
        since: it.since,
    };
    let lefts: Vec<_> = app.store.strays().await?.into_iter().map(left).collect();
    let refusals: Vec<_> = app.store.slow_removals(deploy::run::REMOVAL_WORTH_TELLING).await?;
    let refusals: Vec<_> = refusals.into_iter().map(refused).collect();
    Ok(screen::strays(&lefts, &refusals, &facts))
}
