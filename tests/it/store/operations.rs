//! Operations: intent before the deed, one stage after the other, a cancel that is heard, and the time of the next
//! piece of work.

use hatchery::deploy::run;
use hatchery::domain::config::How;
use hatchery::domain::{BotConfig, Channel, Id, KeptConfig, OperationKind, Presence, Presences, Remote, Stage, Status};
use hatchery::store::{Durability, Ended, Instance, Intent, OperationState, fresh_id};

use crate::databases::each_database;
use crate::store::{Hatchery, LATE, account, count, nest_bot, order, rows};

#[tokio::test]
async fn an_intent_is_there_before_the_deed_and_keeps_its_time_when_the_deed_is_tried_again() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        hatchery.ordered(&account(1), &order("Nest")).await;
        for (attempt, now) in [(0, 5), (1, 50)] {
            let held = hatchery.claim().await;
            assert_eq!(held.attempt, attempt);
            let mut tx = hatchery.begin().await;
            let intent = if attempt == 0 { Intent::First } else { Intent::Again(5) };
            assert_eq!(tx.intend(&held, now).await.expect("intended"), Some(intent));
            tx.commit().await.expect("committed");
            assert_eq!(count(url, "SELECT COUNT(*) FROM steps WHERE intent_at = 5 AND done_at IS NULL").await, 1);
            let mut tx = hatchery.begin().await;
            tx.try_again(&held, attempt + 1, now, now).await.expect("put off");
            tx.commit().await.expect("committed");
        }
        let held = hatchery.claim().await;
        let mut tx = hatchery.begin().await;
        tx.next_stage(&held, Stage::Start, 70).await.expect("done");
        tx.commit().await.expect("committed");
        assert_eq!(count(url, "SELECT COUNT(*) FROM steps WHERE intent_at = 5 AND done_at = 70").await, 1);
        let next = hatchery.store().claim_operation(70, LATE).await.expect("claimed").expect("due");
        assert_eq!((next.stage, next.attempt, next.stage_since), (Stage::Start, 0, 70));
    })
    .await;
}

#[tokio::test]
async fn doing_and_undoing_of_one_stage_are_two_steps() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        hatchery.ordered(&account(1), &order("Nest")).await;
        let mut held = hatchery.claim().await;
        for state in [OperationState::Doing, OperationState::Undoing] {
            let mut tx = hatchery.begin().await;
            match state {
                OperationState::Doing => tx.next_stage(&held, Stage::Remove, 5).await.expect("on to it"),
                OperationState::Undoing => tx.turn_back(&held, Stage::Remove, "\"Machine\"", 5).await.expect("back"),
            }
            tx.commit().await.expect("committed");
            held = hatchery.claim().await;
            let mut tx = hatchery.begin().await;
            assert_eq!(tx.intend(&held, 6).await.expect("intended"), Some(Intent::First));
            tx.commit().await.expect("committed");
        }
        assert_eq!(count(url, "SELECT COUNT(*) FROM steps WHERE stage = 'remove'").await, 2);
    })
    .await;
}

#[tokio::test]
async fn why_a_deploy_is_undone_is_kept_until_it_is_undone() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        hatchery.ordered(&account(1), &order("Nest")).await;
        let held = hatchery.claim().await;
        let mut tx = hatchery.begin().await;
        tx.turn_back(&held, Stage::Remove, "\"NoAnswer\"", 5).await.expect("undo");
        tx.commit().await.expect("committed");
        let held = hatchery.claim().await;
        assert_eq!((held.state, held.why.as_deref()), (OperationState::Undoing, Some("\"NoAnswer\"")));
        let mut tx = hatchery.begin().await;
        tx.next_stage(&held, Stage::Stop, 6).await.expect("go on");
        tx.commit().await.expect("committed");
        assert_eq!(hatchery.claim().await.why.as_deref(), Some("\"NoAnswer\""));
    })
    .await;
}

#[tokio::test]
async fn a_cancel_that_comes_while_a_stage_is_carried_out_is_heard_when_the_stage_ends() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let person = hatchery.person(&account(1)).await;
        let bot = hatchery.ordered(&account(1), &order("Nest")).await;
        let held = hatchery.claim().await;
        assert!(!held.cancelled);
        // Deleting a bot that is being hatched cancels the hatch.
        let answer = hatchery.operate(&account(1), &person, &bot, OperationKind::Delete).await;
        assert_eq!(answer, hatchery::deploy::Operated::Accepted);
        run::work(&hatchery.app, &held).await.expect("the stage ends");
        let undoing = hatchery.claim().await;
        assert_eq!((undoing.state, undoing.why.as_deref()), (OperationState::Undoing, Some("\"Cancelled\"")));
        run::work(&hatchery.app, &undoing).await.expect("it is undone");
        assert_eq!(hatchery.live(&person).await, 0);
    })
    .await;
}

#[tokio::test]
async fn only_a_deploy_that_is_still_being_done_can_be_cancelled() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let cancel = async |bot: &Id| {
            let mut tx = hatchery.begin().await;
            let cancelled = tx.cancel_deploy(bot, 5).await.expect("asked");
            tx.commit().await.expect("committed");
            cancelled
        };
        assert!(!cancel(&fresh_id()).await, "nobody has that bot");
        let hatched = hatchery.hatched(&account(1), &order("Nest")).await;
        assert!(!cancel(&hatched).await, "its deploy has ended");
        let person = hatchery.person(&account(1)).await;
        hatchery.operate(&account(1), &person, &hatched, OperationKind::Restart).await;
        assert!(!cancel(&hatched).await, "a restart is no deploy");
        hatchery.claim().await;

        let bot = hatchery.ordered(&account(2), &order("Nest")).await;
        assert!(cancel(&bot).await);
        let held = hatchery.claim().await;
        assert!(held.cancelled);
        let mut tx = hatchery.begin().await;
        tx.turn_back(&held, Stage::Remove, "\"Cancelled\"", 6).await.expect("undo");
        tx.commit().await.expect("committed");
        assert!(!cancel(&bot).await, "it is being undone already");
    })
    .await;
}

#[tokio::test]
async fn the_store_knows_when_there_is_work() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let store = hatchery.store();
        assert_eq!(store.next_due().await.expect("asked"), None);
        assert_eq!(store.next_letter().await.expect("asked"), None);
        let before = hatchery.app.now();
        hatchery.ordered(&account(1), &order("Nest")).await;
        let due = store.next_due().await.expect("asked").expect("work");
        assert!((before..=hatchery.app.now()).contains(&due), "{due}");

        let held = store.claim_operation(LATE, LATE + 10).await.expect("claimed").expect("due");
        assert_eq!(store.next_due().await.expect("asked"), Some(LATE + 10), "when the lease runs out");
        let mut tx = hatchery.begin().await;
        tx.try_again(&held, 1, LATE + 50, 0).await.expect("put off");
        tx.commit().await.expect("committed");
        assert_eq!(store.next_due().await.expect("asked"), Some(LATE + 50));
        assert_eq!(store.claim_operation(LATE + 49, LATE + 99).await.expect("asked"), None, "not due yet");

        let held = store.claim_operation(LATE + 50, LATE + 99).await.expect("claimed").expect("due");
        let mut tx = hatchery.begin().await;
        tx.end_operation(&held, Ended::Done, 1).await.expect("ended");
        tx.commit().await.expect("committed");
        assert_eq!(store.next_due().await.expect("asked"), None);
    })
    .await;
}

#[tokio::test]
async fn a_status_keeps_its_time_while_it_stays_the_same() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let bot = hatchery.ordered(&account(1), &order("Nest")).await;
        for (status, now, since) in
            [(Status::Running, 5, 5), (Status::Running, 9, 5), (Status::Failed, 11, 11), (Status::Running, 12, 12)]
        {
            let mut tx = hatchery.store().begin(Durability::PowerCut).await.expect("begun");
            tx.set_status(&bot, status, true, now).await.expect("set");
            tx.commit().await.expect("committed");
            let row = hatchery.store().instance(&bot).await.expect("looked up").expect("there");
            assert_eq!((row.status, row.status_at), (status, since));
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_seen_of_a_bot_counts_only_while_it_is_so_and_nobody_works_on_it() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let person = hatchery.person(&account(1)).await;
        let seen = async |bot: &Id| hatchery.store().instance(bot).await.expect("looked up").expect("there");
        let undisturbed = async |seen: &Instance| {
            let mut tx = hatchery.begin().await;
            let is_so = tx.is_undisturbed(seen).await.expect("asked");
            tx.commit().await.expect("committed");
            is_so
        };
        let bot = hatchery.ordered(&account(1), &order("Nest")).await;
        assert!(!undisturbed(&seen(&bot).await).await, "it is being hatched");
        hatchery.work().await;
        assert!(!undisturbed(&seen(&bot).await).await, "it did not hatch");

        let bot = hatchery.hatched(&account(1), &order("Nest")).await;
        let running = seen(&bot).await;
        assert!(undisturbed(&running).await);
        hatchery.operate(&account(1), &person, &bot, OperationKind::Stop).await;
        assert!(!undisturbed(&running).await, "it is about to stop");
        hatchery.work().await;
        assert!(!undisturbed(&running).await, "it is stopped");
        assert!(undisturbed(&seen(&bot).await).await, "and was seen to be");
    })
    .await;
}

#[tokio::test]
async fn every_part_of_a_bot_reads_back_as_it_was_written() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let bot = hatchery.ordered(&account(1), &order("Nest")).await;
        let made = hatchery.store().instance(&bot).await.expect("looked up").expect("there");
        assert_eq!(
            (made.port, made.config.document.clone(), made.remote.as_ref(), made.problem.as_ref()),
            (None, Ok(BotConfig::default()), None, None)
        );
        assert_eq!((made.status, made.is_live, &made.owner), (Status::Pending, true, &account(1)));

        let text = "{\"guests\":[\"42000\"],\"model\":\"m-1\",\"options\":{\"memory\":5,\"persona\":\"It’s kind.\"}}";
        let config = BotConfig::read(text).expect("a config");
        let on_discord = Presence {
            handle: Some("nest".into()),
            application: Some("123456789012345678".into()),
            reads_messages: true,
            owner: Some("223456789012345678".into()),
            take_over: false,
        };
        let presences = Presences::from([
            (Channel::Telegram, Presence { take_over: true, ..nest_bot() }),
            (Channel::Discord, on_discord),
        ]);
        let remote = Remote {
            project: "p".into(),
            environment: "e".into(),
            service: Some("s".into()),
            volume: Some("v".into()),
            host: Some("nest.example.com".into()),
            deployment: Some("d".into()),
        };
        let mut tx = hatchery.begin().await;
        tx.set_port(&bot, 65_535).await.expect("set");
        assert!(tx.set_config(&bot, 1, &config, &account(1), How::Set, 7).await.expect("set"));
        tx.set_presences(&bot, &presences).await.expect("set");
        tx.set_remote(&bot, Some(&remote)).await.expect("set");
        assert!(tx.set_problem(&bot, "\"Silent\"", 7).await.expect("set"), "news");
        assert!(!tx.set_problem(&bot, "\"Silent\"", 9).await.expect("set"), "no news");
        assert!(tx.set_problem(&bot, "\"KeyRefused\"", 11).await.expect("set"), "other news");
        tx.commit().await.expect("committed");
        let changed = hatchery.store().instance(&bot).await.expect("looked up").expect("there");
        let expected = hatchery::store::Instance {
            port: Some(65_535),
            config: KeptConfig { revision: 2, document: Ok(config) },
            presences,
            remote: Some(remote),
            problem: Some(("\"KeyRefused\"".into(), 11)),
            ..made
        };
        assert_eq!(changed, expected);

        let mut tx = hatchery.begin().await;
        tx.clear_problem(&bot).await.expect("cleared");
        tx.set_presences(&bot, &Presences::new()).await.expect("set");
        tx.set_remote(&bot, None).await.expect("set");
        tx.commit().await.expect("committed");
        let cleared = hatchery.store().instance(&bot).await.expect("looked up").expect("there");
        assert_eq!((cleared.problem, cleared.presences, cleared.remote), (None, Presences::new(), None));
        assert_eq!(rows(url, &["instances"]).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_place_that_is_made_anew_is_not_forgotten_by_whoever_left_the_one_before() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let bot = hatchery.ordered(&account(1), &order("Nest")).await;
        let (person, store) = (hatchery.person(&account(1)).await.id, hatchery.store());
        let mut tx = hatchery.begin().await;
        tx.claim_place(&person, &bot).await.expect("claimed");
        tx.set_place(&person, "first", "production").await.expect("made");
        assert!(tx.leave_place(&person, &bot).await.expect("left"));
        tx.commit().await.expect("committed");
        assert!(store.is_left(&person).await.expect("looked up"));

        let mut tx = hatchery.begin().await;
        tx.forget_place(&person).await.expect("one deletion has seen that it is gone");
        tx.claim_place(&person, &bot).await.expect("claimed");
        tx.set_place(&person, "second", "production").await.expect("made");
        tx.forget_place(&person).await.expect("the other one has seen that it is gone");
        tx.commit().await.expect("committed");
        assert!(!store.is_left(&person).await.expect("looked up"));
        assert_eq!(store.place(&person).await.expect("looked up").expect("a place").0, "second");
    })
    .await;
}
