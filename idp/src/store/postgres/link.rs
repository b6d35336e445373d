//! One connection, driven by whoever waits for it: a request waits on its own thread, and never longer than its patience.
//!
//! The client library speaks the protocol as futures. No runtime runs them: the caller polls the connection and the
//! answer in turn and sleeps in between. So a store may be asked from any thread, also from one that serves
//! connections, and a server that falls silent keeps nobody for ever.

use std::collections::VecDeque;
use std::pin::{Pin, pin};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use tokio::task::unconstrained;
use tokio_postgres::{Client, Config, Connection, Error, Socket};

use crate::store::postgres::driver::Driver;
use crate::store::postgres::encryption::{Encrypted, Encryption};

/// Why a connection gave no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The server refused, or the connection broke.
    Told(Error),
    /// Nothing came for so long.
    Silent(Duration),
}

impl From<Error> for Failure {
    fn from(why: Error) -> Self {
        Self::Told(why)
    }
}

/// Something that was sent and not waited for.
type Sent = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// A connection.
pub(super) struct Link {
    client: Arc<Client>,
    /// None once it is over: whoever waits for an answer is told so by its end.
    connection: Option<Pin<Box<Connection<Socket, Encrypted>>>>,
    sent: VecDeque<Sent>,
    /// What ended it, until somebody is told.
    end: Option<Error>,
    alarm: Arc<Alarm>,
}

impl Link {
    /// Connects.
    ///
    /// # Errors
    /// Nobody answers, or the server refuses.
    pub(super) fn open(
        driver: &Driver,
        config: &Config,
        encryption: Encryption,
        patience: Duration,
    ) -> Result<Self, Failure> {
        let alarm = Arc::new(Alarm::default());
        let waker = Waker::from(Arc::clone(&alarm));
        let mut context = Context::from_waker(&waker);
        let mut opening = pin!(unconstrained(config.connect(encryption)));
        let (client, connection) = loop {
            // Sockets and the deadlines of hosts belong to the driver.
            if let Poll::Ready(opened) = driver.within(|| opening.as_mut().poll(&mut context)) {
                break opened?;
            }
            if !alarm.wait(patience) {
                return Err(Failure::Silent(patience));
            }
        };
        let (client, connection) = (Arc::new(client), Some(Box::pin(connection)));
        Ok(Self { client, connection, sent: VecDeque::new(), end: None, alarm })
    }

    /// What the server said of itself when the connection was made.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.connection.as_ref()?.parameter(name)
    }

    /// Through whom to ask.
    pub(super) fn client(&self) -> Arc<Client> {
        Arc::clone(&self.client)
    }

    /// Whether it can be used, as far as is known without asking.
    pub(super) fn is_sound(&mut self) -> bool {
        let waker = Waker::from(Arc::clone(&self.alarm));
        self.drive(&mut Context::from_waker(&waker));
        self.connection.is_some()
    }

    /// Has it never used again.
    pub(super) fn give_up(&mut self) {
        self.connection = None;
    }

    /// Sends statements; a failure is told to whoever asks next.
    pub(super) fn send(&mut self, sql: String) {
        let client = self.client();
        let mut sending: Sent = Box::pin(async move { client.batch_execute(&sql).await });
        let waker = Waker::from(Arc::clone(&self.alarm));
        let mut context = Context::from_waker(&waker);
        match sending.as_mut().poll(&mut context) {
            Poll::Pending => self.sent.push_back(sending),
            Poll::Ready(Ok(())) => {}
            Poll::Ready(Err(why)) => self.ended_by(why),
        }
        self.drive(&mut context);
    }

    /// Waits for an answer.
    ///
    /// # Errors
    /// The server refuses this or what was sent before it, or the connection broke or stays silent.
    pub(super) fn ask<T>(
        &mut self,
        question: impl Future<Output = Result<T, Error>>,
        patience: Duration,
    ) -> Result<T, Failure> {
        let mut question = pin!(question);
        let waker = Waker::from(Arc::clone(&self.alarm));
        let mut context = Context::from_waker(&waker);
        loop {
            self.drive(&mut context);
            self.settle_sent(&mut context)?;
            match question.as_mut().poll(&mut context) {
                Poll::Ready(Err(why)) if why.is_closed() => {
                    self.give_up();
                    return Err(self.end.take().unwrap_or(why).into());
                }
                Poll::Ready(done) => return Ok(done?),
                Poll::Pending => {}
            }
            if !self.alarm.wait(patience) {
                self.give_up();
                return Err(Failure::Silent(patience));
            }
        }
    }

    /// Has what was sent before answered first.
    fn settle_sent(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        while let Some(first) = self.sent.front_mut() {
            match first.as_mut().poll(context) {
                Poll::Pending => break,
                Poll::Ready(Ok(())) => drop(self.sent.pop_front()),
                Poll::Ready(Err(why)) => {
                    self.sent.clear();
                    self.give_up();
                    let why = if why.is_closed() { self.end.take().unwrap_or(why) } else { why };
                    return Err(why.into());
                }
            }
        }
        Ok(())
    }

    fn drive(&mut self, context: &mut Context<'_>) {
        let Some(connection) = &mut self.connection else { return };
        // Where the thread is a runtime's own, tokio would make the connection wait for a turn that nobody gives.
        match pin!(unconstrained(connection.as_mut())).poll(context) {
            Poll::Pending => {}
            Poll::Ready(Ok(())) => self.give_up(),
            Poll::Ready(Err(why)) => self.ended_by(why),
        }
    }

    fn ended_by(&mut self, why: Error) {
        self.give_up();
        self.end = Some(why);
    }
}

/// Wakes the thread that waits for a connection.
#[derive(Default)]
struct Alarm {
    rang: Mutex<bool>,
    ring: Condvar,
}

impl Alarm {
    /// Waits until it rings; tells whether it did.
    fn wait(&self, patience: Duration) -> bool {
        let rang = self.rang.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut rang, _) = self
            .ring
            .wait_timeout_while(rang, patience, |rang| !*rang)
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *rang)
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        *self.rang.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.ring.notify_one();
    }
}
