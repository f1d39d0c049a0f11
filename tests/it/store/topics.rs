//! Topics of private chats on both databases: one for each bot and chat, and removed when the bot is gone or somebody
//! else's.

use hatchery::domain::{Account, Status, Topic};
use hatchery::store::KeptTopic;

use crate::databases::each_database;
use crate::store::{Hatchery, account, order};

fn kept(account: &Account, bot: &hatchery::domain::Id, topic: i64) -> KeptTopic {
    KeptTopic { account: account.clone(), bot: bot.clone(), topic: Topic(topic) }
}

#[tokio::test]
async fn a_bot_has_one_topic_in_a_chat_whoever_opens_it_first() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let (ada, bob) = (account(1), account(2));
        let nest = hatchery.hatched(&ada, &order("Nest")).await;
        let owl = hatchery.hatched(&bob, &order("Owl")).await;
        let store = hatchery.store();
        assert_eq!(store.topic(&ada, &nest).await.expect("looked up"), None);
        assert_eq!(store.keep_topic(&ada, &nest, Topic(7)).await.expect("kept"), Topic(7));
        assert_eq!(store.keep_topic(&ada, &nest, Topic(8)).await.expect("kept"), Topic(7), "the first one counts");
        // Each chat has numbers of its own.
        assert_eq!(store.keep_topic(&bob, &owl, Topic(7)).await.expect("kept"), Topic(7));
        assert_eq!(store.topics_of(&ada).await.expect("listed"), [(nest.clone(), Topic(7))]);
        store.drop_topic(&kept(&ada, &nest, 8)).await.expect("dropped");
        assert_eq!(store.topic(&ada, &nest).await.expect("looked up"), Some(Topic(7)), "that is another one");
        store.drop_topic(&kept(&ada, &nest, 7)).await.expect("dropped");
        assert_eq!(store.topic(&ada, &nest).await.expect("looked up"), None);
        assert_eq!(store.topic(&bob, &owl).await.expect("looked up"), Some(Topic(7)));
    })
    .await;
}

#[tokio::test]
async fn a_topic_is_removed_when_its_bot_is_gone_or_somebody_elses_and_all_is_told() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[]).await;
        let (ada, bob) = (account(1), account(2));
        let nest = hatchery.hatched(&ada, &order("Nest")).await;
        hatchery.person(&bob).await;
        // As it is left when two who were linked part.
        for (whose, topic) in [(&ada, 7), (&bob, 9)] {
            hatchery.store().keep_topic(whose, &nest, Topic(topic)).await.expect("kept");
        }
        let now = hatchery.app.now();
        let unneeded = async |at| hatchery.store().topics_to_remove(at).await.expect("looked");
        assert_eq!(unneeded(now).await, [kept(&bob, &nest, 9)]);
        hatchery.store().put_off_topic(&kept(&bob, &nest, 9), now + 10).await.expect("put off");
        assert!(unneeded(now).await.is_empty());
        assert_eq!(unneeded(now + 10).await, [kept(&bob, &nest, 9)]);
        hatchery.store().drop_topic(&kept(&bob, &nest, 9)).await.expect("dropped");

        let mut tx = hatchery.begin().await;
        tx.set_status(&nest, Status::Terminated, false, now).await.expect("gone");
        tx.tell(&ada, "{}", now, now).await.expect("told");
        tx.commit().await.expect("committed");
        assert!(unneeded(now).await.is_empty(), "there is something to tell her first");
        crate::store::sql(url, "UPDATE outbox SET sent_revision = revision").await;
        assert_eq!(unneeded(now).await, [kept(&ada, &nest, 7)]);
    })
    .await;
}
