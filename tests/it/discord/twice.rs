//! The same thing twice, two things at once, and things that come too late.

use std::sync::Arc;

use futures::future::join_all;
use tokio::sync::Semaphore;

use crate::discord::{Den, Door, Speaker};
use crate::fakes::providers::{Behaviour, On};
use crate::world::{KEY, OTHER_KEY, Page};

const FORM: &str = "Give the key";
const FIELD: &str = "Anthropic key";

through_both_doors! {
    two_quick_presses_hatch_one_bot,
    an_old_button_shows_where_one_is_and_changes_nothing,
    an_old_form_changes_nothing,
    an_interaction_that_is_delivered_twice_is_answered_once,
    many_people_hatch_at_once_and_none_gets_in_the_way_of_another,
    a_slow_check_can_be_cancelled_and_its_late_verdict_changes_nothing,
    a_verdict_that_comes_while_one_looks_elsewhere_is_there_when_one_comes_back,
}

/// From now on a check of this key is held up until somebody lets it go on.
fn holds(den: &Den, key: &str) -> Arc<Semaphore> {
    let gate = Arc::new(Semaphore::new(0));
    for on in [On::Look, On::Chat] {
        den.providers.behaves(key, on, Behaviour::Held(gate.clone()));
    }
    gate
}

async fn two_quick_presses_hatch_one_bot(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    for ada in [den.speaker("ada"), den.member("bob")] {
        let review = ada.hears("/deploy nest echo web", "Ready to hatch").await;
        ada.presses_on(&review, "Hatch it");
        ada.person.presses_on(&review, "Hatch it");
        ada.sees("That step is over.").await;
        ada.sees("is alive").await;
        den.settles().await;
        assert_eq!((ada.count("is alive"), ada.count("That step is over.")), (1, 1), "{:#?}", ada.all());
    }
    assert_eq!(den.bots().len(), 2);
    den.ends().await;
}

async fn an_old_button_shows_where_one_is_and_changes_nothing(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.speaker("ada");
    let provider = ada.hears("/deploy nest", "Whose AI").await;
    ada.hears("/start", "Whose AI").await;
    ada.picks(&["Anthropic"], "Where should people talk").await;
    ada.person.selects_on(&provider, &["Just try it, no key"]);
    ada.sees("That step is over. Here is where you are:\nWhere should people talk to “nest”?").await;
    ada.gets("Cancel", "Cancelled.").await;
    ada.marks();
    ada.person.selects_on(&provider, &["Just try it, no key"]);
    ada.sees("That step is over.").await;
    ada.hears("/status", "You have no bot yet.").await;
    den.ends().await;
}

async fn an_old_form_changes_nothing(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.speaker("ada");
    let asked = ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.hears("/start", "Send me your Anthropic key").await;
    ada.gives(FORM, &[(FIELD, KEY)], "Ready to hatch").await;
    ada.presses_on(&asked, FORM);
    ada.person.fills(&[(FIELD, OTHER_KEY)]).await;
    let shown = ada.sees("That step is over. Here is where you are:\nReady to hatch “nest”").await;
    assert!(shown.text.contains("key …good (checked)"), "{}", shown.text);
    ada.gets("Cancel", "Cancelled.").await;
    den.ends().await;
}

async fn an_interaction_that_is_delivered_twice_is_answered_once(door: Door) {
    let Some(mut den) = Den::open(door).await else { return };
    let ada = den.speaker("ada");
    let command = ada.types("/deploy nest");
    ada.sees("Whose AI").await;
    let choice = ada.selects(&["Anthropic"]);
    ada.sees("Where should people talk").await;
    let press = ada.presses("Done");
    ada.sees("Send me your Anthropic key").await;
    let form = ada.fills(FORM, &[(FIELD, KEY)]).await;
    ada.sees("Ready to hatch").await;
    den.settles().await;
    let (mut before, calls) = (ada.all(), den.providers.calls().len());
    for _ in 0..2 {
        for invocation in [&command, &choice, &press, &form] {
            invocation.redelivers();
        }
        let help = ada.hears("/help", "This is what I understand").await;
        den.settles().await;
        den.stop().await;
        den.start().await;
        before.push(help);
        assert_eq!(ada.all(), before);
    }
    assert_eq!(den.providers.calls().len(), calls);
    let hatch = ada.presses("Hatch it");
    ada.sees("is alive").await;
    hatch.redelivers();
    ada.hears("/help", "This is what I understand").await;
    den.settles().await;
    assert_eq!((ada.count("is alive"), ada.count("That step is over.")), (1, 0));
    assert_eq!(den.bots().len(), 1);
    den.ends().await;
}

async fn many_people_hatch_at_once_and_none_gets_in_the_way_of_another(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let people: Vec<Speaker> = (0..5).map(|n| den.member(&format!("person-{n}"))).collect();
    let hatched = join_all(people.iter().map(|person| async {
        person.hears("/deploy nest", "Whose AI").await;
        person.picks(&["Just try it, no key"], "Where should people talk").await;
        person.gets("Done", "Ready to hatch").await;
        let page = Page::told_in(&person.gets("Hatch it", "is alive").await.text);
        page.asks(&format!("it is me, {}", person.person.name)).await
    }));
    let heard: Vec<String> = (0..5).map(|n| format!("it is me, person-{n}")).collect();
    assert_eq!(hatched.await, heard);
    assert_eq!(den.bots().len(), 5);
    den.ends().await;
}

async fn a_slow_check_can_be_cancelled_and_its_late_verdict_changes_nothing(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.speaker("ada");
    let gate = holds(&den, KEY);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.gives(FORM, &[(FIELD, KEY)], "Checking it with Anthropic.").await;
    ada.gets("Cancel", "Cancelled. Nothing was made").await;
    ada.hears("/deploy best anthropic web", "Send me your Anthropic key").await;
    let before = ada.all();
    gate.close();
    den.settles().await;
    assert_eq!(ada.all(), before);
    ada.gives(FORM, &[(FIELD, OTHER_KEY)], "Ready to hatch “best”").await;
    den.ends().await;
}

async fn a_verdict_that_comes_while_one_looks_elsewhere_is_there_when_one_comes_back(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = den.member("ada");
    let gate = holds(&den, KEY);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada.gives(FORM, &[(FIELD, KEY)], "Checking it with Anthropic.").await;
    ada.hears("/deploy", "You are in the middle of hatching “nest”.").await;
    gate.close();
    den.settles().await;
    ada.gets("Continue here", "Ready to hatch “nest”").await;
    den.ends().await;
}
