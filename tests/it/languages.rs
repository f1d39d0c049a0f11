//! How each language counts, writes numbers and moments, and keeps Latin writing whole among Arabic.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;
use hatchery::domain::{Language, Zone};
use hatchery::text::{self, Catalogue, Moment, Msg, Span};

fn said(tag: &str, msg: &Msg) -> String {
    Catalogue::read().expect("the languages").locale(Some(tag)).say(msg)
}

#[test]
fn a_number_is_grouped_as_the_language_groups() {
    let wide = |tag: &str| said(tag, &Msg::ValueNotBetween { option: "x".into(), from: 7, to: 1_234_567 });
    for (tag, grouped) in [
        ("en", "1,234,567"),
        ("es", "1.234.567"),
        ("pt-BR", "1.234.567"),
        ("ru", "1\u{a0}234\u{a0}567"),
        ("zh-Hans", "1,234,567"),
        ("ar", "1,234,567"),
    ] {
        assert!(wide(tag).contains(grouped), "{tag}: {}", wide(tag));
    }
    let name = |tag: &str| said(tag, &Msg::ButtonRollback { revision: 12_408 });
    for language in Language::ALL {
        assert!(name(language.tag()).contains("12408"), "a revision is a name: {}", name(language.tag()));
    }
}

#[test]
fn a_moment_is_written_as_the_language_writes_it_and_names_its_zone() {
    // Its spaces may be such that a line does not break at them.
    let until = |tag: &str| {
        said(tag, &Msg::OwnLimitsUntil { until: Moment(1_796_139_600_000) }).replace(['\u{a0}', '\u{202f}'], " ")
    };
    for (tag, written) in [
        ("en", "1 Dec 2026, 15:40 UTC"),
        ("es", "1 dic 2026, 15:40 UTC"),
        ("pt-BR", "1 de dez. de 2026, 15:40 UTC"),
        ("ru", "1 дек. 2026 г., 15:40 UTC"),
        ("zh-Hans", "2026年12月1日 15:40 UTC"),
    ] {
        assert!(until(tag).contains(written), "{tag}: {}", until(tag));
    }
    let arabic = text::bare(until("ar"));
    assert!(arabic.contains("15:40 UTC") && arabic.contains("2026"), "{arabic}");
    assert_eq!(Moment(1_796_139_600_000).to_string(), "2026-12-01 15:40 UTC", "files and records have it so");
}

#[test]
fn a_moment_is_what_the_clocks_of_its_reader_show_and_a_place_has_its_name_in_each_language() {
    let texts = Catalogue::read().expect("the languages");
    let kolkata = Zone::named("Asia/Kolkata").expect("a zone");
    let until = Msg::OwnLimitsUntil { until: Moment(1_796_139_600_000) };
    let summer = Msg::OwnLimitsUntil { until: Moment(1_782_919_800_000) };
    for (tag, place, offset) in [
        ("en", "Kolkata", "21:10 GMT+5:30"),
        ("es", "Calcuta", "21:10 GMT+5:30"),
        ("pt-BR", "Calcutá", "21:10 +5:30 GMT"),
        ("ru", "Калькутта", "21:10 GMT+5:30"),
        ("zh-Hans", "加尔各答", "21:10 GMT+5:30"),
        ("ar", "كالكتا", "21:10 غرينتش +5:30"),
    ] {
        let locale = texts.locale(Some(tag)).at(kolkata);
        let said = text::bare(locale.say(&until)).replace(['\u{a0}', '\u{202f}', '\u{200e}', '\u{200f}'], " ");
        assert!(said.contains(offset), "{tag}: {said}");
        let asked = locale.say(&Msg::ZoneNow { zone: kolkata, clock: "21:10".into() });
        assert!(asked.contains(place), "{tag}: {asked}");
        for zone in Zone::OFFERED {
            let told = locale.say(&Msg::ButtonZone { zone, clock: "21:10".into() });
            assert!(!told.contains(['?', '/', '_']), "{tag}: {told}");
        }
    }
    let madrid = texts.locale(None).at(Zone::named("Europe/Madrid").expect("a zone"));
    assert!(madrid.say(&until).contains("16:40 GMT+1") && madrid.say(&summer).contains("17:30 GMT+2"));
    let fixed = Zone::parse("-5").expect("a zone");
    assert!(texts.locale(None).at(fixed).say(&until).contains("10:40 GMT-5"));
    assert!(texts.locale(None).say(&Msg::ZoneNow { zone: fixed, clock: "10:40".into() }).contains("GMT-5"));
}

#[test]
fn russian_and_arabic_count_as_they_do() {
    let span = |tag: &str, days: i64| said(tag, &Msg::FleetOldest { age: Span(days * 86_400_000) });
    for (n, word) in [(3, "3 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день"), (22, "22 дня"), (112, "112 дней")]
    {
        assert!(span("ru", n).contains(word), "{n}: {}", span("ru", n));
    }
    let left = |tag: &str, left: i64| said(tag, &Msg::LeftToday { left });
    for (n, word) in [(1, "1 запуск "), (2, "2 запуска "), (5, "5 запусков "), (21, "21 запуск "), (0, "0 запусков ")]
    {
        assert!(left("ru", n).contains(word), "{n}: {}", left("ru", n));
    }
    let forms: BTreeSet<String> = [0, 1, 2, 3, 11, 100].map(|n| left("ar", n).replace(&n.to_string(), "#")).into();
    for (n, word) in [
        (0, "لم تبق لك عمليات إطلاق"),
        (1, "عملية إطلاق واحدة"),
        (2, "عمليتا إطلاق"),
        (3, "3 عمليات إطلاق"),
        (10, "10 عمليات إطلاق"),
        (11, "11 عملية إطلاق"),
        (102, "102 عملية إطلاق"),
    ] {
        assert!(left("ar", n).contains(word), "{n}: {}", left("ar", n));
    }
    assert!(forms.len() >= 5, "{forms:?}");
}

/// The forms of a plural, for each selector that has any.
fn plurals(pattern: &Pattern<String>, found: &mut Vec<BTreeSet<String>>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression: Expression::Select { variants, .. } } = element else { continue };
        let forms = variants.iter().filter_map(|variant| match &variant.key {
            VariantKey::Identifier { name } => Some(name.clone()),
            VariantKey::NumberLiteral { .. } => None,
        });
        let forms: BTreeSet<String> = forms.collect();
        if forms.iter().any(|form| ["zero", "one", "two", "few", "many"].contains(&form.as_str())) {
            found.push(forms);
        }
        variants.iter().for_each(|variant| plurals(&variant.value, found));
    }
}

#[test]
fn a_plural_has_every_form_that_its_language_has() {
    for (language, needed) in [
        (Language::English, &["one", "other"][..]),
        (Language::Spanish, &["one", "other"]),
        (Language::BrazilianPortuguese, &["one", "other"]),
        (Language::Russian, &["one", "few", "many", "other"]),
        (Language::SimplifiedChinese, &["other"]),
        (Language::Arabic, &["zero", "one", "two", "few", "many", "other"]),
    ] {
        let resource = parser::parse(text::source(language).to_owned()).expect("a language");
        let (mut faults, mut counted) = (Vec::new(), 0);
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut found = Vec::new();
            message.value.iter().for_each(|pattern| plurals(pattern, &mut found));
            counted += found.len();
            let lacks = |forms: &BTreeSet<String>| needed.iter().any(|form| !forms.contains(*form));
            faults.extend(
                found.iter().filter(|forms| lacks(forms)).map(|forms| format!("{}: {forms:?}", message.id.name)),
            );
        }
        assert!(faults.is_empty(), "{}: {faults:#?}", language.tag());
        assert!(counted > 20 || language == Language::SimplifiedChinese, "{}: {counted} plurals", language.tag());
    }
}

#[test]
fn what_is_copied_out_of_arabic_has_no_marks_and_a_name_among_it_is_kept_whole() {
    let name = said("ar", &Msg::NameTaken { name: "nest (2)".into() });
    assert!(name.contains("«\u{2068}nest (2)\u{2069}»"), "{name:?}");
    for copied in [
        Msg::OpenWeb { address: "https://nest.example.com/?a=1".into() },
        Msg::ClaimTelegram { address: "https://t.me/nest_bot?start=x".into() },
        Msg::LinkCode { code: "ab-cd".into() },
        Msg::ShareCommand { code: "ab12".into() },
        Msg::AccessToken { token: "hat_ab12".into(), scopes: "read".into(), until: Moment(0) },
        Msg::FleetConfirm { word: "stop 12".into() },
        Msg::NobodyFound { text: "ada".into() },
        Msg::TierSet { account: "telegram:42".into(), tier: "premium".into() },
        Msg::HelpMore { commands: "/config, /keys".into() },
        Msg::AskKey { provider: "OpenRouter".into(), shape: "sk-or-".into() },
    ] {
        let said = said("ar", &copied);
        for piece in said.split('\u{2068}').skip(1) {
            let isolated = piece.split('\u{2069}').next().unwrap_or_default();
            assert!(["read", "premium", "OpenRouter"].contains(&isolated), "{isolated} in {said}");
        }
    }
    for language in Language::ALL.into_iter().filter(|language| !language.is_right_to_left()) {
        let name = said(language.tag(), &Msg::NameTaken { name: "nest".into() });
        assert!(!name.contains(text::is_mark), "{name:?}");
    }
    assert_eq!(text::bare("\u{2068}nest (2)\u{2069}".into()), "nest (2)");
}

#[test]
fn a_sentence_in_any_language_selects_only_by_what_it_is_about() {
    // A selector that is no variable would be a slip of the translator: nothing else can differ.
    for language in Language::ALL {
        let resource = parser::parse(text::source(language).to_owned()).expect("a language");
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            for element in message.value.iter().flat_map(|pattern| &pattern.elements) {
                if let PatternElement::Placeable { expression: Expression::Select { selector, .. } } = element {
                    let is_variable = matches!(selector, InlineExpression::VariableReference { .. });
                    assert!(is_variable, "{}: {}", language.tag(), message.id.name);
                }
            }
        }
    }
}
