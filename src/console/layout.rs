//! How text lies on a terminal: what may be written, how much room it takes and what in it is new. Pure.

use std::path::Path;

use unicode_width::UnicodeWidthChar;

use crate::text::is_mark;

use crate::chat::{Action, Key, View};
use crate::console::buttons::is_pressed;

/// Rows of buttons are set in a little.
pub const INDENT: &str = "  ";

#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub columns: usize,
    pub rows: usize,
}

/// A message as it is written: its text, where its file is, its buttons counted from `first`.
pub fn lines(view: &View, saved: Option<&Path>, first: usize) -> Vec<String> {
    let mut lines: Vec<String> = clean(&view.text).lines().map(str::to_owned).collect();
    lines.extend(saved.map(|path| path.display().to_string()));
    let mut numbers = first..;
    let rows = view.rows.iter().map(|row| row.iter().filter(|key| is_pressed(key)).collect::<Vec<_>>());
    for row in rows.filter(|row| !row.is_empty()) {
        let keys: Vec<String> =
            row.into_iter().zip(numbers.by_ref()).map(|(key, number)| button(number, key)).collect();
        lines.push(format!("{INDENT}{}", keys.join("   ")));
    }
    lines
}

fn button(number: usize, key: &Key) -> String {
    let label = clean(&key.label);
    match &key.action {
        Action::Press(_) | Action::Copy(_) => format!("{number} {label}"),
        Action::Open(address) | Action::Page(address) => format!("{number} {label}: {}", clean(address)),
    }
}

/// The lines of a changed message that were not there before. A headline that only counts on is no news.
pub fn news<'a>(old: &str, new: &'a str) -> Vec<&'a str> {
    let without_digits = |line: &str| line.replace(|c: char| c.is_ascii_digit(), "");
    let headline = |text: &str| text.split_once('\n').map(|(first, _)| without_digits(first));
    let counts_on = headline(new).is_some() && headline(new) == headline(old);
    let is_new = |line: &&str| !old.lines().any(|known| known == *line);
    new.lines().skip(usize::from(counts_on)).filter(is_new).collect()
}

/// Text from outside may hold what a terminal would obey: only printable characters and line breaks stay. Marks of
/// direction go too: many terminals draw a box for them, and few turn Arabic round at all.
pub fn clean(text: &str) -> String {
    text.replace('\t', "    ").chars().filter(|&c| c == '\n' || !c.is_control() && !is_mark(c)).collect()
}

/// How many rows these lines take.
pub fn height(lines: &[String], columns: usize) -> usize {
    let rows = |line: &String| match position(&[line], columns) {
        (row, 0) if row > 0 => row,
        (row, _) => row + 1,
    };
    lines.iter().map(rows).sum()
}

/// The row and column right after these texts, written one after the other from column 0.
pub fn position(texts: &[&str], columns: usize) -> (usize, usize) {
    let (mut row, mut column) = (0, 0);
    for width in texts.iter().flat_map(|text| text.chars()).map(|c| c.width().unwrap_or(0)) {
        if column + width > columns {
            (row, column) = (row + 1, 0);
        }
        column += width;
    }
    if column >= columns { (row + 1, 0) } else { (row, column) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_just_full_takes_no_second_one() {
        let height = |text: &str| height(&[text.to_owned()], 4);
        assert_eq!(["", "abc", "abcd", "abcde", "abcdefgh"].map(height), [1, 1, 1, 2, 2]);
        // A wide letter that does not fit moves to the next row as a whole.
        assert_eq!(["鳥の", "a鳥の", "e\u{301}abc"].map(height), [1, 2, 1]);
    }

    #[test]
    fn the_cursor_after_a_full_row_stands_on_the_next() {
        assert_eq!(position(&["ab", "cd"], 4), (1, 0));
        assert_eq!(position(&["ab", "c"], 4), (0, 3));
    }

    #[test]
    fn only_what_changed_is_news_and_a_running_clock_is_not() {
        let before = "Hatching “nest” · 0:22\n✓ place prepared\n→ starting";
        assert_eq!(news(before, "Hatching “nest” · 0:23\n✓ place prepared\n→ starting"), [""; 0]);
        assert_eq!(news(before, "Hatching “nest” · 0:24\n✓ place prepared\n✓ started"), ["✓ started"]);
        assert_eq!(news(before, "Hatching “nest” · 1:24\n✗ no place"), ["✗ no place"]);
        assert_eq!(news("3 of 5", "4 of 5"), ["4 of 5"]);
        assert_eq!(news(before, "“nest” is alive."), ["“nest” is alive."]);
        assert_eq!(news("Checking.", "Refused.\nNothing was stored."), ["Refused.", "Nothing was stored."]);
    }

    #[test]
    fn nothing_that_a_terminal_would_obey_stays() {
        assert_eq!(clean("a\x1b[2Jb\r\u{9b}31mc\td\ne"), "a[2Jb31mc    d\ne");
    }
}
