//! Everything that is refused, with its reason; and that no octets make the crate panic.

use gost3410::{KeyRefusal, ParameterSet, SignatureRefusal, SigningKey, VerifyingKey};

use crate::hex;

#[test]
fn a_signature_is_refused_for_its_length_or_its_range_before_it_is_computed() {
    for set in ParameterSet::ALL {
        let octets = set.size().octets();
        let key = SigningKey::from_entropy(set, b"refusals");
        let public = key.verifying_key();
        let good = key.sign(b"message", b"");
        for length in [0, 1, octets, 2 * octets - 1, 2 * octets + 1] {
            let mut bad = good.clone();
            bad.resize(length, 0);
            assert_eq!(public.verify(b"message", &bad), Err(SignatureRefusal::WrongLength));
        }
        for half in [0..octets, octets..2 * octets] {
            for filling in [0, 0xff] {
                let mut bad = good.clone();
                bad[half.clone()].fill(filling);
                assert_eq!(public.verify(b"message", &bad), Err(SignatureRefusal::OutOfRange));
            }
        }
        let wrong_digest = public.verify_digest(b"short", &good);
        assert_eq!(wrong_digest, Err(SignatureRefusal::WrongDigestLength));
        let stranger = SigningKey::from_entropy(set, b"stranger").verifying_key();
        assert_eq!(stranger.verify(b"message", &good), Err(SignatureRefusal::DoesNotMatch));
    }
}

#[test]
fn a_private_number_is_taken_modulo_the_order_and_must_not_be_zero() {
    for set in ParameterSet::ALL {
        let octets = set.size().octets();
        assert_eq!(SigningKey::from_bytes(set, &vec![0; octets]), Err(KeyRefusal::OutOfRange));
        let above = SigningKey::from_bytes(set, &vec![0xff; octets]).unwrap();
        assert_ne!(above.to_bytes(), vec![0xff; octets]);
        assert_eq!(SigningKey::from_bytes(set, &above.to_bytes()), Ok(above));
        for length in [0, octets - 1, octets + 1, 2 * octets] {
            assert_eq!(SigningKey::from_bytes(set, &vec![1; length]), Err(KeyRefusal::WrongLength));
        }
    }
    let order = hex("400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67");
    assert_eq!(SigningKey::from_be_scalar(ParameterSet::Tc26A256, &order), Err(KeyRefusal::OutOfRange));
}

#[test]
fn a_point_must_be_reduced_and_on_the_curve() {
    for set in ParameterSet::ALL {
        let good = SigningKey::from_entropy(set, b"point").verifying_key().to_bytes();
        assert_eq!(VerifyingKey::from_bytes(set, &good[1..]), Err(KeyRefusal::WrongLength));
        assert_eq!(VerifyingKey::from_bytes(set, &vec![0xff; good.len()]), Err(KeyRefusal::OutOfRange));
        for place in [0, good.len() / 2] {
            let mut bad = good.clone();
            bad[place] ^= 1;
            assert_eq!(VerifyingKey::from_bytes(set, &bad), Err(KeyRefusal::NotOnCurve));
        }
    }
}

/// Both curves of TC 26 that come from twisted Edwards form have a point of order two, with `y` zero.
#[test]
fn a_point_of_small_order_is_refused() {
    let roots = [(ParameterSet::Tc26A256, TWO_TORSION_256), (ParameterSet::Tc26C512, TWO_TORSION_512)];
    for (set, x) in roots {
        let mut octets = hex(x);
        octets.reverse();
        octets.resize(2 * set.size().octets(), 0);
        assert_eq!(VerifyingKey::from_bytes(set, &octets), Err(KeyRefusal::OutsideSubgroup));
    }
}

#[test]
fn a_structure_names_an_algorithm_and_a_set_that_fit() {
    let key = SigningKey::from_entropy(ParameterSet::CryptoProA, b"structure");
    let changed = |from: &str, to: &str| {
        let (from, to) = (hex(from), hex(to));
        let mut der = key.to_pkcs8_der();
        let place = der.windows(from.len()).position(|window| window == from).unwrap();
        der[place..place + to.len()].copy_from_slice(&to);
        SigningKey::from_pkcs8_der(&der)
    };
    assert_eq!(changed("2a85030701010101", "2a85030701010101"), Ok(key.clone()));
    // GOST R 34.10-2001 under a made-up arc, the 512-bit algorithm, an unknown set, Streebog-512.
    assert_eq!(changed("2a85030701010101", "2a85030701010109"), Err(KeyRefusal::UnknownAlgorithm));
    assert_eq!(changed("2a85030701010101", "2a85030701010102"), Err(KeyRefusal::SizeMismatch));
    assert_eq!(changed("2a850302022301", "2a850302022309"), Err(KeyRefusal::UnknownParameterSet));
    assert_eq!(changed("2a85030701010202", "2a85030701010203"), Err(KeyRefusal::DigestMismatch));
    assert_eq!(changed("020100", "020102"), Err(KeyRefusal::Malformed));
}

#[test]
fn a_private_number_is_read_in_every_spelling_of_its_producers() {
    for set in [ParameterSet::CryptoProXchA, ParameterSet::Tc26A512] {
        let width = set.size().octets();
        let key = SigningKey::from_entropy(set, b"spellings");
        let number = key.to_bytes();
        let mut integer = gost3410::mirrored(&number);
        if integer[0] >= 0x80 {
            integer.insert(0, 0);
        }
        let two = {
            let mut two = vec![0; width];
            two[0] = 2;
            two
        };
        let doubled = SigningKey::from_pkcs8_der(&private_key_structure(set, &[&number[..], &two].concat()));
        let doubled_again =
            SigningKey::from_pkcs8_der(&private_key_structure(set, &[&two[..], &number].concat()));
        assert!(doubled.is_ok());
        assert_eq!(doubled, doubled_again, "a mask is a factor");
        for spelling in [number.clone(), element(0x04, &number), element(0x02, &integer)] {
            assert_eq!(SigningKey::from_pkcs8_der(&private_key_structure(set, &spelling)).as_ref(), Ok(&key));
        }
        let short = element(0x02, &[5]);
        let five = SigningKey::from_pkcs8_der(&private_key_structure(set, &short)).unwrap();
        assert_eq!(five.to_bytes()[..2], [5, 0]);
        for refused in [element(0x02, &[0x85]), element(0x02, &[]), element(0x02, &[0])] {
            let refused = SigningKey::from_pkcs8_der(&private_key_structure(set, &refused));
            assert_eq!(refused, Err(KeyRefusal::OutOfRange));
        }
        let long = element(0x02, &vec![1; width + 1]);
        assert_eq!(
            SigningKey::from_pkcs8_der(&private_key_structure(set, &long)),
            Err(KeyRefusal::WrongLength)
        );
        assert_eq!(
            SigningKey::from_pkcs8_der(&private_key_structure(set, &[])),
            Err(KeyRefusal::WrongLength)
        );
        assert_eq!(SigningKey::from_pkcs8_der(&private_key_structure(set, &[9])), Err(KeyRefusal::Malformed));
    }
}

#[test]
fn attributes_after_a_private_number_are_passed_over() {
    let set = ParameterSet::Tc26B512;
    let key = SigningKey::from_entropy(set, b"attributes");
    let plain = key.to_pkcs8_der();
    let inside = &plain[2..];
    for trailing in [&[0xa0, 0][..], &[0x81, 1, 0], &[0xa0, 0, 0x81, 1, 0]] {
        let der = sequence(&[inside, trailing]);
        assert_eq!(SigningKey::from_pkcs8_der(&der).as_ref(), Ok(&key));
    }
    assert_eq!(SigningKey::from_pkcs8_der(&sequence(&[inside, &[4, 0]])), Err(KeyRefusal::Malformed));
}

/// Every cut and every changed octet is read without a panic, and a cut never passes.
#[test]
fn no_octets_make_a_reader_panic() {
    for set in [ParameterSet::CryptoProA, ParameterSet::Tc26A256, ParameterSet::Test512] {
        let key = SigningKey::from_entropy(set, b"panic");
        let (private, public) = (key.to_pkcs8_der(), key.verifying_key().to_spki_der());
        for cut in 0..private.len() {
            assert!(SigningKey::from_pkcs8_der(&private[..cut]).is_err());
        }
        for cut in 0..public.len() {
            assert!(VerifyingKey::from_spki_der(&public[..cut]).is_err());
        }
        for place in 0..private.len() {
            for change in [0x01, 0x80, 0xff] {
                let mut changed = private.clone();
                changed[place] ^= change;
                let _ = SigningKey::from_pkcs8_der(&changed);
            }
        }
        for place in 0..public.len() {
            for change in [0x01, 0x80, 0xff] {
                let mut changed = public.clone();
                changed[place] ^= change;
                assert_ne!(VerifyingKey::from_spki_der(&changed).ok(), Some(key.verifying_key()));
            }
        }
        assert!(SigningKey::from_pkcs8_der(&[&private[..], &[0]].concat()).is_err());
        assert!(VerifyingKey::from_spki_der(&[&public[..], &[0]].concat()).is_err());
    }
}

/// A PrivateKeyInfo over a set with any contents for the number.
fn private_key_structure(set: ParameterSet, number: &[u8]) -> Vec<u8> {
    let written = SigningKey::from_entropy(set, b"frame").to_pkcs8_der();
    let width = set.size().octets();
    let version_and_algorithm = &written[2..written.len() - width - 2];
    sequence(&[version_and_algorithm, &element(0x04, number)])
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(0x30, &parts.concat())
}

fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len();
    match length {
        0..=0x7f => [&[tag, length as u8], contents].concat(),
        0x80..=0xff => [&[tag, 0x81, length as u8], contents].concat(),
        _ => [&[tag, 0x82, (length >> 8) as u8, length as u8][..], contents].concat(),
    }
}

const TWO_TORSION_256: &str = "0100FE73F595FF158E974B44D478D9588744FE5C192AC47EA63075DCE7A14AAA";
const TWO_TORSION_512: &str = concat!(
    "9A628F975594ECEFD89BA28A2539FFB79C8AB238AEED0851FA5C1ABB02B80B44",
    "C6734501B83A011DD625CD0B5145091A6D9ACD4B1F5C5B1E21B2B249DDFD1271",
);
