//! Echo: the provider for people without a key. It answers with the words it heard, unchanged, and calls nobody.

use super::Line;

pub(super) fn answer(lines: &[Line], on_piece: &mut (dyn FnMut(&str) + Send)) -> String {
    let heard = lines.last().map(|line| line.text.as_str()).unwrap_or_default();
    on_piece(heard);
    heard.to_owned()
}
