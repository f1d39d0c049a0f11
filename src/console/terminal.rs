//! The terminal itself: its size, whether it shows what is typed, and the thread that reads from it.

use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read, Write};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::termios::{InputModes, LocalModes, OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use tokio::sync::mpsc;

use super::layout::Size;

/// Pasted text then arrives between two marks, so that a line break in it sends nothing.
const PASTE_MARKS_ON: &[u8] = b"\x1b[?2004h";
const PASTE_MARKS_OFF: &[u8] = b"\x1b[?2004l";

pub fn size(output: &File) -> Size {
    let (columns, rows) = match tcgetwinsize(output) {
        Ok(size) => (usize::from(size.ws_col), usize::from(size.ws_row)),
        Err(_) => (0, 0),
    };
    Size { columns: if columns == 0 { 80 } else { columns }, rows: if rows == 0 { 24 } else { rows } }
}

/// What is typed, as it comes in. Dropping this ends the reading.
pub struct Typing {
    bytes: mpsc::Receiver<Vec<u8>>,
    _open: PipeWriter,
}

impl Typing {
    /// Reads from a thread of its own, which waits for the input and for the end of its other side.
    pub fn begin(mut input: File) -> io::Result<Self> {
        let (end, open) = io::pipe()?;
        let (typed, bytes) = mpsc::channel(16);
        std::thread::Builder::new().name("terminal".into()).spawn(move || {
            while let Ok(Some(bytes)) = read(&mut input, &end) {
                if typed.blocking_send(bytes).is_err() {
                    return;
                }
            }
        })?;
        Ok(Typing { bytes, _open: open })
    }

    /// Nothing at the end of the input.
    pub async fn next(&mut self) -> Option<Vec<u8>> {
        self.bytes.recv().await
    }
}

/// The next bytes, or nothing when the input or the other side has come to its end.
fn read(input: &mut File, end: &PipeReader) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = vec![0; 4096];
    loop {
        let mut waiting = [PollFd::new(end, PollFlags::IN), PollFd::new(&*input, PollFlags::IN)];
        match poll(&mut waiting, None) {
            Ok(_) if !waiting[0].revents().is_empty() => return Ok(None),
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        match input.read(&mut bytes) {
            Ok(0) => return Ok(None),
            Ok(length) => {
                bytes.truncate(length);
                return Ok(Some(bytes));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A terminal whose settings were changed; dropping this puts them back.
pub struct Changed {
    input: File,
    before: Termios,
    /// Where paste marks were switched on.
    output: Option<File>,
}

impl Changed {
    /// Every key arrives at once and unseen. Ctrl-C is a key like any other: it cancels a step and must not end the
    /// bots; Ctrl-Z is none, since a Hatchery that sleeps looks after nobody.
    pub fn to_keys(input: &File, output: &File) -> io::Result<Self> {
        let changed =
            Changed { input: input.try_clone()?, before: tcgetattr(input)?, output: Some(output.try_clone()?) };
        let mut keys = changed.before.clone();
        keys.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN;
        keys.input_modes -= InputModes::IXON;
        tcsetattr(input, OptionalActions::Now, &keys)?;
        let mut output = output;
        output.write_all(PASTE_MARKS_ON)?;
        Ok(changed)
    }

    /// Lines arrive whole, and `hide` says whether they are seen. Nothing when there is no terminal.
    pub fn to_lines(input: &File) -> Option<Self> {
        Some(Changed { input: input.try_clone().ok()?, before: tcgetattr(input).ok()?, output: None })
    }

    pub fn hide(&self, is_hidden: bool) -> io::Result<()> {
        let mut lines = self.before.clone();
        lines.local_modes.set(LocalModes::ECHO, !is_hidden);
        Ok(tcsetattr(&self.input, OptionalActions::Now, &lines)?)
    }
}

impl Drop for Changed {
    fn drop(&mut self) {
        // A terminal that is gone needs nothing put back.
        if let Some(output) = &mut self.output {
            let _ = output.write_all(PASTE_MARKS_OFF);
        }
        let _ = tcsetattr(&self.input, OptionalActions::Now, &self.before);
    }
}
