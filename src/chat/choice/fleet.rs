//! What a button for those who look after all bots says. The words are short, because a page carries a filter and a bot.

use crate::domain::Id;
use crate::domain::fleet::Deed;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FleetChoice {
    Overview,
    /// A page of those that a code describes.
    Page(PageAt),
    Card(Id),
    /// The same card, in the message that shows it.
    Refresh(Id),
    Do(Deed, Id),
    /// Yes to a draft, or go on with a job.
    Go(Id),
    Pause(Id),
    Cancel(Id),
    Job(Id),
    /// The same, in the message that shows it.
    RefreshJob(Id),
    /// What became of each of its bots, as a file.
    JobFile(Id),
    Jobs,
    Strays,
}

/// A page: whom it shows, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAt {
    /// Of `Filter::code`.
    pub code: String,
    pub turn: PageTurn,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageTurn {
    First,
    After(Id),
    Before(Id),
}

impl FleetChoice {
    pub(super) fn word(&self) -> String {
        let rest = match self {
            FleetChoice::Overview => String::new(),
            FleetChoice::Page(PageAt { code, turn: PageTurn::First }) => format!(".p.{code}"),
            FleetChoice::Page(PageAt { code, turn: PageTurn::After(id) }) => format!(".n.{code}.{id}"),
            FleetChoice::Page(PageAt { code, turn: PageTurn::Before(id) }) => format!(".b.{code}.{id}"),
            FleetChoice::Card(id) => format!(".card.{id}"),
            FleetChoice::Refresh(id) => format!(".look.{id}"),
            FleetChoice::Do(deed, id) => format!(".{}.{id}", deed.word()),
            FleetChoice::Go(id) => format!(".go.{id}"),
            FleetChoice::Pause(id) => format!(".pause.{id}"),
            FleetChoice::Cancel(id) => format!(".cancel.{id}"),
            FleetChoice::Job(id) => format!(".job.{id}"),
            FleetChoice::RefreshJob(id) => format!(".again.{id}"),
            FleetChoice::JobFile(id) => format!(".file.{id}"),
            FleetChoice::Jobs => ".jobs".into(),
            FleetChoice::Strays => ".strays".into(),
        };
        format!("fl{rest}")
    }

    /// What stands behind `fl.`.
    pub(super) fn parse(rest: &str) -> Option<Self> {
        let mut words = rest.split('.');
        let what = words.next()?;
        let mut next = || words.next().unwrap_or_default();
        let choice = match what {
            "" => FleetChoice::Overview,
            "p" => FleetChoice::Page(PageAt { code: code(next())?, turn: PageTurn::First }),
            "n" => FleetChoice::Page(PageAt { code: code(next())?, turn: PageTurn::After(Id::parse(next())?) }),
            "b" => FleetChoice::Page(PageAt { code: code(next())?, turn: PageTurn::Before(Id::parse(next())?) }),
            "card" => FleetChoice::Card(Id::parse(next())?),
            "look" => FleetChoice::Refresh(Id::parse(next())?),
            "go" => FleetChoice::Go(Id::parse(next())?),
            "pause" => FleetChoice::Pause(Id::parse(next())?),
            "cancel" => FleetChoice::Cancel(Id::parse(next())?),
            "job" => FleetChoice::Job(Id::parse(next())?),
            "again" => FleetChoice::RefreshJob(Id::parse(next())?),
            "file" => FleetChoice::JobFile(Id::parse(next())?),
            "jobs" => FleetChoice::Jobs,
            "strays" => FleetChoice::Strays,
            deed => FleetChoice::Do(Deed::parse(deed)?, Id::parse(next())?),
        };
        words.next().is_none().then_some(choice)
    }
}

fn code(word: &str) -> Option<String> {
    let known = |b: u8| b == b'-' || b.is_ascii_digit() || b.is_ascii_lowercase();
    ((3..=8).contains(&word.len()) && word.bytes().all(known)).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_of_a_fleet_reads_back_and_fits_a_button() {
        let id = Id::from_bytes([9; 16]);
        let page = |turn| FleetChoice::Page(PageAt { code: "r3-zzzzz".into(), turn });
        let mut choices = vec![
            FleetChoice::Overview,
            page(PageTurn::First),
            page(PageTurn::After(id.clone())),
            page(PageTurn::Before(id.clone())),
            FleetChoice::Card(id.clone()),
            FleetChoice::Refresh(id.clone()),
            FleetChoice::Go(id.clone()),
            FleetChoice::Pause(id.clone()),
            FleetChoice::Cancel(id.clone()),
            FleetChoice::Job(id.clone()),
            FleetChoice::RefreshJob(id.clone()),
            FleetChoice::JobFile(id.clone()),
            FleetChoice::Jobs,
            FleetChoice::Strays,
        ];
        choices.extend(Deed::ALL.iter().map(|deed| FleetChoice::Do(*deed, id.clone())));
        for choice in choices {
            let word = choice.word();
            assert!(word.len() <= 40, "{word}");
            assert_eq!(
                FleetChoice::parse(word.strip_prefix("fl").unwrap_or_default().trim_start_matches('.')),
                Some(choice)
            );
        }
        for word in ["p", "p.r0", "n.r0-", "n.r0-.x", "card.x", "fly.0", "jobs.x", "p.R0-"] {
            assert_eq!(FleetChoice::parse(word), None, "{word}");
        }
    }
}
