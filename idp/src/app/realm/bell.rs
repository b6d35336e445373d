//! The bell that calls the thread that delivers pushes.

use std::sync::OnceLock;

/// What ringing does.
type Ring = Box<dyn Fn() + Send + Sync>;

/// Rings once it is hung; before that, ringing does nothing.
#[derive(Default)]
pub struct Bell(OnceLock<Ring>);

impl Bell {
    /// Says what ringing does; the first word counts.
    pub fn hang(&self, ring: Ring) {
        let _ = self.0.set(ring);
    }

    /// Rings.
    pub fn ring(&self) {
        if let Some(ring) = self.0.get() {
            ring();
        }
    }
}
