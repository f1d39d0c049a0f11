//! `/config`: the settings of a bot, shown, changed one by one or by a patch, rolled back; for operators one patch for many.
//! Which bot is meant and whether it is within reach is for the grant to say: it may be somebody else's.

use crate::chat::choice::Choice;
use crate::chat::command::{Command, Verb};
use crate::chat::flow::{Turn, Wish, meant, over};
use crate::chat::screen::{self, ConfigCard, ConfigPage};
use crate::chat::state::{Bulk, ConfigQuestion, Confirm, Facts, Session, Setting, State};
use crate::deploy::Operated;
use crate::deploy::config::bulk::{Applied, Rehearsal};
use crate::deploy::config::{Changed, Edit, Wanted};
use crate::domain::config::{How, Kind, OptionValue, Patch, Which};
use crate::domain::{Account, Id, Name, Role, key};
use crate::secret::Secret;
use crate::text::Msg;

/// The bot that somebody means.
#[derive(Debug, Clone)]
pub enum Meant {
    Bot(Id),
    /// By whose it is and what they call it.
    Called(Account, Name),
}

#[derive(Debug, Clone)]
pub enum ConfigWish {
    Show {
        bot: Meant,
    },
    /// The question for the setting of this number.
    Ask {
        bot: Id,
        setting: u8,
    },
    Change {
        bot: Meant,
        wanted: Wanted,
        /// The question for it stands.
        is_answer: bool,
    },
    History {
        bot: Meant,
        older_than: Option<u32>,
    },
    Rehearse {
        which: Which,
        patch: Patch,
    },
    Bulk(Box<Bulk>),
}

#[derive(Debug, Clone)]
pub enum ConfigAnswer {
    Card(Box<ConfigCard>),
    Ask(Box<ConfigQuestion>),
    Page(Box<ConfigPage>),
    /// With what stands now, where that is news.
    Changed {
        called: String,
        changed: Changed,
        now: Option<Box<ConfigCard>>,
        is_answer: bool,
    },
    Rehearsed {
        which: Which,
        patch: Patch,
        rehearsal: Box<Rehearsal>,
    },
    Applied(Applied),
}

/// What stands behind `/config`.
#[derive(Debug, PartialEq, Eq)]
enum Said<'a> {
    Show,
    /// Perhaps with the revision that it is meant for.
    Set(Option<i64>, &'a str, &'a str),
    Patch(Option<i64>, &'a str),
    Rollback(Option<i64>, i64),
    History(Option<u32>),
    Unclear,
}

pub fn command(session: Session, rest: &str, facts: &Facts) -> Turn {
    if facts.is(Role::Operator)
        && let Some(words) = rest.strip_prefix("all ")
    {
        return for_many(session, words, facts);
    }
    // A bot may be called like a command, and the whole is its name then.
    let (name, said) = match facts.named(rest).as_slice() {
        [] => read(rest),
        _ => (rest, Said::Show),
    };
    if let Some(bot) = by_address(name) {
        return wishing(session, bot, said);
    }
    meant(session, Choice::Config, name, facts, |session, bot| wishing(session, Meant::Bot(bot.id.clone()), said))
}

/// A bot by its id, or by whose it is and what they call it: `telegram:42/nest`.
fn by_address(name: &str) -> Option<Meant> {
    if let Some(id) = Id::parse(name) {
        return Some(Meant::Bot(id));
    }
    let (owner, name) = name.split_once('/')?;
    Some(Meant::Called(Account::parse(owner.trim())?, Name::parse(name).ok()?))
}

fn wishing(session: Session, bot: Meant, said: Said<'_>) -> Turn {
    let change = |bot, onto, edit, how| {
        let wanted = Wanted { edit, onto, how };
        ConfigWish::Change { bot, wanted, is_answer: false }
    };
    let wish = match said {
        Said::Show => ConfigWish::Show { bot },
        Said::History(older_than) => ConfigWish::History { bot, older_than },
        Said::Rollback(onto, revision) => change(bot, onto, Edit::Rollback(revision), How::Rollback),
        Said::Set(onto, setting, text) => {
            let edit = Edit::Set { setting: setting.to_owned(), text: Some(Secret::new(text)) };
            change(bot, onto, edit, How::Set)
        }
        Said::Patch(onto, text) => match Patch::parse(text) {
            Ok(patch) => change(bot, onto, Edit::Patch(patch), How::Patch),
            Err(fault) => return Turn::aside(session, screen::config_refused(&fault)),
        },
        Said::Unclear => return Turn::aside(session, screen::say(Msg::ConfigUsage)),
    };
    Turn::stay(session).wishing(Wish::Config(wish))
}

/// The bot's name, and what is wanted of its config. Without a name it is the only one.
fn read(rest: &str) -> (&str, Said<'_>) {
    let mut at = 0;
    for word in rest.split_inclusive(char::is_whitespace) {
        let (name, behind) = (rest[..at].trim(), rest[at + word.len()..].trim());
        at += word.len();
        match word.trim() {
            "set" => return (name, set(behind)),
            "patch" => {
                let (onto, text) = onto(behind);
                return (name, Said::Patch(onto, text));
            }
            "rollback" => {
                let (onto, revision) = onto(behind);
                return (name, revision.parse().map_or(Said::Unclear, |revision| Said::Rollback(onto, revision)));
            }
            "history" if behind.is_empty() => return (name, Said::History(None)),
            "history" => return (name, behind.parse().map_or(Said::Unclear, |revision| Said::History(Some(revision)))),
            _ => {}
        }
    }
    (rest, Said::Show)
}

fn set(behind: &str) -> Said<'_> {
    let (onto, behind) = onto(behind);
    match behind.split_once('=') {
        Some((setting, text)) if !setting.trim().is_empty() => Said::Set(onto, setting.trim(), text.trim()),
        Some(_) | None => Said::Unclear,
    }
}

/// `@7 …`: the revision that something is meant for.
fn onto(text: &str) -> (Option<i64>, &str) {
    let marked = text.strip_prefix('@').and_then(|text| text.split_once(char::is_whitespace));
    match marked.and_then(|(revision, rest)| Some((revision.parse().ok()?, rest))) {
        Some((revision, rest)) => (Some(revision), rest.trim()),
        None => (None, text),
    }
}

/// `/config all openclaw running patch {…}`, for operators. Nothing is changed by it yet.
fn for_many(session: Session, words: &str, facts: &Facts) -> Turn {
    let Some(at) = words.find('{') else { return Turn::aside(session, screen::say(Msg::BulkUsage)) };
    let Some(filter) = words[..at].trim().strip_suffix("patch") else {
        return Turn::aside(session, screen::say(Msg::BulkUsage));
    };
    let which = match Which::parse(filter, |word| facts.offer(word).is_some()) {
        Ok(which) => which,
        Err(word) => return Turn::aside(session, screen::say(Msg::BulkWord { word })),
    };
    let patch = match Patch::parse(&words[at..]) {
        Ok(patch) => patch,
        Err(fault) => return Turn::aside(session, screen::config_refused(&fault)),
    };
    if !session.state.is_idle() {
        return leaving(session, format!("all {words}"), facts);
    }
    Turn::stay(session).wishing(Wish::Config(ConfigWish::Rehearse { which, patch }))
}

/// Another question stands: whether to leave it comes first.
fn leaving(session: Session, rest: String, facts: &Facts) -> Turn {
    let stay = match session.state.clone() {
        State::Leaving { stay, .. } => stay,
        state => Box::new(state),
    };
    // The words may hold a key; then they are not kept.
    let rest = if key::looks_secret(&rest) { String::new() } else { rest };
    let to = Command { verb: Verb::Config, rest };
    Turn::go(session, State::Leaving { to, stay }, facts).in_new_message()
}

pub fn shown(session: Session, bot: Id) -> Turn {
    Turn::stay(session).wishing(Wish::Config(ConfigWish::Show { bot: Meant::Bot(bot) }))
}

pub fn ask(session: Session, bot: Id, setting: u8, facts: &Facts) -> Turn {
    match session.state {
        State::Idle | State::Configure(_) => {
            let wish = Wish::Config(ConfigWish::Ask { bot, setting });
            Turn { in_place: false, ..Turn::stay(session).wishing(wish) }
        }
        State::Hatch(..)
        | State::Edit { .. }
        | State::Confirm(_)
        | State::Broadcast(..)
        | State::Keys(_)
        | State::Leaving { .. } => leaving(session, bot.to_string(), facts),
    }
}

pub fn older(session: Session, bot: Id, older_than: u32) -> Turn {
    let wish = ConfigWish::History { bot: Meant::Bot(bot), older_than: Some(older_than) };
    Turn { in_place: true, ..Turn::stay(session).wishing(Wish::Config(wish)) }
}

/// `seen` is the revision that held when the button was shown: what came since is not undone unseen.
pub fn roll_back(session: Session, bot: Id, revision: u32, seen: u32) -> Turn {
    wishing(session, Meant::Bot(bot), Said::Rollback(Some(i64::from(seen)), i64::from(revision)))
}

/// The answer to the question for a setting, in words.
pub fn typed(session: Session, question: &ConfigQuestion, text: &Secret) -> Turn {
    set_to(session, question, Some(text.clone()))
}

pub fn pressed(session: Session, question: &ConfigQuestion, choice: Choice, facts: &Facts) -> Turn {
    match choice {
        Choice::Back => {
            let session = Session { state: State::Idle, revision: session.revision + 1, ..session };
            Turn { in_place: true, ..shown(session, question.bot.clone()) }
        }
        Choice::ConfigUsual => set_to(session, question, None),
        Choice::ConfigPick(n) => match picks(&question.setting).get(usize::from(n)) {
            Some(value) => set_to(session, question, Some(Secret::new(value.as_str()))),
            None => over(session, facts),
        },
        _ => over(session, facts),
    }
}

/// The values that a setting has buttons for.
pub fn picks(setting: &Setting) -> Vec<String> {
    match setting {
        Setting::Option(declared) => match &declared.kind {
            Kind::Choice { choices } => choices.clone(),
            Kind::YesNo => vec![OptionValue::YesNo(true).word(), OptionValue::YesNo(false).word()],
            Kind::Text { .. } | Kind::Number { .. } => Vec::new(),
        },
        Setting::Model | Setting::Guests => Vec::new(),
    }
}

fn set_to(session: Session, question: &ConfigQuestion, text: Option<Secret>) -> Turn {
    let edit = Edit::Set { setting: question.setting.word().to_owned(), text };
    let wanted = Wanted { edit, onto: Some(question.onto), how: How::Set };
    let wish = ConfigWish::Change { bot: Meant::Bot(question.bot.clone()), wanted, is_answer: true };
    Turn { in_place: true, ..Turn::stay(session).wishing(Wish::Config(wish)) }
}

pub fn answered(session: Session, answer: ConfigAnswer, facts: &Facts) -> Turn {
    match answer {
        ConfigAnswer::Card(card) => Turn { in_place: true, ..Turn::aside(session, screen::config(&card)) },
        ConfigAnswer::Page(page) => Turn { in_place: true, ..Turn::aside(session, screen::config_history(&page)) },
        ConfigAnswer::Ask(question) => Turn::go(session, State::Configure(question), facts),
        ConfigAnswer::Changed { called, changed, now, is_answer: true } => {
            question_answered(session, called, changed, now, facts)
        }
        ConfigAnswer::Changed { called, changed, now, is_answer: false } => {
            change_answered(session, called, changed, now, facts)
        }
        ConfigAnswer::Rehearsed { which, patch, rehearsal } => rehearsed(session, which, patch, *rehearsal, facts),
        ConfigAnswer::Applied(applied) => Turn::end(session, screen::bulk_applied(&applied)).in_new_message(),
    }
}

/// The question for a setting, or one of the conversation that changes a bot, was answered.
fn question_answered(
    session: Session,
    called: String,
    changed: Changed,
    now: Option<Box<ConfigCard>>,
    facts: &Facts,
) -> Turn {
    match changed {
        // The progress of the update takes the place of the question.
        Changed::Done { operated: Operated::Accepted, .. } => {
            Turn::stay(Session { state: State::Idle, revision: session.revision + 1, ..session })
        }
        Changed::Done { .. } => Turn::end(session, screen::say(Msg::ChangeNoted)),
        Changed::Refused(fault) => Turn::again(session, screen::fault(&fault), facts),
        Changed::Busy(kind) => Turn::aside(session, screen::busy(kind)),
        Changed::Barred(bar) => Turn::aside(session, screen::barred(&bar)),
        Changed::Gone => Turn::end(session, screen::say(Msg::BotGone)).in_new_message(),
        changed @ (Changed::Same { .. }
        | Changed::Stale { .. }
        | Changed::Unreadable { .. }
        | Changed::NoRevision { .. }
        | Changed::OldUnreadable { .. }
        | Changed::BlueprintGone) => {
            Turn::end(session, screen::config_changed(called, &changed, now.as_deref(), facts.now))
        }
    }
}

/// What a command or the button of a revision asked for; a question that stands is not touched.
fn change_answered(
    session: Session,
    called: String,
    changed: Changed,
    now: Option<Box<ConfigCard>>,
    facts: &Facts,
) -> Turn {
    let screen = match &changed {
        Changed::Busy(kind) => screen::busy(*kind),
        Changed::Barred(bar) => screen::barred(bar),
        changed => screen::config_changed(called, changed, now.as_deref(), facts.now),
    };
    Turn::aside(session, screen)
}

/// Nothing is changed yet: the number that would change is typed first. One bot that does not take it is in the way of all.
fn rehearsed(session: Session, which: Which, patch: Patch, rehearsal: Rehearsal, facts: &Facts) -> Turn {
    if rehearsal.refusals > 0 || rehearsal.changes.is_empty() {
        return Turn::aside(session, screen::bulk_stopped(&rehearsal));
    }
    let (beyond, same) = (rehearsal.beyond as i64, rehearsal.same as i64);
    let bulk = Bulk { which, patch, seen: rehearsal.changes, beyond, same };
    Turn::go(session, State::Confirm(Confirm::Bulk(Box::new(bulk))), facts).in_new_message()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_the_command_is_read_whatever_the_bot_is_called() {
        for (rest, name, said) in [
            ("", "", Said::Show),
            ("my nest", "my nest", Said::Show),
            ("my nest set persona = a = b", "my nest", Said::Set(None, "persona", "a = b")),
            ("set memory=", "", Said::Set(None, "memory", "")),
            ("nest set @7 memory = 3", "nest", Said::Set(Some(7), "memory", "3")),
            ("nest set memory 3", "nest", Said::Unclear),
            ("nest patch @7 {\"a\": 1}", "nest", Said::Patch(Some(7), "{\"a\": 1}")),
            ("nest patch {\"a\":\n1}", "nest", Said::Patch(None, "{\"a\":\n1}")),
            ("telegram:42/nest rollback 3", "telegram:42/nest", Said::Rollback(None, 3)),
            ("nest rollback", "nest", Said::Unclear),
            ("nest history", "nest", Said::History(None)),
            ("nest history 12", "nest", Said::History(Some(12))),
            ("nest history -1", "nest", Said::Unclear),
        ] {
            assert_eq!(read(rest), (name, said), "{rest}");
        }
    }
}
