//! The gateway in trouble: connections that die, closes of every kind, sessions that are lost, a Discord that is away.
//! What a person did meanwhile is answered, and the day's beginnings of a session are never used up.

use std::time::Duration;

use axum::http::Method;
use expect_test::expect;
use serde_json::Value;

use crate::databases::{Database, Engine};
use crate::discord::Den;
use crate::discord::den::{Door, by_each_door};
use crate::discord::trouble::count;
use crate::fakes::discord::{Failure, FakeDiscord};
use crate::fakes::ports::free_address;

/// What somebody can still do.
async fn is_served(den: &Den) {
    let bob = den.discord.person("bob");
    let direct = bob.dm(&den.hatchery);
    let before = count(&bob, &direct, "You have 0 of 5");
    bob.types_command(&direct, "quota", &[]).answered().await;
    den.discord.until("bob is answered", |_| count(&bob, &direct, "You have 0 of 5") == before + 1).await;
}

/// How often sessions were begun and resumed.
fn openings(den: &Den) -> (u32, u32) {
    (den.discord.gateway().identifies(), den.discord.gateway().resumes())
}

async fn until_opened(den: &Den, wanted: (u32, u32)) {
    den.discord.until("it is open again", |it| openings(den) == wanted && it.gateway().is_connected()).await;
}

#[tokio::test]
async fn a_connection_that_gives_no_sign_of_life_is_given_up_and_resumed() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    let gateway = den.discord.gateway();
    gateway.beats_every(Duration::from_millis(100));
    gateway.closes(4000);
    until_opened(&den, (1, 1)).await;
    gateway.withholds_acks(true);
    den.discord.until("it comes back", |it| it.gateway().resumes() == 2).await;
    gateway.withholds_acks(false);
    until_opened(&den, (1, 2)).await;
    is_served(&den).await;
    den.ends().await;
}

#[tokio::test]
async fn every_close_that_can_be_mended_is_resumed_or_begun_anew() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    let gateway = den.discord.gateway();
    gateway.closes(4000);
    until_opened(&den, (1, 1)).await;
    gateway.asks_to_reconnect();
    until_opened(&den, (1, 2)).await;
    gateway.invalidates(true);
    until_opened(&den, (1, 3)).await;
    is_served(&den).await;
    den.ends().await;
}

#[tokio::test]
async fn a_session_that_discord_gives_up_is_begun_anew() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    den.discord.gateway().invalidates(false);
    until_opened(&den, (2, 0)).await;
    is_served(&den).await;
    den.ends().await;
}

#[tokio::test]
async fn a_session_that_is_resumed_too_late_is_begun_anew() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    den.discord.gateway().closes(4000);
    den.discord.gateway().forgets_sessions();
    until_opened(&den, (2, 1)).await;
    is_served(&den).await;
    den.ends().await;
}

#[tokio::test]
async fn what_happened_in_a_gap_is_answered_when_the_session_is_resumed() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    let (ada, direct) = den.ada();
    den.discord.gateway().closes(4000);
    let quota = ada.types_command(&direct, "quota", &[]);
    ada.writes(&direct, "hello");
    ada.waits_for(&direct, |it| it.text.contains("You have 0 of 5 bots")).await;
    ada.waits_for(&direct, |it| it.text.contains("I did not understand that")).await;
    den.settles().await;
    assert!(quota.answered().await.after < Duration::from_secs(3));
    let seen = (count(&ada, &direct, "You have 0 of 5"), count(&ada, &direct, "I did not understand that"));
    assert_eq!((seen, openings(&den)), ((1, 1), (1, 1)));
    den.ends().await;
}

#[tokio::test]
async fn what_happened_in_a_gap_that_was_too_long_is_answered_in_private() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    let (ada, server) = den.server();
    let direct = ada.dm(&den.hatchery);
    den.discord.gateway().closes(4000);
    let quota = ada.types_command(&server, "quota", &[]);
    den.discord.passes(Duration::from_secs(4));
    ada.waits_for(&direct, |it| it.text.contains("You have 0 of 5 bots")).await;
    den.settles().await;
    assert_eq!((quota.first_answer(), ada.sees(&server)), (None, Vec::new()));
    assert_eq!(count(&ada, &direct, "You have 0 of 5"), 1);
    den.ends().await;
}

#[tokio::test]
async fn without_the_intent_for_private_messages_commands_go_on() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    den.discord.gateway().closes(4014);
    until_opened(&den, (2, 0)).await;
    assert_eq!(den.discord.gateway().intents(), [0]);
    assert_eq!(den.log.count("Discord does not let the bot read private messages"), 1);
    is_served(&den).await;
    den.ends().await;
}

#[tokio::test]
async fn a_token_that_was_reset_stops_the_gateway_and_nothing_else() {
    let free = free_address().port();
    let Some(den) = Den::with(Door::Gateway, &[("PORT", &free.to_string())]).await else { return };
    den.discord.gateway().closes(4004);
    den.discord.until("somebody is alerted", |_| den.log.count(" ERROR ") > 0).await;
    assert_eq!(den.log.count("Discord does not accept DISCORD_BOT_TOKEN any more"), 1);
    let health = reqwest::get(format!("http://127.0.0.1:{free}/health")).await.expect("an answer");
    assert_eq!((health.status().as_u16(), openings(&den)), (200, (1, 0)));
    den.ends().await;
}

#[tokio::test]
async fn the_last_beginnings_of_a_day_are_not_used_up() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    den.discord.gateway().starts_left(3);
    den.discord.gateway().closes(4009);
    den.discord.until("it waits", |_| den.log.count("few sessions may be begun") == 1).await;
    assert_eq!(openings(&den), (1, 0));
    // It ends at once all the same.
    den.ends().await;
}

#[tokio::test]
async fn a_goodbye_that_is_not_answered_is_the_end_all_the_same() {
    let Some(mut den) = Den::open(Door::Gateway).await else { return };
    is_served(&den).await;
    den.discord.gateway().is_curt();
    // It gives Discord two seconds, in which the library would open the next connection, and begin a session in it.
    den.stop().await;
    assert_eq!(openings(&den), (1, 0));
    den.start().await;
    den.ends().await;
}

#[tokio::test]
async fn a_discord_that_is_away_at_the_start_is_waited_for() {
    by_each_door(async |door| {
        let Some(mut den) = Den::open(door).await else { return };
        den.stop().await;
        den.discord.fails_next("GET /applications/@me", Failure::BadGateway);
        den.discord.fails_next("PATCH /applications/@me", Failure::TooMany { retry_after: 0.05, is_global: false });
        if door == Door::Gateway {
            den.discord.fails_next("GET /gateway/bot", Failure::AnswerLost);
        }
        den.start().await;
        den.discord.until("it is served again", |_| den.log.count("is served by Discord") == 2).await;
        den.discord.until("it is back", |it| door == Door::Http || it.gateway().is_connected()).await;
        is_served(&den).await;
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_token_that_is_refused_at_the_start_is_told_in_one_sentence() {
    by_each_door(async |door| {
        let Some(mut den) = Den::open(door).await else { return };
        den.stop().await;
        den.discord.fails_next("GET /applications/@me", Failure::Unauthorized);
        expect![
            "Discord does not accept DISCORD_BOT_TOKEN; get the current token from the Bot page of the Discord \
             developer portal"
        ]
        .assert_eq(&den.run(&[]).await.gives_up().await);
        den.start().await;
        den.ends().await;
    })
    .await;
}

/// Waits until a start has looked after the commands so often.
async fn are_set(den: &Den, starts: usize) {
    let is_so = |_: &FakeDiscord| den.log.count("the commands on Discord are set") == starts;
    den.discord.until("the commands are set", is_so).await;
}

#[tokio::test]
async fn commands_are_set_once_and_those_for_admins_in_one_server() {
    by_each_door(async |door| {
        let Some(mut den) = Den::open(door).await else { return };
        let ((ada, server), bob) = (den.server(), den.discord.person("bob"));
        server.admits(&bob);
        are_set(&den, 1).await;
        assert_eq!(den.discord.command_writes(&den.hatchery), 1);
        den.stop().await;
        den.sets("DISCORD_ADMIN_GUILD", &server.guild().expect("a server").to_string());
        den.sets("ADMINS", &format!("discord:{}", ada.id));
        den.start().await;
        are_set(&den, 2).await;
        assert_eq!(den.discord.command_writes(&den.hatchery), 2, "only those of the server are new");
        den.stop().await;
        den.start().await;
        are_set(&den, 3).await;
        assert_eq!(den.discord.command_writes(&den.hatchery), 2);
        let names: Vec<Value> = den.discord.commands(&den.hatchery).iter().map(|it| it["name"].clone()).collect();
        assert!(names.iter().any(|name| name == "deploy") && !names.iter().any(|name| name == "invite"), "{names:?}");
        bob.types_command(&server, "invite", &[]);
        bob.waits_for(&server, |it| it.text.contains("I do not know that command")).await;
        ada.types_command(&server, "invite", &[]);
        ada.waits_for(&server, |it| it.text.contains("lets one person in")).await;
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn discord_is_heard_while_it_takes_no_commands() {
    by_each_door(async |door| {
        let Some(mut den) = Den::open(door).await else { return };
        let (ada, server) = den.server();
        den.stop().await;
        den.sets("DISCORD_ADMIN_GUILD", &server.guild().expect("a server").to_string());
        let put = format!("PUT /applications/{}/guilds", den.hatchery.id);
        den.discord.fails_next(&put, Failure::TooMany { retry_after: 3600.0, is_global: false });
        den.start().await;
        ada.types_command(&server, "help", &[]);
        ada.waits_for(&server, |it| it.text.contains("This is what I understand")).await;
        den.discord.until("they were refused", |_| den.log.count("about the commands got no answer") == 1).await;
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn of_two_hatcheries_one_listens_and_the_other_takes_over() {
    // Who keeps an SQLite database is alone with it.
    let Some(database) = Database::on(Engine::Postgres).await else { return };
    let settings = [
        ("DATABASE_URL", database.url.as_str()),
        ("TARGET", "railway"),
        ("RAILWAY_API_KEY", "HATCHTEST-0000-railway"),
        // Nobody is there, and nothing is deployed.
        ("RAILWAY_API_URL", "http://127.0.0.1:1"),
        ("JOB_LEASE_MS", "3000"),
    ];
    let Some(mut den) = Den::with(Door::Gateway, &settings).await else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let other = den.run(&[("DATA_DIR", &folder.path().display().to_string())]).await;
    den.discord.until("both are there", |_| den.log.count("is served by Discord's gateway") == 2).await;
    is_served(&den).await;
    assert_eq!((openings(&den), den.discord.count(&Method::GET, "/gateway/bot")), ((1, 0), 1));
    den.hands_over(other).await;
    until_opened(&den, (2, 0)).await;
    is_served(&den).await;
    den.ends().await;
}
