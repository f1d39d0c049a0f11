//! A view as the JSON of one message of components (Components V2): a container with its text, its buttons and menus
//! and its file. Pure.

pub mod plain;

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::chat::choice::{Choice, Press};
use crate::chat::fit::{cut, public_url, units};
use crate::chat::{Action, File, Key, Menu, Tone, View, Weight};
use crate::domain::rich::Rich;

/// Message flags: only its author's screen shows it; it is made of components.
pub const EPHEMERAL: u32 = 1 << 6;
const COMPONENTS: u32 = 1 << 15;

/// Components, "Text Display": counted over the whole message.
const LONGEST_TEXT: usize = 4000;
const LONGEST_LABEL: usize = 80;
const LONGEST_OPTION: usize = 100;
const LONGEST_ADDRESS: usize = 512;
const LONGEST_WORD: usize = 100;
const MOST_IN_ROW: usize = 5;
const MOST_OPTIONS: usize = 25;
/// Nested ones count.
const MOST_COMPONENTS: usize = 40;

const GREEN: u32 = 0x0057_F287;
const YELLOW: u32 = 0x00FE_E75C;
const RED: u32 = 0x00ED_4245;

/// Discord's styles of buttons.
#[derive(Clone, Copy)]
enum Style {
    Primary = 1,
    Secondary = 2,
    Success = 3,
    Danger = 4,
    Link = 5,
}

/// A message, and the file that goes with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub body: Value,
    pub file: Option<File>,
}

impl Card {
    /// A message of its own. Nobody is mentioned by it, whatever its text says.
    pub fn new(view: &View) -> Self {
        let file = view.file.as_ref().map(|file| File { name: file_name(&file.name), ..file.clone() });
        let mut body = json!({
            "flags": COMPONENTS,
            "components": [container(view, file.as_ref())],
            "allowed_mentions": { "parse": [] },
        });
        if let Some(file) = &file {
            body["attachments"] = json!([{ "id": 0, "filename": file.name }]);
        }
        Card { body, file }
    }

    /// The same in the place of a message: a file that was there goes.
    pub fn in_place(view: &View) -> Self {
        let mut card = Card::new(view);
        if card.file.is_none() {
            card.body["attachments"] = json!([]);
        }
        card
    }

    pub fn ephemeral(mut self) -> Self {
        self.body["flags"] = json!(COMPONENTS | EPHEMERAL);
        self
    }

    /// Discord makes one message of all that carry the same mark within some minutes.
    pub fn marked(mut self, nonce: &str) -> Self {
        self.body["nonce"] = json!(nonce);
        self.body["enforce_nonce"] = json!(true);
        self
    }
}

fn container(view: &View, file: Option<&File>) -> Value {
    let (rows, addresses) = rows(view);
    let mut parts = Vec::new();
    let text = text(view, &addresses);
    if !text.is_empty() {
        parts.push(json!({ "type": 10, "content": text }));
    }
    // A gallery of one, which counts as two.
    let picture = view.picture.as_deref().and_then(link);
    parts.extend(picture.map(|url| json!({ "type": 12, "items": [{ "media": { "url": url } }] })));
    // The container itself, its text, and the file.
    let mut used = 1 + parts.len() + usize::from(file.is_some());
    for row in rows {
        used += 1 + row.len();
        if used > MOST_COMPONENTS {
            break;
        }
        parts.push(json!({ "type": 1, "components": row }));
    }
    parts.extend(file.map(|file| json!({ "type": 13, "file": { "url": format!("attachment://{}", file.name) } })));
    let mut container = json!({ "type": 17, "components": parts });
    if let Some(color) = color(view.tone) {
        container["accent_color"] = json!(color);
    }
    container
}

fn color(tone: Tone) -> Option<u32> {
    match tone {
        Tone::Plain => None,
        Tone::Good => Some(GREEN),
        Tone::Busy => Some(YELLOW),
        Tone::Bad => Some(RED),
    }
}

/// The text as it reads, and below it the addresses that no button opens.
fn text(view: &View, addresses: &str) -> String {
    let addresses = plain::escaped(addresses);
    let room = LONGEST_TEXT.saturating_sub(units(&addresses));
    let text = match view.marks.is_empty() {
        true => plain::escaped(&view.text),
        false => Rich { text: view.text.clone(), marks: view.marks.clone() }.written(plain::escaped, plain::sign),
    };
    let text = cut(&text, room);
    format!("{text}{addresses}").trim().to_owned()
}

/// The rows of components, and the addresses to be written out, each on a line of its own.
fn rows(view: &View) -> (Vec<Vec<Value>>, String) {
    let mut rows = Vec::new();
    let mut known = HashSet::new();
    let mut addresses = String::new();
    let form = view.form.as_ref().filter(|form| form.word().len() + 4 <= LONGEST_WORD);
    let opens = |is_primary: bool| {
        let style = if is_primary { Style::Primary } else { Style::Secondary };
        form.map(|form| vec![button(&form.label, &format!("1:f:{}", form.word()), style)])
    };
    let is_option = |key: &&Key| view.menu.is_some() && key.is_option;
    let options: Vec<&Key> = view.rows.iter().flatten().filter(is_option).collect();
    let mut menus = view.menu.map(|menu| menus(menu, &options)).unwrap_or_default();
    for (at, row) in view.rows.iter().enumerate() {
        if at == view.form_at {
            rows.extend(opens(rows.is_empty()));
        }
        let is_first = rows.iter().all(|row: &Vec<Value>| row[0]["type"] == 3);
        if row.iter().any(|key| is_option(&key)) {
            // All options stand in the place of the first of them.
            rows.append(&mut menus);
        }
        let mut buttons = Vec::new();
        for key in row.iter().filter(|key| !is_option(key)) {
            match &key.action {
                Action::Open(address) | Action::Page(address) => match link(address) {
                    Some(url) => buttons.push(link_button(&key.label, &url)),
                    None => addresses.push_str(&format!("\n{}: {address}", key.label)),
                },
                Action::Press(word) if known.insert(word) => {
                    let mut button = button(&key.label, &format!("1:p:{word}"), style(key.weight, is_first));
                    if key.is_off {
                        button["disabled"] = json!(true);
                    }
                    buttons.push(button);
                }
                // There are no buttons that copy: the text is read above.
                Action::Press(_) | Action::Copy(_) => {}
            }
        }
        rows.extend(buttons.chunks(MOST_IN_ROW).map(<[Value]>::to_vec));
    }
    if view.form_at >= view.rows.len() {
        rows.extend(opens(rows.is_empty()));
    }
    (rows, addresses)
}

/// Behind the button of a form nothing is likelier than the form.
fn style(weight: Weight, is_first: bool) -> Style {
    match weight {
        Weight::TakesAway => Style::Danger,
        Weight::Agrees => Style::Success,
        Weight::Likely if is_first => Style::Primary,
        Weight::Likely | Weight::Plain => Style::Secondary,
    }
}

fn button(label: &str, word: &str, style: Style) -> Value {
    json!({ "type": 2, "style": style as u8, "label": short(label, LONGEST_LABEL), "custom_id": word })
}

fn link_button(label: &str, url: &str) -> Value {
    json!({ "type": 2, "style": Style::Link as u8, "label": short(label, LONGEST_LABEL), "url": url })
}

/// Discord refuses a whole message for one button with an address that it does not like.
fn link(address: &str) -> Option<String> {
    public_url(address).map(String::from).filter(|url| url.len() <= LONGEST_ADDRESS)
}

/// The options as menus, each in a row of its own. Options that are no words of ours are left out.
fn menus(menu: Menu, options: &[&Key]) -> Vec<Vec<Value>> {
    let mut known = HashSet::new();
    let pressed = options.iter().filter_map(|key| match &key.action {
        Action::Press(word) if known.insert(word) => Some((*key, word.as_str())),
        Action::Press(_) | Action::Open(_) | Action::Page(_) | Action::Copy(_) => None,
    });
    match menu {
        Menu::One => {
            let choices: Vec<Value> = pressed.map(|(key, word)| option(key, word)).collect();
            let menus = choices.chunks(MOST_OPTIONS).enumerate();
            menus.map(|(at, some)| vec![select(&one(at), some, 1)]).collect()
        }
        Menu::Many => {
            let mut revision = 0;
            let channels = pressed.filter_map(|(key, word)| {
                let press = Press::parse(word)?;
                let Choice::Channel(channel) = press.choice else { return None };
                revision = press.revision.unwrap_or_default();
                Some(option(key, channel.word()))
            });
            let channels: Vec<Value> = channels.take(MOST_OPTIONS).collect();
            if channels.is_empty() {
                return Vec::new();
            }
            vec![vec![select(&format!("1:m:{revision}"), &channels, channels.len())]]
        }
    }
}

/// What a menu of which one is picked is called: words in a message differ.
fn one(at: usize) -> String {
    if at == 0 { "1:o".into() } else { format!("1:o:{at}") }
}

fn select(word: &str, options: &[Value], most: usize) -> Value {
    json!({ "type": 3, "custom_id": word, "options": options, "min_values": 1, "max_values": most })
}

fn option(key: &Key, value: &str) -> Value {
    let mut option = json!({ "label": short(&key.label, LONGEST_OPTION), "value": value });
    if key.is_picked {
        option["default"] = json!(true);
    }
    option
}

/// A text on one line, cut where it is too long.
pub fn short(text: &str, longest: usize) -> String {
    if units(text) <= longest {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.len_utf16();
        used <= longest
    };
    let head: String = text.chars().take_while(fits).collect();
    format!("{}…", head.trim_end())
}

/// A name that Discord leaves as it is, so that the component finds its file.
fn file_name(name: &str) -> String {
    let known = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    name.chars().take(LONGEST_OPTION).map(known).collect()
}

#[cfg(test)]
mod tests;
