//! Ids that we make.

use std::fmt;

use data_encoding::BASE32HEX_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::written;

/// An id made by us: a UUID, written as 26 lower-case characters of unpadded base32hex, so that it fits a button and
/// a service name, and sorts as its bytes do: what was made later comes later.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id([u8; LENGTH]);

/// Of the text; in its place, because ids go from hand to hand all the time.
const LENGTH: usize = 26;

impl Id {
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        let mut text = [0; LENGTH];
        BASE32HEX_NOPAD.encode_mut(&bytes, &mut text);
        text.make_ascii_lowercase();
        Id(text)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let text: [u8; LENGTH] = text.as_bytes().try_into().ok()?;
        text.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'v').contains(b)).then_some(Id(text))
    }

    /// One that comes after every id that is made.
    pub fn last() -> Self {
        Id::from_bytes([u8::MAX; 16])
    }

    pub fn as_str(&self) -> &str {
        // Each of them is ASCII.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.as_str().to_owned()
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        written::read(from, Id::parse, "not an id")
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
    fn an_id_is_written_and_read_as_its_text() {
        let id = Id::from_bytes([7; 16]);
        let written = serde_json::to_string(&id).expect("JSON");
        assert_eq!(written, format!("\"{id}\""));
        assert_eq!(serde_json::from_str::<Id>(&written).ok(), Some(id.clone()));
        assert_eq!(serde_json::from_value::<Id>(serde_json::json!(id.as_str())).ok(), Some(id.clone()));
        assert!(serde_json::from_str::<Id>("\"nobody's\"").is_err_and(|e| e.to_string().starts_with("not an id")));
        assert_eq!(format!("{id:?}"), format!("Id({id})"));
    }

    #[test]
    fn ids_sort_as_their_bytes_do() {
        let ids: Vec<Id> = (0..=255).map(|n| Id::from_bytes([n; 16])).collect();
        assert!(ids.is_sorted());
    }
}
