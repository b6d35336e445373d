//! What the API Gateway adds to a relying party's request before it passes it on (MR table 100).

use crate::protocol::params::{ParamFault, Params};

/// The only value of `gw_id`.
const ID: &str = "API_GW";

/// The parameters of the gateway.
pub const NAMES: [&str; 3] = ["gw_certificate_hash", "gw_id", "gw_secret"];

/// Why they are not those of the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GatewayFault {
    /// Some of them are missing.
    Missing(Vec<&'static str>),
    /// `gw_id` is another.
    OtherId(String),
    /// One of them cannot be read.
    Unreadable(ParamFault),
}

/// Whether a request came by the gateway.
pub fn is_through(params: &Params) -> bool {
    params.echo("gw_id") == Some(ID)
}

/// Reads them, when there are any; `v2/ac` and `v3/te` have the hash of the gateway's certificate too.
///
/// # Errors
/// They are not those of the gateway.
pub fn read(params: &Params, names_certificate: bool) -> Result<bool, GatewayFault> {
    let value = |name| params.value(name).map_err(GatewayFault::Unreadable);
    if NAMES.iter().all(|name| params.echo(name).is_none()) {
        return Ok(false);
    }
    let wanted: &[&'static str] = if names_certificate {
        &["gw_id", "gw_secret", "gw_certificate_hash"]
    } else {
        &["gw_id", "gw_secret"]
    };
    let mut missing = Vec::new();
    for name in wanted {
        if value(name)?.is_none() {
            missing.push(*name);
        }
    }
    if !missing.is_empty() {
        return Err(GatewayFault::Missing(missing));
    }
    match value("gw_id")? {
        Some(ID) => Ok(true),
        other => Err(GatewayFault::OtherId(other.unwrap_or_default().to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_stand_together_or_not_at_all() {
        let of = |query: &str, hash| read(&Params::read(query, b""), hash);
        assert_eq!(of("client_id=A", true), Ok(false));
        let whole = "gw_id=API_GW&gw_secret=c2ln&gw_certificate_hash=AB";
        assert_eq!((of(whole, true), of(whole, false)), (Ok(true), Ok(true)));
        assert_eq!(of("gw_id=API_GW&gw_secret=c2ln", false), Ok(true));
        for (query, missing) in [
            ("gw_id=API_GW&gw_secret=c2ln", vec!["gw_certificate_hash"]),
            ("gw_id=API_GW", vec!["gw_secret", "gw_certificate_hash"]),
            ("gw_secret=c2ln&gw_certificate_hash=AB", vec!["gw_id"]),
        ] {
            assert_eq!(of(query, true), Err(GatewayFault::Missing(missing)), "{query}");
        }
        let other = of("gw_id=MINE&gw_secret=c2ln", false);
        assert_eq!(other, Err(GatewayFault::OtherId("MINE".to_owned())));
        assert!(matches!(
            of("gw_id=API_GW&gw_id=API_GW&gw_secret=a", false),
            Err(GatewayFault::Unreadable(_))
        ));
    }
}
