//! Owns the lies in the answer that carries the tokens.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::scenario::mutations::liar::Liar;
use crate::scenario::mutations::lie::Lie;
use crate::scenario::mutations::orders::{answer, change, value};
use crate::scenario::mutations::subject::Subject;

const OTHER_STATE: &str = "5e1f0000-0000-4000-8000-000000000000";

/// `state`, which repeats that of the token request.
pub(crate) fn state(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    let of = |change| vec![answer("state", change)];
    let refused = |what: &str, change| Lie::refused(what, of(change));
    liar.tells(vec![
        refused("state is another one", value(OTHER_STATE)).quick(),
        refused("state is not there", change("absent")).quick(),
        refused("state is null", change("null")),
        refused("state is empty", change("empty")).quick(),
        refused("state is a number", value(0)).odd(),
        refused("state is true", value(true)).odd(),
        refused("state is an object", value(json!({}))).odd(),
        Lie::either("state is there twice", of(change("doubled"))).odd(),
    ])
}

/// `token_type`, which says how the access token is used.
pub(crate) fn token_type(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    liar.uses("access_token")?;
    let of = |change| vec![answer("token_type", change)];
    liar.tells(vec![
        Lie::refused("token_type is mac", of(value("mac"))).quick(),
        Lie::refused("token_type is DPoP", of(value("DPoP"))).quick(),
        Lie::refused("token_type is Bearer with a letter more", of(value("BearerX"))),
        Lie::either("token_type is in small letters", of(value("bearer"))),
        Lie::either("token_type is not there", of(change("absent"))),
        Lie::either("token_type is null", of(change("null"))),
        Lie::either("token_type is a number", of(value(1))).odd(),
        Lie::either("token_type is there twice", of(change("doubled"))).odd(),
    ])
}

/// The id token or the access token itself.
pub(crate) fn token(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    let member = subject.what;
    liar.uses(member)?;
    let of = |change| vec![answer(member, change)];
    let mut lies = vec![
        Lie::refused(format!("{member} is not there"), of(change("absent"))).quick(),
        Lie::refused(format!("{member} is null"), of(change("null"))).quick(),
        Lie::refused(format!("{member} is empty"), of(change("empty"))).quick(),
        Lie::refused(format!("{member} is a number"), of(value(1))).odd(),
        Lie::refused(format!("{member} is an object"), of(value(json!({})))).odd(),
        Lie::refused(format!("{member} is a list"), of(value(json!([])))).odd(),
        Lie::refused(format!("{member} is true"), of(value(true))).odd(),
        Lie::either(format!("{member} is there twice"), of(change("doubled"))).odd(),
    ];
    if member == "id_token" {
        for (what, text) in [
            ("is a dot", "."),
            ("is two dots", ".."),
            ("is one part", "e30"),
            ("has four parts", "e30.e30.e30.e30"),
            ("has empty objects", "e30.e30.e30"),
            ("has lists for objects", "W10.W10.e30"),
            ("has null for objects", "bnVsbA.bnVsbA.e30"),
            ("is no base64", "a.b.!"),
        ] {
            lies.push(Lie::refused(format!("{member} {what}"), of(value(text))).odd());
        }
    }
    liar.tells(lies)
}

/// Members that only say something more.
pub(crate) fn rest(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    let mut lies = Vec::new();
    for member in ["expires_in", "refresh_token"] {
        for kind in ["absent", "null", "empty", "other-type", "doubled"] {
            lies.push(Lie::either(format!("{member}: {kind}"), vec![answer(member, change(kind))]).odd());
        }
    }
    for odd in [json!(0), json!(-1), json!(1e30), json!([]), json!({})] {
        lies.push(Lie::either(format!("expires_in is {odd}"), vec![answer("expires_in", value(odd))]).odd());
    }
    lies.push(
        Lie::either("an unknown member more", vec![answer("unknown", value(json!({ "a": [1] })))]).quick(),
    );
    lies.push(Lie::either("a member error beside the tokens", vec![answer("error", value("server_error"))]));
    liar.tells(lies)
}
