//! The decision about a request before it is served: whether the host name, the page it comes from, the control token
//! and the form of its body allow it.

use std::net::IpAddr;

use crate::web::request::access::Access;
use crate::web::request::caller::Caller;
use crate::web::request::reached::Reached;

/// The one place of staff that belongs to no realm.
const FIGURES: &str = "/metrics";

/// What counts of a request. Header values that are not text are empty strings.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// The method.
    pub method: &'a str,
    /// The path as the routes see it: decoded, without the realm.
    pub path: &'a str,
    /// The host of the connection itself, with its port.
    pub sent_host: &'a str,
    /// The address at which the client reached the server.
    pub reached: &'a Reached,
    /// `Origin`.
    pub origin: Option<&'a str>,
    /// `Sec-Fetch-Site`.
    pub fetch_site: Option<&'a str>,
    /// `Access-Control-Request-Method`.
    pub requested_method: Option<&'a str>,
    /// Who sent it, where a control token is wanted.
    pub caller: &'a Caller,
    /// `Content-Type`.
    pub content_type: Option<&'a str>,
    /// Whether it has a body.
    pub has_body: bool,
}

/// What belongs together on the server, by who may call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// What relying parties and their pages call from elsewhere, by protocol.
    Protocol,
    /// Pages of citizens, and what their forms and scripts call.
    Pages,
    /// Pages that show codes and secrets or act for an operator.
    Staff,
    /// The control API.
    Control,
    /// What tells that the process lives and can serve.
    Probe,
}

/// How a request is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admitted {
    /// As it is.
    Plain,
    /// With the headers by which the page that called may read the answer (CORS).
    Shared,
    /// It only asks whether its page may send another one.
    Preflight,
}

/// Why a request is not served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// The server does not have this host name.
    Host(String),
    /// A page of another origin sent it; `null` or nothing when the browser does not tell which.
    Origin {
        /// The origin as the browser tells it.
        origin: Option<String>,
        /// What it wanted.
        area: Area,
    },
    /// The control token is missing or another one.
    Token {
        /// Whether something was shown.
        shown: bool,
        /// What it wanted.
        area: Area,
    },
    /// The body of a control call is not declared as JSON, but as this.
    NotJson(Option<String>),
}

impl Area {
    /// The area of a path.
    pub fn of(path: &str) -> Self {
        let mut steps = path.split('/').skip(1);
        let first = steps.next().unwrap_or_default();
        match first {
            "control" => Self::Control,
            "healthz" | "readyz" if steps.next().is_none() => Self::Probe,
            "logs" | "journal" | "operator" | "metrics" | "console" => Self::Staff,
            "rs" | "public" | "assets" | "esia-rs" | "logout" => Self::Protocol,
            "portfolio" if steps.next() == Some("v1") => Self::Protocol,
            "idp" if path == "/idp/ext/Logout" => Self::Protocol,
            "aas" if is_oauth(path) => Self::Protocol,
            _ => Self::Pages,
        }
    }

    /// Whether the control token is wanted, where the server has one.
    pub fn is_guarded(self) -> bool {
        matches!(self, Self::Control | Self::Staff)
    }

    /// Whether an origin that is not the server's own is refused for this method. Pages cannot be read by other origins,
    /// so that a link to one harms nothing; an answer of the control API has no business in a foreign page at all.
    fn guards(self, method: &str) -> bool {
        match self {
            Self::Protocol | Self::Probe => false,
            Self::Pages | Self::Staff => !["GET", "HEAD", "OPTIONS"].contains(&method),
            Self::Control => true,
        }
    }
}

/// The endpoints of the protocol; beside them `/aas` has the interface of the sign-in page.
fn is_oauth(path: &str) -> bool {
    let Some(rest) = path.strip_prefix("/aas/oauth2") else { return false };
    matches!(rest, "" | "/ac" | "/te" | "/v2/ac" | "/v2/te" | "/v3/te")
}

/// Decides.
///
/// # Errors
/// The request is not served, and why.
pub fn decide(access: &Access, listen: IpAddr, asked: &Asked<'_>) -> Result<Admitted, Denied> {
    let area = Area::of(asked.path);
    if area == Area::Probe {
        // A probe calls the address of a container, which is no name of the server.
        return Ok(Admitted::Plain);
    }
    // Both names count: a page that had its own name resolved to the server may send forwarded headers as it likes.
    for host in [asked.sent_host, &asked.reached.host] {
        if !access.serves(host, listen) {
            return Err(Denied::Host(host.to_owned()));
        }
    }
    let sender = Sender::of(access, asked);
    let shared = area == Area::Control && sender == Sender::Named;
    if sender != Sender::Own && !shared && area.guards(asked.method) {
        return Err(Denied::Origin { origin: asked.origin.map(str::to_owned), area });
    }
    if shared && asked.method == "OPTIONS" && asked.requested_method.is_some() {
        // Fetch standard, CORS-preflight fetch: it never carries credentials.
        return Ok(Admitted::Preflight);
    }
    if area.is_guarded() {
        match asked.caller {
            Caller::Anybody | Caller::Owner => {}
            // The figures are about all realms.
            Caller::Holder(_) if asked.path != FIGURES => {}
            Caller::Nobody => return Err(Denied::Token { shown: false, area }),
            Caller::Holder(_) | Caller::Stranger => return Err(Denied::Token { shown: true, area }),
        }
    }
    if area == Area::Control && asked.has_body && !asked.content_type.is_some_and(is_json) {
        return Err(Denied::NotJson(asked.content_type.map(str::to_owned)));
    }
    Ok(if shared { Admitted::Shared } else { Admitted::Plain })
}

/// Whose page sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sender {
    /// A page of the server, or no page at all: a program, or the browser's user.
    Own,
    /// A page whose origin may call the control API.
    Named,
    /// Another page.
    Foreign,
}

impl Sender {
    /// Whole origins are compared: `same-site` is also another port of the same host.
    fn of(access: &Access, asked: &Asked<'_>) -> Self {
        let known = asked.origin.filter(|origin| *origin != "null");
        if let Some(origin) = known {
            if is_own(access, asked, origin) {
                return Self::Own;
            }
            if access.names(origin) {
                return Self::Named;
            }
        }
        // A page cannot set this header. A form under `Referrer-Policy: no-referrer` has the origin `null` and still tells
        // by it that it is the server's own; so does one behind a proxy that changes `Host`.
        match asked.fetch_site {
            Some("same-origin" | "none") => Self::Own,
            Some(_) => Self::Foreign,
            None if asked.origin.is_none() => Self::Own,
            None => Self::Foreign,
        }
    }
}

fn is_own(access: &Access, asked: &Asked<'_>, origin: &str) -> bool {
    let public = access.public_url.as_ref().is_some_and(|public| public.as_str() == origin);
    public || asked.reached.origin().as_str() == origin
}

/// `application/json` or a form of it such as `application/merge-patch+json`, with any parameters.
fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

#[cfg(test)]
mod tests;
