//! What a start does on Telegram, and what it spares itself.

use serde_json::Value;

use crate::fakes::telegram::FakeTelegram;
use crate::world::World;

async fn menus(world: &World, at_least: usize) -> Vec<Value> {
    let are_set = |telegram: &FakeTelegram| telegram.calls(&world.hatchery, "setMyCommands").len() >= at_least;
    world.telegram.until(&world.hatchery, "the menus", are_set).await;
    world.telegram.calls(&world.hatchery, "setMyCommands")
}

/// Everybody and groups, in six languages.
const ALL: usize = 12;

#[tokio::test]
async fn the_menus_are_set_once_a_day_and_when_they_change() {
    let Some(mut world) = World::start().await else { return };
    menus(&world, ALL).await;
    world.person(42).hears("/status", "You have no bot yet.").await;
    world.settles().await;
    world.app().store.menus_set_since(0).await.expect("asked").expect("they are noted");

    world.restart().await;
    world.person(42).hears("/status", "You have no bot yet.").await;
    world.settles().await;
    assert_eq!(menus(&world, ALL).await.len(), ALL, "a start sets nothing that is set");

    world.sets("ADMINS", "telegram:42");
    world.restart().await;
    let set = menus(&world, 3 * ALL - ALL / 2).await;
    assert_eq!(set[2 * ALL]["scope"]["chat_id"], 42, "Ada has one of her own now");

    let before = menus(&world, 3 * ALL - ALL / 2).await.len();
    world.settles().await;
    world.sql("UPDATE installation SET menus_at = 1").await;
    world.restart().await;
    menus(&world, before + 1).await;
    world.ends().await;
}
