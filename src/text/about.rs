//! What a sentence can be about, as Fluent takes it.

use fluent_bundle::FluentValue;

use crate::text::{Locale, Msg, Span};

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

impl About for Box<Msg> {
    fn value(&self, locale: &Locale) -> FluentValue<'_> {
        FluentValue::from(locale.say(self))
    }
}
