//! A text with a look: bold, italic, code and words that open an address, whatever platform shows it. It is written
//! with a small markup, and read by this one function.

use serde::{Deserialize, Serialize};

/// How some of the words look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Look {
    Bold,
    Italic,
    Code,
    /// It opens this address.
    Link(String),
}

/// A part of a text and its look, by bytes: `from` is inside, `to` is behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub from: usize,
    pub to: usize,
    pub look: Look,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rich {
    pub text: String,
    /// In the order in which they begin; a mark lies within another or beside it.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

impl Rich {
    /// Reads `**bold**`, `_italic_`, `` `code` `` and `[words](https://…)`. A sign without its other half, and one behind
    /// `\`, is itself; an underscore within a word is part of it.
    pub fn parse(markup: &str) -> Self {
        let mut rich = Rich::default();
        rich.read(markup.trim());
        rich.marks.sort_by_key(|mark| (mark.from, std::cmp::Reverse(mark.to)));
        rich
    }

    fn read(&mut self, markup: &str) {
        let mut rest = markup;
        while let Some(sign) = rest.chars().next() {
            let inside_word = self.text.chars().next_back().is_some_and(char::is_alphanumeric);
            let read = match sign {
                '\\' => escaped(rest).map(|c| {
                    self.text.push(c);
                    &rest[1 + c.len_utf8()..]
                }),
                '`' => between(rest, "`").map(|(code, after)| {
                    self.mark(Look::Code, |rich| rich.text.push_str(code));
                    after
                }),
                '*' => between(rest, "**").map(|(bold, after)| {
                    self.mark(Look::Bold, |rich| rich.read(bold));
                    after
                }),
                '_' if !inside_word => italic(rest).map(|(italic, after)| {
                    self.mark(Look::Italic, |rich| rich.read(italic));
                    after
                }),
                '[' => link(rest).map(|(words, address, after)| {
                    self.mark(Look::Link(address), |rich| rich.read(words));
                    after
                }),
                _ => None,
            };
            rest = read.unwrap_or_else(|| {
                self.text.push(sign);
                &rest[sign.len_utf8()..]
            });
        }
    }

    fn mark(&mut self, look: Look, write: impl FnOnce(&mut Self)) {
        let from = self.text.len();
        write(self);
        if self.text.len() > from {
            self.marks.push(Mark { from, to: self.text.len(), look });
        }
    }

    /// Writes it for a platform: plain pieces and, around them, what opens and closes each look.
    pub fn written(&self, plain: impl Fn(&str) -> String, sign: impl Fn(&Look, bool) -> String) -> String {
        let mut written = String::new();
        let mut open: Vec<&Mark> = Vec::new();
        let mut at = 0;
        let mut marks = self.marks.iter().filter(|mark| self.fits(mark)).peekable();
        let piece = |from: usize, to: usize, open: &[&Mark]| {
            let is_code = open.iter().any(|mark| mark.look == Look::Code);
            if is_code { self.text[from..to].to_owned() } else { plain(&self.text[from..to]) }
        };
        loop {
            let closes = open.last().map(|mark| mark.to);
            let opens = marks.peek().map(|mark| mark.from);
            match (closes, opens) {
                (Some(to), opens) if opens.is_none_or(|from| to <= from) => {
                    written.push_str(&piece(at, to, &open));
                    at = to;
                    if let Some(mark) = open.pop() {
                        written.push_str(&sign(&mark.look, false));
                    }
                }
                (_, Some(from)) => {
                    written.push_str(&piece(at, from, &open));
                    at = from;
                    if let Some(mark) = marks.next() {
                        written.push_str(&sign(&mark.look, true));
                        open.push(mark);
                    }
                }
                (_, None) => break,
            }
        }
        written + &piece(at, self.text.len(), &open)
    }

    fn fits(&self, mark: &Mark) -> bool {
        mark.from < mark.to && self.text.is_char_boundary(mark.from) && self.text.is_char_boundary(mark.to)
    }
}

/// The sign that a backslash makes plain.
fn escaped(text: &str) -> Option<char> {
    text[1..].chars().next().filter(|c| "*_`[]\\".contains(*c))
}

/// What stands between a sign and the same sign again, and what comes after.
fn between<'a>(text: &'a str, sign: &str) -> Option<(&'a str, &'a str)> {
    let inner = text.strip_prefix(sign)?;
    let end = inner.find(sign)?;
    let is_tight = !inner[..end].starts_with(char::is_whitespace) && !inner[..end].ends_with(char::is_whitespace);
    (end > 0 && is_tight).then(|| (&inner[..end], &inner[end + sign.len()..]))
}

/// The closing underscore ends a word.
fn italic(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('_')?;
    let ends = |at: &usize| {
        let after = inner[at + 1..].chars().next();
        *at > 0 && !after.is_some_and(char::is_alphanumeric) && !inner[..*at].ends_with(char::is_whitespace)
    };
    let end = inner.match_indices('_').map(|(at, _)| at).find(ends)?;
    (!inner.starts_with(char::is_whitespace)).then(|| (&inner[..end], &inner[end + 1..]))
}

fn link(text: &str) -> Option<(&str, String, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    let is_plain = !address.contains(char::is_whitespace) && !words.contains(['[', '\n']);
    (is_web && is_plain && !words.trim().is_empty()).then(|| (words, address.to_owned(), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As HTML, so that one sees where a look begins and ends.
    fn html(markup: &str) -> String {
        Rich::parse(markup).written(str::to_owned, |look, opens| {
            let tag = match look {
                Look::Bold => "b",
                Look::Italic => "i",
                Look::Code => "code",
                Look::Link(address) if opens => return format!("<a {address}>"),
                Look::Link(_) => "a",
            };
            if opens { format!("<{tag}>") } else { format!("</{tag}>") }
        })
    }

    #[test]
    fn each_look_is_read() {
        for (markup, shown) in [
            ("**Hello**, _you_", "<b>Hello</b>, <i>you</i>"),
            ("use `/deploy **x**`", "use <code>/deploy **x**</code>"),
            (
                "see [the _new_ page](https://a.example/x_y) now",
                "see <a https://a.example/x_y>the <i>new</i> page</a> now",
            ),
            ("**a _b_**", "<b>a <i>b</i></b>"),
            ("ñ **é** 🥚", "ñ <b>é</b> 🥚"),
        ] {
            assert_eq!(html(markup), shown);
        }
    }

    #[test]
    fn a_sign_that_means_nothing_is_itself() {
        for text in ["2 * 3 ** 4", "snake_case_name", "a_", "[x](javascript:1)", "[x] (https://a)", "``", "**", "_ a _"]
        {
            let rich = Rich::parse(text);
            assert_eq!((rich.text.as_str(), rich.marks.len()), (text, 0));
        }
        assert_eq!(html(r"\*\*no\*\* \_no\_ \`no\` a\b"), r"**no** _no_ `no` a\b");
    }

    #[test]
    fn marks_that_do_not_fit_their_text_do_no_harm() {
        let marks = vec![Mark { from: 1, to: 2, look: Look::Bold }, Mark { from: 5, to: 3, look: Look::Code }];
        assert_eq!(Rich { text: "ñ".into(), marks }.written(str::to_owned, |_, _| "!".into()), "ñ");
    }
}
