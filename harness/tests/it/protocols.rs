//! Owns the test that scenarios and attacks come out the same in whatever way the diary speaks with the portal.

use harness::bench::party::{Choice, Guard, Protocol};
use harness::bench::provider::Provider;
use harness::diary::Chance;
use harness::diary::esia::identity::Identity;
use harness::diary::esia::protocol::{Algorithm, Dialect};
use harness::event::Verdict;
use harness::scenario::catalog;

use crate::verdicts::{Diary, Told, provider};

/// A sign-in, a binding that is declined, a code that was stolen, and tokens that are forged.
const REPRESENTATIVE: [&str; 8] = [
    "diary.bind.memo",
    "diary.bind.declined",
    "hostile.code.redeemed",
    "hostile.keys.rotated",
    "hostile.provider.token-foreign-key",
    "hostile.provider.token-unsigned",
    "hostile.provider.token-hmac-with-public-key",
    "hostile.provider.token-broken-signature",
];

fn verdicts(provider: &Provider, ids: &[&str], protocol: Protocol, without: &[Guard]) -> Vec<Told> {
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    let scenarios = catalog::select(&ids, &Choice::Builtin).unwrap();
    let identity = Identity::make("SCHOOL_DIARY", protocol.algorithm(), &Chance::seeded(60)).unwrap();
    Diary { identity: &identity, protocol, without }.verdicts(provider, &scenarios)
}

/// Every version, signed with everything it takes, and its tokens with the same.
fn protocols() -> Vec<Protocol> {
    let pairs = Dialect::ALL.into_iter().flat_map(|dialect| Algorithm::ALL.map(|own| (dialect, own)));
    pairs.filter_map(|(dialect, own)| Protocol::new(dialect, own, own).ok()).collect()
}

fn come_out_the_same(protocols: impl Iterator<Item = Protocol>) {
    let provider = provider();
    for protocol in protocols {
        let verdicts = verdicts(&provider, &REPRESENTATIVE, protocol, &[]);
        assert_eq!(verdicts.len(), REPRESENTATIVE.len());
        for (id, verdict, text) in verdicts {
            assert_eq!(verdict, Verdict::Passed, "{id} in {protocol}: {text}");
        }
    }
}

#[test]
fn stories_and_attacks_come_out_the_same_with_an_algorithm_for_each_side() {
    come_out_the_same([Protocol::new(Dialect::V3, Algorithm::Gost256, Algorithm::Rsa).unwrap()].into_iter());
}

mod full {
    use super::*;

    #[test]
    fn stories_and_attacks_come_out_the_same_in_every_version_and_algorithm() {
        let protocols = protocols();
        assert_eq!(protocols.len(), 7);
        come_out_the_same(protocols.into_iter());
    }
}

/// With RSA the same is proved of every attack by `weak_twin`.
#[test]
fn forged_gost_tokens_are_believed_by_a_diary_that_does_not_look() {
    let provider = provider();
    let forgeries: [(&str, &[Guard]); 4] = [
        ("hostile.provider.token-foreign-key", &[Guard::Signature]),
        ("hostile.provider.token-retired-key", &[Guard::Signature]),
        ("hostile.provider.token-unsigned", &[Guard::Algorithm, Guard::Record]),
        ("hostile.provider.token-hmac-with-public-key", &[Guard::Algorithm, Guard::Signature, Guard::Record]),
    ];
    for algorithm in [Algorithm::Gost256, Algorithm::Gost512] {
        let protocol = Protocol::new(Dialect::V3, algorithm, algorithm).unwrap();
        for (id, without) in forgeries {
            let (_, verdict, text) = verdicts(&provider, &[id], protocol, without).remove(0);
            assert_eq!(verdict, Verdict::Failed, "{id} in {protocol}: {text}");
        }
    }
}
