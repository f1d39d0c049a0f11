//! Strays: services and projects at Railway that have exactly our mark and belong to no bot here, for example after a
//! database was put back. They cost money, so admins are told; they may be somebody's memory, so nothing is removed but
//! on an admin's word.

use std::collections::BTreeSet;

use tracing::warn;

use crate::App;
use crate::access;
use crate::deploy::note::Note;
use crate::domain::{Id, Role, StrayEnd};
use crate::railway::{Fault, Placement, Project, Railway, Seen, Watched};
use crate::store::{Durability, Stray};

/// What was found without a bot. It counts when it is found a second time: what was just removed is seen for a while.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    name: String,
    project: String,
    environment: String,
    service: Option<String>,
}

/// The suspects of the last census.
#[derive(Debug, Default)]
pub struct Suspects(BTreeSet<Found>);

/// Looks through everything at Railway that has our mark, so many places in one request. First Railway, then the database: whatever was made between
/// the two has its row.
pub async fn census(app: &App, railway: &Railway, at_once: usize, suspects: &mut Suspects) -> anyhow::Result<()> {
    let found = match look(app, railway, at_once).await {
        Ok(found) => found,
        Err(fault) => {
            warn!("Railway does not say what is there: {fault}");
            return Ok(());
        }
    };
    let mut strays = BTreeSet::new();
    for one in found {
        if !is_accounted_for(app, &one).await? {
            strays.insert(one);
        }
    }
    let mut news = 0;
    for one in strays.intersection(&suspects.0) {
        let service = one.service.as_deref();
        let is_new = app.store.add_stray(&one.name, &one.project, &one.environment, service, app.now()).await?;
        news += usize::from(is_new);
    }
    suspects.0 = strays;
    if news > 0 { tell_admins(app, news).await } else { Ok(()) }
}

async fn look(app: &App, railway: &Railway, at_once: usize) -> Result<Vec<Found>, Fault> {
    let mark = format!("h{}-", app.tag);
    let projects = match railway.placement().await? {
        Placement::PerPerson { workspace } => railway.projects_marked(&workspace, &mark).await?,
        Placement::Shared { project, environment } => {
            let name = String::new();
            vec![Project { id: project, name, environment: Some(environment), services: Vec::new() }]
        }
        Placement::NoWorkspace | Placement::BesideHatchery => Vec::new(),
    };
    let placed = |project: Project| Some((project.environment.clone()?, project));
    let placed: Vec<(String, Project)> = projects.into_iter().filter_map(placed).collect();
    let environments: Vec<String> = placed.iter().map(|(environment, _)| environment.clone()).collect();
    let mut seen = Vec::new();
    for some in environments.chunks(at_once) {
        seen.extend(railway.watch(some).await?);
    }
    let mut found = Vec::new();
    for ((environment, project), seen) in placed.iter().zip(seen) {
        let Watched::Seen(seen) = seen else { continue };
        let at = |name: &str, service: Option<&str>| Found {
            name: name.to_owned(),
            project: project.id.clone(),
            environment: environment.clone(),
            service: service.map(str::to_owned),
        };
        let ours = seen.services.iter().filter(|service| service.name.starts_with(&mark));
        found.extend(ours.map(|service| at(&service.name, Some(&service.id))));
        if seen.services.is_empty() && project.name.starts_with(&mark) {
            found.push(at(&project.name, None));
        }
    }
    Ok(found)
}

async fn is_accounted_for(app: &App, found: &Found) -> anyhow::Result<bool> {
    let Some(id) = found.name.rsplit('-').next().and_then(Id::parse) else { return Ok(true) };
    match found.service {
        Some(_) => app.store.is_accounted_for(&id).await,
        None => app.store.has_place(&id, &found.project).await,
    }
}

async fn tell_admins(app: &App, news: usize) -> anyhow::Result<()> {
    let note = serde_json::to_string(&Note::StraysFound { n: news as i64 })?;
    let admins = access::admins(app, Role::Support).await?;
    let now = app.now();
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    for admin in admins {
        tx.tell(&admin, &note, now, now).await?;
    }
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// Removes one, if it is still nobody's.
pub async fn remove(app: &App, id: &Id) -> anyhow::Result<StrayEnd> {
    let Some(stray) = app.store.stray(id).await? else { return Ok(StrayEnd::Gone) };
    let found = Found {
        name: stray.name.clone(),
        project: stray.project.clone(),
        environment: stray.environment.clone(),
        service: stray.service.clone(),
    };
    if is_accounted_for(app, &found).await? {
        app.store.forget_stray(id).await?;
        return Ok(StrayEnd::IsSomebodys);
    }
    let removed = match &stray.service {
        Some(service) => remove_service(app.railway()?, &stray, service).await,
        None => remove_project(app.railway()?, &stray).await,
    };
    match removed {
        Ok(StrayEnd::IsSomebodys) => Ok(StrayEnd::IsSomebodys),
        Ok(end) => app.store.forget_stray(id).await.map(|()| end),
        Err(fault) => {
            warn!(stray = stray.name, "a stray could not be removed: {fault}");
            Ok(StrayEnd::Refused)
        }
    }
}

async fn remove_service(railway: &Railway, stray: &Stray, service: &str) -> Result<StrayEnd, Fault> {
    let seen = match railway.environment(&stray.environment).await {
        Ok(seen) => seen,
        Err(Fault::NotFound(_)) => Seen::default(),
        Err(fault) => return Err(fault),
    };
    match seen.service(service) {
        None => return Ok(StrayEnd::Gone),
        Some(known) if known.name != stray.name => return Ok(StrayEnd::IsSomebodys),
        Some(_) => {}
    }
    // Its disk first: once the service is gone nobody could tell whose it was, and it would cost money for ever.
    for volume in seen.volumes.iter().filter(|volume| volume.service.as_deref() == Some(service)) {
        match railway.delete_volume(&volume.id).await {
            Ok(()) | Err(Fault::NotFound(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    railway.delete_service(&stray.environment, service).await?;
    Ok(StrayEnd::Removed)
}

async fn remove_project(railway: &Railway, stray: &Stray) -> Result<StrayEnd, Fault> {
    match railway.project(&stray.project).await {
        Ok(project) if project.name != stray.name || !project.services.is_empty() => return Ok(StrayEnd::IsSomebodys),
        Ok(_) => {}
        Err(Fault::NotFound(_)) => return Ok(StrayEnd::Gone),
        Err(fault) => return Err(fault),
    }
    railway.delete_project(&stray.project).await?;
    Ok(StrayEnd::Removed)
}
