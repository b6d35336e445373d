//! Documents, licences and consents of an organisation: which a token opens, and what its chief decides (MR А.7).

use crate::app::rest::{RsRefusal, opened, organisation, refused};
use crate::app::{Moment, Stop};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::organisation::papers::{
    ConsentRefusal, DocumentName, OrganisationConsent, ProfileDocument, Refresh,
};
use crate::domain::organisation::{Organisation, Papers, Post};
use crate::domain::scope::{self, AskedScope};
use crate::domain::time::Timestamp;
use crate::protocol::rs::error::{self, RsError};
use crate::store::port::OrganisationFilter;

/// What a call needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs<'a> {
    /// To read: `org_inf`, `org_ful`, `org_profile`, or one of these.
    Reading(&'a [&'static str]),
    /// To write: `org_idm`, or `org_inf` or `org_profile` with `mode=w`.
    Writing,
}

/// An organisation that a token opens.
pub struct Held {
    /// The organisation.
    pub organisation: Organisation,
    /// What the person of the token is there; nothing for a relying party's own token.
    pub post: Option<Post>,
}

/// The scopes of one document, beside those that open all (MR А.7.1.3, А.7.1.4, А.7.3).
const OF_DOCUMENTS: [(&str, &str); 7] = [
    ("srchis", "org_srchis"),
    ("accredited-it-company", "org_accredited_it_company"),
    ("usn", "org_usn"),
    ("income-tax", "org_income_tax"),
    ("debt", "org_debt"),
    ("paid-tax", "paid_tax"),
    ("paid_tax", "paid_tax"),
];

/// The scope of a document's own; none for a name that the document does not tell of.
fn own_scope(name: &str) -> Vec<&'static str> {
    OF_DOCUMENTS.iter().filter(|(own, _)| *own == name).map(|(_, scope)| *scope).collect()
}

/// The organisation of an address, as far as the token opens what the call needs.
///
/// # Errors
/// The token is missing, has run out, or does not open it; there is no such organisation; or something is broken.
pub fn held(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    needs: Needs<'_>,
) -> Result<Held, Stop<RsRefusal>> {
    let claims = opened(moment, bearer)?;
    let Ok(oid) = oid.parse::<Oid>() else { return Err(missing(error::NOT_FOUND)) };
    let opens = |one: &AskedScope| one.organisation() == Some(oid) && needs.met_by(one);
    if !scope::words(&claims.scope).iter().any(opens) {
        let fix = match needs {
            Needs::Reading(_) => {
                "ask for org_inf, org_ful, org_profile or the document's own scope, with ?org_oid="
            }
            Needs::Writing => {
                "ask for org_idm?org_oid=, org_inf?org_oid=&mode=w or org_profile?org_oid=&mode=w"
            }
        };
        let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with_fix(fix).with("granted", &claims.scope);
        return Err(refused(error::SCOPE_NOT_ALLOWED, why));
    }
    let tx = moment.read()?;
    let post = organisation::post(&*tx, oid, &claims)?;
    let organisation = tx.organisation(oid)?.ok_or_else(|| missing(error::NOT_FOUND))?;
    Ok(Held { organisation, post })
}

impl Needs<'_> {
    fn met_by(self, scope: &AskedScope) -> bool {
        let writes = scope.parameter.as_deref().is_some_and(|all| all.split('&').any(|one| one == "mode=w"));
        match self {
            Self::Reading(own) => {
                matches!(scope.bare(), "org_inf" | "org_ful" | "org_profile") || own.contains(&scope.bare())
            }
            Self::Writing => {
                scope.bare() == "org_idm" || (writes && matches!(scope.bare(), "org_inf" | "org_profile"))
            }
        }
    }
}

fn missing(error: RsError) -> Stop<RsRefusal> {
    refused(error, Why::new(reason::NO_SUCH_RESOURCE))
}

/// The organisation whose document of a name is read.
fn read_of(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    name: &str,
) -> Result<Organisation, Stop<RsRefusal>> {
    let own = own_scope(name);
    // MR А.7.1.5.2: the document of vehicles has no scope for reading of its own.
    let needs = if name == "vehicle" { Needs::Writing } else { Needs::Reading(&own) };
    Ok(held(moment, bearer, oid, needs).map_err(of_documents)?.organisation)
}

/// The documents of a name, with their places among those of the organisation; there is at least one.
///
/// # Errors
/// There is none; or as [`held`].
pub fn documents(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    name: &str,
) -> Result<(Organisation, Vec<ProfileDocument>), Stop<RsRefusal>> {
    let organisation = read_of(moment, bearer, oid, name)?;
    let found = organisation.papers.documents(name, moment.now);
    if found.is_empty() {
        return Err(missing(error::NOT_FOUND));
    }
    Ok((organisation, found))
}

/// The refresh of a document that is under way.
///
/// # Errors
/// None is; or as [`held`].
pub fn refreshing(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    name: &str,
) -> Result<(Organisation, Refresh), Stop<RsRefusal>> {
    let organisation = read_of(moment, bearer, oid, name)?;
    let refresh = organisation.papers.refreshing(name, moment.now).cloned();
    let refresh = refresh.ok_or_else(|| missing(error::NOT_FOUND))?;
    Ok((organisation, refresh))
}

/// Asks the body for a document anew.
///
/// # Errors
/// The person heads the organisation neither nor administers it, it gave no general consent, it has no such document;
/// or as [`held`].
pub fn refresh(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    name: &str,
) -> Result<(Organisation, Refresh), Stop<RsRefusal>> {
    let organisation = asked_of(moment, bearer, oid, name)?;
    let (until, now) = (moment.now + moment.settings.registers.delay_ms, moment.now);
    let name: DocumentName = name.parse().map_err(|_| missing(error::NOT_FOUND))?;
    let refresh = change(moment, organisation.oid, |papers| match papers.general_consent {
        true => Ok(papers.refresh(&name, now, until)),
        false => Err(refused(error::NO_GENERAL_CONSENT, Why::new(reason::NO_GENERAL_CONSENT))),
    })?;
    Ok((organisation, refresh))
}

/// Gives a refresh up.
///
/// # Errors
/// As [`refresh`], but for the general consent.
pub fn cancel(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    name: &str,
) -> Result<(), Stop<RsRefusal>> {
    let organisation = asked_of(moment, bearer, oid, name)?;
    change(moment, organisation.oid, |papers| {
        papers.cancel_refresh(name, moment.now);
        Ok(())
    })
}

/// Changes the papers of an organisation as they are within the transaction.
fn change<T>(
    moment: &Moment<'_>,
    oid: Oid,
    act: impl FnOnce(&mut Papers) -> Result<T, Stop<RsRefusal>>,
) -> Result<T, Stop<RsRefusal>> {
    let mut tx = moment.write()?;
    let mut organisation = tx.organisation(oid)?.ok_or_else(|| missing(error::NOT_FOUND))?;
    let done = act(&mut organisation.papers)?;
    tx.put_organisation(&organisation)?;
    Ok(done)
}

/// The organisation whose document is asked for anew, by who may.
fn asked_of(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    name: &str,
) -> Result<Organisation, Stop<RsRefusal>> {
    let Held { organisation, post } = held(moment, bearer, oid, Needs::Writing).map_err(of_documents)?;
    // MR table 9: the chief and the administrator, no other employee.
    if post.is_some_and(|post| !post.chief && !post.admin) {
        return Err(refused(error::NOT_THE_CHIEF, Why::new(reason::NOT_THE_CHIEF)));
    }
    if organisation.papers.documents(name, moment.now).is_empty() {
        return Err(missing(error::NOT_FOUND));
    }
    Ok(organisation)
}

/// The scopes that read consents, beside those of everything (MR А.7.1.6).
pub const CONSENTS: Needs<'static> = Needs::Reading(&["org_idm"]);
/// The scopes that ask whether the general consent is there.
pub const GENERAL: Needs<'static> = Needs::Reading(&["org_idm", "org_grant"]);

/// A consent, and the organisation that asked for it, where the realm has it.
pub type Asked = (OrganisationConsent, Option<Organisation>);

/// The consents of an organisation that are wanted.
///
/// # Errors
/// As [`held`].
pub fn consents(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    is_wanted: impl Fn(&OrganisationConsent) -> bool,
) -> Result<(Held, Vec<Asked>), Stop<RsRefusal>> {
    let held = held(moment, bearer, oid, CONSENTS)?;
    let tx = moment.read()?;
    let mut found = Vec::new();
    for consent in held.organisation.papers.consents.iter().filter(|one| is_wanted(one)) {
        let filter = OrganisationFilter {
            ogrn: Some(consent.object_ogrn.to_string()),
            limit: 1,
            ..Default::default()
        };
        found.push((consent.clone(), tx.organisations(&filter)?.into_iter().next()));
    }
    Ok((held, found))
}

/// Whether a mask lets a consent through; all without one.
// SIM: the document calls it a bit mask of four columns; here it is four digits in their order.
pub fn passes(mask: &str, consent: &OrganisationConsent, now: Timestamp) -> bool {
    mask.len() != 4 || mask.as_bytes().get(consent.column(now)) != Some(&b'0')
}

/// What a chief decides about a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Gives it, of these scopes alone where some are named.
    Give(Option<Vec<String>>),
    /// Declines it.
    Decline,
    /// Takes it back.
    Withdraw,
}

/// Decides about a consent.
///
/// # Errors
/// There is none, or it is not to be decided so; the person does not head the organisation; or as [`held`].
pub fn decide(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    id: &str,
    decision: &Decision,
) -> Result<(), Stop<RsRefusal>> {
    let organisation = decided_of(moment, bearer, oid)?;
    let id = id.parse().unwrap_or_default();
    change(moment, organisation, |papers| {
        let done = match decision {
            Decision::Give(scopes) => papers.give_consent(id, scopes.as_deref(), moment.now),
            Decision::Decline => papers.decline_consent(id),
            Decision::Withdraw => papers.withdraw_consent(id, moment.now),
        };
        done.map_err(told)
    })
}

/// Gives the general consent, or takes it back.
///
/// # Errors
/// There is none to take back; the person does not head the organisation; or as [`held`].
pub fn decide_general(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    is_given: bool,
) -> Result<(), Stop<RsRefusal>> {
    let organisation = decided_of(moment, bearer, oid)?;
    change(moment, organisation, |papers| {
        if is_given {
            papers.general_consent = true;
            return Ok(());
        }
        papers.withdraw_general_consent().map_err(told)
    })
}

/// Whether who holds the token may decide about consents.
// SIM: MR table 15 lets employees with a right decide too; here its chief alone does, and the organisation's own systems.
pub fn may_decide(held: &Held) -> bool {
    held.post.as_ref().is_none_or(|post| post.chief)
}

fn decided_of(moment: &Moment<'_>, bearer: Option<&str>, oid: &str) -> Result<Oid, Stop<RsRefusal>> {
    let held = held(moment, bearer, oid, Needs::Writing)?;
    if !may_decide(&held) {
        return Err(refused(error::SCOPE_NOT_ALLOWED, Why::new(reason::NOT_THE_CHIEF)));
    }
    Ok(held.organisation.oid)
}

fn told(refusal: ConsentRefusal) -> Stop<RsRefusal> {
    let undecidable = |error| refused(error, Why::new(reason::CONSENT_NOT_DECIDED));
    match refusal {
        ConsentRefusal::NoGeneralConsent => {
            refused(error::NO_GENERAL_CONSENT, Why::new(reason::NO_GENERAL_CONSENT))
        }
        ConsentRefusal::Unknown => missing(error::NO_ORGANISATION_CONSENT),
        ConsentRefusal::RequiredScope => undecidable(error::SCOPE_OF_KIND_MISSING),
        ConsentRefusal::NotAsked => undecidable(error::CONSENT_NOT_ASKED),
        ConsentRefusal::NotToDecline => undecidable(error::CONSENT_NOT_TO_DECLINE),
        ConsentRefusal::NotGiven => undecidable(error::CONSENT_NOT_GIVEN),
    }
}

/// What a missing token is called by the documents' own service (MR table 10 and its like).
fn of_documents(stop: Stop<RsRefusal>) -> Stop<RsRefusal> {
    match stop {
        Stop::Refused(RsRefusal { error: error::INVALID_TOKEN, why })
            if why.reason == reason::TOKEN_MISSING.id =>
        {
            refused(error::NO_TOKEN, why)
        }
        other => other,
    }
}
