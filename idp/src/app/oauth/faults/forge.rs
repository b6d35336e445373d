//! Forged tokens: claims, headers and signatures that a sound relying party refuses.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, Mac as _};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::app::forged;
use crate::app::oauth::faults::{keys, take, token};
use crate::app::{Broken, Moment};
use crate::crypto::Signer;
use crate::crypto::keyring::RingKey;
use crate::domain::client::Client;
use crate::domain::fault::{Armed, Fault, FaultPoint};
use crate::domain::id::Oid;
use crate::protocol::jose::{claims, jws};

/// Seals the claims of a token for a relying party, with the faults that are armed for it.
///
/// # Errors
/// The realm has no key of the relying party's algorithm, or signing failed.
pub fn seal<C: Serialize>(
    moment: &Moment<'_>,
    kind: &str,
    claims: &C,
    client: &Client,
    person: Option<Oid>,
    armed: &[Armed],
) -> Result<String, Broken> {
    let key = moment.realm.keyring.signer(&client.token_algorithm)?;
    if armed.is_empty() || kind == claims::CODE {
        return Ok(jws::seal(kind, claims, key.signer())?);
    }
    let mut forged = serde_json::to_value(claims).unwrap_or(Value::Null);
    for one in armed {
        distort_claims(one, kind, &mut forged, moment, person);
    }
    let faults: Vec<_> = armed.iter().map(|one| one.fault).collect();
    let mutations = token::of(armed, kind == claims::ID);
    if !mutations.is_empty() {
        let sealed = token::sealed(moment, kind, &forged, &key, &mutations)?;
        if kind == claims::ACCESS {
            let genuine = jws::seal(kind, claims, key.signer())?;
            forged::remember(moment.realm, sealed.clone(), &genuine, token::named(&sealed, person))?;
        }
        return Ok(sealed);
    }
    let kind =
        if kind == claims::ACCESS && faults.contains(&Fault::TokenKindSwapped) { claims::ID } else { kind };
    signed(moment, kind, &forged, &key, &faults)
}

/// The faults to commit in the tokens of one answer: taken once for both tokens.
pub fn due(moment: &Moment<'_>, client: &Client, person: Option<Oid>) -> Vec<Armed> {
    take(moment, FaultPoint::Token, client.mnemonic.as_str(), person)
}

fn distort_claims(armed: &Armed, kind: &str, claims: &mut Value, moment: &Moment<'_>, person: Option<Oid>) {
    let now = moment.now.as_secs();
    let other = person.map_or(1_000_000_099, |oid| oid.number() + 1);
    let is_id = kind == claims::ID;
    let mut set = |name: &str, value: Value| claims[name] = value;
    match armed.fault {
        Fault::TokenExpired => {
            set("exp", json!(now - 600));
            set("iat", json!(now - 4200));
            set("nbf", json!(now - 4200));
        }
        Fault::TokenNotYetValid => {
            set("nbf", json!(now + 86_400));
            set("iat", json!(now + 86_400));
            set("exp", json!(now + 90_000));
        }
        Fault::TokenClockJumped => {
            let ahead = i64::from(armed.amount.unwrap_or(300));
            for name in ["iat", "nbf", "exp"] {
                claims[name] = json!(claims[name].as_i64().unwrap_or(now) + ahead);
            }
        }
        Fault::TokenOtherIssuer => set("iss", json!("http://esia.example/")),
        Fault::TokenOtherAudience if is_id => set("aud", json!("ANOTHER_SYSTEM")),
        Fault::TokenOtherAudience | Fault::TokenOtherClient if !is_id => {
            set("client_id", json!("ANOTHER_SYSTEM"))
        }
        Fault::TokenOtherSubject => subject(claims, json!(other)),
        Fault::TokenOtherOid if is_id => subject(claims, json!(other)),
        Fault::TokenOidAsText => subject(claims, json!(person.map(|oid| oid.to_string()))),
        Fault::TokenLevelRaised if is_id => {
            claims["urn:esia:sbj"]["urn:esia:sbj:is_tru"] = json!(true);
            claims["urn:esia:sbj"]["urn:esia:sbj:lvl"] = json!("PR");
        }
        Fault::TokenWithoutExpiry => remove(claims, &["exp"]),
        Fault::TokenAudienceMissing => remove(claims, &["aud"]),
        Fault::TokenSubjectMissing => remove(claims, &["sub", "urn:esia:sbj_id", "urn:esia:sbj"]),
        _ => {}
    }
}

fn subject(claims: &mut Value, oid: Value) {
    if claims.get("urn:esia:sbj_id").is_some() {
        claims["urn:esia:sbj_id"] = oid;
        return;
    }
    claims["urn:esia:sbj"]["urn:esia:sbj:nam"] =
        json!(format!("OID.{}", oid.as_str().map_or(oid.to_string(), str::to_owned)));
    claims["urn:esia:sbj"]["urn:esia:sbj:oid"] = oid.clone();
    claims["sub"] = oid;
}

fn remove(claims: &mut Value, names: &[&str]) {
    if let Some(object) = claims.as_object_mut() {
        for name in names {
            object.remove(*name);
        }
    }
}

fn signed(
    moment: &Moment<'_>,
    kind: &str,
    claims: &Value,
    key: &RingKey,
    faults: &[Fault],
) -> Result<String, Broken> {
    if faults.contains(&Fault::TokenUnsigned) {
        return Ok(format!("{}.", unsigned(kind, "none", claims)));
    }
    if faults.contains(&Fault::TokenHmacWithPublicKey) {
        let secret = key.public().to_spki_pem()?;
        let text = unsigned(kind, "HS256", claims);
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .expect("invariant: a message authentication code takes a key of any length");
        mac.update(text.as_bytes());
        return Ok(format!("{text}.{}", BASE64.encode(mac.finalize().into_bytes())));
    }
    let other = if faults.contains(&Fault::TokenRetiredKey) {
        keys::retired(moment, key)
    } else if faults.contains(&Fault::TokenForeignKey) {
        keys::stranger(moment, key)
    } else {
        None
    };
    let signer: &dyn Signer = other.as_ref().map_or(key.signer(), |key| key.signer());
    let token = jws::seal(kind, claims, signer)?;
    if faults.contains(&Fault::TokenSignatureMissing) {
        let end = token.rfind('.').map_or(token.len(), |dot| dot + 1);
        return Ok(token.get(..end).unwrap_or_default().to_owned());
    }
    if faults.contains(&Fault::TokenBrokenSignature) {
        return Ok(with_one_octet_changed(&token));
    }
    Ok(token)
}

fn unsigned(kind: &str, algorithm: &str, claims: &Value) -> String {
    let header = json!({"ver": 1, "typ": "JWT", "sbt": kind, "alg": algorithm});
    format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()))
}

fn with_one_octet_changed(token: &str) -> String {
    let Some((text, signature)) = token.rsplit_once('.') else { return token.to_owned() };
    let mut bytes = BASE64.decode(signature).unwrap_or_default();
    if let Some(byte) = bytes.get_mut(10) {
        *byte ^= 1;
    }
    format!("{text}.{}", BASE64.encode(bytes))
}
