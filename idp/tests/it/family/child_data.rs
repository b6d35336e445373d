//! Owns tests of what a parent does with a card that is there: hides it, changes the data of the child's account.

use serde_json::json;

use super::kit::{account, call, child, window, world};

const FIELDS: &[(&str, &str)] = &[
    ("last_name", "Снегирева"),
    ("first_name", "Соня"),
    ("middle_name", ""),
    ("birth_place", "г. Примерск"),
    ("registration", "г. Примерск, ул. Тестовая, д. 7"),
];

#[test]
fn only_the_parent_who_registered_the_account_changes_the_childs_data() {
    let world = world();
    let (mother, father) = (world.person("confirmed"), world.person("confirmed"));
    let made = child(&world, &mother, &json!({}));
    let own = account(&made);
    let card = made["id"].as_u64().unwrap();
    let second = json!({ "account": false, "snils": made["snils"], "birth_date": made["birth_date"],
        "last_name": made["last_name"], "first_name": made["first_name"], "gender": made["gender"] });
    let fathers = child(&world, &father, &second)["id"].as_u64().unwrap();
    let link = format!("/people/{}/children/{fathers}/commands", father.oid);
    let linked = call(&world, "POST", &link, &json!({ "command": "link" }));
    assert_eq!(linked.status, 200, "{}", linked.text());

    let mut browser = window(&world, &mother);
    let list = browser.open("/profile/family");
    assert!(list.text().contains("Изменить данные"), "{}", list.text());
    let target = format!("/profile/family/{card}/data");
    let page = browser.open(&target);
    assert!(page.text().contains(made["last_name"].as_str().unwrap()), "{}", page.text());
    let mut wrong = FIELDS.to_vec();
    wrong[3] = ("birth_place", "");
    let told = browser.submit(&page, &target, &wrong);
    assert!(told.text().contains("Заполните поле"), "{}", told.text());
    let list = browser.submit(&told, &target, FIELDS);
    assert!(list.text().contains("Данные ребенка изменены"), "{}", list.text());
    let after = world.control("GET", &format!("/people/{}", own.oid), &json!(null));
    assert_eq!((&after["last_name"], &after["middle_name"]), (&json!("Снегирева"), &json!(null)));
    assert_eq!(after["birth_place"], "г. Примерск");
    assert_eq!(after["snils"], made["snils"]);

    let mut other = window(&world, &father);
    assert!(!other.open("/profile/family").text().contains("Изменить данные"));
    let refused = other.open(&format!("/profile/family/{fathers}/data"));
    assert!(refused.text().contains("только родитель, который создал"), "{}", refused.text());
    let mut cabinet = window(&world, &own);
    let refused = cabinet.open("/profile/edit");
    assert!(refused.text().contains("родител"), "the child changes nothing: {}", refused.text());
}

#[test]
fn a_parent_hides_a_card_and_shows_it_again() {
    let world = world();
    let parent = world.person("confirmed");
    let made = child(&world, &parent, &json!({}));
    let card = made["id"].as_u64().unwrap();
    let mut browser = window(&world, &parent);
    let list = browser.open("/profile/family");
    let target = format!("/profile/family/{card}/hide");
    let hidden = |world: &crate::oauth::kit::world::World| {
        let cards = world.get(&format!("/control/v1/people/{}/children", parent.oid)).json();
        cards["children"][0]["hidden"].clone()
    };
    let list = browser.submit(&list, &target, &[]);
    assert!(list.text().contains("Карточка ребенка скрыта"), "{}", list.text());
    assert_eq!(hidden(&world), json!(true));
    let list = browser.submit(&list, &target, &[]);
    assert!(list.text().contains("Карточка ребенка снова видна"), "{}", list.text());
    assert_eq!(hidden(&world), json!(false));
}
