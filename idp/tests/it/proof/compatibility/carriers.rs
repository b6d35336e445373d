//! Owns how requests of version 1 are carried and spelled: bodies, queries, encodings, zones, junk beside.

use super::{Form, Spoilt};
use crate::oauth::kit::http::{Request, encode, query_value};
use crate::oauth::kit::party::{Fields, Party};
use crate::proof::scene::{Scene, told};

fn spoil(fields: Fields, spoilt: Spoilt) -> Fields {
    match spoilt {
        Spoilt::No => fields,
        Spoilt::Yes => fields.set("state", "4d0a37f5-2f6b-4b57-a8a9-6c0a8a1f0c11"),
    }
}

/// Signs an authorization request and sends it.
fn asked(scene: &Scene, fields: Fields, spoilt: Spoilt) -> String {
    told(&scene.world.authorize(&spoil(scene.party().signs(fields), spoilt)))
}

fn asks(scene: &Scene) -> Fields {
    scene.party().asks("openid fullname")
}

/// Signs a token request and sends it.
fn redeemed(scene: &Scene, fields: Fields, spoilt: Spoilt) -> String {
    told(&scene.world.exchange(&spoil(scene.party().signs(fields), spoilt)))
}

/// Signs a token request and spells its `client_secret` in another way.
fn respelled(scene: &Scene, spoilt: Spoilt, spell: fn(&str) -> String) -> String {
    let signed = spoil(scene.party().signs(redeems(scene)), spoilt);
    let secret = spell(signed.value("client_secret"));
    told(&scene.world.exchange(&signed.set("client_secret", &secret)))
}

fn redeems(scene: &Scene) -> Fields {
    scene.party().redeems("openid fullname", &scene.code())
}

/// An authorization request at a moment of some zone.
fn at(scene: &Scene, time: &str, spoilt: Spoilt) -> String {
    asked(scene, asks(scene).set("timestamp", time), spoilt)
}

fn posted(scene: &Scene, target: &str, fields: &Fields) -> String {
    told(&scene.world.send(Request::post(target).form(&fields.encoded())))
}

/// A code whose address has a query of its own, redeemed with what `tell` makes of the callback's address.
fn with_a_query(scene: &Scene, spoilt: Spoilt, tell: fn(&str, &str) -> String) -> String {
    let uri = "http://diary.example:8090/esia/back?data=a%2Fb";
    let party = Party { redirect_uri: uri.to_owned(), ..scene.party().clone() };
    let back = scene.world.sign_in(&scene.person, &party.signs(party.asks("openid")));
    let code = query_value(&back, "code").unwrap_or_default();
    let fields = party.redeems("openid", &code).set("redirect_uri", &tell(uri, &back));
    redeemed(scene, fields, spoilt)
}

fn refresh(scene: &Scene) -> String {
    scene.world.tokens(&scene.person, "openid fullname").text("refresh_token").to_owned()
}

pub(super) const FORMS: &[Form] = &[
    Form::new("ac by POST", "ekapusta", |scene, spoilt| {
        posted(scene, "/aas/oauth2/ac", &spoil(scene.party().signs(asks(scene)), spoilt))
    }),
    Form::new("ac without access_type", "iwdt", |scene, spoilt| {
        asked(scene, asks(scene).without("access_type"), spoilt)
    }),
    Form::new("ac with parameters of other providers beside", "AISGorod, ASP.NET", |scene, spoilt| {
        let fields =
            asks(scene).set("response_mode", "form_post").set("x-client-SKU", "ID_NET").set("nonce", "1");
        asked(scene, fields, spoilt)
    }),
    Form::new("a doubled slash before the path", "pyrolynx", |scene, spoilt| {
        let signed = spoil(scene.party().signs(asks(scene)), spoilt);
        told(&scene.world.get(&format!("//aas/oauth2/ac?{}", signed.encoded())))
    }),
    Form::new("a zone of +0300", "Liannes, go-api-epgu", |scene, spoilt| {
        at(scene, "2024.09.02 10:00:00 +0300", spoilt)
    }),
    Form::new("a zone of +1200", "clients in the Far East", |scene, spoilt| {
        at(scene, "2024.09.02 19:00:00 +1200", spoilt)
    }),
    Form::new("a zone of -0500", "clients on foreign servers", |scene, spoilt| {
        at(scene, "2024.09.02 02:00:00 -0500", spoilt)
    }),
    Form::new("a time with an hour of one digit", "a date pattern with one H", |scene, spoilt| {
        at(scene, "2024.09.02 7:00:00 +0000", spoilt)
    }),
    Form::new("a time with every field of one digit", "dates put together from numbers", |scene, spoilt| {
        at(scene, "2024.9.2 7:0:0 +0000", spoilt)
    }),
    Form::new("a state that is no UUID of version 4", "iwdt, epgu-api, vsev92", |scene, spoilt| {
        asked(scene, asks(scene).set("state", "F9168C5E-CEB2-0FAA-36BF-00329B77D0F1"), spoilt)
    }),
    Form::new("te with everything in the query", "leonidimeev", |scene, spoilt| {
        let signed = spoil(scene.party().signs(redeems(scene)), spoilt);
        told(&scene.world.send(Request::post(&format!("/aas/oauth2/te?{}", signed.encoded()))))
    }),
    Form::new("te with timestamp in the query as well", "iwdt", |scene, spoilt| {
        let signed = spoil(scene.party().signs(redeems(scene)), spoilt);
        let time = encode(signed.value("timestamp"));
        posted(scene, &format!("/aas/oauth2/te?timestamp={time}"), &signed)
    }),
    Form::new("te with a slash behind the path", "some HTTP libraries", |scene, spoilt| {
        posted(scene, "/aas/oauth2/te/", &spoil(scene.party().signs(redeems(scene)), spoilt))
    }),
    Form::new("te with every value encoded twice", "OpenAM", |scene, spoilt| {
        let signed = spoil(scene.party().signs(redeems(scene)), spoilt);
        posted(scene, "/aas/oauth2/te", &signed.encoded_twice())
    }),
    Form::new("te with redirect_uri encoded twice", "unisuite", |scene, spoilt| {
        let fields = redeems(scene);
        let twice = encode(fields.value("redirect_uri"));
        redeemed(scene, fields.set("redirect_uri", &twice), spoilt)
    }),
    Form::new(
        "te with client_id and client_secret as HTTP Basic",
        "omniauth over oauth2 2.x",
        |scene, spoilt| {
            let signed = spoil(scene.party().signs(redeems(scene)), spoilt);
            let pair =
                format!("{}:{}", encode(signed.value("client_id")), encode(signed.value("client_secret")));
            let basic = format!("Basic {}", crate::oauth::kit::party::base64_standard(pair.as_bytes()));
            let body = signed.without("client_id").without("client_secret").encoded();
            told(
                &scene
                    .world
                    .send(Request::post("/aas/oauth2/te").header("Authorization", &basic).form(&body)),
            )
        },
    ),
    Form::new(
        "client_secret with characters of no base64 alphabet",
        "texts with quotes or a byte order mark",
        |scene, spoilt| {
            respelled(scene, spoilt, |secret| {
                let (start, end) = secret.split_at(20);
                format!("{start}*{end}\u{feff}")
            })
        },
    )
    .refused("ESIA-007005"),
    Form::new("client_secret padded with dots", "encoders that replace +/= by -_.", |scene, spoilt| {
        respelled(scene, spoilt, |secret| format!("{}..", secret.trim_end_matches('=')))
    })
    .refused("ESIA-007005"),
    Form::new("te with redirect_uri shorter by path segments", "a city's system", |scene, spoilt| {
        redeemed(scene, redeems(scene).set("redirect_uri", "http://diary.example:8090/esia"), spoilt)
    })
    .refused("ESIA-007011"),
    Form::new("te with the scope openid alone", "ekapusta", |scene, spoilt| {
        redeemed(scene, redeems(scene).set("scope", "openid"), spoilt)
    }),
    Form::new("te with a refresh_token that is a state", "fr05t1k, smskin", |scene, spoilt| {
        redeemed(scene, redeems(scene).set("refresh_token", "7b0f2c1e-30a9-4d4e-9c53-000000000000"), spoilt)
    }),
    Form::new("refresh with the token as code too, and a Bearer header", "greenkey", |scene, spoilt| {
        let token = refresh(scene);
        let fields = scene.party().renews("openid fullname", &token).set("code", &token);
        let signed = spoil(scene.party().signs(fields), spoilt);
        let request = Request::post("/aas/oauth2/te").header("Authorization", "Bearer x");
        told(&scene.world.send(request.form(&signed.encoded())))
    }),
    Form::new("a redirect_uri with a query of its own", "EsiaNET", |scene, spoilt| {
        with_a_query(scene, spoilt, |uri, _| uri.to_owned())
    }),
    Form::new("te with the whole callback as redirect_uri", "netcitylife, Elsant", |scene, spoilt| {
        with_a_query(scene, spoilt, |_, back| back.to_owned())
    }),
    Form::new(
        "client_credentials with response_type=token and full scopes",
        "OpenAM, ilimurzin 3, EsiaNET",
        |scene, spoilt| {
            let scope = format!("http://esia.gosuslugi.ru/org_shortname?org_oid={}", scene.organisation);
            let fields = scene.party().redeems(&scope, "").without("code").without("redirect_uri");
            let fields = fields.set("grant_type", "client_credentials").set("response_type", "token");
            redeemed(scene, fields, spoilt)
        },
    ),
];
