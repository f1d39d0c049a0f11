//! What was found out about a bot: one at a time, taken up again when it was broken off, kept for whoever asked.

use hatchery::diagnose::{self, KEPT};
use hatchery::domain::{Account, Id, Name};
use hatchery::store::{Diagnosis, Person};

use crate::databases::each_database;
use crate::store::{Hatchery, LATE, account, order, sql};

async fn asked(hatchery: &Hatchery, by: &Account, person: &Person, bot: &Id) -> bool {
    let mut tx = hatchery.begin().await;
    let name = Name::parse("nest").expect("a name");
    let is_new = diagnose::ask(&hatchery.app, &mut tx, (by, &person.id), (bot, &name)).await.expect("asked");
    tx.commit().await.expect("committed");
    is_new
}

async fn claimed(hatchery: &Hatchery) -> Option<Diagnosis> {
    hatchery.store().claim_diagnosis(LATE, LATE + 1).await.expect("the store answers")
}

async fn ends(hatchery: &Hatchery, held: &Diagnosis) -> bool {
    let mut tx = hatchery.begin().await;
    let ended = tx.end_diagnosis(held, "[]", 9).await.expect("noted");
    tx.commit().await.expect("committed");
    ended
}

#[tokio::test]
async fn what_was_found_out_is_for_whoever_asked_and_for_nobody_else() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let (ada, eve) = (hatchery.person(&account(1)).await, hatchery.person(&account(2)).await);
        let nest = hatchery.hatched(&account(1), &order("nest")).await;
        let other = hatchery.hatched(&account(2), &order("nest")).await;
        assert!(asked(&hatchery, &account(1), &ada, &nest).await);
        assert!(!asked(&hatchery, &account(1), &ada, &nest).await, "one at a time");
        assert!(asked(&hatchery, &account(2), &eve, &other).await);
        let mut found = Vec::new();
        while let Some(held) = claimed(&hatchery).await {
            diagnose::work(&hatchery.app, &held).await.expect("looked at");
            found.push(held);
        }
        assert_eq!(found.len(), 2);
        for (mine, me, them) in [(&found[0], &ada, &eve), (&found[1], &eve, &ada)] {
            let read = hatchery.store().diagnosis(&mine.id, &me.id).await.expect("looked up").expect("it is kept");
            assert!(read.findings.is_some() && read.ended_at.is_some());
            assert_eq!(hatchery.store().diagnosis(&mine.id, &them.id).await.expect("looked up"), None);
            let list = hatchery.store().diagnoses(&me.id, None, 10).await.expect("listed");
            assert!(list.len() == 1 && list[0].id == mine.id, "{list:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_last_hundred_are_kept() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let (ada, eve) = (hatchery.person(&account(1)).await, hatchery.person(&account(2)).await);
        let bot = Id::from_bytes([1; 16]);
        assert!(asked(&hatchery, &account(2), &eve, &bot).await);
        for _ in 0..KEPT + 5 {
            assert!(asked(&hatchery, &account(1), &ada, &bot).await);
            while let Some(held) = claimed(&hatchery).await {
                assert!(ends(&hatchery, &held).await);
            }
        }
        assert_eq!(hatchery.store().diagnoses(&ada.id, None, 999).await.expect("listed").len() as i64, KEPT);
        assert_eq!(hatchery.store().diagnoses(&eve.id, None, 999).await.expect("listed").len(), 1);
        // Page by page it is the same.
        let (mut pages, mut last) = (0, None);
        loop {
            let page = hatchery.store().diagnoses(&ada.id, last.as_ref(), 9).await.expect("listed");
            let Some(oldest) = page.last() else { break };
            last = Some(oldest.id.clone());
            pages += page.len();
        }
        assert_eq!(pages as i64, KEPT);
    })
    .await;
}

#[tokio::test]
async fn one_that_was_broken_off_is_taken_up_again_and_the_late_one_notes_nothing() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let ada = hatchery.person(&account(1)).await;
        let nest = hatchery.hatched(&account(1), &order("nest")).await;
        asked(&hatchery, &account(1), &ada, &nest).await;
        let lost = claimed(&hatchery).await.expect("one to make");
        assert_eq!(hatchery.store().claim_diagnosis(LATE, LATE + 1).await.expect("asked"), None, "it is held");
        sql(url, "UPDATE diagnoses SET lease_until = 0").await;
        let again = claimed(&hatchery).await.expect("taken up again");
        assert_eq!(again.id, lost.id);
        assert!(!ends(&hatchery, &lost).await, "whoever lost the lease notes nothing");
        assert!(ends(&hatchery, &again).await);
        hatchery.store().release_diagnoses().await.expect("released");
        assert_eq!(claimed(&hatchery).await, None, "what has ended stays so");
    })
    .await;
}
