//! Writing of DER: definite lengths in the fewest octets (X.690 section 10.1).

use super::{oid, tag};

/// A value with these contents.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    with_header(&[tag], &parts.concat())
}

/// A value whose identifier octets are given as they are.
pub(crate) fn with_header(identifier: &[u8], contents: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(identifier.len() + contents.len() + 5);
    out.extend_from_slice(identifier);
    let octets = contents.len().to_be_bytes();
    let octets: Vec<u8> = octets.into_iter().skip_while(|octet| *octet == 0).collect();
    match contents.len() {
        length @ 0..=0x7f => out.push(length as u8),
        _ => {
            out.push(0x80 | octets.len() as u8);
            out.extend(octets);
        }
    }
    out.extend_from_slice(contents);
    out
}

/// An INTEGER from the octets of its magnitude, with or without leading zeros.
pub(crate) fn unsigned(magnitude: &[u8]) -> Vec<u8> {
    let mut octets: Vec<u8> = magnitude.iter().copied().skip_while(|octet| *octet == 0).collect();
    if octets.first().is_none_or(|octet| octet & 0x80 != 0) {
        octets.insert(0, 0);
    }
    tlv(tag::INTEGER, &[&octets])
}

/// A BIT STRING of whole octets.
pub(crate) fn bit_string(octets: &[u8]) -> Vec<u8> {
    tlv(tag::BIT_STRING, &[&[0], octets])
}

/// An OBJECT IDENTIFIER from its dotted form; `None` when the text is none.
pub(crate) fn object_id(dotted: &str) -> Option<Vec<u8>> {
    oid::octets(dotted).map(|octets| tlv(tag::OBJECT_ID, &[&octets]))
}
