//! What a typed word confirms, and what happens then.

use crate::chat::flow::{ConfigWish, Effect, FleetWish, Look, Turn, Wish};
use crate::chat::screen;
use crate::chat::state::{Confirm, Facts, Session, State};
use crate::domain::OperationKind;
use crate::domain::fleet::JobWord;
use crate::text::Msg;

/// The word that has to be typed; nothing when what it would be about is gone.
pub fn word(what: &Confirm, facts: &Facts) -> Option<String> {
    match what {
        Confirm::Delete { bot } => facts.bot(bot).map(|bot| bot.name.to_string()),
        Confirm::Forget => Some("forget".into()),
        Confirm::Bulk(bulk) => Some(screen::patch_word(bulk)),
        // A number alone picks a button where buttons are numbered.
        Confirm::Fleet { bots, .. } => Some(screen::fleet::stop_word(*bots)),
        Confirm::Strays { word, .. } => Some(word.clone()),
    }
}

pub fn typed(session: Session, what: &Confirm, typed: &str, facts: &Facts) -> Turn {
    let Some(word) = word(what, facts) else { return Turn::end(session, screen::say(Msg::BotGone)) };
    let is_it = match what {
        Confirm::Delete { bot } => facts.named(typed).iter().any(|named| named.id == *bot),
        Confirm::Forget | Confirm::Bulk(_) | Confirm::Fleet { .. } | Confirm::Strays { .. } => {
            typed.trim().to_lowercase() == word
        }
    };
    if !is_it {
        let why = match what {
            Confirm::Delete { .. } => Msg::NameDiffers { name: word },
            Confirm::Forget | Confirm::Bulk(_) | Confirm::Strays { .. } => Msg::WordDiffers { word },
            Confirm::Fleet { .. } => Msg::FleetCountDiffers { word },
        };
        return Turn::again(session, why, facts);
    }
    let session = Session { state: State::Idle, revision: session.revision + 1, ..session };
    let stay = Turn::stay(session);
    match what {
        Confirm::Delete { bot } => stay.wishing(Wish::Operate { bot: bot.clone(), kind: OperationKind::Delete }),
        Confirm::Forget => stay.wishing(Wish::Forget),
        Confirm::Bulk(bulk) => stay.wishing(Wish::Config(ConfigWish::Bulk(bulk.clone()))),
        Confirm::Fleet { job, .. } => stay.wishing(Wish::Fleet(FleetWish::Say { job: job.clone(), word: JobWord::Go })),
        Confirm::Strays { strays, .. } => stay.doing(Effect::Look(Look::RemoveStrays { strays: strays.clone() })),
    }
}

pub fn cancelled(what: &Confirm) -> Msg {
    match what {
        Confirm::Delete { .. } => Msg::CancelledDelete,
        Confirm::Forget => Msg::CancelledForget,
        Confirm::Bulk(_) => Msg::CancelledEdit,
        Confirm::Fleet { .. } => Msg::FleetNotBegun,
        Confirm::Strays { .. } => Msg::CancelledStrays,
    }
}
