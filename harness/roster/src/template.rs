//! Owns the template of a list, with an example that the check finds nothing wrong with.

/// A list of one row a person: headings, a family, a teacher.
pub const PEOPLE: &str = "\u{feff}Код;Роль;Фамилия;Имя;Отчество;Пол;Дата рождения;СНИЛС;Телефон;Email;Класс;Школа;Дети;Учётная запись на Госуслугах\r
У1;ученик;Примерова;Анна;Ильинична;ж;14.03.2014;901-000-101 92;;;4А;Школа № 1;;детская\r
Р1;родитель;Примерова;Ольга;Петровна;ж;02.06.1986;901-000-102 93;+7 (000) 000-01-02;olga@example.test;;Школа № 1;У1;подтверждённая\r
Р2;родитель;Примеров;Илья;Сергеевич;м;11.11.1984;901-000-103 94;+7 (000) 000-01-03;ilya@example.test;;Школа № 1;У1;стандартная\r
П1;учитель;Указкина;Мария;Юрьевна;ж;30.08.1979;901-000-104 95;+7 (000) 000-01-04;maria@example.test;;Школа № 1;;подтверждённая\r
";

/// A list of one row a pupil, parents in columns.
pub const FAMILIES: &str = "\u{feff}Класс;Фамилия;Имя;Отчество;Пол;Дата рождения;СНИЛС;ФИО матери;СНИЛС матери;Телефон матери;ФИО отца;СНИЛС отца;Телефон отца\r
4А;Примерова;Анна;Ильинична;ж;14.03.2014;901-000-101 92;Примерова Ольга Петровна;901-000-102 93;+7 (000) 000-01-02;Примеров Илья Сергеевич;901-000-103 94;+7 (000) 000-01-03\r
";

/// An example of a `--columns` file.
pub const COLUMNS: &str = "# Колонки, заголовки которых не распознаны сами. / Columns whose headings are not recognised by themselves.
# heading_row = 3          # последняя строка заголовков / the last row of headings

[[column]]
heading = \"Ф.\"             # как написано в заголовке / as the heading is written
means = \"last-name\"

[[column]]
place = \"D\"                # или место: буква колонки либо номер с 1 / or the place: a letter, or a number from 1
means = \"snils\"
of = \"mother\"              # row (по умолчанию / the default), mother, father, parent1, parent2, parent3

# means: last-name first-name middle-name full-name gender birth joined snils phone mail class grade letter school role post key
#        kinship children parents readiness ignored
";
