//! What goes wrong between a person's act and its answer: a database that stands still, interactions that come twice or
//! die of age, people who cannot be written to, messages that are gone. Nobody waits for a first answer, and nobody
//! misses what they asked for.

use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use hatchery::deploy::note::{LinkNews, Note};
use hatchery::domain::Account;
use hatchery::store::Durability;
use sqlx::AnyConnection;
use tokio::sync::Semaphore;

use crate::discord::Den;
use crate::discord::den::{Door, by_each_door};
use crate::fakes::discord::{App, Failure, Person, Place};
use crate::fakes::providers::Behaviour;
use crate::store::{connect, sql};
use crate::world::KEY;

/// Discord waits three seconds for a first answer; that suggestions may take half of them is the longest wait here.
const SOON: Duration = Duration::from_secs(2);

/// What somebody reads whose act could not be taken.
const BROKEN: &str = "Something went wrong on my side";

/// Longer than the token of an interaction lives.
const TOKEN_LIFE: Duration = Duration::from_secs(16 * 60);

/// Keeps everybody else from writing, as a disk does that hangs, until it is let go.
async fn stalls(den: &Den) -> AnyConnection {
    let mut connection = connect(&den.database()).await;
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut connection).await.expect("the lock of the writer");
    connection
}

async fn lets_go(mut stalled: AnyConnection) {
    sqlx::raw_sql("ROLLBACK").execute(&mut stalled).await.expect("the lock is given back");
}

/// How many messages with these words somebody sees there.
pub fn count(who: &Person, place: &Place, words: &str) -> usize {
    who.sees(place).iter().filter(|it| it.text.contains(words)).count()
}

/// Leaves somebody a letter with these words in it.
pub async fn tells(den: &Den, who: &Person, words: &str) {
    let (app, account) = (den.app(), Account::discord(who.id));
    let news = Note::Link { news: LinkNews::Parted, other: Account::telegram(1), called: Some(words.to_owned()) };
    let news = serde_json::to_string(&news).expect("a letter");
    let mut tx = app.store.begin(Durability::Kill).await.expect("a transaction begins");
    tx.tell(&account, &news, app.now(), app.now()).await.expect("a letter is left");
    tx.commit().await.expect("it is committed");
    app.wake();
}

/// Has the second change of an answer wait, the one after the person's press; it goes on when the gate is closed.
async fn is_held_up(den: &Den, press: impl FnOnce()) -> Arc<Semaphore> {
    let gate = Arc::new(Semaphore::new(0));
    let before = den.discord.count(&Method::PATCH, "/webhooks");
    den.discord.fails_next("PATCH /webhooks", Failure::Behaves(Behaviour::Usual));
    den.discord.fails_next("PATCH /webhooks", Failure::Behaves(Behaviour::Held(gate.clone())));
    press();
    den.discord.until("its progress is on the way", |it| it.count(&Method::PATCH, "/webhooks") == before + 2).await;
    gate
}

#[tokio::test]
async fn every_first_answer_comes_while_the_database_stands_still() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, direct) = den.ada();
        ada.types_command(&direct, "quota", &[]);
        ada.waits_for(&direct, |it| it.text.contains("You have 0 of 5 bots")).await;
        ada.types_command(&direct, "deploy", &[("wish", "anthropic web")]);
        ada.waits_for(&direct, |it| it.button("Name and key").is_some()).await;
        let stalled = stalls(&den).await;
        let help = ada.types_command(&direct, "help", &[]);
        let bots = ada.presses(&direct, "My bots");
        let opened = ada.presses(&direct, "Name and key");
        let filled = ada.fills(&[("Name", "nest"), ("Anthropic key", KEY)]).await;
        // It waits for the answer to what is typed, and there is nothing to suggest.
        assert_eq!(ada.suggests(&direct, "status", "n").await, []);
        for act in [help, bots, opened, filled] {
            let after = act.answered().await.after;
            assert!(after < SOON, "a first answer came after {after:?}");
        }
        lets_go(stalled).await;
        for words in ["This is what I understand", "You have no bot yet", "Ready to hatch"] {
            ada.waits_for(&direct, |it| it.text.contains(words)).await;
        }
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn what_comes_twice_is_answered_and_done_once() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, direct) = den.ada();
        let help = ada.types_command(&direct, "help", &[]);
        help.redelivers();
        ada.waits_for(&direct, |it| it.text.contains("This is what I understand")).await;
        help.redelivers();
        den.orders(&ada, &direct, "nest").await;
        let hatch = ada.presses(&direct, "Hatch it");
        hatch.redelivers();
        ada.waits_for(&direct, |it| it.text.contains("is alive")).await;
        hatch.redelivers();
        ada.types_command(&direct, "quota", &[]);
        ada.waits_for(&direct, |it| it.text.contains("You have 1 of 5 bots")).await;
        if door == Door::Gateway {
            // Each of them was answered, and Discord refused the second answers.
            den.discord.until("all are answered", |it| it.count(&Method::POST, "/interactions") == 8).await;
        }
        den.settles().await;
        assert_eq!(count(&ada, &direct, "This is what I understand"), 1);
        assert_eq!((help.trouble(), hatch.trouble()), (None, None));
        assert_eq!(den.log.count("no first answer"), 0);
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn two_commands_at_once_are_each_answered_in_their_own_place() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, direct) = den.ada();
        den.discord.fails_next("PATCH /webhooks", Failure::TooMany { retry_after: 0.3, is_global: false });
        ada.types_command(&direct, "help", &[]);
        den.discord.passes(Duration::from_secs(1));
        ada.types_command(&direct, "quota", &[]);
        let answered = || ada.sees(&direct).iter().filter(|it| !it.is_thinking).count();
        den.discord.until("both are answered", |_| answered() == 2).await;
        den.settles().await;
        let seen = ada.sees(&direct);
        assert!(seen[0].text.contains("This is what I understand"), "{seen:#?}");
        assert!(seen[1].text.contains("You have 0 of 5 bots"), "{seen:#?}");
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn the_result_of_a_long_hatch_arrives_in_private() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, server) = den.server();
        den.orders(&ada, &server, "nest").await;
        let gate = is_held_up(&den, || drop(ada.presses(&server, "Hatch it"))).await;
        den.discord.passes(TOKEN_LIFE);
        gate.close();
        let direct = ada.dm(&den.hatchery);
        ada.waits_for(&direct, |it| it.text.contains("is alive")).await;
        den.settles().await;
        assert_eq!((count(&ada, &direct, "is alive"), count(&ada, &server, "is alive")), (1, 0));
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_reminder_after_an_hour_arrives_in_private() {
    by_each_door(async |door| {
        let Some(den) = Den::with(door, &[("TIER_FREE", "hour=1,day=10,live=5")]).await else { return };
        let (ada, server) = den.server();
        den.hatches(&ada, &server, "nest").await;
        ada.types_command(&server, "deploy", &[]);
        ada.waits_for(&server, |it| it.text.contains("You have used your 1 deploy")).await;
        ada.presses(&server, "Remind me");
        ada.waits_for(&server, |it| it.text.contains("I will tell you")).await;
        den.discord.passes(Duration::from_secs(3_601));
        den.app().move_clock(Duration::from_secs(3_601));
        let direct = ada.dm(&den.hatchery);
        ada.waits_for(&direct, |it| it.text.contains("You can hatch a bot again.")).await;
        den.settles().await;
        // Nobody tried the way that was over.
        assert_eq!(den.log.count("answers no more"), 0);
        den.ends().await;
    })
    .await;
}

/// Somebody shuts the door on us while their bot hatches, and comes back.
async fn somebody_is_out_of_reach(door: Door, leaves: fn(&Person, &App), comes_back: fn(&Person, &App)) {
    let Some(den) = Den::open(door).await else { return };
    let ((ada, server), bob) = (den.server(), den.discord.person("bob"));
    server.admits(&bob);
    let direct = ada.dm(&den.hatchery);
    den.orders(&ada, &server, "nest").await;
    let gate = is_held_up(&den, || drop(ada.presses(&server, "Hatch it"))).await;
    den.discord.passes(TOKEN_LIFE);
    leaves(&ada, &den.hatchery);
    gate.close();
    den.discord.until("a letter is laid aside", |_| den.log.count("the letter is laid aside") > 0).await;
    bob.types_command(&server, "quota", &[]);
    bob.waits_for(&server, |it| it.text.contains("You have 0 of 5 bots")).await;
    den.settles().await;
    comes_back(&ada, &den.hatchery);
    ada.types_command(&direct, "status", &[("bot", "nest")]);
    ada.waits_for(&direct, |it| it.text.contains("nest")).await;
    assert_eq!(den.log.count(" ERROR "), 0);
    den.ends().await;
}

#[tokio::test]
async fn closed_messages_disturb_nobody_and_the_next_command_works() {
    by_each_door(async |door| somebody_is_out_of_reach(door, Person::closes_dms, |_, _| {}).await).await;
}

#[tokio::test]
async fn whoever_left_all_servers_disturbs_nobody_and_comes_back_by_an_install() {
    by_each_door(async |door| somebody_is_out_of_reach(door, Person::parts, Person::installs).await).await;
}

#[tokio::test]
async fn after_five_messages_in_a_group_it_goes_on_in_private() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, bob) = (den.discord.person("ada"), den.discord.person("bob"));
        ada.installs(&den.hatchery);
        let (group, direct) = (den.discord.group(&[&ada, &bob]), ada.dm(&den.hatchery));
        let help = ada.types_command(&group, "help", &[]);
        ada.waits_for(&group, |it| it.text.contains("This is what I understand")).await;
        den.settles().await;
        for n in 1..=7 {
            tells(&den, &ada, &format!("letter {n}")).await;
        }
        let seen = |place: &Place| (1..=7).filter(|n| count(&ada, place, &format!("letter {n}")) == 1).count();
        den.discord.until("all seven are there", |_| seen(&direct) == 7).await;
        assert_eq!((seen(&group), help.follow_ups()), (5, 5));
        assert_eq!(bob.sees(&group), []);
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_result_comes_in_a_new_message_when_the_old_one_was_dismissed() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, server) = den.server();
        den.orders(&ada, &server, "nest").await;
        let asked = ada.waits_for(&server, |it| it.text.contains("Ready to hatch")).await;
        let gate = is_held_up(&den, || drop(ada.presses(&server, "Hatch it"))).await;
        ada.dismisses(&asked);
        gate.close();
        let told = ada.waits_for(&server, |it| it.text.contains("is alive")).await;
        den.settles().await;
        assert!(told.is_ephemeral, "in a server it is for her alone");
        assert_eq!(count(&ada, &server, "is alive"), 1);
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn what_could_not_be_taken_is_told_and_stays_told() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, server) = den.server();
        ada.types_command(&server, "quota", &[]);
        ada.waits_for(&server, |it| it.button("My bots").is_some()).await;
        den.settles().await;
        sql(&den.database(), "ALTER TABLE sessions RENAME TO elsewhere").await;
        ada.types_command(&server, "help", &[]);
        ada.waits_for(&server, |it| it.text.contains(BROKEN)).await;
        ada.presses(&server, "My bots");
        den.discord.until("the press is told, too", |_| count(&ada, &server, BROKEN) == 2).await;
        sql(&den.database(), "ALTER TABLE elsewhere RENAME TO sessions").await;
        tells(&den, &ada, "a letter").await;
        ada.waits_for(&server, |it| it.text.contains("a letter")).await;
        assert_eq!(count(&ada, &server, BROKEN), 2);
        den.ends().await;
    })
    .await;
}
