//! Owns the simulator as a contestant: what the report says of it, and which of its variants are measured.

use std::path::{Path, PathBuf};
use std::process::Command;

use harness::diary::esia::protocol::Algorithm::{Gost256, Gost512, Rsa};
use harness::diary::esia::protocol::Protocol;
use harness::diary::esia::protocol::{Algorithm, Dialect};
use harness::load::esia::{Credentials, Esia};
use harness::load::gate::Gate;
use harness::load::server::Server;

use crate::contestant::{Card, Contestant};

/// Version, the party's own key and the tokens' key, beside version 1 with RSA.
const OTHER_TONGUES: [(Dialect, Algorithm, Algorithm); 4] = [
    (Dialect::V1, Gost256, Rsa),
    (Dialect::V3, Gost256, Rsa),
    (Dialect::V3, Gost256, Gost256),
    (Dialect::V3, Gost512, Gost512),
];

/// The program `esia-idp` with one realm and one relying party.
#[derive(Debug)]
struct Simulator {
    program: PathBuf,
    esia: Esia,
}

/// The simulator with each number of accounts; with the first of them also without `openid` and in other versions of the wire.
pub(crate) fn all(program: &Path, accounts: &[usize], tls: bool) -> Result<Vec<Box<dyn Contestant>>, String> {
    let simulator =
        |protocol, credentials: &Credentials, accounts: usize, openid: bool| -> Box<dyn Contestant> {
            let esia = Esia { accounts, openid, tls, protocol, credentials: credentials.clone() };
            Box::new(Simulator { program: program.to_owned(), esia })
        };
    let first = Credentials::fresh("BENCH", Protocol::FIRST)?;
    let mut all: Vec<_> =
        accounts.iter().map(|accounts| simulator(Protocol::FIRST, &first, *accounts, true)).collect();
    if let Some(accounts) = accounts.first() {
        all.push(simulator(Protocol::FIRST, &first, *accounts, false));
        for (dialect, own, of_tokens) in OTHER_TONGUES {
            let protocol = Protocol::new(dialect, own, of_tokens).map_err(|error| error.to_string())?;
            all.push(simulator(protocol, &Credentials::fresh("BENCH", protocol)?, *accounts, true));
        }
    }
    Ok(all)
}

impl Contestant for Simulator {
    fn card(&self) -> Card {
        let Esia { accounts, openid, tls, protocol, .. } = self.esia;
        // The code, the access token and the id token are each a signed JWT.
        let (with, tokens) = if openid { (", openid", 3) } else { ("", 2) };
        let with = if tls { format!("{with}, HTTPS") } else { with.to_owned() };
        let spoken = match protocol {
            Protocol::FIRST => String::new(),
            other => {
                let (dialect, own) = (other.dialect().name(), other.algorithm().name());
                format!(", {dialect} {own}, tokens {}", other.token_algorithm().name())
            }
        };
        Card {
            name: format!("esia-idp, {accounts} accounts{with}{spoken}"),
            sign_in: "ac, login page, te, prns; both client_secret checked, consent remembered",
            signatures: if protocol.token_algorithm() == Algorithm::Rsa { tokens } else { 0 },
        }
    }

    fn command(&self) -> Result<Command, String> {
        Esia::command(&self.program, self.esia.tls)
    }

    fn probe(&self) -> &'static str {
        Esia::PROBE
    }

    fn open<'a>(&self, server: &'a Server, users: usize) -> Result<Box<dyn Gate + 'a>, String> {
        Ok(Box::new(self.esia.open(server, users)?))
    }
}
