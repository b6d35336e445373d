//! Whose key or certificate a refused request shows, when it is none of its sender's.

use std::sync::Arc;

use crate::app::oauth::client_auth::case::Case;
use crate::crypto::{Certificate, cms, raw};
use crate::domain::id::Mnemonic;

/// The relying party that a certificate is registered for, if it is another than the sender.
pub(crate) fn of_certificate(case: &Case<'_, '_>, is_it: &dyn Fn(&Certificate) -> bool) -> Option<Mnemonic> {
    others(case).into_iter().find(|(_, registered)| registered.iter().any(is_it)).map(|(name, _)| name)
}

/// The relying party whose key signed a message, if it is another than the sender.
pub(crate) fn of_message(case: &Case<'_, '_>, texts: &[&[u8]]) -> Option<Mnemonic> {
    let signed = |registered: &[Certificate]| cms::key_behind(&case.bytes, texts, registered).is_some();
    others(case).into_iter().find(|(_, registered)| signed(registered)).map(|(name, _)| name)
}

/// The relying party whose key made a bare signature over the right string, if it is another than the sender.
pub(crate) fn of_bare(case: &Case<'_, '_>) -> Option<Mnemonic> {
    let right = case.candidates.iter().filter(|one| one.needs.is_none());
    let texts: Vec<_> = right.map(|one| one.text.as_bytes()).collect();
    of_certificate(case, &|one| texts.iter().any(|text| raw::check(&case.bytes, text, one).is_ok()))
}

/// The certificates of everybody else. An explanation does without them when they cannot be read.
fn others(case: &Case<'_, '_>) -> Vec<(Mnemonic, Arc<[Certificate]>)> {
    let clients = case.moment.read().and_then(|tx| tx.clients()).unwrap_or_default();
    let others = clients.into_iter().filter(|one| one.mnemonic != case.client.mnemonic);
    others.map(|one| (one.mnemonic.clone(), case.moment.realm.certificates.of(&one))).collect()
}
