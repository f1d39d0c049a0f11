//! The languages that Hatchery speaks, each with every name it has anywhere. This is the only list of them.

/// A language and its land or script, where there is more than one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    English,
    Spanish,
    BrazilianPortuguese,
    Russian,
    SimplifiedChinese,
    Arabic,
}

/// What a language is called, and how it is written.
struct Facts {
    /// As `locales/`, buttons and `/language` have it.
    tag: &'static str,
    /// In its own words.
    name: &'static str,
    /// Telegram's menus go by two letters.
    telegram: &'static str,
    /// Discord goes by lands, and has no Arabic at all.
    discord: &'static [&'static str],
    /// Numbers and dates as Unicode's data has them. English ones are said the international way, day before month;
    /// Arabic ones in the digits that keys, amounts and everything else to be typed here have.
    formats: &'static str,
    is_right_to_left: bool,
}

impl Language {
    pub const ALL: [Language; 6] = [
        Language::English,
        Language::Spanish,
        Language::BrazilianPortuguese,
        Language::Russian,
        Language::SimplifiedChinese,
        Language::Arabic,
    ];

    #[rustfmt::skip]
    fn facts(self) -> Facts {
        let facts = |tag, name, telegram, discord, formats| Facts { tag, name, telegram, discord, formats, is_right_to_left: false };
        match self {
            Language::English => facts("en", "English", "en", &["en-US", "en-GB"], "en-GB"),
            Language::Spanish => facts("es", "Español", "es", &["es-ES", "es-419"], "es"),
            Language::BrazilianPortuguese => facts("pt-BR", "Português (Brasil)", "pt", &["pt-BR"], "pt-BR"),
            Language::Russian => facts("ru", "Русский", "ru", &["ru"], "ru"),
            Language::SimplifiedChinese => facts("zh-Hans", "简体中文", "zh", &["zh-CN", "zh-TW"], "zh-Hans"),
            Language::Arabic => Facts { is_right_to_left: true, ..facts("ar", "العربية", "ar", &[], "ar-u-nu-latn") },
        }
    }

    pub fn tag(self) -> &'static str {
        self.facts().tag
    }

    pub fn name(self) -> &'static str {
        self.facts().name
    }

    pub fn telegram(self) -> &'static str {
        self.facts().telegram
    }

    pub fn discord(self) -> &'static [&'static str] {
        self.facts().discord
    }

    pub fn formats(self) -> &'static str {
        self.facts().formats
    }

    pub fn is_right_to_left(self) -> bool {
        self.facts().is_right_to_left
    }

    /// The letters ahead of the land or script: what `pt`, `pt-BR` and `pt_PT` have in common.
    pub fn stem(self) -> &'static str {
        stem(self.tag())
    }

    /// The language of this very tag, in whatever case.
    pub fn parse(tag: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The nearest language to what a platform or a system says: `pt_PT` and `zh-TW` are better served by a sister than
    /// by English.
    pub fn near(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.stem().eq_ignore_ascii_case(stem(code)))
    }
}

fn stem(code: &str) -> &str {
    code.split(['-', '_', '.']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_platforms_call_a_language_finds_it() {
        let near = |code: &str| Language::near(code).map(Language::tag);
        let told = [
            ("pt", Some("pt-BR")),
            ("pt_PT", Some("pt-BR")),
            ("PT-br", Some("pt-BR")),
            ("zh", Some("zh-Hans")),
            ("zh-CN", Some("zh-Hans")),
            ("zh-hant-TW", Some("zh-Hans")),
            ("es-419", Some("es")),
            ("ar-EG", Some("ar")),
            ("ru_RU.UTF-8", Some("ru")),
            ("en-GB", Some("en")),
            ("C.UTF-8", None),
            ("de", None),
            ("", None),
        ];
        for (code, tag) in told {
            assert_eq!(near(code), tag, "{code}");
        }
    }

    #[test]
    fn no_two_languages_share_a_name_anywhere() {
        for (at, one) in Language::ALL.iter().enumerate() {
            for other in &Language::ALL[at + 1..] {
                assert!(one.stem() != other.stem() && one.name() != other.name() && one.telegram() != other.telegram());
                assert!(one.discord().iter().all(|code| !other.discord().contains(code)), "{one:?} {other:?}");
            }
            assert_eq!(Language::parse(&one.tag().to_uppercase()), Some(*one));
            for code in one.discord().iter().chain([&one.telegram(), &one.tag()]) {
                assert_eq!(Language::near(code), Some(*one), "{code}");
            }
        }
    }
}
