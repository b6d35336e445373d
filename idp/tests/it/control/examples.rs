//! Owns the examples of the OpenAPI document: requests and answers of a live server, recorded with `UPDATE=1`.

use idp::boot::Options;
use serde_json::{Map, Value, json};

use crate::access::{OWN, guarded};
use crate::actors::{Folder, Tester, description};
use crate::oauth::kit::http::Request;
use crate::oauth::kit::party::base64url;
use crate::source::{compare, root};

const FILE: &str = "idp/src/web/control/api/examples.json";

/// A tester whose calls are kept as examples.
struct Recorder {
    tester: Tester,
    seen: Map<String, Value>,
}

impl Recorder {
    /// Makes a call and keeps it, unless the operation has an example already.
    fn call(&mut self, operation: &str, holes: &[&Value], body: Value) -> Value {
        let plain: Vec<_> = holes.iter().map(|hole| hole.to_string().trim_matches('"').to_owned()).collect();
        let holes: Vec<_> = plain.iter().map(|hole| hole as &dyn std::fmt::Display).collect();
        let reply = self.tester.call(operation, &holes, body.clone());
        assert!(reply.status < 300, "{operation}: {} {}", reply.status, reply.text);
        let (method, path) = operation.split_once(' ').unwrap();
        let path = path.split('?').next().unwrap();
        let id = &description()["paths"][path][method.to_lowercase()]["operationId"];
        let mut example = json!({ "status": reply.status });
        if !body.is_null() {
            example["request"] = body;
        }
        if !reply.json.is_null() {
            example["answer"] = reply.json.clone();
        }
        self.seen.entry(id.as_str().unwrap()).or_insert(example);
        reply.json
    }

    /// Reads by a call without a body.
    fn get(&mut self, path: &str, holes: &[&Value]) -> Value {
        self.call(&format!("GET {path}"), holes, Value::Null)
    }

    /// Keeps a problem under its status.
    fn problem(&mut self, reply: Value) {
        let problems = self.seen.entry("problems").or_insert(json!({}));
        let status = reply["status"].to_string();
        problems[status] = reply;
    }
}

#[test]
fn examples_are_what_a_live_server_answers() {
    let tester = Tester::start();
    let server = tester.base_url.clone();
    let mut all = Recorder { tester, seen: Map::new() };
    let clock = json!({"mode": "frozen", "now": "2024-09-02T07:00:00Z"});
    let realm = all.call("POST /realms", &[], json!({"id": "example", "seed": 7, "clock": clock}));
    all.get("/realms", &[]);
    all.get("/realms/{id}", &[&realm["realm"]]);
    let of_realm = Tester::at(realm["base_url"].as_str().unwrap());
    // The first one holds the provider.
    let _provider = std::mem::replace(&mut all.tester, of_realm);

    of_the_realm(&mut all, clock);
    let person = of_people(&mut all);
    of_confirmation(&mut all);
    of_others(&mut all, &person);
    of_a_bank(&mut all, &server);
    problems(&mut all, &server);
    of_tokens(&mut all);
    of_nodes(&mut all);
    of_populations(&mut all);

    all.call("POST /realms/{id}/reset", &[&realm["realm"]], Value::Null);
    all.call("DELETE /realms/{id}", &[&realm["realm"]], Value::Null);
    without_example_is_none(&all.seen);
    // Realms have host names of their own at the same port.
    let (_, port) = server.rsplit_once(':').unwrap();
    let made = serde_json::to_string_pretty(&all.seen).unwrap().replace(&server, "http://localhost:8085");
    let made = made.replace(&format!(".localhost:{port}"), ".localhost:8085") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        return compare(FILE, &made);
    }
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(root().join(FILE)).unwrap()).unwrap();
    let made: Value = serde_json::from_str(&made).unwrap();
    let differing = made.as_object().unwrap().iter().filter(|(id, one)| shape(one) != shape(&kept[*id]));
    let differing: Vec<_> = differing.map(|(id, _)| id).collect();
    assert!(
        differing.is_empty(),
        "{FILE} is not what the server answers: {differing:?}; make golden records it"
    );
}

/// Which fields there are, and of which type: keys, codes and passwords differ from run to run.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), shape(field))).collect(),
        Value::Array(items) => items.first().map_or(json!([]), |first| json!([shape(first)])),
        Value::String(_) => json!("text"),
        Value::Number(_) => json!(0),
        other => other.clone(),
    }
}

/// Every operation with a body on either side has an example; a consent needs a relying party of its own to be given.
fn without_example_is_none(seen: &Map<String, Value>) {
    let paths = description()["paths"].as_object().unwrap().values();
    let ids = paths
        .flat_map(|item| item.as_object().unwrap().values())
        .map(|one| one["operationId"].as_str().unwrap());
    let missing: Vec<_> = ids.filter(|id| !seen.contains_key(*id)).collect();
    assert_eq!(missing, ["showCaptcha", "withdrawAgreement"], "operations without an example");
}

/// A server whose database others may share.
fn of_nodes(all: &mut Recorder) {
    let shared = Tester::of_several(1, Options::for_tests());
    let before = std::mem::replace(&mut all.tester, shared);
    all.get("/nodes", &[]);
    let shared = std::mem::replace(&mut all.tester, before);
    let nodes = &mut all.seen["listNodes"];
    let text = nodes.to_string().replace(&shared.base_url, "http://localhost:8085");
    *nodes = serde_json::from_str(&text).unwrap();
}

/// A million people, one of whom is touched.
fn of_populations(all: &mut Recorder) {
    let mould = json!({"level": "standard", "gender": "F"});
    let declared = all.call("POST /populations", &[], json!({"count": 1_000_000, "mould": mould}));
    let one = declared["first_oid"].as_u64().unwrap() + 777_776;
    all.tester.call("PATCH /people/{oid}", &[&one], json!({"last_name": "Примерова"})).expect(200);
    all.get("/populations", &[]);
}

/// A citizen whom a bank imports without a code, and who answers the SMS.
fn of_a_bank(all: &mut Recorder, server: &str) {
    let (mobile, at) = ("+7(900)7654388", "/realms/example");
    let bank = json!({"redirect_hosts": ["bank.test"], "scopes": ["http://esia.gosuslugi.ru/ext_imp"],
        "certificates": [], "token_algorithm": "RS256", "signature_check": "off"});
    all.call("PUT /clients/{mnemonic}", &[&json!("BANK")], bank);
    all.call("PATCH /settings", &[], json!({"import": {"by_sms": true}}));
    let now = all.tester.get("/clock", &[])["now"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    let form = format!(
        "client_id=BANK&client_secret=none&grant_type=client_credentials&response_type=token&state=1\
         &scope=http%3A%2F%2Fesia.gosuslugi.ru%2Fext_imp&timestamp={}",
        now.strftime("%Y.%m.%d%%20%H%%3A%M%%3A%S%%20%%2B0000")
    );
    let answer = Request::post(&format!("{at}/aas/oauth2/te")).form(&form).send(server).json();
    let token = answer["access_token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
    let sent = json!({"firstName": "Алена", "lastName": "Снегирева", "birthDate": "03.07.1983",
        "birthPlace": "г. Примерск", "gender": "F", "snils": "900-000-002 83",
        "contacts": {"elements": [{"type": "MBT", "value": mobile}, {"type": "EML", "value": "sms@example.test"}]},
        "documents": {"elements": [{"type": "RF_PASSPORT", "series": "0019", "number": "000799",
            "issueDate": "01.09.2003", "issueId": "000019", "issuedBy": "Отделением г. Примерска"}]}});
    let request = Request::post(&format!("{at}/esia-rs/api/public/v2/prns/import")).json(&sent);
    let request = request.header("Authorization", &format!("Bearer {token}"));
    let request = request.header("Request-Data", &base64url(sent.to_string().as_bytes()));
    let asked = request.header("Request-Data-Sign", "none").send(server).json();
    assert_eq!(asked["code"], json!("2"), "{asked}");
    let answer = json!({"from": mobile, "text": "Нет"});
    all.call("POST /sms-answers", &[], answer);
}

/// Tokens are made on a server that has one of its own.
fn of_tokens(all: &mut Recorder) {
    let folder = Folder::new("examples");
    let guarded = Tester::of_options(guarded(&folder)).showing_own(OWN);
    let of_realm = std::mem::replace(&mut all.tester, guarded);
    let realm = json!("default");
    all.call("POST /realms/{id}/tokens", &[&realm], json!({"name": "ci"}));
    all.get("/realms/{id}/tokens", &[&realm]);
    all.call("DELETE /realms/{id}/tokens/{name}", &[&realm, &json!("ci")], Value::Null);
    all.get("/audit", &[]);
    all.tester = of_realm;
}

fn of_the_realm(all: &mut Recorder, clock: Value) {
    all.get("/clock", &[]);
    all.call("PUT /clock", &[], clock);
    all.call("POST /clock/advance", &[], json!({"by": "PT1H"}));
    all.get("/settings", &[]);
    all.call("PATCH /settings", &[], json!({"guard": {"lock_after": 5}}));
    all.get("/registers", &[]);
    all.call("PUT /registers", &[], json!({"pension_fund": "agree", "delay": "PT3S"}));
    let record = json!({"last_name": "Ким", "first_name": "Ян", "birth_date": "01.02.1980", "gender": "M"});
    all.call("PUT /registers/pension-fund/{snils}", &[&json!("000-000-600 77")], record);
    all.get("/registers/pension-fund", &[]);
    all.call("DELETE /registers/pension-fund/{snils}", &[&json!("000-000-600 77")], Value::Null);
    let document = json!("0102000001");
    all.call("PUT /registers/interior-ministry/{number}", &[&document], json!({"standing": "replaced"}));
    all.get("/registers/interior-ministry", &[]);
    all.call("DELETE /registers/interior-ministry/{number}", &[&document], Value::Null);
    let party = json!({"name": "Электронный дневник", "redirect_hosts": ["127.0.0.1"],
        "scopes": ["openid", "fullname"], "signature_check": "off", "lifetimes": {"code": 300}});
    all.call("PUT /clients/{mnemonic}", &[&json!("DIARY")], party);
    all.get("/clients/{mnemonic}", &[&json!("DIARY")]);
    all.get("/clients?limit=2", &[]);
    all.call("DELETE /clients/{mnemonic}", &[&json!("DIARY")], Value::Null);
    all.get("/faults/catalogue", &[]);
    all.call("POST /faults", &[], json!({"fault": "token-error", "amount": 7019, "times": 1}));
    all.get("/faults", &[]);
    all.call("DELETE /faults", &[], Value::Null);
    all.get("/keys", &[]);
    all.call("POST /keys/rotate", &[], json!({"algorithm": "RS256", "overlap": "PT1H"}));
}

fn of_people(all: &mut Recorder) -> Value {
    let wish = json!({"level": "confirmed", "last_name": "Снегирева", "first_name": "Алена", "gender": "F",
        "birth_date": "03.07.1983", "mobile": "+7(000)1234567"});
    let oid = all.call("POST /people", &[], wish)["oid"].clone();
    all.get("/people?limit=2", &[]);
    all.call("PATCH /people/{oid}", &[&oid], json!({"email": "alena@example.test"}));
    all.get("/people/{oid}", &[&oid]);
    all.call("POST /people/{oid}/commands", &[&oid], json!({"command": "block", "reason": "проверка"}));
    all.call("POST /people/{oid}/commands", &[&oid], json!({"command": "unblock"}));
    all.get("/people/{oid}/events?limit=2", &[&oid]);
    let change = json!({"command": "change", "value": "+7(000)7654321"});
    all.call("POST /people/{oid}/contacts/{kind}/commands", &[&oid, &json!("mobile")], change);
    all.get("/people/{oid}/contacts", &[&oid]);
    all.get("/pushes", &[]);
    all.get("/outbox?wait=PT10S", &[]);
    all.get("/events?after=0.0&limit=1", &[]);
    world(all);
    let address = json!({"line": "Примерская область, г. Примерск, ул. Садовая", "house": "7", "flat": "12"});
    all.call("PUT /people/{oid}/addresses/{type}", &[&oid, &json!("PTA")], address);
    all.get("/people/{oid}/addresses", &[&oid]);
    all.call("DELETE /people/{oid}/addresses/{type}", &[&oid, &json!("PTA")], Value::Null);
    let licence = json!({"type": "RF_DRIVING_LICENSE", "series": "99АВ", "number": "000001",
        "issued_on": "01.09.2014", "expires_on": "01.09.2034"});
    let extras = json!({ "self_employed": { "confirmed": true, "confirmed_on": "02.09.2020" },
        "biometrics": [{ "text": "Образец голоса", "expires_on": "01.09.2025" }], "avatar": "#2f6f9f" });
    all.call("PUT /people/{oid}/extras", &[&oid], extras);
    all.get("/people/{oid}/extras", &[&oid]);
    let found = json!({ "voice": "0.91", "face": "0.95", "overall": "0.97" });
    all.call("POST /people/{oid}/biometric-results", &[&oid], found);
    let permit = json!({ "type": "RSDNC_PERMIT", "series": "82", "number": "0000017" });
    let permit = all.call("POST /people/{oid}/documents", &[&oid], permit)["id"].clone();
    let paper = json!({ "kind": "residence-permit", "series": "82", "number": "0000017" });
    all.call("PUT /people/{oid}/documents/{id}/paper", &[&oid, &permit], paper);
    all.get("/people/{oid}/documents/{id}/paper", &[&oid, &permit]);
    all.call("DELETE /people/{oid}/documents/{id}/paper", &[&oid, &permit], Value::Null);
    let document = all.call("POST /people/{oid}/documents", &[&oid], licence)["id"].clone();
    all.get("/people/{oid}/documents", &[&oid]);
    all.call("DELETE /people/{oid}/documents/{id}", &[&oid, &document], Value::Null);
    let vehicle = json!({"name": "Тележка", "number_plate": "А000АА00",
        "certificate": {"series": "1231", "number": "231231"}});
    let vehicle = all.call("POST /people/{oid}/vehicles", &[&oid], vehicle)["id"].clone();
    all.get("/people/{oid}/vehicles", &[&oid]);
    all.call("DELETE /people/{oid}/vehicles/{id}", &[&oid, &vehicle], Value::Null);
    all.call("POST /people/{oid}/qualified-certificates", &[&oid], json!({"algorithm": "RS256"}));
    all.get("/people/{oid}/credentials", &[&oid]);
    all.call("POST /people/{oid}/credentials/commands", &[&oid], json!({"command": "lock", "for": "PT1H"}));
    all.call("POST /people/{oid}/credentials/commands", &[&oid], json!({"command": "unlock"}));
    all.call("PUT /people/{oid}/second-factor", &[&oid], json!({"kind": "totp"}));
    all.get("/people/{oid}/second-factor", &[&oid]);
    all.call("PUT /people/{oid}/second-factor", &[&oid], json!({"kind": "none"}));
    all.get("/people/{oid}/sessions", &[&oid]);
    all.call("DELETE /people/{oid}/sessions", &[&oid], Value::Null);
    let child =
        all.call("POST /people/{oid}/children", &[&oid], json!({"gender": "F", "school_consent": true}));
    all.get("/people/{oid}/children", &[&oid]);
    let withdraw = json!({"command": "withdraw-consent"});
    all.call("POST /people/{oid}/children/{card}/commands", &[&oid, &child["id"]], withdraw);
    all.get("/people/{oid}/parents", &[&child["account"]]);
    oid
}

/// A world is long: its example shows the first row of a few collections.
fn world(all: &mut Recorder) {
    let whole = all.get("/world", &[]);
    all.call("PUT /world", &[], whole.clone());
    let few = |example: &mut Value| {
        let all = example["collections"].as_object_mut().unwrap();
        all.retain(|name, _| ["clients", "outbox"].contains(&name.as_str()));
        all.values_mut().for_each(|rows| rows.as_array_mut().unwrap().truncate(1));
    };
    few(&mut all.seen["exportWorld"]["answer"]);
    few(&mut all.seen["importWorld"]["request"]);
    all.call("POST /fixtures/reload", &[], json!({"reset": false}));
}

fn newcomer(snils: &str, number: &str, mobile: &str) -> Value {
    json!({"last_name": "Снегирева", "first_name": "Алена", "middle_name": "Игоревна", "gender": "F",
        "birth_date": "03.07.1983", "birth_place": "г. Примерск", "snils": snils,
        "passport": {"series": "0019", "number": number, "issued_on": "01.09.2003",
            "issuer_code": "000-019", "issued_by": "Отделением г. Примерска"},
        "mobile": mobile})
}

fn of_confirmation(all: &mut Recorder) {
    let centre = json!(1);
    all.get("/centres", &[]);
    let standard = all.call("POST /people", &[], json!({"level": "standard"}));
    let passport =
        json!({"series": standard["passport"]["series"], "number": standard["passport"]["number"]});
    let refusal = json!({"person": standard["oid"], "reason": "фото в паспорте другого человека"});
    all.call("POST /centres/{id}/refusals", &[&centre], refusal);
    let visitor = json!({"person": standard["oid"], "passport": passport});
    all.call("POST /centres/{id}/confirmations", &[&centre], visitor);
    let newcomer = |snils, number, mobile| newcomer(snils, number, mobile);
    let visitor = newcomer("112-233-445 95", "000777", "+7(900)7654321");
    let made = all.call("POST /centres/{id}/registrations", &[&centre], visitor);
    let recovery = json!({"person": made["oid"], "passport": {"series": "0019", "number": "000777"},
        "snils": "112-233-445 95", "contact": "+7(900)7654321"});
    all.call("POST /centres/{id}/recoveries", &[&centre], recovery);
    let client = json!({"person": newcomer("900-000-001 82", "000778", "+7(900)7654399")});
    all.call("POST /bank-confirmations", &[], client);
    let used = all.tester.person(json!({"level": "simplified"}));
    all.call(
        "POST /centres/{id}/searches",
        &[&centre],
        json!({"snils": "112-233-445 95", "email": used["email"]}),
    );
    let shown = json!({"person": made["oid"], "snils": "112-233-445 95",
        "passport": {"series": "0019", "number": "000777"}});
    all.call("POST /centres/{id}/deletions", &[&centre], shown);
    let mut papers = newcomer("112-233-445 95", "000777", "");
    papers.as_object_mut().unwrap().remove("mobile");
    let upgrade = json!({"person": used["oid"], "papers": papers});
    all.call("POST /centres/{id}/registrations-by-simplified", &[&centre], upgrade);
}

fn of_others(all: &mut Recorder, person: &Value) {
    let firm = json!({"kind": "legal", "short_name": "ООО «Пример»"});
    let firm = all.call("POST /organisations", &[], firm)["oid"].clone();
    all.call("PUT /organisations/{oid}/members/{person}", &[&firm, person], json!({"chief": true}));
    all.get("/organisations/{oid}", &[&firm]);
    all.call("PATCH /organisations/{oid}", &[&firm], json!({"short_name": "ООО «Образец»"}));
    all.get("/organisations?limit=2", &[]);
    all.call("DELETE /organisations/{oid}/members/{person}", &[&firm, person], Value::Null);
    let authorize_url = all.tester.authorize_url("a-state");
    all.call("POST /sign-ins", &[], json!({"person": person, "authorize_url": authorize_url}));
    all.get("/people/{oid}/agreements", &[person]);
    all.call("DELETE /people/{oid}/consents/{client}", &[person, &json!("LOCALTEST")], Value::Null);
    all.tester.open("/aas/oauth2/ac?client_id=NOBODY");
    let journal = all.get("/journal?limit=1", &[]);
    all.get("/journal/{seq}", &[&journal["entries"][0]["seq"]]);
    all.get(&format!("/portfolio?person={person}"), &[]);
    all.get("/portfolio/availability", &[]);
    all.call("PUT /portfolio/availability", &[], json!({"mode": "answers"}));
}

fn problems(all: &mut Recorder, server: &str) {
    let wrong = all.tester.call("POST /clock/advance", &[], json!({"by": "a day"})).json;
    all.problem(wrong);
    let unknown = all.tester.call("GET /people/{oid}", &[&999_999], Value::Null).json;
    all.problem(unknown);
    let again = all.tester.call("POST /realms", &[], json!({"id": "example"})).json;
    all.problem(again);
    let large = format!("{{\"a\":\"{}\"}}", "a".repeat(2 * 1024 * 1024));
    let large = all.tester.send_raw("POST", "/people", &large).json;
    all.problem(large);
    let post = || Request::new("POST", "/control/v1/people");
    for request in [
        post().body("text/plain", b"{}"),
        post().header("Origin", "http://elsewhere.test"),
        post().header("Host", "elsewhere.test"),
    ] {
        all.problem(request.send(server).json());
    }
}
