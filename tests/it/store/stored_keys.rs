//! Keys that are kept for several bots: each once, shared by who is linked, and replaced for one bot after the other
//! with a way back, whenever it is interrupted and however many Hatcheries are at it.

use std::collections::BTreeMap;

use hatchery::deploy::note::{KeyLeft, KeyMark, KeyNews, Note, Setback, Why};
use hatchery::deploy::rekey::{self, NotKept};
use hatchery::deploy::{self, Asker, Change, Operated};
use hatchery::domain::stored_key::{Kept, KeyWord, MOST_KEYS, StoredKey};
use hatchery::domain::{Account, Id, JobState, OperationKind, Provider, TargetState};
use hatchery::fleet;
use hatchery::secret::{Sealer, Secret};
use hatchery::store::{Ended, Operation, Resealed, SecretKind};
use sqlx::Row;

use crate::databases::{Engine, databases, each_database};
use crate::store::circles::linked;
use crate::store::{Hatchery, MASTER_KEY, account, connect, order, race, sql};

const OLD: &str = "sk-ant-HATCHTEST-0123456789-old1";
const NEW: &str = "sk-ant-HATCHTEST-0123456789-new2";
const OTHER: &str = "sk-ant-HATCHTEST-0123456789-oth3";

const ROOM: (&str, &str) = ("TIER_FREE", "hour=50,day=50,live=5");

pub async fn keeps(hatchery: &Hatchery, who: &Account, key: &str) -> Result<StoredKey, NotKept> {
    let person = hatchery.person(who).await;
    let mut tx = hatchery.begin().await;
    tx.lock_person(hatchery.store(), &person.id).await.expect("locked");
    let asker = Asker { account: who, person: &person.id, message: None };
    let kept = rekey::keep(&hatchery.app, &mut tx, &asker, (Provider::Anthropic, &Secret::new(key)), Some(1)).await;
    tx.commit().await.expect("committed");
    kept.expect("an answer")
}

/// Ada keeps a key, and so many bots of hers use it.
async fn with_bots(url: &str, bots: usize) -> (Hatchery, StoredKey, Vec<Id>) {
    let hatchery = Hatchery::with(url, &[ROOM]).await;
    let key = keeps(&hatchery, &account(0), OLD).await.expect("kept");
    let mut all = Vec::new();
    for n in 0..bots {
        all.push(hatches(&hatchery, &format!("bot{n}"), OLD, Kept::As(key.id.clone())).await);
    }
    (hatchery, key, all)
}

async fn hatches(hatchery: &Hatchery, name: &str, key: &str, kept: Kept) -> Id {
    let provider = Provider::Anthropic;
    let order = deploy::Order { provider, key: Some(Secret::new(key)), kept, ..order(name) };
    hatchery.hatched(&account(0), &order).await
}

async fn replaces(hatchery: &Hatchery, key: &StoredKey, new: &str) {
    let person = hatchery.person(&account(0)).await;
    let mut tx = hatchery.begin().await;
    tx.lock_person(hatchery.store(), &person.id).await.expect("locked");
    let known = tx.stored_key_of(&person.id, &key.id).await.expect("read").expect("kept");
    let new = Secret::new(new);
    fleet::rekey::begin(&hatchery.app, &mut tx, &account(0), &known, (&new, Some(1))).await.expect("begun");
    tx.commit().await.expect("committed");
}

async fn job(hatchery: &Hatchery) -> Id {
    let mut connection = connect(&hatchery.url).await;
    let row = sqlx::query("SELECT id FROM fleet_jobs WHERE stored_key IS NOT NULL ORDER BY id DESC LIMIT 1");
    let row = row.fetch_one(&mut connection).await.expect("a job");
    Id::parse(&row.get::<String, _>("id")).expect("an id")
}

async fn state(hatchery: &Hatchery) -> JobState {
    hatchery.store().fleet_job(&job(hatchery).await).await.expect("read").expect("a job").state
}

async fn said(hatchery: &Hatchery, by: &Account, word: KeyWord) -> Option<JobState> {
    let (person, job) = (hatchery.person(by).await, job(hatchery).await);
    let mut tx = hatchery.begin().await;
    let said = fleet::rekey::say(&hatchery.app, &mut tx, (by, &person.id), &job, word).await.expect("an answer");
    tx.commit().await.expect("committed");
    said
}

async fn advances(hatchery: &Hatchery) {
    fleet::advance_all(&hatchery.app).await.expect("it goes on");
}

/// Ends an operation as the deploy core does.
async fn ends(hatchery: &Hatchery, held: &Operation, ended: Ended) {
    let mut tx = hatchery.begin().await;
    if ended == Ended::Failed {
        tx.set_why(held, &serde_json::to_string(&Why::NoAnswer).expect("JSON")).await.expect("noted");
    }
    tx.end_operation(held, ended, hatchery.app.now()).await.expect("it ends");
    tx.commit().await.expect("committed");
}

/// Goes on to where nothing more comes by itself. `fails` says of a bot and how often it was updated before whether it
/// does; gives back whose updates there were, and in which order.
async fn runs(hatchery: &Hatchery, fails: impl Fn(&Id, usize) -> bool) -> Vec<Id> {
    let mut updated: Vec<Id> = Vec::new();
    loop {
        advances(hatchery).await;
        let Some(held) = hatchery.claim_if_open().await else { return updated };
        assert_eq!(hatchery.claim_if_open().await, None, "never two at a time");
        let before = updated.iter().filter(|bot| **bot == held.instance).count();
        let ended = if fails(&held.instance, before) { Ended::Failed } else { Ended::Done };
        updated.push(held.instance.clone());
        ends(hatchery, &held, ended).await;
    }
}

/// The ends of the keys that bots have.
async fn tails(hatchery: &Hatchery, bots: &[Id]) -> Vec<String> {
    let mut tails = Vec::new();
    for bot in bots {
        let owner = hatchery.store().instance(bot).await.expect("read").expect("there").owner;
        let kind = SecretKind::ProviderKey;
        let key = hatchery.store().secret(&hatchery.app.sealer, bot, &owner, kind).await.expect("it opens");
        tails.push(key.expect("a key").expose()[28..].to_owned());
    }
    tails
}

async fn kept(hatchery: &Hatchery, who: &Account) -> Vec<StoredKey> {
    let person = hatchery.person(who).await;
    hatchery.store().stored_keys(&person.id).await.expect("listed")
}

async fn users(hatchery: &Hatchery, key: &StoredKey) -> usize {
    let mut tx = hatchery.begin().await;
    tx.bots_with_key(&key.id).await.expect("listed").len()
}

/// What was told of it: the message that shows how far it is, and the ones that ring.
async fn told(hatchery: &Hatchery) -> (Vec<KeyNews>, Vec<KeyNews>) {
    let mut connection = connect(&hatchery.url).await;
    let rows = sqlx::query("SELECT note FROM outbox ORDER BY created_at, id").fetch_all(&mut connection).await;
    let (mut shown, mut rang) = (Vec::new(), Vec::new());
    for row in rows.expect("read") {
        match serde_json::from_str(row.get("note")).expect("a note") {
            Note::Key { news, is_result: false } => shown.push(news),
            Note::Key { news, is_result: true } => rang.push(news),
            _ => {}
        }
    }
    (shown, rang)
}

#[tokio::test]
async fn of_five_bots_the_third_fails_and_gets_back_what_it_had_and_no_other_is_touched() {
    each_database(async |url| {
        let (hatchery, key, bots) = with_bots(url, 5).await;
        replaces(&hatchery, &key, NEW).await;
        let updated = runs(&hatchery, |bot, before| *bot == bots[2] && before == 0).await;
        assert_eq!(
            updated,
            [&bots[0], &bots[1], &bots[2], &bots[2]].map(Clone::clone),
            "the third twice: there and back"
        );
        assert_eq!(tails(&hatchery, &bots).await, ["new2", "new2", "old1", "old1", "old1"]);
        assert_eq!(state(&hatchery).await, JobState::Stopped);
        let (shown, rang) = told(&hatchery).await;
        assert_eq!((shown.len(), rang.len()), (1, 1), "one message that shows how far it is, and one that rings");
        let of_updates = "SELECT COUNT(*) FROM outbox WHERE note LIKE '%\"kind\":\"update\"%'";
        assert_eq!(hatchery.count(of_updates).await, 0, "no word for each bot");
        let states: Vec<TargetState> = rang[0].bots.iter().map(|bot| bot.state).collect();
        let (done, failed, waiting) = (TargetState::Done, TargetState::Failed, TargetState::Waiting);
        assert_eq!(states, [done, done, failed, waiting, waiting]);
        let mark = KeyMark::Failed { cause: Setback::Update(Why::NoAnswer), left: KeyLeft::Well };
        assert_eq!(rang[0].bots[2].mark, Some(mark));
        assert_eq!((rang[0].tail.as_str(), rang[0].before.as_str()), ("…new2", "…old1"));

        assert_eq!(said(&hatchery, &account(0), KeyWord::GoOn).await, Some(JobState::Running));
        assert_eq!(said(&hatchery, &account(0), KeyWord::GoOn).await, None, "it goes on already");
        runs(&hatchery, |_, _| false).await;
        assert_eq!(tails(&hatchery, &bots).await, ["new2", "new2", "old1", "new2", "new2"]);
        assert_eq!(state(&hatchery).await, JobState::Stopped, "somebody has to say what becomes of the third");
        assert_eq!(kept(&hatchery, &account(0)).await[0].before_tail.as_deref(), Some("…old1"));

        assert_eq!(said(&hatchery, &account(0), KeyWord::GoOn).await, Some(JobState::Running));
        runs(&hatchery, |_, _| false).await;
        assert_eq!(tails(&hatchery, &bots).await, ["new2"; 5]);
        assert_eq!(state(&hatchery).await, JobState::Done);
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM stored_keys WHERE before IS NOT NULL").await, 0, "it is gone");
        let (_, rang) = told(&hatchery).await;
        assert_eq!(rang.last().map(|news| (news.state, news.before.as_str())), Some((JobState::Done, "…old1")));
        assert_eq!(said(&hatchery, &account(0), KeyWord::Back).await, None, "there is no way back any more");
    })
    .await;
}

#[tokio::test]
async fn whoever_goes_back_has_all_bots_on_the_old_key_again() {
    each_database(async |url| {
        let (hatchery, key, bots) = with_bots(url, 4).await;
        replaces(&hatchery, &key, NEW).await;
        runs(&hatchery, |bot, before| *bot == bots[2] && before == 0).await;
        // One is hatched meanwhile, with the value of now.
        let late = hatches(&hatchery, "late", NEW, Kept::As(key.id.clone())).await;
        assert_eq!(tails(&hatchery, std::slice::from_ref(&late)).await, ["new2"]);
        assert_eq!(said(&hatchery, &account(0), KeyWord::Back).await, Some(JobState::Running));
        let updated = runs(&hatchery, |_, _| false).await;
        assert_eq!(updated, [&bots[0], &bots[1], &late].map(Clone::clone), "whoever has the old one is left alone");
        let all: Vec<Id> = bots.iter().cloned().chain([late]).collect();
        assert_eq!(tails(&hatchery, &all).await, ["old1"; 5]);
        assert_eq!(state(&hatchery).await, JobState::Done);
        let [key] = &kept(&hatchery, &account(0)).await[..] else { panic!("one key") };
        assert_eq!((key.tail.as_str(), &key.before_tail, &key.job), ("…old1", &None, &None));
        assert_eq!(users(&hatchery, key).await, 5);
    })
    .await;
}

#[tokio::test]
async fn whoever_leaves_it_so_has_the_rest_keep_the_old_key_as_their_own() {
    each_database(async |url| {
        let (hatchery, key, bots) = with_bots(url, 5).await;
        replaces(&hatchery, &key, NEW).await;
        runs(&hatchery, |bot, before| *bot == bots[2] && before == 0).await;
        assert_eq!(said(&hatchery, &account(9), KeyWord::Leave).await, None, "it is none of a stranger's");
        assert_eq!(said(&hatchery, &account(0), KeyWord::Leave).await, Some(JobState::Cancelled));
        assert_eq!(runs(&hatchery, |_, _| false).await, []);
        assert_eq!(tails(&hatchery, &bots).await, ["new2", "new2", "old1", "old1", "old1"]);
        assert_eq!(users(&hatchery, &key).await, 2);
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM stored_keys WHERE before IS NOT NULL").await, 0);
        let (_, rang) = told(&hatchery).await;
        assert_eq!(rang.last().map(|news| news.state), Some(JobState::Cancelled));
    })
    .await;
}

#[tokio::test]
async fn the_first_that_fails_stops_it_and_so_does_one_that_is_up_and_not_well() {
    each_database(async |url| {
        let (hatchery, key, bots) = with_bots(url, 2).await;
        replaces(&hatchery, &key, NEW).await;
        advances(&hatchery).await;
        let held = hatchery.claim().await;
        // It is up, and the provider has no credit for it.
        let mut tx = hatchery.begin().await;
        tx.set_problem(&bots[0], "\"NoCredit\"", 5).await.expect("noted");
        tx.commit().await.expect("committed");
        ends(&hatchery, &held, Ended::Done).await;
        advances(&hatchery).await;
        let back = hatchery.claim().await;
        let mut tx = hatchery.begin().await;
        tx.clear_problem(&bots[0]).await.expect("well again");
        tx.commit().await.expect("committed");
        ends(&hatchery, &back, Ended::Done).await;
        assert_eq!(runs(&hatchery, |_, _| false).await, []);
        assert_eq!(tails(&hatchery, &bots).await, ["old1", "old1"]);
        let (_, rang) = told(&hatchery).await;
        let Some(KeyMark::Failed { cause: Setback::Unwell(_), left: KeyLeft::Well }) = &rang[0].bots[0].mark else {
            panic!("{rang:?}")
        };
    })
    .await;
}

#[tokio::test]
async fn who_is_stopped_takes_it_when_started_who_is_busy_is_waited_for_and_who_has_another_key_is_left_out() {
    each_database(async |url| {
        let (hatchery, key, bots) = with_bots(url, 4).await;
        let person = hatchery.person(&account(0)).await;
        sql(url, &format!("UPDATE instances SET status = 'stopped' WHERE id = '{}'", bots[0])).await;
        replaces(&hatchery, &key, NEW).await;
        // Its person gives the second another key before its turn, and restarts the third.
        let mut tx = hatchery.begin().await;
        let asker = Asker { account: &account(0), person: &person.id, message: None };
        let own = Change::Key { key: Secret::new(OTHER), is_checked: true, kept: Kept::Not };
        let changed = deploy::update(&hatchery.app, &mut tx, &asker, &bots[1], &own).await.expect("an answer");
        assert_eq!(changed, Operated::Accepted);
        tx.commit().await.expect("committed");
        let changed = hatchery.claim().await;
        ends(&hatchery, &changed, Ended::Done).await;
        hatchery.operate(&account(0), &person, &bots[2], OperationKind::Restart).await;
        let restart = hatchery.claim().await;
        advances(&hatchery).await;
        assert_eq!(hatchery.claim_if_open().await, None, "it waits for the restart");
        ends(&hatchery, &restart, Ended::Done).await;
        let updated = runs(&hatchery, |_, _| false).await;
        assert_eq!(updated, [&bots[2], &bots[3]].map(Clone::clone));
        assert_eq!(tails(&hatchery, &bots).await, ["new2", "oth3", "new2", "new2"]);
        assert_eq!(users(&hatchery, &key).await, 3);
        let (_, rang) = told(&hatchery).await;
        assert_eq!(rang[0].bots[0].mark, Some(KeyMark::WhenStarted));
        assert_eq!((rang[0].state, rang[0].bots[1].state), (JobState::Done, TargetState::Skipped));
    })
    .await;
}

/// It can be cut off at any point; what was not committed did not happen.
#[tokio::test]
async fn whenever_it_is_killed_each_bot_gets_the_key_once() {
    each_database(async |url| {
        let (hatchery, key, bots) = with_bots(url, 5).await;
        replaces(&hatchery, &key, NEW).await;
        let (mut cuts, mut went_on, mut has_failed): (u64, bool, bool) = (0, false, false);
        loop {
            let app = hatchery.app.clone();
            let going = tokio::spawn(async move { fleet::advance_all(&app).await });
            for _ in 0..cuts % 40 {
                tokio::task::yield_now().await;
            }
            going.abort();
            let _ = going.await;
            cuts += 1;
            if cuts.is_multiple_of(41) {
                advances(&hatchery).await;
                if let Some(held) = hatchery.claim_if_open().await {
                    assert_eq!(hatchery.claim_if_open().await, None, "never two at a time");
                    let fails = held.instance == bots[2] && !has_failed;
                    has_failed |= fails;
                    ends(&hatchery, &held, if fails { Ended::Failed } else { Ended::Done }).await;
                }
            }
            match state(&hatchery).await {
                JobState::Stopped => {
                    assert_eq!(said(&hatchery, &account(0), KeyWord::GoOn).await, Some(JobState::Running));
                    went_on = true;
                }
                JobState::Done => break,
                _ => {}
            }
            assert!(cuts < 6_000, "it does not come to an end");
        }
        assert!(went_on && has_failed);
        assert_eq!(tails(&hatchery, &bots).await, ["new2"; 5]);
        let mut connection = connect(url).await;
        let question = "SELECT instance_id, COUNT(*) AS n FROM operations WHERE kind = 'update' GROUP BY instance_id";
        let rows = sqlx::query(question).fetch_all(&mut connection).await.expect("counted");
        let asked: BTreeMap<String, i64> = rows.iter().map(|row| (row.get("instance_id"), row.get("n"))).collect();
        let expected = bots.iter().enumerate().map(|(n, bot)| (bot.to_string(), if n == 2 { 3 } else { 1 }));
        assert_eq!(asked, expected.collect::<BTreeMap<_, _>>(), "the third: there, back, and once more");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hatcheries_bring_a_key_to_each_bot_once() {
    for database in databases().await.into_iter().filter(|database| database.engine == Engine::Postgres) {
        let (one, key, bots) = with_bots(&database.url, 5).await;
        let two = Hatchery::with(&database.url, &[ROOM]).await;
        replaces(&one, &key, NEW).await;
        while state(&one).await != JobState::Done {
            let apps = [one.app.clone(), two.app.clone()];
            race(8, |n| {
                let app = apps[n % 2].clone();
                async move { fleet::advance_all(&app).await.expect("it goes on") }
            })
            .await;
            if let Some(held) = one.claim_if_open().await {
                assert_eq!(one.claim_if_open().await, None, "never two at a time");
                ends(&one, &held, Ended::Done).await;
            }
        }
        assert_eq!(tails(&one, &bots).await, ["new2"; 5]);
        assert_eq!(one.count("SELECT COUNT(*) FROM operations WHERE kind = 'update'").await, 5);
    }
}

#[tokio::test]
async fn a_key_is_kept_once_and_no_more_than_ten_are() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[ROOM]).await;
        let first = keeps(&hatchery, &account(0), OLD).await.expect("kept");
        assert_eq!((first.tail.as_str(), first.checked_at, first.version), ("…old1", Some(1), 1));
        assert_eq!(keeps(&hatchery, &account(0), OLD).await, Err(NotKept::Known(first.clone())));
        let other = keeps(&hatchery, &account(1), OLD).await.expect("somebody else may keep the same");
        assert_ne!(other.id, first.id);
        for n in 1..MOST_KEYS {
            keeps(&hatchery, &account(0), &format!("sk-ant-HATCHTEST-0123456789-{n:04}")).await.expect("kept");
        }
        assert_eq!(keeps(&hatchery, &account(0), NEW).await, Err(NotKept::TooMany));
        assert_eq!(kept(&hatchery, &account(0)).await.len() as i64, MOST_KEYS);
        // A wish to keep one more does not keep a bot from hatching.
        let bot = hatches(&hatchery, "nest", NEW, Kept::Wished { checked_at: None }).await;
        assert_eq!(hatchery.store().instance(&bot).await.expect("read").expect("there").stored_key, None);
    })
    .await;
}

#[tokio::test]
async fn a_bot_uses_the_key_that_it_was_given_until_it_gets_another() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[ROOM]).await;
        let bot = hatches(&hatchery, "nest", OLD, Kept::Wished { checked_at: Some(7) }).await;
        let [key] = &kept(&hatchery, &account(0)).await[..] else { panic!("one key") };
        assert_eq!((users(&hatchery, key).await, key.checked_at), (1, Some(7)));
        // What was picked a while ago is given as it is now.
        replaces(&hatchery, key, NEW).await;
        runs(&hatchery, |_, _| false).await;
        let owl = hatches(&hatchery, "owl", OLD, Kept::As(key.id.clone())).await;
        assert_eq!(tails(&hatchery, &[bot.clone(), owl.clone()]).await, ["new2", "new2"]);
        let person = hatchery.person(&account(0)).await;
        let asker = Asker { account: &account(0), person: &person.id, message: None };
        for (kept, value, n) in [(Kept::Not, OTHER, 1), (Kept::As(key.id.clone()), OLD, 2)] {
            let mut tx = hatchery.begin().await;
            let change = Change::Key { key: Secret::new(value), is_checked: true, kept };
            deploy::update(&hatchery.app, &mut tx, &asker, &owl, &change).await.expect("an answer");
            tx.commit().await.expect("committed");
            let held = hatchery.claim().await;
            ends(&hatchery, &held, Ended::Done).await;
            assert_eq!(users(&hatchery, key).await, n);
        }
        assert_eq!(tails(&hatchery, &[owl]).await, ["new2"]);
    })
    .await;
}

#[tokio::test]
async fn who_is_linked_shares_keys_and_who_parts_does_not() {
    each_database(async |url| {
        let (hatchery, key, bots) = with_bots(url, 1).await;
        let there = Account::discord(1_000);
        let other = hatchery.person(&there).await;
        let theirs = keeps(&hatchery, &there, OTHER).await.expect("kept");
        linked(hatchery.store(), &account(0), &there).await;
        assert_eq!(kept(&hatchery, &there).await.len(), 2);
        assert_eq!(keeps(&hatchery, &there, OLD).await.expect_err("it is kept"), NotKept::Known(key.clone()));
        let provider = Provider::Anthropic;
        let secret = Some(Secret::new(OLD));
        let order = deploy::Order { provider, key: secret, kept: Kept::As(key.id.clone()), ..order("owl") };
        let owl = hatchery.hatched(&there, &order).await;
        assert_eq!(users(&hatchery, &key).await, 2);
        let mut tx = hatchery.begin().await;
        assert!(tx.part(hatchery.store(), &there).await.expect("parted"));
        tx.commit().await.expect("committed");
        assert_eq!(users(&hatchery, &key).await, 1, "the owl has it as its own");
        assert_eq!(tails(&hatchery, &[bots[0].clone(), owl]).await, ["old1", "old1"]);
        assert_eq!(hatchery.store().stored_keys(&other.id).await.expect("listed"), [theirs]);
    })
    .await;
}

#[tokio::test]
async fn a_key_opens_in_its_own_row_and_as_the_value_that_it_is() {
    each_database(async |url| {
        let (hatchery, key, _) = with_bots(url, 1).await;
        let other = keeps(&hatchery, &account(0), OTHER).await.expect("kept");
        let opens = async |key: &StoredKey, is_before: bool| {
            let mut tx = hatchery.begin().await;
            let known = tx.stored_key(&key.id).await.expect("read").expect("kept");
            let opened = match is_before {
                true => tx.open_stored_key_before(&hatchery.app.sealer, &known).await,
                false => tx.open_stored_key(&hatchery.app.sealer, &known).await,
            };
            opened.ok().map(|secret| secret.expose()[28..].to_owned())
        };
        replaces(&hatchery, &key, NEW).await;
        assert_eq!((opens(&key, false).await, opens(&key, true).await), (Some("new2".into()), Some("old1".into())));
        let (one, two) = (&key.id, &other.id);
        for moved in [
            format!("UPDATE stored_keys SET sealed = before WHERE id = '{one}'"),
            format!(
                "UPDATE stored_keys SET sealed = (SELECT sealed FROM stored_keys WHERE id = '{two}') WHERE id = '{one}'"
            ),
            format!("UPDATE stored_keys SET version = 1 WHERE id = '{one}'"),
        ] {
            sql(url, &moved).await;
            assert_eq!(opens(&key, false).await, None, "{moved}");
        }
        assert_eq!(opens(&other, false).await, Some("oth3".into()));
    })
    .await;
}

#[tokio::test]
async fn a_change_of_the_master_key_seals_kept_keys_anew_with_the_values_before() {
    each_database(async |url| {
        let (hatchery, key, _) = with_bots(url, 1).await;
        replaces(&hatchery, &key, NEW).await;
        let old = hatchery.app.sealer.key_ids().next().expect("a key");
        let master = "0c41f7ae2095d83b66e2b9fd0174ac8530d96e17f3ab824c5f0617d9e42b8530";
        let both = Sealer::parse(&format!("0000000a:{master},{old:08x}:{MASTER_KEY}")).expect("a ring");
        let resealed = hatchery.store().reseal(&both).await.expect("sealed anew");
        assert_eq!(resealed.shut, 0);
        assert_eq!(hatchery.store().reseal(&both).await.expect("again"), Resealed::default());
        assert_eq!(hatchery.store().sealed_by(old).await.expect("counted"), 0);
        let alone = Sealer::parse(&format!("0000000a:{master}")).expect("a key");
        let person = hatchery.person(&account(0)).await;
        let mut tx = hatchery.begin().await;
        let known = tx.stored_key_like(&person.id, &alone.fingerprints(&Secret::new(NEW))).await.expect("read");
        let known = known.expect("it is known by the new key's mark");
        assert!(tx.open_stored_key(&alone, &known).await.expect("it opens").matches(NEW));
        assert!(tx.open_stored_key_before(&alone, &known).await.expect("it opens").matches(OLD));
    })
    .await;
}
