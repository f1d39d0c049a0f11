//! OpenClaw at Railway: what it is given, on which channels it talks, and how its control page is opened.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use expect_test::expect;
use hatchery::domain::Channel;
use hatchery::preflight::Look;
use hatchery::preflight::openclaw::channels;
use serde_json::Value;

use super::{Cloud, Exists, NOTHING, ONE};
use crate::fakes::discord::FakeDiscord;
use crate::fakes::openclaw::{FakeOpenClaw, recorded};
use crate::fakes::railway::{FakeRailway, Plan};
use crate::fakes::slack::{FakeSlack, Holder};
use crate::fakes::telegram::Action;
use crate::world::{KEY, Speaker, screen};

const OPENCLAW: &str = "ghcr.io/openclaw/openclaw:2026.9.6";
const READY: &str = "2026-11-21T10:00:00.000Z [gateway] ready";

/// Ada is at the question for channels, with her key given.
async fn asked_for_channels(cloud: &Cloud, called: &str) -> Speaker {
    let ada = cloud.person(42);
    ada.hears(&format!("/deploy nest {called} anthropic"), "Send me your Anthropic key").await;
    ada.hears(KEY, "Where should people talk to “nest”?").await;
    ada
}

/// Only this channel is picked.
async fn picks(ada: &Speaker, channel: &str) {
    ada.gets("✓ Web page", "Where should people talk").await;
    ada.gets(channel, "Where should people talk").await;
    ada.presses("Done");
}

fn config(cloud: &Cloud) -> Value {
    let variables = cloud.railway.variables(&cloud.service().id);
    serde_json::from_str(&variables["OPENCLAW_CONFIG_JSON"]).expect("the config is JSON")
}

#[tokio::test]
async fn openclaw_on_telegram_knows_its_owner_and_needs_no_address() {
    let Some(cloud) = Cloud::start().await else { return };
    let child = cloud.telegram.bot("nest_helper_bot");
    let ada = asked_for_channels(&cloud, "moltbot").await;
    picks(&ada, "Telegram").await;
    ada.sees("needs a Telegram bot").await;
    expect![[r#"
        Ready to hatch “nest”
        Blueprint: OpenClaw
        AI: Anthropic, key …good (checked)
        Talks on: Telegram as @nest_helper_bot
        Runs on: Railway, up to 2,048 MB, about $14.27 a month
        After this you have 1 of 5 bots and 1 deploy left this hour.
        [Hatch it]
        [Keep this key for other bots]
        [Change something]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears(&child.token, "Ready to hatch").await));
    cloud.railway.next_logs(&[READY]);
    ada.gets("Hatch it", "has started").await;

    assert_eq!(cloud.exists(), Exists { domains: 0, running: 0, ..ONE });
    let [deployment] = &cloud.deployments()[..] else { panic!("one deployment") };
    assert_eq!(deployment.image.as_deref(), Some(OPENCLAW));
    assert_eq!(deployment.memory_gb, Some(2.0));
    let settings = &deployment.settings;
    assert_eq!(settings["healthcheckPath"], "/startupz");
    assert_eq!(settings["healthcheckTimeout"], 300);
    assert_eq!((&settings["numReplicas"], &settings["overlapSeconds"]), (&1.into(), &0.into()));
    assert!(settings["startCommand"].as_str().is_some_and(|start| start.contains("exec node openclaw.mjs gateway")));
    let variables = &deployment.variables;
    for (name, value) in [
        ("RAILWAY_RUN_UID", "0"),
        ("PORT", "8080"),
        ("OPENCLAW_GATEWAY_PORT", "8080"),
        ("OPENCLAW_STATE_DIR", "/data/.openclaw"),
        ("OPENCLAW_MODEL", "anthropic/claude-sonnet-5"),
        ("ANTHROPIC_API_KEY", KEY),
        ("TELEGRAM_BOT_TOKEN", &child.token),
        ("OWNER_TELEGRAM", "42"),
    ] {
        assert_eq!(variables.get(name).map(String::as_str), Some(value), "{name}");
    }
    assert!(!variables.values().any(|value| value.contains("${{")), "Railway would fill that in");
    let config = config(&cloud);
    assert_eq!(config["channels"]["telegram"]["dmPolicy"], "allowlist");
    assert_eq!(config["channels"]["telegram"]["allowFrom"][0], "${OWNER_TELEGRAM}");
    assert_eq!(config["commands"]["ownerAllowFrom"][0], "telegram:${OWNER_TELEGRAM}");
    assert_eq!(config["agents"]["defaults"]["utilityModel"], "");
    assert_eq!(config["gateway"]["controlUi"]["enabled"], false);
    cloud.ends().await;
}

#[tokio::test]
async fn a_discord_bot_is_checked_switched_on_after_asking_and_asks_who_its_owner_is() {
    let Some(discord) = FakeDiscord::start().await else { return };
    let id = "123456789012345678";
    let token = [URL_SAFE_NO_PAD.encode(id), "GHATCH".to_owned(), format!("HATCHTEST{}", "x".repeat(29))].join(".");
    discord.knows(&token, id, "Nest", 0);
    let Some(cloud) = Cloud::with(&[("DISCORD_API_URL", discord.origin())]).await else { return };
    let ada = asked_for_channels(&cloud, "openclaw").await;
    picks(&ada, "Discord").await;
    ada.sees("“nest” needs a Discord bot of its own. Send me its token.").await;
    ada.hears("sk-ant-HATCHTEST-0123456789", "That looks like a key of Anthropic.").await;
    expect![[r#"
        Discord does not let Nest read messages that do not mention it.
        Shall I switch that on? Without it the bot answers in private and when it is mentioned.
        [Switch it on]
        [Go on without]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears(&token, "does not let Nest read").await));
    assert_eq!(discord.flags(&token), 0, "nothing was switched on before it was asked");
    expect![[r#"
        Who are you on Discord? “nest” talks with you alone there. Send me your user ID.
        In Discord: settings, “Advanced”, “Developer Mode” on; then a right click on your own name, “Copy User ID”.
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Switch it on", "Who are you on Discord?").await));
    assert_eq!(discord.flags(&token), 1 << 19);
    ada.hears("ada#1234", "A Discord user ID has 15 to 20 digits and nothing else.").await;
    ada.hears("223456789012345678", "Talks on: Discord as Nest").await;
    cloud.railway.next_logs(&[READY]);
    let told = ada.gets("Hatch it", "has started").await;
    assert!(told.text.contains("Talk to it on Discord: Nest"), "{}", told.text);
    let invite = "https://discord.com/oauth2/authorize?client_id=123456789012345678&scope=bot%20applications.commands";
    assert!(told.text.contains(invite), "{}", told.text);
    let variables = cloud.railway.variables(&cloud.service().id);
    assert_eq!(variables["OWNER_DISCORD"], "223456789012345678");
    assert_eq!(config(&cloud)["channels"]["discord"]["intents"]["messageContent"], true);
    assert!(config(&cloud)["channels"]["telegram"].is_null());
    cloud.ends().await;
}

#[tokio::test]
async fn a_slack_bot_brings_two_tokens_and_its_owners_id() {
    let slack = FakeSlack::start().await;
    let bot_token = ["xoxb", "100000000001", "200000000002", "HATCHTEST000000000000000"].join("-");
    let app_token = ["xapp", "1", "AHATCHTEST", "3000000000003", &"0".repeat(64)].join("-");
    knows_both(&slack, &bot_token, &app_token);
    let Some(cloud) = Cloud::with(&[("SLACK_API_URL", slack.origin())]).await else { return };
    let ada = asked_for_channels(&cloud, "openclaw").await;
    picks(&ada, "Slack").await;
    ada.sees("It starts with xoxb-").await;
    ada.hears(&app_token, "That is the app token. I need the bot token, which starts with xoxb-.").await;
    ada.hears(&bot_token, "It starts with xapp-").await;
    ada.hears(&app_token, "Who are you on Slack?").await;
    ada.hears("U0123ABCD45", "Talks on: Slack as nest (Hatch)").await;
    cloud.railway.next_logs(&[READY]);
    ada.gets("Hatch it", "has started").await;
    let variables = cloud.railway.variables(&cloud.service().id);
    assert_eq!((&variables["SLACK_BOT_TOKEN"], &variables["SLACK_APP_TOKEN"]), (&bot_token, &app_token));
    assert_eq!(config(&cloud)["channels"]["slack"]["allowFrom"][0], "${OWNER_SLACK}");
    assert_eq!(variables["OWNER_SLACK"], "U0123ABCD45");
    cloud.ends().await;
}

fn knows_both(slack: &FakeSlack, bot_token: &str, app_token: &str) {
    let scopes = "app_mentions:read,chat:write,im:history";
    slack.knows(bot_token, Holder::Bot { name: "nest", team: "Hatch", scopes, expires_in: None });
    slack.knows(app_token, Holder::App { scopes: "connections:write", has_socket_mode: true });
}

#[tokio::test]
async fn its_control_page_opens_for_exactly_the_browser_that_just_asked() {
    let Some(gateway) = FakeOpenClaw::start().await else { return };
    let Some(railway) = FakeRailway::start().await else { return };
    railway.serves(OPENCLAW, gateway.address());
    let Some(cloud) = Cloud::on(railway, &[]).await else { return };
    let child = cloud.telegram.bot("nest_helper_bot");
    let ada = asked_for_channels(&cloud, "openclaw").await;
    ada.gets("Telegram", "Where should people talk").await;
    ada.gets("Done", "needs a Telegram bot").await;
    ada.hears(&child.token, "Talks on: a web page, Telegram as @nest_helper_bot").await;
    gateway.is("too-early");
    ada.presses("Hatch it");
    cloud.railway.until("the variables", |railway| railway.count("serviceInstanceDeployV2") > 0).await;
    let variables = cloud.railway.variables(&cloud.service().id);
    gateway.knows(&variables["OPENCLAW_GATEWAY_TOKEN"]);
    gateway.is("connected");
    let told = ada.sees("is alive").await;
    assert!(told.text.contains("that all its channels listen"), "{}", told.text);
    assert!(told.text.contains("Its control page: http://127.0.0.1:"), "{}", told.text);
    assert!(told.text.contains(&format!("/#token={}", variables["OPENCLAW_GATEWAY_TOKEN"])), "{}", told.text);
    let config = config(&cloud);
    assert_eq!(config["gateway"]["publicOrigin"], "https://${RAILWAY_PUBLIC_DOMAIN}");
    assert_eq!(config["gateway"]["controlUi"]["allowedOrigins"][0], "https://${RAILWAY_PUBLIC_DOMAIN}");
    assert_eq!(config["gateway"]["trustedProxies"][0], "100.64.0.0/10");
    assert_eq!(cloud.exists(), Exists { running: 0, ..ONE });

    let now = cloud.app().now();
    ada.gets("Let my browser in", "No browser is asking at “nest”.").await;
    gateway.is_visited("yesterday", now - 24 * 3_600_000);
    ada.gets("Try again", "No browser is asking at “nest”.").await;
    gateway.is_visited("mine", now);
    ada.gets("Try again", "Your browser at 203.0.113.5 may now use the page of “nest”.").await;
    assert_eq!(gateway.approved(), ["mine"]);
    gateway.is_visited("one", now);
    gateway.is_visited("other", now);
    ada.gets("Let my browser in", "2 browsers ask at once, and I do not know which is yours.").await;
    assert_eq!(gateway.approved(), ["mine"]);
    // Somebody else presses a button that they saw over a shoulder.
    let bob = cloud.person(43);
    bob.hears("/start", "I hatch bots").await;
    let chat = ada.chat();
    let button = chat.visible().rev().find_map(|message| message.button("Let my browser in")).expect("a button");
    let Action::Press(word) = &button.action else { panic!("it opens something") };
    bob.marks();
    bob.person.presses_out_of_reach(&cloud.hatchery, word);
    bob.sees("That bot does not exist any more.").await;
    assert_eq!(gateway.approved(), ["mine"]);
    cloud.ends().await;
}

#[tokio::test]
async fn a_token_that_its_log_calls_refused_is_told_and_undone() {
    let Some(cloud) = Cloud::start().await else { return };
    let child = cloud.telegram.bot("nest_helper_bot");
    let ada = asked_for_channels(&cloud, "openclaw").await;
    picks(&ada, "Telegram").await;
    ada.hears(&child.token, "Ready to hatch").await;
    cloud.railway.next_logs(&["[telegram] [default] auto-restart skipped, terminal disconnect"]);
    let told = ada.gets("Hatch it", "did not hatch").await;
    assert!(told.text.contains("Telegram does not accept its token."), "{}", told.text);
    assert_eq!(cloud.exists(), NOTHING);
    cloud.ends().await;
}

#[tokio::test]
async fn a_plan_that_cannot_hold_it_is_a_clear_refusal_before_anything_is_asked() {
    let Some(railway) = FakeRailway::start().await else { return };
    railway.is_on(Plan::Free);
    let Some(cloud) = Cloud::on(railway, &[]).await else { return };
    let ada = cloud.person(42);
    ada.hears("/deploy", "What kind of bot?").await;
    expect![[r#"
        OpenClaw needs 2,048 MB of memory, and Railway's Free plan gives a bot 512 MB. Only the operator can change the plan.
        What kind of bot?
        [Hatchling]
        [OpenClaw]
        [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("OpenClaw", "needs 2,048 MB").await));
    ada.gets("Hatchling", "What shall it be called?").await;
    cloud.ends().await;
}

#[test]
fn what_the_real_gateway_was_recorded_to_say_is_read_truly() {
    for (name, expected) in [
        ("connected", Look::Listens { problem: None }),
        ("starting", Look::NotYet),
        ("not-running", Look::NotYet),
        ("blocked", Look::TokenRevoked),
        ("blocked-at-start", Look::TokenRevoked),
        ("recovering", Look::TokenTaken),
    ] {
        let Some(recording) = recorded(&format!("rpc-channels.status-{name}.json")) else { return };
        let status = &recording["body"]["payload"];
        assert_eq!(channels(status, &[Channel::Web, Channel::Telegram]), expected, "{name}");
        assert_eq!(channels(status, &[Channel::Web]), Look::Listens { problem: None }, "{name}");
        assert_eq!(channels(status, &[Channel::Discord]), Look::NotYet, "a channel that is not there does not listen");
    }
}
