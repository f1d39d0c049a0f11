use serde_json::json;

use super::*;
use crate::domain::Provider;

const ADA: &str = "80351110224678912";
const EVE: &str = "80351110224678913";

/// An interaction in a server, as the HTTP door brings it.
fn interaction_of(kind: u8, data: Value) -> Value {
    json!({
        "version": 1,
        "type": kind,
        "id": "175928847299117063",
        "application_id": "290926444748734465",
        "token": "aW50ZXJhY3Rpb246HATCHTEST",
        "context": 0,
        "guild_id": "290926798626357999",
        "channel_id": "645027906669510667",
        "channel": { "id": "645027906669510667", "type": 0 },
        "locale": "es-ES",
        "guild_locale": "en-US",
        "app_permissions": "442368",
        "attachment_size_limit": 10485760,
        "entitlements": [],
        "authorizing_integration_owners": { "0": "290926798626357999" },
        "member": {
            "user": { "id": ADA, "username": "ada", "discriminator": "0", "avatar": null, "global_name": "Ada" },
            "roles": [], "joined_at": "2026-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0,
            "permissions": "0",
        },
        "data": data,
    })
}

fn with(mut interaction: Value, more: Value) -> Value {
    let more = more.as_object().expect("an object").clone();
    interaction.as_object_mut().expect("an object").extend(more);
    interaction
}

/// In the private channel of Ada and our bot.
fn direct(interaction: Value) -> Value {
    let mut interaction = with(interaction, json!({ "context": 1, "user": { "id": ADA, "username": "ada" } }));
    interaction.as_object_mut().expect("an object").remove("member");
    interaction
}

fn message_for(person: &str, flags: u64) -> Value {
    json!({ "message": {
        "id": "645027906669510999", "type": 20, "content": "", "flags": flags, "components": [],
        "interaction_metadata": { "id": "1", "type": 2, "user": { "id": person, "username": "somebody" } },
    } })
}

fn button(word: &str) -> Value {
    interaction_of(COMPONENT, json!({ "component_type": 2, "custom_id": word, "id": 3 }))
}

fn route(interaction: &Value) -> Route {
    super::interaction(interaction.to_string().as_bytes())
}

fn heard(interaction: &Value) -> (Incoming, Reply) {
    match route(interaction) {
        Route::Heard(Heard { incoming, reply: Some(reply) }) => (incoming, reply),
        other => panic!("{other:?}"),
    }
}

fn pressed_word(interaction: &Value) -> String {
    match heard(interaction).0.input {
        Input::Press(word) => word,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_command_reads_as_it_would_be_typed() {
    let options = json!([{ "type": 3, "name": "bot", "value": "nest" }, { "type": 4, "name": "lines", "value": 20 }]);
    let command = json!({ "id": "1", "name": "logs", "type": 1, "options": options });
    let (incoming, reply) = heard(&interaction_of(COMMAND, command));
    assert!(matches!(incoming.input, Input::Text(text) if text == "/logs nest 20"));
    assert_eq!(incoming.account.to_string(), format!("discord:{ADA}"));
    assert_eq!(incoming.update, "175928847299117063");
    assert_eq!((incoming.message, incoming.language), (None, Some("es-ES".into())));
    assert_eq!(reply.channel.as_deref(), Some("645027906669510667"));
    assert!(!reply.is_direct && !reply.is_born_of_message);
}

#[test]
fn the_way_to_answer_lasts_fourteen_minutes_from_the_moment_of_the_interaction() {
    let (_, reply) = heard(&interaction_of(COMMAND, json!({ "name": "help" })));
    // Discord's own example: this id was made at 2016-04-30 11:18:25.796 UTC.
    assert_eq!(reply.expires_at_ms, 1_462_015_105_796 + 14 * 60 * 1000);
}

#[test]
fn what_is_typed_and_the_token_print_nowhere() {
    let part = json!({ "type": 1, "components": [{ "type": 4, "custom_id": "key-openai", "value": "HATCHTEST-key" }] });
    let data = json!({ "custom_id": "1:f:en:7:key-openai", "components": [part] });
    let printed = format!("{:?}", route(&interaction_of(MODAL, data)));
    assert!(!printed.contains("HATCHTEST"), "{printed}");
}

#[test]
fn a_press_says_its_word_and_where_its_message_is() {
    let own = with(button("1:p:7/done"), message_for(ADA, 32768));
    assert_eq!(pressed_word(&own), "7/done");
    let at = |interaction: &Value| heard(interaction).0.message.map(|message| message.0);
    assert_eq!(at(&own).as_deref(), Some("i.175928847299117063.@original"));
    assert_eq!(at(&direct(own.clone())).as_deref(), Some("c.645027906669510667.645027906669510999"));
    let (_, reply) = heard(&direct(own));
    assert!(reply.is_direct && reply.is_born_of_message);
}

#[test]
fn menus_say_what_was_picked() {
    let menu = |word: &str, values: Value| {
        let data = json!({ "component_type": 3, "custom_id": word, "values": values });
        direct(with(interaction_of(COMPONENT, data), message_for(ADA, 0)))
    };
    assert_eq!(pressed_word(&menu("1:o", json!(["7/ai.openai"]))), "7/ai.openai");
    assert_eq!(pressed_word(&menu("1:o:1", json!(["7/model.3"]))), "7/model.3");
    let (incoming, _) = heard(&menu("1:m:7", json!(["web", "telegram"])));
    let Input::Form { revision: 7, answers } = incoming.input else { panic!("{:?}", incoming.input) };
    assert_eq!(answers, [(Field::Channels, "web telegram".to_owned())]);
}

#[test]
fn what_is_not_known_shows_where_the_person_is() {
    for word in ["", "1", "2:p:new", "1:x:new", "1:m:x", "1:f:en", "new"] {
        assert_eq!(pressed_word(&direct(with(button(word), message_for(ADA, 0)))), "", "{word}");
    }
    assert_eq!(pressed_word(&interaction_of(MODAL, json!({ "custom_id": "1:f:x", "components": [] }))), "");
}

#[test]
fn the_button_of_a_form_opens_it() {
    let pressed = with(button("1:f:en:7:name.key-openai"), message_for(ADA, 64));
    let Route::Open(form) = route(&pressed) else { panic!("no form") };
    assert_eq!(form.fields, [Field::Name, Field::Key(Provider::OpenAi)]);
    assert_eq!((form.revision, form.language.as_str()), (7, "en"));
}

#[test]
fn answers_of_a_form_come_with_the_message_it_was_opened_from() {
    let part = json!({ "type": 1, "components": [{ "type": 4, "custom_id": "name", "value": "nest" }] });
    let submit = interaction_of(MODAL, json!({ "custom_id": "1:f:en:7:name", "components": [part] }));
    let (incoming, reply) = heard(&with(submit.clone(), message_for(ADA, 64)));
    let Input::Form { revision: 7, answers } = incoming.input else { panic!("{:?}", incoming.input) };
    assert_eq!(answers, [(Field::Name, "nest".to_owned())]);
    assert!(reply.is_born_of_message && incoming.message.is_some());
    assert!(!heard(&submit).1.is_born_of_message);
}

#[test]
fn nobody_presses_what_was_shown_to_somebody_else() {
    for word in ["1:p:new", "1:f:en:7:name"] {
        let foreign = with(button(word), message_for(EVE, 32768));
        assert!(matches!(route(&foreign), Route::Stranger { language: Some(_) }), "{word}");
        assert!(!matches!(route(&direct(foreign)), Route::Stranger { .. }), "{word}");
        assert!(!matches!(route(&with(button(word), message_for(EVE, 64))), Route::Stranger { .. }), "{word}");
        let unknown = with(button(word), json!({ "message": { "id": "1", "flags": 0 } }));
        assert!(matches!(route(&unknown), Route::Stranger { .. }), "{word}");
    }
}

#[test]
fn what_is_being_typed_asks_for_suggestions() {
    let options = json!([{ "type": 3, "name": "bot", "value": "ne", "focused": true }]);
    let typing = interaction_of(AUTOCOMPLETE, json!({ "id": "1", "name": "logs", "type": 1, "options": options }));
    let Route::Suggest(suggest) = route(&typing) else { panic!("no suggestion") };
    assert_eq!((suggest.command.as_str(), suggest.typed.as_str()), ("logs", "ne"));
}

#[test]
fn a_ping_is_known_whatever_comes_with_it_and_what_does_not_read_hurts_nobody() {
    assert!(matches!(route(&json!({ "type": 1, "id": "1", "application_id": "2" })), Route::Ping));
    let no_person = with(interaction_of(COMMAND, json!({})), json!({ "member": null }));
    let bad_token = with(button("1:p:new"), json!({ "token": "../x" }));
    let bad_id = with(button("1:p:new"), json!({ "id": "1/2" }));
    for unreadable in [json!(null), json!({}), json!({ "type": 9 }), no_person, bad_token, bad_id] {
        assert!(matches!(route(&unreadable), Route::Unreadable), "{unreadable}");
    }
}

#[test]
fn only_what_people_write_in_private_is_heard() {
    let written = json!({
        "id": "334385199974967042", "channel_id": "290926798999357250", "type": 0, "content": "nest",
        "author": { "id": ADA, "username": "ada" }, "timestamp": "2026-01-01T00:00:00Z", "mentions": [],
    });
    let read = |message: &Value| super::message(message.to_string().as_bytes());
    let heard = read(&written).expect("a message of a person");
    assert!(matches!(&heard.incoming.input, Input::Text(text) if text == "nest"));
    assert_eq!(heard.incoming.message, Some(MessageRef("c.290926798999357250.334385199974967042".into())));
    assert!(heard.reply.is_none());
    let picture = read(&with(written.clone(), json!({ "content": "" }))).expect("a picture");
    assert!(matches!(picture.incoming.input, Input::NoText));
    for other in [
        json!({ "guild_id": "1" }),
        json!({ "author": { "id": EVE, "bot": true } }),
        json!({ "type": 6 }),
        json!({ "webhook_id": "1" }),
    ] {
        assert!(read(&with(written.clone(), other.clone())).is_none(), "{other}");
    }
}
