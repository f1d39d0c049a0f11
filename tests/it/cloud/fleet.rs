//! All bots where they live at Railway: an update brings the image of today, and a close look asks Railway.

use super::{Cloud, IMAGE, ONE};
use crate::databases::{Engine, databases};

const NEWER: &str = "ghcr.io/hatchery/hatchery:0.2.0";

#[tokio::test]
async fn an_update_of_what_drifts_brings_the_image_of_today() {
    let Some(mut cloud) = Cloud::with(&[("ADMINS", "telegram:1")]).await else { return };
    let (ada, _) = cloud.nest().await;
    let admin = cloud.person(1);
    admin.hears("/fleet drift", "No bot is like that: drift.").await;
    cloud.railway.runs_hatchlings(env!("CARGO_BIN_EXE_hatchery").into(), NEWER);
    cloud.sets("HATCHERY_IMAGE", NEWER);
    cloud.restart().await;
    // A restart by its owner is no update.
    ada.hears("/restart nest", "is back").await;
    admin.hears("/fleet drift", "1–1 of 1 bots (drift)").await;
    assert_eq!(cloud.deployments().last().expect("one").image.as_deref(), Some(IMAGE));
    admin.hears("/fleet update drift", "Update 1 bot: nest").await;
    admin.presses("Update 1 bot");
    admin.sees("1 done, 0 failed").await;
    assert_eq!(cloud.deployments().last().expect("one").image.as_deref(), Some(NEWER));
    ada.sees("“nest” was brought up to date by whoever runs this Hatchery.").await;
    admin.hears("/fleet drift", "No bot is like that: drift.").await;
    assert_eq!(cloud.exists(), ONE);
    cloud.ends().await;
}

#[tokio::test]
async fn a_close_look_asks_railway_and_is_read_by_nobody_else_on_either_database() {
    for database in databases().await {
        let mut settings = vec![("ADMINS", "telegram:1")];
        if database.engine == Engine::Postgres {
            settings.push(("DATABASE_URL", database.url.as_str()));
        }
        let Some(cloud) = Cloud::with(&settings).await else { return };
        let (ada, _) = cloud.nest().await;
        cloud.railway.takes(&cloud.service().name, 0.125);
        let found = ada.hears("/diagnose nest", "all is well").await;
        assert!(found.text.contains("serves with 125 MB"), "{}", found.text);
        let list = ada.gets("Earlier results", "What I found out for you").await;
        let crate::fakes::telegram::Action::Press(word) = &list.rows[0][0].action else { panic!("a button") };
        let eve = cloud.person(43);
        eve.hears("/deploy other hatchling echo web", "Ready to hatch").await;
        eve.gets("Hatch it", "is alive").await;
        eve.marks();
        eve.person.presses_out_of_reach(&cloud.hatchery, word);
        eve.sees("I keep no such result for you.").await;
        assert_eq!(eve.count("nest"), 0);
        cloud.railway.is_down(true);
        let found = ada.hears("/diagnose nest", "not everything could be seen").await;
        assert!(found.text.contains("Process: ? unknown – its target cannot be asked now"), "{}", found.text);
        cloud.railway.is_down(false);
        cloud.ends().await;
    }
}
