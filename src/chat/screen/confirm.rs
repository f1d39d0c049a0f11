//! What is asked before something is done that cannot be taken back.

use crate::chat::Ask;
use crate::chat::choice::Choice;
use crate::chat::screen::config::bulk_question;
use crate::chat::screen::{Button, Screen, fleet};
use crate::chat::state::{Confirm, Facts};
use crate::text::Msg;

pub fn confirm(what: &Confirm, facts: &Facts) -> Screen {
    let (lines, prompt) = match what {
        Confirm::Delete { bot } => {
            let name = facts.bot(bot).map(|bot| bot.name.to_string()).unwrap_or_default();
            (vec![Msg::ConfirmDelete { name }], Msg::PromptName)
        }
        Confirm::Forget => (vec![Msg::ConfirmForget { bots: facts.bots.len() as i64 }], Msg::PromptWord),
        Confirm::Bulk(bulk) => (bulk_question(bulk), Msg::PromptWord),
        Confirm::Fleet { bots, .. } => (vec![Msg::FleetConfirm { word: fleet::stop_word(*bots) }], Msg::PromptWord),
        Confirm::Strays { strays, names, word } => {
            let (n, names, word) = (strays.len() as i64, names.clone(), word.clone());
            (vec![Msg::ConfirmStrays { n, names, word }], Msg::PromptWord)
        }
    };
    let keep = match what {
        Confirm::Delete { .. } => Button::new(Msg::ButtonKeep, Choice::Keep),
        Confirm::Forget | Confirm::Bulk(_) | Confirm::Fleet { .. } | Confirm::Strays { .. } => {
            Button::new(Msg::ButtonCancel, Choice::Keep)
        }
    };
    Screen::new(lines).row(vec![keep]).asking(Ask::Text, prompt).written()
}
