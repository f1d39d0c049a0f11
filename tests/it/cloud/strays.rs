//! What is left at Railway without a bot: told to admins, removed on their word, never without it.

use std::time::Duration;

use super::Cloud;
use crate::fakes::railway::{FakeRailway, Fault};

const NOBODYS: &str = "0123456789abcdefghijklmnop";
const HOUR: Duration = Duration::from_secs(3_601);

async fn counts(cloud: &Cloud, censuses: usize) {
    for _ in 0..censuses {
        let asked = cloud.railway.requests().len();
        cloud.app().move_clock(HOUR);
        // It comes right behind the question what bots cost.
        let looked = |railway: &FakeRailway| {
            let since = railway.requests().split_off(asked);
            let mut behind = since.iter().skip_while(|request| request.operation != "Usage");
            behind.any(|request| request.operation == "Watch")
        };
        cloud.railway.until("it was looked what is there", looked).await;
    }
}

#[tokio::test]
async fn what_has_our_mark_and_no_bot_is_told_once_and_removed_on_an_admins_word_only() {
    let Some(railway) = FakeRailway::start().await else { return };
    let project = railway.adds_project("bots of the club");
    let settings = [("RAILWAY_MOLTBOT_PROJECT_ID", project.as_str()), ("JOB_POLL_MS", "5")];
    let Some(cloud) = Cloud::on(railway, &[&settings[..], &[("ADMINS", "telegram:42")]].concat()).await else { return };
    let (admin, _) = cloud.nest().await;
    let tag = cloud.app().tag.clone();
    let left = cloud.railway.adds_service(&project, &format!("h{tag}-{NOBODYS}"));
    let others = [
        cloud.railway.adds_service(&project, &format!("hzzzzzz-{NOBODYS}")),
        cloud.railway.adds_service(&project, &format!("h{tag}-but-somebody-wrote-it")),
        cloud.railway.adds_service(&project, "postgres"),
    ];
    admin.marks();
    counts(&cloud, 2).await;
    admin.sees("At Railway 1 thing has my mark and no bot here, and may cost you money.").await;
    assert_eq!(cloud.exists().services, 5, "nothing is removed without a word");

    let list = admin.hears("/strays", "1 thing at Railway with my mark and no bot here").await;
    assert!(list.text.contains(&format!("h{tag}-{NOBODYS}, a service, found")), "{}", list.text);
    cloud.railway.fails_next("serviceDelete", Fault::GraphQl("Not today".into()));
    admin.gets("Remove …klmnop", "for good, with everything in it? Write klmnop to confirm.").await;
    admin.hears("klmno", "“klmnop”").await;
    assert_eq!(cloud.exists().services, 5, "nothing is removed without the word");
    admin.hears("klmnop", "Railway does not let me remove it right now.").await;
    admin.hears("/strays", "1 thing at Railway").await;
    admin.gets("Remove …klmnop", "Write klmnop to confirm.").await;
    admin.hears("KLMNOP", "It is removed.").await;
    let gone = |id: &String| cloud.railway.services().iter().any(|it| it.id == *id && it.deleted_at.is_some());
    assert!(gone(&left) && !others.iter().any(gone));
    admin.hears("/strays", "Nothing is left at Railway without a bot").await;
    assert_eq!(admin.count("may cost you money"), 1, "it was told once");
    admin.hears("/status", "● running").await;
    cloud.ends().await;
}

#[tokio::test]
async fn several_are_removed_by_their_number() {
    let Some(railway) = FakeRailway::start().await else { return };
    let project = railway.adds_project("bots of the club");
    let settings = [("RAILWAY_MOLTBOT_PROJECT_ID", project.as_str()), ("JOB_POLL_MS", "5")];
    let Some(cloud) = Cloud::on(railway, &[&settings[..], &[("ADMINS", "telegram:42")]].concat()).await else { return };
    let (admin, _) = cloud.nest().await;
    let tag = cloud.app().tag.clone();
    for end in ["a", "b", "c"] {
        cloud.railway.adds_service(&project, &format!("h{tag}-0123456789abcdefghijklmno{end}"));
    }
    let others = cloud.railway.adds_service(&project, "postgres");
    admin.marks();
    counts(&cloud, 2).await;
    admin.sees("At Railway 3 things have my mark").await;
    admin.hears("/strays", "3 things at Railway").await;
    admin.gets("Remove all 3", "Write remove 3 to confirm.").await;
    admin.gets("Cancel", "Nothing was removed.").await;
    assert_eq!(cloud.exists().services, 5);
    admin.presses("Remove all 3");
    admin.sees("Write remove 3 to confirm.").await;
    admin.hears("remove 3", "3 removed, 0 left alone.").await;
    assert_eq!(cloud.exists().services, 2, "the bot, and what is somebody else's");
    assert!(cloud.railway.services().iter().any(|it| it.id == others && it.deleted_at.is_none()));
    admin.hears("/status", "● running").await;
    cloud.ends().await;
}

#[tokio::test]
async fn a_removal_that_railway_refuses_is_on_the_list() {
    let Some(cloud) = Cloud::with(&[("ADMINS", "telegram:42")]).await else { return };
    let (ada, _) = cloud.nest().await;
    cloud.railway.fails_for("serviceDelete", Fault::GraphQl("Not today".into()), 100);
    ada.hears("/delete nest", "for good?").await;
    ada.hears("nest", "I keep trying").await;
    let list = ada.hears("/strays", "times to remove it").await;
    assert!(list.text.starts_with("“nest” of telegram:42: Railway has refused "), "{}", list.text);
    cloud.ends().await;
}

#[tokio::test]
async fn a_stray_goes_with_its_disk_or_stays_on_the_list() {
    let Some(railway) = FakeRailway::start().await else { return };
    let project = railway.adds_project("bots of the club");
    let settings = [("RAILWAY_MOLTBOT_PROJECT_ID", project.as_str()), ("JOB_POLL_MS", "5")];
    let Some(cloud) = Cloud::on(railway, &[&settings[..], &[("ADMINS", "telegram:42")]].concat()).await else { return };
    let (admin, _) = cloud.nest().await;
    let tag = cloud.app().tag.clone();
    let stray = cloud.railway.adds_service(&project, &format!("h{tag}-{NOBODYS}"));
    cloud.railway.adds_volume(&stray);
    counts(&cloud, 2).await;
    admin.sees("At Railway 1 thing has my mark").await;
    for (field, fault) in [("volumeDelete", Fault::Status(503)), ("serviceDelete", Fault::Status(503))] {
        cloud.railway.fails_next(field, fault);
        admin.hears("/strays", "1 thing at Railway").await;
        admin.gets("Remove …klmnop", "Write klmnop to confirm.").await;
        admin.hears("klmnop", "Railway does not let me remove it right now.").await;
    }
    admin.hears("/strays", "1 thing at Railway").await;
    admin.gets("Remove …klmnop", "Write klmnop to confirm.").await;
    admin.hears("klmnop", "It is removed.").await;
    assert_eq!((cloud.exists().services, cloud.exists().volumes), (1, 1), "the bot with its disk, and nothing else");
    cloud.ends().await;
}
