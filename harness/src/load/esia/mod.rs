//! Owns the simulator as a contestant: how it is started, filled with people, and signed in through.

mod control;
mod gate;
mod secret;
mod stock;

use std::path::PathBuf;
use std::process::Command;

use crate::load::contestant::{Card, Contestant, Gate};
use crate::load::esia::control::Control;
use crate::load::esia::gate::EsiaGate;
pub(crate) use crate::load::esia::secret::Credentials;
use crate::load::server::Server;
use crate::party::Tongue;
use crate::party::tongue::Algorithm;

/// The relying party's host as it is registered; nobody listens there.
const HOST: &str = "127.0.0.1:9";

/// The simulator with so many accounts and one set of scopes.
#[derive(Debug)]
pub(crate) struct Esia {
    /// The binary `esia-idp`.
    pub(crate) program: PathBuf,
    /// Accounts in the realm.
    pub(crate) accounts: usize,
    /// Whether `openid` is asked for: with it ESIA issues, and signs, an id token too.
    pub(crate) openid: bool,
    /// Whether it serves HTTPS.
    pub(crate) tls: bool,
    /// How the measuring party speaks.
    pub(crate) tongue: Tongue,
    /// Who asks, and how it signs.
    pub(crate) credentials: Credentials,
}

impl Esia {
    fn scope(&self) -> &'static str {
        if self.openid { "openid fullname" } else { "fullname" }
    }
}

impl Contestant for Esia {
    fn card(&self) -> Card {
        // The code, the access token and the id token are each a signed JWT.
        let (with, tokens) = if self.openid { (", openid", 3) } else { ("", 2) };
        let with = if self.tls { format!("{with}, HTTPS") } else { with.to_owned() };
        let (dialect, own) = (self.tongue.dialect().name(), self.tongue.algorithm().name());
        let spoken = match self.tongue {
            Tongue::FIRST => String::new(),
            other => format!(", {dialect} {own}, tokens {}", other.token_algorithm().name()),
        };
        Card {
            name: format!("esia-idp, {} accounts{with}{spoken}", self.accounts),
            sign_in: "ac, login page, te, prns; both client_secret checked, consent remembered",
            signatures: if self.tongue.token_algorithm() == Algorithm::Rsa { tokens } else { 0 },
        }
    }

    fn command(&self) -> Result<Command, String> {
        if !self.program.exists() {
            return Err(format!("{} is not built", self.program.display()));
        }
        let mut command = Command::new(&self.program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--store", "memory"]);
        command.args(self.tls.then_some("--tls"));
        Ok(command)
    }

    fn probe(&self) -> &'static str {
        "/public/esia.pem"
    }

    fn open<'a>(&self, server: &'a Server, users: usize) -> Result<Box<dyn Gate + 'a>, String> {
        let mut control = Control::of(server);
        control.register(&self.credentials, HOST, self.scope(), self.tongue.token_algorithm().jose())?;
        // Half of those who sign in stand before the crowd and half behind it, so that place in a table cannot flatter.
        let mut people = Vec::new();
        for number in 0..users {
            if number == users / 2 {
                control.crowd(self.accounts.saturating_sub(users))?;
            }
            people.push(control.person()?);
        }
        let gate = EsiaGate::new(
            server,
            control,
            self.credentials.clone(),
            (self.tongue.dialect(), self.scope()),
            people,
        );
        Ok(Box::new(gate.settle()?))
    }
}

#[cfg(test)]
mod tests;
