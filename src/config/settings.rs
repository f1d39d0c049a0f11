//! The table of settings: the name, default, meaning and error text of each, once. The reader next door, `doctor`,
//! the README and `.env.example` are fed from here.

/// One variable of the environment.
#[derive(Debug)]
pub struct Setting {
    pub name: &'static str,
    /// The value it has when unset; nothing when being unset has a meaning of its own.
    pub default: Option<&'static str>,
    pub meaning: &'static str,
    /// Completes the sentence "NAME must be …".
    pub must: &'static str,
    pub is_secret: bool,
}

const ORIGIN: &str = "an http or https origin without a path, like https://example.com";
const ACCOUNTS: &str = "a list of accounts, like telegram:42,telegram:43";
const LIMITS: &str = "three whole numbers, like hour=2,day=10,live=5, with live at most 5";
const RAILWAY_ID: &str = "an id of Railway's: 8 to 64 letters, digits and dashes";
const MILLISECONDS: &str = "a whole number of milliseconds from 1 to 86400000";

/// Every setting that Hatchery reads.
pub const SETTINGS: &[Setting] = &[
    plain("DATA_DIR", Some("./hatchery-data"), "where the database, local bots and logs live", "a path"),
    secret(
        "DATABASE_URL",
        Some("sqlite://$DATA_DIR/hatchery.db"),
        "the database, postgres:// or SQLite; bots on this machine (TARGET=local) need SQLite",
        "a sqlite:// or postgres:// address; with TARGET=local a sqlite:// one, because that keeps all on one machine",
    ),
    secret(
        "MOLTBOT_ENCRYPTION_KEY",
        None,
        "seals keys and tokens; make one with `openssl rand -hex 32`. `chat` makes its own in DATA_DIR",
        "set for `serve`: 64 hexadecimal characters, made for example with `openssl rand -hex 32`",
    ),
    plain(
        "ACCESS",
        Some("invite"),
        "who may deploy: invite, open, or a list of accounts; in `chat` the person at the terminal",
        "invite, open, or a list of accounts, like telegram:42,telegram:43",
    ),
    plain("ADMINS", None, "accounts that may invite and administer, comma separated", ACCOUNTS),
    secret(
        "TELEGRAM_BOT_TOKEN",
        None,
        "switches Telegram on; BotFather gives it out",
        "a token from BotFather: digits, a colon and at least 30 letters or digits",
    ),
    plain("TELEGRAM_API_URL", Some("https://api.telegram.org"), "where Telegram's Bot API is", ORIGIN),
    secret(
        "DISCORD_BOT_TOKEN",
        None,
        "switches Discord on; the Bot page of the application in Discord's developer portal gives it out",
        "a bot token from Discord's developer portal: three parts with dots between them",
    ),
    plain(
        "DISCORD_DOOR",
        Some("gateway"),
        "how Discord reaches Hatchery: gateway (needs no address) or http (signed, at PUBLIC_URL)",
        "gateway, or http together with PUBLIC_URL",
    ),
    plain(
        "DISCORD_ADMIN_GUILD",
        None,
        "the id of the server that shows the commands for admins; everybody else never sees them",
        "an id of Discord's: 1 to 20 digits",
    ),
    plain(
        "TARGET",
        None,
        "where bots live: railway (unset means that in `serve`) or local (unset means that in `chat`)",
        "railway or local",
    ),
    secret(
        "RAILWAY_API_KEY",
        None,
        "a token of the workspace that bots are deployed in; Railway's account settings give it out",
        "a token from Railway: 20 to 512 letters, digits, dashes or underscores",
    ),
    plain("RAILWAY_WORKSPACE_ID", None, "the workspace, where the token opens more than one", RAILWAY_ID),
    plain("RAILWAY_MOLTBOT_PROJECT_ID", None, "one project for all bots, instead of one for each person", RAILWAY_ID),
    plain("RAILWAY_MOLTBOT_ENVIRONMENT_ID", None, "the environment in it, when it is not the primary one", RAILWAY_ID),
    plain(
        "RAILWAY_REGION",
        None,
        "where Railway runs bots, when it is not the workspace's own region",
        "a region as Railway spells it, like europe-west4-drams3a",
    ),
    plain(
        "RAILWAY_API_URL",
        Some("https://backboard.railway.com/graphql/v2"),
        "where Railway's API is: a whole address",
        "an http or https address",
    ),
    plain(
        "RAILWAY_PROJECT_ID",
        None,
        "set by Railway where Hatchery runs there: no bot is put into that project",
        RAILWAY_ID,
    ),
    plain(
        "HATCHERY_IMAGE",
        None,
        "the image of this program, for hatchlings on Railway; without it only other bots are offered there",
        "an image with a tag or digest, like ghcr.io/someone/hatchery:0.1.0",
    ),
    plain(
        "INSTANCE_URL",
        Some("https://{domain}"),
        "how a bot with a public address is reached; {domain} is its host",
        "an http or https origin with {domain} in it",
    ),
    plain(
        "LOCAL_USER",
        None,
        "the user that bots on this machine run as",
        "the name of a user: at most 32 letters, digits, dots, dashes or underscores",
    ),
    plain("BLUEPRINTS_DIR", None, "a folder with blueprints of your own", "a path"),
    plain(
        "PUBLIC_URL",
        None,
        "how this Hatchery is reached from outside; Telegram then delivers by webhook, and with https keys can be given on a private page",
        "an https origin without a path, like https://hatchery.example.com (http only for this machine itself)",
    ),
    plain("PORT", Some("8080"), "the port it listens on; 0 takes a free one", "a whole number from 0 to 65535"),
    secret(
        "METRICS_TOKEN",
        None,
        "opens GET /metrics, sent as a bearer token; without it or METRICS_PORT there is no such page",
        "at least 16 letters, digits or signs without a blank, made for example with `openssl rand -hex 32`",
    ),
    plain(
        "METRICS_PORT",
        None,
        "a port of its own for GET /metrics, which then is not on PORT; without METRICS_TOKEN only for this machine itself",
        "a whole number from 0 to 65535 that is not PORT; 0 takes a free one",
    ),
    secret(
        "SENTRY_DSN",
        None,
        "where errors and panics are reported, as Sentry gives it out; without what people wrote, and without secrets",
        "a DSN from Sentry, like https://KEY@o1.ingest.sentry.io/42 (http only for this machine itself)",
    ),
    secret(
        "ADMIN_API_SECRET",
        None,
        "opens /api/super/… of the HTTP API as operator api:admin, sent as X-Admin-Secret; without it only admins' tokens do",
        "at least 32 letters, digits or signs without a blank, made for example with `openssl rand -hex 32`",
    ),
    secret(
        "ALERT_WEBHOOK_URL",
        None,
        "a webhook of Slack or Discord that alerts are posted to, beside the chats of admins",
        "the https address of a webhook, with /services/ (Slack) or /api/webhooks/ (Discord) in it",
    ),
    plain(
        "ALERT_DISK_MB",
        Some("1024"),
        "admins are told when less than this is free where DATA_DIR is; 0 tells them never",
        "a whole number of megabytes",
    ),
    plain(
        "CORS_ORIGINS",
        None,
        "origins whose pages may ask the HTTP API from a browser, with commas between them",
        "http or https origins without a path, like https://panel.example.com,https://example.org",
    ),
    plain(
        "TRUSTED_PROXIES",
        None,
        "networks of your own proxies; only what comes from one of them has its X-Forwarded-For believed",
        "networks with commas between them, like 10.0.0.0/8,2001:db8::/32, and none that holds every address",
    ),
    plain("TIER_FREE", Some("hour=2,day=10,live=5"), "deploys an hour and a day, and bots at a time", LIMITS),
    plain("TIER_PREMIUM", Some("hour=10,day=50,live=5"), "the same for people with the premium tier", LIMITS),
    plain("LOG_FORMAT", Some("pretty"), "how log lines look: pretty or json", "pretty or json"),
    plain(
        "RUST_LOG",
        Some("hatchery=info,warn"),
        "which log lines are kept",
        "a list of levels, like hatchery=debug,warn",
    ),
    plain("LANG", None, "the language of `chat`, until /language changes it", "any text"),
    plain("NO_COLOR", None, "any value switches colours off", "any text"),
    plain("ANTHROPIC_API_URL", Some("https://api.anthropic.com"), "where Anthropic is", ORIGIN),
    plain("OPENAI_API_URL", Some("https://api.openai.com"), "where OpenAI is", ORIGIN),
    plain("OPENROUTER_API_URL", Some("https://openrouter.ai"), "where OpenRouter is", ORIGIN),
    plain("GEMINI_API_URL", Some("https://generativelanguage.googleapis.com"), "where Gemini is", ORIGIN),
    plain("DISCORD_API_URL", Some("https://discord.com"), "where Discord is", ORIGIN),
    plain("SLACK_API_URL", Some("https://slack.com"), "where Slack is", ORIGIN),
    plain("JOB_LEASE_MS", Some("30000"), "how long a claimed job stays claimed without a sign of life", MILLISECONDS),
    plain("JOB_POLL_MS", Some("1000"), "how often waiting jobs are looked for", MILLISECONDS),
    plain("RETRY_BASE_MS", Some("1000"), "the first wait before something is tried again", MILLISECONDS),
    plain("PROBE_TIMEOUT_MS", Some("900000"), "how long a new bot may take until it answers", MILLISECONDS),
    plain(
        "RAILWAY_TIMEOUT_MS",
        Some("90000"),
        "how long Railway may take to do something; a third of it to answer a question",
        MILLISECONDS,
    ),
];

/// The row of a name that this program reads.
pub(super) fn setting(name: &str) -> &'static Setting {
    SETTINGS.iter().find(|row| row.name == name).expect("every name that is read stands in the table")
}

/// The text of `.env.example`.
pub fn env_example() -> String {
    let mut text =
        String::from("# The settings of Hatchery. Each line shows the default; an empty value counts as unset.\n");
    for row in SETTINGS {
        text.push_str(&format!("\n# {}\n#{}={}\n", row.meaning, row.name, row.default.unwrap_or_default()));
    }
    text
}

const fn plain(
    name: &'static str,
    default: Option<&'static str>,
    meaning: &'static str,
    must: &'static str,
) -> Setting {
    Setting { name, default, meaning, must, is_secret: false }
}

const fn secret(
    name: &'static str,
    default: Option<&'static str>,
    meaning: &'static str,
    must: &'static str,
) -> Setting {
    Setting { name, default, meaning, must, is_secret: true }
}
