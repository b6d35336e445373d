//! Owns the two languages in which the harness tells what it found.

use std::env;

/// A language of the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
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
        match lang {
            Lang::En => self.en,
            Lang::Ru => self.ru,
        }
    }
}

impl Lang {
    /// The language of the machine: Russian where its locale is Russian, English otherwise.
    pub fn of_environment() -> Self {
        Self::of_locale(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| env::var(name).unwrap_or_default()))
    }

    /// POSIX: the first of the three that is set and not empty decides.
    fn of_locale(locales: [String; 3]) -> Self {
        let decides = locales.into_iter().find(|locale| !locale.is_empty()).unwrap_or_default();
        if decides.to_lowercase().starts_with("ru") { Self::Ru } else { Self::En }
    }

    /// Its tag in HTML.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let of = |locales: [&str; 3]| Lang::of_locale(locales.map(str::to_owned));
        assert_eq!(of(["", "", "ru_RU.UTF-8"]), Lang::Ru);
        assert_eq!(of(["C", "ru_RU.UTF-8", "ru_RU.UTF-8"]), Lang::En);
        assert_eq!(of(["", "ru_RU", "en_GB.UTF-8"]), Lang::Ru);
        assert_eq!(of(["", "", ""]), Lang::En);
    }
}
