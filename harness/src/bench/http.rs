//! Owns how the bench speaks HTTP.

use std::time::Duration;

use reqwest::blocking::Client;
use reqwest::redirect::Policy as Redirects;

use crate::bench::halt::Halt;

/// Longer than any page needs, shorter than anybody's patience.
const PATIENCE: Duration = Duration::from_secs(20);

/// The HTTP client of the bench: no redirects, no cookies, no proxy of the machine.
///
/// # Errors
/// When it cannot be set up.
pub fn http() -> Result<Client, Halt> {
    let client = Client::builder().timeout(PATIENCE).redirect(Redirects::none()).no_proxy().build();
    client.map_err(|error| Halt::Broken(format!("failed to set up HTTP: {error}")))
}
