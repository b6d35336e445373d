//! Owns tests of organisations in the data API: a person's lists, an organisation's parts, who may see what.

use serde_json::{Value, json};

use super::kit::{Company, join, refused, system_token, world};
use crate::oauth::kit::http::Request;
use crate::oauth::kit::world::{Tokens, World};

/// A token of the diary for everything named of a company.
fn token(world: &World, company: &Company, names: &[&str]) -> String {
    let reply = system_token(world, &company.scopes(names));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()["access_token"].as_str().expect("a token").to_owned()
}

#[test]
fn a_person_lists_organisations_as_links_and_roles_as_objects() {
    let world = world();
    let company = Company::in_(&world);
    let tokens = world.tokens(&company.accountant, "openid fullname usr_org");
    let own = format!("/rs/prns/{}", company.accountant.oid);
    let read = |path: &str| world.read(path, tokens.access()).json();
    let orgs = read(&format!("{own}/orgs"));
    assert_eq!(orgs["elements"], json!([format!("{}/rs/orgs/{}", world.base, company.oid)]));
    assert_eq!((&orgs["size"], &orgs["stateFacts"]), (&json!(1), &json!(["hasSize"])));
    let object = read(&format!("{own}/orgs?embed=(elements)"))["elements"][0].clone();
    assert_eq!((&object["type"], object.get("inn")), (&json!("LEGAL"), None), "{object}");
    let roles = read(&format!("{own}/roles"));
    assert!(roles.get("eTag").is_none(), "{roles}");
    let role = &roles["elements"][0];
    let names = ["oid", "prnOid", "type", "chief", "admin", "active", "isLiquidated", "shortName"];
    let seen: Vec<_> = names.iter().map(|name| role[name].clone()).collect();
    let expected =
        json!([company.oid, company.accountant.oid, "LEGAL", false, false, true, false, "ООО «Пример»"]);
    assert_eq!(json!(seen), expected);
    assert_eq!(read(&format!("{own}/roles/{}", company.oid)), *role);
    let whole = read(&format!("{own}?embed=(organizations.elements,roles.elements)"));
    assert_eq!(whole["organizations"]["elements"][0], object);
    assert_eq!(whole["roles"], roles);
    let without = world.tokens(&company.accountant, "openid fullname");
    for part in ["orgs", "roles"] {
        refused(&world.read(&format!("{own}/{part}"), without.access()), 403, "ESIA-005029");
    }
    let nobody = world.person("confirmed");
    let tokens = world.tokens(&nobody, "openid usr_org");
    let empty = world.read(&format!("/rs/prns/{}/roles", nobody.oid), tokens.access()).json();
    assert_eq!(empty, json!({"stateFacts": ["hasSize"], "size": 0, "elements": []}));
}

#[test]
fn each_scope_opens_its_own_field_of_an_organisation() {
    let world = world();
    let company = Company::in_(&world);
    let address = format!("/rs/orgs/{}", company.oid);
    let made = world.get(&format!("/control/v1/organisations/{}", company.oid)).json();
    for (scope, field, value) in [
        ("org_shortname", "shortName", json!("ООО «Пример»")),
        ("org_ogrn", "ogrn", made["ogrn"].clone()),
        ("org_inn", "inn", made["inn"].clone()),
        ("org_type", "type", json!("LEGAL")),
        ("org_emps", "staffCount", json!(2)),
        ("org_brhs", "branchesCount", json!(1)),
    ] {
        let reply = world.read(&address, &token(&world, &company, &[scope]));
        let shown = reply.json();
        let names: Vec<_> = shown.as_object().unwrap().keys().cloned().collect();
        let mut expected = vec!["stateFacts", "oid", field, "isLiquidated", "eTag"];
        expected.sort_unstable();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, expected, "{scope}");
        assert_eq!(shown[field], value, "{scope}");
        assert_eq!(reply.header("etag"), shown["eTag"].as_str());
        assert!(reply.kind().contains("/rs/model/orgs/Organization-1"), "{}", reply.kind());
    }
}

#[test]
fn parts_of_an_organisation_are_links_or_objects_and_need_their_scopes() {
    let world = world();
    let company = Company::in_(&world);
    let all = ["org_ctts", "org_addrs", "org_grps", "org_brhs", "org_brhs_ctts", "org_emps"];
    let opens_all = token(&world, &company, &all);
    let base = format!("/rs/orgs/{}", company.oid);
    let read = |path: &str| world.read(&format!("{base}{path}"), &opens_all);
    let branch = company.branch;
    for (path, scopes, field, value) in [
        ("/ctts".to_owned(), "org_ctts", "type", json!("OPH")),
        ("/addrs".to_owned(), "org_addrs", "addressStr", json!("г. Примерск")),
        ("/grps".to_owned(), "org_grps", "itSystemName", json!("Школьный дневник")),
        ("/brhs".to_owned(), "org_brhs", "name", json!("Филиал")),
        (format!("/brhs/{branch}/ctts"), "org_brhs org_brhs_ctts", "value", json!("f@example.test")),
        ("/emps".to_owned(), "org_emps", "chief", json!(true)),
    ] {
        let links = read(&path).json();
        let objects = read(&format!("{path}?embed=(elements)")).json();
        assert_eq!((&links["size"], &links["eTag"]), (&objects["size"], &objects["eTag"]), "{path}");
        assert_eq!(objects["elements"][0][field], value, "{path}: {objects}");
        let link = links["elements"][0].as_str().expect("a link").to_owned();
        assert_eq!(world.read(&link, &opens_all).json(), objects["elements"][0], "{link}");
        let page = read(&format!("{path}?pageIndex=1&pageSize=1")).json();
        assert_eq!((&page["stateFacts"][0], &page["pageSize"]), (&json!("Paginated"), &json!(1)), "{path}");
        for scope in scopes.split(' ') {
            let own = token(&world, &company, &[scope]);
            assert_eq!(world.read(&format!("{base}{path}"), &own).status, 200, "{path} by {scope}");
        }
        let others: Vec<_> =
            all.iter().copied().filter(|name| !scopes.split(' ').any(|own| own == *name)).collect();
        refused(&world.read(&format!("{base}{path}"), &token(&world, &company, &others)), 403, "ESIA-005029");
    }
    for path in ["/ctts/0", "/grps/NONE", "/brhs/1", "/brhs/1/ctts", "/emps/1", "/emps/1/grps", "/nothing"] {
        refused(&read(path), 404, "ESIA-020203");
    }
}

#[test]
fn employees_come_with_their_persons_and_their_groups() {
    let world = world();
    let company = Company::in_(&world);
    let token = token(&world, &company, &["org_emps", "org_grps"]);
    let base = format!("/rs/orgs/{}/emps", company.oid);
    let read = |path: String| world.read(&path, &token).json();
    let plain = read(format!("{base}?embed=(elements)"))["elements"][1].clone();
    assert_eq!((&plain["position"], plain.get("person")), (&json!("Бухгалтер"), None));
    let with = read(format!("{base}?embed=(elements.person)"))["elements"][1].clone();
    for name in ["lastName", "birthDate", "birthPlace", "gender"] {
        assert!(with["person"][name].is_string(), "{name}: {with}");
    }
    assert!(with["person"].get("snils").is_none(), "{with}");
    assert_eq!(read(format!("{base}?embed=(elements-1.person-1)"))["elements"][1], with);
    let groups = read(format!("{base}/{}/grps?embed=(elements)", company.accountant.oid));
    assert_eq!((&groups["size"], &groups["elements"][0]["grp_id"]), (&json!(1), &json!("REPORTS")));
    assert_eq!(read(format!("{base}/{}", company.accountant.oid)), plain);
    world.control("POST", &format!("/people/{}/commands", company.chief.oid), &json!({"command": "delete"}));
    assert_eq!(read(base)["size"], 1, "an account that is gone belongs to nothing");
}

#[test]
fn a_token_opens_the_organisation_it_names_while_its_person_belongs_there() {
    let world = world();
    let (company, other) = (Company::in_(&world), Company::in_(&world));
    let tokens = world.tokens(&company.accountant, &format!("openid {}", company.scopes(&["org_ogrn"])));
    let read = |oid: u64| world.read(&format!("/rs/orgs/{oid}"), tokens.access());
    assert_eq!(read(company.oid).status, 200);
    refused(&read(other.oid), 403, "ESIA-005029");
    join(&world, company.oid, &company.accountant, &json!({"suspended": true}));
    refused(&read(company.oid), 403, "ESIA-005029");
    refused(&world.get(&format!("/rs/orgs/{}", company.oid)), 401, "ESIA-005011");
    world.advance("PT2H");
    refused(&read(company.oid), 401, "ESIA-005013");
}

#[test]
fn an_organisation_brings_its_collections_along() {
    let world = world();
    let company = Company::in_(&world);
    let token = token(&world, &company, &["org_ctts", "org_brhs", "org_brhs_ctts"]);
    let read = |path: &str| world.read(&format!("/rs/orgs/{}{path}", company.oid), &token).json();
    let whole = read("?embed=(contacts.elements,addresses.elements)");
    assert_eq!(whole["contacts"], read("/ctts?embed=(elements)"));
    assert!(whole.get("addresses").is_none(), "the token opens no addresses: {whole}");
    let branch = read("/brhs?embed=(elements.contacts)")["elements"][0].clone();
    assert_eq!(branch["contacts"]["elements"][0]["value"], "f@example.test");
    assert_eq!((branch.get("addresses"), branch.get("staffCount")), (None::<&Value>, None::<&Value>));
}

#[test]
fn an_organisation_without_vehicles_brings_an_empty_collection() {
    let world = world();
    let company = Company::in_(&world);
    let token = token(&world, &company, &["org_vhls"]);
    let read = |path: &str| world.read(&format!("/rs/orgs/{}{path}", company.oid), &token).json();
    let whole = read("?embed=(vehicles)");
    assert_eq!((&whole["vehicles"], &whole["vehicles"]["size"]), (&read("/vhls"), &json!(0)));
}

#[test]
fn an_employees_groups_and_the_staff_of_branches_are_opened_by_the_scope_of_employees() {
    let world = world();
    let company = Company::in_(&world);
    join(&world, company.oid, &company.accountant, &json!({"branch": "Филиал", "groups": ["REPORTS"]}));
    let opens = token(&world, &company, &["org_emps", "org_brhs"]);
    let base = format!("/rs/orgs/{}", company.oid);
    let groups = world.read(&format!("{base}/emps/{}/grps", company.accountant.oid), &opens).json();
    assert_eq!(groups["size"], 1, "{groups}");
    refused(&world.read(&format!("{base}/grps"), &opens), 403, "ESIA-005029");
    let branch = world.read(&format!("{base}/brhs/{}", company.branch), &opens).json();
    assert_eq!(branch["staffCount"], 1, "{branch}");
}

#[test]
fn head_tells_the_headers_of_get_without_a_body() {
    let world = world();
    let company = Company::in_(&world);
    let token = token(&world, &company, &["org_ogrn"]);
    let address = format!("/rs/orgs/{}", company.oid);
    let whole = world.read(&address, &token);
    let request = Request::new("HEAD", &address).header("Authorization", &format!("Bearer {token}"));
    let head = world.send(request);
    assert_eq!((head.status, head.text().as_str()), (200, ""));
    assert_eq!(head.header("etag"), whole.header("etag"));
    assert!(head.header("date").is_some());
}

#[test]
fn an_employees_groups_end_in_the_relying_party_and_are_chosen_by_it() {
    let world = world();
    let company = Company::in_(&world);
    let token = token(&world, &company, &["org_emps", "org_grps"]);
    let read = |path: &str| world.read(path, &token);
    let base = format!("/rs/orgs/{}/emps/{}/grps", company.oid, company.accountant.oid);
    let links = read(&base).json();
    let link = links["elements"][0].as_str().expect("a link");
    assert!(link.ends_with("/grps/REPORTS/SCHOOL-DIARY"), "{link}");
    assert_eq!(read(link).json()["grp_id"], "REPORTS");
    assert_eq!(read(&format!("{base}?itSystemName=SCHOOL-DIARY")).json()["size"], 1);
    assert_eq!(read(&format!("{base}?itSystemName=OTHER")).json()["size"], 0);
    // A group of no relying party has no such end.
    let chief = format!("/rs/orgs/{}/emps/{}/grps", company.oid, company.chief.oid);
    assert!(read(&chief).json()["elements"][0].as_str().unwrap().ends_with("/grps/ADMINS"));
}

#[test]
fn employees_of_a_branch_are_listed_by_it_and_their_role_names_it() {
    let world = world();
    let company = Company::in_(&world);
    let branch = company.branch.to_string();
    let post = json!({ "branch": "Филиал", "email": "buh@example.test", "phone": "+7(000)0000702" });
    join(&world, company.oid, &company.accountant, &post);
    let token = token(&world, &company, &["org_emps"]);
    let base = format!("/rs/orgs/{}/emps", company.oid);
    let head = world.read(&format!("{base}?embed=(elements)"), &token).json();
    assert_eq!((&head["size"], &head["elements"][0]["chief"]), (&json!(1), &json!(true)));
    let there = world.read(&format!("{base}?brhOid={branch}&embed=(elements)"), &token).json();
    let one = &there["elements"][0];
    assert_eq!((&one["prnOid"], &one["brhOid"]), (&json!(company.accountant.oid), &json!(company.branch)));
    assert_eq!((&one["corporateContact"], one.get("email")), (&json!("buh@example.test"), None));
    let tokens = world.tokens(&company.accountant, "openid usr_org");
    let own = format!("/rs/prns/{}/roles", company.accountant.oid);
    let role = world.read(&own, tokens.access()).json()["elements"][0].clone();
    assert_eq!((&role["branchName"], &role["branchOid"]), (&json!("Филиал"), &json!(company.branch)));
    assert_eq!(role["phone"], "+7(000)0000702");
}

#[test]
fn a_system_lists_the_organisations_that_changed_since_a_moment() {
    let mut world = world();
    world.party.scopes.push("http://esia.gosuslugi.ru/tech_inf");
    world.register(&world.party);
    let first = Company::in_(&world);
    let tokens = world.tokens(&first.chief, "openid fullname");
    let record = world.read(&format!("/rs/prns/{}", first.chief.oid), tokens.access()).json();
    let moment = record["updatedOn"].as_i64().unwrap() + 60;
    let reply = system_token(&world, "http://esia.gosuslugi.ru/tech_inf");
    let token = reply.json()["access_token"].as_str().expect("a token").to_owned();
    let other = system_token(&world, &first.scopes(&["org_ogrn"])).json();
    world.advance("PT2M");
    let second = Company::in_(&world);
    let since = |seconds: i64| world.read(&format!("/rs/orgs?updatedSince={seconds}"), &token);
    let all = since(0).json();
    let links = all["elements"].as_array().unwrap();
    let named =
        |oid: u64| links.iter().any(|link| link.as_str().unwrap().ends_with(&format!("/rs/orgs/{oid}")));
    assert!(named(first.oid) && named(second.oid), "{all}");
    let later = since(moment).json();
    let second = json!([format!("{}/rs/orgs/{}", world.base, second.oid)]);
    assert_eq!(later["elements"], second, "{later}");
    refused(&world.read("/rs/orgs", &token), 400, "ESIA-005400");
    let other = other["access_token"].as_str().expect("a token").to_owned();
    refused(&world.read("/rs/orgs?updatedSince=0", &other), 403, "ESIA-005029");
}

#[test]
fn scopes_of_an_organisations_documents_open_nothing_of_its_record() {
    const DOCUMENTS: [&str; 12] = [
        "org_accredited_it_company",
        "org_egr",
        "org_grant",
        "org_usn",
        "org_income_tax",
        "bss_special_tax_regime",
        "org_debt",
        "paid_tax",
        "org_bfo",
        "org_msp",
        "org_bank_account",
        "org_bank_acc_block",
    ];
    let mut world = world();
    world.party.scopes.extend(DOCUMENTS);
    world.register(&world.party);
    let company = Company::in_(&world);
    let answer = system_token(&world, &company.scopes(&DOCUMENTS)).json();
    let tokens = Tokens { answer };
    let granted = tokens.jwt("access_token").claims["scope"].clone();
    for name in DOCUMENTS {
        let own = format!("{name}?org_oid={}", company.oid);
        assert!(granted.as_str().is_some_and(|all| all.contains(&own)), "{name}: {granted}");
    }
    let shown = world.read(&format!("/rs/orgs/{}", company.oid), tokens.access()).json();
    assert_eq!(shown["oid"], json!(company.oid), "{shown}");
    for field in ["shortName", "ogrn", "inn", "type"] {
        assert_eq!(shown.get(field), None, "{shown}");
    }
}
