//! Distinguished names: readable, comparable, and written from text (RFC 5280 sections 4.1.2.4 and 7.1).

use std::fmt;

use crate::crypto::CryptoError;
use crate::crypto::asn1::{Asn1Fault, Tlv, object_id, tag, tlv};
use crate::crypto::digest::upper_hex;

/// Attribute types with the short names `openssl` and Russian certification centres show them by.
const KNOWN: [(&str, &str); 18] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "street"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "title"),
    ("2.5.4.42", "GN"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("1.2.643.100.1", "OGRN"),
    ("1.2.643.100.3", "SNILS"),
    ("1.2.643.100.4", "INNLE"),
    ("1.2.643.100.5", "OGRNIP"),
    ("1.2.643.3.131.1.1", "INN"),
];

/// A distinguished name, and the bytes it was read from.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Name {
    der: Vec<u8>,
    attributes: Vec<Attribute>,
}

/// One attribute of a name.
#[derive(Clone, PartialEq, Eq)]
struct Attribute {
    oid: String,
    text: String,
    /// Whether it belongs to the same relative distinguished name as the one before it.
    joined: bool,
}

impl Name {
    pub(crate) fn read(sequence: &Tlv<'_>) -> Result<Self, Asn1Fault> {
        let mut attributes = Vec::new();
        for relative in sequence.inside().all()? {
            if relative.tag != tag::SET {
                return Err(Asn1Fault::UnexpectedTag { wanted: tag::SET, seen: relative.tag });
            }
            for (place, attribute) in relative.inside().all()?.into_iter().enumerate() {
                let mut parts = attribute.inside();
                let oid = parts.expect(tag::OBJECT_ID)?.object_id()?;
                attributes.push(Attribute { oid, text: text_of(&parts.next()?), joined: place > 0 });
            }
        }
        Ok(Self { der: sequence.whole.to_vec(), attributes })
    }

    /// A name from `C=RU, O=Diaries\, Inc., CN=TESTIS`, in the order the certificate will carry it.
    ///
    /// # Errors
    /// A part has no `=`, no value, an unknown type, or a country that is not two letters.
    pub(crate) fn parse(text: &str) -> Result<Self, CryptoError> {
        let mut relatives = Vec::new();
        let mut attributes = Vec::new();
        for part in unescaped_parts(text) {
            let (kind, value) =
                part.split_once('=').ok_or(CryptoError::BadSubject { why: "a part has no `=`" })?;
            let (kind, value) = (kind.trim(), value.trim());
            if value.is_empty() {
                return Err(CryptoError::BadSubject { why: "a part has no value" });
            }
            let known = KNOWN.iter().find(|(_, short)| *short == kind).map_or(kind, |(oid, _)| oid);
            let oid =
                object_id(known).ok_or(CryptoError::BadSubject { why: "an attribute type is unknown" })?;
            let string = string_tag(known, value)?;
            let attribute = tlv(tag::SEQUENCE, &[&oid, &tlv(string, &[value.as_bytes()])]);
            relatives.push(tlv(tag::SET, &[&attribute]));
            attributes.push(Attribute { oid: known.to_owned(), text: value.to_owned(), joined: false });
        }
        Ok(Self { der: tlv(tag::SEQUENCE, &[&relatives.concat()]), attributes })
    }

    /// The first value of a kind, by its short name.
    pub(crate) fn value(&self, kind: &str) -> Option<&str> {
        let (oid, _) = KNOWN.iter().find(|(_, short)| *short == kind)?;
        self.attributes
            .iter()
            .find(|attribute| attribute.oid == *oid)
            .map(|attribute| attribute.text.as_str())
    }

    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    /// Whether both name the same one: the same bytes, or the same attributes but for the kind of string,
    /// letter case and white space (RFC 5280 section 7.1), since some encoders write a copied issuer anew.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.der == other.der
            || (self.attributes.len() == other.attributes.len()
                && self.attributes.iter().zip(&other.attributes).all(|(one, two)| one.is_same(two)))
    }
}

impl Attribute {
    fn is_same(&self, other: &Self) -> bool {
        self.oid == other.oid && self.joined == other.joined && folded(&self.text) == folded(&other.text)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, attribute) in self.attributes.iter().enumerate() {
            match (place, attribute.joined) {
                (0, _) => {}
                (_, true) => out.write_str(" + ")?,
                (_, false) => out.write_str(", ")?,
            }
            attribute.fmt(out)?;
        }
        Ok(())
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind =
            KNOWN.iter().find(|(oid, _)| *oid == self.oid).map_or(self.oid.as_str(), |(_, short)| short);
        write!(out, "{kind}=")?;
        // Certificates of natural persons carry the person's SNILS, which is shown to nobody.
        if kind == "SNILS" {
            return out.write_str("***");
        }
        for letter in self.text.chars() {
            match letter {
                ',' | '+' | '\\' => write!(out, "\\{letter}")?,
                // A control character would break the line of the log it is written to.
                control if control.is_control() => write!(out, "{}", control.escape_default())?,
                plain => write!(out, "{plain}")?,
            }
        }
        Ok(())
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The text of a string of any of the kinds RFC 5280 section 4.1.2.4 allows; other values in hexadecimal.
fn text_of(value: &Tlv<'_>) -> String {
    match value.tag {
        tag::UTF8_STRING | tag::PRINTABLE_STRING | tag::NUMERIC_STRING | tag::IA5_STRING => {
            String::from_utf8_lossy(value.contents).into_owned()
        }
        tag::TELETEX_STRING => value.contents.iter().map(|octet| char::from(*octet)).collect(),
        tag::BMP_STRING => {
            let units = value
                .contents
                .chunks(2)
                .map(|pair| pair.iter().fold(0, |sum, octet| sum << 8 | u16::from(*octet)));
            char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        tag::UNIVERSAL_STRING => {
            let codes = value
                .contents
                .chunks(4)
                .map(|four| four.iter().fold(0, |sum, octet| sum << 8 | u32::from(*octet)));
            codes.map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        _ => format!("#{}", upper_hex(value.whole)),
    }
}

/// RFC 5280 appendix A.1: a country is a PrintableString of two letters, an e-mail address an IA5String.
fn string_tag(oid: &str, value: &str) -> Result<u8, CryptoError> {
    match oid {
        "2.5.4.6" if value.len() == 2 && value.bytes().all(|letter| letter.is_ascii_alphabetic()) => {
            Ok(tag::PRINTABLE_STRING)
        }
        "2.5.4.6" => Err(CryptoError::BadSubject { why: "a country is two letters" }),
        "1.2.840.113549.1.9.1" if value.is_ascii() => Ok(tag::IA5_STRING),
        "1.2.840.113549.1.9.1" => Err(CryptoError::BadSubject { why: "an e-mail address is ASCII" }),
        _ => Ok(tag::UTF8_STRING),
    }
}

/// The parts between commas that no backslash precedes.
fn unescaped_parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, parts.last_mut()) {
            (',', _) => parts.push(String::new()),
            ('\\', Some(part)) => part.extend(letters.next()),
            (_, Some(part)) => part.push(letter),
            (_, None) => {}
        }
    }
    parts
}
