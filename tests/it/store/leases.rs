//! Leases: one worker at a time, told by a token that every write carries. Who was paused too long changes nothing.

use std::collections::HashSet;

use hatchery::deploy::run;
use hatchery::domain::{Stage, Status};
use hatchery::store::{Ended, Intent, Operation, Store};

use crate::databases::each_database;
use crate::store::{Hatchery, LATE, account, order, race, rows};

const WRITTEN: [&str; 6] = ["instances", "secrets", "operations", "steps", "quota_uses", "outbox"];

/// A worker that was paused, and the one who has taken over from it.
async fn taken_over(store: &Store) -> (Operation, Operation) {
    let paused = store.claim_operation(LATE, LATE + 10).await.expect("claimed").expect("due");
    assert_eq!(store.claim_operation(LATE + 9, LATE + 20).await.expect("asked"), None, "the lease still runs");
    let other = store.claim_operation(LATE + 10, LATE + 20).await.expect("claimed").expect("the lease is over");
    assert_eq!((&paused.id, paused.lease_token + 1), (&other.id, other.lease_token));
    (paused, other)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operation_is_claimed_by_one_of_many_workers() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        for n in 0..12 {
            hatchery.ordered(&account(n), &order("Nest")).await;
        }
        let claims = race(24, |_| {
            let store = hatchery.store().clone();
            async move { store.claim_operation(LATE, LATE + 1).await.expect("the store answers") }
        })
        .await;
        let mut claimed: Vec<Operation> = claims.into_iter().flatten().collect();
        // A worker that found the next row held by another may have gone away empty; the row is still there for it.
        while let Some(operation) = hatchery.store().claim_operation(LATE, LATE + 1).await.expect("claimed") {
            claimed.push(operation);
        }
        let different: HashSet<_> = claimed.iter().map(|operation| &operation.id).collect();
        assert_eq!((claimed.len(), different.len()), (12, 12), "each once");
        assert!(claimed.iter().all(|operation| operation.lease_token == 1));
    })
    .await;
}

#[tokio::test]
async fn a_lease_is_renewed_while_it_is_held_and_not_after() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let store = hatchery.store();
        hatchery.ordered(&account(1), &order("Nest")).await;
        let held = store.claim_operation(LATE, LATE + 10).await.expect("claimed").expect("due");
        assert!(store.renew_lease(&held, LATE + 30).await.expect("asked"), "it is ours");
        assert_eq!(store.claim_operation(LATE + 29, LATE + 99).await.expect("asked"), None, "it was renewed");

        let other = store.claim_operation(LATE + 30, LATE + 40).await.expect("claimed").expect("it is over");
        assert!(!store.renew_lease(&held, LATE + 99).await.expect("asked"), "somebody else has it");
        assert!(store.renew_lease(&other, LATE + 50).await.expect("asked"));
        // An operation that has ended is nobody's.
        let mut tx = hatchery.begin().await;
        tx.end_operation(&other, Ended::Done, 1).await.expect("ended");
        tx.commit().await.expect("committed");
        assert!(!store.renew_lease(&other, LATE + 60).await.expect("asked"));
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_changes_nothing_by_any_statement() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        hatchery.ordered(&account(1), &order("Nest")).await;
        let store = hatchery.store();
        let first = store.claim_operation(LATE, LATE + 10).await.expect("claimed").expect("due");
        let mut tx = hatchery.begin().await;
        assert_eq!(tx.intend(&first, 5).await.expect("intended"), Some(Intent::First));
        tx.try_again(&first, 0, 0, 0).await.expect("put off");
        tx.commit().await.expect("committed");
        let (paused, other) = taken_over(store).await;

        let before = rows(url, &WRITTEN).await;
        let mut tx = hatchery.begin().await;
        assert_eq!(tx.intend(&paused, 7).await.expect("asked"), None);
        assert!(!tx.holds(&paused, 7).await.expect("asked"));
        tx.next_stage(&paused, Stage::Start, 7).await.expect("asked");
        tx.turn_back(&paused, Stage::Remove, "\"Machine\"", 7).await.expect("asked");
        tx.try_again(&paused, 9, 7, 7).await.expect("asked");
        tx.end_operation(&paused, Ended::Failed, 7).await.expect("asked");
        tx.commit().await.expect("committed");
        run::work(&hatchery.app, &paused).await.expect("it gives up without a fault");
        assert_eq!(rows(url, &WRITTEN).await, before);
        assert_eq!(hatchery.app.local().expect("here").placed().expect("listed"), [], "and it did nothing outside");

        let mut tx = hatchery.begin().await;
        assert!(tx.holds(&other, 8).await.expect("asked"), "whoever took over goes on");
        tx.commit().await.expect("committed");
    })
    .await;
}

#[tokio::test]
async fn an_operation_that_has_ended_is_changed_by_nobody() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let bot = hatchery.ordered(&account(1), &order("Nest")).await;
        let held = hatchery.claim().await;
        let mut tx = hatchery.begin().await;
        tx.end_operation(&held, Ended::Done, 5).await.expect("ended");
        tx.set_status(&bot, Status::Running, true, 5).await.expect("set");
        tx.commit().await.expect("committed");

        // The worker does not know: its commit arrived and the answer to it did not.
        let before = rows(url, &WRITTEN).await;
        let mut tx = hatchery.begin().await;
        assert!(!tx.holds(&held, 7).await.expect("asked"));
        tx.try_again(&held, 1, 7, 7).await.expect("asked");
        tx.next_stage(&held, Stage::Start, 7).await.expect("asked");
        tx.end_operation(&held, Ended::Failed, 7).await.expect("asked");
        tx.commit().await.expect("committed");
        run::work(&hatchery.app, &held).await.expect("it gives up without a fault");
        assert_eq!(rows(url, &WRITTEN).await, before);
        assert_eq!(hatchery.store().claim_operation(LATE * 2, LATE * 2 + 1).await.expect("asked"), None);
    })
    .await;
}

#[tokio::test]
async fn a_lease_that_was_given_back_is_not_renewed() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        hatchery.ordered(&account(1), &order("Nest")).await;
        for stage in [None, Some(Stage::Start)] {
            let held = hatchery.claim().await;
            let mut tx = hatchery.begin().await;
            match stage {
                None => tx.try_again(&held, 0, 5, 5).await.expect("put off"),
                Some(stage) => tx.next_stage(&held, stage, 5).await.expect("on to it"),
            }
            tx.commit().await.expect("committed");
            // A renewal that was on its way all the while.
            assert!(!hatchery.store().renew_lease(&held, LATE * 2).await.expect("asked"), "{stage:?}");
        }
        hatchery.claim().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_worked_before_the_only_hatchery_started_again_is_shut_out() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let store = hatchery.store();
        hatchery.ordered(&account(1), &order("Nest")).await;
        let held = store.claim_operation(LATE, LATE * 2).await.expect("claimed").expect("due");
        let letter = store.claim_letters(LATE, LATE * 2, 1).await.expect("claimed").pop().expect("due");
        store.release_leases(LATE).await.expect("released");

        assert!(!store.renew_lease(&held, LATE * 2).await.expect("asked"));
        let again = store.claim_operation(LATE, LATE * 2).await.expect("claimed").expect("due at once");
        assert_eq!((again.id, again.stage, again.stage_since), (held.id, held.stage, LATE), "the pause is not its own");
        store.letter_sent(&letter, None, 0).await.expect("asked");
        let again = store.claim_letters(LATE, LATE * 2, 1).await.expect("claimed").pop().expect("not sent yet");
        assert_eq!(again.id, letter.id);
    })
    .await;
}

#[tokio::test]
async fn a_long_time_in_which_nobody_came_to_an_operation_is_not_its_own() {
    const MINUTE: i64 = 60_000;
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let store = hatchery.store();
        hatchery.ordered(&account(1), &order("Nest")).await;
        let claimed = async |now| store.claim_operation(now, now + MINUTE).await.expect("claimed").expect("due");
        let mut held = claimed(LATE).await;
        // When it is due, when somebody comes to it, and how much of that is its own.
        for (after, comes, own) in [(MINUTE, 2 * MINUTE, 2 * MINUTE), (MINUTE, 601 * MINUTE, 6 * MINUTE)] {
            let mut tx = hatchery.begin().await;
            tx.try_again(&held, 0, LATE + after, LATE).await.expect("put off");
            tx.commit().await.expect("committed");
            held = claimed(LATE + comes).await;
            assert_eq!(LATE + comes - held.stage_since, own);
        }
        // Whoever held it is gone, and its lease has run out long ago.
        let again = claimed(LATE + 1_202 * MINUTE).await;
        assert_eq!(LATE + 1_202 * MINUTE - again.stage_since, 12 * MINUTE);
    })
    .await;
}
