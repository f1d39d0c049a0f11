//! Screens about the config of a bot: what is set, the question for one setting, its revisions, and what came of a change.

use crate::chat::Ask;
use crate::chat::choice::Choice;
use crate::chat::flow::config_picks;
use crate::chat::screen::hatch::{back, cancel};
use crate::chat::screen::{Button, Screen};
use crate::chat::state::{Bulk, ConfigQuestion, Setting};
use crate::deploy::Operated;
use crate::deploy::config::Changed;
use crate::deploy::config::bulk::{Applied, MOST_CHANGED, Refusal, Rehearsal};
use crate::domain::config::{ConfigRevision, Fault, How, Kind, OptionValue, ValueFault};
use crate::domain::{Account, BotConfig, Id, KeptConfig, Millis, Token};
use crate::text::{Msg, Span};

/// So much of an older config is shown in a list of them.
const LONGEST_DOCUMENT: usize = 200;

/// The config of a bot as it is shown.
#[derive(Debug, Clone)]
pub struct ConfigCard {
    pub bot: Id,
    /// What the reader calls the bot.
    pub called: String,
    pub kept: KeptConfig,
    pub settings: Vec<Setting>,
    /// The model while none is chosen.
    pub usual_model: String,
    /// The ends of its keys and tokens, which are no part of it. The AI's key is of no kind.
    pub secrets: Vec<(Option<Token>, String)>,
    pub provider: &'static str,
    /// The reader may change it, and not only look.
    pub may_change: bool,
}

/// Some revisions of a bot's config, newest first.
#[derive(Debug, Clone)]
pub struct ConfigPage {
    pub bot: Id,
    pub called: String,
    pub revision: i64,
    pub revisions: Vec<ConfigRevision>,
    pub has_more: bool,
    pub may_change: bool,
    pub now: Millis,
}

pub fn config(card: &ConfigCard) -> Screen {
    let (name, revision) = (card.called.clone(), card.kept.revision);
    let history = Button::new(Msg::ButtonConfigHistory, Choice::ConfigHistory(card.bot.clone(), u32::MAX));
    let Ok(config) = &card.kept.document else {
        return Screen::new(vec![Msg::ConfigUnreadable { name, revision }]).row(vec![history]);
    };
    let mut lines = vec![Msg::ConfigHead { name: name.clone(), revision }];
    lines.extend(card.settings.iter().map(|setting| setting_line(setting, config, &card.usual_model)));
    if !card.secrets.is_empty() {
        lines.push(Msg::ConfigSecrets { tails: secrets(card) });
    }
    if !card.may_change {
        return Screen::new(lines).row(vec![history]);
    }
    lines.push(Msg::ConfigCommands { name });
    let set = |(setting, n): (&Setting, u8)| Button::new(title(setting), Choice::ConfigSet(card.bot.clone(), n));
    let buttons: Vec<Button> = card.settings.iter().zip(0u8..).map(set).collect();
    let screen = buttons.chunks(2).fold(Screen::new(lines), |screen, pair| screen.row(pair.to_vec()));
    screen.row(vec![history])
}

fn secrets(card: &ConfigCard) -> String {
    let label = |(kind, tail): &(Option<Token>, String)| match kind {
        None => format!("{} {tail}", card.provider),
        Some(token) => format!("{} {tail}", token.channel().title()),
    };
    card.secrets.iter().map(label).collect::<Vec<_>>().join(", ")
}

fn title(setting: &Setting) -> Msg {
    match setting {
        Setting::Model => Msg::ButtonChangeModel,
        Setting::Guests => Msg::ButtonGuests,
        Setting::Option(declared) => Msg::Worded { words: declared.title.clone() },
    }
}

fn setting_line(setting: &Setting, config: &BotConfig, usual_model: &str) -> Msg {
    let plain = |text: String| Msg::Plain { text };
    let usual = |text: String| Msg::ConfigUsual { value: Box::new(plain(text)) };
    let value = match setting {
        Setting::Model => match &config.model {
            Some(model) => plain(model.as_str().to_owned()),
            None => usual(usual_model.to_owned()),
        },
        Setting::Guests if config.guests.is_empty() => Msg::ConfigNothing,
        Setting::Guests => plain(config.guests.join(", ")),
        Setting::Option(declared) => match (config.options.get(&declared.name), config.option(declared)) {
            (Some(set), Some(holds)) if set == holds => shown(holds),
            (_, Some(holds)) => Msg::ConfigUsual { value: Box::new(shown(holds)) },
            (_, None) => Msg::ConfigNothing,
        },
    };
    Msg::ConfigLine { title: Box::new(title(setting)), word: setting.word().to_owned(), value: Box::new(value) }
}

fn shown(value: &OptionValue) -> Msg {
    match value {
        OptionValue::YesNo(true) => Msg::Yes,
        OptionValue::YesNo(false) => Msg::No,
        OptionValue::Number(_) | OptionValue::Text(_) => Msg::Plain { text: value.word() },
    }
}

/// The question for one setting.
pub fn config_question(question: &ConfigQuestion) -> Screen {
    let name = question.called.clone();
    let (meaning, shape) = match &question.setting {
        Setting::Model => (Msg::ConfigAskModel, None),
        Setting::Guests => (Msg::AskGuestsHelp, None),
        Setting::Option(declared) => {
            let shape = match &declared.kind {
                Kind::Text { most } => Some(Msg::ConfigShapeText { most: *most as i64 }),
                Kind::Number { from, to } => Some(Msg::ConfigShapeNumber { from: *from, to: *to }),
                Kind::Choice { .. } | Kind::YesNo => None,
            };
            (Msg::Worded { words: declared.meaning.clone() }, shape)
        }
    };
    let mut lines = vec![Msg::ConfigAsk { name, title: Box::new(title(&question.setting)) }, meaning];
    lines.extend(shape);
    lines.extend(question.now.clone().map(|now| Msg::ConfigNow { now }));
    let pick = |(value, n): (String, u8)| {
        let label = match (&question.setting, value.as_str()) {
            (Setting::Option(declared), "yes") if declared.kind == Kind::YesNo => Msg::Yes,
            (Setting::Option(declared), "no") if declared.kind == Kind::YesNo => Msg::No,
            _ => Msg::Plain { text: value },
        };
        Button::new(label, Choice::ConfigPick(n))
    };
    let picks: Vec<Button> = config_picks(&question.setting).into_iter().zip(0u8..).map(pick).collect();
    let screen = picks.chunks(3).fold(Screen::new(lines), |screen, row| screen.row(row.to_vec()));
    let usual = question.now.is_some().then(|| Button::new(Msg::ButtonConfigUsual, Choice::ConfigUsual));
    let ask = match &question.setting {
        Setting::Option(declared) if matches!(declared.kind, Kind::Number { .. }) => Ask::Number,
        Setting::Option(_) | Setting::Model | Setting::Guests => Ask::Text,
    };
    let screen = screen.row(usual.into_iter().collect()).row(vec![back(), cancel()]).asking(ask, Msg::PromptValue);
    if picks.is_empty() { screen.written() } else { screen }
}

pub fn config_history(page: &ConfigPage) -> Screen {
    let mut lines = vec![Msg::ConfigHistoryHead { name: page.called.clone(), revision: page.revision }];
    lines.extend(page.revisions.iter().map(|revision| Msg::ConfigRevision {
        revision: revision.revision,
        how: Box::new(how(revision.how)),
        who: who(&revision.by, revision.called.as_deref()),
        ago: Span(page.now - revision.at),
        document: match &revision.document {
            Ok(config) => Box::new(Msg::Plain { text: cut(&config.text()) }),
            Err(_) => Box::new(Msg::ConfigRevisionUnreadable),
        },
    }));
    let back_to = |revision: &ConfigRevision| {
        let number = u32::try_from(revision.revision).ok()?;
        let seen = u32::try_from(page.revision).ok()?;
        let can_be = revision.revision != page.revision && revision.document.is_ok();
        let label = Msg::ButtonRollback { revision: revision.revision };
        can_be.then(|| Button::new(label, Choice::Rollback(page.bot.clone(), number, seen)))
    };
    let buttons: Vec<Button> = page.revisions.iter().filter(|_| page.may_change).filter_map(back_to).collect();
    let screen = buttons.chunks(3).fold(Screen::new(lines), |screen, row| screen.row(row.to_vec()));
    let last = page.revisions.last().and_then(|last| u32::try_from(last.revision).ok()).filter(|_| page.has_more);
    let older = last.map(|last| Button::new(Msg::ButtonOlder, Choice::ConfigHistory(page.bot.clone(), last)));
    screen.row(older.into_iter().collect()).row(vec![Button::new(Msg::ButtonConfig, Choice::Config(page.bot.clone()))])
}

fn cut(document: &str) -> String {
    match document.char_indices().nth(LONGEST_DOCUMENT) {
        Some((at, _)) => format!("{}…", &document[..at]),
        None => document.to_owned(),
    }
}

fn who(account: &Account, called: Option<&str>) -> String {
    match called.filter(|called| !called.trim().is_empty()) {
        Some(called) => format!("{called} ({account})"),
        None => account.to_string(),
    }
}

fn how(how: How) -> Msg {
    match how {
        How::Hatch => Msg::HowHatch,
        How::Before => Msg::HowBefore,
        How::Set => Msg::HowSet,
        How::Patch => Msg::HowPatch,
        How::Rollback => Msg::HowRollback,
        How::Edit => Msg::HowEdit,
        How::Bulk => Msg::HowBulk,
    }
}

/// What came of a change that was asked for by a command.
pub fn config_changed(name: String, changed: &Changed, now: Option<&ConfigCard>, at: Millis) -> Screen {
    let line = match changed {
        Changed::Done { revision, operated: Operated::Accepted } => Msg::ConfigChanged { name, revision: *revision },
        Changed::Done { revision, .. } => Msg::ConfigChangedLater { name, revision: *revision },
        Changed::Same { revision } => Msg::ConfigSame { name, revision: *revision },
        Changed::Stale { newest, revision } => match newest {
            Some(newest) => Msg::ConfigStale {
                who: who(&newest.by, newest.called.as_deref()),
                ago: Span(at - newest.at),
                revision: *revision,
            },
            None => Msg::ConfigStalePlain { revision: *revision },
        },
        Changed::Refused(fault) => return config_refused(fault),
        Changed::Unreadable { revision } => Msg::ConfigUnreadable { name, revision: *revision },
        Changed::NoRevision { wanted } => Msg::ConfigNoRevision { wanted: *wanted },
        Changed::OldUnreadable { wanted } => Msg::ConfigOldUnreadable { wanted: *wanted },
        Changed::BlueprintGone => Msg::ConfigRefused { why: Box::new(Msg::WhyBlueprintGone) },
        Changed::Busy(_) | Changed::Barred(_) | Changed::Gone => Msg::BotGone,
    };
    match (changed, now) {
        (Changed::Stale { .. }, Some(now)) => config(now).with_note(line),
        (Changed::Unreadable { .. }, Some(now)) => config(now),
        (_, Some(now)) => {
            let history = Button::new(Msg::ButtonConfigHistory, Choice::ConfigHistory(now.bot.clone(), u32::MAX));
            Screen::new(vec![line]).row(vec![history])
        }
        (_, None) => Screen::new(vec![line]),
    }
}

pub fn config_refused(why: &Fault) -> Screen {
    Screen::new(vec![Msg::ConfigRefused { why: Box::new(fault(why)) }])
}

/// Why something can be no config of such a bot.
pub fn fault(fault: &Fault) -> Msg {
    match fault {
        Fault::NotJson => Msg::FaultNotJson,
        Fault::NotAnObject => Msg::FaultNotAnObject,
        Fault::TooLong => Msg::FaultTooLong,
        Fault::UnknownSetting(word) => Msg::FaultUnknownSetting { word: word.clone() },
        Fault::UnknownOption(word) => Msg::FaultUnknownOption { word: word.clone() },
        Fault::NotAModel => Msg::ModelShape,
        Fault::NoModel => Msg::FaultNoModel,
        Fault::NotGuests => Msg::GuestsShape,
        Fault::NoGuests => Msg::FaultNoGuests,
        Fault::Value { option, fault } => {
            let option = option.clone();
            match fault {
                ValueFault::NotText => Msg::ValueNotText { option },
                ValueFault::Empty => Msg::ValueEmpty { option },
                ValueFault::TooLong { most } => Msg::ValueTooLong { option, most: *most },
                ValueFault::Character(odd) if odd.is_control() => Msg::ValueControl { option },
                ValueFault::Character(odd) => Msg::ValueCharacter { option, odd: odd.to_string() },
                ValueFault::Secret => Msg::ValueSecret { option },
                ValueFault::NotOneOf { choices } => Msg::ValueNotOneOf { option, choices: choices.join(", ") },
                ValueFault::NotBetween { from, to } => Msg::ValueNotBetween { option, from: *from, to: *to },
                ValueFault::NotYesNo => Msg::ValueNotYesNo { option },
            }
        }
    }
}

/// What confirms a patch for many. A number alone picks a button where buttons are numbered.
pub fn patch_word(bulk: &Bulk) -> String {
    format!("patch {}", bulk.seen.len())
}

/// What a patch for many would do, before its number is typed.
pub fn bulk_question(bulk: &Bulk) -> Vec<Msg> {
    let n = bulk.seen.len() as i64;
    let which = bulk.which.words();
    let head = if which.is_empty() { Msg::BulkWouldAll { n } } else { Msg::BulkWould { n, which } };
    let mut lines = vec![head, Msg::Plain { text: bulk.patch.text() }];
    if bulk.same > 0 {
        lines.push(Msg::BulkSame { n: bulk.same });
    }
    if bulk.beyond > 0 {
        lines.push(Msg::BulkBeyond { n: bulk.beyond, most: MOST_CHANGED as i64 });
    }
    lines.push(Msg::BulkConfirm { word: patch_word(bulk) });
    lines
}

/// A rehearsal after which nothing is changed.
pub fn bulk_stopped(rehearsal: &Rehearsal) -> Screen {
    if rehearsal.refusals == 0 {
        return Screen::new(vec![Msg::BulkNone { same: rehearsal.same as i64 }]);
    }
    let would = (rehearsal.changes.len() + rehearsal.beyond) as i64;
    let mut lines = vec![Msg::BulkRefused { n: rehearsal.refusals as i64, would }];
    lines.extend(rehearsal.refused.iter().map(|it| refusal(&it.owner, &it.name, &it.why)));
    let more = rehearsal.refusals - rehearsal.refused.len();
    if more > 0 {
        lines.push(Msg::BulkMore { n: more as i64 });
    }
    lines.push(Msg::BulkMend);
    Screen::new(lines)
}

fn refusal(owner: &Account, name: &str, why: &Refusal) -> Msg {
    let why = match why {
        Refusal::Unreadable => Msg::BulkUnreadable,
        Refusal::BlueprintGone => Msg::WhyBlueprintGone,
        Refusal::Fault(why) => fault(why),
    };
    Msg::BulkRefusal { bot: format!("{owner}/{name}"), why: Box::new(why) }
}

pub fn bulk_applied(applied: &Applied) -> Screen {
    Screen::new(match applied {
        Applied::Done { changed, later: 0 } => vec![Msg::BulkDone { n: *changed as i64 }],
        Applied::Done { changed, later } => {
            vec![Msg::BulkDone { n: *changed as i64 }, Msg::BulkLater { n: *later as i64 }]
        }
        Applied::Stale { bot } => vec![Msg::BulkStale { bot: bot.to_string() }],
        Applied::Refused(it) => {
            vec![Msg::BulkRefused { n: 1, would: 0 }, refusal(&it.owner, &it.name, &it.why), Msg::BulkMend]
        }
    })
}
