//! What stands around every page: the way back to its realm, who is looking, and the simulated time.

/// Who looks at the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody has signed in.
    Guest,
    /// A signed-in citizen, by the name to show.
    Citizen(String),
    /// A signed-in operator of a service centre, by the name to show.
    Operator(String),
}

/// The frame of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The prefix of every link: empty for the default realm, `/realms/{id}` for another.
    pub base: String,
    /// Who looks.
    pub viewer: Viewer,
    /// Whether the page stands in a window of its own (MR Б.6.2.3): nothing on it leads away from the sign-in.
    pub pop_up: bool,
    /// The realm's simulated time, ready to be read; empty shows none.
    pub now: String,
}

impl Frame {
    /// A guest's frame without a time.
    pub fn guest(base: &str) -> Self {
        Self { base: base.to_owned(), viewer: Viewer::Guest, pop_up: false, now: String::new() }
    }

    /// A citizen's frame without a time.
    pub fn citizen(base: &str, name: &str) -> Self {
        Self { viewer: Viewer::Citizen(name.to_owned()), ..Self::guest(base) }
    }

    /// An operator's frame without a time.
    pub fn operator(base: &str, name: &str) -> Self {
        Self { viewer: Viewer::Operator(name.to_owned()), ..Self::guest(base) }
    }

    /// The same frame with the simulated time.
    #[must_use]
    pub fn at(mut self, now: &str) -> Self {
        now.clone_into(&mut self.now);
        self
    }
}
