//! What is left when Hatchery is killed, and how the next one finds exactly that. The Hatchery that is killed is this
//! test program, run once more with an order in its environment.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use hatchery::domain::Id;
use hatchery::local::{Local, Patience};
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};
use tempfile::TempDir;

use super::{await_pids, bot, data, hasty, is_alive, pids, sh, tag, until};
use crate::PATIENCE;

const STAYS: &str = "echo $$ >> pids; sleep 60 & echo $! >> pids; wait";
const FLICKERS: &str = "echo $$ >> pids; exec sleep 60";
const DEAF: &str =
    "trap 'echo heard >> asked' TERM; echo $$ >> pids; i=0; while [ $((i+=1)) -lt 600 ]; do sleep 0.1; done";

/// What the other Hatchery does until it is killed. It always opens the folder; its bot is `bot(1)`.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Order {
    Open,
    /// Starts a bot that stays.
    Run,
    /// Starts and stops a bot without end.
    Flicker,
    /// Starts a bot that does not mind TERM, and stops it.
    Stop,
}

impl Order {
    const ALL: [Order; 4] = [Order::Open, Order::Run, Order::Flicker, Order::Stop];

    fn named(name: &str) -> Order {
        Order::ALL.into_iter().find(|order| format!("{order:?}") == name).expect("an order of these tests")
    }

    async fn obey(self, local: &Local) -> anyhow::Result<()> {
        let id = bot(1);
        match self {
            Order::Open => {}
            Order::Run => {
                local.place(&id, None).await?;
                local.start(&id, sh(STAYS)).await?;
            }
            Order::Flicker => {
                local.place(&id, None).await?;
                loop {
                    local.start(&id, sh(FLICKERS)).await?;
                    local.stop(&id).await?;
                }
            }
            Order::Stop => {
                local.place(&id, None).await?;
                local.start(&id, sh(DEAF)).await?;
                let folder = env::var("HATCHTEST_FOLDER")?;
                await_pids(&data(Path::new(&folder), &id), 1);
                local.stop(&id).await?;
            }
        }
        std::future::pending().await
    }
}

/// A data folder and the tag of its installation. Whatever a failed test left there ends with it.
struct Ground {
    folder: TempDir,
    tag: String,
}

impl Ground {
    fn new() -> Ground {
        Ground { folder: TempDir::new().expect("a folder"), tag: tag() }
    }

    /// Another Hatchery on this ground.
    fn hosts(&self, order: Order) -> Other {
        let mut again = Command::new(env::current_exe().expect("this program"));
        again.args(["--exact", "local::crash::whenever_hatchery_is_killed_the_next_one_ends_its_bots"]);
        again.env("HATCHTEST_ORDER", format!("{order:?}")).env("HATCHTEST_TAG", &self.tag);
        again.env("HATCHTEST_FOLDER", self.folder.path()).stdout(Stdio::null());
        Other(again.spawn().expect("this program again"))
    }

    /// The next Hatchery: whose processes it ended.
    #[tokio::main(flavor = "current_thread")]
    async fn ends_leftovers(&self) -> Vec<Id> {
        let opened = Local::open_with(self.folder.path(), &self.tag, None, hasty());
        let (local, _exits) = opened.expect("the lock went with its holder");
        let ended = local.end_leftovers().await.expect("they can be ended");
        assert_eq!(local.end_leftovers().await.expect("again"), [], "a second look finds nothing");
        ended
    }

    fn data(&self) -> PathBuf {
        data(self.folder.path(), &bot(1))
    }

    fn record(&self) -> PathBuf {
        self.data().with_file_name("process")
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let mut table = System::new();
        let what = ProcessRefreshKind::nothing().with_environ(UpdateKind::Always);
        table.refresh_processes_specifics(ProcessesToUpdate::All, true, what);
        let mark = format!("HATCHERY_INSTANCE={}-", self.tag);
        let is_marked = |variable: &OsString| variable.to_string_lossy().starts_with(&mark);
        for left in table.processes().values().filter(|process| process.environ().iter().any(is_marked)) {
            left.kill();
        }
    }
}

/// A process of the test, killed at the latest when the test ends.
struct Other(Child);

impl Other {
    /// kill -9, and gone.
    fn dies(mut self) {
        self.kill();
    }

    fn kill(&mut self) {
        self.0.kill().and_then(|()| self.0.wait()).expect("a child that can be killed");
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The other Hatchery. It returns only when it fails.
#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn be_the_other(order: &str) {
    let variable = |name: &str| env::var(name).expect("the test says so");
    // KILL must not come before the test has seen what it waits for.
    let patience = Patience { grace: PATIENCE, ..hasty() };
    let opened = Local::open_with(Path::new(&variable("HATCHTEST_FOLDER")), &variable("HATCHTEST_TAG"), None, patience);
    let (local, _exits) = opened.expect("a free folder");
    Order::named(order).obey(&local).await.expect("the order is carried out");
}

#[test]
fn whenever_hatchery_is_killed_the_next_one_ends_its_bots() {
    if let Ok(order) = env::var("HATCHTEST_ORDER") {
        return be_the_other(&order);
    }
    running_and_recorded();
    between_start_and_record();
    in_the_middle_of_a_stop();
    for starts in [1, 2, 3, 5, 8] {
        at_any_moment(starts);
    }
}

fn running_and_recorded() {
    let ground = Ground::new();
    let other = ground.hosts(Order::Run);
    let left = await_pids(&ground.data(), 2);
    until("the record", || fs::read_to_string(ground.record()).ok().filter(|text| text.contains(' ')));
    other.dies();
    assert_eq!((is_alive(left[0]), is_alive(left[1])), (true, true), "bots survive their Hatchery");
    assert_eq!(ground.ends_leftovers(), [bot(1)]);
    assert_eq!((is_alive(left[0]), is_alive(left[1])), (false, false));
}

/// A pipe in place of the record holds Hatchery up exactly there: opening it for writing waits for a reader.
fn between_start_and_record() {
    let ground = Ground::new();
    fs::create_dir_all(ground.data()).expect("the bot's folder");
    mkfifo(&ground.record(), Mode::S_IRWXU).expect("a pipe");
    let other = ground.hosts(Order::Run);
    let left = await_pids(&ground.data(), 2);
    other.dies();
    fs::remove_file(ground.record()).expect("nothing was recorded");
    assert_eq!(ground.ends_leftovers(), [bot(1)]);
    assert_eq!((is_alive(left[0]), is_alive(left[1])), (false, false));
}

fn in_the_middle_of_a_stop() {
    let ground = Ground::new();
    let other = ground.hosts(Order::Stop);
    let left = await_pids(&ground.data(), 1);
    until("TERM to arrive", || ground.data().join("asked").exists().then_some(()));
    other.dies();
    assert!(is_alive(left[0]), "it does not mind TERM");
    assert_eq!(ground.ends_leftovers(), [bot(1)]);
    assert!(!is_alive(left[0]));
}

fn at_any_moment(starts: usize) {
    let ground = Ground::new();
    let other = ground.hosts(Order::Flicker);
    until("some starts", || (pids(&ground.data()).len() >= starts).then_some(()));
    other.dies();
    let ended = ground.ends_leftovers();
    assert!(ended.is_empty() || ended == [bot(1)], "{ended:?}");
    let living: Vec<i32> = pids(&ground.data()).into_iter().filter(|pid| is_alive(*pid)).collect();
    assert!(living.is_empty(), "killed after {starts} starts: {living:?}");
}

#[test]
fn the_bots_of_another_installation_are_left_alone() {
    let (mine, theirs) = (Ground::new(), Ground::new());
    let other = theirs.hosts(Order::Run);
    let left = await_pids(&theirs.data(), 2);
    other.dies();
    assert_eq!(mine.ends_leftovers(), []);
    assert_eq!((is_alive(left[0]), is_alive(left[1])), (true, true));
    assert_eq!(theirs.ends_leftovers(), [bot(1)]);
    assert_eq!((is_alive(left[0]), is_alive(left[1])), (false, false));
}

/// The record names a pid; who has it now started at another time, or is the very one that cleared its environment.
#[test]
fn a_recorded_process_is_ended_only_when_it_is_still_the_same() {
    for (since_then, ended) in [(1, vec![]), (0, vec![bot(1)])] {
        let ground = Ground::new();
        let unmarked = Command::new("/bin/sleep").arg("60").process_group(0).spawn();
        let mut process = Other(unmarked.expect("a process without our mark"));
        let pid = Pid::from_u32(process.0.id());
        let mut table = System::new();
        table.refresh_processes(ProcessesToUpdate::Some(&[pid]), true);
        let start = table.process(pid).expect("it runs").start_time();
        fs::create_dir_all(ground.data()).expect("the bot's folder");
        fs::write(ground.record(), format!("{pid} {}", start - since_then)).expect("a record");

        assert_eq!(ground.ends_leftovers(), ended);
        let was_ended = process.0.try_wait().expect("our child").is_some();
        assert_eq!(was_ended, !ended.is_empty());
    }
}

#[test]
fn the_lock_names_the_other_hatchery_and_goes_with_it() {
    let ground = Ground::new();
    let other = ground.hosts(Order::Open);
    let lock = ground.folder.path().join("hatchery.lock");
    until("the other to hold the lock", || fs::read_to_string(&lock).ok().filter(|text| text.ends_with('\n')));
    let refused = Local::open(ground.folder.path(), &ground.tag, None).err().expect("the folder is taken").to_string();
    assert!(refused.contains(&format!("process {}, since", other.0.id())), "{refused}");
    other.dies();
    assert_eq!(ground.ends_leftovers(), []);
}
