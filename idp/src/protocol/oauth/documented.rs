//! The parameters that documents list for `ac` and for `te`: a relying party is to send no others (MR Д.1.2).

use crate::protocol::oauth::gateway;
use crate::protocol::params::Params;

/// What both take.
const BOTH: [&str; 9] = [
    "client_certificate_hash",
    "client_id",
    "client_secret",
    "redirect_uri",
    "response_type",
    "scope",
    "scope_org",
    "state",
    "timestamp",
];

/// What `ac` takes besides (MR Б.2.2, Б.2.3, Б.6.2, Б.8; DP 4).
const AC: [&str; 9] = [
    "access_type",
    "code_challenge",
    "code_challenge_method",
    "display",
    "obj_type",
    "permissions",
    "person_filter",
    "roles",
    "verify_token",
];

/// What `te` takes besides (MR Б.2.4–Б.2.6, Б.3.2).
const TE: [&str; 5] = ["code", "code_verifier", "grant_type", "refresh_token", "token_type"];

/// The parameters of a request to `ac` that no document lists, and `display` with a value that none has (MR Б.6.2.3).
pub fn unlisted_at_ac(params: &Params) -> Vec<&str> {
    let mut others = unlisted(params, &AC);
    if params.echo("display").is_some_and(|value| value != "popup") {
        others.push("display");
    }
    others
}

/// The parameters of a request to `te` that no document lists.
pub fn unlisted_at_te(params: &Params) -> Vec<&str> {
    unlisted(params, &TE)
}

fn unlisted<'p>(params: &'p Params, own: &[&str]) -> Vec<&'p str> {
    let listed = [&BOTH[..], &gateway::NAMES, own].concat();
    let mut others: Vec<_> = params.names().into_iter().filter(|name| !listed.contains(name)).collect();
    others.sort_unstable();
    others.dedup();
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_endpoint_has_parameters_of_its_own() {
        let params = Params::read("scope=a&permissions=b&nonce=c&nonce=d", b"grant_type=e&code=f");
        assert_eq!(unlisted_at_ac(&params), ["code", "grant_type", "nonce"]);
        assert_eq!(unlisted_at_te(&params), ["nonce", "permissions"]);
        assert!(unlisted_at_ac(&Params::read("display=popup", b"")).is_empty());
        assert_eq!(unlisted_at_ac(&Params::read("display=touch", b"")), ["display"]);
    }
}
