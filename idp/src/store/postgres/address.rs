//! Where a PostgreSQL database is: the address that `--store` gives, and how it is told without its password.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use crate::store::postgres::no_address::NoAddress;
use crate::store::postgres::protection::Protection;

/// How long one host may take to accept a connection, unless the address says otherwise.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
/// After so long without an answer to what was sent, the network counts as broken.
const NETWORK_PATIENCE: Duration = Duration::from_secs(10);
const DEFAULT_PORT: u16 = 5432;
const BEGINNINGS: [&str; 2] = ["postgres://", "postgresql://"];

/// The address of a database.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    config: Config,
    protection: Protection,
    /// Where nodes hear one another, where this is the address of a pooler.
    direct: Option<Box<Address>>,
}

impl Address {
    /// Whether a text means to be an address of some database, and not the path of a file: nothing is made by a slip of
    /// the pen.
    pub fn is_meant(text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        let begins = ["postgres:", "postgresql:", "jdbc:", "host=", "user=", "dbname=", "port="];
        text.contains("://") || begins.iter().any(|beginning| text.starts_with(beginning))
    }

    /// The same database, with the address at which nodes hear one another: a pooler hands out a connection for one
    /// transaction only, so that nothing is heard through it.
    #[must_use]
    pub fn heard_at(self, direct: Address) -> Self {
        Self { direct: Some(Box::new(direct)), ..self }
    }

    /// Where nodes hear one another.
    pub(super) fn listening(&self) -> &Self {
        self.direct.as_deref().unwrap_or(self)
    }

    /// How to connect.
    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    /// How connections are protected.
    pub(super) fn protection(&self) -> &Protection {
        &self.protection
    }
}

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        if !BEGINNINGS.iter().any(|beginning| text.starts_with(beginning)) {
            return Err(NoAddress::Scheme);
        }
        let (text, protection) = Protection::taken_from(text)?;
        let mut config: Config = text.parse().map_err(|_| NoAddress::Form)?;
        let missing = [
            (config.get_user().is_none_or(str::is_empty), "user"),
            (config.get_hosts().is_empty() && config.get_hostaddrs().is_empty(), "host"),
            (config.get_dbname().is_none_or(str::is_empty), "database"),
        ];
        if let Some((_, part)) = missing.into_iter().find(|(is_missing, _)| *is_missing) {
            return Err(NoAddress::Missing(part));
        }
        // As in libpq: nobody listens in between where both ends are on one machine.
        let is_local = config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)));
        config.ssl_mode(match &protection {
            _ if is_local && config.get_hostaddrs().is_empty() => SslMode::Disable,
            Protection::None => SslMode::Disable,
            Protection::Offered => SslMode::Prefer,
            Protection::Encrypted | Protection::Issued(_) | Protection::Named(_) => SslMode::Require,
        });
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_PATIENCE);
        }
        if config.get_application_name().is_none() {
            config.application_name("esia-idp");
        }
        config.tcp_user_timeout(NETWORK_PATIENCE);
        Ok(Self { config, protection, direct: None })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "postgres://{}@", self.config.get_user().unwrap_or_default())?;
        let ports = self.config.get_ports();
        for (number, host) in self.config.get_hosts().iter().enumerate() {
            let port = ports.get(number).or(ports.first()).unwrap_or(&DEFAULT_PORT);
            let comma = if number == 0 { "" } else { "," };
            match host {
                Host::Tcp(name) => write!(out, "{comma}{name}:{port}")?,
                Host::Unix(path) => write!(out, "{comma}{}:{port}", path.display())?,
            }
        }
        write!(out, "/{}", self.config.get_dbname().unwrap_or_default())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_without_its_password() {
        for (text, told) in [
            ("postgres://u:s3cret@h:5433/d", "postgres://u@h:5433/d"),
            ("postgresql://u:s3cret@h/d", "postgres://u@h:5432/d"),
            ("postgres://u:s3cret@a:1,b:2/d?target_session_attrs=read-write", "postgres://u@a:1,b:2/d"),
            ("postgres://u:s3cret@%2Frun%2Fpostgresql/d", "postgres://u@/run/postgresql:5432/d"),
        ] {
            let address: Address = text.parse().unwrap();
            assert_eq!(address.to_string(), told);
            assert_eq!(format!("{address:?}"), told);
        }
    }

    #[test]
    fn a_path_is_no_address() {
        for path in ["world.sqlite", "/var/lib/esia/postgres.sqlite", "./postgres", "C:\\world", "a:b"] {
            assert!(!Address::is_meant(path), "{path}");
        }
    }

    #[test]
    fn only_what_is_asked_for_is_encrypted() {
        for (rest, mode) in [
            ("h/d", SslMode::Disable),
            ("h/d?sslmode=disable", SslMode::Disable),
            ("h/d?sslmode=prefer", SslMode::Prefer),
            ("h/d?sslmode=require", SslMode::Require),
            ("h,%2Frun%2Fpostgresql/d?sslmode=require", SslMode::Require),
            ("%2Frun%2Fpostgresql/d?sslmode=require", SslMode::Disable),
        ] {
            let address: Address = format!("postgres://u@{rest}").parse().unwrap();
            assert_eq!(address.config().get_ssl_mode(), mode, "{rest}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_repeating_it() {
        for (text, why) in [
            ("postgres://u:s3cret@h:port/d", NoAddress::Form),
            ("postgres://u:s3cret@h/d?s3cret=1", NoAddress::Form),
            ("postgres://h/d", NoAddress::Missing("user")),
            ("postgres://u:s3cret@h", NoAddress::Missing("database")),
            ("postgres://u:s3cret@h/d?sslmode=s3cret", NoAddress::Mode),
            ("postgres://u:s3cret@h/d?sslmode=verify-full", NoAddress::NoRoots),
            ("postgres://u:s3cret@h/d?sslrootcert=s3cret", NoAddress::IdleRoots),
            ("mysql://u:s3cret@h/d", NoAddress::Scheme),
            ("postgres:/u:s3cret@h/d", NoAddress::Scheme),
            ("POSTGRES://u:s3cret@h/d", NoAddress::Scheme),
            ("jdbc:postgresql://h/d?password=s3cret", NoAddress::Scheme),
            ("host=h user=u password=s3cret dbname=d", NoAddress::Scheme),
        ] {
            assert!(Address::is_meant(text), "{text} would be taken for a file");
            let told = text.parse::<Address>().unwrap_err();
            assert_eq!(told, why, "{text}");
            assert!(!told.to_string().contains("s3cret"));
        }
    }
}
