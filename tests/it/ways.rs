//! Each way from the wish to a bot, walked by somebody whose every deed is counted: `docs/conversation.md` is written from
//! it. The seconds are those of the run that wrote the page; everything else is compared.

mod discord;
mod page;
mod record;
mod telegram;
mod terminal;

use std::time::Duration;

use hatchery::domain::Provider;

use crate::cloud::Cloud;
use crate::discord::{Den, Door};
use crate::fakes::openclaw::FakeOpenClaw;
use crate::fakes::railway::FakeRailway;
use crate::fakes::telegram::FakeTelegram;
use crate::handover;
use crate::process::chat::{self, Talk};
use crate::world::{KEY, Speaker, World, screen};
use discord::OnDiscord;
use record::{Given, Record};
use telegram::OnTelegram;
use terminal::AtTheTerminal;

const OPENCLAW: &str = "ghcr.io/openclaw/openclaw:2026.9.6";

const MADE: &str = "A kept key and a bot that Telegram makes";
const LINE: &str = "/deploy nest anthropic telegram web";
const ASKS_KEY: &str = "Send me your Anthropic key";
const ASKS_TOKEN: &str = "needs a Telegram bot";
const ASKS_CHANNELS: &str = "Where should people talk";
const REVIEW: &str = "Ready to hatch";

#[tokio::test]
async fn the_page_tells_of_each_way_as_it_was_walked() {
    let Some(mut all) = on_telegram().await else { return };
    let Some(on_discord) = on_discord().await else { return };
    let Some(at_the_terminal) = at_the_terminal().await else { return };
    let Some(at_railway) = at_railway().await else { return };
    all.extend(on_discord);
    all.push(at_the_terminal);
    all.extend(at_railway);
    // What the page says in words.
    let tally = |title: &str| all.iter().find(|record| record.title == title).expect("it was walked").tally;
    let secrets = |title: &str| (tally(title).pasted_in_chat, tally(title).pasted_elsewhere);
    assert_eq!(secrets("A line, with a kept key, on a web page only"), (0, 0));
    assert_eq!((tally("A line, with a kept key, on a web page only").messages, tally("A line").presses), (1, 1));
    assert_eq!(secrets("A line, secrets on the private page"), (0, 2));
    assert_eq!(secrets("On Discord, by menus and forms"), (0, 2));
    assert_eq!(secrets("A clone"), (1, 0));
    // One line with a name, and three taps: to make the bot, Telegram's own, and to hatch it.
    assert_eq!((secrets(MADE), tally(MADE).messages, tally(MADE).presses), ((0, 0), 1, 3));
    page::is_written(&all);
}

/// All of them in front of one Hatchery, each by somebody of their own.
async fn on_telegram() -> Option<Vec<Record>> {
    let (world, here) = handover::world().await?;
    let mut all = Vec::new();
    let mut number = 42;
    let mut somebody = || {
        number += 1;
        world.person(number)
    };
    let child = || world.telegram.bot("nest_helper_bot");

    let mut way = OnTelegram::begins(&world, somebody(), Record::new("Step by step, without a key", ""));
    way.writes("/deploy", "What shall it be called?").await;
    way.writes("nest", "Whose AI").await;
    way.presses("Just try it, no key", ASKS_CHANNELS).await;
    way.presses("Done", REVIEW).await;
    let told = way.hatches("is alive").await;
    all.push(way.ends_as_an_echo(&told).await);

    let mut way = OnTelegram::begins(&world, somebody(), Record::new("Step by step", ""));
    way.writes("/deploy", "What shall it be called?").await;
    way.writes("nest", "Whose AI").await;
    way.presses("Anthropic", ASKS_KEY).await;
    way.pastes(KEY, ASKS_CHANNELS).await;
    way.presses("Telegram", ASKS_CHANNELS).await;
    way.presses("Done", ASKS_TOKEN).await;
    way.pastes(&child().token, REVIEW).await;
    let told = way.hatches("is alive").await;
    all.push(way.ends(&told).await);

    let mut way = OnTelegram::begins(&world, somebody(), Record::new("A line", ""));
    way.writes(LINE, ASKS_KEY).await;
    way.pastes(KEY, ASKS_TOKEN).await;
    way.pastes(&child().token, REVIEW).await;
    let told = way.hatches("is alive").await;
    all.push(way.ends(&told).await);

    let (bot, who) = (child(), somebody());
    let mut way = OnTelegram::begins(&world, who, Record::new("A sentence", ""));
    way.writes("deploy a Claude bot called nest on Telegram", ASKS_KEY).await;
    way.pastes(KEY, ASKS_TOKEN).await;
    way.pastes(&bot.token, REVIEW).await;
    way.hatches("is alive").await;
    all.push(way.ends_with(&bot).await);

    let mut way = OnTelegram::begins(&world, somebody(), Record::new("A line, secrets on the private page", ""));
    way.writes(LINE, ASKS_KEY).await;
    way.gives_on_a_page(&[KEY, &child().token], &here, REVIEW).await;
    let told = way.hatches("is alive").await;
    all.push(way.ends(&told).await);

    let kept = "Ada has kept her key before, by `/keys`.";
    let who = somebody();
    who.hears("/keys add anthropic", ASKS_KEY).await;
    who.hears(KEY, "Anthropic key …good is kept").await;
    world.settles().await;
    let mut way = OnTelegram::begins(&world, who, Record::new("A line, with a kept key", kept));
    way.writes(LINE, ASKS_KEY).await;
    way.presses("Use my Anthropic key …good", ASKS_TOKEN).await;
    way.pastes(&child().token, REVIEW).await;
    let told = way.hatches("is alive").await;
    let who = way.who.with(&world.hatchery);
    all.push(way.ends(&told).await);
    who.hears("/delete nest", "Write its name to confirm").await;
    who.hears("nest", "is gone").await;
    world.settles().await;

    let mut way = OnTelegram::begins(&world, who, Record::new("A line, with a kept key, on a web page only", kept));
    way.writes("/deploy nest anthropic web", ASKS_KEY).await;
    way.presses("Use my Anthropic key …good", REVIEW).await;
    let told = way.hatches("is alive").await;
    all.push(way.ends(&told).await);

    let who = has_a_nest(&world, somebody()).await;
    let mut way = OnTelegram::begins(&world, who, Record::new("A clone", "Ada has a bot called nest already."));
    way.writes("/clone nest", "What shall it be called").await;
    way.presses("nest-2", ASKS_KEY).await;
    way.presses("Use the key of “nest”", ASKS_TOKEN).await;
    way.pastes(&child().token, REVIEW).await;
    let told = way.hatches("“nest-2” is alive").await;
    all.push(way.ends(&told).await);

    let bob = has_a_nest(&world, somebody()).await;
    let shared = screen(&bob.hears("/share nest", "can hatch a bot like").await);
    let (_, code) = shared.split_once("/clone ").expect("a command");
    let code = code.split_whitespace().next().expect("a code");
    let given = "Bob has a bot called nest and has given Ada the link that `/share` made.";
    let mut way = OnTelegram::begins(&world, somebody(), Record::new("A share link", given));
    way.opens(code, "Somebody shares a bot with you").await;
    way.presses("Hatch one like it", "What shall it be called").await;
    way.presses("nest", ASKS_KEY).await;
    way.pastes(KEY, ASKS_TOKEN).await;
    way.pastes(&child().token, REVIEW).await;
    let told = way.hatches("is alive").await;
    all.push(way.ends(&told).await);

    // From here on people can make bots through the one of Hatchery.
    world.telegram.lets_manage(&world.hatchery);
    world.app().move_clock(Duration::from_secs(301));
    let made = "The bot of Hatchery may make bots for people, and Ada has kept her key before, by `/keys`.";
    let who = somebody();
    who.hears("/keys add anthropic", ASKS_KEY).await;
    who.hears(KEY, "Anthropic key …good is kept").await;
    world.settles().await;
    let mut way = OnTelegram::begins(&world, who, Record::new(MADE, made));
    let question = way.writes("/deploy nest", ASKS_TOKEN).await;
    let bot = way.makes_a_bot(&question, "Create the bot for me", REVIEW).await;
    way.hatches("is alive").await;
    all.push(way.ends_as_its_own(&bot).await);

    let who = somebody();
    who.hears("/keys add anthropic", ASKS_KEY).await;
    who.hears(KEY, "Anthropic key …good is kept").await;
    who.hears("/start", "I hatch bots").await;
    world.settles().await;
    let mut way = OnTelegram::begins(&world, who, Record::new("The same by buttons", made));
    way.presses("Hatch a bot", "What shall it be called?").await;
    let question = way.writes("nest", ASKS_TOKEN).await;
    let bot = way.makes_a_bot(&question, "Create the bot for me", REVIEW).await;
    way.hatches("is alive").await;
    all.push(way.ends_as_its_own(&bot).await);

    world.ends().await;
    Some(all)
}

async fn has_a_nest(world: &World, who: Speaker) -> Speaker {
    who.hears(LINE, ASKS_KEY).await;
    who.hears(KEY, ASKS_TOKEN).await;
    who.hears(&world.telegram.bot("nest_first_bot").token, REVIEW).await;
    who.gets("Hatch it", "is alive").await;
    world.settles().await;
    who
}

async fn on_discord() -> Option<Vec<Record>> {
    let telegram = FakeTelegram::start().await?;
    let den = Den::with(Door::Gateway, &[("TELEGRAM_API_URL", telegram.origin())]).await?;
    let (one, other) = (telegram.bot("nest_helper_bot"), telegram.bot("nest_helper_bot"));

    let mut way = OnDiscord::begins(&den, den.speaker("ada"), Record::new("On Discord, by menus and forms", ""));
    way.types("/deploy", "Whose AI").await;
    way.picks(&["Anthropic"], ASKS_CHANNELS).await;
    way.picks(&["Web page", "Telegram"], "What shall it be called?").await;
    way.fills("Name and key", &[("Name", Given::Typed("nest")), ("Anthropic key", Given::Secret(KEY))], ASKS_TOKEN)
        .await;
    way.fills("Give the token", &[("Telegram bot token", Given::Secret(&one.token))], REVIEW).await;
    let by_forms = way.hatches().await;

    let mut way = OnDiscord::begins(&den, den.speaker("eve"), Record::new("On Discord, a line", ""));
    way.types(LINE, ASKS_KEY).await;
    way.fills("Give the key", &[("Anthropic key", Given::Secret(KEY))], ASKS_TOKEN).await;
    way.fills("Give the token", &[("Telegram bot token", Given::Secret(&other.token))], REVIEW).await;
    let by_line = way.hatches().await;

    den.ends().await;
    Some(vec![by_forms, by_line])
}

async fn at_the_terminal() -> Option<Record> {
    let (house, mut settings) = chat::house().await?;
    house.providers.knows(Provider::Anthropic, KEY);
    let child = house.telegram.bot("nest_helper_bot");
    settings.insert("TELEGRAM_API_URL", house.telegram.origin().to_owned());
    let talk = Talk::begins(&settings, &house);
    let mut way = AtTheTerminal::begins(talk, Record::new("At a terminal, a line", "")).await;
    way.types(LINE, ASKS_KEY).await;
    way.pastes(KEY, ASKS_TOKEN).await;
    way.pastes(&child.token, REVIEW).await;
    Some(way.hatches().await)
}

/// A made-up Railway with its usual states, and a gateway of OpenClaw that says what a real one was recorded to say.
async fn at_railway() -> Option<Vec<Record>> {
    let gateway = FakeOpenClaw::start().await?;
    let railway = FakeRailway::start().await?;
    railway.serves(OPENCLAW, gateway.address());
    let cloud = Cloud::on(railway, &[]).await?;
    let child = || cloud.telegram.bot("nest_helper_bot");

    let mut way = OnTelegram::begins(&cloud, cloud.person(42), Record::new("At Railway, OpenClaw, a line", ""));
    way.writes("/deploy nest openclaw anthropic telegram web", ASKS_KEY).await;
    way.pastes(KEY, ASKS_TOKEN).await;
    way.pastes(&child().token, REVIEW).await;
    gateway.is("too-early");
    let comes_up = async {
        cloud.railway.until("its deployment", |railway| railway.count("serviceInstanceDeployV2") > 0).await;
        let variables = cloud.railway.variables(&cloud.service().id);
        gateway.knows(&variables["OPENCLAW_GATEWAY_TOKEN"]);
        gateway.is("connected");
    };
    tokio::join!(way.hatches("is alive"), comes_up);
    let openclaw = way.ends_unasked();

    let mut way = OnTelegram::begins(&cloud, cloud.person(43), Record::new("At Railway, a line", ""));
    way.writes("/deploy nest hatchling anthropic telegram web", ASKS_KEY).await;
    way.pastes(KEY, ASKS_TOKEN).await;
    way.pastes(&child().token, REVIEW).await;
    let told = way.hatches("is alive").await;
    let hatchling = way.ends(&told).await;

    cloud.ends().await;
    Some(vec![hatchling, openclaw])
}
