//! Owns the lies in claims of tokens: for whom, by whom, from when, until when, about whom, of which kind.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::event::Grade;
use crate::scenario::mutations::liar::Liar;
use crate::scenario::mutations::lie::Lie;
use crate::scenario::mutations::near;
use crate::scenario::mutations::orders::{change, claim, header, moment, value};
use crate::scenario::mutations::subject::Subject;

const YEAR_S: i64 = 365 * 86_400;

/// Whom the token is for: `aud` of the id token, `client_id` of the access token.
pub(crate) fn audience(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    liar.looks_at_its_token()?;
    let own = bench.party().mnemonic();
    let mut lies = name(subject, own, "ANOTHER_SYSTEM");
    let of = |change| vec![claim(subject.token, subject.what, change)];
    let lists = [
        Lie::either("a list of this system alone", of(value(json!([own])))),
        Lie::either("this system's name as the name of a member", of(value(json!({ own: true })))).odd(),
        Lie::refused("a list of this system and another", of(value(json!([own, "ANOTHER_SYSTEM"]))))
            .graded(Grade::Look),
    ];
    lies.extend(lists);
    liar.tells(lies)
}

/// Who issued it.
pub(crate) fn issuer(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    liar.looks_at_its_token()?;
    let settings = bench.idp().document("/settings")?;
    let own = settings["issuer"].as_str().unwrap_or("http://esia.gosuslugi.ru/").to_owned();
    let of = |change| vec![claim(subject.token, subject.what, change)];
    let mut lies = name(subject, &own, "http://esia.example/");
    let bare = own.trim_end_matches('/');
    let host = bare.split_once("://").map_or(bare, |(_, host)| host);
    for (what, other) in [
        ("a host that begins like the portal's", format!("{bare}.evil.example/")),
        ("a host that ends like the portal's", format!("http://evil-{host}/")),
        ("the portal's name before an @", format!("http://{host}@evil.example/")),
        ("the portal's address in the path", format!("http://evil.example/{own}")),
        ("the portal's address in the query", format!("http://evil.example/?{own}")),
        ("a path below the portal", format!("{bare}/evil")),
    ] {
        lies.push(Lie::refused(format!("iss is {what}"), of(value(other))));
    }
    // The documents print it with `https` and without the last slash too, and real tokens with `http` and with it.
    for (what, other) in [
        ("without the last slash", bare.to_owned()),
        ("with https", own.replacen("http://", "https://", 1)),
        ("with https and without the last slash", bare.replacen("http://", "https://", 1)),
    ] {
        lies.push(Lie::either(format!("iss {what}"), of(value(other))));
    }
    liar.tells(lies)
}

/// A name that is compared to the letter.
fn name(subject: &'static Subject, own: &str, other: &str) -> Vec<Lie> {
    let what = subject.what;
    let of = |change| vec![claim(subject.token, what, change)];
    let mut lies = vec![
        Lie::refused(format!("{what} names another: {other}"), of(value(other))).quick(),
        Lie::refused(format!("{what} is not there"), of(change("absent"))).quick(),
        Lie::refused(format!("{what} is null"), of(change("null"))).quick(),
        Lie::refused(format!("{what} is empty"), of(change("empty"))).quick(),
        Lie::either(format!("{what} is there twice"), of(change("doubled"))).odd(),
        Lie::either(
            format!("{what} is there twice, the second time {other}"),
            of(json!({ "kind": "doubled", "value": other })),
        )
        .odd(),
        Lie::either(
            format!("{what} is there twice, the first time {other}"),
            of(json!({ "kind": "preceded", "value": other })),
        )
        .odd(),
    ];
    for (shown, odd) in [
        ("0", json!(0)),
        ("true", json!(true)),
        ("an empty list", json!([])),
        ("an empty object", json!({})),
        ("a list of another", json!([other])),
    ] {
        lies.push(Lie::refused(format!("{what} is {shown}"), of(value(odd))).odd());
    }
    for (number, (how, near)) in near::misses(own).into_iter().enumerate() {
        let lie = Lie::refused(format!("{what} is the right name {how}"), of(value(near.clone())));
        lies.push(if number < 2 || how.starts_with("without") { lie.quick() } else { lie });
        let list = of(value(json!([near])));
        lies.push(Lie::refused(format!("{what} is a list of the right name {how}"), list).odd());
    }
    lies
}

/// Until when it is good.
pub(crate) fn expiry(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    liar.looks_at_its_token()?;
    let of = |change| vec![claim(subject.token, "exp", change)];
    let mut lies = vec![
        Lie::refused("exp is not there", of(change("absent"))).quick(),
        Lie::refused("exp is null", of(change("null"))).quick(),
        Lie::refused("exp is 0", of(value(0))).quick(),
        Lie::refused("exp is a negative number", of(value(-1))),
        Lie::refused("exp is an empty text", of(change("empty"))).odd(),
        Lie::refused("exp is a word", of(value("never"))).odd(),
        Lie::refused("exp is true", of(value(true))).odd(),
        Lie::refused("exp is a list", of(value(json!([])))).odd(),
        Lie::refused("exp is an object", of(value(json!({})))).odd(),
        Lie::either("exp is the right moment as a text", of(change("other-type"))).odd(),
        Lie::either("exp is there twice", of(change("doubled"))).odd(),
        Lie::either("exp is in a thousand years", of(moment(1_000 * YEAR_S))),
    ];
    lies.extend(past(subject, "exp", &[-301, -3_600, -86_400, -YEAR_S]));
    let second = json!({ "kind": "doubled", "value": 1 });
    lies.push(Lie::either("exp is there twice, the second time long past", of(second)).odd());
    liar.tells(lies)
}

fn past(subject: &'static Subject, claim_name: &'static str, ahead_s: &[i64]) -> Vec<Lie> {
    let lie = |ahead_s: &i64| {
        let orders = vec![claim(subject.token, claim_name, moment(*ahead_s))];
        Lie::refused(format!("{claim_name} was {} ago", span(-ahead_s)), orders).quick()
    };
    ahead_s.iter().map(lie).collect()
}

/// From when it is good: `nbf`, and when it was issued: `iat`.
pub(crate) fn beginning(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    liar.looks_at_its_token()?;
    let what = subject.what;
    let of = |change| vec![claim(subject.token, what, change)];
    // MR Б.5 has `iat` of the access token checked; of the id token no document does.
    let is_asked_for = what != "iat" || subject.token != "id";
    let ahead = |ahead_s: i64| {
        let (said, orders) = (format!("{what} is in {}", span(ahead_s)), of(moment(ahead_s)));
        if is_asked_for { Lie::refused(said, orders).quick() } else { Lie::either(said, orders).quick() }
    };
    let mut lies: Vec<Lie> = [301, 3_600, 86_400, YEAR_S].into_iter().map(ahead).collect();
    lies.extend([
        Lie::either(format!("{what} is not there"), of(change("absent"))),
        Lie::either(format!("{what} is null"), of(change("null"))),
        Lie::either(format!("{what} is an empty text"), of(change("empty"))).odd(),
        Lie::either(format!("{what} is the right moment as a text"), of(change("other-type"))).odd(),
        Lie::either(format!("{what} is a word"), of(value("tomorrow"))).odd(),
        Lie::either(format!("{what} is an object"), of(value(json!({})))).odd(),
        Lie::either(format!("{what} is there twice"), of(change("doubled"))).odd(),
        Lie::either(format!("{what} is 0"), of(value(0))),
    ]);
    liar.tells(lies)
}

/// Whom it is about.
pub(crate) fn person(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    // Where the party looks at one token only, it has nobody's word against it.
    liar.looks_at("id_token")?;
    liar.looks_at("access_token")?;
    let other = liar.other.person.oid;
    let all: &[&str] = match subject.token {
        "id" => &["sub", "urn:esia:sbj.urn:esia:sbj:oid"],
        _ => &["urn:esia:sbj_id"],
    };
    let each = |change: &Value| -> Vec<Value> {
        all.iter().map(|name| claim(subject.token, name, change.clone())).collect()
    };
    let named = format!("the {} token is about another person", subject.token);
    let mut lies = vec![
        Lie::refused(named.clone(), each(&value(other))).quick(),
        Lie::refused(format!("{named}, by a text"), each(&value(other.to_string()))),
    ];
    if subject.token == "id" {
        let alias = vec![claim("id", "urn:esia:sbj.urn:esia:sbj:nam", value(format!("OID.{other}")))];
        lies.push(Lie::either("the alias of the person (nam) names another", alias).quick());
    }
    for name in all {
        let of = |change| vec![claim(subject.token, name, change)];
        let short = name.rsplit('.').next().unwrap_or(name);
        lies.push(Lie::either(format!("{short} alone names another person"), of(value(other))).quick());
        for kind in ["absent", "null", "empty", "other-type", "doubled"] {
            lies.push(Lie::either(format!("{short}: {kind}"), of(change(kind))).odd());
        }
        for odd in [json!(0), json!(-1), json!(true), json!([]), json!({}), json!(1.5)] {
            lies.push(Lie::either(format!("{short} is {odd}"), of(value(odd))).odd());
        }
        let second = json!({ "kind": "doubled", "value": other });
        lies.push(
            Lie::either(format!("{short} is there twice, the second time another's"), of(second)).odd(),
        );
    }
    liar.tells(lies)
}

/// What kind of token it is: `sbt`, `typ` and `ver` of its header.
pub(crate) fn kind(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    liar.looks_at_its_token()?;
    let of = |name: &str, change| vec![header(subject.token, name, change)];
    let other = if subject.token == "id" { "access" } else { "id" };
    // MR Б.5 has `sbt` of the access token checked; the four checks of the id token (Б.6.6) leave it out.
    let grade = if subject.token == "id" { Grade::Should } else { Grade::Must };
    let mut lies = vec![
        Lie::refused(format!("sbt says that it is an {other} token"), of("sbt", value(other)))
            .graded(grade)
            .quick(),
        Lie::refused("sbt says that it is a code", of("sbt", value("authorization_code")))
            .graded(grade)
            .quick(),
        Lie::either(
            "sbt has a Cyrillic letter, as in a misprint of the documents",
            of("sbt", value("aссess")),
        ),
        Lie::either("sbt is in capitals", of("sbt", value("ACCESS"))),
    ];
    for name in ["sbt", "typ", "ver"] {
        for kind in ["absent", "null", "empty", "other-type", "doubled"] {
            lies.push(Lie::either(format!("{name}: {kind}"), of(name, change(kind))).odd());
        }
    }
    for (name, odd) in
        [("typ", json!("JOSE")), ("typ", json!("at+jwt")), ("ver", json!(99)), ("ver", json!(-1))]
    {
        lies.push(Lie::either(format!("{name} is {odd}"), of(name, value(odd))).odd());
    }
    lies.push(Lie::either("crit names an unknown extension", of("crit", value(json!(["unknown"])))));
    liar.tells(lies)
}

/// A span of time in words.
fn span(seconds: i64) -> String {
    match seconds {
        YEAR_S.. => "a year".to_owned(),
        86_400.. => "a day".to_owned(),
        3_600.. => "an hour".to_owned(),
        _ => format!("{seconds} seconds"),
    }
}
