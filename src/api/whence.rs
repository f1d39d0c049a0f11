//! Where a request really comes from. Everybody can write X-Forwarded-For, so it is read only when the line itself comes
//! from a proxy that the settings trust, and only as far as such proxies wrote it: from the right, up to the first address
//! that is none of theirs. What stands to the left of that was written by whoever asks, and says nothing.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use ipnet::IpNet;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

pub fn whence(trusted: &[IpNet], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let mut nearest = peer.to_canonical();
    // The last line is the one that the nearest proxy wrote.
    let lines = headers.get_all(FORWARDED_FOR).iter().collect::<Vec<_>>();
    let mut told = lines.into_iter().rev().flat_map(hops);
    while trusted.iter().any(|network| network.contains(&nearest)) {
        // What does not read could be anybody: then they are where the last proxy is.
        let Some(Some(before)) = told.next() else { break };
        nearest = before;
    }
    nearest
}

/// The addresses of one line, the nearest first; nothing for what is none.
fn hops(line: &HeaderValue) -> Vec<Option<IpAddr>> {
    let Ok(line) = line.to_str() else { return vec![None] };
    line.rsplit(',').map(|hop| address(hop.trim())).collect()
}

/// Some proxies write the port as well.
fn address(hop: &str) -> Option<IpAddr> {
    let address = hop.parse().or_else(|_| hop.parse::<SocketAddr>().map(|it| it.ip())).ok()?;
    Some(IpAddr::to_canonical(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.7";

    fn from(peer: &str, lines: &[&str]) -> String {
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|network| network.parse().expect("a network"));
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_bytes(line.as_bytes()).expect("a header"));
        }
        whence(&trusted, peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn whoever_is_no_proxy_of_ours_is_where_their_line_comes_from() {
        assert_eq!(from("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(from("203.0.113.9", &["198.51.100.1, 10.0.0.7"]), "203.0.113.9");
        assert_eq!(from("::ffff:203.0.113.9", &["10.0.0.1"]), "203.0.113.9");
    }

    #[test]
    fn a_proxy_is_believed_what_it_wrote_and_not_what_it_was_told() {
        assert_eq!(from(PROXY, &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(from(PROXY, &["1.1.1.1, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(from(PROXY, &["10.9.9.9, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(from("::ffff:10.0.0.7", &["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(from("fd00::1", &["[2001:db8::5]:443"]), "2001:db8::5");
    }

    #[test]
    fn a_chain_of_proxies_is_gone_along_up_to_whoever_is_none() {
        assert_eq!(from(PROXY, &["1.1.1.1, 198.51.100.1, 10.0.0.3, 10.0.0.2"]), "198.51.100.1");
        assert_eq!(from(PROXY, &["1.1.1.1, 198.51.100.1", "10.0.0.3"]), "198.51.100.1");
        // One of ours asks by itself.
        assert_eq!(from(PROXY, &["10.0.0.3"]), "10.0.0.3");
    }

    #[test]
    fn what_does_not_read_is_no_address_and_nothing_before_it_counts() {
        assert_eq!(from(PROXY, &[]), PROXY);
        for line in ["", "unknown", "198.51.100.1, ", "198.51.100.1, _hidden", "198.51.100.1 10.0.0.3", "1.2.3", "ñ"] {
            assert_eq!(from(PROXY, &[line]), PROXY, "{line}");
        }
        assert_eq!(from(PROXY, &["198.51.100.1, nobody, 10.0.0.3"]), "10.0.0.3");
        assert_eq!(from(PROXY, &["198.51.100.1", "ñ"]), PROXY);
    }
}
