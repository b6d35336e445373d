//! `keys` and `sign`: a key made by the program signs for a client that has no GOST of its own.

use std::io::Write as _;
use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use idp::crypto::signer_from_pem;

use crate::actors::{Folder, Program};

#[test]
fn a_key_made_by_the_program_signs_the_bytes_of_stdin() {
    let folder = Folder::new("sign");
    for algorithm in ["gost256", "rsa2048"] {
        let out = folder.path("keys");
        let made = Program::command(&[
            "keys",
            "--algorithm",
            algorithm,
            "--subject",
            "CN=SIGN",
            "--name",
            algorithm,
        ])
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap();
        assert!(made.status.success(), "{made:?}");
        let key = out.join(format!("{algorithm}.key.pem"));
        let mut signing = Program::command(&["sign", "--key", key.to_str().unwrap()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        signing.stdin.take().unwrap().write_all("текст".as_bytes()).unwrap();
        let signed = signing.wait_with_output().unwrap();
        let signature = URL_SAFE_NO_PAD.decode(String::from_utf8(signed.stdout).unwrap().trim_end()).unwrap();
        let signer = signer_from_pem(&std::fs::read_to_string(&key).unwrap()).unwrap();
        let is_over = |text: &str| {
            signer.verifier().verify(signer.algorithm().digest(), text.as_bytes(), &signature).is_ok()
        };
        assert_eq!((is_over("текст"), is_over("текст\n")), (true, false), "{algorithm}");
    }
}

#[test]
fn a_key_that_cannot_be_read_is_named() {
    let refused = Program::command(&["sign", "--key", "nowhere.pem"]).stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0), "{said}");
    assert!(said.contains("nowhere.pem"), "{said}");
}
