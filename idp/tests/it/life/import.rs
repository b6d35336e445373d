//! Owns tests of accounts that banks send by the documented calls: outcomes, codes, states, search, recovery (MR А.9).

use serde_json::{Value, json};

use crate::oauth::kit::http::{Reply, Request};
use crate::oauth::kit::party::base64url;
use crate::oauth::kit::world::World;
use crate::organisations::kit::system_token;

pub(super) const MOBILE: &str = "+7(900)7654321";
const SNILS: &str = "112-233-445 95";
const IMPORT: &str = "/esia-rs/api/public/v2/prns/import?confirmWay=REST_API";

/// A bank with a token that opens imports.
pub(super) struct Bank {
    pub(super) world: World,
    token: String,
}

pub(super) fn sent() -> Value {
    json!({
        "firstName": "Алена", "lastName": "Снегирева", "middleName": "Игоревна", "birthDate": "03.07.1983",
        "birthPlace": "г. Примерск", "gender": "F", "snils": SNILS,
        "contacts": { "elements": [{ "type": "MBT", "value": MOBILE },
            { "type": "EML", "value": "alena@example.test" }] },
        "documents": { "elements": [{ "type": "RF_PASSPORT", "series": "0019", "number": "000777",
            "issueDate": "01.09.2003", "issueId": "000019", "issuedBy": "Отделением г. Примерска" }] }
    })
}

/// The same person as a tester makes one.
fn made(level: &str) -> Value {
    json!({
        "level": level, "first_name": "Алена", "last_name": "Снегирева", "middle_name": "Игоревна",
        "birth_date": "03.07.1983", "birth_place": "г. Примерск", "gender": "F", "snils": SNILS, "mobile": MOBILE,
        "email": "alena@example.test",
        "passport": { "series": "0019", "number": "000777", "issued_on": "01.09.2003", "issuer_code": "000019",
            "issued_by": "Отделением г. Примерска" }
    })
}

impl Bank {
    pub(super) fn start() -> Self {
        let mut world = World::start();
        world.party.scopes.push("http://esia.gosuslugi.ru/ext_imp");
        // Longer than an answer by SMS may take: the bank's own token is not what these tests are about.
        let mut registration = world.party.registration();
        registration["lifetimes"] = json!({ "access": 300_000 });
        world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
        let answer = system_token(&world, "http://esia.gosuslugi.ru/ext_imp").json();
        Self { token: answer["access_token"].as_str().unwrap().to_owned(), world }
    }

    fn bearer(&self, request: Request) -> Request {
        request.header("Authorization", &format!("Bearer {}", self.token))
    }

    /// A call whose body is signed, as the document asks.
    pub(super) fn signed(&self, target: &str, body: &Value) -> Reply {
        let text = body.to_string();
        let message = self.world.party.identity.message(self.world.party.options, text.as_bytes());
        let request = Request::post(target).json(body);
        let request = request.header("Request-Data", &base64url(text.as_bytes()));
        self.world.send(self.bearer(request.header("Request-Data-Sign", &base64url(&message))))
    }

    fn import(&self, body: &Value) -> Reply {
        self.signed(IMPORT, body)
    }

    /// A call that is not signed.
    fn post(&self, target: &str, body: &Value) -> Value {
        let reply = self.world.send(self.bearer(Request::post(target).json(body)));
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }

    pub(super) fn compare(&self, id: &Value, code: &str) -> Value {
        self.post("/esia-rs/api/public/v2/confirmation/compare", &json!({ "requestId": id, "code": code }))
    }

    pub(super) fn resend(&self, id: &Value) -> Value {
        let target = format!("/esia-rs/api/public/v2/confirmation/resend/{}", id.as_str().unwrap());
        self.post(&target, &json!({}))
    }

    pub(super) fn state(&self, id: &Value) -> Value {
        let request = Request::get(&format!("/rs/reqs/{}", id.as_str().unwrap()));
        self.world.send(self.bearer(request)).json()
    }

    /// The newest code that went to a phone.
    pub(super) fn code(&self, mobile: &str) -> String {
        let outbox = self.world.get("/control/v1/outbox").json();
        let messages = outbox["messages"].as_array().unwrap().clone();
        let mine = messages.iter().rev().find(|one| one["to"] == mobile && one["code"].is_string());
        mine.unwrap_or_else(|| panic!("{outbox}"))["code"].as_str().unwrap().to_owned()
    }

    pub(super) fn settings(&self, change: &Value) {
        self.world.control("PATCH", "/settings", change);
    }

    /// The import must be refused with this code.
    #[track_caller]
    fn refused(&self, body: &Value, code: &str) {
        let reply = self.import(body);
        assert_eq!((reply.status, &reply.json()["code"]), (400, &json!(code)), "{}", reply.text());
    }
}

#[test]
fn an_unknown_person_is_registered_once_the_code_is_right_and_the_registers_agree() {
    let bank = Bank::start();
    let asked = bank.import(&sent()).json();
    assert_eq!((&asked["code"], &asked["availableAttemptsCount"]), (&json!("2"), &json!(5)), "{asked}");
    let fields = (&asked["periodsForNextGeneration"], &asked["maxResendCount"], &asked["timeToLive"]);
    assert_eq!(fields, (&json!([60_000, 60_000, 60_000]), &json!(3), &json!(86_400_000)), "{asked}");
    let id = &asked["requestId"];
    assert_eq!((id.as_str().unwrap().len(), bank.code(MOBILE).len()), (52, 4));
    assert_eq!(
        bank.state(id)["flowDetails"][0],
        json!({ "name": "raRegistrationEndorsement", "status": "W" })
    );
    let wrong = bank.compare(id, "none");
    assert_eq!((&wrong["status"], &wrong["availableAttemptsCount"]), (&json!("WAIT"), &json!(4)));
    let right = bank.compare(id, &bank.code(MOBILE));
    assert_eq!((&right["status"], &right["mobile"]), (&json!("OK"), &json!("79007654321")), "{right}");
    assert_eq!(bank.state(id)["status"], "VALIDATING");
    bank.refused(
        &{
            let mut other = sent();
            other["snils"] = json!("900-000-001 82");
            other
        },
        "ESIA-032205",
    );
    bank.world.advance("PT3S");
    let done = bank.state(id);
    assert_eq!(done["status"], "SUCCEEDED", "{done}");
    let person = bank.world.get(&format!("/control/v1/people/{}", done["personOid"])).json();
    assert_eq!((&person["status"], &person["snils"]), (&json!("confirmed"), &json!(SNILS)), "{person}");
    let again = bank.import(&sent()).json();
    assert_eq!(again["code"], "0", "{again}");
}

#[test]
fn a_code_runs_out_by_tries_by_time_and_by_resends() {
    let bank = Bank::start();
    let id = bank.import(&sent()).json()["requestId"].clone();
    for left in (1..5).rev() {
        let told = bank.compare(&id, "none");
        assert_eq!((&told["status"], &told["availableAttemptsCount"]), (&json!("WAIT"), &json!(left)));
    }
    assert_eq!(bank.compare(&id, "none")["status"], "FAILED");
    assert_eq!(bank.compare(&id, &bank.code(MOBILE))["status"], "FAILED", "the right one comes too late");
    assert_eq!(bank.resend(&id)["status"], "TOO_FAST_RESEND");
    let first = bank.code(MOBILE);
    for sent in 1..4 {
        bank.world.advance("PT1M");
        let again = bank.resend(&id);
        assert_eq!((&again["status"], &again["resendCount"]), (&json!("OK"), &json!(sent)));
    }
    bank.world.advance("PT1M");
    assert_eq!(bank.resend(&id)["status"], "RESEND_LIMIT_IS_REACHED");
    assert_ne!(bank.code(MOBILE), first);
    bank.world.advance("P1D");
    assert_eq!(bank.compare(&id, &bank.code(MOBILE))["status"], "EXPIRED");
    let other = bank.compare(&json!(id.as_str().unwrap().replace("9F965664CB", "9F965664CC")), "0000");
    assert_eq!(other["status"], "NOT_FOUND");
    assert_eq!(bank.import(&sent()).json()["code"], "2", "the bank may begin again");
}

#[test]
fn a_standard_account_is_confirmed_and_one_confirmed_by_letter_is_confirmed_again() {
    let bank = Bank::start();
    bank.world.control("POST", "/people", &made("standard"));
    let with = |part: &str, value: Value| {
        let mut body = sent();
        *body.pointer_mut(part).unwrap() = value;
        body
    };
    bank.refused(&with("/contacts/elements/0/value", json!("+7(900)1112233")), "ESIA-039603");
    let differs = bank.import(&with("/documents/elements/0/number", json!("000778")));
    let told = differs.json();
    assert_eq!((differs.status, &told["code"]), (400, &json!("ESIA-03200")), "{told}");
    assert!(told["description"].is_string() && told.get("message").is_none(), "{told}");
    let confirmed = bank.import(&sent()).json();
    assert_eq!(confirmed["description"], "Person successfully confirmed as trusted in ESIA", "{confirmed}");
    assert_eq!(bank.import(&sent()).json()["code"], "0");
}

#[test]
fn a_simplified_account_with_the_phone_is_asked_to_be_confirmed() {
    let bank = Bank::start();
    let known = json!({ "level": "simplified", "mobile": MOBILE });
    let known = bank.world.control("POST", "/people", &known);
    let asked = bank.import(&sent()).json();
    assert_eq!(asked["code"], "3", "{asked}");
    bank.refused(&sent(), "ESIA-039815");
    assert_eq!(bank.compare(&asked["requestId"], &bank.code(MOBILE))["status"], "OK");
    bank.world.advance("PT3S");
    assert_eq!(bank.state(&asked["requestId"])["personOid"], known["oid"], "its number stays");
}

#[test]
fn where_the_realm_says_so_the_banks_phone_takes_the_place_of_the_accounts() {
    let bank = Bank::start();
    let mut other = made("standard");
    other["mobile"] = json!("+7(900)1112233");
    let oid = bank.world.control("POST", "/people", &other)["oid"].clone();
    bank.refused(&sent(), "ESIA-039603");
    bank.settings(&json!({ "import": { "phone_takeover": true } }));
    assert_eq!(bank.import(&sent()).json()["code"], "1");
    assert_eq!(bank.world.get(&format!("/control/v1/people/{oid}")).json()["mobile"], MOBILE);
    let outbox = bank.world.get("/control/v1/outbox").json();
    let to_new =
        |one: &&Value| one["to"] == MOBILE && one["text"].as_str().unwrap().contains("Пароль для входа");
    assert!(outbox["messages"].as_array().unwrap().iter().any(|one| to_new(&one)), "{outbox}");
}

#[test]
fn what_the_registers_refuse_ends_a_request_with_the_code_of_the_register() {
    for (register, code, made) in
        [("pension_fund", "ESIA-910001", false), ("interior_ministry", "ESIA-910100", true)]
    {
        let bank = Bank::start();
        bank.settings(&json!({ "registers": { register: "refuse" } }));
        let id = bank.import(&sent()).json()["requestId"].clone();
        bank.compare(&id, &bank.code(MOBILE));
        bank.world.advance("PT3S");
        let state = bank.state(&id);
        assert_eq!(
            (&state["status"], &state["errorStatusInfo"]["code"]),
            (&json!("VALIDATION_FAILED"), &json!(code))
        );
        let failed: Vec<_> =
            state["flowDetails"].as_array().unwrap().iter().filter(|flow| flow["status"] == "F").collect();
        assert_eq!((failed.len(), &failed[0]["error"]["code"]), (1, &json!(code)), "{state}");
        let people = bank.world.get("/control/v1/people").json();
        let simplified = people["people"].as_array().unwrap().iter().any(|one| one["mobile"] == MOBILE);
        assert_eq!(
            simplified, made,
            "MR table 74: a simplified account is there once the fund agreed: {people}"
        );
    }
}

#[test]
fn the_dossier_of_a_passport_is_waited_for() {
    let bank = Bank::start();
    bank.settings(&json!({ "import": { "dossier_delay_ms": 3_600_000 } }));
    let asked = bank.import(&sent()).json();
    assert_eq!(asked["code"], "4", "{asked}");
    let again = bank.import(&sent()).json();
    assert_eq!((&again["code"], &again["requestId"]), (&json!("5"), &asked["requestId"]), "{again}");
    bank.world.advance("PT1H");
    assert_eq!(bank.import(&sent()).json()["code"], "2");
}

#[test]
fn a_snils_is_found_by_the_passport_and_need_not_be_sent_then() {
    let bank = Bank::start();
    let mut without = sent();
    without.as_object_mut().unwrap().remove("snils");
    bank.refused(&without, "ESIA-036100");
    let record = json!({ "last_name": "Снегирева", "first_name": "Алена", "middle_name": "Игоревна",
        "birth_date": "03.07.1983" });
    bank.world.control("PUT", &format!("/registers/pension-fund/{}", SNILS.replace(' ', "%20")), &record);
    let search = || bank.post("/esia-rs/api/public/v2/import/snils/search", &without);
    let first = search();
    assert_eq!(first["status"], "SENT", "{first}");
    bank.world.advance("PT3S");
    let found = search();
    assert_eq!((&found["status"], &found["snils"]), (&json!("OK"), &json!("***-***-445 95")), "{found}");
    assert_eq!(found["id"], first["id"]);
    let mut stranger = without.clone();
    stranger["lastName"] = json!("Синицына");
    bank.post("/esia-rs/api/public/v2/import/snils/search", &stranger);
    bank.world.advance("PT3S");
    assert_eq!(bank.post("/esia-rs/api/public/v2/import/snils/search", &stranger)["status"], "ERROR");
    assert_eq!(bank.import(&without).json()["code"], "2");
    bank.settings(&json!({ "import": { "snils_search": false } }));
    let request = Request::post("/esia-rs/api/public/v2/import/snils/search").json(&without);
    assert_eq!(bank.world.send(bank.bearer(request)).json()["code"], "ESIA-036110");
}

#[test]
fn access_to_a_confirmed_account_is_given_back_to_the_contact_it_has() {
    let bank = Bank::start();
    let recover = |mode: &str, change: &dyn Fn(&mut Value)| {
        let mut body = sent();
        body["mode"] = json!(mode);
        body["document"] = body["documents"]["elements"][0].clone();
        body["contacts"] = body["contacts"]["elements"].clone();
        body.as_object_mut().unwrap().remove("documents");
        change(&mut body);
        bank.signed("/esia-rs/api/public/v1/prns/import/recovery", &body).json()
    };
    let plain = |_: &mut Value| {};
    assert_eq!(recover("mobile", &plain)["code"], "ESIA-020002");
    let oid = bank.world.control("POST", "/people", &made("standard"))["oid"].clone();
    assert_eq!(recover("mobile", &plain)["code"], "ESIA-020013");
    bank.world.control("POST", &format!("/people/{oid}/commands"), &json!({ "command": "confirm" }));
    assert_eq!(recover("mobile", &plain), json!({ "status": "OK" }));
    let newest = |kind: &str| {
        let outbox = bank.world.get("/control/v1/outbox").json();
        let messages = outbox["messages"].as_array().unwrap().clone();
        messages.iter().rev().find(|one| one["kind"] == kind).map(|one| one["text"].clone())
    };
    assert!(newest("sms").unwrap().as_str().unwrap().contains("Пароль для входа"));
    assert_eq!(newest("mail"), None);
    assert_eq!(recover("email", &plain), json!({ "status": "OK" }));
    assert!(newest("mail").unwrap().as_str().unwrap().contains("Пароль для входа"));
    let phone = |body: &mut Value| body["contacts"][0]["value"] = json!("+7(900)1112233");
    assert_eq!(recover("mobile", &phone)["code"], "ESIA-032016");
    let mail = |body: &mut Value| body["contacts"][1]["value"] = json!("other@example.test");
    assert_eq!(recover("email", &mail)["code"], "ESIA-032017");
    bank.settings(&json!({ "import": { "recovery_by_email": false } }));
    assert_eq!(recover("email", &plain)["code"], "ESIA-039827");
    bank.settings(&json!({ "import": { "recovery": false } }));
    assert_eq!(recover("mobile", &plain)["code"], "ESIA-005604");
}

#[test]
fn each_mistake_of_what_is_sent_has_its_code() {
    let bank = Bank::start();
    let set = |part: &str, value: Value| {
        let mut body = sent();
        *body.pointer_mut(part).unwrap() = value;
        body
    };
    let paper = "/documents/elements/0";
    for (body, code) in [
        (set("/lastName", Value::Null), "ESIA-035100"),
        (set("/firstName", json!("")), "ESIA-030002"),
        (set("/lastName", json!("Снегиpева")), "ESIA-035102"),
        (set("/firstName", json!("Алeна")), "ESIA-035118"),
        (set("/birthPlace", json!("<b>")), "ESIA-030007"),
        (set("/birthPlace", Value::Null), "ESIA-035112"),
        (set("/gender", json!("X")), "ESIA-035110"),
        (set("/birthDate", json!("1983-07-03")), "ESIA-035105"),
        (set("/snils", json!("112")), "ESIA-036101"),
        (set("/snils", json!("112-233-445 96")), "ESIA-036102"),
        (set("/contacts/elements/0/type", json!("PHN")), "ESIA-032006"),
        (set("/contacts/elements/0/value", json!("+7(900)abc")), "ESIA-032201"),
        (set("/contacts/elements/0/value", json!("+7(900)")), "ESIA-032202"),
        (set("/contacts/elements/1/value", json!("alena")), "ESIA-032101"),
        (set("/contacts/elements/1/value", json!(".alena@example.test")), "ESIA-032102"),
        (set("/contacts/elements/1/value", json!("алена@example.test")), "ESIA-032103"),
        (set("/contacts/elements/1/value", json!("alena@пример.test")), "ESIA-032104"),
        (set("/contacts/elements/1/value", json!("alena@example..test")), "ESIA-032105"),
        (set("/contacts/elements/1/value", json!("")), "ESIA-032110"),
        (set("/documents/elements", json!([])), "ESIA-035107"),
        (set(&format!("{paper}/type"), json!("MLTR_ID")), "ESIA-035108"),
        (set(&format!("{paper}/type"), json!("PASSPORT")), "ESIA-033010"),
        (set(&format!("{paper}/series"), json!("19")), "ESIA-033100"),
        (set(&format!("{paper}/number"), json!("00077x")), "ESIA-033103"),
        (set(&format!("{paper}/issueDate"), json!("soon")), "ESIA-033006"),
        (set(&format!("{paper}/issueId"), json!("19")), "ESIA-033105"),
    ] {
        bank.refused(&body, code);
    }
    let other = Request::post(IMPORT).json(&sent());
    assert_eq!(bank.world.send(bank.bearer(other)).json()["code"], "ESIA-030003", "nothing is signed");
    let text = sent().to_string();
    let message = bank.world.party.identity.message(bank.world.party.options, b"another text");
    let request = Request::post(IMPORT).json(&sent()).header("Request-Data", &base64url(text.as_bytes()));
    let request = request.header("Request-Data-Sign", &base64url(&message));
    assert_eq!(bank.world.send(bank.bearer(request)).json()["code"], "ESIA-005002");
    let unnamed = Request::post(IMPORT).json(&sent()).header("Authorization", "Bearer none");
    assert_eq!(bank.world.send(unnamed).status, 401);
    assert_eq!(bank.import(&sent()).json()["code"], "2", "the control: nothing is wrong");
}

#[test]
fn a_rare_code_comes_by_an_armed_fault() {
    let bank = Bank::start();
    let arm = |number: u32| json!({ "fault": "resource-error", "amount": number, "times": 1 });
    bank.world.control("POST", "/faults", &arm(910_112));
    bank.refused(&sent(), "ESIA-910112");
    assert_eq!(bank.import(&sent()).json()["code"], "2", "once");
    let unknown = bank.world.send(Request::post("/control/v1/faults").json(&arm(910_199)));
    assert_eq!((unknown.status, &unknown.json()["field"]), (400, &json!("amount")));
}
