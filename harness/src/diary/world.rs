//! Owns what a running diary is made of: its settings, what it remembers, and why it may not start.

pub(crate) mod book;
pub(crate) mod inbox;
pub(crate) mod nights;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::Client;
use reqwest::redirect::Policy as Redirects;
use rustls::{ClientConfig, ServerConfig};

use crate::diary::binding::Bindings;
use crate::diary::chance::Chance;
use crate::diary::clock::Clock;
use crate::diary::complaints::Complaints;
use crate::diary::esia::exchange::Exchange;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::portal::Portal;
use crate::diary::esia::verify::Verifier;
use crate::diary::guard::Guards;
use crate::diary::ledger::Ledger;
use crate::diary::people::People;
use crate::diary::policy::Policy;
use crate::diary::practice::Practice;
use crate::diary::roster::School;
use crate::diary::session::Sessions;
use crate::diary::tries::Tries;
use crate::diary::world::book::Book;
use crate::diary::world::inbox::Inbox;
use crate::diary::world::nights::Night;

/// How long the diary waits for the portal while a citizen waits for the diary.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a diary is started with.
#[derive(Debug)]
pub struct Settings {
    /// The portal it trusts.
    pub portal: Portal,
    /// Its own key and certificate.
    pub identity: Identity,
    /// Its people and marks.
    pub school: School,
    /// What it demands of a portal account.
    pub policy: Policy,
    /// Its checks. Anything but all of them makes a weak twin.
    pub guards: Guards,
    /// Its clock.
    pub clock: Clock,
    /// Its chance.
    pub chance: Chance,
    /// Whether the clock may be set from outside. Only a rehearsal on one machine wants that.
    pub test_api: bool,
    /// Where marks that are given are kept; without a file they live as long as the diary.
    pub ledger: Option<PathBuf>,
    /// How browsers reach it, without a trailing slash; by default the address it listens on.
    pub public_url: Option<String>,
    /// What it shows to people who try it out by hand; nothing in any other diary.
    pub practice: Option<Practice>,
    /// How it serves HTTPS; nothing for plain HTTP.
    pub tls: Option<ServerConfig>,
    /// How it verifies the portal over HTTPS.
    pub portal_tls: ClientConfig,
}

/// Why a diary does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not ours.
    #[error("failed to listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The HTTP client could not be made.
    #[error("failed to set up the connection to the portal: {0}")]
    Client(#[from] reqwest::Error),
    /// The file of the marks and of the portal's messages could not be opened.
    #[error("failed to open the file of the marks: {0}")]
    Ledger(#[from] rusqlite::Error),
    /// The server's thread ended before it was ready.
    #[error("the diary's server ended before it was ready")]
    Ended,
}

/// A running diary.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) portal: Portal,
    pub(crate) identity: Identity,
    /// The school as its file describes it; who has a way in today is in `people`.
    pub(crate) school: School,
    pub(crate) people: People,
    pub(crate) policy: Policy,
    pub(crate) guards: Guards,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) test_api: bool,
    pub(crate) public_url: String,
    pub(crate) practice: Option<Practice>,
    pub(crate) sessions: Sessions,
    pub(crate) tries: Tries,
    pub(crate) bindings: Bindings,
    pub(crate) ledger: Ledger,
    /// What is known of accounts that are in by a consent.
    pub(crate) book: Book,
    /// The portal's messages.
    pub(crate) inbox: Arc<Inbox>,
    pub(crate) night: Night,
    /// What the administrator has to put right with the portal's operator.
    pub(crate) complaints: Complaints,
    pub(crate) http: Client,
}

impl World {
    /// A diary that no one has used yet.
    pub(crate) fn new(settings: Settings, listens_at: &str) -> Result<Self, StartError> {
        // The token request answers with JSON or not at all: a redirect of the portal is not followed,
        // so that a code and a signature never travel to another address.
        #[expect(
            clippy::disallowed_methods,
            reason = "the one client of the diary, with the roots it was given"
        )]
        let http = Client::builder().tls_backend_preconfigured(settings.portal_tls);
        let http = http.timeout(PATIENCE).redirect(Redirects::none()).no_proxy().build()?;
        let ledger = Ledger::open(settings.ledger.as_deref())?;
        let inbox = Arc::new(Inbox::open(settings.ledger.as_deref())?);
        let public_url = settings.public_url.unwrap_or_else(|| listens_at.to_owned());
        Ok(Self {
            portal: settings.portal,
            identity: settings.identity,
            people: People::new(settings.school.users.clone()),
            school: settings.school,
            policy: settings.policy,
            guards: settings.guards,
            clock: settings.clock,
            chance: settings.chance,
            test_api: settings.test_api,
            practice: settings.practice,
            public_url: public_url.trim_end_matches('/').to_owned(),
            sessions: Sessions::default(),
            tries: Tries::default(),
            bindings: Bindings::default(),
            ledger,
            book: Book::default(),
            inbox,
            night: Night::default(),
            complaints: Complaints::default(),
            http,
        })
    }

    /// A talk with the portal's token endpoint now.
    pub(crate) fn exchange(&self) -> Exchange<'_> {
        Exchange {
            http: &self.http,
            portal: &self.portal,
            identity: &self.identity,
            chance: &self.chance,
            guards: &self.guards,
            offset: self.school.offset,
            now: self.clock.now(),
        }
    }

    /// The judge of tokens that were asked for at a moment.
    pub(crate) fn verifier(&self, asked_at: Timestamp) -> Verifier<'_> {
        Verifier { portal: &self.portal, guards: &self.guards, now: self.clock.now(), asked_at }
    }

    /// Where the portal sends browsers back to.
    pub(crate) fn redirect_uri(&self) -> String {
        format!("{}/esia/callback", self.public_url)
    }

    /// Whether browsers reach the diary over TLS only.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
