//! Owns a relying party's own words for those of the letters, as its file declares them.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Url;

use crate::event::Grade;

/// How one party says it. The portal's pages are not concerned.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// Where the party's pages are; nothing for one that says everything as the letters do.
    home: Option<String>,
    own: BTreeMap<String, String>,
    declared: BTreeSet<String>,
}

impl Wording {
    /// The words of the letters.
    pub fn of_the_letters() -> Self {
        Self::default()
    }

    /// The words of a party at that address: for some of the letters' its own, and others that it is known to use.
    pub fn of_a_party(
        home: &Url,
        own: BTreeMap<String, String>,
        declared: impl IntoIterator<Item = String>,
    ) -> Self {
        let declared = declared.into_iter().chain(own.values().cloned()).collect();
        Self { home: Some(home.origin().ascii_serialization()), own, declared }
    }

    /// What these words of a letter are on a page at that address.
    pub(crate) fn own<'w>(&'w self, page: &Url, words: &'w str) -> &'w str {
        if self.is_home(page) { self.own.get(words).map_or(words, String::as_str) } else { words }
    }

    /// Whether it is known that the page at that address must use these words.
    pub(crate) fn is_known(&self, page: &Url, words: &str) -> bool {
        !self.is_home(page) || self.own.contains_key(words) || self.declared.contains(words)
    }

    /// How much it weighs when a page at that address does not have these words: a party of which no one said how it
    /// puts things may put them otherwise, which a person has to see.
    pub(crate) fn weight(&self, page: &Url, words: &str) -> Grade {
        if self.is_known(page, words) { Grade::Must } else { Grade::Look }
    }

    fn is_home(&self, page: &Url) -> bool {
        self.home.as_deref() == Some(page.origin().ascii_serialization().as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(address: &str) -> Url {
        address.parse().unwrap()
    }

    #[test]
    fn a_partys_own_words_count_on_its_own_pages_only() {
        let own = BTreeMap::from([("Войти".to_owned(), "Log in".to_owned())]);
        let wording = Wording::of_a_party(&url("http://127.0.0.1:9000/"), own, ["Leave".to_owned()]);
        let [home, portal] = ["http://127.0.0.1:9000/login", "http://127.0.0.1:8085/login"].map(url);
        assert_eq!([wording.own(&home, "Войти"), wording.own(&portal, "Войти")], ["Log in", "Войти"]);
        let weights = ["Войти", "Leave", "Отлично!"].map(|words| wording.weight(&home, words));
        assert_eq!(weights, [Grade::Must, Grade::Must, Grade::Look]);
        assert_eq!(wording.weight(&portal, "Отлично!"), Grade::Must);
        assert_eq!(Wording::of_the_letters().weight(&home, "Отлично!"), Grade::Must);
    }
}
