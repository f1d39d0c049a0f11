//! An operator writes to people, and what people do about it: through the real front ends.

use std::time::Duration;

use axum::http::Method;
use expect_test::expect;
use hatchery::domain::broadcast::{BroadcastState, Content, Segment};
use hatchery::domain::rich::Rich;
use hatchery::domain::{Account, Id};
use hatchery::store::{Durability, NewBroadcast, fresh_id};
use serde_json::json;

use crate::discord::{Den, Door, Speaker};
use crate::fakes::discord::Failure;
use crate::world::{World, screen};

const ADMIN: [(&str, &str); 1] = [("ADMINS", "telegram:1")];

#[tokio::test]
async fn an_operator_writes_to_people_who_may_say_that_they_want_no_more() {
    let Some(world) = World::with(&ADMIN).await else { return };
    let (admin, ben, cleo) = (world.person(1), world.person(2), world.person(3).speaking("es"));
    for one in [&admin, &ben, &cleo] {
        one.hears("/start", "0").await;
    }
    ben.hears("/broadcast", "I do not know that command").await;
    expect![[r#"
        What shall I write to people?
        **bold**, _italic_, `code` and [words](https://…) look as they say. You see it before anybody else does.
        [Cancel]
    "#]]
    .assert_eq(&screen(&admin.hears("/broadcast", "What shall I write").await));
    expect![[r#"
        Above is what people will see. Anything else?
        For everybody who wants news
        It goes out as soon as you confirm it.
        [Go on]
        [Text]
        [In Español] · [In Português (Brasil)]
        [In Русский] · [In 简体中文]
        [In العربية]
        [Picture] · [Buttons]
        [To whom] · [When]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&admin.hears("**Hello** all, from _us_", "Anything else").await));
    let preview = admin.sees("Hello all, from us").await;
    assert!(preview.button("No more news").is_some());
    admin.gets("In Español", "who speak Español").await;
    admin.hears("**Hola** a todos", "Anything else").await;
    admin.gets("Buttons", "Which buttons").await;
    admin.hears("Read more | ftp://nowhere", "I cannot make a button of").await;
    admin.hears("Read more | https://example.com/news", "Anything else").await;
    expect![[r#"
        To 3 people: Telegram 3, Discord 0 (opted in). About … s if nothing comes between.
        Write send 3 to send, or
        [Send a test to me]
        [Change something] · [Cancel]
    "#]]
    .assert_eq(&screen(&admin.gets("Go on", "To 3 people").await));
    admin.gets("Send a test to me", "That is how people get it").await;
    admin.hears("2", "That is not the count. Write send 3 to send it.").await;
    assert_eq!(ben.count("Hello all"), 0, "nothing was sent yet");
    admin.says("send 3");
    expect![[r#"
        Hello all, from us
        [Read more → https://example.com/news]
        [No more news]
    "#]]
    .assert_eq(&screen(&ben.sees("Hello all, from us").await));
    cleo.sees("Hola a todos").await;
    admin.sees("Sent: 3 of 3 have it").await;
    world.settles().await;
    let calls = world.telegram.calls(&world.hatchery, "sendMessage");
    let to_ben = calls.iter().rev().find(|call| call["chat_id"] == json!(2)).expect("a message to Ben");
    let entities =
        json!([{ "type": "bold", "offset": 0, "length": 5 }, { "type": "italic", "offset": 16, "length": 2 }]);
    assert_eq!(to_ben["entities"], entities);

    expect![[r#"
        No more news. What happens to your own bots I still tell you.
        [Send me news]
    "#]]
    .assert_eq(&screen(&ben.gets("No more news", "No more news.").await));
    ben.hears("/notifications", "News from whoever runs this place: off").await;
    // Cleo blocks us, and nobody knows it yet.
    cleo.person.blocks(&world.hatchery);
    admin.hears("/broadcast **Hello** all, from _us_", "Anything else").await;
    admin.gets("In Español", "who speak Español").await;
    admin.hears("**Hola** a todos", "Anything else").await;
    admin.gets("Go on", "To 2 people").await;
    admin.hears("send 2", "This very text went out").await;
    admin.gets("Send it again", "1 cannot be reached").await;
    admin.sees("Sent: 1 of 2 have it").await;
    assert_eq!(ben.count("Hello all"), 1);
    // Whoever comes back hears of the next.
    admin.hears("/broadcast Something else", "Anything else").await;
    admin.gets("Go on", "To 1 person").await;
    cleo.person.unblocks(&world.hatchery);
    cleo.hears("/help", "/deploy").await;
    admin.hears("send 1", "This is the count now").await;
    admin.says("send 2");
    cleo.sees("Something else").await;
    admin.sees("Sent: 2 of 2 have it").await;
    admin.hears("/admin log", "text to many").await;
    world.ends().await;
}

#[tokio::test]
async fn news_wait_for_their_time_and_may_be_cancelled() {
    let Some(world) = World::with(&ADMIN).await else { return };
    let (admin, ben) = (world.person(1), world.person(2));
    ben.hears("/start", "0 of 5").await;
    for sent in [true, false] {
        admin.hears(&format!("/broadcast Later {sent}"), "Anything else").await;
        admin.gets("When", "When shall it go out").await;
        admin.hears("yesterday", "I do not understand that time").await;
        admin.hears("in 2h", "It goes out at").await;
        admin.gets("Go on", "To 2 people").await;
        admin.hears("send 2", "goes out at").await;
        assert_eq!(ben.count(&format!("Later {sent}")), 0);
        if !sent {
            admin.gets("Cancel it", "Cancelled. Those who have it keep it").await;
        }
        admin.marks();
        world.app().move_clock(Duration::from_secs(7_201));
        if sent {
            ben.sees("Later true").await;
            admin.sees("Sent: 2 of 2 have it").await;
        } else {
            world.settles().await;
            assert_eq!(ben.count("Later false"), 0, "it was cancelled");
        }
    }
    admin.hears("/broadcast list", "cancelled, 0 of 2").await;
    world.ends().await;
}

#[tokio::test]
async fn a_picture_goes_with_the_text() {
    let Some(world) = World::with(&ADMIN).await else { return };
    let admin = world.person(1);
    admin.hears("/broadcast Look: **an egg**", "Anything else").await;
    admin.gets("Picture", "Where is the picture").await;
    admin.sends_a_picture();
    admin.sees("I can only read text here").await;
    admin.hears("http://10.0.0.1/egg.png", "That is no address of a picture").await;
    admin.hears("https://example.com/egg.png", "Anything else").await;
    admin.gets("Go on", "To 1 person").await;
    admin.hears("send 1", "Sent: 1 of 1 have it").await;
    let calls = world.telegram.calls(&world.hatchery, "sendPhoto");
    let last = calls.last().expect("a picture was sent");
    assert_eq!((&last["photo"], &last["caption"]), (&json!("https://example.com/egg.png"), &json!("Look: an egg")));
    assert_eq!(last["caption_entities"], json!([{ "type": "bold", "offset": 6, "length": 6 }]));
    world.ends().await;
}

/// Somebody on Discord wants news, or shows that they do not yet.
async fn wants_news(who: &Speaker) {
    who.hears("/notifications", "News from whoever runs this place: off").await;
    who.gets("Send me news", "You get news").await;
}

async fn broadcast(den: &Den, author: &Account, text: &str) -> Id {
    let app = den.app();
    let (id, now) = (fresh_id(), app.now());
    let content = Content { text: Rich::parse(text), ..Content::default() };
    let segment = Segment::default();
    let new = NewBroadcast { id: &id, author, content: &content, segment: &segment, mark: text, start_at: now };
    let mut tx = app.store.begin(Durability::PowerCut).await.expect("begun");
    tx.add_broadcast(&new, now).await.expect("kept");
    tx.commit().await.expect("committed");
    app.wake();
    id
}

/// Dora writes, who wants no news herself.
async fn by_dora(den: &Den, text: &str) -> (Speaker, Id) {
    let dora = den.speaker("dora");
    dora.hears("/notifications", "News from whoever runs this place: off").await;
    let id = broadcast(den, &Account::discord(dora.person.id), text).await;
    (dora, id)
}

/// Lets time pass until somebody sees these words.
async fn sees_in_time(den: &Den, who: &Speaker, words: &str) {
    passes(den, words, |_| who.count(words) > 0).await;
}

/// Lets time pass until something holds.
async fn passes(den: &Den, what: &str, holds: impl Fn(&Den) -> bool) {
    for _ in 0..2_000 {
        if holds(den) {
            return;
        }
        den.app().move_clock(Duration::from_millis(500));
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it never came to: {what}");
}

#[tokio::test]
async fn on_discord_only_those_who_asked_for_it_get_news() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    let (ada, ben) = (den.speaker("ada"), den.speaker("ben"));
    wants_news(&ada).await;
    ben.hears("/notifications", "News from whoever runs this place: off").await;
    let author = Account::parse(&format!("discord:{}", ada.person.id)).expect("an account");
    broadcast(&den, &author, "**Hello** 2 * 3").await;
    sees_in_time(&den, &ada, "**Hello** 2 \\* 3").await;
    sees_in_time(&den, &ada, "Sent: 1 of 1 have it").await;
    assert_eq!(ben.count("Hello"), 0);
    den.ends().await;
}

#[tokio::test]
async fn a_discord_that_does_not_let_us_in_costs_nobody_their_news() {
    let Some(mut den) = Den::open(Door::Gateway).await else { return };
    let people = ["ada", "ben", "cleo"].map(|name| den.speaker(name));
    for one in &people {
        wants_news(one).await;
    }
    den.discord.fails_next(&format!("POST /channels/{}", people[0].place.id), Failure::Unauthorized);
    let (dora, id) = by_dora(&den, "Hello").await;
    passes(&den, "its token is refused", |den| den.app().discord().is_ok_and(|it| it.rest.is_refused())).await;
    // Whoever pauses it while it waits for Discord is heard.
    for state in [BroadcastState::Paused, BroadcastState::Sending] {
        let mut tx = den.app().store.begin(Durability::PowerCut).await.expect("begun");
        tx.set_broadcast_state(&id, state, den.app().now()).await.expect("set");
        tx.commit().await.expect("committed");
        passes(&den, "it is interrupted", |den| den.log.count("is interrupted") == 1).await;
    }
    den.discord.fails_next("GET /applications/@me", Failure::BadGateway);
    den.restarts_with(&[]).await;
    for one in &people {
        sees_in_time(&den, one, "Hello").await;
        assert_eq!(one.count("Hello"), 1);
    }
    sees_in_time(&den, &dora, "Sent: 3 of 3 have it").await;
    let tally = den.app().store.broadcast(&id).await.expect("looked up").expect("kept").tally;
    assert_eq!((tally.sent, tally.perhaps), (3, 0), "{tally:?}");
    den.ends().await;
}

#[tokio::test]
async fn a_discord_that_does_not_answer_is_waited_for() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    let people = ["ada", "ben", "cleo"].map(|name| den.speaker(name));
    for one in &people {
        wants_news(one).await;
    }
    den.discord.fails_next(&format!("POST /channels/{}", people[0].place.id), Failure::BadGateway);
    for _ in 0..3 {
        den.discord.fails_next("GET /applications/@me", Failure::BadGateway);
    }
    let asked = den.discord.count(&Method::GET, "/applications/@me");
    let (dora, id) = by_dora(&den, "Hello").await;
    let got = |people: &[Speaker]| people.iter().filter(|one| one.count("Hello") == 1).count();
    passes(&den, "two of three have it", |_| got(&people) == 2).await;
    assert!(den.discord.count(&Method::GET, "/applications/@me") >= asked + 4, "it was asked until it answered");
    sees_in_time(&den, &dora, "Sent: 2 of 3 have it").await;
    let tally = den.app().store.broadcast(&id).await.expect("looked up").expect("kept").tally;
    assert_eq!(tally.perhaps, 1, "{tally:?}");
    den.ends().await;
}

#[tokio::test]
async fn a_run_of_refusals_stops_news_on_discord_and_is_told() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    let ada = den.speaker("ada");
    wants_news(&ada).await;
    for n in 0..14 {
        let other = den.speaker(&format!("person{n}"));
        wants_news(&other).await;
        other.person.closes_dms(&den.hatchery);
    }
    let author = Account::parse(&format!("discord:{}", ada.person.id)).expect("an account");
    let id = broadcast(&den, &author, "Hello").await;
    sees_in_time(&den, &ada, "Discord turned away ten in a row").await;
    let known = den.app().store.broadcast(&id).await.expect("looked up").expect("kept");
    let tally = known.tally;
    assert!((10..=11).contains(&(tally.blocked + tally.sent)) && tally.left() >= 4, "{tally:?}");
    den.ends().await;
}
