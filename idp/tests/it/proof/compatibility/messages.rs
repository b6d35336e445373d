//! Owns the PKCS#7 messages of version 1, by key and form, and every spelling of a `client_secret`.

use crate::oauth::forms::{MESSAGES, SPELLINGS};
use crate::oauth::kit::http::query_value;
use crate::oauth::kit::later::{S2, S3};
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::{Fields, Party};
use crate::proof::page::Page;
use crate::proof::scene::{ACCEPTED, Scene, told};

const OTHER_STATE: &str = "4d0a37f5-2f6b-4b57-a8a9-6c0a8a1f0c11";

/// Writes both tables.
pub(super) fn tell(scene: &Scene, page: &mut Page, wrong: &mut Vec<String>) {
    page.table(
        "PKCS#7 messages of version 1",
        "A sign-in from `/aas/oauth2/ac` to tokens with each; the two last columns hold for all three keys.",
        &["form", "RSA-2048", "GOST 256", "GOST 512", "over another text", "by another key"],
    );
    for (options, form) in MESSAGES {
        let parties = [Identity::own(), Identity::gost(), Identity::gost_512()].map(|identity| Party {
            identity,
            options,
            ..scene.party().clone()
        });
        let accepted = parties.clone().map(|party| signed_in(scene, &party));
        let moved = one_of(parties.clone().map(|party| {
            register(scene, &party);
            told(&scene.world.authorize(&party.signs(party.asks("openid")).set("state", OTHER_STATE)))
        }));
        let foreign = one_of(parties.map(|party| {
            register(scene, &party);
            let rsa = party.identity.is_rsa();
            let stranger = if rsa { Identity::stranger() } else { Identity::gost_stranger() };
            let stranger = Party { identity: stranger, ..party };
            told(&scene.world.authorize(&stranger.signs(stranger.asks("openid"))))
        }));
        page.row(&[form, &accepted[0], &accepted[1], &accepted[2], &moved, &foreign]);
        if accepted.iter().any(|one| one != ACCEPTED) || moved != "ESIA-007005" || foreign != "ESIA-007005" {
            wrong.push(format!("{form}: {accepted:?}, {moved}, {foreign}"));
        }
    }
    register(scene, scene.party());
    spellings(scene, page, wrong);
}

fn register(scene: &Scene, party: &Party) {
    scene.world.register(party);
}

/// A whole sign-in of a party whose certificate is registered first.
fn signed_in(scene: &Scene, party: &Party) -> String {
    register(scene, party);
    let back = scene.world.sign_in(&scene.person, &party.signs(party.asks("openid fullname")));
    match query_value(&back, "code") {
        Some(code) => told(&scene.world.exchange(&party.signs(party.redeems("openid", &code)))),
        None => back,
    }
}

/// What all of them are, or all of them when they differ.
fn one_of(all: [String; 3]) -> String {
    if all.iter().all(|one| *one == all[0]) { all[0].clone() } else { all.join(", ") }
}

fn spellings(scene: &Scene, page: &mut Page, wrong: &mut Vec<String>) {
    page.table(
        "Spellings of `client_secret`",
        "",
        &["spelling", "version 1", "versions 2 and 3", "a foreign character within"],
    );
    for (name, spell) in SPELLINGS {
        let first = version_1(scene, &|bytes| spell(bytes));
        let later = later(scene, &|bytes| spell(bytes));
        let foreign = version_1(scene, &|bytes| {
            let mut text = spell(bytes);
            text.insert(4, '!');
            text
        });
        page.row(&[name, &first, &later, &foreign]);
        if first != ACCEPTED || later != ACCEPTED || foreign != "ESIA-007005" {
            wrong.push(format!("{name}: {first}, {later}, {foreign}"));
        }
    }
}

/// A way to write bytes.
type Spell<'a> = &'a dyn Fn(&[u8]) -> String;

fn version_1(scene: &Scene, spell: Spell<'_>) -> String {
    let party = scene.party();
    let spelled = |fields: Fields| {
        let secret = spell(&party.message_over(&fields));
        fields.set("client_secret", &secret)
    };
    let asked = told(&scene.world.authorize(&spelled(party.asks("openid"))));
    if asked != ACCEPTED {
        return asked;
    }
    told(&scene.world.exchange(&spelled(party.redeems("openid", &scene.code()))))
}

fn later(scene: &Scene, spell: Spell<'_>) -> String {
    let party = &scene.gost;
    let spelled = |fields: Fields, order: &[&str]| {
        let secret = spell(&party.identity.bare(fields.joined(order).as_bytes()));
        fields.set("client_secret", &secret)
    };
    let asked = told(&scene.world.authorize_v2(&spelled(party.asks_v2("openid"), &S2)));
    if asked != ACCEPTED {
        return asked;
    }
    let code = scene.code_v2(party.asks_v2("openid fullname"));
    told(&scene.world.exchange_at("v3", &spelled(party.redeems_v3("openid", &code), &S3)))
}
