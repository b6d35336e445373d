//! Owns the lies about the level of an account: whatever is not a plain yes is no.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Level;
use crate::scenario::mutations::liar::Liar;
use crate::scenario::mutations::lie::Lie;
use crate::scenario::mutations::orders::{change, claim, resource, value};
use crate::scenario::mutations::records::record_read;
use crate::scenario::mutations::subject::Subject;

const IN_THE_TOKEN: &str = "urn:esia:sbj.urn:esia:sbj:is_tru";

/// `trusted` of the record, or `is_tru` of the id token, of an account that is confirmed: a party that refuses a plain no
/// relies on it, and refuses then what is no yes either.
pub(crate) fn level(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    let order = |change: Value| match subject.token {
        "id" => claim("id", IN_THE_TOKEN, change),
        _ => resource("trusted", change),
    };
    if subject.token.is_empty() && record_read(&liar)?.get("trusted").is_none() {
        return Err(Halt::NotApplicable("the record that the party reads does not say `trusted`".to_owned()));
    }
    // An account that has lost its level and nothing else: the portal's own accounts lose more with it, which hides the guard.
    if bench.party().terms().level == Some(Level::Confirmed) {
        let both = vec![claim("id", IN_THE_TOKEN, change("absent")), resource("trusted", value(false))];
        liar.tells(vec![
            Lie::refused("token and record both say that the account is not confirmed", both).quick(),
        ])?;
    }
    let seen = bench.transcript().quietly(|| liar.comes_while(&[order(value(false))]))?;
    if liar.is_in(&seen) {
        let why = format!("the party does not rely on {}: a plain no lets the right person in", subject.what);
        return Err(Halt::NotApplicable(why));
    }
    let what = subject.what;
    let refused = |how: &str, change: Value| Lie::refused(format!("{what} {how}"), vec![order(change)]);
    let either = |how: &str, change: Value| Lie::either(format!("{what} {how}"), vec![order(change)]);
    liar.tells(vec![
        refused("is not there", change("absent")).quick(),
        refused("is null", change("null")).quick(),
        refused("is empty", value("")).quick(),
        refused("is the word false", value("false")).quick(),
        refused("is the word no", value("no")),
        refused("is zero", value(0)).quick(),
        refused("is an empty list", value(json!([]))).odd(),
        refused("is an empty object", value(json!({}))).odd(),
        refused("is a list of false", value(json!([false]))).odd(),
        either("is the word true", value("true")),
        either("is one", value(1)).odd(),
        either("is there twice", change("doubled")).odd(),
    ])
}
