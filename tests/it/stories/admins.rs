//! What admins do about people: roles, codes for many, tiers and limits for a time, shutting out, and making new bots wait.

use std::time::Duration;

use expect_test::expect;

use super::code_in;
use crate::fakes::telegram::Action;
use crate::world::{World, screen};

const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn an_owner_gives_a_role_and_takes_it_away_and_the_settings_name_who_stays() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1"), ("ACCESS", "open")]).await else { return };
    let (owner, ada, bob) = (world.person(1), world.person(42), world.person(43));
    ada.hears("/user find bob", "I do not know that command").await;
    owner.hears("/admin grant telegram:4711 support", "I do not know that account").await;
    ada.hears("/start", "I hatch bots").await;
    bob.hears("/start", "I hatch bots").await;
    owner.hears("/admin grant telegram:42 emperor", "/admin grant").await;
    owner.hears("/admin grant telegram:42 support", "telegram:42 is support now").await;
    ada.sees("You help to run this Hatchery now: support.").await;
    ada.hears("/user show telegram:43", "May hatch bots").await;
    expect![[r#"
        That is for the operator role. An owner of this Hatchery can give it to you.
    "#]]
    .assert_eq(&screen(&ada.hears("/user ban telegram:43", "That is for the operator role").await));
    ada.hears("/admin list", "I do not know that command").await;
    owner.hears("/admin grant telegram:42 operator", "is operator now").await;
    ada.sees("You help to run this Hatchery now: operator.").await;
    ada.hears("/user ban telegram:1", "They help to run this Hatchery").await;
    ada.hears("/user quota telegram:42 hour=9,day=9,live=5", "telegram:42 now has limits of their own").await;
    owner.hears("/admin log", "limits of telegram:42").await;
    ada.hears("/forget", "Forget you for good?").await;
    ada.hears("forget", "You help to run this Hatchery, so what you did stays on record").await;
    let key = "sk-ant-HATCHTEST-canary-of-the-key-0123456789";
    ada.hears(&format!("/user ban telegram:43 {key}"), "That looked like a key").await;
    bob.hears("/history", "Nothing more to tell.").await;
    owner.hears("/admin revoke telegram:1", "ADMINS in the settings names them").await;
    let listed = screen(&owner.hears("/admin list", "telegram:42").await);
    assert!(
        listed.contains("telegram:1  owner, by the settings") && listed.contains("telegram:42  operator"),
        "{listed}"
    );
    owner.hears("/admin revoke telegram:43", "They have no role").await;
    owner.hears("/admin revoke telegram:42", "telegram:42 has no role any more").await;
    ada.sees("You no longer have a role").await;
    ada.hears("/user show telegram:43", "I do not know that command").await;
    let log = screen(&owner.hears("/admin log", "What was done for others").await);
    assert!(log.contains("took the role of telegram:42") && log.contains(": support → operator"), "{log}");
    world.ends().await;
}

#[tokio::test]
async fn a_code_lets_in_as_many_as_was_said_until_it_is_voided() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1"), ("ACCESS", "invite")]).await else { return };
    let owner = world.person(1);
    owner.hears("/invite 0", "Write it like this").await;
    owner.hears("/invite 2 soon", "Write it like this").await;
    owner.hears("/invite list", "No code is open").await;
    let made = owner.hears("/invite 2 30d", "This code lets 2 people in, until").await;
    let code = code_in(&made.text);
    // On Telegram the same code is a link, and both can be copied.
    let link = format!("https://t.me/hatchery_bot?start={code}");
    assert!(made.text.ends_with(&link), "{}", made.text);
    let copied = |label: &str| made.button(label).map(|button| button.action.clone());
    assert_eq!(copied("Copy the link"), Some(Action::Copy(link)));
    assert_eq!(copied("Copy the code"), Some(Action::Copy(code.clone())));
    for id in [42, 43] {
        world.person(id).hears(&format!("/start {code}"), "Your code is good").await;
    }
    world.person(44).hears(&format!("/start {code}"), "I do not know that code").await;

    let made = owner.hears("/invite 5", "This code lets 5 people in, until").await;
    let code = code_in(&made.text);
    world.person(45).hears(&format!("/start {code}"), "Your code is good").await;
    let tail = &code[code.len() - 4..];
    owner.hears("/invite list", &format!("…{tail}  4 of 5 left, ends in 7 days, made by telegram:1")).await;
    owner.hears(&format!("/invite revoke {tail}"), "That code lets nobody in any more").await;
    owner.hears(&format!("/invite revoke {tail}"), "No open code ends like that").await;
    world.person(46).hears(&format!("/start {code}"), "I do not know that code").await;
    world.person(45).hears("/history", &format!("came in by code …{tail}")).await;
    world.ends().await;
}

#[tokio::test]
async fn a_tier_and_limits_for_a_time_end_by_themselves() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1"), ("ACCESS", "open")]).await else { return };
    let (owner, ada) = (world.person(1), world.person(42));
    ada.hears("/quota", "2 deploys left this hour").await;
    owner.hears("/tier telegram:42 premium 30d", "telegram:42 is premium until").await;
    ada.sees("An admin changed what you may do here.").await;
    ada.hears("/quota", "10 deploys left this hour").await;
    owner.hears("/user quota telegram:42 hour=1,day=3,live=9", "Write it like this").await;
    owner.hears("/user quota telegram:42 hour=1,day=3,live=1 2d", "deploys: 1 an hour, 3 a day; bots: 1").await;
    ada.sees("Your limits are your own until").await;
    ada.hears("/quota", "1 deploy left this hour").await;
    world.app().move_clock(2 * DAY);
    ada.hears("/quota", "10 deploys left this hour").await;
    owner.hears("/user quota telegram:42 hour=4,day=9,live=2", "has limits of their own").await;
    ada.hears("/quota", "4 deploys left this hour").await;
    owner.hears("/user quota telegram:42 off", "has the limits of their tier again").await;
    world.app().move_clock(28 * DAY);
    ada.hears("/quota", "2 deploys left this hour").await;
    let card = screen(&owner.hears("/user show telegram:42", "Tier").await);
    assert!(card.contains("Tier: free\nLimits: deploys: 2 an hour"), "{card}");
    world.ends().await;
}

#[tokio::test]
async fn whoever_is_shut_out_may_still_stop_and_delete_and_comes_back_with_what_they_had() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1"), ("ACCESS", "open")]).await else { return };
    let (owner, ada) = (world.person(1), world.person(42));
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    owner.hears("/user find Nes", "telegram:42").await;
    owner.hears("/user ban telegram:42 spam in the group", "can hatch and change nothing any more").await;
    ada.sees("You cannot hatch or change bots here any more: spam in the group.").await;
    ada.hears("/deploy owl echo web", "You cannot hatch or change bots here any more").await;
    ada.hears("/restart", "You cannot hatch or change bots here any more").await;
    owner.hears("/user show telegram:42", "Shut out: spam in the group").await;
    ada.hears("/stop", "is stopped").await;
    ada.hears("/resume", "You cannot hatch or change bots here any more").await;
    owner.gets("Let in again", "telegram:42 is in again").await;
    ada.sees("An admin changed what you may do here.").await;
    ada.hears("/resume", "runs again").await;
    ada.hears("/delete", "Write its name").await;
    ada.hears("nest", "is gone").await;
    let history = screen(&ada.hears("/history", "What happened").await);
    for line in ["deleted “nest”", "started “nest”", "stopped “nest”", "hatched “nest”"] {
        assert!(history.contains(line), "{line} is missing in {history}");
    }
    world.ends().await;
}

#[tokio::test]
async fn new_bots_wait_while_the_house_is_worked_on_and_everybody_reads_it_in_their_language() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1"), ("ACCESS", "open")]).await else { return };
    let (owner, ada, luz) = (world.person(1), world.person(42), world.person(43).speaking("es"));
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    owner.hears("/maintenance", "New bots do not wait.").await;
    owner.hears("/maintenance on soon", "/maintenance on").await;
    owner.hears(r#"/maintenance on en "Back at six." es "Volvemos a las seis.""#, "New bots wait from now on").await;
    expect![[r#"
        Back at six.
        Your bots keep running, and what you answered so far is kept for a day.
        [Show my bots]
        [Continue]
    "#]]
    .assert_eq(&screen(&ada.gets("Hatch it", "Back at six.").await));
    luz.hears("/deploy", "Volvemos a las seis.").await;
    owner.hears("/maintenance off", "New bots are welcome again.").await;
    ada.gets("Continue", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    owner.hears("/maintenance on", "New bots wait from now on").await;
    luz.hears("/deploy", "Los bots nuevos esperan un rato").await;
    world.ends().await;
}

#[tokio::test]
async fn a_month_that_has_cost_its_limit_lets_new_bots_wait() {
    let Some(world) = World::with(&[("ADMINS", "telegram:1"), ("ACCESS", "open")]).await else { return };
    let (owner, ada) = (world.person(1), world.person(42));
    owner.hears("/spend", "There is no limit").await;
    owner.hears("/spend 50", "Bots have cost $0.00 of $50.00 this month").await;
    ada.hears("/deploy nest echo web", "Ready to hatch").await;
    owner.hears("/spend 0", "new bots wait until next month").await;
    ada.gets("Hatch it", "New bots wait until next month").await;
    ada.hears("/cancel", "Cancelled").await;
    ada.hears("/deploy", "New bots wait until next month").await;
    world.app().move_clock(31 * DAY);
    ada.hears("/deploy", "What shall it be called?").await;
    owner.hears("/spend off", "There is no limit").await;
    world.ends().await;
}
