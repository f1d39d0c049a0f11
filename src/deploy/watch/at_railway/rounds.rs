//! In which looks Railway is asked about which bots. With looks every 45 seconds that is 20 requests an hour for a hundred
//! places where bots are well and can be asked themselves, and 40 where they cannot. Pure: the time comes in as an argument.

use crate::domain::Millis;
use crate::store::Instance;

/// In each of so many looks Railway is asked about the bots of which something may be seen soon.
const CLOSE: u32 = 2;
/// In each of so many about all.
const WHOLE: u32 = 4;
/// In each of so many about all, and never else, where the budget is a hundred requests an hour: every ten minutes.
const SPARE: u32 = 14;
const SMALL_BUDGET: u64 = 100;
/// So long after a change a bot is looked at often.
const SETTLES_IN: Millis = 300_000;
/// So long after trouble began, too: somebody may be at it.
const MENDED_IN: Millis = 3_600_000;

/// Which look it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Round {
    /// The first one is 1.
    number: u32,
    is_spare: bool,
}

impl Round {
    pub(super) fn next(self, limit: Option<u64>) -> Self {
        let is_spare = limit.is_some_and(|limit| limit <= SMALL_BUDGET);
        Round { number: self.number.wrapping_add(1), is_spare }
    }

    fn is_one_of(self, every: u32) -> bool {
        self.number % every == 1
    }

    /// Railway is asked about all.
    pub(super) fn is_whole(self) -> bool {
        self.is_one_of(if self.is_spare { SPARE } else { WHOLE })
    }

    /// Railway is asked about those of whom something may be seen soon.
    pub(super) fn is_close(self) -> bool {
        !self.is_spare && self.is_one_of(CLOSE)
    }

    /// The budget is so small that nothing is asked between.
    pub(super) fn is_spare(self) -> bool {
        self.is_spare
    }
}

/// Whether a bot has just changed, or trouble with it is young.
pub(super) fn is_restless(instance: &Instance, now: Millis) -> bool {
    let has_changed = now - instance.status_at < SETTLES_IN;
    has_changed || instance.problem.as_ref().is_some_and(|(_, at)| now - at < MENDED_IN)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks of an hour in which it is so.
    fn in_an_hour(limit: Option<u64>, is_so: impl Fn(Round) -> bool) -> usize {
        let rounds = std::iter::successors(Some(Round::default().next(limit)), |round| Some(round.next(limit)));
        rounds.take(3_600 / 45).filter(|round| is_so(*round)).count()
    }

    #[test]
    fn an_hour_has_few_looks_that_ask_railway() {
        let asks = |round: Round| round.is_whole() || round.is_close();
        assert_eq!(in_an_hour(Some(1_000), Round::is_whole), 20);
        assert_eq!((in_an_hour(None, asks), in_an_hour(Some(1_000), asks)), (40, 40));
        assert_eq!(in_an_hour(Some(100), asks), 6);
        assert!(Round::default().next(None).is_whole(), "the first look is at all");
    }
}
