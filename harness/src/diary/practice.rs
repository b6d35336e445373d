//! Owns what a diary that people try out by hand shows besides its pages: its logins, and a route to follow.

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Practice {
    /// The language of the route: `ru` or `en`. The pages of the diary are Russian.
    pub lang: &'static str,
    /// Who may sign in with a password.
    pub logins: Vec<Login>,
    /// What to do, step by step.
    pub steps: Vec<Step>,
}

/// A made-up user's own way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The name.
    pub who: String,
    /// `parent`, `pupil`, `teacher` or `administrator`.
    pub role: String,
    /// The login.
    pub login: String,
    /// The password.
    pub password: String,
}

/// A step of the route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is about.
    pub title: String,
    /// What to do and what is to be seen then.
    pub text: String,
    /// Where it is done.
    pub address: String,
    /// The words of the link.
    pub link: String,
}
