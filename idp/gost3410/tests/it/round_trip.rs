//! Many keys and messages through the crate's own two ends, for every set.

use gost3410::{ParameterSet, SignatureRefusal, SigningKey, Size, VerifyingKey, mirrored};

use crate::hex;

/// Signatures made and verified for a set; the long numbers take eight times as long.
fn rounds(size: Size) -> usize {
    match size {
        Size::Bits256 => 2_000,
        Size::Bits512 => 1_000,
    }
}

#[test]
fn thousands_of_signatures_hold_and_none_holds_for_another_message() {
    let (short, long): (Vec<_>, Vec<_>) =
        ParameterSet::ALL.into_iter().partition(|set| set.size() == Size::Bits256);
    std::thread::scope(|scope| {
        scope.spawn(|| short.into_iter().for_each(sign_and_verify_many));
        long.into_iter().for_each(sign_and_verify_many);
    });
}

fn sign_and_verify_many(set: ParameterSet) {
    let mut key = SigningKey::from_entropy(set, b"round trip");
    let mut public = key.verifying_key();
    for round in 0..rounds(set.size()) {
        if round % 50 == 0 {
            key = SigningKey::from_entropy(set, &round.to_le_bytes());
            public = key.verifying_key();
        }
        let mut digest = set.size().digest(&round.to_be_bytes());
        let signature = key.sign_digest(&digest, &round.to_le_bytes()).unwrap();
        assert_eq!(public.verify_digest(&digest, &signature), Ok(()), "{set}, round {round}");
        if round % 10 == 0 {
            let place = round / 10 % digest.len();
            digest[place] ^= 1 << (round % 8);
            let refused = public.verify_digest(&digest, &signature);
            assert_eq!(refused, Err(SignatureRefusal::DoesNotMatch), "{set}, round {round}");
        }
    }
}

#[test]
fn the_same_entropy_gives_the_same_signature_and_other_entropy_another() {
    for set in ParameterSet::ALL {
        let key = SigningKey::from_entropy(set, b"entropy");
        let plain = key.sign(b"message", b"");
        assert_eq!(plain, key.sign(b"message", b""));
        assert_ne!(plain, key.sign(b"message", b"1"));
        assert_ne!(plain, key.sign(b"massage", b""));
        assert_eq!(plain.len(), 2 * set.size().octets());
        assert_eq!(key.verifying_key().verify(b"message", &plain), Ok(()));
        assert_eq!(key.verifying_key().verify(b"message", &key.sign(b"message", b"1")), Ok(()));
    }
}

/// A seeded world must look the same after the next release: keys and signatures drawn from nothing but
/// entropy do not change.
#[test]
fn what_is_drawn_stays_the_same_from_release_to_release() {
    let mut drawn = Vec::new();
    for set in ParameterSet::ALL {
        let key = SigningKey::from_entropy(set, b"seed");
        drawn.extend(key.to_bytes());
        drawn.extend(key.sign(b"message", b""));
        drawn.extend(key.sign(b"message", b"entropy"));
    }
    let expected = hex("0d2c0ca7d47f0d47821fd24eee678f2dd83f68e32e0c03142705b60abc58acf3");
    assert_eq!(Size::Bits256.digest(&drawn), expected);
}

#[test]
fn a_key_is_drawn_anew_for_every_set_and_entropy() {
    let mut seen = Vec::new();
    for set in ParameterSet::ALL {
        for entropy in [&b""[..], b"1", b"2"] {
            let key = SigningKey::from_entropy(set, entropy);
            assert_eq!(key, SigningKey::from_entropy(set, entropy));
            seen.push(key.to_bytes());
        }
    }
    let drawn = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), drawn);
}

#[test]
fn keys_survive_every_form_they_are_written_in() {
    for set in ParameterSet::ALL {
        let key = SigningKey::from_entropy(set, b"forms");
        assert_eq!(SigningKey::from_bytes(set, &key.to_bytes()).as_ref(), Ok(&key));
        assert_eq!(SigningKey::from_be_scalar(set, &mirrored(&key.to_bytes())).as_ref(), Ok(&key));
        assert_eq!(SigningKey::from_pkcs8_der(&key.to_pkcs8_der()).as_ref(), Ok(&key));
        let public = key.verifying_key();
        assert_eq!(VerifyingKey::from_bytes(set, &public.to_bytes()).as_ref(), Ok(&public));
        assert_eq!(VerifyingKey::from_spki_der(&public.to_spki_der()).as_ref(), Ok(&public));
    }
}

#[test]
fn sets_with_the_same_numbers_verify_each_other_and_stay_different_sets() {
    let twins = [
        [ParameterSet::CryptoProA, ParameterSet::CryptoProXchA, ParameterSet::Tc26B256],
        [ParameterSet::CryptoProB, ParameterSet::CryptoProB, ParameterSet::Tc26C256],
        [ParameterSet::CryptoProC, ParameterSet::CryptoProXchB, ParameterSet::Tc26D256],
    ];
    for [first, second, third] in twins {
        let key = SigningKey::from_entropy(first, b"twins");
        let signature = key.sign(b"message", b"");
        for set in [second, third] {
            let twin = VerifyingKey::from_bytes(set, &key.verifying_key().to_bytes()).unwrap();
            assert_eq!(twin.verify(b"message", &signature), Ok(()));
            assert_eq!(twin == key.verifying_key(), set == first);
        }
    }
}

#[test]
fn a_key_shown_for_debugging_keeps_its_number() {
    let key = SigningKey::from_entropy(ParameterSet::Tc26A256, b"debug");
    assert_eq!(format!("{key:?}"), "SigningKey(id-tc26-gost-3410-2012-256-paramSetA, masked)");
    assert!(
        format!("{:?}", key.verifying_key())
            .starts_with("VerifyingKey(id-tc26-gost-3410-2012-256-paramSetA, ")
    );
    assert_eq!(Size::Bits256.signature_oid().to_string(), "1.2.643.7.1.1.3.2");
}
