//! Owns the layouts of the programs that schools use, and spellings that are right: nothing is called wrong in them.

use roster::check::{Policy, check};
use roster::finding::{Kind, Severity};
use roster::person::Role;
use roster::reading::{List, Options, read};
use roster::snils::Snils;

use crate::generated::TODAY;
use crate::scratch;

/// A made-up number, as it is written on cards.
fn number(index: u64) -> String {
    Snils::with_check(901_004_000 + index).unwrap().to_string()
}

/// A list with `@1`, `@2` … in place of numbers.
fn list(name: &str, text: &str) -> List {
    let filled =
        (1..=9).fold(text.to_owned(), |text, index| text.replace(&format!("@{index}"), &number(index)));
    read(&scratch::file(&format!("layout-{name}.csv"), filled.as_bytes()), &Options::default()).unwrap()
}

fn wrong(list: &List) -> Vec<String> {
    let findings = check(list, &Policy::on(TODAY));
    let told = findings
        .iter()
        .filter(|finding| finding.severity() != Severity::Note && finding.kind != Kind::ColumnMissing);
    told.map(|finding| format!("{} {}", finding.row, finding.kind.word())).collect()
}

fn roles(list: &List) -> Vec<(Role, usize)> {
    let count = |role| list.roster.people().filter(|person| person.role() == role).count();
    Role::ALL.into_iter().map(|role| (role, count(role))).filter(|(_, count)| *count > 0).collect()
}

#[test]
fn three_heading_rows_and_two_parents_in_columns() {
    let list = list(
        "net-school",
        "Ученик;;;;;;;;;;;Мать;;;;;;Отец;;;;;\n\
         №;Класс;Фамилия;Имя;Отчество;Пол;Дата рождения;Серия паспорта;Номер паспорта;Серия свидетельства;СНИЛС;Фамилия;Имя;Отчество;Дата рождения;Моб. телефон;E-mail;Фамилия;Имя;Отчество;Дата рождения;Моб. телефон;E-mail\n\
         1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21;22;23\n\
         1;5А;Примеров;Пётр;Ильич;М;05.05.2013;;;;@1;Кленова;Анна;Олеговна;01.02.1985;+7(000)111-11-11;a@example.test;Примеров;Илья;Львович;03.04.1983;80001111112;i@example.test\n\
         2;5А;Примеров;Павел;Ильич;М;05.05.2013;;;;@2;Кленова;Анна;Олеговна;01.02.1985;+7(000)111-11-11;a@example.test;Примеров;Илья;Львович;03.04.1983;80001111112;i@example.test\n\
         3;6Б;\"Шульц\";\"Мария\nАнна\";;Ж;2012-06-06;;;;@3;Образцова;Вера;Ивановна;06.06.1980;0001111113;;;;;;;\n",
    );
    assert_eq!(wrong(&list), Vec::<String>::new());
    assert_eq!(roles(&list), [(Role::Pupil, 3), (Role::Parent, 3)]);
    let parents: Vec<usize> = list.roster.people().map(|person| person.parents().count()).collect();
    assert_eq!(parents.iter().sum::<usize>(), 5);
    let father = list.roster.people().find(|person| person.first_name() == "Илья").unwrap();
    assert_eq!(father.children().count(), 2, "a parent is repeated in the rows of twins");
}

#[test]
fn one_row_a_person_with_roles_and_posts() {
    let list = list(
        "diary",
        "Выгрузка пользователей\nТип пользователя;ФИО;Дата рождения;Email;Мобильный телефон;Класс;Должность;СНИЛС;Дети\n\
         Ученик;Примерова Ия Ильинична;05.05.2014;;;4-Б2;;@1;\n\
         Сотрудник;Кленова Анна Олеговна;01.02.1985;a@example.test;8 (000) 222-22-22;;Учитель физики;@2;\n\
         Родитель;Кленова Анна Олеговна;01.02.1985;a@example.test;+70002222222;;;@2;Примерова Ия Ильинична (4-Б2)\n\
         Сотрудник;О'Нил Шон;02.02.1980;;0002222223;;Завхоз;@3;\n\
         Администратор;де Вальта Пётр Ильич;03.02.1980;;0002222224;;;000-000-600 01;\n",
    );
    assert_eq!(wrong(&list), Vec::<String>::new());
    let mentions: Vec<Role> = list.roster.mentions().map(|person| person.role()).collect();
    assert_eq!(mentions, [Role::Pupil, Role::Teacher, Role::Parent, Role::Staff, Role::Admin]);
    let teacher = list.roster.mentions().nth(1).unwrap();
    assert_eq!(teacher.children().count(), 1, "a teacher who is a parent is one person");
}

#[test]
fn english_headings_and_classes_in_two_columns() {
    let english = list(
        "eljur",
        "lastname,firstname,middlename,gender,class,email\nПримерова,Анна,Ильинична,f,5А,a@example.test\n",
    );
    assert_eq!(wrong(&english), Vec::<String>::new());
    let two = list(
        "parallels",
        "Параллель\tЛитера\tФ.И.О. обучающегося\tдр\tномер снилс\tМать\tТелефон (М)\n5\tА\tПримеров Пётр Ильич\t5 мая 2013 г.\t@1\tПримерова Анна Олеговна\t8-000-333-33-33\n\
         \t\t\t\t\tПримеров Илья Львович\t0003333334\n",
    );
    assert_eq!(wrong(&two), Vec::<String>::new());
    let pupil = two.roster.mentions().next().unwrap();
    assert_eq!((pupil.class(), pupil.grade(), pupil.parents().count()), ("5А", Some(5), 2));
}

#[test]
fn groups_of_people_under_titles() {
    let list = list(
        "titles",
        "Фамилия;Имя;Отчество;Дата рождения;СНИЛС;Класс\nУченики;;;;;\nПримеров;Али;Гасан оглы;05.05.2013;@1;5А\nУчителя;;;;;\nЛи;Ю;;05.05.1983;@2;\nИтого: 2;;;;;\n",
    );
    assert_eq!(wrong(&list), Vec::<String>::new());
    assert_eq!(roles(&list), [(Role::Pupil, 1), (Role::Teacher, 1)]);
}

#[test]
fn the_file_is_never_changed() {
    let text = "Фамилия;Имя;Класс\nПримерова;Анна;5А\n";
    let path = scratch::file("unchanged.csv", text.as_bytes());
    read(&path, &Options::default()).unwrap();
    assert_eq!(std::fs::read_to_string(path).unwrap(), text);
}
