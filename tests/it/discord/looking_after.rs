//! A bot that lives: its card, its log, restart, stop, start and end.

use expect_test::expect;

use crate::discord::{Den, Door, Speaker, screen};
use crate::world::{Page, steady};

through_both_doors! {
    a_bot_is_restarted_stopped_and_started_again,
    a_name_is_completed_with_the_state_beside_it,
    a_bot_runs_again_when_hatchery_does,
    the_card_tells_how_a_bot_is_and_refreshes_in_its_place,
    the_log_is_shown_by_its_end_and_sent_whole_as_a_file,
    a_bot_goes_for_good_only_by_its_name,
}

/// Somebody with a bot called nest that repeats what it hears on its page.
async fn with_a_nest(den: &Den) -> (Speaker, Page) {
    let ada = den.speaker("ada");
    let alive = ada.hatches("nest echo web").await;
    (ada, Page::told_in(&alive.text))
}

async fn a_bot_is_restarted_stopped_and_started_again(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let (ada, page) = with_a_nest(&den).await;
    expect![[r#"
        “nest” is back. It answered after … s.
        [Status] · [Logs]
    "#]]
    .assert_eq(&screen(&ada.hears("/restart nest", "is back").await));
    assert_eq!(page.asks("after the restart").await, "after the restart");

    expect![[r#"
        “nest” is stopped. It keeps its place, its memory and its keys.
        [Start] · [Delete]
    "#]]
    .assert_eq(&screen(&ada.hears("/stop nest", "is stopped").await));
    assert!(!page.is_open().await);
    expect![[r#"
        That is how it already is.
    "#]]
    .assert_eq(&screen(&ada.hears("/stop", "already is").await));
    expect![[r#"
        nest  ○ stopped for … s
        Hatchling on this machine
        Talks on: a web page
        AI: none, it repeats what it hears
        [Refresh] · [Logs] · [Start] · [Edit] · [Delete]
    "#]]
    .assert_eq(&screen(&ada.hears("/status nest", "stopped for").await));
    expect![[r#"
        “nest” runs again. It answered after … s.
        [Status] · [Logs]
    "#]]
    .assert_eq(&screen(&ada.gets("Start", "runs again").await));
    assert_eq!(page.asks("after the pause").await, "after the pause");

    ada.gets("Status", "● running").await;
    ada.gets("Restart", "is back").await;
    ada.gets("Stop", "is stopped").await;
    ada.hears("/resume", "runs again").await;
    den.ends().await;
}

async fn a_name_is_completed_with_the_state_beside_it(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let (ada, bob) = (den.member("ada"), den.member("bob"));
    ada.hatches("nest echo web").await;
    ada.hatches("night owl echo web").await;
    ada.hears("/stop nest", "is stopped").await;
    let offered = async |person: &Speaker, command: &str, typed: &str| {
        let found = person.person.suggests(&person.place, command, typed).await;
        found.into_iter().map(|(label, value)| (steady(&label), value)).collect::<Vec<_>>()
    };
    let nest = ("nest  ○ stopped for … s".to_owned(), "nest".to_owned());
    let owl = ("night owl  ● running for … s".to_owned(), "night owl".to_owned());
    assert_eq!(offered(&ada, "restart", "").await, [nest.clone(), owl.clone()]);
    assert_eq!(offered(&ada, "resume", "ES").await, [nest]);
    assert_eq!(offered(&ada, "delete", "owl").await, [owl]);
    assert_eq!(offered(&ada, "logs", "cuckoo").await, []);
    assert_eq!(offered(&bob, "status", "").await, []);
    ada.hears("/restart night owl", "“night owl” is back").await;
    ada.hears("/restart cuckoo", "You have no bot by that name").await;
    den.ends().await;
}

async fn a_bot_runs_again_when_hatchery_does(door: Door) {
    let Some(mut den) = Den::open(door).await else { return };
    let (ada, page) = with_a_nest(&den).await;
    den.stop().await;
    assert!(!page.is_open().await, "bots stop with Hatchery");
    den.start().await;
    ada.hears("/status", "● running").await;
    page.opens().await;
    assert_eq!(page.asks("still you?").await, "still you?");
    den.ends().await;
}

async fn the_card_tells_how_a_bot_is_and_refreshes_in_its_place(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let mut cards = Vec::new();
    for ada in [den.speaker("ada"), den.member("bob")] {
        ada.hatches("nest echo web").await;
        let card = ada.hears("/status", "● running").await;
        cards.push(screen(&card));
        ada.gets("Stop", "is stopped").await;
        ada.presses_on(&card, "Refresh");
        let refreshed = ada.sees("○ stopped").await;
        assert_eq!((refreshed.id, refreshed.edits), (card.id, card.edits + 1));
    }
    expect![[r#"
        nest  ● running for … s
        Hatchling on this machine
        Talks on: a web page
        AI: none, it repeats what it hears
        Talk to it here: http://127.0.0.1:…
        [Refresh] · [Logs] · [Restart] · [Edit] · [Stop] · [Delete]
    "#]]
    .assert_eq(&cards[0]);
    assert_eq!(cards[0], cards[1]);
    den.ends().await;
}

async fn the_log_is_shown_by_its_end_and_sent_whole_as_a_file(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let (ada, _) = with_a_nest(&den).await;
    let tail = ada.hears("/logs nest", "The last lines of").await;
    assert!(tail.text.contains("hatchling ready on"), "{}", tail.text);
    let whole = ada.gets("Whole log", "The log of “nest”.").await;
    let [(name, content)] = whole.files.as_slice() else { panic!("one file: {whole:#?}") };
    assert!(name.ends_with(".log") && content.contains("hatchling ready on"), "{name}\n{content}");
    den.ends().await;
}

async fn a_bot_goes_for_good_only_by_its_name(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let (ada, page) = with_a_nest(&den).await;
    expect![[r#"
        Delete “nest” for good? Its memory, settings and keys go too. Write its name to confirm.
        [Write its name] · [Keep it]
    "#]]
    .assert_eq(&screen(&ada.hears("/delete nest", "for good?").await));
    let field = "Its name, to confirm";
    expect![[r#"
        That is not “nest”, so nothing was deleted.
        Delete “nest” for good? Its memory, settings and keys go too. Write its name to confirm.
        [Write its name] · [Keep it]
    "#]]
    .assert_eq(&screen(&ada.gives("Write its name", &[(field, "best")], "nothing was deleted").await));
    ada.gets("Keep it", "Nothing was deleted.").await;
    assert_eq!(page.asks("still there?").await, "still there?");

    ada.hears("/delete", "for good?").await;
    let gone = ada.gives("Write its name", &[(field, " NEST ")], "is gone for good").await;
    expect![[r#"
        “nest” is gone for good, with its memory, settings and keys.
        You have 0 of 5 bots.
        [Hatch a bot]
    "#]]
    .assert_eq(&screen(&gone));
    assert!(!page.is_open().await);
    ada.hears("/status", "You have no bot yet.").await;
    ada.hatches("nest echo web").await;
    den.ends().await;
}
