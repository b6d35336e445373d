//! The control token: where it is wanted, how it is shown, and when the program wants it.

use crate::actors::{Folder, Program};
use crate::oauth::kit::http::Request;

const TOKEN: &str = "q7Jx0n3vT2mB8sKd";

fn file(folder: &Folder, name: &str, text: &str) -> String {
    let file = folder.path(name);
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn the_control_api_and_the_pages_of_testers_and_operators_want_the_token() {
    let folder = Folder::new("token");
    let token = file(&folder, "token", &format!("{TOKEN}\n"));
    let mut program = Program::serve(&["--control-token-file", &token]);
    let base = program.base_url.clone();
    let get = |path: &str, shown: Option<&str>| {
        let request = Request::get(path);
        shown.into_iter().fold(request, |request, shown| request.header("Authorization", shown)).send(&base)
    };
    let (bearer, basic) = (format!("Bearer {TOKEN}"), "Basic dGVzdGVyOnE3SngwbjN2VDJtQjhzS2Q=");
    for path in ["/control/v1/people", "/control/v1/openapi.json", "/realms/default/control/v1/clock"] {
        for wrong in [None, Some("Bearer x"), Some("Bearer q7Jx0n3vT2mB8sKe")] {
            let reply = get(path, wrong);
            assert_eq!(reply.status, 401, "{path}");
            assert!(reply.header("www-authenticate").unwrap().starts_with("Bearer "), "{path}");
            assert!(
                reply.json()["fix"].as_str().unwrap().contains("Authorization: Bearer"),
                "{}",
                reply.text()
            );
        }
        assert_eq!(get(path, Some(&bearer)).status, 200, "{path}");
    }
    for path in ["/logs/sms", "/logs/postcodes", "/journal", "/operator/login?centre=1"] {
        let reply = get(path, None);
        assert_eq!(reply.status, 401, "{path}");
        assert!(reply.header("www-authenticate").unwrap().starts_with("Basic "), "{path}");
        assert_ne!(get(path, Some(basic)).status, 401, "{path}");
    }
    for path in ["/", "/login", "/registration", "/public/esia.pem", "/assets/portal.css"] {
        assert_eq!(get(path, None).status, 200, "{path}");
    }
    program.signal("TERM");
    let (_, said) = program.wait();
    assert!(!said.contains(TOKEN) && !program.errors().contains(TOKEN));
}

#[test]
fn a_file_that_holds_no_token_is_told() {
    let folder = Folder::new("no-token");
    let cases = [
        (file(&folder, "empty", ""), "must hold one line"),
        (file(&folder, "short", "secret\n"), "at least 16"),
        (file(&folder, "lines", &format!("{TOKEN}\n{TOKEN}\n")), "must hold one line"),
        (folder.path("missing").to_str().unwrap().to_owned(), "cannot read the control token file"),
    ];
    for (file, expected) in cases {
        for command in [
            &["serve", "--listen", "127.0.0.1:0", "--control-token-file", &file][..],
            &["exec", "--control-token-file", &file, "--", "true"],
        ] {
            let ended = Program::command(command).output().unwrap();
            let said = String::from_utf8(ended.stderr).unwrap();
            assert_eq!(ended.status.code(), Some(2), "{said}");
            assert!(said.contains(expected) && said.contains(&file) && !said.contains(TOKEN), "{said}");
        }
    }
}

#[test]
fn words_that_name_no_host_origin_or_network_are_told() {
    for (flag, value, expected) in [
        ("--allow-host", "http://idp.test", "expected a host name without scheme, port and path"),
        ("--allow-origin", "idp.test", "expected scheme, host and port"),
        ("--allow-origin", "*", "expected scheme, host and port"),
        ("--trusted-proxy", "10.0.0.0/99", "expected an address or a range"),
        ("--public-url", "https://idp.test/esia", "without a path"),
    ] {
        let ended = Program::command(&["serve", flag, value]).output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(ended.status.code() == Some(2) && said.contains(expected), "{flag} {value}: {said}");
    }
}

#[test]
fn a_command_is_told_where_the_token_is() {
    let folder = Folder::new("exec-token");
    let token = file(&folder, "token", TOKEN);
    let script =
        "test \"$(cat $ESIA_CONTROL_TOKEN_FILE)\" = q7Jx0n3vT2mB8sKd && test -z \"${ESIA_CONTROL_TOKEN:-}\"";
    let ended = Program::command(&["exec", "--control-token-file", &token, "--", "sh", "-c", script])
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
}
