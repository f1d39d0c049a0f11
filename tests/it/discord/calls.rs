//! Calls to Discord that fail, in every way there is and at every call that brings somebody an answer: nothing is lost,
//! and nothing is shown twice but what Discord gives no means to tell apart. Only a call that stalls for all of its 15
//! seconds is left to the tests of the sender.

use std::time::Duration;

use axum::http::Method;

use crate::discord::Den;
use crate::discord::den::by_each_door;
use crate::discord::trouble::{count, tells};
use crate::fakes::discord::Failure;

fn failures() -> Vec<Failure> {
    vec![
        Failure::TooMany { retry_after: 0.05, is_global: false },
        Failure::TooMany { retry_after: 0.05, is_global: true },
        Failure::Banned { retry_after: 1 },
        Failure::Forbidden,
        Failure::BadGateway,
        Failure::AnswerLost,
    ]
}

#[tokio::test]
async fn a_promised_message_comes_once_whatever_its_call_met() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, server) = den.server();
        for (n, failure) in failures().into_iter().enumerate() {
            eprintln!("{failure:?}");
            den.discord.fails_next("PATCH /webhooks", failure);
            ada.types_command(&server, "quota", &[]);
            den.discord.until("it is told", |_| count(&ada, &server, "You have 0 of 5") > n).await;
            den.settles().await;
            assert_eq!(count(&ada, &server, "You have 0 of 5"), n + 1);
        }
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_message_is_changed_whatever_its_call_met() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, direct) = den.ada();
        ada.types_command(&direct, "deploy", &[]);
        for failure in failures() {
            eprintln!("{failure:?}");
            ada.waits_for(&direct, |it| it.text.contains("Whose AI")).await;
            den.discord.fails_next("PATCH /channels", failure);
            ada.selects(&direct, &["Anthropic"]);
            ada.waits_for(&direct, |it| it.text.contains("Where should people talk")).await;
            ada.presses(&direct, "Back");
        }
        ada.waits_for(&direct, |it| it.text.contains("Whose AI")).await;
        den.settles().await;
        assert_eq!(ada.sees(&direct).len(), 1);
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_further_message_comes_whatever_its_call_met() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, server) = den.server();
        for (n, failure) in failures().into_iter().enumerate() {
            eprintln!("{failure:?}");
            // Discord takes no nonce here, so what arrived and was not acknowledged comes once more.
            let most = if matches!(failure, Failure::AnswerLost) { 2 } else { 1 };
            ada.types_command(&server, "help", &[]);
            den.discord.until("help is there", |_| count(&ada, &server, "This is what I understand") == n + 1).await;
            den.settles().await;
            den.discord.fails_next("POST /webhooks", failure);
            let words = format!("letter {n}");
            tells(&den, &ada, &words).await;
            ada.waits_for(&server, |it| it.text.contains(&words)).await;
            den.settles().await;
            let seen = count(&ada, &server, &words);
            assert!((1..=most).contains(&seen), "{seen} times");
        }
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_message_in_private_comes_once_whatever_its_call_met() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, direct) = den.ada();
        ada.types_command(&direct, "help", &[]);
        ada.waits_for(&direct, |it| it.text.contains("This is what I understand")).await;
        for (n, failure) in failures().into_iter().enumerate() {
            eprintln!("{failure:?}");
            den.settles().await;
            den.discord.fails_next("POST /channels", failure);
            let words = format!("letter {n}");
            tells(&den, &ada, &words).await;
            ada.waits_for(&direct, |it| it.text.contains(&words)).await;
            den.settles().await;
            assert_eq!(count(&ada, &direct, &words), 1);
        }
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_command_is_answered_whatever_its_first_answer_met() {
    let Some(den) = Den::open(crate::discord::den::Door::Gateway).await else { return };
    let ((ada, server), stalls) = (den.server(), [Failure::Stall]);
    let direct = ada.dm(&den.hatchery);
    let seen = || count(&ada, &server, "You have 0 of 5") + count(&ada, &direct, "You have 0 of 5");
    for (n, failure) in failures().into_iter().chain(stalls).enumerate() {
        eprintln!("{failure:?}");
        den.discord.fails_next("POST /interactions", failure);
        ada.types_command(&server, "quota", &[]);
        den.discord.until("it is told", |_| seen() > n).await;
        den.settles().await;
        assert_eq!(seen(), n + 1);
    }
    den.ends().await;
}

#[tokio::test]
async fn a_bucket_that_is_used_up_is_waited_for_and_not_run_into() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, direct) = den.ada();
        ada.types_command(&direct, "help", &[]);
        ada.waits_for(&direct, |it| it.text.contains("This is what I understand")).await;
        den.settles().await;
        den.discord.limits("POST /channels", 1, Duration::from_millis(300));
        for n in 1..=4 {
            tells(&den, &ada, &format!("letter {n}")).await;
        }
        let seen = || (1..=4).filter(|n| count(&ada, &direct, &format!("letter {n}")) == 1).count();
        den.discord.until("all four are there", |_| seen() == 4).await;
        den.settles().await;
        assert_eq!(den.discord.count(&Method::POST, "/channels"), 4);
        den.ends().await;
    })
    .await;
}
