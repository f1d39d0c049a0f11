//! Secrets: a text that never prints itself, and the sealer that turns it into bytes fit for a database.
//! A sealed value opens only at the place it was sealed for: its table, column, row, owner and version.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A text that must not be seen. It has no `Display`, no `Serialize`, no `==`, and `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Secret(SecretString::from(text.into()))
    }

    /// Whoever calls this hands the text to the wire or the cipher on the same line.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Compares in constant time.
    pub fn matches(&self, other: &str) -> bool {
        use subtle::ConstantTimeEq;
        self.expose().as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// For fields of values that are only ever serialised to be sealed as a whole: `#[serde(with = "in_seal")]`.
pub mod in_seal {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Secret;

    pub fn serialize<S: Serializer>(secret: &Secret, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(secret.expose())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Secret, D::Error> {
        String::deserialize(from).map(Secret::new)
    }
}

/// What a sealed value is for; each purpose has a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Provider keys, channel tokens and what else an instance must keep to itself.
    Instance,
    /// The state of a conversation, what is to be heard in it and the effects it left to do.
    Session,
    /// A known text by which a key ring is checked at start.
    Canary,
}

impl Purpose {
    const ALL: [Purpose; 3] = [Purpose::Instance, Purpose::Session, Purpose::Canary];

    fn label(self) -> &'static str {
        match self {
            Purpose::Instance => "secrets:instance",
            Purpose::Session => "secrets:session",
            Purpose::Canary => "secrets:canary",
        }
    }
}

/// The place a sealed value belongs to. All of it is authenticated, none of it is secret.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'a> {
    pub purpose: Purpose,
    pub table: &'a str,
    pub column: &'a str,
    pub row: &'a str,
    pub owner: &'a str,
    /// Raised with each new value, so that an old one put back is noticed.
    pub version: i64,
}

impl<'a> Seat<'a> {
    /// A key or token of a bot; `row` is `instance/kind`.
    pub fn secret(row: &'a str, owner: &'a str, version: i64) -> Self {
        Seat { purpose: Purpose::Instance, table: "secrets", column: "sealed", row, owner, version }
    }

    /// The key or token that a bot had before, sealed for the version that it was.
    pub fn former(row: &'a str, owner: &'a str, version: i64) -> Self {
        Seat { column: "before", ..Seat::secret(row, owner, version) }
    }

    /// A key that a person keeps for several bots.
    pub fn stored_key(row: &'a str, person: &'a str, version: i64) -> Self {
        Seat { purpose: Purpose::Instance, table: "stored_keys", column: "sealed", row, owner: person, version }
    }

    /// The value that such a key had before.
    pub fn stored_key_before(row: &'a str, person: &'a str, version: i64) -> Self {
        Seat { column: "before", ..Seat::stored_key(row, person, version) }
    }

    /// Where a conversation stands.
    pub fn session(account: &'a str, version: i64) -> Self {
        Seat { purpose: Purpose::Session, table: "sessions", column: "sealed", row: account, owner: account, version }
    }

    /// What a turn has yet to do.
    pub fn effect(row: &'a str, owner: &'a str) -> Self {
        Seat { purpose: Purpose::Session, table: "effects", column: "sealed", row, owner, version: 1 }
    }

    /// The way of answering that an interaction opened.
    pub fn reply(interaction: &'a str, owner: &'a str) -> Self {
        Seat { purpose: Purpose::Session, table: "replies", column: "sealed", row: interaction, owner, version: 1 }
    }

    /// Updates that are on record until they are taken.
    pub fn inbox(batch: &'a str) -> Self {
        Seat { purpose: Purpose::Session, table: "inbox", column: "sealed", row: batch, owner: "", version: 1 }
    }

    /// The known text of a master key.
    pub fn canary(key_id: &'a str) -> Self {
        Seat { purpose: Purpose::Canary, table: "canaries", column: "sealed", row: key_id, owner: "", version: 1 }
    }
}

/// Why a sealed value stays shut. It says nothing about the value.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SealError {
    #[error("a sealed value has a format this version does not know")]
    Format,
    #[error("a sealed value names key {0:08x}, which MOLTBOT_ENCRYPTION_KEY does not hold")]
    UnknownKey(u32),
    #[error("a sealed value does not belong where it was found")]
    Tampered,
}

/// Why a master key is refused. The text names the setting and never its value.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum KeyRingError {
    #[error("MOLTBOT_ENCRYPTION_KEY is empty")]
    Empty,
    #[error("MOLTBOT_ENCRYPTION_KEY must be 64 hexadecimal characters, or a list of id:key for rotation")]
    NotHex,
    #[error("MOLTBOT_ENCRYPTION_KEY is too simple to protect anything; make one with `openssl rand -hex 32`")]
    Weak,
    #[error("MOLTBOT_ENCRYPTION_KEY has an id that is not 8 hexadecimal characters")]
    Id,
    #[error("MOLTBOT_ENCRYPTION_KEY names one id twice")]
    Twice,
}

/// Format 1: version byte, key id (u32, big endian), nonce (12), ciphertext, tag (16).
const FORMAT: u8 = 1;
const HEADER: usize = 1 + 4 + 12;

struct MasterKey {
    id: u32,
    ciphers: [(Purpose, Aes256Gcm); 3],
    fingerprint: Hmac<Sha256>,
}

/// Seals with the first key of the ring and opens with any of them.
pub struct Sealer {
    keys: Vec<MasterKey>,
}

impl Sealer {
    /// Reads `MOLTBOT_ENCRYPTION_KEY`: 64 hexadecimal characters, or `id:key,id:key` with ids of 8 hexadecimal
    /// characters. A key without an id has the first 4 bytes of its SHA-256 as its id.
    pub fn parse(setting: &str) -> Result<Self, KeyRingError> {
        let mut keys: Vec<MasterKey> = Vec::new();
        for entry in setting.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            let (id, hex) = match entry.split_once(':') {
                Some((id, hex)) => (Some(id.trim()), hex.trim()),
                None => (None, entry),
            };
            let key = MasterKey::parse(id, hex)?;
            if keys.iter().any(|known| known.id == key.id) {
                return Err(KeyRingError::Twice);
            }
            keys.push(key);
        }
        if keys.is_empty() { Err(KeyRingError::Empty) } else { Ok(Sealer { keys }) }
    }

    /// A new master key as 64 hexadecimal characters.
    pub fn new_master_key() -> anyhow::Result<Secret> {
        let mut bytes = Zeroizing::new([0u8; 32]);
        getrandom::fill(bytes.as_mut()).map_err(|e| anyhow::anyhow!("read random bytes: {e}"))?;
        Ok(Secret::new(data_encoding::HEXLOWER.encode(bytes.as_ref())))
    }

    /// The ids of the ring, the sealing one first.
    pub fn key_ids(&self) -> impl Iterator<Item = u32> {
        self.keys.iter().map(|key| key.id)
    }

    pub fn seal(&self, seat: &Seat<'_>, plain: &[u8]) -> anyhow::Result<Vec<u8>> {
        let key = &self.keys[0];
        let mut nonce = Nonce::<Aes256Gcm>::default();
        getrandom::fill(nonce.as_mut_slice()).map_err(|e| anyhow::anyhow!("read random bytes: {e}"))?;
        let aad = associated_data(key.id, seat);
        let sealed = key
            .cipher(seat.purpose)
            .encrypt(&nonce, Payload { msg: plain, aad: &aad })
            .map_err(|_| anyhow::anyhow!("seal a value for {}.{}", seat.table, seat.column))?;
        let mut blob = Vec::with_capacity(HEADER + sealed.len());
        blob.push(FORMAT);
        blob.extend_from_slice(&key.id.to_be_bytes());
        blob.extend_from_slice(nonce.as_slice());
        blob.extend_from_slice(&sealed);
        Ok(blob)
    }

    pub fn open(&self, seat: &Seat<'_>, blob: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let id = key_id(blob).ok_or(SealError::Format)?;
        let key = self.keys.iter().find(|key| key.id == id).ok_or(SealError::UnknownKey(id))?;
        let nonce = Nonce::<Aes256Gcm>::try_from(&blob[5..HEADER]).map_err(|_| SealError::Format)?;
        let aad = associated_data(id, seat);
        key.cipher(seat.purpose)
            .decrypt(&nonce, Payload { msg: &blob[HEADER..], aad: &aad })
            .map(Zeroizing::new)
            .map_err(|_| SealError::Tampered)
    }

    /// A word that only holders of the sealing key know, the same at every start: 52 characters of base32.
    pub fn derived_word(&self, label: &str) -> Secret {
        let mut mac = self.keys[0].fingerprint.clone();
        mac.update(&(label.len() as u64).to_be_bytes());
        mac.update(label.as_bytes());
        Secret::new(data_encoding::BASE32_NOPAD.encode(&mac.finalize().into_bytes()).to_ascii_lowercase())
    }

    /// What people are shown of a secret beside its end, to tell two apart: 16 hexadecimal characters that nobody can work
    /// out from a guess without the master key. It is none of the marks of `fingerprints`, and lasts as long as the key.
    pub fn shown_mark(&self, secret: &Secret) -> String {
        let mut mac = self.keys[0].fingerprint.clone();
        // No secret begins so, for it is text.
        mac.update(b"\xffshown\xff");
        mac.update(secret.expose().as_bytes());
        data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()[..8])
    }

    /// Keyed marks by which one token is recognised without being stored: the mark of the sealing key first, then
    /// those of older keys. Compare a stored mark with all of them.
    pub fn fingerprints(&self, token: &Secret) -> Vec<String> {
        let mark = |key: &MasterKey| {
            let mut mac = key.fingerprint.clone();
            mac.update(token.expose().as_bytes());
            data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes())
        };
        self.keys.iter().map(mark).collect()
    }
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealer").field("keys", &self.keys.len()).finish()
    }
}

impl MasterKey {
    fn parse(id: Option<&str>, hex: &str) -> Result<Self, KeyRingError> {
        let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).map_err(|_| KeyRingError::NotHex)?;
        let bytes = Zeroizing::new(bytes);
        if bytes.len() != 32 {
            return Err(KeyRingError::NotHex);
        }
        if is_weak(&bytes) {
            return Err(KeyRingError::Weak);
        }
        let id = match id {
            Some(id) if id.len() == 8 && id.bytes().all(|b| b.is_ascii_hexdigit()) => {
                u32::from_str_radix(id, 16).map_err(|_| KeyRingError::Id)?
            }
            Some(_) => return Err(KeyRingError::Id),
            None => {
                let hash = Sha256::digest(&bytes);
                u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
            }
        };
        Ok(MasterKey {
            id,
            ciphers: Purpose::ALL.map(|purpose| {
                let key = derive(&bytes, purpose.label());
                (purpose, Aes256Gcm::new((&*key).into()))
            }),
            fingerprint: <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(derive(&bytes, "fingerprint").as_ref())
                .expect("HMAC takes keys of any length"),
        })
    }

    fn cipher(&self, purpose: Purpose) -> &Aes256Gcm {
        match purpose {
            Purpose::Instance => &self.ciphers[0].1,
            Purpose::Session => &self.ciphers[1].1,
            Purpose::Canary => &self.ciphers[2].1,
        }
    }
}

/// The key that sealed a value, or nothing when the bytes are no sealed value of a format we know.
pub fn key_id(blob: &[u8]) -> Option<u32> {
    if blob.len() < HEADER + 16 || blob[0] != FORMAT {
        return None;
    }
    Some(u32::from_be_bytes([blob[1], blob[2], blob[3], blob[4]]))
}

fn derive(master: &[u8], label: &str) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0u8; 32]);
    Hkdf::<Sha256>::new(Some(b"hatchery/v1"), master)
        .expand(label.as_bytes(), key.as_mut())
        .expect("32 bytes are within what HKDF can give");
    key
}

/// Keys that people type or copy from a page: fewer than 8 different bytes, an even run such as 00 01 02 …, or a
/// pattern that repeats, such as 0123456789abcdef four times over.
fn is_weak(bytes: &[u8]) -> bool {
    let different = bytes.iter().collect::<std::collections::BTreeSet<_>>().len();
    let is_run = bytes.windows(2).all(|pair| pair[1].wrapping_sub(pair[0]) == bytes[1].wrapping_sub(bytes[0]));
    let repeats = |period: usize| bytes.iter().zip(&bytes[period..]).all(|(one, next)| one == next);
    different < 8 || is_run || (1..=bytes.len() / 2).any(repeats)
}

fn associated_data(key_id: u32, seat: &Seat<'_>) -> Vec<u8> {
    let parts = [seat.purpose.label(), seat.table, seat.column, seat.row, seat.owner];
    // The format, the key and the version, and each part behind its length.
    let room = 1 + 4 + 8 + parts.iter().map(|part| 8 + part.len()).sum::<usize>();
    let mut aad = Vec::with_capacity(room);
    aad.push(FORMAT);
    aad.extend_from_slice(&key_id.to_be_bytes());
    aad.extend_from_slice(&seat.version.to_be_bytes());
    for part in parts {
        aad.extend_from_slice(&(part.len() as u64).to_be_bytes());
        aad.extend_from_slice(part.as_bytes());
    }
    aad
}
