//! Memory that nobody uses goes back to the system: glibc keeps what a crowd has used, against the next one, and the pages
//! of the program's file stay mapped that a start or a crowd came by; that is most of what Hatchery would hold between two of
//! them (docs/benchmarks.md). Where there is another C library, nothing is done.

use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How often it is looked whether work has calmed down.
const LOOK: Duration = Duration::from_millis(500);
/// Processor time between two looks: below that it is calm.
const CALM: Duration = Duration::from_millis(25);
/// Processor time since memory was last given back: below that there is little to give, but for what the start has used.
const WORTH_IT: Duration = Duration::from_millis(100);

/// To be called before there are threads. By default there are eight places to allocate from for each processor, each with
/// free memory of its own.
pub fn few_arenas() {
    glibc::few_arenas();
}

/// Gives free memory back each time that work has calmed down, that of the start included, until `stop`.
pub async fn give_back(stop: CancellationToken) {
    let (mut before, mut given_back) = (spent(), None);
    while stop.run_until_cancelled(sleep(LOOK)).await.is_some() {
        let now = spent();
        let is_worth_it = given_back.is_none_or(|then| now.saturating_sub(then) >= WORTH_IT);
        if is_worth_it && now.saturating_sub(before) < CALM {
            glibc::give_back();
            given_back = Some(spent());
        }
        before = now;
    }
}

/// Processor time of this process.
fn spent() -> Duration {
    let Ok(usage) = getrusage(UsageWho::RUSAGE_SELF) else { return Duration::ZERO };
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Duration::from_micros(micros.try_into().unwrap_or_default())
}

#[cfg(target_env = "gnu")]
#[expect(unsafe_code, reason = "glibc has no other way; no call takes or changes memory of ours")]
mod glibc {
    /// As many as threads that allocate at the same moment: those that serve, and those of the database.
    const ARENAS: libc::c_int = 2;

    /// man 3 mallopt: M_ARENA_MAX.
    pub fn few_arenas() {
        // SAFETY: changes a number that glibc reads when it makes an arena.
        unsafe { libc::mallopt(libc::M_ARENA_MAX, ARENAS) };
    }

    /// What is free in all arenas, whole pages (man 3 malloc_trim), and the program's own (man 2 madvise, MADV_DONTNEED): the
    /// system may then drop those that nobody comes by again, and maps the others when somebody does, sixteen at a time. What
    /// a debugger has set in them, breakpoints, goes with them.
    pub fn give_back() {
        // SAFETY: takes the locks of the arenas as `malloc` does, and gives back only what is free.
        unsafe { libc::malloc_trim(0) };
        let (start, end) = (&raw const __executable_start, &raw const etext);
        // SAFETY: what lies between is mapped from the file, is never written, and is read from the file again when it is used.
        unsafe { libc::madvise(start.cast_mut().cast(), end.addr() - start.addr(), libc::MADV_DONTNEED) };
    }

    // man 3 end: the linker's own, whose addresses are all they have.
    unsafe extern "C" {
        static __executable_start: u8;
        static etext: u8;
    }
}

#[cfg(not(target_env = "gnu"))]
mod glibc {
    pub fn few_arenas() {}

    pub fn give_back() {}
}

#[cfg(all(test, target_env = "gnu"))]
mod tests {
    use super::*;

    /// Of this process, in bytes.
    fn resident() -> usize {
        let status = std::fs::read_to_string("/proc/self/status").expect("our own status");
        let line = status.lines().find(|line| line.starts_with("RssAnon:")).expect("a line of it");
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<usize>().ok()).expect("a number") * 1024
    }

    #[test]
    fn what_lies_free_between_what_is_in_use_goes_back() {
        const MANY: usize = 64 * 1024;
        let mut crowd: Vec<Vec<u8>> = (0..MANY).map(|_| vec![1; 1024]).collect();
        let with_all = resident();
        // One of a hundred stays, and keeps the rest from being given back by `free`.
        let mut n = 0;
        crowd.retain(|_| {
            n += 1;
            n % 100 == 0
        });
        glibc::give_back();
        assert!(resident() + 30_000_000 < with_all, "{} of {with_all}", resident());
        assert_eq!(crowd.len(), MANY / 100);
    }
}
