//! `docs/SCOPES.md`: every scope that the simulator lists, what it opens, and where it is known from.

use std::fmt::Write as _;

use crate::documents::MADE;
use crate::domain::scope::{self, Disclosure as P, Scope, organisation};
use organisation::Disclosure as O;

/// Where a scope is known from, and how surely, by the marks of `docs/SPEC.md`.
type Source = (&'static str, &'static str);

const PERSON: Source = ("MR table 96", "O");
const CHILDREN: Source = ("MR table 97", "O");
const ORGANISATIONS: Source = ("MR table 98", "O");
const ATTORNEY: Source = ("MR table 99", "O");
const RETIRED: Source = ("MR table 104: retired; clients still send it", "O");
const TEXT: Source = ("MR Б.4, Б.8, А.3, А.8, А.9", "O");
const SECOND_FACTOR: Source = ("MR 3.4", "O");
const DOCUMENTS: Source = ("MR А.7: documents and consents of an organisation", "O");
const WRITING: Source = ("MR А.11.2", "O");
const EPGU: Source = ("EPGU 1.1", "O");
const EPGU_ALIKE: Source = ("MR Б.4 with https, EPGU 1.1 the other one with http", "I");
const SAMPLE_OF_TOKEN: Source = ("MR Б.5, a sample; clients send it", "O");
const CLIENTS: Source = ("public clients", "S");
const CONSENTS: Source = ("DP, consents (4, 4.1, 4.2)", "O");
const SAMPLE_OF_LIST: Source = ("DP 4.2.3, a sample", "O");
const SAMPLE_OF_REQUEST: Source = ("DP 4.1, a sample", "O");
const PROFILE: Source = ("public clients of the digital profile", "S");

const ABOUT: &str = "\
The scopes that a relying party may be granted and may ask for. A request separates them by blanks; scopes of organisations \
are asked with `?org_oid=NUMBER` or for the organisation in whose name the citizen enters, under their bare names or with \
`http://esia.gosuslugi.ru/` in front. A scope that opens nothing can be asked for and stands in the token; what it opens lies in services \
that are not simulated. The documents and the marks of the last column are those of [SPEC.md](SPEC.md).

A scope that is not listed is refused, in a request with ESIA-007006. With the setting `unlisted_scopes` on `\"taken\"` a realm \
takes any: it can be granted and asked for, opens nothing, stands on the page of consent by its name, and the journal says so (`scope-unlisted`). \
Known to exist, but not listed: under `http://esia.gosuslugi.ru/` the retired `usr_brf` and `sbj_inf`.
Scopes of organisations take `&mode=w` too; what can be written with it is not simulated.
";

/// The document.
pub fn scopes() -> String {
    let mut out = format!("{MADE}# Scopes\n\n{ABOUT}");
    let (children, person): (Vec<&Scope>, Vec<&Scope>) =
        scope::CATALOGUE.iter().partition(|one| one.name.starts_with("kid_"));
    table(&mut out, "Persons and systems", person.into_iter().map(of_person));
    table(&mut out, "Children", children.into_iter().map(of_person));
    let organisations = organisation::CATALOGUE.iter().map(|(name, opens)| {
        let opens = opens.iter().map(|one| of_organisation(*one)).chain(beside(name)).collect();
        (*name, opens, source_of_organisation(name))
    });
    table(&mut out, "Organisations", organisations);
    table(&mut out, "Digital profile", scope::profile().iter().map(of_person));
    out
}

fn table(
    out: &mut String,
    heading: &str,
    rows: impl Iterator<Item = (&'static str, Vec<&'static str>, Source)>,
) {
    let _ = write!(out, "\n## {heading}\n\n| scope | opens | source | mark |\n|---|---|---|---|\n");
    for (name, opens, (source, mark)) in rows {
        let opens = if opens.is_empty() { "—".to_owned() } else { opens.join(", ") };
        let _ = writeln!(out, "| `{name}` | {opens} | {source} | {mark} |");
    }
}

fn of_person(scope: &Scope) -> (&'static str, Vec<&'static str>, Source) {
    (scope.name, scope.discloses.iter().map(|one| told(*one)).collect(), source(scope.name))
}

fn source(name: &str) -> Source {
    let own = name.strip_prefix(scope::LEGACY_PREFIX).unwrap_or(name);
    match own {
        "contacts" | "usr_inf" => RETIRED,
        "openid" | "bio" | "ext_auth_result" | "ext_imp" | "tech_inf" | "gosbar" => TEXT,
        "otp" => SECOND_FACTOR,
        "usr_sec" => SAMPLE_OF_TOKEN,
        "vehicles" | "kid_school_data" => CLIENTS,
        "history_passport_doc" | "ils_doc" | "vehicle_reg_cert_doc" | "org_data" => SAMPLE_OF_LIST,
        "email_ext" => SAMPLE_OF_REQUEST,
        "prm_chg" | "usr_prm" | "kid_contacts" => CONSENTS,
        "pow_reg" | "pow_reg_inf" | "pow_reg_search" => ATTORNEY,
        "http://lk.gosuslugi.ru/api-order" => EPGU,
        "http://lk.gosuslugi.ru/api-geps" => EPGU_ALIKE,
        _ if own.contains("lk.gosuslugi.ru") => TEXT,
        _ if own.contains("sf.gosuslugi.ru") => TEXT,
        _ if own.starts_with("kid_") => CHILDREN,
        _ if scope::DIGITAL_PROFILE.contains(&name) => PROFILE,
        _ => PERSON,
    }
}

fn source_of_organisation(name: &str) -> Source {
    match name {
        "org_inf" | "org_ful" => RETIRED,
        "org_invts_force" => WRITING,
        "gosbar_org" => TEXT,
        "org_profile" | "org_idm" | "org_srchis" | "org_accredited_it_company" | "org_egr" | "org_grant" => {
            DOCUMENTS
        }
        "org_usn" | "org_income_tax" | "bss_special_tax_regime" | "org_debt" | "paid_tax" | "org_bfo" => {
            DOCUMENTS
        }
        "org_msp" | "org_bank_account" | "org_bank_acc_block" => DOCUMENTS,
        _ => ORGANISATIONS,
    }
}

/// What a scope of an organisation opens beside its record.
fn beside(name: &str) -> Option<&'static str> {
    match name {
        "org_profile" => Some("its documents, licences and consents; with `mode=w` also changes of them"),
        "org_idm" => Some("its licences and consents, changes of them, new requests for documents"),
        "org_srchis"
        | "org_accredited_it_company"
        | "org_usn"
        | "org_income_tax"
        | "org_debt"
        | "paid_tax" => Some("its document of this name below `/digital-org`"),
        "org_grant" => Some("whether it gave the general consent"),
        _ => None,
    }
}

fn told(what: P) -> &'static str {
    match what {
        P::FullName => "surname, name, patronymic",
        P::BirthDate => "date of birth",
        P::BirthPlace => "place of birth",
        P::Gender => "gender",
        P::Snils => "SNILS",
        P::Inn => "INN",
        P::IdentityDocument => "identity document",
        P::Citizenship => "citizenship",
        P::MedicalPolicy => "OMS policy",
        P::MilitaryId => "military identity card",
        P::ForeignPassport => "passport for travel abroad",
        P::DrivingLicence => "driving licence",
        P::BirthCertificate => "birth certificate",
        P::ResidencePermit => "residence permit",
        P::TemporaryResidence => "temporary residence permit",
        P::Email => "e-mail",
        P::Mobile => "mobile phone",
        P::HomePhone => "home phone",
        P::Addresses => "addresses",
        P::SelfEmployment => "whether the person is self-employed, and the categories",
        P::Biometrics => "texts of active biometrics",
        P::BiometricEnds => "active biometrics with their ends",
        P::Avatar => "the picture of the profile",
        P::RegistrationContext => "how far the account is from confirmed (`regCtxCfmSte`)",
        P::Vehicles => "vehicles",
        P::Organisations => "organisations and roles in them",
        P::Kids => "children's cards",
        P::KidFullName => "a child's surname, name, patronymic",
        P::KidBirthDate => "a child's date of birth",
        P::KidGender => "a child's gender",
        P::KidSnils => "a child's SNILS",
        P::KidInn => "a child's INN",
        P::KidBirthCertificate => "a child's birth certificate",
        P::KidMedicalPolicy => "a child's OMS policy",
        P::KidIdentityDocument => "a child's identity document",
        P::KidMobile => "a child's mobile phone",
        P::KidEmail => "a child's e-mail",
        P::KidSchool => "a child's school, while a parent's consent stands",
    }
}

fn of_organisation(what: O) -> &'static str {
    match what {
        O::FullName => "whole name",
        O::ShortName => "short name",
        O::Kind => "what it is",
        O::Ogrn => "OGRN",
        O::Inn => "INN",
        O::Kpp => "KPP",
        O::LegalForm => "legal form",
        O::Oktmo => "OKTMO",
        O::AgencyKind => "kind of a state body",
        O::AgencyTerritory => "territory of a state body",
        O::Employees => "employees",
        O::Groups => "access groups",
        O::Contacts => "contacts",
        O::Addresses => "addresses",
        O::Vehicles => "vehicles",
        O::Branches => "branches",
        O::BranchContacts => "contacts of branches",
        O::BranchAddresses => "addresses of branches",
        O::Categories => "kinds of activity",
    }
}
