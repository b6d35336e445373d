//! Owns the story `account.confirm.letter`: the order, the journey, the code, the way back.

use serde_json::json;

use super::window::{Window, newest, person, seen, text};
use crate::oauth::kit::world::World;

const ADDRESS: [(&str, &str); 6] = [
    ("zip_code", "000106"),
    ("region", "Примерская область"),
    ("settlement", "г. Примерск"),
    ("street", "ул. Тестовая"),
    ("house", "10"),
    ("flat", "97"),
];
const LINE: &str = "000106, Примерская область, г. Примерск, ул. Тестовая, д. 10, кв. 97";

fn standard(world: &World) -> (serde_json::Value, Window<'_>) {
    let person = person(world, "standard");
    let window = Window::signed_in(world, text(&person, "mobile"), text(&person, "password"));
    (person, window)
}

fn again<'w>(world: &'w World, person: &serde_json::Value) -> Window<'w> {
    Window::signed_in(world, text(person, "mobile"), text(person, "password"))
}

#[test]
fn the_code_of_the_letter_confirms_once_it_has_arrived() {
    let world = World::start();
    let (person, mut window) = standard(&world);
    assert!(window.open("/profile/confirm").text().contains("Получить код подтверждения письмом"));
    let page = window.post("/profile/confirm/letter", &ADDRESS).text();
    assert!(page.contains(LINE) && page.contains("Письмо ожидается 16.09.2024"), "{page}");
    let banner = window.open("/profile/").text();
    assert!(banner.contains("Вам направлено почтовое отправление, содержащее код подтверждения личности"));
    assert!(banner.contains("Или воспользуйтесь другим способом подтверждения личности!"));
    assert!(newest(&world, "letter").is_null(), "the letter is on its way");
    assert!(text(&newest(&world, "sms"), "text").contains(LINE));
    world.advance("P14D");
    let letter = newest(&world, "letter");
    assert_eq!(letter["to"], person["snils"]);
    let mut window = again(&world, &person);
    assert!(window.open("/profile/confirm/letter/code").text().contains("Письмо доставлено"));
    let page = window.post("/profile/confirm/letter/code", &[("code", "1")]).text();
    assert!(page.contains("Введен неверный код. Осталось попыток: 4"), "{page}");
    let page = window.post("/profile/confirm/letter/code", &[("code", text(&letter, "code"))]).text();
    assert!(page.contains("Статус вашей учетной записи «Подтвержденная»"), "{page}");
    assert_eq!(seen(&world, &person)["status"], "confirmed");
}

#[test]
fn an_address_with_holes_is_sent_back_with_every_hole_named() {
    let world = World::start();
    let (person, mut window) = standard(&world);
    let page = window.post("/profile/confirm/letter", &[("zip_code", "12"), ("region", "Примерск")]).text();
    assert!(page.contains("Введите индекс: 6 цифр") && page.contains("Заполните поле"), "{page}");
    assert!(page.contains("value=\"Примерск\""), "{page}");
    assert_eq!(seen(&world, &person)["status"], "standard");
}

#[test]
fn five_wrong_codes_spend_the_letter_and_another_may_be_ordered() {
    let world = World::start();
    let (person, mut window) = standard(&world);
    window.post("/profile/confirm/letter", &ADDRESS);
    let page = window.post("/profile/confirm/letter", &ADDRESS).text();
    assert!(page.contains("Письмо с кодом уже отправлено"), "{page}");
    world.advance("P14D");
    let mut window = again(&world, &person);
    for _ in 0..5 {
        window.post("/profile/confirm/letter/code", &[("code", "1")]);
    }
    let code = newest(&world, "letter");
    let page = window.post("/profile/confirm/letter/code", &[("code", text(&code, "code"))]).text();
    assert!(page.contains("Попытки закончились") && page.contains("Заказать новое письмо"), "{page}");
    window.post("/profile/confirm/letter", &ADDRESS);
    world.advance("P14D");
    let second = newest(&world, "letter");
    assert_ne!(second["code"], code["code"]);
    let mut window = again(&world, &person);
    window.post("/profile/confirm/letter/code", &[("code", text(&second, "code"))]);
    assert_eq!(seen(&world, &person)["status"], "confirmed");
}

#[test]
fn a_code_that_is_too_old_confirms_nobody() {
    let world = World::start();
    let (person, mut window) = standard(&world);
    window.post("/profile/confirm/letter", &ADDRESS);
    world.advance("P104D");
    let mut window = again(&world, &person);
    let code = newest(&world, "letter");
    let page = window.post("/profile/confirm/letter/code", &[("code", text(&code, "code"))]).text();
    assert!(page.contains("Срок действия кода истек"), "{page}");
    assert_eq!(seen(&world, &person)["level"], "standard");
}

#[test]
fn a_change_of_mind_gives_the_letter_up_and_its_code_with_it() {
    let world = World::start();
    let (person, mut window) = standard(&world);
    window.post("/profile/confirm/letter", &ADDRESS);
    let page = window.post("/profile/confirm/letter/cancel", &[]).text();
    assert!(page.contains("Выберите способ подтверждения личности"), "{page}");
    world.advance("P7D");
    let mut window = again(&world, &person);
    window.post("/profile/confirm/letter", &ADDRESS);
    world.advance("P7D");
    assert!(newest(&world, "letter").is_null(), "the first letter must not bring the second one's code");
    world.advance("P7D");
    assert!(newest(&world, "letter").is_object());
}

#[test]
fn a_letter_that_nobody_takes_goes_back_to_the_sender() {
    let world = World::start();
    let (person, mut window) = standard(&world);
    window.post("/profile/confirm/letter", &ADDRESS);
    let command = format!("/people/{}/commands", person["oid"]);
    world.control("POST", &command, &json!({ "command": "return-letter" }));
    let page = window.open("/profile/confirm/letter/code").text();
    assert!(page.contains("вернулось отправителю"), "{page}");
    assert!(text(&newest(&world, "sms"), "text").contains("вернулось отправителю"));
}
