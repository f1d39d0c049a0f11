//! A PostgreSQL as its official image is, and a service beside it that refers to it.

use serde_json::{Value, json};

use super::{Caller, Home, VOLUME};

const IMAGE: &str = "postgres:17-trixie";

/// What becomes of a deployment of PostgreSQL with these variables.
async fn becomes(variables: Value) -> Option<String> {
    let caller = Caller::start().await?;
    let home = caller.home("postgres").await;
    caller.sets(&home, variables).await;
    caller.data(VOLUME, json!({ "input": home.place(json!({ "mountPath": "/var/lib/postgresql/data" })) })).await;
    Some(settles(&caller, &home, IMAGE).await)
}

async fn settles(caller: &Caller, home: &Home, image: &str) -> String {
    let deployment = caller.deploys(home, image).await;
    for _ in 0..4 {
        caller.status(&deployment).await;
    }
    caller.status(&deployment).await
}

#[tokio::test]
async fn a_postgres_runs_with_a_password_and_in_a_folder_of_its_volume_only() {
    let good = json!({ "POSTGRES_PASSWORD": "p", "PGDATA": "/var/lib/postgresql/data/pgdata" });
    for (variables, status) in [
        (good, "SUCCESS"),
        (json!({ "PGDATA": "/var/lib/postgresql/data/pgdata" }), "CRASHED"),
        (json!({ "POSTGRES_PASSWORD": "p" }), "CRASHED"),
        (json!({ "POSTGRES_PASSWORD": "p", "PGDATA": "/var/lib/postgresql/data/" }), "CRASHED"),
    ] {
        let Some(became) = becomes(variables.clone()).await else { return };
        assert_eq!(became, status, "{variables}");
    }
}

#[tokio::test]
async fn a_command_before_a_deployment_needs_the_database_that_it_refers_to() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("postgres").await;
    let there = json!({
        "POSTGRES_USER": "me", "POSTGRES_DB": "mine", "POSTGRES_PASSWORD": "p", "PGDATA": "/data/pgdata",
    });
    caller.sets(&home, there).await;
    let service = caller.service(&home.project, &home.environment, "app").await;
    let app = Home { project: home.project.clone(), environment: home.environment.clone(), service };
    let reference = "postgres://me:${{postgres.POSTGRES_PASSWORD}}@${{postgres.RAILWAY_PRIVATE_DOMAIN}}:5432/mine";
    caller.sets(&app, json!({ "DATABASE_URL": reference })).await;
    caller.update(&app, json!({ "preDeployCommand": ["app migrate"] })).await;
    assert_eq!(settles(&caller, &app, "app:1").await, "FAILED", "there is no database yet");

    caller.data(VOLUME, json!({ "input": home.place(json!({ "mountPath": "/data" })) })).await;
    assert_eq!(settles(&caller, &home, IMAGE).await, "SUCCESS");
    assert_eq!(settles(&caller, &app, "app:1").await, "SUCCESS");
    let filled = caller.railway.deployments("app").pop().expect("it was deployed").variables;
    assert_eq!(filled["DATABASE_URL"], "postgres://me:p@postgres.railway.internal:5432/mine");

    for wrong in [
        "postgres://me:wrong@postgres.railway.internal:5432/mine",
        "postgres://me:p@postgres.railway.internal:5432/other",
        "postgres://me:p@elsewhere.railway.internal:5432/mine",
        "postgres://me:p@postgres.railway.internal:5433/mine",
    ] {
        caller.sets(&app, json!({ "DATABASE_URL": wrong })).await;
        assert_eq!(settles(&caller, &app, "app:1").await, "FAILED", "{wrong}");
    }
}
