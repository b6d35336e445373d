//! Owns tests of wrong passwords: the puzzle, the lock and its end, the demanded change.

use serde_json::json;

use super::{address, made, miss, puzzle_of, settings};
use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::query_value;
use crate::oauth::kit::world::World;

#[test]
fn three_bad_passwords_bring_a_puzzle_which_the_control_api_solves() {
    let world = World::start();
    let (person, _) = made(&world, "confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open(&address(&world));
    let twice = miss(&mut browser, login, &person, 2);
    assert!(!twice.text().contains("captcha_id"), "two are forgiven");
    let page = miss(&mut browser, twice, &person, 1);
    assert!(page.text().contains("Неверный логин или пароль") && page.text().contains("<svg"));

    let wrong = browser.submit(
        &page,
        "/login",
        &[("login", &person.login), ("password", &person.password), ("captcha", "x")],
    );
    assert!(wrong.text().contains("Введите код с картинки"), "{}", wrong.text());
    assert_eq!(world.newest()["why"]["reason"], "puzzle-wrong");

    let (_, answer) = puzzle_of(&world, &wrong);
    let fills = [("login", &*person.login), ("password", &*person.password), ("captcha", &*answer)];
    let consent = browser.submit(&wrong, "/login", &fills);
    assert!(consent.text().contains("Предоставление прав доступа"), "{}", consent.text());
    let kept = world.get(&format!("/control/v1/people/{}/credentials", person.oid)).json();
    assert_eq!(kept["bad_passwords"], 0);
}

#[test]
fn a_password_typed_without_the_puzzle_waits_for_it_and_tells_nothing_before() {
    let world = World::start();
    let (person, _) = made(&world, "confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open(&address(&world));
    miss(&mut browser, login, &person, 3);
    for (password, expected) in
        [("Wrong-2018!", "Неверный логин или пароль"), (&*person.password, "Предоставление прав доступа")]
    {
        // Another window of the same browser has the form without the puzzle.
        let form = browser.open("/login?by=phone");
        let held = browser.submit(&form, "/login", &[("login", &person.login), ("password", password)]);
        assert!(held.text().contains("Подтвердите, что вы не робот"), "{}", held.text());
        let (_, answer) = puzzle_of(&world, &held);
        let after = browser.submit(&held, "/login/captcha", &[("captcha", &answer)]);
        assert!(after.text().contains(expected), "{}", after.text());
    }
}

#[test]
fn too_many_bad_passwords_lock_until_simulated_time_passes() {
    let world = World::start();
    settings(&world, &json!({"guard": {"captcha_after": 100, "lock_after": 3, "lock_ms": 600_000}}));
    let (person, _) = made(&world, "confirmed");
    let mut browser = Browser::new(&world);
    let login = browser.open("/login");
    let page = miss(&mut browser, login, &person, 3);
    assert!(page.text().contains("Вход временно закрыт"), "{}", page.text());
    let form = browser.open("/login");
    let still = browser.sign_in(&form, &person);
    assert!(still.text().contains("Вход временно закрыт"), "the right password does not help");
    assert_eq!(world.newest()["why"]["reason"], "too-many-tries");

    world.advance("PT10M");
    let form = browser.open("/login");
    let cabinet = browser.sign_in(&form, &person);
    assert!(cabinet.text().contains("Статус вашей учетной записи"), "{}", cabinet.text());
}

#[test]
fn a_tester_locks_and_unlocks_by_a_call() {
    let world = World::start();
    let (person, _) = made(&world, "simplified");
    let commands = format!("/people/{}/credentials/commands", person.oid);
    let locked = world.control("POST", &commands, &json!({"command": "lock", "for": "PT1H"}));
    assert_eq!(locked["locked_until"], "2024-09-02T08:00:00Z");
    let mut browser = Browser::new(&world);
    let login = browser.open("/login");
    assert!(browser.sign_in(&login, &person).text().contains("Вход временно закрыт"));
    let free = world.control("POST", &commands, &json!({"command": "unlock"}));
    assert_eq!(free["locked_until"], serde_json::Value::Null);
    let login = browser.open("/login");
    assert!(browser.sign_in(&login, &person).text().contains("Безопасность"));
}

#[test]
fn a_demanded_change_stands_before_the_session() {
    let world = World::start();
    let (mut person, _) = made(&world, "confirmed");
    let commands = format!("/people/{}/credentials/commands", person.oid);
    world.control("POST", &commands, &json!({"command": "require-password-change"}));
    let mut browser = Browser::new(&world);
    let login = browser.open(&address(&world));
    let page = browser.sign_in(&login, &person);
    assert!(page.text().contains("Чтобы продолжить, придумайте новый пароль"), "{}", page.text());
    let weak = browser.submit(&page, "/login/password", &[("password", "x"), ("password_again", "y")]);
    assert!(weak.text().contains("Пароль короче"), "{}", weak.text());
    let new = "Sentyabr-2024!";
    let consent = browser.submit(&weak, "/login/password", &[("password", new), ("password_again", new)]);
    let back = browser.submit(&consent, "/login/consent", &[("decision", "grant")]);
    assert!(query_value(back.location(), "code").is_some());

    let mut other = Browser::new(&world);
    let login = other.open("/login");
    assert!(other.sign_in(&login, &person).text().contains("Неверный логин или пароль"));
    person.password = new.to_owned();
    assert!(other.sign_in(&login, &person).text().contains("Безопасность"));
}

#[test]
fn an_offered_change_may_be_put_off_until_the_next_sign_in() {
    let world = World::start();
    let (person, _) = made(&world, "simplified");
    let commands = format!("/people/{}/credentials/commands", person.oid);
    world.control("POST", &commands, &json!({"command": "require-password-change", "may_skip": true}));
    for _ in 0..2 {
        let mut browser = Browser::new(&world);
        let login = browser.open("/login");
        let page = browser.sign_in(&login, &person);
        assert!(page.text().contains("Смените пароль"), "{}", page.text());
        let cabinet = browser.submit(&page, "/login/password/skip", &[]);
        assert!(cabinet.text().contains("Безопасность"), "{}", cabinet.text());
    }
}
