//! The HTTP door, at which anybody can knock: only what Discord signed, and signed just now, is let in.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::discord::Den;
use crate::discord::den::Door;
use crate::discord::trouble::count;

const NOW: Duration = Duration::ZERO;

#[tokio::test]
async fn only_what_discord_signed_is_let_in() {
    let Some(den) = Den::open(Door::Http).await else { return };
    let probes = den.discord.probe_badly(&den.hatchery).await;
    let let_in: Vec<_> = probes.iter().filter(|probe| probe.status != 401).collect();
    assert!(!probes.is_empty() && let_in.is_empty(), "{let_in:?}");
    assert_eq!(den.discord.delivers(&den.hatchery, r#"{"type":1}"#, NOW).await, 200);
    den.ends().await;
}

#[tokio::test]
async fn what_was_recorded_is_not_played_again_later() {
    let Some(den) = Den::open(Door::Http).await else { return };
    let (ada, direct) = den.ada();
    let recorded = command(&den, ada.id, direct.id, "quota");
    assert_eq!(den.discord.delivers(&den.hatchery, &recorded, Duration::from_secs(600)).await, 401);
    ada.types_command(&direct, "help", &[]);
    ada.waits_for(&direct, |it| it.text.contains("This is what I understand")).await;
    den.settles().await;
    assert_eq!(ada.sees(&direct).len(), 1);
    den.ends().await;
}

#[tokio::test]
async fn who_shows_no_signature_of_now_is_turned_away_before_their_body_is_taken() {
    let Some(den) = Den::open(Door::Http).await else { return };
    let origin = den.app().config.public_url.clone().expect("an address");
    let host = origin.strip_prefix("http://").expect("on this machine");
    let signature = "0".repeat(128);
    for shown in [
        String::new(),
        format!("x-signature-ed25519: {signature}\r\n"),
        format!("x-signature-ed25519: {signature}\r\nx-signature-timestamp: 1\r\n"),
        "x-signature-ed25519: 00\r\nx-signature-timestamp: 1\r\n".to_owned(),
    ] {
        let mut line = TcpStream::connect(host).await.expect("a line");
        let head =
            format!("POST /discord/interactions HTTP/1.1\r\nhost: {host}\r\ncontent-length: 200000\r\n{shown}\r\n");
        line.write_all(head.as_bytes()).await.expect("it is taken");
        // Nothing of the body has been sent, and nothing will be.
        let mut answer = [0; 12];
        let read = timeout(Duration::from_secs(5), line.read_exact(&mut answer)).await;
        read.expect("it waits for no body").expect("an answer");
        assert_eq!(answer, *b"HTTP/1.1 401", "{shown:?}");
    }
    den.ends().await;
}

#[tokio::test]
async fn what_is_too_big_or_does_not_read_is_refused_and_nobody_is_disturbed() {
    let Some(den) = Den::open(Door::Http).await else { return };
    let (ada, direct) = den.ada();
    let big =
        json!({ "type": 2, "id": "1", "application_id": "1", "token": "t", "data": { "name": "x".repeat(256 << 10) } });
    assert_eq!(den.discord.delivers(&den.hatchery, &big.to_string(), NOW).await, 413);
    for text in [
        "",
        "sk-ant-HATCHTEST-0123456789-good",
        r#"{"type": 2, "token": "sk-ant-HATCHTEST-0123456789-good""#,
        r#"{"type": "sk-ant-HATCHTEST-0123456789-good"}"#,
        r#"{"type": 2, "id": "1", "application_id": "sk-ant-HATCHTEST-0123456789-good", "token": "t"}"#,
        r#"{"type": 99, "id": "1", "application_id": "1", "token": "t", "user": {"id": "1"}}"#,
    ] {
        assert_eq!(den.discord.delivers(&den.hatchery, text, NOW).await, 400, "{text}");
    }
    assert_eq!(den.log.count("an interaction that does not read is left aside"), 6);
    ada.types_command(&direct, "help", &[]);
    ada.waits_for(&direct, |it| it.text.contains("This is what I understand")).await;
    assert_eq!(count(&ada, &direct, "This is what I understand"), 1);
    den.ends().await;
}

/// A command as Discord delivers it.
fn command(den: &Den, person: u64, channel: u64, name: &str) -> String {
    json!({
        "type": 2, "id": "1", "application_id": den.hatchery.id.to_string(), "token": "t", "context": 1,
        "user": { "id": person.to_string(), "username": "ada" }, "channel_id": channel.to_string(),
        "data": { "name": name }, "locale": "en-US",
    })
    .to_string()
}
