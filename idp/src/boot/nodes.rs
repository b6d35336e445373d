//! One node among several: it says that it is there, hears what the others write, and says when it ends.

use std::io::{self, Write as _};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Weak};
use std::time::Duration;

use actix_web::web::Data;

use crate::app::Realm;
use crate::app::realms::Realms;
use crate::app::tally::Stopwatch;
use crate::store::nodes::Node;

/// So often those who follow a realm look again although nothing was heard.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// For so long the others are asked to tell of a realm that somebody follows.
const TERM: Duration = Duration::from_secs(15);
/// So often a node says that it is there.
const BEAT: Duration = Duration::from_secs(5);

/// So often, once a second, a node tells its own name before it says that it does not hear it.
const HEARINGS_MAX: u32 = 4;
const UNHEARD: &str = "what other nodes write is told here a second late, because no notification arrives from the database: \
                       give --store-listen the address of the database itself, not that of a pooler";

/// What calls the thread that attends to the others.
enum Call {
    /// Another node wrote to the realm that this names.
    Heard(String),
    /// Somebody here follows a realm that nobody followed.
    Followed,
}

/// The calls, before there is anybody to answer them.
pub(super) struct Calls {
    tell: Sender<Call>,
    told: Receiver<Call>,
}

/// A node for as long as it serves.
pub struct Member {
    own: Node,
    realms: Data<Realms>,
}

impl Drop for Member {
    fn drop(&mut self) {
        self.realms.leave(&self.own);
    }
}

impl Calls {
    /// No call yet.
    pub(super) fn new() -> Self {
        let (tell, told) = mpsc::channel();
        Self { tell, told }
    }

    /// What attends to each realm: its first follower has the others tell of it.
    pub(super) fn attendant(&self) -> impl Fn(&Arc<Realm>) + Send + Sync + use<> {
        let tell = self.tell.clone();
        move |realm| {
            let tell = tell.clone();
            realm.followers.when_first(move || drop(tell.send(Call::Followed)));
        }
    }

    /// Attends to the other nodes from now on; nothing where there can be none.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn attend(self, realms: &Data<Realms>, own: Node) -> io::Result<Option<Member>> {
        if !realms.are_shared() {
            return Ok(None);
        }
        let Self { tell, told } = self;
        realms.listen(Box::new(move |heard| drop(tell.send(Call::Heard(heard.to_owned())))));
        // The first word is said before anybody is served; a database that fails says so to whoever uses it next.
        let _ = realms.beat(&own);
        let (weak, name) = (Arc::downgrade(&realms.clone().into_inner()), own.clone());
        let attending = std::thread::Builder::new().name("nodes".to_owned());
        attending.spawn(move || attend(&weak, &name, &told))?;
        Ok(Some(Member { own, realms: realms.clone() }))
    }
}

/// Whether a node hears what it tells: through a pooler it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hearing {
    /// It has not heard itself so often.
    Tried(u32),
    /// It is known.
    Known,
}

impl Hearing {
    /// Tells the node's own name, and after some times says that it is not heard.
    fn tried(self, realms: &Realms, own: &Node) -> Self {
        match self {
            Self::Known => Self::Known,
            Self::Tried(HEARINGS_MAX) => {
                let _ = writeln!(io::stderr(), "esia-idp: {UNHEARD}");
                Self::Known
            }
            // A database that fails is no pooler.
            Self::Tried(times) => Self::Tried(times + u32::from(realms.tell(&own.name).is_ok())),
        }
    }
}

/// Until the server is gone.
fn attend(realms: &Weak<Realms>, own: &Node, told: &Receiver<Call>) {
    let (mut looked, mut beaten) = (Stopwatch::start(), Stopwatch::start());
    let mut hearing = Hearing::Tried(0);
    loop {
        let call = told.recv_timeout(LOOK_AGAIN.saturating_sub(looked.elapsed()));
        let Some(realms) = realms.upgrade() else { return };
        match call {
            Ok(Call::Heard(heard)) if heard == own.name => hearing = Hearing::Known,
            Ok(Call::Heard(heard)) => realms.hear(&heard),
            Ok(Call::Followed) => realms.keep_following(TERM),
            Err(RecvTimeoutError::Timeout) => {
                realms.keep_following(TERM);
                hearing = hearing.tried(&realms, own);
                looked = Stopwatch::start();
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
        if beaten.elapsed() >= BEAT {
            let _ = realms.beat(own).and_then(|()| realms.share_calls());
            beaten = Stopwatch::start();
        }
    }
}
