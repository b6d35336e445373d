//! Owns the lies in signatures: none, a broken one, by other keys, by keys that the token brings along, by the public key
//! as a secret.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::scenario::mutations::liar::Liar;
use crate::scenario::mutations::lie::Lie;
use crate::scenario::mutations::orders::{change, header, hmac, signature, value};
use crate::scenario::mutations::subject::Subject;

/// No signature, a broken one, one by another key.
pub(crate) fn made_by_whom(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    liar.looks_at_its_token()?;
    let token = subject.token;
    let mut lies = vec![
        Lie::refused("one octet of the signature is changed", vec![signature(token, "broken")]).quick(),
        Lie::refused("the signature is empty", vec![signature(token, "empty")]).quick(),
        Lie::refused("there is no third part", vec![signature(token, "missing")]).quick(),
        Lie::refused("the signature is by another key", vec![signature(token, "foreign-key")]).quick(),
        Lie::refused(
            "alg is not there and the signature is empty",
            vec![header(token, "alg", change("absent")), signature(token, "empty")],
        )
        .quick(),
    ];
    for (how, brought) in brought_along(bench)? {
        let orders = brought.into_iter().map(|(name, key)| header(token, name, value(key)));
        let orders = orders.chain([signature(token, "foreign-key")]).collect();
        lies.push(Lie::refused(format!("the signature is by another key, which {how}"), orders).quick());
    }
    // The signature is the portal's and covers such a header: whoever pins the algorithm may overlook what the header says.
    for (how, change) in [
        ("alg is not there", change("absent")),
        ("alg is null", change("null")),
        ("alg is empty", change("empty")),
        ("alg is a list", change("other-type")),
        ("alg is there twice", change("doubled")),
        ("alg is in small letters", value(bench.token_algorithm().jose().to_lowercase())),
        ("alg is RS512", value("RS512")),
    ] {
        lies.push(
            Lie::either(format!("{how}, the signature genuine"), vec![header(token, "alg", change)]).odd(),
        );
    }
    liar.tells(lies)
}

/// How a token brings a key along, and the members of the header that do.
type Brought = (&'static str, Vec<(&'static str, Value)>);

/// The ways in which a token brings a key along.
fn brought_along(bench: &Bench<'_>) -> Result<Vec<Brought>, Halt> {
    let all: Value = serde_json::from_str(&bench.idp().published("/public/jwks.json")?)
        .map_err(|error| Halt::Broken(format!("the provider's keys cannot be read: {error}")))?;
    let name = bench.token_algorithm().jose();
    let mut others = all["keys"].as_array().into_iter().flatten().filter(|key| key["alg"] == name).skip(1);
    let Some(other) = others.next() else { return Ok(Vec::new()) };
    let elsewhere = bench.idp().url("/public/jwks.json").replacen("127.0.0.1", "localhost", 1);
    Ok(vec![
        ("its header brings along (jwk)", vec![("jwk", other.clone())]),
        ("a certificate in its header names (x5c)", vec![("x5c", other["x5c"].clone())]),
        (
            "lies at an address that its header names (jku)",
            vec![("jku", json!(elsewhere)), ("kid", other["kid"].clone())],
        ),
        ("lies at an address that its header names (x5u)", vec![("x5u", json!(elsewhere))]),
        ("its header names (kid)", vec![("kid", other["kid"].clone())]),
    ])
}

/// `none`, in every spelling.
pub(crate) fn unsigned(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    liar.looks_at_its_token()?;
    let mut lies = Vec::new();
    for (number, spelled) in ["none", "None", "NONE", "nOnE", "none "].into_iter().enumerate() {
        for (how, kind) in
            [("an empty signature", "empty"), ("no third part", "missing"), ("a broken one", "broken")]
        {
            let orders = vec![header(subject.token, "alg", value(spelled)), signature(subject.token, kind)];
            let lie = Lie::refused(format!("alg is «{spelled}», with {how}"), orders);
            lies.push(if number == 0 { lie.quick() } else { lie });
        }
    }
    liar.tells(lies)
}

/// The public key, which everybody has, as the secret of an HMAC: in every form in which a program may hold it.
pub(crate) fn public_key_as_secret(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    liar.looks_at_its_token()?;
    let published = bench.token_algorithm().published();
    let key = bench.idp().published(&format!("{published}.pub.pem"))?;
    let certificate = bench.idp().published(&format!("{published}.pem"))?;
    let mut secrets: Vec<(String, Vec<u8>)> = vec![("an empty secret".to_owned(), Vec::new())];
    for (what, pem) in [("the key", &key), ("the certificate", &certificate)] {
        let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
        let der = BASE64.decode(&body).unwrap_or_default();
        secrets.extend([
            (format!("{what} in PEM as published"), pem.as_bytes().to_vec()),
            (format!("{what} in PEM without the last line feed"), pem.trim_end().as_bytes().to_vec()),
            (format!("{what} in PEM with carriage returns"), pem.replace('\n', "\r\n").into_bytes()),
            (format!("{what} in DER"), der),
            (format!("{what} in base64"), body.into_bytes()),
        ]);
    }
    let mut lies = Vec::new();
    for algorithm in ["HS256", "HS384", "HS512"] {
        for (number, (what, secret)) in secrets.iter().enumerate() {
            let secret = BASE64.encode(secret);
            let orders = vec![header(subject.token, "alg", value(algorithm)), hmac(subject.token, &secret)];
            let lie = Lie::refused(format!("{algorithm} over {what}"), orders);
            let is_quick = algorithm == "HS256" && [1, 2, 4, 6].contains(&number);
            lies.push(if is_quick { lie.quick() } else { lie });
        }
    }
    lies.extend(secrets_by_name(bench, subject.token));
    liar.tells(lies)
}

/// Secrets that everybody knows, and ones that the header names: an empty file, a row that a query makes up.
fn secrets_by_name(bench: &Bench<'_>, token: &'static str) -> Vec<Lie> {
    let mut lies = Vec::new();
    for secret in [bench.party().mnemonic(), "secret"] {
        let secret_text = BASE64.encode(secret);
        let orders = vec![header(token, "alg", value("HS256")), hmac(token, &secret_text)];
        lies.push(Lie::refused(format!("HS256 over «{secret}»"), orders).quick());
    }
    for (kid, secret) in [
        ("/dev/null", ""),
        ("../../../../../../../../dev/null", ""),
        ("x' UNION SELECT 'secret' -- ", "secret"),
        ("secret", "secret"),
    ] {
        let orders = vec![
            header(token, "alg", value("HS256")),
            header(token, "kid", value(kid)),
            hmac(token, &BASE64.encode(secret)),
        ];
        let lie = Lie::refused(format!("HS256 over a secret that its header names (kid «{kid}»)"), orders);
        lies.push(if kid == "/dev/null" { lie.quick() } else { lie });
    }
    lies
}
