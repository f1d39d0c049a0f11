//! What a sentence can be about, as Fluent takes it.

use fluent_bundle::FluentValue;

use crate::domain::config::Wording;
use crate::domain::{Notice, Zone};
use crate::text::{Locale, Moment, Msg, Span, direction};

/// Numbers that are names: a revision, a status. Their digits stay together.
const NUMBERED: &[&str] = &["code", "revision", "signal", "status", "wanted"];

/// What stands for a variable of a sentence.
pub(super) fn argument<'a>(locale: &Locale, name: &str, about: &'a impl About) -> FluentValue<'a> {
    let needs_marks = locale.language().is_right_to_left() && about.may_run_against() && !direction::is_copied(name);
    match about.value(locale) {
        FluentValue::String(text) if needs_marks => FluentValue::from(direction::isolated(&text)),
        FluentValue::Number(mut number) if NUMBERED.contains(&name) => {
            number.options.use_grouping = false;
            FluentValue::Number(number)
        }
        other => other,
    }
}

pub(super) trait About {
    fn value(&self, locale: &Locale) -> FluentValue<'_>;

    /// Whether it is not in the language of the sentence, as names are.
    fn may_run_against(&self) -> bool {
        false
    }
}

impl About for String {
    fn value(&self, _: &Locale) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }

    fn may_run_against(&self) -> bool {
        true
    }
}

impl About for i64 {
    fn value(&self, _: &Locale) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}

impl About for Span {
    fn value(&self, locale: &Locale) -> FluentValue<'_> {
        FluentValue::from(locale.span(*self))
    }
}

/// `empty` where there is none for the reader.
impl About for Notice {
    fn value(&self, locale: &Locale) -> FluentValue<'_> {
        FluentValue::from(self.text_in(locale.tag()).unwrap_or("empty"))
    }
}

impl About for Moment {
    fn value(&self, locale: &Locale) -> FluentValue<'_> {
        FluentValue::from(locale.moment(*self))
    }
}

/// A place, as the language calls it.
impl About for Zone {
    fn value(&self, locale: &Locale) -> FluentValue<'_> {
        FluentValue::from(locale.place(*self))
    }
}

impl About for Wording {
    fn value(&self, locale: &Locale) -> FluentValue<'_> {
        FluentValue::from(self.in_language(locale.tag()))
    }
}

impl About for Box<Msg> {
    fn value(&self, locale: &Locale) -> FluentValue<'_> {
        FluentValue::from(locale.say(self))
    }
}
