//! Owns tests of what other systems know of a person or an organisation and the data API passes on.

use serde_json::{Value, json};

use super::kit::{Company, refused, system_token, world};
use crate::actors::Tester;
use crate::oauth::kit::world::{Person, World};

const OPENS: [&str; 4] = ["self_employed", "read_bio_type", "read_bio_type_exp", "usr_avt"];

/// A world whose diary may ask for what other systems know, a person of whom much is known, and one of whom nothing is.
fn known() -> (World, Person, Person) {
    let mut world = world();
    world.party.scopes.extend(OPENS);
    world.party.scopes.extend(["medical_doc", "categories"]);
    world.register(&world.party);
    let (known, unknown) = (world.person("confirmed"), world.person("confirmed"));
    world.control("PUT", &format!("/people/{}/extras", known.oid), &everything());
    (world, known, unknown)
}

fn everything() -> Value {
    json!({
        "self_employed": { "confirmed": true, "confirmed_on": "02.09.2020" },
        "categories": [
            { "id": "1005", "name": "Сантехник", "parent_id": "1001", "parent_name": "Ремонт",
              "confirmed_at": "2020-09-02T20:23:58Z" },
            { "id": "44", "name": "Няня", "confirmed_at": "2020-09-02T20:18:35Z",
              "confirmed_by": { "oid": 1000000777, "name": "Образцовое агентство", "ogrn": "1990000000076" } }
        ],
        "biometrics": [{ "text": "Образец голоса", "expires_on": "01.09.2025" },
            { "text": "Давний образец", "expires_on": "01.09.2023" }, { "text": "Образец лица" }],
        "avatar": "#2f6f9f"
    })
}

#[test]
fn what_other_systems_know_is_said_read_back_and_forgotten() {
    let tester = Tester::start();
    let oid = tester.person(json!({}))["oid"].clone();
    let none = tester.get("/people/{oid}/extras", &[&oid]);
    assert_eq!(none, json!({ "categories": [], "biometrics": [] }));
    let set = |body: Value| tester.call("PUT /people/{oid}/extras", &[&oid], body);
    assert_eq!(set(everything()).expect(200), everything());
    assert_eq!(tester.get("/people/{oid}/extras", &[&oid]), everything());
    for (wrong, field) in [
        (json!({ "avatar": "blue" }), "avatar"),
        (json!({ "biometrics": [{ "text": "" }] }), "biometrics[0].text"),
        (
            json!({ "categories": [{ "id": "1", "name": "Х", "confirmed_at": "today" }] }),
            "categories[0].confirmed_at",
        ),
        (
            json!({ "self_employed": { "confirmed": true, "confirmed_on": "2020" } }),
            "self_employed.confirmed_on",
        ),
    ] {
        set(wrong).problem(400, field);
    }
    assert_eq!(tester.get("/people/{oid}/extras", &[&oid]), everything(), "what was wrong changed nothing");
    assert_eq!(set(json!({})).expect(200), none);
    tester.call("PUT /people/{oid}/extras", &[&1], json!({})).problem(404, "oid");
}

#[test]
fn a_self_employed_person_has_the_mark_and_the_categories() {
    let (world, known, unknown) = known();
    let tokens = world.tokens(&known, "openid self_employed");
    let person = world.read(&format!("/rs/prns/{}", known.oid), tokens.access()).json();
    assert_eq!(person["selfEmployed"], json!({ "confirmed": "true", "confirmDate": "02.09.2020" }));
    for root in ["", "/rs"] {
        let all = world.read(&format!("{root}/categories/prns/{}", known.oid), tokens.access()).json();
        let head = (&all["size"], &all["pageSize"], &all["pageIndex"]);
        assert_eq!(head, (&json!(2), &json!(100), &json!(1)), "{all}");
        assert!(all["stateFacts"].as_array().unwrap().contains(&json!("FirstPage")), "{all}");
        let plain = json!({ "parentName": "Ремонт", "parentId": "1001", "catName": "Сантехник", "catId": "1005",
            "catConfirm": "N", "status": "OK", "confirmDate": 1_599_078_238_000_i64 });
        assert_eq!(all["elements"][0], plain);
        let proved = &all["elements"][1];
        assert_eq!((&proved["catConfirm"], &proved["confirmOrgValueType"]), (&json!("Y"), &json!("OGRN")));
        assert_eq!(proved["confirmOrgVal"], "1990000000076", "{proved}");
    }
    let tokens = world.tokens(&unknown, "openid self_employed");
    let person = world.read(&format!("/rs/prns/{}", unknown.oid), tokens.access()).json();
    assert_eq!(person.get("selfEmployed"), None, "{person}");
    let none = world.read(&format!("/categories/prns/{}", unknown.oid), tokens.access()).json();
    assert_eq!((&none["size"], &none["elements"]), (&json!(0), &json!([])));
    refused(&world.read(&format!("/categories/prns/{}", known.oid), tokens.access()), 403, "ESIA-005029");
    let other = world.tokens(&known, "openid fullname");
    refused(&world.read(&format!("/categories/prns/{}", known.oid), other.access()), 403, "ESIA-005029");
}

#[test]
fn the_categories_of_an_organisation_are_opened_by_their_scope() {
    let (world, ..) = known();
    let company = Company::in_(&world);
    let categories = json!({ "categories": everything()["categories"] });
    let changed = world.control("PATCH", &format!("/organisations/{}", company.oid), &categories);
    assert_eq!(changed["categories"], everything()["categories"]);
    let answer = system_token(&world, &company.scopes(&["categories"])).json();
    let target = format!("/categories/orgs/{}", company.oid);
    let all = world.read(&target, answer["access_token"].as_str().unwrap()).json();
    assert_eq!((&all["size"], &all["elements"][1]["catId"]), (&json!(2), &json!("44")), "{all}");
    let answer = system_token(&world, &company.scopes(&["org_ogrn"])).json();
    refused(&world.read(&target, answer["access_token"].as_str().unwrap()), 403, "ESIA-005029");
}

#[test]
fn biometrics_in_force_are_texts_or_texts_with_ends() {
    let (world, known, unknown) = known();
    let tokens = world.tokens(&known, "openid read_bio_type read_bio_type_exp");
    let part = |part: &str| world.read(&format!("/rs/prns/{}/{part}", known.oid), tokens.access()).json();
    assert_eq!(part("bio_type")["elements"], json!(["Образец голоса", "Образец лица"]));
    let ends =
        json!([{ "bioType": "Образец голоса", "expiryDate": "01.09.2025" }, { "bioType": "Образец лица" }]);
    assert_eq!(part("bio_type_exp")["elements"], ends);
    let tokens = world.tokens(&unknown, "openid read_bio_type");
    let none = world.read(&format!("/rs/prns/{}/bio_type", unknown.oid), tokens.access()).json();
    assert_eq!((&none["size"], &none["stateFacts"]), (&json!(0), &json!(["hasSize"])));
    refused(
        &world.read(&format!("/rs/prns/{}/bio_type_exp", unknown.oid), tokens.access()),
        403,
        "ESIA-005029",
    );
}

#[test]
fn a_picture_is_found_by_its_address_until_it_is_changed() {
    let (world, known, unknown) = known();
    let answer = system_token(&world, &format!("usr_avt?oid={}", known.oid)).json();
    let system = answer["access_token"].as_str().unwrap().to_owned();
    let asked = |oid: u64, form: &str, token: &str| {
        world.read(&format!("/esia-rs/api/public/v1/pso/{oid}/avt/{form}"), token)
    };
    let mut addresses = Vec::new();
    for form in ["circle", "square"] {
        let url = asked(known.oid, form, &system).json()["url"].as_str().unwrap().to_owned();
        let picture = world.get(&format!("/useravatar{url}"));
        assert_eq!((picture.status, picture.kind()), (200, "image/png"));
        assert!(picture.body.starts_with(b"\x89PNG\r\n"), "{form}");
        addresses.push(url);
    }
    assert_ne!(addresses[0], addresses[1]);
    let own = world.tokens(&known, "openid usr_avt");
    assert_eq!(asked(known.oid, "circle", own.access()).json()["url"], addresses[0].as_str());
    refused(&asked(unknown.oid, "circle", &system), 403, "ESIA-005029");
    let none = world.tokens(&unknown, "openid usr_avt");
    refused(&asked(unknown.oid, "square", none.access()), 404, "ESIA-040404");
    refused(
        &asked(known.oid, "circle", world.tokens(&known, "openid fullname").access()),
        403,
        "ESIA-005029",
    );
    world.control("PUT", &format!("/people/{}/extras", known.oid), &json!({ "avatar": "#000000" }));
    assert_eq!(world.get(&format!("/useravatar{}", addresses[0])).status, 404);
    assert_eq!(world.get("/useravatar/0/0/0/0/0/0/0/nobody.png").status, 404);
}

#[test]
fn a_policy_has_its_organisation_and_the_united_number() {
    let (world, known, _) = known();
    let give = |body: Value| {
        let path = format!("/control/v1/people/{}/documents", known.oid);
        world.send(crate::oauth::kit::http::Request::post(&path).json(&body))
    };
    let policy = json!({ "type": "MDCL_PLCY", "number": "0000000000000017", "state": "VERIFIED",
        "medical_organisation": "Образцовая страховая", "united_number": "0000000000000042" });
    assert_eq!(give(policy).status, 201);
    let tokens = world.tokens(&known, "openid medical_doc");
    let target = format!("/rs/prns/{}/docs?embed=(elements)", known.oid);
    let found = world.read(&target, tokens.access()).json()["elements"][0].clone();
    let told = (&found["medicalOrg"], &found["unitedNumber"]);
    assert_eq!(told, (&json!("Образцовая страховая"), &json!("0000000000000042")), "{found}");
    let wrong = json!({ "type": "MDCL_PLCY", "number": "0000000000000018", "united_number": "42" });
    assert_eq!(give(wrong).json()["field"], "united_number");
    let licence = json!({ "type": "RF_DRIVING_LICENSE", "series": "99АВ", "number": "000001",
        "medical_organisation": "Образцовая страховая" });
    assert_eq!(give(licence).json()["field"], "type");
}

#[test]
fn the_social_fund_s_paper_of_a_foreigner_is_a_list_of_attributes() {
    let (world, russian, _) = known();
    let made = world.control("POST", "/people", &json!({ "level": "confirmed", "citizenship": "BLR" }));
    let person = Person {
        oid: made["oid"].as_u64().unwrap(),
        login: made["logins"][0].as_str().unwrap().to_owned(),
        password: made["password"].as_str().unwrap().to_owned(),
    };
    let listed =
        |oid: u64| world.get(&format!("/control/v1/people/{oid}/documents")).json()["documents"].clone();
    let id = listed(person.oid)[0]["id"].clone();
    let tokens = world.tokens(&person, "openid id_doc");
    let attributes = format!("/rs/prns/{}/docs/{id}/attrs", person.oid);
    let none = world.read(&attributes, tokens.access()).json();
    assert_eq!((&none["size"], &none["elements"]), (&json!(0), &json!([])));
    let paper = json!({ "kind": "residence-permit", "issued_by": "Отдел образцов", "series": "82",
        "number": "0000017", "issued_on": "02.09.2020" });
    let place = format!("/people/{}/documents/{id}/paper", person.oid);
    assert_eq!(world.control("PUT", &place, &paper), json!({ "document": id, "known": paper }));
    let all = world.read(&attributes, tokens.access()).json();
    let value = |name: &str| {
        let mut elements = all["elements"].as_array().unwrap().iter();
        elements.find(|one| one["name"] == name).unwrap_or_else(|| panic!("{name}: {all}")).clone()
    };
    assert_eq!(value("subType.code")["stringValue"], "ВИД НА ЖИТЕЛЬ");
    assert_eq!(value("subType.name")["stringValue"], "Вид на жительство");
    assert_eq!(value("authority.number")["stringValue"], "0000017");
    assert_eq!(value("authority.issueDate")["dateValue"], 1_598_994_000, "midnight in Moscow");
    assert!(value("authority.series")["updatedOn"].is_u64(), "{all}");
    let plain = world.tokens(&person, "openid fullname");
    refused(&world.read(&attributes, plain.access()), 403, "ESIA-005029");
    refused(
        &world.read(&format!("/rs/prns/{}/docs/1/attrs", person.oid), tokens.access()),
        404,
        "ESIA-020203",
    );
    let passport = listed(russian.oid)[0]["id"].clone();
    let refused = world.send(
        crate::oauth::kit::http::Request::new(
            "PUT",
            &format!("/control/v1/people/{}/documents/{passport}/paper", russian.oid),
        )
        .json(&paper),
    );
    assert_eq!(
        (refused.status, &refused.json()["field"]),
        (400, &json!("id")),
        "a passport has no such paper"
    );
}

#[test]
fn a_paper_that_is_said_is_shown_and_forgotten() {
    let tester = Tester::start();
    let oid = tester.person(json!({ "citizenship": "BLR" }))["oid"].clone();
    let id = tester.get("/people/{oid}/documents", &[&oid])["documents"][0]["id"].clone();
    let paper = json!({ "kind": "other" });
    let put = |body: Value| tester.call("PUT /people/{oid}/documents/{id}/paper", &[&oid, &id], body);
    put(paper.clone()).expect(200);
    let show = || tester.get("/people/{oid}/documents/{id}/paper", &[&oid, &id]);
    assert_eq!(show(), json!({ "document": id, "known": paper }));
    put(json!({ "kind": "passport" })).problem(400, "kind");
    let remove =
        |id: &Value| tester.call("DELETE /people/{oid}/documents/{id}/paper", &[&oid, id], Value::Null);
    remove(&id).expect(204);
    assert_eq!(show(), json!({ "document": id }));
    remove(&json!(1)).problem(404, "id");
}

#[test]
fn a_result_of_biometrics_is_three_numbers_and_gets_a_token() {
    let tester = Tester::start();
    let oid = tester.person(json!({}))["oid"].clone();
    let set = |body: Value| tester.call("POST /people/{oid}/biometric-results", &[&oid], body);
    let token = set(json!({ "overall": "0.95" })).expect(201)["verify_token"].clone();
    assert_ne!(set(json!({ "overall": "0.95" })).expect(201)["verify_token"], token, "each is another");
    set(json!({ "overall": "2" })).problem(400, "overall");
    set(json!({ "overall": "0.9", "voice": "loud" })).problem(400, "voice");
    let none = tester.call("POST /people/{oid}/biometric-results", &[&1], json!({ "overall": "1" }));
    none.problem(404, "oid");
}
