//! What stands on the terminal: the messages shown, the question asked and the line being typed below them. Every
//! change gives back the text to write. Pure: it knows no terminal, only its size.

use std::collections::VecDeque;
use std::path::Path;

use super::buttons::Buttons;
use super::keys::Press;
use super::layout::{INDENT, Size, clean, height, lines, news, position};
use super::line::Line;
use super::place::Place;
use crate::chat::{Action, Input, Key, MessageRef, View};
use crate::domain::key::looks_secret;

/// How many messages can still be changed.
const RECENT: usize = 50;

/// What the person did with the line.
pub enum Typed {
    Say {
        input: Input,
        message: Option<MessageRef>,
        /// The line as it may be remembered: neither a press nor anything that could be a secret.
        memory: Option<String>,
    },
    /// Ctrl-C where there is nothing to cancel.
    HowToLeave,
    Leave,
}

pub struct Desk {
    /// There is a terminal to write on: a prompt stands and messages change in place.
    is_live: bool,
    is_colored: bool,
    pub line: Line,
    buttons: Buttons,
    place: Place,
    recent: VecDeque<Shown>,
    /// The message that stands at the very end, right above the prompt.
    last: Option<MessageRef>,
    /// Nothing has been written yet.
    is_blank: bool,
    /// Where the prompt is drawn: the cursor's distance in rows from its first one.
    prompt: Option<usize>,
    /// The line was begun as a secret and stays one, whatever arrives meanwhile.
    is_masked: bool,
}

struct Shown {
    message: MessageRef,
    text: String,
    rows: Vec<Vec<Key>>,
    lines: Vec<String>,
}

impl Desk {
    pub fn new(is_live: bool, is_colored: bool, history: Vec<String>) -> Self {
        Desk {
            is_live,
            is_colored,
            line: Line::with_history(history),
            buttons: Buttons::default(),
            place: Place::home(),
            recent: VecDeque::new(),
            last: None,
            is_blank: true,
            prompt: None,
            is_masked: false,
        }
    }

    pub fn asks_secret(&self) -> bool {
        self.place.asks_secret()
    }

    /// Shows a new message; `saved` is where its file went.
    pub fn show(&mut self, message: &MessageRef, view: &View, saved: Option<&Path>, size: Size) -> String {
        let lines = lines(view, saved, self.buttons.place(message, &view.rows));
        self.place.moves_to(message, view);
        let mut above: Vec<&str> = lines.iter().map(String::as_str).collect();
        if !self.is_blank {
            above.insert(0, "");
        }
        let text = self.print(&above, size);
        self.last = Some(message.clone());
        self.recent.push_back(Shown {
            message: message.clone(),
            text: clean(&view.text),
            rows: view.rows.clone(),
            lines,
        });
        if self.recent.len() > RECENT {
            self.recent.pop_front();
        }
        text
    }

    /// Changes a message that was shown: in place where it still stands at the end, else by saying what is new.
    /// Nothing when the message is not known any more.
    pub fn change(&mut self, message: &MessageRef, view: &View, saved: Option<&Path>, size: Size) -> Option<String> {
        let at = self.recent.iter().position(|shown| shown.message == *message)?;
        let lines = lines(view, saved, self.buttons.place(message, &view.rows));
        self.place.moves_to(message, view);
        let shown = &mut self.recent[at];
        let has_same_keys = shown.rows == view.rows;
        let old_text = std::mem::replace(&mut shown.text, clean(&view.text));
        shown.rows = view.rows.clone();
        let old = std::mem::replace(&mut shown.lines, lines.clone());

        if old == lines {
            return Some(self.redraw(size));
        }
        let (above, needed) = (height(&old, size.columns), height(&lines, size.columns));
        let fits = above.max(needed) + self.prompt_height(size) < size.rows;
        if self.is_live && fits && above > 0 && self.last.as_ref() == Some(message) {
            let erased = format!("{}\x1b[{above}A\r\x1b[J", self.erase());
            let printed = lines.iter().map(|line| self.paint(line) + "\n").collect::<String>();
            return Some(erased + &printed + &self.draw(size));
        }
        let text = clean(&view.text);
        let news = if has_same_keys { news(&old_text, &text) } else { lines.iter().map(String::as_str).collect() };
        if !news.is_empty() {
            self.last = None;
        }
        Some(self.print(&news, size))
    }

    /// Prints a sentence of the console's own.
    pub fn note(&mut self, sentence: &str, size: Size) -> String {
        self.last = None;
        self.print(&sentence.lines().collect::<Vec<_>>(), size)
    }

    /// Puts the prompt below everything and lets the person type.
    pub fn stand(&mut self, size: Size) -> String {
        if !self.is_live {
            return String::new();
        }
        let erased = self.erase();
        self.prompt = Some(0);
        erased + &self.draw(size)
    }

    /// Takes the prompt away.
    pub fn rise(&mut self) -> String {
        let erased = self.erase();
        self.prompt = None;
        erased
    }

    /// One key at the standing prompt.
    pub fn press(&mut self, press: Press, size: Size) -> (String, Option<Typed>) {
        match press {
            Press::Enter => {
                self.line.press(Press::End);
                let drawn = self.redraw(size) + "\n";
                let line = self.line.take();
                let is_secret = self.is_masked || self.asks_secret();
                self.is_masked = false;
                self.leave_prompt();
                let (said, typed) = self.enter(&line, is_secret, size);
                (drawn + &said, typed)
            }
            Press::Cancel if self.place.is_home() && self.line.is_empty() => (String::new(), Some(Typed::HowToLeave)),
            Press::Cancel => {
                self.line.take();
                self.is_masked = false;
                if self.place.is_home() {
                    return (self.redraw(size), None);
                }
                let drawn = self.redraw(size) + "\n";
                self.leave_prompt();
                self.answer();
                let input = Input::Text("/cancel".into());
                (drawn, Some(Typed::Say { input, message: None, memory: None }))
            }
            Press::Leave if self.line.is_empty() => (String::new(), Some(Typed::Leave)),
            Press::Leave => self.press(Press::Delete, size),
            Press::Up | Press::Down if self.is_masked || self.asks_secret() => (String::new(), None),
            edit => {
                self.line.press(edit);
                self.is_masked = !self.line.is_empty() && (self.is_masked || self.asks_secret());
                (self.redraw(size), None)
            }
        }
    }

    /// What a whole line means: nothing, a button, or text. A private one leaves no memory.
    pub fn enter(&mut self, line: &str, is_private: bool, size: Size) -> (String, Option<Typed>) {
        if line.trim().is_empty() {
            return (String::new(), None);
        }
        let is_number = self.place.takes_number() && line.trim().bytes().all(|b| b.is_ascii_digit());
        let picked = if is_number { None } else { self.buttons.pick(line, self.place.takes_text()) };
        let typed = match picked {
            Some((_, Action::Open(address) | Action::Page(address) | Action::Copy(address))) => {
                let address = address.clone();
                return (self.note(&clean(&address), size), None);
            }
            Some((message, Action::Press(word))) => {
                Typed::Say { input: Input::Press(word.clone()), message: Some(message.clone()), memory: None }
            }
            None => {
                let memory = (!is_private && !looks_secret(line)).then(|| line.to_owned());
                Typed::Say { input: Input::Text(line.to_owned()), message: None, memory }
            }
        };
        self.answer();
        (String::new(), Some(typed))
    }

    /// The prompt with its line stays where it is and becomes part of the conversation above.
    fn leave_prompt(&mut self) {
        (self.prompt, self.last, self.is_blank) = (None, None, false);
    }

    fn answer(&mut self) {
        self.buttons.answer();
        self.place.answer();
    }

    /// Prints lines above the prompt, if it stands.
    fn print(&mut self, lines: &[&str], size: Size) -> String {
        if lines.is_empty() {
            return self.redraw(size);
        }
        self.is_blank = false;
        let erased = self.erase();
        let printed: String = lines.iter().map(|line| self.paint(line) + "\n").collect();
        erased + &printed + &self.draw(size)
    }

    fn redraw(&mut self, size: Size) -> String {
        self.erase() + &self.draw(size)
    }

    fn erase(&self) -> String {
        match self.prompt {
            None => String::new(),
            Some(0) => "\r\x1b[J".into(),
            Some(row) => format!("\x1b[{row}A\r\x1b[J"),
        }
    }

    fn draw(&mut self, size: Size) -> String {
        if self.prompt.is_none() {
            return String::new();
        }
        let prompt = self.place.prompt();
        let text = self.visible(self.line.text());
        let end = position(&[&prompt, &text], size.columns);
        let cursor = position(&[&prompt, &self.visible(self.line.before_cursor())], size.columns);
        self.prompt = Some(cursor.0);

        let mut drawn = self.tint(&prompt, "1;36") + &text;
        if end.1 == 0 {
            drawn.push('\n');
        }
        if end.0 > cursor.0 {
            drawn.push_str(&format!("\x1b[{}A", end.0 - cursor.0));
        }
        if end != cursor {
            drawn.push('\r');
            if cursor.1 > 0 {
                drawn.push_str(&format!("\x1b[{}C", cursor.1));
            }
        }
        drawn
    }

    fn prompt_height(&self, size: Size) -> usize {
        position(&[&self.place.prompt(), self.line.text()], size.columns).0 + 1
    }

    fn visible(&self, text: &str) -> String {
        if self.is_masked || self.asks_secret() { "*".repeat(text.chars().count()) } else { text.to_owned() }
    }

    fn paint(&self, line: &str) -> String {
        if line.starts_with(INDENT) { self.tint(line, "36") } else { line.to_owned() }
    }

    fn tint(&self, text: &str, code: &str) -> String {
        if self.is_colored { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
