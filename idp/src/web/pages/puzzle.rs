//! The picture of a puzzle: digits of seven strokes each, turned and crossed by lines.

use std::fmt::Write as _;

/// The strokes of a digit's box, 20 wide and 36 high: top, right, right, bottom, left, left, middle.
const STROKES: [&str; 7] =
    ["M0 0H20", "M20 0V18", "M20 18V36", "M0 36H20", "M0 18V36", "M0 0V18", "M0 18H20"];

/// Which strokes each digit has, from the lowest bit up in the order of [`STROKES`].
const DIGITS: [u8; 10] = [
    0b011_1111, 0b000_0110, 0b101_1011, 0b100_1111, 0b110_0110, 0b110_1101, 0b111_1101, 0b000_0111,
    0b111_1111, 0b110_1111,
];

/// The whole `<svg>` element for an answer; `noise` bends it.
pub fn svg(answer: &str, noise: u64) -> String {
    let width = 16 + 34 * answer.chars().count();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} 60\" width=\"{width}\" height=\"60\" \
         fill=\"none\" stroke=\"#233\" stroke-width=\"3\" stroke-linecap=\"round\">"
    );
    let mut bends = Bends(noise | 1);
    for (place, digit) in answer.chars().filter_map(|c| c.to_digit(10)).enumerate() {
        let shape =
            usize::try_from(digit).ok().and_then(|digit| DIGITS.get(digit)).copied().unwrap_or_default();
        let strokes = STROKES.iter().enumerate().filter(|(bit, _)| shape & (1 << bit) != 0);
        let path: String = strokes.map(|(_, stroke)| *stroke).collect();
        let (x, y, turn) = (14 + 34 * place, bends.between(8, 16), bends.between(-12, 12));
        let _ = write!(out, "<path transform=\"translate({x} {y}) rotate({turn} 10 18)\" d=\"{path}\"/>");
    }
    for _ in 0..3 {
        let (from, to) = (bends.between(4, 56), bends.between(4, 56));
        let _ = write!(out, "<path stroke-width=\"1\" d=\"M0 {from}L{width} {to}\"/>");
    }
    out.push_str("</svg>");
    out
}

/// A row of small numbers (xorshift): a picture needs no better chance.
struct Bends(u64);

impl Bends {
    fn between(&mut self, least: i64, most: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let width = (most - least + 1).unsigned_abs();
        least + i64::try_from(self.0 % width).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_draws_its_answer_and_does_not_spell_it() {
        let picture = svg("40718", 12345);
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>"));
        assert_eq!(picture.matches("rotate(").count(), 5);
        assert!(!picture.contains("40718") && !picture.contains("<text"));
        assert_eq!(picture, svg("40718", 12345));
        assert_ne!(picture, svg("40718", 54321));
    }
}
