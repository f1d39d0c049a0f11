//! What is known of Discord's limits: the buckets that are used up, the walls that a 429 put up, and how many refused
//! calls were made of late. All of it is arithmetic; the time comes in as an argument.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use super::CallError;
use super::call::{BucketKey, Who};

/// Rate limits, "Invalid Request Limit": 10,000 in ten minutes shut out an address, which others may share with us.
const MOST_REFUSED: usize = 5_000;
const WINDOW: Duration = Duration::from_secs(600);

#[derive(Default)]
pub struct Limits {
    /// Which routes Discord counts together, by its own name for them.
    names: HashMap<(Who, String), String>,
    /// Until when nothing is left in a bucket.
    used_up: HashMap<(String, u64), Instant>,
    bot_until: Option<Instant>,
    all_until: Option<Instant>,
    refused: VecDeque<Instant>,
    is_token_refused: bool,
}

/// What one answer told.
#[derive(Default)]
pub struct Seen {
    pub bucket: Option<String>,
    /// Nothing is left for this long.
    pub used_up: Option<Duration>,
    pub wall: Option<(Duration, Wall)>,
    /// It is one of those that shut us out when there are too many.
    pub counts: bool,
    pub is_token_refused: bool,
}

/// What a 429 stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wall {
    Bucket,
    /// All calls of the bot; answers to interactions go on.
    Bot,
    /// It came from what stands before Discord and is about our address.
    Everything,
}

impl Limits {
    /// Whether a call may be made now.
    pub fn admit(&mut self, bucket: &BucketKey, now: Instant) -> Result<(), CallError> {
        let is_of_bot = bucket.who == Who::Bot;
        if is_of_bot && self.is_token_refused {
            return Err(CallError::Unauthorized);
        }
        while self.refused.front().is_some_and(|at| *at + WINDOW <= now) {
            self.refused.pop_front();
        }
        let too_many = self.refused.front().filter(|_| self.refused.len() >= MOST_REFUSED).map(|at| *at + WINDOW);
        let own = self.used_up.get(&self.place(bucket)).copied();
        let bot = self.bot_until.filter(|_| is_of_bot);
        match [too_many, own, bot, self.all_until].into_iter().flatten().max() {
            Some(until) if until > now => Err(CallError::RetryAfter(until - now)),
            _ => Ok(()),
        }
    }

    pub fn is_token_refused(&self) -> bool {
        self.is_token_refused
    }

    /// Learns from an answer.
    pub fn note(&mut self, bucket: &BucketKey, seen: &Seen, now: Instant) {
        if let Some(name) = &seen.bucket {
            self.names.insert((bucket.who, bucket.route.clone()), name.clone());
        }
        self.used_up.retain(|_, until| *until > now);
        if let Some(wait) = seen.used_up {
            self.used_up.insert(self.place(bucket), now + wait);
        }
        match seen.wall {
            Some((wait, Wall::Bot)) if bucket.who == Who::Bot => self.bot_until = Some(now + wait),
            Some((wait, Wall::Bucket | Wall::Bot)) => {
                self.used_up.insert(self.place(bucket), now + wait);
            }
            Some((wait, Wall::Everything)) => self.all_until = Some(now + wait),
            None => {}
        }
        if seen.counts {
            self.refused.push_back(now);
        }
        self.is_token_refused |= seen.is_token_refused;
    }

    /// Where a call is counted: under Discord's name for the bucket, as soon as it has told one.
    fn place(&self, bucket: &BucketKey) -> (String, u64) {
        let name = self.names.get(&(bucket.who, bucket.route.clone()));
        (name.unwrap_or(&bucket.route).clone(), bucket.major)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket(who: Who, route: &str) -> BucketKey {
        BucketKey { who, route: route.into(), major: 1 }
    }

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test]
    async fn a_bucket_that_is_used_up_is_left_alone_until_its_reset() {
        let (mut limits, now) = (Limits::default(), Instant::now());
        let (post, edit) = (bucket(Who::Bot, "POST"), bucket(Who::Bot, "PATCH"));
        limits.note(&edit, &Seen { bucket: Some("b".into()), ..Seen::default() }, now);
        limits.note(&post, &Seen { bucket: Some("b".into()), used_up: Some(SECOND), ..Seen::default() }, now);
        assert_eq!(limits.admit(&post, now), Err(CallError::RetryAfter(SECOND)));
        assert_eq!(limits.admit(&edit, now), Err(CallError::RetryAfter(SECOND)), "it shares the bucket");
        assert_eq!(limits.admit(&BucketKey { major: 2, ..post.clone() }, now), Ok(()));
        assert_eq!(limits.admit(&post, now + SECOND), Ok(()));
    }

    #[tokio::test]
    async fn a_global_limit_does_not_keep_interactions_waiting() {
        let (mut limits, now) = (Limits::default(), Instant::now());
        let (bot, token) = (bucket(Who::Bot, "POST"), bucket(Who::Token, "POST"));
        limits.note(&bot, &Seen { wall: Some((SECOND, Wall::Bot)), ..Seen::default() }, now);
        assert_eq!(limits.admit(&bot, now), Err(CallError::RetryAfter(SECOND)));
        assert_eq!(limits.admit(&token, now), Ok(()));
        limits.note(&bot, &Seen { wall: Some((SECOND, Wall::Everything)), ..Seen::default() }, now);
        assert_eq!(limits.admit(&token, now), Err(CallError::RetryAfter(SECOND)));
    }

    #[tokio::test]
    async fn too_many_refused_calls_in_ten_minutes_end_all_calls_for_a_while() {
        let (mut limits, now) = (Limits::default(), Instant::now());
        let token = bucket(Who::Token, "POST");
        let counts = Seen { counts: true, ..Seen::default() };
        (1..MOST_REFUSED).for_each(|_| limits.note(&token, &counts, now));
        assert_eq!(limits.admit(&token, now), Ok(()));
        limits.note(&token, &counts, now + SECOND);
        assert_eq!(limits.admit(&token, now + SECOND), Err(CallError::RetryAfter(WINDOW - SECOND)));
        assert_eq!(limits.admit(&token, now + WINDOW), Ok(()));
    }

    #[tokio::test]
    async fn a_token_that_was_refused_is_not_shown_again() {
        let (mut limits, now) = (Limits::default(), Instant::now());
        let bot = bucket(Who::Bot, "GET");
        limits.note(&bot, &Seen { is_token_refused: true, counts: true, ..Seen::default() }, now);
        assert_eq!(limits.admit(&bot, now + WINDOW), Err(CallError::Unauthorized));
        assert_eq!(limits.admit(&bucket(Who::Token, "POST"), now), Ok(()));
    }
}
