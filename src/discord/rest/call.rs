//! One call of the REST API: where it goes, as whom, and what it carries.

use std::hash::{DefaultHasher, Hash, Hasher};

use reqwest::Method;
use serde_json::Value;

use crate::chat::File;
use crate::secret::Secret;

/// As whom a call is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// With the token of the bot.
    Bot,
    /// With the token of an interaction, which stands in the path.
    Token,
}

/// What Discord counts together, as far as we know it before an answer: the route and its first id.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BucketKey {
    pub who: Who,
    pub route: String,
    /// A hash of the channel or of the token.
    pub major: u64,
}

/// A call that is ready to be made. It does not print itself: its path may hold a token, its body anything.
pub struct Call {
    pub(super) method: Method,
    pub(super) path: Secret,
    pub(super) bucket: BucketKey,
    pub(super) body: Option<Value>,
    pub(super) file: Option<File>,
}

impl Call {
    /// A call of the bot: each `{}` of the route is one of the words, of which the first has limits of its own.
    pub fn bot(method: Method, route: &'static str, words: &[&str]) -> Self {
        Call::new(Who::Bot, method, route, words, words.first().copied().unwrap_or_default())
    }

    /// A call for one interaction: the route begins with an id and the token.
    pub fn token(method: Method, route: &'static str, (id, token): (&str, &Secret), rest: &[&str]) -> Self {
        let words = [&[id, token.expose()], rest].concat();
        Call::new(Who::Token, method, route, &words, token.expose())
    }

    pub fn json(self, body: Value) -> Self {
        Call { body: Some(body), ..self }
    }

    /// Goes along with a body that names it.
    pub fn file(self, file: Option<File>) -> Self {
        Call { file, ..self }
    }

    fn new(who: Who, method: Method, route: &'static str, words: &[&str], major: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        major.hash(&mut hasher);
        let bucket = BucketKey { who, route: format!("{method} {route}"), major: hasher.finish() };
        Call { method, path: Secret::new(filled(route, words)), bucket, body: None, file: None }
    }
}

fn filled(route: &str, words: &[&str]) -> String {
    let mut words = words.iter();
    let mut path = String::new();
    for (at, part) in route.split("{}").enumerate() {
        if at > 0 {
            path.push_str(words.next().copied().unwrap_or_default());
        }
        path.push_str(part);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_filled_with_its_words_in_order() {
        let call = Call::token(Method::POST, "/interactions/{}/{}/callback", ("7", &Secret::new("tok")), &[]);
        assert_eq!(call.path.expose(), "/interactions/7/tok/callback");
        let call = Call::bot(Method::PATCH, "/channels/{}/messages/{}", &["1", "2"]);
        assert_eq!(call.path.expose(), "/channels/1/messages/2");
    }

    #[test]
    fn two_channels_do_not_share_their_limits() {
        let bucket = |channel: &str| Call::bot(Method::POST, "/channels/{}/messages", &[channel]).bucket;
        assert_ne!(bucket("1"), bucket("2"));
        assert_eq!(bucket("1"), bucket("1"));
    }
}
