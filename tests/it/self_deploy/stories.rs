//! Set up from nothing, run again, and brought up to date by what is otherwise than before.

use super::{Desk, METRICS_TOKEN, NEW, OLD, TELEGRAM_TOKEN, usual, with_image};
use hatchery::config::{Config, Mode};
use hatchery::domain::TargetKind;
use hatchery::self_deploy::Options;
use serde_json::json;

const OTHER_KEY: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddeeff0";

#[tokio::test]
async fn one_run_sets_up_everything_and_says_what_it_made() {
    let Some(desk) = Desk::new().await else { return };
    let said = desk.runs(&usual()).await;
    desk.is_whole(OLD);
    let requests = desk.railway.requests().len();
    assert!((44..56).contains(&requests), "docs/operations.md says about fifty requests, it was {requests}");

    let (database, hatchery) = (desk.newest("postgres"), desk.newest("hatchery"));
    let password = &database.variables["POSTGRES_PASSWORD"];
    let url = format!("postgres://hatchery:{password}@postgres.railway.internal:5432/hatchery");
    assert_eq!(hatchery.variables["DATABASE_URL"], url);
    assert!(!desk.railway.variables("hatchery")["DATABASE_URL"].contains(password.as_str()), "by reference only");
    let domain = &desk.railway.domains()[0];
    assert_eq!(hatchery.variables["PUBLIC_URL"], format!("http://{}", domain.domain));
    assert_eq!((domain.target_port, hatchery.variables["PORT"].as_str()), (Some(8080), "8080"));
    assert_eq!(desk.railway.volumes()[0].mount_path, "/var/lib/postgresql/data");
    assert_eq!(database.variables["PGDATA"], "/var/lib/postgresql/data/pgdata");

    let config = Config::read(Mode::Serve, &|name| hatchery.variables.get(name).cloned()).expect("it can serve");
    assert_eq!((config.port, config.target), (8080, TargetKind::Railway));

    let settings = &hatchery.settings;
    assert_eq!(settings["healthcheckPath"], "/health/ready");
    assert_eq!(settings["preDeployCommand"], json!(["hatchery migrate"]));
    assert_eq!((&settings["restartPolicyType"], &settings["numReplicas"]), (&json!("ALWAYS"), &json!(1)));
    assert_eq!((hatchery.memory_gb, database.memory_gb), (Some(0.5), Some(1.0)));
    assert_eq!(database.settings.get("healthcheckPath"), None, "a database answers no HTTP");

    for stays in ["DATA_DIR", "LANG", "TARGET"] {
        assert_eq!(hatchery.variables.get(stays), None, "{stays} is about the machine of whoever runs the command");
    }
    for seen in
        ["ready: note, it works without telegram", "API description: ok", "API without a token: ok, 401 AUTH_REQUIRED"]
    {
        assert!(said.contains(seen), "{seen} in\n{said}");
    }
    for made in ["project   hatchery, https://", &domain.domain, OLD, "about $", "ADMINS"] {
        assert!(said.contains(made), "{made} in\n{said}");
    }
    assert_eq!(desk.shown_keys(), [hatchery.variables["MOLTBOT_ENCRYPTION_KEY"].clone()]);
    assert_eq!(desk.railway.deployments("hatchery").len() + desk.railway.deployments("postgres").len(), 2);
}

#[tokio::test]
async fn run_again_it_changes_nothing_and_says_so() {
    let Some(desk) = Desk::set_up().await else { return };
    let before = desk.railway.requests().len();
    let said = desk.runs(&usual()).await;
    assert!(said.contains("Everything is as it should be; nothing was changed."), "{said}");
    assert_eq!(desk.changes_since(before), Vec::<String>::new());
    assert_eq!(desk.shown_keys().len(), 1, "the key is shown once");
    desk.is_whole(OLD);
}

#[tokio::test]
async fn another_image_is_one_deployment_of_hatchery_alone() {
    let Some(desk) = Desk::set_up().await else { return };
    let key = desk.railway.variables("hatchery")["MOLTBOT_ENCRYPTION_KEY"].clone();
    let before = desk.railway.requests().len();
    desk.runs(&with_image(NEW)).await;
    desk.is_whole(NEW);
    let changes =
        ["variableCollectionUpsert", "variableCollectionUpsert", "serviceInstanceUpdate", "serviceInstanceDeployV2"];
    assert_eq!(desk.changes_since(before), changes, "whose turn it is, and what is otherwise");
    let sent = desk.railway.requests().split_off(before);
    let update = sent.iter().find(|request| request.fields == ["serviceInstanceUpdate"]).expect("the update");
    assert_eq!(update.variables["input"], json!({ "source": { "image": NEW } }), "only what is otherwise");
    assert_eq!(desk.railway.variables("hatchery")["MOLTBOT_ENCRYPTION_KEY"], key);
    assert_eq!(desk.railway.deployments("postgres").len(), 1);
}

#[tokio::test]
async fn a_setting_that_changed_is_sent_alone_and_one_that_is_not_given_stays() {
    let Some(mut desk) = Desk::set_up().await else { return };
    desk.sets("ADMINS", "telegram:42,telegram:43");
    desk.settings.remove("METRICS_TOKEN");
    desk.sets("MOLTBOT_ENCRYPTION_KEY", OTHER_KEY);
    let before = desk.railway.requests().len();
    let said = desk.runs(&usual()).await;
    assert!(said.contains("set variables of hatchery: ADMINS\n"), "{said}");
    assert!(said.contains("MOLTBOT_ENCRYPTION_KEY stays as it is at Railway"), "{said}");
    let changes = ["variableCollectionUpsert", "variableCollectionUpsert", "serviceInstanceDeployV2"];
    assert_eq!(desk.changes_since(before), changes);
    let variables = desk.newest("hatchery").variables;
    assert_eq!(variables["ADMINS"], "telegram:42,telegram:43");
    assert_eq!(variables["METRICS_TOKEN"], METRICS_TOKEN);
    assert_ne!(variables["MOLTBOT_ENCRYPTION_KEY"], OTHER_KEY);
    desk.is_whole(OLD);
}

#[tokio::test]
async fn more_replicas_are_a_change_and_not_said_they_stay() {
    let Some(desk) = Desk::set_up().await else { return };
    desk.runs(&Options { replicas: Some(3), ..usual() }).await;
    assert_eq!(desk.newest("hatchery").settings["numReplicas"], 3);
    let said = desk.runs(&with_image(NEW)).await;
    assert!(said.contains("3 side by side"), "{said}");
    assert_eq!(desk.newest("hatchery").settings["numReplicas"], 3);
    desk.is_whole(NEW);
}

#[tokio::test]
async fn a_master_key_that_is_given_is_used_and_not_shown() {
    let Some(mut desk) = Desk::new().await else { return };
    desk.sets("MOLTBOT_ENCRYPTION_KEY", OTHER_KEY);
    desk.runs(&Options { region: Some("europe-west4-drams3a".into()), ..usual() }).await;
    assert_eq!(desk.newest("hatchery").variables["MOLTBOT_ENCRYPTION_KEY"], OTHER_KEY);
    assert_eq!(desk.shown_keys(), Vec::<String>::new());
    assert_eq!(desk.newest("hatchery").settings["region"], "europe-west4-drams3a");
    assert_eq!(desk.railway.volumes()[0].region, "europe-west4-drams3a");
    desk.is_whole(OLD);
}

#[tokio::test]
async fn a_rehearsal_says_what_would_be_done_and_does_nothing() {
    let Some(desk) = Desk::new().await else { return };
    let rehearsal = Options { dry_run: true, ..usual() };
    let said = desk.runs(&rehearsal).await;
    for step in ["would make the project hatchery", "would give postgres a volume", "would deploy hatchery"] {
        assert!(said.contains(step), "{step} in\n{said}");
    }
    assert_eq!(desk.changes_since(0), Vec::<String>::new());
    assert_eq!((desk.railway.projects().len(), desk.shown_keys().len()), (0, 0));

    desk.runs(&usual()).await;
    let before = desk.railway.requests().len();
    let said = desk.runs(&Options { dry_run: true, image: Some(NEW.into()), replicas: Some(2), ..usual() }).await;
    assert!(said.contains("would set how hatchery runs: image, replicas"), "{said}");
    assert_eq!(desk.changes_since(before), Vec::<String>::new());
    desk.is_whole(OLD);
}

#[tokio::test]
async fn no_secret_is_said_but_the_new_master_key_once() {
    let Some(desk) = Desk::set_up().await else { return };
    desk.runs(&with_image(NEW)).await;
    desk.railway.revokes(&desk.settings["RAILWAY_API_KEY"]);
    let failed = desk.fails(&usual()).await;
    let said = format!("{}\n{failed}", desk.said().join("\n"));
    let password = &desk.newest("postgres").variables["POSTGRES_PASSWORD"];
    for secret in [TELEGRAM_TOKEN, METRICS_TOKEN, &desk.settings["RAILWAY_API_KEY"], password] {
        assert!(!said.contains(secret), "{said}");
    }
    assert_eq!(said.matches(&*desk.railway.variables("hatchery")["MOLTBOT_ENCRYPTION_KEY"]).count(), 1);
}

#[tokio::test]
async fn what_was_set_by_hand_for_the_database_and_the_address_stays() {
    let Some(desk) = Desk::set_up().await else { return };
    desk.railway.sets_by_hand("hatchery", "PUBLIC_URL", "https://hatchery.example.com");
    desk.railway.sets_by_hand("hatchery", "DATABASE_URL", "postgres://me@elsewhere/hatchery");
    let before = desk.railway.requests().len();
    desk.runs(&usual()).await;
    assert_eq!(desk.changes_since(before), Vec::<String>::new());
    let variables = desk.railway.variables("hatchery");
    assert_eq!(variables["PUBLIC_URL"], "https://hatchery.example.com");
    assert_eq!(variables["DATABASE_URL"], "postgres://me@elsewhere/hatchery");
}

#[tokio::test]
async fn a_key_that_was_sealed_by_hand_is_not_made_anew() {
    let Some(desk) = Desk::set_up().await else { return };
    desk.railway.seals_by_hand("hatchery", "MOLTBOT_ENCRYPTION_KEY");
    desk.runs(&with_image(NEW)).await;
    assert_eq!(desk.shown_keys().len(), 1);
    desk.railway.seals_by_hand("postgres", "POSTGRES_PASSWORD");
    let before = desk.railway.requests().len();
    desk.runs(&with_image(NEW)).await;
    assert_eq!(desk.changes_since(before), Vec::<String>::new());
    desk.is_whole(NEW);
}
