//! What fits into a message, for front ends whose platform limits the length of a text and the addresses that a button
//! may open.

/// An address that opens from anywhere: http or https, a host name with a dot, or an address of the open internet.
pub fn public_url(address: &str) -> Option<reqwest::Url> {
    let url = reqwest::Url::parse(address).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let host = url.host_str()?.trim_matches(['[', ']']);
    let is_public = match host.parse() {
        Ok(std::net::IpAddr::V4(ip)) => {
            !(ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified())
        }
        Ok(std::net::IpAddr::V6(_)) => false,
        Err(_) => {
            let inner = [".localhost", ".local", ".internal", ".test"];
            host.contains('.') && !inner.iter().any(|end| host.ends_with(end))
        }
    };
    (is_web && is_public).then_some(url)
}

/// The length of a text in UTF-16 units, which is how Telegram counts and never less than what Discord counts.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// As many whole lines as fit with a mark that something is missing; a first line that is too long is cut itself.
pub fn cut(text: &str, room: usize) -> String {
    const MORE: &str = "\n…";
    if units(text) <= room {
        return text.to_owned();
    }
    let room = room.saturating_sub(units(MORE));
    let mut used = 0;
    let fits = |c: &char| {
        used += c.len_utf16();
        used <= room
    };
    let head: String = text.chars().take_while(fits).collect();
    let is_whole = text[head.len()..].starts_with('\n');
    let end = if is_whole { head.len() } else { head.rfind('\n').unwrap_or(head.len()) };
    format!("{}{MORE}", head[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_is_left_alone() {
        let text = "a".repeat(4096);
        assert_eq!(cut(&text, 4096), text);
    }

    #[test]
    fn a_long_text_ends_with_its_last_whole_line() {
        assert_eq!(cut("one\ntwo\nthree", 9), "one\ntwo\n…");
        assert_eq!(cut("one\ntwo\nthree", 8), "one\n…");
        assert_eq!(cut("abcdefgh", 5), "abc\n…");
    }

    #[test]
    fn the_length_is_counted_in_utf_16() {
        let text = "🥚".repeat(3000);
        let shown = cut(&text, 4096);
        assert_eq!(units(&shown), 4096);
    }
}
