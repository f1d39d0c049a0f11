//! What has to hold when everything is over: what exists at Railway is exactly what the database says, everybody was told
//! everything once, and nothing leaked. They are listed in `docs/soak.md`.

use std::collections::BTreeMap;
use std::io::BufRead;

use anyhow::{Context, ensure};
use hatchery::deploy::note::{Note, Why};
use hatchery::deploy::on_railway::name_of;
use hatchery::domain::{OperationKind, Status};
use hatchery::store::SecretKind;
use sqlx::Row;

use crate::fakes::railway::{Service, Volume};
use crate::world::{MARK, World};

impl World {
    /// From now on something at Railway is somebody else's: it stays as it is.
    pub fn keeps_foreign(&mut self, service: &str) -> anyhow::Result<()> {
        let services = self.railway.services();
        let known = services.iter().find(|known| known.id == service).context("it was just made")?;
        self.foreign.push((known.id.clone(), format!("{known:?}")));
        Ok(())
    }
}

pub async fn hold(world: &mut World, log: &str) -> anyhow::Result<()> {
    let open = world.count("SELECT COUNT(*) FROM operations WHERE ended_at IS NULL").await?;
    ensure!(open == 0, "{open} operations never ended");
    nothing_is_left_over(world).await?;
    places_are_left(world).await?;
    quota_is_exact(world).await?;
    everybody_was_told(world).await?;
    nothing_foreign_changed(world)?;
    nothing_leaked(world, log).await?;
    let violations = world.railway.violations();
    ensure!(violations.is_empty(), "Railway would not take: {violations:?}");
    ensure!(!log.contains("panicked"), "a stage panicked");
    Ok(())
}

/// Every live bot has its service with its disk, every other has nothing, and no bot ever had two.
async fn nothing_is_left_over(world: &mut World) -> anyhow::Result<()> {
    let (services, volumes) = (world.railway.services(), world.railway.volumes());
    let is_there = |service: &&Service| service.deleted_at.is_none();
    let mut expected = 0;
    for number in 0..world.bots.len() {
        let id = world.bots[number].id.clone();
        let instance = world.app.store.instance(&id).await?.context("whoever was promised a bot is on record")?;
        let name = name_of(&world.app, &id);
        let ever: Vec<&Service> = services.iter().filter(|service| service.name == name).collect();
        ensure!(ever.len() <= 1, "bot {number} had {} services", ever.len());
        let there: Vec<&Service> = ever.into_iter().filter(is_there).collect();
        let status = instance.status;
        if !instance.is_live {
            ensure!(there.is_empty(), "bot {number} is {status:?} and its service is still there");
            ensure!(instance.remote.is_none(), "bot {number} is {status:?} and its parts are still on record");
            continue;
        }
        expected += 1;
        let service = there.first().with_context(|| format!("bot {number} is {status:?} and has no service"))?;
        let remote = instance.remote.with_context(|| format!("bot {number} is {status:?} and has no place"))?;
        ensure!(remote.service.as_deref() == Some(&service.id), "bot {number} knows another service");
        let mine = |volume: &&Volume| volume.deleted_at.is_none() && volume.service.as_deref() == Some(&service.id);
        let disks: Vec<&Volume> = volumes.iter().filter(mine).collect();
        ensure!(disks.len() == 1, "bot {number} has {} disks", disks.len());
        ensure!(remote.volume.as_deref() == Some(&disks[0].id), "bot {number} knows another disk");
        match status {
            Status::Stopped => {
                let deployments = world.railway.deployments(&service.id);
                let runs = deployments.iter().any(|it| it.is_active || it.is_in_progress());
                ensure!(!runs || world.touched.contains(&service.id), "bot {number} is stopped and runs");
            }
            Status::Running if instance.problem.is_none() => {
                let deployments = world.railway.deployments(&service.id);
                let runs = deployments.iter().any(|it| it.is_active);
                // What ended by itself after it had answered is found by those who look after bots.
                let ended = deployments.last().is_some_and(|it| it.status == "CRASHED" || it.status == "REMOVED");
                let is_other = ended || world.touched.contains(&service.id);
                ensure!(runs || is_other, "bot {number} is said to run and does not");
            }
            Status::Running | Status::Failed => {}
            Status::Pending | Status::Deploying | Status::Terminated => {
                ensure!(false, "bot {number} is live and {status:?} with nothing under way");
            }
        }
    }
    let prefix = format!("h{}-", world.app.tag);
    let ours = services.iter().filter(is_there).filter(|service| service.name.starts_with(&prefix)).count();
    ensure!(ours == expected, "{ours} services are there for {expected} live bots");
    let disks = volumes.iter().filter(|volume| volume.deleted_at.is_none()).count();
    ensure!(disks == expected, "{disks} disks are there for {expected} live bots");
    Ok(())
}

/// A person's project is there while a bot of theirs or something of somebody else's is in it.
async fn places_are_left(world: &mut World) -> anyhow::Result<()> {
    let (projects, services) = (world.railway.projects(), world.railway.services());
    for (who, someone) in world.people.iter().enumerate() {
        let name = name_of(&world.app, &someone.id);
        let there: Vec<_> = projects.iter().filter(|it| it.name == name && it.deleted_at.is_none()).collect();
        ensure!(there.len() <= 1, "person {who} has {} projects", there.len());
        let live = world.app.store.live_instances(&someone.id).await?.len();
        let place = world.app.store.place(&someone.id).await?;
        let Some(project) = there.first() else {
            ensure!(live == 0, "person {who} has {live} bots and no project");
            ensure!(place.is_none(), "person {who} has no project, and one is on record");
            continue;
        };
        let is_used = services.iter().any(|service| service.project == project.id && service.deleted_at.is_none());
        ensure!(is_used, "the project of person {who} is empty and still there");
        ensure!(place.is_some_and(|(known, _)| known == project.id), "the project of person {who} is not on record");
    }
    let leaving = world.count("SELECT COUNT(*) FROM places WHERE leaving = 1").await?;
    ensure!(leaving == 0, "{leaving} places are being left by nobody");
    Ok(())
}

/// What counts is what was accepted, less what failed by no fault of the person's.
async fn quota_is_exact(world: &mut World) -> anyhow::Result<()> {
    let accepted = world.bots.len() as i64;
    let counted = world.count("SELECT COUNT(*) FROM quota_uses").await?;
    ensure!(counted == accepted, "{accepted} deploys were accepted and {counted} counted");
    let deploys = world.count("SELECT COUNT(*) FROM operations WHERE kind = 'deploy'").await?;
    ensure!(deploys == accepted, "{accepted} deploys were accepted and {deploys} carried out");
    let rows = world
        .rows(
            "SELECT o.state, o.stage, COALESCE(o.why, '') AS why, q.returned FROM operations o
             JOIN quota_uses q ON q.operation_id = o.id",
        )
        .await?;
    for row in &rows {
        let (state, why): (String, String) = (row.try_get("state")?, row.try_get("why")?);
        let is_ours = state == "failed" && serde_json::from_str::<Why>(&why).is_ok_and(|why| why.is_ours());
        let is_returned = row.try_get::<i64, _>("returned")? == 1;
        // What the first look refuses is forgiven a few times an hour.
        let may_be = row.try_get::<String, _>("stage")? == "check";
        ensure!(is_ours == is_returned || may_be, "a deploy that is {state} ({why}) was given back: {is_returned}");
    }
    Ok(())
}

/// The progress of each operation is one message that has come to its end, and its result was told once.
async fn everybody_was_told(world: &mut World) -> anyhow::Result<()> {
    let mut owed: BTreeMap<String, i64> = BTreeMap::new();
    let operations = world
        .rows(
            "SELECT o.id, o.kind, o.state, COALESCE(o.why, '') AS why, o.instance_id, o.asked_by, i.name FROM operations o
             JOIN instances i ON i.id = o.instance_id",
        )
        .await?;
    let letters = world.rows("SELECT account, COALESCE(operation_id, '') AS operation, note FROM outbox").await?;
    for row in &operations {
        let (kind, state): (String, String) = (row.try_get("kind")?, row.try_get("state")?);
        let (id, bot): (String, String) = (row.try_get("id")?, row.try_get("instance_id")?);
        let (account, name): (String, String) = (row.try_get("asked_by")?, row.try_get("name")?);
        let is_deleted = (kind.as_str(), state.as_str()) == (OperationKind::Delete.word(), "done");
        let about = if is_deleted { format!("{account} gone “{name}”") } else { format!("{account} bot {bot}") };
        // Whoever deletes a bot need not hear how the change ended that this put an end to.
        let why: String = row.try_get("why")?;
        let is_superseded = kind != OperationKind::Deploy.word()
            && serde_json::from_str(&why).is_ok_and(|why: Why| why == Why::Cancelled);
        *owed.entry(about).or_default() += i64::from(!is_superseded);
        let progress: Vec<_> =
            letters.iter().filter(|row| row.try_get::<String, _>("operation").is_ok_and(|of| of == id)).collect();
        ensure!(progress.len() == 1, "a {kind} has {} messages of progress", progress.len());
        let note: Note = serde_json::from_str(&progress[0].try_get::<String, _>("note")?)?;
        let Note::Progress { ended, .. } = note else { anyhow::bail!("progress is told as {note:?}") };
        ensure!(ended.is_some(), "a {kind} that is {state} still shows progress");
    }
    for row in &letters {
        if !row.try_get::<String, _>("operation")?.is_empty() {
            continue;
        }
        let account: String = row.try_get("account")?;
        let note: Note = serde_json::from_str(&row.try_get::<String, _>("note")?)?;
        let about = match &note {
            Note::Alive { bot, .. } | Note::Undone { bot, .. } | Note::Done { bot, .. } | Note::NotDone { bot, .. } => {
                format!("{account} bot {}", bot.as_str())
            }
            Note::Deleted { name, .. } => format!("{account} gone “{}”", name.as_str()),
            Note::NotStoppedYet { .. }
            | Note::NotRemovedYet { .. }
            | Note::StraysFound { .. }
            | Note::Alert(_)
            | Note::Broadcast { .. } => continue,
            Note::Progress { .. }
            | Note::Trouble { .. }
            | Note::Recovered { .. }
            | Note::ByOperator { .. }
            | Note::Diagnosis { .. }
            | Note::Fleet { .. }
            | Note::Key { .. }
            | Note::Link { .. }
            | Note::Managed { .. }
            | Note::StandingChanged
            | Note::RoleSet { .. }
            | Note::SpendReached
            | Note::Forgotten { .. }
            | Note::Expired
            | Note::QuotaFree => {
                anyhow::bail!("somebody was told {note:?}")
            }
        };
        *owed.entry(about).or_default() -= 1;
    }
    let wrong: Vec<_> = owed.into_iter().filter(|(_, left)| *left != 0).collect();
    ensure!(wrong.is_empty(), "results that were told too seldom (1) or too often (-1): {wrong:?}");
    Ok(())
}

fn nothing_foreign_changed(world: &World) -> anyhow::Result<()> {
    let (services, mutated) = (world.railway.services(), world.railway.mutated());
    for (id, before) in &world.foreign {
        let now = services.iter().find(|known| known.id == *id).map(|known| format!("{known:?}"));
        ensure!(now.as_ref() == Some(before), "something of somebody else's became {now:?}");
        ensure!(!mutated.contains(id), "something of somebody else's was touched: {before}");
    }
    Ok(())
}

async fn nothing_leaked(world: &mut World, log: &str) -> anyhow::Result<()> {
    let mut told = String::new();
    for row in world.rows("SELECT note FROM outbox").await? {
        told.push_str(&row.try_get::<String, _>("note")?);
    }
    let mut secrets = vec![MARK.to_owned()];
    for bot in &world.bots {
        let Some(instance) = world.app.store.instance(&bot.id).await? else { continue };
        let (sealer, owner) = (&world.app.sealer, &instance.owner);
        let secret = world.app.store.secret(sealer, &bot.id, owner, SecretKind::WebToken).await?;
        secrets.extend(secret.map(|secret| secret.expose().to_owned()));
    }
    let files = world.files()?;
    for secret in &secrets {
        ensure!(!holds(told.as_bytes(), secret), "a secret is in a message");
        ensure!(!holds(log.as_bytes(), secret), "a secret is in the log");
        ensure!(!holds(&files, secret), "a secret is in the database as it is");
    }
    Ok(())
}

/// The same as `contains`, and fast where nothing is optimised, too: the standard library is.
fn holds(mut bytes: &[u8], secret: &str) -> bool {
    let (first, rest) = secret.as_bytes().split_at(1);
    while bytes.skip_until(first[0]).is_ok_and(|skipped| skipped > 0) {
        if bytes.starts_with(rest) {
            return true;
        }
    }
    false
}
