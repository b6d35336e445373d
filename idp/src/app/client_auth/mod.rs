//! Who sends a request: its `client_secret` must be a signature of the relying party over the request.

mod bare;
mod explain;
mod pkcs7;

use std::sync::Arc;

use crate::app::Moment;
use crate::app::refusal::OAuthRefusal;
use crate::crypto::Certificate;
use crate::crypto::secret::{self, DecodedSecret, SecretForm};
use crate::domain::client::{Client, SignatureCheck};
use crate::domain::journal::{Why, reason};
use crate::domain::tolerance::Tolerance;
use crate::protocol::oauth::dialect::{Dialect, Purpose, Signed};
use crate::protocol::oauth::error;

/// What a request shows of its sender.
#[derive(Debug, Clone, Copy)]
pub struct Presented<'a> {
    /// The version of the endpoint.
    pub dialect: Dialect,
    /// The values that are signed.
    pub signed: Signed<'a>,
    /// `client_secret`, as sent.
    pub client_secret: &'a str,
    /// `client_certificate_hash`.
    pub certificate_hash: Option<&'a str>,
}

/// The tolerances a request needed; none when the real system would take it too.
pub type Needed = Vec<Tolerance>;

/// A string that may have been signed, and what it takes to accept that.
struct Candidate {
    text: String,
    needs: Option<Tolerance>,
}

/// Everything a check looks at.
struct Case<'a, 'r> {
    moment: &'a Moment<'r>,
    client: &'a Client,
    presented: Presented<'a>,
    registered: Arc<[Certificate]>,
    candidates: Vec<Candidate>,
    bytes: Vec<u8>,
    form: SecretForm,
}

/// Checks the signature of a request; tells the tolerances it needed.
///
/// # Errors
/// It is not the relying party's over this request; the refusal tells the tester what was expected and seen.
pub fn check(moment: &Moment<'_>, client: &Client, presented: Presented<'_>) -> Result<Needed, OAuthRefusal> {
    // SIM: a registration may switch the check off; presence was checked with the other parameters.
    if client.signature_check == SignatureCheck::Off {
        return Ok(Vec::new());
    }
    let refuse = |why: Why| refusal(&presented, why);
    let registered = moment.realm.certificates.of(client);
    if registered.is_empty() {
        let why = Why::new(reason::CERTIFICATE_MISSING);
        let error = if presented.dialect.is_bare() {
            error::CERTIFICATE_MISMATCH
        } else {
            error::UNAUTHORIZED_CLIENT
        };
        return Err(OAuthRefusal { error, ..refuse(why) });
    }
    let case = |DecodedSecret { bytes, form }| {
        let candidates = candidates(&presented);
        Case { moment, client, presented, registered, candidates, bytes, form }
    };
    let fault = match secret::decode(presented.client_secret) {
        Ok(decoded) => {
            let case = case(decoded);
            return allowed(&case, judge(&case)?);
        }
        Err(fault) => fault,
    };
    // Only a signature that is good says that a lenient reading is the right one.
    let leniently = secret::decode_leniently(presented.client_secret).map(case);
    if let Ok(case) = &leniently
        && let Ok(needed) = judge(case)
    {
        return allowed(case, spelling(case.form).into_iter().chain(needed).collect());
    }
    let length = presented.client_secret.len();
    Err(refuse(Why::new(reason::SECRET_ENCODING).with("detail", fault).with("length", length)))
}

fn judge(case: &Case<'_, '_>) -> Result<Needed, OAuthRefusal> {
    if case.presented.dialect.is_bare() { bare::judge(case) } else { pkcs7::judge(case) }
}

/// What it takes to take a spelling of `client_secret` that only lenient decoders read.
fn spelling(form: SecretForm) -> Needed {
    let foreign = (form.foreign > 0).then_some(Tolerance::ForeignCharacters);
    let dots = (form.dots > 0).then_some(Tolerance::DotPadding);
    foreign.into_iter().chain(dots).collect()
}

/// What was needed, when the registration allows all of it.
fn allowed(case: &Case<'_, '_>, needed: Needed) -> Result<Needed, OAuthRefusal> {
    let missing: Vec<_> = needed.iter().copied().filter(|one| !case.client.tolerates(*one)).collect();
    if missing.is_empty() {
        return Ok(needed);
    }
    Err(refusal(&case.presented, explain::tolerances(case, &needed, &missing)))
}

/// The refusal of a wrong signature, as the version spells it.
fn refusal(presented: &Presented<'_>, why: Why) -> OAuthRefusal {
    let error =
        if presented.dialect.is_bare() { error::CLIENT_SECRET_WRONG } else { error::UNAUTHORIZED_CLIENT };
    let mut why = why.with("version", presented.dialect.name());
    for (number, one) in presented.dialect.strings_to_sign(&presented.signed).iter().enumerate() {
        let suffix = if number == 0 { String::new() } else { format!("_{}", number + 1) };
        why = why
            .with(&format!("string_to_sign{suffix}"), one.text())
            .with(&format!("order{suffix}"), one.order());
    }
    OAuthRefusal::new(error, why)
}

/// The right strings, and on the later endpoints the string of version 1, which one client signs there.
fn candidates(presented: &Presented<'_>) -> Vec<Candidate> {
    let of = |dialect: Dialect, needs: Option<Tolerance>| {
        let strings = dialect.strings_to_sign(&presented.signed);
        strings.into_iter().map(move |one| Candidate { text: one.text(), needs })
    };
    let mut all: Vec<_> = of(presented.dialect, None).collect();
    if presented.dialect.is_bare() {
        all.extend(of(Dialect::V1, Some(Tolerance::StringOfV1)));
    }
    all
}

impl Case<'_, '_> {
    /// What the dates of a certificate take to be accepted.
    fn dates(&self, certificate: usize) -> Option<Tolerance> {
        // SIM: a realm whose clock stands in another year would refuse every certificate made today.
        let judged = self.moment.settings.judge_certificate_dates;
        let valid = self.registered.get(certificate).is_some_and(|one| one.is_valid_at(self.moment.now));
        (judged && !valid).then_some(Tolerance::CertificateOutOfDate)
    }

    /// Whether the hash of the certificate may be left out: only a refresh of one client does.
    fn hash_is_optional(&self) -> bool {
        matches!(self.presented.signed.purpose, Purpose::Refresh(_))
    }
}
