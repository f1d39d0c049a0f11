//! How fast a bot may speak. Telegram counts what a bot says within a second, whoever hears it: news to many go evenly,
//! just below what it allows, and answers go first, in what room is left. While nothing goes to many and nothing was
//! refused, answers go at once. Pure: the time comes in as an argument.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::Millis;

/// Bot API, FAQ: about 30 messages a second. A second of ours is somewhat longer, because two messages may come closer
/// together on their way.
const MOST: usize = 30;
const WINDOW: Millis = 1_020;
/// Between two of many, in millionths of a second, while nothing speaks against it: 29.33 a second.
const FASTEST: i64 = 34_100;
const SLOWEST: i64 = 2_000_000;
/// What was late is caught up with, if it was not later than this.
const SLACK: i64 = 200_000;
/// So long nothing was refused before it is tried a little faster.
const CALM: Millis = 10_000;
/// So long after a refusal answers are held to what is allowed, whether anything goes to many or not.
const WARY: Millis = 60_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// When the last messages went, or will go, oldest first.
    went: VecDeque<Millis>,
    /// Between two of many, in millionths of a second.
    gap: i64,
    /// Before this, in millionths of a second, no other of many goes.
    next: i64,
    /// Before this nothing goes: the platform said so.
    closed_until: Millis,
    /// When it was last slowed down or sped up.
    changed_at: Millis,
    /// Before this answers are held to what is allowed within a second.
    #[serde(default)]
    strict_until: Millis,
}

impl Pace {
    /// What was said before is not known, so as much as may be is taken for said.
    pub fn new(now: Millis) -> Self {
        let before = |n: usize| now - WINDOW + n as Millis * WINDOW / MOST as Millis;
        Pace {
            went: (1..MOST).map(before).collect(),
            gap: FASTEST,
            next: (now + WINDOW) * 1000,
            closed_until: 0,
            changed_at: now,
            strict_until: 0,
        }
    }

    /// A place for an answer, at most so far ahead; else the time from which it is worth asking again.
    pub fn reply(&mut self, now: Millis, ahead: Millis) -> Result<Millis, Millis> {
        let room = if now < self.strict_until { self.has_room_at() } else { now };
        self.place(now.max(self.closed_until).max(room), now + ahead)
    }

    /// A place for one of many, at most so far ahead; else the time from which it is worth asking again.
    pub fn bulk(&mut self, now: Millis, ahead: Millis) -> Result<Millis, Millis> {
        if self.gap > FASTEST && now - self.changed_at >= CALM {
            self.gap = (self.gap * 9 / 10).max(FASTEST);
            self.changed_at = now;
        }
        let at = now.max(self.closed_until).max(self.has_room_at()).max((self.next + 999) / 1000);
        // Somebody writes to many, from now on until they ask again at the latest.
        self.strict_until = self.strict_until.max(at + WINDOW);
        self.place(at, now + ahead)
    }

    /// The platform refused a message and says how long nothing is to be sent.
    pub fn refused(&mut self, now: Millis, wait: Duration) {
        let until = now + wait.as_millis() as Millis;
        // Many that were on their way together are refused together, and that is one lesson.
        if now >= self.closed_until {
            self.gap = (self.gap * 5 / 4).min(SLOWEST);
        }
        self.closed_until = self.closed_until.max(until);
        self.changed_at = self.closed_until;
        self.strict_until = self.strict_until.max(self.closed_until + WARY);
        self.next = self.next.max(self.closed_until * 1000);
    }

    /// Messages to many in a thousand seconds, if nobody else says anything.
    pub fn in_thousand_seconds(&self) -> i64 {
        1_000_000_000 / self.gap
    }

    /// When the oldest that counts is old enough.
    fn has_room_at(&self) -> Millis {
        if self.went.len() < MOST { 0 } else { self.went[self.went.len() - MOST] + WINDOW }
    }

    /// A place is taken only by whoever goes there.
    fn place(&mut self, at: Millis, latest: Millis) -> Result<Millis, Millis> {
        if at > latest {
            return Err(at);
        }
        self.take(at);
        Ok(at)
    }

    fn take(&mut self, at: Millis) {
        let behind = self.went.iter().rposition(|known| *known <= at).map_or(0, |last| last + 1);
        self.went.insert(behind, at);
        if self.went.len() > MOST {
            self.went.pop_front();
        }
        // However many answers there were, the many wait for a second of them and no longer.
        self.next = (self.next.max(at * 1000 - SLACK) + self.gap).min((at + WINDOW) * 1000);
    }
}

/// How long so many take at most, in seconds, if nothing else is said.
pub fn seconds_for(telegram: i64, discord: i64) -> i64 {
    let telegram = telegram * FASTEST / 1_000_000;
    let discord = discord * (DISCORD_GAP + DISCORD_SHAKE / 2) / 1000;
    telegram.max(discord)
}

/// Between two private messages on Discord, which frowns upon many, and what chance adds to it.
pub const DISCORD_GAP: Millis = 1_000;
pub const DISCORD_SHAKE: Millis = 500;

#[cfg(test)]
mod tests {
    use super::*;

    /// As strict as a platform may be: never more than thirty within any second.
    #[derive(Default)]
    struct Wall(VecDeque<Millis>);

    impl Wall {
        fn hits(&mut self, at: Millis) -> bool {
            while self.0.front().is_some_and(|first| *first + 1_000 <= at) {
                self.0.pop_front();
            }
            self.0.push_back(at);
            self.0.len() > 30
        }
    }

    /// However long it takes.
    fn answers(pace: &mut Pace, now: Millis) -> Millis {
        pace.reply(now, 1 << 40).expect("a place")
    }

    /// Sends so many and as many answers as come, in time that is only counted. `chance` says when the next answer comes.
    fn sent(many: usize, mut chance: impl FnMut() -> Millis) -> (Millis, Millis, usize) {
        let (mut pace, mut wall) = (Pace::new(0), Wall::default());
        let (mut now, mut bulk, mut longest, mut refused) = (0, 0, 0, 0);
        let mut answer_at = chance();
        let mut events: std::collections::BTreeSet<Millis> = std::collections::BTreeSet::new();
        while bulk < many {
            while answer_at <= now {
                let at = answers(&mut pace, answer_at.max(now));
                longest = longest.max(at - answer_at);
                events.insert(at * 100 + events.len() as Millis % 100);
                answer_at += chance();
            }
            now = match pace.bulk(now, 0) {
                Ok(at) => {
                    bulk += 1;
                    events.insert(at * 100 + events.len() as Millis % 100);
                    now
                }
                Err(at) => at.min(answer_at),
            };
        }
        for at in events {
            refused += usize::from(wall.hits(at / 100));
        }
        (now, longest, refused)
    }

    #[test]
    fn many_go_at_twenty_nine_a_second_and_never_against_the_wall() {
        let (took, _, refused) = sent(10_000, || 1 << 40);
        assert_eq!(refused, 0);
        let rate = 10_000_000 / took;
        assert!((29..30).contains(&rate), "{rate} a second");
    }

    /// Twenty-nine a second reach them beside the message that tells how far it is, though each may be ten milliseconds longer on its way
    /// than the next.
    #[test]
    fn what_is_shaken_on_its_way_passes_the_wall_and_twenty_nine_a_second_arrive() {
        let (mut pace, mut now, mut many, mut state) = (Pace::new(0), 0, 0, 1_u64);
        let (mut arrivals, mut told_at, mut begun) = (Vec::new(), 5_000, None);
        let mut shaken = |at: Millis| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            at + (state >> 33) as Millis % 11
        };
        while many < 5_000 {
            if now >= told_at {
                arrivals.push(shaken(answers(&mut pace, now)));
                told_at += 5_000;
            }
            match pace.bulk(now, 0) {
                Ok(at) => {
                    arrivals.push(shaken(at));
                    begun.get_or_insert(at);
                    many += 1;
                }
                Err(again) => now = again,
            }
        }
        arrivals.sort_unstable();
        let mut wall = Wall::default();
        assert!(arrivals.iter().all(|at| !wall.hits(*at)));
        let took = now - begun.unwrap_or_default();
        assert!(many * 1_000 >= 29 * took, "{many} in {took} ms");
    }

    #[test]
    fn answers_go_first_and_take_their_room_from_the_many() {
        for seed in 1..20_u64 {
            let mut state = seed;
            let chance = move || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                // About two a second, now and then three at once.
                if state >> 62 == 0 { 0 } else { (state >> 33) as Millis % 1_300 }
            };
            let (_, longest, refused) = sent(5_000, chance);
            assert_eq!(refused, 0, "seed {seed}");
            assert!(longest <= 250, "seed {seed}: an answer waited {longest} ms");
        }
    }

    #[test]
    fn what_is_refused_closes_everything_and_slows_the_many_until_it_was_calm() {
        let mut pace = Pace::new(0);
        let quick = pace.in_thousand_seconds();
        pace.refused(5_000, Duration::from_secs(3));
        pace.refused(5_001, Duration::from_secs(3));
        assert_eq!(answers(&mut pace, 6_000), 8_001);
        assert!(pace.bulk(6_000, 0).is_err());
        assert_eq!(pace.in_thousand_seconds(), 1_000_000_000 / (FASTEST * 5 / 4));
        for minute in 0..10 {
            let _ = pace.bulk(8_001 + minute * 60_000, 0);
        }
        assert_eq!(pace.in_thousand_seconds(), quick);
    }

    #[test]
    fn answers_are_held_back_only_while_it_matters() {
        let mut pace = Pace::new(0);
        assert!((0..1_000).all(|_| answers(&mut pace, 5_000) == 5_000), "nothing goes to many");
        let again = pace.bulk(5_000, 0).expect_err("the last second is full of answers");
        assert!(again <= 5_000 + 2 * WINDOW, "{again}");
        assert!(answers(&mut pace, 5_000) >= 5_000 + WINDOW, "somebody wants to write to many");
        let calm = again + 3 * WINDOW;
        assert!((0..1_000).all(|_| answers(&mut pace, calm) == calm), "nobody does any more");
        pace.refused(calm, Duration::from_secs(1));
        let places: Vec<Millis> = (0..=MOST).map(|_| answers(&mut pace, calm + 1_001)).collect();
        assert!(places[MOST] >= places[0] + WINDOW, "{places:?}");
    }

    #[test]
    fn whoever_is_asked_to_come_again_has_taken_no_place() {
        let mut pace = Pace::new(0);
        pace.refused(5_000, Duration::from_secs(5));
        assert!((0..1_000).all(|_| pace.reply(5_000, 2_000) == Err(10_000)), "all are told when it opens");
        let first: Vec<_> = (0..MOST).map(|_| pace.reply(10_000, 2_000)).collect();
        assert_eq!(first, [Ok(10_000); MOST], "and then nobody stands before them");
        assert_eq!(pace.reply(10_000, 2_000), Ok(10_000 + WINDOW));
    }

    #[test]
    fn a_pace_is_kept_and_read_again() {
        let mut pace = Pace::new(7);
        answers(&mut pace, 9);
        let kept = serde_json::to_string(&pace).expect("written");
        assert_eq!(serde_json::from_str::<Pace>(&kept).expect("read"), pace);
    }
}
