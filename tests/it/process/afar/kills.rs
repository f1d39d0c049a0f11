//! kill -9 of `hatchery serve` before and after every request to Railway of every operation. Started again, it ends as
//! if nothing had happened: one of everything, nothing made twice, and the person is told once.

use std::fmt;
use std::panic::AssertUnwindSafe;

use futures::{FutureExt, StreamExt, stream};
use nix::sys::signal::Signal;

use super::Afar;
use super::wish::Wish;
use crate::cloud::{Exists, ONE};
use crate::databases::Engine;
use crate::fakes::railway::Fault;
use crate::process::house::Page;
use crate::process::part::part;
use crate::process::program::until;

/// Cases that one test has under way at a time: most of their time is spent waiting for a lease to run out.
const SIDE_BY_SIDE: usize = 4;

/// Letters that are no progress.
const RESULTS: &str = "SELECT COUNT(*) FROM outbox WHERE operation_id IS NULL";
/// New messages that were on their way, and no answer on record: whether Telegram has them, nobody can tell.
const RESULTS_ON_THEIR_WAY: &str =
    "SELECT COUNT(*) FROM outbox WHERE operation_id IS NULL AND sent_revision < revision AND lease_until > 0";
const PROGRESS_ON_ITS_WAY: &str =
    "SELECT COUNT(*) FROM outbox WHERE operation_id IS NOT NULL AND message IS NULL AND lease_until > 0";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// Railway was asked so often since the wish, and has not done what it was asked for last.
    Before(usize),
    /// It has done it, and nobody has heard of that.
    After(usize),
    /// The result is in the outbox.
    Written,
    /// The person can read it.
    Told,
}

#[derive(Clone, Copy)]
struct Case {
    wish: Wish,
    moment: Moment,
    engine: Engine,
}

/// What had happened when the wish was spoken.
struct Before {
    wish: Wish,
    requests: usize,
    results: i64,
    told: usize,
}

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    EndedRight,
    /// The operation was over before its moment came.
    NeverCame,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} killed at {:?} on {:?}", self.wish, self.moment, self.engine)
    }
}

impl Moment {
    /// Has Railway leave its request unanswered.
    fn prepared(self, afar: &Afar) {
        match self {
            Moment::Before(number) => afar.railway.fails_at(number, Fault::HangBefore),
            Moment::After(number) => afar.railway.fails_at(number, Fault::HangAfter),
            Moment::Written | Moment::Told => {}
        }
    }

    async fn is_here(self, afar: &Afar, before: &Before) -> bool {
        match self {
            Moment::Before(number) | Moment::After(number) => afar.railway.requests().len() >= before.requests + number,
            Moment::Written => afar.number(RESULTS).await.is_some_and(|results| results > before.results),
            Moment::Told => before.is_told(afar),
        }
    }
}

impl Before {
    async fn now(afar: &Afar, wish: Wish) -> Self {
        let results = afar.number(RESULTS).await.expect("the database can be read");
        Before { wish, requests: afar.railway.requests().len(), results, told: afar.times_told(wish.result()) }
    }

    fn is_told(&self, afar: &Afar) -> bool {
        afar.times_told(self.wish.result()) > self.told
    }
}

/// Kills Hatchery at this moment of this wish, starts it again, and looks whether the world is as it should be.
async fn ends_right(case: Case) -> Outcome {
    let Case { wish, moment, .. } = case;
    let Some(afar) = Afar::on(case.engine).await else { return Outcome::NeverCame };
    let first = afar.serves_and_knows_railway().await;
    wish.prepared(&afar).await;
    let before = Before::now(&afar, wish).await;
    moment.prepared(&afar);
    wish.said(&afar);
    let is_here = async || moment.is_here(&afar, &before).await;
    until(&case.to_string(), async || (is_here().await || before.is_told(&afar)).then_some(())).await;
    if !is_here().await {
        return Outcome::NeverCame;
    }
    first.dies().await;
    let doubles = afar.number(RESULTS_ON_THEIR_WAY).await.expect("the database can be read") as usize;
    let left_standing = afar.number(PROGRESS_ON_ITS_WAY).await.expect("the database can be read") as usize;

    let second = afar.serves();
    until(&format!("the end of: {case}"), async || before.is_told(&afar).then_some(())).await;
    afar.comes_to_rest().await;
    let chat = afar.ada().chat(&afar.bot);
    let results = afar.times_told(wish.result()) - before.told;
    assert!((1..=1 + doubles).contains(&results), "{case}: told {results} times\n{chat}");
    let standing = chat.visible().filter(|message| message.text.contains("→ ")).count();
    assert!(standing <= left_standing, "{case}: a progress that stands still:\n{chat}");
    assert_in_order(case, &afar).await;
    second.leaves(Signal::SIGTERM).await;
    Outcome::EndedRight
}

async fn assert_in_order(case: Case, afar: &Afar) {
    let wish = case.wish;
    assert_eq!(Exists::at(&afar.railway), wish.leaves(), "{case}");
    let running = afar.railway.running();
    assert_eq!(Exists::ever(&afar.railway), Exists { running, ..ONE }, "{case}: nothing was ever made twice");
    let service = afar.railway.services().remove(0).id;
    let deployments = afar.railway.deployments(&service);
    assert_eq!(deployments.len(), wish.deployments(), "{case}: {deployments:#?}");
    assert!(!afar.railway.was_deployed_before_variables(&service), "{case}");
    wish.assert_carried_out(afar, &service);
    assert_eq!(afar.used().await, 1, "{case}");
    afar.ada().says(&afar.bot, "/status");
    let card = afar.tells(wish.status()).await;
    if running == 1 {
        Page::in_text(&card).answers().await;
    }
    afar.railway.assert_clean();
}

/// How often Railway is asked for this wish when nobody is killed.
async fn requests_of(wish: Wish) -> Option<usize> {
    let afar = Afar::on(Engine::Sqlite).await?;
    let serve = afar.serves_and_knows_railway().await;
    wish.prepared(&afar).await;
    let before = Before::now(&afar, wish).await;
    wish.said(&afar);
    until("the end", async || before.is_told(&afar).then_some(())).await;
    afar.comes_to_rest().await;
    let requests = afar.railway.requests().len() - before.requests;
    serve.leaves(Signal::SIGTERM).await;
    Some(requests)
}

async fn whenever_killed(wish: Wish) {
    let Some(requests) = requests_of(wish).await else { return };
    let around = |number| [Moment::Before(number), Moment::After(number)];
    let moments: Vec<Moment> = (1..=requests).flat_map(around).chain([Moment::Written, Moment::Told]).collect();
    let mut cases = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let all = moments.iter().map(|moment| Case { wish, moment: *moment, engine }).collect();
        cases.extend(part(&format!("{wish:?} at Railway on {engine:?}"), all));
    }
    let run = |case: Case| async move { (case, AssertUnwindSafe(ends_right(case)).catch_unwind().await) };
    let ended: Vec<_> = stream::iter(cases).map(run).buffer_unordered(SIDE_BY_SIDE).collect().await;
    let wrong: Vec<String> = ended.iter().filter(|(_, end)| end.is_err()).map(|(case, _)| case.to_string()).collect();
    let came = ended.iter().filter(|(_, end)| matches!(end, Ok(Outcome::EndedRight))).count();
    eprintln!("{wish:?}: {requests} requests, {} cases, {came} killed at their moment", ended.len());
    assert!(wrong.is_empty(), "did not end right:\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_hatch_at_railway_ends_right_whenever_hatchery_is_killed() {
    whenever_killed(Wish::Hatch).await;
}

#[tokio::test]
async fn a_restart_at_railway_ends_right_whenever_hatchery_is_killed() {
    whenever_killed(Wish::Restart).await;
}

#[tokio::test]
async fn a_stop_at_railway_ends_right_whenever_hatchery_is_killed() {
    whenever_killed(Wish::Stop).await;
}

#[tokio::test]
async fn a_start_at_railway_ends_right_whenever_hatchery_is_killed() {
    whenever_killed(Wish::Resume).await;
}

#[tokio::test]
async fn a_new_key_at_railway_ends_right_whenever_hatchery_is_killed() {
    whenever_killed(Wish::NewKey).await;
}

#[tokio::test]
async fn a_deletion_at_railway_ends_right_whenever_hatchery_is_killed() {
    whenever_killed(Wish::Delete).await;
}
