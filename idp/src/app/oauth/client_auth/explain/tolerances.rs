//! What to change in a client that only a tolerance lets through.

use crate::app::oauth::client_auth::case::{Case, Needed};
use crate::crypto::Certificate;
use crate::crypto::certificate::find_by_hash;
use crate::domain::journal::{Why, reason};
use crate::domain::tolerance::Tolerance;
use crate::protocol::oauth::dialect::{Dialect, ToSign};

/// Why a request is refused whose registration does not allow every tolerance it needs.
pub(crate) fn why(case: &Case<'_, '_>, needed: &Needed, missing: &[Tolerance]) -> Why {
    let named = |all: &[Tolerance]| all.iter().map(|one| one.name()).collect::<Vec<_>>().join(", ");
    let remedies: Vec<_> = needed.iter().map(|one| remedy(case, *one)).collect();
    let fix =
        format!("{}; or allow the named tolerances in the client's registration", remedies.join("; and "));
    Why::new(reason::NEEDS_TOLERANCE)
        .with_fix(fix)
        .with("tolerances", named(missing))
        .with("needed", named(needed))
        .with("secret_form", case.form)
}

/// What the client has to change so that it needs the tolerance no more.
fn remedy(case: &Case<'_, '_>, tolerance: Tolerance) -> String {
    match tolerance {
        Tolerance::MirroredSignature => {
            "turn the octets of the signature around: they run from last to first, as CryptoPro writes them"
                .into()
        }
        Tolerance::Pkcs7WhereBare => {
            "send the bare signature of 64 or 128 bytes: a PKCS#7 message belongs to version 1".into()
        }
        Tolerance::StringOfV1 => {
            let signed = Dialect::V1.strings_to_sign(&case.presented.signed);
            let wanted = case.presented.dialect.strings_to_sign(&case.presented.signed);
            let order = |all: &[ToSign<'_>]| all.first().map(|one| one.order()).unwrap_or_default();
            let (seen, own) = (order(&signed), case.presented.dialect.name());
            format!("sign {}: you signed {seen}, the order of v1; this is {own}", order(&wanted))
        }
        Tolerance::OtherCertificateHash => {
            let text = case.presented.certificate_hash.unwrap_or_default();
            let found = find_by_hash(&case.registered, text);
            let named = found.and_then(|(place, form)| Some((case.registered.get(place)?, form)));
            let (right, form) = named.map_or_else(
                || (String::new(), String::new()),
                |(certificate, form)| (Certificate::client_hash(certificate), form.to_string()),
            );
            format!("send client_certificate_hash={right}, Streebog-256 over the DER: yours is {form}")
        }
        Tolerance::NoCertificateHash => {
            let all: Vec<_> = case.registered.iter().map(Certificate::client_hash).collect();
            format!("send client_certificate_hash={}", all.join(" or "))
        }
        Tolerance::BareRsa => {
            "sign with a key of GOST R 34.10-2012: versions 2 and 3 take no RSA signatures".into()
        }
        Tolerance::CertificateOutOfDate => {
            format!("register a certificate that is valid on {}, and sign with its key", case.moment.now)
        }
        Tolerance::ForeignCharacters => format!(
            "send base64url alone: {} characters of client_secret belong to no base64 alphabet",
            case.form.foreign
        ),
        Tolerance::DotPadding => {
            "write the padding of client_secret as `=` or leave it out: it is dots".into()
        }
        Tolerance::ShorterRedirectUri => "send the redirect_uri of the authorization request at te".into(),
        Tolerance::Sha1 => "make the PKCS#7 message with SHA-256 instead of SHA-1".into(),
    }
}
