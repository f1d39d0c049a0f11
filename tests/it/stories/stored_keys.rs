//! A key that is kept once: offered where a bot needs one, replaced for all its bots, and deleted when none has it.

use std::time::Duration;

use expect_test::expect;
use hatchery::domain::Provider;

use crate::fakes::providers::{Behaviour, On};
use crate::world::{KEY, OTHER_KEY, Speaker, World, screen};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Ada keeps `KEY`.
async fn ada_with_a_key(world: &World) -> Speaker {
    let ada = world.person(42);
    ada.hears("/keys", "I keep no keys for you yet.").await;
    ada.gets("Add a key", "Whose key is it?").await;
    ada.gets("Anthropic", "Send me your Anthropic key").await;
    ada.hears(KEY, "Anthropic key …good is kept").await;
    ada
}

async fn hatches(ada: &Speaker, name: &str) {
    ada.hears(&format!("/deploy {name} anthropic web"), "Send me your Anthropic key").await;
    ada.gets("Use my Anthropic key …good", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
}

#[tokio::test]
async fn a_kept_key_is_offered_and_stays_as_long_as_a_bot_uses_it() {
    let Some(world) = World::start().await else { return };
    let ada = ada_with_a_key(&world).await;
    let checks = world.providers.calls().len();
    let asked = ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    expect![[r#"
        Send me your Anthropic key. It starts with sk-ant-.
        I check it, with one tiny question that costs next to nothing, and lock it away encrypted. It does not stay in this chat.
        [Use my Anthropic key …good]
        [Where do I get one?]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&asked));
    let review = ada.gets("Use my Anthropic key …good", "Ready to hatch").await;
    assert!(review.text.contains("AI: Anthropic, key …good (checked)"), "{}", review.text);
    assert!(!screen(&review).contains("Keep this key"), "{}", screen(&review));
    assert_eq!(world.providers.calls().len(), checks, "it was checked a moment ago");
    let told = ada.gets("Hatch it", "is alive").await;
    assert_eq!(world.page(&told.text).asks("hello").await, "You said: hello");
    expect![[r#"
        Keys that I keep for your bots:
        Anthropic …good · used by “nest”
        [Anthropic …good]
        [Add a key]
    "#]]
    .assert_eq(&screen(&ada.hears("/keys", "Keys that I keep").await));
    ada.gets("Anthropic …good", "Used by “nest”.").await;
    ada.gets("Delete", "Anthropic key …good is used by “nest”, so I did not delete it.").await;
    ada.hears("/keys delete good", "so I did not delete it").await;
    ada.hears("/delete nest", "Write its name to confirm").await;
    ada.hears("nest", "is gone").await;
    ada.hears("/keys", "used by no bot yet").await;
    ada.gets("Anthropic …good", "No bot uses it.").await;
    ada.gets("Delete", "Anthropic key …good is deleted here.").await;
    ada.gets("All keys", "I keep no keys for you yet.").await;
    ada.hears("/history", "key deleted: Anthropic …good").await;
    world.ends().await;
}

#[tokio::test]
async fn a_typed_key_is_kept_at_the_last_look_and_asked_about_again_after_a_day() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    let kept = ada.gets("Keep this key for other bots", "Ready to hatch").await;
    assert!(screen(&kept).contains("[✓ Keep this key for other bots]"), "{}", screen(&kept));
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/keys", "Anthropic …good · used by “nest”").await;
    ada.hears("/keys add anthropic", "Send me your Anthropic key").await;
    ada.hears(KEY, "Key …good is kept already").await;

    world.app().move_clock(DAY);
    let checks = world.providers.calls().len();
    ada.hears("/deploy owl anthropic web", "Send me your Anthropic key").await;
    ada.gets("Use my Anthropic key …good", "Ready to hatch").await;
    assert!(world.providers.calls().len() > checks, "a day later it is asked about again");
    ada.gets("Cancel", "Nothing was made").await;
    world.app().move_clock(DAY);
    for on in [On::Look, On::Chat] {
        world.providers.behaves(KEY, on, Behaviour::no_credit(Provider::Anthropic));
    }
    ada.hears("/deploy owl anthropic web", "Send me your Anthropic key").await;
    let poor = ada.gets("Use my Anthropic key …good", "has no credit left").await;
    assert!(poor.text.contains("It stays in /keys"), "{}", poor.text);
    ada.gets("Cancel", "Nothing was made").await;
    world.ends().await;
}

#[tokio::test]
async fn a_bot_gets_a_kept_key_by_edit_and_keeps_its_own_when_it_is_given_one() {
    let Some(world) = World::start().await else { return };
    let ada = ada_with_a_key(&world).await;
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.hears(OTHER_KEY, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key").await;
    ada.gets("Use my Anthropic key …good", "is changed").await;
    ada.hears("/keys", "Anthropic …good · used by “nest”").await;
    ada.hears("/edit nest", "What would you like to change").await;
    let asked = ada.gets("Key", "Send me your Anthropic key").await;
    assert!(!screen(&asked).contains("Use my"), "it has that one: {}", screen(&asked));
    ada.hears(OTHER_KEY, "is changed").await;
    ada.hears("/keys", "Anthropic …good · used by no bot yet").await;
    // In the middle of something else the question waits for a word.
    ada.hears("/deploy owl echo web", "Ready to hatch").await;
    ada.hears("/keys add", "You are in the middle of hatching “owl”.").await;
    ada.gets("Continue here", "Ready to hatch").await;
    ada.gets("Cancel", "Nothing was made").await;
    world.ends().await;
}

#[tokio::test]
async fn a_key_that_is_typed_for_a_bot_that_runs_is_offered_for_keeping_once_and_kept_by_one_press() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    let changes = async |key: &str| {
        ada.hears("/edit nest", "What would you like to change").await;
        ada.gets("Key", "Send me your Anthropic key").await;
        ada.hears(key, "is changed").await;
    };
    changes(OTHER_KEY).await;
    let offer = ada.sees("The key …next is for “nest” alone").await;
    // Whatever is being asked meanwhile stands.
    ada.hears("/deploy owl echo web", "Ready to hatch").await;
    ada.presses_on(&offer, "Keep this key for other bots");
    ada.sees("Anthropic key …next is kept").await;
    ada.hears("/keys", "Anthropic …next · used by “nest”").await;
    ada.hears("/cancel", "Nothing was made").await;
    let kept = "SELECT COUNT(*) FROM stored_keys";
    ada.presses_on(&offer, "Keep this key for other bots");
    ada.sees("…next").await;
    assert_eq!(crate::store::count(&world.database_url(), kept).await, 1, "one that is kept is kept once");
    changes(KEY).await;
    changes(OTHER_KEY).await;
    assert_eq!(ada.count("The key …next is for “nest” alone"), 1, "what is kept is not offered:\n{}", ada.chat());
    world.ends().await;
}

#[tokio::test]
async fn a_new_value_goes_to_each_bot_and_stops_at_the_one_that_does_not_come_up() {
    let Some(world) = World::with(&[("TIER_FREE", "hour=50,day=50,live=5")]).await else { return };
    let ada = ada_with_a_key(&world).await;
    for name in ["nest", "owl", "crow"] {
        hatches(&ada, name).await;
    }
    let blueprint = |called: &str| format!("UPDATE instances SET blueprint = '{called}' WHERE name = 'owl'");
    world.sql(&blueprint("gone")).await;
    ada.hears("/keys", "used by “nest”, “owl”, “crow”").await;
    ada.gets("Anthropic …good", "Used by “nest”, “owl”, “crow”.").await;
    let asked = ada.gets("Replace", "Send me your Anthropic key").await;
    assert!(
        asked.text.contains("When it is good, 3 bots get it in place of …good: “nest”, “owl”, “crow”."),
        "{}",
        asked.text
    );
    ada.hears(KEY, "Key …good is the one that is kept, so there is nothing to replace.").await;
    let stopped = ada.hears(OTHER_KEY, "I stopped there.").await;
    expect![[r#"
        “owl” did not come up well with Anthropic key …next.
        Its blueprint is no longer here.
        “owl” has …good again, but is not well yet. /status shows how it is.
        With …next: “nest”
        Still with …good: “owl”, “crow”
        I stopped there. Both keys are kept until you say what now.
        [Go on]
        [Back to …good]
        [Leave it so]
    "#]]
    .assert_eq(&screen(&stopped));
    ada.hears("/keys replace next", "It is on its way to its bots").await;
    ada.hears("/keys delete next", "so I did not delete it").await;
    world.sql(&blueprint("hatchling")).await;
    ada.hears("/keys", "Anthropic …next · used by “nest”, “owl”, “crow”").await;
    ada.presses_on(&stopped, "Go on");
    let stopped = ada.sees("Still with …good: “owl”").await;
    assert!(stopped.text.contains("With …next: “nest”, “crow”"), "{}", stopped.text);
    let done = ada.gets("Try again", "3 bots have Anthropic key …next now.").await;
    assert!(done.text.contains("…good is deleted here, and you can revoke it at Anthropic."), "{}", done.text);
    world.settles().await;
    assert_eq!(ada.count("“nest” is changed"), 0, "no message for each bot");
    ada.presses_on(&stopped, "Back to …good");
    ada.sees("That is settled already.").await;
    let told = ada.hears("/status owl", "● running").await;
    assert!(told.text.contains("Anthropic, key …next"), "{}", told.text);
    world.ends().await;
}

#[tokio::test]
async fn in_spanish_a_key_that_fails_its_second_bot_goes_back() {
    let Some(world) = World::with(&[("TIER_FREE", "hour=50,day=50,live=5")]).await else { return };
    let ada = world.person(42).speaking("es");
    ada.hears("/keys add anthropic", "Anthropic").await;
    ada.hears(KEY, "queda guardada y cifrada").await;
    for name in ["nido", "cuervo"] {
        ada.hears(&format!("/deploy {name} anthropic web"), "Anthropic").await;
        ada.gets("Usar mi clave de Anthropic …good", name).await;
        ada.gets("Crearlo", "está vivo").await;
    }
    world.sql("UPDATE instances SET blueprint = 'gone' WHERE name = 'cuervo'").await;
    ada.hears("/keys replace good", "2 bots la reciben en lugar de …good: “nido”, “cuervo”").await;
    let stopped = ada.hears(OTHER_KEY, "Ahí me paré.").await;
    expect![[r#"
        “cuervo” no arrancó bien con la clave de Anthropic …next.
        Su plantilla ya no está aquí.
        “cuervo” tiene otra vez …good, pero aún no va bien. /status muestra cómo está.
        Con …next: “nido”
        Aún con …good: “cuervo”
        Ahí me paré. Las dos claves siguen guardadas hasta que digas qué hacer.
        [Reintentar]
        [Volver a …good]
        [Dejarlo así]
    "#]]
    .assert_eq(&screen(&stopped));
    ada.gets("Volver a …good", "Tus bots han vuelto a la clave de Anthropic …good.").await;
    world.ends().await;
}
