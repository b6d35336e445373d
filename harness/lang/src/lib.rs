//! Owns the two languages in which the harness and its packages tell what they found.

/// A language of the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Lang {
    /// Russian
    Ru,
    /// English
    #[default]
    En,
}

/// A text in both languages: one without the other does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// In English.
    pub en: &'static str,
    /// In Russian.
    pub ru: &'static str,
}

impl Said {
    /// The text in a language.
    pub const fn in_(self, lang: Lang) -> &'static str {
        lang.say(self.ru, self.en)
    }
}

impl Lang {
    /// Its tag in HTML.
    pub const fn tag(self) -> &'static str {
        self.say("ru", "en")
    }

    /// The words of the language: one text without the other cannot be written.
    pub const fn say(self, ru: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Ru => ru,
            Self::En => en,
        }
    }
}
