use super::*;

fn rows(lines: &[&str]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(lines) {
        let mut row = Row::default();
        row.begin(number);
        line.split(';').for_each(|cell| row.push(cell));
        rows.push(row);
    }
    rows
}

fn named(block: &Block) -> String {
    let name = |column: &Option<Column>| {
        column.map_or("-".to_owned(), |column| format!("{:?}.{:?}", column.seat, column.meaning))
    };
    block.columns.at.iter().map(name).collect::<Vec<_>>().join(" ")
}

#[test]
fn three_rows_of_headings_are_read_together() {
    let lines = rows(&[
        "Список учащихся;;;;;;;;;",
        "№;Класс;Ученик;;;;Мать;;Отец;",
        ";;Фамилия;Имя;Отчество;СНИЛС;Фамилия;Имя;Фамилия;Моб. телефон",
        "1;2;3;4;5;6;7;8;9;10",
        "1;5А;Иванов;Пётр;;;Иванова;Анна;;",
    ]);
    let block = find(&lines, &Wanted::default()).unwrap();
    assert_eq!(
        named(&block),
        "Own.Ignored Own.Class Own.LastName Own.FirstName Own.MiddleName Own.Snils Mother.LastName Mother.FirstName Father.LastName Father.Phone"
    );
    assert_eq!(block.rows, (1, 3));
    assert_eq!(block.role, Some(Role::Pupil));
}

#[test]
fn lists_of_other_programs_are_recognised() {
    for (line, columns, role) in [
        (
            "lastname,firstname,middlename,gender,class,email",
            "Own.LastName Own.FirstName Own.MiddleName Own.Gender Own.Class Own.Mail",
            Some(Role::Pupil),
        ),
        (
            "Роль,ФИО,Дата рождения,Мобильный телефон,Должность",
            "Own.Role Own.FullName Own.Birth Own.Phone Own.Post",
            None,
        ),
        (
            "ФИО,Класс,Родитель 1,Телефон родителя 1,Родитель 2",
            "Own.FullName Own.Class Parent(1).FullName Parent(1).Phone Parent(2).FullName",
            Some(Role::Pupil),
        ),
        (
            "ФИО родителя,СНИЛС родителя,ФИО ребёнка,Класс",
            "Parent(1).FullName Parent(1).Snils Own.FullName Own.Class",
            Some(Role::Pupil),
        ),
        (
            "Параллель,Литера,Ф.И.О.,Мать,Отец",
            "Own.Grade Own.Letter Own.FullName Mother.FullName Father.FullName",
            Some(Role::Pupil),
        ),
        ("Роль,ФИО,СНИЛС,Дети", "Own.Role Own.FullName Own.Snils Own.Children", None),
        (
            "Фамилия,Имя,Класс,Фамилия,Имя,Телефон",
            "Own.LastName Own.FirstName Own.Class Parent(1).LastName Parent(1).FirstName Own.Phone",
            Some(Role::Pupil),
        ),
    ] {
        let block = find(&rows(&[&line.replace(',', ";")]), &Wanted::default()).unwrap();
        assert_eq!(named(&block), columns, "{line}");
        assert_eq!(block.role, role, "{line}");
    }
}

#[test]
fn headings_of_ones_own_are_named_in_a_file() {
    let lines = rows(&["Ф.;И.;Номер;Кл.", "Иванов;Пётр;1;5А"]);
    assert_eq!(find(&lines, &Wanted::default()), None);
    let wanted = "[[column]]\nheading = \"Ф.\"\nmeans = \"last-name\"\n[[column]]\nheading = \"И.\"\nmeans = \"first-name\"\n\
                  [[column]]\nplace = 3\nmeans = \"snils\"\n";
    let block = find(&lines, &Wanted::parse(wanted).unwrap()).unwrap();
    assert_eq!(named(&block), "Own.LastName Own.FirstName Own.Snils -");
    assert_eq!(block.rows, (0, 0));
}
