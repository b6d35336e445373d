//! Reading of values with definite lengths (X.690 sections 8.1 and 10.1).
//!
//! **Invariant:** what is read is borrowed as it was sent; nothing is sorted or encoded anew.

use super::{Asn1Fault, oid, tag};

/// The identifier and length octets before a value's contents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Header {
    /// The first identifier octet; high tag numbers continue in the next ones and are only passed over.
    pub(crate) tag: u8,
    /// How many octets the identifier takes.
    pub(crate) tag_octets: usize,
    /// How many octets identifier and length take together.
    pub(crate) octets: usize,
    /// The length of the contents.
    pub(crate) length: Length,
}

/// The length of a value's contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    Definite(usize),
    Indefinite,
}

/// One value: its tag, its contents, and all its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tlv<'a> {
    pub(crate) tag: u8,
    pub(crate) contents: &'a [u8],
    pub(crate) whole: &'a [u8],
}

/// Values one after another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl Header {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Asn1Fault> {
        let tag = *bytes.first().ok_or(Asn1Fault::Truncated)?;
        let tag_octets = if tag & 0x1f == 0x1f { high_tag_octets(bytes)? } else { 1 };
        let first = *bytes.get(tag_octets).ok_or(Asn1Fault::Truncated)?;
        let (octets, length) = match first {
            0x00..=0x7f => (tag_octets + 1, Length::Definite(usize::from(first))),
            0x80 => (tag_octets + 1, Length::Indefinite),
            // X.690 section 8.1.3.5 c: the octet 0xff is reserved; four octets are more than any input here.
            0x85.. => return Err(Asn1Fault::LengthUnreadable),
            0x81..=0x84 => {
                let count = usize::from(first & 0x7f);
                let end = tag_octets + 1 + count;
                let octets = bytes.get(tag_octets + 1..end).ok_or(Asn1Fault::Truncated)?;
                (end, Length::Definite(octets.iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet))))
            }
        };
        Ok(Self { tag, tag_octets, octets, length })
    }
}

/// X.690 section 8.1.2.4: identifier octets go on while their high bit is set.
fn high_tag_octets(bytes: &[u8]) -> Result<usize, Asn1Fault> {
    let more = bytes.iter().skip(1).take(4).position(|octet| octet & 0x80 == 0);
    more.map(|last| last + 2).ok_or(Asn1Fault::Truncated)
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The single value that all of `bytes` is.
    pub(crate) fn only(bytes: &'a [u8], tag: u8) -> Result<Tlv<'a>, Asn1Fault> {
        let mut reader = Self::new(bytes);
        let value = reader.expect(tag)?;
        reader.finish()?;
        Ok(value)
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag of the next value, if there is one.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next value, whatever it is.
    pub(crate) fn next(&mut self) -> Result<Tlv<'a>, Asn1Fault> {
        let header = Header::read(self.rest)?;
        let Length::Definite(length) = header.length else { return Err(Asn1Fault::IndefiniteLength) };
        let end = header.octets.checked_add(length).ok_or(Asn1Fault::Truncated)?;
        let (whole, rest) = self.rest.split_at_checked(end).ok_or(Asn1Fault::Truncated)?;
        let (_, contents) = whole.split_at(header.octets);
        self.rest = rest;
        Ok(Tlv { tag: header.tag, contents, whole })
    }

    /// The next value, which must have this tag.
    pub(crate) fn expect(&mut self, wanted: u8) -> Result<Tlv<'a>, Asn1Fault> {
        match self.peek() {
            None => Err(Asn1Fault::Missing { wanted }),
            Some(seen) if seen != wanted => Err(Asn1Fault::UnexpectedTag { wanted, seen }),
            Some(_) => self.next(),
        }
    }

    /// The next value if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Tlv<'a>>, Asn1Fault> {
        if self.peek() == Some(tag) { self.next().map(Some) } else { Ok(None) }
    }

    /// Nothing may follow.
    pub(crate) fn finish(self) -> Result<(), Asn1Fault> {
        if self.rest.is_empty() { Ok(()) } else { Err(Asn1Fault::Extra) }
    }

    /// All values up to the end.
    pub(crate) fn all(mut self) -> Result<Vec<Tlv<'a>>, Asn1Fault> {
        let mut values = Vec::new();
        while !self.is_empty() {
            values.push(self.next()?);
        }
        Ok(values)
    }
}

impl<'a> Tlv<'a> {
    /// The values inside this one.
    pub(crate) const fn inside(&self) -> Reader<'a> {
        Reader::new(self.contents)
    }

    /// An OBJECT IDENTIFIER in dotted form.
    pub(crate) fn object_id(&self) -> Result<String, Asn1Fault> {
        if self.tag != tag::OBJECT_ID {
            return Err(Asn1Fault::UnexpectedTag { wanted: tag::OBJECT_ID, seen: self.tag });
        }
        oid::dotted(self.contents).ok_or(self.bad())
    }

    /// The octets of a non-negative INTEGER without leading zeros.
    pub(crate) fn unsigned(&self) -> Result<&'a [u8], Asn1Fault> {
        match self.contents.first() {
            None => Err(self.bad()),
            Some(octet) if octet & 0x80 != 0 => Err(self.bad()),
            Some(_) => {
                let zeros = self.contents.iter().take_while(|octet| **octet == 0).count();
                Ok(self.contents.get(zeros..).unwrap_or_default())
            }
        }
    }

    /// The octets of a BIT STRING that has no unused bits, as keys and signatures are.
    pub(crate) fn bits(&self) -> Result<&'a [u8], Asn1Fault> {
        match self.contents.split_first() {
            Some((0, bits)) => Ok(bits),
            _ => Err(self.bad()),
        }
    }

    pub(crate) const fn bad(&self) -> Asn1Fault {
        Asn1Fault::BadContents { tag: self.tag }
    }
}
