//! All bots of all people, as those look after them who are there for that.

use std::sync::Arc;

use expect_test::expect;
use tokio::sync::Semaphore;

use crate::fakes::providers::{Behaviour, On};
use crate::store::count;
use crate::world::{KEY, Speaker, World, screen};

/// An operator, and people with so many bots each.
async fn with_people(people: i64, bots: usize) -> Option<(World, Speaker, Vec<Speaker>)> {
    let world = World::with(&[("ADMINS", "telegram:1"), ("TIER_FREE", "hour=50,day=50,live=5")]).await?;
    let admin = world.person(1);
    let mut owners = Vec::new();
    for n in 0..people {
        let owner = world.person(100 + n);
        for m in 0..bots {
            owner.hears(&format!("/deploy bot{m} echo web"), "Ready to hatch").await;
            owner.gets("Hatch it", "is alive").await;
        }
        owners.push(owner);
    }
    Some((world, admin, owners))
}

#[tokio::test]
async fn a_restart_of_all_goes_on_over_the_tenth_that_fails() {
    let Some((world, admin, owners)) = with_people(4, 3).await else { return };
    expect![[r#"
        12 bots of all people
        12 ● running
        hatchling …, as it is here now: 12
        The oldest is … s old.
        [Show all]
        [12 ● running]
        [Jobs] · [Orphans]
    "#]]
    .assert_eq(&steady(&admin.hears("/fleet", "bots of all people").await));
    // The first bot of the last one, made tenth, has lost what it is made from.
    let tenth = "(SELECT id FROM instances ORDER BY id LIMIT 1 OFFSET 9)";
    world.sql(&format!("UPDATE instances SET blueprint = 'gone' WHERE id = {tenth}")).await;
    let preview = admin.hears("/fleet restart running", "Restart 12 bots: ").await;
    expect![[r#"
        Restart 12 bots: bot0, bot1, bot2, bot0, bot1, bot2, bot0, bot1 and 4 more
        One goes first. When it is well, at most 5 at a time follow. It stops by itself when 3 have failed, and what is done stays done.
        [Restart 12 bots]
    "#]]
    .assert_eq(&screen(&preview));
    admin.presses("Restart 12 bots");
    let done = admin.sees("✓ done after").await;
    assert!(done.text.contains("11 done, 1 failed, 0 left out, 0 at work, 0 to come"), "{}", done.text);
    let job = admin.gets("Show the job", "✗ failed: bot0 of telegram:103.").await;
    assert!(job.text.contains("Its blueprint is no longer here."), "{}", job.text);
    admin.gets("Each bot", "What became of each bot, one a line.").await;
    world.settles().await;

    let told = owners[3].until(|chat| chat.to_string().contains("did not come up again")).await;
    assert!(told.to_string().contains("Whoever runs this Hatchery worked on “bot0”"), "{told}");
    assert_eq!(owners[0].count("Whoever runs"), 0, "whose bots are well hears nothing");
    assert_eq!(owners[3].count("Whoever runs"), 1);
    assert_eq!(admin.count("is back"), 0, "no message for each bot");
    let failed = admin.hears("/fleet failed", "1–1 of 1 bots (failed)").await;
    assert!(failed.text.contains("bot0  ▲ failed"), "{}", failed.text);
    world.ends().await;
}

/// What is different each time a blueprint or a program changes.
fn steady(message: &crate::fakes::telegram::Message) -> String {
    let words = screen(message);
    let is_version =
        |word: &str| word.len() == 8 && word.ends_with(',') && word[..7].bytes().all(|b| b.is_ascii_hexdigit());
    let line = |line: &str| {
        line.split(' ').map(|word| if is_version(word) { "…," } else { word }).collect::<Vec<_>>().join(" ")
    };
    words.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

#[tokio::test]
async fn who_stops_many_writes_how_many_and_their_owners_hear_of_it() {
    let Some((world, admin, owners)) = with_people(2, 1).await else { return };
    let asked = admin.hears("/fleet stop all", "Stop 2 bots").await;
    expect![[r#"
        Stop 2 bots: bot0, bot0
        One goes first. When it is well, at most 5 at a time follow. It stops by itself when 3 have failed, and what is done stays done.
        People will not be able to talk to them until they are resumed. Write stop 2 to confirm.
        [Cancel]
    "#]]
    .assert_eq(&screen(&asked));
    admin.hears("yes", "That is not “stop 2”, so nothing was done.").await;
    admin.gets("Cancel", "Nothing was done to any bot.").await;
    owners[0].hears("/status", "● running").await;
    admin.hears("/fleet stop telegram:100/bot0 telegram:101/bot0", "Write stop 2 to confirm").await;
    admin.hears("stop 2", "2 done, 0 failed").await;
    let told = owners[1].sees("“bot0” was stopped by whoever runs this Hatchery.").await;
    assert!(told.text.contains("Its memory and keys are safe."), "{}", told.text);
    owners[1].gets("Start", "runs again").await;
    owners[0].hears("/status", "○ stopped").await;
    world.ends().await;
}

#[tokio::test]
async fn unknown_names_and_words_are_refused_and_nothing_is_done() {
    let Some((world, admin, _)) = with_people(1, 1).await else { return };
    let nobody = "0123456789abcdefghijklmnop";
    let refused = admin.hears(&format!("/fleet restart telegram:100/bot0 {nobody}"), "Nothing was done").await;
    assert!(refused.text.starts_with(&format!("I know no bot and no word like this: {nobody}.")), "{}", refused.text);
    admin.hears("/fleet restart fialed", "I know no bot and no word like this: fialed. Nothing was done.").await;
    admin.hears("/fleet restart failed running", "“running” does not go with the words before it.").await;
    admin.hears("/fleet restart", "Say which ones, for example: /fleet restart failed").await;
    admin.hears("/fleet restart stopped", "No bot is like that, so there is nothing to do.").await;
    admin.hears("/fleet restart all wave many", "with numbers from 1 to 200").await;
    let preview = admin.hears("/fleet restart all first 2 wave 20 failures 7", "Restart 1 bot").await;
    assert!(preview.text.contains("2 go first. When they are well, at most 20 at a time follow."), "{}", preview.text);
    admin.hears("/fleet job nonsense", "I know no such job.").await;
    admin.hears("/fleet jobs", "There was no job yet.").await;
    world.ends().await;
}

#[tokio::test]
async fn one_bot_has_a_card_for_those_who_look_after_all() {
    let Some((world, admin, owners)) = with_people(1, 1).await else { return };
    admin.hears("/fleet telegram:100", "1–1 of 1 bots (telegram:100)").await;
    let card = admin.gets("bot0", "Owner: ").await;
    assert!(card.text.contains("telegram:100") && card.text.contains("Hatchling on this machine"), "{}", card.text);
    let labels: Vec<String> = card.rows.iter().flatten().map(|button| button.label.clone()).collect();
    assert_eq!(labels, ["Diagnose", "Refresh", "Restart", "Stop", "Update", "All bots"]);
    admin.presses("Restart");
    admin.sees("“bot0” is back").await;
    assert_eq!(owners[0].count("is back"), 0);
    admin.hears("/fleet telegram:100", "1–1 of 1").await;
    admin.gets("bot0", "Owner: ").await;
    admin.gets("Stop", "“bot0” is stopped.").await;
    owners[0].sees("was stopped by whoever runs this Hatchery").await;
    world.ends().await;
}

#[tokio::test]
async fn support_looks_and_acts_on_nothing_and_others_see_nothing() {
    let Some((world, _, owners)) = with_people(1, 1).await else { return };
    let helper = world.person(7);
    helper.hears("/start", "I hatch bots").await;
    world
        .sql("INSERT INTO roles (account, role, granted_by, granted_at) VALUES ('telegram:7', 'support', 'telegram:1', 1)")
        .await;
    helper.hears("/fleet running", "1–1 of 1 bots (running)").await;
    let card = helper.gets("bot0", "Owner: ").await;
    let labels: Vec<String> = card.rows.iter().flatten().map(|button| button.label.clone()).collect();
    assert_eq!(labels, ["Diagnose", "Refresh", "All bots"]);
    helper.hears("/fleet stop all", "Acting on bots is for operators.").await;
    let bot = card.text.lines().find_map(|line| line.strip_prefix("Id ")).expect("its id").to_owned();
    helper.marks();
    helper.person.presses_out_of_reach(&world.hatchery, &format!("fl.stop.{bot}"));
    helper.sees("Acting on bots is for operators.").await;
    // Nobody else gets anywhere, not even with the right words.
    let eve = world.person(8);
    eve.hears("/fleet", "I do not know that command").await;
    for word in [format!("fl.stop.{bot}"), format!("fl.card.{bot}"), "fl".to_owned(), format!("diagnose.{bot}")] {
        eve.marks();
        eve.person.presses_out_of_reach(&world.hatchery, &word);
        let answer = eve.until(|chat| chat.visible().count() > 0).await;
        assert!(!answer.to_string().contains("bot0"), "{answer}");
    }
    world.settles().await;
    assert_eq!(eve.count("bot0"), 0);
    owners[0].hears("/status", "● running").await;
    world.ends().await;
}

#[tokio::test]
async fn what_is_not_what_would_be_deployed_today_is_seen() {
    let Some((mut world, admin, owners)) = with_people(2, 1).await else { return };
    owners[0].hears("/stop bot0", "is stopped").await;
    admin.hears("/fleet drift", "No bot is like that: drift.").await;
    let blueprints = tempfile::tempdir().expect("a folder");
    let changed = include_str!("../../../blueprints/hatchling.toml").to_owned() + "\n# Changed.\n";
    std::fs::write(blueprints.path().join("hatchling.toml"), changed).expect("written");
    world.sets("BLUEPRINTS_DIR", blueprints.path().to_str().expect("a path"));
    world.restart().await;
    // Whoever ran was started anew; whoever is stopped has it yet to come.
    let adrift = admin.hears("/fleet drift", "1–1 of 1 bots (drift)").await;
    assert!(adrift.text.contains("telegram:100") && adrift.text.contains("(drifts)"), "{}", adrift.text);
    let card = admin.gets("bot0", "it drifts from what would be deployed today").await;
    assert!(card.rows.iter().flatten().any(|button| button.label == "Start"), "{card:?}");
    admin.gets("Start", "runs again").await;
    admin.hears("/fleet drift", "No bot is like that: drift.").await;
    world.ends().await;
}

#[tokio::test]
async fn a_job_goes_on_after_a_stop_of_hatchery() {
    let Some((mut world, admin, _)) = with_people(1, 1).await else { return };
    let ada = world.person(42);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    let url = world.app().config.database_url.expose().to_owned();
    let at_work = || count(&url, "SELECT COUNT(*) FROM fleet_targets WHERE state = 'asked'");
    admin.hears("/fleet restart telegram:42/nest telegram:100/bot0", "Restart 2 bots").await;
    let gate = Arc::new(Semaphore::new(0));
    world.providers.behaves(KEY, On::Chat, Behaviour::Held(gate.clone()));
    admin.presses("Restart 2 bots");
    // The first one is done, and the second does not answer yet.
    admin.sees("1 done, 0 failed, 0 left out, 1 at work, 0 to come").await;
    assert_eq!(at_work().await, 1);
    world.restart().await;
    assert_eq!(at_work().await, 1);
    gate.add_permits(100);
    admin.until(|chat| chat.to_string().contains("2 done, 0 failed, 0 left out, 0 at work, 0 to come")).await;
    assert_eq!(count(&url, "SELECT COUNT(*) FROM operations WHERE kind = 'restart'").await, 2);
    world.ends().await;
}
