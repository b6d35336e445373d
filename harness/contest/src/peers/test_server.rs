//! Owns the sign-in through the crate `oauth2-test-server`: a registered client, no pages.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use harness::load::gate::Gate;
use harness::load::http::{Line, Request};
use harness::load::server::Server;
use serde::Deserialize;

use crate::contestant::{Card, Contestant};
use crate::peers::steps::{CALLBACK, authorize_target, code_of, redeem};

#[derive(Debug)]
pub(super) struct TestServer {
    pub(super) program: PathBuf,
}

impl Contestant for TestServer {
    fn card(&self) -> Card {
        let name = "oauth2-test-server 0.2.3".to_owned();
        Card { name, sign_in: "authorize, token, userinfo; no pages", signatures: 2 }
    }

    fn command(&self) -> Result<Command, String> {
        if self.program.exists() {
            return Ok(Command::new(&self.program));
        }
        Err("not built: .make/setup bench builds it".to_owned())
    }

    fn probe(&self) -> &'static str {
        "/.well-known/openid-configuration"
    }

    fn open<'a>(&self, server: &'a Server, _users: usize) -> Result<Box<dyn Gate + 'a>, String> {
        let registration = serde_json::json!({
            "redirect_uris": [CALLBACK], "client_name": "bench", "scope": "openid profile",
            "grant_types": ["authorization_code"], "response_types": ["code"],
        });
        let (body, mut line) =
            (registration.to_string(), Line::to(server.place.clone(), Duration::from_secs(10)));
        let body = Some(("application/json", body.as_str()));
        let answer =
            line.expect(&Request { method: "POST", target: "/register", bearer: None, body }, &[201])?;
        let client: Client = serde_json::from_str(&answer.body).map_err(|error| error.to_string())?;
        Ok(Box::new(Open { authorize: authorize_target("/authorize", &client.client_id), client }))
    }
}

#[derive(Deserialize)]
struct Client {
    client_id: String,
    client_secret: Option<String>,
}

struct Open {
    authorize: String,
    client: Client,
}

impl Gate for Open {
    fn sign_in(&self, _user: usize, line: &mut Line) -> Result<(), String> {
        let answer = line.expect(&Request::of(&self.authorize), &[302, 303, 307])?;
        let client =
            (self.client.client_id.as_str(), self.client.client_secret.as_deref().unwrap_or_default());
        redeem(line, &code_of(&answer)?, client, "/token", "/userinfo")
    }
}
