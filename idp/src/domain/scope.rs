//! Scopes: the names a relying party may ask for, and what each discloses of a person.

use std::collections::BTreeSet;

pub mod organisation;
mod person;
mod profile;

pub use person::{CATALOGUE, Disclosure, Scope};
pub use profile::{DIGITAL_PROFILE, agency};

use crate::domain::consent::Unlisted;
use crate::domain::id::Oid;

/// The prefix that scopes of the first protocol version carry.
pub const LEGACY_PREFIX: &str = "http://esia.gosuslugi.ru/";

/// What marks a scope that was granted by a consent.
const BY_CONSENT: &str = "mode=w";

/// One scope as it was asked for: its name, and the parameter behind `?`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AskedScope {
    /// The name without its parameter.
    pub name: String,
    /// The parameter (`org_oid=1000000001`), when there is one.
    pub parameter: Option<String>,
}

impl AskedScope {
    /// Splits one word of a `scope` parameter.
    pub fn of(word: &str) -> Self {
        match word.split_once('?') {
            Some((name, parameter)) => Self { name: name.to_owned(), parameter: Some(parameter.to_owned()) },
            None => Self { name: word.to_owned(), parameter: None },
        }
    }

    /// The name without the address that the first protocol version puts in front of it.
    pub fn bare(&self) -> &str {
        self.name.strip_prefix(LEGACY_PREFIX).unwrap_or(&self.name)
    }

    /// Whether the simulator knows a scope of this name, and its parameter is one that it takes.
    pub fn is_known(&self) -> bool {
        match self.is_of_organisation() {
            true => self.parameter.is_none() || self.organisation().is_some(),
            // MR Б.4: `openid` takes no parameter.
            false if self.name == "openid" => self.parameter.is_none(),
            false => find(&self.name).is_some(),
        }
    }

    /// Whether the list of scopes has one of this name, whatever parameter stands behind it.
    pub fn is_listed(&self) -> bool {
        self.is_of_organisation() || find(&self.name).is_some()
    }

    /// Whether a realm takes the scope: a known one, or one that the list does not have where those are taken.
    pub fn is_taken(&self, unlisted: Unlisted) -> bool {
        self.is_known() || (unlisted == Unlisted::Taken && !self.is_listed())
    }

    /// Whether the scope is one of a person's or a child's data (MR tables 96, 97).
    pub fn is_personal(&self) -> bool {
        find(&self.name).is_some_and(|scope| !scope.discloses.is_empty())
    }

    /// Whether a system may ask for the scope for itself (MR Б.3.2): scopes of organisations and of systems; of those
    /// of a person the avatar alone (MR А.10).
    pub fn is_for_a_system(&self) -> bool {
        let is_of_a_person = self.is_personal() && self.name != "usr_avt";
        !is_of_a_person && !person::OF_A_SIGN_IN.contains(&&*self.name)
    }

    /// Whether a citizen's token cannot hold it: MR Б.4 gives the lists of deleted people to systems alone.
    pub fn is_for_a_system_alone(&self) -> bool {
        self.bare() == "tech_inf"
    }

    /// Whether the scope opens a person's vehicles, which MR took out in 3.16.
    pub fn is_of_vehicles(&self) -> bool {
        self.name == "vehicles"
    }

    /// Whether the scope opens an organisation's data.
    pub fn is_of_organisation(&self) -> bool {
        organisation::find(self.bare()).is_some()
    }

    /// The organisation whose data the scope opens, when it says so.
    pub fn organisation(&self) -> Option<Oid> {
        let parameter = self.parameter.as_deref()?;
        // MR А.7, А.11: `mode=w` asks for writing.
        let parameter = parameter.strip_prefix("mode=w&").or_else(|| parameter.strip_suffix("&mode=w"));
        let number = parameter.or(self.parameter.as_deref())?.strip_prefix("org_oid=")?;
        number.parse().ok().filter(|_| self.is_of_organisation())
    }

    /// The scope as it was written.
    pub fn word(&self) -> String {
        match &self.parameter {
            Some(parameter) => format!("{}?{parameter}", self.name),
            None => self.name.clone(),
        }
    }

    /// Whether the scope is about a person's data and names another person than this one (MR Б.4: `?oid=`).
    pub fn is_of_another(&self, person: Oid) -> bool {
        let named = self.parameter.iter().flat_map(|all| all.split('&'));
        let mut numbers = named.filter_map(|one| one.strip_prefix("oid="));
        self.is_personal() && numbers.any(|number| number.parse().ok() != Some(person))
    }

    /// The scope as it is granted by a consent (DP 4).
    pub fn consented_by(name: &str, subject: Oid) -> String {
        format!("{name}?{BY_CONSENT}&oid={subject}")
    }

    /// Whether it was granted by a consent.
    pub fn is_by_consent(&self) -> bool {
        self.parameter.as_deref().is_some_and(|parameter| parameter.split('&').any(|one| one == BY_CONSENT))
    }

    /// The scope as it is granted: with the subject's number, save those without a parameter and those that name an
    /// organisation; a scope of an organisation that names none is of the one the citizen chose.
    pub fn granted_to(&self, subject: Oid, chosen: Option<Oid>) -> String {
        match (&self.parameter, chosen.filter(|_| self.is_of_organisation())) {
            (Some(parameter), _) => format!("{}?{parameter}", self.name),
            (None, Some(organisation)) => self.for_organisation(organisation),
            // MR Б.8: the sample of a token for `openid bio`.
            (None, None) if matches!(&*self.name, "openid" | "bio") => self.name.clone(),
            (None, None) => format!("{}?oid={subject}", self.name),
        }
    }

    /// The scope for an organisation, under the name that tokens have it by (MR Б.4, Б.5, А.12; EPGU).
    pub fn for_organisation(&self, organisation: Oid) -> String {
        // MR Б.4, А.4 print these without the address.
        let address = if matches!(self.bare(), "gosbar_org" | "categories") { "" } else { LEGACY_PREFIX };
        format!("{address}{}?org_oid={organisation}", self.bare())
    }

    /// What the citizen allows with it: scopes of organisations are allowed for each by itself.
    pub fn consent_name(&self, subject: Oid, chosen: Option<Oid>) -> String {
        match (&self.parameter, chosen.filter(|_| self.is_of_organisation())) {
            (None, Some(organisation)) => format!("{}?org_oid={organisation}", self.name),
            _ if self.is_of_organisation() => self.granted_to(subject, chosen),
            _ => self.name.clone(),
        }
    }
}

/// The words of a `scope` parameter, each once, in the order asked.
pub fn words(scope: &str) -> Vec<AskedScope> {
    let mut seen = BTreeSet::new();
    scope.split_whitespace().map(AskedScope::of).filter(|asked| seen.insert(asked.clone())).collect()
}

/// The catalogue's entry of a name.
pub fn find(name: &str) -> Option<Scope> {
    let listed = CATALOGUE.iter().copied().find(|scope| scope.name == name);
    listed.or_else(|| DIGITAL_PROFILE.iter().find(|own| **own == name).map(|own| person::scope(own, &[])))
}

/// The scopes of the digital profile; what they open lies in other systems.
pub fn profile() -> Vec<Scope> {
    DIGITAL_PROFILE.iter().map(|name| person::scope(name, &[])).collect()
}

/// What a token with these granted scopes may see.
pub fn disclosed(granted: &str) -> BTreeSet<Disclosure> {
    let opened = words(granted).into_iter().filter_map(|asked| find(&asked.name));
    opened.flat_map(|scope| scope.discloses.iter().copied()).collect()
}

/// What a token with these granted scopes may see of an organisation; nothing when none of them is about it.
pub fn disclosed_of(granted: &str, organisation: Oid) -> Option<BTreeSet<organisation::Disclosure>> {
    let about = words(granted).into_iter().filter(|asked| asked.organisation() == Some(organisation));
    let opened: Vec<_> = about.filter_map(|asked| organisation::find(asked.bare())).collect();
    (!opened.is_empty()).then(|| opened.into_iter().flatten().copied().collect())
}

#[cfg(test)]
mod tests {
    use super::Disclosure as D;
    use super::*;

    #[test]
    fn what_a_citizen_allows_keeps_its_name_whatever_tokens_call_it() {
        let named = |word| AskedScope::of(word).consent_name(Oid::FIRST, Some(Oid::new(8)));
        assert_eq!(named("org_inn"), "org_inn?org_oid=8");
        assert_eq!(named("http://esia.gosuslugi.ru/org_inn"), "http://esia.gosuslugi.ru/org_inn?org_oid=8");
        assert_eq!(
            (named("org_inn?org_oid=7"), named("snils")),
            ("org_inn?org_oid=7".into(), "snils".into())
        );
    }

    #[test]
    fn a_scope_may_name_whose_data_it_is_about() {
        for (word, is_of_another) in [
            ("fullname", false),
            ("fullname?oid=1000000001", false),
            ("fullname?oid=1000000002", true),
            ("http://esia.gosuslugi.ru/usr_inf?mode=w&oid=1000000002", true),
            ("snils?oid=somebody", true),
            // Not about a citizen who signs in.
            ("prm_chg?oid=1000000002", false),
            ("org_inn?org_oid=1000000002", false),
        ] {
            let asked = AskedScope::of(word);
            assert_eq!(asked.is_of_another(Oid::FIRST), is_of_another, "{word}");
            assert_eq!(asked.word(), word);
        }
    }

    #[test]
    fn a_granted_scope_carries_the_subject_but_openid_does_not() {
        let granted: Vec<_> = words(
            "openid bio fullname  fullname http://esia.gosuslugi.ru/usr_inf org_ogrn?org_oid=7 org_inn \
                   gosbar_org categories",
        )
        .iter()
        .map(|asked| asked.granted_to(Oid::FIRST, Some(Oid::new(8))))
        .collect();
        let expected = [
            "openid",
            "bio",
            "fullname?oid=1000000001",
            "http://esia.gosuslugi.ru/usr_inf?oid=1000000001",
            "org_ogrn?org_oid=7",
            "http://esia.gosuslugi.ru/org_inn?org_oid=8",
            "gosbar_org?org_oid=8",
            "categories?org_oid=8",
        ];
        assert_eq!(granted, expected);
    }

    #[test]
    fn scopes_open_what_they_name_and_nothing_else() {
        let seen = disclosed("openid snils?oid=1 mobile?oid=1");
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [D::Snils, D::Mobile]);
        assert!(disclosed("openid").is_empty());
    }

    #[test]
    fn organisation_scopes_are_known_with_and_without_the_legacy_prefix() {
        for word in [
            "org_ogrn?org_oid=1",
            "http://esia.gosuslugi.ru/org_shortname?org_oid=1",
            "http://esia.gosuslugi.ru/org_emps?org_oid=1&mode=w",
            "org_emps?mode=w&org_oid=1",
            "categories?org_oid=1",
            "fullname",
            "citizenship",
            "http://esia.gosuslugi.ru/tech_inf?stu=DELETED",
        ] {
            assert!(AskedScope::of(word).is_known(), "{word}");
        }
        for word in [
            "citizen",
            "openid?oid=7",
            "org_ogrn?mode=w",
            "org_ogrn?org_oid=seven",
            "org_ogrn?oid=7",
            "categories?oid=7",
            "org_nothing?org_oid=7",
        ] {
            assert!(!AskedScope::of(word).is_known(), "{word}");
        }
    }

    #[test]
    fn a_scope_that_is_not_listed_is_taken_only_where_those_are() {
        for (word, refused, taken) in [
            ("fullname", true, true),
            ("http://esia.gosuslugi.ru/usr_brf", false, true),
            ("activities?oid=7", false, true),
            // Listed, with a parameter that it does not take.
            ("org_ogrn?oid=7", false, false),
        ] {
            let asked = AskedScope::of(word);
            let judged = (asked.is_taken(Unlisted::Refused), asked.is_taken(Unlisted::Taken));
            assert_eq!(judged, (refused, taken), "{word}");
        }
        assert!(disclosed("http://esia.gosuslugi.ru/usr_brf?oid=1").is_empty());
    }

    #[test]
    fn names_in_the_catalogue_are_unique() {
        let profile = profile();
        let all = || CATALOGUE.iter().chain(&profile);
        let names: BTreeSet<_> = all().map(|scope| scope.name).collect();
        assert_eq!(names.len(), all().count());
    }

    #[test]
    fn scopes_open_the_organisation_they_name() {
        let granted =
            "openid org_ogrn?org_oid=7 http://esia.gosuslugi.ru/org_ctts?org_oid=7 org_rcs?org_oid=8";
        let seen = |oid| disclosed_of(granted, Oid::new(oid)).map(Vec::from_iter);
        assert_eq!(seen(7), Some(vec![organisation::Disclosure::Ogrn, organisation::Disclosure::Contacts]));
        assert_eq!(seen(8), Some(vec![]), "the frame alone");
        assert_eq!(seen(9), None);
        assert_eq!(disclosed_of("org_ogrn", Oid::new(7)), None);
    }
}
