//! Screens: what the person reads and may press, before it is put into a language. Pure.

pub mod access_tokens;
pub mod alerts;
mod bots;
pub mod broadcast;
mod button;
mod config;
mod confirm;
pub mod diagnose;
pub mod fleet;
pub mod handover;
mod hatch;
pub mod keys;
pub mod links;
pub mod managed;
mod notes;
pub mod people;
pub mod share;
mod strays;
mod tokens;
mod words;
pub mod zones;

use crate::chat::choice::Choice;
use crate::chat::command::Verb;
use crate::chat::form::{Field, Form};
use crate::chat::questions;
use crate::chat::state::{Confirm, Draft, Facts, State};
use crate::chat::{Ask, File, Menu, Tone, View, Weight};
use crate::domain::broadcast::Content;
use crate::domain::{Bar, Language, Millis, Name, OperationKind, Role};
use crate::quota::{self, Refusal};
use crate::text::{Locale, Moment, Msg, Span};

pub use bots::{
    bot, bots, edit, let_in, log_away, logs, models, no_bots, no_such_bot, not_understood, suggestions, which_bot,
};
pub use button::Button;
use button::To;
pub use config::{
    ConfigCard, ConfigPage, bulk_applied, bulk_stopped, config, config_changed, config_history, config_refused, fault,
    patch_word,
};
pub use hatch::{owner_shape, too_big};
pub use notes::{note, note_by_itself};
pub use strays::{Left, Refused, stray_ends, strays};
pub use words::secret_prompt;

#[derive(Debug, Clone)]
pub struct Screen {
    /// One line ahead of everything: why the question is asked again.
    pub note: Option<Msg>,
    pub lines: Vec<Msg>,
    pub rows: Vec<Vec<Button>>,
    pub ask: Ask,
    pub is_written: bool,
    pub prompt: Option<Msg>,
    pub file: Option<File>,
    pub form: Vec<Field>,
    pub form_at: usize,
    pub menu: Option<Menu>,
    pub tone: Tone,
    /// A text to many, shown as it will be: in one language, or in the reader's.
    pub news: Option<Box<(Content, Option<String>)>>,
}

impl Screen {
    pub fn new(lines: Vec<Msg>) -> Self {
        Screen {
            note: None,
            lines,
            rows: Vec::new(),
            ask: Ask::Nothing,
            is_written: false,
            prompt: None,
            file: None,
            form: Vec::new(),
            form_at: 0,
            menu: None,
            tone: Tone::Plain,
            news: None,
        }
    }

    fn row(mut self, buttons: Vec<Button>) -> Self {
        if !buttons.is_empty() {
            self.rows.push(buttons);
        }
        self
    }

    fn menu(self, menu: Menu) -> Self {
        Screen { menu: Some(menu), ..self }
    }

    fn asking(self, ask: Ask, prompt: Msg) -> Self {
        Screen { ask, prompt: Some(prompt), ..self }
    }

    /// The answer is one that no button gives.
    fn written(self) -> Self {
        Screen { is_written: true, ..self }
    }

    pub fn with_note(self, why: Msg) -> Self {
        Screen { note: Some(why), ..self }
    }

    /// Where forms are filled in, another key is given by the form itself: it stands where that button stood.
    fn with_form(mut self, form: Vec<Field>, facts: &Facts) -> Self {
        let asks_for_it = |button: &Button| matches!(button.to, To::Choice(Choice::AnotherKey));
        let stood = self.rows.iter().position(|row| row.iter().any(asks_for_it));
        if let Some(at) = stood.filter(|_| facts.fills_forms() && !form.is_empty()) {
            self.rows[at].retain(|button| !asks_for_it(button));
            self.rows.retain(|row| !row.is_empty());
            self.form_at = at;
        }
        Screen { form, ..self }
    }

    /// Said in the middle of a question: the way back to it is one button.
    pub fn with_way_back(self) -> Self {
        self.row(vec![Button::new(Msg::ButtonContinue, Choice::Continue)])
    }

    /// What most people press stands alone, ahead of all that is no option.
    fn likely_row(&self) -> Option<usize> {
        let is_choice = |row: &Vec<Button>| self.menu.is_none() || !row.iter().any(Button::is_option);
        self.rows.iter().position(is_choice).filter(|at| self.rows[*at].len() == 1)
    }

    /// The screen in one language; its buttons answer the question of this revision.
    pub fn view(&self, locale: &Locale, revision: i64) -> View {
        let lines: Vec<String> = self.note.iter().chain(&self.lines).map(|line| locale.say(line)).collect();
        let likely = self.likely_row();
        let rows = self.rows.iter().enumerate().map(|(at, row)| {
            let place = if likely == Some(at) { Weight::Likely } else { Weight::Plain };
            row.iter().map(|button| button.key(locale, revision, place)).collect()
        });
        let form = || Form {
            label: locale.say(&words::form_button(&self.form)),
            language: locale.tag().to_owned(),
            revision,
            fields: self.form.clone(),
        };
        let news = self.news.as_ref().map(|news| (&news.0, news.0.text_in(news.1.as_deref().unwrap_or(locale.tag()))));
        View {
            text: news.map_or_else(|| lines.join("\n"), |(_, rich)| rich.text.clone()),
            marks: news.map(|(_, rich)| rich.marks.clone()).unwrap_or_default(),
            picture: news.and_then(|(content, _)| content.picture.clone()),
            rows: rows.collect(),
            ask: self.ask,
            is_written: self.is_written,
            prompt: self.prompt.as_ref().map(|prompt| locale.say(prompt)).unwrap_or_default(),
            file: self.file.clone(),
            form: (!self.form.is_empty()).then(form),
            form_at: self.form_at,
            menu: self.menu,
            tone: self.tone,
        }
    }
}

/// The question a state asks; nothing when it asks none.
pub fn of(state: &State, facts: &Facts) -> Option<Screen> {
    let screen = match state {
        State::Idle => None,
        State::Hatch(draft, at) => Some(hatch::of(draft, at, facts)),
        State::Edit { bot, provider, step } => Some(edit(bot, *provider, step, facts)),
        State::Confirm(what) => Some(confirm::confirm(what, facts)),
        State::Configure(question) => Some(config::config_question(question)),
        State::Keys(step) => Some(keys::ask(step, facts)),
        State::Broadcast(draft, at) => Some(broadcast::ask(draft, at, facts)),
        State::Leaving { stay, .. } => Some(leaving(stay)),
    };
    screen.map(|screen| handover::offered(screen.with_form(questions::form(state, facts), facts), state, facts))
}

fn leaving(stay: &State) -> Screen {
    let what = match stay {
        State::Hatch(draft, _) => match &draft.name {
            Some(name) => Msg::LeavingHatch { name: name.to_string() },
            None => Msg::LeavingNewHatch,
        },
        State::Edit { .. } | State::Configure(_) => Msg::LeavingEdit,
        State::Keys(_) => Msg::LeavingKey,
        State::Confirm(Confirm::Delete { .. }) => Msg::LeavingDelete,
        State::Confirm(Confirm::Bulk(_)) => Msg::LeavingBulk,
        State::Confirm(Confirm::Forget | Confirm::Fleet { .. } | Confirm::Strays { .. }) => Msg::LeavingConfirm,
        State::Broadcast(..) => Msg::LeavingNews,
        State::Idle | State::Leaving { .. } => Msg::LeavingConfirm,
    };
    Screen::new(vec![what])
        .row(vec![Button::new(Msg::ButtonContinueHere, Choice::Continue)])
        .row(vec![Button::new(Msg::ButtonLeave, Choice::Leave)])
        .asking(Ask::Text, Msg::PromptChoose)
}

pub fn say(line: Msg) -> Screen {
    Screen::new(vec![line])
}

/// Something said to a person who is not in the middle of anything.
pub fn idle(line: Msg) -> Screen {
    Screen::new(vec![line])
        .row(vec![Button::new(Msg::ButtonHatch, Choice::New)])
        .row(vec![Button::new(Msg::ButtonMyBots, Choice::Bots), Button::new(Msg::ButtonHelp, Choice::Help)])
}

pub fn start(facts: &Facts) -> Screen {
    if !facts.may_deploy && facts.bots.is_empty() {
        return no_access();
    }
    let mut second = vec![Button::new(Msg::ButtonHow, Choice::How)];
    if !facts.bots.is_empty() {
        second.insert(0, Button::new(Msg::ButtonMyBots, Choice::Bots));
    }
    Screen::new(vec![Msg::Welcome, count(facts)]).row(vec![Button::new(Msg::ButtonHatch, Choice::New)]).row(second)
}

pub fn no_access() -> Screen {
    let screen = Screen::new(vec![Msg::NoAccess]).asking(Ask::Text, Msg::PromptCode).written();
    Screen { form: vec![Field::Words], ..screen }
}

pub fn how(facts: &Facts) -> Screen {
    Screen::new(vec![Msg::How, count(facts)]).row(vec![Button::new(Msg::ButtonHatch, Choice::New)])
}

/// What most people need, and the names of the rest.
pub fn help(facts: &Facts) -> Screen {
    let spoken = Verb::ALL.iter().filter(|verb| verb.may_be_said_by(facts.role));
    let (everyday, rest): (Vec<Verb>, Vec<Verb>) = spoken.partition(|verb| verb.is_everyday());
    let mut lines = vec![Msg::HelpHead];
    lines.extend(everyday.into_iter().map(words::command_line));
    let named: Vec<String> = rest.iter().map(|verb| format!("/{}", verb.word())).collect();
    lines.push(Msg::HelpMore { commands: named.join(" ") });
    Screen::new(lines)
}

/// Every command with what it does.
pub fn help_all(facts: &Facts) -> Screen {
    let spoken = Verb::ALL.iter().filter(|verb| verb.may_be_said_by(facts.role));
    let lines = spoken.map(|verb| words::command_line(*verb));
    Screen::new(std::iter::once(Msg::HelpHead).chain(lines).collect())
}

/// The title of a form, and what its lines are called.
pub fn form(form: &Form) -> (Msg, Vec<Msg>) {
    (Msg::FormTitle, form.fields.iter().map(|field| words::field(*field)).collect())
}

/// What a command does, in a few words.
pub fn command(verb: Verb) -> Msg {
    words::command(verb)
}

/// A word that may stand behind a command, for a platform that asks for each by its name.
pub struct CommandWord {
    pub name: &'static str,
    pub what: Msg,
    pub is_required: bool,
    /// The name of one of the person's bots.
    pub is_bot: bool,
}

/// The words behind a command, in their order.
pub fn command_words(verb: Verb) -> Vec<CommandWord> {
    let word = |name, what, is_required| CommandWord { name, what, is_required, is_bot: false };
    let more = word("words", Msg::WordMore { verb: verb.word().into() }, false);
    match verb {
        Verb::Deploy => vec![word("wish", Msg::WordWish, false)],
        Verb::Status
        | Verb::Logs
        | Verb::Restart
        | Verb::Stop
        | Verb::Resume
        | Verb::Edit
        | Verb::Delete
        | Verb::Rotate
        | Verb::Share => {
            vec![CommandWord { is_bot: true, ..word("bot", Msg::WordBot, false) }]
        }
        Verb::Language => vec![word("language", Msg::WordLanguage, false)],
        Verb::Timezone => vec![word("place", Msg::WordPlace, false)],
        Verb::Link => vec![word("code", Msg::WordCode, false)],
        Verb::Start => vec![word("code", Msg::WordInvitation, false)],
        Verb::Tier => vec![word("account", Msg::WordAccount, true), word("tier", Msg::WordTier, true)],
        Verb::Config => vec![CommandWord { is_bot: true, ..word("bot", Msg::WordBot, false) }, more],
        Verb::Diagnose => vec![CommandWord { is_bot: true, ..word("bot", Msg::WordBot, false) }],
        Verb::Clone => vec![CommandWord { is_bot: true, ..word("bot", Msg::WordBotOrCode, false) }],
        Verb::User
        | Verb::Invite
        | Verb::Fleet
        | Verb::Maintenance
        | Verb::Spend
        | Verb::Alerts
        | Verb::Admin
        | Verb::Token
        | Verb::Keys
        | Verb::History => vec![more],
        Verb::Quota
        | Verb::Unlink
        | Verb::Cancel
        | Verb::Help
        | Verb::Strays
        | Verb::Broadcast
        | Verb::Notifications
        | Verb::Export
        | Verb::Forget => Vec::new(),
    }
}

/// The commands a platform's menu lists, with their words.
pub fn menu(role: Option<Role>) -> Vec<(Verb, Msg)> {
    let listed = Verb::ALL.iter().copied().filter(|verb| verb.may_be_said_by(role));
    listed.map(|verb| (verb, words::command(verb))).collect()
}

pub fn unknown_command(nearest: Option<Verb>) -> Screen {
    match nearest {
        Some(verb) => Screen::new(vec![Msg::UnknownCommandNear { nearest: format!("/{}", verb.word()) }]),
        None => Screen::new(vec![Msg::UnknownCommand]).row(vec![Button::new(Msg::ButtonHelp, Choice::Help)]),
    }
}

pub fn cancelled(line: Msg) -> Screen {
    Screen::new(vec![line]).row(vec![Button::new(Msg::ButtonHatch, Choice::New)])
}

pub fn nothing_to_cancel(facts: &Facts) -> Screen {
    let hatching = facts.bots.iter().find(|bot| bot.busy == Some(OperationKind::Deploy));
    match hatching {
        Some(bot) => Screen::new(vec![Msg::CancelWhichHatch { name: bot.name.to_string() }])
            .row(vec![Button::new(Msg::ButtonCancelHatch, Choice::CancelHatch(bot.id.clone()))]),
        None => idle(Msg::NothingToCancel),
    }
}

pub fn language(facts: &Facts) -> Screen {
    let button = |language: &Language| Button::named(language.name(), Choice::Language(language.tag()));
    let line = if facts.language_chosen { Msg::LanguageChosen } else { Msg::LanguageFromPlatform };
    let rows = Language::ALL.chunks(2).map(|pair| pair.iter().map(button).collect());
    rows.fold(Screen::new(vec![line]), Screen::row).row(vec![Button::new(Msg::ButtonTimezone, Choice::Zones)])
}

pub fn quota(facts: &Facts) -> Screen {
    let mut lines = vec![count(facts)];
    for window in [quota::Window::Hour, quota::Window::Day] {
        let left = i64::from(quota::left(&facts.limits, &facts.used, window, facts.now));
        let resets = quota::resets_at(&facts.used, window, facts.now).map(|at| Span(at - facts.now));
        lines.push(words::deploys_left(window, left, resets));
    }
    lines.extend(nearly_used(quota::used_percent(&facts.limits, &facts.used, facts.now)));
    let tier = facts.tier.word().to_owned();
    lines.push(match facts.tier_until {
        Some(until) => Msg::TierUntil { tier, until: Moment(until) },
        None => Msg::YourTier { tier },
    });
    lines.extend(facts.limits_until.map(|until| Msg::OwnLimitsUntil { until: Moment(until) }));
    Screen::new(lines).row(vec![Button::new(Msg::ButtonMyBots, Choice::Bots)])
}

/// A word when little is left.
fn nearly_used(percent: i64) -> Option<Msg> {
    (percent >= 80).then_some(Msg::NearlyUsed { percent })
}

/// When the next deploy is free, if none is now.
pub fn next_free(facts: &Facts) -> Option<Millis> {
    match quota::allows(&facts.limits, &facts.used, facts.now) {
        Err(Refusal::Deploys { free_at, .. }) => Some(free_at),
        Err(Refusal::Live { .. }) | Ok(()) => None,
    }
}

pub fn refused(refusal: &Refusal, facts: &Facts) -> Screen {
    let bots = Button::new(Msg::ButtonShowMyBots, Choice::Bots);
    match refusal {
        Refusal::Live { limit } => {
            let limit = i64::from(*limit);
            Screen::new(vec![Msg::LimitReached { live: i64::from(facts.used.live).max(limit), limit }]).row(vec![bots])
        }
        Refusal::Deploys { window, limit, free_at } => {
            let line = words::deploys_used(*window, i64::from(*limit), Span(free_at - facts.now));
            Screen::new(vec![line]).row(vec![Button::new(Msg::ButtonRemind, Choice::Remind), bots])
        }
    }
}

/// Why nothing new may be begun.
pub fn barred(bar: &Bar) -> Screen {
    let bots = Button::new(Msg::ButtonShowMyBots, Choice::Bots);
    let line = match bar {
        Bar::Banned(None) => Msg::Banned,
        Bar::Banned(Some(reason)) => Msg::BannedBecause { reason: reason.clone() },
        Bar::Leaving => Msg::BarLeaving,
        Bar::Maintenance(notice) => Msg::Maintenance { notice: notice.clone() },
        Bar::Spend => Msg::SpendReached,
    };
    Screen::new(vec![line]).row(vec![bots])
}

pub fn busy(kind: OperationKind) -> Screen {
    Screen::new(vec![words::busy(kind)])
}

/// The name that a button of the name question offers: the one given before, or a free one near a taken one.
pub fn suggested_name(draft: &Draft, facts: &Facts) -> Option<Name> {
    let name = draft.name.as_ref()?;
    if facts.name_is_taken(name) { name.suggestion(|other| facts.name_is_taken(other)) } else { Some(name.clone()) }
}

fn count(facts: &Facts) -> Msg {
    Msg::YouHave { live: i64::from(facts.used.live), limit: i64::from(facts.limits.live) }
}
