//! The facts that wrong signatures are explained with, however they were made.

use crate::app::oauth::client_auth::case::Case;
use crate::app::oauth::client_auth::explain::guesses::Guess;
use crate::crypto::DigestAlgorithm;
use crate::crypto::signed_form::SignedForm;
use crate::domain::journal::Why;

/// A string that was signed well, said as a mistake; nothing when it is the right one in the right form.
pub(crate) fn mistaken(case: &Case<'_, '_>, guess: &Guess, signed: SignedForm) -> Option<String> {
    let right = case.presented.dialect.strings_to_sign(&case.presented.signed);
    let order = right.first().map(|one| one.order()).unwrap_or_default();
    let form = (signed != SignedForm::Text).then(|| format!("signed was {signed}"));
    let string =
        (!guess.is_right).then(|| format!("it is over another string, {}. Sign {order}", guess.told()));
    match (form, string) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(one),
        (Some(form), Some(string)) => Some(format!("{form}, and {string}")),
    }
}

/// The facts every wrong signature is explained with.
pub(crate) fn facts(case: &Case<'_, '_>, why: Why) -> Why {
    let known: Vec<_> = case
        .registered
        .iter()
        .map(|one| {
            let sha1 = one.fingerprint(DigestAlgorithm::Sha1);
            format!("{} serial {} SHA-1 {sha1}", one.subject(), one.serial_hex())
        })
        .collect();
    why.with("registered_certificates", known.join("; "))
        .with("bytes", case.bytes.len())
        .with("secret_form", case.form)
}

/// The fact which strings the signature was tried with in vain.
pub(crate) fn tried(why: Why, guesses: &[Guess]) -> Why {
    // The zones of a clock are many and say little one by one.
    let is_told = |what: &&str| !what.starts_with("the timestamp «");
    let named: Vec<_> = guesses.iter().map(|guess| guess.what.as_str()).filter(is_told).collect();
    why.with("also_tried", named.join("; "))
}
