//! `--rollback`: the deployment before, once, and what it means.

use super::{Desk, NEW, OLD, going_back, usual, with_image};
use crate::fakes::railway::Step;
use hatchery::self_deploy::Options;

#[tokio::test]
async fn going_back_is_to_the_deployment_before_and_pins_its_image() {
    let Some(desk) = Desk::set_up().await else { return };
    desk.runs(&with_image(NEW)).await;
    let rehearsal = Options { dry_run: true, ..going_back() };
    let before = desk.railway.requests().len();
    assert!(desk.runs(&rehearsal).await.contains("would go back to the deployment of"));
    assert_eq!(desk.changes_since(before), Vec::<String>::new());

    let said = desk.runs(&going_back()).await;
    assert!(said.contains("The database goes forward only"), "{said}");
    assert!(said.contains(OLD), "{said}");
    desk.is_whole(OLD);
    let service = desk.railway.services().into_iter().find(|service| service.name == "hatchery").expect("it is there");
    assert_eq!(service.image.as_deref(), Some(OLD), "what Railway starts by itself is the old one, too");

    let before = desk.railway.requests().len();
    assert!(desk.runs(&going_back()).await.contains("serves already; nothing is deployed"));
    assert_eq!(desk.changes_since(before), Vec::<String>::new(), "asked twice it goes back once");

    desk.runs(&with_image(NEW)).await;
    desk.is_whole(NEW);
    desk.runs(&going_back()).await;
    desk.is_whole(OLD);
}

#[tokio::test]
async fn what_did_not_come_up_is_gone_back_from_without_a_deployment() {
    let Some(desk) = Desk::set_up().await else { return };
    desk.railway.next_deployment(&[Step::Fails { at: "HEALTHCHECK", error: "1/1 replicas never became healthy!" }]);
    desk.fails(&with_image(NEW)).await;
    let said = desk.runs(&going_back()).await;
    assert!(said.contains("serves already; nothing is deployed"), "{said}");
    let service = desk.railway.services().into_iter().find(|service| service.name == "hatchery").expect("it is there");
    assert_eq!(service.image.as_deref(), Some(OLD));
    assert_eq!(desk.railway.variables("hatchery")["HATCHERY_IMAGE"], OLD);
    assert_eq!(desk.railway.count("deploymentRollback"), 0);
}

#[tokio::test]
async fn an_older_version_that_refuses_the_database_leaves_the_newer_serving_and_can_be_tried_again() {
    let Some(desk) = Desk::set_up().await else { return };
    desk.runs(&with_image(NEW)).await;
    desk.railway.next_deployment(&[Step::Fails { at: "PRE_DEPLOY_COMMAND", error: "the database is newer" }]);
    let failed = desk.fails(&going_back()).await;
    assert!(
        failed.contains("going back did not work") && failed.contains("The one before goes on serving"),
        "{failed}"
    );
    assert_eq!(desk.railway.variables("hatchery")["HATCHERY_IMAGE"], NEW, "nothing is pinned that does not run");

    desk.runs(&going_back()).await;
    desk.is_whole(OLD);
}

#[tokio::test]
async fn where_there_is_nothing_to_go_back_to_it_says_so() {
    let Some(desk) = Desk::new().await else { return };
    assert!(desk.fails(&going_back()).await.starts_with("There is no project hatchery with a Hatchery in it"));
    desk.runs(&usual()).await;
    let before = desk.railway.requests().len();
    let failed = desk.fails(&going_back()).await;
    assert_eq!(failed, "Railway keeps no older deployment that it could go back to; nothing was changed.");
    assert_eq!(desk.changes_since(before), Vec::<String>::new());
}
