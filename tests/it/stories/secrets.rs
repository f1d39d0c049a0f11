//! Keys and tokens in a chat: they are taken away, wherever they turn up, and nobody on the machine can see them.
//! That they are in no file, log line or message is what every world is held to at its end.

use expect_test::expect;

use crate::fakes::telegram::{Failure, Sender};
use crate::world::{KEY, Speaker, World, screen};

/// What the person wrote and can still be read.
fn left_by(person: &Speaker) -> Vec<String> {
    let chat = person.chat();
    let typed = chat.visible().filter(|message| message.sender != Sender::Bot);
    typed.map(|message| message.text.clone()).collect()
}

#[tokio::test]
async fn a_key_is_taken_out_of_the_chat_wherever_it_is_sent() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    expect![[r#"
        Your message is deleted.
        That looked like a key, and I had not asked for one, so I kept nothing of it. If others could read it, revoke it.
        [Hatch a bot]
        [My bots] · [Help]
    "#]].assert_eq(&screen(&ada.hears(KEY, "I had not asked for one").await));
    expect![[r#"
        Your message is deleted.
        That looked like a key, and I had not asked for one, so I kept nothing of it. If others could read it, revoke it.
        I do not know that command. Did you mean /deploy?
    "#]]
    .assert_eq(&screen(&ada.hears(&format!("/delpoy nest {KEY}"), "Did you mean /deploy?").await));
    let asked = ada.hears(&format!("/deploy nest {KEY}"), "Keys do not belong behind a command").await;
    expect![[r#"
        Your message is deleted.
        Keys do not belong behind a command, so I kept nothing of it. I will ask for it.
        What shall it be called?
        3 to 32 letters or digits.
        [Cancel]
    "#]]
    .assert_eq(&screen(&asked));
    ada.hears(KEY, "I will ask for one when it is needed.\nWhat shall it be called?").await;
    ada.hears("nest", "Whose AI").await;
    expect![[r#"
        Your message is deleted.
        That looked like a key, so I did not keep it. I will ask for one when it is needed.
        Whose AI should “nest” use? You bring the key, and the bill for its thinking goes to your account there.
        [Anthropic] · [OpenAI]
        [OpenRouter] · [Gemini]
        [Just try it, no key]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.hears(KEY, "I did not keep it").await));
    ada.gets("Anthropic", "Send me your Anthropic key").await;
    ada.hears(&format!("here it is: {KEY}"), "a key is one word").await;
    ada.hears(&format!("/kye {KEY}"), "Keys do not belong behind a command").await;
    ada.hears(&format!("/status {KEY}"), "You have no bot yet.").await;
    ada.hears(KEY, "Where should people talk").await;
    ada.hears(KEY, "Where should people talk").await;
    world.settles().await;
    assert_eq!(left_by(&ada), ["nest"]);
    world.ends().await;
}

#[tokio::test]
async fn a_message_that_telegram_does_not_delete_is_to_be_deleted_by_hand() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    let refused = Failure::Refused("Bad Request: message can't be deleted for everyone");
    world.telegram.fails_next(&world.hatchery, "deleteMessage", refused);
    let told = ada.hears("sk-ant-HATCHTEST-0123456789-bogus\nand more", "a key is one word").await;
    expect![[r#"
        I was not allowed to delete your message. Please delete it yourself, so that nobody reads the secret in it.
        That cannot be a key of Anthropic: a key is one word of plain letters, digits and dashes.
        Send me your Anthropic key. It starts with sk-ant-.
        I check it, with one tiny question that costs next to nothing, and lock it away encrypted. It does not stay in this chat.
        [Where do I get one?]
        [Back] · [Cancel]
    "#]].assert_eq(&screen(&told));
    world.ends().await;
}

#[tokio::test]
async fn nobody_on_the_machine_sees_a_secret_in_the_list_of_processes() {
    let Some(world) = World::start().await else { return };
    let child = world.telegram.bot("nest_helper_bot");
    let ada = world.person(42);
    ada.hears("/deploy nest anthropic web telegram", "Send me your Anthropic key").await;
    ada.hears(KEY, "needs a Telegram bot").await;
    ada.hears(&child.token, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    let program = env!("CARGO_BIN_EXE_hatchery");
    assert_eq!(world.bots(), [format!("{program} bot")]);
    let log = ada.hears("/logs", "The last lines of").await;
    assert!(!log.text.contains("HATCHTEST"), "{}", log.text);
    world.ends().await;
}
