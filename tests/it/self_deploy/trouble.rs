//! What does not come up, and a Railway that is away or has had enough.

use super::{Desk, NEW, OLD, usual, with_image};
use crate::fakes::railway::{Fault, Step};

#[tokio::test]
async fn a_new_version_that_does_not_come_up_leaves_the_old_serving_and_says_what_to_do() {
    let Some(desk) = Desk::set_up().await else { return };
    desk.railway.next_deployment(&[Step::Fails { at: "HEALTHCHECK", error: "1/1 replicas never became healthy!" }]);
    let failed = desk.fails(&with_image(NEW)).await;
    let starts = "hatchery did not come up: it did not become healthy: 1/1 replicas never became healthy!. The one before \
                  goes on serving.";
    assert!(failed.starts_with(starts), "{failed}");
    assert!(failed.ends_with("`hatchery self-deploy --rollback`."), "{failed}");
    assert!(desk.railway.deployments("hatchery")[0].is_active, "the old one serves");

    desk.runs(&with_image(NEW)).await;
    desk.is_whole(NEW);
}

#[tokio::test]
async fn a_database_that_does_not_come_up_stops_the_run_before_hatchery() {
    let Some(desk) = Desk::new().await else { return };
    desk.railway.next_deployment(&[Step::Fails { at: "CREATE_CONTAINER", error: "Failed to pull image" }]);
    let failed = desk.fails(&usual()).await;
    assert!(failed.starts_with("postgres did not come up: its image could not be fetched or started"), "{failed}");
    assert!(failed.contains("Nothing of it runs now"), "{failed}");
    assert_eq!(desk.railway.services().len(), 1);
    desk.runs(&usual()).await;
    desk.is_whole(OLD);
}

#[tokio::test]
async fn a_deployment_that_stands_in_a_queue_is_waited_for_and_then_left_to_the_next_run() {
    let Some(mut desk) = Desk::new().await else { return };
    desk.sets("PROBE_TIMEOUT_MS", "50");
    desk.railway.next_deployment(&[Step::Holds("QUEUED"), Step::Is("SUCCESS")]);
    let failed = desk.fails(&usual()).await;
    assert!(failed.starts_with("postgres is still not up after 1 minutes"), "{failed}");
    desk.railway.proceed();
    desk.sets("PROBE_TIMEOUT_MS", "5000");
    let said = desk.runs(&usual()).await;
    assert!(!said.contains("make the project"), "{said}");
    desk.is_whole(OLD);
    assert_eq!(desk.railway.deployments("postgres").len(), 1);
}

#[tokio::test]
async fn a_railway_that_is_away_is_one_sentence_and_the_work_goes_on_later() {
    let Some(desk) = Desk::new().await else { return };
    desk.railway.is_down(true);
    let failed = desk.fails(&usual()).await;
    assert!(
        failed.starts_with("Railway gives no usable answer now (it answers 503). What is made is kept"),
        "{failed}"
    );
    desk.railway.is_down(false);
    desk.railway.fails_for("volumeCreate", Fault::Status(503), 10);
    desk.fails(&usual()).await;
    assert_eq!(desk.railway.services().len(), 1);
    desk.railway.is_well();
    desk.runs(&usual()).await;
    desk.is_whole(OLD);
}

#[tokio::test]
async fn when_the_requests_are_used_up_it_says_when_to_come_back() {
    let Some(desk) = Desk::new().await else { return };
    desk.railway.budget_left(20);
    let failed = desk.fails(&usual()).await;
    assert!(failed.contains("more times until") && failed.contains("nothing was changed"), "{failed}");
    assert_eq!(desk.changes_since(0), Vec::<String>::new());

    desk.railway.budget_left(10_000);
    desk.railway.fails_next("serviceCreate", Fault::TooMany { retry_after_s: 1800 });
    let failed = desk.fails(&usual()).await;
    assert!(failed.contains("it asks to wait 30 minutes. What is made is kept"), "{failed}");
    desk.runs(&usual()).await;
    desk.is_whole(OLD);
}
