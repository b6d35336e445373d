//! A server that is killed while codes and refresh tokens are redeemed: none is good twice, none is lost.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc;

use reqwest::Url;
use reqwest::blocking::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::actors::{Folder, Program, client, rounds};

const WRITERS: usize = 10;

/// What a request of the relying party whose signatures are not checked has in any case.
const ASKS: [(&str, &str); 6] = [
    ("client_id", "LOCALTEST"),
    ("client_secret", "x"),
    ("scope", "openid fullname"),
    ("state", "7b0f2c1e-30a9-4d4e-9c53-000000000001"),
    ("timestamp", "2018.12.01 09:00:00 +0000"),
    ("redirect_uri", "http://127.0.0.1/back"),
];

fn serve(store: &Path) -> Program {
    Program::serve(&["--store", store.to_str().unwrap(), "--clock", "2018-12-01T09:00:00Z"])
}

/// The address of an authorization request.
pub(super) fn authorization(base_url: &str) -> String {
    let mut asks = Url::parse_with_params(&format!("{base_url}/aas/oauth2/ac"), ASKS).unwrap();
    asks.query_pairs_mut().extend_pairs([("response_type", "code"), ("access_type", "offline")]);
    asks.into()
}

/// A code for a citizen; nothing when the server is gone.
fn code(client: &Client, base_url: &str, person: u64) -> Option<Grant> {
    let call = json!({ "person": person, "authorize_url": authorization(base_url), "consent": true });
    let reply = client.post(format!("{base_url}/control/v1/sign-ins")).json(&call).send().ok()?;
    Some(Grant::in_redirect(&reply.json().ok()?))
}

/// What is exchanged for tokens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grant {
    Code(String),
    Refresh(String),
}

impl Grant {
    /// The code in the answer to a sign-in.
    pub(super) fn in_redirect(answer: &Value) -> Self {
        let back = answer["redirect_to"].as_str().and_then(|back| Url::parse(back).ok());
        let back = back.unwrap_or_else(|| panic!("no redirect: {answer}"));
        let code = back.query_pairs().find(|(name, _)| name == "code");
        Self::Code(code.unwrap_or_else(|| panic!("no code: {answer}")).1.into_owned())
    }

    /// Whether an answer says that it was redeemed before.
    pub(super) fn is_refused_by(&self, answer: &Value) -> bool {
        let said = answer["error_description"].as_str().unwrap_or_default();
        said.starts_with(if matches!(self, Self::Code(_)) { "ESIA-007011" } else { "ESIA-007028" })
    }
}

/// The exchange of a code or a refresh token.
pub(super) fn exchange(client: &Client, base_url: &str, grant: &Grant) -> RequestBuilder {
    let further = match grant {
        Grant::Code(code) => [("grant_type", "authorization_code"), ("code", &**code)],
        Grant::Refresh(token) => [("grant_type", "refresh_token"), ("refresh_token", &**token)],
    };
    let form: Vec<_> = ASKS.into_iter().chain([("token_type", "Bearer")]).chain(further).collect();
    client.post(format!("{base_url}/aas/oauth2/te")).form(&form)
}

/// The answer to an exchange; nothing when the server is gone.
fn redeem(client: &Client, base_url: &str, grant: &Grant) -> Option<Value> {
    exchange(client, base_url, grant).send().ok()?.json().ok()
}

/// Signs in until the server is gone. Of three codes one is kept, one is redeemed, and the refresh token of one is
/// redeemed too; `first` says which comes first. Tells each grant that was answered for, and whether tokens came
/// for it.
fn sign_in(base_url: &str, first: usize, answered: &mpsc::Sender<(Grant, bool)>) -> Option<()> {
    let client = client();
    let made = client
        .post(format!("{base_url}/control/v1/people"))
        .header("content-type", "application/json")
        .body("{\"level\":\"confirmed\"}")
        .send();
    let person: Value = made.and_then(Response::json).ok()?;
    for exchanges in (0..3).cycle().skip(first) {
        let mut grant = code(&client, base_url, person["oid"].as_u64().unwrap())?;
        for _ in 0..exchanges {
            let tokens = redeem(&client, base_url, &grant)?;
            let token = tokens["refresh_token"].as_str().unwrap_or_else(|| panic!("{tokens}"));
            answered.send((grant, true)).ok()?;
            grant = Grant::Refresh(token.to_owned());
        }
        answered.send((grant, false)).ok()?;
    }
    None
}

#[test]
fn a_killed_server_gives_tokens_for_each_code_and_refresh_token_once() {
    let folder = Folder::new("redemptions");
    let store = folder.path("world.sqlite");
    let mut grants = BTreeMap::new();
    for _ in 0..rounds(3) {
        let mut program = serve(&store);
        let base_url = program.base_url.clone();
        let (answered, answers) = mpsc::channel();
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (answered, base_url) = (answered.clone(), &base_url);
                scope.spawn(move || sign_in(base_url, writer % 3, &answered));
            }
            grants.extend(answers.iter().take(20));
            program.signal("KILL");
            program.wait();
        });
        grants.extend(answers.try_iter());
    }
    let program = serve(&store);
    let client = client();
    let (used, good): (Vec<_>, Vec<_>) = grants.iter().partition(|(_, is_used)| **is_used);
    for kept in [&used, &good] {
        assert!(kept.iter().any(|(grant, _)| matches!(grant, Grant::Code(_))));
        assert!(kept.iter().any(|(grant, _)| matches!(grant, Grant::Refresh(_))));
    }
    for (grant, _) in &good {
        let answer = redeem(&client, &program.base_url, grant).unwrap();
        assert!(answer["access_token"].is_string(), "{grant:?} is lost: {answer}");
    }
    for (grant, _) in grants {
        let again = redeem(&client, &program.base_url, &grant).unwrap();
        assert!(grant.is_refused_by(&again), "{grant:?} is good twice: {again}");
    }
}
