//! Owns the measurement of whole providers: this one and three others, side by side in one run on one machine.
//!
//! All contestants are started, then measured in turn within each round, so that a machine that slows down slows all.
//! The driver is a few threads with hand-written HTTP/1.1 over kept connections; it shares the cores with the servers.

mod contest;
mod contestant;
mod drive;
mod esia;
mod form;
mod http;
mod latency;
mod machine;
mod options;
mod peers;
mod report;
mod server;
mod watch;

use std::fs;

pub use crate::load::options::BenchOptions;
pub use crate::load::report::BenchReport;

use crate::load::contest::Contest;
use crate::load::contestant::Contestant;
use crate::load::esia::{Credentials, Esia};
use crate::party::Tongue;
use crate::party::tongue::Algorithm::{Gost256, Gost512, Rsa};
use crate::party::tongue::{Algorithm, Dialect};

/// Version, the party's own key and the tokens' key, beside version 1 with RSA.
const OTHER_TONGUES: [(Dialect, Algorithm, Algorithm); 4] = [
    (Dialect::V1, Gost256, Rsa),
    (Dialect::V3, Gost256, Rsa),
    (Dialect::V3, Gost256, Gost256),
    (Dialect::V3, Gost512, Gost512),
];

/// Measures; progress goes to standard error. An error means that nothing could be measured at all:
/// a contestant that fails is told in the report.
pub fn run(options: BenchOptions) -> Result<BenchReport, String> {
    if options.users == 0 || options.rounds == 0 || options.starts == 0 || options.round.is_zero() {
        return Err("users, rounds, starts and the length of a round must be more than nothing".to_owned());
    }
    fs::create_dir_all(&options.logs).map_err(|error| format!("{}: {error}", options.logs.display()))?;
    let contestants = contestants(&options)?;
    if contestants.is_empty() {
        return Err(format!("no contestant is called {:?}", options.only));
    }
    eprintln!("bench: signatures a second that this machine can make");
    let limit = machine::signature_limit();
    let standings = Contest::new(&options, &contestants).hold();
    Ok(BenchReport::new(&options, limit, standings))
}

fn contestants(options: &BenchOptions) -> Result<Vec<Box<dyn Contestant>>, String> {
    let esia =
        |tongue: Tongue, credentials: &Credentials, accounts: usize, openid: bool| -> Box<dyn Contestant> {
            let (program, credentials) = (options.idp.clone(), credentials.clone());
            Box::new(Esia { program, accounts, openid, tls: options.tls, tongue, credentials })
        };
    let first = Credentials::fresh("BENCH", Tongue::FIRST)?;
    let mut all: Vec<_> =
        options.accounts.iter().map(|accounts| esia(Tongue::FIRST, &first, *accounts, true)).collect();
    if let Some(accounts) = options.accounts.first() {
        all.push(esia(Tongue::FIRST, &first, *accounts, false));
        for (dialect, own, of_tokens) in OTHER_TONGUES {
            let tongue = Tongue::new(dialect, own, of_tokens).map_err(|error| error.to_string())?;
            all.push(esia(tongue, &Credentials::fresh("BENCH", tongue)?, *accounts, true));
        }
    }
    all.extend(peers::all(&options.peers));
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|part| name.contains(part));
    all.retain(|contestant| wanted(&contestant.card().name));
    Ok(all)
}
