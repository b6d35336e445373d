//! Owns the options of how the built-in diary speaks with the portal.

use clap::Args;

use crate::diary::esia::protocol::{Algorithm, Dialect, Protocol, Unsupported};

/// The protocol between a diary and the portal.
#[derive(Debug, Clone, Copy, Args)]
pub struct ProtocolArguments {
    /// The protocol version
    #[arg(long, value_name = "VERSION", default_value = "v1")]
    pub dialect: Dialect,
    /// The algorithm with which relying parties sign; v2 and v3 accept GOST only [default: rsa for v1, gost256 for v2 and v3]
    #[arg(long, value_name = "ALGORITHM")]
    pub algorithm: Option<Algorithm>,
    /// The algorithm with which the portal signs the built-in diary's tokens
    #[arg(long, value_name = "ALGORITHM", default_value = "rsa")]
    pub token_algorithm: Algorithm,
}

impl ProtocolArguments {
    /// The protocol, if the portal supports the combination.
    pub(crate) fn protocol(&self) -> Result<Protocol, Unsupported> {
        let algorithm = self.algorithm.unwrap_or_else(|| self.dialect.usual_algorithm());
        Protocol::new(self.dialect, algorithm, self.token_algorithm)
    }
}
