//! What a turn shows and has to ask for first: the log of a bot, who stands at its page, what is left at Railway.

use anyhow::Context;
use tracing::warn;

use super::{Recorded, show};
use crate::App;
use crate::chat::flow::Look;
use crate::chat::screen::{self, Screen};
use crate::chat::session::{broken, facts, mine, people, reference};
use crate::chat::state::Bot;
use crate::deploy;
use crate::domain::{Account, Id};
use crate::store::{Instance, SlowRemoval, Stray};
use crate::text::Msg;

/// Lines of a log that are shown in the chat.
const LOG_LINES: usize = 20;

pub(super) async fn show_all(app: &App, account: &Account, recorded: &Recorded) -> anyhow::Result<()> {
    let pending = &recorded.pending;
    for (n, look) in pending.looks.iter().enumerate() {
        let screen = looked_up(app, account, look).await?;
        let person = app.store.person(account, app.now()).await?.context("a look for nobody")?;
        let view = screen.view(app.texts.locale(person.speaks()), 0);
        show(app, account, None, &view, recorded.mark(pending.views.len() + n)).await?;
    }
    Ok(())
}

async fn looked_up(app: &App, account: &Account, look: &Look) -> anyhow::Result<Screen> {
    match look {
        Look::Log { bot, whole } => log(app, account, bot, *whole).await,
        Look::LetIn { bot } => let_in(app, account, bot).await,
        Look::Strays => strays(app).await,
        Look::People(look) => people::look(app, account, look).await,
        Look::Mine(look) => mine::look(app, account, look).await,
        Look::RemoveStray { stray } => Ok(screen::stray_end(deploy::strays::remove(app, stray).await?)),
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

async fn strays(app: &App) -> anyhow::Result<Screen> {
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
    Ok(screen::strays(&lefts, &refusals, app.now()))
}
