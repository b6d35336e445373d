//! Owns how the bench speaks HTTP.

use std::time::Duration;

use reqwest::blocking::Client;
use reqwest::redirect::Policy as Redirects;

use crate::bench::halt::Halt;
use crate::bench::tls::Trust;

/// Longer than any page needs, shorter than anybody's patience.
const PATIENCE: Duration = Duration::from_secs(20);

/// The HTTP client of the bench, for servers without TLS: no redirects, no cookies, no proxy of the machine.
///
/// # Errors
/// When it cannot be set up.
pub fn http() -> Result<Client, Halt> {
    http_trusting(&Trust::default())
}

/// Whether a server was refused for its certificate.
pub(crate) fn is_unverified(error: &reqwest::Error) -> bool {
    let mut causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes.any(|cause| cause.to_string().contains("invalid peer certificate"))
}

/// The same client, which verifies HTTPS servers against the roots of the run.
///
/// # Errors
/// When it cannot be set up.
pub fn http_trusting(trust: &Trust) -> Result<Client, Halt> {
    let tls = trust.client().map_err(|error| Halt::Broken(error.to_string()))?;
    #[expect(clippy::disallowed_methods, reason = "the one place where the bench makes clients")]
    let client = Client::builder();
    let client = client.timeout(PATIENCE).redirect(Redirects::none()).no_proxy();
    let client = client.tls_backend_preconfigured(tls).build();
    client.map_err(|error| Halt::Broken(format!("failed to set up HTTP: {error}")))
}
