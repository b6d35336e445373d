//! The spelling of `client_secret`: every base64 dialect that clients send, read into bytes.

mod form;
#[cfg(test)]
mod tests;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

pub use form::{Alphabet, PadDigit, SecretForm};

/// How long a `client_secret` may be, in bytes: one with a chain of certificates has about twenty thousand.
pub const LENGTH_MAX: usize = 256 * 1024;

/// How many times a value may have been percent-encoded once more than the form needs.
const PERCENT_ROUNDS_MAX: u8 = 2;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// What a `client_secret` text stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodedSecret {
    /// The bytes: a PKCS#7 message or a bare signature.
    pub bytes: Vec<u8>,
    /// The spelling they were sent in.
    pub form: SecretForm,
}

/// Why a `client_secret` text stands for no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "error")]
pub enum SecretError {
    /// Nothing was sent, or only white space and padding.
    #[error("it is empty")]
    Empty,
    /// More than [`LENGTH_MAX`] bytes.
    #[error("it is longer than {LENGTH_MAX} bytes")]
    TooLong,
    /// A file with armour was sent instead of its content.
    #[error("it is a PEM file: send the base64 of the DER bytes, without the BEGIN and END lines")]
    PemArmour,
    /// A `%` that two hexadecimal digits do not follow, or one that is still there after decoding.
    #[error("it has a `%` that percent-encoding does not explain")]
    BrokenPercent,
    /// A character that no base64 alphabet has.
    #[error("character {at} is {character:?}, which is not base64")]
    NotBase64 {
        /// Its place, counted from 1.
        at: usize,
        /// The character.
        character: char,
    },
    /// Padding with more text after it.
    #[error("character {at} is padding (`=`) although more text follows")]
    PaddingInside {
        /// The place of the first padding character, counted from 1.
        at: usize,
    },
    /// A length that no bytes have in base64.
    #[error("{symbols} base64 characters stand for no bytes: one is missing or one too many")]
    OneCharacterOff {
        /// How many characters were counted, without padding and white space.
        symbols: usize,
    },
}

/// Reads a `client_secret` parameter, already form-decoded once, in any dialect seen at real clients.
///
/// # Errors
/// The text is no base64 in any of them; the error names the first thing wrong.
pub fn decode(text: &str) -> Result<DecodedSecret, SecretError> {
    read(text, false)
}

/// Reads what [`decode`] refuses as the decoders of some languages do: characters of no alphabet are passed over, dots at the
/// end are padding. The form says how much of that there was.
///
/// # Errors
/// The text is no base64 for those either.
pub fn decode_leniently(text: &str) -> Result<DecodedSecret, SecretError> {
    read(text, true)
}

fn read(text: &str, lenient: bool) -> Result<DecodedSecret, SecretError> {
    if text.len() > LENGTH_MAX {
        return Err(SecretError::TooLong);
    }
    let (text, percent_rounds) = unescaped(text)?;
    if text.contains("-----BEGIN") {
        return Err(SecretError::PemArmour);
    }
    let dots = if lenient { dots_at_the_end(&text) } else { 0 };
    let text = text.trim_end();
    let mut symbols = Symbols::read(text.get(..text.len() - dots).unwrap_or(text), lenient)?;
    symbols.form.percent_rounds = percent_rounds;
    symbols.form.dots = u8::try_from(dots).unwrap_or(u8::MAX);
    if symbols.form.padding == 0 && dots == 0 {
        symbols.drop_pad_digit();
    }
    if symbols.standard.is_empty() {
        return Err(SecretError::Empty);
    }
    let wrong_length = SecretError::OneCharacterOff { symbols: symbols.standard.len() };
    let bytes = BASE64.decode(&symbols.standard).map_err(|_| wrong_length)?;
    Ok(DecodedSecret { bytes, form: symbols.form })
}

/// How many dots stand where one or two pads may.
fn dots_at_the_end(text: &str) -> usize {
    let text = text.trim_end();
    let dots = text.len() - text.trim_end_matches('.').len();
    if dots <= 2 { dots } else { 0 }
}

/// Undoes percent-encoding that was applied before the form's own: some clients encode every value twice.
fn unescaped(text: &str) -> Result<(String, u8), SecretError> {
    let mut text = text.to_owned();
    for round in 0..=PERCENT_ROUNDS_MAX {
        if !text.contains('%') {
            return Ok((text, round));
        }
        text = unescaped_once(&text).ok_or(SecretError::BrokenPercent)?;
    }
    Err(SecretError::BrokenPercent)
}

fn unescaped_once(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
        out.push((high * 16 + low) as u8);
    }
    Some(String::from_utf8_lossy(&out).into_owned())
}

/// The base64 characters of a text in the standard alphabet, and what had to be done to get them.
struct Symbols {
    standard: Vec<u8>,
    form: SecretForm,
    /// How many of them are a `+` that a space was read as.
    from_spaces: usize,
    /// Whether the last of them is one of those.
    ends_with_space: bool,
}

impl Symbols {
    fn read(text: &str, lenient: bool) -> Result<Self, SecretError> {
        let form = SecretForm::default();
        let mut symbols =
            Self { standard: Vec::with_capacity(text.len()), form, from_spaces: 0, ends_with_space: false };
        let is_url = text.contains(['-', '_']);
        let mut padding_at = None;
        let mut before = None;
        let mut letters = text.chars().enumerate().peekable();
        while let Some((place, letter)) = letters.next() {
            let after = letters.peek().map(|(_, letter)| *letter);
            // Form decoding turns an unescaped `+` into a space. In a text of the other alphabet, at a line
            // break or after the padding it cannot have been one.
            let may_be_plus =
                !is_url && padding_at.is_none() && ![before, after].into_iter().flatten().any(is_break);
            before = Some(letter);
            match letter {
                '=' => {
                    padding_at = padding_at.or(Some(place + 1));
                    symbols.form.padding = symbols.form.padding.saturating_add(1);
                }
                ' ' if may_be_plus => symbols.push(b'+', true),
                ' ' | '\r' | '\n' | '\t' => symbols.form.whitespace = true,
                _ => match (standard(letter), padding_at) {
                    (None, _) if lenient => symbols.form.foreign += 1,
                    (None, _) => return Err(SecretError::NotBase64 { at: place + 1, character: letter }),
                    (Some(_), Some(at)) => return Err(SecretError::PaddingInside { at }),
                    (Some(symbol), None) => {
                        symbols.form.alphabet = symbols.form.alphabet.having(letter);
                        symbols.push(symbol, false);
                    }
                },
            }
        }
        symbols.settle_spaces();
        Ok(symbols)
    }

    fn push(&mut self, symbol: u8, from_space: bool) {
        self.standard.push(symbol);
        self.from_spaces += usize::from(from_space);
        self.ends_with_space = from_space;
    }

    /// A last space that leaves one symbol over was white space after all.
    fn settle_spaces(&mut self) {
        if self.ends_with_space && self.standard.len() % 4 == 1 {
            self.standard.pop();
            self.from_spaces -= 1;
            self.form.whitespace = true;
        }
        if self.from_spaces > 0 {
            self.form.spaces_for_plus = true;
            self.form.alphabet = self.form.alphabet.having('+');
        }
    }

    /// A trailing digit may be the number of pads a library left out (.NET's `UrlTokenEncode`).
    ///
    /// One symbol over a multiple of four says so plainly, and so does `2` where a last character cannot be
    /// `2`: its low bits would be lost. A last `1` may also be part of the text; it is kept and adds one byte
    /// at most, which a reader of ASN.1 passes over.
    fn drop_pad_digit(&mut self) {
        self.form.pad_digit = match (self.standard.len() % 4, self.standard.last()) {
            (1, Some(b'0'..=b'2')) | (3, Some(b'2')) => PadDigit::Dropped,
            (0, Some(b'1')) => PadDigit::Undecided,
            _ => PadDigit::Absent,
        };
        if self.form.pad_digit == PadDigit::Dropped {
            self.standard.pop();
        }
    }
}

fn is_break(letter: char) -> bool {
    matches!(letter, '\r' | '\n' | '\t')
}

fn standard(letter: char) -> Option<u8> {
    match letter {
        'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '/' => u8::try_from(letter).ok(),
        '-' => Some(b'+'),
        '_' => Some(b'/'),
        _ => None,
    }
}
