//! Waiting, in real time, for something new in a realm: on no thread, and not longer than the caller is there.

use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::rt::time::{Instant, sleep};
use actix_web::web::Data;
use tokio::sync::Notify;

use crate::app::Realm;
use crate::app::realm::followers::{Following, TooManyFollow};
use crate::app::realms::news;
use crate::domain::time::Span;
use crate::web::idle::Connection;
use crate::web::problem::Problem;
use crate::web::readiness::Readiness;

/// Somebody who waits for something new in a realm.
pub struct Follower {
    bell: Arc<Notify>,
    readiness: Option<Data<Readiness>>,
    connection: Connection,
    /// The place among the realm's followers.
    place: Following,
}

/// Why a wait is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// There may be something new.
    Called,
    /// The time is over.
    Late,
    /// The caller is gone, or the server ends.
    Over,
}

impl Follower {
    /// Begins to follow a realm; what happens from now on is not missed.
    ///
    /// # Errors
    /// The realm has too many followers.
    pub fn of(realm: &Realm, request: &HttpRequest) -> Result<Self, Problem> {
        let bell = Arc::new(Notify::new());
        let place = join(realm, &bell).map_err(|full| {
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "too many wait", full)
                .about("realm", "end some of those that wait, or use a realm of your own")
        })?;
        let readiness = request.app_data::<Data<Readiness>>().cloned();
        Ok(Self { bell, readiness, connection: Connection::of(request), place })
    }

    /// Goes on with the realm that a reset put in the place of the one before.
    ///
    /// # Errors
    /// It has too many followers.
    pub fn turn_to(&mut self, realm: &Realm) -> Result<(), TooManyFollow> {
        self.place = join(realm, &self.bell)?;
        Ok(())
    }

    /// The connection of the one who waits.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Waits until there may be something new, or until something falls due by itself, but not longer than `within`.
    pub async fn wait(&self, realm: &Realm, within: Duration) -> Woken {
        if self.is_over() {
            return Woken::Over;
        }
        let until = Instant::now() + within;
        // A store that fails tells so to whoever reads next.
        let due = news::due_within(realm).unwrap_or_default().map(real);
        let mut called = pin!(self.bell.notified());
        let mut late = pin!(sleep(due.map_or(within, |due| due.min(within))));
        poll_fn(|context| {
            if self.is_over() {
                return Poll::Ready(Woken::Over);
            }
            if called.as_mut().poll(context).is_ready() {
                return Poll::Ready(Woken::Called);
            }
            late.as_mut()
                .poll(context)
                .map(|()| if Instant::now() < until { Woken::Called } else { Woken::Late })
        })
        .await
    }

    fn is_over(&self) -> bool {
        self.connection.is_gone() || self.readiness.as_ref().is_some_and(|ready| ready.is_draining())
    }
}

fn join(realm: &Realm, bell: &Arc<Notify>) -> Result<Following, TooManyFollow> {
    let bell = Arc::clone(bell);
    // A call that comes while nobody waits is kept for the next wait.
    realm.followers.join(move || bell.notify_one())
}

/// A span of a clock that runs, as real time; at least a moment, so that a wait ends after what it waits for.
fn real(span: Span) -> Duration {
    Duration::from_millis(span.as_millis().max(0).unsigned_abs() + 1)
}
