//! Ended at every request there is, before and after Railway carried it out, and run again; and every request lost or
//! refused for a moment while the command goes on.

use hatchery::self_deploy::Options;

use super::{Desk, NEW, OLD, going_back, usual, with_image};
use crate::fakes::railway::Fault;

/// Runs until the request of this number hangs, and is gone then. Whether it came so far.
async fn is_killed_at(desk: &Desk, options: &Options, number: usize, fault: Fault) -> bool {
    desk.railway.fails_at(number, fault);
    let hung = desk.railway.hung();
    tokio::select! {
        ended = desk.tries(options) => {
            assert_eq!(ended, Ok(()));
            false
        }
        () = desk.railway.hangs(hung) => true,
    }
}

/// For each request of a run, a desk on which it is the last.
async fn at_every_request(
    options: &Options,
    prepared: impl AsyncFn() -> Option<Desk>,
    afterwards: impl AsyncFn(&Desk, usize),
) {
    for fault in [Fault::HangBefore, Fault::HangAfter] {
        for number in 1.. {
            let Some(desk) = prepared().await else { return };
            if !is_killed_at(&desk, options, number, fault.clone()).await {
                assert!(number > 5, "a run is more than {number} requests");
                break;
            }
            afterwards(&desk, number).await;
        }
    }
}

#[tokio::test]
async fn whenever_the_first_run_is_killed_the_next_one_finishes_it() {
    let afterwards = async |desk: &Desk, number: usize| {
        // What was made a moment ago may not be seen yet.
        if number.is_multiple_of(2) {
            desk.railway.lag(1);
        }
        desk.runs(&usual()).await;
        desk.is_whole(OLD);
        let key = desk.railway.variables("hatchery")["MOLTBOT_ENCRYPTION_KEY"].clone();
        assert_eq!(desk.shown_keys().last(), Some(&key), "the last key that was shown is the one that counts");
        let before = desk.railway.requests().len();
        desk.runs(&usual()).await;
        assert_eq!(desk.changes_since(before), Vec::<String>::new(), "killed at request {number}");
    };
    at_every_request(&usual(), Desk::new, afterwards).await;
}

#[tokio::test]
async fn whenever_an_update_is_killed_the_next_run_brings_it() {
    let update = Options { replicas: Some(2), ..with_image(NEW) };
    let afterwards = async |desk: &Desk, number: usize| {
        desk.runs(&update).await;
        desk.is_whole(NEW);
        assert_eq!(desk.newest("hatchery").settings["numReplicas"], 2);
        assert_eq!(desk.railway.deployments("hatchery").len(), 2, "killed at request {number}");
    };
    at_every_request(&update, Desk::set_up, afterwards).await;
}

#[tokio::test]
async fn whenever_going_back_is_killed_the_next_run_goes_back_once() {
    let prepared = async || {
        let desk = Desk::set_up().await?;
        desk.runs(&with_image(NEW)).await;
        Some(desk)
    };
    let afterwards = async |desk: &Desk, number: usize| {
        desk.runs(&going_back()).await;
        desk.is_whole(OLD);
        assert_eq!(desk.railway.deployments("hatchery").len(), 3, "killed at request {number}");
    };
    at_every_request(&going_back(), prepared, afterwards).await;
}

#[tokio::test]
async fn whatever_request_is_lost_or_put_off_one_run_makes_one_of_everything() {
    let Some(desk) = Desk::set_up().await else { return };
    let requests = desk.railway.requests().len();
    let faults = [
        Fault::LostBefore,
        Fault::LostAfter,
        Fault::Status(503),
        Fault::After(Box::new(Fault::Status(504))),
        Fault::TooMany { retry_after_s: 0 },
        Fault::Malformed,
    ];
    for number in 1..=requests {
        let fault = &faults[number % faults.len()];
        for lag in [0, 1] {
            let Some(desk) = Desk::new().await else { return };
            desk.railway.lag(lag);
            desk.railway.fails_at(number, fault.clone());
            desk.runs(&usual()).await;
            desk.is_whole(OLD);
        }
    }
}
