//! Owns tests of the family section as a parent walks through it.

use serde_json::json;

use super::kit::{account, call, card, child, code_to, set_family, texts_to, window, world};
use crate::oauth::kit::world::Person;

const CARD: &[(&str, &str)] = &[
    ("last_name", "Журавлева"),
    ("first_name", "Соня"),
    ("middle_name", "Петровна"),
    ("gender", "F"),
    ("birth_date", "20.05.2014"),
    ("snils", "000-000-603 33"),
    ("certificate_series", "IV-ТС"),
    ("certificate_number", "000300"),
    ("certificate_issued_on", "01.06.2014"),
    ("certificate_issued_by", "Отдел ЗАГС г. Примерска"),
];

const PASSWORD: &str = "Detskiy-2024!";

#[test]
fn a_confirmed_parent_makes_an_account_and_the_child_signs_in() {
    let world = world();
    let parent = world.person("confirmed");
    let mut browser = window(&world, &parent);
    let blank = browser.open("/profile/family/add");
    let list = browser.submit(&blank, "/profile/family/add", CARD);
    assert!(list.text().contains("Карточка проверяется"), "{}", list.text());
    assert!(list.text().contains("Сначала карточка ребенка должна пройти проверку"), "{}", list.text());
    world.advance("PT15M");
    let list = browser.open("/profile/family");
    assert!(list.text().contains("Карточка проверена"), "{}", list.text());
    let id = card(&world, &parent);
    let form = browser.open(&format!("/profile/family/{id}/account"));
    let fills = [
        ("email", "sonya@example.test"),
        ("mobile", "+7(000)5550014"),
        ("birth_place", "г. Примерск"),
        ("registration", "г. Примерск, ул. Тестовая, д. 1"),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ];
    let page = browser.submit(&form, &format!("/profile/family/{id}/account"), &fills);
    assert!(page.text().contains("Письмо с кодом отправлено"), "{}", page.text());
    let wrong = browser.submit(&page, &format!("/profile/family/{id}/account/code"), &[("code", "0")]);
    assert!(wrong.text().contains("Осталось попыток: 2"), "{}", wrong.text());
    let code = code_to(&world, "sonya@example.test");
    let phone = browser.submit(&wrong, &format!("/profile/family/{id}/account/code"), &[("code", &code)]);
    assert!(phone.text().contains("Код отправлен в SMS"), "{}", phone.text());
    let code = code_to(&world, "+7(000)5550014");
    let list = browser.submit(&phone, &format!("/profile/family/{id}/account/code"), &[("code", &code)]);
    assert!(list.text().contains("Учетная запись ребенка создана и связана с вашей"), "{}", list.text());
    let told = texts_to(&world, "+7(000)5550014");
    assert!(told.iter().any(|text| text.contains("Родитель создал вам учетную запись")), "{told:?}");
    let own = Person { oid: 0, login: "sonya@example.test".to_owned(), password: PASSWORD.to_owned() };
    let cabinet = window(&world, &own).open("/profile/");
    assert!(cabinet.text().contains("Журавлева Соня Петровна"), "{}", cabinet.text());
    assert!(cabinet.text().contains("Учетная запись ребенка упрощенная"), "{}", cabinet.text());
    let by_snils = Person { oid: 0, login: "000-000-603 33".to_owned(), password: PASSWORD.to_owned() };
    window(&world, &by_snils);
}

#[test]
fn a_parent_who_is_not_confirmed_is_refused() {
    let world = world();
    let mut browser = window(&world, &world.person("standard"));
    let list = browser.open("/profile/family");
    assert!(list.text().contains("только родитель с подтвержденной учетной записью"), "{}", list.text());
    let blank = browser.open("/profile/family/add");
    let page = browser.submit(&blank, "/profile/family/add", CARD);
    assert!(page.text().contains("Сначала подтвердите свою личность"), "{}", page.text());
    assert_eq!(world.newest()["why"]["reason"], "parent-not-confirmed");
}

#[test]
fn every_wrong_field_of_a_card_is_told_and_what_was_typed_stays() {
    let world = world();
    let mut browser = window(&world, &world.person("confirmed"));
    let blank = browser.open("/profile/family/add");
    let page = browser.submit(
        &blank,
        "/profile/family/add",
        &[("last_name", "Журавлева"), ("snils", "1"), ("certificate_series", "1234")],
    );
    for text in ["СНИЛС введен в неверном формате", "Заполните поле", "value=\"Журавлева\""]
    {
        assert!(page.text().contains(text), "{text}: {}", page.text());
    }
    assert_eq!(world.newest()["why"]["reason"], "card-fields");
}

#[test]
fn contacts_of_another_account_and_weak_passwords_are_refused() {
    let world = world();
    let parent = world.person("confirmed");
    child(&world, &parent, &json!({"account": false}));
    let other = world.control("POST", "/people", &json!({"email": "taken@example.test"}));
    let mobile = other["mobile"].as_str().unwrap();
    let mut browser = window(&world, &parent);
    let id = card(&world, &parent);
    let form = browser.open(&format!("/profile/family/{id}/account"));
    let places = [("birth_place", "г. Примерск"), ("registration", "г. Примерск, ул. Тестовая, д. 1")];
    let strong = [("password", PASSWORD), ("password_again", PASSWORD)];
    let mut refused = |contacts: &[(&str, &str)], passwords: &[(&str, &str)]| {
        let page = browser.submit(
            &form,
            &format!("/profile/family/{id}/account"),
            &[contacts, passwords, &places].concat(),
        );
        page.text()
    };
    assert!(refused(&[("email", "taken@example.test")], &strong).contains("Этот адрес принадлежит другой"));
    let both = [("email", "free@example.test"), ("mobile", mobile)];
    assert!(refused(&both, &strong).contains("Этот телефон принадлежит другой"));
    let weak = [("password", "abc"), ("password_again", "abd")];
    assert!(refused(&[("email", "free@example.test")], &weak).contains("Пароль короче 8 символов"));
    assert!(refused(&[("email", "nothing")], &strong).contains("Введите адрес в формате"));
}

#[test]
fn a_failed_card_is_written_anew_and_a_silent_register_keeps_it_waiting() {
    let world = world();
    let mut browser = window(&world, &world.person("confirmed"));
    set_family(&world, &json!({"civil_registry": "refuse", "card_delay_ms": 3000}));
    let blank = browser.open("/profile/family/add");
    browser.submit(&blank, "/profile/family/add", CARD);
    world.advance("PT3S");
    let list = browser.open("/profile/family");
    assert!(list.text().contains("свидетельство о рождении не найдено"), "{}", list.text());
    set_family(&world, &json!({"civil_registry": "silent"}));
    browser.submit(&blank, "/profile/family/add", CARD);
    world.advance("P365D");
    let mut later = window(&world, &world.person("confirmed"));
    assert!(later.open("/profile/family").text().contains("Карточек детей пока нет"));
}

#[test]
fn a_second_parent_links_the_account_that_is_there() {
    let world = world();
    let (mother, father) = (world.person("confirmed"), world.person("confirmed"));
    let made = child(&world, &mother, &json!({"birth_date": "20.05.2014", "snils": "000-000-603 33"}));
    let mut browser = window(&world, &father);
    let blank = browser.open("/profile/family/add");
    browser.submit(&blank, "/profile/family/add", CARD);
    world.advance("PT15M");
    let list = browser.open("/profile/family");
    assert!(list.text().contains("У ребенка уже есть учетная запись"), "{}", list.text());
    let card = world.get(&format!("/control/v1/people/{}/children", father.oid)).json();
    let id = card["children"][0]["id"].as_u64().unwrap();
    let linked = browser.submit(&list, &format!("/profile/family/{id}/link"), &[]);
    assert!(linked.text().contains("связана с вашей"), "{}", linked.text());
    let parents = world.get(&format!("/control/v1/people/{}/parents", account(&made).oid)).json();
    assert_eq!(parents["children"].as_array().unwrap().len(), 2, "{parents}");
}

#[test]
fn a_portfolio_is_seen_by_its_pupil_and_by_the_parents_whose_account_is_linked() {
    let world = world();
    let parent = world.person("confirmed");
    let made = child(&world, &parent, &json!({}));
    let id = card(&world, &parent);
    let mut browser = window(&world, &parent);
    let list = browser.open("/profile/family");
    assert!(list.text().contains(&format!("/profile/family/{id}/portfolio")), "{}", list.text());
    let seen = browser.open(&format!("/profile/family/{id}/portfolio"));
    assert!(seen.text().contains("новые оценки не приходят"), "{}", seen.text());
    let own = window(&world, &account(&made)).open("/profile/portfolio");
    assert!(own.text().contains("Родитель не дал согласия"), "{}", own.text());
    let grown_up = browser.open("/profile/portfolio");
    assert!(!grown_up.text().contains("Родитель не дал согласия"), "{}", grown_up.text());
    // Nobody opens the card of another family.
    let strangers =
        window(&world, &world.person("confirmed")).open(&format!("/profile/family/{id}/portfolio"));
    assert_eq!(strangers.status, 404);
}

#[test]
fn consent_for_school_data_is_given_and_withdrawn() {
    let world = world();
    let parent = world.person("confirmed");
    child(&world, &parent, &json!({}));
    let mut browser = window(&world, &parent);
    assert!(browser.open("/profile/family").text().contains("Согласия нет: дневник не найдет ребенка"));
    let id = card(&world, &parent);
    let page = browser.open(&format!("/profile/family/{id}/consent"));
    let list = browser.submit(&page, &format!("/profile/family/{id}/consent"), &[("decision", "give")]);
    assert!(list.text().contains("Вы разрешили передавать сведения школы"), "{}", list.text());
    let page = browser.open(&format!("/profile/family/{id}/consent"));
    assert!(page.text().contains("Согласие действует с 02.09.2024"), "{}", page.text());
    let list = browser.submit(&page, &format!("/profile/family/{id}/consent"), &[("decision", "withdraw")]);
    assert!(list.text().contains("Согласия нет"), "{}", list.text());
    let reply = call(
        &world,
        "POST",
        &format!("/people/{}/children/{}/commands", parent.oid, card(&world, &parent)),
        &json!({"command": "withdraw-consent"}),
    );
    assert_eq!(reply.status, 409, "{}", reply.text());
}

#[test]
fn a_stranger_sees_no_card_of_another_family() {
    let world = world();
    let (parent, stranger) = (world.person("confirmed"), world.person("confirmed"));
    child(&world, &parent, &json!({}));
    let mut browser = window(&world, &stranger);
    let id = card(&world, &parent);
    for path in [format!("/profile/family/{id}/consent"), format!("/profile/family/{id}/account")] {
        assert_eq!(browser.open(&path).status, 404, "{path}");
    }
    let mut guest = crate::oauth::kit::browser::Browser::new(&world);
    assert!(guest.open("/profile/family").text().contains("Пароль"));
}
