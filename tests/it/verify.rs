//! `hatchery verify` against the real program with its strict neighbours, and against one in which a single thing is broken:
//! each line of the table can fail, and only for its own reason.

mod broken;
mod line;

use std::net::SocketAddr;

use hatchery::config::{Config, Mode};
use hatchery::findings::{Finding, Health};
use hatchery::verify::{client, examine, origin};
use nix::sys::signal::Signal;
use reqwest::{Client, Url};

use crate::fakes::discord::{App, FakeDiscord};
use crate::fakes::ports::free_address;
use crate::process::backup::runs;
use crate::process::house::House;
use crate::process::program::{Program, Settings, until};

/// A Hatchery that serves both platforms.
struct Site {
    house: House,
    discord: FakeDiscord,
    app: App,
    program: Program,
    address: SocketAddr,
}

impl Site {
    /// Reached by a webhook, or not.
    async fn start(has_webhook: bool) -> Option<Self> {
        let address = free_address();
        let discord = FakeDiscord::start().await?;
        let app = discord.application("hatchery");
        let mut house = House::new().await?;
        house = house.with("PORT", address.port().to_string());
        house = house.with("DISCORD_API_URL", discord.origin()).with("DISCORD_BOT_TOKEN", &app.token);
        if has_webhook {
            house = house.with("PUBLIC_URL", format!("http://{address}"));
        }
        let program = house.serves();
        let is_up =
            || program.log().contains("is served by long poll") || program.log().contains("is served by webhook");
        until("Telegram", async || is_up().then_some(())).await;
        discord.until("it listens", |discord| discord.gateway().is_connected()).await;
        until("that it is ready", async || {
            let ready = reqwest::get(format!("http://{address}/health/ready")).await.ok()?.text().await.ok()?;
            ready.contains("\"ready\"").then_some(())
        })
        .await;
        Some(Site { house, discord, app, program, address })
    }

    fn url(&self) -> Url {
        origin(&format!("http://{}", self.address)).expect("an origin")
    }

    async fn seen(&self) -> Vec<Finding> {
        seen(&self.house.settings, &plain(), &self.url()).await
    }

    async fn with(&self, name: &'static str, value: &str) -> Vec<Finding> {
        let mut settings = self.house.settings.clone();
        settings.insert(name, value.to_owned());
        seen(&settings, &plain(), &self.url()).await
    }

    /// What somebody with the token does to our bot on Telegram.
    async fn tells_telegram(&self, method: &str, body: serde_json::Value) {
        let url = format!("{}/bot{}/{method}", self.house.telegram.origin(), self.house.bot.token);
        let answer = plain().post(url).json(&body).send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap_or_default());
    }
}

fn plain() -> Client {
    client().no_proxy().build().expect("a client")
}

async fn seen(settings: &Settings, http: &Client, url: &Url) -> Vec<Finding> {
    let read = |name: &str| settings.get(name).cloned();
    let config = Config::read(Mode::Tend, &read).expect("settings that can be used");
    let findings = examine(&config, http, url).await;
    for finding in &findings {
        assert!(!finding.says.contains("HATCHTEST") && !finding.says.contains("/telegram/"), "a secret: {finding:?}");
    }
    findings
}

/// All that is said of these lines, and of no other.
fn not_good(findings: &[Finding]) -> Vec<(&str, Health, &str)> {
    let others = findings.iter().filter(|finding| finding.health != Health::Good);
    others.map(|it| (it.what.as_str(), it.health, it.says.as_str())).collect()
}

const HTTP: (&str, Health, &str) = ("TLS", Health::Unchecked, "http, on this machine itself");

/// Only this line is not as it should be, and it says so.
fn assert_only(findings: &[Finding], what: &str, health: Health, says: &str) {
    let others: Vec<_> = not_good(findings).into_iter().filter(|it| *it != HTTP).collect();
    let [(found, how, said)] = others.as_slice() else { panic!("{what}: {others:#?}") };
    assert_eq!((*found, *how), (what, health), "{said}");
    assert!(said.contains(says), "{what} should say {says:?}: {said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hatchery_that_works_is_called_good_line_by_line() {
    let Some(site) = Site::start(false).await else { return };
    let findings = site.seen().await;
    assert_eq!(not_good(&findings), [HTTP]);
    let names: Vec<&str> = findings.iter().map(|finding| finding.what.as_str()).collect();
    assert_eq!(
        names,
        [
            "TLS",
            "alive",
            "ready",
            "its database",
            "response time",
            "API description",
            "API without a token",
            "API with a wrong token",
            "API, a deploy by nobody",
            "API, no such address",
            "metrics",
            "database",
            "Telegram",
            "Telegram webhook",
            "Telegram commands",
            "Discord",
            "Discord door",
            "Discord commands",
        ]
    );
    // The program itself, as somebody who has no settings runs it, and as somebody who has them all.
    let address = format!("http://{}", site.address);
    let alone = runs(&["verify", &address], &Settings::new(), &site.house.place()).await;
    assert_eq!((alone.code, alone.err.as_str()), (Some(0), ""), "{}", alone.out);
    for line in ["TELEGRAM_BOT_TOKEN is not set here", "DISCORD_BOT_TOKEN is not set here", "or is not set here"] {
        assert!(
            alone.out.lines().any(|it| it.starts_with("not checked  ") && it.ends_with(line)),
            "{line}\n{}",
            alone.out
        );
    }
    assert!(alone.out.contains("ok           ready"), "{}", alone.out);
    let all = runs(&["verify", &address], &site.house.settings, &site.house.place()).await;
    assert_eq!((all.code, all.err.as_str()), (Some(0), ""), "{}", all.out);
    assert!(all.out.contains("none is set, so updates come by long poll"), "{}", all.out);
    site.house.telegram.revokes(&site.house.bot);
    let all = runs(&["verify", &address], &site.house.settings, &site.house.place()).await;
    assert_eq!((all.code, all.err.as_str()), (Some(1), "hatchery: 1 thing does not work\n"), "{}", all.out);
    assert!(all.out.contains("FAIL         Telegram"), "{}", all.out);
    site.discord.assert_clean();
    site.program.leaves(Signal::SIGTERM).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_is_held_to_the_address_that_we_would_set() {
    let Some(site) = Site::start(true).await else { return };
    let what = "Telegram webhook";
    assert_eq!(not_good(&site.seen().await), [HTTP]);
    // The address is known without PUBLIC_URL, too: it is the one that is verified.
    assert_eq!(not_good(&site.with("PUBLIC_URL", "").await), [HTTP]);
    let other = site.with("MOLTBOT_ENCRYPTION_KEY", &crate::process::house::MASTER_KEY.replace('5', "6")).await;
    let others: Vec<&str> = not_good(&other).iter().map(|it| it.0).collect();
    assert_eq!(others, ["TLS", "database", what]);
    let unknown = site.with("MOLTBOT_ENCRYPTION_KEY", "").await;
    let others: Vec<(&str, Health)> = not_good(&unknown).iter().map(|it| (it.0, it.1)).collect();
    assert_eq!(others, [(HTTP.0, HTTP.1), ("database", Health::Unchecked), (what, Health::Unchecked)]);

    assert_only(&site.with("DISCORD_DOOR", "http").await, "Discord door", Health::Bad, "no address is set");

    let call = site.house.telegram.calls(&site.house.bot, "setWebhook").pop().expect("it was set");
    let mut narrow = call.clone();
    narrow["allowed_updates"] = serde_json::json!(["message"]);
    site.tells_telegram("setWebhook", narrow).await;
    assert_only(&site.seen().await, what, Health::Bad, "other kinds of updates");
    let mut elsewhere = call.clone();
    elsewhere["url"] = serde_json::json!("https://another.example.com/telegram/x");
    site.tells_telegram("setWebhook", elsewhere).await;
    assert_only(&site.seen().await, what, Health::Bad, "another program gets the updates");
    site.tells_telegram("deleteWebhook", serde_json::json!({})).await;
    assert_only(&site.seen().await, what, Health::Bad, "none is set, although PUBLIC_URL is");
    site.program.leaves(Signal::SIGTERM).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_platforms_were_told_otherwise_is_seen() {
    let Some(site) = Site::start(false).await else { return };
    let nobody = "http://127.0.0.1:9";
    let away = site.with("DATABASE_URL", "sqlite:///dev/null/hatchery.db").await;
    assert_only(&away, "database", Health::Unchecked, "DATABASE_URL leads to none from here");
    let away = site.with("DATABASE_URL", "sqlite:///dev/null").await;
    assert_only(&away, "database", Health::Bad, "");
    for (setting, what) in [("TELEGRAM_API_URL", "Telegram"), ("DISCORD_API_URL", "Discord")] {
        assert_only(&site.with(setting, nobody).await, what, Health::Bad, "not reachable");
    }
    let token = site.app.token.replace("HATCHTEST", "HATCHTESU");
    let refused = site.with("DISCORD_BOT_TOKEN", &token).await;
    assert_only(&refused, "Discord", Health::Bad, "does not accept DISCORD_BOT_TOKEN");

    let http = plain();
    let mine = format!("{}/api/v10/applications/{}/commands", site.discord.origin(), site.app.id);
    let bot = |request: reqwest::RequestBuilder| {
        let request = request.header("Authorization", format!("Bot {}", site.app.token));
        request.header("User-Agent", "DiscordBot (https://hatchery.invalid, 1)")
    };
    let set: Vec<serde_json::Value> = bot(http.get(&mine)).send().await.expect("asked").json().await.expect("JSON");
    let first = set[0]["name"].as_str().expect("a name").to_owned();
    let one = serde_json::json!([{ "name": first, "description": "Something else", "type": 1 }]);
    assert_eq!(bot(http.put(&mine)).json(&one).send().await.expect("asked").status(), 200);
    assert_only(&site.seen().await, "Discord commands", Health::Bad, &first);
    assert_eq!(bot(http.put(&mine)).json(&set_again(&set)).send().await.expect("asked").status(), 200);
    assert_eq!(not_good(&site.seen().await), [HTTP]);

    let menu = serde_json::json!({ "scope": { "type": "all_private_chats" }, "language_code": "es",
        "commands": [{ "command": "start", "description": "Otra cosa" }] });
    site.tells_telegram("setMyCommands", menu).await;
    assert_only(&site.seen().await, "Telegram commands", Health::Bad, "other ones are set: private in es");
    site.program.leaves(Signal::SIGTERM).await;
}

/// What Discord tells of commands, as it takes it.
fn set_again(set: &[serde_json::Value]) -> serde_json::Value {
    let mut set = serde_json::json!(set);
    for command in set.as_array_mut().expect("a list") {
        let command = command.as_object_mut().expect("a command");
        let taken = ["name", "description", "type", "options", "contexts", "integration_types"];
        command.retain(|name, value| taken.contains(&name.as_str()) && !value.is_null());
    }
    set
}

#[test]
fn only_https_is_asked_and_http_on_this_machine_itself() {
    for address in
        ["https://hatchery.example.com", "http://127.0.0.1:8080/", "http://localhost:8080", "http://[::1]:80"]
    {
        assert!(origin(address).is_ok(), "{address}");
    }
    for address in [
        "http://hatchery.example.com",
        "http://10.0.0.1",
        "https://a.example.com/x",
        "ftp://a.example.com",
        "hatchery",
        "",
    ] {
        assert!(origin(address).is_err(), "{address}");
    }
}
