//! The command line. Each command is a function elsewhere; nothing is decided here.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::config::{Config, Mode};
use crate::hatchling::settings::Settings;
use crate::self_deploy::Options;
use crate::{doctor, hatchling, memory, run, self_deploy, verify};

/// Message a bot, get a bot.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Talk to Hatchery in this terminal; bots run on this machine
    Chat,
    /// Serve people on Telegram and Discord, and programs over HTTP
    Serve,
    /// Be a hatchling, the light bot that Hatchery deploys; it is set up by its environment
    Bot,
    /// Check every setting and every neighbour, and say what would fail
    Doctor,
    /// Bring the database up to date and leave
    Migrate,
    /// Say which master key sealed how much, or seal it all anew with the first one, while Hatchery runs
    Keys {
        #[command(subcommand)]
        what: Option<Keys>,
    },
    /// Copy the SQLite database into a file, while Hatchery runs
    Backup {
        /// It must not be there yet; without one it goes into DATA_DIR
        file: Option<PathBuf>,
    },
    /// Put a backup in the place of the SQLite database, while no Hatchery runs; the one before is kept
    Restore {
        /// What `hatchery backup` made; only with --verify it may be left out, for the database itself
        file: Option<PathBuf>,
        /// Only look whether it is whole and everything in it opens
        #[arg(long)]
        verify: bool,
    },
    /// Check a Hatchery that runs, from outside and, where the settings are here, from inside
    Verify {
        /// Where it is, like https://hatchery.example.com
        url: String,
    },
    /// Ask the Hatchery that runs on this machine whether it is ready
    Healthcheck,
    /// Set Hatchery and its database up at Railway, or bring them up to date
    SelfDeploy(Options),
}

#[derive(Subcommand)]
enum Keys {
    /// Seal anew with the first key what an older one sealed; it may be stopped and run again
    Rotate,
}

/// Does what the command line says.
pub fn run() -> ExitCode {
    memory::few_arenas();
    // What a panic says may quote what somebody wrote; where it happened is enough.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        // Most commands keep no log, and neither does a hatchling: then it is said where people look.
        if !tracing::dispatcher::has_been_set() {
            eprintln!("hatchery: a panic at {place}");
        }
        tracing::error!(panicked_at = %place, "a panic at {place}");
    }));
    let done = match Cli::parse().command {
        Command::Chat => wide(async { run::chat(config(Mode::Chat)?).await }),
        Command::Serve => wide(async { run::serve(config(Mode::Serve)?).await }),
        Command::Bot => narrow(bot()),
        Command::Doctor => wide(doctor::doctor()),
        Command::Migrate => wide(async { run::migrate(config(Mode::Serve)?).await }),
        Command::Keys { what: None } => wide(async { run::keys::list(config(Mode::Tend)?).await }),
        Command::Keys { what: Some(Keys::Rotate) } => wide(async { run::keys::rotate(config(Mode::Tend)?).await }),
        Command::Backup { file } => wide(async { run::backup::backup(config(Mode::Tend)?, file).await }),
        Command::Restore { file, verify } => {
            wide(async { run::backup::restore(config(Mode::Tend)?, file, verify).await })
        }
        Command::Verify { url } => wide(async { verify::verify(config(Mode::Tend)?, &url).await }),
        Command::SelfDeploy(options) => narrow(self_deploy::self_deploy(&options)),
        Command::Healthcheck => narrow(async { run::healthcheck(config(Mode::Serve)?).await }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hatchery: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Its blueprint knows by these words that no restart will help.
async fn bot() -> anyhow::Result<()> {
    let settings = Settings::from_env().context("hatchling cannot start")?;
    hatchling::run(settings, run::stopped()?).await
}

/// The settings, or all that is wrong with them, a line each.
fn config(mode: Mode) -> anyhow::Result<Config> {
    Config::from_env(mode).map_err(|troubles| {
        let lines: Vec<String> = troubles.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", lines.join("\nhatchery: "))
    })
}

fn wide(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// A hatchling is small: one thread is enough.
fn narrow(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}
