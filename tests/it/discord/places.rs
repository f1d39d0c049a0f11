//! Servers, where only its person sees what Hatchery says, and what comes when an interaction has had its time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::discord::{Den, Door, Speaker};
use crate::fakes::providers::{Behaviour, On};
use crate::world::{KEY, Page};

/// An interaction is good for so long.
const QUARTER: Duration = Duration::from_secs(15 * 60 + 1);

/// What is under way on Discord.
const YELLOW: u32 = 0xfee75c;

through_both_doors! {
    a_bot_with_a_key_hatches_in_a_server_and_only_its_person_sees_it,
    what_comes_after_a_quarter_of_an_hour_comes_in_private,
    a_hatch_that_outlives_its_interaction_ends_in_private,
    one_goes_on_in_private_where_one_left_off_in_a_server,
}

async fn a_bot_with_a_key_hatches_in_a_server_and_only_its_person_sees_it(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let (ada, server) = den.server();
    let (ada, bob) = (Speaker::new(ada, server), den.member("bob"));
    ada.hears("/deploy", "Whose AI").await;
    ada.picks(&["Anthropic"], "Where should people talk").await;
    ada.gets("Done", "What shall it be called?").await;
    ada.gives("Name and key", &[("Name", "nest"), ("Anthropic key", KEY)], "Ready to hatch").await;
    let alive = ada.gets("Hatch it", "is alive").await;
    assert_eq!(Page::told_in(&alive.text).asks("hello").await, "You said: hello");
    ada.gets("Status", "● running").await;
    ada.hears("/logs", "The last lines of").await;
    ada.gets("Whole log", "The log of “nest”").await;
    den.settles().await;
    assert!(ada.all().iter().all(|shown| shown.is_ephemeral), "{:#?}", ada.all());
    assert_eq!(bob.all(), []);
    let rang: Vec<bool> = den.speaker("ada").all().iter().map(|shown| shown.text.contains("is alive")).collect();
    assert_eq!(rang, [true], "news ring in the private channel as well, and nothing else goes there");
    den.ends().await;
}

async fn what_comes_after_a_quarter_of_an_hour_comes_in_private(door: Door) {
    let Some(den) = Den::with(door, &[("TIER_FREE", "hour=1,day=10,live=5")]).await else { return };
    let ada = den.member("ada");
    ada.hatches("nest echo web").await;
    ada.hears("/deploy", "You have used your 1 deploy for this hour").await;
    ada.gets("Remind me", "I will tell you").await;
    den.settles().await;
    let in_private = ada.at(&ada.person.dm(&den.hatchery));
    in_private.marks();
    let (hour, before) = (Duration::from_secs(3_601), ada.all());
    den.discord.passes(hour);
    den.app().move_clock(hour);
    let told = in_private.sees("You can hatch a bot again.").await;
    assert!(!told.is_ephemeral);
    assert_eq!(ada.all(), before);
    den.ends().await;
}

async fn a_hatch_that_outlives_its_interaction_ends_in_private(door: Door) {
    let Some(den) = Den::with(door, &[("PROBE_TIMEOUT_MS", "7200000")]).await else { return };
    let ada = den.member("ada");
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.gives("Give the key", &[("Anthropic key", KEY)], "Ready to hatch").await;
    let gate = Arc::new(Semaphore::new(0));
    den.providers.behaves(KEY, On::Chat, Behaviour::Held(gate.clone()));
    let hatching = ada.gets("Hatch it", "→ first answer").await;
    assert_eq!(hatching.accent, Some(YELLOW));
    let in_private = ada.at(&ada.person.dm(&den.hatchery));
    in_private.marks();
    let before = ada.all();
    den.discord.passes(QUARTER);
    den.app().move_clock(QUARTER);
    gate.close();
    in_private.sees("✓ first answer").await;
    in_private.sees("is alive").await;
    den.settles().await;
    assert_eq!((ada.all(), in_private.all().len()), (before, 2), "{:#?}", in_private.all());
    den.ends().await;
}

async fn one_goes_on_in_private_where_one_left_off_in_a_server(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.member("ada");
    let in_private = ada.at(&ada.person.dm(&den.hatchery));
    ada.hears("/deploy nest", "Whose AI should “nest” use?").await;
    let there = ada.all();
    in_private.hears("/start", "Whose AI should “nest” use?").await;
    in_private.picks(&["Just try it, no key"], "Where should people talk").await;
    in_private.gets("Done", "Ready to hatch “nest”").await;
    assert_eq!(ada.all(), there);
    ada.picks(&["Anthropic"], "That step is over. Here is where you are:\nReady to hatch “nest”").await;
    ada.gets("Hatch it", "is alive").await;
    den.settles().await;
    assert_eq!(in_private.count("is alive"), 1, "news ring in the private channel as well");
    den.ends().await;
}
