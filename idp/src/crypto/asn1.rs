//! The vocabulary of ASN.1 encodings: tags, and the ways in which bytes fail to be one (X.690).

mod oid;
mod reader;
mod writer;

use serde::Serialize;

pub(crate) use reader::{Header, Length, Reader, Tlv};
pub(crate) use writer::{bit_string, object_id, tlv, unsigned, with_header};

/// Identifier octets (X.690 section 8.1.2) of the types certificates and messages are made of.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OBJECT_ID: u8 = 0x06;
    pub(crate) const UTF8_STRING: u8 = 0x0c;
    pub(crate) const NUMERIC_STRING: u8 = 0x12;
    pub(crate) const PRINTABLE_STRING: u8 = 0x13;
    pub(crate) const TELETEX_STRING: u8 = 0x14;
    pub(crate) const IA5_STRING: u8 = 0x16;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const UNIVERSAL_STRING: u8 = 0x1c;
    pub(crate) const BMP_STRING: u8 = 0x1e;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;

    /// The bit that marks a value made of other values.
    pub(crate) const CONSTRUCTED: u8 = 0x20;

    /// A context-specific primitive tag: `[n] IMPLICIT` of a primitive type.
    pub(crate) const fn implicit(number: u8) -> u8 {
        0x80 | number
    }

    /// A context-specific constructed tag: `[n] EXPLICIT`, or `[n] IMPLICIT` of a SEQUENCE or SET.
    pub(crate) const fn context(number: u8) -> u8 {
        0xa0 | number
    }
}

/// Why bytes are not the ASN.1 value they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "fault")]
pub enum Asn1Fault {
    /// The bytes end before the value does.
    #[error("the bytes end before the value does")]
    Truncated,
    /// A length octet that no encoder may write, or a length beyond four octets.
    #[error("a length is unreadable")]
    LengthUnreadable,
    /// An indefinite length where DER wants a definite one.
    #[error("an indefinite length where a definite one is wanted")]
    IndefiniteLength,
    /// An end-of-contents mark outside a value of indefinite length.
    #[error("an end-of-contents mark where no value is open")]
    StrayEnd,
    /// Another type than the structure wants here.
    #[error("a value tagged {wanted:#04x} is wanted, {seen:#04x} was found")]
    UnexpectedTag {
        /// The identifier octet the structure wants.
        wanted: u8,
        /// The identifier octet that was found.
        seen: u8,
    },
    /// The structure ends where one more value is wanted.
    #[error("a value tagged {wanted:#04x} is missing")]
    Missing {
        /// The identifier octet the structure wants.
        wanted: u8,
    },
    /// More values than the structure has.
    #[error("more values than the structure has")]
    Extra,
    /// Values nested deeper than the reader follows.
    #[error("values are nested too deeply")]
    TooDeep,
    /// More bytes than the reader takes.
    #[error("there are too many bytes")]
    TooBig,
    /// Contents that are not a value of their type: a bad object identifier, integer, bit string or time.
    #[error("the contents of a value tagged {tag:#04x} are not of its type")]
    BadContents {
        /// The identifier octet of the value.
        tag: u8,
    },
    /// A part that may appear once appears again, or algorithm parameters that are not allowed.
    #[error("{what} is not as the structure wants it")]
    BadPart {
        /// Which part.
        what: &'static str,
    },
}
