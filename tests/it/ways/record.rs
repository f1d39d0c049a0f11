//! One way from the wish to a bot as it is written down: who did what, what was shown, and what is counted of it.

use std::time::Instant;

/// A row of the table, and the talk behind it.
pub struct Record {
    pub title: &'static str,
    /// What was there before it began.
    pub given: &'static str,
    pub lines: Vec<(Voice, String)>,
    pub tally: Tally,
    begun: Option<Instant>,
    /// From the first deed to the news that the bot has answered.
    pub seconds: f64,
    /// The question that stands, until something is done about it.
    asked: Option<String>,
    answered: Option<String>,
}

/// Whose line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Person,
    Hatchery,
    /// A message that was there already.
    Edited,
    /// The private page.
    Page,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// What the person wrote, pasted and typed as a command.
    pub messages: usize,
    /// Buttons, choices in a menu, links that are opened, forms that are sent.
    pub presses: usize,
    /// Whatever is typed by hand; a secret is pasted.
    pub typed: usize,
    pub pasted_in_chat: usize,
    /// Into a form, a page or a hidden line.
    pub pasted_elsewhere: usize,
    /// New messages of Hatchery, not those that it changed.
    pub told: usize,
    /// Each that had to be answered once, the last look included.
    pub questions: usize,
}

/// A line of a form.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    Typed(&'a str),
    Secret(&'a str),
}

impl Given<'_> {
    pub fn text(&self) -> &str {
        match self {
            Given::Typed(text) | Given::Secret(text) => text,
        }
    }
}

impl Record {
    pub fn new(title: &'static str, given: &'static str) -> Self {
        Record {
            title,
            given,
            lines: Vec::new(),
            tally: Tally::default(),
            begun: None,
            seconds: 0.0,
            asked: None,
            answered: None,
        }
    }

    pub fn writes(&mut self, text: &str) {
        self.tally.messages += 1;
        self.tally.typed += text.chars().count();
        self.does(text.to_owned());
    }

    /// A secret in a message of its own, and what becomes of the message.
    pub fn pastes(&mut self, secret: &str, fate: &str) {
        self.tally.messages += 1;
        self.tally.pasted_in_chat += 1;
        self.does(format!("{} ({fate})", tail(secret)));
    }

    /// A secret where nobody sees it while it is written.
    pub fn pastes_hidden(&mut self, secret: &str, place: &str) {
        self.tally.messages += 1;
        self.tally.pasted_elsewhere += 1;
        self.does(format!("{} ({place})", tail(secret)));
    }

    pub fn presses(&mut self, label: &str) {
        self.tally.presses += 1;
        self.does(format!("[{label}]"));
    }

    /// A press in a window that is not ours.
    pub fn confirms(&mut self, window: &str) {
        self.tally.presses += 1;
        self.lines.push((Voice::Person, format!("[Create] ({window})")));
    }

    /// So many choices in one menu.
    pub fn picks(&mut self, labels: &[&str]) {
        self.tally.presses += labels.len();
        self.does(format!("‹{}›", labels.join(" | ")));
    }

    /// A form behind a button: it is opened, filled in and sent.
    pub fn fills(&mut self, button: &str, fields: &[(&str, Given<'_>)], send: &str) {
        self.tally.presses += 2;
        let mut line = vec![format!("[{button}]")];
        for (label, given) in fields {
            match given {
                Given::Typed(text) => {
                    self.tally.typed += text.chars().count();
                    line.push(format!("{label}: {text}"));
                }
                Given::Secret(secret) => {
                    self.tally.pasted_elsewhere += 1;
                    line.push(format!("{label}: {}", tail(secret)));
                }
            }
        }
        line.push(format!("[{send}]"));
        self.does(line.join("  "));
    }

    /// The lines of a private page, and its button.
    pub fn fills_page(&mut self, labels: &[String], secrets: &[&str]) {
        self.tally.presses += 1;
        self.tally.pasted_elsewhere += secrets.len();
        let lines = labels.iter().zip(secrets).map(|(label, secret)| format!("{label}: {}", tail(secret)));
        self.does(format!("{}  [Send]", lines.collect::<Vec<_>>().join("  ")));
    }

    pub fn told(&mut self, voice: Voice, screen: &str) {
        if voice == Voice::Hatchery {
            self.tally.told += 1;
        }
        self.asked = screen.lines().next().map(str::to_owned);
        self.lines.push((
            voice,
            ["?start=", "/clone like-", "handover/telegram/en#"].iter().fold(screen.trim_end().to_owned(), covered),
        ));
    }

    /// The news that the bot has answered is there.
    pub fn arrives(&mut self) {
        self.seconds = self.begun.expect("something was done").elapsed().as_secs_f64();
    }

    /// Right before something is done.
    pub fn begins(&mut self) {
        self.begun.get_or_insert_with(Instant::now);
    }

    fn does(&mut self, line: String) {
        if let Some(asked) = &self.asked
            && self.answered.as_ref() != Some(asked)
        {
            self.tally.questions += 1;
            self.answered = Some(asked.clone());
        }
        self.lines.push((Voice::Person, line));
    }
}

/// What stands behind these words opens something, and is another each time.
fn covered(screen: String, before: &&str) -> String {
    let mut parts = screen.split(before);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        shown.push_str(&format!("{before}…{rest}"));
    }
    shown
}

fn tail(secret: &str) -> String {
    let skipped = secret.chars().count().saturating_sub(4);
    format!("…{}", secret.chars().skip(skipped).collect::<String>())
}
