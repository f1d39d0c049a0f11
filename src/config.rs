//! Every setting, its default and its error text, once. The only reader of the environment; what it hands out is
//! typed and trusted afterwards. It never shows the value of a setting in an error.

pub mod carried;
mod key_file;
mod parse;
mod settings;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use tracing_subscriber::filter::Targets;

use crate::domain::key::{parse_discord_token, parse_telegram_token};
use crate::domain::{Account, Limits, TargetKind, whole};
use crate::pager::Pager;
use crate::preflight::Platforms;
use crate::provider::Origins;
use crate::railway::Site;
use crate::secret::{Sealer, Secret};
use crate::sentry::Dsn;

pub use key_file::{known_master_key, master_key};
pub use parse::{escaped, public_origin};
pub use settings::{SETTINGS, Setting, env_example};

/// What is being started: some settings have another default, or are required, depending on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Serve,
    Chat,
    /// A database looked after, or a look at a Hatchery elsewhere, for which nothing has to be set.
    Tend,
}

#[derive(Debug, Clone)]
pub struct Config {
    pub mode: Mode,
    /// Absolute, so that it means the same in every child process.
    pub data_dir: PathBuf,
    /// It may carry a password.
    pub database_url: Secret,
    /// In `chat` nothing means the key file under `data_dir`; `master_key` gives the key in both modes.
    pub encryption_key: Option<Secret>,
    pub access: Access,
    pub admins: Vec<Account>,
    /// The Telegram front end is on when there is a token.
    pub telegram_token: Option<Secret>,
    pub telegram_api_url: String,
    /// The Discord front end is on when there is a token.
    pub discord_token: Option<Secret>,
    pub discord_door: DiscordDoor,
    pub discord_admin_guild: Option<String>,
    pub target: TargetKind,
    pub railway_token: Option<Secret>,
    pub railway_api_url: String,
    pub railway_site: Site,
    pub hatchery_image: Option<String>,
    /// With `{domain}` in it.
    pub instance_url: String,
    pub local_user: Option<String>,
    pub blueprints_dir: Option<PathBuf>,
    /// An origin without a trailing slash, like the other addresses here.
    pub public_url: Option<String>,
    pub port: u16,
    /// Opens the page of metrics.
    pub metrics_token: Option<Secret>,
    /// Where the page of metrics is instead of `port`.
    pub metrics_port: Option<u16>,
    /// Where errors are reported.
    pub sentry: Option<Dsn>,
    /// Opens what the HTTP API has for admins, without anybody's token.
    pub admin_secret: Option<Secret>,
    /// Where alerts are posted, beside the chats of admins.
    pub alert_webhook: Option<Pager>,
    /// The least space that has to be free where DATA_DIR is.
    pub alert_disk_mb: u64,
    /// Pages of these origins may ask the HTTP API.
    pub cors_origins: Vec<String>,
    /// Who is believed where a request comes from.
    pub trusted_proxies: Vec<IpNet>,
    /// This program, which is also the hatchling; tests name the built one.
    pub program: PathBuf,
    pub tiers: Tiers,
    pub log_format: LogFormat,
    pub log_filter: Targets,
    /// Whether a terminal may show colours.
    pub is_colored: bool,
    /// The language of whoever sits at the terminal, for example `es_ES.UTF-8`.
    pub language: Option<String>,
    pub origins: Origins,
    /// Where the tokens of bots on these two are checked.
    pub discord_api_url: String,
    pub slack_api_url: String,
    pub pace: Pace,
}

/// Who may deploy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Whom an admin invited.
    Invite,
    Open,
    List(Vec<Account>),
}

/// By which door interactions come from Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiscordDoor {
    Gateway,
    /// Signed, at PUBLIC_URL.
    Http,
}

/// What a person of each tier may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiers {
    pub free: Limits,
    pub premium: Limits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Pretty,
    Json,
}

/// How patient the machinery is. These are settings so that tests with real processes need not wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    pub job_lease: Duration,
    pub job_poll: Duration,
    pub retry_base: Duration,
    pub probe_timeout: Duration,
    pub railway_timeout: Duration,
}

/// One setting that cannot be used: a plain sentence that names it and never its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub name: &'static str,
    pub sentence: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl Config {
    pub fn from_env(mode: Mode) -> Result<Self, Vec<Trouble>> {
        let garbled = garbled();
        if garbled.is_empty() { Config::read(mode, &|name| std::env::var(name).ok()) } else { Err(garbled) }
    }

    /// Where the platforms of channels are.
    pub fn platforms(&self) -> Platforms<'_> {
        Platforms { telegram: &self.telegram_api_url, discord: &self.discord_api_url, slack: &self.slack_api_url }
    }

    /// Whether the data folder is used: for a database on this machine, and for bots that run here.
    pub fn keeps_data_here(&self) -> bool {
        let has_file = self.database_url.expose().starts_with("sqlite:");
        has_file || self.target == TargetKind::Local
    }

    /// Reads everything through `get` and collects all troubles before it gives up.
    pub fn read(mode: Mode, get: &dyn Fn(&str) -> Option<String>) -> Result<Self, Vec<Trouble>> {
        let mut from = Reader { get, troubles: Vec::new() };
        let data_dir = from.needed("DATA_DIR", parse::absolute_path);
        let database_url = from.needed("DATABASE_URL", |text| parse::database(text, data_dir.as_deref()?));
        let encryption_key = from.encryption_key(mode);
        let access = from.needed("ACCESS", parse::access);
        let admins = from.optional("ADMINS", parse::accounts);
        let telegram_token = from.optional("TELEGRAM_BOT_TOKEN", |text| parse_telegram_token(text).ok());
        let discord_token = from.optional("DISCORD_BOT_TOKEN", |text| parse_discord_token(text).ok());
        let discord_admin_guild = from.optional("DISCORD_ADMIN_GUILD", parse::discord_id);
        from.front_door(mode, access.as_ref());
        let telegram_api_url = from.needed("TELEGRAM_API_URL", parse::origin);
        let target = from.target(mode);
        from.one_machine(target);
        let railway_token = from.optional("RAILWAY_API_KEY", parse::railway_token);
        let railway_api_url = from.needed("RAILWAY_API_URL", parse::address);
        let railway_site = Site {
            workspace: from.optional("RAILWAY_WORKSPACE_ID", parse::railway_id),
            project: from.optional("RAILWAY_MOLTBOT_PROJECT_ID", parse::railway_id),
            environment: from.optional("RAILWAY_MOLTBOT_ENVIRONMENT_ID", parse::railway_id),
            region: from.optional("RAILWAY_REGION", parse::region),
            own_project: from.optional("RAILWAY_PROJECT_ID", parse::railway_id),
        };
        from.railway(mode, target, &railway_site);
        let hatchery_image = from.optional("HATCHERY_IMAGE", parse::image);
        let instance_url = from.needed("INSTANCE_URL", parse::instance_url);
        let local_user = from.optional("LOCAL_USER", parse::user);
        let blueprints_dir = from.optional("BLUEPRINTS_DIR", parse::absolute_path);
        let public_url = from.optional("PUBLIC_URL", parse::public_origin);
        let discord_door = from.needed("DISCORD_DOOR", |text| parse::discord_door(text, public_url.as_deref()));
        let port = from.needed("PORT", whole);
        let metrics_token = from.optional("METRICS_TOKEN", parse::metrics_token);
        let metrics_port = from.optional("METRICS_PORT", |text| parse::second_port(text, port));
        let sentry = from.optional("SENTRY_DSN", Dsn::parse);
        let admin_secret = from.optional("ADMIN_API_SECRET", parse::admin_secret);
        let alert_webhook = from.optional("ALERT_WEBHOOK_URL", Pager::parse);
        let alert_disk_mb = from.needed("ALERT_DISK_MB", whole);
        let cors_origins = from.optional("CORS_ORIGINS", parse::origins);
        let trusted_proxies = from.optional("TRUSTED_PROXIES", parse::networks);
        let program = from.program();
        let free = from.needed("TIER_FREE", Limits::parse);
        let premium = from.needed("TIER_PREMIUM", Limits::parse);
        let log_format = from.needed("LOG_FORMAT", parse::log_format);
        let log_filter = from.needed("RUST_LOG", |text| text.parse().ok());
        let no_color = from.text("NO_COLOR");
        let language = from.text("LANG");
        let anthropic = from.needed("ANTHROPIC_API_URL", parse::origin);
        let openai = from.needed("OPENAI_API_URL", parse::origin);
        let openrouter = from.needed("OPENROUTER_API_URL", parse::origin);
        let gemini = from.needed("GEMINI_API_URL", parse::origin);
        let discord_api_url = from.needed("DISCORD_API_URL", parse::origin);
        let slack_api_url = from.needed("SLACK_API_URL", parse::origin);
        let job_lease = from.needed("JOB_LEASE_MS", parse::milliseconds);
        let job_poll = from.needed("JOB_POLL_MS", parse::milliseconds);
        let retry_base = from.needed("RETRY_BASE_MS", parse::milliseconds);
        let probe_timeout = from.needed("PROBE_TIMEOUT_MS", parse::milliseconds);
        let railway_timeout = from.needed("RAILWAY_TIMEOUT_MS", parse::milliseconds);

        // A setting that came out empty has left a trouble, so this gives nothing exactly when there is one.
        let config = || {
            Some(Config {
                mode,
                data_dir: data_dir?,
                database_url: database_url?,
                encryption_key,
                access: match mode {
                    Mode::Serve | Mode::Tend => access?,
                    Mode::Chat => Access::List(vec![Account::console()]),
                },
                admins: admins.unwrap_or_default(),
                telegram_token,
                telegram_api_url: telegram_api_url?,
                discord_token,
                discord_door: discord_door?,
                discord_admin_guild,
                target: target?,
                railway_token,
                railway_api_url: railway_api_url?,
                railway_site,
                hatchery_image,
                instance_url: instance_url?,
                local_user,
                blueprints_dir,
                public_url,
                port: port?,
                metrics_token,
                metrics_port,
                sentry,
                admin_secret,
                alert_webhook,
                alert_disk_mb: alert_disk_mb?,
                cors_origins: cors_origins.unwrap_or_default(),
                trusted_proxies: trusted_proxies.unwrap_or_default(),
                program: program?,
                tiers: Tiers { free: free?, premium: premium? },
                log_format: log_format?,
                log_filter: log_filter?,
                is_colored: no_color.is_none(),
                language,
                origins: Origins { anthropic: anthropic?, openai: openai?, openrouter: openrouter?, gemini: gemini? },
                discord_api_url: discord_api_url?,
                slack_api_url: slack_api_url?,
                pace: Pace {
                    job_lease: job_lease?,
                    job_poll: job_poll?,
                    retry_base: retry_base?,
                    probe_timeout: probe_timeout?,
                    railway_timeout: railway_timeout?,
                },
            })
        };
        match config() {
            Some(config) if from.troubles.is_empty() => Ok(config),
            Some(_) | None => Err(from.troubles),
        }
    }
}

/// Settings of the environment that are no text.
fn garbled() -> Vec<Trouble> {
    let garbled = SETTINGS.iter().filter(|row| std::env::var_os(row.name).is_some_and(|v| v.to_str().is_none()));
    garbled.map(|row| row.trouble("text in UTF-8")).collect()
}

/// Whether the environment sets a variable to anything at all, for `doctor`.
pub fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// Reads one setting after the other and keeps what is wrong with them.
struct Reader<'a> {
    get: &'a dyn Fn(&str) -> Option<String>,
    troubles: Vec<Trouble>,
}

impl Reader<'_> {
    /// What is set, without surrounding blanks; an empty value counts as unset.
    fn text(&self, name: &str) -> Option<String> {
        let text = (self.get)(name)?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A setting that may be unset.
    fn optional<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = parse(&self.text(name)?);
        if value.is_none() {
            let row = settings::setting(name);
            self.troubles.push(row.trouble(row.must));
        }
        value
    }

    /// A setting with a default in the table.
    fn needed<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let row = settings::setting(name);
        let text = self.text(name).or(row.default.map(str::to_owned));
        let value = text.as_deref().and_then(parse);
        if value.is_none() {
            self.troubles.push(row.trouble(row.must));
        }
        value
    }

    fn encryption_key(&mut self, mode: Mode) -> Option<Secret> {
        let row = settings::setting("MOLTBOT_ENCRYPTION_KEY");
        match (self.text(row.name).map(Secret::new), mode) {
            (Some(key), Mode::Serve | Mode::Chat | Mode::Tend) => match Sealer::parse(key.expose()) {
                Ok(_) => return Some(key),
                Err(error) => self.troubles.push(Trouble { name: row.name, sentence: format!("{error}.") }),
            },
            (None, Mode::Serve) => self.troubles.push(row.trouble(row.must)),
            (None, Mode::Chat | Mode::Tend) => {}
        }
        None
    }

    /// A service that nobody could talk to, or whom nobody could let anybody into, is not worth starting.
    fn front_door(&mut self, mode: Mode, access: Option<&Access>) {
        if mode != Mode::Serve {
            return;
        }
        if self.text("TELEGRAM_BOT_TOKEN").is_none() && self.text("DISCORD_BOT_TOKEN").is_none() {
            let sentence = "TELEGRAM_BOT_TOKEN is not set, nor is DISCORD_BOT_TOKEN, so nobody could talk to Hatchery; \
                            @BotFather and Discord's developer portal give them out.";
            self.troubles.push(Trouble { name: "TELEGRAM_BOT_TOKEN", sentence: sentence.into() });
        }
        if access == Some(&Access::Invite) && self.text("ADMINS").is_none() {
            let sentence = "ADMINS is not set, so nobody could invite anybody; name your own account, like telegram:42, \
                            or set ACCESS.";
            self.troubles.push(Trouble { name: "ADMINS", sentence: sentence.into() });
        }
    }

    fn program(&mut self) -> Option<PathBuf> {
        let program = std::env::current_exe();
        if program.is_err() {
            self.troubles.push(Trouble { name: "", sentence: "The path of this program cannot be found.".into() });
        }
        program.ok()
    }

    fn target(&mut self, mode: Mode) -> Option<TargetKind> {
        match (self.text("TARGET"), mode) {
            (None, Mode::Chat) => Some(TargetKind::Local),
            (None, Mode::Serve | Mode::Tend) => Some(TargetKind::Railway),
            (Some(_), Mode::Serve | Mode::Chat | Mode::Tend) => self.needed("TARGET", TargetKind::parse),
        }
    }

    /// Bots of this machine stop and start with the one Hatchery that keeps its database here.
    fn one_machine(&mut self, target: Option<TargetKind>) {
        let is_elsewhere = self.text("DATABASE_URL").is_some_and(|url| url.starts_with("postgres"));
        if target == Some(TargetKind::Local) && is_elsewhere {
            let row = settings::setting("DATABASE_URL");
            self.troubles.push(row.trouble(row.must));
        }
    }

    /// A service that could deploy nothing, or would put bots next to itself, is not worth starting.
    fn railway(&mut self, mode: Mode, target: Option<TargetKind>, site: &Site) {
        let is_needed = mode != Mode::Tend && target == Some(TargetKind::Railway);
        if is_needed && self.text("RAILWAY_API_KEY").is_none() {
            let sentence = "RAILWAY_API_KEY is not set, so no bot could be deployed; make a workspace token at Railway, \
                            or set TARGET=local for bots on this machine.";
            self.troubles.push(Trouble { name: "RAILWAY_API_KEY", sentence: sentence.into() });
        }
        if site.project.is_some() && site.project == site.own_project {
            let sentence = "RAILWAY_MOLTBOT_PROJECT_ID names the project that Hatchery itself lives in; bots need one of \
                            their own.";
            self.troubles.push(Trouble { name: "RAILWAY_MOLTBOT_PROJECT_ID", sentence: sentence.into() });
        }
        if site.environment.is_some() && site.project.is_none() {
            let sentence = "RAILWAY_MOLTBOT_ENVIRONMENT_ID means nothing without RAILWAY_MOLTBOT_PROJECT_ID.";
            self.troubles.push(Trouble { name: "RAILWAY_MOLTBOT_ENVIRONMENT_ID", sentence: sentence.into() });
        }
    }
}

impl Setting {
    fn trouble(&self, must: &str) -> Trouble {
        Trouble { name: self.name, sentence: format!("{} must be {must}.", self.name) }
    }
}
