//! Owns the requests of versions 2 and 3 as the tests' relying party makes them: bare signatures by OpenSSL.

use super::http::{Reply, Request, query_value};
use super::party::{Fields, Party, base64url};
use super::world::{Person, World};

/// What version 2 signs.
pub(crate) const S2: [&str; 6] = ["client_id", "scope", "scope_org", "timestamp", "state", "redirect_uri"];
/// What version 3 signs beside a code.
pub(crate) const S3: [&str; 7] =
    ["client_id", "scope", "scope_org", "timestamp", "state", "redirect_uri", "code"];
/// What version 1 signs.
pub(crate) const S1: [&str; 4] = ["scope", "timestamp", "client_id", "state"];

impl Fields {
    /// Values one behind the other.
    pub(crate) fn joined(&self, order: &[&str]) -> String {
        order.iter().map(|name| self.value(name)).collect()
    }
}

impl Party {
    /// A request of version 1 with the hash of the certificate, as the later versions want it; not yet signed.
    pub(crate) fn names_its_certificate(&self, fields: Fields) -> Fields {
        fields.set("client_certificate_hash", &self.identity.certificate_hash())
    }

    /// The request with a bare signature over the values of an order.
    pub(crate) fn signs_bare(&self, fields: Fields, order: &[&str]) -> Fields {
        let secret = base64url(&self.identity.bare(fields.joined(order).as_bytes()));
        fields.set("client_secret", &secret)
    }

    /// An authorization request of version 2.
    pub(crate) fn asks_v2(&self, scope: &str) -> Fields {
        self.names_its_certificate(self.asks(scope))
    }

    /// A token request of version 3.
    pub(crate) fn redeems_v3(&self, scope: &str, code: &str) -> Fields {
        self.names_its_certificate(self.redeems(scope, code))
    }
}

impl World {
    /// A token request at one of the endpoints.
    pub(crate) fn exchange_at(&self, version: &str, fields: &Fields) -> Reply {
        let path =
            if version == "v1" { "/aas/oauth2/te".to_owned() } else { format!("/aas/oauth2/{version}/te") };
        self.send(Request::post(&path).form(&fields.encoded()))
    }

    /// The authorization request of version 2 as the browser sends it.
    pub(crate) fn authorize_v2(&self, fields: &Fields) -> Reply {
        self.get(&format!("/aas/oauth2/v2/ac?{}", fields.encoded()))
    }

    /// The authorization request of version 2 walked for a person; tells the address the citizen comes back to.
    pub(crate) fn sign_in_v2(&self, person: &Person, fields: &Fields) -> String {
        self.walk(person, &format!("/aas/oauth2/v2/ac?{}", fields.encoded()))
    }

    /// A code of version 2.
    pub(crate) fn code_v2(&self, party: &Party, person: &Person, fields: Fields) -> String {
        let back = self.sign_in_v2(person, &party.signs_bare(fields, &S2));
        query_value(&back, "code").unwrap_or_else(|| panic!("a code, not {back}"))
    }
}
