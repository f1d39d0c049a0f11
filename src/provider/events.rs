//! Server-sent events: cuts a stream of bytes into the data of its events, wherever the network happened to cut it.
//! Names, ids and comments are dropped, because every provider says in the data what an event is. Lines end with
//! `\n` or `\r\n`; no provider uses a bare `\r`.

/// The most one event may hold. OpenAI's last event repeats the whole reply, which stays far below this.
const LIMIT: usize = 1024 * 1024;

/// An event, or a line without an end, was larger than any provider sends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// What has arrived and is not yet a whole event.
#[derive(Debug, Default)]
pub(super) struct Events {
    line: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
}

impl Events {
    /// Takes the next bytes and gives back the data of every event that they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<String>, TooLarge> {
        let mut whole = Vec::new();
        let mut pieces = bytes.split(|byte| *byte == b'\n').peekable();
        while let Some(piece) = pieces.next() {
            self.line.extend_from_slice(piece);
            if self.line.len() + self.data.len() > LIMIT {
                return Err(TooLarge);
            }
            if pieces.peek().is_some() {
                whole.extend(self.end_line());
            }
        }
        Ok(whole)
    }

    /// A line of data joins the event, an empty line ends it.
    fn end_line(&mut self) -> Option<String> {
        let line = std::mem::take(&mut self.line);
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        if let Some(data) = line.strip_prefix(b"data:") {
            if self.has_data {
                self.data.push(b'\n');
            }
            self.data.extend_from_slice(data.strip_prefix(b" ").unwrap_or(data));
            self.has_data = true;
        }
        if !line.is_empty() || !self.has_data {
            return None;
        }
        self.has_data = false;
        // Only whole events are decoded, so a character that two chunks share is never cut.
        Some(String::from_utf8_lossy(&std::mem::take(&mut self.data)).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn heard(chunks: &[&[u8]]) -> Vec<String> {
        let mut events = Events::default();
        chunks.iter().flat_map(|chunk| events.feed(chunk).expect("small events")).collect()
    }

    #[test]
    fn names_comments_and_ids_are_dropped_and_lines_of_data_are_joined() {
        let stream = b": PROCESSING\n\nevent: delta\nid: 7\ndata: one\n\ndata:two\r\ndata: more\r\n\r\ndata\n\n";
        assert_eq!(heard(&[stream]), ["one", "two\nmore"]);
    }

    #[test]
    fn an_event_that_was_cut_off_is_not_heard() {
        assert_eq!(heard(&[b"data: whole\n\ndata: cut\n"]), ["whole"]);
    }

    #[test]
    fn an_event_without_end_is_given_up() {
        let mut events = Events::default();
        assert_eq!(events.feed(&vec![b'x'; LIMIT + 1]), Err(TooLarge));
    }

    #[test]
    fn many_lines_of_data_without_an_end_are_given_up() {
        let mut events = Events::default();
        let line = [b"data: ".as_slice(), &[b'x'; 1000], b"\n"].concat();
        assert!((0..2000).any(|_| events.feed(&line) == Err(TooLarge)));
    }

    proptest! {
        #[test]
        fn it_does_not_matter_where_the_network_cuts(
            texts in proptest::collection::vec("[^\r\n]{0,20}", 1..6),
            cuts in proptest::collection::vec(0usize..400, 0..12),
        ) {
            let stream: String = texts.iter().map(|text| format!("event: x\r\ndata: {text}\r\n\r\n")).collect();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(stream.len())).collect();
            cuts.extend([0, stream.len()]);
            cuts.sort_unstable();
            let chunks: Vec<&[u8]> = cuts.windows(2).map(|pair| &stream.as_bytes()[pair[0]..pair[1]]).collect();
            prop_assert_eq!(heard(&chunks), texts);
        }
    }
}
