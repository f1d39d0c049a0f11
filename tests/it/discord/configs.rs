//! The settings of a bot on Discord: picked by buttons, typed into a form, or given behind the command.

use expect_test::expect;

use crate::discord::{Den, Door, screen};
use crate::world::{KEY, Page};

through_both_doors! {
    a_setting_reaches_the_bot_by_a_form_and_by_command,
}

async fn a_setting_reaches_the_bot_by_a_form_and_by_command(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.speaker("ada");
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.gives("Give the key", &[("Anthropic key", KEY)], "Ready to hatch").await;
    let page = Page::told_in(&ada.gets("Hatch it", "is alive").await.text);
    expect![[r#"
        The config of “nest”, revision 1.
        Model (model): as usual, claude-sonnet-5-5
        Memory (memory): as usual, 20
        Character (persona): not set
        No part of it and kept apart: Anthropic …good
        By hand: /config nest set …, patch …, history or rollback ….
        [Model] · [Memory] · [Character] · [History]
    "#]]
    .assert_eq(&screen(&ada.hears("/config nest", "The config of “nest”").await));
    expect![[r#"
        What should Character be for “nest”?
        Who it is and how it talks, in your words.
        Up to 1,000 characters: letters, digits and everyday punctuation.
        [Answer] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.gets("Character", "What should Character be").await));
    ada.gives("Answer", &[("Your answer", "{x}")], "cannot have { in it").await;
    ada.gives("Answer", &[("Your answer", "You're a pirate.")], "is changed and answered").await;
    page.asks("hello").await;
    let asked = den.providers.calls().pop().expect("a call").body;
    assert!(asked["system"].to_string().contains("You’re a pirate."), "{asked}");

    ada.hears("/config nest set memory = 1", "“nest” has revision 3").await;
    ada.sees("is changed and answered").await;
    ada.hears("/config nest patch @1 {\"options\": {\"memory\": 2}}", "was faster").await;
    ada.hears("/config nest history", "came about").await;
    ada.gets("Back to 1", "“nest” has revision 4").await;
    ada.sees("is changed and answered").await;
    ada.hears("/config nest", "Memory (memory): as usual, 20").await;
    den.ends().await;
}
