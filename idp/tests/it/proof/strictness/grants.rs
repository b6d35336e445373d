//! Owns what goes wrong with codes and refresh tokens.

use super::Behaviour;
use crate::oauth::kit::jwt::{Jwt, forged};
use crate::oauth::kit::party::Fields;
use crate::proof::scene::{Scene, told};

const RFC: &str = "RFC 6749 §4.1.3";
const SPENT: &str = "ESIA-007011";

fn redeemed(scene: &Scene, code: &str) -> String {
    sent(scene, scene.party().redeems("openid", code))
}

fn renewed(scene: &Scene, token: &str) -> String {
    sent(scene, scene.party().renews("openid", token))
}

fn sent(scene: &Scene, fields: Fields) -> String {
    told(&scene.world.exchange(&scene.party().signs(fields)))
}

/// A refresh token nobody has used.
fn refresh(scene: &Scene) -> String {
    scene.world.tokens(&scene.person, "openid fullname").text("refresh_token").to_owned()
}

pub(super) const BEHAVIOURS: &[Behaviour] = &[
    Behaviour::new("redeems a code twice", "RFC 6749 §4.1.2", SPENT, |scene| {
        let code = scene.code();
        assert_eq!(redeemed(scene, &code), crate::proof::scene::ACCEPTED);
        redeemed(scene, &code)
    }),
    Behaviour::new("redeems an invented code", RFC, SPENT, |scene| redeemed(scene, "invented")),
    Behaviour::new("changes what a code says", "RFC 7515 §5.2", SPENT, |scene| {
        let code = scene.code();
        let claims = Jwt::of(&code).claims_text.replace("fullname", "snils");
        redeemed(scene, &forged(&code, None, Some(&claims)))
    }),
    Behaviour::new("makes a code of algorithm none", "RFC 8725 §3.1", SPENT, |scene| {
        let header = r#"{"ver":1,"typ":"JWT","sbt":"authorization_code","alg":"none"}"#;
        let code = forged(&scene.code(), Some(header), None);
        redeemed(scene, &format!("{}.", code.rsplit_once('.').expect("three parts").0))
    }),
    Behaviour::new("redeems the code of another client", RFC, SPENT, |scene| {
        let fields = scene.other.redeems("openid", &scene.code());
        told(&scene.world.exchange(&scene.other.signs(fields)))
    }),
    Behaviour::new("redeems a code at another path than it asked for", RFC, SPENT, |scene| {
        let fields = scene.party().redeems("openid", &scene.code());
        sent(scene, fields.set("redirect_uri", "http://diary.example:8090/other"))
    }),
    Behaviour::new("redeems a code at a longer path than it asked for", RFC, SPENT, |scene| {
        let fields = scene.party().redeems("openid", &scene.code());
        let longer = format!("{}/more", fields.value("redirect_uri"));
        sent(scene, fields.set("redirect_uri", &longer))
    }),
    Behaviour::new(
        "redeems a code at a host that is not registered",
        "MR Б.2.5, Б.6.5",
        "ESIA-007023",
        |scene| {
            let fields = scene.party().redeems("openid", &scene.code());
            sent(scene, fields.set("redirect_uri", "http://evil.example:8090/esia/back"))
        },
    ),
    Behaviour::new("redeems an access token as a code", RFC, SPENT, |scene| {
        redeemed(scene, scene.world.tokens(&scene.person, "openid fullname").access())
    }),
    Behaviour::new("redeems a code after its life of five minutes", RFC, SPENT, |scene| {
        let code = scene.code();
        scene.world.advance("PT5M");
        sent(scene, scene.party().redeems("openid", &code).set("timestamp", "2024.09.02 07:05:00 +0000"))
    })
    .travelling(),
    Behaviour::new(
        "redeems the code of an account that was blocked meanwhile",
        "MR tables 93, 94",
        "ESIA-007036",
        |scene| {
            let code = scene.code();
            let path = format!("/people/{}/commands", scene.person.oid);
            scene.world.control("POST", &path, &serde_json::json!({ "command": "block" }));
            redeemed(scene, &code)
        },
    )
    .travelling(),
    Behaviour::new("uses an invented refresh token", "RFC 6749 §6", SPENT, |scene| {
        renewed(scene, "bb35e3ef-7da7-4300-bddb-4e0d4972345b")
    }),
    Behaviour::new("uses a refresh token twice", "MR table 95; RFC 9700 §4.14", "ESIA-007028", |scene| {
        let token = refresh(scene);
        assert_eq!(renewed(scene, &token), crate::proof::scene::ACCEPTED);
        renewed(scene, &token)
    }),
    Behaviour::new("uses the refresh token of another client", "RFC 6749 §6", SPENT, |scene| {
        let fields = scene.other.renews("openid", &refresh(scene));
        told(&scene.world.exchange(&scene.other.signs(fields)))
    }),
    Behaviour::new("uses an access token as a refresh token", "RFC 6749 §6", SPENT, |scene| {
        renewed(scene, scene.world.tokens(&scene.person, "openid fullname").access())
    }),
    Behaviour::new("uses a refresh token after a year", "MR table 95", "ESIA-007027", |scene| {
        let token = refresh(scene);
        scene.world.advance("P366D");
        sent(scene, scene.party().renews("openid", &token).set("timestamp", "2025.09.03 07:00:00 +0000"))
    })
    .travelling(),
];
