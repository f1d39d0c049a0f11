//! From the bytes of a terminal to the keys that were pressed. Pure; what it does not know it drops.

/// A key, as far as a line of text is edited with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    Char(char),
    Enter,
    Backspace,
    Delete,
    Left,
    Right,
    Home,
    End,
    Up,
    Down,
    /// Ctrl-W, Ctrl-U and Ctrl-K: remove the word before, everything before, everything after the cursor.
    CutWord,
    CutBefore,
    CutAfter,
    /// Ctrl-C.
    Cancel,
    /// Ctrl-D.
    Leave,
}

const ESC: u8 = 0x1b;

/// Keeps what a read cut in the middle until the rest arrives.
#[derive(Debug, Default)]
pub struct Keys {
    rest: Vec<u8>,
    /// Between the marks of a bracketed paste, where a line break is text and no Enter.
    is_pasting: bool,
}

impl Keys {
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Press> {
        let is_lone_escape = self.rest == [ESC] && !matches!(bytes.first(), Some(b'[' | b'O'));
        if is_lone_escape {
            self.rest.clear();
        }
        self.rest.extend_from_slice(bytes);
        let mut presses = Vec::new();
        let mut at = 0;
        while let Some(length) = self.next(at, &mut presses) {
            at += length;
        }
        self.rest.drain(..at);
        presses
    }

    /// Reads one key at `at` and says how many bytes it took; nothing when the rest has not arrived yet.
    fn next(&mut self, at: usize, presses: &mut Vec<Press>) -> Option<usize> {
        let bytes = self.rest.get(at..)?;
        let first = *bytes.first()?;
        if first == ESC {
            let (length, name) = sequence(bytes)?;
            match name {
                b"[200~" => self.is_pasting = true,
                b"[201~" => self.is_pasting = false,
                other => presses.extend(named(other)),
            }
            return Some(length);
        }
        if first < 0x20 || first == 0x7f {
            presses.extend(if self.is_pasting { pasted(first) } else { control(first) });
            return Some(1);
        }
        let length = match first {
            0x00..=0x7f => 1,
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf7 => 4,
            0x80..=0xbf | 0xf8..=0xff => return Some(1),
        };
        let text = bytes.get(..length)?;
        match std::str::from_utf8(text) {
            Ok(text) => {
                presses.extend(text.chars().filter(|c| !c.is_control()).map(Press::Char));
                Some(length)
            }
            Err(_) => Some(1),
        }
    }
}

/// The length of the escape sequence that `bytes` begin with, and its name without the escape.
fn sequence(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = match bytes.get(1)? {
        // ECMA-48: parameters, then one final byte from @ to ~.
        b'[' => 2 + bytes.get(2..)?.iter().position(|b| (0x40..=0x7e).contains(b))?,
        b'O' => 2,
        _ => 1,
    };
    Some((end + 1, bytes.get(1..=end)?))
}

fn named(name: &[u8]) -> Option<Press> {
    match name {
        b"[A" | b"OA" => Some(Press::Up),
        b"[B" | b"OB" => Some(Press::Down),
        b"[C" | b"OC" => Some(Press::Right),
        b"[D" | b"OD" => Some(Press::Left),
        b"[H" | b"OH" | b"[1~" | b"[7~" => Some(Press::Home),
        b"[F" | b"OF" | b"[4~" | b"[8~" => Some(Press::End),
        b"[3~" => Some(Press::Delete),
        _ => None,
    }
}

fn control(byte: u8) -> Option<Press> {
    match byte {
        b'\r' | b'\n' => Some(Press::Enter),
        0x7f | 0x08 => Some(Press::Backspace),
        0x01 => Some(Press::Home),
        0x05 => Some(Press::End),
        0x02 => Some(Press::Left),
        0x06 => Some(Press::Right),
        0x10 => Some(Press::Up),
        0x0e => Some(Press::Down),
        0x17 => Some(Press::CutWord),
        0x15 => Some(Press::CutBefore),
        0x0b => Some(Press::CutAfter),
        0x03 => Some(Press::Cancel),
        0x04 => Some(Press::Leave),
        _ => None,
    }
}

fn pasted(byte: u8) -> Option<Press> {
    matches!(byte, b'\r' | b'\n' | b'\t').then_some(Press::Char(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(chunks: &[&[u8]]) -> Vec<Press> {
        let mut keys = Keys::default();
        chunks.iter().flat_map(|chunk| keys.feed(chunk)).collect()
    }

    #[test]
    fn letters_of_every_script_arrive_even_when_cut_in_the_middle() {
        let whole = "aé鳥🥚".as_bytes();
        let expected: Vec<Press> = "aé鳥🥚".chars().map(Press::Char).collect();
        for cut in 0..=whole.len() {
            assert_eq!(keys(&[&whole[..cut], &whole[cut..]]), expected, "cut at {cut}");
        }
    }

    #[test]
    fn arrows_arrive_even_when_cut_in_the_middle() {
        for cut in 0..=3 {
            assert_eq!(keys(&[&b"\x1b[A"[..cut], &b"\x1b[A"[cut..]]), [Press::Up], "cut at {cut}");
        }
        assert_eq!(keys(&[b"\x1b[3~\x1bOH\x1b[1;5C"]), [Press::Delete, Press::Home]);
    }

    #[test]
    fn a_lone_escape_swallows_nothing() {
        assert_eq!(keys(&[b"\x1b", b"n"]), [Press::Char('n')]);
    }

    #[test]
    fn a_pasted_line_break_sends_nothing() {
        let typed = keys(&[b"\x1b[200~a\nb\x03\x1b[201~\r"]);
        assert_eq!(typed, [Press::Char('a'), Press::Char(' '), Press::Char('b'), Press::Enter]);
    }

    #[test]
    fn what_is_no_text_is_dropped() {
        assert_eq!(keys(&[b"\xff\x80\xc3(\x00"]), [Press::Char('(')]);
    }
}
