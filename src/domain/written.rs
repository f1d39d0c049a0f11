//! Values that are written as a text of their own kind, read where the text lies: serde's `try_from = "String"` makes one
//! more of each before it is looked at.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

/// An error says `fault` and quotes nothing.
pub fn read<'de, D: Deserializer<'de>, T>(
    from: D,
    parse: fn(&str) -> Option<T>,
    fault: &'static str,
) -> Result<T, D::Error> {
    from.deserialize_str(Text { parse, fault })
}

struct Text<T> {
    parse: fn(&str) -> Option<T>,
    fault: &'static str,
}

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| E::custom(self.fault))
    }
}
