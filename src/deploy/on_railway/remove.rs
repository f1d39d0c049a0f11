//! The stages that take a bot away from Railway: stop it, remove what was made for it, and leave its person's project
//! when it was the last one there. Each ends only when a look confirms it, and touches only what is exactly ours.

use std::time::Duration;

use tracing::warn;

use crate::deploy::carried::{Carried, News};
use crate::deploy::note::Why;
use crate::deploy::on_railway::{BELIEVED_OF_WHAT_IS, Done, LOOKS, Work, name_of, unhurried, waited};
use crate::deploy::plan::End;
use crate::domain::{OperationKind, Remote, Stage};
use crate::railway::{Deployment, DeploymentStatus, Fault, Placement, Seen};
use crate::store::Durability;

/// Railway may never call a crashed deployment stopped; after this time with our word to stop it counts as ended.
const CRASH_SETTLES: Duration = Duration::from_secs(60);

/// How long a stop may take. Then a deletion goes on to the service, with which whatever runs ends; and of a stop that
/// goes on it is told.
const STOP_LASTS: Duration = Duration::from_secs(300);

fn look_again(work: &Work<'_>) -> Carried {
    End::Wait(unhurried(work, work.held.stage_since)).into()
}

/// Whatever runs or is on its way to run is told to end, until nothing does. What Railway does not let us stop goes with
/// its service when the bot is to be deleted.
pub(super) async fn stop(work: &Work<'_>) -> Done {
    let Some(remote) = &work.instance.remote else { return Ok(End::Done.into()) };
    let seen = environment(work, remote).await?;
    let service = match &remote.service {
        Some(service) => seen.service(service),
        None => seen.named(&name_of(work.app, &work.instance.id)),
    };
    let Some(service) = service else {
        // Railway may not show it for a moment although it runs; a deletion goes on to its service anyway.
        let looks_on = work.held.kind == OperationKind::Stop && work.held.attempt < LOOKS;
        return Ok(if looks_on { End::Fault.into() } else { End::Done.into() });
    };
    if !is_ours(work, &service.name) {
        return Ok(match work.held.kind {
            OperationKind::Delete => End::Done.into(),
            OperationKind::Deploy
            | OperationKind::Restart
            | OperationKind::Stop
            | OperationKind::Resume
            | OperationKind::Update
            | OperationKind::Upgrade => End::Never(Why::Renamed).into(),
        });
    }
    let has_ended = |it: &Deployment| {
        let has_settled = waited(work, work.held.stage_since) >= CRASH_SETTLES;
        it.is_over() || (it.status == DeploymentStatus::Crashed && has_settled)
    };
    let running: Vec<_> = service.latest.iter().chain(&service.active).filter(|it| !has_ended(it)).collect();
    let is_slow = |since| waited(work, since) >= STOP_LASTS;
    if running.is_empty() || (work.held.kind == OperationKind::Delete && is_slow(work.held.created_at)) {
        return Ok(End::Done.into());
    }
    for (n, deployment) in running.iter().enumerate() {
        if running[..n].iter().any(|known| known.id == deployment.id) {
            continue;
        }
        let told = match deployment.is_on_its_way() {
            true => work.acting().await?.cancel(&deployment.id).await,
            false => work.acting().await?.stop(&deployment.id).await,
        };
        match told {
            Err(Fault::Refused(_)) if work.held.kind == OperationKind::Delete && work.held.attempt >= LOOKS => {
                work.acting().await?.delete_service(&remote.environment, &service.id).await?;
            }
            told => told?,
        }
    }
    Ok(if is_slow(work.held.stage_since) { End::Fault.into() } else { look_again(work) })
}

/// The service with its domain, then its disk. What was made without our knowing is looked for first, and a disk that is
/// found is noted before the service goes: without it nobody could tell whose it was.
pub(super) async fn remove(work: &Work<'_>) -> Done {
    let Some(remote) = work.instance.remote.clone() else { return Ok(End::Done.into()) };
    let gone = || Ok(Carried::from(End::Done).with(News::Removed));
    let seen = environment(work, &remote).await?;
    let name = name_of(work.app, &work.instance.id);
    let service = match &remote.service {
        Some(id) => seen.service(id),
        None => seen.named(&name),
    };
    let volume = volume_of(&seen, service.map(|service| service.id.as_str()), &remote);
    let found = Remote {
        service: service.map(|service| service.id.clone()).or(remote.service.clone()),
        volume: volume.or(remote.volume.clone()),
        ..remote.clone()
    };
    if found != remote {
        return Ok(Carried::from(End::Wait(Duration::ZERO)).with(News::Bot(found)));
    }
    if may_still_appear(work).await? {
        return Ok(End::Fault.into());
    }
    if let Some(id) = &remote.service {
        if service.is_some_and(|service| service.name != name) {
            warn!(bot = %work.instance.id, "somebody gave the service of a bot another name; it is left alone");
            return Ok(End::Done.into());
        }
        // One that was made a moment ago may be there although nothing is seen of it.
        if is_gone(work, service.is_some(), work.acting().await?.delete_service(&remote.environment, id).await)? {
            let left = Remote { service: None, host: None, deployment: None, ..remote.clone() };
            return Ok(look_again(work).with(News::Bot(left)));
        }
        return Ok(End::Fault.into());
    }
    if let Some(id) = &remote.volume {
        let is_seen = has_volume(&seen, id);
        if is_gone(work, is_seen, work.acting().await?.delete_volume(id).await)? {
            // Looked at here, because only here it is known that it is not just too new to be seen. Its id is all that
            // is known of it, so that is kept as long as it stays.
            if is_seen {
                work.acting().await?;
                if has_volume(&environment(work, &remote).await?, id) {
                    return Ok(look_again(work));
                }
            }
            return Ok(look_again(work).with(News::Bot(Remote { volume: None, ..remote.clone() })));
        }
        return Ok(End::Fault.into());
    }
    gone()
}

/// Whether what was told to go is gone. Railway may not know it yet when it was made a moment ago.
fn is_gone(work: &Work<'_>, is_seen: bool, outcome: Result<(), Fault>) -> Result<bool, Fault> {
    match outcome {
        Ok(()) => Ok(true),
        Err(Fault::NotFound(_)) => Ok(!is_seen && !work.looks_for_what_was_made()),
        Err(fault) => Err(fault),
    }
}

fn has_volume(seen: &Seen, id: &str) -> bool {
    seen.volumes.iter().any(|volume| volume.id == id)
}

fn volume_of(seen: &Seen, service: Option<&str>, remote: &Remote) -> Option<String> {
    if remote.volume.is_some() {
        return None;
    }
    let service = service?;
    seen.volumes.iter().find(|volume| volume.service.as_deref() == Some(service)).map(|volume| volume.id.clone())
}

/// A create whose end nobody knows may show itself some seconds later.
async fn may_still_appear(work: &Work<'_>) -> anyhow::Result<bool> {
    if !work.looks_for_what_was_made() {
        return Ok(false);
    }
    let mut tx = work.app.store.begin(Durability::Kill).await?;
    let open = tx.open_ends(work.held).await?;
    Ok(open.iter().any(|stage| matches!(stage, Stage::Service | Stage::Volume)))
}

/// A person's project that holds nothing any more and has exactly our name. A shared project stays.
pub(super) async fn clear(work: &Work<'_>) -> Done {
    let workspace = match work.railway.placement().await? {
        Placement::Shared { .. } | Placement::BesideHatchery => return Ok(End::Done.into()),
        Placement::PerPerson { workspace } => Some(workspace),
        // A project that is known is left all the same.
        Placement::NoWorkspace => None,
    };
    let person = &work.instance.person;
    let mut tx = work.app.store.begin(Durability::PowerCut).await?;
    tx.lock_person(&work.app.store, person).await?;
    let is_last = tx.leave_place(person, &work.instance.id).await?;
    tx.commit().await?;
    if !is_last {
        return Ok(End::Done.into());
    }
    let name = name_of(work.app, person);
    let known = work.app.store.place(person).await?.map(|(project, _)| project);
    let project = match &known {
        Some(project) => match work.railway.project(project).await {
            Ok(project) => Some(project),
            // It may be so new that it is not seen yet.
            Err(Fault::NotFound(_)) if work.looks_for_what_was_made() => return Ok(End::Fault.into()),
            Err(Fault::NotFound(_)) => None,
            Err(fault) => return Err(fault.into()),
        },
        // It may have been made without our knowing.
        None => {
            let Some(workspace) = &workspace else { return Ok(End::Fault.into()) };
            match work.railway.project_named(workspace, &name).await? {
                Some(project) => Some(work.railway.project(&project.id).await?),
                None if work.held.attempt < LOOKS => return Ok(End::Fault.into()),
                None => None,
            }
        }
    };
    let Some(project) = project else { return Ok(Carried::from(End::Done).with(News::PlaceGone)) };
    if !project.services.is_empty() && work.held.attempt < LOOKS {
        // What was just removed can be seen for some seconds.
        return Ok(End::Fault.into());
    }
    if project.name != name || !project.services.is_empty() {
        warn!(project = project.id, "a project that was made for one person holds something else now; it stays");
        return Ok(Carried::from(End::Done).with(News::PlaceKept));
    }
    // Another deletion may have removed it while we looked, and the person's next bot has made this one.
    if !work.app.store.is_left(person).await? {
        return Ok(End::Done.into());
    }
    match work.acting().await?.delete_project(&project.id).await {
        // Looked at here, because only here it is known that it is not just too new to be seen.
        Ok(()) | Err(Fault::NotFound(_)) => match work.acting().await?.project(&project.id).await {
            Ok(_) => Ok(look_again(work)),
            Err(Fault::NotFound(_)) => Ok(Carried::from(End::Done).with(News::PlaceGone)),
            Err(fault) => Err(fault.into()),
        },
        Err(fault @ (Fault::Refused(_) | Fault::NotAuthorized | Fault::Schema(_)))
            if work.held.attempt >= BELIEVED_OF_WHAT_IS =>
        {
            warn!(project = project.id, "an empty project stays, and its person's next bot finds it: {fault}");
            Ok(Carried::from(End::Done).with(News::PlaceKept))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Everything in the bot's environment. Nothing is in one that is gone itself, or so new that it is not seen yet.
async fn environment(work: &Work<'_>, remote: &Remote) -> Result<Seen, Fault> {
    match work.railway.environment(&remote.environment).await {
        Err(Fault::NotFound(_)) => Ok(Seen::default()),
        seen => seen,
    }
}

fn is_ours(work: &Work<'_>, name: &str) -> bool {
    name == name_of(work.app, &work.instance.id)
}
