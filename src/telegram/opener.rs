//! Who opened a page inside Telegram, in Telegram's own words: a query string that is signed with a key made of our token.
//! Bot API, "Validating data received via the Mini App". Pure.

use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::domain::{Account, Millis};
use crate::secret::Secret;

/// A clock of theirs may be ahead of ours by this much.
const AHEAD: Millis = 60_000;

/// Somebody who opened a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opener {
    pub account: Account,
    /// Of this one opening, when it came by a button.
    pub query: Option<String>,
}

/// Why Telegram's word does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    #[error("it is not signed by Telegram for this bot")]
    Forged,
    #[error("it was said too long ago")]
    Old,
}

#[derive(Deserialize)]
struct User {
    id: i64,
}

/// `lasts` is how long such a word is good.
pub fn read(words: &str, token: &Secret, now: Millis, lasts: Millis) -> Result<Opener, Doubt> {
    // A query string is read where addresses are read.
    let mut address = reqwest::Url::parse("tg:words").expect("the literal is an address");
    address.set_query(Some(words));
    let mut pairs: Vec<(String, String)> =
        address.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let one = |name: &str| {
        let mut found = pairs.iter().filter(|pair| pair.0 == name);
        found.next().map(|pair| pair.1.clone()).filter(|_| found.next().is_none())
    };
    let (hash, said_at, user) = (one("hash"), one("auth_date"), one("user"));
    let (query, hash) = (one("query_id"), hash.ok_or(Doubt::Forged)?);
    pairs.retain(|pair| pair.0 != "hash");
    pairs.sort();
    let lines: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let signed = signature(&lines.join("\n"), token);
    if !bool::from(signed.as_bytes().ct_eq(hash.to_ascii_lowercase().as_bytes())) {
        return Err(Doubt::Forged);
    }
    let said_at: Millis = said_at.and_then(|it| it.parse().ok()).ok_or(Doubt::Forged)?;
    let age = now.saturating_sub(said_at.saturating_mul(1000));
    if !(-AHEAD..=lasts).contains(&age) {
        return Err(Doubt::Old);
    }
    let user: User = user.and_then(|user| serde_json::from_str(&user).ok()).ok_or(Doubt::Forged)?;
    Ok(Opener { account: Account::telegram(user.id), query })
}

/// In hexadecimal digits.
fn signature(lines: &str, token: &Secret) -> String {
    let key = digest(b"WebAppData", token.expose().as_bytes());
    digest(&key, lines.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digest(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
