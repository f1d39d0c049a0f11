//! What Railway says of a deployment, told truly: why one did not come up, what one waits for, and what became of one
//! that ran.

use std::time::Duration;

use hatchery::domain::TargetKind;

use super::{Cloud, NOTHING, ONE};
use crate::fakes::railway::Step;
use crate::fakes::telegram::Failure;
use crate::process::program::until;
use crate::world::Speaker;

async fn presses_hatch(cloud: &Cloud) -> Speaker {
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling echo web", "Ready to hatch").await;
    ada.presses("Hatch it");
    ada
}

#[tokio::test]
async fn each_way_not_to_come_up_is_one_sentence_and_is_undone() {
    let image = "Railway could not fetch its image (ghcr.io/hatchery/hatchery:0.1.0). The operator has to look at it.";
    for (steps, said) in [
        (vec![Step::Fails { at: "CREATE_CONTAINER", error: "manifest unknown" }], image),
        (
            vec![Step::Is("BUILDING"), Step::Fails { at: "BUILD_IMAGE", error: "no space left" }],
            "Railway could not build it: no space left",
        ),
        (
            vec![Step::Is("DEPLOYING"), Step::Fails { at: "HEALTHCHECK", error: "not healthy" }],
            "It was started, but its health check did not pass in time.",
        ),
        (
            vec![Step::Fails { at: "MIGRATE_VOLUMES", error: "the disk cannot be mounted" }],
            "Railway refused: the disk cannot be mounted",
        ),
        (vec![Step::Is("CRASHED")], "It ended by itself as soon as it was started, several times."),
        (vec![Step::Is("SKIPPED")], "Railway skipped the deployment."),
        (vec![Step::Is("REMOVED")], "Somebody removed it at Railway."),
    ] {
        let Some(cloud) = Cloud::start().await else { return };
        cloud.railway.next_deployment(&steps);
        let ada = presses_hatch(&cloud).await;
        let told = ada.sees("did not hatch").await;
        assert!(told.text.contains(said), "{steps:?}: {}", told.text);
        assert!(
            told.text.contains("Everything I made is removed again, and this try does not count."),
            "{}",
            told.text
        );
        assert_eq!(cloud.exists(), NOTHING, "{steps:?}");
        cloud.ends().await;
    }
}

#[tokio::test]
async fn a_queue_of_hours_gives_nothing_up_and_is_told_with_its_incident() {
    let Some(cloud) = Cloud::with(&[("PROBE_TIMEOUT_MS", "900000")]).await else { return };
    cloud.railway.next_deployment(&[Step::Holds("QUEUED"), Step::Is("DEPLOYING"), Step::Is("SUCCESS")]);
    let ada = presses_hatch(&cloud).await;
    ada.sees("Railway has no room yet; “nest” is in line and goes on by itself.").await;
    cloud.railway.incident(Some("Builds delayed"));
    cloud.app().move_clock(Duration::from_secs(5 * 3600));
    ada.sees("Railway reports an incident (“Builds delayed”). “nest” goes on by itself.").await;
    cloud.railway.proceed();
    // However long a queue takes, it is looked at every five minutes.
    cloud.app().move_clock(Duration::from_secs(301));
    ada.sees("is alive").await;
    assert_eq!(cloud.exists(), ONE);
    cloud.ends().await;
}

#[tokio::test]
async fn an_approval_that_nobody_gives_is_told_waited_for_and_given_up() {
    let Some(cloud) = Cloud::start().await else { return };
    cloud.railway.next_deployment(&[Step::Holds("NEEDS_APPROVAL")]);
    let ada = presses_hatch(&cloud).await;
    ada.sees("Railway wants somebody to approve this in its dashboard; the operator can do that.").await;
    cloud.app().move_clock(Duration::from_secs(1_000));
    let told = ada.sees("did not hatch").await;
    assert!(told.text.contains("Railway wanted somebody to approve it, and nobody did."), "{}", told.text);
    assert_eq!(cloud.exists(), NOTHING);
    cloud.ends().await;
}

#[tokio::test]
async fn a_state_that_we_do_not_know_is_told_by_its_word_and_watched() {
    let Some(cloud) = Cloud::start().await else { return };
    cloud.railway.next_deployment(&[Step::Holds("HIBERNATING"), Step::Is("DEPLOYING"), Step::Is("SUCCESS")]);
    let ada = presses_hatch(&cloud).await;
    ada.sees("Railway says “HIBERNATING”, which I do not know; I keep watching.").await;
    cloud.railway.proceed();
    ada.sees("is alive").await;
    cloud.ends().await;
}

#[tokio::test]
async fn what_becomes_of_a_bot_that_ran_is_told_once() {
    type Happens = fn(&Cloud, &str);
    let happenings: [(Happens, &str, &str); 5] = [
        (|cloud, it| cloud.railway.crashes(it), "It kept ending, and Railway stopped starting it again.", "▲ failed"),
        (|cloud, it| cloud.railway.exits_0(it), "It ended by itself, without an error, and stays so.", "▲ failed"),
        (|cloud, it| cloud.railway.sleeps(it), "Railway put it to sleep.", "● running"),
        (
            |cloud, it| cloud.railway.update_fails(it),
            "A newer version did not come up. The one before it goes on.",
            "● running",
        ),
        (
            |cloud, it| {
                let service = it.to_owned();
                let address = cloud.railway.address().to_owned();
                let token = cloud.railway.account_token();
                tokio::spawn(async move { deletes(&address, &token, &service).await });
            },
            "Somebody removed it at Railway.",
            "▲ failed",
        ),
    ];
    for (happens, said, state) in happenings {
        let Some(cloud) = Cloud::with(&[("JOB_POLL_MS", "5")]).await else { return };
        let (ada, _) = cloud.nest().await;
        ada.marks();
        happens(&cloud, &cloud.service().id);
        ada.sees(said).await;
        let card = ada.hears("/status", "Last problem").await;
        assert!(card.text.contains(state), "{said}: {}", card.text);
        assert_eq!(ada.count(&format!("“nest”: {said}")), 1, "{said}");
        cloud.ends().await;
    }
}

async fn deletes(address: &str, token: &str, service: &str) {
    let query = "mutation Gone($id: String!) { serviceDelete(id: $id) }";
    let request = serde_json::json!({ "query": query, "variables": { "id": service }, "operationName": "Gone" });
    let http = reqwest::Client::new().post(format!("{address}?query=Gone"));
    http.bearer_auth(token).json(&request).send().await.expect("an answer");
}

#[tokio::test]
async fn a_deployment_that_railway_made_is_adopted_and_nobody_is_troubled() {
    let Some(cloud) = Cloud::with(&[("JOB_POLL_MS", "5")]).await else { return };
    let (ada, _) = cloud.nest().await;
    cloud.railway.railway_redeploys(&cloud.service().id);
    let newest = cloud.deployments().last().expect("a deployment").id.clone();
    // A restart speaks to the deployment that serves now.
    cloud.railway.until("it is up", |_| cloud.deployments().last().is_some_and(|it| it.is_active)).await;
    let looks = cloud.railway.count("environment");
    cloud.railway.until("it was looked at, and that was kept", |it| it.count("environment") > looks + 1).await;
    ada.hears("/restart nest", "is back").await;
    let restarted = cloud.railway.requests().into_iter().rev().find(|it| it.operation == "Restart").expect("a restart");
    assert_eq!(restarted.variables["deployment"], newest.as_str());
    assert_eq!(ada.count("“nest”: "), 0);
    cloud.ends().await;
}

#[tokio::test]
async fn an_outage_is_no_state_of_a_bot() {
    let Some(cloud) = Cloud::with(&[("JOB_POLL_MS", "5")]).await else { return };
    let (ada, _) = cloud.nest().await;
    cloud.railway.is_down(true);
    let before = cloud.railway.requests().len();
    let away_since = async || cloud.app().store.away_since(TargetKind::Railway).await.expect("looked up");
    until("the outage is noticed", async || away_since().await).await;
    assert!(cloud.railway.requests().len() >= before);
    let card = ada.hears("/status", "last seen running").await;
    assert!(card.text.starts_with("nest  ? unknown for "), "{}", card.text);
    assert!(card.text.contains("I cannot reach Railway. The bot itself may be fine."), "{}", card.text);
    cloud.railway.is_down(false);
    until("it is over", async || away_since().await.is_none().then_some(())).await;
    let card = ada.hears("/status", "● running").await;
    assert!(!card.text.contains("I cannot reach"), "{}", card.text);
    assert_eq!(ada.count("“nest”: "), 0, "nobody was troubled");
    cloud.ends().await;
}

#[tokio::test]
async fn a_bot_that_is_mended_at_railway_is_said_to_be_back() {
    let Some(cloud) = Cloud::with(&[("JOB_POLL_MS", "5")]).await else { return };
    let (ada, alive) = cloud.nest().await;
    cloud.railway.crashes(&cloud.service().id);
    ada.sees("It kept ending, and Railway stopped starting it again.").await;
    cloud.railway.railway_redeploys(&cloud.service().id);
    ada.sees("“nest” answers again.").await;
    ada.hears("/status", "● running").await;
    assert_eq!(cloud.page(&alive.text).asks("hello?").await, "hello?");
    assert_eq!(ada.count("“nest” answers again."), 1);
    cloud.ends().await;
}

#[tokio::test]
async fn a_bot_without_an_address_tells_of_its_trouble_in_its_log() {
    let Some(cloud) = Cloud::with(&[("JOB_POLL_MS", "5")]).await else { return };
    let child = cloud.telegram.bot("nest_helper_bot");
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling echo telegram", "needs a Telegram bot").await;
    ada.hears(&child.token, "Ready to hatch").await;
    ada.gets("Hatch it", "has started").await;
    cloud.railway.until("its log was read", |railway| railway.count("deploymentLogs") > 1).await;
    ada.marks();
    cloud.telegram.revokes(&child);
    // The poll that is waiting hears of it at once.
    cloud.telegram.fails_next(&child, "getUpdates", Failure::Revoked);
    cloud
        .railway
        .until("it says so", |_| {
            cloud.deployments().iter().flat_map(|it| &it.logs).any(|line| line.text.contains("token revoked"))
        })
        .await;
    cloud.app().move_clock(Duration::from_secs(601));
    let told = ada.sees("Telegram does not accept its token any more.").await;
    assert!(told.text.starts_with("“nest”: "), "{}", told.text);
    let asked = cloud.railway.count("environment");
    cloud.railway.until("it is looked at again", |railway| railway.count("environment") > asked + 2).await;
    assert_eq!((ada.count("“nest”: "), ada.count("answers again")), (1, 0), "nobody says that it is over");
    cloud.ends().await;
}
