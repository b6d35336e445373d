//! Delivery of pushes over HTTP and HTTPS: one thread per realm, and only while something is to be delivered.

mod allowed;
mod http;

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::time::Duration;

pub use allowed::{PushHost, Wanted};

use crate::app::Realm;
use crate::app::consent::pushes::{self, Next};
use crate::courier::http::Sender;
use crate::domain::push::Address;
use crate::protocol::push;
use crate::tls::TlsError;

/// Delivers the pushes of all realms of a server.
pub struct Courier {
    sender: Sender,
    /// The realms that have a thread, by their place in memory, and whether somebody has rung since it last looked.
    threads: Mutex<HashMap<usize, bool>>,
    rung: Condvar,
}

impl Courier {
    /// Prepares deliveries.
    ///
    /// # Errors
    /// The file of roots cannot be used.
    pub fn new(wanted: &Wanted) -> Result<Arc<Self>, TlsError> {
        let sender = Sender::new(wanted)?;
        Ok(Arc::new(Self { sender, threads: Mutex::default(), rung: Condvar::new() }))
    }

    /// Delivers for a realm from now on, beginning with what was left before.
    pub fn attend(self: &Arc<Self>, realm: &Arc<Realm>) {
        let (courier, own) = (Arc::clone(self), Arc::downgrade(realm));
        realm.bell.hang(Box::new(move || courier.called(&own)));
        if matches!(realm.next_push_due(), Ok(Some(_))) {
            realm.bell.ring();
        }
    }

    /// Has the thread of a realm look again; begins one when there is none.
    fn called(self: &Arc<Self>, realm: &Weak<Realm>) {
        let key = realm.as_ptr().addr();
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(again) = threads.get_mut(&key) {
            *again = true;
            self.rung.notify_all();
            return;
        }
        threads.insert(key, false);
        let (courier, realm) = (Arc::clone(self), Weak::clone(realm));
        let begun = std::thread::Builder::new()
            .name("pushes".to_owned())
            .spawn(move || while courier.deliver(&realm, key) {});
        if begun.is_err() {
            // The next ring tries again.
            threads.remove(&key);
        }
    }

    /// One step of a realm's thread; whether there may be another.
    fn deliver(&self, realm: &Weak<Realm>, key: usize) -> bool {
        let Some(own) = realm.upgrade() else { return self.ends(key, None) };
        match pushes::next(&own) {
            Ok(Next::Send(push, at)) => {
                let timeout = Duration::from_millis(own.settings().pushes.timeout_real_ms_max.into());
                let answer = match push.url.parse::<Address>() {
                    Ok(address) => self.sender.send(&address, &push::body(&push), timeout),
                    Err(why) => Err(why.to_string()),
                };
                let (status, failure) = match answer {
                    Ok(status) => (Some(status), None),
                    Err(why) => (None, Some(why)),
                };
                // A realm that was reset or dropped meanwhile keeps nothing any more.
                pushes::tried(&own, *push, at, status, failure).is_ok() || self.ends(key, None)
            }
            Ok(Next::Wait(pause)) => {
                drop(own);
                let pause = Duration::from_millis(pause.as_millis().max(1).unsigned_abs());
                self.waits(key, pause);
                true
            }
            Ok(Next::Rest) => self.ends(key, Some(())),
            Err(_) => self.ends(key, None),
        }
    }

    /// Waits, or until somebody rings.
    fn waits(&self, key: usize, pause: Duration) {
        let threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        let is_quiet = |threads: &mut HashMap<usize, bool>| threads.get(&key) == Some(&false);
        let waited = self.rung.wait_timeout_while(threads, pause, is_quiet);
        let (mut threads, _) = waited.unwrap_or_else(PoisonError::into_inner);
        threads.insert(key, false);
    }

    /// Ends the thread of a realm; not when somebody has rung for one that may go on.
    fn ends(&self, key: usize, may_go_on: Option<()>) -> bool {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        if may_go_on.is_some() && threads.get(&key) == Some(&true) {
            threads.insert(key, false);
            return true;
        }
        threads.remove(&key);
        false
    }
}
