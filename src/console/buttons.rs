//! The buttons that can be pressed right now, by number or by label. Pure.
//!
//! A number never changes its meaning under somebody's fingers: messages that arrive before the last ones were
//! answered go on counting, and only an answer makes the next message begin at 1 again.

use crate::chat::{Action, Key, MessageRef};

#[derive(Debug, Default)]
pub struct Buttons {
    groups: Vec<Group>,
    is_answered: bool,
}

#[derive(Debug)]
struct Group {
    message: MessageRef,
    first: usize,
    keys: Vec<Key>,
}

impl Buttons {
    /// Takes in the buttons of a message, new or changed, and says the number of the first.
    pub fn place(&mut self, message: &MessageRef, rows: &[Vec<Key>]) -> usize {
        let keys: Vec<Key> = rows.iter().flatten().filter(|key| is_pressed(key)).cloned().collect();
        let known = self.groups.iter().position(|group| group.message == *message);
        if let Some(at) = known {
            let is_last = at + 1 == self.groups.len();
            if is_last || keys.len() <= self.groups[at].keys.len() {
                self.groups[at].keys = keys;
                return self.groups[at].first;
            }
            self.groups.remove(at);
        } else if self.is_answered {
            self.groups.clear();
            self.is_answered = false;
        }
        let first = self.groups.last().map_or(1, |last| last.first + last.keys.len());
        if !keys.is_empty() {
            self.groups.push(Group { message: message.clone(), first, keys });
        }
        first
    }

    /// The person said something: the next message begins at 1.
    pub fn answer(&mut self) {
        self.is_answered = true;
    }

    /// The button that a line means: its number, its label, or the beginning of only one label. Where free text is
    /// asked for, a beginning is text: `nest` may be a name although there is a button `nest-2`.
    pub fn pick(&self, line: &str, takes_text: bool) -> Option<(&MessageRef, &Action)> {
        let line = plain(line);
        if !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()) {
            let number: usize = line.parse().ok()?;
            return self.groups.iter().find_map(|group| {
                let key = group.keys.get(number.checked_sub(group.first)?)?;
                Some((&group.message, &key.action))
            });
        }
        if line.is_empty() || line.starts_with('/') {
            return None;
        }
        let mut latest_first = self.groups.iter().rev();
        latest_first.find_map(|group| Some((&group.message, group.pick(&line, takes_text)?)))
    }
}

impl Group {
    fn pick(&self, line: &str, takes_text: bool) -> Option<&Action> {
        if let Some(key) = self.keys.iter().find(|key| plain(&key.label) == line) {
            return Some(&key.action);
        }
        let mut beginnings = self.keys.iter().filter(|key| !takes_text && plain(&key.label).starts_with(line));
        match (beginnings.next(), beginnings.next()) {
            (Some(key), None) => Some(&key.action),
            (Some(_), Some(_)) | (None, _) => None,
        }
    }
}

/// Nothing is copied at a terminal but by its own means: the text is read above.
pub fn is_pressed(key: &Key) -> bool {
    !matches!(key.action, Action::Copy(_))
}

/// A label as somebody would type it: `✓ Web page` is `web page`.
fn plain(label: &str) -> String {
    let is_mark = |c: char| !c.is_alphanumeric() && c != '/';
    label.trim_start_matches(is_mark).trim_end().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(name: &str) -> MessageRef {
        MessageRef(name.into())
    }

    fn row(labels: &[&str]) -> Vec<Vec<Key>> {
        let key = |label: &&str| Key::new(*label, Action::Press(format!("p:{label}")));
        vec![labels.iter().map(key).collect()]
    }

    fn picked(buttons: &Buttons, line: &str, takes_text: bool) -> Option<String> {
        buttons.pick(line, takes_text).map(|(message, action)| match action {
            Action::Press(word) => format!("{} {word}", message.0),
            Action::Open(address) | Action::Page(address) => address.clone(),
            Action::Copy(text) => text.clone(),
        })
    }

    #[test]
    fn a_number_a_label_or_its_beginning_presses() {
        let mut buttons = Buttons::default();
        assert_eq!(buttons.place(&message("a"), &row(&["Anthropic", "OpenAI", "OpenRouter", "✓ Web page"])), 1);
        let pick = |line| picked(&buttons, line, false);
        assert_eq!(pick("1"), Some("a p:Anthropic".into()));
        assert_eq!(pick(" openai "), Some("a p:OpenAI".into()));
        assert_eq!(pick("ANTH"), Some("a p:Anthropic".into()));
        assert_eq!(pick("web"), Some("a p:✓ Web page".into()));
        for text in ["open", "0", "5", "99999999999999999999999", "", "/o", "Gemini", "…"] {
            assert_eq!(pick(text), None, "{text:?}");
        }
    }

    #[test]
    fn where_text_is_asked_for_the_beginning_of_a_label_is_text() {
        let mut buttons = Buttons::default();
        buttons.place(&message("a"), &row(&["nest-2", "Cancel"]));
        assert_eq!(picked(&buttons, "nest", true), None);
        assert_eq!(picked(&buttons, "cancel", true), Some("a p:Cancel".into()));
    }

    #[test]
    fn a_number_keeps_its_meaning_until_there_was_an_answer() {
        let mut buttons = Buttons::default();
        buttons.place(&message("a"), &row(&["Anthropic", "Cancel"]));
        assert_eq!(buttons.place(&message("notice"), &row(&["Logs", "Cancel"])), 3);
        assert_eq!(picked(&buttons, "1", false), Some("a p:Anthropic".into()));
        assert_eq!(picked(&buttons, "cancel", false), Some("notice p:Cancel".into()), "the latest one is meant");
        buttons.answer();
        assert_eq!(picked(&buttons, "1", false), Some("a p:Anthropic".into()), "until the next message");
        assert_eq!(buttons.place(&message("b"), &row(&["Done"])), 1);
        assert_eq!(picked(&buttons, "3", false), None);
    }

    #[test]
    fn a_changed_message_keeps_its_numbers_where_it_can() {
        let mut buttons = Buttons::default();
        buttons.place(&message("a"), &row(&["Web"]));
        assert_eq!(buttons.place(&message("a"), &row(&["✓ Web", "Done"])), 1);
        buttons.place(&message("b"), &row(&["Logs"]));
        assert_eq!(buttons.place(&message("a"), &row(&["Web", "Off"])), 1);
        assert_eq!(buttons.place(&message("a"), &row(&["Web", "Off", "More"])), 4);
        assert_eq!(picked(&buttons, "1", false), None);
        assert_eq!(picked(&buttons, "6", false), Some("a p:More".into()));
    }
}
