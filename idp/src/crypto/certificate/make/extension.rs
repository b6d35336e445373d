//! The extensions of certificates made here (RFC 5280 section 4.2.1).

use super::purpose::Purpose;
use crate::crypto::CryptoError;
use crate::crypto::asn1::{object_id, tag, tlv};
use crate::crypto::certificate::{KEY_IDENTIFIER, key_identifier_of};

const AUTHORITY_KEY_IDENTIFIER: &str = "2.5.29.35";
const BASIC_CONSTRAINTS: &str = "2.5.29.19";
const KEY_USAGE: &str = "2.5.29.15";

const TRUE: [u8; 3] = [tag::BOOLEAN, 1, 0xff];

/// What a certificate says beyond version 1.
pub(super) struct Extensions<'a> {
    /// The SubjectPublicKeyInfo.
    pub(super) key: &'a [u8],
    /// The key identifier of the authority, when it is another one.
    pub(super) authority: Option<Vec<u8>>,
    pub(super) purpose: Purpose,
}

impl Extensions<'_> {
    pub(super) fn written(&self) -> Result<Vec<u8>, CryptoError> {
        let identifier = key_identifier_of(self.key).map_err(CryptoError::malformed("public key"))?;
        let own_key = tlv(tag::OCTET_STRING, &[&identifier]);
        let mut all = extension(KEY_IDENTIFIER, false, &own_key);
        if let Some(authority) = &self.authority {
            let named = tlv(tag::SEQUENCE, &[&tlv(tag::implicit(0), &[authority])]);
            all.extend(extension(AUTHORITY_KEY_IDENTIFIER, false, &named));
        }
        all.extend(extension(BASIC_CONSTRAINTS, true, &self.constraints()));
        if let Some(usage) = self.usage() {
            all.extend(extension(KEY_USAGE, true, &usage));
        }
        Ok(tlv(tag::context(3), &[&tlv(tag::SEQUENCE, &[&all])]))
    }

    /// `BasicConstraints { cA BOOLEAN DEFAULT FALSE, … }`.
    fn constraints(&self) -> Vec<u8> {
        match self.purpose {
            Purpose::Anchor | Purpose::Authority => tlv(tag::SEQUENCE, &[&TRUE]),
            Purpose::Signing => tlv(tag::SEQUENCE, &[]),
        }
    }

    /// `KeyUsage`, a BIT STRING whose first bit is the highest.
    fn usage(&self) -> Option<Vec<u8>> {
        match self.purpose {
            Purpose::Anchor => None,
            // keyCertSign and cRLSign, bits 5 and 6.
            Purpose::Authority => Some(vec![tag::BIT_STRING, 2, 1, 0b0000_0110]),
            // digitalSignature and nonRepudiation, bits 0 and 1.
            Purpose::Signing => Some(vec![tag::BIT_STRING, 2, 6, 0b1100_0000]),
        }
    }
}

fn extension(oid: &str, is_critical: bool, value: &[u8]) -> Vec<u8> {
    let oid = object_id(oid).expect("invariant: a dotted constant");
    let critical: &[u8] = if is_critical { &TRUE } else { &[] };
    tlv(tag::SEQUENCE, &[&oid, critical, &tlv(tag::OCTET_STRING, &[value])])
}
