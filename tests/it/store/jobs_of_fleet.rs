//! Work on many bots: each is asked once, whenever it is interrupted and however many Hatcheries are at it; what fails
//! stops the rest in time, and stops nobody else.

use std::collections::BTreeMap;

use hatchery::deploy::note::{Note, Why};
use hatchery::domain::fleet::{JobWord, Named, Pace, Selection, Skipped, Tally};
use hatchery::domain::{Account, Deed, Id, JobState, OperationKind, TargetState};
use hatchery::fleet;
use hatchery::store::{Ended, Operation, Person};
use sqlx::Row;

use crate::databases::{Engine, databases, each_database};
use crate::store::{Hatchery, account, connect, order, race, sql};

const ADMIN: &str = "telegram:1";

/// A Hatchery with an operator and so many bots of several people, the first ones first.
async fn with_bots(url: &str, bots: usize) -> (Hatchery, Account, Vec<Id>) {
    let hatchery = Hatchery::with(url, &[("ADMINS", ADMIN)]).await;
    let admin = Account::parse(ADMIN).expect("an account");
    hatchery.person(&admin).await;
    let mut all = Vec::new();
    for n in 0..bots {
        all.push(hatchery.hatched(&account(n / 5), &order(&format!("bot{n}"))).await);
    }
    (hatchery, admin, all)
}

async fn begun(hatchery: &Hatchery, admin: &Account, deed: Deed, bots: &[Id]) -> Id {
    let selection = Selection::These(bots.iter().cloned().map(Named::Id).collect());
    let mut tx = hatchery.begin().await;
    let draft = fleet::draft(&hatchery.app, &mut tx, admin, (deed, Pace::USUAL), &selection)
        .await
        .expect("asked")
        .expect("a draft");
    tx.commit().await.expect("committed");
    said(hatchery, admin, &draft.job, JobWord::Go).await;
    draft.job
}

async fn said(hatchery: &Hatchery, by: &Account, job: &Id, word: JobWord) -> Option<JobState> {
    let mut tx = hatchery.begin().await;
    let held = fleet::say(&hatchery.app, &mut tx, (by, None), job, word).await.expect("an answer");
    tx.commit().await.expect("committed");
    held.map(|held| held.state)
}

async fn advances(hatchery: &Hatchery) {
    fleet::advance_all(&hatchery.app).await.expect("it goes on");
}

async fn tally(hatchery: &Hatchery, job: &Id) -> Tally {
    hatchery.store().fleet_tally(job).await.expect("counted")
}

async fn state(hatchery: &Hatchery, job: &Id) -> JobState {
    hatchery.store().fleet_job(job).await.expect("read").expect("a job").state
}

/// Ends an operation as the deploy core does.
async fn ends(hatchery: &Hatchery, held: &Operation, ended: Ended) {
    let mut tx = hatchery.begin().await;
    if ended == Ended::Failed {
        let why = serde_json::to_string(&Why::NoAnswer).expect("JSON");
        tx.set_why(held, &why).await.expect("noted");
    }
    tx.end_operation(held, ended, hatchery.app.now()).await.expect("it ends");
    tx.commit().await.expect("committed");
}

/// Takes a job to where nothing more comes by itself. `fails` says which bots do; gives back the most that were at work
/// at once.
async fn runs(hatchery: &Hatchery, job: &Id, fails: impl Fn(&Id) -> bool) -> i64 {
    let mut most = 0;
    loop {
        advances(hatchery).await;
        most = most.max(tally(hatchery, job).await.asked);
        let Some(held) = hatchery.claim_if_open().await else { return most };
        let ended = if fails(&held.instance) { Ended::Failed } else { Ended::Done };
        ends(hatchery, &held, ended).await;
    }
}

/// How many operations of a kind each bot has had.
async fn asked(hatchery: &Hatchery, kind: OperationKind) -> BTreeMap<String, i64> {
    let mut connection = connect(&hatchery.url).await;
    let question = "SELECT instance_id, COUNT(*) AS n FROM operations WHERE kind = $1 GROUP BY instance_id";
    let rows = sqlx::query(question).bind(kind.word()).fetch_all(&mut connection).await.expect("counted");
    rows.iter().map(|row| (row.get("instance_id"), row.get("n"))).collect()
}

async fn told(hatchery: &Hatchery, to: &Account) -> Vec<Note> {
    let mut connection = connect(&hatchery.url).await;
    let question = "SELECT note FROM outbox WHERE account = $1 ORDER BY created_at, id";
    let rows = sqlx::query(question).bind(to.to_string()).fetch_all(&mut connection).await.expect("read");
    rows.iter().map(|row| serde_json::from_str(row.get("note")).expect("a note")).collect()
}

#[tokio::test]
async fn of_twenty_the_tenth_fails_and_all_others_are_done() {
    each_database(async |url| {
        let (hatchery, admin, bots) = with_bots(url, 20).await;
        let job = begun(&hatchery, &admin, Deed::Restart, &bots).await;
        let most = runs(&hatchery, &job, |bot| *bot == bots[9]).await;
        assert_eq!(most, 5, "never more than a wave");
        assert_eq!(tally(&hatchery, &job).await, Tally { done: 19, failed: 1, ..Tally::default() });
        assert_eq!(state(&hatchery, &job).await, JobState::Done);
        let failed = hatchery.store().fleet_targets(&job, Some(TargetState::Failed), 10).await.expect("listed");
        assert_eq!(failed.iter().map(|it| it.bot.clone()).collect::<Vec<_>>(), [bots[9].clone()]);
        assert_eq!(failed[0].why.as_deref(), Some("\"NoAnswer\""));
        let asked = asked(&hatchery, OperationKind::Restart).await;
        assert!(asked.len() == 20 && asked.values().all(|n| *n == 1), "{asked:?}");
        // One message that shows how far it is, one for the end, and none for each bot.
        let told = told(&hatchery, &admin).await;
        assert!(
            matches!(told.as_slice(), [Note::Fleet { is_result: false, .. }, Note::Fleet { is_result: true, .. }]),
            "{told:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn when_the_first_one_fails_no_other_is_touched_until_somebody_says_so() {
    each_database(async |url| {
        let (hatchery, admin, bots) = with_bots(url, 8).await;
        let job = begun(&hatchery, &admin, Deed::Restart, &bots).await;
        assert_eq!(runs(&hatchery, &job, |bot| *bot == bots[0]).await, 1);
        assert_eq!(tally(&hatchery, &job).await, Tally { waiting: 7, failed: 1, ..Tally::default() });
        assert_eq!(state(&hatchery, &job).await, JobState::Stopped);
        assert_eq!(asked(&hatchery, OperationKind::Restart).await.len(), 1);
        assert_eq!(said(&hatchery, &admin, &job, JobWord::Pause).await, None, "there is nothing to pause");

        assert_eq!(said(&hatchery, &admin, &job, JobWord::Go).await, Some(JobState::Running));
        runs(&hatchery, &job, |_| false).await;
        assert_eq!(tally(&hatchery, &job).await, Tally { done: 7, failed: 1, ..Tally::default() });
        assert_eq!(state(&hatchery, &job).await, JobState::Done);
    })
    .await;
}

#[tokio::test]
async fn when_three_have_failed_the_rest_stay_as_they_are() {
    each_database(async |url| {
        let (hatchery, admin, bots) = with_bots(url, 20).await;
        let job = begun(&hatchery, &admin, Deed::Restart, &bots).await;
        runs(&hatchery, &job, |bot| [1, 2, 3].iter().any(|n| bots[*n] == *bot)).await;
        let at = tally(&hatchery, &job).await;
        assert_eq!((at.failed, at.asked, at.waiting), (3, 0, 14), "{at:?}");
        assert_eq!(state(&hatchery, &job).await, JobState::Stopped);
        assert_eq!(said(&hatchery, &admin, &job, JobWord::Cancel).await, Some(JobState::Cancelled));
        runs(&hatchery, &job, |_| false).await;
        assert_eq!(asked(&hatchery, OperationKind::Restart).await.len(), 6, "nobody else was asked");
        let cancelled = hatchery.store().fleet_targets(&job, Some(TargetState::Skipped), 99).await.expect("listed");
        assert!(cancelled.len() == 14 && cancelled.iter().all(|it| it.why.as_deref() == Some("\"Cancelled\"")));
        assert_eq!(said(&hatchery, &admin, &job, JobWord::Go).await, None, "it is over");
    })
    .await;
}

#[tokio::test]
async fn a_job_that_is_paused_ends_what_it_has_begun_and_nothing_more() {
    each_database(async |url| {
        let (hatchery, admin, bots) = with_bots(url, 10).await;
        let job = begun(&hatchery, &admin, Deed::Restart, &bots).await;
        advances(&hatchery).await;
        let first = hatchery.claim().await;
        ends(&hatchery, &first, Ended::Done).await;
        advances(&hatchery).await;
        assert_eq!(said(&hatchery, &admin, &job, JobWord::Pause).await, Some(JobState::Paused));
        runs(&hatchery, &job, |_| false).await;
        assert_eq!(tally(&hatchery, &job).await, Tally { waiting: 4, done: 6, ..Tally::default() });
        said(&hatchery, &admin, &job, JobWord::Go).await;
        runs(&hatchery, &job, |_| false).await;
        assert_eq!(tally(&hatchery, &job).await, Tally { done: 10, ..Tally::default() });
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_done_to_a_bot_is_said_of_it_and_stops_nothing() {
    each_database(async |url| {
        let (hatchery, admin, bots) = with_bots(url, 5).await;
        let owner = hatchery.person(&account(0)).await;
        sql(url, &format!("UPDATE instances SET status = 'stopped' WHERE id = '{}'", bots[1])).await;
        sql(url, &format!("UPDATE instances SET live = 0 WHERE id = '{}'", bots[2])).await;
        let job = {
            sql(url, &format!("UPDATE instances SET live = 1 WHERE id = '{}'", bots[2])).await;
            let job = begun(&hatchery, &admin, Deed::Update, &bots).await;
            sql(url, &format!("UPDATE instances SET live = 0 WHERE id = '{}'", bots[2])).await;
            job
        };
        hatchery.operate(&account(0), &owner, &bots[3], OperationKind::Stop).await;
        advances(&hatchery).await;
        loop {
            let Some(held) = hatchery.claim_if_open().await else { break };
            // What its owner asked for takes longer than the job.
            if held.kind == OperationKind::Stop {
                advances(&hatchery).await;
                if tally(&hatchery, &job).await.waiting == 0 && tally(&hatchery, &job).await.asked == 0 {
                    break;
                }
                continue;
            }
            ends(&hatchery, &held, Ended::Done).await;
            advances(&hatchery).await;
        }
        assert_eq!(tally(&hatchery, &job).await, Tally { done: 2, skipped: 3, ..Tally::default() });
        let skipped = hatchery.store().fleet_targets(&job, Some(TargetState::Skipped), 9).await.expect("listed");
        let why: Vec<Skipped> =
            skipped.iter().map(|it| serde_json::from_str(it.why.as_deref().expect("why")).expect("a reason")).collect();
        assert_eq!(why, [Skipped::Stopped, Skipped::Gone, Skipped::Busy]);
        assert_eq!(asked(&hatchery, OperationKind::Upgrade).await.len(), 2);
    })
    .await;
}

/// The operation can be cut off at any point; what was not committed did not happen.
#[tokio::test]
async fn whenever_it_is_killed_each_bot_is_asked_once() {
    each_database(async |url| {
        let (hatchery, admin, bots) = with_bots(url, 10).await;
        let job = begun(&hatchery, &admin, Deed::Restart, &bots).await;
        let mut cuts: u64 = 0;
        while state(&hatchery, &job).await != JobState::Done {
            let app = hatchery.app.clone();
            let going = tokio::spawn(async move { fleet::advance_all(&app).await });
            for _ in 0..cuts % 40 {
                tokio::task::yield_now().await;
            }
            going.abort();
            let _ = going.await;
            cuts += 1;
            // Now and then an operation ends meanwhile.
            if cuts.is_multiple_of(41) {
                advances(&hatchery).await;
                if let Some(held) = hatchery.claim_if_open().await {
                    ends(&hatchery, &held, Ended::Done).await;
                }
            }
            assert!(tally(&hatchery, &job).await.asked <= 5, "never more than a wave");
            assert!(cuts < 4_000, "it does not come to an end: {:?}", tally(&hatchery, &job).await);
        }
        let asked = asked(&hatchery, OperationKind::Restart).await;
        assert!(asked.len() == 10 && asked.values().all(|n| *n == 1), "{asked:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hatcheries_that_share_a_database_ask_each_bot_once() {
    for database in databases().await.into_iter().filter(|database| database.engine == Engine::Postgres) {
        let (one, admin, bots) = with_bots(&database.url, 20).await;
        let two = Hatchery::with(&database.url, &[("ADMINS", ADMIN)]).await;
        let job = begun(&one, &admin, Deed::Restart, &bots).await;
        while state(&one, &job).await != JobState::Done {
            let apps = [one.app.clone(), two.app.clone()];
            race(8, |n| {
                let app = apps[n % 2].clone();
                async move { fleet::advance_all(&app).await.expect("it goes on") }
            })
            .await;
            assert!(tally(&one, &job).await.asked <= 5, "never more than a wave");
            while let Some(held) = one.claim_if_open().await {
                ends(&one, &held, Ended::Done).await;
            }
        }
        assert_eq!(tally(&one, &job).await, Tally { done: 20, ..Tally::default() });
        let asked = asked(&one, OperationKind::Restart).await;
        assert!(asked.len() == 20 && asked.values().all(|n| *n == 1), "{asked:?}");
    }
}

#[tokio::test]
async fn a_job_waits_when_its_author_is_no_operator_any_more() {
    each_database(async |url| {
        let (hatchery, _, bots) = with_bots(url, 3).await;
        let helper = Account::telegram(77);
        hatchery.person(&helper).await;
        let grant = format!(
            "INSERT INTO roles (account, role, granted_by, granted_at) VALUES ('{helper}', 'operator', '{ADMIN}', 1)"
        );
        sql(url, &grant).await;
        let job = begun(&hatchery, &helper, Deed::Restart, &bots).await;
        advances(&hatchery).await;
        sql(url, "DELETE FROM roles").await;
        runs(&hatchery, &job, |_| false).await;
        assert_eq!(state(&hatchery, &job).await, JobState::Paused);
        assert_eq!(tally(&hatchery, &job).await, Tally { waiting: 2, done: 1, ..Tally::default() });
    })
    .await;
}

#[tokio::test]
async fn an_owner_hears_when_an_operator_stops_their_bot_and_their_limits_stay_as_they_are() {
    each_database(async |url| {
        let (hatchery, admin, bots) = with_bots(url, 1).await;
        let owner: Person = hatchery.person(&account(0)).await;
        let before = hatchery.deploys(&owner).await;
        let job = begun(&hatchery, &admin, Deed::Stop, &bots).await;
        advances(&hatchery).await;
        hatchery.work().await;
        advances(&hatchery).await;
        assert_eq!(tally(&hatchery, &job).await, Tally { done: 1, ..Tally::default() });
        let told = told(&hatchery, &account(0)).await;
        let last = told.last().expect("a word");
        let is_told = matches!(last, Note::ByOperator { kind: OperationKind::Stop, is_down: false, .. });
        assert!(is_told, "{told:?}");
        assert_eq!(hatchery.deploys(&owner).await, before);
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM acts WHERE kind = 'stop'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_job_ends_although_an_owner_is_forgotten_with_their_bots_meanwhile() {
    each_database(async |url| {
        let (hatchery, admin, bots) = with_bots(url, 2).await;
        let job = begun(&hatchery, &admin, Deed::Restart, &bots).await;
        advances(&hatchery).await;
        let held = hatchery.claim().await;
        ends(&hatchery, &held, Ended::Done).await;
        advances(&hatchery).await;
        assert_eq!(tally(&hatchery, &job).await.asked, 1);
        sql(url, "DELETE FROM operations WHERE ended_at IS NULL").await;
        advances(&hatchery).await;
        assert_eq!(tally(&hatchery, &job).await, Tally { done: 1, skipped: 1, ..Tally::default() });
        assert_eq!(state(&hatchery, &job).await, JobState::Done);
    })
    .await;
}

#[tokio::test]
async fn a_bot_whose_config_cannot_be_read_is_left_as_it_is_and_counts_as_one_that_failed() {
    each_database(async |url| {
        let (hatchery, admin, bots) = with_bots(url, 4).await;
        sql(url, &format!("UPDATE instances SET config = 'this is no config' WHERE id = '{}'", bots[1])).await;
        let job = begun(&hatchery, &admin, Deed::Restart, &bots).await;
        runs(&hatchery, &job, |_| false).await;
        assert_eq!(tally(&hatchery, &job).await, Tally { done: 3, failed: 1, ..Tally::default() });
        let failed = hatchery.store().fleet_targets(&job, Some(TargetState::Failed), 9).await.expect("listed");
        assert!(failed.len() == 1 && failed[0].why.as_deref() == Some("\"Unreadable\""), "{failed:?}");
        assert_eq!(asked(&hatchery, OperationKind::Restart).await.len(), 3, "nothing was asked of it");
        // What takes nothing of its config is done all the same.
        let job = begun(&hatchery, &admin, Deed::Stop, &bots[1..2]).await;
        runs(&hatchery, &job, |_| false).await;
        assert_eq!(tally(&hatchery, &job).await, Tally { done: 1, ..Tally::default() });
    })
    .await;
}
