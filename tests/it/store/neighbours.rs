//! Outages, as all who share a database know them.

use hatchery::domain::TargetKind;
use hatchery::store::Store;

use crate::databases::each_database;

#[tokio::test]
async fn an_outage_is_known_to_all_who_share_the_database() {
    each_database(async |url| {
        let (one, other) = (Store::open(url).await.expect("opened"), Store::open(url).await.expect("opened"));
        let since = async |store: &Store| store.away_since(TargetKind::Railway).await.expect("looked up");
        assert_eq!(since(&other).await, None);
        one.note_away(TargetKind::Railway, 7).await.expect("noted");
        one.note_away(TargetKind::Railway, 9).await.expect("noted");
        assert_eq!(since(&other).await, Some(7), "it began when it was seen first");
        assert_eq!(other.away_since(TargetKind::Local).await.expect("looked up"), None);
        other.note_back(TargetKind::Railway).await.expect("noted");
        other.note_back(TargetKind::Railway).await.expect("noted");
        assert_eq!(since(&one).await, None);
    })
    .await;
}
