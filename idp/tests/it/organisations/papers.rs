//! Owns tests of what other bodies tell of an organisation: vehicles, documents, licences; and of its consents (MR А.7).

use serde_json::{Value, json};

use super::kit::{Company, refused, system_token, world};
use crate::oauth::kit::http::{Reply, Request};
use crate::oauth::kit::world::World;

const SCOPES: [&str; 8] = [
    "org_inf",
    "org_ful",
    "org_idm",
    "org_profile",
    "org_srchis",
    "org_usn",
    "org_grant",
    "org_accredited_it_company",
];

/// A world with a company of which much is told, and the diary's own tokens for it.
struct Scene {
    world: World,
    company: Company,
}

impl Scene {
    fn start() -> Self {
        let mut world = world();
        world.party.scopes.extend(SCOPES);
        world.register(&world.party);
        let company = Company::in_(&world);
        world.control("PATCH", &format!("/organisations/{}", company.oid), &told());
        Self { world, company }
    }

    /// A token of the diary for these scopes of the company.
    fn token(&self, names: &[&str]) -> String {
        self.of(&self.company.scopes(names))
    }

    /// A token of the diary that may write.
    fn writing(&self) -> String {
        self.of(&format!("org_profile?org_oid={}&mode=w", self.company.oid))
    }

    fn of(&self, scope: &str) -> String {
        let reply = system_token(&self.world, scope);
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()["access_token"].as_str().expect("a token").to_owned()
    }

    fn document(&self, rest: &str) -> String {
        format!("/digital-org/api/public/v1/org/{}/doc/{rest}", self.company.oid)
    }

    fn consents(&self, rest: &str) -> String {
        format!("/org-grant/api/public/v1/sbj/{}/{rest}", self.company.oid)
    }

    fn general(&self, rest: &str) -> String {
        format!("/org-grant/api/public/v1/org/{}/{rest}", self.company.oid)
    }

    fn send(&self, method: &str, target: &str, token: &str) -> Reply {
        self.world.send(bearing(Request::new(method, target), token))
    }
}

fn bearing(request: Request, token: &str) -> Request {
    request.header("Authorization", &format!("Bearer {token}"))
}

fn told() -> Value {
    json!({
        "vehicles": [{ "name": "Автобус", "number_plate": "А000АА00",
            "certificate": { "series": "0000", "number": "000001" } }],
        "documents": [
            { "name": "srchis", "verified_on": "23.03.2018",
              "data": { "averageHeadcount": 11, "averageHeadcountDate": "2018-01-01" } },
            { "name": "usn", "year": 2017, "data": [{ "period": "34", "reportYear": "2017" }] },
            { "name": "usn", "year": 2016, "data": [], "status": "NO_DATA", "relevance": "EXPIRED" },
            { "name": "vehicle", "data": [{ "id": "00000000-0000-4000-8000-000000000007", "markName": "Проба" }] },
        ],
        "licences": [
            { "number": "Л-1", "issuer": "Учебный орган лицензирования", "issuer_ogrn": "1990000000076",
              "issuer_inn": "9900000017", "issued_on": "06.12.2017", "ends_on": "01.06.2030",
              "activities": [{ "name": "Образовательная деятельность",
                "places": [{ "address": "г. Примерск, ул. Опытная, 1" }],
                "works": [{ "name": "Начальное образование", "places": [{ "address": "г. Примерск" }] }] }] },
            { "number": "Л-2", "issuer": "Учебный орган лицензирования", "issuer_ogrn": "1990000000076",
              "issuer_inn": "9900000017", "status": "Приостановлена" },
        ],
        "consents": [
            { "mnemonic": "REG_QUESTIONNAIRE", "name": "Оформление анкеты клиента", "object": "АО «Учебный банк»",
              "object_ogrn": "1990000000109", "minutes": 60,
              "scopes": [{ "sysname": "org_egr", "required": true },
                { "sysname": "http://esia.gosuslugi.ru/org_vhls", "name": "Транспортные средства" }] },
            { "mnemonic": "REG_QUESTIONNAIRE", "name": "Оформление анкеты клиента", "object": "АО «Учебный банк»",
              "object_ogrn": "1990000000109", "status": "A", "scopes": [{ "sysname": "org_egr" }] },
        ],
    })
}

#[test]
fn vehicles_of_an_organisation_are_links_objects_and_embedded() {
    let scene = Scene::start();
    let (token, own) = (scene.token(&["org_vhls"]), format!("/rs/orgs/{}", scene.company.oid));
    let read = |path: &str| scene.world.read(&format!("{own}{path}"), &token).json();
    let vehicle = read("/vhls?embed=(elements)")["elements"][0].clone();
    assert_eq!((&vehicle["numberPlate"], &vehicle["name"]), (&json!("А000АА00"), &json!("Автобус")));
    assert_eq!(vehicle["regCertificate"], json!({ "series": "0000", "number": "000001" }));
    assert_eq!(read(&format!("/vhls/{}", vehicle["id"])), vehicle);
    assert_eq!(
        read("/vhls")["elements"][0],
        json!(format!("{}{own}/vhls/{}", scene.world.base, vehicle["id"]))
    );
    assert_eq!(read("?embed=(vehicles.elements)")["vehicles"]["elements"], json!([vehicle]));
    refused(&scene.world.read(&format!("{own}/vhls"), &scene.token(&["org_ogrn"])), 403, "ESIA-005029");
}

#[test]
fn a_document_is_opened_by_its_scope_or_by_those_of_everything() {
    let scene = Scene::start();
    for scope in ["org_srchis", "org_inf", "org_ful", "org_profile"] {
        let found = scene.world.read(&scene.document("srchis"), &scene.token(&[scope])).json();
        assert_eq!(found["data"]["averageHeadcount"], 11, "{scope}: {found}");
    }
    let token = scene.token(&["org_srchis"]);
    let found = scene.world.read(&scene.document("srchis"), &token).json();
    let head =
        ["orgOid", "relevance", "status", "version", "verifiedOn", "attachments"].map(|name| &found[name]);
    let expected = json!([scene.company.oid, "ACTUAL", "VERIFIED_BY_REQUEST", 1, "2018-03-23", []]);
    assert_eq!(json!(head), expected);
    let moment = found["updatedOn"].as_str().expect("a text");
    assert_eq!((moment.len(), moment.find('T')), ("2022-10-31T11:14:45.433".len(), Some(10)), "{moment}");
    for scope in ["org_usn", "org_ogrn"] {
        refused(&scene.world.read(&scene.document("srchis"), &scene.token(&[scope])), 403, "ESIA-005029");
    }
    refused(&scene.world.read(&scene.document("debt"), &scene.token(&["org_inf"])), 404, "ESIA-020203");
    let missing = scene.world.get(&scene.document("srchis"));
    refused(&missing, 401, "ESIA-005013");
    assert_eq!(missing.json()["message"], "Токен отсутствует");
}

#[test]
fn declarations_of_several_years_are_a_list() {
    let scene = Scene::start();
    let all = scene.world.read(&scene.document("usn"), &scene.token(&["org_usn"])).json();
    let years: Vec<_> = all.as_array().expect("a list").iter().map(|one| one["year"].clone()).collect();
    assert_eq!(json!(years), json!(["2017", "2016"]), "{all}");
    assert_eq!((&all[1]["status"], &all[1]["relevance"]), (&json!("NO_DATA"), &json!("EXPIRED")));
    assert_ne!(all[0]["id"], all[1]["id"]);
    let id = all[1]["id"].as_str().expect("a text");
    let one = scene.world.read(&scene.document(&format!("usn/{id}")), &scene.token(&["org_usn"]));
    assert_eq!(one.json(), all[1]);
}

#[test]
fn the_document_of_vehicles_needs_a_scope_that_writes() {
    let scene = Scene::start();
    let idm = scene.token(&["org_idm"]);
    let whole = scene.world.read(&scene.document("vehicle/status"), &idm).json();
    let id = whole["data"][0]["id"].as_str().expect("a text").to_owned();
    let one = scene.world.read(&scene.document(&format!("vehicle/{id}")), &scene.writing()).json();
    assert_eq!(one["markName"], "Проба");
    refused(
        &scene.world.read(&scene.document("vehicle/status"), &scene.token(&["org_inf"])),
        403,
        "ESIA-005029",
    );
    refused(&scene.world.read(&scene.document("vehicle/7"), &idm), 404, "ESIA-020203");
    refused(&scene.world.read(&scene.document("usn/status"), &scene.token(&["org_usn"])), 404, "ESIA-020203");
}

#[test]
fn a_document_is_asked_for_anew_once_the_general_consent_is_given() {
    let scene = Scene::start();
    let (reads, writes) = (scene.token(&["org_srchis"]), scene.writing());
    let check = || scene.world.read(&scene.document("srchis/check"), &reads);
    let refresh = |token: &str| scene.send("POST", &scene.document("srchis/refresh"), token);
    refused(&refresh(&reads), 403, "ESIA-005029");
    refused(&refresh(&writes), 400, "ESIA-036718");
    assert_eq!(scene.send("POST", &scene.general("issueGeneralGrant"), &writes).status, 200);
    refused(&check(), 404, "ESIA-020203");
    let asked = refresh(&writes);
    assert_eq!((asked.status, &asked.json()), (200, &check().json()), "{}", asked.text());
    assert!(
        asked.json()["expiresOn"].as_str().is_some_and(|text| text.ends_with("+0000")),
        "{}",
        asked.text()
    );
    assert_eq!(scene.send("POST", &scene.document("srchis/refresh/cansel"), &writes).status, 200);
    refused(&check(), 404, "ESIA-020203");
    refresh(&writes);
    scene.world.advance("PT30M");
    let found = scene.world.read(&scene.document("srchis"), &reads).json();
    assert_eq!(found["version"], 2, "the one that was given up did not count: {found}");
    refused(&check(), 404, "ESIA-020203");
}

#[test]
fn only_the_chief_and_the_administrator_ask_for_a_document_anew() {
    let scene = Scene::start();
    scene.world.control(
        "PATCH",
        &format!("/organisations/{}", scene.company.oid),
        &json!({ "general_consent": true }),
    );
    let scope = format!("openid org_inf?org_oid={}&mode=w", scene.company.oid);
    for (person, status) in [(&scene.company.accountant, 400), (&scene.company.chief, 200)] {
        let tokens = scene.world.tokens(person, &scope);
        let reply = scene.send("POST", &scene.document("srchis/refresh"), tokens.access());
        assert_eq!(reply.status, status, "{}", reply.text());
        if status == 400 {
            refused(&reply, 400, "ESIA-058012");
        }
        let decided = scene.send("DELETE", &scene.general("revokeGeneralGrant"), tokens.access());
        assert_eq!(decided.status, if status == 400 { 403 } else { 200 }, "{}", decided.text());
    }
}

#[test]
fn whoever_took_the_access_back_opens_papers_as_little_as_the_organisation() {
    let scene = Scene::start();
    let (chief, oid) = (&scene.company.chief, scene.company.oid);
    let tokens = scene.world.tokens(chief, &format!("openid org_inf?org_oid={oid}"));
    let read = |path: &str| scene.world.read(path, tokens.access());
    let (own, document) = (format!("/rs/orgs/{oid}"), scene.document("srchis"));
    assert_eq!([&own, &document].map(|path| read(path).status), [200, 200]);
    let consent = format!("/control/v1/people/{}/consents/{}", chief.oid, scene.world.party.mnemonic);
    assert!(scene.world.send(Request::new("DELETE", &consent)).status < 300);
    for path in [own, document, scene.consents("issued")] {
        refused(&read(&path), 401, "ESIA-005011");
    }
}

#[test]
fn licences_are_listed_and_found_by_number_or_activity() {
    let scene = Scene::start();
    let token = scene.token(&["org_idm"]);
    let address = format!("/esia-rs/api/public/v1/orgs/{}/licenses", scene.company.oid);
    let read = |query: &str| scene.world.read(&format!("{address}{query}"), &token).json();
    let all = read("");
    assert_eq!((&all["size"], &all["stateFacts"]), (&json!(2), &json!(["hasSize"])));
    let first = &all["elements"][0];
    // Midnight of 6 December 2017 in Moscow.
    assert_eq!((&first["issueDate"], &first["registrationNumber"]), (&json!(1_512_507_600), &json!("Л-1")));
    assert_eq!(
        (&first["orgShortName"], &first["telNumber"]),
        (&json!("ООО «Пример»"), &json!("+7(000)0000701"))
    );
    let activity = &first["licenseTypeActivities"]["elements"][0];
    assert_eq!(activity["licenseId"], first["id"]);
    assert_eq!(activity["licenseTypeActivityPlaces"]["elements"][0]["licenseTAId"], activity["id"]);
    let work = &activity["licenseTypeActivityWorks"]["elements"][0];
    assert_eq!(work["licenseTypeActivityWorkPlaces"]["elements"][0]["licenseTAWId"], work["id"]);
    assert_eq!(read("?regNumberOrTaName=%D0%9B-2")["elements"][0]["status"], "Приостановлена");
    let by_activity = "%D0%9E%D0%B1%D1%80%D0%B0%D0%B7%D0%BE%D0%B2%D0%B0%D1%82%D0%B5%D0%BB%D1%8C%D0%BD%D0%B0%D1%8F%20%D0%B4%D0%B5%D1%8F%D1%82%D0%B5%D0%BB%D1%8C%D0%BD%D0%BE%D1%81%D1%82%D1%8C";
    assert_eq!(read(&format!("?regNumberOrTaName={by_activity}"))["elements"], json!([first]));
    assert_eq!(read("?regNumberOrTaName=7")["size"], 0);
    assert_eq!(
        read(&format!("/{}/services", first["id"])),
        json!({"stateFacts": ["hasSize"], "size": 0, "elements": []})
    );
    refused(&scene.world.read(&format!("{address}/7/services"), &token), 404, "ESIA-020203");
    refused(&scene.world.read(&address, &scene.token(&["org_srchis"])), 403, "ESIA-005029");
    refused(&scene.world.get(&address), 401, "ESIA-005011");
}

#[test]
fn a_consent_is_listed_given_narrowed_and_taken_back() {
    let scene = Scene::start();
    let (reads, writes) = (scene.token(&["org_inf"]), scene.writing());
    let list = |query: &str| scene.world.read(&scene.consents(&format!("issued{query}")), &reads).json();
    let all = list("");
    assert_eq!((&all["size"], &all["stateFacts"]), (&json!(2), &json!(["EntityRoot", "hasSize"])));
    let (asked, given) = (all["elements"][0].clone(), all["elements"][1].clone());
    assert_eq!((&asked["status"], asked.get("issuedOn")), (&json!("W"), None), "{asked}");
    assert_eq!((&given["status"], &asked["context"]), (&json!("A"), &json!({})));
    assert_eq!(asked["scopes"]["elements"][1]["sysname"], "http://esia.gosuslugi.ru/org_vhls");
    assert_eq!(list("?status=0001")["elements"], json!([asked]));
    assert_eq!(list("?status=0010")["elements"], json!([given]));
    let claimed = scene.consents(&format!("claimed/grant/{}", asked["id"]));
    let own = scene.consents(&format!("issued/{}", asked["id"]));
    let shown = scene.world.read(&own, &reads).json()["elements"][0].clone();
    assert_eq!((&shown["needGeneralGrant"], &shown["hasRightToManage"]), (&json!(true), &json!(true)));
    refused(&scene.send("POST", &claimed, &writes), 400, "ESIA-036718");
    assert_eq!(scene.send("POST", &scene.general("issueGeneralGrant"), &writes).status, 200);
    let narrowed = |scopes: &Value| {
        let body = json!({ "scopes": { "elements": scopes } });
        scene.world.send(bearing(Request::new("PUT", &claimed).json(&body), &writes))
    };
    refused(&narrowed(&json!([{ "sysname": "http://esia.gosuslugi.ru/org_vhls" }])), 400, "ESIA-036702");
    assert_eq!(narrowed(&json!([{ "sysname": "org_egr" }])).status, 200);
    let shown = scene.world.read(&own, &reads).json()["elements"][0].clone();
    let term = |name: &str| shown[name].as_i64().expect("seconds");
    assert_eq!((&shown["status"], term("expiredOn") - term("issuedOn")), (&json!("A"), 3_600));
    assert_eq!(shown["scopes"]["size"], 1, "{shown}");
    for (method, code) in [("POST", "ESIA-036712"), ("DELETE", "ESIA-036713")] {
        refused(&scene.send(method, &claimed, &writes), 400, code);
    }
    let issued = scene.consents(&format!("issued/grant/{}", asked["id"]));
    assert_eq!(scene.send("DELETE", &issued, &writes).status, 200);
    assert_eq!(list("?status=0100")["elements"][0]["id"], asked["id"]);
    refused(&scene.send("DELETE", &issued, &writes), 400, "ESIA-036714");
    refused(&scene.send("DELETE", &scene.consents("issued/grant/7"), &writes), 404, "ESIA-036701");
    refused(&scene.world.read(&scene.consents("issued/7"), &reads), 404, "ESIA-036701");
}

#[test]
fn a_declined_consent_is_gone_and_the_general_one_is_taken_back() {
    let scene = Scene::start();
    let (reads, writes) = (scene.token(&["org_grant", "org_inf"]), scene.writing());
    let needed = || scene.world.read(&scene.general("checkGeneralGrant"), &reads).json();
    assert_eq!(needed(), json!({ "needGeneralGrant": true }));
    refused(&scene.send("DELETE", &scene.general("revokeGeneralGrant"), &writes), 404, "ESIA-036701");
    scene.send("POST", &scene.general("issueGeneralGrant"), &writes);
    assert_eq!(needed(), json!({ "needGeneralGrant": false }));
    let id = scene.world.read(&scene.consents("issued"), &reads).json()["elements"][0]["id"].clone();
    let claimed = scene.consents(&format!("claimed/grant/{id}"));
    refused(&scene.send("DELETE", &claimed, &reads), 403, "ESIA-005029");
    assert_eq!(scene.send("DELETE", &claimed, &writes).status, 200);
    assert_eq!(scene.world.read(&scene.consents("issued"), &reads).json()["size"], 1);
    assert_eq!(scene.send("DELETE", &scene.general("revokeGeneralGrant"), &writes).status, 200);
    assert_eq!(needed(), json!({ "needGeneralGrant": true }));
}
