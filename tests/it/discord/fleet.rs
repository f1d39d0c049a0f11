//! All bots and a close look at one, on Discord: the same words, and a form where a word confirms.

use super::{Den, Door};

through_both_doors!(
    an_operator_looks_and_stops_many_by_writing_how_many,
    a_close_look_is_shown_in_the_message_that_announced_it,
);

async fn an_operator_looks_and_stops_many_by_writing_how_many(door: Door) {
    let Some(mut den) = Den::with(door, &[("ADMINS", "discord:1")]).await else { return };
    let (admin, ada) = (den.member("admin"), den.speaker("ada"));
    let guild = admin.place.guild().expect("a server").to_string();
    let admins = format!("discord:{}", admin.person.id);
    den.restarts_with(&[("ADMINS", &admins), ("DISCORD_ADMIN_GUILD", &guild)]).await;
    ada.hatches("nest echo web").await;
    let overview = admin.hears("/fleet", "1 bot of all people").await;
    assert!(overview.is_ephemeral, "what is for operators is for them alone");
    admin.gets("Show all", "1–1 of 1 bots (all)").await;
    admin.gets("nest", "Owner: ").await;
    admin.gets("Restart", "is back").await;
    admin.hears("/fleet stop all", "Write stop 1 to confirm.").await;
    assert_eq!(admin.is_asked_for("Answer").await, ["Your answer"]);
    admin.gives("Answer", &[("Your answer", "stop 2")], "That is not “stop 1”, so nothing was done.").await;
    admin.gives("Answer", &[("Your answer", "stop 1")], "1 done, 0 failed").await;
    ada.sees("“nest” was stopped by whoever runs this Hatchery.").await;
    let elsewhere = den.member("ada");
    elsewhere.hears("/fleet", "I do not know that command").await;
    den.ends().await;
}

async fn a_close_look_is_shown_in_the_message_that_announced_it(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.speaker("ada");
    ada.hatches("nest echo web").await;
    ada.hears("/diagnose nest", "“nest” ✓ all is well").await;
    let about: Vec<_> = ada.all().into_iter().filter(|shown| shown.text.contains("nest” ✓")).collect();
    assert_eq!(about.len(), 1, "one message");
    assert!(!ada.all().iter().any(|shown| shown.text.contains("Looking at “nest”")), "it was edited");
    ada.gets("Look again", "all is well").await;
    ada.gets("Earlier results", "What I found out for you").await;
    den.ends().await;
}
