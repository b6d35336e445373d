//! Owns what a party's file says of its registration with the portal, in the words of the provider's control API.

use std::path::Path;

use toml::Spanned;

use crate::bench::party::blanks::OF_A_START;
use crate::bench::party::file::description::Client;
use crate::bench::party::file::form;
use crate::bench::party::file::rule::{blanks_of, one_of};
use crate::diary::{Mistake, Source};

const CHECKS: &[&str] = &["strict", "tolerant", "off"];
const TOLERANCES: &[&str] = &[
    "mirrored-signature",
    "pkcs7-where-bare",
    "string-of-v1",
    "other-certificate-hash",
    "no-certificate-hash",
    "bare-rsa",
    "certificate-out-of-date",
    "sha1",
    "foreign-characters",
    "dot-padding",
    "shorter-redirect-uri",
];
const DIALECTS: &[&str] = &["v1", "v2", "v3"];
const ALGORITHMS: &[&str] = &["RS256", "GOST3410_2012_256", "GOST3410_2012_512"];

/// Checks it against what the provider takes.
pub(super) fn checked(source: &Source<'_>, client: &form::Client, folder: &Path) -> Result<(), Mistake> {
    let form::Client { mnemonic, scopes, redirect_hosts, certificate, .. } = client;
    let name = mnemonic.get_ref();
    if name.is_empty() || name.chars().any(char::is_whitespace) {
        let why = "the name under which the party is registered is wanted, such as `SCHOOL_DIARY`".to_owned();
        return Err(source.fault(mnemonic.span(), "mnemonic", why));
    }
    if !scopes.get_ref().iter().any(|scope| scope == "openid") {
        let why = "without `openid` the portal says nothing of who signed in; add it".to_owned();
        return Err(source.fault(scopes.span(), "scopes", why));
    }
    if let Some(hosts) = redirect_hosts {
        let own = hosts.get_ref();
        own.iter()
            .try_for_each(|host| blanks_of(source, host, hosts.span(), "redirect_hosts", &[OF_A_START]))?;
        if let Some(host) = own.iter().find(|host| host.contains('/')) {
            let why = format!(
                "`{host}` is no host; write it without `http://` and without a path, like `diary.example:8090`"
            );
            return Err(source.fault(hosts.span(), "redirect_hosts", why));
        }
    }
    certificate.as_ref().map_or(Ok(()), |path| readable(source, path, "certificate", folder))?;
    signatures(source, client)
}

pub(super) fn readable(
    source: &Source<'_>,
    path: &Spanned<String>,
    field: &str,
    folder: &Path,
) -> Result<(), Mistake> {
    let file = folder.join(path.get_ref());
    let why = match std::fs::read_to_string(&file) {
        Ok(text) if is_certificate(&text) => return Ok(()),
        Ok(_) => format!("{} is no certificate in PEM, nor the base64 of one", file.display()),
        Err(error) if field == "certificate" => {
            format!("{}: {error}; leave the key out, and the harness makes a certificate", file.display())
        }
        Err(error) => format!("{}: {error}", file.display()),
    };
    Err(source.fault(path.span(), field, why))
}

/// Whether a text looks like a certificate in PEM, or like the base64 of its DER alone.
fn is_certificate(text: &str) -> bool {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let base64 = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '=');
    // A DER certificate begins with a sequence of a length in two octets, 30 82.
    text.contains("-----BEGIN CERTIFICATE-----") || (bare.starts_with("MII") && bare.chars().all(base64))
}

fn signatures(source: &Source<'_>, client: &form::Client) -> Result<(), Mistake> {
    let form::Client { signature_check, tolerances, dialects, token_algorithm, .. } = client;
    let named =
        [("signature_check", signature_check, CHECKS), ("token_algorithm", token_algorithm, ALGORITHMS)];
    for (field, value, words) in named {
        value.as_ref().map_or(Ok(()), |value| one_of(source, value, field, words))?;
    }
    let lists = [("tolerances", tolerances, TOLERANCES), ("dialects", dialects, DIALECTS)];
    for (field, list, words) in lists {
        let mut named = list.iter().flat_map(|list| list.get_ref().iter().map(|one| (one, list.span())));
        named.try_for_each(|(one, span)| one_of(source, &Spanned::new(span, one.clone()), field, words))?;
    }
    let check = signature_check.as_ref().map_or(CHECKS[0], |check| check.get_ref());
    match tolerances {
        Some(list) if check != CHECKS[0] && !list.get_ref().is_empty() => {
            let why = format!(
                "`signature_check = \"{check}\"` overlooks them all; single tolerances go with \"strict\""
            );
            Err(source.fault(list.span(), "tolerances", why))
        }
        _ => Ok(()),
    }
}

/// The registration, with the defaults of keys that are left out.
pub(super) fn made(client: form::Client) -> Client {
    let or = |value: Option<Spanned<String>>, usual: &str| {
        value.map_or_else(|| usual.to_owned(), Spanned::into_inner)
    };
    let list = |list: Option<Spanned<Vec<String>>>| list.map(Spanned::into_inner).unwrap_or_default();
    Client {
        mnemonic: client.mnemonic.into_inner(),
        scopes: client.scopes.into_inner(),
        redirect_hosts: list(client.redirect_hosts),
        certificate: client.certificate.map(Spanned::into_inner),
        signature_check: or(client.signature_check, CHECKS[0]),
        tolerances: list(client.tolerances),
        dialects: list(client.dialects),
        token_algorithm: or(client.token_algorithm, ALGORITHMS[0]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words are the provider's own, as its description of the control API lists them.
    #[test]
    fn the_words_are_those_of_the_control_api() {
        let described = include_str!("../../../../../docs/CONTROL.openapi.json");
        for word in CHECKS.iter().chain(TOLERANCES).chain(DIALECTS) {
            assert!(described.contains(&format!("\"{word}\"")), "{word}");
        }
    }
}
