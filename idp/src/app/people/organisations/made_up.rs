//! Names and numbers of organisations that nobody wished otherwise, in ranges nobody real can have.

use crate::app::people::fault::FieldFault;
use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::organisation::{AgencyKind, Kind, Organisation, OrganisationName, Papers, TaxNumber};
use crate::domain::person::{Inn, Ogrn, OrgInn};
use crate::domain::time::Timestamp;

/// The year 99 and the region 00 stand in no register.
const OGRN_FIRST: u64 = 199_000_000_000;
/// The same of sole proprietors.
const OGRNIP_FIRST: u64 = 39_900_000_000_000;
/// Region 99 has no tax office 00; the first ten thousand are left to hand-written organisations.
const INN_FIRST: u64 = 990_010_000;
/// The tax office that gives out the INN.
const KPP: &str = "990001001";
/// OKOPF of a company with limited liability, of a state institution, of a sole proprietor.
const LEGAL_FORMS: [&str; 3] = ["12300", "75103", "50102"];
/// What companies are called.
const NAMES: [&str; 8] =
    ["Пример", "Образец", "Макет", "Черновик", "Вымысел", "Небылица", "Тренажер", "Проба"];

/// An organisation of which only the kind is wished.
pub(crate) fn organisation(oid: Oid, kind: Kind, now: Timestamp) -> Organisation {
    let number = sequence(oid);
    let name = NAMES[usize::try_from(number).unwrap_or_default() % NAMES.len()];
    let is_agency = kind == Kind::StateBody;
    let (full, short, form) = if is_agency {
        let name = format!("Учебное ведомство № {number} города Примерска");
        (name.clone(), name, LEGAL_FORMS[1])
    } else {
        let quoted = format!("«{name}-{number}»");
        let full = format!("Общество с ограниченной ответственностью {quoted}");
        (full, format!("ООО {quoted}"), LEGAL_FORMS[0])
    };
    let inn = OrgInn::from_first_nine(INN_FIRST + number).expect("invariant: nine digits");
    Organisation {
        kpp: KPP.parse().ok(),
        legal_form: form.parse().ok(),
        agency_kind: is_agency.then_some(AgencyKind::Municipal),
        agency_territory: is_agency.then(|| "99".parse().ok()).flatten(),
        ..bare(oid, kind, (&full, &short), TaxNumber::Organisation(inn), now)
    }
}

/// The business of a person.
pub(crate) fn sole_proprietor(oid: Oid, owner: &Account, now: Timestamp) -> Result<Organisation, FieldFault> {
    let Some(inn): Option<Inn> = owner.profile.inn else {
        let expected = "a person with an INN".to_owned();
        return Err(FieldFault { field: "members".to_owned(), expected });
    };
    let name = &owner.profile.name;
    let initial = |part: &str| part.chars().next().map(|sign| format!(" {sign}.")).unwrap_or_default();
    let middle = name.middle.as_ref().map(ToString::to_string).unwrap_or_default();
    let whole = format!("{} {} {middle}", name.last, name.first);
    let full = format!("Индивидуальный предприниматель {}", whole.trim_end());
    let short = format!("ИП {}{}{}", name.last, initial(&name.first.to_string()), initial(&middle));
    let organisation = bare(oid, Kind::SoleProprietor, (&full, &short), TaxNumber::Person(inn), now);
    Ok(Organisation { legal_form: LEGAL_FORMS[2].parse().ok(), ..organisation })
}

fn bare(oid: Oid, kind: Kind, names: (&str, &str), inn: TaxNumber, now: Timestamp) -> Organisation {
    let first = if kind == Kind::SoleProprietor { OGRNIP_FIRST } else { OGRN_FIRST };
    let name =
        |text: &str| -> OrganisationName { text.parse().expect("invariant: a made-up name is a line") };
    Organisation {
        oid,
        kind,
        full_name: name(names.0),
        short_name: name(names.1),
        ogrn: Ogrn::from_first(first + sequence(oid)).expect("invariant: twelve or fourteen digits"),
        inn,
        kpp: None,
        legal_form: None,
        oktmo: None,
        agency_kind: None,
        agency_territory: None,
        liquidated: false,
        contacts: Vec::new(),
        addresses: Vec::new(),
        groups: Vec::new(),
        branches: Vec::new(),
        categories: Vec::new(),
        papers: Papers::default(),
        updated_at: now,
    }
}

/// Counts the organisations of a realm, from 1.
fn sequence(oid: Oid) -> u64 {
    oid.number().saturating_sub(Oid::FIRST_ORGANISATION.number()) % 9_990_000 + 1
}
