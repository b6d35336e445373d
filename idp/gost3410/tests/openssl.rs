//! The crate and OpenSSL's GOST engine, each reading and verifying what the other has made, for every set.

use gost_engine::{Engine, digest_option};
use gost3410::{ParameterSet, SigningKey, Size, VerifyingKey};

/// Messages signed by each side for every set.
const MESSAGES: usize = 20;

#[test]
fn the_engine_and_the_crate_read_and_verify_each_other() {
    let (some, others) = ParameterSet::ALL.split_at(ParameterSet::ALL.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| some.iter().for_each(|set| exchange(&Engine::open(), *set)));
        others.iter().for_each(|set| exchange(&Engine::open(), *set));
    });
}

#[test]
fn the_engine_digests_as_the_crate_does() {
    let engine = Engine::open();
    for size in [Size::Bits256, Size::Bits512] {
        for length in [0, 1, 63, 64, 65, 1000] {
            let digest = engine.fed(&format!("dgst {} -binary", digest_option(size)), &vec![b'x'; length]);
            assert_eq!(digest, size.digest(&vec![b'x'; length]));
        }
    }
}

/// All that passes between the two for one set.
fn exchange(engine: &Engine, set: ParameterSet) {
    let theirs = new_key(engine, set);
    let ours = SigningKey::from_entropy(set, b"exchange with the engine");
    for key in [&theirs, &ours] {
        assert_eq!(public_half(engine, &key.to_pkcs8_der()), key.verifying_key(), "{set}");
        engine.write("private.der", key.to_pkcs8_der());
        engine.write("public.der", key.verifying_key().to_spki_der());
        for number in 0..MESSAGES {
            let message = message(set, number);
            let signature = engine.fed("dgst -keyform DER -sign private.der", &message);
            let verdict = key.verifying_key().verify(&message, &signature);
            assert_eq!(verdict, Ok(()), "{set}, message {number}, signature {signature:02x?} of {key:?}");

            let signature = key.sign(&message, &number.to_be_bytes());
            assert!(verifies(engine, &signature, &message), "{set}, message {number}, our {signature:02x?}");
        }
        let signature = key.sign(b"another message", b"");
        assert!(!verifies(engine, &signature, b"this message"), "{set}: a wrong signature is refused");
    }
    read_every_spelling(engine, &ours);
}

/// The engine reads the other spellings of a private number, masks among them, as the same key.
fn read_every_spelling(engine: &Engine, key: &SigningKey) {
    let set = key.parameter_set();
    let plain = key.to_pkcs8_der();
    let number = key.to_bytes();
    let width = number.len();
    let frame = &plain[2..plain.len() - width - 2];
    let mut integer = gost3410::mirrored(&number);
    integer.insert(0, 0);
    let leading = integer.iter().take_while(|octet| **octet == 0).count();
    let first = if integer[leading] < 0x80 { leading } else { leading - 1 };
    let mut mask = vec![0; width];
    mask[0] = 3;
    let spellings = [
        element(0x04, &number),
        element(0x02, &integer[first..]),
        [&number[..], &mask].concat(),
        [&number[..], &mask, &mask].concat(),
    ];
    for spelling in spellings {
        let der = element(0x30, &[frame, &element(0x04, &spelling)].concat());
        let ours = SigningKey::from_pkcs8_der(&der).unwrap();
        assert_eq!(public_half(engine, &der), ours.verifying_key(), "{set}, {spelling:02x?}");
    }
}

/// A message of its own length and content for every set and number.
fn message(set: ParameterSet, number: usize) -> Vec<u8> {
    let mut message = Vec::new();
    while message.len() < number * number * 5 {
        let seed = format!("{set} {number} {}", message.len());
        message.extend(Size::Bits512.digest(seed.as_bytes()));
    }
    message.truncate(number * number * 5);
    message
}

fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len() as u8;
    match contents.len() {
        0..=0x7f => [&[tag, length], contents].concat(),
        0x80..=0xff => [&[tag, 0x81, length], contents].concat(),
        _ => [&[tag, 0x82, (contents.len() >> 8) as u8, length], contents].concat(),
    }
}

/// A key pair made by the engine.
fn new_key(engine: &Engine, set: ParameterSet) -> SigningKey {
    engine.make_key("theirs", set);
    let key = SigningKey::from_pkcs8_der(&engine.fed("pkey -in theirs.key -outform DER", b"")).unwrap();
    assert_eq!(key.parameter_set(), set);
    key
}

/// The verification key that the engine finds for a PrivateKeyInfo.
fn public_half(engine: &Engine, der: &[u8]) -> VerifyingKey {
    let spki = engine.fed("pkey -inform DER -pubout -outform DER", der);
    VerifyingKey::from_spki_der(&spki).unwrap()
}

/// Whether the engine takes a signature by the key in `public.der`.
fn verifies(engine: &Engine, signature: &[u8], message: &[u8]) -> bool {
    engine.write("signature", signature);
    engine.write("message", message);
    engine.accepts("dgst -keyform DER -verify public.der -signature signature message")
}
