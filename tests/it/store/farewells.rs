//! Forgetting on both databases: a person and whom they are linked with go with all that is theirs, and nothing else does.

use hatchery::domain::access_token::Scopes;
use hatchery::domain::act::{Act, ActKind};
use hatchery::domain::config::How;
use hatchery::domain::fleet::{Named, Pace, Selection};
use hatchery::domain::managed::Child;
use hatchery::domain::{Account, BotConfig, Deed, OperationKind, Role, Status};
use hatchery::store::{Durability, NewToken};
use hatchery::{diagnose, fleet};

use crate::databases::each_database;
use crate::store::circles::linked;
use crate::store::{Hatchery, account, order};

const DAY: i64 = 86_400_000;

/// Everything that names somebody.
const NAMED: [&str; 18] = [
    "SELECT COUNT(*) FROM accounts WHERE id IN ('telegram:1001', 'discord:1001')",
    "SELECT COUNT(*) FROM instances WHERE owner = 'telegram:1001'",
    "SELECT COUNT(*) FROM operations WHERE asked_by = 'telegram:1001'",
    "SELECT COUNT(*) FROM acts WHERE actor = 'telegram:1001' OR subject = 'telegram:1001'",
    "SELECT COUNT(*) FROM api_tokens WHERE account = 'telegram:1001'",
    "SELECT COUNT(*) FROM api_requests",
    "SELECT COUNT(*) FROM handovers WHERE account = 'telegram:1001'",
    "SELECT COUNT(*) FROM roles WHERE account = 'telegram:1001'",
    "SELECT COUNT(*) FROM outbox WHERE account = 'telegram:1001'",
    "SELECT COUNT(*) FROM diagnoses WHERE asked_by = 'telegram:1001' OR name = 'Nest'",
    "SELECT COUNT(*) FROM fleet_jobs WHERE author = 'telegram:1001'",
    "SELECT COUNT(*) FROM fleet_targets",
    "SELECT COUNT(*) FROM configs WHERE made_by = 'telegram:1001'",
    "SELECT COUNT(*) FROM secrets s JOIN instances i ON i.id = s.instance_id WHERE i.owner = 'telegram:1001'",
    "SELECT COUNT(*) FROM stored_keys",
    "SELECT COUNT(*) FROM topics WHERE account = 'telegram:1001'",
    "SELECT COUNT(*) FROM managed_wishes WHERE account = 'telegram:1001'",
    "SELECT COUNT(*) FROM managed_bots WHERE owner = 'telegram:1001'",
];

/// Ada, who is linked with an account on Discord, helps, hatched a bot that is gone, stopped Bob's and set it up.
async fn ada_with_a_past(hatchery: &Hatchery) -> hatchery::domain::Id {
    let (ada, bob, there) = (account(1), account(2), Account::discord(1_001));
    let person = hatchery.person(&ada).await;
    hatchery.person(&there).await;
    linked(hatchery.store(), &ada, &there).await;
    let nest = hatchery.hatched(&ada, &order("Nest")).await;
    let owl = hatchery.hatched(&bob, &order("Owl")).await;
    crate::store::stored_keys::keeps(hatchery, &there, "sk-ant-HATCHTEST-0123456789-adas").await.expect("kept");
    let of_bob = hatchery.person(&bob).await.id;
    hatchery.store().keep_topic(&ada, &nest, hatchery::domain::Topic(7)).await.expect("kept");
    let mut tx = hatchery.begin().await;
    let now = hatchery.app.now();
    tx.set_status(&nest, Status::Terminated, false, now).await.expect("gone");
    tx.grant_role(&ada, Role::Operator, &bob, now).await.expect("granted");
    tx.record(&Act::new(&ada, ActKind::Ban, &bob).of(&of_bob), now).await.expect("kept");
    let config = BotConfig { guests: vec!["43000".into()], ..BotConfig::default() };
    assert!(tx.set_config(&nest, 1, &config, &ada, How::Set, now).await.expect("set"));
    assert!(tx.set_config(&owl, 1, &config, &ada, How::Set, now).await.expect("set"));
    // A program of hers has asked for something.
    let (id, scopes) = (hatchery::store::fresh_id(), Scopes::usual());
    let token = NewToken { id: &id, account: &ada, hash: "0", tail: "0000", scopes: &scopes, expires_at: now + DAY };
    tx.add_access_token(&token, now).await.expect("a token");
    tx.ask_once(&id, "key", "digest", 0, now).await.expect("asked");
    // She has made a bot on Telegram, which her own bot had, and is offered to make another.
    let child = Child { id: 71, username: "nest_bot".into() };
    tx.keep_managed(&child, &ada, now).await.expect("kept");
    tx.use_managed("71", &nest).await.expect("used");
    tx.begin_managed_wish(&ada, 1, ("Owl", "owl_bot"), now + DAY).await.expect("offered");
    // A private page waits for a key of hers.
    tx.begin_handover(&crate::handover::link(&ada, 1, "0", now)).await.expect("a link");
    tx.commit().await.expect("committed");
    // She has looked at Bob's bot, Bob has looked at hers, and she has restarted his.
    let mut tx = hatchery.begin().await;
    let (own, others) = (order("Nest").name, order("Owl").name);
    diagnose::ask(&hatchery.app, &mut tx, (&ada, &person.id), (&owl, &others)).await.expect("asked");
    diagnose::ask(&hatchery.app, &mut tx, (&bob, &of_bob), (&nest, &own)).await.expect("asked");
    let selection = Selection::These(vec![Named::Id(owl.clone())]);
    fleet::draft(&hatchery.app, &mut tx, &ada, (Deed::Restart, Pace::USUAL), &selection)
        .await
        .expect("asked")
        .expect("a draft");
    tx.commit().await.expect("committed");
    // Whoever looks after others asks for work on their bots.
    crate::store::sql(
        &hatchery.url,
        &format!("UPDATE operations SET asked_by = 'telegram:1001' WHERE instance_id = '{owl}'"),
    )
    .await;
    person.id
}

#[tokio::test]
async fn whoever_is_forgotten_leaves_nothing_and_nobody_else_loses_anything() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let person = ada_with_a_past(&hatchery).await;
        let now = hatchery.app.now();
        let mut tx = hatchery.begin().await;
        tx.begin_farewell(&person, &account(1), "R1", now).await.expect("asked");
        assert!(!tx.is_worked_for(&person).await.expect("looked"));
        tx.erase(&person, now - DAY, now).await.expect("erased");
        assert!(!tx.has_returned(&person).await.expect("looked"));
        assert!(!tx.erase_rest(&person, now - DAY).await.expect("looked"), "a deploy of today still counts");
        tx.commit().await.expect("committed");
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM instances WHERE name_key = 'nest'").await, 0, "it has no name");
        let heard = "SELECT COUNT(*) FROM accounts WHERE id = 'telegram:1001' AND reachable = 1";
        assert_eq!(hatchery.count(heard).await, 0, "no news are meant for her");
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM instances WHERE config LIKE '%43000%'").await, 1, "Owl's");
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM configs WHERE made_by = 'telegram:1002'").await, 2, "Owl's");
        assert_eq!(hatchery.store().used(&person, now - DAY).await.expect("counted").deploys.len(), 1);

        let mut tx = hatchery.begin().await;
        assert!(tx.erase_rest(&person, now + 1).await.expect("erased"));
        tx.commit().await.expect("committed");
        for question in NAMED {
            assert_eq!(hatchery.count(question).await, 0, "{question}");
        }
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM persons").await, 1, "Bob");
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM instances WHERE live = 1").await, 1, "Owl");
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM operations WHERE asked_by = 'telegram:1002'").await, 1);
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM acts WHERE kind = 'ban' AND actor IS NULL").await, 1);
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_comes_back_before_the_last_is_gone_is_left_alone() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let person = ada_with_a_past(&hatchery).await;
        let now = hatchery.app.now();
        let mut tx = hatchery.begin().await;
        tx.begin_farewell(&person, &account(1), "R1", now).await.expect("asked");
        tx.erase(&person, now - DAY, now).await.expect("erased");
        assert!(!tx.has_returned(&person).await.expect("looked"));
        tx.welcome(&account(1), Some("en"), None, now + 1).await.expect("welcome");
        assert!(tx.has_returned(&person).await.expect("looked"), "a word is enough");
        tx.commit().await.expect("committed");
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_is_shut_out_stays_so_as_a_number() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let person = ada_with_a_past(&hatchery).await;
        let now = hatchery.app.now();
        let mut tx = hatchery.begin().await;
        tx.set_banned(&person, true, Some("spam")).await.expect("shut out");
        tx.begin_farewell(&person, &account(1), "R1", now).await.expect("asked");
        tx.erase(&person, now + 1, now).await.expect("erased");
        assert!(tx.erase_rest(&person, now + 1).await.expect("erased"));
        tx.commit().await.expect("committed");
        assert_eq!(hatchery.count(NAMED[0]).await, 2, "their numbers");
        let known = hatchery.person(&account(1)).await;
        assert!(known.standing.bar.is_some() && !known.has_access);
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_erased_while_a_bot_is_worked_on() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let ada = account(1);
        let bot = hatchery.hatched(&ada, &order("Nest")).await;
        let person = hatchery.person(&ada).await;
        let mut tx = hatchery.store().begin(Durability::PowerCut).await.expect("begun");
        assert!(tx.is_worked_for(&person.id).await.expect("looked"), "it lives");
        tx.commit().await.expect("committed");
        hatchery.operate(&ada, &person, &bot, OperationKind::Delete).await;
        let mut tx = hatchery.begin().await;
        let first = tx.begin_farewell(&person.id, &ada, "R1", 1).await.expect("asked");
        let again = tx.begin_farewell(&person.id, &ada, "R2", 2).await.expect("asked");
        assert_eq!((first.as_str(), again.as_str()), ("R1", "R1"), "one farewell, one receipt");
        assert!(tx.is_worked_for(&person.id).await.expect("looked"), "it is being deleted");
        tx.commit().await.expect("committed");
        hatchery.store().close().await;
    })
    .await;
}
