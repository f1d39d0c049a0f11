//! The built program as a process of its own: started with nothing but the given settings, looked at, ended.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

/// How long it may take to say something, and to end.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Program {
    child: Child,
    pid: u32,
    output: PathBuf,
}

impl Program {
    /// Its data and what it says are kept in the folder.
    pub fn start(command: &str, folder: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        let output = folder.join("output");
        let file = File::create(&output).context("make a file for what it says")?;
        let child = Command::new(env!("CARGO_BIN_EXE_hatchery"))
            .arg(command)
            .env_clear()
            .env("DATA_DIR", folder.join("data"))
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(file.try_clone().context("share the file")?)
            .stderr(file)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("start `hatchery {command}`"))?;
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

    /// Everything it said so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.output).unwrap_or_default()
    }

    /// What it holds in memory now. proc(5): `VmRSS` in kB, which are 1024 bytes; a MB is a million.
    pub fn memory_mb(&self) -> anyhow::Result<f64> {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.pid)).context("memory is read on Linux")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("there is no VmRSS")?;
        let kb: f64 = line.trim().trim_end_matches("kB").trim().parse().context("read VmRSS")?;
        Ok(kb * 1_024.0 / 1_000_000.0)
    }

    /// Ends it as an operator would.
    pub async fn end(mut self) -> anyhow::Result<()> {
        kill(Pid::from_raw(self.pid as i32), Signal::SIGTERM).context("end it")?;
        let Ok(ended) = timeout(PATIENCE, self.child.wait()).await else { bail!("it does not end:\n{}", self.said()) };
        ensure!(ended.context("wait for its end")?.success(), "it ended badly:\n{}", self.said());
        Ok(())
    }
}
