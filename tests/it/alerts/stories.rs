//! Alerts as admins live through them, with a whole Hatchery.

use std::time::Duration;

use crate::cloud::Cloud;
use crate::fakes::railway::FakeRailway;
use crate::fakes::webhooks::{FakeWebhooks, Mishap};
use crate::world::World;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_token_that_telegram_revokes_is_told_where_it_can_be_and_hatchery_goes_on() {
    let Some(webhooks) = FakeWebhooks::start().await else { return };
    let address = webhooks.discord();
    let Some(mut world) = World::with(&[("ADMINS", "telegram:42"), ("ALERT_WEBHOOK_URL", &address)]).await else {
        return;
    };
    let admin = world.person(42);
    admin.hears("/status", "no bot yet").await;
    world.telegram.revokes(&world.hatchery);
    admin.says("/status");
    let is_refused = || world.app().telegram().is_ok_and(|telegram| telegram.api.is_refused());
    world.telegram.until(&world.hatchery, "the long poll is refused", |_| is_refused()).await;
    world.app().move_clock(MINUTE);
    webhooks.takes("Alarm: Telegram does not accept my token any more.").await;
    world.telegram.restores(&world.hatchery);
    world.restart().await;
    world.app().move_clock(3 * MINUTE);
    webhooks.takes("All clear: Telegram accepts my token again.").await;
    assert_eq!(webhooks.posted().len(), 2, "{:#?}", webhooks.posted());
    world.ends().await;
}

#[tokio::test]
async fn a_budget_at_railway_that_runs_low_is_told_and_muted_by_one_for_all() {
    let Some(railway) = FakeRailway::start().await else { return };
    let settings = [("ADMINS", "telegram:42,telegram:43"), ("JOB_POLL_MS", "5")];
    let Some(cloud) = Cloud::on(railway, &settings).await else { return };
    let (admin, _) = cloud.nest().await;
    let second = cloud.person(43);
    second.hears("/alerts", "requests to Railway left in this hour").await;
    cloud.railway.budget_left(500);
    admin.hears("/logs nest", "nest").await;
    cloud.app().move_clock(MINUTE);
    let told = admin.sees("Alarm: Railway lets me ask only").await;
    assert!(told.text.contains("Those that run go on."), "{}", told.text);
    second.sees("Alarm: Railway lets me ask only").await;
    admin.gets("Mute 1 h", "Muted for everybody for 1 hour: the alarm of Railway's budget.").await;
    second.sees("Muted for another 60 min by").await;
    let all = second.hears("/alerts", "▲ alarm since").await;
    assert!(all.text.contains("Muted for another"), "{}", all.text);
    cloud.railway.budget_left(9_000);
    admin.hears("/logs nest", "nest").await;
    cloud.app().move_clock(MINUTE);
    admin.sees("All clear: Railway lets me ask enough again.").await;
    second.gets("Unmute", "Nothing is muted any more.").await;
    admin.sees("ended the mute: alarms are told again.").await;
    cloud.ends().await;
}

#[tokio::test]
async fn a_test_tells_what_arrived_and_why_the_rest_did_not() {
    let Some(webhooks) = FakeWebhooks::start().await else { return };
    let address = webhooks.slack();
    let admins = "telegram:42,telegram:43,telegram:44,discord:80351110224678912";
    let settings = [("ADMINS", admins), ("ALERT_WEBHOOK_URL", address.as_str())];
    let Some(world) = World::with(&settings).await else { return };
    let (admin, second) = (world.person(42), world.person(43));
    second.hears("/status", "no bot yet").await;
    second.person.blocks(&world.hatchery);
    let tested = admin.hears("/alerts test", "The test arrived at 2 of 5:").await;
    for line in [
        "● arrived: “Person 42” (42) on Telegram",
        "▲ not arrived: “Person 43” (43) on Telegram: they cannot be reached",
        "▲ not arrived: number 44 on Telegram: they have never written to me",
        "▲ not arrived: number 80351110224678912 on Discord: I am not switched on there.",
        "● arrived: the webhook of Slack",
    ] {
        assert!(tested.text.contains(line), "{line}\n{}", tested.text);
    }
    assert_eq!(admin.count("This is a test of alerts"), 1);
    assert!(webhooks.posted()[0].starts_with("This is a test of alerts"), "{:?}", webhooks.posted());

    webhooks.fails(Some(Mishap::Removed));
    let tested = admin.hears("/alerts test", "The test arrived at 1 of 5:").await;
    assert!(
        tested.text.contains("▲ not arrived: the webhook of Slack: it answers 404, no_service."),
        "{}",
        tested.text
    );
    webhooks.fails(Some(Mishap::Page(404)));
    let tested = admin.hears("/alerts test", "The test arrived at 1 of 5:").await;
    assert!(tested.text.contains("the webhook of Slack: it answers 404."), "{}", tested.text);
    world.ends().await;
}

#[tokio::test]
async fn who_helps_may_look_who_operates_may_act_and_nobody_else_knows_of_it() {
    let Some(world) = World::with(&[("ADMINS", "telegram:42")]).await else { return };
    let (owner, helper, somebody) = (world.person(42), world.person(43), world.person(44));
    helper.hears("/status", "no bot yet").await;
    owner.hears("/admin grant telegram:43 support", "is support now").await;
    let looked = helper.hears("/alerts", "What I watch, as it is now:").await;
    assert!(looked.rows.is_empty(), "{looked:?}");
    for act in ["/alerts test", "/alerts mute", "/alerts unmute"] {
        helper.hears(act, "That is for the operator role.").await;
    }
    somebody.hears("/alerts", "I do not know that command").await;
    owner.hears("/alerts mute everything", "Like this: /alerts").await;
    owner.hears("/alerts unmute", "Nothing is muted.").await;
    owner.hears("/alerts mute disk", "Muted for everybody for 1 hour: the alarm of a full disk.").await;
    owner.hears("/alerts", "Muted for another 60 min by “Person 42” (42) on Telegram: the alarm of a full disk.").await;
    owner.hears("/admin log", "muted alarms: disk").await;
    world.ends().await;
}
