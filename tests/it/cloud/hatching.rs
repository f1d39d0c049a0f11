//! From `/deploy` to a bot that answers at Railway.

use expect_test::expect;

use super::{Cloud, Exists, IMAGE, ONE};
use crate::world::{KEY, screen};

#[tokio::test]
async fn a_bot_hatches_at_railway_with_one_of_everything_and_its_keys_before_it() {
    let Some(cloud) = Cloud::start().await else { return };
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling anthropic web", "Send me your Anthropic key").await;
    ada.says(KEY);
    expect![[r#"
        Ready to hatch “nest”
        Blueprint: Hatchling
        AI: Anthropic, key …good (checked)
        Talks on: a web page
        Runs on: Railway, up to 256 MB, about $0.49 a month
        After this you have 1 of 5 bots and 1 deploy left this hour.
        [Hatch it]
        [Keep this key for other bots]
        [Change something]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.sees("Ready to hatch").await));
    let asked_before = cloud.railway.requests().len();
    ada.presses("Hatch it");
    let told = ada.sees("is alive").await;
    expect![[r#"
        “nest” is alive. It answered its first question after … s.
        Talk to it here: http://127.0.0.1:…
        [Copy the address ⧉ http://127.0.0.1:…]
        [Status] · [Logs] · [Restart]
        [Stop] · [Delete]
    "#]]
    .assert_eq(&screen(&told));
    expect![[r#"
        Hatching “nest” · … s
        ✓ place prepared
        ✓ keys handed over
        ✓ started
        ✓ first answer
    "#]]
    .assert_eq(&screen(&ada.sees("Hatching “nest”").await));
    assert_eq!(cloud.page(&told.text).asks("hello").await, "You said: hello");

    assert_eq!(cloud.exists(), ONE);
    let service = cloud.service();
    let [deployment] = &cloud.deployments()[..] else { panic!("one deployment: {:?}", cloud.deployments()) };
    assert_eq!(deployment.image.as_deref(), Some(IMAGE));
    assert!(!cloud.railway.was_deployed_before_variables(&service.id));
    assert_eq!(deployment.variables.get("AI_KEY").map(String::as_str), Some(KEY));
    assert_eq!((deployment.memory_gb, deployment.vcpus), (Some(0.25), Some(1.0)), "its limits were there before it");
    assert!(service.name.len() == 32 && service.name.starts_with('h'), "{}", service.name);
    assert_eq!(service.settings["healthcheckPath"], "/health");
    assert_eq!(service.settings["numReplicas"], 1);

    let requests = cloud.railway.requests();
    let deploy = requests.iter().position(|it| it.operation == "Deploy").expect("it was deployed");
    assert!(deploy + 1 - asked_before <= 12, "{} requests until the deployment", deploy + 1 - asked_before);
    assert_eq!(ada.count("is alive"), 1);
    cloud.ends().await;
}

#[tokio::test]
async fn a_bot_that_is_on_telegram_only_has_no_public_address_and_is_said_to_have_started() {
    let Some(cloud) = Cloud::start().await else { return };
    let child = cloud.telegram.bot("nest_helper_bot");
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling echo telegram", "needs a Telegram bot").await;
    ada.hears(&child.token, "Ready to hatch").await;
    expect![[r#"
        “nest” has started after … s, and its health check passed.
        It has no public address, so I could not ask it a question myself. Write to it to see.
        Talk to it on Telegram: @nest_helper_bot
        [Open chat → https://t.me/nest_helper_bot]
        [Status] · [Logs] · [Restart]
        [Stop] · [Delete]
    "#]]
    .assert_eq(&screen(&ada.gets("Hatch it", "has started").await));
    assert_eq!(cloud.exists(), Exists { domains: 0, ..ONE });
    ada.with(&child).hears("are you there?", "are you there?").await;
    cloud.ends().await;
}

#[tokio::test]
async fn a_hatch_that_is_cancelled_half_way_leaves_nothing() {
    let Some(cloud) = Cloud::start().await else { return };
    cloud.railway.next_deployment(&[crate::fakes::railway::Step::Holds("BUILDING")]);
    let ada = cloud.person(42);
    ada.hears("/deploy nest hatchling echo web", "Ready to hatch").await;
    ada.presses("Hatch it");
    cloud.railway.until("a deployment", |railway| railway.count("deployment") > 0).await;
    ada.until(|chat| chat.visible().any(|message| message.button("Cancel this hatch").is_some())).await;
    ada.gets("Cancel this hatch", "will not hatch").await;
    assert_eq!(cloud.exists(), super::NOTHING);
    ada.hears("/quota", "You have 0 of 5 bots.\n1 deploy left this hour").await;
    cloud.ends().await;
}
