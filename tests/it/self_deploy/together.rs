//! Two runs at once: whoever comes first, there is one of everything in the end, and one of the two says so.

use super::{Desk, NEW, OLD, usual, with_image};
use crate::cloud::Exists;
use hatchery::self_deploy::Options;

/// What became of two that were at it together.
async fn together(desk: &Desk, one: &Options, other: &Options) -> [Result<(), String>; 2] {
    let (one, other) = tokio::join!(desk.tries(one), desk.tries(other));
    [one, other]
}

fn is_one_whole(ended: &[Result<(), String>; 2]) {
    assert!(ended.iter().any(Result::is_ok), "{ended:?}");
    for said in ended.iter().filter_map(|ended| ended.as_ref().err()) {
        assert!(said.starts_with("Another run of this command began after this one and goes on"), "{said}");
    }
}

#[tokio::test]
async fn two_first_runs_at_once_make_one_of_everything() {
    for lag in [0, 1] {
        let Some(desk) = Desk::new().await else { return };
        desk.railway.lag(lag);
        is_one_whole(&together(&desk, &usual(), &usual()).await);
        desk.is_whole(OLD);
        assert_eq!(desk.railway.deployments("postgres").len(), 1, "a password is set once");
        let key = desk.railway.variables("hatchery")["MOLTBOT_ENCRYPTION_KEY"].clone();
        assert_eq!(desk.shown_keys().last(), Some(&key));
        let before = desk.railway.requests().len();
        let said = desk.runs(&usual()).await;
        assert_eq!(desk.changes_since(before), Vec::<String>::new(), "{lag}: {said}");
    }
}

#[tokio::test]
async fn a_second_run_that_begins_at_any_moment_of_the_first_goes_on_alone() {
    let Some(alone) = Desk::new().await else { return };
    alone.runs(&usual()).await;
    for number in (1..alone.railway.requests().len()).step_by(3) {
        let Some(desk) = Desk::new().await else { return };
        let (first, second) = (usual(), usual());
        let late = async {
            while desk.railway.requests().len() < number {
                tokio::task::yield_now().await;
            }
            desk.tries(&second).await
        };
        let (first, second) = tokio::join!(desk.tries(&first), late);
        is_one_whole(&[first, second]);
        let there = Exists { projects: 1, services: 2, volumes: 1, domains: 1, running: 0 };
        assert_eq!(Exists::at(&desk.railway), there, "begun at request {number}: {:?}", desk.said());
        desk.runs(&usual()).await;
        desk.is_whole(OLD);
    }
}

#[tokio::test]
async fn two_updates_at_once_end_as_one_of_them_wants() {
    let Some(desk) = Desk::set_up().await else { return };
    is_one_whole(&together(&desk, &with_image(NEW), &with_image(NEW)).await);
    desk.is_whole(NEW);
    let before = desk.railway.requests().len();
    desk.runs(&with_image(NEW)).await;
    assert_eq!(desk.changes_since(before), Vec::<String>::new());
}
