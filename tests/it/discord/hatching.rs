//! From `/deploy` to a bot that answers, without a key in any message.

use crate::discord::Den;
use crate::discord::den::Door;
use crate::world::KEY;

async fn a_bot_hatches_in_private(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let (ada, direct) = den.ada();
    ada.types_command(&direct, "deploy", &[]);
    ada.waits_for(&direct, |it| it.text.contains("Whose AI should your bot use?")).await;
    ada.selects(&direct, &["Anthropic"]);
    ada.waits_for(&direct, |it| it.text.contains("Where should people talk to your bot?")).await;
    ada.presses(&direct, "Done");
    ada.waits_for(&direct, |it| it.text.contains("What shall it be called?")).await;
    ada.presses(&direct, "Name and key");
    ada.fills(&[("Name", "nest"), ("Anthropic key", KEY)]).await;
    ada.waits_for(&direct, |it| it.text.contains("Ready to hatch")).await;
    ada.presses(&direct, "Hatch it");
    ada.waits_for(&direct, |it| it.text.contains("is alive")).await;
    den.settles().await;
    den.ends().await;
}

#[tokio::test]
async fn a_bot_hatches_in_private_through_the_gateway() {
    a_bot_hatches_in_private(Door::Gateway).await;
}

#[tokio::test]
async fn a_bot_hatches_in_private_through_the_http_door() {
    a_bot_hatches_in_private(Door::Http).await;
}
