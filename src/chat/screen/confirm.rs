//! What is asked before something is done that cannot be taken back.

use crate::chat::Ask;
use crate::chat::choice::Choice;
use crate::chat::screen::{Button, Screen};
use crate::chat::state::{Confirm, Facts};
use crate::text::Msg;

pub fn confirm(what: &Confirm, facts: &Facts) -> Screen {
    let (line, prompt) = match what {
        Confirm::Delete { bot } => {
            let name = facts.bot(bot).map(|bot| bot.name.to_string()).unwrap_or_default();
            (Msg::ConfirmDelete { name }, Msg::PromptName)
        }
        Confirm::Forget => (Msg::ConfirmForget { bots: facts.bots.len() as i64 }, Msg::PromptWord),
    };
    let keep = match what {
        Confirm::Delete { .. } => Button::new(Msg::ButtonKeep, Choice::Keep),
        Confirm::Forget => Button::new(Msg::ButtonCancel, Choice::Keep),
    };
    Screen::new(vec![line]).row(vec![keep]).asking(Ask::Text, prompt)
}
