//! A request whose signature is checked: what it shows, what may have been signed, and how it is refused.

use std::sync::Arc;

use crate::app::Moment;
use crate::app::oauth::refusal::OAuthRefusal;
use crate::crypto::Certificate;
use crate::crypto::secret::SecretForm;
use crate::domain::client::Client;
use crate::domain::journal::Why;
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
pub(crate) struct Candidate {
    pub(crate) text: String,
    pub(crate) needs: Option<Tolerance>,
}

/// Everything a check looks at.
pub(crate) struct Case<'a, 'r> {
    pub(crate) moment: &'a Moment<'r>,
    pub(crate) client: &'a Client,
    pub(crate) presented: Presented<'a>,
    pub(crate) registered: Arc<[Certificate]>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) form: SecretForm,
}

/// The refusal of a wrong signature, as the version spells it.
pub(crate) fn refusal(presented: &Presented<'_>, why: Why) -> OAuthRefusal {
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
pub(crate) fn candidates(presented: &Presented<'_>) -> Vec<Candidate> {
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
    pub(crate) fn dates(&self, certificate: usize) -> Option<Tolerance> {
        // SIM: a realm whose clock stands in another year would refuse every certificate made today.
        let (settings, now) = (&self.moment.settings, self.moment.now);
        let is_wrong = self.registered.get(certificate).is_some_and(|one| {
            let has_ended = one.not_after() < now && settings.judge_certificate_expiry;
            has_ended || settings.judge_certificate_dates && !one.is_valid_at(now)
        });
        is_wrong.then_some(Tolerance::CertificateOutOfDate)
    }

    /// Whether the hash of the certificate may be left out: a refresh of one client does, and every request to `v2/te`
    /// may (MR Г.7: version 3 brought it).
    pub(crate) fn hash_is_optional(&self) -> bool {
        let Presented { dialect, signed, .. } = &self.presented;
        match signed.purpose {
            Purpose::Refresh { .. } => true,
            Purpose::Code(_) | Purpose::Client => *dialect == Dialect::V2,
            Purpose::Authorization => false,
        }
    }
}
