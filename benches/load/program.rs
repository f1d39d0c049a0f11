//! The built program as a process of its own, on one processor where there are two: started with nothing but the given
//! settings, looked at from outside by what Linux tells of it, ended as an operator would.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

/// How long it may take to say something, and to end.
const PATIENCE: Duration = Duration::from_secs(20);
/// proc(5): times are counted in these parts of a second, on every Linux that Rust runs on.
const TICK_US: f64 = 10_000.0;

/// Settings of a `serve` or `bot`.
pub type Settings = Vec<(&'static str, String)>;

pub struct Program {
    child: Child,
    pid: u32,
    output: PathBuf,
}

/// Which program is measured: the setting of that name, else what cargo has built with this bench.
pub fn path() -> PathBuf {
    std::env::var_os("HATCHERY_PROGRAM").map_or_else(|| env!("CARGO_BIN_EXE_hatchery").into(), PathBuf::from)
}

/// Whether the program gets one processor and this generator the others.
pub fn pins() -> bool {
    let has_two = available() > 1;
    let is_wanted = std::env::var_os("HATCHERY_UNPINNED").is_none();
    is_wanted && has_two && std::process::Command::new("taskset").arg("--version").output().is_ok()
}

/// Keeps this generator off the program's processor.
pub fn pin_generator() -> anyhow::Result<()> {
    let (own, last) = (std::process::id().to_string(), available() - 1);
    let moved = std::process::Command::new("taskset").args(["-acp", &format!("1-{last}"), &own]).output();
    ensure!(moved.context("run taskset")?.status.success(), "taskset does not move the generator");
    Ok(())
}

/// What is started by this work may run anywhere.
pub fn on_all_processors<T>(work: impl FnOnce() -> T) -> T {
    let own = std::process::id().to_string();
    let everywhere = format!("0-{}", available() - 1);
    let was = pins().then(|| std::process::Command::new("taskset").args(["-acp", &everywhere, &own]).output());
    let made = work();
    if was.is_some() {
        // It was possible before.
        let _ = pin_generator();
    }
    made
}

/// Processors of this machine, wherever this generator is held.
fn available() -> usize {
    static MANY: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
    *MANY.get_or_init(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get))
}

impl Program {
    /// Its data and what it says are kept in the folder.
    pub fn start(command: &str, folder: &Path, settings: &Settings, is_pinned: bool) -> anyhow::Result<Self> {
        let output = folder.join("output");
        let file = File::create(&output).context("make a file for what it says")?;
        let program = path();
        let mut starting = match is_pinned {
            // taskset becomes the program, so the process is the same one.
            true => Command::new("taskset"),
            false => Command::new(&program),
        };
        if is_pinned {
            starting.args(["-c", "0"]).arg(&program);
        }
        let child = starting
            .arg(command)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("DATA_DIR", folder.join("data"))
            .envs(settings.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::null())
            .stdout(file.try_clone().context("share the file")?)
            .stderr(file)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("start `{} {command}`", program.display()))?;
        let pid = child.id().context("it ended at once")?;
        Ok(Program { child, pid, output })
    }

    /// Waits for a line with these words and gives the rest of it.
    pub async fn says(&self, words: &str) -> anyhow::Result<String> {
        let reading = async {
            loop {
                let said = self.said();
                if let Some(rest) = said.lines().find_map(|line| line.split_once(words).map(|(_, rest)| rest)) {
                    return rest.trim().to_owned();
                }
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(PATIENCE, reading).await.with_context(|| format!("it did not say `{words}`:\n{}", self.said()))
    }

    /// Where it listens.
    pub async fn address(&self) -> anyhow::Result<SocketAddr> {
        let port = self.says("Hatchery listens on port ").await?;
        let port = port.split_whitespace().next().unwrap_or_default().parse().context("a port")?;
        Ok(SocketAddr::from(([127, 0, 0, 1], port)))
    }

    /// Everything it said so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.output).unwrap_or_default()
    }

    /// What it holds in memory now. proc(5): `VmRSS` in kB, which are 1024 bytes; a MB is a million.
    pub fn memory_mb(&self) -> anyhow::Result<f64> {
        self.of_memory("VmRSS:")
    }

    /// The most it has held at any time.
    pub fn most_memory_mb(&self) -> anyhow::Result<f64> {
        self.of_memory("VmHWM:")
    }

    fn of_memory(&self, name: &str) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid)).context("it runs on Linux")?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)).context("it is not told")?;
        let kb: f64 = line.trim().trim_end_matches("kB").trim().parse().context("read how much")?;
        Ok(kb * 1_024.0 / 1_000_000.0)
    }

    /// The processor time that all its threads have taken, in µs. proc(5): fields 14 and 15 of `stat`, of which the second
    /// one, in brackets, may hold anything.
    pub fn cpu_us(&self) -> anyhow::Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid)).context("it runs on Linux")?;
        let (_, fields) = stat.rsplit_once(") ").context("a stat")?;
        let times = fields.split(' ').skip(11).take(2).map(|field| field.parse::<f64>().context("a time"));
        Ok(times.sum::<anyhow::Result<f64>>()? * TICK_US)
    }

    pub async fn end(mut self) -> anyhow::Result<()> {
        kill(Pid::from_raw(self.pid as i32), Signal::SIGTERM).context("end it")?;
        let Ok(ended) = timeout(PATIENCE, self.child.wait()).await else { bail!("it does not end:\n{}", self.said()) };
        ensure!(ended.context("wait for its end")?.success(), "it ended badly:\n{}", self.said());
        Ok(())
    }
}
