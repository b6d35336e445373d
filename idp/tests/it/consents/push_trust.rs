//! Pushes over HTTPS: to receivers whose certificate is verified, and of refresh tokens to the system's own address.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use idp::boot::Options;
use idp::tls::{Prepared, Source, Wanted, prepare};
use serde_json::{Value, json};

use super::kit::{OFFICIAL, OGRN, entered};
use super::receiver::{Diary, listed, operation, settled};
use crate::oauth::kit::world::World;

/// An authority of its own, as an institution has one.
fn authority() -> Prepared {
    let wanted = Wanted { certificate: Source::PerRun, names: Vec::new() };
    prepare(&wanted).expect("an authority")
}

fn ca_file(authority: &Prepared) -> &Path {
    authority.trust.as_ref().expect("files for clients").ca_file()
}

/// A diary at an address, whose certificate an authority issued for `127.0.0.1`.
fn diary_of(authority: &Prepared, at: Ipv4Addr) -> Diary {
    let covered = IpAddr::from(Ipv4Addr::LOCALHOST);
    Diary::secured(authority.certificates.config_at(covered).expect("a certificate"), at)
}

/// A provider that trusts an authority, or none, with the pushes of its diary going to an address.
fn told(trusted: Option<&Prepared>, url: &str) -> World {
    let mut options = Options::for_tests();
    options.pushes.ca = trusted.map(|authority| ca_file(authority).to_owned());
    let mut world = World::of(options);
    world.party.scopes = vec!["openid", "prm_chg", "usr_prm"];
    super::kit::register(&world, &json!({"owner": {"ogrn": OGRN, "push_url": url}}));
    world.control("PATCH", "/settings", &json!({"pushes": {"tries_max": 1}}));
    world
}

#[test]
fn a_push_over_https_goes_to_a_receiver_whose_authority_is_trusted() {
    let authority = authority();
    let diary = diary_of(&authority, Ipv4Addr::LOCALHOST);
    let world = told(Some(&authority), &diary.url);
    entered(&world, &world.person("confirmed"), OFFICIAL);
    assert_eq!(operation(&diary.next()), "claimPermission");
    let all = settled(&world, &["taken"]);
    assert_eq!(all[0]["tries"][0]["status"], json!(200));
}

#[test]
fn a_push_is_not_sent_to_a_receiver_of_another_authority_of_another_name_or_of_none() {
    let (own, other) = (authority(), authority());
    let right = diary_of(&own, Ipv4Addr::LOCALHOST);
    let misnamed = diary_of(&own, Ipv4Addr::new(127, 0, 0, 2));
    for (trusted, diary) in [(Some(&other), &right), (None, &right), (Some(&own), &misnamed)] {
        let world = told(trusted, &diary.url);
        entered(&world, &world.person("confirmed"), OFFICIAL);
        let all = settled(&world, &["given-up"]);
        assert!(all[0]["tries"][0]["failure"].as_str().unwrap().contains("certificate"), "{}", all[0]);
        assert!(diary.has_none());
    }
}

#[test]
fn a_refresh_token_that_comes_twice_is_told_to_the_address_of_the_system() {
    let (world, diary) = (World::start(), Diary::listen());
    let mut registration = world.party.registration();
    registration["push_url"] = json!(diary.url);
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
    let person = world.person("confirmed");
    let first = world.tokens(&person, "openid fullname");
    let old = first.text("refresh_token");
    let renew = || world.exchange(&world.party.signs(world.party.renews("openid", old)));
    assert_eq!(renew().status, 200);
    assert!(listed(&world).is_empty(), "nothing is wrong so far");
    assert!(renew().text().contains("ESIA-007028"));
    let expected = json!({
        "eventType": "refreshTokenCompromised",
        "clientId": world.party.mnemonic,
        "oid": person.oid.to_string(),
    });
    assert_eq!(diary.next(), expected);
    assert_eq!(settled(&world, &["taken"])[0]["url"], json!(diary.url));
    // Where the registration has no address, nobody is told.
    registration["push_url"] = Value::Null;
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
    renew();
    assert_eq!(listed(&world).len(), 1);
}
