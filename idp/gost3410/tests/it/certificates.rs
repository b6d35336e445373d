//! The certificates the documents print, taken apart here by hand: key, what is signed, signature.

use gost3410::{ParameterSet, SignatureRefusal, SigningKey, VerifyingKey};

use crate::{base64, hex};

struct Certificate {
    set: ParameterSet,
    key: &'static str,
    base64: &'static str,
}

#[test]
fn a_published_certificate_is_verified_by_its_own_key() {
    for example in CERTIFICATES {
        let certificate = base64(example.base64);
        let [signed, _, signature] = parts(contents(&certificate))[..] else { panic!("not a certificate") };
        let signature = &contents(signature)[1..];
        // Version, serial number, algorithm, issuer, validity and subject come before the key.
        let spki = parts(contents(signed))[6];

        let public = VerifyingKey::from_spki_der(spki).unwrap();
        assert_eq!(public.parameter_set(), example.set);
        let secret = SigningKey::from_be_scalar(example.set, &hex(example.key)).unwrap();
        assert_eq!(public, secret.verifying_key());

        assert_eq!(public.verify(signed, signature), Ok(()), "{}", example.set);
        assert_eq!(public.verify(&signed[1..], signature), Err(SignatureRefusal::DoesNotMatch));
        let mirror = gost3410::mirrored(signature);
        assert!(public.verify(signed, &mirror).is_err());
        assert_eq!(public.verify(signed, &gost3410::mirrored(&mirror)), Ok(()));
    }
}

/// The engine and TK 26 name the digest beside every set, RFC 9215 only where it must be named: only there is
/// the structure the same octet by octet when it is written again.
#[test]
fn the_key_of_a_published_certificate_is_written_as_it_was_read() {
    for example in CERTIFICATES {
        let certificate = base64(example.base64);
        let spki = parts(contents(parts(contents(&certificate))[0]))[6];
        let public = VerifyingKey::from_spki_der(spki).unwrap();
        let written = public.to_spki_der();
        assert_eq!(VerifyingKey::from_spki_der(&written).as_ref(), Ok(&public));
        assert_eq!(written == spki, example.set != ParameterSet::Tc26B512, "{}", example.set);
    }
}

/// The elements of a constructed value, each with its tag and length.
fn parts(mut octets: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while !octets.is_empty() {
        let (header, length) = header(octets);
        let (part, rest) = octets.split_at(header + length);
        parts.push(part);
        octets = rest;
    }
    parts
}

fn contents(element: &[u8]) -> &[u8] {
    &element[header(element).0..]
}

fn header(element: &[u8]) -> (usize, usize) {
    match element[1] {
        0x81 => (3, usize::from(element[2])),
        0x82 => (4, usize::from(element[2]) << 8 | usize::from(element[3])),
        length => (2, usize::from(length)),
    }
}

/// Self-signed certificates with the keys that made them.
const CERTIFICATES: [Certificate; 5] = [
    // TK 26, the 256-bit example of the X.509 profile.
    Certificate {
        set: ParameterSet::CryptoProXchA,
        key: "BFCF1D623E5CDD3032A7C6EABB4A923C46E43D640FFEAAF2C3ED39A8FA399924",
        base64: concat!(
            "MIICYjCCAg+gAwIBAgIBATAKBggqhQMHAQEDAjBWMSkwJwYJKoZIhvcNAQkBFhpHb3N0UjM0MTAtMjAxMkBleGFtcGxl",
            "LmNvbTEpMCcGA1UEAxMgR29zdFIzNDEwLTIwMTIgKDI1NiBiaXQpIGV4YW1wbGUwHhcNMTMxMTA1MTQwMjM3WhcNMzAx",
            "MTAxMTQwMjM3WjBWMSkwJwYJKoZIhvcNAQkBFhpHb3N0UjM0MTAtMjAxMkBleGFtcGxlLmNvbTEpMCcGA1UEAxMgR29z",
            "dFIzNDEwLTIwMTIgKDI1NiBiaXQpIGV4YW1wbGUwZjAfBggqhQMHAQEBATATBgcqhQMCAiQABggqhQMHAQECAgNDAARA",
            "ut/Qw1MUq9KPqkdHC2xAF3K7TugHfo9n525D2s5mFZdD5pwf90/i4vF0mFmr9nfRwMYP4o0Pg1mOn5RlaXNYraOBwDCB",
            "vTAdBgNVHQ4EFgQU1fIeN1HaPbw+XWUzbkJ+kHJUT0AwCwYDVR0PBAQDAgHGMA8GA1UdEwQIMAYBAf8CAQEwfgYDVR0B",
            "BHcwdYAU1fIeN1HaPbw+XWUzbkJ+kHJUT0ChWqRYMFYxKTAnBgkqhkiG9w0BCQEWGkdvc3RSMzQxMC0yMDEyQGV4YW1w",
            "bGUuY29tMSkwJwYDVQQDEyBHb3N0UjM0MTAtMjAxMiAoMjU2IGJpdCkgZXhhbXBsZYIBATAKBggqhQMHAQEDAgNBAF5b",
            "m4BbARR6hJLEoWJkOsYV3Hd7kXQQjz3CdqQfmHrz6TI6Xojdh/t8ckODv/587NS5/6KsM77vc6Wh90NAT2s=",
        ),
    },
    // TK 26, the 512-bit example of the X.509 profile.
    Certificate {
        set: ParameterSet::Tc26B512,
        key: concat!(
            "3FC01CDCD4EC5F972EB482774C41E66DB7F380528DFE9E67992BA05AEE462435",
            "757530E641077CE587B976C8EEB48C48FD33FD175F0C7DE6A44E014E6BCB074B",
        ),
        base64: concat!(
            "MIIC6DCCAlSgAwIBAgIBATAKBggqhQMHAQEDAzBWMSkwJwYJKoZIhvcNAQkBFhpHb3N0UjM0MTAtMjAxMkBleGFtcGxl",
            "LmNvbTEpMCcGA1UEAxMgR29zdFIzNDEwLTIwMTIgKDUxMiBiaXQpIGV4YW1wbGUwHhcNMTMxMDA0MDczNjA0WhcNMzAx",
            "MDAxMDczNjA0WjBWMSkwJwYJKoZIhvcNAQkBFhpHb3N0UjM0MTAtMjAxMkBleGFtcGxlLmNvbTEpMCcGA1UEAxMgR29z",
            "dFIzNDEwLTIwMTIgKDUxMiBiaXQpIGV4YW1wbGUwgaowIQYIKoUDBwEBAQIwFQYJKoUDBwECAQICBggqhQMHAQECAwOB",
            "hAAEgYATGQ9VCiM5FRGCQ8MEz2F1dANqhaEuywa8CbxOnTvaGJpFQVXQwkwvLFAKh7hk542vOEtxpKtTCXfGf84nRhMH",
            "/Q9bZeAc2eO/yhxrsQhTBufa1Fuou2oe/jUOaG6RAtUUvRzhNTppRGGl1+EIY2vzzUua9j9Ol/gAoy/LNKQIfqOBwDCB",
            "vTAdBgNVHQ4EFgQUPcbTRXJZnHtjj+eBP7b5lcTMekIwCwYDVR0PBAQDAgHGMA8GA1UdEwQIMAYBAf8CAQEwfgYDVR0B",
            "BHcwdYAUPcbTRXJZnHtjj+eBP7b5lcTMekKhWqRYMFYxKTAnBgkqhkiG9w0BCQEWGkdvc3RSMzQxMC0yMDEyQGV4YW1w",
            "bGUuY29tMSkwJwYDVQQDEyBHb3N0UjM0MTAtMjAxMiAoNTEyIGJpdCkgZXhhbXBsZYIBATAKBggqhQMHAQEDAwOBgQBO",
            "bS7oppPTXzHyVR1DtPa8b57nudJzI4czhsfeX5HDntOq45t9B/qSs8dC6eGxbhHZ9zCOSFtxWYdmg0au8XI9Xb8vTC1q",
            "dwWID7FFjMWDNQZb6lYh/J+8F2xKylvB5nIlRZqOo3eUNFkNyHJwQCk2WoOlO16zwGk2tdKH4KmD5w==",
        ),
    },
    // RFC 9215, test examples: the 256-bit test set.
    Certificate {
        set: ParameterSet::Test256,
        key: "7A929ADE789BB9BE10ED359DD39A72C11B60961F49397EEE1D19CE9891EC3B28",
        base64: concat!(
            "MIIBLTCB26ADAgECAgEKMAoGCCqFAwcBAQMCMBIxEDAOBgNVBAMTB0V4YW1wbGUwIBcNMDEwMTAxMDAwMDAwWhgPMjA1",
            "MDEyMzEwMDAwMDBaMBIxEDAOBgNVBAMTB0V4YW1wbGUwZjAfBggqhQMHAQEBATATBgcqhQMCAiMABggqhQMHAQECAgND",
            "AARAC9hv5djbiWaPeJtOHbqFhcVQi0XsW1nYkG3bcOJJK3/ad/+HGhD73ydm0pPF0WSvuzx7lzpByIXRHXDWibTxJqMT",
            "MBEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhQMHAQEDAgNBAE1T8BL+CBd2UH1Nm7gfAO/bTu/Uq4O6xLrPc1Fzz6gcQaoo",
            "0vGrFIKAzZ7Vb+2kGXQFNVSkJ2e4OtBD/TncBJM=",
        ),
    },
    // RFC 9215, test examples: the 256-bit set A of TC 26.
    Certificate {
        set: ParameterSet::Tc26A256,
        key: "7A929ADE789BB9BE10ED359DD39A72C11B60961F49397EEE1D19CE9891EC3B28",
        base64: concat!(
            "MIIBJTCB06ADAgECAgEKMAoGCCqFAwcBAQMCMBIxEDAOBgNVBAMTB0V4YW1wbGUwIBcNMDEwMTAxMDAwMDAwWhgPMjA1",
            "MDEyMzEwMDAwMDBaMBIxEDAOBgNVBAMTB0V4YW1wbGUwXjAXBggqhQMHAQEBATALBgkqhQMHAQIBAQEDQwAEQHQnldS+",
            "6ITd8oUP7APqP68YROAdnaYLZFCTpV4m38OZePWWz01NDGzx0YlD2UST0WuewKFtUS0uEnzEaRpjGOKjEzARMA8GA1Ud",
            "EwEB/wQFMAMBAf8wCgYIKoUDBwEBAwIDQQAUC02pEksJyw1c6Sjuh0JzoxASlJLsDik2njt5EkhXjB0OHaW+NHxvG1JW",
            "x66sIArWSsd6b1s6DglzGOeubudp",
        ),
    },
    // RFC 9215, test examples: the 512-bit test set.
    Certificate {
        set: ParameterSet::Test512,
        key: concat!(
            "0BA6048AADAE241BA40936D47756D7C93091A0E8514669700EE7508E508B1020",
            "72E8123B2200A0563322DAD2827E2714A2636B7BFD18AADFC62967821FA18DD4",
        ),
        base64: concat!(
            "MIIBqjCCARagAwIBAgIBCzAKBggqhQMHAQEDAzASMRAwDgYDVQQDEwdFeGFtcGxlMCAXDTAxMDEwMTAwMDAwMFoYDzIw",
            "NTAxMjMxMDAwMDAwWjASMRAwDgYDVQQDEwdFeGFtcGxlMIGgMBcGCCqFAwcBAQECMAsGCSqFAwcBAgECAAOBhAAEgYDh",
            "7zDVLGEz3dmdHVxBRVz3302LTJJbvGmvFDPRVlhRWt0hRoUMMlxbgcEzvmVaqMTUQOe5io1ZSHsMdpa8xV0R7L53Nqns",
            "NX/y/TmTH04RTLjNo1knCsfw5/9D2UGUGeph/Sq3f12fY1I9O1CgT2PioM9Rt8E63CFWDwvUDMnHN6MTMBEwDwYDVR0T",
            "AQH/BAUwAwEB/zAKBggqhQMHAQEDAwOBgQBBVwPYkvGl8/aMQ1MYmn7iB7gLVjHvnUlSmk1rVCws+hWqLqzxH0cP3n2V",
            "SFaQPDX9j5Ve8wDZXHdTSnJKDu5wL4b6YKCBCRoj3XleHjxonuUSo8gu4NzCZDx47qj8rNNUklWEhrIPHJ7Bl8kGmYUC",
            "YMk7y82cXDMX4ZNE4XOuNg==",
        ),
    },
];
