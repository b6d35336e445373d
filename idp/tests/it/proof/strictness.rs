//! Owns the proof of strictness: everything a relying party may do wrong is done, and `docs/STRICTNESS.md` says what came of it.

mod authorization;
mod data;
mod exchange;
mod grants;
mod later;
mod parameters;
mod reached;

use idp::protocol::oauth::error;
use idp::protocol::rs;

use super::page::Page;
use super::scene::{ACCEPTED, Scene};

/// Something a relying party does wrong.
struct Behaviour {
    /// What it does.
    does: &'static str,
    /// What it breaks, or why it is let through.
    rule: &'static str,
    /// What a strict registration must come to: a code of the catalogue, or [`ACCEPTED`].
    strict: &'static str,
    /// Does it; tells what came of it.
    run: fn(&Scene) -> String,
    /// Whether it moves the clock, and so needs a provider of its own.
    travels: bool,
}

impl Behaviour {
    const fn new(
        does: &'static str,
        rule: &'static str,
        strict: &'static str,
        run: fn(&Scene) -> String,
    ) -> Self {
        Self { does, rule, strict, run, travels: false }
    }

    const fn travelling(self) -> Self {
        Self { travels: true, ..self }
    }
}

const PARTS: [(&str, &[Behaviour]); 5] = [
    ("Authorization requests, version 1", authorization::BEHAVIOURS),
    ("Token requests, version 1", exchange::BEHAVIOURS),
    ("Codes and refresh tokens", grants::BEHAVIOURS),
    ("Versions 2 and 3", later::BEHAVIOURS),
    ("Data and sign-out", data::BEHAVIOURS),
];

/// Every behaviour, in the order of the document.
fn all() -> impl Iterator<Item = &'static Behaviour> {
    PARTS.iter().flat_map(|(_, behaviours)| behaviours.iter())
}

const CHECKS: [&str; 3] = ["strict", "tolerant", "off"];

const ABOUT: &str = "\
Every row is a relying party that does something wrong, done by a test against a registration with `signature_check` of each kind: \
`strict` as the real system, `tolerant` with every tolerance there is, `off` with any `client_secret` that is not empty. \
A code is the refusal of [ERRORS.md](ERRORS.md); the journal says why. What is accepted under `strict` is accepted on purpose, and the row says why.";

#[test]
fn every_broken_behaviour_is_refused_as_the_catalogue_says() {
    let mut page = Page::new("Strictness", ABOUT);
    let mut wrong = Vec::new();
    let columns: Vec<Vec<String>> = std::thread::scope(|scope| {
        let one = |check| scope.spawn(move || column(check));
        let running = CHECKS.map(one);
        running.into_iter().map(|column| column.join().expect("the column is made")).collect()
    });
    let mut row = 0;
    for (heading, behaviours) in PARTS {
        page.table(heading, "", &["what the relying party does", "rule", "strict", "tolerant", "off"]);
        for behaviour in behaviours {
            let seen: Vec<_> = columns.iter().map(|column| &*column[row]).collect();
            row += 1;
            page.row(&[&[behaviour.does, behaviour.rule], &seen[..]].concat());
            if seen[0] != behaviour.strict {
                wrong.push(format!("{}: {}, not {}", behaviour.does, seen[0], behaviour.strict));
            }
            if !is_catalogued(behaviour.strict) {
                wrong.push(format!("{}: {} is not in the catalogue", behaviour.does, behaviour.strict));
            }
        }
    }
    let scene = Scene::start("strict");
    parameters::tell(&scene, &mut page, &mut wrong);
    reached::tell(&scene, &mut page, &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    page.compare("docs/STRICTNESS.md");
}

/// What every behaviour comes to under one kind of check.
fn column(check: &str) -> Vec<String> {
    let shared = Scene::start(check);
    all().map(|one| if one.travels { (one.run)(&Scene::start(check)) } else { (one.run)(&shared) }).collect()
}

fn is_catalogued(code: &str) -> bool {
    let number = code.strip_prefix("ESIA-");
    code == ACCEPTED
        || error::CATALOGUE.iter().any(|one| Some(one.code) == number)
        || rs::error::CATALOGUE.iter().any(|one| one.code == code)
}
