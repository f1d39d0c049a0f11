//! What admins on Discord are told by itself, and what they do about it there.

use std::time::Duration;

use crate::discord::{Den, Door};
use crate::fakes::webhooks::FakeWebhooks;

through_both_doors! {
    an_alarm_comes_to_an_admin_who_mutes_it_and_tries_the_ways,
    a_token_that_was_reset_is_told_by_the_webhook,
}

const HALF_A_MINUTE: Duration = Duration::from_secs(30);

async fn an_alarm_comes_to_an_admin_who_mutes_it_and_tries_the_ways(door: Door) {
    let Some(mut den) = Den::with(door, &[("ADMINS", "discord:1")]).await else { return };
    let admin = den.speaker("admin");
    let admins = format!("discord:{},discord:1", admin.person.id);
    // It is raised before anybody has written, and told to the first who does.
    den.restarts_with(&[("ADMINS", &admins), ("ALERT_DISK_MB", "1000000000")]).await;
    admin.hears("/help", "This is what I understand").await;
    den.app().move_clock(HALF_A_MINUTE);
    let told = admin.sees("MB of disk are free where").await;
    assert!(told.text.contains("Make room, or give it a larger disk."), "{}", told.text);
    admin.gets("Mute 1 h", "Muted for everybody for 1 hour: the alarm of a full disk.").await;
    admin.gets("All alerts", "▲ alarm since").await;
    let tested = admin.gets("Send a test", "The test arrived at 1 of 2:").await;
    assert!(
        tested.text.contains("▲ not arrived: number 1 on Discord: they have never written to me"),
        "{}",
        tested.text
    );
    admin.sees("This is a test of alerts").await;
    den.restarts_with(&[("ALERT_DISK_MB", "0")]).await;
    den.app().move_clock(5 * HALF_A_MINUTE);
    admin.sees("All clear: there is enough room on the disk again.").await;
    assert_eq!(admin.count("MB of disk are free where"), 1, "a restart told it again");
    den.settles().await;
    den.ends().await;
}

async fn a_token_that_was_reset_is_told_by_the_webhook(door: Door) {
    let Some(webhooks) = FakeWebhooks::start().await else { return };
    let address = webhooks.discord();
    let Some(den) = Den::with(door, &[("ADMINS", "discord:1"), ("ALERT_WEBHOOK_URL", &address)]).await else { return };
    den.discord.resets(&den.hatchery.token);
    // Nobody writes, so Discord is asked.
    den.app().move_clock(10 * HALF_A_MINUTE);
    webhooks.takes("Alarm: Discord does not accept my token any more.").await;
    assert_eq!(webhooks.posted().len(), 1, "{:#?}", webhooks.posted());
    den.ends().await;
}
