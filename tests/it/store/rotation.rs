//! A change of the master key while everything goes on: what the old one sealed is sealed anew, what changes meanwhile is
//! not lost, and at the end the old key is not needed.

use hatchery::domain::{Id, Token};
use hatchery::secret::{Sealer, Seat, Secret};
use hatchery::store::{Durability, Resealed, SecretKind, Store, StoredSession, fresh_id};

use crate::databases::each_database;
use crate::store::{Hatchery, MASTER_KEY, account, on_telegram, order, sql};

const NEW: &str = "0c41f7ae2095d83b66e2b9fd0174ac8530d96e17f3ab824c5f0617d9e42b8530";

fn token(n: usize) -> String {
    format!("12345678{n}:AAHATCHTESTcanaryOFtheTOKENcanaryOFthe")
}

async fn bots(hatchery: &Hatchery) -> Vec<Id> {
    let mut bots = Vec::new();
    for n in 0..6 {
        let mut order = order("Nest");
        on_telegram(&mut order, &token(n));
        bots.push(hatchery.hatched(&account(n), &order).await);
    }
    bots
}

async fn session(store: &Store, sealer: &Sealer, number: usize, version: i64, plain: &[u8]) {
    let sealed = sealer.seal(&Seat::session(&account(number).to_string(), version), plain).expect("sealed");
    let mut tx = store.begin(Durability::Kill).await.expect("begun");
    let next = StoredSession { version, sealed, updated_at: 1 };
    assert!(tx.save_session(&account(number), &next, false).await.expect("an answer"));
    tx.commit().await.expect("committed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_master_key_is_changed_while_bots_get_new_tokens_and_nothing_is_lost() {
    each_database(async |url| {
        let hatchery: &'static Hatchery = Box::leak(Box::new(Hatchery::with(url, &[]).await));
        let bots = bots(hatchery).await;
        session(hatchery.store(), &hatchery.app.sealer, 0, 1, b"where ada stands").await;
        let old = hatchery.app.sealer.key_ids().next().expect("a key");
        let ring = format!("0000000a:{NEW},{old:08x}:{MASTER_KEY}");
        let both: &'static Sealer = Box::leak(Box::new(Sealer::parse(&ring).expect("a ring")));
        hatchery.store().check_keys(both).await.expect("the ring opens what is there");
        assert!(hatchery.store().sealed_by(old).await.expect("counted") > 12);

        // One rotates, one gives bots new tokens with the new key first, as every replica does from its start on.
        let changing = tokio::spawn(async move {
            for (n, bot) in bots.iter().enumerate() {
                let mut tx = hatchery.begin().await;
                let new = Secret::new(token(n).replace("canary", "changed"));
                let mark = both.fingerprints(&new).into_iter().next();
                let (owner, kind) = (account(n), SecretKind::Token(Token::Telegram));
                tx.keep_secret(both, bot, &owner, kind, &new, mark.as_deref()).await.expect("kept");
                tx.commit().await.expect("committed");
            }
            bots
        });
        let first = hatchery.store().reseal(both).await.expect("sealed anew");
        let bots = changing.await.expect("no panic");
        let again = hatchery.store().reseal(both).await.expect("sealed anew");
        assert_eq!((first.shut, again), (0, Resealed::default()), "{first:?}");
        assert_eq!(hatchery.store().sealed_by(old).await.expect("counted"), 0);
        hatchery.store().retire_key(old).await.expect("retired");

        let alone = Sealer::parse(&format!("0000000a:{NEW}")).expect("a key");
        hatchery.store().check_keys(&alone).await.expect("the old key is not needed");
        for (n, bot) in bots.iter().enumerate() {
            for kind in [SecretKind::Token(Token::Telegram), SecretKind::WebToken] {
                let secret = hatchery.store().secret(&alone, bot, &account(n), kind).await.expect("it opens");
                assert!(secret.is_some());
            }
            let marks = alone.fingerprints(&Secret::new(token(n).replace("canary", "changed")));
            let owner = hatchery.store().token_owner(&marks).await.expect("looked up");
            assert_eq!(owner.as_ref(), Some(bot), "its token is known by the new key's mark");
        }
        let stored = hatchery.store().session(&account(0)).await.expect("read").expect("kept");
        let plain = alone.open(&Seat::session(&account(0).to_string(), stored.version), &stored.sealed);
        assert_eq!(plain.expect("it opens").as_slice(), b"where ada stands");
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn what_does_not_open_is_counted_and_left_as_it_is() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let bots = bots(&hatchery).await;
        sql(url, &format!("UPDATE secrets SET version = 9 WHERE instance_id = '{}' AND kind = 'web-token'", bots[2]))
            .await;
        let old = hatchery.app.sealer.key_ids().next().expect("a key");
        let both = Sealer::parse(&format!("0000000a:{NEW},{old:08x}:{MASTER_KEY}")).expect("a ring");
        let resealed = hatchery.store().reseal(&both).await.expect("sealed anew");
        assert_eq!(resealed, Resealed { done: 11, shut: 1 });
        assert_eq!(hatchery.store().sealed_by(old).await.expect("counted"), 1, "the key stays needed");
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn a_key_is_needed_as_long_as_a_batch_of_updates_waits_that_it_sealed() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let old = hatchery.app.sealer.key_ids().next().expect("a key");
        let batch = fresh_id();
        let sealed = hatchery.app.sealer.seal(&Seat::inbox(batch.as_str()), b"[]").expect("sealed");
        hatchery.store().keep_batch(&batch, sealed, 1, &[]).await.expect("kept");
        assert_eq!(hatchery.store().sealed_by(old).await.expect("counted"), 1);
        let both = Sealer::parse(&format!("0000000a:{NEW},{old:08x}:{MASTER_KEY}")).expect("a ring");
        assert_eq!(hatchery.store().reseal(&both).await.expect("sealed anew"), Resealed { done: 1, shut: 0 });
        assert_eq!(hatchery.store().sealed_by(old).await.expect("counted"), 0);
        hatchery.store().close().await;
    })
    .await;
}
