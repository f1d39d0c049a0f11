//! Buttons that somebody else can see: whoever presses what was not shown to them is told so, and nothing happens.
//! Hatchery itself shows nothing in public; what is public here is put up with its token by hand.

use serde_json::{Value, json};

use crate::discord::Den;
use crate::discord::den::by_each_door;
use crate::fakes::discord::{Answer, Invocation, Person, Place};

const NOT_YOURS: &str = "That button is somebody else's. Start your own with /deploy.";

/// A message of the application with one of each that can be pressed.
fn public() -> Value {
    let button = |label: &str, word: &str| json!({ "type": 2, "style": 2, "label": label, "custom_id": word });
    let options = json!([{ "label": "Anthropic", "value": "new" }]);
    json!({
        "flags": 1 << 15, "allowed_mentions": { "parse": [] },
        "components": [
            { "type": 10, "content": "For everybody" },
            { "type": 1, "components": [button("Hatch", "1:p:new"), button("Form", "1:f:en:7:name")] },
            { "type": 1, "components": [{ "type": 3, "custom_id": "1:o:0", "options": options }] },
        ],
    })
}

/// Says it as the application does, at a path of Discord's API.
async fn puts_up(den: &Den, path: &str) {
    let said = reqwest::Client::new()
        .post(format!("{}/api/v10{path}", den.discord.origin()))
        .header("authorization", format!("Bot {}", den.hatchery.token))
        .header("user-agent", "DiscordBot (https://hatchery.invalid, 1)")
        .json(&public())
        .send()
        .await
        .expect("an answer");
    assert!(said.status().is_success(), "{}", said.text().await.expect("a text"));
}

/// Everything on the message is pressed by somebody whose it is not.
async fn is_turned_away(den: &Den, who: &Person, server: &Place) {
    let message = who.waits_for(server, |it| it.text == "For everybody").await;
    let (calls, seen) = (outgoing(den), who.sees(server).len());
    let acts: [Invocation; 3] =
        [who.presses_on(&message, "Hatch"), who.presses_on(&message, "Form"), who.selects_on(&message, &["Anthropic"])];
    for act in &acts {
        assert_eq!(act.answered().await.answer, Answer::Message);
    }
    den.settles().await;
    let told = who.sees(server).split_off(seen);
    assert!(told.len() == 3 && told.iter().all(|it| it.text == NOT_YOURS && it.is_ephemeral), "{told:#?}");
    assert_eq!((who.modal(), outgoing(den)), (None, calls), "nothing else happened");
}

/// Calls other than first answers.
fn outgoing(den: &Den) -> usize {
    den.discord.calls().iter().filter(|call| !call.path.contains("/interactions/")).count()
}

#[tokio::test]
async fn nobody_presses_what_was_shown_to_somebody_else() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let ((ada, server), bob) = (den.server(), den.discord.person("bob"));
        server.admits(&bob);
        let help = ada.types_command(&server, "help", &[]);
        ada.waits_for(&server, |it| it.text.contains("This is what I understand")).await;
        assert_eq!(bob.sees(&server), []);
        den.settles().await;
        // The token of an interaction of the fake is made so.
        let token = format!("aHATCHTEST-{}-{}", help.id, ada.id);
        puts_up(&den, &format!("/webhooks/{}/{token}", den.hatchery.id)).await;
        is_turned_away(&den, &bob, &server).await;

        ada.presses(&server, "Hatch");
        ada.waits_for(&server, |it| it.text.contains("Whose AI should your bot use?")).await;
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_nobody_is_pressed_by_nobody() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, server) = den.server();
        puts_up(&den, &format!("/channels/{}/messages", server.id)).await;
        is_turned_away(&den, &ada, &server).await;
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_stranger_is_told_in_their_own_language() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let server = den.discord.guild("Den");
        let luz = den.discord.person("luz").speaking("es-ES");
        server.installs(&den.hatchery);
        server.admits(&luz);
        puts_up(&den, &format!("/channels/{}/messages", server.id)).await;
        luz.presses(&server, "Hatch");
        luz.waits_for(&server, |it| it.is_ephemeral && it.text.contains("es de otra persona")).await;
        den.ends().await;
    })
    .await;
}
