//! Owns tests of the browser as a person's window: what it fills, presses, follows and keeps.

use harness::bench::halt::Halt;

use crate::visit::{Town, who};

#[test]
fn a_field_is_filled_by_its_label_or_its_name() {
    let town = Town::sound();
    for (login, password) in [("Логин", "Пароль"), ("login", "password")] {
        let mut browser = town.browser();
        browser.open(&town.url("/")).unwrap();
        browser.fill(login, "belkina.v").unwrap();
        browser.fill(password, "Osen-2018!").unwrap();
        browser.press("Войти").unwrap();
        assert_eq!(who(&town, &mut browser).as_deref(), Some("belkina-vera"));
    }
}

#[test]
fn what_a_page_lacks_is_named_together_with_what_it_has() {
    let town = Town::sound();
    let mut browser = town.browser();
    assert!(matches!(browser.press("Войти"), Err(Halt::Broken(_))));
    browser.open(&town.url("/")).unwrap();
    let text = |halt: Result<(), Halt>| halt.unwrap_err().to_string();
    let field = text(browser.fill("СНИЛС", "x"));
    assert!(field.contains("the field «СНИЛС»") && field.contains("saw «Логин», «Пароль»"), "{field}");
    let link = text(browser.follow("Забыли пароль?"));
    assert!(
        link.contains("the link «Забыли пароль?»") && link.ends_with("saw «Активировать доступ»"),
        "{link}"
    );
    let button = text(browser.click("Выйти"));
    assert!(button.contains("on the page «Вход в школьный дневник»"), "{button}");
}

#[test]
fn a_browser_goes_through_redirects_one_by_one_and_comes_back() {
    let town = Town::sound();
    let mut browser = town.with_mother_bound();
    let page = town.sign_in(&mut browser);
    assert_eq!((page.status, page.url.path()), (200, "/cabinet"));
    assert!(page.url.as_str().starts_with(town.diary.url()));
}

#[test]
fn a_restarted_browser_has_forgotten_who_it_was() {
    let town = Town::sound();
    let mut browser = town.mother();
    browser.restart().unwrap();
    assert_eq!(who(&town, &mut browser), None);
}

#[test]
fn a_look_aside_leaves_the_page_as_it_is() {
    let town = Town::sound();
    let mut browser = town.mother();
    browser.peek(&town.url("/pupils/belkin-tikhon")).unwrap();
    assert_eq!(browser.page().unwrap().url.path(), "/cabinet");
}
