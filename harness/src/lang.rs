//! Owns the two languages in which the harness tells what it found.

use std::env;

pub use ::lang::{Lang, Said};

/// The language of the machine: Russian where its locale is Russian, English otherwise.
pub fn of_environment() -> Lang {
    of_locale(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| env::var(name).unwrap_or_default()))
}

/// POSIX: the first of the three that is set and not empty decides.
fn of_locale(locales: [String; 3]) -> Lang {
    let decides = locales.into_iter().find(|locale| !locale.is_empty()).unwrap_or_default();
    if decides.to_lowercase().starts_with("ru") { Lang::Ru } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let of = |locales: [&str; 3]| of_locale(locales.map(str::to_owned));
        assert_eq!(of(["", "", "ru_RU.UTF-8"]), Lang::Ru);
        assert_eq!(of(["C", "ru_RU.UTF-8", "ru_RU.UTF-8"]), Lang::En);
        assert_eq!(of(["", "ru_RU", "en_GB.UTF-8"]), Lang::Ru);
        assert_eq!(of(["", "", ""]), Lang::En);
    }
}
