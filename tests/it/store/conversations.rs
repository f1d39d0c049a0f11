//! Conversations between two messages: one turn at a time, each update answered once, what a turn has yet to do found
//! again after a crash; and invitations.

use futures::future::join_all;
use hatchery::domain::{Account, Platform};
use hatchery::store::{
    Durability, Kept, Leftover, NewEffect, NewInvite, NextSession, Store, StoredSession, TurnRecord, fresh_id,
};

use crate::databases::each_database;
use crate::store::{account, race, sql, welcome};

fn session(version: i64, updated_at: i64) -> StoredSession {
    StoredSession { version, sealed: vec![0, 255, version as u8], updated_at }
}

/// A turn that leaves nothing behind.
pub fn nothing(account: &Account) -> TurnRecord {
    TurnRecord { account: account.clone(), update: None, session: None, settles: None, effect: None, at: 5 }
}

async fn save(store: &Store, number: usize, next: &StoredSession, is_idle: bool) -> bool {
    let mut tx = store.begin(Durability::Kill).await.expect("begun");
    let saved = tx.save_session(&account(number), next, is_idle).await.expect("an answer");
    tx.commit().await.expect("committed");
    saved
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_forty_turns_decided_on_the_same_session_one_is_saved() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        welcome(&store, &account(1)).await;
        for version in 1..=4 {
            let saved = race(40, |n| {
                let store = store.clone();
                async move { save(&store, 1, &session(version, n as i64), false).await.then_some(n as i64) }
            })
            .await;
            let winners: Vec<i64> = saved.into_iter().flatten().collect();
            let stored = store.session(&account(1)).await.expect("read").expect("there");
            assert_eq!((winners.as_slice(), stored.version), ([stored.updated_at].as_slice(), version));
        }
        assert!(!save(&store, 1, &session(4, 0), false).await, "an old version");
        assert!(!save(&store, 1, &session(6, 0), false).await, "a version from nowhere");
        assert_eq!(store.session(&account(1)).await.expect("read").expect("there").version, 4);
    })
    .await;
}

#[tokio::test]
async fn a_session_reads_back_as_it_was_saved() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        welcome(&store, &account(1)).await;
        assert_eq!(store.session(&account(1)).await.expect("read"), None);
        for version in 1..3 {
            assert!(save(&store, 1, &session(version, 7), true).await);
            assert_eq!(store.session(&account(1)).await.expect("read"), Some(session(version, 7)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_conversation_is_one_that_is_open_and_old() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        for (n, is_idle, updated_at) in [(1, false, 10), (2, true, 10), (3, false, 20)] {
            welcome(&store, &account(n)).await;
            assert!(save(&store, n, &session(1, updated_at), is_idle).await);
        }
        assert_eq!(store.stale_sessions(20, 100).await.expect("found"), [account(1)]);
        assert_eq!(store.stale_sessions(21, 100).await.expect("found").len(), 2);
        assert_eq!(store.stale_sessions(21, 1).await.expect("found").len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_that_is_delivered_many_times_at_once_is_answered_once() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        for update in ["77", "78", "79"] {
            let answered = race(20, |_| {
                let store = store.clone();
                async move {
                    let mut tx = store.begin(Durability::Kill).await.expect("begun");
                    let is_first = tx.first_time(Platform::Telegram, update, 5).await.expect("noted");
                    tx.commit().await.expect("committed");
                    is_first
                }
            })
            .await;
            assert_eq!(answered.iter().filter(|is_first| **is_first).count(), 1);
        }
        // Whoever noted it and did not commit has not answered it.
        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        assert!(tx.first_time(Platform::Telegram, "80", 5).await.expect("noted"));
        drop(tx);
        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        assert!(tx.first_time(Platform::Telegram, "80", 15).await.expect("noted"));
        assert!(tx.first_time(Platform::Discord, "80", 15).await.expect("noted"), "another platform counts for itself");
        tx.commit().await.expect("committed");

        assert_eq!(store.forget_updates(15).await.expect("forgotten"), 3);
        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        assert!(!tx.first_time(Platform::Telegram, "80", 16).await.expect("noted"));
        assert!(tx.first_time(Platform::Telegram, "77", 16).await.expect("noted"), "long ago");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_crash_left_over_is_taken_up_once_and_by_its_time() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let mut left = Vec::new();
        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        for n in 0..6 {
            let leftover = Leftover { id: fresh_id(), account: account(n), sealed: vec![0, 255, n as u8] };
            let effect = NewEffect { id: leftover.id.clone(), sealed: leftover.sealed.clone(), due: 100 };
            let record = TurnRecord { effect: Some(effect), ..nothing(&leftover.account) };
            assert!(tx.keep(&[&record]).await.expect("kept"));
            left.push(leftover);
        }
        tx.commit().await.expect("committed");
        assert_eq!(store.claim_leftovers(99, 500).await.expect("asked"), [], "it may still be at work");

        let claims = race(4, |_| {
            let store = store.clone();
            async move { store.claim_leftovers(100, 500).await.expect("asked") }
        })
        .await;
        let mut claimed: Vec<Leftover> = claims.into_iter().flatten().collect();
        claimed.sort_by_key(|leftover| leftover.account.clone());
        assert_eq!(claimed, left, "each once");
        assert_eq!(store.claim_leftovers(499, 900).await.expect("asked"), [], "somebody is about it");

        // What is done is forgotten, in a turn or by itself; the rest comes back.
        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        let record = TurnRecord { settles: Some(left[0].id.clone()), ..nothing(&account(0)) };
        assert!(tx.keep(&[&record]).await.expect("kept"));
        tx.commit().await.expect("committed");
        store.forget_effects(&[left[1].id.clone(), left[2].id.clone()]).await.expect("forgotten");
        assert_eq!(store.claim_leftovers(500, 900).await.expect("asked").len(), 3);

        // At the start of the only Hatchery nobody can be about it any more.
        store.release_effects().await.expect("released");
        assert_eq!(store.claim_leftovers(1, 900).await.expect("asked").len(), 3);
    })
    .await;
}

fn invite<'a>(code: &'a str, made_by: &'a Account, uses: u32) -> NewInvite<'a> {
    NewInvite { hash: code, tail: &code[code.len() - 4..], made_by, uses, expires_at: 100 }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_lets_in_as_many_as_it_was_made_for() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let admin = account(99);
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        tx.add_invite(&invite("once", &admin, 1)).await.expect("made");
        tx.add_invite(&invite("thrice", &admin, 3)).await.expect("made");
        tx.commit().await.expect("committed");
        for (code, uses, first) in [("once", 1, 0), ("thrice", 3, 20)] {
            let redeemed = race(12, |n| {
                let store = store.clone();
                async move {
                    let person = welcome(&store, &account(first + n)).await;
                    let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
                    let is_in = tx.redeem(code, &person.id, 99).await.expect("an answer").is_some();
                    tx.commit().await.expect("committed");
                    let knows = store.person(&account(first + n), 0).await.expect("looked up").expect("known");
                    assert_eq!(knows.has_access, is_in);
                    is_in
                }
            })
            .await;
            assert_eq!(redeemed.iter().filter(|is_in| **is_in).count(), uses, "{code}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_invitation_that_is_too_old_unknown_or_refused_lets_nobody_in() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let person = welcome(&store, &account(1)).await;
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        tx.add_invite(&invite("late", &account(99), 1)).await.expect("made");
        tx.commit().await.expect("committed");
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        assert_eq!(tx.redeem("late", &person.id, 100).await.expect("an answer"), None);
        assert_eq!(tx.redeem("never made", &person.id, 5).await.expect("an answer"), None);
        tx.commit().await.expect("committed");
        // A turn that came to nothing has not used it up.
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        assert_eq!(tx.redeem("late", &person.id, 99).await.expect("an answer"), Some(account(99)));
        drop(tx);
        assert!(!store.person(&account(1), 0).await.expect("looked up").expect("known").has_access);
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        assert_eq!(tx.redeem("late", &person.id, 99).await.expect("an answer"), Some(account(99)));
        tx.commit().await.expect("committed");
        assert!(store.person(&account(1), 0).await.expect("looked up").expect("known").has_access);
        assert_eq!(sql(url, "DELETE FROM invites WHERE uses_left = 0").await, 1);
    })
    .await;
}

/// A turn of somebody who answers this update, on the version before that one.
fn turn(number: usize, update: &str, version: i64) -> TurnRecord {
    let next = NextSession { keeper: account(number), stored: session(version, 5), is_idle: false };
    let effect = NewEffect { id: fresh_id(), sealed: vec![0, 255], due: 100 };
    TurnRecord { update: Some(update.into()), session: Some(next), effect: Some(effect), ..nothing(&account(number)) }
}

#[tokio::test]
async fn of_turns_that_are_written_together_each_is_whole_or_not_there() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        for n in 1..=5 {
            welcome(&store, &account(n)).await;
        }
        assert_eq!(store.keep(turn(1, "1", 1)).await.expect("kept"), Kept::Saved);
        assert_eq!(store.keep(turn(3, "0", 1)).await.expect("kept"), Kept::Saved);
        let mut stranger = turn(5, "7", 1);
        stranger.session.as_mut().expect("there").keeper = account(4);
        let turns = [
            turn(1, "1", 2), // answered before
            turn(3, "4", 4), // on a version that never was
            turn(4, "5", 1),
            turn(1, "6", 2),
            stranger, // whose conversation is somebody else's
            TurnRecord { update: Some("8".into()), ..nothing(&account(3)) },
            turn(2, "2", 1),
            turn(2, "2", 1), // the same update once more
            turn(2, "3", 1), // of the same conversation, too late
        ];
        let kept = join_all(turns.into_iter().map(|turn| store.keep(turn))).await;
        let kept: Vec<Kept> = kept.into_iter().map(|kept| kept.expect("kept")).collect();
        let (saved, repeated, lost) = (Kept::Saved, Kept::Repeated, Kept::LostRace);
        assert_eq!(kept[..6], [repeated, lost, saved, saved, lost, saved]);
        assert_eq!(kept[6..].iter().filter(|kept| **kept == saved).count(), 1, "whichever came first: {kept:?}");
        for (n, version) in [(1, Some(2)), (2, Some(1)), (3, Some(1)), (4, Some(1)), (5, None)] {
            let stored = store.session(&account(n)).await.expect("read");
            assert_eq!(stored.map(|stored| stored.version), version, "of {n}");
        }
        let left = store.claim_leftovers(100, 500).await.expect("asked");
        assert_eq!(left.len(), 5, "of those that were saved and of no others");
        for update in ["4", "7"] {
            let mut tx = store.begin(Durability::Kill).await.expect("begun");
            assert!(tx.first_time(Platform::Telegram, update, 5).await.expect("noted"), "{update} can be decided anew");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_forty_turns_at_once_of_few_people_one_is_saved_for_each() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        for n in 0..8 {
            welcome(&store, &account(n)).await;
        }
        let kept = race(40, |n| {
            let store = store.clone();
            async move { (n % 8, store.keep(turn(n % 8, &n.to_string(), 1)).await.expect("kept")) }
        })
        .await;
        for n in 0..8 {
            let saved = kept.iter().filter(|(of, kept)| *of == n && *kept == Kept::Saved).count();
            assert_eq!(saved, 1, "of {n}: {kept:?}");
        }
        assert_eq!(store.claim_leftovers(100, 500).await.expect("asked").len(), 8);
    })
    .await;
}
