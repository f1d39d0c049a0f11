//! The line being typed and the lines typed before. Pure.

use super::keys::Press;

/// More than any key, name or command needs.
const LONGEST: usize = 8192;

#[derive(Debug, Default)]
pub struct Line {
    text: String,
    /// A byte position, always between two characters.
    cursor: usize,
    /// What was typed before, the oldest first.
    history: Vec<String>,
    /// Where in the history the line came from; its length while the line is a new one.
    at: usize,
    /// The new line, put aside while the history is looked through.
    draft: String,
}

impl Line {
    pub fn with_history(history: Vec<String>) -> Self {
        Line { at: history.len(), history, ..Line::default() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Hands the line out and begins a new one.
    pub fn take(&mut self) -> String {
        self.cursor = 0;
        self.at = self.history.len();
        std::mem::take(&mut self.text)
    }

    pub fn remember(&mut self, text: &str) {
        self.history.push(text.to_owned());
        self.at = self.history.len();
    }

    /// Edits the line. Enter, Ctrl-C and Ctrl-D mean nothing to a line; whoever holds it decides about them.
    pub fn press(&mut self, press: Press) {
        match press {
            Press::Char(c) if self.text.len() + c.len_utf8() <= LONGEST => {
                self.text.insert(self.cursor, c);
                self.cursor += c.len_utf8();
            }
            Press::Backspace => self.cut(self.left()..self.cursor),
            Press::Delete => self.cut(self.cursor..self.right()),
            Press::Left => self.cursor = self.left(),
            Press::Right => self.cursor = self.right(),
            Press::Home => self.cursor = 0,
            Press::End => self.cursor = self.text.len(),
            Press::Up => self.recall(self.at.saturating_sub(1)),
            Press::Down => self.recall((self.at + 1).min(self.history.len())),
            Press::CutWord => {
                let kept = self.before_cursor().trim_end().rfind(char::is_whitespace).map_or(0, |space| space + 1);
                self.cut(kept..self.cursor);
            }
            Press::CutBefore => self.cut(0..self.cursor),
            Press::CutAfter => self.cut(self.cursor..self.text.len()),
            Press::Char(_) | Press::Enter | Press::Cancel | Press::Leave => {}
        }
    }

    fn left(&self) -> usize {
        self.before_cursor().char_indices().next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        self.cursor + self.text[self.cursor..].chars().next().map_or(0, char::len_utf8)
    }

    fn cut(&mut self, range: std::ops::Range<usize>) {
        self.cursor = range.start;
        self.text.drain(range);
    }

    fn recall(&mut self, at: usize) {
        if at == self.at {
            return;
        }
        if self.at == self.history.len() {
            self.draft = std::mem::take(&mut self.text);
        }
        self.at = at;
        self.text = self.history.get(at).unwrap_or(&self.draft).clone();
        self.cursor = self.text.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &mut Line, text: &str) {
        text.chars().for_each(|c| line.press(Press::Char(c)));
    }

    #[test]
    fn a_line_is_edited_at_its_cursor() {
        let mut line = Line::default();
        typed(&mut line, "nést");
        for press in [Press::Home, Press::Right, Press::Delete, Press::Char('e'), Press::End, Press::Char('!')] {
            line.press(press);
        }
        assert_eq!(line.text(), "nest!");
        for press in [Press::Backspace, Press::Left, Press::Left, Press::CutAfter] {
            line.press(press);
        }
        assert_eq!((line.text(), line.before_cursor()), ("ne", "ne"));
        typed(&mut line, " two words");
        line.press(Press::CutWord);
        assert_eq!(line.text(), "ne two ");
        line.press(Press::CutBefore);
        line.press(Press::Backspace);
        line.press(Press::Left);
        assert!(line.is_empty());
    }

    #[test]
    fn earlier_lines_come_back_and_the_new_one_is_not_lost() {
        let mut line = Line::with_history(vec!["/start".into(), "/list".into()]);
        typed(&mut line, "/dep");
        line.press(Press::Down);
        let seen: Vec<String> = [Press::Up, Press::Up, Press::Up, Press::Down, Press::Down]
            .into_iter()
            .map(|press| {
                line.press(press);
                line.text().to_owned()
            })
            .collect();
        assert_eq!(seen, ["/list", "/start", "/start", "/list", "/dep"]);
        assert_eq!(line.take(), "/dep");
    }

    #[test]
    fn a_line_does_not_grow_without_end() {
        let mut line = Line::default();
        typed(&mut line, &"é".repeat(LONGEST));
        assert_eq!(line.text().len(), LONGEST);
    }
}
