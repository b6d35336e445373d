//! What the crate promises, held against published examples and against itself.

mod certificates;
mod multiples;
mod refusals;
mod round_trip;
mod standard;

/// The octets that hexadecimal digits spell.
fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<u32> = digits.chars().map(|digit| digit.to_digit(16).unwrap()).collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect()
}

/// The octets of two numbers one after the other.
fn joined(first: &str, second: &str) -> Vec<u8> {
    [hex(first), hex(second)].concat()
}

/// The octets that base64 spells, line breaks passed over.
fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut octets = Vec::new();
    let (mut bits, mut width) = (0_u32, 0);
    for letter in text.bytes().filter(|letter| DIGITS.contains(letter)) {
        let digit = DIGITS.iter().position(|candidate| *candidate == letter).unwrap();
        bits = bits << 6 | digit as u32;
        width += 6;
        if width >= 8 {
            width -= 8;
            octets.push((bits >> width) as u8);
            bits &= (1 << width) - 1;
        }
    }
    octets
}
