//! A QR code as an inline picture.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Empty modules around the code (ISO/IEC 18004 wants four).
const QUIET: i32 = 4;

/// The whole `<svg>` element; empty when the text is too long for any QR code.
pub fn svg(text: &str) -> String {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return String::new() };
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"220\" height=\"220\" \
         shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_a_square_of_modules_and_a_book_becomes_nothing() {
        let picture = svg("otpauth://totp/x");
        assert!(
            picture.starts_with("<svg ") && picture.contains("M4 4h1v1h-1z"),
            "the corner of a finder pattern"
        );
        assert_eq!(svg(&"x".repeat(5000)), "");
    }
}
