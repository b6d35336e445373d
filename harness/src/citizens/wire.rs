//! Owns the requests of citizens: each waits for a socket, is sent, and is timed from the moment at which it was due.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use load::sides::Side;
use load::trouble::{How, Trouble};
use reqwest::header::HeaderMap;
use reqwest::{Client, Request};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::bench::halt::Halt;
use crate::bench::http::{Exchanges, client};
use crate::citizens::books::Books;
use crate::load::watch::Watch;
use crate::system::tls::Trust;
use crate::system::unreached::innermost;

/// Connections that nobody uses for so long are closed: sooner than servers do it.
const IDLE_MAX: Duration = Duration::from_millis(1_500);
/// A larger body is not read.
const BODY_OCTETS_MAX: usize = 4 << 20;
/// Longer words are cut.
const WHAT_CHARS_MAX: usize = 160;

/// The sockets of all citizens.
pub(super) struct Wire {
    client: Client,
    /// How requests are begun.
    pub(super) exchanges: Exchanges,
    sockets: Semaphore,
    sockets_max: usize,
    patience: Duration,
    /// The time since the run began.
    pub(super) watch: Watch,
    /// What is written down.
    pub(super) books: Rc<RefCell<Books>>,
}

/// An answer that came whole.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    /// When.
    pub(super) came: Duration,
}

impl Wire {
    /// So many sockets together. Half of them may be in use, and a quarter kept open to each of the two hosts.
    pub(super) fn with_sockets(sockets: usize, patience: Duration, trust: &Trust) -> Result<Self, Halt> {
        let client = client(trust)?
            .pool_idle_timeout(IDLE_MAX)
            .pool_max_idle_per_host((sockets / 4).max(1))
            .tcp_nodelay(true)
            .build()
            .map_err(|error| Halt::Broken(format!("failed to set up HTTP: {error}")))?;
        Ok(Self {
            client,
            exchanges: Exchanges::trusting(trust)?,
            sockets: Semaphore::new((sockets / 2).max(1)),
            sockets_max: sockets,
            patience,
            watch: Watch::start(),
            books: Rc::default(),
        })
    }

    /// Sends a request that is due at a moment. Whatever comes of it, the time counts from then.
    pub(super) async fn ask(&self, request: Request, side: Side, due: Duration) -> Result<Answer, Trouble> {
        let shown = shown(&request);
        let trouble = |side, how, what: &str| {
            let what = crate::bench::words::shorten(what, WHAT_CHARS_MAX);
            Trouble { side, how, request: shown.clone(), what }
        };
        let left = (due + self.patience).saturating_sub(self.watch.elapsed());
        let Ok(Ok(_socket)) = timeout(left, self.sockets.acquire()).await else {
            let what = format!("no socket was free; --sockets is {}", self.sockets_max);
            self.books.borrow_mut().request(side, self.watch.elapsed().saturating_sub(due), Duration::ZERO);
            return Err(trouble(Side::Driver, How::Bound, &what));
        };
        let sent = self.watch.elapsed();
        self.books.borrow_mut().takes_socket();
        let left = (due + self.patience).saturating_sub(sent);
        let _taken = Taken { wire: self, side, due, sent };
        // Boxed, so that citizens who think do not carry the room for an exchange.
        match timeout(left, Box::pin(self.exchange(request))).await {
            Ok(Ok((status, headers, body))) => {
                Ok(Answer { status, headers, body, came: self.watch.elapsed() })
            }
            Ok(Err(Failed::Error(error))) if error.is_connect() => {
                Err(trouble(side, How::Refused, &innermost(&error)))
            }
            Ok(Err(Failed::Error(error))) => Err(trouble(side, How::Broken, &innermost(&error))),
            Ok(Err(Failed::TooLarge)) => Err(trouble(side, How::Broken, "the body is too large")),
            Err(_) => Err(trouble(side, How::Timeout, &load::span::shown(self.patience))),
        }
    }

    /// Status and text of an answer to the driver's own question, which is no citizen's and is not counted.
    pub(super) async fn fetch(&self, request: Request) -> Option<(u16, String)> {
        let (status, _, body) = timeout(self.patience, self.exchange(request)).await.ok()?.ok()?;
        Some((status, String::from_utf8_lossy(&body).into_owned()))
    }

    async fn exchange(&self, request: Request) -> Result<(u16, HeaderMap, Vec<u8>), Failed> {
        let mut answer = self.client.execute(request).await?;
        let (status, headers, mut body) = (answer.status().as_u16(), answer.headers().clone(), Vec::new());
        while let Some(piece) = answer.chunk().await? {
            body.extend_from_slice(&piece);
            if body.len() > BODY_OCTETS_MAX {
                return Err(Failed::TooLarge);
            }
        }
        Ok((status, headers, body))
    }
}

enum Failed {
    Error(reqwest::Error),
    TooLarge,
}

impl From<reqwest::Error> for Failed {
    fn from(error: reqwest::Error) -> Self {
        Self::Error(error)
    }
}

/// A socket in use; given back also by a citizen who is cut off.
struct Taken<'w> {
    wire: &'w Wire,
    side: Side,
    due: Duration,
    sent: Duration,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let (late, taken) =
            (self.sent.saturating_sub(self.due), self.wire.watch.elapsed().saturating_sub(self.sent));
        let mut books = self.wire.books.borrow_mut();
        books.sockets = books.sockets.saturating_sub(1);
        books.request(self.side, late, taken);
    }
}

/// Method and path, with numbers and long pieces of the path left out: values belong into no report.
fn shown(request: &Request) -> String {
    let is_value = |piece: &str| piece.len() > 24 || piece.chars().any(|c| c.is_ascii_digit());
    let path = request.url().path().split('/');
    let path: Vec<_> =
        path.map(|piece| if is_value(piece) && !is_version(piece) { "…" } else { piece }).collect();
    format!("{} {}", request.method(), path.join("/"))
}

fn is_version(piece: &str) -> bool {
    matches!(piece, "oauth2" | "v1" | "v2" | "v3")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_a_request_without_its_values() {
        let shown = |url: &str| shown(&Request::new(reqwest::Method::GET, url.parse().unwrap()));
        assert_eq!(shown("http://127.0.0.1:1/aas/oauth2/v3/ac?state=1"), "GET /aas/oauth2/v3/ac");
        assert_eq!(shown("http://127.0.0.1:1/people/1000123/marks"), "GET /people/…/marks");
    }
}
