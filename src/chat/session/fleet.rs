//! What those who look after all bots wish for, and looks at single bots, granted in the transaction of a turn.

use crate::App;
use crate::chat::flow::{Answer, FleetAnswer, FleetWish};
use crate::chat::state::Facts;
use crate::deploy::on_behalf;
use crate::domain::fleet::JobWord;
use crate::domain::{Id, MessageRef, Role};
use crate::store::{Person, Tx};
use crate::{diagnose, fleet};

pub async fn grant(
    app: &App,
    tx: &mut Tx,
    facts: &Facts,
    wish: FleetWish,
    message: Option<&MessageRef>,
) -> anyhow::Result<FleetAnswer> {
    let by = &facts.account;
    Ok(match wish {
        FleetWish::Draft { deed, selection, pace } => {
            match fleet::draft(app, tx, by, (deed, pace), &selection).await? {
                Ok(draft) => FleetAnswer::Drafted(draft),
                Err(no_draft) => FleetAnswer::NoDraft(no_draft),
            }
        }
        FleetWish::Say { job, word } => {
            let is_draft = tx.lock_fleet_job(&job).await?.is_some_and(|held| held.is_draft());
            let said = fleet::say(app, tx, (by, message), &job, word).await?;
            let now = match said {
                Some(held) => {
                    let bots = tx.fleet_tally(&job).await?.all();
                    held.work.deed().map(|deed| (deed, bots, held.state))
                }
                None => None,
            };
            FleetAnswer::Said { job, is_begun: is_draft && word == JobWord::Go && message.is_some(), now }
        }
        FleetWish::Do { bot, deed } => match on_behalf::operate(app, tx, by, &bot, deed, false).await? {
            Ok(_) => FleetAnswer::Accepted,
            Err(refusal) => FleetAnswer::Refused(refusal),
        },
        FleetWish::AskToRemove { stray } => {
            let known = app.store.strays().await?.into_iter();
            let meant = known.filter(|known| stray.as_ref().is_none_or(|stray| known.id == *stray));
            let (strays, names) = meant.map(|stray| (stray.id, stray.name)).unzip();
            FleetAnswer::Strays { strays, names }
        }
    })
}

/// A look at one of the person's own bots, or at anybody's for those who look after all.
pub async fn diagnose(app: &App, tx: &mut Tx, facts: &Facts, person: &Person, bot: &Id) -> anyhow::Result<Answer> {
    let Some(instance) = tx.instance(bot).await?.filter(|instance| instance.is_live) else { return Ok(Answer::Gone) };
    let is_theirs = tx.circle(&instance.person).await? == tx.circle(&person.id).await?;
    if !is_theirs && !facts.is(Role::Support) {
        return Ok(Answer::Gone);
    }
    let is_new = diagnose::ask(app, tx, (&facts.account, &person.id), (bot, &instance.name)).await?;
    Ok(Answer::WillDiagnose { name: instance.name.to_string(), is_new })
}
