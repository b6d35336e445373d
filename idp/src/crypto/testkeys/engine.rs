//! Clients of OpenSSL's GOST engine, as our own keys and certificates.

pub(crate) use gost_engine::Engine;

use gost3410::ParameterSet;

use crate::crypto::{Certificate, GostSigner};

/// Makes `{name}.key` over a set and its self-signed `{name}.crt`.
pub(crate) fn make_client(engine: &Engine, name: &str, set: ParameterSet) -> (GostSigner, Certificate) {
    engine.make_certificate(name, set);
    let key = GostSigner::from_pem(&engine.text(&format!("{name}.key"))).unwrap();
    (key, Certificate::from_pem(&engine.text(&format!("{name}.crt"))).unwrap())
}
