//! Every dialect of base64 that real clients send.

use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use super::*;

/// Bytes whose base64 has every awkward character, in each of the three lengths modulo 3.
fn samples() -> [Vec<u8>; 3] {
    let all: Vec<u8> = [0x30, 0xfb, 0xef, 0xbe, 0xff].into_iter().chain((0..=255).rev()).collect();
    [all[..255].to_vec(), all[..256].to_vec(), all[..257].to_vec()]
}

fn form(text: &str) -> String {
    decode(text).unwrap().form.to_string()
}

#[test]
fn every_alphabet_and_padding_is_read() {
    for bytes in samples() {
        for text in [
            URL_SAFE.encode(&bytes),
            URL_SAFE_NO_PAD.encode(&bytes),
            STANDARD.encode(&bytes),
            STANDARD_NO_PAD.encode(&bytes),
            STANDARD.encode(&bytes).replacen('=', "", 1),
        ] {
            assert_eq!(decode(&text).unwrap().bytes, bytes, "{text}");
        }
    }
    assert_eq!(form(&URL_SAFE.encode(&samples()[1])), "base64url with padding");
    assert_eq!(form(&URL_SAFE_NO_PAD.encode(&samples()[1])), "base64url without padding");
    assert_eq!(form(&STANDARD.encode(&samples()[1])), "standard base64 with padding");
    assert_eq!(form("MIIB"), "base64 without padding");
    assert_eq!(form("a-/b"), "base64 of both alphabets without padding");
    assert!(decode("MII-").unwrap().form.is_plain());
    assert!(!decode("MII+").unwrap().form.is_plain());
}

#[test]
fn a_digit_that_stands_for_the_padding_is_dropped() {
    for bytes in samples() {
        let text = URL_SAFE_NO_PAD.encode(&bytes);
        let digit = (4 - text.len() % 4) % 4;
        let decoded = decode(&format!("{text}{digit}")).unwrap();
        match digit {
            // The third digit of a quartet cannot be told from text; it adds one byte after the value.
            1 => {
                assert_eq!(decoded.form.pad_digit, PadDigit::Undecided);
                assert_eq!(decoded.bytes.split_last().unwrap().1, bytes);
            }
            _ => {
                assert_eq!(decoded.form.to_string(), "base64url with a digit for the padding");
                assert_eq!(decoded.bytes, bytes);
            }
        }
    }
}

#[test]
fn what_forms_do_to_a_value_is_undone() {
    for bytes in samples() {
        let text = STANDARD.encode(&bytes);
        let escaped = text.replace('+', "%2B").replace('/', "%2f").replace('=', "%3D");
        assert_eq!(decode(&escaped).unwrap().bytes, bytes);
        assert_eq!(decode(&escaped.replace('%', "%25")).unwrap().bytes, bytes);
        assert_eq!(decode(&escaped.replace('%', "%25")).unwrap().form.percent_rounds, 2);
        let spaced = text.replace('+', " ");
        assert_eq!(decode(&spaced).unwrap().bytes, bytes);
        assert!(decode(&spaced).unwrap().form.spaces_for_plus);
        assert_eq!(decode(&format!("{text} ")).unwrap().bytes, bytes, "a space after the end");
    }
    assert_eq!(
        form("a b%3D"),
        "standard base64 with padding, percent-encoded once more than the form needs, `+` sent unescaped"
    );
}

#[test]
fn lines_are_joined() {
    let bytes = &samples()[2];
    let lines = |text: &str, end: &str| {
        let lines: Vec<_> =
            text.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        lines.join(end) + end
    };
    for end in ["\n", "\r\n", "\r\n ", " \n", "\n\t"] {
        for text in [STANDARD.encode(bytes), URL_SAFE.encode(bytes)] {
            let decoded = decode(&lines(&text, end)).unwrap();
            assert_eq!(&decoded.bytes, bytes, "{end:?}");
            assert!(decoded.form.whitespace && !decoded.form.spaces_for_plus);
        }
    }
    assert_eq!(&decode(&lines(&URL_SAFE.encode(bytes), " ")).unwrap().bytes, bytes);
}

#[test]
fn what_is_wrong_is_named() {
    let cases = [
        ("", SecretError::Empty),
        (" \r\n", SecretError::Empty),
        ("==", SecretError::Empty),
        ("0", SecretError::Empty),
        ("MII*", SecretError::NotBase64 { at: 4, character: '*' }),
        ("eyJ.eyJ", SecretError::NotBase64 { at: 4, character: '.' }),
        ("МII", SecretError::NotBase64 { at: 1, character: 'М' }),
        ("MI=IMII=", SecretError::PaddingInside { at: 3 }),
        ("MIIBM", SecretError::OneCharacterOff { symbols: 5 }),
        ("MIIBM=", SecretError::OneCharacterOff { symbols: 5 }),
        ("MII%2", SecretError::BrokenPercent),
        ("MII%zz", SecretError::BrokenPercent),
        ("MII%2525252B", SecretError::BrokenPercent),
        ("-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----", SecretError::PemArmour),
        ("-----BEGIN%20PKCS7-----", SecretError::PemArmour),
    ];
    for (text, error) in cases {
        assert_eq!(decode(text), Err(error), "{text:?}");
    }
    assert_eq!(decode(&"A".repeat(LENGTH_MAX + 1)), Err(SecretError::TooLong));
    assert_eq!(
        SecretError::NotBase64 { at: 4, character: '*' }.to_string(),
        "character 4 is '*', which is not base64"
    );
}

#[test]
fn only_a_lenient_reading_passes_over_foreign_characters_and_takes_dots_for_padding() {
    for bytes in samples() {
        let plain = URL_SAFE_NO_PAD.encode(&bytes);
        let (start, end) = plain.split_at(9);
        let foreign = format!("{start}*\u{a0}{end}\"");
        let decoded = decode_leniently(&foreign).unwrap();
        assert_eq!((decoded.bytes.get(..bytes.len()), decoded.form.foreign), (Some(&*bytes), 3));
        assert!(matches!(decode(&foreign), Err(SecretError::NotBase64 { at: 10, character: '*' })));
        let dotted = URL_SAFE.encode(&bytes).replace('=', ".");
        let dots = dotted.len() - plain.len();
        let decoded = decode_leniently(&format!("{dotted}\r\n")).unwrap();
        assert_eq!((decoded.bytes, usize::from(decoded.form.dots)), (bytes, dots));
        assert_eq!(decode(&dotted).is_ok(), dots == 0);
    }
    assert_eq!(decode_leniently("TU0.").unwrap().form.to_string(), "base64 with dots for the padding");
    assert_eq!(decode_leniently("***").unwrap_err(), SecretError::Empty);
}
