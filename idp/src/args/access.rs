//! The options that say who may reach the server.

use std::path::PathBuf;

use clap::Args;

use crate::web::request::access::Access;
use crate::web::request::names::{HostName, Origin};
use crate::web::request::network::Network;
use crate::web::request::token::{ControlToken, TokenFault};

/// Who may reach the server.
#[derive(Debug, Default, Args)]
pub struct AccessArguments {
    /// A host name of the server besides localhost, its subdomains and the address it listens on; may be repeated.
    #[arg(long, env = "ESIA_ALLOW_HOST", value_name = "NAME", value_delimiter = ',')]
    pub allow_host: Vec<HostName>,
    /// An origin, such as http://127.0.0.1:3000, whose pages may call the control API; may be repeated.
    #[arg(long, env = "ESIA_ALLOW_ORIGIN", value_name = "URL", value_delimiter = ',')]
    pub allow_origin: Vec<Origin>,
    /// Proxies whose headers X-Forwarded-Host, X-Forwarded-Proto and Forwarded are believed; may be repeated.
    #[arg(long, env = "ESIA_TRUSTED_PROXY", value_name = "CIDR", value_delimiter = ',')]
    pub trusted_proxy: Vec<Network>,
    /// A file with the token that the control API, /console, /logs, /journal, /metrics and /operator require:
    /// as `Authorization: Bearer TOKEN`, in browsers as the password of any user.
    #[arg(long, env = "ESIA_CONTROL_TOKEN_FILE", value_name = "FILE")]
    pub control_token_file: Option<PathBuf>,
}

impl AccessArguments {
    /// What they allow.
    ///
    /// # Errors
    /// The file of the token cannot be read or holds something else.
    pub fn access(self, public_url: Option<Origin>) -> Result<Access, TokenFault> {
        let token = self.control_token_file.as_deref().map(ControlToken::from_file).transpose()?;
        Ok(Access {
            hosts: self.allow_host,
            origins: self.allow_origin,
            proxies: self.trusted_proxy,
            public_url,
            token,
        })
    }
}
