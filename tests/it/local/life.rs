//! Starting, ending, starting again, giving up.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use hatchery::local::{How, Launch, Local, Next, Patience, State};
use hatchery::secret::Secret;
use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::{Yard, await_pids, bot, hasty, is_alive, pids, sh, until};

const STAYS: &str = "echo $$ >> pids; exec sleep 60";

fn restarts_in(millis: u64) -> Next {
    Next::RestartIn(Duration::from_millis(millis))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_started_many_times_is_one_process() {
    let yard = Yard::open();
    let id = yard.runs(1, STAYS).await;
    let again = (0..8).map(|_| yard.local.start(&id, sh(STAYS)));
    for started in futures::future::join_all(again).await {
        started.expect("a repeated start is no failure");
    }
    let running = await_pids(&yard.data(&id), 1);
    assert!(matches!(yard.local.state(&id), State::Running { pid, .. } if pid == running[0].unsigned_abs()));
    yard.local.stop(&id).await.expect("a stop");
    assert_eq!(pids(&yard.data(&id)), running, "nothing else ever ran");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_launch_replaces_the_running_one() {
    let mut yard = Yard::open();
    let id = yard.runs(1, STAYS).await;
    await_pids(&yard.data(&id), 1);
    let mut launch = sh(STAYS);
    launch.env.push(("MODEL".to_owned(), Secret::new("another")));
    yard.local.start(&id, launch).await.expect("a start");
    let both = await_pids(&yard.data(&id), 2);
    assert_eq!((is_alive(both[0]), is_alive(both[1])), (false, true));
    assert!(yard.exits.try_recv().is_err(), "an end that was asked for is no news");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_what_the_bot_started_and_reaps_the_bot() {
    let yard = Yard::open();
    let id = yard.runs(1, "echo $$ >> pids; sleep 60 & echo $! >> pids; wait").await;
    let both = await_pids(&yard.data(&id), 2);
    yard.local.stop(&id).await.expect("a stop");
    assert_eq!((is_alive(both[0]), is_alive(both[1])), (false, false));
    assert_eq!(kill(Pid::from_raw(both[0]), None), Err(Errno::ESRCH), "a zombie would still be there");
    assert_eq!(yard.local.state(&id), State::Stopped);
    yard.local.stop(&id).await.expect("a second stop finds it stopped");
}

/// setsid(1) is how a daemon leaves its group; macOS has no such program.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_what_left_the_bots_group() {
    let yard = Yard::open();
    let id = yard.runs(1, "setsid sh -c 'echo $$ >> pids; exec sleep 60' & exec sleep 60").await;
    let daemon = await_pids(&yard.data(&id), 1)[0];
    yard.local.stop(&id).await.expect("a stop");
    assert!(!is_alive(daemon));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_deaf_to_term_is_killed_after_the_grace() {
    let yard = Yard::open();
    let id = yard.runs(1, "trap '' TERM; sleep 60 & echo $! >> pids; echo $$ >> pids; wait").await;
    let deaf = await_pids(&yard.data(&id), 2);
    let began = Instant::now();
    yard.local.stop(&id).await.expect("a stop");
    assert!(began.elapsed() >= hasty().grace, "it had its time to say farewell");
    assert_eq!((is_alive(deaf[0]), is_alive(deaf[1])), (false, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_for_a_deaf_grandchild_that_shows_no_mark() {
    let yard = Yard::open();
    let id = yard.runs(1, "(trap '' TERM; exec env -i /bin/sleep 60) & echo $! >> pids; wait").await;
    let deaf = await_pids(&yard.data(&id), 1)[0];
    until("it to clear its environment", || {
        let line = std::process::Command::new("ps").args(["-o", "args=", "-p", &deaf.to_string()]).output().ok()?;
        line.stdout.starts_with(b"/bin/sleep").then_some(())
    });
    yard.local.stop(&id).await.expect("a stop");
    assert!(!is_alive(deaf));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_hears_term_may_finish_what_it_does() {
    let yard = Yard::with(Patience { grace: Duration::from_secs(20), ..hasty() });
    let id = yard
        .runs(1, "trap 'sleep 0.2; echo done > farewell; exit 0' TERM; echo $$ >> pids; i=0; while [ $((i+=1)) -lt 600 ]; do sleep 0.1; done")
        .await;
    await_pids(&yard.data(&id), 1);
    yard.local.stop(&id).await.expect("a stop");
    assert_eq!(fs::read_to_string(yard.data(&id).join("farewell")).expect("a farewell"), "done\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_keeps_ending_is_given_up_after_growing_pauses() {
    let mut yard = Yard::with(Patience { restarts: 3, ..hasty() });
    let id = yard.runs(1, "echo $$ >> pids; exit 3").await;
    for pause in [10, 20, 30] {
        let exit = yard.next_exit().await;
        assert_eq!((exit.id, exit.how, exit.next), (id.clone(), How::Code(3), restarts_in(pause)));
    }
    let last = yard.next_exit().await;
    assert_eq!((last.how, last.next), (How::Code(3), Next::GaveUp));
    assert_eq!(yard.local.state(&id), State::GaveUp);
    await_pids(&yard.data(&id), 4);

    yard.local.start(&id, sh("echo $$ >> pids; exit 3")).await.expect("a start after giving up");
    assert_eq!(yard.next_exit().await.next, restarts_in(10), "the count begins anew");
    yard.local.stop(&id).await.expect("a stop");
    assert_eq!(yard.local.state(&id), State::Stopped);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_ran_long_enough_has_its_restarts_back() {
    let mut yard = Yard::with(Patience { restarts: 1, fresh_after: Duration::from_millis(200), ..hasty() });
    let _id = yard.runs(1, "sleep 0.25; exit 1").await;
    for _ in 0..3 {
        assert_eq!(yard.next_exit().await.next, restarts_in(10));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_without_a_fault_is_unexpected_too() {
    let mut yard = Yard::open();
    yard.runs(1, "exit 0").await;
    let exit = yard.next_exit().await;
    assert_eq!((exit.how, exit.next), (How::Code(0), restarts_in(10)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_bot_is_started_again_as_another_process() {
    let mut yard = Yard::open();
    let id = yard.runs(1, STAYS).await;
    let first = await_pids(&yard.data(&id), 1)[0];
    kill(Pid::from_raw(first), Signal::SIGKILL).expect("a signal");
    assert_eq!(yard.next_exit().await.how, How::Signal(9));
    let second = await_pids(&yard.data(&id), 2)[1];
    until("the second to be told", || {
        matches!(yard.local.state(&id), State::Running { pid, .. } if pid == second.unsigned_abs()).then_some(())
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_bot_left_is_ended_before_the_restart() {
    let mut yard = Yard::open();
    let id = yard.runs(1, "sleep 60 & echo $! >> pids; exit 1").await;
    yard.next_exit().await;
    let left = pids(&yard.data(&id))[0];
    assert!(!is_alive(left));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_while_waiting_cancels_the_restart() {
    let hour = Duration::from_secs(3600);
    let mut yard = Yard::with(Patience { first_pause: hour, longest_pause: hour, ..hasty() });
    let id = yard.runs(1, "exit 1").await;
    yard.next_exit().await;
    assert_eq!(yard.local.state(&id), State::Waiting { restart: 1, after: hour });
    yard.local.start(&id, sh("exit 1")).await.expect("a repeated start waits as well");
    assert_eq!(yard.local.state(&id), State::Waiting { restart: 1, after: hour });
    yard.local.stop(&id).await.expect("a stop");
    assert_eq!(yard.local.state(&id), State::Stopped);
    yard.local.start(&id, sh(STAYS)).await.expect("a start");
    await_pids(&yard.data(&id), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn racing_starts_and_stops_never_make_two() {
    let yard = Yard::open();
    let id = yard.runs(1, STAYS).await;
    let race = (0..20).map(|n| {
        let (local, id) = (yard.local.clone(), id.clone());
        tokio::spawn(async move { if n % 2 == 0 { local.stop(&id).await } else { local.start(&id, sh(STAYS)).await } })
    });
    for order in futures::future::join_all(race.collect::<Vec<_>>()).await {
        order.expect("no panic").expect("no order fails");
    }
    yard.local.start(&id, sh(STAYS)).await.expect("a start");
    let State::Running { pid, .. } = yard.local.state(&id) else { panic!("it was started last") };
    let running = i32::try_from(pid).expect("a pid");
    until("the last one to write itself down", || pids(&yard.data(&id)).contains(&running).then_some(()));
    let living: Vec<i32> = pids(&yard.data(&id)).into_iter().filter(|pid| is_alive(*pid)).collect();
    assert_eq!(living, [running]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_cannot_be_started_is_told_at_once() {
    let mut yard = Yard::open();
    let id = bot(1);
    yard.local.place(&id, None).await.expect("a place");
    let launch = Launch { program: "/nowhere/bot".into(), args: Vec::new(), env: Vec::new() };
    let refused = yard.local.start(&id, launch).await.expect_err("there is no such program");
    assert!(format!("{refused:#}").contains("start /nowhere/bot"), "{refused:#}");
    assert_eq!(yard.local.state(&id), State::Stopped);
    assert!(yard.exits.try_recv().is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_disappears_counts_as_an_end() {
    let mut yard = Yard::with(Patience { restarts: 2, ..hasty() });
    let program = yard.folder.path().join("bot.sh");
    fs::write(&program, "#!/bin/sh\n/bin/rm \"$0\"\nexit 1\n").expect("a script");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
    let id = bot(1);
    yard.local.place(&id, None).await.expect("a place");
    yard.local.start(&id, Launch { program, args: Vec::new(), env: Vec::new() }).await.expect("a start");
    let mut told = Vec::new();
    for _ in 0..3 {
        let exit = yard.next_exit().await;
        told.push((exit.how, exit.next));
    }
    assert_eq!(
        told,
        [(How::Code(1), restarts_in(10)), (How::NotStarted, restarts_in(20)), (How::NotStarted, Next::GaveUp)]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_deaf_bots_stop_together_and_none_is_left_as_a_zombie() {
    let grace = Duration::from_secs(1);
    let yard = Yard::with(Patience { grace, ..hasty() });
    let deaf = "trap '' TERM; echo $$ >> pids; sleep 60 & echo $! >> pids; wait";
    let mut all = Vec::new();
    for number in 0..30 {
        let id = yard.runs(number, deaf).await;
        all.extend(await_pids(&yard.data(&id), 2));
    }
    let began = Instant::now();
    yard.local.stop_all().await;
    let took = began.elapsed();
    assert!(took < 10 * grace, "one after the other they take thirty times as long as one: {took:?}");
    until("the end of all", || (!all.iter().any(|pid| is_alive(*pid))).then_some(()));
    let is_there = |bot: &i32| kill(Pid::from_raw(*bot), None) != Err(Errno::ESRCH);
    until("that none is left as a zombie", || (!all.iter().step_by(2).any(is_there)).then_some(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_go_with_the_last_handle_and_the_folder_is_free_again() {
    let Yard { folder, tag, local, exits } = Yard::open();
    let id = bot(1);
    local.place(&id, None).await.expect("a place");
    local.clone().start(&id, sh(STAYS)).await.expect("a start");
    let pid = await_pids(&super::data(folder.path(), &id), 1)[0];
    drop((local, exits));
    let again = until("the lock", || Local::open(folder.path(), &tag, None).ok());
    assert!(!is_alive(pid), "the lock is kept until the last bot has ended");
    assert_eq!(again.0.state(&id), State::Stopped);
}
