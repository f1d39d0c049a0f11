//! A kept key that five bots at Railway use gets another value, and the third of them does not come up with it.

use super::Cloud;
use crate::fakes::railway::{Service, Step};
use crate::world::{KEY, OTHER_KEY, Speaker};

const WELL: &[Step] = &[Step::Is("DEPLOYING"), Step::Is("SUCCESS")];
const FAILS: &[Step] = &[Step::Fails { at: "CREATE_CONTAINER", error: "no host" }];
const NAMES: [&str; 5] = ["ant", "bee", "cat", "dog", "emu"];

async fn five_bots(cloud: &Cloud) -> Speaker {
    let ada = cloud.person(42);
    ada.hears("/keys add anthropic", "Send me your Anthropic key").await;
    ada.hears(KEY, "is kept").await;
    for name in NAMES {
        ada.hears(&format!("/deploy {name} hatchling anthropic web"), "Send me your Anthropic key").await;
        ada.gets("Use my Anthropic key …good", "Ready to hatch").await;
        ada.gets("Hatch it", "is alive").await;
    }
    ada
}

/// The key that the deployment of each bot that serves was made with, the oldest bot first.
fn serving(cloud: &Cloud) -> Vec<String> {
    let services = cloud.railway.services();
    let key = |service: &Service| {
        let deployments = cloud.railway.deployments(&service.id);
        let serves = deployments.iter().rev().find(|it| it.status == "SUCCESS").expect("one serves");
        serves.variables["AI_KEY"].clone()
    };
    services.iter().map(key).collect()
}

#[tokio::test]
async fn of_five_bots_the_third_fails_and_a_restart_in_the_middle_changes_nothing() {
    let Some(mut cloud) = Cloud::with(&[("TIER_FREE", "hour=50,day=50,live=5")]).await else { return };
    let ada = five_bots(&cloud).await;
    assert_eq!(serving(&cloud), [KEY; 5]);
    let before = cloud.railway.count("serviceInstanceDeployV2");
    cloud.railway.next_deployment(WELL);
    cloud.railway.next_deployment(&[Step::Holds("DEPLOYING"), Step::Is("SUCCESS")]);
    cloud.railway.next_deployment(FAILS);
    ada.hears("/keys replace good", "When it is good, 5 bots get it").await;
    ada.hears(OTHER_KEY, "→ “bee” starts with it").await;
    cloud.restart().await;
    ada.marks();
    cloud.railway.proceed();
    let stopped = ada.sees("I stopped there.").await;
    assert!(stopped.text.contains("“cat” did not come up well with Anthropic key …next."), "{}", stopped.text);
    assert!(stopped.text.contains("“cat” has …good again; what ran before the change has gone on"), "{}", stopped.text);
    assert!(stopped.text.contains("With …next: “ant”, “bee”"), "{}", stopped.text);
    assert!(stopped.text.contains("Still with …good: “cat”, “dog”, “emu”"), "{}", stopped.text);
    assert_eq!(serving(&cloud), [OTHER_KEY, OTHER_KEY, KEY, KEY, KEY]);
    assert_eq!(cloud.railway.count("serviceInstanceDeployV2") - before, 3, "the others were not touched");

    // Back: only who has the new one is deployed again.
    let back = ada.gets("Back to …good", "Your bots are back on Anthropic key …good.").await;
    assert!(back.text.contains("…next is deleted here."), "{}", back.text);
    assert_eq!(serving(&cloud), [KEY; 5]);
    assert_eq!(cloud.railway.count("serviceInstanceDeployV2") - before, 5);
    ada.hears("/keys", "Anthropic …good · used by “ant”, “bee”, “cat”, “dog”, “emu”").await;
    cloud.ends().await;
}

#[tokio::test]
async fn who_goes_on_after_the_third_has_all_five_with_the_new_key_in_the_end() {
    let Some(cloud) = Cloud::with(&[("TIER_FREE", "hour=50,day=50,live=5")]).await else { return };
    let ada = five_bots(&cloud).await;
    for steps in [WELL, WELL, FAILS] {
        cloud.railway.next_deployment(steps);
    }
    ada.hears("/keys replace good", "When it is good, 5 bots get it").await;
    ada.hears(OTHER_KEY, "I stopped there.").await;
    ada.gets("Go on", "Still with …good: “cat”").await;
    assert_eq!(serving(&cloud), [OTHER_KEY, OTHER_KEY, KEY, OTHER_KEY, OTHER_KEY]);
    ada.gets("Try again", "5 bots have Anthropic key …next now.").await;
    assert_eq!(serving(&cloud), [OTHER_KEY; 5]);
    cloud.ends().await;
}
