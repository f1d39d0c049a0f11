//! How people on Discord are answered: the ways that are open, in their order, with the token sealed.

use hatchery::domain::Account;
use hatchery::secret::{Sealer, Secret};
use hatchery::store::{KeptReply, Store};

use crate::databases::each_database;
use crate::store::{MASTER_KEY, race, rows};

fn ada() -> Account {
    Account::discord(42)
}

fn way(interaction: &str, is_open: bool, expires_at: i64) -> KeptReply {
    KeptReply {
        interaction: interaction.into(),
        account: ada(),
        token: Secret::new(format!("HATCHTEST-token-{interaction}")),
        is_direct: false,
        is_open,
        expires_at,
    }
}

async fn opened(url: &str, ways: &[KeptReply]) -> (Store, Sealer) {
    let (store, sealer) = (Store::open(url).await.expect("opened"), Sealer::parse(MASTER_KEY).expect("a key"));
    for way in ways {
        store.remember_reply(&sealer, way).await.expect("remembered");
    }
    (store, sealer)
}

#[tokio::test]
async fn a_promised_message_comes_first_then_the_newest_way_and_none_after_its_time() {
    each_database(async |url| {
        let ways = [way("1", true, 100), way("2", false, 200), way("3", false, 300)];
        let (store, sealer) = opened(url, &ways).await;
        let newest = async |now| {
            let found = store.best_reply(&sealer, &ada(), None, now).await.expect("looked up");
            found.map(|way| way.interaction)
        };
        assert_eq!(newest(99).await.as_deref(), Some("1"), "it shows that something is to come");
        assert_eq!(newest(100).await.as_deref(), Some("3"));
        assert_eq!(newest(300).await, None);
        assert!(store.best_reply(&sealer, &Account::discord(43), None, 0).await.expect("looked up").is_none());
        let found = store.reply(&sealer, "2", 199).await.expect("looked up").expect("it is open");
        assert_eq!(found.token.expose(), "HATCHTEST-token-2");
        assert!(store.reply(&sealer, "2", 200).await.expect("looked up").is_none());
        assert_eq!(store.forget_replies(200).await.expect("forgotten"), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_one_may_keep_a_promise_and_five_may_follow_up() {
    each_database(async |url| {
        let (store, _) = opened(url, &[way("1", true, 100)]).await;
        let takes = async |follows_up: bool| {
            let took = race(8, |_| {
                let store = store.clone();
                async move {
                    match follows_up {
                        true => store.take_follow_up("1").await.expect("asked"),
                        false => store.take_promise("1").await.expect("asked"),
                    }
                }
            });
            took.await.into_iter().filter(|took| *took).count()
        };
        assert_eq!(takes(false).await, 1);
        store.return_promise("1").await.expect("returned");
        assert_eq!(takes(false).await, 1, "it was returned");
        assert_eq!(takes(true).await, 5);
        assert_eq!(takes(true).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_token_of_an_interaction_is_nowhere_in_plain_text() {
    each_database(async |url| {
        let (_, _) = opened(url, &[way("1", true, 100)]).await;
        let kept = format!("{:?}", rows(url, &["replies"]).await);
        assert!(kept.contains("discord:42") && !kept.contains("HATCHTEST"), "{kept}");
    })
    .await;
}
