//! From the text of a setting to its type, or nothing. Pure but for the working directory that a relative path
//! starts from.

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ipnet::IpNet;
use reqwest::Url;

use super::{Access, DiscordDoor, LogFormat};
use crate::domain::{Account, whole};
use crate::secret::Secret;

/// A day.
const LONGEST_MS: u64 = 86_400_000;

pub fn absolute_path(text: &str) -> Option<PathBuf> {
    std::path::absolute(text).ok()
}

/// An SQLite address, or one of PostgreSQL. In the default, `$DATA_DIR` stands for the folder.
pub fn database(text: &str, data_dir: &Path) -> Option<Secret> {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Some(Secret::new(text));
    }
    let path = text.strip_prefix("sqlite:")?;
    if path.trim_start_matches('/').is_empty() {
        return None;
    }
    Some(Secret::new(text.replace("$DATA_DIR", &escaped(data_dir.to_str()?))))
}

pub fn access(text: &str) -> Option<Access> {
    match text {
        "invite" => Some(Access::Invite),
        "open" => Some(Access::Open),
        list => accounts(list).map(Access::List),
    }
}

pub fn accounts(text: &str) -> Option<Vec<Account>> {
    text.split(',').map(|one| Account::parse(one).filter(Account::hears)).collect()
}

/// The HTTP door needs an address that Discord can reach.
pub fn discord_door(text: &str, public_url: Option<&str>) -> Option<DiscordDoor> {
    match text {
        "gateway" => Some(DiscordDoor::Gateway),
        "http" => public_url.map(|_| DiscordDoor::Http),
        _ => None,
    }
}

pub fn discord_id(text: &str) -> Option<String> {
    let is_id = (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_id.then(|| text.to_owned())
}

/// Long enough not to be guessed, and fit for a header.
pub fn metrics_token(text: &str) -> Option<Secret> {
    let is_fit = text.len() >= 16 && text.bytes().all(|b| b.is_ascii_graphic());
    is_fit.then(|| Secret::new(text))
}

/// A port beside the first one; each may be any free one.
pub fn second_port(text: &str, first: Option<u16>) -> Option<u16> {
    whole(text).filter(|port| *port == 0 || Some(*port) != first)
}

/// Like the token for metrics, and longer: it opens what is everybody's.
pub fn admin_secret(text: &str) -> Option<Secret> {
    let is_fit = text.len() >= 32 && text.bytes().all(|b| b.is_ascii_graphic());
    is_fit.then(|| Secret::new(text))
}

/// `https://host` or `http://host:port`, without a trailing slash.
pub fn origin(text: &str) -> Option<String> {
    let url = bare(text)?;
    Some(url.origin().ascii_serialization())
}

/// Origins with commas between them.
pub fn origins(text: &str) -> Option<Vec<String>> {
    text.split(',').map(|one| origin(one.trim())).collect()
}

/// Networks or addresses with commas between them. One that holds every address would let anybody say where they are.
pub fn networks(text: &str) -> Option<Vec<IpNet>> {
    let network = |one: &str| one.parse::<IpNet>().ok().or_else(|| one.parse::<IpAddr>().ok().map(IpNet::from));
    text.split(',').map(|one| network(one.trim()).filter(|network| network.prefix_len() > 0)).collect()
}

/// Like `origin`; plain http only for this machine itself.
pub fn public_origin(text: &str) -> Option<String> {
    let url = bare(text)?;
    (url.scheme() == "https" || is_loopback(&url)).then(|| url.origin().ascii_serialization())
}

/// A whole address, as GraphQL has only one.
pub fn address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    (is_web && is_plain).then(|| text.to_owned())
}

/// An origin with `{domain}` where the host of a bot belongs.
pub fn instance_url(text: &str) -> Option<String> {
    let example = text.replacen("{domain}", "bot.example.com", 1);
    let is_origin = bare(&example).is_some() && !example.contains('{');
    (text.contains("{domain}") && is_origin).then(|| text.trim_end_matches('/').to_owned())
}

pub fn railway_token(text: &str) -> Option<Secret> {
    let known = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    ((20..=512).contains(&text.len()) && text.bytes().all(known)).then(|| Secret::new(text))
}

pub fn railway_id(text: &str) -> Option<String> {
    let known = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    ((8..=64).contains(&text.len()) && text.bytes().all(known)).then(|| text.to_owned())
}

pub fn region(text: &str) -> Option<String> {
    let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    ((3..=64).contains(&text.len()) && text.bytes().all(known)).then(|| text.to_owned())
}

/// An image that does not change under us: with a tag that is not `latest`, or a digest.
pub fn image(text: &str) -> Option<String> {
    let known = |b: u8| b.is_ascii_alphanumeric() || b"-_./:@".contains(&b);
    let (_, tag) = text.rsplit_once('/').unwrap_or(("", text)).1.split_once([':', '@'])?;
    (text.len() <= 255 && text.bytes().all(known) && !tag.is_empty() && tag != "latest").then(|| text.to_owned())
}

pub fn user(text: &str) -> Option<String> {
    let known = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let fits = text.len() <= 32 && text.chars().all(known) && !text.starts_with('-');
    fits.then(|| text.to_owned())
}

pub fn log_format(text: &str) -> Option<LogFormat> {
    match text {
        "pretty" => Some(LogFormat::Pretty),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}

pub fn milliseconds(text: &str) -> Option<Duration> {
    let number: u64 = whole(text)?;
    (1..=LONGEST_MS).contains(&number).then(|| Duration::from_millis(number))
}

/// An http or https address with nothing but a host and perhaps a port.
fn bare(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    let is_named = !url.username().is_empty() || url.password().is_some();
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    (is_web && is_bare && !is_named).then_some(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost" | "[::1]") => true,
        Some(host) => host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback()),
        None => false,
    }
}

/// sqlx reads the path of a SQLite address percent-decoded, so a blank or a question mark must come in encoded.
pub fn escaped(path: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"/._~-".contains(&b);
    path.bytes().map(|b| if is_plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
