//! Owns single requests outside a browser: with headers of one's own choice, and led nowhere by the answer.

use reqwest::{Method, Url};

use crate::bench::Bench;
use crate::bench::browser::page::Page;
use crate::bench::halt::Halt;
use crate::bench::http::{Bounds, ExchangeError, Reads};

/// The page at an address, asked for with these headers; or why it cannot be read.
pub(super) fn asked_with<'h>(
    bench: &Bench<'_>,
    address: &Url,
    headers: impl Iterator<Item = (&'h str, &'h str)>,
) -> Result<Result<Page, String>, Halt> {
    let limits = bench.transcript().limits();
    let bounds =
        Bounds { within: bench.transcript().next_exchange()?, reads: Reads::All(limits.body_octets_max) };
    let request = bench.exchanges().request(Method::GET, address.as_str());
    let request = headers.fold(request, |request, (name, value)| request.header(name, value));
    match bench.exchanges().send(request, bounds, bench.transcript().interrupt()) {
        Ok(answer) => {
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            Ok(Page::read(address.clone(), answer.status.as_u16(), &text, limits))
        }
        Err(ExchangeError::Interrupted) => Err(Halt::Interrupted),
        Err(other) => Ok(Err(other.why().unwrap_or_default())),
    }
}
