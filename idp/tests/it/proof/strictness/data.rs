//! Owns what goes wrong at the data API and on the way out.

use super::Behaviour;
use crate::oauth::kit::http::encode;
use crate::oauth::kit::jwt::{Jwt, forged};
use crate::proof::scene::{ACCEPTED, Scene, told};

fn read(scene: &Scene, token: &str) -> String {
    told(&scene.world.read(&format!("/rs/prns/{}", scene.person.oid), token))
}

fn access(scene: &Scene) -> String {
    scene.world.tokens(&scene.person, "openid fullname").access().to_owned()
}

pub(super) const BEHAVIOURS: &[Behaviour] = &[
    Behaviour::new("reads without a token", "RFC 6750 §3.1", "ESIA-005011", |scene| {
        told(&scene.world.get(&format!("/rs/prns/{}", scene.person.oid)))
    }),
    Behaviour::new("reads with an invented token", "RFC 6750 §3.1", "ESIA-005011", |scene| {
        read(scene, "invented")
    }),
    Behaviour::new("changes what an access token says", "RFC 7515 §5.2", "ESIA-005011", |scene| {
        let token = access(scene);
        let claims = Jwt::of(&token).claims_text.replace("fullname", "snils");
        read(scene, &forged(&token, None, Some(&claims)))
    }),
    Behaviour::new("reads with an id token", "RFC 9068 §4", "ESIA-005011", |scene| {
        read(scene, scene.world.tokens(&scene.person, "openid fullname").text("id_token"))
    }),
    Behaviour::new("reads with a token that has expired", "RFC 6750 §3.1", "ESIA-005013", |scene| {
        let token = access(scene);
        scene.world.advance("PT1H");
        read(scene, &token)
    })
    .travelling(),
    Behaviour::new("reads another citizen's data", "ESIA: the token's subject", "ESIA-005029", |scene| {
        let other = scene.world.person("confirmed");
        told(&scene.world.read(&format!("/rs/prns/{}", other.oid), &access(scene)))
    }),
    Behaviour::new("reads documents without their scope", "ESIA: by scope", "ESIA-005029", |scene| {
        told(&scene.world.read(&format!("/rs/prns/{}/docs", scene.person.oid), &access(scene)))
    }),
    Behaviour::new(
        "sends the citizen from sign-out to another host",
        "ESIA: registered hosts",
        "ESIA-007023",
        |scene| {
            let to = encode("http://evil.example/");
            let target = format!("/idp/ext/Logout?client_id={}&redirect_url={to}", scene.party().mnemonic);
            let reply = scene.world.get(&target);
            assert!(
                reply.header("location").is_none_or(|to| !to.contains("evil")),
                "{:?}",
                reply.header("location")
            );
            scene.world.newest()["error"].as_str().unwrap_or(ACCEPTED).to_owned()
        },
    ),
];
