//! Owns the sign-in through npm `oidc-provider` and its development pages: a login form, a consent form, nine requests.

use std::process::Command;

use harness::load::form;
use harness::load::gate::Gate;
use harness::load::http::{Answer, Line, Request};
use harness::load::server::Server;

use crate::contestant::{Card, Contestant};
use crate::peers::node::NodePackage;
use crate::peers::steps::{CALLBACK, authorize_target, code_of, redeem};

/// Login, consent and the redirects between them take seven requests; more means going round in a circle.
const STEPS_MAX: usize = 12;

#[derive(Debug)]
pub(super) struct OidcProvider {
    pub(super) node: NodePackage,
}

impl Contestant for OidcProvider {
    fn card(&self) -> Card {
        let sign_in = "authorize, login page, consent page, token, userinfo";
        Card { name: self.node.title(), sign_in, signatures: 1 }
    }

    fn command(&self) -> Result<Command, String> {
        self.node.command()
    }

    fn probe(&self) -> &'static str {
        "/.well-known/openid-configuration"
    }

    fn open<'a>(&self, server: &'a Server, _users: usize) -> Result<Box<dyn Gate + 'a>, String> {
        Ok(Box::new(Open { server, authorize: authorize_target("/auth", "bench") }))
    }
}

struct Open<'a> {
    server: &'a Server,
    authorize: String,
}

impl Gate for Open<'_> {
    fn sign_in(&self, user: usize, line: &mut Line) -> Result<(), String> {
        let mut answer = line.expect(&Request::of(&self.authorize), &[302, 303])?;
        for _ in 0..STEPS_MAX {
            match answer.location.as_deref() {
                Some(location) if location.starts_with(CALLBACK) => {
                    return redeem(line, &code_of(&answer)?, ("bench", "bench-secret"), "/token", "/me");
                }
                Some(location) => {
                    let target = self.server.target(location).to_owned();
                    answer = line.expect(&Request::of(&target), &[200, 302, 303])?;
                }
                None => answer = self.fill_in(&answer, user, line)?,
            }
        }
        Err("the pages lead round in a circle".to_owned())
    }
}

impl Open<'_> {
    /// Fills in the form of the page that is shown, as a person would.
    fn fill_in(&self, page: &Answer, user: usize, line: &mut Line) -> Result<Answer, String> {
        let action =
            form::form_action(&page.body).ok_or_else(|| format!("a page without a form: {}", page.body))?;
        let mut fields = form::hidden_fields(&page.body);
        if fields.iter().any(|(name, value)| name == "prompt" && value == "login") {
            fields.push(("login".to_owned(), format!("citizen-{user}")));
            fields.push(("password".to_owned(), "any".to_owned()));
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        line.expect(&Request::form(self.server.target(&action), &form::encode(&fields)), &[302, 303])
    }
}
