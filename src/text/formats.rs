//! Numbers, moments and zones as each language writes them, by Unicode's data. Money and what a person has to type are texts and
//! do not come here.

use anyhow::{Context, anyhow};
use fluent_bundle::FluentValue;
use fluent_bundle::memoizer::MemoizerKind;
use icu_datetime::fieldsets::zone::{ExemplarCity, LocalizedOffsetShort};
use icu_datetime::fieldsets::{YMD, YMDT};
use icu_datetime::input::{Date, DateTime, Time, TimeZone, UtcOffset};
use icu_datetime::preferences::HourCycle;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences, NoCalendarFormatter};
use icu_decimal::DecimalFormatter;
use icu_locale_core::Locale;
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

use crate::domain::{Language, Millis, Zone};

/// How one language writes a day with a time of day, and where that is so.
pub(super) struct Moments {
    moment: DateTimeFormatter<YMDT>,
    offset: NoCalendarFormatter<LocalizedOffsetShort>,
    city: NoCalendarFormatter<ExemplarCity>,
}

impl Moments {
    pub(super) fn of(language: Language) -> anyhow::Result<Self> {
        let mut wishes = DateTimeFormatterPreferences::from(locale(language)?);
        // What people type has 24 hours in every language.
        wishes.hour_cycle = Some(HourCycle::H23);
        let lacks = |what: &str| anyhow!("learn how {} writes {what}", language.tag());
        Ok(Moments {
            moment: DateTimeFormatter::try_new(wishes, YMD::medium().with_time_hm()).map_err(|_| lacks("a moment"))?,
            offset: NoCalendarFormatter::try_new(wishes, LocalizedOffsetShort).map_err(|_| lacks("an offset"))?,
            city: NoCalendarFormatter::try_new(wishes, ExemplarCity).map_err(|_| lacks("a city"))?,
        })
    }

    pub(super) fn say(&self, at: Millis, zone: Zone) -> Option<String> {
        let shown = zone.reading(at)?;
        let date = Date::try_new_iso(shown.year, shown.month, shown.day).ok()?;
        let time = Time::try_new(shown.hour, shown.minute, 0, 0).ok()?;
        let offset = match zone.is_utc() {
            true => "UTC".to_owned(),
            false => self.offset(shown.offset_minutes)?,
        };
        Some(format!("{} {offset}", self.moment.format(&DateTime { date, time })))
    }

    fn offset(&self, minutes: i32) -> Option<String> {
        let offset = UtcOffset::try_from_seconds(minutes * 60).ok()?;
        Some(self.offset.format(&offset).to_string())
    }

    /// What a place is called that stands for its zone; one without a place is called by its offset.
    pub(super) fn place(&self, zone: Zone) -> String {
        match zone.fixed_minutes() {
            _ if zone.is_utc() => "UTC".to_owned(),
            Some(minutes) => self.offset(minutes).unwrap_or_else(|| zone.name().to_owned()),
            None => self.city.format(&TimeZone::from_iana_id(zone.name()).without_offset()).to_string(),
        }
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
