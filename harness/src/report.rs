//! Owns the telling of a run: each report is a fold over the same events.

pub mod actors;
pub mod annotations;
pub mod capsule;
pub mod console;
pub mod file;
pub mod groups;
pub mod history;
pub mod html;
pub mod json;
pub mod junit;
pub mod live;
pub mod past;
pub mod phrase;
pub mod pictures;
pub mod record;
pub mod requirements;
pub mod sarif;
pub mod score;
pub mod titles;
pub(crate) mod whole;
pub mod words;

use crate::event::RunEvent;

/// A consumer of all events.
pub trait Reporter {
    /// One more thing happened.
    fn on_event(&mut self, event: &RunEvent) -> std::io::Result<()>;
}
