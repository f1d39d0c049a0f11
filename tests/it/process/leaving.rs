//! SIGTERM and SIGINT: everything ends within ten seconds, nothing stays behind, and the next start takes up what was
//! under way.

use hatchery::domain::Provider;
use nix::sys::signal::Signal;

use super::house::{AI_KEY, House, newest_offers, told};
use super::program::{says, until};
use crate::fakes::providers::{Behaviour, On};

const OTHER_KEY: &str = "sk-ant-HATCHTEST-jihgfedcba9876543210";

#[tokio::test]
async fn bots_stop_with_hatchery_and_start_with_it() {
    let Some(house) = House::new().await else { return };
    for signal in [Signal::SIGTERM, Signal::SIGINT] {
        let serve = house.serves();
        let name = if signal == Signal::SIGTERM { "nest" } else { "twig" };
        let page = house.hatches(name).await;
        let log = serve.leaves(signal).await;
        assert!(log.contains("Hatchery has stopped, and its bots on this machine with it"), "{log}");
        assert_eq!(house.running(), []);
        page.is_gone().await;
    }
    let serve = house.serves();
    house.is_in_order().await;
    assert_eq!(house.running().len(), 2);
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn leaving_waits_for_no_provider_and_the_next_start_goes_on() {
    let Some(house) = House::new().await else { return };
    let (ada, bob) = (house.ada(), house.telegram.person(43));
    house.providers.knows(Provider::Anthropic, AI_KEY);
    house.providers.knows(Provider::Anthropic, OTHER_KEY);
    let serve = house.serves();
    house.reviews_with_key("nest", AI_KEY).await;
    let looked = house.providers.calls().len();
    // Neither the bot's first answer nor the check of another person's key comes.
    house.providers.behaves(AI_KEY, On::Chat, Behaviour::Stall);
    house.providers.behaves(OTHER_KEY, On::Look, Behaviour::Stall);
    ada.presses(&house.bot, "Hatch it");
    bob.says(&house.bot, "/deploy twig anthropic web");
    bob.sees(&house.bot, |chat| !told(chat, "Send me your Anthropic key.").is_empty()).await;
    bob.says(&house.bot, OTHER_KEY);
    until("both wait for Anthropic", async || (house.providers.calls().len() >= looked + 2).then_some(())).await;
    serve.leaves(Signal::SIGTERM).await;
    assert_eq!(house.running(), []);

    house.providers.behaves(AI_KEY, On::Chat, Behaviour::Usual);
    house.providers.behaves(OTHER_KEY, On::Look, Behaviour::Usual);
    let serve = house.serves();
    house.page("nest").await;
    bob.sees(&house.bot, |chat| newest_offers(chat, "Hatch it")).await;
    house.comes_to_rest().await;
    house.is_in_order().await;
    let asked = told(&bob.chat(&house.bot), "Your message is deleted.");
    assert_eq!(asked.len(), 1, "the check is asked for again, not the key: {asked:?}");
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn a_hatch_that_was_interrupted_overnight_goes_on_in_the_morning() {
    let Some(house) = House::new().await else { return };
    house.providers.knows(Provider::Anthropic, AI_KEY);
    let serve = house.serves();
    house.reviews_with_key("nest", AI_KEY).await;
    let looked = house.providers.calls().len();
    house.providers.behaves(AI_KEY, On::Chat, Behaviour::Stall);
    house.ada().presses(&house.bot, "Hatch it");
    until("the bot asks Anthropic", async || (house.providers.calls().len() > looked).then_some(())).await;
    serve.leaves(Signal::SIGTERM).await;
    house.change("UPDATE operations SET stage_since = stage_since - 36000000").await;

    house.providers.behaves(AI_KEY, On::Chat, Behaviour::Usual);
    let serve = house.serves();
    house.page("nest").await;
    house.comes_to_rest().await;
    house.is_in_order().await;
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn a_second_hatchery_on_the_same_folder_says_who_holds_it() {
    let Some(house) = House::new().await else { return };
    let serve = house.serves();
    let page = house.hatches("nest").await;
    let second = says("serve", &house.settings, &house.place()).await;
    assert_eq!(second.code, Some(1));
    let holder = format!("another Hatchery already uses {}: process {}, since ", house.data().display(), serve.pid());
    assert!(second.err.contains(&holder), "{}", second.err);
    page.answers().await;
    house.is_in_order().await;
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn leaving_while_starting_leaves_nothing_behind() {
    let Some(house) = House::new().await else { return };
    let serve = house.serves();
    house.hatches("nest").await;
    house.hatches("twig").await;
    serve.dies().await;
    assert_eq!(house.running().len(), 2, "bots outlive a kill -9");
    // It is asked to leave while it settles what the killed one left behind.
    let serve = house.serves();
    serve.port().await;
    serve.leaves(Signal::SIGTERM).await;
    assert_eq!(house.running(), []);
    let serve = house.serves();
    house.is_in_order().await;
    serve.leaves(Signal::SIGTERM).await;
}
