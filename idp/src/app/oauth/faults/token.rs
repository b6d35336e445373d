//! Tokens with one change of one claim, one header or the signature.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::{Sha256, Sha384, Sha512};

use crate::app::oauth::faults::{keys, mutate};
use crate::app::{Broken, Moment};
use crate::crypto::keyring::RingKey;
use crate::domain::fault::{Armed, Forgery, Mutation};
use crate::domain::id::Oid;
use crate::protocol::jose::jws::{self, Header};

/// The mutations that concern the id token, or else the access token.
pub(super) fn of(armed: &[Armed], is_id: bool) -> Vec<&Mutation> {
    let fits = |one: &&Mutation| match one {
        Mutation::Claim(tokens, ..) | Mutation::Header(tokens, ..) | Mutation::Signature(tokens, _) => {
            tokens.take_in(is_id)
        }
        Mutation::Member(..) => false,
    };
    armed.iter().filter_map(|one| one.mutation.as_ref()).filter(fits).collect()
}

/// A token of these claims with the mutations.
pub(super) fn sealed(
    moment: &Moment<'_>,
    kind: &str,
    claims: &Value,
    key: &RingKey,
    mutations: &[&Mutation],
) -> Result<String, Broken> {
    let mut header = serde_json::to_value(Header::of(kind, key.algorithm())).unwrap_or_default();
    let mut claims = claims.clone();
    let mut forgery = None;
    for mutation in mutations {
        match mutation {
            Mutation::Claim(_, path, change) => mutate::change(&mut claims, path, change, moment.now),
            Mutation::Header(_, path, change) => mutate::change(&mut header, path, change, moment.now),
            Mutation::Signature(_, forged) => forgery = Some(forged),
            Mutation::Member(..) => {}
        }
    }
    let text = [&header, &claims].map(|part| jws::encoded(&mutate::written(part))).join(".");
    let made_by = |key: &RingKey| key.signer().sign(text.as_bytes());
    let signature = match forgery {
        None => made_by(key)?,
        Some(Forgery::Missing) => return Ok(text),
        Some(Forgery::Empty) => Vec::new(),
        Some(Forgery::Broken) => {
            let mut signature = made_by(key)?;
            signature.iter_mut().skip(10).take(1).for_each(|octet| *octet ^= 1);
            signature
        }
        Some(Forgery::ForeignKey) => made_by(&keys::stranger(moment, key).unwrap_or_else(|| key.clone()))?,
        Some(Forgery::Hmac(secret)) => code(&header["alg"], secret, &text),
    };
    Ok(format!("{text}.{}", BASE64.encode(signature)))
}

/// Whom a forged access token names, where that is not the person behind it.
pub(super) fn named(token: &str, person: Option<Oid>) -> Option<Oid> {
    let claims = BASE64.decode(token.split('.').nth(1)?).ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    let named = &claims["urn:esia:sbj_id"];
    let number = named.as_u64().or_else(|| named.as_str()?.parse().ok())?;
    Some(Oid::new(number)).filter(|named| Some(*named) != person)
}

/// A message authentication code with the digest that the algorithm names (RFC 7518 section 3.2).
fn code(algorithm: &Value, secret: &[u8], text: &str) -> Vec<u8> {
    match algorithm {
        Value::String(name) if *name == json!("HS384") => authenticated::<Hmac<Sha384>>(secret, text),
        Value::String(name) if *name == json!("HS512") => authenticated::<Hmac<Sha512>>(secret, text),
        _ => authenticated::<Hmac<Sha256>>(secret, text),
    }
}

fn authenticated<M: Mac + KeyInit>(secret: &[u8], text: &str) -> Vec<u8> {
    let mut mac = <M as Mac>::new_from_slice(secret)
        .expect("invariant: a message authentication code takes a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}
