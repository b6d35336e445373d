//! The rewriting of BER into DER lengths, so that one reader serves every encoder (X.690 sections 8.1.3 and
//! 8.7).

use serde::Serialize;

use crate::crypto::asn1::{Asn1Fault, Header, Length, Reader, tag, with_header};

/// How deeply values may be nested: a signed message with certificates uses about ten levels.
pub const DEPTH_MAX: usize = 32;

/// How many bytes are looked at: a signed message with a chain of certificates has about ten thousand.
pub const SIZE_MAX: usize = 256 * 1024;

/// A value with definite lengths, and what it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalised {
    /// The value with definite, shortest lengths and with octet strings in one piece.
    pub der: Vec<u8>,
    /// How many bytes of the input the value took; what follows them is not looked at.
    pub consumed: usize,
    /// Whether anything had to be rewritten.
    pub encoding: Encoding,
}

/// The encoding rules a value was sent in, as far as lengths and octet strings show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// Definite, shortest lengths and octet strings in one piece: the bytes were kept as sent.
    Der,
    /// Indefinite or longer lengths, or octet strings in pieces, as streaming encoders write them.
    Ber,
}

/// Rewrites the first value of `input` with definite, shortest lengths and joins octet strings sent in
/// pieces.
///
/// The order of values is never changed, not even in a SET: whoever signed those bytes signed them in that
/// order.
///
/// # Errors
/// The bytes are no value, or one that is larger or deeper than [`SIZE_MAX`] and [`DEPTH_MAX`] allow.
pub fn normalise(input: &[u8]) -> Result<Normalised, Asn1Fault> {
    let mut der = Vec::with_capacity(input.len().min(SIZE_MAX));
    let consumed = value(input, DEPTH_MAX, &mut der)?;
    let kept = input.get(..consumed).is_some_and(|sent| sent == der);
    Ok(Normalised { der, consumed, encoding: if kept { Encoding::Der } else { Encoding::Ber } })
}

/// Appends one rewritten value to `out` and says how many bytes it took.
fn value(input: &[u8], depth: usize, out: &mut Vec<u8>) -> Result<usize, Asn1Fault> {
    let header = Header::read(input)?;
    let identifier = input.get(..header.tag_octets).ok_or(Asn1Fault::Truncated)?;
    let body = input.get(header.octets..).ok_or(Asn1Fault::Truncated)?;
    if header.tag == 0 {
        return Err(Asn1Fault::StrayEnd);
    }
    if let Length::Definite(length) = header.length
        && header.octets + length > SIZE_MAX
    {
        return Err(Asn1Fault::TooBig);
    }
    if header.tag & tag::CONSTRUCTED == 0 {
        let Length::Definite(length) = header.length else { return Err(Asn1Fault::IndefiniteLength) };
        let contents = body.get(..length).ok_or(Asn1Fault::Truncated)?;
        out.extend(with_header(identifier, contents));
        return Ok(header.octets + length);
    }
    let mut inside = Vec::new();
    let length = match header.length {
        Length::Definite(length) => {
            definite(body.get(..length).ok_or(Asn1Fault::Truncated)?, depth, &mut inside)?;
            length
        }
        Length::Indefinite => indefinite(body, depth, &mut inside)?,
    };
    if header.tag == tag::OCTET_STRING | tag::CONSTRUCTED {
        out.extend(with_header(&[tag::OCTET_STRING], &joined(&inside)?));
    } else {
        out.extend(with_header(identifier, &inside));
    }
    Ok(header.octets + length)
}

/// The values that fill `body` exactly.
fn definite(mut body: &[u8], depth: usize, out: &mut Vec<u8>) -> Result<(), Asn1Fault> {
    let depth = depth.checked_sub(1).ok_or(Asn1Fault::TooDeep)?;
    while !body.is_empty() {
        let taken = value(body, depth, out)?;
        body = body.get(taken..).unwrap_or_default();
    }
    Ok(())
}

/// The values up to the end-of-contents octets (X.690 section 8.1.5), which are counted but not written.
fn indefinite(body: &[u8], depth: usize, out: &mut Vec<u8>) -> Result<usize, Asn1Fault> {
    let depth = depth.checked_sub(1).ok_or(Asn1Fault::TooDeep)?;
    let mut taken = 0;
    loop {
        let rest = body.get(taken..).unwrap_or_default();
        if rest.starts_with(&[0, 0]) {
            return Ok(taken + 2);
        }
        taken += value(rest, depth, out)?;
        if taken > SIZE_MAX {
            return Err(Asn1Fault::TooBig);
        }
    }
}

/// X.690 section 8.7.3: the octets of a constructed string are those of its segments, one after another.
fn joined(segments: &[u8]) -> Result<Vec<u8>, Asn1Fault> {
    let mut whole = Vec::with_capacity(segments.len());
    let mut reader = Reader::new(segments);
    while !reader.is_empty() {
        whole.extend_from_slice(reader.expect(tag::OCTET_STRING)?.contents);
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn der_is_kept_and_what_follows_is_left_alone() {
        let sent = [0x30, 0x05, 0x02, 0x01, 0x07, 0x05, 0x00, 0xaa, 0xbb];
        let normal = normalise(&sent).unwrap();
        assert_eq!(normal.der, sent[..7]);
        assert_eq!((normal.consumed, normal.encoding), (7, Encoding::Der));
    }

    #[test]
    fn indefinite_lengths_become_definite() {
        let sent = [0x30, 0x80, 0xa0, 0x80, 0x02, 0x01, 0x07, 0x00, 0x00, 0x00, 0x00, 0xff];
        let normal = normalise(&sent).unwrap();
        assert_eq!(normal.der, [0x30, 0x05, 0xa0, 0x03, 0x02, 0x01, 0x07]);
        assert_eq!((normal.consumed, normal.encoding), (11, Encoding::Ber));
    }

    #[test]
    fn long_lengths_become_short() {
        let normal = normalise(&[0x30, 0x82, 0x00, 0x03, 0x02, 0x01, 0x07]).unwrap();
        assert_eq!(normal.der, [0x30, 0x03, 0x02, 0x01, 0x07]);
        assert_eq!(normal.encoding, Encoding::Ber);
    }

    #[test]
    fn octet_strings_in_pieces_are_joined() {
        let nested = [0x24, 0x80, 0x04, 0x01, b'a', 0x24, 0x05, 0x04, 0x01, b'b', 0x04, 0x00, 0x00, 0x00];
        assert_eq!(normalise(&nested).unwrap().der, [0x04, 0x02, b'a', b'b']);
        let foreign = [0x24, 0x03, 0x02, 0x01, 0x07];
        assert_eq!(normalise(&foreign), Err(Asn1Fault::UnexpectedTag { wanted: 0x04, seen: 0x02 }));
    }

    #[test]
    fn a_set_keeps_its_order() {
        let missorted = [0x31, 0x06, 0x02, 0x01, 0x09, 0x02, 0x01, 0x01];
        assert_eq!(normalise(&missorted).unwrap().der, missorted);
    }

    #[test]
    fn broken_values_are_named() {
        assert_eq!(normalise(&[]), Err(Asn1Fault::Truncated));
        assert_eq!(normalise(&[0x30, 0x05, 0x02]), Err(Asn1Fault::Truncated));
        assert_eq!(normalise(&[0x30, 0x80, 0x02, 0x01, 0x07]), Err(Asn1Fault::Truncated));
        assert_eq!(normalise(&[0x04, 0x80, 0x00, 0x00]), Err(Asn1Fault::IndefiniteLength));
        assert_eq!(normalise(&[0x00, 0x00]), Err(Asn1Fault::StrayEnd));
        assert_eq!(normalise(&[0x30, 0x02, 0x00, 0x00]), Err(Asn1Fault::StrayEnd));
        assert_eq!(normalise(&[0x30, 0xff]), Err(Asn1Fault::LengthUnreadable));
        assert_eq!(normalise(&[0x04, 0x84, 0xff, 0xff, 0xff, 0xff]), Err(Asn1Fault::TooBig));
        assert_eq!(normalise(&[0x30, 0x80].repeat(DEPTH_MAX + 2)), Err(Asn1Fault::TooDeep));
        assert_eq!(normalise(&[0x30, 0x80].repeat(SIZE_MAX)), Err(Asn1Fault::TooDeep));
        let mut endless = vec![0x30, 0x80];
        endless.extend([0x05, 0x00].repeat(SIZE_MAX));
        assert_eq!(normalise(&endless), Err(Asn1Fault::TooBig));
    }
}
