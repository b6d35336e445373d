//! Owns the options of `esia-harness play`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use crate::lang::Lang;

/// What to try out by hand.
#[derive(Debug, Args)]
pub struct PlayArguments {
    /// The policy of a letter, by its name
    #[arg(long, value_name = "POLICY", default_value = "bratsk-2018")]
    pub policy: String,
    /// A policy of your own; docs/guides/policies.md says how to write one
    #[arg(long, value_name = "FILE", conflicts_with = "policy")]
    pub policy_file: Option<PathBuf>,
    /// Where the diary listens
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
    pub listen: SocketAddr,
    /// Where the portal listens
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8085")]
    pub idp_listen: SocketAddr,
    /// The provider's program [default: `esia-idp` beside this program]
    #[arg(long, value_name = "PATH")]
    pub idp_bin: Option<PathBuf>,
    /// The seed of the portal's random values
    #[arg(long, value_name = "N", default_value_t = 2018)]
    pub seed: u64,
    /// The language of the route [default: Russian where the locale is Russian, otherwise English]
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<Lang>,
}
