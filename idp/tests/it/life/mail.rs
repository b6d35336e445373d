//! Owns the story `account.register.mail`: the code and the link of the letter.

use super::window::{Window, newest, text};
use crate::oauth::kit::http::Reply;
use crate::oauth::kit::world::World;

const MAIL: &str = "alla@example.test";
const PASSWORD: &str = "Parol-2024!";

fn begin(window: &mut Window<'_>) -> Reply {
    let fields = [("last_name", "Снегирева"), ("first_name", "Алла"), ("email", MAIL)];
    window.post("/registration/?by=email", &fields)
}

fn registration(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"registration\" value=\"").expect("a registration");
    rest.split('"').next().unwrap().to_owned()
}

/// The link in a message, as a path of the provider.
fn link(world: &World, message: &str) -> String {
    let (_, link) = message.split_once("по ссылке: ").expect("a link");
    link.trim().strip_prefix(&world.base).expect("a link to the provider").to_owned()
}

fn finish(window: &mut Window<'_>, page: &str) -> String {
    let id = registration(page);
    let fields = [("registration", id.as_str()), ("password", PASSWORD), ("password_again", PASSWORD)];
    window.post("/registration/password", &fields).text()
}

#[test]
fn the_link_of_the_letter_proves_the_address_in_any_browser() {
    let world = World::start();
    begin(&mut Window::new(&world));
    let message = newest(&world, "mail");
    let target = link(&world, text(&message, "text"));
    let mut window = Window::new(&world);
    let page = window.open(&target).text();
    assert!(page.contains("Создание пароля"), "{page}");
    // Followed twice, it leads to the same place.
    assert!(window.open(&target).text().contains("Создание пароля"));
    assert!(
        finish(&mut window, &page).contains("Поздравляем, Вы успешно прошли предварительную регистрацию")
    );
    Window::signed_in(&world, MAIL, PASSWORD);
    // The registration is over: the link leads nowhere.
    assert_eq!(window.open(&target).status, 400);
}

#[test]
fn the_code_of_the_letter_proves_the_address_too() {
    let world = World::start();
    let mut window = Window::new(&world);
    let page = begin(&mut window).text();
    let message = newest(&world, "mail");
    let (id, code) = (registration(&page), text(&message, "code"));
    let page = window.post("/registration/code", &[("registration", &id), ("code", code)]).text();
    assert!(finish(&mut window, &page).contains("Поздравляем"));
}

#[test]
fn a_link_with_another_key_proves_nothing() {
    let world = World::start();
    let mut window = Window::new(&world);
    begin(&mut window);
    let message = newest(&world, "mail");
    let target = link(&world, text(&message, "text"));
    let (start, _) = target.rsplit_once('=').unwrap();
    let page = window.open(&format!("{start}=00000000-0000-4000-8000-000000000000")).text();
    assert!(page.contains("Ссылка не подходит"), "{page}");
    world.advance("P1D");
    assert_eq!(window.open(&target).status, 400);
}
