//! What is set about a bot at Railway: it comes with the variables of one new deployment.

use super::{Cloud, ONE};
use crate::world::KEY;

const READY: &str = "2026-11-21T10:00:00.000Z [gateway] ready";

#[tokio::test]
async fn a_setting_is_a_variable_of_the_bots_next_deployment() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    let before = cloud.railway.variables(&cloud.service().id);
    assert_eq!((before.get("PERSONA"), before["MEMORY_TURNS"].as_str()), (None, "20"));
    let patch = "{\"options\": {\"persona\": \"A gruff pirate.\", \"memory\": 7}}";
    ada.hears(&format!("/config nest patch {patch}"), "“nest” has revision 2").await;
    ada.sees("is changed and answered").await;
    let deployments = cloud.deployments();
    let variables = &deployments.last().expect("one").variables;
    assert_eq!((deployments.len(), variables["PERSONA"].as_str()), (2, "A gruff pirate."));
    assert_eq!(variables["MEMORY_TURNS"], "7");
    ada.hears("/config nest set persona = ${{Postgres.PASSWORD}}", "cannot have $ in it").await;
    ada.hears("/config nest rollback 1", "“nest” has revision 3").await;
    ada.sees("is changed and answered").await;
    let deployments = cloud.deployments();
    assert_eq!((deployments.len(), deployments.last().expect("one").variables.get("PERSONA")), (3, None));
    assert_eq!(cloud.exists(), ONE);
    cloud.ends().await;
}

#[tokio::test]
async fn an_openclaw_gets_what_is_set_in_its_own_config() {
    let Some(cloud) = Cloud::start().await else { return };
    let child = cloud.telegram.bot("nest_helper_bot");
    let ada = cloud.person(42);
    ada.hears("/deploy nest openclaw anthropic telegram", "Send me your Anthropic key").await;
    ada.hears(KEY, "needs a Telegram bot").await;
    ada.hears(&child.token, "Ready to hatch").await;
    cloud.railway.next_logs(&[READY]);
    ada.gets("Hatch it", "has started").await;
    ada.hears("/config nest", "Thinking (thinking): not set").await;
    ada.gets("Thinking", "How long it thinks before it answers.").await;
    cloud.railway.next_logs(&[READY]);
    ada.gets("high", "is back").await;
    cloud.railway.next_logs(&[READY]);
    ada.hears("/config nest set steps = yes", "“nest” has revision 3").await;
    ada.sees("is back").await;
    let variables = cloud.railway.variables(&cloud.service().id);
    assert_eq!(variables["OPENCLAW_THINKING"], "high");
    let config: serde_json::Value = serde_json::from_str(&variables["OPENCLAW_CONFIG_JSON"]).expect("JSON");
    assert_eq!(config["agents"]["defaults"]["thinkingDefault"], "${OPENCLAW_THINKING}");
    assert_eq!(config["agents"]["defaults"]["verboseDefault"], "on");
    assert!(config["agents"]["defaults"]["userTimezone"].is_null());
    cloud.ends().await;
}
