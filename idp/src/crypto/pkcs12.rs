//! PKCS#12 (RFC 7292) as Java reads it for a trust store: certificates, neither encrypted nor sealed.

use crate::crypto::asn1::{self, tag};

/// PKCS#7 data (RFC 2315).
const DATA: &str = "1.2.840.113549.1.7.1";
const CERTIFICATE_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";
/// By this attribute Java tells a certificate to trust from one that belongs to a key.
const TRUSTED_KEY_USAGE: &str = "2.16.840.1.113894.746875.1.1";
const ANY_EXTENDED_KEY_USAGE: &str = "2.5.29.37.0";

/// A store of trusted certificates without a password.
pub fn trust_store<'c>(certificates: impl Iterator<Item = &'c [u8]>) -> Vec<u8> {
    let bags: Vec<u8> = certificates.flat_map(bag).collect();
    let safe_contents = sequence(&[&bags]);
    let authenticated_safe = sequence(&[&data(&safe_contents)]);
    let version = asn1::unsigned(&[3]);
    sequence(&[&version, &data(&authenticated_safe)])
}

fn bag(certificate: &[u8]) -> Vec<u8> {
    let value = sequence(&[&oid(X509_CERTIFICATE), &explicit(&octet_string(certificate))]);
    let usage = asn1::tlv(tag::SET, &[&oid(ANY_EXTENDED_KEY_USAGE)]);
    let attribute = sequence(&[&oid(TRUSTED_KEY_USAGE), &usage]);
    let attributes = asn1::tlv(tag::SET, &[&attribute]);
    sequence(&[&oid(CERTIFICATE_BAG), &explicit(&value), &attributes])
}

/// A ContentInfo of data.
fn data(contents: &[u8]) -> Vec<u8> {
    sequence(&[&oid(DATA), &explicit(&octet_string(contents))])
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    asn1::tlv(tag::SEQUENCE, parts)
}

fn octet_string(octets: &[u8]) -> Vec<u8> {
    asn1::tlv(tag::OCTET_STRING, &[octets])
}

/// `[0] EXPLICIT`.
fn explicit(value: &[u8]) -> Vec<u8> {
    asn1::tlv(tag::context(0), &[value])
}

fn oid(dotted: &str) -> Vec<u8> {
    asn1::object_id(dotted).expect("invariant: the identifiers of this file are written rightly")
}
