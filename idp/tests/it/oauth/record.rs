//! Owns tests of the person's record as the documents have it: conditions of attributes, pages, versions, refusals.

use serde_json::{Value, json};

use crate::oauth::kit::http::Request;
use crate::oauth::kit::world::{Person, World};

fn world() -> World {
    let mut world = World::start();
    world.party.scopes.extend(["usr_reg_cxt", "citizenship", "inn", "foreign_passport_doc"]);
    world.register(&world.party);
    world
}

fn record(world: &World, person: &Person, scope: &str) -> Value {
    let tokens = world.tokens(person, scope);
    world.read(&format!("/rs/prns/{}", person.oid), tokens.access()).json()
}

#[test]
fn openid_alone_opens_nobody_unless_the_realm_says_so() {
    let world = world();
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid");
    let read = || world.read(&format!("/rs/prns/{}", person.oid), tokens.access());
    assert_eq!((read().status, &read().json()["code"]), (403, &json!("ESIA-005029")));
    world.control("PATCH", "/settings", &json!({"rs": {"openid_only": "frame"}}));
    let frame = read();
    assert_eq!((frame.status, &frame.json()["trusted"]), (200, &json!(true)), "{}", frame.text());
}

#[test]
fn the_registration_context_is_opened_by_its_scope() {
    let world = world();
    for (level, state) in [("simplified", "PS"), ("standard", "PV"), ("confirmed", "PT")] {
        let person = world.person(level);
        let seen = record(&world, &person, "openid usr_reg_cxt");
        assert_eq!(seen["regCtxCfmSte"], state, "{seen}");
        assert!(record(&world, &person, "openid fullname").get("regCtxCfmSte").is_none());
        let tokens = world.tokens(&person, "openid usr_reg_cxt");
        let own = world.read(&format!("/rs/prns/{}/ctx", person.oid), tokens.access());
        assert_eq!(own.json()["regCtxCfmSte"], state, "{}", own.text());
    }
}

#[test]
fn citizenship_has_three_scopes_and_needs_a_checked_account() {
    let world = world();
    let standard = world.person("standard");
    for scope in ["citizenship", "id_doc", "foreign_passport_doc"] {
        assert_eq!(record(&world, &standard, &format!("openid {scope}"))["citizenship"], "RUS", "{scope}");
    }
    assert!(record(&world, &standard, "openid fullname").get("citizenship").is_none());
    assert!(record(&world, &world.person("simplified"), "openid citizenship").get("citizenship").is_none());
}

#[test]
fn an_inn_is_a_confirmed_accounts() {
    let world = world();
    assert!(record(&world, &world.person("standard"), "openid inn").get("inn").is_none());
    assert!(record(&world, &world.person("confirmed"), "openid inn")["inn"].is_string());
}

#[test]
fn collections_come_whole_or_as_pages_that_join_without_loss() {
    let world = world();
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid contacts");
    let read =
        |query: &str| world.read(&format!("/rs/prns/{}/ctts{query}", person.oid), tokens.access()).json();
    let whole = read("");
    assert_eq!((&whole["stateFacts"], &whole["size"]), (&json!(["hasSize"]), &json!(2)), "{whole}");
    assert!(whole.get("pageSize").is_none());
    let first = read("?pageIndex=1&pageSize=1");
    let counts = |page: &Value| {
        ["size", "pageSize", "pageIndex", "totalSize"].map(|name| page[name].as_u64().unwrap_or_default())
    };
    assert_eq!((&first["stateFacts"], counts(&first)), (&json!(["Paginated", "FirstPage"]), [1, 1, 1, 2]));
    assert_eq!(read("?pageIndex=0&pageSize=1"), first);
    let last = read("?pageIndex=2&pageSize=1");
    assert_eq!((&last["stateFacts"], counts(&last)), (&json!(["Paginated", "LastPage"]), [1, 1, 2, 2]));
    let joined = [&first, &last].map(|page| page["elements"][0].clone());
    assert_eq!(json!(joined), whole["elements"]);
    assert_eq!(read("?pageIndex=9&pageSize=1")["size"], 0);
    world.control("PATCH", "/settings", &json!({"rs": {"paging": "always"}}));
    assert_eq!(read("")["stateFacts"], json!(["Paginated", "FirstPage", "LastPage"]));
}

#[test]
fn the_public_address_answers_as_the_old_one_and_links_to_itself() {
    let world = world();
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid fullname contacts addresses");
    let old = world.read(&format!("/rs/prns/{}", person.oid), tokens.access()).json();
    for version in ["v1", "v2"] {
        let root = format!("/esia-rs/api/public/{version}/prns/{}", person.oid);
        let own = world.read(&root, tokens.access()).json();
        assert_eq!(own, old, "{version}");
        let links = world.read(&format!("{root}/ctts"), tokens.access()).json();
        let link = links["elements"][0].as_str().unwrap().to_owned();
        assert!(link.contains(&root), "{link}");
        let contact = world.read(link.strip_prefix(&world.base).unwrap(), tokens.access());
        assert_eq!(contact.status, 200, "{}", contact.text());
    }
}

#[test]
fn the_date_of_change_moves_with_the_data_only() {
    let world = world();
    let person = world.person("standard");
    let tokens = world.tokens(&person, "openid fullname");
    let updated = || {
        let seen = world.read(&format!("/rs/prns/{}", person.oid), tokens.access()).json();
        seen["updatedOn"].as_i64().expect("seconds")
    };
    let before = updated();
    world.advance("PT1M");
    world.control(
        "POST",
        &format!("/people/{}/commands", person.oid),
        &json!({"command": "order-letter", "address": "г. Примерск, ул. Тестовая, д. 1"}),
    );
    assert_eq!(updated(), before);
    world.control("POST", &format!("/people/{}/commands", person.oid), &json!({"command": "confirm"}));
    assert_eq!(updated(), before + 60);
}

#[test]
fn the_head_of_a_person_links_to_its_parts() {
    let world = world();
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid fullname");
    let reply = world.read(&format!("/rs/prns/{}", person.oid), tokens.access());
    let links: Vec<_> = reply.all("link").collect();
    let parts = [
        "documents docs",
        "addresses addrs",
        "contacts ctts",
        "vehicles vhls",
        "kids kids",
        "roles roles",
        "organizations orgs",
        "context ctx",
        "permissions prmns",
        "events events",
        "requests reqs",
        "sec sec",
        "terminals trmnls",
    ];
    let own = format!("{}/rs/prns/{}", world.base, person.oid);
    for part in parts {
        let (relation, path) = part.split_once(' ').expect("a relation and a path");
        let link = format!("<{own}/{path}>;rel={relation};schema=\"{}/rs/model/{path}/", world.base);
        assert!(links.iter().any(|told| told.starts_with(&link)), "{link} is none of {links:?}");
    }
    assert_eq!((links.len(), reply.header("location")), (parts.len(), Some(own.as_str())));
}

#[test]
fn each_word_of_embed_and_the_schema_of_the_answer_may_have_a_version() {
    let world = world();
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid fullname mobile email");
    let own = format!("/rs/prns/{}", person.oid);
    let plain = world.read(&format!("{own}?embed=(contacts.elements)"), tokens.access()).json();
    let versions = world.read(&format!("{own}?embed=(contacts-1.elements-1)"), tokens.access()).json();
    assert_eq!(versions, plain);
    let kind = |accept: &str| {
        let request = Request::get(&own).header("Authorization", &format!("Bearer {}", tokens.access()));
        world.send(request.header("Accept", accept)).kind().to_owned()
    };
    let asked = "application/json; schema=\"https://test.example/rs/model/prn/Person-1\"";
    assert!(kind(asked).ends_with("/rs/model/prn/Person-1\""), "{}", kind(asked));
    for newest in ["*/*", "application/json; schema=\"https://test.example/rs/model/prn/Person\""] {
        assert!(kind(newest).ends_with("/rs/model/prn/Person-3\""), "{}", kind(newest));
    }
}
