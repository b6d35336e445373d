//! The one thread that watches the sockets of all connections; it ends with the engine.

use std::io;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// Whoever watches sockets.
pub(super) struct Driver {
    handle: Handle,
    /// Dropped, the thread ends.
    _alive: oneshot::Sender<()>,
}

impl Driver {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (handle, (alive, gone)) = (runtime.handle().clone(), oneshot::channel::<()>());
        std::thread::Builder::new().name("postgres".to_owned()).spawn(move || {
            // The only message is that nobody is left to send one.
            let _ = runtime.block_on(gone);
        })?;
        Ok(Self { handle, _alive: alive })
    }

    /// Has something done beside, until the engine is gone.
    pub(super) fn beside(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.handle.spawn(work);
    }

    /// Does something that makes sockets or deadlines: they are watched here.
    pub(super) fn within<T>(&self, make: impl FnOnce() -> T) -> T {
        let _here = self.handle.enter();
        make()
    }
}
