//! Every sentence Hatchery can say: `Msg` names it and carries what it is about, `Locale` puts it into a language.
//! This is the only reader of `locales/`, and it knows nothing of who says what when.

#[macro_use]
mod define;
#[macro_use]
mod fleet;
#[macro_use]
mod handover;
#[macro_use]
mod labels;
#[macro_use]
mod keys;
#[macro_use]
mod people;
#[macro_use]
mod configs;
#[macro_use]
mod news;
#[macro_use]
mod watch;
#[macro_use]
mod sharing;
#[macro_use]
mod managed;

mod about;
mod direction;
mod formats;
mod messages;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, anyhow};
use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use tracing::error;
use unic_langid::LanguageIdentifier;

use crate::domain::{Language, Millis, Zone};
use crate::text::formats::Moments;

pub use direction::{bare, is_mark};
pub use messages::Msg;

/// A length of time, said in its largest whole unit: `41 s`, `12 min`, `3 days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span(pub Millis);

/// A moment, said by date and time of day as the language has it and as the reader's clocks show it:
/// `1 Dec 2026, 15:40 UTC`. By itself it reads `2026-12-01 15:40 UTC`, as records and names of files have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(pub Millis);

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match chrono::DateTime::from_timestamp_millis(self.0) {
            Some(at) => write!(f, "{}", at.format("%Y-%m-%d %H:%M UTC")),
            None => f.write_str("?"),
        }
    }
}

/// One language, and the zone of whoever is spoken to in it.
#[derive(Clone)]
pub struct Locale {
    tongue: Arc<Tongue>,
    zone: Zone,
}

struct Tongue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    moments: Moments,
}

impl Locale {
    /// A test may hand in sentences of its own.
    pub fn read(language: Language, source: &str) -> anyhow::Result<Self> {
        let tag = language.tag();
        let identifier: LanguageIdentifier = tag.parse().with_context(|| format!("read the language tag {tag}"))?;
        let resource = FluentResource::try_new(source.to_owned())
            .map_err(|(_, errors)| anyhow!("read locales/{tag}.ftl: {errors:?}"))?;
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Fluent would put isolation marks around everything, and they would end up in copied addresses. `about` puts
        // them where they are needed.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(formats::number));
        bundle.add_resource(resource).map_err(|errors| anyhow!("read locales/{tag}.ftl: {errors:?}"))?;
        let moments = Moments::of(language)?;
        Ok(Locale { tongue: Arc::new(Tongue { language, bundle, moments }), zone: Zone::UTC })
    }

    /// The same language for somebody whose clocks are there.
    pub fn at(&self, zone: Zone) -> Self {
        Locale { tongue: self.tongue.clone(), zone }
    }

    pub fn language(&self) -> Language {
        self.tongue.language
    }

    pub fn tag(&self) -> &'static str {
        self.language().tag()
    }

    /// The sentence. A test holds every language to all messages, so the name alone is never what a person reads.
    pub fn say(&self, msg: &Msg) -> String {
        let bundle = &self.tongue.bundle;
        let pattern = bundle.get_message(msg.id()).and_then(|message| message.value());
        let Some(pattern) = pattern else { return msg.id().to_owned() };
        let arguments = msg.arguments(self);
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        if !errors.is_empty() {
            error!(message = msg.id(), language = self.tag(), "a sentence could not be put together");
        }
        said.into_owned()
    }

    fn moment(&self, at: Moment) -> String {
        self.tongue.moments.say(at.0, self.zone).unwrap_or_else(|| at.to_string())
    }

    fn place(&self, zone: Zone) -> String {
        self.tongue.moments.place(zone)
    }

    fn span(&self, Span(ms): Span) -> String {
        // Begun seconds count: nothing takes 0 s.
        let seconds = (ms.max(0) + 999) / 1000;
        let msg = match seconds {
            0..90 => Msg::SpanSeconds { n: seconds },
            90..5_400 => Msg::SpanMinutes { n: (seconds + 30) / 60 },
            5_400..129_600 => Msg::SpanHours { n: (seconds + 1_800) / 3_600 },
            _ => Msg::SpanDays { n: (seconds + 43_200) / 86_400 },
        };
        self.say(&msg)
    }
}

/// All languages; English is spoken where a person's own is not known. A language is read when it is first spoken,
/// because each takes some milliseconds and a megabyte.
pub struct Catalogue {
    english: Locale,
    /// Nothing for one that does not read, which a test excludes.
    others: HashMap<Language, OnceLock<Option<Locale>>>,
}

impl Catalogue {
    pub fn read() -> anyhow::Result<Self> {
        let english = Locale::read(Language::English, source(Language::English))?;
        Ok(Catalogue { english, others: Language::ALL.map(|language| (language, OnceLock::new())).into() })
    }

    /// The locale for what a person chose or their platform says, such as `es` or `es-MX`.
    pub fn locale(&self, code: Option<&str>) -> &Locale {
        self.of(code.and_then(Language::near).unwrap_or(Language::English))
    }

    pub fn all(&self) -> impl Iterator<Item = &Locale> {
        Language::ALL.into_iter().map(|language| self.of(language))
    }

    fn of(&self, language: Language) -> &Locale {
        let other = self.others.get(&language).filter(|_| language != Language::English);
        let read = || {
            let read = Locale::read(language, source(language));
            read.inspect_err(|cause| error!("{} is not spoken: {cause:#}", language.tag())).ok()
        };
        other.and_then(|other| other.get_or_init(read).as_ref()).unwrap_or(&self.english)
    }
}

/// What `locales/` has in a language.
pub fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../locales/en.ftl"),
        Language::Spanish => include_str!("../locales/es.ftl"),
        Language::BrazilianPortuguese => include_str!("../locales/pt-BR.ftl"),
        Language::Russian => include_str!("../locales/ru.ftl"),
        Language::SimplifiedChinese => include_str!("../locales/zh-Hans.ftl"),
        Language::Arabic => include_str!("../locales/ar.ftl"),
    }
}
