//! `client_certificate_hash`: which digest of a certificate a text is, right ones and known mistakes.

use std::fmt;

use serde::Serialize;

use super::Certificate;
use crate::crypto::{DigestAlgorithm, KeyFamily};

/// What a `client_certificate_hash` was made of, and how.
///
/// Letter case is of no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HashForm {
    /// Streebog-256 over the DER, as ESIA's rules ask.
    Streebog256Der,
    /// Streebog-512 over the DER: right for a certificate with a key of 512 bits, as one client makes it.
    Streebog512Der,
    /// Streebog-256 over the DER, with its octets in reverse order.
    Streebog256Mirrored,
    /// Streebog-256 over the DER, with colons or blanks between its octets.
    Streebog256Separated,
    /// SHA-256 over the DER.
    Sha256Der,
    /// SHA-1 over the DER, the «thumbprint» that viewers show.
    Sha1Der,
    /// The same as viewers and `openssl x509 -fingerprint` write it, with colons or blanks.
    ShaSeparated,
    /// Streebog-256 over the PEM file.
    Streebog256Pem,
    /// Streebog-512 over the PEM file.
    Streebog512Pem,
    /// SHA-256 over the PEM file.
    Sha256Pem,
    /// Streebog-256 over the base64 between the armour of the PEM file.
    Streebog256Base64,
    /// Streebog-256 over the public key alone.
    Streebog256Key,
}

impl Certificate {
    /// The `client_certificate_hash` of this certificate: Streebog-256 over its DER, in upper case.
    pub fn client_hash(&self) -> String {
        self.fingerprint(DigestAlgorithm::Streebog256)
    }

    /// What a `client_certificate_hash` is of this certificate, if it is anything of it.
    ///
    /// [`HashForm::is_strict_for`] says which forms the real system takes.
    pub fn matches_hash(&self, text: &str) -> Option<HashForm> {
        let text = text.trim();
        if let Some(form) = self.hash_form(text) {
            return Some(form);
        }
        let bare: String = text.chars().filter(|letter| !matches!(letter, ':' | ' ' | '-')).collect();
        match self.hash_form(&bare)? {
            HashForm::Streebog256Der => Some(HashForm::Streebog256Separated),
            HashForm::Sha256Der | HashForm::Sha1Der => Some(HashForm::ShaSeparated),
            _ => None,
        }
    }

    fn hash_form(&self, text: &str) -> Option<HashForm> {
        use DigestAlgorithm::{Sha1, Sha256, Streebog256, Streebog512};
        use HashForm as Form;
        let is = |digest: DigestAlgorithm, content: &[u8]| {
            digest.hex_of_message(content).eq_ignore_ascii_case(text)
        };
        let over_der = [
            (Form::Streebog256Der, Streebog256),
            (Form::Streebog512Der, Streebog512),
            (Form::Sha256Der, Sha256),
            (Form::Sha1Der, Sha1),
        ];
        if let Some((form, _)) = over_der.into_iter().find(|(_, digest)| is(*digest, &self.der)) {
            return Some(form);
        }
        let mirrored = gost3410::mirrored(&Streebog256.of_message(&self.der));
        if crate::crypto::digest::upper_hex(&mirrored).eq_ignore_ascii_case(text) {
            return Some(Form::Streebog256Mirrored);
        }
        let pem = self.to_pem();
        let over_pem = [
            (Form::Streebog256Pem, Streebog256),
            (Form::Streebog512Pem, Streebog512),
            (Form::Sha256Pem, Sha256),
        ];
        let files = spellings_of_pem(&pem);
        let is_of_file = |digest: DigestAlgorithm| files.iter().any(|file| is(digest, file.as_bytes()));
        if let Some((form, _)) = over_pem.into_iter().find(|(_, digest)| is_of_file(*digest)) {
            return Some(form);
        }
        if bodies_of(&pem).iter().any(|body| is(Streebog256, body.as_bytes())) {
            return Some(Form::Streebog256Base64);
        }
        let key = self.key.to_spki_der().ok()?;
        is(Streebog256, &key).then_some(Form::Streebog256Key)
    }
}

/// Finds the certificate a `client_certificate_hash` belongs to: a strict form of any of them before a
/// mistaken form of another.
pub fn find_by_hash(registered: &[Certificate], text: &str) -> Option<(usize, HashForm)> {
    let forms: Vec<_> = registered
        .iter()
        .enumerate()
        .filter_map(|(place, one)| Some((place, one.matches_hash(text)?)))
        .collect();
    let is_strict = |(place, form): &&(usize, HashForm)| {
        registered.get(*place).is_some_and(|one| form.is_strict_for(one))
    };
    forms.iter().find(is_strict).or_else(|| forms.first()).copied()
}

impl HashForm {
    /// Whether the real system takes a hash of this form for this certificate.
    ///
    /// Streebog-256 over the DER always, Streebog-512 for a key of 512 bits.
    pub fn is_strict_for(self, certificate: &Certificate) -> bool {
        // SIM: clients disagree about keys of 512 bits, and what ESIA takes for them is not known: both pass.
        match self {
            Self::Streebog256Der => true,
            Self::Streebog512Der => certificate.public_key().family() == Some(KeyFamily::Gost2012_512),
            _ => false,
        }
    }
}

/// The ways a certificate's file may have been saved: either line end, with and without the last one.
fn spellings_of_pem(pem: &str) -> [String; 4] {
    let (lf, crlf) = (pem.to_owned(), pem.replace('\n', "\r\n"));
    [lf.trim_end().to_owned(), crlf.trim_end().to_owned(), lf, crlf]
}

/// The base64 without armour: in one line, and in the file's lines.
fn bodies_of(pem: &str) -> [String; 2] {
    let lines: Vec<_> = pem.lines().filter(|line| !line.starts_with('-')).collect();
    [lines.concat(), lines.join("\n")]
}

impl fmt::Display for HashForm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Streebog256Der => "Streebog-256 over the DER",
            Self::Streebog512Der => "Streebog-512 over the DER",
            Self::Streebog256Mirrored => "Streebog-256 over the DER, in reverse order",
            Self::Streebog256Separated => "Streebog-256 over the DER, with separators",
            Self::Sha256Der => "SHA-256 over the DER",
            Self::Sha1Der => "SHA-1 over the DER (the thumbprint that viewers show)",
            Self::ShaSeparated => "a SHA fingerprint over the DER, with separators",
            Self::Streebog256Pem => "Streebog-256 over the PEM file instead of the DER",
            Self::Streebog512Pem => "Streebog-512 over the PEM file instead of the DER",
            Self::Sha256Pem => "SHA-256 over the PEM file instead of the DER",
            Self::Streebog256Base64 => "Streebog-256 over the base64 of the certificate instead of the DER",
            Self::Streebog256Key => "Streebog-256 over the public key instead of the certificate",
        })
    }
}
