//! Owns the request to stop: Ctrl-C or a termination signal, seen by everyone who works on the run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use actix_web::rt::System;
use actix_web::rt::signal::unix::{Signal, SignalKind, signal};

/// How often somebody who only waits looks whether it is over.
const LOOK: Duration = Duration::from_millis(50);

/// Whether someone asked the run to stop. Clones see the same wish.
#[derive(Debug, Clone, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// A request that only [`Interrupt::request`] makes.
    pub fn new() -> Self {
        Self::default()
    }

    /// A wish that the terminal expresses too. The first signal lets reports be finished; a second one
    /// runs `at_once`, which is expected to end the process.
    pub fn on_signals(at_once: impl FnOnce() + Send + 'static) -> Self {
        let interrupt = Self::new();
        let seen = interrupt.clone();
        let (ready, watching) = mpsc::channel();
        std::thread::spawn(move || System::new().block_on(watch(seen, ready, at_once)));
        // Until the handler is installed, a signal would end this process and leave its child behind.
        let _ = watching.recv();
        interrupt
    }

    /// Waits until the terminal asks this process to end.
    pub fn wait_for_signal() {
        System::new().block_on(async {
            if let Ok((mut ctrl_c, mut terminate)) = signals() {
                first_of(ctrl_c.recv(), terminate.recv()).await;
            }
        });
    }

    /// Waits until it is requested.
    pub fn wait(&self) {
        while !self.is_requested() {
            std::thread::park_timeout(LOOK);
        }
    }

    /// Wants the run to stop.
    pub fn request(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether the run should stop.
    pub fn is_requested(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

async fn watch(interrupt: Interrupt, ready: Sender<()>, at_once: impl FnOnce()) {
    let Ok((mut ctrl_c, mut terminate)) = signals() else {
        return;
    };
    let _ = ready.send(());
    for _ in 0..2 {
        first_of(ctrl_c.recv(), terminate.recv()).await;
        if interrupt.is_requested() {
            return at_once();
        }
        interrupt.request();
    }
}

fn signals() -> std::io::Result<(Signal, Signal)> {
    Ok((signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?))
}

/// Waits for whichever of the two is ready first.
async fn first_of(first: impl Future<Output = Option<()>>, second: impl Future<Output = Option<()>>) {
    let (mut first, mut second) = (std::pin::pin!(first), std::pin::pin!(second));
    std::future::poll_fn(|context| {
        if first.as_mut().poll(context).is_ready() || second.as_mut().poll(context).is_ready() {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
}
