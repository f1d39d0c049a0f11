//! Started half-configured, a command says everything that is wrong at once, names each variable and no value, and ends
//! with 1.

use std::net::TcpListener;

use super::house::{House, MASTER_KEY};
use super::program::{Said, Settings, says};

/// Stands in every bad value.
pub const CANARY: &str = "HATCHTEST-canary";

/// A value that each setting of `serve` refuses.
#[rustfmt::skip]
pub const BAD: [(&str, &str); 25] = [
    ("DATABASE_URL", "mysql://HATCHTEST-canary@db/hatchery"),
    ("MOLTBOT_ENCRYPTION_KEY", "HATCHTEST-canary"),
    ("ACCESS", "HATCHTEST-canary"),
    ("ADMINS", "HATCHTEST-canary"),
    ("TELEGRAM_BOT_TOKEN", "12345:HATCHTEST-canary"),
    ("TELEGRAM_API_URL", "https://127.0.0.1/HATCHTEST-canary"),
    ("TARGET", "HATCHTEST-canary"),
    ("LOCAL_USER", "HATCHTEST-canary;id"),
    ("PUBLIC_URL", "http://HATCHTEST-canary.example"),
    ("PORT", "HATCHTEST-canary"),
    ("ALERT_WEBHOOK_URL", "https://127.0.0.1/HATCHTEST-canary"),
    ("ALERT_DISK_MB", "HATCHTEST-canary"),
    ("TIER_FREE", "hour=HATCHTEST-canary"),
    ("TIER_PREMIUM", "hour=1,day=1,live=6,HATCHTEST-canary"),
    ("LOG_FORMAT", "HATCHTEST-canary"),
    ("ANTHROPIC_API_URL", "HATCHTEST-canary"),
    ("OPENAI_API_URL", "ftp://HATCHTEST-canary"),
    ("OPENROUTER_API_URL", "https://HATCHTEST-canary@127.0.0.1"),
    ("GEMINI_API_URL", "https://127.0.0.1/?key=HATCHTEST-canary"),
    ("DISCORD_API_URL", "https://127.0.0.1/api/HATCHTEST-canary"),
    ("SLACK_API_URL", "HATCHTEST-canary"),
    ("JOB_LEASE_MS", "HATCHTEST-canary"),
    ("JOB_POLL_MS", "-1HATCHTEST-canary"),
    ("RETRY_BASE_MS", "0HATCHTEST-canary"),
    ("PROBE_TIMEOUT_MS", "1.5HATCHTEST-canary"),
];

/// The lines of a refusal, after it was seen to be one that keeps its secrets.
fn refusals(said: &Said) -> Vec<&str> {
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert_eq!(said.out, "");
    for secret in [CANARY, MASTER_KEY] {
        assert!(!said.err.contains(secret), "{}", said.err);
    }
    said.err.lines().collect()
}

#[tokio::test]
async fn each_bad_setting_is_refused_by_its_name_alone() {
    let Some(house) = House::new().await else { return };
    for (name, value) in BAD {
        let settings: Settings = [(name, value.to_owned())].into();
        let settings = house.settings.clone().into_iter().chain(settings).collect();
        let said = says("serve", &settings, &house.place()).await;
        let lines = refusals(&said);
        assert!(lines.len() == 1 && lines[0].contains(name), "{name}: {lines:?}");
    }
    assert!(!house.data().exists(), "nothing was made");
}

#[tokio::test]
async fn all_that_is_bad_or_missing_is_said_at_once() {
    let place = tempfile::tempdir().expect("a folder");
    let bad: Settings = BAD.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let said = says("serve", &bad, place.path()).await;
    let lines = refusals(&said);
    assert_eq!(lines.len(), BAD.len(), "{lines:#?}");
    for (name, _) in BAD {
        assert!(lines.iter().any(|line| line.contains(name)), "{name}: {lines:#?}");
    }

    let said = says("serve", &Settings::new(), place.path()).await;
    let lines = refusals(&said);
    let needed = ["MOLTBOT_ENCRYPTION_KEY", "TELEGRAM_BOT_TOKEN", "ADMINS", "TARGET"];
    assert_eq!(lines.len(), needed.len(), "{lines:#?}");
    for (line, name) in lines.iter().zip(needed) {
        assert!(line.contains(name), "{line}");
    }
}

/// What fails only when it is tried: each names its variable.
#[tokio::test]
async fn what_this_machine_cannot_do_is_refused_by_name_too() {
    let Some(house) = House::new().await else { return };
    let taken = TcpListener::bind(("0.0.0.0", 0)).expect("a free port");
    let port = taken.local_addr().expect("it is bound").port().to_string();
    let missing = house.place().join("missing").display().to_string();
    let in_a_file = "/dev/null/hatchery";
    let other_key = MASTER_KEY.replace('5', "6");
    // A first start, which marks the key as the one that this database was sealed with.
    house.serves().leaves_when_up().await;
    for (name, value) in [
        ("PORT", port.as_str()),
        ("BLUEPRINTS_DIR", &missing),
        ("DATA_DIR", in_a_file),
        ("LOCAL_USER", "hatchtest-nobody"),
        ("DATABASE_URL", "sqlite:///dev/null/hatchery.db"),
        ("MOLTBOT_ENCRYPTION_KEY", &other_key),
    ] {
        let mut settings = house.settings.clone();
        settings.insert(name, value.to_owned());
        let said = says("serve", &settings, &house.place()).await;
        assert_eq!(said.code, Some(1), "{name}: {}", said.err);
        let last = said.err.lines().next_back().unwrap_or_default();
        assert!(last.starts_with("hatchery: ") && last.contains(name), "{name}: {}", said.err);
        assert!(!said.err.contains(&other_key), "{}", said.err);
    }
}

#[tokio::test]
async fn a_revoked_token_is_said_in_one_clear_sentence() {
    let Some(house) = House::new().await else { return };
    house.telegram.revokes(&house.bot);
    let said = says("serve", &house.settings, &house.place()).await;
    assert_eq!(said.code, Some(1));
    let last = said.err.lines().next_back().unwrap_or_default();
    let sentence = "hatchery: Telegram does not accept TELEGRAM_BOT_TOKEN; get the current token from @BotFather";
    assert_eq!(last, sentence, "{}", said.err);
    assert!(!said.err.contains(&house.bot.token), "{}", said.err);
}

#[tokio::test]
async fn migrating_twice_is_migrating_once() {
    let Some(house) = House::new().await else { return };
    for _ in 0..2 {
        let said = says("migrate", &house.settings, &house.place()).await;
        assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (Some(0), "", ""));
    }
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).expect("the folder").count();
    assert_eq!(house.number("SELECT COUNT(*) FROM _sqlx_migrations WHERE success").await, Some(files as i64));
}

#[tokio::test]
async fn a_bot_that_is_set_up_badly_says_one_sentence() {
    let place = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = taken.local_addr().expect("it is bound").port().to_string();
    let good = [("AI_PROVIDER", "echo"), ("WEB_TOKEN", "HATCHTEST-web-token-0123456789"), ("PORT", "0")];
    for (name, value, sentence) in [
        ("AI_PROVIDER", "HATCHTEST-canary", "hatchery: hatchling cannot start: AI_PROVIDER is none of"),
        ("AI_PROVIDER", "anthropic", "hatchery: hatchling cannot start: AI_KEY is not set"),
        ("WEB_TOKEN", "HATCHTEST-canary", "hatchery: hatchling cannot start: WEB_TOKEN "),
        ("CHANNELS", "HATCHTEST-canary", "hatchery: hatchling cannot start: CHANNELS may only list web and telegram"),
        ("CHANNELS", "telegram", "hatchery: hatchling cannot start: TELEGRAM_BOT_TOKEN is not set"),
        ("BIND", "HATCHTEST-canary", "hatchery: hatchling cannot start: BIND is no IP address"),
        ("PORT", &port, "hatchery: listen on 127.0.0.1:"),
        ("DATA_DIR", "/dev/null/memory", "hatchery: "),
    ] {
        let mut settings: Settings = good.map(|(name, value)| (name, value.to_owned())).into();
        settings.insert(name, value.to_owned());
        let said = says("bot", &settings, place.path()).await;
        assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{name}={value}: {}", said.err);
        assert!(said.err.starts_with(sentence) && said.err.lines().count() == 1, "{name}={value}: {}", said.err);
        assert!(!said.err.contains(CANARY), "{}", said.err);
    }
}
