//! Object identifiers between octets and dotted text (X.690 section 8.19).

use std::fmt::Write as _;

/// The dotted form of an OBJECT IDENTIFIER's contents.
pub(super) fn dotted(contents: &[u8]) -> Option<String> {
    if contents.last().is_none_or(|octet| octet & 0x80 != 0) {
        return None;
    }
    let mut out = String::new();
    let mut arc: u128 = 0;
    for octet in contents {
        arc = arc.checked_mul(0x80)? | u128::from(octet & 0x7f);
        if octet & 0x80 != 0 {
            continue;
        }
        if out.is_empty() {
            // The first subidentifier carries two arcs (section 8.19.4).
            let root = (arc / 40).min(2);
            let _ = write!(out, "{root}.{}", arc - root * 40);
        } else {
            let _ = write!(out, ".{arc}");
        }
        arc = 0;
    }
    Some(out)
}

/// The contents of an OBJECT IDENTIFIER from its dotted form.
pub(super) fn octets(dotted: &str) -> Option<Vec<u8>> {
    let mut arcs = dotted.split('.').map(|arc| arc.parse::<u64>().ok());
    let (root, second) = (arcs.next()??, arcs.next()??);
    if root > 2 || (root < 2 && second >= 40) {
        return None;
    }
    let mut out = Vec::new();
    push(&mut out, second.checked_add(root * 40)?);
    for arc in arcs {
        push(&mut out, arc?);
    }
    Some(out)
}

fn push(out: &mut Vec<u8>, arc: u64) {
    let groups = (64 - arc.leading_zeros()).div_ceil(7).max(1);
    for group in (0..groups).rev() {
        let more = if group > 0 { 0x80 } else { 0 };
        out.push((arc >> (7 * group) & 0x7f) as u8 | more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_read_as_it_is_written() {
        for known in ["1.2.840.113549.1.1.11", "1.2.643.7.1.1.1.1", "2.5.29.14", "2.999.1", "0.9.2342"] {
            assert_eq!(dotted(&octets(known).unwrap()).as_deref(), Some(known));
        }
        assert_eq!(octets("1.2.840.113549").unwrap(), [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]);
    }

    #[test]
    fn a_broken_identifier_is_none() {
        assert_eq!(dotted(&[]), None);
        assert_eq!(dotted(&[0x2a, 0x86]), None);
        assert_eq!(dotted(&[0xff; 40]), None);
        assert_eq!(octets("1.40"), None);
        assert_eq!(octets("3.1"), None);
        assert_eq!(octets("1"), None);
        assert_eq!(octets("1.x"), None);
    }
}
