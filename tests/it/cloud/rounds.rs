//! Bots at Railway that have been well for long: asked at their addresses, and about them Railway only now and then.

use std::time::Duration;

use super::Cloud;
use crate::fakes::railway::{FakeRailway, Request};

const LONG: Duration = Duration::from_secs(3 * 3_600);

fn watches(railway: &FakeRailway) -> Vec<Request> {
    railway.requests().into_iter().filter(|request| request.operation == "Watch").collect()
}

#[tokio::test]
async fn a_crash_of_a_bot_that_was_well_for_long_is_told() {
    let Some(cloud) = Cloud::with(&[("JOB_POLL_MS", "5")]).await else { return };
    let (ada, alive) = cloud.nest().await;
    cloud.app().move_clock(LONG);
    let before = watches(&cloud.railway).len();
    cloud.railway.until("it is looked at, and the hour's census", |railway| watches(railway).len() > before + 2).await;
    assert_eq!(cloud.page(&alive.text).asks("hello?").await, "hello?");
    ada.marks();
    cloud.railway.crashes(&cloud.service().id);
    ada.sees("It kept ending, and Railway stopped starting it again.").await;
    cloud.ends().await;
}

#[tokio::test]
async fn what_railway_does_not_show_spoils_no_more_requests() {
    let Some(cloud) = Cloud::with(&[("JOB_POLL_MS", "5")]).await else { return };
    let (ada, _) = cloud.nest().await;
    let gone = cloud.railway.projects().remove(0).id;
    let grace = cloud.person(43);
    grace.hears("/deploy nest hatchling echo web", "Ready to hatch").await;
    grace.gets("Hatch it", "is alive").await;
    let request = serde_json::json!({
        "query": "mutation Gone($id: String!) { projectDelete(id: $id) }", "variables": { "id": gone }, "operationName": "Gone",
    });
    let asking = reqwest::Client::new().post(format!("{}?query=Gone", cloud.railway.address()));
    asking.bearer_auth(cloud.railway.account_token()).json(&request).send().await.expect("an answer");
    ada.sees("Somebody removed it at Railway.").await;
    let before = watches(&cloud.railway).len();
    cloud.railway.until("it is looked at again", |railway| watches(railway).len() > before + 3).await;
    let since = watches(&cloud.railway).split_off(before + 1);
    let environments = |request: &Request| request.variables.as_object().map_or(0, serde_json::Map::len);
    assert!(
        since.iter().all(|request| environments(request) == 1),
        "the other one is asked about, and nothing in halves"
    );
    assert_eq!((ada.count("“nest”: "), grace.count("“nest”: ")), (1, 0));
    cloud.ends().await;
}
