//! A bot's own process is killed, its program goes, its port is taken: it comes back by itself, or its owner is told
//! once and can bring it back.

use std::net::TcpListener;
use std::os::unix::fs::symlink;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::json;

use super::house::{House, Page, newest_offers, told};
use super::program::until;
use super::wire::Wire;

const KILLED: &str = "“nest”: It was ended from outside";

/// Kills the bot's process as soon as there is one that is not this one, and says which it was.
async fn kills_next(house: &House, last: i32) -> i32 {
    let pid = until("another process of the bot", async || {
        house.running().first().map(|process| process.pid).filter(|pid| *pid != last)
    })
    .await;
    kill(Pid::from_raw(pid), Signal::SIGKILL).expect("the bot is there");
    pid
}

#[tokio::test]
async fn a_bot_that_is_killed_comes_back_and_its_owner_is_told_once() {
    let Some(house) = House::new().await else { return };
    let serve = house.serves();
    let page = house.hatches("nest").await;
    // While it rests, as soon as it is back, and while it talks.
    let first = kills_next(&house, 0).await;
    let second = kills_next(&house, first).await;
    page.answers().await;
    let talks = async { while page.asks("a question that is never too long").await.is_some() {} };
    tokio::join!(talks, kills_next(&house, second));
    page.answers().await;
    house.tells(KILLED).await;
    house.comes_to_rest().await;
    let chat = house.ada().chat(&house.bot);
    assert_eq!(told(&chat, "“nest”: ").len(), 1, "{chat}");
    house.is_in_order().await;
    house.ada().says(&house.bot, "/status nest");
    let card = house.tells("nest  ● running").await;
    assert!(card.contains("Last problem"), "{card}");
    serve.leaves(Signal::SIGTERM).await;
    assert_eq!(house.running(), []);
}

#[tokio::test]
async fn a_bot_that_is_killed_while_it_hatches_still_hatches() {
    let Some(house) = House::new().await else { return };
    let serve = house.serves();
    house.reviews("nest").await;
    house.ada().presses(&house.bot, "Hatch it");
    let first = kills_next(&house, 0).await;
    kills_next(&house, first).await;
    house.page("nest").await.answers().await;
    house.comes_to_rest().await;
    house.is_in_order().await;
    assert_eq!(house.used().await, 1);
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn a_bot_that_keeps_ending_is_given_up_and_its_owner_can_bring_it_back() {
    let Some(house) = House::new().await else { return };
    let house = house.with("RETRY_BASE_MS", "20");
    let serve = house.serves();
    house.hatches("nest").await;
    let mut last = 0;
    for _ in 0..6 {
        last = kills_next(&house, last).await;
    }
    house.tells("“nest”: It keeps ending as soon as it is started, so I stopped trying.").await;
    house.is_in_order().await;
    assert_eq!(house.running(), []);

    // Neither a look nor a restart of Hatchery calls it running.
    serve.dies().await;
    let serve = house.serves();
    house.ada().says(&house.bot, "/status");
    house.tells("nest  ▲ failed").await;
    house.ada().says(&house.bot, "/restart nest");
    house.tells("“nest” is back.").await;
    house.ada().says(&house.bot, "/status");
    Page::in_text(&house.tells("nest  ● running").await).answers().await;
    house.is_in_order().await;
    serve.leaves(Signal::SIGTERM).await;
}

/// A blueprint of the operator's own that is the hatchling under another name.
fn parrot(program: &str) -> String {
    let hatchling = include_str!("../../../blueprints/hatchling.toml");
    let named = hatchling.replace("id = \"hatchling\"", "id = \"parrot\"").replace("Hatchling", "Parrot");
    named.replace("program = \"hatchery\"", &format!("program = \"{program}\""))
}

/// Takes something away while Hatchery is not there, and puts it back after the owner was told.
async fn is_told_of_and_comes_back(gone: &str) {
    let Some(house) = House::new().await else { return };
    let (folder, program) = (house.place().join("blueprints"), house.place().join("parrot"));
    let house = house.with("BLUEPRINTS_DIR", folder.display().to_string());
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("parrot.toml"), parrot(&program.display().to_string())).expect("a blueprint");
    symlink(env!("CARGO_BIN_EXE_hatchery"), &program).expect("a program");
    let serve = house.serves();
    house.hatches("nest parrot").await;
    serve.leaves(Signal::SIGTERM).await;

    let (here, away) = (house.place().join(gone), house.place().join("away"));
    std::fs::rename(&here, &away).expect("it is moved");
    let serve = house.serves();
    house.tells("“nest”: It could not be started again").await;
    house.is_in_order().await;
    house.ada().says(&house.bot, "/restart nest");
    house.tells("“nest” could not be restarted.").await;
    house.comes_to_rest().await;
    serve.leaves(Signal::SIGTERM).await;

    std::fs::rename(&away, &here).expect("it is moved back");
    let serve = house.serves();
    house.ada().says(&house.bot, "/restart nest");
    house.tells("“nest” is back.").await;
    house.comes_to_rest().await;
    house.is_in_order().await;
    let chat = house.ada().chat(&house.bot);
    assert_eq!(told(&chat, "“nest”: ").len(), 1, "{chat}");
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn a_bot_whose_program_is_gone_is_told_of_and_comes_back_with_it() {
    is_told_of_and_comes_back("parrot").await;
}

#[tokio::test]
async fn a_bot_whose_blueprint_is_gone_is_told_of_and_comes_back_with_it() {
    is_told_of_and_comes_back("blueprints/parrot.toml").await;
}

#[tokio::test]
async fn a_bot_whose_port_was_taken_meanwhile_comes_back_on_another() {
    let Some(house) = House::new().await else { return };
    let serve = house.serves();
    let page = house.hatches("nest").await;
    serve.leaves(Signal::SIGTERM).await;
    page.is_gone().await;
    // Unless somebody else on this machine was quicker.
    let _stranger = TcpListener::bind(("127.0.0.1", page.port()));
    let serve = house.serves();
    house.ada().says(&house.bot, "/status");
    let elsewhere = Page::in_text(&house.tells("nest  ● running").await);
    assert_ne!(elsewhere.port(), page.port());
    elsewhere.answers().await;
    house.is_in_order().await;
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn a_bot_taken_from_another_program_comes_back_although_telegram_is_away() {
    let Some(house) = House::new().await else { return };
    let wire = Wire::to(house.telegram.origin(), true).await;
    let house = house.with("TELEGRAM_API_URL", wire.origin());
    let taken = house.telegram.bot("a_taken_nest_bot");
    let address = "https://elsewhere.example/hook";
    let hook = reqwest::Client::new().post(format!("{}/bot{}/setWebhook", house.telegram.origin(), taken.token));
    hook.json(&json!({ "url": address })).send().await.expect("another program takes the bot");
    let serve = house.serves();
    let ada = house.ada();
    ada.says(&house.bot, "/deploy nest echo web telegram");
    house.tells("“nest” needs a Telegram bot of its own.").await;
    ada.says(&house.bot, &taken.token);
    ada.sees(&house.bot, |chat| newest_offers(chat, "Take it over")).await;
    ada.presses(&house.bot, "Take it over");
    ada.sees(&house.bot, |chat| newest_offers(chat, "Hatch it")).await;
    ada.presses(&house.bot, "Hatch it");
    let page = house.page("nest").await;
    serve.leaves(Signal::SIGTERM).await;

    wire.cut();
    let serve = house.serves();
    page.answers().await;
    assert_eq!(house.live("running").await.len(), 1, "an outage is no failure");
    wire.mend();
    ada.says(&house.bot, "/status");
    house.tells("nest  ● running").await;
    serve.leaves(Signal::SIGTERM).await;
}
