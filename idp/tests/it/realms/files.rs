//! Files of realms that are damaged, gone, replaced or too large for their disk: told, refused, and no other realm suffers.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::actors::{Folder, Program, Reply, Tester};
use crate::realms::stress::has;

const PHONE: &str = "+7(900)0000001";

/// A server on a file.
fn serve(world: &Path, arguments: &[&str]) -> (Program, Tester) {
    let store = ["--store", world.to_str().unwrap()];
    let program = Program::serve(&[&store, arguments].concat());
    let tester = Tester::at(&program.base_url);
    (program, tester)
}

/// Ends a server; tells what it said on stderr.
fn end(mut program: Program) -> String {
    program.signal("TERM");
    program.wait();
    program.errors()
}

fn file_of(folder: &Folder, realm: &str) -> PathBuf {
    folder.path("world.sqlite.realms").join(format!("{realm}.sqlite"))
}

fn listed(tester: &Tester, realm: &str) -> Value {
    let shown = tester.get("/realms/{id}", &[&realm]);
    let all = tester.get("/realms", &[]);
    assert!(all["realms"].as_array().unwrap().contains(&shown), "{all}");
    shown
}

#[track_caller]
fn unusable(shown: &Value, file: &Path) {
    let reason = shown["reason"].as_str().unwrap_or_default();
    assert_eq!(shown["state"], "unusable", "{shown}");
    assert!(reason.contains(&file.display().to_string()), "{reason}");
}

fn reset(tester: &Tester, realm: &str) -> Reply {
    tester.call("POST /realms/{id}/reset", &[&realm], Value::Null)
}

#[test]
fn a_damaged_realm_is_left_out_and_told_and_can_be_reset_or_dropped() {
    let folder = Folder::new("damaged");
    let world = folder.path("world.sqlite");
    let (program, tester) = serve(&world, &[]);
    for name in ["cut", "sound", "text"] {
        tester.realm(json!({"id": name}));
    }
    end(program);
    let whole = std::fs::read(file_of(&folder, "cut")).unwrap();
    std::fs::write(file_of(&folder, "cut"), &whole[..whole.len() / 4]).unwrap();
    std::fs::write(
        file_of(&folder, "text"),
        "a letter, not a database, and long enough to be neither ".repeat(9),
    )
    .unwrap();

    let (program, tester) = serve(&world, &[]);
    tester.person(json!({}));
    tester.of_name("sound").person(json!({}));
    for name in ["cut", "text"] {
        unusable(&listed(&tester, name), &file_of(&folder, name));
        let realm = tester.of_name(name);
        for path in ["/control/v1/clock", "/login", "/aas/oauth2/ac", "/rs/prns/1000"] {
            let told = realm.open(path).problem(503, "realm");
            assert!(told["fix"].as_str().unwrap().contains("/reset"), "{told}");
        }
        tester.call("POST /realms", &[], json!({"id": name})).problem(409, "id");
        tester.call("POST /realms", &[], json!({"from": name})).problem(409, "from");
    }
    assert_eq!(reset(&tester, "cut").expect(200)["state"], "serving");
    tester.of_name("cut").person(json!({"mobile": PHONE}));
    assert_eq!(tester.call("DELETE /realms/{id}", &[&"text"], Value::Null).status, 204);
    assert!(!file_of(&folder, "text").exists());
    tester.realm(json!({"id": "text"})).person(json!({}));

    let said = end(program);
    for name in ["cut", "text"] {
        assert!(said.contains(&format!("realm {name} is left out")), "{said}");
    }
    let (_program, tester) = serve(&world, &[]);
    for name in ["cut", "sound", "text"] {
        assert_eq!(listed(&tester, name)["state"], "serving");
    }
    assert!(has(&tester.of_name("cut"), PHONE));
}

#[test]
fn a_file_that_is_removed_or_replaced_while_serving_is_told_before_anything_more_is_answered_for() {
    let folder = Folder::new("removed");
    let world = folder.path("world.sqlite");
    let (program, tester) = serve(&world, &[]);
    let kept = tester.realm(json!({"id": "kept", "seed": 3}));
    for (realm, name, file) in
        [(&tester, "default", world.clone()), (&kept, "kept", file_of(&folder, "kept"))]
    {
        let away = folder.path("away.sqlite");
        for stands_there in [false, true] {
            std::fs::rename(&file, &away).unwrap();
            if stands_there {
                std::fs::copy(&away, &file).unwrap();
            }
            realm.call("POST /people", &[], json!({})).problem_of_file(&file);
            unusable(&listed(&tester, name), &file);
            if stands_there {
                // Another file is nothing that a reset may write over.
                reset(&tester, name).problem_of_file(&file);
            }
            std::fs::rename(&away, &file).unwrap();
            realm.person(json!({}));
            assert_eq!(listed(&tester, name)["state"], "serving");
        }
        let log = PathBuf::from(format!("{}-wal", file.display()));
        std::fs::remove_file(&log).unwrap();
        realm.call("POST /people", &[], json!({})).problem_of_file(&log);
        reset(&tester, name).expect(200);
        realm.person(json!({}));
    }
    std::fs::remove_file(file_of(&folder, "kept")).unwrap();
    assert_eq!(reset(&tester, "kept").expect(200)["seed"], 3);
    kept.person(json!({"mobile": PHONE}));
    let said = end(program);
    assert!(said.contains("kept.sqlite: it was removed while it was open"), "{said}");
    let (_program, tester) = serve(&world, &[]);
    assert!(has(&tester.of_name("kept"), PHONE));
}

#[test]
fn a_disk_that_takes_no_more_is_named_with_the_file() {
    let folder = Folder::new("full");
    let world = folder.path("world.sqlite");
    // A limit of the process stands in for a full disk: no file may be longer than this many blocks of 512 octets.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 8192; exec \"$@\"", "sh"]);
    let serve = Program::command(&["serve", "--listen", "127.0.0.1:0", "--store", world.to_str().unwrap()]);
    command.arg(serve.get_program()).args(serve.get_args());
    let program = Program::ready(command);
    let tester = Tester::at(&program.base_url);
    let refused = (0..200)
        .map(|_| tester.call("POST /people", &[], json!({"count": 200})))
        .find(|one| one.status != 201);
    refused.expect("a limit that is met").problem_of_file(&world);
    tester.get("/people?limit=1", &[]);
    assert_eq!(tester.open("/login").status, 200);
}

#[test]
fn the_default_realm_keeps_its_seed_until_another_is_asked_for() {
    let folder = Folder::new("seed");
    let world = folder.path("world.sqlite");
    let seed = |arguments: &[&str]| {
        let (program, tester) = serve(&world, arguments);
        let seed = listed(&tester, "default")["seed"].as_u64().unwrap();
        (seed, end(program))
    };
    let (first, said) = seed(&[]);
    assert_eq!(said, "");
    assert_eq!(seed(&[]), (first, String::new()));
    let (second, said) = seed(&["--seed", "7"]);
    assert!(second == 7 && said.contains(&format!("now 7, no longer {first}")), "{said}");
    assert_eq!([seed(&[]), seed(&["--seed", "7"])], [(7, String::new()), (7, String::new())]);
}

#[test]
fn a_realm_made_without_a_name_never_meets_one_that_was_kept() {
    let folder = Folder::new("names");
    let world = folder.path("world.sqlite");
    for kept in 1..4 {
        // The same seed draws the same names.
        let (program, tester) = serve(&world, &["--seed", "7"]);
        tester.realm(json!({}));
        assert_eq!(tester.get("/realms", &[])["realms"].as_array().unwrap().len(), kept + 1);
        end(program);
    }
}
