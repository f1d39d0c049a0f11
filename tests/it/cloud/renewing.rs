//! A token that changes while its bot hatches at Railway: the hatch goes on with the new one, whatever stage it is in.

use super::{Cloud, Exists, ONE};
use crate::fakes::railway::{Fault, Step};
use crate::fakes::telegram::Bot;
use crate::stories::managed::{asked, makes};
use crate::world::Speaker;

/// A hatch of a bot that was made through Hatchery is one press away.
async fn ready() -> Option<(Cloud, Speaker, Bot)> {
    let mut cloud = Cloud::start().await?;
    cloud.telegram.lets_manage(&cloud.hatchery);
    cloud.restart().await;
    let ada = cloud.person(42);
    let address = asked(&ada).await;
    let child = makes(&ada, &address, "Ready to hatch").await;
    Some((cloud, ada, child))
}

/// It hatches, with that token and as one bot.
async fn hatches_with(cloud: Cloud, ada: Speaker, token: &Bot, when: &str) {
    ada.sees("has started").await;
    let deployments = cloud.deployments();
    let newest = deployments.last().expect("a deployment");
    assert_eq!(newest.variables.get("TELEGRAM_BOT_TOKEN"), Some(&token.token), "{when}");
    assert_eq!(cloud.exists(), Exists { domains: 0, ..ONE }, "{when}");
    ada.with(token).hears("are you there?", "are you there?").await;
    assert_eq!((ada.count("has started"), ada.count("did not hatch")), (1, 0), "{when}:\n{}", ada.chat());
    cloud.ends().await;
}

#[tokio::test]
async fn a_token_that_changes_while_a_stage_is_held_up_is_the_one_that_it_hatches_with() {
    for stage in [
        "projectCreate",
        "serviceCreate",
        "variableCollectionUpsert",
        "serviceInstanceLimitsUpdate",
        "volumeCreate",
        "serviceInstanceUpdate",
        "serviceInstanceDeployV2",
    ] {
        let Some((cloud, ada, child)) = ready().await else { return };
        cloud.railway.fails_next(stage, Fault::TooQuickly { retry_after_s: 3600 });
        ada.presses("Hatch it");
        ada.sees("Railway takes no more requests from me for a while").await;
        let second = cloud.telegram.renews_token(&child);
        ada.sees("goes on with it").await;
        hatches_with(cloud, ada, &second, stage).await;
    }
}

#[tokio::test]
async fn a_token_that_changes_while_a_deployment_is_watched_brings_another_deployment() {
    let Some((cloud, ada, child)) = ready().await else { return };
    cloud.railway.next_deployment(&[Step::Holds("DEPLOYING"), Step::Is("SUCCESS")]);
    ada.presses("Hatch it");
    cloud.railway.until("it is watched", |railway| railway.count("deployment") > 0).await;
    let second = cloud.telegram.renews_token(&child);
    ada.sees("goes on with it").await;
    cloud.railway.until("another is deployed", |railway| railway.count("serviceInstanceDeployV2") == 2).await;
    hatches_with(cloud, ada, &second, "watching").await;
}
