//! Folders, ports, users: what a bot stands on.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use hatchery::local::{Local, State};
use nix::unistd::{User, geteuid};
use tempfile::TempDir;

use super::{Yard, await_pids, bot, hasty, sh, tag, until};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_looks_into_a_bots_folder() {
    let yard = Yard::open();
    let id = yard.runs(1, "echo hello; echo $$ >> pids; exec sleep 60").await;
    let data = yard.data(&id);
    await_pids(&data, 1);
    let root = data.parent().expect("the bot's root");
    assert_eq!((mode(&data), mode(root), mode(&root.join("log"))), (0o700, 0o700, 0o600));
}

#[tokio::test(flavor = "multi_thread")]
async fn removing_ends_the_bot_and_may_be_repeated() {
    let yard = Yard::open();
    let (first, second) = (yard.runs(1, "echo $$ >> pids; exec sleep 60").await, bot(2));
    yard.local.place(&second, None).await.expect("a place");
    assert_eq!(yard.local.placed().expect("a list"), [first.clone(), second.clone()]);
    let pid = await_pids(&yard.data(&first), 1)[0];

    yard.local.remove(&first).await.expect("removed");
    yard.local.remove(&first).await.expect("already gone");
    assert!(!super::is_alive(pid));
    assert_eq!(yard.local.placed().expect("a list"), [second]);
    assert_eq!(yard.local.state(&first), State::Absent);
    assert_eq!(yard.local.log(&first).await.expect("no log, no failure"), "");
    let refused = yard.local.start(&first, sh("exit 0")).await.expect_err("it has no place");
    assert!(format!("{refused:#}").contains("open the log"), "{refused:#}");
    assert_eq!(yard.local.state(&first), State::Absent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_keeps_its_port_until_somebody_else_has_it() {
    let Yard { folder, tag, local, exits } = Yard::open();
    let id = bot(1);
    let port = local.place(&id, None).await.expect("a port");
    assert_eq!(local.place(&id, None).await.expect("a port"), port, "asked again it is the same");
    drop((local, exits));

    let (local, _exits) = until("the lock", || Local::open(folder.path(), &tag, None).ok());
    assert_eq!(local.place(&id, Some(port)).await.expect("a port"), port, "after a restart of Hatchery too");
    let stranger = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).expect("the port is free");
    let another = local.place(&id, Some(port)).await.expect("a port");
    assert_ne!(another, port);
    drop(stranger);
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_placed_at_once_never_share_a_port() {
    let yard = Yard::open();
    let ids: Vec<_> = (0..20).map(bot).collect();
    let placed = futures::future::join_all(ids.iter().map(|id| yard.local.place(id, None))).await;
    let ports: Vec<u16> = placed.into_iter().map(|port| port.expect("a port")).collect();
    let distinct: std::collections::BTreeSet<_> = ports.iter().collect();
    assert_eq!(distinct.len(), 20);
    let wish = yard.local.place(&ids[0], Some(ports[1])).await.expect("a port");
    assert!(!ports[1..].contains(&wish), "the port of another bot is not given away");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_hatchery_on_one_folder_is_told_who_is_there() {
    let yard = Yard::open();
    let refused = Local::open(yard.folder.path(), &yard.tag, None).err().expect("the folder is taken").to_string();
    let holder = format!("process {}, since 2", std::process::id());
    assert!(refused.contains(&holder) && refused.ends_with("UTC"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_that_bots_cannot_run_as_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let refuse = |user: &str| Local::open(folder.path(), &tag(), Some(user)).err().map(|cause| cause.to_string());
    let unknown = refuse("no-such-user").expect("nobody has that name");
    assert!(unknown.contains("LOCAL_USER names somebody whom this machine does not know"), "{unknown}");
    let wish = refuse("nobody");
    assert_eq!(wish.is_none(), geteuid().is_root(), "only root may become another: {wish:?}");
}

/// What root alone can see; without root the test above shows the refusal.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn bots_of_another_user_have_nothing_of_ours() {
    if !geteuid().is_root() {
        return;
    }
    let nobody = User::from_name("nobody").expect("a user list").expect("nobody");
    let folder = TempDir::new().expect("a folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711)).expect("a passage");
    let id = bot(1);
    let data = super::data(folder.path(), &id);
    fs::create_dir_all(data.join("memory")).expect("a bot of the time before LOCAL_USER");

    let (local, _exits) = Local::open_with(folder.path(), &tag(), Some("nobody"), hasty()).expect("a free folder");
    local.place(&id, None).await.expect("a place");
    local.start(&id, sh("touch memory/new; cat ../log; echo $$ >> pids; exec sleep 60")).await.expect("a start");
    let pid = await_pids(&data, 1)[0];
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("it runs");
    let line = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line of proc(5)");
        line.split_whitespace().map(|id| id.parse().expect("an id")).collect::<Vec<u32>>()
    };
    assert_eq!(line("Uid:"), [nobody.uid.as_raw(); 4]);
    assert_eq!(line("Gid:"), [nobody.gid.as_raw(); 4]);
    assert!(line("Groups:").is_empty(), "no group beside its own");
    for path in [data.clone(), data.join("memory"), data.join("memory/new")] {
        assert_eq!(fs::metadata(&path).expect("it is there").uid(), nobody.uid.as_raw(), "{}", path.display());
    }
    assert!(local.log(&id).await.expect("a log").contains("Permission denied"), "the log is not the bot's to read");
}
