//! Which of all bots are meant, as an operator says it: by what they are like, or one by one.

mod job;

use serde::{Deserialize, Serialize};

use crate::domain::{Account, Id, Millis, Name, Status, TargetKind};

pub use job::{Deed, Draft, JobState, JobWord, NoDraft, Pace, Refusal, Skipped, Tally, TargetState, Work};

const HOUR: Millis = 3_600_000;
/// What three digits of base 36 hold: more than five years of hours.
const MOST_HOURS: Millis = 36 * 36 * 36 - 1;
/// The same of two.
const MOST_DOLLARS: u32 = 36 * 36 - 1;

/// What the bots that are meant have in common. Nothing said means all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    pub status: Option<Status>,
    /// They were deployed with another blueprint than the one that is here, or their last change did not come up.
    pub is_adrift: bool,
    /// Something is wrong with them.
    pub is_troubled: bool,
    pub owner: Option<Account>,
    pub blueprint: Option<String>,
    pub target: Option<TargetKind>,
    /// They were made so long ago, or longer.
    pub older: Option<Millis>,
    /// They have cost so much this month, in dollars, or more.
    pub over: Option<u32>,
}

/// One bot, as it can be named among all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Named {
    Id(Id),
    /// `telegram:42/nest`
    Of(Account, Name),
}

impl Named {
    /// As it was typed.
    pub fn word(&self) -> String {
        match self {
            Named::Id(id) => id.to_string(),
            Named::Of(owner, name) => format!("{owner}/{name}"),
        }
    }
}

/// The bots that are meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Selection {
    Like(Filter),
    These(Vec<Named>),
}

/// Why words mean no bots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
    /// These words mean nothing here.
    Unknown(Vec<String>),
    /// This word says something else than one before it, or bots were named and described at once.
    Contradiction(String),
    /// Nothing was said. Whoever means all says so.
    Nothing,
}

impl Selection {
    /// Reads `failed drift`, `telegram:42`, `openclaw older 30d`, `all`, or ids and `telegram:42/nest` one by one.
    pub fn parse(words: &str, blueprints: &[&str]) -> Result<Self, Unclear> {
        let (mut filter, mut named) = (Filter::default(), Vec::new());
        let (mut unknown, mut says_all, mut describes) = (Vec::new(), false, false);
        let mut words = words.split_whitespace();
        while let Some(word) = words.next() {
            let lower = word.to_lowercase();
            if lower == "all" {
                says_all = true;
                continue;
            }
            if let Some(one) = one_by_name(word, &lower) {
                if !named.contains(&one) {
                    named.push(one);
                }
                continue;
            }
            let read = match lower.as_str() {
                "older" => words.next().and_then(age).map(|age| set(&mut filter.older, age)),
                "over" => words.next().and_then(dollars).map(|dollars| set(&mut filter.over, dollars)),
                other => describe(&mut filter, other, blueprints),
            };
            match read {
                Some(true) => describes = true,
                Some(false) => return Err(Unclear::Contradiction(word.to_owned())),
                None => unknown.push(word.chars().take(40).collect()),
            }
        }
        if !unknown.is_empty() {
            return Err(Unclear::Unknown(unknown));
        }
        match (named.first(), describes || says_all) {
            (Some(one), true) => Err(Unclear::Contradiction(one.word())),
            (Some(_), false) => Ok(Selection::These(named)),
            (None, true) => Ok(Selection::Like(filter)),
            (None, false) => Err(Unclear::Nothing),
        }
    }
}

fn one_by_name(word: &str, lower: &str) -> Option<Named> {
    if let Some(id) = Id::parse(lower) {
        return Some(Named::Id(id));
    }
    let (owner, name) = word.split_once('/')?;
    Some(Named::Of(Account::parse(owner)?, Name::parse(name).ok()?))
}

/// Nothing when the word is unknown, false when it contradicts another.
fn describe(filter: &mut Filter, word: &str, blueprints: &[&str]) -> Option<bool> {
    match word {
        "drift" => filter.is_adrift = true,
        "trouble" => filter.is_troubled = true,
        _ => {
            let status = Status::parse(word).filter(|status| *status != Status::Terminated);
            if let Some(status) = status {
                return Some(set(&mut filter.status, status));
            }
            if let Some(target) = TargetKind::parse(word) {
                return Some(set(&mut filter.target, target));
            }
            if let Some(owner) = Account::parse(word) {
                return Some(set(&mut filter.owner, owner));
            }
            let known = blueprints.iter().find(|known| **known == word)?;
            return Some(set(&mut filter.blueprint, (*known).to_owned()));
        }
    }
    Some(true)
}

/// False when something else was said before.
fn set<T: PartialEq>(place: &mut Option<T>, value: T) -> bool {
    let is_news = place.as_ref().is_none_or(|before| *before == value);
    *place = Some(value);
    is_news
}

/// `30d`, `12h` or `2w`.
fn age(word: &str) -> Option<Millis> {
    let unit = match word.chars().last()?.to_ascii_lowercase() {
        'h' => HOUR,
        'd' => 24 * HOUR,
        'w' => 7 * 24 * HOUR,
        _ => return None,
    };
    let number: u32 = word[..word.len() - 1].parse().ok()?;
    let age = Millis::from(number) * unit;
    (HOUR..=MOST_HOURS * HOUR).contains(&age).then_some(age)
}

/// `5` or `$5`.
fn dollars(word: &str) -> Option<u32> {
    let number: u32 = word.trim_start_matches('$').parse().ok()?;
    (1..=MOST_DOLLARS).contains(&number).then_some(number)
}

impl Filter {
    /// The words that mean it.
    pub fn words(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        words.extend(self.status.map(|status| status.word().to_owned()));
        words.extend(self.is_adrift.then(|| "drift".to_owned()));
        words.extend(self.is_troubled.then(|| "trouble".to_owned()));
        words.extend(self.owner.as_ref().map(ToString::to_string));
        words.extend(self.blueprint.clone());
        words.extend(self.target.map(|target| target.word().to_owned()));
        words.extend(self.older.map(|older| format!("older {}", spelled(older / HOUR))));
        words.extend(self.over.map(|dollars| format!("over {dollars}")));
        if words.is_empty() { "all".into() } else { words.join(" ") }
    }

    /// Short enough for a button that carries an id, too; nothing of one owner, who has too few bots for two pages.
    pub fn code(&self, blueprints: &[&str]) -> Option<String> {
        if self.owner.is_some() {
            return None;
        }
        let status = match self.status {
            Some(status) => status.word().chars().next()?,
            None => '-',
        };
        let target = match self.target {
            Some(TargetKind::Local) => 4,
            Some(TargetKind::Railway) => 8,
            None => 0,
        };
        let flags = u32::from(self.is_adrift) + 2 * u32::from(self.is_troubled) + target;
        let blueprint = match &self.blueprint {
            Some(id) => char::from_digit(blueprints.iter().position(|known| known == id)? as u32, 36)?,
            None => '-',
        };
        let mut code = format!("{status}{}{blueprint}", char::from_digit(flags, 16)?);
        if self.older.is_some() || self.over.is_some() {
            code.push_str(&base36(self.older.unwrap_or_default() / HOUR, 3));
        }
        if let Some(dollars) = self.over {
            code.push_str(&base36(i64::from(dollars), 2));
        }
        Some(code)
    }

    /// What a code of ours means. It comes back from outside.
    pub fn of_code(code: &str, blueprints: &[&str]) -> Option<Self> {
        let mut chars = code.chars();
        let (status, flags, blueprint) = (chars.next()?, chars.next()?.to_digit(16)?, chars.next()?);
        let status = match status {
            '-' => None,
            letter => Some(*Status::ALL.iter().find(|status| status.word().starts_with(letter))?),
        };
        let blueprint = match blueprint {
            '-' => None,
            digit => Some((*blueprints.get(digit.to_digit(36)? as usize)?).to_owned()),
        };
        let target = match flags & 12 {
            0 => None,
            4 => Some(TargetKind::Local),
            8 => Some(TargetKind::Railway),
            _ => return None,
        };
        let numbers = chars.as_str();
        let number = |range: std::ops::Range<usize>| i64::from_str_radix(numbers.get(range)?, 36).ok();
        let (older, over) = match numbers.len() {
            0 => (None, None),
            3 => (Some(number(0..3).filter(|hours| *hours > 0)? * HOUR), None),
            5 => {
                let (hours, dollars) = (number(0..3)?, number(3..5).filter(|dollars| *dollars > 0)?);
                ((hours > 0).then_some(hours * HOUR), Some(u32::try_from(dollars).ok()?))
            }
            _ => return None,
        };
        let (is_adrift, is_troubled) = (flags & 1 > 0, flags & 2 > 0);
        Some(Filter { status, is_adrift, is_troubled, owner: None, blueprint, target, older, over })
    }
}

/// With so many digits.
fn base36(mut number: i64, digits: usize) -> String {
    let mut written = Vec::new();
    for _ in 0..digits {
        written.extend(char::from_digit((number % 36) as u32, 36));
        number /= 36;
    }
    written.into_iter().rev().collect()
}

/// Hours as they are typed: `30d`, or `12h` where days are not whole.
fn spelled(hours: Millis) -> String {
    if hours % 24 == 0 { format!("{}d", hours / 24) } else { format!("{hours}h") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLUEPRINTS: &[&str] = &["hatchling", "openclaw"];

    fn read(words: &str) -> Result<Selection, Unclear> {
        Selection::parse(words, BLUEPRINTS)
    }

    #[test]
    fn words_describe_bots() {
        let filter = Filter {
            status: Some(Status::Failed),
            is_adrift: true,
            blueprint: Some("openclaw".into()),
            older: Some(30 * 24 * HOUR),
            ..Filter::default()
        };
        assert_eq!(read("failed drift OpenClaw older 30d"), Ok(Selection::Like(filter.clone())));
        assert_eq!(read(&filter.words()), Ok(Selection::Like(filter)));
        assert_eq!(read("all"), Ok(Selection::Like(Filter::default())));
        let owned = Filter { owner: Account::parse("telegram:42"), ..Filter::default() };
        assert_eq!(read("telegram:42"), Ok(Selection::Like(owned)));
    }

    #[test]
    fn bots_are_named_one_by_one() {
        let id = Id::from_bytes([7; 16]);
        let Ok(Selection::These(named)) = read(&format!("{id} telegram:42/Nest {id}")) else { panic!("not named") };
        assert_eq!(named.iter().map(Named::word).collect::<Vec<_>>(), [id.to_string(), "telegram:42/Nest".to_owned()]);
    }

    #[test]
    fn what_is_unclear_means_nothing_at_all() {
        assert_eq!(read(""), Err(Unclear::Nothing));
        assert_eq!(read("failed nset xyz"), Err(Unclear::Unknown(vec!["nset".into(), "xyz".into()])));
        assert_eq!(read("failed running"), Err(Unclear::Contradiction("running".into())));
        assert_eq!(read("older soon"), Err(Unclear::Unknown(vec!["older".into()])));
        assert_eq!(read("over much"), Err(Unclear::Unknown(vec!["over".into()])));
        assert_eq!(read("older 9999w"), Err(Unclear::Unknown(vec!["older".into()])));
        assert_eq!(read("terminated"), Err(Unclear::Unknown(vec!["terminated".into()])));
        assert!(matches!(read("failed telegram:42/nest"), Err(Unclear::Contradiction(_))));
    }

    #[test]
    fn a_filter_fits_a_button_and_reads_back() {
        for words in [
            "all",
            "failed",
            "drift trouble railway",
            "stopped hatchling older 40w",
            "openclaw older 1h",
            "over 12",
            "running older 90d over $1000",
        ] {
            let Ok(Selection::Like(filter)) = read(words) else { panic!("{words}") };
            let code = filter.code(BLUEPRINTS).expect("a code");
            assert!(code.len() <= 8, "{code}");
            assert_eq!(Filter::of_code(&code, BLUEPRINTS), Some(filter), "{code}");
        }
        for code in
            ["", "r", "r0", "x0-", "r0z", "rg-", "rc-", "r0-0", "r0-000", "r0-zzzz", "r0-00000", "r0-zzzzzz", "r0-éa"]
        {
            assert_eq!(Filter::of_code(code, BLUEPRINTS), None, "{code}");
        }
    }
}
