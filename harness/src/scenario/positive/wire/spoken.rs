//! Owns the scenario of each protocol: a parent binds, signs in, and cannot once another certificate is registered.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::{Algorithm, Dialect};
use crate::bench::party::{Protocol, RelyingParty};
use crate::scenario::positive::wire::{Place, account};

const MNEMONIC: &str = "SCHOOL_DIARY_WIRE";

use Algorithm::{Gost256, Gost512, Rsa};
use Dialect::{V1, V2, V3};

/// The ends of the scenarios' ids, and how the diary speaks in each: version, own key, key of the tokens.
const SPOKEN: [(&str, Dialect, Algorithm, Algorithm); 7] = [
    ("v1.rsa", V1, Rsa, Rsa),
    ("v1.gost256", V1, Gost256, Gost256),
    ("v1.gost512", V1, Gost512, Gost512),
    ("v2.gost256", V2, Gost256, Gost256),
    ("v3.gost256", V3, Gost256, Gost256),
    ("v3.gost512", V3, Gost512, Gost512),
    ("v3.rs256", V3, Gost256, Rsa),
];

/// The scenario that the scenario's id names.
pub(crate) fn as_registered(bench: &Bench<'_>) -> Result<(), Halt> {
    let protocol = protocol(bench.transcript().id())?;
    let (clause, dialect) = (clause(protocol.dialect()), protocol.dialect());
    let diary = bench.diary_speaking(protocol, MNEMONIC)?;
    let place = Place::of(bench, diary, MNEMONIC, clause)?;
    let person = account(bench)?;
    place.binds(&person)?;
    place.lets_in(&person)?;
    went_to(&place, endpoints(dialect))?;

    // The signature is looked at: with the portal's own certificate on file in the place of the diary's no one comes in.
    let registered = place.registration()?;
    let mut other = registered.clone();
    other["certificates"] =
        json!([bench.idp().published(&format!("{}.pem", protocol.algorithm().published()))?]);
    place.register(&other, "registers another certificate")?;
    place.is_turned_away(if dialect == V1 { "ESIA-007005" } else { "ESIA-007053" })?;
    place.register(&registered, "registers the right certificate again")?;
    place.lets_in(&person).map(drop)
}

fn protocol(id: &str) -> Result<Protocol, Halt> {
    let named = SPOKEN.into_iter().find(|(end, ..)| id.strip_prefix("wire.") == Some(*end));
    let (_, dialect, own, of_tokens) =
        named.ok_or_else(|| Halt::Broken(format!("no protocol is defined for {id}")))?;
    Protocol::new(dialect, own, of_tokens).map_err(|error| Halt::Broken(error.to_string()))
}

fn clause(dialect: Dialect) -> &'static str {
    match dialect {
        V1 => "ESIA-MR Б.2.2",
        V2 => "ESIA-MR Б.2.3",
        V3 => "ESIA-MR Б.2.5",
    }
}

/// Where the requests of a version go, as the methodical recommendations have it.
fn endpoints(dialect: Dialect) -> [&'static str; 2] {
    match dialect {
        V1 => ["/aas/oauth2/ac", "/aas/oauth2/te"],
        V2 => ["/aas/oauth2/v2/ac", "/aas/oauth2/v2/te"],
        V3 => ["/aas/oauth2/v2/ac", "/aas/oauth2/v3/te"],
    }
}

/// The browser is sent to the one address, and the diary redeemed its codes at the other.
fn went_to(place: &Place<'_>, [first, second]: [&str; 2]) -> Result<(), Halt> {
    let (bench, clause) = (place.bench, place.clause);
    let mut browser = bench.browser(place.mother.who);
    let sent = place.diary.begin(&mut browser)?;
    let holds = sent.as_str().starts_with(&format!("{}?", bench.idp().url(first)));
    bench.transcript().check(clause, "the browser is sent to", first, sent.path(), holds);
    let is_sent = sent.query_pairs().any(|(name, _)| name == "client_certificate_hash");
    let must_be = first.contains("/v2/");
    let [wanted, seen] = [must_be, is_sent].map(|is| if is { "sent" } else { "absent" });
    bench.transcript().check(clause, "the hash that names the certificate", wanted, seen, must_be == is_sent);

    let journal = bench.idp().document(&format!("/journal?client={MNEMONIC}&limit=500"))?;
    let entries = journal["entries"].as_array().into_iter().flatten();
    let answered = entries.filter(|entry| entry["outcome"] == "answered");
    let paths = answered.filter_map(|entry: &Value| entry["path"].as_str());
    let mut seen: Vec<&str> = paths.filter(|path| path.ends_with("/te")).collect();
    seen.dedup();
    bench.transcript().check(clause, "codes are redeemed at", second, &seen.join(", "), seen == [second]);
    Ok(())
}
