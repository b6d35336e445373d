//! Owns the client secrets that are signed before a round, so that the driver's own signatures do not slow the server beside it.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::diary::esia::dialect::Value;
use crate::diary::esia::protocol::Dialect;
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
    dialect: Dialect,
    scope: &'static str,
    redirect_uri: &'static str,
    /// The realm's moment when the stock was last filled, and the time since.
    filled_at: (Timestamp, Watch),
    ready: Vec<Signed>,
    next: AtomicUsize,
    /// States are never repeated in one run.
    serial: AtomicU64,
}

impl Stock {
    pub(super) fn empty(
        credentials: Credentials,
        dialect: Dialect,
        scope: &'static str,
        redirect_uri: &'static str,
    ) -> Self {
        let (next, serial) = (AtomicUsize::new(0), AtomicU64::new(0));
        let filled_at = (Timestamp::UNIX_EPOCH, Watch::start());
        Self { credentials, dialect, scope, redirect_uri, filled_at, ready: Vec::new(), next, serial }
    }

    /// Signs what `sign_ins` need, as far as it can be known before, for the realm's moment `now`, on all cores.
    pub(super) fn fill(&mut self, sign_ins: usize, now: Timestamp) {
        let count = if self.signs_codes() { sign_ins } else { 2 * sign_ins };
        self.filled_at = (now, Watch::start());
        let (stock, share) = (&*self, count.div_ceil(machine::cores()));
        let signed: Vec<Signed> = std::thread::scope(|scope| {
            let sign_share = || (0..share).map(|_| stock.sign(None)).collect::<Vec<_>>();
            let threads: Vec<_> = (0..machine::cores()).map(|_| scope.spawn(sign_share)).collect();
            threads
                .into_iter()
                .flat_map(|thread| thread.join().expect("invariant: signing does not panic"))
                .collect()
        });
        self.ready = signed;
        self.next = AtomicUsize::new(0);
    }

    /// A signed request for a code: from the stock, unless the code itself is signed.
    pub(super) fn take_for(&self, code: &str) -> Signed {
        if self.signs_codes() { self.sign(Some(code)) } else { self.take() }
    }

    fn signs_codes(&self) -> bool {
        self.dialect.spelling().signed_with_code.contains(&Value::Code)
    }

    /// The next signed request; when the stock is used up, one signed on the spot.
    pub(super) fn take(&self) -> Signed {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        self.ready.get(place).cloned().unwrap_or_else(|| self.sign(None))
    }

    fn sign(&self, code: Option<&str>) -> Signed {
        let serial = self.serial.fetch_add(1, Ordering::Relaxed);
        let state = format!("{:08x}-0000-4000-8000-{:012x}", serial >> 48, serial & 0xffff_ffff_ffff);
        let timestamp = self.timestamp();
        let spelling = self.dialect.spelling();
        let order = if code.is_some() { spelling.signed_with_code } else { spelling.signed_first };
        let value = |value: &Value| match value {
            Value::ClientId => self.credentials.mnemonic.as_str(),
            Value::Scope => self.scope,
            Value::ScopeOrg => "",
            Value::Timestamp => &timestamp,
            Value::State => &state,
            Value::RedirectUri => self.redirect_uri,
            Value::Code => code.unwrap_or_default(),
        };
        let secret = (self.credentials.secret)(&order.iter().map(value).collect::<String>());
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
