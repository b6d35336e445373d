//! Owns how much a relying party may take of a run: what goes beyond is given up and named.

use std::time::Duration;

/// The limits of each exchange, each page and each scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long one exchange may take, from the connection to the end of the body; a page may take as long to be read.
    pub exchange: Duration,
    /// How long one scenario may take.
    pub story: Duration,
    /// How large the body of one answer may be.
    pub body_octets_max: u64,
    /// How many exchanges the browsers of one scenario may have.
    pub exchanges_max: usize,
    /// How many redirects may follow one step of a person.
    pub redirects_max: usize,
    /// How deep the elements of a page may be nested; Chromium flattens what goes deeper than this.
    pub depth_max: usize,
    /// How many nodes a page may have: elements, texts and comments.
    pub nodes_max: usize,
    /// How many of the generated lies are told.
    pub mutations: Mutations,
    /// How long the lies of one scenario may take; what is left then is named and not told.
    pub mutations_for: Duration,
    /// How long a relying party may wait for a portal that hangs, and its visitors with it.
    pub patience: Duration,
}

/// How many of the generated lies are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Mutations {
    /// None
    None,
    /// The most telling of each kind
    Quick,
    /// All of them
    All,
}

impl Limits {
    /// Pages take milliseconds and scenarios seconds; a sign-in takes six redirects. All of it is far from these.
    pub const USUAL: Self = Self {
        exchange: Duration::from_secs(20),
        story: Duration::from_secs(600),
        body_octets_max: 4 << 20,
        exchanges_max: 2_000,
        redirects_max: 20,
        depth_max: 512,
        nodes_max: 50_000,
        mutations: Mutations::All,
        mutations_for: Duration::from_secs(600),
        patience: Duration::from_secs(15),
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::USUAL
    }
}
