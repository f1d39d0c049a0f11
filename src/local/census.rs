//! What the process table of this machine says: which processes carry our mark, whether one still lives, whether a
//! group still has a living member. A process that has ended and waits to be reaped counts as gone. Every function
//! reads the table and blocks while it does.

use std::ffi::OsStr;
use std::fmt;
use std::os::unix::ffi::OsStrExt;

use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::{Pid, getpgid};
use sysinfo::{Process, ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System, UpdateKind};

use crate::domain::Id;

/// The variable by which a bot and all it starts are known as ours: `<tag>-<id>`.
pub const MARK: &str = "HATCHERY_INSTANCE";

pub fn mark(tag: &str, id: &Id) -> String {
    format!("{tag}-{id}")
}

/// A process that is never mistaken for another: a pid is used again some day, a pid with its start time is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Known {
    pid: i32,
    /// Seconds since 1970, as the table tells it.
    start: u64,
}

impl Known {
    /// The process that has this pid now.
    pub fn now(pid: i32) -> Option<Known> {
        with_process(pid, |process| Known { pid, start: process.start_time() })
    }

    pub fn parse(text: &str) -> Option<Known> {
        let (pid, start) = text.trim().split_once(' ')?;
        Some(Known { pid: pid.parse().ok()?, start: start.parse().ok()? })
    }

    pub fn lives(&self) -> bool {
        with_process(self.pid, |process| is_alive(process) && process.start_time() == self.start).unwrap_or(false)
    }

    /// Signals the process, and its group when it leads one. It is looked up once more, so that whoever has got its
    /// pid in the meantime is not hurt. An end that came first is no failure: the caller looks again.
    pub fn signal(&self, signal: Signal) {
        if !self.lives() {
            return;
        }
        let pid = Pid::from_raw(self.pid);
        let sent = if getpgid(Some(pid)) == Ok(pid) { killpg(pid, signal) } else { kill(pid, signal) };
        if let Err(cause) = sent {
            tracing::debug!(pid = self.pid, %cause, "process {} did not take {signal}", self.pid);
        }
    }
}

/// Reads as `parse` takes it.
impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.pid, self.start)
    }
}

/// All living processes with a mark of this installation, and whose they are.
pub fn marked(tag: &str) -> Vec<(Id, Known)> {
    let table = table(ProcessesToUpdate::All, ProcessRefreshKind::nothing().with_environ(UpdateKind::Always));
    let myself = std::process::id();
    let others = table.processes().values().filter(|process| process.pid().as_u32() != myself && is_alive(process));
    others.filter_map(|process| Some((marked_for(process, tag)?, known(process)?))).collect()
}

/// Whether a process of this group lives. A member that has ended keeps its group in being until its parent reaps
/// it, and the parent may be a first process of a container that never does: so the group is asked for first, which
/// is cheap, and its members only when it exists.
pub fn group_lives(group: i32) -> bool {
    let group = Pid::from_raw(group);
    if killpg(group, None) == Err(nix::errno::Errno::ESRCH) {
        return false;
    }
    let table = table(ProcessesToUpdate::All, ProcessRefreshKind::nothing());
    let mut living = table.processes().values().filter(|process| is_alive(process)).filter_map(known);
    living.any(|process| getpgid(Some(Pid::from_raw(process.pid))) == Ok(group))
}

/// What a process takes now, in bytes.
pub fn memory(pid: u32) -> Option<u64> {
    let pid = sysinfo::Pid::from_u32(pid);
    let table = table(ProcessesToUpdate::Some(&[pid]), ProcessRefreshKind::nothing().with_memory());
    table.process(pid).map(Process::memory)
}

fn table(which: ProcessesToUpdate<'_>, what: ProcessRefreshKind) -> System {
    let mut table = System::new();
    table.refresh_processes_specifics(which, true, what.without_tasks());
    table
}

fn with_process<T>(pid: i32, look: impl FnOnce(&Process) -> T) -> Option<T> {
    let pid = sysinfo::Pid::from_u32(u32::try_from(pid).ok()?);
    table(ProcessesToUpdate::Some(&[pid]), ProcessRefreshKind::nothing()).process(pid).map(look)
}

fn known(process: &Process) -> Option<Known> {
    Some(Known { pid: i32::try_from(process.pid().as_u32()).ok()?, start: process.start_time() })
}

fn is_alive(process: &Process) -> bool {
    !matches!(process.status(), ProcessStatus::Zombie | ProcessStatus::Dead)
}

fn marked_for(process: &Process, tag: &str) -> Option<Id> {
    process.environ().iter().find_map(|variable| whose(variable, tag))
}

fn whose(variable: &OsStr, tag: &str) -> Option<Id> {
    let variable = std::str::from_utf8(variable.as_bytes()).ok()?;
    let value = variable.strip_prefix(MARK)?.strip_prefix('=')?;
    Id::parse(value.strip_prefix(tag)?.strip_prefix('-')?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_names_the_bot_to_its_own_installation_only() {
        let id = Id::from_bytes([7; 16]);
        let variable = format!("{MARK}={}", mark("tag1", &id));
        assert_eq!(whose(OsStr::new(&variable), "tag1"), Some(id));
        assert_eq!(whose(OsStr::new(&variable), "tag"), None);
        assert_eq!(whose(OsStr::new(&variable), "tag2"), None);
        assert_eq!(whose(OsStr::new(&format!("X{variable}")), "tag1"), None);
    }

    #[test]
    fn a_process_is_known_by_pid_and_start_and_reads_back_as_written() {
        let pid = i32::try_from(std::process::id()).expect("a pid");
        let me = Known::now(pid).expect("this process");
        assert_eq!(Known::parse(&me.to_string()), Some(me));
        assert!(me.lives());
        assert!(!Known { start: me.start - 1, ..me }.lives(), "another process had this pid before");
        assert_eq!(Known::parse("12"), None);
    }
}
