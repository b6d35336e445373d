//! Owns the stories `account.confirm.centre`, `account.centre.one-step`, `account.recover.centre`, `account.confirm.bank`.

use serde_json::{Value, json};

use super::window::{FORM, Window, newest, person, seen, text};
use crate::actors::Tester;
use crate::oauth::kit::http::Reply;
use crate::oauth::kit::world::World;

/// A window of the operator of a centre.
pub(super) fn desk(world: &World, centre: u32) -> Window<'_> {
    let mut window = Window::new(world);
    let page = window.open(&format!("/operator/?centre={centre}")).text();
    assert!(page.contains("Вход оператора"), "{page}");
    let login = format!("operator-{centre}");
    let fields = [("login", login.as_str()), ("password", "Centr-2018!"), ("centre", &centre.to_string())];
    let page = window.post("/operator/login", &fields).text();
    assert!(page.contains("Рабочее место оператора"), "{page}");
    window
}

fn confirm(window: &mut Window<'_>, person: &Value, number: &str) -> String {
    let (oid, series) = (person["oid"].to_string(), text(&person["passport"], "series"));
    let fields = [("centre", "1"), ("oid", &oid), ("passport_series", series), ("passport_number", number)];
    window.post("/operator/confirm", &fields).text()
}

#[test]
fn an_operator_signs_in_finds_the_visitor_and_compares_the_passport() {
    let world = World::start();
    let person = person(&world, "standard");
    let mut window = desk(&world, 1);
    let snils = text(&person, "snils").replace(' ', "+");
    let page = window.open(&format!("/operator/?centre=1&snils={snils}")).text();
    assert!(page.contains(text(&person, "last_name")) && page.contains("Сверка паспорта"), "{page}");
    assert!(confirm(&mut window, &person, "999999").contains("Паспорт не совпадает"));
    assert_eq!(seen(&world, &person)["status"], "standard");
    let number = text(&person["passport"], "number");
    assert!(confirm(&mut window, &person, number).contains("Личность подтверждена"));
    assert_eq!(seen(&world, &person)["status"], "confirmed");
    window.open("/operator/logout");
    assert!(confirm(&mut window, &person, number).contains("Вход оператора"));
}

#[test]
fn an_operator_of_another_centre_or_with_another_password_is_not_let_in() {
    let world = World::start();
    let mut window = Window::new(&world);
    for (login, password, centre) in
        [("operator-1", "Centr-2018!", "2"), ("operator-1", "wrong", "1"), ("nobody", "Centr-2018!", "1")]
    {
        let fields = [("login", login), ("password", password), ("centre", centre)];
        let page = window.post("/operator/login", &fields).text();
        assert!(page.contains("Неверный логин или пароль оператора"), "{page}");
    }
    let mut window = desk(&world, 1);
    assert!(window.open("/operator/?centre=2").text().contains("Вход оператора"));
    world.advance("PT8H");
    assert!(window.open("/operator/?centre=1").text().contains("Вход оператора"));
}

/// The form of one-step registration.
pub(super) fn visitor<'f>(changes: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut form: Vec<_> = FORM.iter().copied().filter(|(name, _)| *name != "citizenship").collect();
    form.extend([("centre", "1"), ("mobile", "+7(900)7654321"), ("email", "")]);
    for (name, value) in changes {
        form.retain(|(own, _)| own != name);
        form.push((name, value));
    }
    form
}

fn first_password(world: &World, kind: &str) -> String {
    let message = newest(world, kind);
    let (_, rest) = text(&message, "text").split_once("Пароль для входа: ").expect("a password");
    rest.split('.').next().unwrap().to_owned()
}

#[test]
fn one_visit_registers_confirms_and_sends_the_first_password() {
    let world = World::start();
    let mut window = desk(&world, 1);
    assert!(window.open("/operator/register?centre=1").text().contains("Регистрация посетителя"));
    let page = window.post("/operator/register", &visitor(&[])).text();
    assert!(page.contains("Посетитель зарегистрирован"), "{page}");
    let password = first_password(&world, "sms");
    let mut citizen = Window::new(&world);
    let page = citizen.post("/login", &[("login", "+79007654321"), ("password", &password)]).text();
    assert!(page.contains("придумайте новый пароль"), "{page}");
    assert!(
        citizen.open("/profile/").text().contains("Вход"),
        "the first password opens nothing but its change"
    );
    citizen.post("/login", &[("login", "+79007654321"), ("password", &password)]);
    citizen.post("/login/password", &[("password", "Osen-2024!"), ("password_again", "Osen-2024!")]);
    assert!(citizen.open("/profile/").text().contains("Статус вашей учетной записи «Подтвержденная»"));
    let again = window.post("/operator/register", &visitor(&[("mobile", "+7(900)7654322")])).text();
    assert!(again.contains("Учетная запись с этим СНИЛС уже есть"), "{again}");
}

#[test]
fn what_is_wrong_with_a_newcomer_is_told_at_its_field() {
    let world = World::start();
    let taken = person(&world, "simplified");
    let mut window = desk(&world, 1);
    let mut told = |changes: &[(&str, &str)]| window.post("/operator/register", &visitor(changes)).text();
    assert!(told(&[("mobile", "")]).contains("Укажите телефон или почту"));
    assert!(told(&[("mobile", text(&taken, "mobile"))]).contains("Телефон указан в другой учетной записи"));
    assert!(told(&[("email", "x")]).contains("Введите адрес"));
    let page = told(&[("snils", "1"), ("passport_number", "")]);
    assert!(page.contains("СНИЛС введен в неверном формате") && page.contains("Заполните поле"), "{page}");
    world.control("PUT", "/registers/interior-ministry/0019000777", &json!({ "standing": "invalid" }));
    assert!(told(&[]).contains("документ недействителен"));
    world.control("PUT", "/registers/interior-ministry/0019000777", &json!({ "standing": "silent" }));
    assert!(told(&[]).contains("Ведомство не ответило"));
    assert_eq!(world.get("/control/v1/people?snils=112-233-445+95").json()["people"], json!([]));
}

#[test]
fn a_centre_does_only_what_it_offers() {
    let world = World::start();
    let person = person(&world, "standard");
    let mut window = desk(&world, 3);
    let page = window.post("/operator/register", &visitor(&[("centre", "3")])).text();
    assert!(page.contains("Этот центр такой услуги не оказывает"), "{page}");
    let (oid, passport) = (person["oid"].to_string(), &person["passport"]);
    let fields = [
        ("centre", "3"),
        ("oid", oid.as_str()),
        ("snils", text(&person, "snils")),
        ("passport_series", text(passport, "series")),
        ("passport_number", text(passport, "number")),
        ("contact", text(&person, "mobile")),
    ];
    let page = window.post("/operator/recover", &fields).text();
    assert!(page.contains("Этот центр такой услуги не оказывает"), "{page}");
}

#[test]
fn recovery_at_a_centre_ends_old_sessions_and_the_old_password() {
    let world = World::start();
    let person = person(&world, "confirmed");
    let mut citizen = Window::signed_in(&world, text(&person, "mobile"), text(&person, "password"));
    let mut window = desk(&world, 1);
    let (oid, passport) = (person["oid"].to_string(), &person["passport"]);
    let open = format!("/operator/recover?centre=1&oid={oid}");
    assert!(window.open(&open).text().contains("Восстановление доступа"));
    let mut send = |snils: &str, contact: &str| -> Reply {
        let fields = [
            ("centre", "1"),
            ("oid", oid.as_str()),
            ("snils", snils),
            ("passport_series", text(passport, "series")),
            ("passport_number", text(passport, "number")),
            ("contact", contact),
        ];
        window.post("/operator/recover", &fields)
    };
    assert!(send("112-233-445 95", "new@example.test").text().contains("СНИЛС не совпадает"));
    assert!(citizen.open("/profile/").text().contains("Подтвержденная"), "nothing has changed");
    let page = send(text(&person, "snils"), "new@example.test").text();
    assert!(page.contains("Доступ восстановлен"), "{page}");
    assert!(citizen.open("/profile/").text().contains("Вход"), "the old session is over");
    let old = Window::new(&world)
        .post("/login", &[("login", text(&person, "mobile")), ("password", text(&person, "password"))]);
    assert!(old.text().contains("Неверн"), "{}", old.text());
    assert_eq!(seen(&world, &person)["email"], "new@example.test");
    let mut back = Window::new(&world);
    let given = first_password(&world, "sms");
    let page = back.post("/login", &[("login", text(&person, "mobile")), ("password", &given)]).text();
    assert!(page.contains("придумайте новый пароль"), "{page}");
}

#[test]
fn a_refusal_stays_in_the_history_and_changes_nothing() {
    let world = World::start();
    let person = person(&world, "standard");
    let mut window = desk(&world, 1);
    let oid = person["oid"].to_string();
    assert!(window.open(&format!("/operator/refuse?centre=1&oid={oid}")).text().contains("Отказ посетителю"));
    let page = window.post("/operator/refuse", &[("centre", "1"), ("oid", &oid)]).text();
    assert!(page.contains("Выберите причину"), "{page}");
    let fields = [("centre", "1"), ("oid", oid.as_str()), ("reason", "not-owner"), ("comment", "")];
    assert!(window.post("/operator/refuse", &fields).text().contains("Посетителю отказано"));
    assert_eq!(seen(&world, &person)["status"], "standard");
    assert!(text(&newest(&world, "sms"), "text").contains("Пришел не владелец учетной записи"));
}

/// A person as the calls take one.
fn newcomer() -> Value {
    json!({ "last_name": "Снегирева", "first_name": "Алена", "middle_name": "Игоревна", "gender": "F",
        "birth_date": "03.07.1983", "birth_place": "г. Примерск", "snils": "112-233-445 95",
        "passport": { "series": "0019", "number": "000777", "issued_on": "01.09.2003",
            "issuer_code": "000-019", "issued_by": "Отделением г. Примерска" },
        "mobile": "+7(900)7654321" })
}

#[test]
fn the_desk_is_there_as_calls_too() {
    let tester = Tester::start();
    let made = tester.call("POST /centres/{id}/registrations", &[&1], newcomer()).expect(201);
    assert_eq!((&made["status"], &made["level"]), (&json!("confirmed"), &json!("confirmed")));
    assert!(text(&made, "password").starts_with("Vhod-"));
    tester.call("POST /centres/{id}/registrations", &[&1], newcomer()).problem(409, "snils");
    let mut other = newcomer();
    other["snils"] = json!("900-000-001 82");
    tester.call("POST /centres/{id}/registrations", &[&1], other).problem(409, "mobile");
    tester.call("POST /centres/{id}/registrations", &[&9999], newcomer()).problem(404, "id");
    let mut wrong = newcomer();
    wrong["gender"] = json!("X");
    tester.call("POST /centres/{id}/registrations", &[&1], wrong).problem(400, "gender");
    let recovery = json!({ "person": made["oid"], "passport": { "series": "0019", "number": "000777" },
        "snils": "112-233-445 95", "contact": "+7(900)7654321" });
    let back = tester.call("POST /centres/{id}/recoveries", &[&1], recovery).expect(200);
    assert_ne!(back["password"], made["password"]);
    let refusal = json!({ "person": made["oid"], "reason": "паспорт недействителен" });
    tester.call("POST /centres/{id}/refusals", &[&1], refusal).expect(200);
    let events = tester.get("/people/{oid}/events", &[&made["oid"]]);
    let names: Vec<_> = events["events"].as_array().unwrap().iter().map(|one| text(one, "event")).collect();
    assert_eq!(
        names,
        ["registered", "submitted", "check-passed", "confirmed", "recovered-in-person", "refused-in-person"]
    );
}

#[test]
fn the_registers_records_are_calls_of_their_own() {
    let tester = Tester::start();
    let known = json!({ "last_name": "Снегирева", "first_name": "Алена", "birth_date": "03.07.1983" });
    tester.call("PUT /registers/pension-fund/{snils}", &[&"11223344595"], known).expect(200);
    assert_eq!(tester.get("/registers/pension-fund", &[])["records"][0]["last_name"], "Снегирева");
    let lost = json!({ "standing": "replaced" });
    tester.call("PUT /registers/interior-ministry/{number}", &[&"0019000777"], lost).expect(200);
    assert_eq!(tester.get("/registers/interior-ministry", &[])["records"][0]["standing"], "replaced");
    tester.call("DELETE /registers/pension-fund/{snils}", &[&"11223344595"], Value::Null).expect(204);
    tester.call("DELETE /registers/interior-ministry/{number}", &[&"0019000777"], Value::Null).expect(204);
}

#[test]
fn a_bank_confirms_a_standard_account_and_registers_an_unknown_person() {
    let tester = Tester::start();
    let import = |person: Value, other_contacts: bool, check_passport: bool| {
        let body =
            json!({ "person": person, "other_contacts": other_contacts, "check_passport": check_passport });
        tester.call("POST /bank-confirmations", &[], body)
    };
    let made = import(newcomer(), false, false).expect(200);
    assert_eq!((&made["outcome"], &made["person"]["status"]), (&json!("registered"), &json!("confirmed")));
    import(newcomer(), false, false).problem(409, "person");
    // A standard account: other contacts are told, the passport is compared where that is asked.
    let mut wish = newcomer();
    wish["level"] = json!("standard");
    wish["snils"] = json!("900-000-001 82");
    wish["mobile"] = json!("+7(900)7654399");
    let standard = tester.person(wish);
    let mut client = newcomer();
    client["snils"] = json!("900-000-001 82");
    client["mobile"] = json!("+7(900)1112233");
    import(client.clone(), false, false).problem(409, "other_contacts");
    let mut other = client.clone();
    other["passport"]["number"] = json!("000778");
    assert_eq!(import(other.clone(), true, true).status, 409);
    let mut stranger = client.clone();
    stranger["last_name"] = json!("Синицына");
    assert_eq!(import(stranger, true, false).status, 409);
    let done = import(other, true, false).expect(200);
    assert_eq!((&done["outcome"], &done["person"]["oid"]), (&json!("confirmed"), &standard["oid"]));
    assert_eq!(done["person"]["status"], "confirmed");
}
