//! Two Hatcheries on one PostgreSQL: when one is killed the other goes on with its work within one lease, and one after
//! the other can be replaced while people talk, without a word lost or said twice.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::future::join_all;
use nix::sys::signal::Signal;
use tokio::time::Instant;

use super::Afar;
use crate::cloud::{Exists, ONE};
use crate::databases::Engine;
use crate::fakes::railway::Fault;
use crate::fakes::telegram::Person;
use crate::process::balancer::Balancer;
use crate::process::house::told;
use crate::process::part::part;
use crate::process::program::{Program, until};

const LEASE: Duration = Duration::from_secs(2);
/// What a busy machine may take on top of what is promised. Without the short lease it would be half a minute.
const SLACK: Duration = Duration::from_secs(10);
/// Who polls, as long as that holds.
const POLLER: &str = "SELECT holder FROM leases WHERE name = 'telegram-poll'";
/// Requests to Railway of a hatch.
const REQUESTS: usize = 12;

/// Two that share everything but their memory.
async fn afar() -> Option<Afar> {
    Some(Afar::on(Engine::Postgres).await?.with("JOB_LEASE_MS", LEASE.as_millis().to_string()))
}

/// Until it has taken up all its work.
async fn is_up(program: &Program) {
    until("the start", async || program.log().contains("is served by").then_some(())).await;
}

/// The one that hatches is killed at this request; the other was there before.
async fn another_goes_on(number: usize, fault: Fault) {
    let Some(afar) = afar().await else { return };
    let first = afar.serves_and_knows_railway().await;
    afar.reviews("nest hatchling").await;
    afar.comes_to_rest().await;
    let asked = afar.railway.requests().len();
    afar.railway.fails_at(number, fault.clone());
    afar.ada().presses(&afar.bot, "Hatch it");
    until("the request", async || (afar.railway.requests().len() >= asked + number).then_some(())).await;
    let second = afar.serves_and_knows_railway().await;
    is_up(&second).await;

    let asked = afar.railway.requests().len();
    first.dies().await;
    let killed = Instant::now();
    until("the other's first request", async || (afar.railway.requests().len() > asked).then_some(())).await;
    let took = killed.elapsed();
    assert!(took < LEASE + SLACK, "{fault:?} at request {number}: taken over after {took:?}");
    let page = afar.page("nest").await;
    afar.comes_to_rest().await;
    page.answers().await;
    assert_eq!(Exists::at(&afar.railway), ONE, "{fault:?} at request {number}");
    assert_eq!(Exists::ever(&afar.railway), ONE, "{fault:?} at request {number}");
    assert_eq!(afar.railway.deployments(&afar.railway.services()[0].id).len(), 1, "{fault:?} at request {number}");
    assert_eq!((afar.used().await, afar.times_told("“nest” is alive.")), (1, 1), "{fault:?} at request {number}");
    second.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn a_hatch_whose_hatchery_is_killed_is_finished_by_another_within_one_lease() {
    let around = |number| [(number, Fault::HangBefore), (number, Fault::HangAfter)];
    for (number, fault) in part("a hatch of two Hatcheries", (1..=REQUESTS).flat_map(around).collect()) {
        another_goes_on(number, fault).await;
    }
}

#[tokio::test]
async fn when_the_one_that_polls_is_killed_another_does_within_one_lease() {
    let Some(afar) = afar().await else { return };
    let first = afar.serves();
    afar.ada().says(&afar.bot, "/start");
    afar.tells("I hatch bots.").await;
    let second = afar.serves();
    is_up(&second).await;
    let polls = "this Hatchery is on duty: telegram-poll";
    assert!(first.log().contains(polls) && !second.log().contains(polls), "one of them polls");
    first.dies().await;
    let killed = Instant::now();
    afar.ada().says(&afar.bot, "/quota");
    afar.tells("You have 0 of 5 bots.").await;
    let took = killed.elapsed();
    assert!(took < LEASE + SLACK, "taken over after {took:?}");
    // Together they would cut each other's polls off.
    let third = afar.serves();
    is_up(&third).await;
    afar.ada().says(&afar.bot, "/status");
    afar.tells("You have no bot yet.").await;
    assert!(!third.log().contains(polls), "one of them polls");
    assert!(!second.log().contains("terminated by other getUpdates"), "{}", second.log());

    let poller = afar.text(POLLER).await;
    assert!(poller.is_some(), "one of them polls");
    second.leaves(Signal::SIGTERM).await;
    assert_ne!(afar.text(POLLER).await, poller, "a duty that was given back need not run out");
    afar.ada().says(&afar.bot, "/help");
    until("the next one to poll", async || third.log().contains(polls).then_some(())).await;
    third.leaves(Signal::SIGTERM).await;
}

/// Somebody who goes on asking, three questions at a time, until all Hatcheries were replaced. How often they asked.
async fn asks_on(afar: &Afar, person: Person, is_over: &AtomicBool) -> usize {
    let answer = "You have 0 of 5 bots.";
    let mut asked = 0;
    while !is_over.load(Ordering::Relaxed) {
        for _ in 0..3 {
            person.says(&afar.bot, "/quota");
        }
        asked += 3;
        person.sees(&afar.bot, |chat| told(chat, answer).len() >= asked).await;
    }
    asked
}

/// Starts one more, and has people led to it.
async fn arrives(afar: &Afar, balancer: &Balancer) -> (u16, Program) {
    let program = afar.serves();
    is_up(&program).await;
    let port = program.port().await;
    balancer.leads_to(port);
    (port, program)
}

/// Replaces one after the other while eight people talk, the new one first, as platforms do it.
async fn a_rolling_restart_is_not_noticed(afar: &Afar, balancer: &Balancer) {
    let mut running = vec![arrives(afar, balancer).await, arrives(afar, balancer).await];
    let is_over = AtomicBool::new(false);
    let asking = join_all((42..50).map(|id| asks_on(afar, afar.telegram.person(id), &is_over)));
    let replacing = async {
        for _ in 0..4 {
            running.push(arrives(afar, balancer).await);
            let (port, leaving) = running.remove(0);
            balancer.leads_no_more_to(port);
            leaving.leaves(Signal::SIGTERM).await;
        }
        is_over.store(true, Ordering::Relaxed);
    };
    let (asked, ()) = tokio::join!(asking, replacing);
    afar.comes_to_rest().await;
    let answered = (42..50).map(|id| {
        let chat = afar.telegram.person(id).chat(&afar.bot);
        told(&chat, "You have 0 of 5 bots.").len()
    });
    assert_eq!(answered.collect::<Vec<_>>(), asked, "each question is answered once");
    assert!(afar.telegram.pending(&afar.bot).is_empty());
    for (_, last) in running {
        last.leaves(Signal::SIGTERM).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rolling_restart_behind_a_webhook_loses_no_update_and_answers_none_twice() {
    let balancer = Balancer::start().await;
    let Some(afar) = afar().await else { return };
    let afar = afar.with("PUBLIC_URL", balancer.origin());
    a_rolling_restart_is_not_noticed(&afar, &balancer).await;
    assert_eq!(afar.telegram.calls(&afar.bot, "getUpdates").len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rolling_restart_with_long_polls_loses_no_update_and_answers_none_twice() {
    let balancer = Balancer::start().await;
    let Some(afar) = afar().await else { return };
    a_rolling_restart_is_not_noticed(&afar, &balancer).await;
}
