//! Owns how the data are asked for, and how the citizen is signed out.

use super::{Form, Spoilt};
use crate::oauth::kit::http::{Request, encode};
use crate::proof::scene::{ACCEPTED, Scene, told};

const SCOPE: &str = "openid fullname id_doc contacts addresses";

/// Reads a path, `{}` standing for the citizen; spoilt, the token is invented.
fn read(scene: &Scene, path: &str, spoilt: Spoilt) -> String {
    let path = path.replace("{}", &scene.person.oid.to_string());
    let request = Request::get(&path).header("Content-Type", "application/x-www-form-urlencoded");
    let token = match spoilt {
        Spoilt::No => scene.world.tokens(&scene.person, SCOPE).access().to_owned(),
        Spoilt::Yes => "invented".to_owned(),
    };
    let reply = scene.world.send(request.header("Authorization", &format!("Bearer {token}")));
    let told = told(&reply);
    if told != ACCEPTED {
        return told;
    }
    let body = reply.json();
    let is_data = body["elements"].is_array() || body["lastName"].is_string();
    if is_data { told } else { body.to_string() }
}

/// Signs out towards an address named by a parameter; spoilt, the address is a stranger's.
fn left(scene: &Scene, parameter: &str, spoilt: Spoilt) -> String {
    let to = if spoilt == Spoilt::No { "http://diary.example:8090/bye" } else { "http://evil.example/" };
    let client = &scene.party().mnemonic;
    let reply = scene.world.get(&format!("/idp/ext/Logout?client_id={client}&{parameter}={}", encode(to)));
    match reply.header("location") {
        Some(back) if back.starts_with(to) => ACCEPTED.to_owned(),
        _ => scene.world.newest()["error"].as_str().unwrap_or("stays on the portal").to_owned(),
    }
}

pub(super) const FORMS: &[Form] = &[
    Form::new("`/rs/prns/{oid}/` with a slash behind", "npm esia, kmorpex, iwdt", |scene, spoilt| {
        read(scene, "/rs/prns/{}/", spoilt)
    }),
    Form::new("`/rs/prns/{oid}/?` with a bare question mark", "iwdt", |scene, spoilt| {
        read(scene, "/rs/prns/{}/?", spoilt)
    }),
    Form::new("`/rs/prns//{oid}/docs` with a doubled slash", "pavelrockjob", |scene, spoilt| {
        read(scene, "/rs/prns//{}/docs", spoilt)
    }),
    Form::new("`?embed=(elements)`", "esia-connector, sokolovs, omniauth", |scene, spoilt| {
        read(scene, "/rs/prns/{}/ctts?embed=(elements)", spoilt)
    }),
    Form::new("`?embed=%28elements%29`", "pyrolynx", |scene, spoilt| {
        read(scene, "/rs/prns/{}/docs?embed=%28elements%29", spoilt)
    }),
    Form::new(
        "`?embed=(contacts.elements,documents.elements)` on the person",
        "ekapusta",
        |scene, spoilt| read(scene, "/rs/prns/{}?embed=(contacts.elements,documents.elements)", spoilt),
    ),
    Form::new("`?embed=()`, empty", "ekapusta", |scene, spoilt| read(scene, "/rs/prns/{}?embed=()", spoilt)),
    Form::new("a collection without embed", "fr05t1k, kmorpex, ilimurzin 3", |scene, spoilt| {
        read(scene, "/rs/prns/{}/addrs", spoilt)
    }),
    Form::new("`/idp/ext/Logout` with redirect_url", "ten clients", |scene, spoilt| {
        left(scene, "redirect_url", spoilt)
    }),
    Form::new("`/idp/ext/Logout` with redirect_uri", "DeusIntra", |scene, spoilt| {
        left(scene, "redirect_uri", spoilt)
    }),
];
