//! Owns tests of realms that are reached by a host of their own, as clients with fixed paths need it.

use serde_json::json;

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Request, query_value};
use crate::oauth::kit::world::World;

/// A server with the realm `school`; tells the realm's address by path and by host.
fn start() -> (World, String, String) {
    let world = World::start();
    let made = world.control("POST", "/realms", &json!({"id": "school"}));
    let text = |name: &str| made[name].as_str().expect("an address").to_owned();
    (world, text("base_url"), text("host_url"))
}

#[test]
fn a_realm_tells_its_address_by_path_and_by_host_wherever_it_is_asked() {
    let (world, by_path, by_host) = start();
    let port = world.base.rsplit(':').next().expect("a port");
    assert_eq!(by_path, format!("{}/realms/school", world.base));
    assert_eq!(by_host, format!("http://school.localhost:{port}"));
    let own = world.control("GET", "/realms/default", &json!(null));
    assert_eq!(own["base_url"], json!(world.base));
    // Asked by the realm's host, the server's own address is the host without the realm.
    let shown = Request::get("/control/v1/realms").send(&by_host).json();
    let root = format!("http://localhost:{port}");
    assert_eq!(shown["realms"][0]["base_url"], json!(root));
    assert_eq!(shown["realms"][1]["base_url"], json!(format!("{root}/realms/school")));
    assert_eq!(shown["realms"][1]["host_url"], json!(by_host));
    let long = "a".repeat(64);
    let made = world.control("POST", "/realms", &json!({"id": long}));
    assert!(made["host_url"].is_null() && made["base_url"].as_str().is_some_and(|url| url.contains(&long)));
}

#[test]
fn a_sign_in_by_host_stays_on_the_host_to_the_last_link() {
    let (world, by_path, by_host) = start();
    let world = world.moved_to(&by_host);
    let person = world.person("confirmed");
    let party = &world.party;
    let asked = party.signs(party.asks("openid fullname contacts"));
    let mut browser = Browser::new(&world);
    let to_login = browser.peek(&format!("/aas/oauth2/ac?{}", asked.encoded()));
    assert_eq!(to_login.location(), format!("{by_host}/login"));
    assert!(to_login.cookies().all(|cookie| cookie.ends_with("Path=/")), "{:?}", to_login.cookies().next());
    let login = browser.open("/login");
    assert!(!login.text().contains("/realms/school"), "{}", login.text());
    let consent = browser.sign_in(&login, &person);
    let back = browser.submit(&consent, "/login/consent", &[("decision", "grant")]);
    let code = query_value(back.location(), "code").expect("a code");
    let reply = world.exchange(&party.signs(party.redeems("openid fullname contacts", &code))).json();
    let token = reply["access_token"].as_str().expect("a token");
    let contacts = world.read(&format!("/rs/prns/{}/ctts", person.oid), token).json();
    let link = contacts["elements"][0].as_str().expect("a link").to_owned();
    assert!(link.starts_with(&format!("{by_host}/rs/prns/{}/ctts/", person.oid)), "{link}");
    assert_eq!(world.read(&link, token).status, 200);
    // The realm is one: by its path the same token reads the same data, and the default realm knows neither.
    let read = |base: &str| {
        let bearer = format!("Bearer {token}");
        Request::get(&format!("/rs/prns/{}", person.oid)).header("Authorization", &bearer).send(base).status
    };
    let root = by_path.trim_end_matches("/realms/school");
    assert_eq!((read(&by_path), read(&by_host), read(root)), (200, 200, 401));
}

#[test]
fn a_path_that_names_a_realm_counts_before_the_host() {
    let (world, _, by_host) = start();
    let world = world.moved_to(&by_host);
    let other = world.control("POST", "/realms", &json!({"id": "other"}));
    assert_eq!(other["realm"], "other");
    let person = world.person("confirmed");
    let seen = |target: &str| world.get(&format!("{target}/control/v1/people/{}", person.oid)).status;
    assert_eq!((seen(""), seen("/realms/school"), seen("/realms/other")), (200, 200, 404));
}

#[test]
fn a_host_of_no_realm_is_not_found_and_says_what_to_do() {
    let (world, _, by_host) = start();
    for host in ["nobody", "a.school", "under_score"] {
        let reply = world.send(Request::get("/login").header("Host", &format!("{host}.localhost")));
        assert_eq!((reply.status, &reply.json()["field"]), (404, &json!("realm")), "{host}");
    }
    let shouted = by_host.replace("school", "SCHOOL");
    assert_eq!(Request::get("/login").send(&shouted).status, 200);
}
