//! What was found out about bots, for the person who asked. Nobody else's result is ever read.

use anyhow::Context;

use crate::App;
use crate::chat::flow::DiagnosisLook;
use crate::chat::screen::{self, Screen, diagnose as screens};
use crate::chat::session::facts;
use crate::chat::state::Facts;
use crate::diagnose::finding::Finding;
use crate::domain::{Account, Role};
use crate::store::{Diagnosis, Person};
use crate::text::Msg;

const ON_A_PAGE: usize = 8;

pub(super) async fn look(app: &App, account: &Account, look: &DiagnosisLook) -> anyhow::Result<Screen> {
    let person = app.store.person(account, app.now()).await?.context("a look for nobody")?;
    let facts = facts(app, account, &person).await?;
    match look {
        DiagnosisLook::List { before } => {
            let mut found = app.store.diagnoses(&person.id, before.as_ref(), ON_A_PAGE as i64 + 1).await?;
            let has_more = found.len() > ON_A_PAGE;
            found.truncate(ON_A_PAGE);
            let mut all = Vec::new();
            for diagnosis in found {
                if may_read(app, &facts, &person, &diagnosis).await? {
                    all.push(kept(diagnosis));
                }
            }
            Ok(screens::list(&all, has_more, &facts))
        }
        DiagnosisLook::One { id } => match app.store.diagnosis(id, &person.id).await? {
            Some(diagnosis) if may_read(app, &facts, &person, &diagnosis).await? => {
                let it = kept(diagnosis);
                Ok(screens::result(&it.bot, &it.name, it.findings.as_deref(), Some(it.at), &facts))
            }
            Some(_) | None => Ok(screen::say(Msg::DiagnosisGone)),
        },
    }
}

/// Whoever looked at somebody else's bot reads of it as long as they look after all bots.
async fn may_read(app: &App, facts: &Facts, person: &Person, diagnosis: &Diagnosis) -> anyhow::Result<bool> {
    if facts.is(Role::Support) {
        return Ok(true);
    }
    let instance = app.store.instance(&diagnosis.bot).await?;
    match instance {
        Some(instance) => app.store.are_one(&instance.person, &person.id).await,
        None => Ok(false),
    }
}

fn kept(diagnosis: Diagnosis) -> screens::Kept {
    let findings = diagnosis.findings.as_deref().map(|findings| {
        // A version of ours that saw other things wrote it.
        serde_json::from_str::<Vec<Finding>>(findings).unwrap_or_default()
    });
    screens::Kept {
        id: diagnosis.id,
        bot: diagnosis.bot,
        name: diagnosis.name.to_string(),
        at: diagnosis.ended_at.unwrap_or(diagnosis.asked_at),
        findings,
    }
}
