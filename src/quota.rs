//! What a person may do: how many bots, how many deploys an hour and a day. Pure rules over counts and times.

use serde::{Deserialize, Serialize};

use crate::domain::{Limits, Millis, Used};

pub const HOUR: Millis = 3_600_000;
pub const DAY: Millis = 24 * HOUR;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// All bots that one may have exist.
    Live { limit: u32 },
    /// The deploys of the window are used; the next is free at this moment.
    Deploys { window: Window, limit: u32, free_at: Millis },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Window {
    Hour,
    Day,
}

impl Window {
    fn length(self) -> Millis {
        match self {
            Window::Hour => HOUR,
            Window::Day => DAY,
        }
    }
}

fn limit_of(limits: &Limits, window: Window) -> u32 {
    match window {
        Window::Hour => limits.hour,
        Window::Day => limits.day,
    }
}

/// May one more bot be deployed now?
pub fn allows(limits: &Limits, used: &Used, now: Millis) -> Result<(), Refusal> {
    if used.live >= limits.live {
        return Err(Refusal::Live { limit: limits.live });
    }
    for window in [Window::Day, Window::Hour] {
        let within = deploys_within(used, window, now);
        let limit = limit_of(limits, window);
        if within.len() < limit as usize {
            continue;
        }
        // The window frees when enough of its oldest deploys have left it.
        let leaves = within.len() - limit as usize;
        let free_at = within.get(leaves).map_or(now + window.length(), |at| at + window.length());
        return Err(Refusal::Deploys { window, limit, free_at });
    }
    Ok(())
}

/// Deploys of an hour that are given back because the first look found a key or token refused. With more of them whoever has
/// found keys could try them here without end.
pub const FREE_REFUSALS: u32 = 5;

/// Is a deploy that a key or token ended before anything was made given back, after so many that were?
pub fn forgives(given_back: u32) -> bool {
    given_back < FREE_REFUSALS
}

/// How many deploys are left in a window.
pub fn left(limits: &Limits, used: &Used, window: Window, now: Millis) -> u32 {
    limit_of(limits, window).saturating_sub(deploys_within(used, window, now).len() as u32)
}

/// How much of what a person may is used: of bots, of the hour or of the day, whichever is most.
pub fn used_percent(limits: &Limits, used: &Used, now: Millis) -> i64 {
    let share = |used: usize, limit: u32| match limit {
        0 => 100,
        limit => (used as i64 * 100 / i64::from(limit)).min(100),
    };
    let windows = [Window::Hour, Window::Day];
    let deploys = windows.map(|window| share(deploys_within(used, window, now).len(), limit_of(limits, window)));
    deploys.into_iter().fold(share(used.live as usize, limits.live), i64::max)
}

/// When the oldest deploy of a window leaves it.
pub fn resets_at(used: &Used, window: Window, now: Millis) -> Option<Millis> {
    deploys_within(used, window, now).first().map(|at| at + window.length())
}

fn deploys_within(used: &Used, window: Window, now: Millis) -> Vec<Millis> {
    let mut within: Vec<Millis> = used.deploys.iter().copied().filter(|at| *at > now - window.length()).collect();
    within.sort_unstable();
    within
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { hour: 2, day: 4, live: 5 };

    #[test]
    fn the_sixth_bot_is_refused_before_any_quota() {
        let used = Used { live: 5, deploys: vec![1, 2, 3] };
        assert_eq!(allows(&LIMITS, &used, 10), Err(Refusal::Live { limit: 5 }));
    }

    #[test]
    fn the_hour_slides() {
        let used = Used { live: 0, deploys: vec![0, 1_000] };
        let refused = Err(Refusal::Deploys { window: Window::Hour, limit: 2, free_at: HOUR });
        assert_eq!(allows(&LIMITS, &used, HOUR - 1), refused);
        assert_eq!(allows(&LIMITS, &used, HOUR), Ok(()));
        assert_eq!(left(&LIMITS, &used, Window::Hour, HOUR), 1);
    }

    #[test]
    fn the_day_counts_what_the_hour_forgot() {
        let used = Used { live: 0, deploys: vec![0, HOUR * 2, HOUR * 4, HOUR * 6] };
        let refused = Err(Refusal::Deploys { window: Window::Day, limit: 4, free_at: DAY });
        assert_eq!(allows(&LIMITS, &used, HOUR * 10), refused);
        assert_eq!(allows(&LIMITS, &used, DAY), Ok(()));
    }

    #[test]
    fn what_is_used_is_the_most_of_bots_hour_and_day() {
        let at = |live, deploys: &[Millis]| used_percent(&LIMITS, &Used { live, deploys: deploys.to_vec() }, HOUR * 3);
        assert_eq!([at(0, &[]), at(4, &[]), at(5, &[])], [0, 80, 100]);
        assert_eq!([at(1, &[HOUR * 3]), at(1, &[HOUR, HOUR, HOUR]), at(1, &[0, 0, 0, 0])], [50, 75, 100]);
        let none = Limits { hour: 0, day: 0, live: 0 };
        assert_eq!(used_percent(&none, &Used::default(), HOUR), 100);
    }

    #[test]
    fn a_lowered_limit_waits_for_as_many_as_are_too_much() {
        let limits = Limits { hour: 1, day: 9, live: 5 };
        let used = Used { live: 0, deploys: vec![0, 100, 200] };
        let refused = Err(Refusal::Deploys { window: Window::Hour, limit: 1, free_at: 200 + HOUR });
        assert_eq!(allows(&limits, &used, 300), refused);
    }
}
