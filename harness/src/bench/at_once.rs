//! Owns requests that are made at the same moment, as many people's browsers make them.

use std::thread;

use reqwest::Url;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};

use crate::bench::Bench;
use crate::bench::browser::jar::{Jar, Journey};
use crate::bench::browser::page::Page;
use crate::bench::halt::Halt;
use crate::bench::http::{Answer, Bounds, ExchangeError, Exchanges, Reads};
use crate::bench::limits::Limits;
use crate::interrupt::Interrupt;

/// What came of one request.
#[derive(Debug)]
pub(crate) struct Came {
    pub(crate) url: Url,
    pub(crate) status: u16,
    pub(crate) location: Option<Url>,
    pub(crate) set_cookies: Vec<String>,
    pub(crate) page: Page,
}

impl Bench<'_> {
    /// Makes all requests at once, each with the cookies of its browser; what could not be read is a reason.
    pub(crate) fn at_once(&self, errands: &[(Jar, Url)]) -> Result<Vec<Result<Came, String>>, Halt> {
        self.transcript().did("bench", &format!("makes {} requests at the same moment", errands.len()))?;
        let limits = *self.transcript().limits();
        let (http, interrupt) = (&self.exchanges, self.transcript().interrupt());
        let sent = thread::scope(|scope| {
            let begun: Vec<_> = errands
                .iter()
                .map(|(jar, url)| {
                    let (http, interrupt) = (http.clone(), interrupt.clone());
                    let cookies = jar.header(url, Journey::Own);
                    let url = url.clone();
                    scope.spawn(move || ask(&http, &url, cookies.as_deref(), &limits, &interrupt))
                })
                .collect();
            begun
                .into_iter()
                .map(|one| one.join().map_err(|_| ExchangeError::Interrupted))
                .collect::<Vec<_>>()
        });
        let read =
            sent.into_iter().zip(errands).map(|(sent, (_, url))| match sent.and_then(|answer| answer) {
                Ok(answer) => Ok(came(url, &answer, &limits)),
                Err(error) => Ok(Err(error.why().ok_or(Halt::Interrupted)?)),
            });
        read.collect()
    }
}

fn ask(
    http: &Exchanges,
    url: &Url,
    cookies: Option<&str>,
    limits: &Limits,
    interrupt: &Interrupt,
) -> Result<Answer, ExchangeError> {
    let request = http.request(reqwest::Method::GET, url.as_str());
    let request = match cookies {
        Some(cookies) => request.header(COOKIE, cookies),
        None => request,
    };
    let bounds = Bounds { within: limits.exchange, reads: Reads::Shown(limits.body_octets_max) };
    http.send(request, bounds, interrupt)
}

fn came(url: &Url, answer: &Answer, limits: &Limits) -> Result<Came, String> {
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let location = answer.headers.get(LOCATION).and_then(|to| url.join(&text(to.as_bytes())).ok());
    let set_cookies = answer.headers.get_all(SET_COOKIE).iter().map(|one| text(one.as_bytes())).collect();
    let status = answer.status.as_u16();
    let page = Page::read(url.clone(), status, &text(&answer.body), limits)?;
    Ok(Came { url: url.clone(), status, location, set_cookies, page })
}
