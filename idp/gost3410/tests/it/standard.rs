//! The examples the standards print: RFC 7091 section 7 and RFC 6986 section 10.

use gost3410::{ParameterSet, SignatureRefusal, SigningKey, SigningRefusal, Size};

use crate::{hex, joined};

/// One example of RFC 7091 section 7 as printed: every number big-endian.
struct Example {
    set: ParameterSet,
    key: &'static str,
    digest: &'static str,
    nonce: &'static str,
    x: &'static str,
    y: &'static str,
    r: &'static str,
    s: &'static str,
}

const EXAMPLES: [Example; 2] = [
    Example {
        set: ParameterSet::Test256,
        key: "7A929ADE789BB9BE10ED359DD39A72C11B60961F49397EEE1D19CE9891EC3B28",
        digest: "2DFBC1B372D89A1188C09C52E0EEC61FCE52032AB1022E8E67ECE6672B043EE5",
        nonce: "77105C9B20BCD3122823C8CF6FCC7B956DE33814E95B7FE64FED924594DCEAB3",
        x: "7F2B49E270DB6D90D8595BEC458B50C58585BA1D4E9B788F6689DBD8E56FD80B",
        y: "26F1B489D6701DD185C8413A977B3CBBAF64D1C593D26627DFFB101A87FF77DA",
        r: "41AA28D2F1AB148280CD9ED56FEDA41974053554A42767B83AD043FD39DC0493",
        s: "01456C64BA4642A1653C235A98A60249BCD6D3F746B631DF928014F6C5BF9C40",
    },
    Example {
        set: ParameterSet::Test512,
        key: concat!(
            "0BA6048AADAE241BA40936D47756D7C93091A0E8514669700EE7508E508B1020",
            "72E8123B2200A0563322DAD2827E2714A2636B7BFD18AADFC62967821FA18DD4",
        ),
        digest: concat!(
            "3754F3CFACC9E0615C4F4A7C4D8DAB531B09B6F9C170C533A71D147035B0C591",
            "7184EE536593F4414339976C647C5D5A407ADEDB1D560C4FC6777D2972075B8C",
        ),
        nonce: concat!(
            "0359E7F4B1410FEACC570456C6801496946312120B39D019D455986E364F3658",
            "86748ED7A44B3E794434006011842286212273A6D14CF70EA3AF71BB1AE679F1",
        ),
        x: concat!(
            "115DC5BC96760C7B48598D8AB9E740D4C4A85A65BE33C1815B5C320C854621DD",
            "5A515856D13314AF69BC5B924C8B4DDFF75C45415C1D9DD9DD33612CD530EFE1",
        ),
        y: concat!(
            "37C7C90CD40B0F5621DC3AC1B751CFA0E2634FA0503B3D52639F5D7FB72AFD61",
            "EA199441D943FFE7F0C70A2759A3CDB84C114E1F9339FDF27F35ECA93677BEEC",
        ),
        r: concat!(
            "2F86FA60A081091A23DD795E1E3C689EE512A3C82EE0DCC2643C78EEA8FCACD3",
            "5492558486B20F1C9EC197C90699850260C93BCBCD9C5C3317E19344E173AE36",
        ),
        s: concat!(
            "1081B394696FFE8E6585E7A9362D26B6325F56778AADBC081C0BFBE933D52FF5",
            "823CE288E8C4F362526080DF7F70CE406A6EEB1F56919CB92A9853BDE73E5B4A",
        ),
    },
];

#[test]
fn the_examples_of_the_standard_are_reproduced() {
    for example in EXAMPLES {
        let key = SigningKey::from_be_scalar(example.set, &hex(example.key)).unwrap();
        let public = key.verifying_key();
        let mut point = [hex(example.y), hex(example.x)].concat();
        point.reverse();
        assert_eq!(public.to_bytes(), point);

        let mut digest = hex(example.digest);
        digest.reverse();
        let signature = key.sign_digest_with_nonce(&digest, &hex(example.nonce)).unwrap();
        assert_eq!(signature, joined(example.s, example.r));
        assert_eq!(public.verify_digest(&digest, &signature), Ok(()));

        digest[0] ^= 1;
        assert_eq!(public.verify_digest(&digest, &signature), Err(SignatureRefusal::DoesNotMatch));
    }
}

/// RFC 7091 section 6.1 step 3: a digest that is zero modulo the order is taken for one.
#[test]
fn a_digest_of_zero_is_taken_for_one() {
    for set in ParameterSet::ALL {
        let key = SigningKey::from_entropy(set, b"zero");
        let zero = vec![0; set.size().octets()];
        let mut one = zero.clone();
        one[0] = 1;
        let signature = key.sign_digest(&zero, b"").unwrap();
        assert_eq!(signature, key.sign_digest(&one, b"").unwrap());
        assert_eq!(key.verifying_key().verify_digest(&zero, &signature), Ok(()));
        assert_eq!(key.verifying_key().verify_digest(&one, &signature), Ok(()));
    }
}

#[test]
fn a_nonce_of_the_caller_must_lie_between_zero_and_the_order() {
    for example in EXAMPLES {
        let key = SigningKey::from_be_scalar(example.set, &hex(example.key)).unwrap();
        let octets = example.set.size().octets();
        let digest = vec![7; octets];
        for nonce in [vec![0; octets], vec![0xff; octets], vec![1; octets - 1]] {
            let refused = key.sign_digest_with_nonce(&digest, &nonce);
            assert_eq!(refused, Err(SigningRefusal::UnusableNonce));
        }
        let refused = key.sign_digest_with_nonce(&digest[1..], &vec![1; octets]);
        assert_eq!(refused, Err(SigningRefusal::WrongDigestLength));
    }
}

/// RFC 6986 section 10: examples M1 and M2, printed from the last octet to the first.
#[test]
fn the_digests_of_the_standard_are_reproduced() {
    let first = b"012345678901234567890123456789012345678901234567890123456789012".to_vec();
    let mut second = hex(concat!(
        "fbe2e5f0eee3c820fbeafaebef20fffbf0e1e0f0f520e0ed20e8ece0ebe5f0f2f120fff0",
        "eeec20f120faf2fee5e2202ce8f6f3ede220e8e6eee1e8f0f2d1202ce8f0f2e5e220e5d1",
    ));
    second.reverse();
    let expected = [
        (
            &first,
            "00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d",
            concat!(
                "486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00",
                "fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9f54a1ad0541b",
            ),
        ),
        (
            &second,
            "508f7e553c06501d749a66fc28c6cac0b005746d97537fa85d9e40904efed29d",
            concat!(
                "28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f03",
                "7613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf2622e6881e",
            ),
        ),
    ];
    for (message, short, long) in expected {
        assert_eq!(gost3410::mirrored(&Size::Bits256.digest(message)), hex(short));
        assert_eq!(gost3410::mirrored(&Size::Bits512.digest(message)), hex(long));
    }
}
