//! Who lives where: strangers never next to each other, nobody next to what is not ours, and only ours is ever touched.

use std::time::Duration;

use hatchery::railway::{Placement, Railway, Site};
use hatchery::secret::Secret;

use super::{Cloud, NOTHING, ONE};
use crate::fakes::railway::Fault;
use crate::fakes::railway::{FakeRailway, Service};

#[tokio::test]
async fn bots_of_two_people_share_no_project_and_no_environment() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, bob) = (cloud.person(42), cloud.person(43));
    for (person, name) in [(&ada, "nest"), (&bob, "twig"), (&ada, "second")] {
        person.hears(&format!("/deploy {name} hatchling echo web"), "Ready to hatch").await;
        person.gets("Hatch it", "is alive").await;
    }
    let services: Vec<Service> = cloud.railway.services();
    let [nest, twig, second] = &services[..] else { panic!("three services: {services:?}") };
    assert_eq!((&nest.project, &nest.environment), (&second.project, &second.environment), "both are Ada's");
    assert_ne!(nest.project, twig.project);
    assert_ne!(nest.environment, twig.environment);

    ada.hears("/delete nest", "for good?").await;
    ada.hears("nest", "is gone for good").await;
    assert_eq!(cloud.exists().projects, 2, "Ada's project holds another bot");
    ada.hears("/delete second", "for good?").await;
    ada.hears("second", "You have 0 of 5 bots.").await;
    assert_eq!((cloud.exists().projects, cloud.exists().services), (1, 1), "Ada's project went with her last bot");
    cloud.ends().await;
}

#[tokio::test]
async fn two_first_bots_of_one_person_at_once_make_one_project() {
    let Some(cloud) = Cloud::start().await else { return };
    let ada = cloud.person(42);
    for name in ["nest", "twig"] {
        ada.hears(&format!("/deploy {name} hatchling echo web"), "Ready to hatch").await;
        ada.presses("Hatch it");
    }
    ada.until(|chat| chat.visible().filter(|message| message.text.contains("is alive")).count() == 2).await;
    assert_eq!((cloud.railway.projects().len(), cloud.exists().services), (1, 2));
    for name in ["nest", "twig"] {
        ada.hears(&format!("/delete {name}"), "for good?").await;
        ada.says(name);
    }
    ada.until(|chat| chat.visible().filter(|message| message.text.contains("is gone for good")).count() == 2).await;
    cloud.settles().await;
    assert_eq!(cloud.exists(), NOTHING, "whoever was last has left the project");
    cloud.ends().await;
}

#[tokio::test]
async fn whoever_wants_a_bot_while_their_project_is_left_gets_it_in_the_next_one() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    // Long enough for a wish.
    cloud.railway.fails_for("projectDelete", Fault::Status(503), 8);
    ada.hears("/delete nest", "for good?").await;
    ada.says("nest");
    cloud.railway.until("the project is told to go", |railway| railway.count("projectDelete") > 0).await;
    ada.hears("/deploy twig hatchling echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    cloud.settles().await;
    assert_eq!((cloud.railway.projects().len(), cloud.exists()), (2, ONE));
    cloud.ends().await;
}

#[tokio::test]
async fn an_answer_about_our_token_that_does_not_read_is_not_remembered() {
    let Some(fake) = FakeRailway::start().await else { return };
    let token = Secret::new(fake.workspace_token());
    let (site, patience) = (Site::default(), Duration::from_secs(9));
    let railway = Railway::new(reqwest::Client::new(), fake.address(), token, site, patience);
    fake.fails_next("apiToken", Fault::WrongType);
    railway.placement().await.expect_err("it says nothing of a workspace");
    assert_eq!(railway.placement().await, Ok(Placement::PerPerson { workspace: fake.workspace() }));
}

#[tokio::test]
async fn with_a_shared_project_all_bots_are_services_of_it_and_it_stays() {
    let Some(railway) = FakeRailway::start().await else { return };
    let project = railway.adds_project("bots of the club");
    let Some(cloud) = Cloud::on(railway, &[("RAILWAY_MOLTBOT_PROJECT_ID", &project)]).await else { return };
    for (id, name) in [(42, "nest"), (43, "twig")] {
        let person = cloud.person(id);
        person.hears(&format!("/deploy {name} hatchling echo web"), "Ready to hatch").await;
        person.gets("Hatch it", "is alive").await;
        assert!(cloud.railway.services().iter().all(|service| service.project == project));
    }
    assert_eq!(cloud.railway.count("projectCreate"), 0);
    for (id, name) in [(42, "nest"), (43, "twig")] {
        let person = cloud.person(id);
        person.hears(&format!("/delete {name}"), "for good?").await;
        person.hears(name, "is gone for good").await;
    }
    assert_eq!((cloud.exists().projects, cloud.exists().services, cloud.exists().volumes), (1, 0, 0));
    cloud.ends().await;
}

#[tokio::test]
async fn a_project_token_places_bots_in_its_project() {
    let Some(railway) = FakeRailway::start().await else { return };
    let project = railway.adds_project("bots of the club");
    let environment = railway.projects()[0].environment.clone();
    let token = railway.project_token(&project, &environment);
    let settings = [("RAILWAY_API_KEY", token.as_str())];
    railway.runs_hatchlings(env!("CARGO_BIN_EXE_hatchery").into(), super::IMAGE);
    let address = railway.address().to_owned();
    let all = [
        ("TARGET", "railway"),
        ("RAILWAY_API_URL", address.as_str()),
        ("HATCHERY_IMAGE", super::IMAGE),
        ("INSTANCE_URL", "http://{domain}"),
        settings[0],
    ];
    let Some(world) = crate::world::World::with(&all).await else { return };
    let ada = world.person(42);
    ada.hears("/deploy nest hatchling echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    assert!(railway.services().iter().all(|service| service.project == project));
    world.ends().await;
}

/// Whatever happens to ours: others in the same project, and projects of others, are never named in a change.
#[tokio::test]
async fn nothing_whose_name_is_not_exactly_ours_is_ever_changed() {
    let Some(railway) = FakeRailway::start().await else { return };
    let shared = railway.adds_project("club");
    let foreign_project = railway.adds_project("hABCD-0123456789abcdefghijklmn");
    let mut foreign = vec![foreign_project.clone()];
    for name in ["postgres", "h1234-0123456789abcdefghijklmnop", "hatchery"] {
        foreign.push(railway.adds_service(&shared, name));
        foreign.push(railway.adds_service(&foreign_project, name));
    }
    let Some(cloud) = Cloud::on(railway, &[("RAILWAY_MOLTBOT_PROJECT_ID", &shared)]).await else { return };
    let ada = cloud.person(42);
    cloud.railway.fails_next("serviceCreate", Fault::LostAfter);
    ada.hears("/deploy nest hatchling echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/restart nest", "is back").await;
    ada.hears("/stop nest", "is stopped").await;
    ada.hears("/resume nest", "runs again").await;
    ada.hears("/delete nest", "for good?").await;
    ada.hears("nest", "is gone for good").await;
    cloud.railway.fails_for("serviceInstanceUpdate", Fault::GraphQl("No".into()), 9);
    ada.hears("/deploy twig hatchling echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "did not hatch").await;
    cloud.settles().await;
    let changed = cloud.railway.mutated();
    assert!(foreign.iter().all(|id| !changed.contains(id)), "{changed:?}");
    cloud.ends().await;
}

#[tokio::test]
async fn a_service_that_somebody_gave_another_name_is_left_alone() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    let service = cloud.service().id;
    let rename = "mutation Rename($id: String!) { serviceUpdate(id: $id, input: { name: \"mine\" }) { id } }";
    let request = serde_json::json!({ "query": rename, "variables": { "id": service }, "operationName": "Rename" });
    let http = reqwest::Client::new().post(format!("{}?query=Rename", cloud.railway.address()));
    let renamed = http.bearer_auth(cloud.railway.account_token()).json(&request).send().await.expect("an answer");
    assert!(renamed.text().await.expect("a body").contains(&service));
    ada.hears("/stop nest", "another name, so I leave it alone.").await;
    ada.hears("/status", "● running").await;
    ada.hears("/delete nest", "for good?").await;
    ada.hears("nest", "is no longer one of your bots. Somebody gave its service at Railway another name").await;
    assert_eq!(ada.count("is gone for good"), 0);
    assert_eq!((cloud.exists().services, cloud.exists().volumes), (1, 1), "whoever renamed it has it now");
    assert_eq!(cloud.exists().projects, 1, "and what it lives in");
    cloud.ends().await;
}

#[tokio::test]
async fn a_bot_that_is_asked_for_while_its_persons_last_one_leaves_waits_for_that() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    // Told to go twice before Railway lets the project go: between the two a new bot is asked for.
    cloud.railway.fails_for("projectDelete", Fault::Status(503), 3);
    ada.hears("/delete nest", "for good?").await;
    ada.says("nest");
    cloud.railway.until("the project is told to go", |railway| railway.count("projectDelete") > 0).await;
    ada.hears("/deploy twig hatchling echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    // It may have gone before any of this was said.
    ada.until(|chat| chat.visible().any(|message| message.text.contains("is gone for good"))).await;
    assert_eq!(cloud.exists(), super::ONE, "a new project, with the new bot alone");
    cloud.ends().await;
}

#[tokio::test]
async fn a_project_that_may_not_be_deleted_stays_and_is_used_again() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    cloud.railway.fails_for("projectDelete", Fault::GraphQl("Two factor authentication required".into()), 100);
    ada.hears("/delete nest", "for good?").await;
    ada.hears("nest", "is gone for good").await;
    assert_eq!((cloud.exists().projects, cloud.exists().services, cloud.exists().volumes), (1, 0, 0));
    ada.hears("/deploy twig hatchling echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    assert_eq!(cloud.exists(), super::ONE);
    cloud.ends().await;
}
