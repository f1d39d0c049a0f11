//! One run of one bot: a process group whose first process is our child. Dropping a run that was not ended kills its
//! group, so no way out of here leaves a bot behind that nobody looks after.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context;
use chrono::Utc;
use nix::errno::Errno;
use nix::sys::signal::{Signal, killpg};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tracing::warn;

use crate::domain::{Id, Millis};
use crate::local::census::{self, Known};
use crate::local::home::{self, Home};
use crate::local::{How, Launch, Site, blocking, leftover, log};

/// How often to look whether a group is empty, once its first process has gone.
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// How long one KILL is given before the next.
const KILL_AGAIN: Duration = Duration::from_secs(1);

pub struct Process {
    home: Home,
    /// The first process and, by the same number, its group.
    pid: i32,
    pub since: Millis,
    child: Child,
    has_ended: bool,
}

impl Process {
    /// Starts the program and records it. Blocks until the program is executed.
    pub fn start(site: &Site, id: &Id, launch: &Launch) -> anyhow::Result<Process> {
        let home = site.home(id);
        log::rotate(&home)?;
        let log = log::open(&home)?;
        let mut command = Command::new(&launch.program);
        command.args(&launch.args).current_dir(home.data()).process_group(0).env_clear();
        for (name, value) in &launch.env {
            command.env(name, value.expose());
        }
        command.env(census::MARK, census::mark(&site.tag, id));
        command.stdin(Stdio::null()).stdout(log.try_clone().context("share the log")?).stderr(log);
        if let Some(user) = &site.user {
            // The standard library drops all supplementary groups when root starts a program as somebody else.
            command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
        }
        let child = command.spawn().with_context(|| match &site.user {
            Some(user) => {
                format!("start {} as {}, who must be let into its folders", launch.program.display(), user.name)
            }
            None => format!("start {}", launch.program.display()),
        })?;
        let pid = child.id().and_then(|pid| i32::try_from(pid).ok()).expect("a child that nobody waited for has a pid");
        let process = Process { home, pid, since: Utc::now().timestamp_millis(), child, has_ended: false };
        process.record()?;
        Ok(process)
    }

    pub fn pid(&self) -> u32 {
        self.pid.unsigned_abs()
    }

    /// Waits until the first process ends. What it started may live on until `end`.
    pub async fn ended(&mut self) -> How {
        let status = self.child.wait().await;
        How::of(status.expect("a child that nobody else waits for can be waited for"))
    }

    /// Ends the whole group and whatever left it: TERM, after the grace KILL, until all are gone and reaped.
    pub async fn end(mut self, site: &Site, id: &Id) {
        let deadline = Instant::now() + site.patience.grace;
        self.signal(Signal::SIGTERM);
        let mut is_gone = timeout_at(deadline, self.gone()).await.is_ok();
        while !is_gone {
            self.signal(Signal::SIGKILL);
            is_gone = timeout(KILL_AGAIN, self.gone()).await.is_ok();
        }
        self.has_ended = true;

        let (tag, whose) = (site.tag.clone(), id.clone());
        let strays = move || Ok(leftover::strays(&tag, &whose));
        while let Err(cause) = leftover::end(strays.clone(), deadline).await {
            warn!(bot = %id, cause = format!("{cause:#}"), "what bot {id} has started cannot be ended yet");
            sleep(KILL_AGAIN).await;
        }
        let record = self.home.record();
        // A record left behind does no harm: it names a process that lives no more.
        let _ = blocking(move || Ok(home::gone_is_fine(fs::remove_file(record))?)).await;
    }

    fn record(&self) -> anyhow::Result<()> {
        let path = self.home.record();
        let known = Known::now(self.pid).context("look up the process just started")?;
        fs::write(&path, known.to_string()).with_context(|| format!("write {}", path.display()))
    }

    /// The number of a group is given to nobody else while the group has a member or its first process was not
    /// waited for; it would have to come round in the instant after that to hurt a stranger.
    fn signal(&self, signal: Signal) {
        match killpg(Pid::from_raw(self.pid), signal) {
            Ok(()) | Err(Errno::ESRCH) => {}
            Err(cause) => warn!(pid = self.pid, %cause, "group {} did not take {signal}", self.pid),
        }
    }

    async fn gone(&mut self) {
        self.ended().await;
        let group = self.pid;
        loop {
            reap(group);
            // A table that cannot be read says nothing, so look again.
            if let Ok(false) = blocking(move || Ok(census::group_lives(group))).await {
                return;
            }
            sleep(LOOK_AGAIN).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if !self.has_ended {
            self.signal(Signal::SIGKILL);
        }
    }
}

impl How {
    fn of(status: ExitStatus) -> How {
        match (status.code(), status.signal()) {
            (Some(code), _) => How::Code(code),
            (None, Some(signal)) => How::Signal(signal),
            (None, None) => unreachable!("wait(2): a process ends by a code or by a signal"),
        }
    }
}

/// Takes away what has ended in a group whose first process was waited for already. There is something to take only
/// when Hatchery is the first process of a container and so inherits what the bots leave.
fn reap(group: i32) {
    while let Ok(status) = waitpid(Pid::from_raw(-group), Some(WaitPidFlag::WNOHANG)) {
        if status == WaitStatus::StillAlive {
            return;
        }
    }
}
