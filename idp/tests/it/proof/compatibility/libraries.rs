//! Owns the clients of package registries, run as their users run them.

use idp::boot::Options;
use idp::runtime::clock::ClockState;

use crate::clients::program::{Ended, Program};
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::world::World;
use crate::proof::page::Page;
use crate::proof::scene::ACCEPTED;

const SCOPE: &str = "openid fullname birthdate gender snils id_doc contacts addresses";

/// A library's name, how it is run, what its sign-in must come to.
type Library = (&'static str, fn() -> Program, &'static str);

/// Writes the table.
pub(super) fn tell(page: &mut Page, wrong: &mut Vec<String>) {
    page.table(
        "Client libraries",
        "Each unmodified, with nothing but the address, the key and the certificate set.",
        &["library", "signs in and reads", "with a key nobody registered"],
    );
    let libraries: [Library; 3] = [
        ("`esia-connector` 0.16 of PyPI", || Program::python("esia-connector.py"), ACCEPTED),
        ("`esia` 0.2.3 of npm", || Program::node("esia.js"), ACCEPTED),
        // It sends an empty client_secret to te: the real system refuses it too.
        ("`passport-esia` 0.0.5 of npm", || Program::node("passport-esia.js"), "ESIA-007014"),
    ];
    for (name, program, expected) in libraries {
        let signed = run(program(), Identity::own());
        let stranger = run(program(), Identity::stranger());
        page.row(&[name, &signed, &stranger]);
        if signed != expected || stranger != "ESIA-007005" {
            wrong.push(format!("{name}: {signed}, {stranger}"));
        }
    }
}

/// What a sign-in through a library comes to: its own word, or the refusal in the journal.
fn run(program: Program, identity: &'static Identity) -> String {
    let issuer = "http://esia.gosuslugi.ru/".to_owned();
    let options = Options { clock: ClockState::SYSTEM, issuer, ..Options::for_tests() };
    let mut world = World::of(options);
    world.party.identity = identity;
    let person = world.person("confirmed");
    let key = world.get("/public/esia.pub.pem").text();
    let Ended { well, told, errors } = program.run(&world, &person, SCOPE, &key);
    if well {
        return ACCEPTED.to_owned();
    }
    world.newest()["error"].as_str().map_or_else(|| format!("fails: {told} {errors}"), str::to_owned)
}
