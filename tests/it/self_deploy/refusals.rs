//! What is refused before anything is changed, each in one plain sentence.

use super::{Desk, NEW, usual};
use crate::fakes::railway::Plan;
use hatchery::self_deploy::Options;

/// Fails with a sentence that begins so, having changed nothing.
async fn refuses(desk: &Desk, options: &Options, begins: &str) {
    let before = desk.railway.requests().len();
    let failed = desk.fails(options).await;
    assert!(failed.starts_with(begins), "{failed}");
    assert_eq!(desk.changes_since(before), Vec::<String>::new(), "{failed}");
}

#[tokio::test]
async fn settings_that_could_not_serve_are_refused_by_name() {
    for (name, value, begins) in [
        ("RAILWAY_API_KEY", "", "RAILWAY_API_KEY is not set; make a workspace token"),
        ("HATCHERY_IMAGE", "", "Neither --image nor HATCHERY_IMAGE says which image to run"),
        ("HATCHERY_IMAGE", "ghcr.io/hatchery/hatchery:latest", "HATCHERY_IMAGE must be an image with a tag or digest"),
        ("TELEGRAM_BOT_TOKEN", "", "TELEGRAM_BOT_TOKEN is not set, nor is DISCORD_BOT_TOKEN"),
        ("TELEGRAM_BOT_TOKEN", "12", "TELEGRAM_BOT_TOKEN must be a token from BotFather"),
        ("ADMINS", "", "ADMINS is not set, so nobody could invite anybody"),
        ("MOLTBOT_ENCRYPTION_KEY", "short", "MOLTBOT_ENCRYPTION_KEY"),
        ("RUST_LOG", "${{shared.SECRET}}=info", "RUST_LOG must"),
    ] {
        let Some(mut desk) = Desk::new().await else { return };
        desk.sets(name, value);
        refuses(&desk, &usual(), begins).await;
    }
}

#[tokio::test]
async fn a_token_or_a_plan_that_is_not_enough_is_refused() {
    let Some(mut desk) = Desk::new().await else { return };
    for plan in [Plan::Free, Plan::Trial] {
        desk.railway.is_on(plan);
        refuses(&desk, &usual(), "The workspace is on Railway's ").await;
    }
    desk.railway.is_on(Plan::Hobby);
    let many = Options { replicas: Some(7), ..usual() };
    refuses(&desk, &many, "Railway's Hobby plan allows 6 replicas, not 7; nothing was changed.").await;

    let project = desk.railway.adds_project("elsewhere");
    let environment = desk.railway.projects()[0].environment.clone();
    let token = desk.railway.project_token(&project, &environment);
    desk.sets("RAILWAY_API_KEY", &token);
    refuses(&desk, &usual(), "RAILWAY_API_KEY is the token of one project, which cannot make another").await;

    desk.railway.revokes(&token);
    refuses(&desk, &usual(), "Railway does not let RAILWAY_API_KEY do this").await;

    desk.railway.adds_workspace("another");
    let token = desk.railway.account_token();
    desk.sets("RAILWAY_API_KEY", &token);
    refuses(&desk, &usual(), "The token opens several workspaces or none").await;
    let workspace = desk.railway.workspace();
    desk.sets("RAILWAY_WORKSPACE_ID", &workspace);
    desk.runs(&usual()).await;
}

#[tokio::test]
async fn a_project_that_is_somebody_elses_or_the_bots_is_never_touched() {
    let Some(mut desk) = Desk::new().await else { return };
    let theirs = desk.railway.adds_project("hatchery");
    desk.railway.adds_service(&theirs, "hatchery");
    refuses(&desk, &usual(), "There is a project hatchery that this command did not make; nothing was changed.").await;
    desk.sets("RAILWAY_MOLTBOT_PROJECT_ID", &theirs);
    refuses(&desk, &usual(), "The project hatchery is the one for bots (RAILWAY_MOLTBOT_PROJECT_ID)").await;

    desk.settings.remove("RAILWAY_MOLTBOT_PROJECT_ID");
    let elsewhere = Options { project: "home".into(), ..usual() };
    desk.runs(&elsewhere).await;
    let mutated = desk.railway.mutated();
    assert!(!mutated.contains(&theirs));
    let names: Vec<String> = desk.railway.projects().into_iter().map(|project| project.name).collect();
    assert_eq!(names, ["hatchery", "home"]);
    assert_eq!(desk.newest("postgres").status, "SUCCESS");
}

#[tokio::test]
async fn a_database_of_another_kind_or_without_its_volume_is_left_alone() {
    let Some(desk) = Desk::set_up().await else { return };
    let volume = desk.railway.volumes()[0].id.clone();
    desk.railway.loses_volume(&volume);
    let update = Options { image: Some(NEW.into()), ..usual() };
    refuses(&desk, &update, "The service postgres has no volume any more").await;
    desk.railway.runs_by_hand("postgres", "ghcr.io/railwayapp-templates/postgres-ssl:16");
    refuses(&desk, &update, "The service postgres in this project runs ghcr.io/railwayapp-templates/postgres-ssl")
        .await;
}
