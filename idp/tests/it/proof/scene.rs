//! Owns the place where proofs are made: a provider, two relying parties of each kind, a citizen, and how an answer is told.

use serde_json::Value;

use crate::oauth::kit::http::{Reply, query_value};
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::{Fields, Party};
use crate::oauth::kit::world::{Person, World};

/// What is told of a request that got what it asked for.
pub(crate) const ACCEPTED: &str = "accepted";

/// A provider whose relying parties are judged in one way.
pub(crate) struct Scene {
    pub(crate) world: World,
    /// A relying party with a GOST key.
    pub(crate) gost: Party,
    /// Another relying party with the RSA key of the first.
    pub(crate) other: Party,
    pub(crate) person: Person,
    /// An organisation the provider knows.
    pub(crate) organisation: u64,
}

impl Scene {
    /// `strict`, `tolerant` or `off`.
    pub(crate) fn start(check: &str) -> Self {
        let mut world = World::start();
        world.party.scopes.extend(["http://esia.gosuslugi.ru/org_shortname", "usr_avt", "kid_snils"]);
        let mut gost = Party::diary();
        gost.mnemonic = "GOST-DIARY".to_owned();
        gost.identity = Identity::gost();
        gost.scopes.extend(["org_shortname"]);
        let other = Party::other();
        for party in [&world.party, &gost, &other] {
            let mut registration = party.registration();
            registration["signature_check"] = Value::from(check);
            world.control("PUT", &format!("/clients/{}", party.mnemonic), &registration);
        }
        let person = world.person("confirmed");
        let made = world.control("POST", "/organisations", &serde_json::json!({ "short_name": "Школа № 1" }));
        let organisation = made["oid"].as_u64().expect("an oid");
        Self { world, gost, other, person, organisation }
    }

    /// The first relying party: RSA, version 1.
    pub(crate) fn party(&self) -> &Party {
        &self.world.party
    }

    /// A signed authorization request of version 1.
    pub(crate) fn asks(&self) -> Fields {
        self.party().signs(self.party().asks("openid fullname"))
    }

    /// A signed token request of version 1 with a fresh code.
    pub(crate) fn redeems(&self) -> Fields {
        self.party().signs(self.party().redeems("openid", &self.code()))
    }

    /// A fresh code of version 1.
    pub(crate) fn code(&self) -> String {
        self.world.code(&self.person, "openid fullname")
    }

    /// A fresh code of version 2.
    pub(crate) fn code_v2(&self, asked: Fields) -> String {
        self.world.code_v2(&self.gost, &self.person, asked)
    }
}

/// What an answer came to: the code of the catalogue, or [`ACCEPTED`].
pub(crate) fn told(reply: &Reply) -> String {
    let described = match reply.header("location") {
        Some(to) => query_value(to, "error_description"),
        None if reply.status == 200 => None,
        None => {
            let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
            let text = body["error_description"].as_str().or(body["code"].as_str());
            Some(text.map_or_else(|| format!("HTTP {}", reply.status), str::to_owned))
        }
    };
    described
        .map_or_else(|| ACCEPTED.to_owned(), |text| text.split(": ").next().unwrap_or_default().to_owned())
}
