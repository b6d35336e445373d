//! `serve` from start to end.

use serde_json::{Value, json};

use crate::actors::{Folder, Program, Tester};

#[test]
fn serve_says_once_where_it_is_and_ends_well_when_asked() {
    for signal in ["TERM", "INT"] {
        let mut program = Program::serve(&[]);
        let tester = Tester::at(&program.base_url);
        assert_eq!(tester.call("GET /clock", &[], Value::Null).status, 200);
        program.signal(signal);
        let (status, rest) = program.wait();
        assert_eq!((status.code(), rest.as_str()), (Some(0), ""), "{signal}");
    }
}

#[test]
fn an_address_that_others_reach_needs_a_flag_that_says_so() {
    for address in ["0.0.0.0:0", "[::]:0"] {
        let refused = Program::command(&["serve", "--listen", address]).output().unwrap();
        assert_eq!(refused.status.code(), Some(2));
        assert!(refused.stdout.is_empty());
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(
            said.contains("is not a loopback address") && said.contains("--expose-unprotected"),
            "{said}"
        );
    }
}

#[test]
fn what_is_set_but_empty_is_refused_by_name() {
    let said = |mut command: std::process::Command| {
        let ended = command.output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!((ended.status.code(), ended.stdout.len()), (Some(2), 0), "{said}");
        said
    };
    for name in ["ESIA_LISTEN", "ESIA_STORE", "ESIA_FIXTURES", "ESIA_CLOCK", "ESIA_SEED", "ESIA_ISSUER"] {
        for value in ["", " "] {
            let mut command = Program::command(&["serve"]);
            command.env(name, value);
            let said = said(command);
            assert!(said.contains(&format!("{name} is set but empty")), "{said}");
        }
    }
    for option in ["--store", "--issuer"] {
        let said = said(Program::command(&["serve", option, ""]));
        assert!(said.contains(&format!("{option} is set but empty")), "{said}");
    }
}

#[test]
fn a_port_that_is_taken_is_told() {
    let program = Program::serve(&[]);
    let taken = program.base_url.strip_prefix("http://").unwrap();
    let refused = Program::command(&["serve", "--listen", taken]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains(taken), "{said}");
}

#[test]
fn a_file_that_cannot_hold_a_world_is_told_by_name_with_what_to_do() {
    let folder = Folder::new("unusable");
    let world = folder.path("world.sqlite");
    let said = |file: &std::path::Path| {
        let mut command = Program::command(&["serve", "--listen", "127.0.0.1:0", "--store"]);
        let ended = command.arg(file).output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!((ended.status.code(), ended.stdout.as_slice()), (Some(1), b"".as_slice()), "{said}");
        assert!(said.contains(&file.display().to_string()), "{said}");
        said
    };
    let mut first = Program::serve(&["--store", world.to_str().unwrap()]);
    assert!(said(&world).contains("another esia-idp has it open; end that one"), "two on one file");
    first.signal("TERM");
    first.wait();
    let cut = folder.path("cut.sqlite");
    // A server that ends in haste leaves what it wrote in the file beside, from where the next one takes it.
    let kept = rusqlite::Connection::open(&world).unwrap();
    kept.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(kept);
    let whole = std::fs::read(&world).unwrap();
    std::fs::write(&cut, whole.get(..whole.len() / 4).unwrap()).unwrap();
    assert!(said(&cut).contains("or move it away to begin anew"));
    let text = folder.path("text.sqlite");
    std::fs::write(
        &text,
        "a letter, not a database; long enough to have what could be a header of its own, and more",
    )
    .unwrap();
    assert!(said(&text).contains("name another file with --store"));
    std::fs::create_dir(folder.path("folder")).unwrap();
    assert!(said(&folder.path("folder")).contains("in a folder that can be written"));
    assert!(said(&text.join("inside")).contains("in a folder that can be written"));
    // The one that was refused has not harmed the one that ran.
    drop(Program::serve(&["--store", world.to_str().unwrap()]));
}

#[test]
fn a_wrong_fixture_is_named_by_file_and_line() {
    let folder = Folder::new("fixtures");
    let own = crate::source::root().join("fixtures");
    for name in [
        "people/published.toml",
        "clients/local.toml",
        "centres.toml",
        "keys/esia-rsa.key.pem",
        "keys/esia-rsa.cert.pem",
    ] {
        let to = folder.path(name);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(own.join(name), to).unwrap();
    }
    let start = || {
        let mut command = Program::command(&["serve", "--listen", "127.0.0.1:0", "--fixtures"]);
        let ended = command.arg(folder.path("")).output().unwrap();
        assert_eq!(ended.status.code(), Some(1));
        String::from_utf8(ended.stderr).unwrap()
    };
    let people = folder.path("people/more.toml");
    std::fs::write(&people, "[[person]]\nlast_name = \"А\"\nnickname = \"Б\"\n").unwrap();
    let said = start();
    assert!(said.contains("more.toml") && said.contains("line 3") && said.contains("nickname"), "{said}");
    std::fs::write(&people, "[[person]]\nsnils = \"1\"\n").unwrap();
    let said = start();
    assert!(said.contains("more.toml") && said.contains("snils"), "{said}");
    std::fs::remove_file(&people).unwrap();
    std::fs::remove_file(folder.path("centres.toml")).unwrap();
    let said = start();
    assert!(said.contains("centres.toml"), "{said}");
}

#[test]
fn a_fixed_clock_and_issuer_are_what_the_command_line_says() {
    let program = Program::serve(&["--clock", "2018-12-01T09:00:00Z"]);
    let tester = Tester::at(&program.base_url);
    assert_eq!(tester.get("/clock", &[]), json!({"now": "2018-12-01T09:00:00Z", "mode": "frozen"}));
}
