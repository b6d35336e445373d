//! Owns tests of `esia-harness init`: what it finds of two diaries, and that its draft can be run.
//! They need the provider's program beside this one: `cargo build -p idp` makes it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use harness::bench::party::Description;
use harness::bench::provider::{ProcessHandle, Provider, Serving};
use harness::interrupt::Interrupt;

use crate::party::{Ended, lasting_port, python, ready_line, repository};

fn provider() -> Provider {
    let idp = Path::new(env!("CARGO_BIN_EXE_esia-harness")).with_file_name("esia-idp");
    let serving = Serving { listen: "127.0.0.1:0", seed: 2018, tls: false };
    Provider::start(&idp, serving, &ProcessHandle::default(), &Interrupt::new()).unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("init").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn harness(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let ran = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let [output, complained] =
        [&ran.stdout, &ran.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
    (ran.status.code(), output + &complained)
}

#[test]
fn what_is_found_of_a_diary_over_a_public_library_can_be_run_as_it_is() {
    let (provider, folder) = (provider(), folder("library"));
    let idp = provider.base_url.trim_end_matches('/');
    let http = harness::bench::http::http().unwrap();
    let check_key = http.get(format!("{idp}/public/esia.pub.pem")).send().unwrap().text().unwrap();
    std::fs::write(folder.join("portal.pub.pem"), check_key).unwrap();
    let url = format!("http://127.0.0.1:{}", lasting_port());
    let fixtures = repository().join("fixtures/keys");
    let mut diary = Ended(
        Command::new(python())
            .arg(repository().join("harness/clients/small-diary.py"))
            .envs([("DIARY_URL", url.as_str()), ("DIARY_ESIA", idp), ("DIARY_MNEMONIC", "SMALL_DIARY")])
            .envs([("DIARY_SCOPE", "openid fullname")])
            // Any key does: the draft's registration does not look at signatures.
            .env("DIARY_KEY", fixtures.join("esia-rsa2.key.pem"))
            .env("DIARY_CERTIFICATE", fixtures.join("esia-rsa2.cert.pem"))
            .env("DIARY_CHECK_KEY", folder.join("portal.pub.pem"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut line = String::new();
    BufReader::new(diary.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "ready\n", "{url}");

    let (code, output) = harness(&folder, &["init", &url, "--idp", idp, "--write", "party.toml"]);
    assert_eq!(code, Some(0), "{output}");
    for found in [
        "the state sign-in: found",
        "what it asks of the portal: found",
        "who is in after the sign-in: found",
    ] {
        assert!(output.contains(found), "{output}");
    }
    let text = std::fs::read_to_string(folder.join("party.toml")).unwrap();
    for line in [
        "mnemonic = \"SMALL_DIARY\"",
        "press = \"Войти через Госуслуги\"",
        "attribute = \"data-oid\"",
        "[leave]",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let attacks = ["hostile.answer.twice", "hostile.provider.token-expired", "hostile.session.stolen"];
    let (code, output) =
        harness(&folder, &[&["run", "--party", "party.toml", "--idp", idp], &attacks[..]].concat());
    assert_eq!(code, Some(0), "{output}");
    assert!(output.contains("3 of 3 scenarios passed"), "{output}");

    let (code, output) = harness(&folder, &["init", &url, "--write", "party.toml"]);
    assert_eq!(code, Some(2), "a file that is there stays as it is: {output}");
}

#[test]
fn of_a_diary_with_an_old_way_in_the_form_is_found_and_what_is_not_found_is_said() {
    let (provider, folder) = (provider(), folder("built-in"));
    let mut diary = Ended(
        Command::new(env!("CARGO_BIN_EXE_esia-harness"))
            .args(["diary", "--idp", &provider.base_url, "--listen", "127.0.0.1:0", "--seed", "1"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let ready = ready_line(&mut diary);
    let url = ready["base_url"].as_str().unwrap();
    let (code, output) = harness(&folder, &["init", url, "--write", "party.toml"]);
    assert_eq!(code, Some(0), "{output}");
    assert!(output.contains("the form of the old way in: found"), "{output}");
    assert!(output.contains("who is in after the sign-in: not found"), "{output}");
    let text = std::fs::read_to_string(folder.join("party.toml")).unwrap();
    assert!(
        text.contains(
            "[password]\npage = \"/\"\nlogin = \"Логин\"\npassword = \"Пароль\"\npress = \"Войти\""
        ),
        "{text}"
    );
    assert!(text.contains("scopes = [\"openid\", \"fullname\", \"snils\", \"id_doc\"]"), "{text}");
    Description::read(&folder.join("party.toml")).expect("a draft is a file that can be read");
}
