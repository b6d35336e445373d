//! Each request that writes takes one write transaction, be it answered or refused; one that only shows takes none.

use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::json;

use crate::actors::{Reply, Tester, client};

/// How many write transactions a request took, beside its name.
fn taken(tester: &Tester, name: &str, act: impl FnOnce() -> Reply) -> (String, u64, Reply) {
    let (writes, reply) = tester.writes_of(act);
    (format!("{name}: {}", reply.status), writes, reply)
}

/// A browser that keeps its cookies by hand.
struct Browser<'t> {
    tester: &'t Tester,
    cookies: String,
}

impl Browser<'_> {
    fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> (String, u16, String) {
        let address = match path.starts_with("http") {
            true => path.to_owned(),
            false => format!("{}{path}", self.tester.base_url),
        };
        let http = client();
        let request = if fields.is_empty() { http.get(address) } else { http.post(address).form(fields) };
        let response = request.header(COOKIE, &self.cookies).send().unwrap();
        for set in response.headers().get_all(SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            let name = pair.split('=').next().unwrap().to_owned();
            let others = self.cookies.split("; ").filter(|own| !own.starts_with(&format!("{name}=")));
            self.cookies =
                others.filter(|own| !own.is_empty()).chain([&*pair]).collect::<Vec<_>>().join("; ");
        }
        let to = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        let status = response.status().as_u16();
        (to.unwrap_or_default(), status, response.text().unwrap())
    }

    fn counted(&mut self, path: &str, fields: &[(&str, &str)]) -> (u64, String) {
        let tester = self.tester;
        let (writes, (to, ..)) = tester.writes_of(|| self.send(path, fields));
        (writes, to)
    }
}

fn token_fields<'a>(timestamp: &'a str, kind: &'a str, value: (&'a str, &'a str)) -> Vec<(&'a str, &'a str)> {
    vec![
        ("client_id", "LOCALTEST"),
        ("client_secret", "AAAA"),
        ("grant_type", kind),
        value,
        ("redirect_uri", "http://127.0.0.1/back"),
        ("scope", "openid"),
        ("state", "8a1d0b3e-7d5f-4c40-9df0-7d4a6a3a5a10"),
        ("timestamp", timestamp),
        ("token_type", "Bearer"),
    ]
}

fn timestamp_of(authorize_url: &str) -> String {
    authorize_url.split_once("timestamp=").unwrap().1.replace('+', " ").replace("%2B", "+")
}

fn code_of(address: &str) -> String {
    address.split(['?', '&']).find_map(|part| part.strip_prefix("code=")).unwrap().to_owned()
}

#[test]
fn a_sign_in_takes_one_transaction_for_each_of_its_requests() {
    let tester = Tester::start();
    let set = tester.call("PATCH /settings", &[], json!({"rs": {"openid_only": "frame"}}));
    assert_eq!(set.status, 200, "{}", set.json);
    let made = tester.person(json!({}));
    let (login, password) = (made["mobile"].as_str().unwrap(), made["password"].as_str().unwrap());
    let mut browser = Browser { tester: &tester, cookies: String::new() };
    let asked = tester.authorize_url("s").replace("access_type=online", "access_type=offline");
    let (ac, _) = browser.counted(&asked, &[]);
    let (shown, _) = browser.counted("/login", &[]);
    let (wrong, _) = browser.counted("/login", &[("login", login), ("password", "Drugoj-2018!")]);
    let (entered, _) = browser.counted("/login", &[("login", login), ("password", password)]);
    let (consented, back) = browser.counted("/login/consent", &[("decision", "grant")]);
    assert_eq!((ac, shown, wrong, entered, consented), (1, 0, 1, 1, 1));
    let (at_once, _) = browser.counted(&asked, &[]);
    assert_eq!(at_once, 1, "with a session and a consent the code comes from ac itself");
    let (refused, _) = browser.counted(&asked.replace("scope=openid", "scope=nothing"), &[]);
    assert_eq!(refused, 1, "a refused ac");

    let (timestamp, code) = (timestamp_of(&asked), code_of(&back));
    let fields = token_fields(&timestamp, "authorization_code", ("code", &code));
    let mut seen = Vec::new();
    let (name, writes, tokens) = taken(&tester, "te, code", || tester.submit("/aas/oauth2/te", &fields));
    seen.push((name, writes));
    let (name, writes, _) = taken(&tester, "te, code again", || tester.submit("/aas/oauth2/te", &fields));
    seen.push((name, writes));
    let refresh = tokens.json["refresh_token"].as_str().unwrap();
    let fields = token_fields(&timestamp, "refresh_token", ("refresh_token", refresh));
    for name in ["te, refresh", "te, refresh again"] {
        let (name, writes, _) = taken(&tester, name, || tester.submit("/aas/oauth2/te", &fields));
        seen.push((name, writes));
    }
    let fields = token_fields(&timestamp, "client_credentials", ("unused", ""));
    let (name, writes, _) = taken(&tester, "te, client", || tester.submit("/aas/oauth2/te", &fields));
    seen.push((name, writes));
    let once = [
        "te, code: 200",
        "te, code again: 400",
        "te, refresh: 200",
        "te, refresh again: 400",
        "te, client: 200",
    ];
    assert_eq!(seen, once.map(|name| (name.to_owned(), 1)));
    let token = tokens.json["access_token"].as_str().unwrap();
    for (oid, status) in [(made["oid"].clone(), 200), (json!(1), 403)] {
        let address = format!("{}/rs/prns/{oid}", tester.base_url);
        let ask = || client().get(address).bearer_auth(token).send().unwrap().status().as_u16();
        assert_eq!(tester.writes_of(ask), (1, status), "/rs/prns/{oid}");
    }
}

#[test]
fn a_registration_takes_one_transaction_for_each_step() {
    let tester = Tester::start();
    let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", "+7(000)7770001")];
    let (begun, reply) = tester.writes_of(|| tester.submit("/registration/", &fields));
    let id = reply.location.unwrap().split_once('=').unwrap().1.to_owned();
    let code = tester.get("/outbox?kind=sms", &[])["messages"][0]["code"].as_str().unwrap().to_owned();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let enter = |code: &str| tester.submit("/registration/code", &[("registration", &id), ("code", code)]);
    let choose = |again: &str| {
        let fields = [("registration", &*id), ("password", "Parol-2018!"), ("password_again", again)];
        tester.submit("/registration/password", &fields)
    };
    let steps = [
        tester.writes_of(|| enter(wrong)).0,
        tester.writes_of(|| choose("Parol-2018!")).0,
        tester.writes_of(|| enter(&code)).0,
        tester.writes_of(|| choose("Drugoj-2018!")).0,
        tester.writes_of(|| choose("Parol-2018!")).0,
    ];
    assert_eq!((begun, steps), (1, [1; 5]));
    let taken = tester.writes_of(|| tester.submit("/registration/", &fields));
    assert_eq!(taken.0, 1, "the contact is taken: {}", taken.1.status);
    assert_eq!(tester.writes_of(|| tester.open("/registration/")).0, 0, "a page that only shows");
}

#[test]
fn a_recovery_and_an_operator_take_one_transaction_for_each_step() {
    let tester = Tester::start();
    let person = tester.person(json!({"level": "simplified"}));
    let mobile = person["mobile"].as_str().unwrap();
    let (begun, reply) = tester.writes_of(|| tester.submit("/recovery", &[("contact", mobile)]));
    let id = reply.location.unwrap().split_once('=').unwrap().1.to_owned();
    let code =
        tester.get("/outbox?kind=sms", &[])["messages"].as_array().unwrap().last().unwrap()["code"].clone();
    let enter = |code: &str| tester.submit("/recovery/code", &[("recovery", &id), ("code", code)]);
    let choose = |password: &str| {
        let fields = [("recovery", &*id), ("password", password), ("password_again", "Novyj-2018!")];
        tester.submit("/recovery/password", &fields)
    };
    let steps = [
        tester.writes_of(|| enter("x")).0,
        tester.writes_of(|| choose("Novyj-2018!")).0,
        tester.writes_of(|| enter(code.as_str().unwrap())).0,
        tester.writes_of(|| choose("Drugoj-2018!")).0,
        tester.writes_of(|| choose("Novyj-2018!")).0,
    ];
    assert_eq!((begun, steps), (1, [1; 5]));
    let centre = tester.get("/centres", &[])["centres"][0]["id"].to_string();
    let operator = |password: &str| {
        let fields = [("centre", &*centre), ("login", "operator-1"), ("password", password)];
        tester.writes_of(|| tester.submit("/operator/login", &fields)).0
    };
    assert_eq!((operator("x"), operator("Centr-2018!")), (1, 1));
}

#[test]
fn a_tester_takes_one_transaction_for_each_command() {
    let tester = Tester::start();
    let (made, person) = tester.writes_of(|| tester.person(json!({"level": "standard"})));
    let oid = person["oid"].clone();
    let command =
        |body| tester.writes_of(|| tester.call("POST /people/{oid}/commands", &[&oid], body).status);
    let address = "г. Примерск, ул. Тестовая, д. 1";
    assert_eq!(made, 1);
    assert_eq!(command(json!({"command": "order-letter", "address": address})), (1, 200));
    assert_eq!(command(json!({"command": "order-letter", "address": address})), (1, 409));
    assert_eq!(command(json!({"command": "give-up-letter"})), (1, 200));
    assert_eq!(command(json!({"command": "give-up-letter"})), (1, 409));
    let change = json!({"command": "change", "value": "+7(000)7770009"});
    let contact = |body| {
        tester.writes_of(|| {
            tester.call("POST /people/{oid}/contacts/{kind}/commands", &[&oid, &"mobile"], body).status
        })
    };
    assert_eq!(contact(change), (1, 200));
    assert_eq!(contact(json!({"command": "enter-code", "code": "x"})), (1, 409));
    assert_eq!(tester.writes_of(|| tester.get("/people/{oid}", &[&oid])).0, 0);
    assert_eq!(tester.writes_of(|| tester.get("/journal", &[])).0, 0);
}

#[test]
fn what_is_due_takes_transactions_of_its_own_and_nothing_due_takes_none() {
    let tester = Tester::start();
    let oid = tester.person(json!({"level": "standard"}))["oid"].clone();
    let order = json!({"command": "order-letter", "address": "г. Примерск, ул. Тестовая, д. 1"});
    tester.call("POST /people/{oid}/commands", &[&oid], order).expect(200);
    let advance = |by: &str| {
        tester.writes_of(|| tester.call("POST /clock/advance", &[], json!({"by": by})).expect(200))
    };
    assert_eq!(advance("P1D").0, 1, "the clock is kept");
    let (writes, moved) = advance("P60D");
    let happened = moved["happened"].as_array().unwrap().len();
    assert!(happened > 0, "{moved}");
    assert_eq!(writes, 1 + u64::try_from(happened).unwrap(), "the clock is kept, and each deadline is met");
    assert_eq!(tester.writes_of(|| tester.get("/people/{oid}", &[&oid])).0, 0);
}
