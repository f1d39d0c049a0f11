//! Marks that keep a piece of Latin writing whole among Arabic. They are put around names and never around what is copied.

const BEGINS: char = '\u{2068}';
const ENDS: char = '\u{2069}';

/// What people copy out of a sentence: with a mark it would be another address, code or word. These stand bare.
const COPIED: &[&str] = &[
    "account",
    "address",
    "code",
    "commands",
    "deed",
    "handle",
    "host",
    "id",
    "image",
    "line",
    "lines",
    "model",
    "number",
    "receipt",
    "reference",
    "setting",
    "shape",
    "text",
    "token",
    "verb",
    "word",
    "words",
];

pub(super) fn is_copied(argument: &str) -> bool {
    COPIED.contains(&argument)
}

/// A piece whose own direction begins and ends with it.
pub(super) fn isolated(text: &str) -> String {
    format!("{BEGINS}{text}{ENDS}")
}

/// Whether this letter only says in which direction others run.
pub fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What somebody typed or pasted, without the marks of ours that came along when they copied it. Others are theirs.
pub fn bare(text: String) -> String {
    if text.contains([BEGINS, ENDS]) { text.replace([BEGINS, ENDS], "") } else { text }
}
