//! The signs people type in place of one another: kinds of blanks, dashes and apostrophes, and runs of digits.

/// A blank of any width, the unbreakable ones of office documents included.
pub(super) fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || sign == '\u{2060}'
}

/// A hyphen, or one of the dashes that office programs put in its place.
pub(super) fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// An apostrophe, straight or curly.
pub(super) fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}')
}

/// The text without outer blanks, each inner run of blanks made one plain blank.
pub(super) fn collapse_blanks(text: &str) -> String {
    let words = text.split(is_blank).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The value of a text of exactly `length` digits (at most 19); outer blanks do not count.
pub(super) fn number(text: &str, length: usize) -> Option<u64> {
    let text = text.trim();
    if are_digits(text, length) { text.parse().ok() } else { None }
}

/// The decimal digits of a value, the highest first.
pub(super) fn digits<const N: usize>(mut value: u64) -> [u32; N] {
    let mut digits = [0; N];
    for digit in digits.iter_mut().rev() {
        *digit = (value % 10) as u32;
        value /= 10;
    }
    digits
}

/// Whether the text is exactly `length` digits.
pub(super) fn are_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|sign| sign.is_ascii_digit())
}
