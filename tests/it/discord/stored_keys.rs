//! A key that is kept on Discord: it comes by a form, and is offered where the form for one would be.

use expect_test::expect;

use crate::discord::{Den, Door, screen};
use crate::world::{KEY, OTHER_KEY};

const FIELD: &str = "Anthropic key";

through_both_doors! {
    a_kept_key_needs_no_form_and_is_replaced_for_its_bot,
}

async fn a_kept_key_needs_no_form_and_is_replaced_for_its_bot(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.speaker("ada");
    ada.hears("/keys", "I keep no keys for you yet.").await;
    ada.gets("Add a key", "Whose key is it?").await;
    ada.picks(&["Anthropic"], "Send me your Anthropic key").await;
    ada.gives("Give the key", &[(FIELD, KEY)], "Anthropic key …good is kept").await;

    ada.hears("/deploy anthropic web", "What shall it be called?").await;
    assert_eq!(ada.is_asked_for("Answer").await, ["Name"], "the key is a question of its own");
    let asked = ada.gives("Answer", &[("Name", "nest")], "Send me your Anthropic key").await;
    expect![[r#"
        Send me your Anthropic key. It starts with sk-ant-.
        The Anthropic key goes into the form behind the button, never into a message. I check it, with one tiny question that costs next to nothing, and lock it away encrypted.
        [Use my Anthropic key …good] · [Give the key] · [Where do I get one?] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&asked));
    ada.gets("Use my Anthropic key …good", "Ready to hatch “nest”").await;
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/keys", "used by “nest”").await;
    ada.gets("Anthropic …good", "Used by “nest”.").await;
    ada.gets("Replace", "gets it in place of …good").await;
    ada.gives("Give the key", &[(FIELD, OTHER_KEY)], "1 bot has Anthropic key …next now.").await;
    den.ends().await;
}
