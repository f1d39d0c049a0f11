//! Screens about keys that are kept for several bots, and how far one is on its way to them.

use crate::chat::choice::{AboutKeys, Choice};
use crate::chat::screen::hatch::{back, cancel, key as key_question};
use crate::chat::screen::notes::platform_of;
use crate::chat::screen::{Button, Screen, words};
use crate::chat::state::{Bot, Facts, GivenKey, KeyStep, KeysStep};
use crate::chat::{Ask, Menu};
use crate::deploy::note::{KeyLeft, KeyMark, KeyNews, KeyTarget, Setback};
use crate::domain::fleet::Skipped;
use crate::domain::stored_key::{Kept, KeyWord, MOST_KEYS, StoredKey};
use crate::domain::{JobState, Provider, TargetState};
use crate::provider::Verdict;
use crate::text::{Msg, Span};

fn button(label: Msg, about: AboutKeys) -> Button {
    Button::new(label, Choice::Keys(about))
}

fn title(key: &StoredKey) -> String {
    key.provider.title().to_owned()
}

/// Bots as they are named in a sentence.
fn named(bots: &[String]) -> String {
    bots.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
}

pub fn list(facts: &Facts) -> Screen {
    let add = button(Msg::ButtonAddKey, AboutKeys::Add);
    if facts.keys.is_empty() {
        return Screen::new(vec![Msg::NoKeys]).row(vec![add]);
    }
    let line = |key: &StoredKey| {
        let (provider, tail, bots) = (title(key), key.tail.clone(), named(&facts.users_of(&key.id)));
        match bots.is_empty() {
            true => Msg::KeyLineUnused { provider, tail },
            false => Msg::KeyLine { provider, tail, bots },
        }
    };
    let card = |key: &StoredKey| {
        let label = format!("{} {}", key.provider.title(), key.tail);
        Button::named(label, Choice::Keys(AboutKeys::Card(key.id.clone())))
    };
    let screen = Screen::new(std::iter::once(Msg::KeysHead).chain(facts.keys.iter().map(line)).collect());
    let rows = facts.keys.chunks(2).map(|pair| pair.iter().map(card).collect());
    rows.fold(screen, Screen::row).row(vec![add])
}

pub fn card(key: &StoredKey, facts: &Facts) -> Screen {
    let bots = named(&facts.users_of(&key.id));
    let mut lines = vec![
        Msg::KeyCard { provider: title(key), tail: key.tail.clone(), since: Span(facts.now - key.created_at) },
        if bots.is_empty() { Msg::KeyUnused } else { Msg::KeyUsedBy { bots } },
        match key.checked_at {
            Some(at) => Msg::KeyCardChecked { ago: Span(facts.now - at) },
            None => Msg::KeyCardUnchecked,
        },
    ];
    lines.extend(key.job.is_some().then_some(Msg::KeyOnItsWay));
    Screen::new(lines)
        .row(vec![
            button(Msg::ButtonReplaceKey, AboutKeys::Replace(key.id.clone())),
            button(Msg::ButtonDelete, AboutKeys::Delete(key.id.clone())),
        ])
        .row(vec![all()])
}

fn all() -> Button {
    button(Msg::ButtonAllKeys, AboutKeys::List)
}

pub fn kept(key: &StoredKey) -> Screen {
    Screen::new(vec![Msg::KeyKept { provider: title(key), tail: key.tail.clone() }])
        .row(vec![Button::new(Msg::ButtonHatch, Choice::New)])
        .row(vec![all()])
}

/// What a bot was given, which could be kept.
pub fn may_be_kept(bot: &Bot, key: &GivenKey) -> Screen {
    let (tail, name) = (key.tail.clone(), bot.name.to_string());
    Screen::new(vec![Msg::KeyMayBeKept { tail, name }])
        .row(vec![button(Msg::ButtonKeepForOthers, AboutKeys::KeepOf(bot.id.clone()))])
}

/// The button that gives a bot the key of the one that it is to be like.
pub fn same_as(bot: &Bot) -> Button {
    button(Msg::ButtonKeyOf { name: bot.name.to_string() }, AboutKeys::UseOf(bot.id.clone()))
}

pub fn deleted(provider: String, tail: String) -> Screen {
    Screen::new(vec![Msg::KeyDeleted { provider, tail }]).row(vec![all()])
}

pub fn in_use(key: &StoredKey, bots: &[String]) -> Screen {
    let (provider, tail, bots) = (title(key), key.tail.clone(), named(bots));
    Screen::new(vec![Msg::KeyInUse { provider, tail, bots }])
        .row(vec![button(Msg::ButtonReplaceKey, AboutKeys::Replace(key.id.clone()))])
        .row(vec![Button::new(Msg::ButtonMyBots, Choice::Bots), all()])
}

/// The button that gives a bot a kept key.
pub fn use_it(key: &StoredKey) -> Button {
    let label = Msg::ButtonUseKey { provider: title(key), tail: key.tail.clone() };
    Button::new(label, Choice::UseKey(key.id.clone()))
}

/// The button that keeps a typed key for other bots; none for one that is kept, or where no more fit.
pub fn keep_it(key: &GivenKey, facts: &Facts) -> Option<Button> {
    let label = match key.kept {
        Kept::Not if facts.keys.len() as i64 >= MOST_KEYS => return None,
        Kept::Not => Msg::ButtonKeepForOthers,
        Kept::Wished { .. } => Msg::Picked { what: Box::new(Msg::ButtonKeepForOthers) },
        Kept::As(_) => return None,
    };
    Some(Button::new(label, Choice::KeepKey))
}

/// What is wrong with a kept key changes nothing about it.
pub fn still_kept(screen: Screen) -> Screen {
    let mut lines = screen.lines;
    lines.retain(|line| *line != Msg::NothingStored);
    lines.push(Msg::KeyStillKept);
    Screen { lines, ..screen }
}

pub fn ask(step: &KeysStep, facts: &Facts) -> Screen {
    match step {
        KeysStep::AskProvider => ask_provider(facts),
        KeysStep::Key { provider, replaces, step } => {
            let mut screen = key_question(step, None, Vec::new(), *provider, "", facts);
            match step {
                KeyStep::Ask => {
                    let known = replaces.as_ref().and_then(|id| facts.keys.iter().find(|key| key.id == *id));
                    screen.lines.push(known.map_or(Msg::AskKeyKept, |key| will_replace(key, facts)));
                }
                KeyStep::Problem { key, verdict: Verdict::NoCredit } => {
                    screen.lines = vec![Msg::KeyNoCreditKept { tail: key.tail.clone() }, Msg::KeyNoCreditHelp];
                }
                KeyStep::Checking { .. } | KeyStep::Problem { .. } => {}
            }
            screen
        }
    }
}

fn ask_provider(facts: &Facts) -> Screen {
    let mut providers: Vec<Provider> = facts.offers.iter().flat_map(|offer| offer.providers.clone()).collect();
    providers.retain(|provider| provider.needs_key());
    providers.sort_unstable();
    providers.dedup();
    let one = |it: &Provider| Button::named(it.title(), Choice::Provider(*it)).option();
    let rows = providers.chunks(2).map(|pair| pair.iter().map(one).collect());
    rows.fold(Screen::new(vec![Msg::AskKeyProvider]), Screen::row)
        .menu(Menu::One)
        .row(vec![back(), cancel()])
        .asking(Ask::Text, Msg::PromptProvider)
}

/// What happens when the new value is given.
fn will_replace(key: &StoredKey, facts: &Facts) -> Msg {
    let (tail, users) = (key.tail.clone(), facts.users_of(&key.id));
    match users.len() as i64 {
        0 => Msg::AskKeyReplaceUnused { tail },
        n => Msg::AskKeyReplace { tail, bots: named(&users), n },
    }
}

pub fn replaced(key: &StoredKey, bots: usize) -> Screen {
    match bots as i64 {
        0 => Screen::new(vec![Msg::KeyReplaced { provider: title(key), tail: key.tail.clone() }]).row(vec![all()]),
        n => Screen::new(vec![Msg::KeyReplacing { tail: key.tail.clone(), n }]),
    }
}

/// How far a key is on its way to its bots.
pub fn progress(news: &KeyNews) -> Screen {
    let mut lines = vec![head(news)];
    lines.extend(news.bots.iter().map(|bot| line(bot, news)));
    match news.state {
        JobState::Running => lines.push(Msg::KeyMoveHelp),
        JobState::Paused => lines.push(Msg::KeyMovePaused),
        JobState::Draft | JobState::Stopped | JobState::Cancelled | JobState::Done => {}
    }
    let screen = Screen::new(lines);
    if news.state == JobState::Paused { choices(screen, news) } else { screen }
}

fn head(news: &KeyNews) -> Msg {
    let (provider, tail, before) = (news.provider.title().to_owned(), news.tail.clone(), news.before.clone());
    match news.is_back {
        true => Msg::KeyMoveBack { provider, tail, before },
        false => Msg::KeyMove { provider, tail, before },
    }
}

fn line(bot: &KeyTarget, news: &KeyNews) -> Msg {
    let (name, before) = (bot.name.clone(), news.before.clone());
    let (mark, what) = match (bot.state, &bot.mark) {
        (TargetState::Waiting, _) => ("· ", Msg::KeyBotWaits { name }),
        (TargetState::Asked, Some(KeyMark::Failed { .. })) => ("→ ", Msg::KeyBotGoesBack { name, before }),
        (TargetState::Asked, Some(KeyMark::WhenStarted | KeyMark::LeftOut(_)) | None) => {
            ("→ ", Msg::KeyBotAsked { name })
        }
        (TargetState::Done, Some(KeyMark::WhenStarted)) => ("✓ ", Msg::KeyBotWhenStarted { name }),
        (TargetState::Done, Some(KeyMark::Failed { .. } | KeyMark::LeftOut(_)) | None) => {
            ("✓ ", Msg::KeyBotHasIt { name })
        }
        (TargetState::Failed, _) => ("✗ ", Msg::KeyBotFailed { name }),
        (TargetState::Skipped, _) => ("– ", Msg::KeyBotLeftOut { name }),
    };
    Msg::Joined { first: Box::new(Msg::Plain { text: mark.into() }), second: Box::new(what) }
}

/// What came of it, or where it stopped and what may be done now.
pub fn result(news: &KeyNews, facts: &Facts) -> Screen {
    let (provider, tail, before) = (news.provider.title().to_owned(), news.tail.clone(), news.before.clone());
    let names = |is_one: fn(&KeyTarget) -> bool| -> Vec<String> {
        news.bots.iter().filter(|bot| is_one(bot)).map(|bot| bot.name.clone()).collect()
    };
    let have = names(|bot| bot.state == TargetState::Done);
    let have_not = names(|bot| matches!(bot.state, TargetState::Waiting | TargetState::Failed | TargetState::Asked));
    let mut lines = Vec::new();
    match news.state {
        JobState::Draft | JobState::Running | JobState::Paused | JobState::Stopped => {
            for bot in news.bots.iter().filter(|bot| bot.state == TargetState::Failed) {
                lines.extend(failed(bot, news, facts));
            }
            lines.extend((!have.is_empty()).then(|| Msg::KeyHave { tail, bots: named(&have) }));
            lines.extend((!have_not.is_empty()).then(|| Msg::KeyHaveNot { before, bots: named(&have_not) }));
            lines.push(Msg::KeyStoppedHelp);
            return choices(Screen::new(lines), news);
        }
        JobState::Done if news.is_back => lines.push(Msg::KeyMovedBack { provider, tail, before }),
        JobState::Done => lines.push(Msg::KeyMoved { provider, tail, before, n: have.len() as i64 }),
        JobState::Cancelled => {
            let apart = |bot: &KeyTarget| match bot.mark {
                Some(KeyMark::LeftOut(why)) => why == Skipped::Cancelled,
                Some(KeyMark::Failed { .. }) => true,
                Some(KeyMark::WhenStarted) | None => false,
            };
            let own: Vec<String> = news.bots.iter().filter(|bot| apart(bot)).map(|bot| bot.name.clone()).collect();
            lines.push(Msg::KeyLeftSo { tail: tail.clone(), before, bots: named(&own) });
            lines.extend((!have.is_empty()).then(|| Msg::KeyHave { tail, bots: named(&have) }));
        }
    }
    for bot in news.bots.iter().filter(|bot| bot.mark == Some(KeyMark::WhenStarted)) {
        lines.push(Msg::KeyBotWhenStarted { name: bot.name.clone() });
    }
    for bot in news.bots.iter().filter(|bot| bot.state == TargetState::Skipped && news.state == JobState::Done) {
        lines.push(Msg::KeyBotLeftOut { name: bot.name.clone() });
    }
    Screen::new(lines).row(vec![all()])
}

/// Which bot it was, why, and what it has now.
fn failed(bot: &KeyTarget, news: &KeyNews, facts: &Facts) -> Vec<Msg> {
    let (name, before) = (bot.name.clone(), news.before.clone());
    let stopped =
        Msg::KeyStopped { name: name.clone(), provider: news.provider.title().into(), tail: news.tail.clone() };
    let Some(KeyMark::Failed { cause, left }) = &bot.mark else { return vec![stopped] };
    let (provider, platform) = (news.provider.title(), platform_of(&bot.bot, facts));
    let cause = match cause {
        Setback::Update(why) => words::why(why, provider, platform),
        Setback::Unwell(problem) => words::problem(*problem, provider, platform),
    };
    let left = match left {
        KeyLeft::GoingBack => Msg::KeyLeftGoingBack { name, before },
        KeyLeft::Well => Msg::KeyLeftWell { name, before },
        KeyLeft::ServesOn => Msg::KeyLeftServesOn { name, before },
        KeyLeft::Untouched => Msg::KeyLeftUntouched { name, before },
        KeyLeft::Unwell => Msg::KeyLeftUnwell { name, before },
    };
    vec![stopped, cause, left]
}

fn choices(screen: Screen, news: &KeyNews) -> Screen {
    let say = |label, word| button(label, AboutKeys::Say(news.job.clone(), word));
    let is_rest_left = news.bots.iter().any(|bot| matches!(bot.state, TargetState::Waiting | TargetState::Asked));
    let on = if is_rest_left { Msg::ButtonGoOn } else { Msg::ButtonTryAgain };
    screen
        .row(vec![say(on, KeyWord::GoOn)])
        .row(vec![say(Msg::ButtonKeyBack { before: news.before.clone() }, KeyWord::Back)])
        .row(vec![say(Msg::ButtonKeyLeave, KeyWord::Leave)])
}

pub fn said(state: JobState) -> Screen {
    let line = match state {
        JobState::Cancelled => Msg::KeyStaysSo,
        JobState::Draft | JobState::Running | JobState::Paused | JobState::Stopped | JobState::Done => Msg::KeyGoesOn,
    };
    Screen::new(vec![line])
}
