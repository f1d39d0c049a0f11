//! Every step of a hatch at Railway, with every fault: what passes is waited for, what does not is undone, and either way
//! there is one of each or nothing at all, and the person is told once.

use super::{Cloud, Exists, NOTHING, ONE};
use crate::fakes::railway::Fault;
use crate::world::Speaker;

/// What a hatch asks of Railway, in its order, by the root fields of the requests.
const FIELDS: [&str; 10] = [
    "projects",
    "projectCreate",
    "serviceCreate",
    "variableCollectionUpsert",
    "serviceInstanceLimitsUpdate",
    "volumeCreate",
    "serviceDomainCreate",
    "serviceInstanceUpdate",
    "serviceInstanceDeployV2",
    "deployment",
];

async fn hatches(cloud: &Cloud, name: &str) -> Speaker {
    let ada = cloud.person(42);
    ada.hears(&format!("/deploy {name} hatchling echo web"), "Ready to hatch").await;
    ada.presses("Hatch it");
    ada
}

/// A fault that passes: one of everything in the end, and no word but the good one.
async fn passes(fault: Fault) {
    for field in FIELDS {
        let Some(cloud) = Cloud::start().await else { return };
        cloud.railway.fails_next(field, fault.clone());
        let ada = hatches(&cloud, "nest").await;
        ada.sees("is alive").await;
        cloud.settles().await;
        assert_eq!(cloud.exists(), ONE, "{field}");
        assert_eq!(cloud.deployments().len(), 1, "{field}");
        assert!(!cloud.railway.was_deployed_before_variables(&cloud.service().id), "{field}");
        assert_eq!((ada.count("is alive"), ada.count("did not hatch")), (1, 0), "{field}");
        cloud.ends().await;
    }
}

/// A refusal that stays: nothing in the end, told once, and it does not count.
async fn stays(fault: Fault, said: &str) {
    for field in FIELDS {
        let Some(cloud) = Cloud::with(&[("RETRY_BASE_MS", "1")]).await else { return };
        // More often than a refused look is taken for something that passes.
        cloud.railway.fails_for(field, fault.clone(), 10);
        let ada = hatches(&cloud, "nest").await;
        let told = ada.sees("did not hatch").await;
        assert!(told.text.contains(said) && told.text.contains("this try does not count"), "{field}: {}", told.text);
        cloud.settles().await;
        assert_eq!(cloud.exists(), NOTHING, "{field}");
        assert_eq!((ada.count("is alive"), ada.count("did not hatch")), (0, 1), "{field}");
        ada.hears("/quota", "You have 0 of 5 bots.\n2 deploys left this hour.").await;
        cloud.ends().await;
    }
}

macro_rules! that_pass {
    ($($name:ident: $fault:expr;)+) => { $(
        #[tokio::test]
        async fn $name() {
            passes($fault).await;
        }
    )+ };
}

that_pass! {
    a_503_at_any_step_is_survived: Fault::Status(503);
    a_limit_of_requests_at_any_step_is_waited_for: Fault::TooMany { retry_after_s: 1 };
    creating_too_quickly_at_any_step_is_waited_for: Fault::TooQuickly { retry_after_s: 1 };
    a_gate_that_answers_in_html_at_any_step_is_survived: Fault::Html403;
    an_answer_that_does_not_read_at_any_step_is_survived: Fault::Malformed;
    an_empty_answer_at_any_step_is_survived: Fault::Empty;
    an_answer_of_another_type_at_any_step_is_survived: Fault::WrongType;
    a_huge_answer_at_any_step_is_survived: Fault::Huge;
    a_line_that_breaks_before_the_deed_at_any_step_is_survived: Fault::LostBefore;
    a_line_that_breaks_after_the_deed_at_any_step_makes_nothing_twice: Fault::LostAfter;
    silence_before_the_deed_at_any_step_is_survived: Fault::HangBefore;
    silence_after_the_deed_at_any_step_makes_nothing_twice: Fault::HangAfter;
}

#[tokio::test]
async fn a_refusal_at_any_step_is_undone_and_told_once() {
    stays(Fault::GraphQl("Your plan does not include this".into()), "Railway refused: Your plan does not include this")
        .await;
}

#[tokio::test]
async fn a_token_without_access_at_any_step_is_undone_and_told_once() {
    stays(Fault::GraphQl("Not Authorized".into()), "The operator has to look at my access").await;
}

#[tokio::test]
async fn what_was_made_without_our_knowing_and_shows_itself_late_is_adopted() {
    for field in ["projectCreate", "serviceCreate", "volumeCreate", "serviceDomainCreate", "serviceInstanceDeployV2"] {
        let Some(cloud) = Cloud::start().await else { return };
        cloud.railway.lag(1);
        cloud.railway.fails_next(field, Fault::LostAfter);
        let ada = hatches(&cloud, "nest").await;
        ada.sees("is alive").await;
        assert_eq!(cloud.exists(), ONE, "{field}");
        assert_eq!(cloud.deployments().len(), 1, "{field}");
        cloud.ends().await;
    }
}

#[tokio::test]
async fn what_was_made_without_our_knowing_is_taken_back_with_the_rest() {
    for field in ["projectCreate", "serviceCreate", "volumeCreate", "serviceDomainCreate", "serviceInstanceDeployV2"] {
        let Some(cloud) = Cloud::start().await else { return };
        cloud.railway.lag(1);
        cloud.railway.fails_next(field, Fault::LostAfter);
        cloud.railway.fails_for(field, Fault::GraphQl("No".into()), 5);
        // The look for what was made is refused, too, so nobody learns of it before it is given up.
        for look in ["environment", "projects", "deployments"] {
            cloud.railway.fails_for(look, Fault::GraphQl("No".into()), 1);
        }
        let ada = hatches(&cloud, "nest").await;
        if field == "projectCreate" {
            // The first of these is the look before anything is made.
            ada.sees("did not hatch").await;
            cloud.settles().await;
            assert_eq!(cloud.exists(), NOTHING, "{field}");
            cloud.ends().await;
            continue;
        }
        ada.sees("did not hatch").await;
        cloud.settles().await;
        assert_eq!(cloud.exists(), NOTHING, "{field}");
        cloud.ends().await;
    }
}

#[tokio::test]
async fn a_hatch_that_fails_before_railway_shows_its_project_leaves_nothing() {
    let Some(cloud) = Cloud::start().await else { return };
    cloud.railway.lag(2);
    cloud.railway.fails_next("variableCollectionUpsert", Fault::GraphQl("No".into()));
    let ada = hatches(&cloud, "nest").await;
    ada.sees("did not hatch").await;
    cloud.settles().await;
    assert_eq!(cloud.exists(), NOTHING);
    cloud.ends().await;
}

#[tokio::test]
async fn a_bot_that_railway_does_not_show_for_a_moment_is_not_called_stopped() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    cloud.railway.fails_for("environment", Fault::GraphQl("Environment not found".into()), 2);
    ada.hears("/stop nest", "is stopped").await;
    assert_eq!(cloud.exists(), Exists { running: 0, ..ONE });
    cloud.ends().await;
}

#[tokio::test]
async fn an_outage_fails_nothing_and_is_told_in_the_message_that_is_there() {
    let Some(cloud) = Cloud::start().await else { return };
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling echo web", "Ready to hatch").await;
    cloud.railway.is_down(true);
    ada.presses("Hatch it");
    let waiting = ada.sees("I cannot reach Railway right now; “nest” goes on by itself when I can.").await;
    assert!(waiting.text.starts_with("Hatching “nest”"), "{}", waiting.text);
    cloud.app().move_clock(std::time::Duration::from_secs(5 * 3600));
    cloud.railway.is_down(false);
    ada.sees("is alive").await;
    assert_eq!(cloud.exists(), ONE);
    assert_eq!(ada.count("I cannot reach Railway"), 0, "the message goes on with the hatch");
    cloud.ends().await;
}

#[tokio::test]
async fn a_delete_that_railway_refuses_is_told_once_and_goes_on_until_it_is_done() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    cloud.railway.fails_for("serviceDelete", Fault::GraphQl("Try again later".into()), 6);
    ada.hears("/delete nest", "for good?").await;
    let told = ada.hears("nest", "Railway has not let me remove it yet").await;
    assert!(told.text.contains("It no longer counts towards your bots."), "{}", told.text);
    ada.hears("/quota", "You have 0 of 5 bots.").await;
    ada.sees("is gone for good").await;
    assert_eq!(cloud.exists(), NOTHING);
    assert_eq!(ada.count("has not let me remove it yet"), 1);
    cloud.ends().await;
}

/// What is left when everything was told to go but the disk.
#[tokio::test]
async fn a_disk_that_stays_is_not_called_gone() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    cloud.railway.fails_for("volumeDelete", Fault::Status(503), 4);
    ada.hears("/delete nest", "for good?").await;
    ada.says("nest");
    cloud.railway.until("the service is gone", |railway| railway.count("volumeDelete") > 2).await;
    assert_eq!(cloud.exists(), Exists { projects: 1, volumes: 1, ..NOTHING });
    assert_eq!(ada.count("is gone for good"), 0);
    ada.sees("is gone for good").await;
    assert_eq!(cloud.exists(), NOTHING);
    cloud.ends().await;
}

/// Railway says that the disk is gone, and it is there all the same.
#[tokio::test]
async fn a_disk_that_is_only_said_to_be_gone_is_told_to_go_again() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    cloud.railway.fails_for("volumeDelete", Fault::Pretends, 2);
    ada.hears("/delete nest", "for good?").await;
    ada.hears("nest", "is gone for good").await;
    assert_eq!((cloud.exists(), cloud.railway.count("volumeDelete")), (NOTHING, 3));
    cloud.ends().await;
}

#[tokio::test]
async fn a_bot_whose_stop_railway_never_shows_is_told_of_and_can_be_deleted() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    cloud.railway.fails_for("deploymentStop", Fault::Pretends, 1_000);
    ada.says("/stop nest");
    cloud.railway.until("it is told to stop", |railway| railway.count("deploymentStop") > 0).await;
    cloud.app().move_clock(std::time::Duration::from_secs(310));
    ada.sees("Railway has not let me stop “nest” yet, so it may still run.").await;
    ada.hears("/delete nest", "for good?").await;
    let stops = cloud.railway.count("deploymentStop");
    ada.says("nest");
    cloud.railway.until("it is told again", |railway| railway.count("deploymentStop") > stops).await;
    cloud.app().move_clock(std::time::Duration::from_secs(310));
    ada.sees("is gone for good").await;
    assert_eq!(cloud.exists(), NOTHING);
    assert_eq!(ada.count("has not let me stop"), 1);
    cloud.ends().await;
}
