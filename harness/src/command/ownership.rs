//! Owns the question whether a party on another machine may be attacked: its owner has said so, where everybody can see it.

use std::time::Duration;

use reqwest::Method;

use crate::bench::http::{Bounds, Exchanges, Reads};
use crate::bench::party::{Choice, Description};
use crate::command::failure::Failure;
use crate::interrupt::Interrupt;
use crate::system::tls::Trust;

/// Where the owner says it, and the words.
const PLACE: &str = "/.well-known/esia-harness.txt";
const WORDS: &str = "esia-harness may attack this site";

/// How long the answer is waited for, and how large it may be.
const WITHIN: Duration = Duration::from_secs(20);
const OCTETS_MAX: u64 = 4_096;

/// Goes on only with a party of this machine, or one whose owner agrees.
pub(super) fn agreed(party: &Choice, trust: &Trust, interrupt: &Interrupt) -> Result<(), Failure> {
    let Choice::Described(description) = party else {
        return Ok(());
    };
    let Some(host) = elsewhere(description) else {
        return Ok(());
    };
    let place = format!("{}{PLACE}", description.url);
    let http = Exchanges::trusting(trust).map_err(Failure::broken)?;
    let bounds = Bounds { within: WITHIN, reads: Reads::Shown(OCTETS_MAX) };
    let answer = http.send(http.request(Method::GET, &place), bounds, interrupt);
    let says_so = answer.is_ok_and(|answer| {
        answer.status.is_success() && String::from_utf8_lossy(&answer.body).contains(WORDS)
    });
    if says_so {
        eprintln!(
            "{host} is another machine: its sessions, forms and addresses will be attacked, and made-up people sign in there"
        );
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "{host} is another machine, and attacks run against it only with its owner's word: let {place} answer \"{WORDS}\""
    )))
}

/// The host of a party that is not on this machine.
fn elsewhere(description: &Description) -> Option<String> {
    let host = description.host()?;
    let bare = host.trim_matches(['[', ']']);
    let is_here = bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        || bare == "localhost"
        || bare.ends_with(".localhost");
    (!is_here).then_some(host)
}
