//! What comes next in work on many bots: a few first, then wave after wave, and nothing more when too much fails. Pure.

use crate::domain::JobState;
use crate::domain::fleet::{Pace, Tally};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub state: JobState,
    pub pace: Pace,
    pub tally: Tally,
    /// Failures that were seen and gone on after.
    pub forgiven: i64,
    /// Of the present wave, how many are yet to be asked.
    pub wave_left: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The next one of the present wave.
    Ask,
    /// A new wave of so many.
    Wave(i64),
    /// Nothing until something ends, or somebody says more.
    Wait,
    /// One of the first failed.
    StopAtCanary,
    StopAtFailures,
    /// Nothing is left to do.
    End(JobState),
}

pub fn next(at: &Standing) -> Step {
    let Tally { waiting, asked, done, failed, .. } = at.tally;
    let is_over = asked == 0 && waiting == 0;
    match at.state {
        JobState::Draft | JobState::Done => Step::Wait,
        JobState::Cancelled if asked == 0 => Step::End(JobState::Cancelled),
        JobState::Cancelled => Step::Wait,
        JobState::Running | JobState::Paused | JobState::Stopped if is_over => Step::End(JobState::Done),
        JobState::Paused | JobState::Stopped => Step::Wait,
        JobState::Running => {
            let is_proven = done >= at.pace.canary;
            let fresh = failed - at.forgiven;
            if waiting == 0 {
                Step::Wait
            } else if fresh > 0 && !is_proven {
                Step::StopAtCanary
            } else if fresh >= at.pace.patience {
                Step::StopAtFailures
            } else if at.wave_left > 0 {
                Step::Ask
            } else if asked > 0 {
                Step::Wait
            } else if is_proven {
                Step::Wave(at.pace.wave.min(waiting))
            } else {
                Step::Wave((at.pace.canary - done).min(waiting))
            }
        }
    }
}

/// The same of a key that is brought to bots: it has not ended while one of them failed and nobody said what is to
/// become of it.
pub fn next_of_key(at: &Standing) -> Step {
    match (next(at), at.state) {
        (Step::End(JobState::Done), JobState::Running) if at.tally.failed > 0 => Step::StopAtFailures,
        (Step::End(JobState::Done), JobState::Paused | JobState::Stopped) if at.tally.failed > 0 => Step::Wait,
        (step, _) => step,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace::USUAL;

    fn of(waiting: i64) -> Standing {
        let tally = Tally { waiting, ..Tally::default() };
        Standing { state: JobState::Running, pace: PACE, tally, forgiven: 0, wave_left: 0 }
    }

    /// Goes on until nothing more comes by itself; `fails` says of the n-th bot whether it fails. Gives back the last
    /// step, and how many were at work at once at most.
    fn run(at: &mut Standing, fails: impl Fn(i64) -> bool) -> (Step, i64) {
        let mut most = 0;
        loop {
            match next(at) {
                Step::Ask => {
                    at.tally.waiting -= 1;
                    at.tally.asked += 1;
                    at.wave_left -= 1;
                    most = most.max(at.tally.asked);
                }
                Step::Wave(n) => at.wave_left = n,
                Step::Wait if at.tally.asked > 0 => {
                    at.tally.asked -= 1;
                    let n = at.tally.done + at.tally.failed + 1;
                    if fails(n) { at.tally.failed += 1 } else { at.tally.done += 1 }
                }
                end => return (end, most),
            }
        }
    }

    #[test]
    fn the_first_goes_alone_and_then_five_at_a_time() {
        let mut at = of(20);
        assert_eq!(next(&at), Step::Wave(1));
        assert_eq!(run(&mut at, |_| false), (Step::End(JobState::Done), 5));
        assert_eq!(at.tally, Tally { done: 20, ..Tally::default() });
    }

    #[test]
    fn one_that_fails_among_many_stops_nothing() {
        let mut at = of(20);
        assert_eq!(run(&mut at, |n| n == 10).0, Step::End(JobState::Done));
        assert_eq!(at.tally, Tally { done: 19, failed: 1, ..Tally::default() });
    }

    #[test]
    fn when_the_first_fails_no_other_is_asked() {
        let mut at = of(20);
        assert_eq!(run(&mut at, |_| true), (Step::StopAtCanary, 1));
        assert_eq!(at.tally, Tally { waiting: 19, failed: 1, ..Tally::default() });
    }

    #[test]
    fn when_too_many_fail_it_stops_and_what_is_under_way_ends() {
        let mut at = of(20);
        assert_eq!(run(&mut at, |n| n > 2).0, Step::StopAtFailures);
        assert!(at.tally.failed < PACE.patience + PACE.wave && at.tally.waiting >= 20 - 1 - PACE.wave);
    }

    #[test]
    fn whoever_goes_on_after_failures_begins_with_one_again() {
        let mut at = of(3);
        run(&mut at, |_| true);
        at.forgiven = at.tally.failed;
        assert_eq!(next(&at), Step::Wave(1));
        assert_eq!(run(&mut at, |_| false).0, Step::End(JobState::Done));
    }

    #[test]
    fn a_key_goes_to_one_after_the_other_and_stops_at_the_first_that_fails() {
        let mut at = Standing { pace: Pace::ONE_BY_ONE, ..of(5) };
        assert_eq!(run(&mut at, |n| n == 3), (Step::StopAtFailures, 1));
        assert_eq!(at.tally, Tally { waiting: 2, done: 2, failed: 1, ..Tally::default() });
        at.forgiven = at.tally.failed;
        assert_eq!(run(&mut at, |_| false), (Step::End(JobState::Done), 1));
        assert_eq!(next_of_key(&at), Step::StopAtFailures, "somebody has to say what becomes of the third");
        at.state = JobState::Stopped;
        assert_eq!(next_of_key(&at), Step::Wait);
        at.state = JobState::Cancelled;
        assert_eq!(next_of_key(&at), Step::End(JobState::Cancelled));
    }

    #[test]
    fn what_was_left_out_proves_nothing() {
        let mut at = of(5);
        at.tally.skipped = 1;
        assert_eq!(next(&at), Step::Wave(1));
    }

    #[test]
    fn who_waits_or_has_ended_asks_nobody() {
        for state in [JobState::Draft, JobState::Paused, JobState::Stopped, JobState::Done] {
            assert_eq!(next(&Standing { state, ..of(5) }), Step::Wait);
        }
        assert_eq!(next(&Standing { state: JobState::Cancelled, ..of(0) }), Step::End(JobState::Cancelled));
        let mut at = Standing { state: JobState::Cancelled, ..of(0) };
        at.tally.asked = 1;
        assert_eq!(next(&at), Step::Wait);
    }
}
