//! A bot at Railway from day to day: restart, stop, start, change, log, cost, and its end.

use std::time::{Duration, Instant};

use hatchery::domain::Provider;

use super::{Cloud, Exists, NOTHING, ONE};
use crate::fakes::providers::{Behaviour, On};
use crate::fakes::railway::{Fault, Step};
use crate::fakes::telegram::Failure;
use crate::world::{KEY, OTHER_KEY, Speaker};

const MADE_UP_KEY: &str = "sk-ant-HATCHTEST-0123456789-fake";

#[tokio::test]
async fn a_restart_is_of_the_process_and_deploys_nothing() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, alive) = cloud.nest().await;
    ada.hears("/restart nest", "is back. It answered").await;
    assert_eq!((cloud.railway.count("deploymentRestart"), cloud.deployments().len()), (1, 1));
    assert_eq!(cloud.page(&alive.text).asks("still there?").await, "still there?");
    cloud.ends().await;
}

#[tokio::test]
async fn a_stopped_bot_keeps_its_place_and_starts_again_with_what_was_changed() {
    let Some(cloud) = Cloud::start().await else { return };
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    let alive = ada.gets("Hatch it", "is alive").await;
    ada.hears("/stop nest", "is stopped").await;
    assert_eq!(cloud.exists(), Exists { running: 0, ..ONE });
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key").await;
    ada.hears(OTHER_KEY, "It takes effect when the bot is started.").await;
    assert_eq!(cloud.railway.variables(&cloud.service().id)["AI_KEY"], KEY);
    ada.hears("/resume nest", "runs again").await;
    assert_eq!(cloud.railway.variables(&cloud.service().id)["AI_KEY"], OTHER_KEY);
    assert_eq!(cloud.page(&alive.text).asks("hello").await, "You said: hello");
    assert_eq!(cloud.exists(), ONE);
    cloud.ends().await;
}

#[tokio::test]
async fn a_change_is_new_variables_and_then_one_deployment() {
    let Some(cloud) = Cloud::start().await else { return };
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    let before = cloud.railway.requests().len();
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key").await;
    ada.hears(OTHER_KEY, "is changed and answered").await;
    let changes: Vec<String> = cloud.railway.requests()[before..]
        .iter()
        .map(|request| request.operation.clone())
        .filter(|operation| ["SetVariables", "Deploy"].contains(&operation.as_str()))
        .collect();
    assert_eq!(changes, ["SetVariables", "Deploy"]);
    let deployments = cloud.deployments();
    assert_eq!(deployments.len(), 2);
    assert_eq!(deployments[1].variables.get("AI_KEY").map(String::as_str), Some(OTHER_KEY));
    assert_eq!(cloud.exists(), ONE);
    cloud.ends().await;
}

#[tokio::test]
async fn a_change_that_does_not_come_up_leaves_the_bot_that_was() {
    let Some(cloud) = Cloud::start().await else { return };
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    let alive = ada.gets("Hatch it", "is alive").await;
    cloud.railway.next_deployment(&[Step::Fails { at: "CREATE_CONTAINER", error: "no host" }]);
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key").await;
    let told = ada.hears(OTHER_KEY, "The change to “nest” did not come up.").await;
    assert!(told.text.contains("The version before it goes on"), "{}", told.text);
    let card = ada.hears("/status", "● running").await;
    assert!(card.text.contains("A newer version did not come up."), "{}", card.text);
    assert_eq!(cloud.page(&alive.text).asks("hello").await, "You said: hello");
    cloud.ends().await;
}

#[tokio::test]
async fn a_change_that_does_not_become_healthy_gives_its_place_back_to_the_key_that_was() {
    let Some(cloud) = Cloud::start().await else { return };
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    cloud.railway.next_deployment(&[Step::Fails { at: "HEALTHCHECK", error: "never became healthy" }]);
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key").await;
    let told = ada.hears(OTHER_KEY, "The change to “nest” did not come up.").await;
    assert!(told.text.contains("The version before it goes on"), "{}", told.text);
    assert!(told.text.contains("It has …good back, which it had before."), "{}", told.text);
    // What it goes on with was made with that; the next start sends it, too.
    ada.hears("/restart nest", "answered after").await;
    assert_eq!(cloud.railway.variables(&cloud.service().id)["AI_KEY"], KEY);
    assert_eq!(cloud.deployments().last().expect("one").variables["AI_KEY"], KEY);
    cloud.ends().await;
}

#[tokio::test]
async fn a_key_that_turns_out_to_be_refused_when_the_bot_has_long_started_gives_its_place_back() {
    let Some(cloud) = Cloud::with(&[("JOB_POLL_MS", "5")]).await else { return };
    let child = cloud.telegram.bot("nest_helper_bot");
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling anthropic telegram", "Send me your Anthropic key").await;
    ada.hears(KEY, "needs a Telegram bot").await;
    ada.hears(&child.token, "Ready to hatch").await;
    ada.gets("Hatch it", "has started").await;
    let answers = |behaviour: Behaviour| {
        for on in [On::Look, On::Chat] {
            cloud.providers.behaves(MADE_UP_KEY, on, behaviour.clone());
        }
    };
    answers(Behaviour::overloaded(Provider::Anthropic));
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key.").await;
    ada.hears(MADE_UP_KEY, "is busy and asks to wait").await;
    ada.gets("Go on unchecked", "Changing “nest”").await;
    cloud.app().move_clock(Duration::from_secs(130));
    ada.sees("“nest” is back. It started after").await;
    assert_eq!(cloud.deployments().last().expect("one").variables["AI_KEY"], MADE_UP_KEY);
    ada.marks();
    // Only whoever writes to it finds out.
    answers(Behaviour::Usual);
    let visitor = Speaker::new(cloud.telegram.person(42), child);
    visitor.says("hello");
    let refused = "hatchling trouble: provider refuses the key";
    cloud
        .railway
        .until("it says so", |_| {
            cloud.deployments().iter().flat_map(|it| &it.logs).any(|line| line.text.contains(refused))
        })
        .await;
    cloud.app().move_clock(Duration::from_secs(601));
    let told = ada.sees("It gets …good back, which it had before").await;
    assert!(told.text.contains("Anthropic does not accept its key."), "{}", told.text);
    ada.sees("“nest” is back. It started after").await;
    assert_eq!(cloud.deployments().last().expect("one").variables["AI_KEY"], KEY);
    cloud.ends().await;
}

#[tokio::test]
async fn a_bot_that_railway_is_moving_is_stopped_all_the_same() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    cloud.railway.next_deployment(&[Step::Holds("DEPLOYING"), Step::Is("SUCCESS")]);
    cloud.railway.railway_redeploys(&cloud.service().id);
    ada.hears("/stop nest", "is stopped").await;
    assert_eq!(cloud.exists(), Exists { running: 0, ..ONE });
    cloud.ends().await;
}

#[tokio::test]
async fn its_log_comes_from_railway_with_secrets_covered() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    let service = cloud.service().id;
    let token = cloud.railway.variables(&service)["WEB_TOKEN"].clone();
    cloud
        .railway
        .logs(&service, &["\u{1b}[31mGET /x?key=sk-ant-HATCHTEST-00001234 failed\u{1b}[0m", &format!("token {token}")]);
    let log = ada.hears("/logs nest", "The last lines of “nest”:").await;
    assert!(log.text.contains("hatchling ready on"), "{}", log.text);
    assert!(log.text.contains("GET /x?key=…1234 failed"), "{}", log.text);
    assert!(!log.text.contains(&token), "{}", log.text);
    cloud.railway.is_down(true);
    ada.hears("/logs nest", "I cannot get the log of “nest” from Railway right now.").await;
    cloud.railway.is_down(false);
    cloud.ends().await;
}

#[tokio::test]
async fn whoever_waits_for_railway_sees_that_it_is_looked_up() {
    // A question may take a third of it.
    let Some(cloud) = Cloud::with(&[("RAILWAY_TIMEOUT_MS", "5400")]).await else { return };
    let (ada, _) = cloud.nest().await;
    let drafts = || cloud.telegram.calls(&cloud.hatchery, "sendMessageDraft").len();
    let asked = Instant::now();
    ada.hears("/logs nest", "The last lines of “nest”:").await;
    let before = drafts();
    // A busy machine may not have it at once.
    assert!(before == 0 || asked.elapsed() > Duration::from_millis(700), "what is there at once needs no sign");
    let away = "I cannot get the log of “nest” from Railway right now.";
    cloud.railway.fails_for("deploymentLogs", Fault::HangBefore, 4);
    ada.says("/logs nest");
    ada.until(|chat| chat.draft.as_deref() == Some("One moment, I am looking it up …")).await;
    ada.sees(away).await;
    assert_eq!(ada.chat().draft, None, "the answer takes its place");

    // A chat that takes none is told that we type. So is every chat of a server that knows none, which is asked once.
    cloud.telegram.fails_next(&cloud.hatchery, "sendMessageDraft", Failure::Refused("Bad Request: no draft here"));
    cloud.telegram.fails_next(&cloud.hatchery, "sendMessageDraft", Failure::NoMethod);
    for n in 1..=3 {
        ada.says("/logs nest");
        ada.until(|chat| chat.typing == n).await;
        ada.sees(away).await;
    }
    assert_eq!(drafts() - before, 3);
    cloud.ends().await;
}

#[tokio::test]
async fn its_card_says_where_it_lives_and_what_it_has_cost() {
    let Some(cloud) = Cloud::with(&[("JOB_POLL_MS", "5")]).await else { return };
    let (ada, _) = cloud.nest().await;
    let service = cloud.service().id;
    // 4,320 minutes of a gigabyte are a tenth of a month's ten dollars.
    cloud.railway.uses(&service, "MEMORY_USAGE_GB", 4_320.0);
    cloud.railway.uses(&service, "NETWORK_TX_GB", 2.0);
    cloud.app().move_clock(std::time::Duration::from_secs(3_700));
    let asked = cloud.railway.count("usage");
    cloud.railway.until("it was asked what bots have cost", |railway| railway.count("usage") > asked).await;
    cloud.app().move_clock(std::time::Duration::from_secs(3_700));
    let asked = cloud.railway.count("usage");
    cloud.railway.until("and once more", |railway| railway.count("usage") > asked).await;
    let card = ada.hears("/status", "● running").await;
    assert!(card.text.contains("Hatchling on Railway"), "{}", card.text);
    assert!(card.text.contains("Cost so far this month: $1.10"), "{}", card.text);
    cloud.ends().await;
}

#[tokio::test]
async fn a_month_that_reaches_its_limit_is_told_to_operators_once_and_new_bots_wait() {
    let Some(cloud) = Cloud::with(&[("JOB_POLL_MS", "5"), ("ADMINS", "telegram:1")]).await else { return };
    let (ada, _) = cloud.nest().await;
    let owner = cloud.person(1);
    owner.hears("/spend 1", "Bots have cost $0.00 of $1.00 this month").await;
    cloud.railway.uses(&cloud.service().id, "MEMORY_USAGE_GB", 4_320.0);
    for _ in 0..3 {
        let asked = cloud.railway.count("usage");
        cloud.app().move_clock(std::time::Duration::from_secs(3_700));
        cloud.railway.until("it was asked what bots have cost", |railway| railway.count("usage") > asked).await;
    }
    owner.sees("Bots have cost this month what they may").await;
    ada.hears("/deploy owl hatchling echo web", "New bots wait until next month").await;
    ada.hears("/status", "● running").await;
    owner.hears("/spend 2", "Bots have cost $1.00 of $2.00 this month").await;
    ada.hears("/deploy owl hatchling echo web", "Ready to hatch").await;
    assert_eq!(owner.count("Bots have cost this month what they may"), 1, "it was told once");
    cloud.ends().await;
}

#[tokio::test]
async fn deleting_removes_everything_that_was_made_for_it() {
    let Some(cloud) = Cloud::start().await else { return };
    let (ada, _) = cloud.nest().await;
    ada.hears("/delete nest", "for good?").await;
    let told = ada.hears("nest", "is gone for good").await;
    assert!(told.text.contains("It keeps the disk for 48 hours before it wipes it."), "{}", told.text);
    assert_eq!(cloud.exists(), NOTHING);
    // And once more from the beginning: a new project for the same person.
    ada.hears("/deploy nest hatchling echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    assert_eq!((cloud.exists(), cloud.railway.projects().len()), (ONE, 2));
    cloud.ends().await;
}

#[tokio::test]
async fn bots_at_railway_go_on_while_hatchery_is_away() {
    let Some(mut cloud) = Cloud::start().await else { return };
    let (ada, alive) = cloud.nest().await;
    cloud.stop().await;
    assert_eq!(cloud.page(&alive.text).asks("hello?").await, "hello?");
    cloud.restart().await;
    ada.hears("/status", "● running").await;
    assert_eq!(cloud.exists(), ONE);
    cloud.ends().await;
}

#[tokio::test]
async fn what_railway_refused_leaves_the_bot_as_it_was_and_the_next_restart_brings_the_change() {
    let Some(cloud) = Cloud::start().await else { return };
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    cloud.railway.fails_next("variableCollectionUpsert", Fault::GraphQl("Plans differ".into()));
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key").await;
    let told = ada.hears(OTHER_KEY, "The change to “nest” did not come up.").await;
    assert!(told.text.contains("Railway refused: Plans differ\nI left it as it was."), "{}", told.text);
    ada.hears("/status", "● running").await;
    ada.gets("Restart", "“nest” runs again. It answered").await;
    let deployments = cloud.deployments();
    assert_eq!(deployments.last().expect("one").variables.get("AI_KEY").map(String::as_str), Some(OTHER_KEY));
    assert_eq!(cloud.exists(), ONE);
    cloud.ends().await;
}

#[tokio::test]
async fn a_bot_can_be_deleted_while_railway_does_not_come_to_its_change() {
    let Some(cloud) = Cloud::start().await else { return };
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    cloud.railway.next_deployment(&[Step::Holds("QUEUED")]);
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key").await;
    ada.hears(OTHER_KEY, "is in line and goes on by itself").await;
    ada.hears("/delete nest", "for good?").await;
    ada.hears("nest", "is gone for good").await;
    assert_eq!(cloud.exists(), NOTHING);
    cloud.ends().await;
}
