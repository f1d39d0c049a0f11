//! Numbers and moments as each language writes them, by Unicode's data. Money and what a person has to type are texts and
//! do not come here.

use anyhow::{Context, anyhow};
use chrono::{Datelike, Timelike};
use fluent_bundle::FluentValue;
use fluent_bundle::memoizer::MemoizerKind;
use icu_datetime::fieldsets::{YMD, YMDT};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::preferences::HourCycle;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_decimal::DecimalFormatter;
use icu_locale_core::Locale;
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

use crate::domain::{Language, Millis};

/// How one language writes a day and a time of day.
pub(super) struct Moments(DateTimeFormatter<YMDT>);

impl Moments {
    pub(super) fn of(language: Language) -> anyhow::Result<Self> {
        let mut wishes = DateTimeFormatterPreferences::from(locale(language)?);
        // No place knows where a person lives, so that every moment is said in UTC; that has 24 hours.
        wishes.hour_cycle = Some(HourCycle::H23);
        DateTimeFormatter::try_new(wishes, YMD::medium().with_time_hm())
            .map(Moments)
            .map_err(|cause| anyhow!("learn how {} writes a moment: {cause}", language.tag()))
    }

    pub(super) fn say(&self, at: Millis) -> Option<String> {
        let at = chrono::DateTime::from_timestamp_millis(at)?;
        let date = Date::try_new_iso(at.year(), at.month() as u8, at.day() as u8).ok()?;
        let time = Time::try_new(at.hour() as u8, at.minute() as u8, 0, 0).ok()?;
        Some(format!("{} UTC", self.0.format(&DateTime { date, time })))
    }
}

/// Groups the digits of a number. Fluent asks for it wherever a sentence has one.
pub(super) fn number<M: MemoizerKind>(value: &FluentValue<'_>, kept: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // Whoever sends a number without grouping means a name made of digits.
    if !number.options.use_grouping || number.value.fract() != 0.0 {
        return Some(number.as_string().into_owned());
    }
    kept.with_try_get_threadsafe::<Numbers, _, _>((), |numbers| {
        numbers.0.format(&(number.value as i64).into()).to_string()
    })
    .ok()
}

struct Numbers(DecimalFormatter);

impl Memoizable for Numbers {
    type Args = ();
    type Error = anyhow::Error;

    fn construct(tag: LanguageIdentifier, (): ()) -> anyhow::Result<Self> {
        let language = Language::parse(&tag.to_string()).with_context(|| format!("{tag} is not spoken here"))?;
        DecimalFormatter::try_new(locale(language)?.into(), Default::default())
            .map(Numbers)
            .map_err(|cause| anyhow!("learn how {tag} writes a number: {cause}"))
    }
}

fn locale(language: Language) -> anyhow::Result<Locale> {
    let formats = language.formats();
    formats.parse().map_err(|cause| anyhow!("read the formats {formats}: {cause}"))
}
