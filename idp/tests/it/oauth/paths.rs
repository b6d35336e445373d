//! Owns tests of the data API's paths and links: the quirks of real clients' addresses (clients.md B13, B17, E24).

use serde_json::{Value, json};

use crate::oauth::kit::http::Request;
use crate::oauth::kit::world::{Person, Tokens, World};

fn world() -> (World, Person, Tokens) {
    let world = World::start();
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid fullname id_doc contacts addresses");
    (world, person, tokens)
}

#[test]
fn slashes_and_bare_question_marks_do_not_matter() {
    let (world, person, tokens) = world();
    let oid = person.oid;
    let plain = world.read(&format!("/rs/prns/{oid}"), tokens.access());
    assert_eq!(plain.status, 200);
    for path in [
        format!("/rs/prns/{oid}/"),
        format!("/rs/prns/{oid}?"),
        format!("/rs/prns/{oid}/?"),
        format!("/rs/prns//{oid}"),
        format!("//rs/prns/{oid}//"),
        format!("/rs/prns/{oid}?embed=()"),
        format!("/rs/prns/{oid}?embed="),
    ] {
        let reply = world.read(&path, tokens.access());
        assert_eq!((reply.status, reply.text()), (200, plain.text()), "{path}");
        assert_eq!(world.get(&path).status, 401, "{path} without a token");
    }
    for part in ["docs", "ctts", "addrs"] {
        let plain = world.read(&format!("/rs/prns/{oid}/{part}?embed=(elements)"), tokens.access());
        for path in [
            format!("/rs/prns//{oid}/{part}?embed=(elements)"),
            format!("/rs/prns/{oid}//{part}/?embed=(elements)"),
            format!("/rs/prns/{oid}/{part}?embed=%28elements%29"),
            format!("/rs/prns/{oid}/{part}?embed=(elements-1)"),
        ] {
            let reply = world.read(&path, tokens.access());
            assert_eq!((reply.status, reply.json()), (200, plain.json()), "{path}");
        }
    }
    assert_eq!(world.read(&format!("/rs/prns/{oid}//vhls?embed=(elements)"), tokens.access()).status, 403);
}

#[test]
fn links_are_absolute_at_the_client_s_own_address_and_can_be_followed() {
    let (world, person, tokens) = world();
    for part in ["ctts", "addrs", "docs"] {
        let links = world.read(&format!("/rs/prns/{}/{part}", person.oid), tokens.access()).json();
        let objects =
            world.read(&format!("/rs/prns/{}/{part}?embed=(elements)", person.oid), tokens.access()).json();
        let all = links["elements"].as_array().expect("elements");
        assert!(!all.is_empty(), "{part}");
        assert_eq!((&links["stateFacts"], &links["size"]), (&json!(["hasSize"]), &json!(all.len())));
        for (link, object) in all.iter().zip(objects["elements"].as_array().unwrap()) {
            let link = link.as_str().expect("a link");
            assert!(link.starts_with(&format!("{}/rs/prns/{}/{part}/", world.base, person.oid)), "{link}");
            let followed = world.read(link, tokens.access());
            assert_eq!((followed.status, &followed.json()), (200, object), "{link}");
            assert_eq!(followed.json()["stateFacts"].as_array().map(Vec::len), Some(1));
        }
        let beyond = world.read(&format!("/rs/prns/{}/{part}/999999", person.oid), tokens.access());
        assert_eq!(beyond.status, 404);
        world.refused("ESIA-020203", "no-such-resource");
    }
}

#[test]
fn links_follow_the_host_that_the_client_wrote() {
    let (world, person, tokens) = world();
    let request = Request::get(&format!("/rs/prns/{}/ctts", person.oid));
    let request = request.header("Authorization", &format!("Bearer {}", tokens.access()));
    let links = request.send(&world.base.replace("127.0.0.1", "localhost")).json();
    assert!(links["elements"][0].as_str().unwrap().starts_with("http://localhost:"), "{links}");
}

#[test]
fn a_realm_s_links_stay_in_the_realm() {
    let (world, ..) = world();
    let realm = world.control("POST", "/realms", &json!({"from": "default"}));
    let base = realm["base_url"].as_str().unwrap();
    let people = Request::get("/control/v1/people?limit=1").send(base).json();
    let oid = people["people"][0]["oid"].as_u64().expect("a person");
    let party = &world.party;
    let asked = party.signs(party.asks("openid contacts")).encoded();
    let call = json!({"person": oid, "authorize_url": format!("{base}/aas/oauth2/ac?{asked}")});
    let back: Value = Request::post("/control/v1/sign-ins").json(&call).send(base).json();
    let code = crate::oauth::kit::http::query_value(back["redirect_to"].as_str().unwrap(), "code").unwrap();
    let redeem = party.signs(party.redeems("openid", &code)).encoded();
    assert_eq!(
        world.send(Request::post("/aas/oauth2/te").form(&redeem)).status,
        400,
        "not another realm's code"
    );
    world.refused("ESIA-007011", "code-unknown");
    let tokens = Request::post("/aas/oauth2/te").form(&redeem).send(base).json();
    let token = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let links =
        Request::get(&format!("/rs/prns/{oid}/ctts")).header("Authorization", &token).send(base).json();
    let link = links["elements"][0].as_str().unwrap();
    assert!(link.starts_with(base) && base.contains("/realms/"), "{link}");
    assert_eq!(Request::get(link).header("Authorization", &token).send(&world.base).status, 200);
}

#[test]
fn one_call_embeds_the_parts_that_the_token_opens() {
    let (world, person, tokens) = world();
    let parts =
        "contacts.elements,addresses.elements,documents.elements,vehicles.elements,organizations.elements";
    for embed in [format!("({parts})"), format!("%28{}%29", parts.replace(',', "%2C"))] {
        let whole = world.read(&format!("/rs/prns/{}?embed={embed}", person.oid), tokens.access()).json();
        for part in ["contacts", "addresses", "documents"] {
            assert!(whole[part]["elements"][0].is_object(), "{part}: {whole}");
        }
        assert_eq!(whole.get("vehicles"), None, "the token does not open them");
    }
    let links = world.read(&format!("/rs/prns/{}?embed=(contacts)", person.oid), tokens.access()).json();
    assert!(links["contacts"]["elements"][0].is_string(), "{links}");
}

#[test]
fn a_person_is_what_the_scopes_open_and_no_more() {
    let (world, person, _) = world();
    world.control("PATCH", "/settings", &json!({"rs": {"openid_only": "frame"}}));
    let tokens = world.tokens(&person, "openid");
    let bare = world.read(&format!("/rs/prns/{}", person.oid), tokens.access()).json();
    for closed in ["firstName", "lastName", "birthDate", "gender", "snils", "inn", "birthPlace"] {
        assert_eq!(bare.get(closed), None, "{closed}");
    }
    assert_eq!((&bare["status"], &bare["trusted"]), (&json!("REGISTERED"), &json!(true)));
    for part in ["ctts", "addrs", "docs", "vhls", "kids", "orgs", "roles"] {
        let reply = world.read(&format!("/rs/prns/{}/{part}", person.oid), tokens.access());
        assert_eq!((reply.status, &reply.json()["code"]), (403, &json!("ESIA-005029")), "{part}");
        assert_eq!(world.refused("ESIA-005029", "scope-not-in-token")["part"], json!(part));
    }
}

#[test]
fn a_get_may_name_a_form_as_its_content_type() {
    let (world, person, tokens) = world();
    let request = Request::get(&format!("/rs/prns/{}", person.oid))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json; schema=\"https://esia.example/rs/model/prn/Person-3\"")
        .header("Authorization", &format!("bearer {}", tokens.access()));
    assert_eq!(world.send(request).status, 200);
}

#[test]
fn any_head_tells_the_realm_s_time() {
    let (world, ..) = world();
    let reply = world.send(Request::new("HEAD", "/"));
    assert_eq!((reply.status, reply.header("date")), (200, Some("Mon, 02 Sep 2024 07:00:00 GMT")));
    assert!(reply.body.is_empty());
    world.advance("P1D");
    assert_eq!(world.send(Request::new("HEAD", "/")).header("date"), Some("Tue, 03 Sep 2024 07:00:00 GMT"));
    assert!(world.get("/no/such/path").header("date").is_some());
}
