//! The spelling a `client_secret` was sent in, kept for the journal.

use std::fmt;

use serde::Serialize;

/// How a `client_secret` was spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct SecretForm {
    /// The alphabet its characters belong to.
    pub alphabet: Alphabet,
    /// How many `=` ended it.
    pub padding: u8,
    /// Whether a digit stood for the padding.
    pub pad_digit: PadDigit,
    /// How many times it had been percent-encoded beyond the form's own encoding.
    pub percent_rounds: u8,
    /// Whether spaces were read as the `+` that form decoding had made them from.
    pub spaces_for_plus: bool,
    /// Whether white space was dropped.
    pub whitespace: bool,
    /// How many characters of no base64 alphabet were passed over.
    pub foreign: usize,
    /// How many dots stood for the padding.
    pub dots: u8,
}

/// A base64 alphabet (RFC 4648 sections 4 and 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alphabet {
    /// No character tells them apart.
    #[default]
    Either,
    /// With `-` and `_`, as ESIA's rules ask.
    Url,
    /// With `+` and `/`.
    Standard,
    /// With characters of both.
    Mixed,
}

/// A trailing digit that stands for the number of pads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PadDigit {
    /// There is none.
    #[default]
    Absent,
    /// There was one; it is not part of the bytes.
    Dropped,
    /// The last character may be one or may be text; it was read as text.
    Undecided,
}

impl SecretForm {
    /// Whether the spelling is the one ESIA's rules ask for: base64url, with or without padding, nothing
    /// else.
    pub fn is_plain(&self) -> bool {
        matches!(self.alphabet, Alphabet::Either | Alphabet::Url)
            && self.pad_digit != PadDigit::Dropped
            && self.percent_rounds == 0
            && !self.spaces_for_plus
            && !self.whitespace
            && self.foreign == 0
            && self.dots == 0
    }
}

impl Alphabet {
    /// The alphabet of a text with one more letter.
    pub(super) const fn having(self, letter: char) -> Self {
        match (self, letter) {
            (Self::Either | Self::Url, '-' | '_') => Self::Url,
            (Self::Either | Self::Standard, '+' | '/') => Self::Standard,
            (_, '-' | '_' | '+' | '/') => Self::Mixed,
            (same, _) => same,
        }
    }
}

impl fmt::Display for SecretForm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self.alphabet {
            Alphabet::Either => "base64",
            Alphabet::Url => "base64url",
            Alphabet::Standard => "standard base64",
            Alphabet::Mixed => "base64 of both alphabets",
        })?;
        match (self.pad_digit, self.padding) {
            (PadDigit::Dropped, _) => out.write_str(" with a digit for the padding")?,
            (_, 0) if self.dots > 0 => out.write_str(" with dots for the padding")?,
            (_, 0) => out.write_str(" without padding")?,
            _ => out.write_str(" with padding")?,
        }
        let remarks = [
            (self.percent_rounds > 0, "percent-encoded once more than the form needs"),
            (self.spaces_for_plus, "`+` sent unescaped"),
            (self.whitespace, "white space inside"),
            (self.foreign > 0, "characters of no base64 alphabet inside"),
        ];
        for (_, remark) in remarks.iter().filter(|(applies, _)| *applies) {
            write!(out, ", {remark}")?;
        }
        Ok(())
    }
}
