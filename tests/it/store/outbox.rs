//! The outbox: every letter once, in order, with its newest words, whoever sends it and whatever becomes of the sender.

use std::collections::HashSet;

use hatchery::domain::{Id, MessageRef, Millis};
use hatchery::store::{Durability, Letter, Store, fresh_id};

use crate::databases::each_database;
use crate::store::{LATE, account, count, race, rows, welcome};

/// A store in which one account is known.
async fn with_ada(url: &str) -> Store {
    let store = Store::open(url).await.expect("opened");
    welcome(&store, &account(1)).await;
    store
}

async fn tell(store: &Store, note: &str, due: Millis) {
    let mut tx = store.begin(Durability::Kill).await.expect("begun");
    tx.tell(&account(1), note, due, due).await.expect("told");
    tx.commit().await.expect("committed");
}

async fn tell_progress(store: &Store, operation: &Id, note: &str, message: Option<&MessageRef>, now: Millis) {
    let mut tx = store.begin(Durability::Kill).await.expect("begun");
    tx.tell_progress(operation, &account(1), note, message, now).await.expect("told");
    tx.commit().await.expect("committed");
}

async fn claim_at(store: &Store, now: Millis) -> Option<Letter> {
    store.claim_letters(now, now + 10, 1).await.expect("the store answers").pop()
}

async fn claimed(store: &Store, now: Millis) -> Letter {
    claim_at(store, now).await.expect("a letter is due")
}

#[tokio::test]
async fn letters_go_out_when_they_are_due_in_the_order_in_which_they_were_written() {
    each_database(async |url| {
        let store = with_ada(url).await;
        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        for n in 0..40 {
            tx.tell(&account(1), &n.to_string(), 100, 100).await.expect("told");
        }
        tx.commit().await.expect("committed");
        tell(&store, "a reminder", 500).await;
        tell(&store, "at once", 50).await;

        let mut told = Vec::new();
        while let Some(letter) = claim_at(&store, 100).await {
            store.letter_sent(&letter, None, 100).await.expect("noted");
            told.push(letter.note);
        }
        let expected: Vec<String> = std::iter::once("at once".into()).chain((0..40).map(|n| n.to_string())).collect();
        assert_eq!(told, expected);
        assert_eq!(store.next_letter().await.expect("asked"), Some(500));
        assert_eq!(claimed(&store, 500).await.note, "a reminder");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_is_claimed_by_one_of_many_senders() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        for n in 0..12 {
            tx.welcome(&account(n), None, None, 0).await.expect("welcome");
            tx.tell(&account(n), &n.to_string(), 0, 0).await.expect("told");
        }
        tx.commit().await.expect("committed");
        let claims = race(24, |_| {
            let store = store.clone();
            async move { claim_at(&store, LATE).await }
        })
        .await;
        let mut notes: Vec<String> = claims.into_iter().flatten().map(|letter| letter.note).collect();
        while let Some(letter) = claim_at(&store, LATE).await {
            notes.push(letter.note);
        }
        assert_eq!((notes.len(), notes.iter().collect::<HashSet<_>>().len()), (12, 12), "each once: {notes:?}");
    })
    .await;
}

/// Two Hatcheries that sent one person two letters at once would let the platform choose their order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_letters_to_one_account_are_sent_one_by_one_whoever_sends_them() {
    each_database(async |url| {
        let store = with_ada(url).await;
        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        for n in 0..12 {
            tx.tell(&account(1), &n.to_string(), 100, 100).await.expect("told");
        }
        tx.commit().await.expect("committed");
        let mut sent = Vec::new();
        while sent.len() < 12 {
            let claims = race(8, |_| {
                let store = store.clone();
                async move { claim_at(&store, 100).await }
            })
            .await;
            let held: Vec<Letter> = claims.into_iter().flatten().collect();
            assert!(held.len() <= 1, "two at once: {held:?}");
            let Some(letter) = held.into_iter().next() else { continue };
            assert_eq!(store.next_letter().await.expect("asked"), Some(110), "the others wait as long as it is held");
            store.letter_sent(&letter, None, 100).await.expect("noted");
            sent.push(letter.note);
        }
        let in_order: Vec<String> = (0..12).map(|n| n.to_string()).collect();
        assert_eq!(sent, in_order);
    })
    .await;
}

/// The first letters of accounts that have two each.
async fn with_many(url: &str, accounts: usize) -> Store {
    let store = Store::open(url).await.expect("opened");
    let mut tx = store.begin(Durability::Kill).await.expect("begun");
    for n in 0..accounts {
        let language = if n % 2 == 0 { "de" } else { "es" };
        tx.welcome(&account(n), Some(language), None, 0).await.expect("welcome");
        for (note, due) in [("first", 0), ("second", 1)] {
            tx.tell(&account(n), &format!("{note} {n}"), due, due).await.expect("told");
        }
    }
    tx.commit().await.expect("committed");
    store
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_letters_that_are_claimed_at_once_each_account_has_one_and_everybody_another() {
    each_database(async |url| {
        let store = with_many(url, 20).await;
        assert_eq!(store.claim_letters(10, 20, 3).await.expect("claimed").len(), 3, "no more than there is room for");
        let claims = race(6, |_| {
            let store = store.clone();
            async move { store.claim_letters(10, 20, 5).await.expect("claimed") }
        })
        .await;
        let mut held: Vec<Letter> = claims.into_iter().flatten().collect();
        held.extend(store.claim_letters(10, 20, 99).await.expect("claimed"));
        let accounts: HashSet<String> = held.iter().map(|letter| letter.account.to_string()).collect();
        assert_eq!((held.len(), accounts.len()), (17, 17), "one of each account: {held:?}");
        assert!(held.iter().all(|letter| letter.note.starts_with("first")), "in their order: {held:?}");
        assert_eq!(claim_at(&store, 19).await, None, "the others wait as long as these are held");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_that_go_out_together_are_each_noted_by_itself() {
    each_database(async |url| {
        let store = with_many(url, 20).await;
        let mut held = store.claim_letters(10, 20, 20).await.expect("claimed");
        held.sort_by(|one, other| one.id.cmp(&other.id));
        // Of two of them the lease is over, and somebody else has taken it.
        for letter in &held[..18] {
            assert!(store.keep_letter(letter, LATE).await.expect("asked"));
        }
        let taken = store.claim_letters(20, LATE, 99).await.expect("claimed");
        assert_eq!(taken.len(), 2);
        let held: std::sync::Arc<[Letter]> = held.into();
        let went = race(20, |n| {
            let (store, held) = (store.clone(), held.clone());
            async move { (n, store.letter_goes_out(&held[n], LATE).await.expect("noted")) }
        })
        .await;
        for (n, hearer) in went {
            let is_even = held[n].note.ends_with(['0', '2', '4', '6', '8']);
            let language = (n < 18).then_some(if is_even { "de" } else { "es" });
            assert_eq!(hearer.map(|hearer| hearer.language), language.map(|it| Some(it.to_owned())), "{:?}", held[n]);
        }
        race(20, |n| {
            let (store, held) = (store.clone(), held.clone());
            let message = MessageRef(format!("message of {}", held[n].note));
            async move { store.letter_sent(&held[n], Some(&message), 30).await.expect("noted") }
        })
        .await;
        let sent =
            "SELECT COUNT(*) FROM outbox WHERE sent_revision = 1 AND in_doubt = 0 AND message = 'message of ' || note";
        assert_eq!(count(url, sent).await, 18, "each with its own message, and none of somebody else's");
        assert_eq!(store.claim_letters(20, LATE, 99).await.expect("claimed").len(), 18, "the next to these accounts");
    })
    .await;
}

#[tokio::test]
async fn a_letter_whose_arrival_nobody_saw_is_in_doubt_until_it_is_known() {
    each_database(async |url| {
        let store = with_ada(url).await;
        tell(&store, "hello", 0).await;
        let first = claimed(&store, 10).await;
        assert!(!first.in_doubt, "nobody sent it yet");
        assert!(store.letter_goes_out(&first, 20).await.expect("noted").is_some());
        // Its sender is gone.
        let second = claimed(&store, 20).await;
        assert!(second.in_doubt, "it was on its way");
        assert_eq!(store.letter_goes_out(&first, 99).await.expect("asked"), None, "somebody else has it");
        store.letter_failed(&second, 1, 30).await.expect("noted");
        let third = claimed(&store, 30).await;
        assert!(third.in_doubt, "nobody knows");
        store.letter_put_off(&third, 40).await.expect("noted");
        let fourth = claimed(&store, 40).await;
        assert!(!fourth.in_doubt, "the platform said that it did not take it");
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_is_put_off_lets_the_others_to_the_same_account_go_first() {
    each_database(async |url| {
        let store = with_ada(url).await;
        for (note, due) in [("first", 0), ("second", 1)] {
            tell(&store, note, due).await;
        }
        let first = claimed(&store, 10).await;
        assert_eq!(claim_at(&store, 10).await, None, "{first:?} is on its way");
        store.letter_failed(&first, 1, 500).await.expect("noted");
        let second = claimed(&store, 10).await;
        assert_eq!(second.note, "second");
        assert_eq!(claim_at(&store, 19).await, None);
        // Its sender is gone: its turn comes again when its lease is over.
        assert_eq!(claimed(&store, 20).await.note, "second");
    })
    .await;
}

#[tokio::test]
async fn a_renewal_that_comes_after_a_letter_was_given_back_does_not_hold_it() {
    each_database(async |url| {
        let store = with_ada(url).await;
        let operation = fresh_id();
        tell_progress(&store, &operation, "placing", None, 5).await;
        let held = claimed(&store, 10).await;
        tell_progress(&store, &operation, "starting", None, 11).await;
        store.letter_sent(&held, None, 12).await.expect("noted");
        assert!(!store.keep_letter(&held, 99).await.expect("asked"), "it was sent");
        let held = claimed(&store, 12).await;
        store.letter_failed(&held, 1, 13).await.expect("noted");
        assert!(!store.keep_letter(&held, 99).await.expect("asked"), "it was put off");
        claimed(&store, 13).await;
    })
    .await;
}

#[tokio::test]
async fn the_progress_of_an_operation_is_one_letter_that_shows_its_newest_words() {
    each_database(async |url| {
        let store = with_ada(url).await;
        let (one, other) = (fresh_id(), fresh_id());
        let pressed = MessageRef("77".into());
        tell_progress(&store, &one, "placing", Some(&pressed), 5).await;
        tell_progress(&store, &one, "starting", None, 6).await;
        tell_progress(&store, &other, "placing", None, 7).await;

        let letter = claimed(&store, 10).await;
        assert_eq!((letter.note.as_str(), letter.revision, letter.message.as_ref()), ("starting", 2, Some(&pressed)));
        store.letter_sent(&letter, None, 10).await.expect("noted");
        let letter = claimed(&store, 10).await;
        assert_eq!((letter.note.as_str(), letter.message.as_ref()), ("placing", None));
        store.letter_sent(&letter, Some(&MessageRef("78".into())), 10).await.expect("noted");
        assert_eq!(claim_at(&store, 10).await, None);

        tell_progress(&store, &other, "starting", None, 11).await;
        assert_eq!(claimed(&store, 11).await.message, Some(MessageRef("78".into())), "the message that shows it");
    })
    .await;
}

#[tokio::test]
async fn what_is_written_while_a_letter_is_being_sent_is_sent_later() {
    each_database(async |url| {
        let store = with_ada(url).await;
        let operation = fresh_id();
        tell_progress(&store, &operation, "placing", None, 5).await;
        let being_sent = claimed(&store, 10).await;
        tell_progress(&store, &operation, "starting", None, 11).await;
        tell_progress(&store, &operation, "asking", None, 12).await;
        assert_eq!(claim_at(&store, 13).await, None, "one sender at a time");

        store.letter_sent(&being_sent, Some(&MessageRef("78".into())), 500).await.expect("noted");
        assert_eq!(claim_at(&store, 499).await, None, "edits keep their distance");
        let next = claimed(&store, 500).await;
        assert_eq!((next.note.as_str(), next.message), ("asking", Some(MessageRef("78".into()))));
    })
    .await;
}

#[tokio::test]
async fn the_last_word_of_a_progress_does_not_wait_even_when_an_earlier_one_is_being_sent() {
    each_database(async |url| {
        let store = with_ada(url).await;
        let operation = fresh_id();
        tell_progress(&store, &operation, "asking", None, 5).await;
        let being_sent = claimed(&store, 10).await;
        // The operation ends: its progress says so, and the result is a letter of its own.
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        tx.tell_progress(&operation, &account(1), "all done", None, 20).await.expect("told");
        tx.hurry_progress(&operation, 20).await.expect("hurried");
        tx.tell(&account(1), "it answers", 20, 20).await.expect("told");
        tx.commit().await.expect("committed");

        store.letter_sent(&being_sent, Some(&MessageRef("78".into())), 500).await.expect("noted");
        let first = claimed(&store, 20).await;
        store.letter_sent(&first, None, 500).await.expect("noted");
        assert_eq!((first.note.as_str(), claimed(&store, 20).await.note.as_str()), ("all done", "it answers"));
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_could_not_be_sent_comes_back_when_it_is_time() {
    each_database(async |url| {
        let store = with_ada(url).await;
        tell(&store, "hello", 0).await;
        let letter = claimed(&store, 0).await;
        assert_eq!(letter.attempt, 0);
        store.letter_failed(&letter, 3, 100).await.expect("noted");
        assert_eq!(claim_at(&store, 99).await, None);
        let again = claimed(&store, 100).await;
        assert_eq!((again.id, again.note, again.attempt), (letter.id, letter.note, 3));
        // Nobody says what became of it: its sender is gone.
        assert_eq!(claim_at(&store, 109).await, None);
        claimed(&store, 110).await;
    })
    .await;
}

#[tokio::test]
async fn a_sender_that_lost_its_lease_changes_nothing() {
    each_database(async |url| {
        let store = with_ada(url).await;
        tell(&store, "hello", 0).await;
        let paused = claimed(&store, 0).await;
        let other = claimed(&store, 10).await;
        let before = rows(url, &["outbox"]).await;
        store.letter_sent(&paused, Some(&MessageRef("77".into())), 5).await.expect("asked");
        store.letter_failed(&paused, 9, 5).await.expect("asked");
        assert_eq!(rows(url, &["outbox"]).await, before);
        store.letter_sent(&other, None, 5).await.expect("noted");
        assert_eq!(claim_at(&store, LATE).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_stood_in_line_longer_than_its_lease_is_sent_by_one() {
    each_database(async |url| {
        let store = with_ada(url).await;
        tell(&store, "hello", 0).await;
        let slow = claimed(&store, 0).await;
        assert!(store.keep_letter(&slow, 20).await.expect("asked"), "its turn comes in time");
        assert_eq!(claim_at(&store, 19).await, None, "and it has all its time again");

        let other = claimed(&store, 20).await;
        assert!(!store.keep_letter(&slow, 99).await.expect("asked"), "somebody else has it");
        assert!(store.keep_letter(&other, 99).await.expect("asked"));
        store.letter_sent(&other, None, 30).await.expect("noted");
        assert!(!store.keep_letter(&other, 99).await.expect("asked"), "it is sent");
    })
    .await;
}

#[tokio::test]
async fn old_letters_are_forgotten_once_they_are_sent() {
    each_database(async |url| {
        let store = with_ada(url).await;
        for (note, written) in [("old", 10), ("old and unsent", 10), ("new", 20)] {
            tell(&store, note, written).await;
        }
        for _ in 0..3 {
            let letter = claimed(&store, 30).await;
            match letter.note.as_str() {
                "old and unsent" => store.letter_failed(&letter, 1, 30_000).await.expect("noted"),
                _ => store.letter_sent(&letter, None, 30).await.expect("noted"),
            }
        }
        assert_eq!(store.forget_letters(20).await.expect("forgotten"), 1);
        assert_eq!(store.forget_letters(LATE).await.expect("forgotten"), 1);
        assert_eq!(claimed(&store, 30_000).await.note, "old and unsent");
    })
    .await;
}
