//! What happened under a seed, line by line. Bots and people have numbers here, never ids, so that the same seed tells
//! the same words.

#[derive(Default)]
pub struct History {
    lines: Vec<String>,
}

impl History {
    pub fn note(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// One number for all of it (FNV-1a).
    pub fn hash(&self) -> u64 {
        let bytes = self.lines.iter().flat_map(|line| line.bytes().chain([b'\n']));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}
