//! Owns what a scenario is set in: the provider, the relying party it is about, browsers, time and chance.

use crate::bench::browser::Browsers;
use crate::bench::idp::ControlToken;
use crate::bench::party::file::Description;
use crate::bench::provider::Provider;
use crate::diary::Guards;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::protocol::Protocol;
use crate::system::process::ProcessHandles;
use crate::system::tls::Trust;

/// The mnemonic under which the built-in diary is registered.
pub(crate) const MNEMONIC: &str = "SCHOOL_DIARY";

/// Which relying party a run is about.
#[derive(Debug)]
pub enum Choice {
    /// The built-in diary.
    Builtin,
    /// A party that a file describes.
    Described(Box<Description>),
}

/// What a scenario is set in.
#[derive(Debug, Clone)]
pub struct Setting<'r> {
    /// The provider's address, without a trailing slash.
    pub base_url: &'r str,
    /// The provider's control API.
    pub control_url: &'r str,
    /// What the control API wants to see, where it wants it.
    pub control_token: Option<&'r ControlToken>,
    /// The key of the relying parties of this run.
    pub identity: &'r Identity,
    /// How the built-in diary speaks with the portal.
    pub protocol: Protocol,
    /// Whether the built-in diary was given the portal's next certificate too.
    pub expects_next_key: bool,
    /// Which relying party the scenario is about.
    pub party: &'r Choice,
    /// The moment at which the scenario begins, in RFC 3339.
    pub now: &'r str,
    /// The policy that the diary follows.
    pub policy: &'r str,
    /// The seed of the scenario's randomness.
    pub seed: u64,
    /// Which browsers people use.
    pub browsers: &'r Browsers,
    /// The roots that servers are verified against.
    pub trust: &'r Trust,
    /// The guards of the run's processes.
    pub process_handles: &'r ProcessHandles,
    /// Which guards of the diary are up: all, but in a weak twin.
    pub guards: Guards,
}

impl<'r> Setting<'r> {
    /// A portal of its own, which nobody else uses: every guard is up, and people have browsers without a window.
    pub fn of_own(
        provider: &'r Provider,
        identity: &'r Identity,
        party: &'r Choice,
        seed: u64,
        process_handles: &'r ProcessHandles,
    ) -> Self {
        Self {
            base_url: provider.base_url.trim_end_matches('/'),
            control_url: provider.control_url.trim_end_matches('/'),
            control_token: None,
            identity,
            protocol: Protocol::FIRST,
            expects_next_key: false,
            party,
            now: "",
            policy: "",
            seed,
            browsers: &Browsers::Http,
            trust: &provider.trust,
            process_handles,
            guards: Guards::all(),
        }
    }
}

impl Choice {
    /// What the party is called.
    pub fn name(&self) -> &str {
        match self {
            Choice::Builtin => "the built-in diary",
            Choice::Described(description) => &description.name,
        }
    }

    /// The policy that the party follows, where it follows one alone.
    pub fn policy(&self) -> Option<&str> {
        match self {
            Choice::Builtin => None,
            Choice::Described(description) => description.policy.as_deref(),
        }
    }

    /// Whether the party's clock can be set to the moment at which a scenario begins.
    pub fn travels(&self) -> bool {
        match self {
            Choice::Builtin => true,
            Choice::Described(description) => description.travels(),
        }
    }

    /// Whether the party knows one portal for the whole run.
    pub fn is_settled(&self) -> bool {
        matches!(self, Choice::Described(description) if description.running.is_some())
    }
}
