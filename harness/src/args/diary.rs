//! Owns the options of `esia-harness diary`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use crate::args::protocol::ProtocolArguments;

/// How to serve the diary.
#[derive(Debug, Args)]
pub struct DiaryArguments {
    /// The portal's address
    #[arg(long, value_name = "URL")]
    pub idp: String,
    /// The root certificates that verify an HTTPS portal: the ca_file of its ready line
    #[arg(long, env = "ESIA_CA_FILE", value_name = "FILE")]
    pub idp_ca: Option<PathBuf>,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
    pub listen: SocketAddr,
    /// Serve HTTPS with this certificate, followed in the file by its issuers; PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The private key of --tls-cert; PEM without a password
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// The address at which browsers reach the diary [default: the address it listens on]
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Register with the portal's control API first
    #[arg(long)]
    pub register: bool,
    /// The file with the portal's control token, if registration requires one
    #[arg(long, env = "ESIA_CONTROL_TOKEN_FILE", value_name = "FILE")]
    pub control_token_file: Option<PathBuf>,
    /// The portal's control API [default: `control/v1` under --idp]
    #[arg(long, value_name = "URL")]
    pub control: Option<String>,
    /// The name under which the diary is registered
    #[arg(long, value_name = "MNEMONIC", default_value = "SCHOOL_DIARY")]
    pub mnemonic: String,
    /// The issuer that the portal's tokens must name
    #[arg(long, value_name = "NAME", default_value = crate::diary::esia::portal::Portal::ISSUER)]
    pub issuer: String,
    /// The scopes of the citizen's organisation that the diary requests, separated by spaces [default: none]
    #[arg(long, value_name = "SCOPES")]
    pub scope_org: Option<String>,
    /// The protocol with the portal
    #[command(flatten)]
    pub protocol: ProtocolArguments,
    /// The portal's certificates or public keys in PEM, one after another [default: fetched from --idp at the start]
    #[arg(long, value_name = "FILE")]
    pub portal_key: Option<PathBuf>,
    /// The diary's private key in PEM [default: a new one]
    #[arg(long, value_name = "FILE", requires = "certificate", conflicts_with = "algorithm")]
    pub key: Option<PathBuf>,
    /// The certificate of --key in PEM
    #[arg(long, value_name = "FILE", requires = "key")]
    pub certificate: Option<PathBuf>,
    /// Where to write the certificate of a new key, to register it by hand
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    pub write_certificate: Option<PathBuf>,
    /// The school [default: the built-in one]
    #[arg(long, value_name = "FILE")]
    pub school: Option<PathBuf>,
    /// The file in which marks are stored [default: in memory]
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    /// The policy of a letter, by its name
    #[arg(long, value_name = "POLICY", default_value = "bratsk-2018")]
    pub policy: String,
    /// A policy of your own; docs/guides/policies.md says how to write one
    #[arg(long, value_name = "FILE", conflicts_with = "policy")]
    pub policy_file: Option<PathBuf>,
    /// `system`, or a moment such as 2018-11-20T09:00:00+08:00 at which to freeze the clock
    #[arg(long, value_name = "CLOCK", default_value = "system")]
    pub clock: String,
    /// The seed of all random values, for rehearsals only
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}
