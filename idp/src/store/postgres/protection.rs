//! How a connection to the database is protected, as `sslmode` and `sslrootcert` of an address say it.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;

use crate::store::postgres::no_address::NoAddress;

/// How a connection is protected. What is left out stays as it was before TLS was spoken: nothing is encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Protection {
    /// Not at all.
    #[default]
    None,
    /// Encrypted where the server can; whose it is, is not looked at.
    Offered,
    /// Encrypted; whose the server is, is not looked at.
    Encrypted,
    /// Encrypted, to a server whose certificate these authorities issued.
    Issued(PathBuf),
    /// The same, for the name by which it is reached.
    Named(PathBuf),
}

/// The parameters of an address that say it.
const PARAMETERS: [&str; 2] = ["sslmode", "sslrootcert"];

impl Protection {
    /// Takes the parameters that say it out of an address: the client library knows only some of their values.
    ///
    /// # Errors
    /// They say nothing that could be kept.
    pub(super) fn taken_from(address: &str) -> Result<(String, Self), NoAddress> {
        // A password may have a question mark of its own.
        let credentials = address.find('@').unwrap_or_default();
        let Some(at) = address.get(credentials..).and_then(|rest| rest.find('?')) else {
            return Ok((address.to_owned(), Self::None));
        };
        let (before, query) = address.split_at(credentials + at);
        let (own, others): (Vec<_>, Vec<_>) = query
            .trim_start_matches('?')
            .split('&')
            .partition(|pair| PARAMETERS.iter().any(|name| pair.split('=').next() == Some(name)));
        let mut said = [None, None];
        for pair in own {
            let (name, value) = pair.split_once('=').ok_or(NoAddress::Form)?;
            let value = percent_decode_str(value).decode_utf8().map_err(|_| NoAddress::Form)?.into_owned();
            let place = usize::from(name == PARAMETERS[1]);
            said[place] = Some(value);
        }
        let [mode, roots] = said;
        let rest = others.join("&");
        let question = if rest.is_empty() { "" } else { "?" };
        Ok((format!("{before}{question}{rest}"), Self::said(mode.as_deref(), roots.map(PathBuf::from))?))
    }

    fn said(mode: Option<&str>, roots: Option<PathBuf>) -> Result<Self, NoAddress> {
        Ok(match (mode, roots) {
            (None | Some("disable"), None) => Self::None,
            (Some("prefer"), None) => Self::Offered,
            (Some("require"), None) => Self::Encrypted,
            // As in libpq: whoever names authorities has the server's certificate looked at.
            (Some("require" | "verify-ca"), Some(roots)) => Self::Issued(roots),
            (Some("verify-full"), Some(roots)) => Self::Named(roots),
            (Some("verify-ca" | "verify-full"), None) => return Err(NoAddress::NoRoots),
            (None | Some("disable" | "prefer"), Some(_)) => return Err(NoAddress::IdleRoots),
            (Some(_), _) => return Err(NoAddress::Mode),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_protects_a_connection_is_taken_out_of_the_address_and_the_rest_stays() {
        let roots = || PathBuf::from("/etc/a b.pem");
        for (address, rest, protection) in [
            ("postgres://u@h/d", "postgres://u@h/d", Protection::None),
            ("postgres://u@h/d?sslmode=disable", "postgres://u@h/d", Protection::None),
            ("postgres://u@h/d?sslmode=prefer", "postgres://u@h/d", Protection::Offered),
            (
                "postgres://u:p?w@h/d?connect_timeout=3&sslmode=require&options=x",
                "postgres://u:p?w@h/d?connect_timeout=3&options=x",
                Protection::Encrypted,
            ),
            (
                "postgres://u@h/d?sslmode=require&sslrootcert=/etc/a%20b.pem",
                "postgres://u@h/d",
                Protection::Issued(roots()),
            ),
            (
                "postgres://u@h/d?sslrootcert=%2Fetc%2Fa%20b.pem&sslmode=verify-full",
                "postgres://u@h/d",
                Protection::Named(roots()),
            ),
        ] {
            assert_eq!(Protection::taken_from(address), Ok((rest.to_owned(), protection)), "{address}");
        }
    }

    #[test]
    fn what_would_protect_less_than_it_says_is_refused() {
        for (query, why) in [
            ("sslmode=verify-full", NoAddress::NoRoots),
            ("sslmode=verify-ca", NoAddress::NoRoots),
            ("sslrootcert=a.pem", NoAddress::IdleRoots),
            ("sslmode=prefer&sslrootcert=a.pem", NoAddress::IdleRoots),
            ("sslmode=allow", NoAddress::Mode),
            ("sslmode=Require", NoAddress::Mode),
            ("sslmode", NoAddress::Form),
            ("sslrootcert=%ff&sslmode=require", NoAddress::Form),
        ] {
            assert_eq!(Protection::taken_from(&format!("postgres://u@h/d?{query}")), Err(why), "{query}");
        }
    }
}
