//! What a deploy costs: nothing when the fault was ours, one of the quota when it was the person's; and the slot of a
//! bot is free when its end is confirmed, not before and not later.

use std::time::Duration;

use hatchery::deploy::note::Why;
use hatchery::deploy::{self, Asker, Operated, Requested, run};
use hatchery::domain::{OperationKind, Stage, Status};
use hatchery::quota::Refusal;

use crate::databases::each_database;
use crate::store::{Hatchery, account, order};

const EVERY_WHY: [(Why, bool); 7] = [
    (Why::Cancelled, false),
    (Why::KeyRefused, false),
    (Why::TokenRefused, false),
    (Why::KeepsEnding, true),
    (Why::NoAnswer, true),
    (Why::Machine, true),
    (Why::BlueprintGone, true),
];

#[tokio::test]
async fn a_deploy_is_given_back_when_its_undoing_is_confirmed_and_the_fault_was_ours() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        for (n, (why, is_ours)) in EVERY_WHY.into_iter().enumerate() {
            let ada = account(n);
            let person = hatchery.person(&ada).await;
            let bot = hatchery.ordered(&ada, &order("Nest")).await;
            let held = hatchery.claim().await;
            let mut tx = hatchery.begin().await;
            let told = serde_json::to_string(&why).expect("JSON");
            tx.turn_back(&held, Stage::Remove, &told, 1).await.expect("given up");
            tx.commit().await.expect("committed");
            assert_eq!((hatchery.live(&person).await, hatchery.deploys(&person).await), (1, 1), "not undone yet");

            hatchery.work().await;
            let left = if is_ours { 0 } else { 1 };
            assert_eq!((hatchery.live(&person).await, hatchery.deploys(&person).await), (0, left), "{why:?}");
            let bot = hatchery.store().instance(&bot).await.expect("looked up").expect("its row stays");
            assert_eq!((bot.status, bot.is_live), (Status::Failed, false));
        }
    })
    .await;
}

#[tokio::test]
async fn a_bot_that_this_machine_cannot_start_costs_nothing_and_leaves_nothing() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let person = hatchery.person(&account(1)).await;
        let bot = hatchery.ordered(&account(1), &order("Nest")).await;
        hatchery.work().await;
        assert_eq!((hatchery.live(&person).await, hatchery.deploys(&person).await), (0, 0));
        assert_eq!(hatchery.app.local().expect("here").placed().expect("listed"), []);
        let told = format!("SELECT COUNT(*) FROM outbox WHERE note LIKE '%\"Undone\"%{bot}%\"quota_returned\":true%'");
        assert_eq!(hatchery.count(&told).await, 1);
        // The name is free again.
        hatchery.ordered(&account(1), &order("Nest")).await;
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_deploy_is_undone_and_counts() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let ada = account(1);
        let person = hatchery.person(&ada).await;
        let bot = hatchery.ordered(&ada, &order("Nest")).await;
        let asker = Asker { account: &ada, person: &person.id, message: None };
        let mut answers = Vec::new();
        for _ in 0..2 {
            let mut tx = hatchery.begin().await;
            answers.push(deploy::cancel_hatch(&hatchery.app, &mut tx, &asker, &bot).await.expect("an answer"));
            tx.commit().await.expect("committed");
        }
        assert_eq!(answers, [Operated::Accepted, Operated::Accepted], "a second press changes nothing");
        hatchery.work().await;
        assert_eq!((hatchery.live(&person).await, hatchery.deploys(&person).await), (0, 1));
        assert_eq!(hatchery.app.local().expect("here").placed().expect("listed"), []);
    })
    .await;
}

#[tokio::test]
async fn the_slot_of_a_deleted_bot_is_free_when_its_stop_is_confirmed() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let ada = account(1);
        let person = hatchery.person(&ada).await;
        let mut bots = Vec::new();
        for n in 0..5 {
            bots.push(hatchery.hatched(&ada, &order(&format!("Nest {n}"))).await);
        }
        let sixth = async || hatchery.request(&ada, &person, &order("Sixth")).await.expect("an answer");
        let full = Requested::Refused(Refusal::Live { limit: 5 });
        assert_eq!(sixth().await, full);
        assert_eq!(hatchery.operate(&ada, &person, &bots[0], OperationKind::Delete).await, Operated::Accepted);
        assert_eq!(sixth().await, full, "it is only asked to stop");

        let stop = hatchery.claim().await;
        assert_eq!(stop.stage, Stage::Stop);
        run::work(&hatchery.app, &stop).await.expect("stopped");
        assert_eq!(hatchery.live(&person).await, 4);
        assert!(matches!(sixth().await, Requested::Accepted(_)), "before what is left of the bot is removed");

        let remove = hatchery.claim().await;
        assert_eq!((&remove.instance, remove.stage), (&bots[0], Stage::Remove));
        run::work(&hatchery.app, &remove).await.expect("removed");
        let gone = hatchery.store().instance(&bots[0]).await.expect("looked up").expect("its row stays");
        assert_eq!((gone.status, gone.is_live), (Status::Terminated, false));
        assert_eq!(hatchery.deploys(&person).await, 6, "a deletion gives no deploy back");
    })
    .await;
}

#[tokio::test]
async fn a_deploy_given_back_may_be_used_at_once_and_one_that_counts_after_an_hour() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[("TIER_FREE", "hour=1,day=9,live=5")]).await;
        let ada = account(1);
        let person = hatchery.person(&ada).await;
        hatchery.ordered(&ada, &order("Nest")).await;
        hatchery.work().await;
        hatchery.ordered(&ada, &order("Again")).await;
        let refused = hatchery.request(&ada, &person, &order("Third")).await.expect("an answer");
        assert!(matches!(refused, Requested::Refused(Refusal::Deploys { limit: 1, .. })), "{refused:?}");
        hatchery.app.move_clock(Duration::from_secs(3_600));
        hatchery.ordered(&ada, &order("Third")).await;
    })
    .await;
}
