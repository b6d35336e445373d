//! Owns the simulator under load: how it is started, filled with people, and signed in through.

mod control;
mod gate;
mod secret;
mod stock;

use std::path::Path;
use std::process::Command;

use crate::diary::esia::protocol::Protocol;
use crate::load::esia::control::Control;
pub use crate::load::esia::gate::EsiaGate;
pub use crate::load::esia::secret::Credentials;
use crate::load::server::Server;

/// The relying party's host as it is registered; no one listens there.
const HOST: &str = "127.0.0.1:9";

/// The simulator with so many accounts and one set of scopes.
#[derive(Debug)]
pub struct Esia {
    /// Accounts in the realm.
    pub accounts: usize,
    /// Whether `openid` is asked for: with it ESIA issues, and signs, an id token too.
    pub openid: bool,
    /// Whether it serves HTTPS.
    pub tls: bool,
    /// How the measuring party speaks.
    pub protocol: Protocol,
    /// Who asks, and how it signs.
    pub credentials: Credentials,
}

impl Esia {
    /// A page that the simulator answers as soon as it is ready.
    pub const PROBE: &str = "/public/esia.pem";

    /// How the program `esia-idp` is started on a free port, with everything in memory.
    pub fn command(program: &Path, tls: bool) -> Result<Command, String> {
        if !program.exists() {
            return Err(format!("{} is not built", program.display()));
        }
        let mut command = Command::new(program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--store", "memory"]);
        command.args(tls.then_some("--tls"));
        Ok(command)
    }

    fn scope(&self) -> &'static str {
        if self.openid { "openid fullname" } else { "fullname" }
    }

    /// Registers the relying party, makes the accounts and signs each of the `users` in once.
    pub fn open<'a>(&self, server: &'a Server, users: usize) -> Result<EsiaGate<'a>, String> {
        let mut control = Control::of(server);
        control.register(&self.credentials, HOST, self.scope(), self.protocol.token_algorithm().jose())?;
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
            (self.protocol.dialect(), self.scope()),
            people,
        );
        gate.settle()
    }
}

#[cfg(test)]
mod tests;
