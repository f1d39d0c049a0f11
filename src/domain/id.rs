//! Ids that we make.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An id made by us: a UUID, written as 26 lower-case characters of unpadded base32hex, so that it fits a button and
/// a service name, and sorts as its bytes do: what was made later comes later.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

impl Id {
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Id(data_encoding::BASE32HEX_NOPAD.encode(&bytes).to_ascii_lowercase())
    }

    pub fn parse(text: &str) -> Option<Self> {
        let known = |b: u8| b.is_ascii_digit() || (b'a'..=b'v').contains(&b);
        (text.len() == 26 && text.bytes().all(known)).then(|| Id(text.to_owned()))
    }

    /// One that comes after every id that is made.
    pub fn last() -> Self {
        Id::from_bytes([u8::MAX; 16])
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.0
    }
}

impl TryFrom<String> for Id {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Id::parse(&text).ok_or("not an id")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_26_characters_and_reads_back() {
        let id = Id::from_bytes([7; 16]);
        assert_eq!(id.as_str().len(), 26);
        assert_eq!(Id::parse(id.as_str()), Some(id));
        assert_eq!(Id::parse("AAAAAAAAAAAAAAAAAAAAAAAAAA"), None);
    }

    #[test]
    fn ids_sort_as_their_bytes_do() {
        let ids: Vec<Id> = (0..=255).map(|n| Id::from_bytes([n; 16])).collect();
        assert!(ids.is_sorted());
    }
}
