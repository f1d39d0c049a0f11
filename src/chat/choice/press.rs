//! What comes back from outside when a button is pressed.

use crate::chat::choice::Choice;

/// A pressed button: the choice, and the revision of the question it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    pub choice: Choice,
    pub revision: Option<i64>,
}

impl Press {
    /// What a button carries: `17/done` for an answer to the question of revision 17, `status.<id>` otherwise.
    pub fn word(choice: &Choice, revision: i64) -> String {
        if choice.is_answer() { format!("{revision}/{}", choice.word()) } else { choice.word() }
    }

    pub fn parse(word: &str) -> Option<Self> {
        match word.split_once('/') {
            Some((revision, word)) => {
                Some(Press { choice: Choice::parse(word)?, revision: Some(revision.parse().ok()?) })
            }
            None => Some(Press { choice: Choice::parse(word)?, revision: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::choice::AboutAlerts;
    use crate::domain::{Alarm, Channel, Id, Provider, Token, Zone};

    #[test]
    fn every_choice_reads_back_and_fits_a_button() {
        let id = Id::from_bytes([9; 16]);
        let choices = [
            Choice::New,
            Choice::Bots,
            Choice::Status(id.clone()),
            Choice::CancelHatch(id.clone()),
            Choice::Again(id.clone()),
            Choice::Config(id.clone()),
            Choice::ConfigSet(id.clone(), u8::MAX),
            Choice::ConfigHistory(id.clone(), u32::MAX),
            Choice::Rollback(id, 7, 12),
            Choice::ConfigPick(8),
            Choice::ConfigUsual,
            Choice::Alerts(AboutAlerts::Show),
            Choice::Alerts(AboutAlerts::Test),
            Choice::Alerts(AboutAlerts::Mute(None)),
            Choice::Alerts(AboutAlerts::Mute(Some(Alarm::Failures))),
            Choice::Alerts(AboutAlerts::Unmute),
            Choice::Language("es"),
            Choice::Zones,
            Choice::Zone(Zone::named("America/Argentina/ComodRivadavia").expect("the longest")),
            Choice::Back,
            Choice::Blueprint(3),
            Choice::Provider(Provider::OpenRouter),
            Choice::Channel(Channel::Telegram),
            Choice::ChangeChannels,
            Choice::EditToken(Token::SlackBot),
            Choice::Model(2),
        ];
        for choice in choices {
            let word = Press::word(&choice, i64::MAX);
            assert!(word.len() <= 64, "{word}");
            assert_eq!(Press::parse(&word).map(|press| press.choice), Some(choice));
        }
    }

    #[test]
    fn a_forged_word_is_no_choice() {
        for word in [
            "",
            "/",
            "x/y",
            "status.",
            "status.../etc",
            "ai.skynet",
            "lang.xx",
            "1/new.x",
            "back.1",
            "model.999",
            "roll.1.1",
            "pick.x",
        ] {
            assert_eq!(Press::parse(word), None, "{word:?}");
        }
    }
}
