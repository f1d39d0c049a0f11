//! What a sentence can be about, as Fluent takes it.

use fluent_bundle::FluentValue;

use crate::domain::Notice;
use crate::domain::config::Wording;
use crate::text::{Locale, Moment, Msg, Span};

pub(super) trait About {
    fn value(&self, locale: &Locale) -> FluentValue<'_>;
}

impl About for String {
    fn value(&self, _: &Locale) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
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
    fn value(&self, _: &Locale) -> FluentValue<'_> {
        FluentValue::from(self.to_string())
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
