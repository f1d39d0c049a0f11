//! What holds after every cell, whatever happened: Railway has exactly what the database says, one of each was made,
//! whoever asked was told once, no secret got out and the requests were few.

use std::collections::BTreeSet;

use hatchery::deploy::note::{Left, Mark, Note, Why};
use hatchery::deploy::on_railway::name_of;
use hatchery::domain::{OperationKind, Remote, Status, TargetKind};
use hatchery::store::{Instance, OperationState, SecretKind};
use sqlx::{AssertSqlSafe, Row};

use super::cell::Cell;
use super::mishap::{Mishap, TABLES};
use super::steps::Step;
use crate::databases::Engine;
use crate::store::{MASTER_KEY, connect, count, rows};
use crate::world::traces::{Log, assert_files_without};

/// Requests to Railway that an operation may take, mishap and all. The smallest plan has a hundred an hour.
pub fn budget(step: Step) -> usize {
    match step.kind {
        OperationKind::Deploy => 45,
        OperationKind::Delete => 25,
        OperationKind::Restart
        | OperationKind::Stop
        | OperationKind::Resume
        | OperationKind::Update
        | OperationKind::Upgrade => 20,
    }
}

pub async fn hold(cell: &Cell<'_>, step: Step, mishap: Mishap, log: &Log) {
    let url = &cell.database.url;
    let open = count(url, "SELECT COUNT(*) FROM operations WHERE ended_at IS NULL").await;
    assert_eq!(open, 0, "every request that was accepted ends");
    let bot = cell.app().store.instance(&cell.bot).await.expect("read").expect("the bot is known");
    there_is_what_we_know(cell).await;
    one_of_each_was_made(cell, step, mishap, count(url, "SELECT COUNT(*) FROM instances").await as usize);
    let mutated = cell.railway.mutated();
    assert!(cell.foreign.iter().all(|id| !mutated.contains(id)), "what is somebody else's was touched");
    the_person_was_told_once(cell, step, mishap, &bot).await;
    no_secret_got_out(cell, log).await;
    let asked = cell.railway.requests().len() - cell.asked_before;
    assert!(asked <= budget(step), "{asked} requests, {} are enough", budget(step));
    cell.railway.assert_clean();
}

/// No orphan and no ghost: services, disks and projects at Railway against bots and places on record.
async fn there_is_what_we_know(cell: &Cell<'_>) {
    let live = cell.app().store.instances_on(TargetKind::Railway).await.expect("listed");
    let remotes: Vec<&Remote> = live.iter().filter_map(|bot| bot.remote.as_ref()).collect();
    assert_eq!(remotes.len(), live.len(), "every live bot is somewhere");
    let is_ours = |id: &String| !cell.foreign.contains(id);
    let services = cell.railway.services().into_iter().filter(|it| it.deleted_at.is_none());
    let services: BTreeSet<(String, String)> =
        services.map(|it| (it.id, it.name)).filter(|it| is_ours(&it.0)).collect();
    let known = live.iter().filter_map(|bot| Some((bot.remote.clone()?.service?, name_of(cell.app(), &bot.id))));
    assert_eq!(services, known.collect(), "services");
    let volumes = cell.railway.volumes().into_iter().filter(|it| it.deleted_at.is_none());
    let known = remotes.iter().filter_map(|remote| remote.volume.clone());
    assert_eq!(volumes.map(|it| it.id).collect::<BTreeSet<_>>(), known.collect(), "disks");
    let domains = cell.railway.domains().into_iter().filter(|it| it.deleted_at.is_none());
    let known = remotes.iter().filter_map(|remote| remote.host.clone());
    assert_eq!(domains.map(|it| it.domain).collect::<BTreeSet<_>>(), known.collect(), "addresses");
    let projects = cell.railway.projects().into_iter().filter(|it| it.deleted_at.is_none());
    let projects: BTreeSet<String> = projects.map(|it| it.id).filter(is_ours).collect();
    let place = cell.app().store.place(&cell.person.id).await.expect("looked up");
    assert_eq!(projects, place.into_iter().map(|(project, _)| project).collect(), "projects");
    assert_eq!(projects.len(), usize::from(!live.is_empty()), "a project is there for its bots");
    let used = cell.app().store.used(&cell.person.id, 0).await.expect("counted");
    assert_eq!(used.live as usize, services.len(), "what counts is what there is");
}

/// Ever, deleted ones included.
fn one_of_each_was_made(cell: &Cell<'_>, step: Step, mishap: Mishap, bots: usize) {
    let (service, project) = (name_of(cell.app(), &cell.bot), name_of(cell.app(), &cell.person.id));
    let services: Vec<_> = cell.railway.services().into_iter().filter(|it| it.name == service).collect();
    assert!(services.len() <= 1, "{} services were made", services.len());
    let projects = cell.railway.projects().iter().filter(|it| it.name == project).count();
    assert!(projects <= 1, "{projects} projects were made");
    assert!(cell.railway.volumes().len() <= bots, "more than one disk was made");
    assert!(cell.railway.domains().len() <= bots, "more than one address was made");
    let deployments = services.first().map_or(0, |service| cell.railway.deployments(&service.id).len());
    let most = match step.kind {
        OperationKind::Resume | OperationKind::Update | OperationKind::Upgrade => 2,
        // What cannot be restarted is deployed anew.
        OperationKind::Restart if mishap == Mishap::Refusal => 2,
        OperationKind::Deploy | OperationKind::Restart | OperationKind::Stop | OperationKind::Delete => 1,
    };
    assert!(deployments <= most, "{deployments} deployments where {most} are enough");
}

async fn the_person_was_told_once(cell: &Cell<'_>, step: Step, mishap: Mishap, bot: &Instance) {
    let url = &cell.database.url;
    let results = notes(url, "SELECT note FROM outbox WHERE operation_id IS NULL ORDER BY created_at, id").await;
    let operations = count(url, "SELECT COUNT(*) FROM operations").await;
    // Nobody needs to hear of the end of what their deletion put an end to.
    let is_superseded = mishap == Mishap::Cancel
        && matches!(
            step.kind,
            OperationKind::Restart
                | OperationKind::Stop
                | OperationKind::Resume
                | OperationKind::Update
                | OperationKind::Upgrade
        );
    let owed = operations - i64::from(is_superseded);
    assert_eq!(results.len() as i64, owed, "one result for each operation: {results:?}");
    let progress = notes(url, "SELECT note FROM outbox WHERE operation_id IS NOT NULL").await;
    assert_eq!(progress.len() as i64, operations, "one progress message for each operation");
    for note in &progress {
        let Note::Progress { stages, ended, .. } = note else { panic!("no progress: {note:?}") };
        let is_over = !stages.iter().any(|(_, mark)| matches!(mark, Mark::Now));
        assert!(ended.is_some() && is_over, "the progress message stands still: {note:?}");
    }
    let result = results.last().expect("a result");
    let as_asked = match step.kind {
        _ if is_superseded => matches!(result, Note::Deleted { .. }),
        OperationKind::Deploy => matches!(result, Note::Alive { problem: None, .. }),
        OperationKind::Restart
        | OperationKind::Stop
        | OperationKind::Resume
        | OperationKind::Update
        | OperationKind::Upgrade => {
            matches!(result, Note::Done { kind, .. } if *kind == step.kind)
        }
        OperationKind::Delete => matches!(result, Note::Deleted { .. }),
    };
    let is_cancelled =
        step.state == OperationState::Undoing || (step.kind == OperationKind::Deploy && mishap == Mishap::Cancel);
    if is_cancelled {
        let is_told = matches!(result, Note::Undone { why: Why::Cancelled, .. });
        assert!(is_told, "it was cancelled: {result:?}");
    } else if mishap != Mishap::Refusal {
        assert!(as_asked, "it has to end as asked for: {result:?}");
    }
    let returned = count(url, "SELECT COUNT(*) FROM quota_uses WHERE returned = 1").await;
    let (status, is_live, is_returned) = match result {
        Note::Alive { .. } => (Status::Running, true, false),
        Note::Done { kind: OperationKind::Stop, .. } => (Status::Stopped, true, false),
        Note::Done { .. } => (Status::Running, true, false),
        Note::NotDone { left: Left::ServesOn | Left::Started, .. } => (Status::Running, true, false),
        Note::NotDone { left: Left::Down, .. } => (Status::Failed, true, false),
        Note::NotDone { left: Left::AsItWas, kind: OperationKind::Resume, .. } => (Status::Stopped, true, false),
        Note::NotDone { left: Left::AsItWas, .. } => (Status::Running, true, false),
        Note::Deleted { .. } => (Status::Terminated, false, false),
        Note::Undone { why, quota_returned, .. } => {
            // The first look costs nothing, and these are fewer than are forgiven in an hour.
            let at_once = count(url, "SELECT COUNT(*) FROM steps WHERE stage <> 'check'").await == 0;
            assert_eq!(*quota_returned, why.is_ours() || at_once && why.is_refusal());
            (Status::Failed, false, *quota_returned)
        }
        Note::Progress { .. }
        | Note::NotStoppedYet { .. }
        | Note::NotRemovedYet { .. }
        | Note::StraysFound { .. }
        | Note::Broadcast { .. }
        | Note::Trouble { .. }
        | Note::Recovered { .. }
        | Note::ByOperator { .. }
        | Note::Diagnosis { .. }
        | Note::Fleet { .. }
        | Note::Key { .. }
        | Note::Alert(_)
        | Note::Link { .. }
        | Note::Managed { .. }
        | Note::StandingChanged
        | Note::RoleSet { .. }
        | Note::SpendReached
        | Note::Forgotten { .. }
        | Note::Expired
        | Note::QuotaFree => panic!("no result: {result:?}"),
    };
    assert_eq!((bot.status, bot.is_live), (status, is_live), "the bot is as was told: {result:?}");
    assert_eq!(returned, i64::from(is_returned), "a deploy that failed without its person's fault does not count");
}

async fn notes(url: &str, question: &str) -> Vec<Note> {
    let mut connection = connect(url).await;
    let rows = sqlx::query(AssertSqlSafe(question)).fetch_all(&mut connection).await.expect("the outbox is read");
    let read = |row: &sqlx::any::AnyRow| serde_json::from_str(row.try_get("note").expect("a note")).expect("a note");
    rows.iter().map(read).collect()
}

/// Neither in what is told, nor in the log, nor in the database.
async fn no_secret_got_out(cell: &Cell<'_>, log: &Log) {
    let bot = cell.app().store.instance(&cell.bot).await.expect("read").expect("the bot is known");
    let kind = SecretKind::WebToken;
    let web = cell.app().store.secret(&cell.app().sealer, &bot.id, &bot.owner, kind).await.expect("read");
    // Keys and tokens of tests hold this word.
    let mut secrets = vec!["HATCHTEST".to_owned(), MASTER_KEY.to_owned()];
    secrets.extend(web.map(|token| token.expose().to_owned()));
    let told = rows(&cell.database.url, &TABLES).await;
    for secret in &secrets {
        log.assert_without(secret);
        assert!(!told.iter().any(|row| row.contains(secret)), "a secret is readable in the database");
        if cell.database.engine == Engine::Sqlite {
            let file = cell.database.file().expect("a file");
            assert_files_without(file.parent().expect("a folder"), secret);
        }
    }
    log.assert_without("panicked");
}
