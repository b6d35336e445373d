//! Owns how the bench speaks HTTP: the client, and exchanges with a relying party, which may answer anything or nothing.

use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, mpsc};
use std::task::Poll;
use std::time::Duration;

use actix_web::rt::{System, time};
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderMap, LOCATION};
use reqwest::redirect::Policy as Redirects;
use reqwest::{Client, Request, RequestBuilder, Response, StatusCode, Url};

use crate::bench::halt::Halt;
use crate::bench::idp::ControlToken;
use crate::interrupt::Interrupt;
use crate::stopwatch::Stopwatch;
use crate::system::tls::Trust;
use crate::system::unreached::{innermost, is_unverified};

/// For the control API, which answers within milliseconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often an exchange is asked whether it is too late or the run is to stop.
const LOOK: Duration = Duration::from_millis(20);

/// How long a connection that nobody uses is kept: less than the provider keeps it, which closes it after five seconds.
const IDLE_MAX: Duration = Duration::from_secs(3);

/// The name in HTTP Basic beside the control token. Any does.
pub(crate) const TESTER: &str = "tester";

/// Runs every exchange of the process. An exchange that is given up is dropped, which closes its connection.
static WIRE: LazyLock<Option<System>> = LazyLock::new(|| {
    let (tell, text) = mpsc::channel();
    std::thread::spawn(move || {
        let system = System::new();
        let _ = tell.send(system.block_on(async { System::current() }));
        system.run()
    });
    text.recv().ok()
});

/// Every client of the bench begins here: no redirects, no cookies, no proxy of the machine, and of HTTPS servers only
/// those that the roots of the run verify.
pub(crate) fn client(trust: &Trust) -> Result<reqwest::ClientBuilder, Halt> {
    let tls = trust.client().map_err(|error| Halt::Broken(error.to_string()))?;
    #[expect(clippy::disallowed_methods, reason = "the one place where the bench makes clients")]
    let client = Client::builder().pool_idle_timeout(IDLE_MAX);
    Ok(client.redirect(Redirects::none()).no_proxy().tls_backend_preconfigured(tls))
}

/// The client for programs that are part of the bench and speak plain HTTP: chromedriver.
pub fn http() -> Result<reqwest::blocking::Client, Halt> {
    http_trusting(&Trust::default())
}

/// The client for the provider's control API, over HTTPS too.
pub fn http_trusting(trust: &Trust) -> Result<reqwest::blocking::Client, Halt> {
    let client = reqwest::blocking::ClientBuilder::from(client(trust)?).timeout(PATIENCE).build();
    client.map_err(|error| broken(&error))
}

/// Requests to a relying party, each within limits. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Exchanges {
    client: Client,
    wire: System,
    staff: Option<Staff>,
}

/// What a tester signs in with at the portal's pages for testers and operators.
#[derive(Debug, Clone)]
struct Staff {
    portal: Url,
    token: ControlToken,
}

/// What one exchange may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// From the connection to the end of the body.
    pub(crate) within: Duration,
    /// Which bodies are read.
    pub(crate) reads: Reads,
}

/// Which bodies are read, and how large one may be, in octets.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reads {
    /// None.
    Nothing,
    /// What a browser shows: not that of an answer that leads elsewhere.
    Shown(u64),
    /// That of an answer that leads elsewhere, too.
    All(u64),
}

/// An answer that came whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Empty where the answer sends the browser elsewhere: browsers go before they have read it.
    pub(crate) body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ExchangeError {
    /// The run is to stop.
    Interrupted,
    /// No one took the connection, and why.
    Unconnected(String),
    /// The server's certificate is not one that the run trusts.
    Unverified,
    /// What was wrong with it.
    Why(String),
}

impl ExchangeError {
    /// What was wrong, for a verdict; nothing when the run is to stop.
    pub(crate) fn why(&self) -> Option<String> {
        match self {
            Self::Interrupted => None,
            Self::Unconnected(why) => Some(format!("the connection failed: {why}")),
            Self::Unverified => Some("its certificate is not trusted in this run".to_owned()),
            Self::Why(why) => Some(why.clone()),
        }
    }
}

impl Exchanges {
    /// Connections that no one has used; HTTPS servers are verified against the roots of the run.
    pub fn trusting(trust: &Trust) -> Result<Self, Halt> {
        let client = client(trust)?.build().map_err(|error| broken(&error))?;
        let wire = WIRE.clone().ok_or_else(|| Halt::Broken("failed to set up HTTP".to_owned()))?;
        Ok(Self { client, wire, staff: None })
    }

    /// The same, which shows the control token to the portal, and to no other origin.
    #[must_use]
    pub fn showing(self, token: Option<&ControlToken>, portal: &str) -> Self {
        let portal = Url::parse(portal).ok();
        let staff = token.zip(portal).map(|(token, portal)| Staff { portal, token: token.clone() });
        Self { staff, ..self }
    }

    /// Begins a request.
    pub(crate) fn request(&self, method: reqwest::Method, url: &str) -> RequestBuilder {
        // Nothing here unpacks bodies, so that none grows beyond what came over the wire.
        let request = self.client.request(method, url).header(ACCEPT_ENCODING, "identity");
        let is_portal =
            |staff: &&Staff| Url::parse(url).is_ok_and(|url| url.origin() == staff.portal.origin());
        match self.staff.as_ref().filter(is_portal) {
            Some(staff) => request.basic_auth(TESTER, Some(staff.token.text())),
            None => request,
        }
    }

    /// Sends a request and waits for its answer.
    pub(crate) fn send(
        &self,
        request: RequestBuilder,
        bounds: Bounds,
        interrupt: &Interrupt,
    ) -> Result<Answer, ExchangeError> {
        let request = request.build().map_err(|error| ExchangeError::Why(innermost(&error)))?;
        let (client, interrupt) = (self.client.clone(), interrupt.clone());
        let (tell, text) = mpsc::channel();
        self.wire.arbiter().spawn(async move {
            let _ = tell.send(bounded(client, request, bounds, interrupt).await);
        });
        text.recv().unwrap_or_else(|_| Err(ExchangeError::Why("the request was cancelled".to_owned())))
    }
}

/// One exchange, until it ends, takes too long, or the run is to stop.
async fn bounded(
    client: Client,
    request: Request,
    bounds: Bounds,
    interrupt: Interrupt,
) -> Result<Answer, ExchangeError> {
    let (watch, progress) = (Stopwatch::start(), Progress::default());
    let mut exchange = pin!(exchange(client, request, bounds, &progress));
    let mut looks = time::interval(LOOK);
    std::future::poll_fn(|context| {
        if let Poll::Ready(ended) = exchange.as_mut().poll(context) {
            return Poll::Ready(ended);
        }
        while looks.poll_tick(context).is_ready() {
            if interrupt.is_requested() {
                return Poll::Ready(Err(ExchangeError::Interrupted));
            }
            if watch.elapsed() > bounds.within {
                return Poll::Ready(Err(ExchangeError::Why(progress.late(bounds.within))));
            }
        }
        Poll::Pending
    })
    .await
}

async fn exchange(
    client: Client,
    request: Request,
    bounds: Bounds,
    progress: &Progress,
) -> Result<Answer, ExchangeError> {
    let mut answer = client.execute(request).await.map_err(|error| unanswered(&error))?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let leads_on = status.is_redirection() && headers.contains_key(LOCATION);
    let body = match bounds.reads {
        Reads::Shown(_) if leads_on => Vec::new(),
        Reads::Shown(octets_max) | Reads::All(octets_max) => {
            plain(&headers).map_err(ExchangeError::Why)?;
            body(&mut answer, octets_max, progress).await.map_err(ExchangeError::Why)?
        }
        Reads::Nothing => Vec::new(),
    };
    Ok(Answer { status, headers, body })
}

async fn body(answer: &mut Response, octets_max: u64, progress: &Progress) -> Result<Vec<u8>, String> {
    let too_large = || format!("the body is larger than {octets_max} bytes");
    if answer.content_length().is_some_and(|length| length > octets_max) {
        return Err(too_large());
    }
    progress.head_came();
    let mut octets = Vec::new();
    loop {
        let piece = answer.chunk().await.map_err(|error| {
            format!("the answer broke off after {} bytes of its body: {}", octets.len(), innermost(&error))
        })?;
        let Some(piece) = piece else {
            return Ok(octets);
        };
        octets.extend_from_slice(&piece);
        if progress.came(octets.len()) > octets_max {
            return Err(too_large());
        }
    }
}

/// How far an exchange has come: 0 before the head of the answer, then one more than the octets of its body.
#[derive(Debug, Default)]
struct Progress(AtomicU64);

impl Progress {
    fn head_came(&self) {
        self.0.store(1, Ordering::Relaxed);
    }

    fn came(&self, octets: usize) -> u64 {
        let octets = u64::try_from(octets).unwrap_or(u64::MAX - 1);
        self.0.store(octets + 1, Ordering::Relaxed);
        octets
    }

    fn late(&self, within: Duration) -> String {
        let seconds = within.as_secs_f64();
        match self.0.load(Ordering::Relaxed) {
            0 => format!("no answer within {seconds} s"),
            come => format!("the body took longer than {seconds} s: {} bytes came", come - 1),
        }
    }
}

/// RFC 9110 section 12.5.3: `identity` was asked for.
fn plain(headers: &HeaderMap) -> Result<(), String> {
    let encodings = headers.get_all(CONTENT_ENCODING).iter();
    let mut encodings = encodings.map(|one| String::from_utf8_lossy(one.as_bytes()).into_owned());
    match encodings.find(|one| !one.trim().is_empty() && !one.trim().eq_ignore_ascii_case("identity")) {
        Some(encoding) => Err(format!(
            "the body is encoded as `{}`, which was not requested",
            encoding.chars().take(40).collect::<String>()
        )),
        None => Ok(()),
    }
}

/// The fields of a form, from the body of a request.
pub(crate) fn fields(body: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(body.as_bytes()).into_owned().collect()
}

/// Why there is not even the head of an answer.
fn unanswered(error: &reqwest::Error) -> ExchangeError {
    match innermost(error) {
        _ if is_unverified(error) => ExchangeError::Unverified,
        why if error.is_connect() => ExchangeError::Unconnected(why),
        why => ExchangeError::Why(format!("no readable answer: {why}")),
    }
}

fn broken(error: &reqwest::Error) -> Halt {
    Halt::Broken(format!("failed to set up HTTP: {error}"))
}

#[cfg(test)]
mod tests {
    use reqwest::header::AUTHORIZATION;

    use super::*;

    #[test]
    fn the_control_token_is_shown_to_the_origin_of_the_portal_alone() {
        let token = ControlToken::from_text("q7Jx0n3vT2mB8sKd");
        let exchanges = Exchanges::trusting(&Trust::default()).unwrap();
        let exchanges = exchanges.showing(Some(&token), "http://127.0.0.1:8085/realms/one");
        let shown = |url: &str| {
            let request = exchanges.request(reqwest::Method::GET, url).build().unwrap();
            request.headers().get(AUTHORIZATION).map(|value| value.to_str().unwrap().to_owned())
        };
        let basic = "Basic dGVzdGVyOnE3SngwbjN2VDJtQjhzS2Q=";
        assert_eq!(shown("http://127.0.0.1:8085/realms/two/operator").as_deref(), Some(basic));
        for other in
            ["http://127.0.0.1:8086/", "https://127.0.0.1:8085/", "http://localhost:8085/", "http://a.test/"]
        {
            assert_eq!(shown(other), None, "{other}");
        }
    }
}
