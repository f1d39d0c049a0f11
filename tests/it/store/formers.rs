//! The key or token that a bot had before the one of now: sealed for its own version, nobody else's meanwhile, and gone
//! when it is known that the bot is well.

use hatchery::deploy::{self, Asker, Change, Operated};
use hatchery::domain::stored_key::Kept;
use hatchery::domain::{Account, Id, Presence, Token};
use hatchery::secret::{Sealer, Secret};
use hatchery::store::{Ended, Resealed, SecretKind, Was};

use crate::databases::each_database;
use crate::store::{Hatchery, MASTER_KEY, account, on_telegram, order, sql};

const NEW: &str = "0c41f7ae2095d83b66e2b9fd0174ac8530d96e17f3ab824c5f0617d9e42b8530";
const TELEGRAM: SecretKind = SecretKind::Token(Token::Telegram);

fn token(n: usize) -> Secret {
    Secret::new(format!("12345678{n}:AAHATCHTESTcanaryOFtheTOKENcanaryOFthe"))
}

/// A bot on Telegram of the first account, by the first token.
async fn bot(hatchery: &Hatchery) -> Id {
    let mut order = order("Nest");
    on_telegram(&mut order, token(1).expose());
    hatchery.hatched(&account(1), &order).await
}

async fn change(hatchery: &Hatchery, who: &Account, bot: &Id, change: Change) -> Operated {
    let person = hatchery.person(who).await;
    let mut tx = hatchery.begin().await;
    let asker = Asker { account: who, person: &person.id, message: None };
    let operated = deploy::update(&hatchery.app, &mut tx, &asker, bot, &change).await.expect("an answer");
    tx.commit().await.expect("committed");
    operated
}

fn to(token: Secret) -> Change {
    Change::Token { kind: Token::Telegram, token, presence: Some(Presence::default()) }
}

async fn formers(hatchery: &Hatchery, bot: &Id) -> Vec<(SecretKind, Secret)> {
    let mut tx = hatchery.begin().await;
    let formers = tx.formers(&hatchery.app.sealer, bot, &account(1)).await.expect("they open");
    formers.into_iter().map(|former| (former.kind, former.value)).collect()
}

/// What is under way is done.
async fn is_done(hatchery: &Hatchery) {
    let held = hatchery.claim().await;
    let mut tx = hatchery.begin().await;
    tx.end_operation(&held, Ended::Done, hatchery.app.now()).await.expect("it ends");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn a_token_that_may_come_back_is_nobody_elses_until_its_bot_is_well_with_another() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let bot = bot(&hatchery).await;
        assert_eq!(change(&hatchery, &account(1), &bot, to(token(2))).await, Operated::Accepted);
        is_done(&hatchery).await;
        let kept = formers(&hatchery, &bot).await;
        assert!(matches!(&kept[..], [(TELEGRAM, value)] if value.matches(token(1).expose())));
        let free = async |token: &Secret| {
            let mut tx = hatchery.begin().await;
            let marks = hatchery.app.sealer.fingerprints(token);
            tx.is_token_free(hatchery.store(), &marks, None).await.expect("an answer")
        };
        for n in [1, 2] {
            assert!(!free(&token(n)).await, "{n}");
            let user = hatchery.store().token_owner(&hatchery.app.sealer.fingerprints(&token(n))).await;
            assert_eq!(user.expect("looked up").as_ref(), Some(&bot));
        }
        let mut tx = hatchery.begin().await;
        tx.came_up(&bot, false).await.expect("noted");
        tx.commit().await.expect("committed");
        assert!(formers(&hatchery, &bot).await.is_empty());
        assert!(free(&token(1)).await && !free(&token(2)).await);
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn the_last_one_that_was_good_is_kept_and_none_that_was_not() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let bot = bot(&hatchery).await;
        sql(url, "UPDATE instances SET status = 'stopped'").await;
        for n in [2, 3] {
            let unchecked = Change::Token { kind: Token::Telegram, token: token(n), presence: None };
            assert_eq!(change(&hatchery, &account(1), &bot, unchecked).await, Operated::Noted);
            let kept = formers(&hatchery, &bot).await;
            assert!(matches!(&kept[..], [(TELEGRAM, value)] if value.matches(token(1).expose())), "{n}");
        }
        // What nobody could say anything about is proven by an answer only.
        let mut tx = hatchery.begin().await;
        tx.set_unsaid(&bot, TELEGRAM).await.expect("noted");
        tx.came_up(&bot, false).await.expect("noted");
        tx.commit().await.expect("committed");
        assert_eq!(formers(&hatchery, &bot).await.len(), 1);
        let mut tx = hatchery.begin().await;
        tx.came_up(&bot, true).await.expect("noted");
        tx.commit().await.expect("committed");
        assert!(formers(&hatchery, &bot).await.is_empty());

        // A token that another of the same bot of Telegram voids, and what a bot had that was not well.
        let same = Secret::new(token(3).expose().replace("canary", "newest"));
        assert_eq!(change(&hatchery, &account(1), &bot, to(same)).await, Operated::Noted);
        assert!(formers(&hatchery, &bot).await.is_empty());
        sql(url, "UPDATE instances SET problem = '\"TokenRevoked\"', problem_at = 1").await;
        assert_eq!(change(&hatchery, &account(1), &bot, to(token(4))).await, Operated::Noted);
        assert!(formers(&hatchery, &bot).await.is_empty());
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn it_is_sealed_anew_and_counted_like_everything_else_and_opens_in_no_other_place() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let bot = bot(&hatchery).await;
        assert_eq!(change(&hatchery, &account(1), &bot, to(token(2))).await, Operated::Accepted);
        is_done(&hatchery).await;
        let old = hatchery.app.sealer.key_ids().next().expect("a key");
        assert_eq!(hatchery.store().sealed_by(old).await.expect("counted"), 3);
        let both = Sealer::parse(&format!("0000000a:{NEW},{old:08x}:{MASTER_KEY}")).expect("a ring");
        assert_eq!(hatchery.store().reseal(&both).await.expect("sealed anew"), Resealed { done: 3, shut: 0 });
        assert_eq!(hatchery.store().sealed_by(old).await.expect("counted"), 0);
        let alone = Sealer::parse(&format!("0000000a:{NEW}")).expect("a key");
        let mut tx = hatchery.begin().await;
        let kept = tx.formers(&alone, &bot, &account(1)).await.expect("they open");
        assert!(kept[0].value.matches(token(1).expose()));
        assert!(!tx.is_token_free(hatchery.store(), &alone.fingerprints(&token(1)), None).await.expect("an answer"));
        drop(tx);
        // It is none of the secrets of now.
        sql(url, "UPDATE secrets SET sealed = before, version = before_version WHERE before IS NOT NULL").await;
        sql(url, "UPDATE instances SET secret_versions = (SELECT SUM(version) FROM secrets WHERE instance_id = id)")
            .await;
        assert!(hatchery.store().secret(&alone, &bot, &account(1), TELEGRAM).await.is_err());
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn one_that_is_kept_while_keys_change_is_nobody_elses_when_the_old_key_is_gone() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let (bot, now) = (bot(&hatchery).await, hatchery.app.now());
        let old = hatchery.app.sealer.key_ids().next().expect("a key");
        let both = Sealer::parse(&format!("0000000a:{NEW},{old:08x}:{MASTER_KEY}")).expect("a ring");
        let was = Was::default();
        let mut tx = hatchery.begin().await;
        tx.keep_former(&both, (&bot, &account(1)), (TELEGRAM, &token(1)), &was, now).await.expect("kept");
        tx.commit().await.expect("committed");
        // Another one took its place.
        sql(url, "UPDATE secrets SET fingerprint = NULL").await;
        hatchery.store().reseal(&both).await.expect("sealed anew");
        let alone = Sealer::parse(&format!("0000000a:{NEW}")).expect("a key");
        let mut tx = hatchery.begin().await;
        assert!(!tx.is_token_free(hatchery.store(), &alone.fingerprints(&token(1)), None).await.expect("an answer"));
        drop(tx);
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn it_goes_when_its_bot_has_run_for_a_day_and_with_its_bot() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let bot = bot(&hatchery).await;
        let began = hatchery.app.now();
        let key = Secret::new("sk-ant-HATCHTEST-0123456789-next");
        assert_eq!(change(&hatchery, &account(1), &bot, to(token(2))).await, Operated::Accepted);
        is_done(&hatchery).await;
        let change_key = Change::Key { key, is_checked: true, kept: Kept::Not };
        assert_eq!(change(&hatchery, &account(1), &bot, change_key).await, Operated::Accepted);
        is_done(&hatchery).await;
        let now = hatchery.app.now();
        assert_eq!(hatchery.store().purge_formers(began).await.expect("purged"), 0, "it ran for no time yet");
        sql(url, "UPDATE instances SET status = 'stopped'").await;
        assert_eq!(hatchery.store().purge_formers(now + 1).await.expect("purged"), 0, "it does not run");
        sql(url, "UPDATE instances SET status = 'running'").await;
        assert_eq!(hatchery.store().purge_formers(now + 1).await.expect("purged"), 1);
        assert!(formers(&hatchery, &bot).await.is_empty());
        hatchery.store().close().await;
    })
    .await;
}
