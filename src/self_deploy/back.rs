//! Which deployment to go back to. Pure. Asked twice it goes back once: what was done is on record at the service.

use crate::railway::Attempt;
use crate::self_deploy::plan::{End, There, WENT_BACK, end_of};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Back {
    /// Begin anew what this older deployment was made of.
    To(Attempt),
    /// It was asked for before and is under way.
    Await { newest: String, to: Option<Attempt> },
    /// It serves already: because the newest did not come up, or because we went back before.
    Serves(Attempt),
    /// There is nothing to go back to.
    Nowhere(&'static str),
}

pub fn back(there: &There) -> Back {
    let attempts = &there.whole.attempts;
    let Some(newest) = attempts.first() else { return Back::Nowhere("Nothing was ever deployed here") };
    let find = |id: &str| attempts.iter().find(|attempt| attempt.deployment.id == id).cloned();
    let record = there.whole.variables.get(WENT_BACK).and_then(|record| record.expose().split_once(' '));
    if let Some((to, after)) = record {
        let is_begun = newest.deployment.id != after;
        match end_of(newest) {
            End::UnderWay if is_begun => {
                return Back::Await { newest: newest.deployment.id.clone(), to: find(to) };
            }
            End::Up if is_begun => return Back::Serves(newest.clone()),
            // It was not begun, or it did not come up: once more.
            End::UnderWay | End::Up | End::Down => {
                if let Some(to) = find(to).filter(|to| to.can_be_gone_back_to) {
                    return Back::To(to);
                }
            }
        }
    }
    let serving = attempts.iter().position(|attempt| end_of(attempt) == End::Up);
    match (end_of(newest), serving) {
        (End::UnderWay, _) => Back::Nowhere("A deployment is under way; wait until it has ended"),
        (End::Down, Some(at)) => Back::Serves(attempts[at].clone()),
        (End::Up | End::Down, _) => match attempts.iter().skip(1).find(|older| older.can_be_gone_back_to) {
            Some(older) => Back::To(older.clone()),
            None => Back::Nowhere("Railway keeps no older deployment that it could go back to"),
        },
    }
}
