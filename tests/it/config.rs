//! Settings: each default, each refusal, and the papers that are written from their table.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use expect_test::expect_file;
use hatchery::config::{Access, Config, LogFormat, Mode, SETTINGS, Trouble, env_example, master_key};
use hatchery::domain::{Account, Limits, TargetKind};
use hatchery::railway::Site;
use hatchery::secret::Sealer;

const KEY: &str = "5bd0c36f1ac9e8274495ab7d0e62f183c47a9d1e60b85f2397dc14e8a3760b52";

/// Stands in every refused value; no error may show it.
const CANARY: &str = "HATCHTEST";

fn read(mode: Mode, set: &[(&str, &str)]) -> Result<Config, Vec<Trouble>> {
    let set: BTreeMap<&str, &str> = set.iter().copied().collect();
    Config::read(mode, &|name| set.get(name).map(|value| value.to_string()))
}

/// What `serve` makes of settings that are complete but for those under test.
fn serve(set: &[(&str, &str)]) -> Result<Config, Vec<Trouble>> {
    let complete = [
        ("MOLTBOT_ENCRYPTION_KEY", KEY),
        ("TARGET", "local"),
        ("TELEGRAM_BOT_TOKEN", "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        ("ADMINS", "telegram:42"),
    ];
    read(Mode::Serve, &[&complete, set].concat())
}

fn config(set: &[(&str, &str)]) -> Config {
    serve(set).expect("usable settings")
}

/// The sentences about one setting that cannot be used.
fn refusal(name: &str, value: &str) -> Vec<String> {
    let troubles = serve(&[(name, value)]).expect_err(&format!("{name}={value} is refused"));
    troubles.iter().map(Trouble::to_string).collect()
}

#[test]
fn chat_starts_without_a_single_setting() {
    let config = read(Mode::Chat, &[]).expect("usable settings");
    let dir = std::path::absolute("hatchery-data").expect("a working directory");
    assert_eq!(config.data_dir, dir);
    assert_eq!(config.database_url.expose(), format!("sqlite://{}/hatchery.db", dir.display()));
    assert!(config.encryption_key.is_none());
    assert_eq!(config.access, Access::List(vec![Account::console()]));
    assert_eq!(config.admins, []);
    assert!(config.telegram_token.is_none());
    assert_eq!(config.telegram_api_url, "https://api.telegram.org");
    assert_eq!(config.target, TargetKind::Local);
    assert_eq!((config.local_user, config.blueprints_dir, config.public_url), (None, None, None));
    assert_eq!(config.port, 8080);
    assert!(config.alert_webhook.is_none());
    assert_eq!(config.alert_disk_mb, 1024);
    assert_eq!(config.tiers.free, Limits { hour: 2, day: 10, live: 5 });
    assert_eq!(config.tiers.premium, Limits { hour: 10, day: 50, live: 5 });
    assert_eq!(config.log_format, LogFormat::Pretty);
    assert_eq!(config.log_filter.to_string(), "hatchery=info,warn");
    assert!(config.is_colored);
    assert_eq!(config.origins.anthropic, "https://api.anthropic.com");
    assert_eq!(config.origins.openai, "https://api.openai.com");
    assert_eq!(config.origins.openrouter, "https://openrouter.ai");
    assert_eq!(config.origins.gemini, "https://generativelanguage.googleapis.com");
    assert_eq!(config.discord_api_url, "https://discord.com");
    assert_eq!(config.slack_api_url, "https://slack.com");
    assert_eq!(config.railway_api_url, "https://backboard.railway.com/graphql/v2");
    assert_eq!(config.railway_site, Site::default());
    assert_eq!(config.instance_url, "https://{domain}");
    assert!(config.railway_token.is_none() && config.hatchery_image.is_none());
    assert_eq!(config.pace.railway_timeout, Duration::from_secs(90));
    assert_eq!(config.pace.job_lease, Duration::from_secs(30));
    assert_eq!(config.pace.job_poll, Duration::from_secs(1));
    assert_eq!(config.pace.retry_base, Duration::from_secs(1));
    assert_eq!(config.pace.probe_timeout, Duration::from_secs(15 * 60));
}

#[test]
fn serve_says_everything_that_is_missing_at_once() {
    let troubles = read(Mode::Serve, &[]).expect_err("nothing is set");
    let said: Vec<String> = troubles.iter().map(Trouble::to_string).collect();
    assert_eq!(
        said,
        [
            "MOLTBOT_ENCRYPTION_KEY must be set for `serve`: 64 hexadecimal characters, made for example with \
             `openssl rand -hex 32`.",
            "TELEGRAM_BOT_TOKEN is not set, nor is DISCORD_BOT_TOKEN, so nobody could talk to Hatchery; @BotFather and \
             Discord's developer portal give them out.",
            "ADMINS is not set, so nobody could invite anybody; name your own account, like telegram:42, or set ACCESS.",
            "RAILWAY_API_KEY is not set, so no bot could be deployed; make a workspace token at Railway, or set \
             TARGET=local for bots on this machine.",
        ]
    );
}

#[test]
fn an_empty_value_counts_as_unset() {
    let empty: Vec<(&str, &str)> = SETTINGS.iter().map(|row| (row.name, "  ")).collect();
    assert_eq!(read(Mode::Chat, &empty).expect("usable settings").port, 8080);
    assert_eq!(read(Mode::Serve, &empty).err(), read(Mode::Serve, &[]).err());
}

#[test]
fn what_is_set_is_used() {
    let token = format!("123456789:{}", "A".repeat(35));
    let config = config(&[
        ("DATA_DIR", "/var/lib/hatchery data?"),
        ("ACCESS", "telegram:42, telegram:43"),
        ("ADMINS", "telegram:42"),
        ("TELEGRAM_BOT_TOKEN", &token),
        ("TELEGRAM_API_URL", "http://127.0.0.1:9000/"),
        ("LOCAL_USER", "hatch"),
        ("BLUEPRINTS_DIR", "/etc/blueprints"),
        ("PUBLIC_URL", "https://hatchery.example.com/"),
        ("PORT", "0"),
        ("TIER_FREE", "live=1,hour=7,day=9"),
        ("LOG_FORMAT", "json"),
        ("RUST_LOG", "debug"),
        ("LANG", "es_ES.UTF-8"),
        ("NO_COLOR", "1"),
        ("OPENAI_API_URL", "http://[::1]:8081"),
        ("DISCORD_API_URL", "http://127.0.0.1:9001/"),
        ("SLACK_API_URL", "http://127.0.0.1:9002"),
        ("JOB_POLL_MS", "20"),
    ]);
    assert_eq!(config.data_dir, Path::new("/var/lib/hatchery data?"));
    assert_eq!(config.database_url.expose(), "sqlite:///var/lib/hatchery%20data%3F/hatchery.db");
    let accounts = vec![Account::telegram(42), Account::telegram(43)];
    assert_eq!(config.access, Access::List(accounts));
    assert_eq!(config.admins, [Account::telegram(42)]);
    assert!(config.telegram_token.expect("a token").matches(&token));
    assert_eq!(config.telegram_api_url, "http://127.0.0.1:9000");
    assert_eq!(config.local_user.as_deref(), Some("hatch"));
    assert_eq!(config.blueprints_dir.as_deref(), Some(Path::new("/etc/blueprints")));
    assert_eq!(config.public_url.as_deref(), Some("https://hatchery.example.com"));
    assert_eq!(config.port, 0);
    assert_eq!(config.tiers.free, Limits { hour: 7, day: 9, live: 1 });
    assert_eq!((config.log_format, config.is_colored), (LogFormat::Json, false));
    assert_eq!(config.origins.openai, "http://[::1]:8081");
    assert_eq!(config.discord_api_url, "http://127.0.0.1:9001");
    assert_eq!(config.slack_api_url, "http://127.0.0.1:9002");
    assert_eq!(config.pace.job_poll, Duration::from_millis(20));
}

#[test]
fn what_cannot_be_used_is_refused_by_name_and_without_its_value() {
    let cases: &[(&str, &[&str])] = &[
        (
            "DATABASE_URL",
            &["mysql://me:HATCHTEST@db/x", "postgres://me:HATCHTEST@db/x", "sqlite:", "sqlite://", "HATCHTEST.db"],
        ),
        ("MOLTBOT_ENCRYPTION_KEY", &["HATCHTEST", "HATCHTEST:00", "0000"]),
        ("ACCESS", &["telegram:1,api:admin", "HATCHTEST", "telegram:HATCHTEST", "Open", "telegram:1,,telegram:2"]),
        ("ADMINS", &["api:admin", "HATCHTEST", "telegram:1;telegram:2"]),
        ("TELEGRAM_BOT_TOKEN", &["HATCHTEST", "123456789:HATCHTEST", "sk-ant-HATCHTEST-0000000000"]),
        ("TELEGRAM_API_URL", &["HATCHTEST", "https://HATCHTEST/path", "ftp://HATCHTEST", "https://HATCHTEST:p@x"]),
        ("TARGET", &["HATCHTEST", "Local"]),
        ("RAILWAY_API_KEY", &["HATCHTEST", "HATCHTEST with a blank in it"]),
        ("RAILWAY_WORKSPACE_ID", &["HATCHTEST/..", "HATCH"]),
        ("RAILWAY_MOLTBOT_PROJECT_ID", &["HATCHTEST?"]),
        ("RAILWAY_MOLTBOT_ENVIRONMENT_ID", &["HATCHTEST-HATCHTEST", "HATCHTEST?"]),
        ("RAILWAY_REGION", &["HATCHTEST"]),
        ("RAILWAY_API_URL", &["HATCHTEST", "ftp://HATCHTEST/graphql", "https://HATCHTEST:p@x/graphql"]),
        ("RAILWAY_PROJECT_ID", &["HATCHTEST?"]),
        ("HATCHERY_IMAGE", &["HATCHTEST", "ghcr.io/HATCHTEST/x:latest", "ghcr.io/HATCHTEST/x:", "HATCH TEST:1"]),
        ("INSTANCE_URL", &["https://HATCHTEST", "{domain}", "https://{domain}/HATCHTEST", "https://{HATCHTEST}"]),
        ("LOCAL_USER", &["HATCH TEST", "-HATCHTEST", "HATCHTEST;id"]),
        ("PUBLIC_URL", &["http://HATCHTEST.example", "https://HATCHTEST/x", "https://HATCHTEST?x", "HATCHTEST"]),
        ("PORT", &["HATCHTEST", "65536", "-1", "+80", "80.0"]),
        ("DISCORD_BOT_TOKEN", &["HATCHTEST", "Bot HATCHTEST.a.b", "123456789:HATCHTEST-0123456789abcdefghijklmnop"]),
        // `http` needs an address that Discord can reach.
        ("DISCORD_DOOR", &["HATCHTEST", "https", "http"]),
        ("DISCORD_ADMIN_GUILD", &["HATCHTEST", "-1", "123456789012345678901"]),
        ("CORS_ORIGINS", &["*", "https://HATCHTEST.example.com/path", "https://a.example.com,,", "HATCHTEST"]),
        ("TRUSTED_PROXIES", &["HATCHTEST", "10.0.0.0/33", "10.0.0.0/8,,", "0.0.0.0/0", "::/0", "10.0.0.0/8,::/0"]),
        ("METRICS_TOKEN", &["HATCHTEST", "HATCHTEST with blanks in it", "HATCHTESTñññññññññ"]),
        ("METRICS_PORT", &["HATCHTEST", "65536", "8080"]),
        (
            "SENTRY_DSN",
            &[
                "HATCHTEST",
                "https://HATCHTEST.example.com/42",
                "http://HATCHTEST@sentry.example.com/42",
                "https://HATCHTEST:pass@sentry.example.com/42",
                "https://HATCHTEST@sentry.example.com/",
                "https://HATCHTEST@sentry.example.com/42?x",
            ],
        ),
        (
            "ADMIN_API_SECRET",
            &["HATCHTEST", "HATCHTEST-0123456789-0123456789", "HATCHTEST-0123456789 with-blanks-in-it"],
        ),
        (
            "ALERT_WEBHOOK_URL",
            &[
                "HATCHTEST",
                "http://hooks.slack.com/services/HATCHTEST",
                "https://example.com/HATCHTEST",
                "https://discord.com/api/webhooks/HATCHTEST",
                "https://me:HATCHTEST@hooks.slack.com/services/x",
            ],
        ),
        ("ALERT_DISK_MB", &["HATCHTEST", "-1", "1.5", "1 GB"]),
        ("TIER_FREE", &["HATCHTEST", "hour=2,day=10", "hour=2,day=10,live=6", "hour=2,hour=2,day=1,live=5"]),
        ("TIER_PREMIUM", &["hour=HATCHTEST,day=1,live=1", "hour=-1,day=1,live=1", "hour=1,day=1,live=1,x=1"]),
        ("LOG_FORMAT", &["HATCHTEST", "JSON"]),
        ("RUST_LOG", &["hatchery=HATCHTEST"]),
        ("ANTHROPIC_API_URL", &["HATCHTEST", "https://HATCHTEST/v1"]),
        ("OPENAI_API_URL", &["https://HATCHTEST/v1"]),
        ("OPENROUTER_API_URL", &["https://HATCHTEST/api"]),
        ("GEMINI_API_URL", &["https://HATCHTEST#x"]),
        ("DISCORD_API_URL", &["https://HATCHTEST/api/v10"]),
        ("SLACK_API_URL", &["https://HATCHTEST/api"]),
        ("JOB_LEASE_MS", &["HATCHTEST", "0", "30s", "86400001"]),
        ("JOB_POLL_MS", &["0"]),
        ("RETRY_BASE_MS", &["0"]),
        ("PROBE_TIMEOUT_MS", &["0"]),
        ("RAILWAY_TIMEOUT_MS", &["0"]),
    ];
    for (name, values) in cases {
        for value in *values {
            let said = refusal(name, value);
            assert_eq!(said.len(), 1, "{name}={value}: {said:?}");
            let sentence = &said[0];
            assert!(sentence.starts_with(name) && sentence.ends_with('.'), "{name}={value}: {sentence}");
            assert!(!sentence.contains(CANARY), "{name}={value}: {sentence}");
        }
    }
    let anything: BTreeSet<&str> = ["DATA_DIR", "BLUEPRINTS_DIR", "LANG", "NO_COLOR"].into();
    let tried: BTreeSet<&str> = cases.iter().map(|(name, _)| *name).collect();
    let all: BTreeSet<&str> = SETTINGS.iter().map(|row| row.name).collect();
    assert_eq!(&tried | &anything, all, "a setting without a refused value: add it to the cases");
}

#[test]
fn bots_are_put_into_no_project_that_hatchery_lives_in() {
    let own = "0b5c7d9e-1111-4222-8333-444455556666";
    let settings = [
        ("TARGET", "railway"),
        ("RAILWAY_API_KEY", "HATCHTEST-railway-token"),
        ("RAILWAY_PROJECT_ID", own),
        ("RAILWAY_MOLTBOT_PROJECT_ID", own),
    ];
    let troubles = read(Mode::Chat, &settings).expect_err("it is its own");
    let said: Vec<String> = troubles.iter().map(Trouble::to_string).collect();
    let sentence =
        "RAILWAY_MOLTBOT_PROJECT_ID names the project that Hatchery itself lives in; bots need one of their own.";
    assert_eq!(said, [sentence]);
}

#[test]
fn bots_at_railway_need_no_database_on_this_machine() {
    let postgres = "postgres://hatchery@db/hatchery";
    let settings = [("TARGET", "railway"), ("RAILWAY_API_KEY", "HATCHTEST-railway-token"), ("DATABASE_URL", postgres)];
    let config = read(Mode::Chat, &settings).expect("usable settings");
    assert_eq!((config.target, config.keeps_data_here()), (TargetKind::Railway, false));
    assert!(read(Mode::Chat, &[("DATABASE_URL", postgres)]).is_err(), "local is one machine");
}

#[test]
fn plain_http_is_good_enough_only_for_this_machine() {
    for address in ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:80"] {
        assert!(config(&[("PUBLIC_URL", address)]).public_url.is_some(), "{address}");
    }
    for address in ["http://10.0.0.1", "http://localhost.example.com", "http://127.0.0.1.example.com"] {
        assert_eq!(refusal("PUBLIC_URL", address).len(), 1, "{address}");
    }
}

#[test]
fn printed_settings_show_no_secret() {
    let token = format!("123456789:HATCHTEST{}", "A".repeat(26));
    let webhook = "https://hooks.slack.com/services/T0/B0/HATCHTEST";
    let admin = ("ADMIN_API_SECRET", "HATCHTEST-0123456789-0123456789-0123456789");
    let printed = format!("{:?}", config(&[("TELEGRAM_BOT_TOKEN", &token), ("ALERT_WEBHOOK_URL", webhook), admin]));
    assert!(!printed.contains(CANARY) && !printed.contains(KEY), "{printed}");
}

#[test]
fn the_table_holds_exactly_what_is_read() {
    let asked = RefCell::new(BTreeSet::new());
    for mode in [Mode::Serve, Mode::Chat] {
        let outcome = Config::read(mode, &|name| {
            asked.borrow_mut().insert(name.to_owned());
            None
        });
        assert_eq!(outcome.is_ok(), mode == Mode::Chat);
    }
    let table: BTreeSet<String> = SETTINGS.iter().map(|row| row.name.to_owned()).collect();
    assert_eq!(table.len(), SETTINGS.len(), "a name stands in the table twice");
    assert_eq!(*asked.borrow(), table);
}

#[test]
fn the_example_file_is_written_from_the_table() {
    expect_file!["../../.env.example"].assert_eq(&env_example());
}

#[test]
fn chat_makes_its_master_key_once_and_for_its_owner_alone() {
    let home = tempfile::tempdir().expect("a folder");
    let dir = home.path().join("data");
    let config = read(Mode::Chat, &[("DATA_DIR", dir.to_str().expect("a plain path"))]).expect("usable settings");
    let key = master_key(&config).expect("a key");
    assert!(Sealer::parse(key.expose()).is_ok());
    assert!(master_key(&config).expect("the same key").matches(key.expose()));

    let mode = |path: &Path| std::fs::metadata(path).expect("it exists").permissions().mode() & 0o777;
    let file = dir.join("master.key");
    assert_eq!((mode(&dir), mode(&file)), (0o700, 0o600));
    assert_eq!(std::fs::read_dir(&dir).expect("a folder").count(), 1, "no draft is left behind");

    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).expect("chmod");
    let error = master_key(&config).expect_err("others can read it");
    assert!(format!("{error:#}").contains("chmod 600"), "{error:#}");
}

#[test]
fn a_spoilt_key_file_is_reported_and_left_alone() {
    let home = tempfile::tempdir().expect("a folder");
    let config =
        read(Mode::Chat, &[("DATA_DIR", home.path().to_str().expect("a plain path"))]).expect("usable settings");
    master_key(&config).expect("a key");
    let file = home.path().join("master.key");
    std::fs::write(&file, CANARY).expect("write");
    let error = format!("{:#}", master_key(&config).expect_err("no key"));
    assert!(error.contains("master.key") && !error.contains(CANARY), "{error}");
    assert_eq!(std::fs::read_to_string(&file).expect("it is still there"), CANARY);
}

#[test]
fn two_that_start_at_once_share_one_master_key() {
    let home = tempfile::tempdir().expect("a folder");
    let config =
        read(Mode::Chat, &[("DATA_DIR", home.path().to_str().expect("a plain path"))]).expect("usable settings");
    let racers: Vec<_> = (0..8)
        .map(|_| {
            let config = config.clone();
            std::thread::spawn(move || master_key(&config).map(|key| key.expose().to_owned()))
        })
        .collect();
    let keys: BTreeSet<String> = racers.into_iter().map(|r| r.join().expect("no panic").expect("a key")).collect();
    assert_eq!(keys.len(), 1);
}

#[test]
fn a_key_that_is_set_is_the_master_key() {
    let config = config(&[]);
    assert!(master_key(&config).expect("a key").matches(KEY));
}

#[test]
fn whoever_only_looks_needs_nothing_set_and_is_refused_what_cannot_be_used() {
    let config = read(Mode::Tend, &[]).expect("usable settings");
    assert!(config.encryption_key.is_none() && config.telegram_token.is_none());
    let postgres = read(Mode::Tend, &[("DATABASE_URL", "postgres://hatchery@db/hatchery")]).expect("usable settings");
    assert!(!postgres.keeps_data_here());
    assert!(read(Mode::Tend, &[("MOLTBOT_ENCRYPTION_KEY", "short")]).is_err());
    let home = tempfile::TempDir::new().expect("a folder");
    let here = read(Mode::Tend, &[("DATA_DIR", home.path().to_str().expect("a plain path"))]).expect("usable settings");
    assert!(hatchery::config::known_master_key(&here).expect("looked").is_none(), "none is made");
    assert_eq!(std::fs::read_dir(home.path()).expect("there").count(), 0);
}
