//! Who sends a request: its `client_secret` must be a signature of the relying party over the request.

mod bare;
mod case;
mod explain;
mod pkcs7;

pub use case::{Needed, Presented};

use crate::app::Moment;
use crate::app::oauth::client_auth::case::{Case, candidates, refusal};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::crypto::secret::{self, DecodedSecret, SecretForm};
use crate::domain::client::{Client, SignatureCheck};
use crate::domain::journal::{Why, reason};
use crate::domain::tolerance::Tolerance;
use crate::protocol::oauth::dialect::Dialect;
use crate::protocol::oauth::error;

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
        // MR table 93 has an error of its own for it, table 94 (`v3/te`) has not.
        let error = match presented.dialect {
            Dialect::V1 | Dialect::V2 => error::CERTIFICATE_MISMATCH,
            Dialect::V3 => error::CLIENT_SECRET_WRONG,
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
    let refused = refusal(&case.presented, explain::tolerances(case, &needed, &missing));
    // MR table 93: a certificate that is not active is 007053 at `ac` and `te` of version 1 too.
    if missing == [Tolerance::CertificateOutOfDate] {
        return Err(OAuthRefusal { error: error::CLIENT_SECRET_WRONG, ..refused });
    }
    Err(refused)
}
