//! The console: every page is there, every form does what its control call does, and nobody else may send one.

use serde_json::json;

use crate::actors::{Folder, Program, Tester};
use crate::oauth::kit::http::{Reply, Request, encode, query_value};

/// The pages of a fresh realm, and a word of each in both languages.
const PAGES: [(&str, &str, &str); 10] = [
    ("/console/", "Консоль тестировщика", "The tester’s console"),
    ("/console/people", "Сделать человека", "Make a person"),
    ("/console/inbox", "Входящие", "Inbox"),
    ("/console/clock", "+14 дней", "+14 days"),
    ("/console/clients", "LOCALTEST", "LOCALTEST"),
    ("/console/faults", "token-expired", "token-expired"),
    ("/console/registers", "Пенсионный фонд", "Pension Fund"),
    ("/console/journal", "Журнал", "Journal"),
    ("/console/realms", "Сделать мир", "Make a realm"),
    ("/console/self-test", "Войти в учебный дневник", "Sign in to the training diary"),
];

/// What a form sends.
fn sent(base: &str, path: &str, fields: &[(&str, &str)]) -> Reply {
    let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    Request::post(path).form(&pairs.join("&")).header("Origin", base).send(base)
}

fn cookie(reply: &Reply) -> String {
    reply.cookies().filter_map(|one| one.split(';').next()).collect::<Vec<_>>().join("; ")
}

#[test]
fn every_page_is_there_in_both_languages() {
    let tester = Tester::start();
    let person = tester.person(json!({ "level": "confirmed" }))["oid"].to_string();
    let one = (format!("/console/people/{person}"), "Войти от имени человека", "Sign in as this person");
    let client = ("/console/clients/LOCALTEST".to_owned(), "Добавить сертификат", "Add a certificate");
    let pages = PAGES.map(|(path, russian, english)| (path.to_owned(), russian, english));
    for (path, russian, english) in pages.into_iter().chain([one, client]) {
        for (query, word, lang) in [("", russian, "ru"), ("?lang=en", english, "en")] {
            let reply = Request::get(&format!("{path}{query}")).send(&tester.base_url);
            assert_eq!(reply.status, 200, "{path}");
            let text = reply.text();
            assert!(
                text.contains(word) && text.contains(&format!("<html lang=\"{lang}\"")),
                "{path}: {text}"
            );
            assert!(text.contains("simulator-banner") && text.contains("curl"), "{path}");
            assert!(!text.contains("src=\"http") && !text.contains("<style"), "{path}");
            let policy = reply.header("content-security-policy").unwrap();
            assert!(
                policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
                "{policy}"
            );
        }
    }
    for lost in ["/console/nothing", "/console/people/1", "/console/people/x", "/console/journal/999"] {
        assert_eq!(Request::get(lost).send(&tester.base_url).status, 404, "{lost}");
    }
    let portal = Request::get("/login").send(&tester.base_url);
    assert!(!portal.header("content-security-policy").unwrap().contains("script-src"), "only the console");
}

#[test]
fn the_language_is_remembered() {
    let tester = Tester::start();
    let chosen = Request::get("/console/?lang=en").send(&tester.base_url);
    let all: Vec<_> = chosen.cookies().collect();
    assert!(all.iter().any(|one| one.contains("HttpOnly") && one.contains("SameSite=Strict")), "{all:?}");
    let again = Request::get("/console/clock").header("Cookie", &cookie(&chosen)).send(&tester.base_url);
    assert!(again.text().contains("<html lang=\"en\""));
    assert!(Request::get("/console/clock").send(&tester.base_url).text().contains("<html lang=\"ru\""));
}

#[test]
fn a_form_does_what_its_control_call_does_and_shows_the_command() {
    let tester = Tester::start();
    let base = &tester.base_url;
    let made = sent(
        base,
        "/console/people",
        &[
            ("call", "POST /people"),
            ("text.level", "standard"),
            ("text.last_name", "Пробный"),
            ("text.first_name", ""),
        ],
    );
    assert_eq!(made.status, 200, "{}", made.text());
    assert!(made.text().contains("curl -sS -X POST") && made.text().contains("/control/v1/people"));
    let found = tester.get("/people?name=%D0%BF%D1%80%D0%BE%D0%B1%D0%BD", &[]);
    assert_eq!(
        (&found["people"][0]["last_name"], &found["people"][0]["level"]),
        (&json!("Пробный"), &json!("standard"))
    );
    let oid = found["people"][0]["oid"].to_string();
    assert!(Request::get("/console/people?q=%D0%BF%D1%80%D0%BE%D0%B1").send(base).text().contains(&oid));
    let page = format!("/console/people/{oid}");
    let commands = format!("POST /people/{oid}/commands");
    for (body, status) in
        [("confirm", "confirmed"), ("block", "blocked"), ("unblock", "confirmed"), ("delete", "deleted")]
    {
        let body = json!({ "command": body }).to_string();
        let done = sent(base, &page, &[("call", &commands), ("body", &body)]);
        assert_eq!(done.status, 200, "{body}");
        assert_eq!(tester.get("/people/{oid}", &[&oid])["status"], status, "{body}");
    }
    let before = tester.get("/clock", &[])["now"].clone();
    assert_eq!(
        sent(base, "/console/clock", &[("call", "POST /clock/advance"), ("text.by", "P14D")]).status,
        200
    );
    assert_ne!(tester.get("/clock", &[])["now"], before);
    let client = [
        ("call", "PUT /clients/{mnemonic}"),
        ("path.mnemonic", "MINE"),
        ("list.redirect_hosts", "127.0.0.1, localhost"),
        ("list.scopes", "openid"),
        ("text.name", "Моя"),
        ("text.signature_check", "off"),
    ];
    assert_eq!(sent(base, "/console/clients", &client).status, 200);
    assert_eq!(
        tester.get("/clients/{mnemonic}", &[&"MINE"])["redirect_hosts"],
        json!(["127.0.0.1", "localhost"])
    );
    assert_eq!(sent(base, "/console/realms", &[("call", "POST /realms"), ("text.id", "other")]).status, 200);
    assert_eq!(Request::get("/realms/other/console/people").send(base).status, 200);
    assert_eq!(
        sent(base, "/console/realms", &[("call", "DELETE /realms/{id}"), ("path.id", "other")]).status,
        200
    );
    assert_eq!(tester.get("/realms", &[])["realms"].as_array().unwrap().len(), 1);
}

#[test]
fn what_happened_to_a_person_is_told_in_words() {
    let tester = Tester::start();
    let person = tester.person(json!({ "level": "confirmed" }))["oid"].to_string();
    for (query, word) in [("", "личность подтверждена"), ("?lang=en", "the identity was confirmed")]
    {
        let page = Request::get(&format!("/console/people/{person}{query}")).send(&tester.base_url).text();
        assert!(page.contains(word) && !page.contains("<code>confirmed</code>"), "{page}");
    }
}

#[test]
fn a_realm_is_exported_to_a_file() {
    let tester = Tester::start();
    let page = Request::get("/console/realms").send(&tester.base_url).text();
    let (_, rest) = page.split_once("download=\"esia-default.json\"").expect("a file to keep");
    assert!(rest.starts_with(">Выгрузить</a>"), "{rest}");
    let address = format!("{}/control/v1/world", tester.base_url);
    assert!(page.contains(&format!("<a href=\"{address}\" download")), "{page}");
}

#[test]
fn a_refused_form_tells_why_and_changes_nothing() {
    let tester = Tester::start();
    let base = &tester.base_url;
    for fields in [
        &[("call", "POST /clock/advance"), ("text.by", "a fortnight")][..],
        &[("call", "GET nowhere")],
        &[("text.by", "P1D")],
        &[("call", "POST /nowhere")],
        &[("call", "POST /clock/advance"), ("text.by", "P1D"), ("wants_tick", "true")],
    ] {
        let reply = sent(base, "/console/clock", fields);
        assert_eq!(reply.status, 422, "{fields:?}");
        assert!(reply.text().contains("class=\"outcome bad\""), "{}", reply.text());
    }
}

#[test]
fn faults_are_switched_one_by_one() {
    let tester = Tester::start();
    let base = &tester.base_url;
    for fault in ["token-expired", "redirect-no-state"] {
        let body = json!({ "fault": fault }).to_string();
        assert_eq!(sent(base, "/console/faults", &[("call", "POST /faults"), ("body", &body)]).status, 200);
    }
    let off = sent(base, "/console/faults", &[("call", "DELETE /faults?fault=token-expired")]);
    assert_eq!(off.status, 200, "{}", off.text());
    let left = tester.get("/faults", &[]);
    assert_eq!(left["faults"].as_array().unwrap().len(), 1);
    assert_eq!(left["faults"][0]["fault"], "redirect-no-state");
    assert_eq!(tester.send_raw("DELETE", "/faults?fault=none", "").status, 400);
    assert_eq!(sent(base, "/console/faults", &[("call", "DELETE /faults")]).status, 200);
    assert_eq!(tester.get("/faults", &[])["faults"], json!([]));
}

#[test]
fn a_form_of_another_site_is_refused() {
    let tester = Tester::start();
    let base = &tester.base_url;
    let before = tester.get("/clock", &[]);
    let form = "call=POST+%2Fclock%2Fadvance&text.by=P1D";
    for (path, body) in [
        ("/console/clock", form),
        ("/console/people/1000000001/sign-in", ""),
        ("/console/self-test/start", ""),
    ] {
        for (name, value) in [("Origin", "http://evil.test"), ("Sec-Fetch-Site", "cross-site")] {
            let reply = Request::post(path).form(body).header(name, value).send(base);
            assert_eq!(reply.status, 403, "{path} {name}");
        }
    }
    assert_eq!(tester.get("/clock", &[]), before);
    let own = Request::post("/console/clock").form(form).header("Origin", base).send(base);
    assert_eq!(own.status, 200);
    assert_ne!(tester.get("/clock", &[]), before, "the same form of the own page does it");
}

#[test]
fn the_token_is_wanted_and_handed_on() {
    let folder = Folder::new("console-token");
    let file = folder.path("token");
    std::fs::write(&file, "q7Jx0n3vT2mB8sKd\n").unwrap();
    let program = Program::serve(&["--control-token-file", file.to_str().unwrap()]);
    let base = program.base_url.clone();
    let (basic, form) =
        ("Basic dGVzdGVyOnE3SngwbjN2VDJtQjhzS2Q=", "call=POST+%2Fclock%2Fadvance&text.by=P1D");
    for path in ["/console", "/console/people", "/console/events", "/realms/default/console/inbox"] {
        let reply = Request::get(path).send(&base);
        assert_eq!(reply.status, 401, "{path}");
        assert!(reply.header("www-authenticate").unwrap().starts_with("Basic "), "{path}");
    }
    assert_eq!(Request::post("/console/clock").form(form).send(&base).status, 401);
    let page = Request::get("/console/people").header("Authorization", basic).send(&base);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("ESIA_CONTROL_TOKEN_FILE") && !page.text().contains("q7Jx0n3vT2mB8sKd"));
    assert!(page.text().contains("/console/people/1000000001"), "the call behind the page showed the token");
    let done = Request::post("/console/clock").form(form).header("Authorization", basic).send(&base);
    assert_eq!(done.status, 200, "{}", done.text());
}

#[test]
fn what_people_are_called_is_no_markup() {
    let tester = Tester::start();
    let base = &tester.base_url;
    let evil = "\"><script>alert(1)</script>";
    let reply = sent(base, "/console/people", &[("call", "POST /people"), ("text.last_name", evil)]);
    assert!(!reply.text().contains("<script>alert"), "{}", reply.text());
    let asked = Request::get(&format!("/console/people?q={}", encode(evil))).send(base);
    assert_eq!(asked.status, 200);
    assert!(
        !asked.text().contains("<script>alert") && asked.text().contains("script&#62;")
            || asked.text().contains("&lt;script")
    );
    let client = json!({ "name": evil, "redirect_hosts": ["127.0.0.1"], "scopes": ["openid"], "signature_check": "off" });
    tester.call("PUT /clients/{mnemonic}", &[&"EVIL"], client).expect(201);
    for path in ["/console/clients", "/console/clients/EVIL"] {
        assert!(!Request::get(path).send(base).text().contains("<script>alert"), "{path}");
    }
}

#[test]
fn the_tester_signs_in_as_anybody() {
    let tester = Tester::start();
    let base = &tester.base_url;
    let oid = tester.person(json!({ "level": "confirmed", "last_name": "Пробный" }))["oid"].to_string();
    let reply = sent(base, &format!("/console/people/{oid}/sign-in"), &[]);
    assert_eq!((reply.status, reply.location()), (303, "/profile/"));
    let cabinet = Request::get("/profile/").header("Cookie", &cookie(&reply)).send(base);
    assert!(cabinet.status == 200 && cabinet.text().contains("Пробный"), "{}", cabinet.text());
    tester.call("POST /people/{oid}/commands", &[&oid], json!({ "command": "block" })).expect(200);
    assert_eq!(
        sent(base, &format!("/console/people/{oid}/sign-in"), &[]).status,
        404,
        "a blocked one does not"
    );
}

/// Signs in to the training diary as somebody, and gives the page of the result.
fn self_test(tester: &Tester) -> String {
    let base = &tester.base_url;
    let oid = tester.person(json!({ "level": "confirmed" }))["oid"].clone();
    let begun = sent(base, "/console/self-test/start", &[]);
    assert_eq!(begun.status, 303, "{}", begun.text());
    let address = begun.location().to_owned();
    let wish = json!({ "person": oid, "authorize_url": address, "consent": true });
    let signed_in = tester.call("POST /sign-ins", &[], wish).expect(200);
    let back = signed_in["redirect_to"].as_str().unwrap().to_owned();
    assert!(query_value(&back, "code").is_some(), "{back}");
    let back = back.strip_prefix(base.as_str()).unwrap();
    let page = Request::get(back).header("Cookie", &cookie(&begun)).send(base);
    assert_eq!(page.status, 200);
    page.text()
}

#[test]
fn the_self_test_signs_in_strictly_and_every_check_holds() {
    let tester = Tester::start();
    let page = self_test(&tester);
    assert_eq!(page.matches("<li class=\"good\"").count(), 20, "{page}");
    assert_eq!(page.matches("<li class=\"bad\"").count(), 0, "{page}");
    assert!(page.contains("MR Б.6.6") && page.contains("/rs/prns/"));
    let (_, request) = page.split_once("id=\"ac\"").expect("the authorization request");
    let request = request.split("<h2").next().unwrap();
    for name in ["client_id", "client_secret", "redirect_uri", "state", "timestamp"] {
        assert!(request.contains(&format!("<dt>{name}</dt>")), "{name}: {request}");
    }
    assert!(request.contains("openid fullname") && !request.contains("openid+"), "{request}");
    assert!(page.contains("Сошлось проверок: 20, не сошлось: 0."), "{page}");
    assert_eq!(tester.get("/clients/{mnemonic}", &[&"SELFTEST"])["signature_check"], "strict");
}

#[test]
fn the_self_test_tells_which_check_catches_a_lie() {
    for (fault, words) in [("token-expired", "exp"), ("redirect-other-state", "state")] {
        let tester = Tester::start();
        tester.call("POST /faults", &[], json!({ "fault": fault })).expect(201);
        let page = self_test(&tester);
        let bad: Vec<_> = page.split("<li ").filter(|one| one.starts_with("class=\"bad\"")).collect();
        assert!(bad.iter().any(|one| one.contains(words)), "{fault}: {page}");
    }
}

#[test]
fn a_page_of_many_people_is_one_page() {
    let tester = Tester::start();
    tester
        .call("POST /people", &[], json!({ "count": 120, "level": "simplified", "last_name": "Многолюдов" }))
        .expect(201);
    let first =
        Request::get("/console/people?q=%D0%BC%D0%BD%D0%BE%D0%B3%D0%BE%D0%BB").send(&tester.base_url).text();
    assert_eq!(first.matches("Многолюдов").count(), 50, "the form shows what was sought in its own letters");
    let next = first
        .split("href=\"")
        .find(|one| one.contains("after="))
        .and_then(|one| one.split('"').next())
        .unwrap();
    let second =
        Request::get(&next.replace("&#38;", "&").replace("&amp;", "&")).send(&tester.base_url).text();
    assert_eq!(second.matches("Многолюдов").count(), 50);
}
