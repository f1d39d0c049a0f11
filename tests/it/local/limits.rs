//! What a bot is given and what it may write.

use std::fs;
use std::os::unix::fs::MetadataExt;

use hatchery::local::{Launch, State};
use hatchery::secret::Secret;

use super::{Yard, await_pids, bot, sh, until};

/// The environment of another process can be read on Linux only.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_bot_is_given_its_own_variables_and_no_others() {
    let yard = Yard::open();
    let id = bot(1);
    yard.local.place(&id, None).await.expect("a place");
    let launch = Launch {
        program: "/bin/sleep".into(),
        args: vec!["60".to_owned()],
        env: vec![("AI_KEY".to_owned(), Secret::new("sk-HATCHTEST")), ("PORT".to_owned(), Secret::new("8080"))],
    };
    yard.local.start(&id, launch).await.expect("a start");
    let State::Running { pid, .. } = yard.local.state(&id) else { panic!("it runs") };
    await_program(pid);
    let environ = fs::read_to_string(format!("/proc/{pid}/environ")).expect("it runs");
    let mut variables: Vec<&str> = environ.split_terminator('\0').collect();
    variables.sort_unstable();
    let mark = format!("HATCHERY_INSTANCE={}-{id}", yard.tag);
    assert_eq!(variables, ["AI_KEY=sk-HATCHTEST", mark.as_str(), "PORT=8080"]);
    let stdin = fs::read_link(format!("/proc/{pid}/fd/0")).expect("it runs");
    assert_eq!(stdin.to_str(), Some("/dev/null"));
    // Beside its three streams; what else is open comes from whoever runs the tests.
    let open = fs::read_dir(format!("/proc/{pid}/fd")).expect("it runs").flatten();
    let handed_down = open.filter(|file| !["0", "1", "2"].contains(&&*file.file_name().to_string_lossy()));
    let ours: Vec<_> = handed_down
        .filter_map(|file| fs::read_link(file.path()).ok())
        .filter(|path| path.starts_with(yard.folder.path()))
        .collect();
    assert!(ours.is_empty(), "neither the lock nor anything else of Hatchery's is handed down: {ours:?}");
}

/// Linux: a new process shows what its parent had until its program is in place. These are its whole arguments, so
/// no secret is among them.
#[cfg(target_os = "linux")]
fn await_program(pid: u32) {
    let arguments = || fs::read_to_string(format!("/proc/{pid}/cmdline")).ok();
    until("the program", || arguments().filter(|line| line == "/bin/sleep\x0060\0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_holds_both_outputs_and_its_end_can_be_read() {
    let yard = Yard::open();
    let id = yard.runs(1, "echo one; echo two >&2; echo three; echo $$ >> pids; exec sleep 60").await;
    await_pids(&yard.data(&id), 1);
    assert_eq!(yard.local.log(&id).await.expect("a log"), "one\ntwo\nthree\n");
    assert_eq!(yard.local.log_tail(&id, 2).await.expect("a log"), "two\nthree");
    yard.local.stop(&id).await.expect("a stop");
    yard.local.start(&id, sh("echo four; echo $$ >> pids; exec sleep 60")).await.expect("a start");
    await_pids(&yard.data(&id), 2);
    assert_eq!(yard.local.log_tail(&id, 2).await.expect("a log"), "three\nfour", "a restart goes on in the same log");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_never_stops_writing_fills_no_disk() {
    const MEGABYTE: usize = 1 << 20;
    let yard = Yard::open();
    let id = yard
        .runs(
            1,
            "i=0; while :; do i=$((i+1)); echo \"line $i of a bot that talks and talks and talks to itself end\"; done",
        )
        .await;
    let root = yard.data(&id).parent().expect("the bot's root").to_owned();
    let older = || fs::metadata(root.join("log.1")).ok().map(|found| found.ino());
    let first = until("the first log to be moved away", older);
    until("another to take its place", || older().filter(|inode| *inode != first));
    yard.local.stop(&id).await.expect("a stop");

    let size = |name: &str| fs::metadata(root.join(name)).expect("a log").len() as usize;
    assert!(size("log.1") <= 2 * MEGABYTE, "{}", size("log.1"));
    assert!(size("log") <= 32 * MEGABYTE, "it is looked at every 10 ms: {}", size("log"));

    let text = yard.local.log(&id).await.expect("a log");
    assert!((MEGABYTE / 2..=MEGABYTE).contains(&text.len()), "{}", text.len());
    let number = |line: &str| line.strip_prefix("line ")?.strip_suffix(" end")?.split(' ').next()?.parse::<u64>().ok();
    let numbers: Vec<u64> = text.lines().filter_map(number).collect();
    assert!(numbers.is_sorted(), "nothing is told twice or out of order");
    assert!(text.lines().count() - numbers.len() <= 1, "at most the line at the join is torn");
}
