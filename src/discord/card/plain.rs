//! Text that Discord shows as it was written. Whatever its Markdown would take for a sign gets a backslash; an address
//! is left alone, because Discord finds it before it looks for signs, and with a backslash it would lead elsewhere.

use crate::domain::rich::Look;

/// What means something anywhere in a line.
const SIGNS: [char; 9] = ['\\', '*', '_', '~', '`', '|', '[', ']', '<'];

pub fn escaped(text: &str) -> String {
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn line(line: &str) -> String {
    let body = line.trim_start();
    let (indent, body) = line.split_at(line.len() - body.len());
    let mut out = String::from(indent);
    let mut rest = body;
    if let Some(at) = sign_at_start(body) {
        out.push_str(&body[..at]);
        out.push('\\');
        out.push_str(&body[at..=at]);
        rest = &body[at + 1..];
    }
    while let Some(c) = rest.chars().next() {
        let len = address(rest).unwrap_or(c.len_utf8());
        let is_mention = rest.starts_with("@everyone") || rest.starts_with("@here");
        if len == c.len_utf8() && (SIGNS.contains(&c) || is_mention) {
            out.push('\\');
        }
        out.push_str(&rest[..len]);
        rest = &rest[len..];
    }
    out
}

/// Where the sign is that makes a line a heading, a quotation or a part of a list.
fn sign_at_start(body: &str) -> Option<usize> {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = digits > 0 && body[digits..].starts_with(". ");
    match body.as_bytes().first()? {
        b'#' | b'-' | b'>' => Some(0),
        _ => is_numbered.then_some(digits),
    }
}

/// The length of the address that a text begins with.
fn address(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>')).unwrap_or(rest.len());
    (end > 0).then_some(text.len() - rest.len() + end)
}

/// What opens and closes a look.
pub fn sign(look: &Look, opens: bool) -> String {
    match look {
        Look::Bold => "**".into(),
        Look::Italic => "_".into(),
        Look::Code => "`".into(),
        Look::Link(_) if opens => "[".into(),
        Look::Link(address) => format!("](<{address}>)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_reads_as_it_was_written() {
        for (text, shown) in [
            ("Ada *is* __live__", "Ada \\*is\\* \\_\\_live\\_\\_"),
            ("`code` ~~no~~ ||spoiler||", "\\`code\\` \\~\\~no\\~\\~ \\|\\|spoiler\\|\\|"),
            ("# Title\n> said\n- one\n-# small\n  - two", "\\# Title\n\\> said\n\\- one\n\\-# small\n  \\- two"),
            ("3. a\n7. b\n1.5 c", "3\\. a\n7\\. b\n1.5 c"),
            ("[here](x) <@42> <t:1:R>", "\\[here\\](x) \\<@42> \\<t:1:R>"),
            ("a\\b", "a\\\\b"),
            ("Hey @everyone and @here, @ada", "Hey \\@everyone and \\@here, @ada"),
            ("plain - text > with # signs", "plain - text > with # signs"),
            ("", ""),
        ] {
            assert_eq!(escaped(text), shown);
        }
    }

    #[test]
    fn an_address_leads_where_it_led() {
        assert_eq!(escaped("see https://a.example/x_y_z*, or_not"), "see https://a.example/x_y_z*, or\\_not");
        assert_eq!(escaped("http://"), "http://");
    }
}
