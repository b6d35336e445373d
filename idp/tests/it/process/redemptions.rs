//! A server that is killed while codes are redeemed: none is good twice, and none that was given is lost.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc;

use reqwest::Url;
use reqwest::blocking::Client;
use serde_json::{Value, json};

use crate::actors::{Folder, Program, client};

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

/// A code for a citizen; nothing when the server is gone.
fn code(client: &Client, base_url: &str, person: u64) -> Option<String> {
    let mut asks = Url::parse_with_params(&format!("{base_url}/aas/oauth2/ac"), ASKS).unwrap();
    asks.query_pairs_mut().append_pair("response_type", "code");
    let call = json!({ "person": person, "authorize_url": asks.as_str(), "consent": true });
    let reply = client.post(format!("{base_url}/control/v1/sign-ins")).json(&call).send().ok()?;
    let back: Value = reply.json().ok()?;
    let back = Url::parse(back["redirect_to"].as_str().unwrap()).unwrap();
    back.query_pairs().find(|(name, _)| name == "code").map(|(_, code)| code.into_owned())
}

/// What the code is exchanged for; nothing when the server is gone.
fn redeem(client: &Client, base_url: &str, code: &str) -> Option<Value> {
    let further = [("grant_type", "authorization_code"), ("token_type", "Bearer"), ("code", code)];
    let form: Vec<_> = ASKS.into_iter().chain(further).collect();
    client.post(format!("{base_url}/aas/oauth2/te")).form(&form).send().ok()?.json().ok()
}

/// Signs in until the server is gone and redeems two codes of three; tells each code that was answered for, and
/// whether tokens came for it.
fn sign_in(base_url: &str, answered: &mpsc::Sender<(String, bool)>) {
    let client = client();
    let made = client
        .post(format!("{base_url}/control/v1/people"))
        .header("content-type", "application/json")
        .body("{\"level\":\"confirmed\"}")
        .send();
    let Ok(person) = made.and_then(|reply| reply.json::<Value>()) else { return };
    for number in 0.. {
        let Some(code) = code(&client, base_url, person["oid"].as_u64().unwrap()) else { return };
        let redeems = number % 3 > 0;
        if redeems {
            let Some(tokens) = redeem(&client, base_url, &code) else { return };
            assert!(tokens["access_token"].is_string(), "{tokens}");
        }
        if answered.send((code, redeems)).is_err() {
            return;
        }
    }
}

#[test]
fn a_killed_server_gives_tokens_for_each_code_once() {
    let folder = Folder::new("redemptions");
    let store = folder.path("world.sqlite");
    let mut codes = BTreeMap::new();
    for _ in 0..3 {
        let mut program = serve(&store);
        let base_url = program.base_url.clone();
        let (answered, answers) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                let (answered, base_url) = (answered.clone(), &base_url);
                scope.spawn(move || sign_in(base_url, &answered));
            }
            codes.extend(answers.iter().take(15));
            program.signal("KILL");
            program.wait();
        });
        codes.extend(answers.try_iter());
    }
    assert!(codes.values().any(|redeemed| *redeemed) && codes.values().any(|redeemed| !redeemed));
    let program = serve(&store);
    let client = client();
    for (code, redeemed) in &codes {
        let answer = redeem(&client, &program.base_url, code).unwrap();
        assert_eq!(answer["access_token"].is_string(), !redeemed, "{answer}");
        let again = redeem(&client, &program.base_url, code).unwrap();
        let said = again["error_description"].as_str().unwrap_or_default();
        assert!(said.starts_with("ESIA-007011"), "{again}");
    }
}
