//! What a turn shows and has to ask for first: the log of a bot, who stands at its page, what is left at Railway.

use anyhow::Context;
use tracing::warn;

use super::{Recorded, Strays, show};
use crate::App;
use crate::chat::session::{broken, facts, reference};
use crate::chat::{View, screen};
use crate::deploy;
use crate::domain::{Account, Id};
use crate::store::{SlowRemoval, Stray};
use crate::text::Msg;

/// Lines of a log that are shown in the chat.
const LOG_LINES: usize = 20;

pub(super) async fn show_all(app: &App, account: &Account, recorded: &Recorded) -> anyhow::Result<()> {
    let pending = &recorded.pending;
    let mut views = Vec::new();
    for (bot, whole) in &pending.logs {
        views.push(log_view(app, account, bot, *whole).await?);
    }
    if let Some(bot) = &pending.let_in {
        views.push(let_in_view(app, account, bot).await?);
    }
    if let Some(strays) = &pending.strays {
        views.push(strays_view(app, account, strays).await?);
    }
    for (n, view) in views.iter().enumerate() {
        show(app, account, None, view, recorded.mark(pending.views.len() + n)).await?;
    }
    Ok(())
}

async fn log_view(app: &App, account: &Account, bot: &Id, whole: bool) -> anyhow::Result<View> {
    let person = app.store.person(account).await?.context("a log for nobody")?;
    let locale = app.texts.locale(person.speaks());
    let facts = facts(app, account, &person).await?;
    let (Some(known), Some(instance)) = (facts.bot(bot), app.store.instance(bot).await?) else {
        return Ok(screen::say(Msg::BotGone).view(locale, 0));
    };
    match deploy::log(app, &instance, (!whole).then_some(LOG_LINES)).await {
        Ok(Some(log)) => Ok(screen::logs(known, &log, whole).view(locale, 0)),
        Ok(None) => Ok(screen::log_away(known).view(locale, 0)),
        Err(cause) => {
            let reference = reference();
            warn!(%bot, reference, "a log could not be read: {cause:#}");
            Ok(screen::say(broken(&reference)).view(locale, 0))
        }
    }
}

async fn strays_view(app: &App, account: &Account, strays: &Strays) -> anyhow::Result<View> {
    let person = app.store.person(account).await?.context("a list for nobody")?;
    let screen = match strays {
        Strays::Remove(id) => screen::stray_end(deploy::strays::remove(app, id).await?),
        Strays::Show => {
            let left = |it: Stray| screen::Left {
                id: it.id,
                name: it.name,
                is_project: it.service.is_none(),
                found_at: it.found_at,
            };
            let refused = |it: SlowRemoval| screen::Refused {
                name: it.name.to_string(),
                owner: it.owner.to_string(),
                tries: it.tries,
                since: it.since,
            };
            let lefts: Vec<_> = app.store.strays().await?.into_iter().map(left).collect();
            let refusals: Vec<_> = app.store.slow_removals(deploy::run::REMOVAL_WORTH_TELLING).await?;
            let refusals: Vec<_> = refusals.into_iter().map(refused).collect();
            screen::strays(&lefts, &refusals, app.now())
        }
    };
    Ok(screen.view(app.texts.locale(person.speaks()), 0))
}

async fn let_in_view(app: &App, account: &Account, bot: &Id) -> anyhow::Result<View> {
    let person = app.store.person(account).await?.context("a page for nobody")?;
    let locale = app.texts.locale(person.speaks());
    let facts = facts(app, account, &person).await?;
    let (Some(_), Some(instance)) = (facts.bot(bot), app.store.instance(bot).await?) else {
        return Ok(screen::say(Msg::BotGone).view(locale, 0));
    };
    let outcome = deploy::let_in(app, &instance).await?;
    Ok(screen::let_in(&instance.id, instance.name.to_string(), outcome).view(locale, 0))
}
