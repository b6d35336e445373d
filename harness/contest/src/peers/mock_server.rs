//! Owns the sign-in through npm `oauth2-mock-server`: it has no pages, the code comes with the first answer.

use std::process::Command;

use harness::load::gate::Gate;
use harness::load::http::{Line, Request};
use harness::load::server::Server;

use crate::contestant::{Card, Contestant};
use crate::peers::node::NodePackage;
use crate::peers::steps::{authorize_target, code_of, redeem};

#[derive(Debug)]
pub(super) struct MockServer {
    pub(super) node: NodePackage,
}

impl Contestant for MockServer {
    fn card(&self) -> Card {
        Card { name: self.node.title(), sign_in: "authorize, token, userinfo; no pages", signatures: 2 }
    }

    fn command(&self) -> Result<Command, String> {
        self.node.command()
    }

    fn probe(&self) -> &'static str {
        "/.well-known/openid-configuration"
    }

    fn open<'a>(&self, _server: &'a Server, _users: usize) -> Result<Box<dyn Gate + 'a>, String> {
        Ok(Box::new(Open { authorize: authorize_target("/authorize", "bench") }))
    }
}

struct Open {
    authorize: String,
}

impl Gate for Open {
    fn sign_in(&self, _user: usize, line: &mut Line) -> Result<(), String> {
        let answer = line.expect(&Request::of(&self.authorize), &[302])?;
        redeem(line, &code_of(&answer)?, ("bench", "bench-secret"), "/token", "/userinfo")
    }
}
