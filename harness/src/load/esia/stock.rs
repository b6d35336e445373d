//! Owns the client secrets that are signed before a round, so that the driver's own signatures do not slow the server beside it.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::load::esia::secret::Credentials;
use crate::load::machine;
use crate::load::watch::Watch;

/// One signed request to `ac` or `te`.
#[derive(Debug, Clone)]
pub(super) struct Signed {
    pub(super) state: String,
    pub(super) timestamp: String,
    pub(super) secret: String,
}

/// Signed requests, each for one use.
pub(super) struct Stock {
    credentials: Credentials,
    scope: &'static str,
    /// The realm's moment when the stock was last filled, and the time since.
    filled_at: (Timestamp, Watch),
    ready: Vec<Signed>,
    next: AtomicUsize,
    /// States are never repeated in one run.
    serial: AtomicU64,
}

impl Stock {
    pub(super) fn empty(credentials: Credentials, scope: &'static str, now: Timestamp) -> Self {
        let (next, serial) = (AtomicUsize::new(0), AtomicU64::new(0));
        Self { credentials, scope, filled_at: (now, Watch::start()), ready: Vec::new(), next, serial }
    }

    /// Signs `count` requests for the realm's moment `now`, on all cores.
    pub(super) fn fill(&mut self, count: usize, now: Timestamp) {
        self.filled_at = (now, Watch::start());
        let (stock, share) = (&*self, count.div_ceil(machine::cores()));
        let signed: Vec<Signed> = std::thread::scope(|scope| {
            let sign_share = || (0..share).map(|_| stock.sign()).collect::<Vec<_>>();
            let threads: Vec<_> = (0..machine::cores()).map(|_| scope.spawn(sign_share)).collect();
            threads
                .into_iter()
                .flat_map(|thread| thread.join().expect("invariant: signing does not panic"))
                .collect()
        });
        self.ready = signed;
        self.next = AtomicUsize::new(0);
    }

    /// The next signed request; when the stock is used up, one signed on the spot.
    pub(super) fn take(&self) -> Signed {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        self.ready.get(place).cloned().unwrap_or_else(|| self.sign())
    }

    fn sign(&self) -> Signed {
        let serial = self.serial.fetch_add(1, Ordering::Relaxed);
        let state = format!("{:08x}-0000-4000-8000-{:012x}", serial >> 48, serial & 0xffff_ffff_ffff);
        let timestamp = self.timestamp();
        let text = format!("{}{timestamp}{}{state}", self.scope, self.credentials.mnemonic);
        let secret = (self.credentials.sign)(&text);
        Signed { state, timestamp, secret }
    }

    /// ESIA's own form of a moment.
    fn timestamp(&self) -> String {
        let (then, since) = &self.filled_at;
        let elapsed =
            SignedDuration::try_from(since.elapsed().min(Duration::from_secs(3_600))).unwrap_or_default();
        let now = then.checked_add(elapsed).unwrap_or(*then);
        now.strftime("%Y.%m.%d %H:%M:%S +0000").to_string()
    }
}
