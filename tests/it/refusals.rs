//! One no, whichever way somebody comes: the HTTP API, Telegram, Discord and the terminal refuse the same thing for the
//! same reason. One Hatchery with four doors; at each stands somebody with a bot called nest.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt;
use hatchery::chat::{Incoming, session};
use hatchery::console::{Console, Words};
use hatchery::domain::{Account, Limits, Notice, Spend};
use hatchery::quota::DAY;
use hatchery::store::{Durability, Override, Page, Tx};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use crate::PATIENCE;
use crate::api::add_token;
use crate::discord::{self, Den};
use crate::fakes::telegram::{Bot, FakeTelegram};
use crate::world;

const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Has the shape of a key of Anthropic, who does not know it.
const BAD_KEY: &str = "sk-ant-HATCHTEST-0123456789-bad";
/// Has the shape of a key of another provider.
const OTHERS_KEY: &str = "sk-or-v1-HATCHTEST-0123456789";

/// What is so while it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    Nothing,
    /// Nobody has let them in yet.
    NotLetIn,
    Maintenance,
    SpendReached,
    Banned,
    /// They may have one bot an hour, and had it.
    HourUsed,
    DayUsed,
    FiveBots,
    /// Their bot is being restarted.
    Busy,
}

/// What is said in a chat, and what is seen of it before the next.
enum Step {
    Says(&'static str, &'static str),
    /// Types an answer, on Discord into the form behind this button, in this field.
    Gives(&'static str, &'static str, String, &'static str),
}

use Step::{Gives, Says};

/// What is asked over HTTP.
enum Asked {
    Deploy(Value),
    /// Something of a bot of this name.
    Does(&'static str, &'static str),
    Changes(Value),
    /// A wish that is taken: whether a key is good is the first thing that is looked for then, and its events say that it
    /// is not.
    Begins(Value),
}

use Asked::{Begins, Changes, Deploy, Does};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Discord,
    Terminal,
}

/// One reason.
struct Row {
    reason: &'static str,
    given: Given,
    /// The last of them sees the reason.
    chat: Vec<Step>,
    api: Asked,
    code: (u16, &'static str),
    /// A part of what the API says.
    error: &'static str,
    /// Where nobody can ask for it.
    never_at: Option<Door>,
}

/// A wish for a bot called owl, with something else about it.
fn owl(other: Value) -> Value {
    let mut wish = json!({ "name": "owl", "aiProvider": "echo", "channels": { "web": {} } });
    for (name, value) in other.as_object().expect("an object") {
        wish[name] = value.clone();
    }
    wish
}

fn keyed(key: &str) -> Asked {
    Deploy(owl(json!({ "aiProvider": "anthropic", "apiKey": key })))
}

fn on_telegram(token: &str) -> Asked {
    Deploy(owl(json!({ "channels": { "telegram": { "botToken": token } } })))
}

const HATCH: &str = "/deploy owl echo web";
const KEY_FORM: (&str, &str) = ("Give the key", "Anthropic key");
const TOKEN_FORM: (&str, &str) = ("Give the token", "Telegram bot token");

/// Each reason with what is said for it in every chat, and its code over HTTP. `taken` is a token that somebody else's bot
/// uses.
fn table(taken: &str) -> Vec<Row> {
    let row = |reason, given, chat, api, code, error| Row { reason, given, chat, api, code, error, never_at: None };
    let hatch = |reason, given, words, code, error| {
        row(reason, given, vec![Says(HATCH, words)], Deploy(owl(json!({}))), code, error)
    };
    let says = |line, words| vec![Says(line, words)];
    let key = |text: &str, words| {
        let asked = Says("/deploy owl anthropic web", "Send me your Anthropic key");
        vec![asked, Gives(KEY_FORM.0, KEY_FORM.1, text.into(), words)]
    };
    let token = |text: &str, words| {
        let asked = Says("/deploy owl echo telegram", "needs a Telegram bot of its own");
        vec![asked, Gives(TOKEN_FORM.0, TOKEN_FORM.1, text.into(), words)]
    };
    let (bad, no, conflict) = ((400, "BAD_REQUEST"), (403, "FORBIDDEN"), (409, "CONFLICT"));
    let (wait, name) = ((503, "MAINTENANCE"), (400, "INVALID_NAME"));
    let banned = "You cannot hatch or change bots here any more: too loud";
    let not_theirs = "You have no bot by that name";
    vec![
        Row {
            // Whoever sits at the terminal runs the place.
            never_at: Some(Door::Terminal),
            ..hatch("not let in", Given::NotLetIn, "This Hatchery is by invitation", no, "was not let in")
        },
        hatch("maintenance", Given::Maintenance, "New bots wait for a while", wait, "is being maintained"),
        hatch("the month is spent", Given::SpendReached, "New bots wait until next month", wait, "until next month"),
        hatch("shut out: a new bot", Given::Banned, banned, no, "shut this account out"),
        row(
            "shut out: a restart",
            Given::Banned,
            says("/restart nest", banned),
            Does("restart", "nest"),
            no,
            "shut this account out",
        ),
        hatch(
            "the hour is used",
            Given::HourUsed,
            "You have used your 1 deploy for this hour",
            (429, "QUOTA_EXCEEDED"),
            "1 deploys",
        ),
        hatch(
            "the day is used",
            Given::DayUsed,
            "You have used your 1 deploy for today",
            (429, "QUOTA_EXCEEDED"),
            "1 deploys",
        ),
        hatch(
            "five bots",
            Given::FiveBots,
            "You have 5 of 5 bots, which is the most",
            (400, "INSTANCE_LIMIT_REACHED"),
            "All 5 bots",
        ),
        row(
            "the name is taken",
            Given::Nothing,
            says("/deploy NEST echo web", "You already have a bot called “nest”"),
            Deploy(owl(json!({ "name": "NEST" }))),
            conflict,
            "You have a bot of that name",
        ),
        row(
            "a sign in the name",
            Given::Nothing,
            says("/deploy n$st echo web", "A name cannot have “$” in it"),
            Deploy(owl(json!({ "name": "n$st" }))),
            name,
            "no signs",
        ),
        row(
            "a short name",
            Given::Nothing,
            says("/deploy a echo web", "That is too short for a name"),
            Deploy(owl(json!({ "name": "a" }))),
            name,
            "3 to 32",
        ),
        Row {
            // Its menu offers those that there are.
            never_at: Some(Door::Discord),
            ..row(
                "an unknown provider",
                Given::Nothing,
                vec![Says("/deploy owl web", "Whose AI should “owl” use?"), Says("hal", "I do not know that provider")],
                Deploy(owl(json!({ "aiProvider": "hal" }))),
                (400, "INVALID_PROVIDER"),
                "aiProvider is one of",
            )
        },
        row(
            "a short key",
            Given::Nothing,
            key("sk-ant-x", "That is too short for a key of Anthropic"),
            keyed("sk-ant-x"),
            (400, "INVALID_API_KEY"),
            "the shape of a key of Anthropic",
        ),
        row(
            "a key of another provider",
            Given::Nothing,
            key(OTHERS_KEY, "That looks like a key of OpenRouter"),
            keyed(OTHERS_KEY),
            (400, "INVALID_API_KEY"),
            "the shape of a key of Anthropic",
        ),
        row(
            "a refused key",
            Given::Nothing,
            key(BAD_KEY, "Anthropic does not accept key"),
            Begins(owl(json!({ "aiProvider": "anthropic", "apiKey": BAD_KEY }))),
            (201, "INVALID_API_KEY"),
            "refuses its key",
        ),
        row(
            "no token",
            Given::Nothing,
            token("nonsense", "That is not a bot token"),
            on_telegram("nonsense"),
            (400, "INVALID_BOT_TOKEN"),
            "of Telegram",
        ),
        row(
            "a token in use",
            Given::Nothing,
            token(taken, "already belongs to a bot that runs here"),
            on_telegram(taken),
            conflict,
            "uses that token of Telegram",
        ),
        Row {
            // Its menu takes at least one.
            never_at: Some(Door::Discord),
            ..row(
                "no channel",
                Given::Nothing,
                vec![
                    Says("/deploy owl echo", "Where should people talk to “owl”?"),
                    Says(",", "Pick at least one of these"),
                ],
                Deploy(owl(json!({ "channels": {} }))),
                (400, "NO_CHANNELS"),
                "names no channel",
            )
        },
        row(
            "as asked already",
            Given::Nothing,
            says("/resume nest", "That is how it already is"),
            Does("resume", "nest"),
            conflict,
            "as asked already",
        ),
        row(
            "under way",
            Given::Busy,
            says("/stop nest", "It is being restarted"),
            Does("stop", "nest"),
            conflict,
            "is being worked on (restart)",
        ),
        row(
            "no model to choose",
            Given::Nothing,
            says("/config nest set model = a-model", "It has no model to choose"),
            Changes(json!({ "model": "a-model" })),
            bad,
            "cannot have that model",
        ),
        row(
            "gone",
            Given::Nothing,
            says("/restart gone", not_theirs),
            Does("restart", "gone"),
            (400, "NOT_DEPLOYED"),
            "This bot is gone",
        ),
        row(
            "somebody else's",
            Given::Nothing,
            says("/restart other", not_theirs),
            Does("restart", "other"),
            (404, "NOT_FOUND"),
            "it is not yours",
        ),
    ]
}

#[tokio::test]
async fn every_door_refuses_the_same_thing_for_the_same_reason() {
    let Some(house) = House::open().await else { return };
    for row in table(&house.taken.token) {
        eprintln!("{}:", row.reason);
        house.set(row.given).await;
        if row.given == Given::Busy {
            house.busy().await;
        }
        tokio::join!(
            house.over_http(&row),
            house.on_telegram(&row),
            house.on_discord(&row),
            house.at_the_terminal(&row)
        );
        house.undo(row.given).await;
    }
    house.ends().await;
}

struct House {
    den: Den,
    telegram: FakeTelegram,
    /// The token of somebody else's bot.
    taken: Bot,
    ada: world::Speaker,
    bob: discord::Speaker,
    desk: Desk,
    origin: String,
    client: reqwest::Client,
    token: String,
}

/// Whoever comes over HTTP.
fn program() -> Account {
    Account::telegram(43)
}

/// The owner of the bot called other.
fn stranger() -> Account {
    Account::telegram(44)
}

impl House {
    async fn open() -> Option<Self> {
        let telegram = FakeTelegram::start().await?;
        let (bot, taken) = (telegram.bot("hatchery_bot"), telegram.bot("other_bot"));
        let settings = [
            ("TELEGRAM_BOT_TOKEN", bot.token.as_str()),
            ("TELEGRAM_API_URL", telegram.origin()),
            ("ACCESS", "invite"),
            ("ADMINS", "telegram:1"),
            ("ALERT_DISK_MB", "0"),
        ];
        let den = Den::with(discord::Door::Gateway, &settings).await?;
        let ada = world::Speaker::new(telegram.person(42), bot);
        let bob = den.speaker("bob");
        let desk = Desk::before(&den);
        for account in [program(), stranger()] {
            let mut tx = begin(&den).await;
            tx.welcome(&account, Some("en"), None, den.app().now()).await.expect("welcome");
            tx.commit().await.expect("it is committed");
        }
        let token = add_token(den.app(), &program(), "read deploy", DAY).await;
        let port = den.log.last_number("Hatchery listens on port ").expect("it listens");
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let house =
            House { den, telegram, taken, ada, bob, desk, origin: format!("http://127.0.0.1:{port}"), client, token };
        house.ada.hears("/start", "by invitation").await;
        house.bob.hears("/start", "by invitation").await;
        house.desk.hears("/start", "I hatch bots").await;
        Some(house)
    }

    /// Lets everybody in, and gives each a bot called nest; somebody else one called other, and each had one called gone.
    async fn is_moved_into(&self) {
        self.sql("UPDATE persons SET access = 1").await;
        let stranger = add_token(self.den.app(), &stranger(), "deploy", DAY).await;
        let channels = json!({ "telegram": { "botToken": self.taken.token } });
        let other = owl(json!({ "name": "other", "channels": channels }));
        let nest = owl(json!({ "name": "nest" }));
        let ada = async {
            self.ada.hears("/deploy nest echo web", "Ready to hatch").await;
            self.ada.gets("Hatch it", "is alive").await;
        };
        let bob = self.bob.hatches("nest echo web");
        let desk = async {
            self.desk.hears("/deploy nest echo web", "Ready to hatch").await;
            self.desk.hears("Hatch it", "is alive").await;
        };
        let http = async {
            assert_eq!(self.post("/api/moltbot/deploy", &stranger, &other).await.0, 201);
            assert_eq!(self.post("/api/moltbot/deploy", &self.token, &nest).await.0, 201);
        };
        tokio::join!(ada, bob, desk, http);
        self.den.settles().await;
        self.copies("gone", "terminated", 0, &['6']).await;
    }

    async fn set(&self, given: Given) {
        let app = self.den.app();
        let limits = |hour, day| Some(Override { limits: Limits { hour, day, live: 5 }, until: None });
        let spend = Spend { limit: 1, spent: 2, until: app.now() + DAY };
        let mut tx = begin(&self.den).await;
        match given {
            Given::Nothing | Given::NotLetIn | Given::Busy => {}
            Given::Maintenance => tx.set_maintenance(Some(&Notice::default())).await.expect("set"),
            Given::SpendReached => tx.set_spend(Some(&spend)).await.expect("set"),
            Given::Banned => self.each(&mut tx, Some(Some("too loud")), None).await,
            Given::HourUsed => self.each(&mut tx, None, Some(limits(1, 9))).await,
            Given::DayUsed => self.each(&mut tx, None, Some(limits(9, 1))).await,
            Given::FiveBots => {
                tx.commit().await.expect("it is committed");
                return self.copies("copy", "stopped", 1, &['1', '2', '3', '5']).await;
            }
        }
        tx.commit().await.expect("it is committed");
    }

    async fn undo(&self, given: Given) {
        let mut tx = begin(&self.den).await;
        match given {
            Given::Nothing => {}
            Given::NotLetIn => {
                tx.commit().await.expect("it is committed");
                return self.is_moved_into().await;
            }
            Given::Maintenance => tx.set_maintenance(None).await.expect("set"),
            Given::SpendReached => tx.set_spend(None).await.expect("set"),
            Given::Banned => self.each(&mut tx, Some(None), None).await,
            Given::HourUsed | Given::DayUsed => self.each(&mut tx, None, Some(None)).await,
            Given::FiveBots | Given::Busy => {
                tx.commit().await.expect("it is committed");
                self.sql("DELETE FROM operations WHERE due = 4503599627370496").await;
                return self.sql("DELETE FROM instances WHERE name LIKE 'copy%'").await;
            }
        }
        tx.commit().await.expect("it is committed");
    }

    /// Shuts each of them out or lets them in again, or gives them limits of their own or takes those away.
    async fn each(&self, tx: &mut Tx, ban: Option<Option<&str>>, own: Option<Option<Override>>) {
        let (app, bob) = (self.den.app(), Account::discord(self.bob.person.id));
        for account in [Account::telegram(42), program(), bob, Account::console()] {
            let person = app.store.person(&account, app.now()).await.expect("looked up").expect("somebody").id;
            if let Some(reason) = ban {
                tx.set_banned(&person, reason.is_some(), reason).await.expect("set");
            }
            if let Some(own) = own {
                tx.set_own_limits(&person, own, app.now()).await.expect("set");
            }
        }
    }

    /// Bots of each of them that nothing is behind, one for each last digit of an id.
    async fn copies(&self, name: &str, status: &str, live: i64, digits: &[char]) {
        for digit in digits {
            self.sql(&format!(
                "INSERT INTO instances (id, person_id, owner, name, name_key, blueprint, provider, channels, target, status,
                     live, secret_versions, status_at, created_at)
                 SELECT substr(id, 1, 25) || '{digit}', person_id, owner, '{name}{digit}', '{name}{digit}', blueprint,
                     provider, channels, target, '{status}', {live}, 0, status_at, created_at
                 FROM instances WHERE name = 'nest' AND live = 1"
            ))
            .await;
        }
    }

    /// Their bots are being restarted, and nobody comes to it.
    async fn busy(&self) {
        self.sql(
            "INSERT INTO operations (id, instance_id, kind, asked_by, state, stage, attempt, cancelled, due, lease_token,
                 lease_until, stage_since, created_at)
             SELECT i.id, i.id, 'restart', i.owner, 'doing', o.stage, 0, 0, 4503599627370496, 0, 0, o.created_at, o.created_at
             FROM instances i JOIN operations o ON o.instance_id = i.id AND o.kind = 'deploy'
             WHERE i.name = 'nest' AND i.live = 1",
        )
        .await;
    }

    async fn sql(&self, statement: &str) {
        crate::store::sql(&self.den.database(), statement).await;
    }

    async fn post(&self, path: &str, token: &str, body: &Value) -> (u16, Value) {
        self.asked(Method::POST, path, token, body).await
    }

    async fn asked(&self, method: Method, path: &str, token: &str, body: &Value) -> (u16, Value) {
        let request = self.client.request(method, format!("{}{path}", self.origin)).bearer_auth(token).json(body);
        let response = request.send().await.expect("an answer");
        (response.status().as_u16(), response.json().await.expect("JSON"))
    }

    /// The bot of this name of whoever comes over HTTP, or of the stranger.
    async fn path(&self, name: &str) -> String {
        let owner = if name == "other" { stranger() } else { program() };
        let nests = self.den.app().store.person(&owner, 0).await.expect("looked up").expect("somebody").id;
        let bots = self
            .den
            .app()
            .store
            .listed_instances(Page { person: nests, older_than: None, most: 10 })
            .await
            .expect("listed");
        let found = bots.iter().find(|bot| bot.name.to_string().starts_with(name)).expect("a bot");
        format!("/api/moltbot/instances/{}", found.id)
    }

    async fn over_http(&self, row: &Row) {
        let (status, body) = match &row.api {
            Deploy(wish) => self.post("/api/moltbot/deploy", &self.token, wish).await,
            Does(verb, name) => self.post(&format!("{}/{verb}", self.path(name).await), &self.token, &json!({})).await,
            Changes(change) => self.asked(Method::PATCH, &self.path("nest").await, &self.token, change).await,
            Begins(wish) => self.begun(wish).await,
        };
        let told = (status, body["code"].as_str().unwrap_or_default());
        assert_eq!(told, row.code, "{}: {body}", row.reason);
        assert!(body["error"].as_str().is_some_and(|said| said.contains(row.error)), "{}: {body}", row.reason);
    }

    /// Asks for a bot, and waits for what its events say of the end.
    async fn begun(&self, wish: &Value) -> (u16, Value) {
        let (status, body) = self.post("/api/moltbot/deploy", &self.token, wish).await;
        let path = format!("/api/moltbot/instances/{}", body["instance"]["id"].as_str().unwrap_or_default());
        let limit = Instant::now() + PATIENCE;
        loop {
            let (_, seen) = self.asked(Method::GET, &path, &self.token, &json!({})).await;
            let events = seen["logs"].as_array().cloned().unwrap_or_default();
            if let Some(end) = events.iter().find(|event| event["eventType"] == "deploy.failed") {
                return (status, json!({ "code": end["code"], "error": end["message"] }));
            }
            assert!(Instant::now() < limit, "a minute after it was asked for it has not ended: {body} {seen}");
            sleep(LOOK_AGAIN).await;
        }
    }

    async fn on_telegram(&self, row: &Row) {
        for step in &row.chat {
            match step {
                Says(text, words) => self.ada.hears(text, words).await,
                Gives(_, _, text, words) => self.ada.hears(text, words).await,
            };
        }
        self.ada.hears("/cancel", "").await;
    }

    async fn on_discord(&self, row: &Row) {
        if row.never_at == Some(Door::Discord) {
            return;
        }
        for step in &row.chat {
            match step {
                Says(line, words) => self.bob.hears(line, words).await,
                Gives(button, field, text, words) => self.bob.gives(button, &[(field, text)], words).await,
            };
        }
        self.bob.hears("/cancel", "").await;
    }

    async fn at_the_terminal(&self, row: &Row) {
        if row.never_at == Some(Door::Terminal) {
            return;
        }
        for step in &row.chat {
            match step {
                Says(line, words) => self.desk.hears(line, words).await,
                Gives(_, _, text, words) => self.desk.hears(text, words).await,
            }
        }
        self.desk.hears("/cancel", "").await;
    }

    async fn ends(self) {
        self.desk.ends().await;
        self.den.settles().await;
        self.den.ends().await;
        self.telegram.assert_clean();
    }
}

async fn begin(den: &Den) -> Tx {
    den.app().store.begin(Durability::Kill).await.expect("a transaction begins")
}

/// The terminal of the same Hatchery: a real console over pipes.
struct Desk {
    typing: Mutex<std::io::PipeWriter>,
    shown: Arc<Mutex<String>>,
    stop: CancellationToken,
    talk: tokio::task::JoinHandle<anyhow::Result<()>>,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn before(den: &Den) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (input, typing) = std::io::pipe().expect("a pipe");
        let (mut output, writing) = std::io::pipe().expect("a pipe");
        let (input, writing): (OwnedFd, OwnedFd) = (input.into(), writing.into());
        let words = Words { leaving: "Goodbye.".into(), how_to_leave: String::new(), trouble: "Trouble.".into() };
        let console = Console::over(input.into(), writing.into(), folder.path(), false, words).expect("a console");
        let app = den.app().clone();
        app.speak_console(console.clone());
        let shown = Arc::new(Mutex::new(String::new()));
        let page = shown.clone();
        std::thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(n @ 1..) = output.read(&mut part) {
                page.lock().expect("no reader panics").push_str(&String::from_utf8_lossy(&part[..n]));
            }
        });
        let stop = CancellationToken::new();
        let leaving = stop.clone();
        let talk = tokio::spawn(async move {
            let hear = move |incoming: Incoming| {
                let app = app.clone();
                async move {
                    if let Some(replied) = session::hear(&app, incoming).await? {
                        let _ = replied.await;
                    }
                    Ok(())
                }
                .boxed()
            };
            // Others are at work here, too: the next line waits for nobody.
            console.run(hear, || async {}.boxed(), leaving).await
        });
        Desk { typing: Mutex::new(typing), shown, stop, talk, _folder: folder }
    }

    fn shown(&self) -> String {
        self.shown.lock().expect("no reader panics").clone()
    }

    /// Types a line, and waits for what is answered.
    async fn hears(&self, line: &str, words: &str) {
        let before = self.shown().len();
        let typed = self.typing.lock().expect("nobody else types").write_all(format!("{line}\n").as_bytes());
        typed.expect("it reads its input");
        let limit = Instant::now() + PATIENCE;
        loop {
            let news = self.shown()[before..].replace('\n', " ");
            if !news.trim().is_empty() && news.contains(words) {
                return;
            }
            assert!(Instant::now() < limit, "a minute after {line:?} the terminal has not said {words:?} but {news:?}");
            sleep(LOOK_AGAIN).await;
        }
    }

    async fn ends(self) {
        self.stop.cancel();
        self.talk.await.expect("no panic").expect("a good end");
    }
}
