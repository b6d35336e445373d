//! Owns tests of practice by hand: portal and diary of one letter, on one clock.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use harness::bench::http::http;
use serde_json::json;

use crate::visit::Town;

/// `esia-harness play` while it serves.
struct Played {
    child: Child,
    /// The portal's address and the diary's.
    addresses: [String; 2],
    said: String,
}

impl Played {
    fn of(policy: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_esia-harness"))
            .args(["play", "--policy", policy, "--lang", "en"])
            .args(["--listen", "127.0.0.1:0", "--idp-listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = String::new();
        for line in lines.map_while(Result::ok) {
            said += &line;
            said.push('\n');
            if line.contains("Ctrl-C") {
                break;
            }
        }
        let address = |name: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name} in {said}")).trim().trim_end_matches('/').to_owned()
        };
        let addresses = [address("portal"), address("diary")];
        Self { child, addresses, said }
    }

    fn page(&self, path: &str) -> String {
        http().unwrap().get(format!("{}{path}", self.addresses[1])).send().unwrap().text().unwrap()
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
            let _ = self.child.wait();
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the diary follows the portal's clock in real time")]
fn a_letter_is_tried_out_by_hand_and_both_clocks_move() {
    let mut played = Played::of("bratsk-2018");
    assert!(played.said.contains("belkina.v") && played.said.contains("Osen-2018!"), "{}", played.said);
    let route = played.page("/practice");
    assert!(route.contains("Bind the portal account"), "{route}");
    assert!(route.contains("2018-12-01T09:00:00%2B08:00"), "{route}");
    assert!(played.page("/").contains("Учебные логины"));
    assert!(played.page("/").contains("Войдите по логину и паролю и привяжите"));
    let login = http().unwrap().get(format!("{}/login", played.addresses[0])).send().unwrap().text().unwrap();
    assert!(login.contains("Белкина Вера Андреевна"), "the portal lists the school's people");

    let clock = json!({"now": "2018-12-01T09:00:00+08:00", "mode": "frozen"});
    let moved = http().unwrap().put(format!("{}/control/v1/clock", played.addresses[0]));
    let moved = moved.header("content-type", "application/json").body(clock.to_string()).send().unwrap();
    assert_eq!(moved.status(), 200);
    let begun = Instant::now();
    while !played.page("/").contains("Пользователи старше 14 лет") {
        assert!(begun.elapsed() < Duration::from_secs(60), "the diary does not follow");
    }

    let ended = Command::new("kill").args(["-TERM", &played.child.id().to_string()]).status().unwrap();
    assert!(ended.success());
    assert_eq!(played.child.wait().unwrap().code(), Some(0));
}

#[test]
fn every_letter_can_be_played() {
    for policy in ["national-2024", "voronezh-itek-2017", "region-2024-edu-journal"] {
        let played = Played::of(policy);
        assert!(played.page("/practice").contains("Sign in through the portal"), "{policy}");
    }
}

#[test]
fn a_diary_that_is_not_for_practice_has_no_route_and_shows_no_logins() {
    let town = Town::sound();
    let get = |path: &str| http().unwrap().get(town.url(path)).send().unwrap();
    assert_eq!(get("/practice").status(), 404);
    assert!(!get("/").text().unwrap().contains("Учебные логины"));
}
