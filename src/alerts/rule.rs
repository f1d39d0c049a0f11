//! When something is worth an alarm, and when it is over. There are two thresholds for each, so that what stands at one
//! of them does not raise and clear it again and again.

use crate::domain::{Alarm, Millis, Reading};

pub const MINUTE: Millis = 60_000;
pub const HOUR: Millis = 60 * MINUTE;

/// How far back operations are counted.
pub const FAILURES_SINCE: Millis = 15 * MINUTE;
/// While it lasts, it is told again this often.
pub const REMIND_EVERY: Millis = 6 * HOUR;
/// How long the word of an admin keeps it quiet.
pub const MUTED_FOR: Millis = HOUR;

/// Where something begins to be bad and where it is good again; between the two it stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// So many failed operations, which are at least this share of all (in percent).
    pub failures: (i64, i64),
    pub failures_over: (i64, i64),
    pub queue: Millis,
    pub queue_over: Millis,
    pub outbox: Millis,
    pub outbox_over: Millis,
    /// Percent of the hour's requests that are left.
    pub budget: u64,
    pub budget_over: u64,
    pub database: Millis,
    pub database_over: Millis,
    pub disk_mb: u64,
    pub disk_over_mb: u64,
    /// Tries in a row that did not work out.
    pub webhook: u32,
}

impl Thresholds {
    /// How much of a disk has to be free is the operator's to say; the rest holds everywhere.
    pub fn with_disk(disk_mb: u64) -> Self {
        Thresholds {
            failures: (5, 25),
            failures_over: (3, 10),
            queue: 5 * MINUTE,
            queue_over: MINUTE,
            outbox: 10 * MINUTE,
            outbox_over: 2 * MINUTE,
            budget: 10,
            budget_over: 25,
            database: 1_000,
            database_over: 300,
            disk_mb,
            disk_over_mb: disk_mb + disk_mb / 4,
            webhook: 3,
        }
    }
}

/// How a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    Good,
    /// Neither good nor bad.
    Between,
    Bad,
}

pub fn grade(reading: &Reading, at: &Thresholds) -> Grade {
    let graded = |is_bad: bool, is_good: bool| match (is_bad, is_good) {
        (true, _) => Grade::Bad,
        (false, true) => Grade::Good,
        (false, false) => Grade::Between,
    };
    match reading {
        Reading::Failures { failed, ended } => {
            let share = failed * 100 / (*ended).max(1);
            let (least, percent) = at.failures;
            let (few, little) = at.failures_over;
            graded(*failed >= least && share >= percent, *failed < few || share < little)
        }
        Reading::Queue { age } => graded(*age >= at.queue, *age < at.queue_over),
        Reading::Outbox { age } => graded(*age >= at.outbox, *age < at.outbox_over),
        Reading::Budget { left, limit } => {
            let percent = left.saturating_mul(100) / (*limit).max(1);
            graded(percent < at.budget, percent >= at.budget_over)
        }
        Reading::Database { took } => graded(*took >= at.database, *took < at.database_over),
        Reading::Token { is_refused, .. } => graded(*is_refused, !is_refused),
        Reading::Disk { free_mb } => graded(*free_mb < at.disk_mb, *free_mb >= at.disk_over_mb),
        Reading::Webhook { failed, answer } => {
            let is_final = answer.as_ref().is_some_and(|answer| answer.is_final());
            graded(*failed >= at.webhook || (*failed > 0 && is_final), *failed == 0)
        }
    }
}

/// How often in a row something has to be bad before it counts: a machine that slept, and a single slow write, are none.
pub fn in_a_row(alarm: Alarm) -> u32 {
    match alarm {
        Alarm::Queue | Alarm::Outbox => 2,
        Alarm::Database => 3,
        Alarm::Failures | Alarm::Budget | Alarm::Token | Alarm::Disk | Alarm::Webhook => 1,
    }
}

/// How an alarm stood before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Bad so many times in a row, without an alarm.
    Calm { strikes: u32 },
    /// Nothing when nobody was told of it yet, because it was muted.
    Raised { told_at: Option<Millis> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No alarm; it was bad so many times in a row.
    Calm {
        strikes: u32,
    },
    Raise,
    /// It is still so, and everybody knows.
    Keep,
    /// It is still so, and worth a word.
    Tell,
    Clear,
}

pub fn judge(before: Before, reading: &Reading, thresholds: &Thresholds, is_muted: bool, now: Millis) -> Verdict {
    match (before, grade(reading, thresholds)) {
        (Before::Calm { strikes }, Grade::Bad) if strikes + 1 >= in_a_row(reading.alarm()) => Verdict::Raise,
        (Before::Calm { strikes }, Grade::Bad) => Verdict::Calm { strikes: strikes + 1 },
        (Before::Calm { .. }, Grade::Between | Grade::Good) => Verdict::Calm { strikes: 0 },
        (Before::Raised { .. }, Grade::Good) => Verdict::Clear,
        (Before::Raised { told_at }, Grade::Between | Grade::Bad) => {
            let is_news = told_at.is_none_or(|told_at| now - told_at >= REMIND_EVERY);
            if is_news && !is_muted { Verdict::Tell } else { Verdict::Keep }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Unposted;
    use crate::domain::alarm::Front;

    const DISK: u64 = 1_000;

    fn grades(readings: &[Reading]) -> Vec<Grade> {
        readings.iter().map(|reading| grade(reading, &Thresholds::with_disk(DISK))).collect()
    }

    #[test]
    fn each_has_a_place_where_it_is_bad_one_where_it_is_good_and_one_between() {
        use Grade::{Bad, Between, Good};
        let refused = |status| Some(Unposted::Refused { status, word: None });
        for (readings, expected) in [
            (
                [(0, 0), (2, 2), (4, 4), (5, 21), (5, 20), (3, 40), (30, 1_000)]
                    .map(|(failed, ended)| Reading::Failures { failed, ended })
                    .to_vec(),
                vec![Good, Good, Between, Between, Bad, Good, Good],
            ),
            (
                [0, 59_999, 60_000, 299_999, 300_000].map(|age| Reading::Queue { age }).to_vec(),
                vec![Good, Good, Between, Between, Bad],
            ),
            (
                [0, 119_999, 120_000, 599_999, 600_000].map(|age| Reading::Outbox { age }).to_vec(),
                vec![Good, Good, Between, Between, Bad],
            ),
            (
                [0, 99, 100, 249, 250].map(|left| Reading::Budget { left, limit: 1_000 }).to_vec(),
                vec![Bad, Bad, Between, Between, Good],
            ),
            (
                [1, 299, 300, 999, 1_000].map(|took| Reading::Database { took }).to_vec(),
                vec![Good, Good, Between, Between, Bad],
            ),
            (
                [0, 999, 1_000, 1_249, 1_250].map(|free_mb| Reading::Disk { free_mb }).to_vec(),
                vec![Bad, Bad, Between, Between, Good],
            ),
            (
                [true, false].map(|is_refused| Reading::Token { of: Front::Discord, is_refused }).to_vec(),
                vec![Bad, Good],
            ),
            (
                [(0, None), (1, Some(Unposted::Silent)), (2, refused(500)), (3, refused(500)), (1, refused(404))]
                    .map(|(failed, answer)| Reading::Webhook { failed, answer })
                    .to_vec(),
                vec![Good, Between, Between, Bad, Bad],
            ),
        ] {
            assert_eq!(grades(&readings), expected, "{readings:?}");
        }
    }

    /// What became of an alarm while this was read, minute by minute.
    fn lived(ages: &[Millis]) -> Vec<&'static str> {
        let mut before = Before::Calm { strikes: 0 };
        let live = |(minute, age): (usize, &Millis)| {
            let now = minute as Millis * MINUTE;
            let verdict =
                judge(before, &Reading::Queue { age: age * MINUTE }, &Thresholds::with_disk(DISK), false, now);
            match verdict {
                Verdict::Calm { strikes } => {
                    before = Before::Calm { strikes };
                    "calm"
                }
                Verdict::Raise => {
                    before = Before::Raised { told_at: Some(now) };
                    "raise"
                }
                Verdict::Keep => "keep",
                Verdict::Tell => {
                    before = Before::Raised { told_at: Some(now) };
                    "tell"
                }
                Verdict::Clear => {
                    before = Before::Calm { strikes: 0 };
                    "clear"
                }
            }
        };
        ages.iter().enumerate().map(live).collect()
    }

    #[test]
    fn what_stands_at_a_threshold_is_raised_once_and_cleared_once() {
        assert_eq!(
            lived(&[0, 6, 4, 6, 6, 4, 6, 4, 1, 6, 0, 4, 4, 0]),
            [
                "calm", "calm", "calm", "calm", "raise", "keep", "keep", "keep", "keep", "keep", "clear", "calm",
                "calm", "calm"
            ]
        );
    }

    #[test]
    fn it_is_told_again_every_six_hours_while_it_lasts() {
        let told = lived(&[9; 1_000]);
        let when: Vec<usize> = (0..1_000).filter(|minute| ["raise", "tell"].contains(&told[*minute])).collect();
        assert_eq!(when, [1, 361, 721]);
    }

    #[test]
    fn what_is_muted_is_raised_and_cleared_and_told_when_the_mute_is_over() {
        let (bad, at) = (Reading::Queue { age: HOUR }, Thresholds::with_disk(DISK));
        let untold = Before::Raised { told_at: None };
        assert_eq!(judge(Before::Calm { strikes: 1 }, &bad, &at, true, 0), Verdict::Raise);
        assert_eq!(judge(untold, &bad, &at, true, 99 * HOUR), Verdict::Keep);
        assert_eq!(judge(untold, &bad, &at, false, 1), Verdict::Tell);
        assert_eq!(judge(untold, &Reading::Queue { age: 0 }, &at, true, 1), Verdict::Clear);
    }
}
