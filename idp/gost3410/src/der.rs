//! Owns the little of DER (X.690) that key structures need: definite lengths, one octet of tag.

use crate::oid::Oid;
use crate::refusal::KeyRefusal;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;

/// Reads elements one after another.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(octets: &'a [u8]) -> Self {
        Self { rest: octets }
    }

    /// The tag of the next element, `None` at the end.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The contents of the next element, which must have this tag.
    pub(crate) fn take(&mut self, tag: u8) -> Result<&'a [u8], KeyRefusal> {
        let (found, after_tag) = self.rest.split_first().ok_or(KeyRefusal::Malformed)?;
        if *found != tag {
            return Err(KeyRefusal::Malformed);
        }
        let (length, after_length) = read_length(after_tag)?;
        let (contents, rest) = after_length.split_at_checked(length).ok_or(KeyRefusal::Malformed)?;
        self.rest = rest;
        Ok(contents)
    }

    /// A reader of the next element's contents.
    pub(crate) fn enter(&mut self, tag: u8) -> Result<Reader<'a>, KeyRefusal> {
        self.take(tag).map(Reader::new)
    }

    /// Refuses what is left over.
    pub(crate) fn finish(self) -> Result<(), KeyRefusal> {
        if self.rest.is_empty() { Ok(()) } else { Err(KeyRefusal::Malformed) }
    }
}

/// X.690 clause 10.1: the length in the fewest octets.
fn read_length(octets: &[u8]) -> Result<(usize, &[u8]), KeyRefusal> {
    let (first, rest) = octets.split_first().ok_or(KeyRefusal::Malformed)?;
    let (length, rest) = match first {
        0..=0x7f => return Ok((usize::from(*first), rest)),
        0x81 | 0x82 => {
            let (digits, rest) =
                rest.split_at_checked(usize::from(first & 0x7f)).ok_or(KeyRefusal::Malformed)?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        // Indefinite, reserved, or longer than any key.
        _ => return Err(KeyRefusal::Malformed),
    };
    let fewest = if *first == 0x81 { 0x80 } else { 0x100 };
    if length < fewest { Err(KeyRefusal::Malformed) } else { Ok((length, rest)) }
}

/// An element with these contents.
pub(crate) fn element(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    let length: usize = contents.iter().map(|part| part.len()).sum();
    let mut octets = vec![tag];
    match length {
        0..=0x7f => octets.push(length as u8),
        0x80..=0xff => octets.extend([0x81, length as u8]),
        _ => {
            octets.push(0x82);
            octets.extend(u16::try_from(length).expect("invariant: a key takes under 64 KiB").to_be_bytes());
        }
    }
    octets.extend(contents.concat());
    octets
}

/// An OBJECT IDENTIFIER.
pub(crate) fn identifier(oid: Oid) -> Vec<u8> {
    element(OBJECT_IDENTIFIER, &[&oid.der_contents()])
}

#[cfg(test)]
mod tests {
    use super::{OCTET_STRING, Reader, element};
    use crate::refusal::KeyRefusal;

    #[test]
    fn an_element_of_any_length_is_read_back() {
        for length in [0, 1, 127, 128, 255, 256, 4000] {
            let contents = vec![7; length];
            let octets = element(OCTET_STRING, &[&contents]);
            let mut reader = Reader::new(&octets);
            assert_eq!(reader.take(OCTET_STRING), Ok(&contents[..]));
            assert_eq!(reader.finish(), Ok(()));
        }
    }

    #[test]
    fn a_length_is_refused_unless_it_is_definite_and_shortest() {
        let refused: [&[u8]; 8] = [
            &[],
            &[4],
            &[4, 1],
            &[4, 0x80, 0, 0],
            &[4, 0x81, 1, 7],
            &[4, 0x82, 0, 200],
            &[4, 0x83, 0, 0, 1, 7],
            &[5, 0],
        ];
        for octets in refused {
            assert_eq!(Reader::new(octets).take(OCTET_STRING), Err(KeyRefusal::Malformed), "{octets:?}");
        }
    }
}
