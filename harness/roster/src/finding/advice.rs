//! Owns how each kind of finding is mended.

use crate::finding::kind::Kind;
use lang::Said;

impl Kind {
    /// How it is mended.
    pub const fn how(self) -> Said {
        HOWS[self as usize]
    }
}

/// In the order of the kinds.
const HOWS: [Said; Kind::ALL.len()] = [
    Said {
        ru: "Откройте файл в табличном редакторе, исправьте строку и сохраните файл в CSV с кодировкой UTF-8.",
        en: "Open the file in a spreadsheet program, correct the row, and save it as CSV in UTF-8.",
    },
    Said {
        ru: "Проверьте, нет ли в строке лишнего разделителя или значения без кавычек.",
        en: "Look for a separator too many, or a value without its quotes.",
    },
    Said {
        ru: "Замените формулу её значением («Вставить как значения»).",
        en: "Replace the formula by its value (“paste values”).",
    },
    Said {
        ru: "Добавьте колонку или укажите её в файле --columns; образец печатает `roster template`.",
        en: "Add the column, or name it in a --columns file; `roster template` prints an example.",
    },
    Said {
        ru: "Напишите одну из ролей: ученик, родитель, учитель, сотрудник, администратор.",
        en: "Write one of: ученик, родитель, учитель, сотрудник, администратор (pupil, parent, teacher, staff, admin).",
    },
    Said {
        ru: "Узнайте номер у родителя или сотрудника и внесите его в дневник.",
        en: "Ask the parent or the member of staff for the number, and enter it in the diary.",
    },
    Said {
        ru: "Узнайте настоящий номер и внесите его; если номера ещё нет, оставьте ячейку пустой.",
        en: "Find out the real number and enter it; leave the cell empty while there is none.",
    },
    Said {
        ru: "Сверьте номер со свидетельством: одиннадцать цифр, например 901-000-001 00.",
        en: "Compare it with the card: eleven digits, such as 901-000-001 00.",
    },
    Said {
        ru: "Задайте колонке текстовый формат и внесите номер заново, с нулями.",
        en: "Make the column text, and enter the number again with its zeros.",
    },
    Said {
        ru: "Задайте колонке текстовый формат и внесите номер заново.",
        en: "Make the column text, and enter the number again.",
    },
    Said {
        ru: "Сверьте номер со свидетельством и исправьте.",
        en: "Compare the number with the card, and correct it.",
    },
    Said {
        ru: "Сверьте оба номера: один из них внесён не тому человеку.",
        en: "Check both numbers: one was entered for the wrong person.",
    },
    Said {
        ru: "Внесите ученику его собственный СНИЛС, иначе в дневник ученика войдёт родитель, а ученик не войдёт.",
        en: "Enter the pupil's own SNILS; otherwise the parent enters as the pupil, and the pupil does not enter.",
    },
    Said {
        ru: "Удалите тестовую запись или внесите настоящий номер.",
        en: "Remove the test entry, or enter the real number.",
    },
    Said {
        ru: "Внесите фамилию и имя так, как они записаны в документе.",
        en: "Enter surname and name as the document has them.",
    },
    Said {
        ru: "Разнесите фамилию, имя и отчество по своим колонкам.",
        en: "Put surname, name and patronymic in their own columns.",
    },
    Said {
        ru: "Поменяйте местами фамилию, имя и отчество: портал сравнивает каждую часть отдельно.",
        en: "Put surname, name and patronymic in their places: the portal compares each part by itself.",
    },
    Said {
        ru: "Впишите имя и отчество полностью.", en: "Write name and patronymic in full."
    },
    Said {
        ru: "Наберите слово заново в русской раскладке.",
        en: "Type the word again on a Russian keyboard.",
    },
    Said {
        ru: "Впишите ФИО по-русски, как в СНИЛС и документе: портал сравнивает с ними.",
        en: "Write the name in Russian, as on the SNILS card and the document: the portal compares with them.",
    },
    Said { ru: "Уберите лишние пробелы.", en: "Remove the blanks that are too many." },
    Said {
        ru: "Наберите имя заново, не копируя его из другого документа.",
        en: "Type the name again instead of copying it from another document.",
    },
    Said {
        ru: "Замените тире обычным дефисом.", en: "Replace the dash by a plain hyphen."
    },
    Said {
        ru: "Оставьте в имени только буквы, дефис, пробел и апостроф.",
        en: "Leave only letters, hyphen, blank and apostrophe in the name.",
    },
    Said {
        ru: "Наберите имя с одной заглавной буквы: не каждый дневник не различает регистр.",
        en: "Write the name with one capital: not every diary ignores case.",
    },
    Said {
        ru: "Напишите во всех строках так, как в документе.",
        en: "Write it in all rows as the document has it.",
    },
    Said {
        ru: "Сверьте с документом; после смены фамилии исправьте все строки.",
        en: "Compare with the document; after a change of surname correct every row.",
    },
    Said {
        ru: "Если отчество есть в документе, внесите его; если его нет, так и оставьте.",
        en: "Enter it if the document has one; leave it if there is none.",
    },
    Said {
        ru: "Очистите ячейку: на портале у такого человека отчества нет совсем.",
        en: "Empty the cell: on the portal such a person has no patronymic at all.",
    },
    Said { ru: "Напишите «м» или «ж».", en: "Write «м» or «ж» (M or F)." },
    Said {
        ru: "Сверьте пол и отчество с документом.", en: "Compare both with the document."
    },
    Said {
        ru: "Внесите дату рождения: без неё не известно, нужна ли детская учётная запись.",
        en: "Enter it: without it nobody knows whether a child account is needed.",
    },
    Said { ru: "Напишите дату как 01.09.2010.", en: "Write the date like 01.09.2010." },
    Said {
        ru: "Сверьте дату с документом.", en: "Compare the date with the document."
    },
    Said {
        ru: "Сверьте год рождения с документом.", en: "Compare the year with the document."
    },
    Said {
        ru: "Сверьте дату рождения и класс.", en: "Check the birth date and the class."
    },
    Said {
        ru: "Сверьте обе даты рождения: они могли поменяться местами.",
        en: "Check both birth dates: they may have changed places.",
    },
    Said {
        ru: "К этому дню нужен паспорт и собственная подтверждённая учётная запись.",
        en: "By that day the pupil needs a passport and a confirmed account of their own.",
    },
    Said {
        ru: "С этого дня родители видят дневник только с согласия ученика: решите, как в школе принято.",
        en: "From that day parents see the diary only if the pupil allows it: settle how your school does it.",
    },
    Said {
        ru: "Внесите десять цифр номера после +7.", en: "Enter the ten digits after +7."
    },
    Said {
        ru: "На портале телефон принадлежит одной учётной записи: узнайте, чей он.",
        en: "On the portal a phone belongs to one account: find out whose it is.",
    },
    Said {
        ru: "На портале телефон принадлежит одной учётной записи: второму родителю нужен свой.",
        en: "On the portal a phone belongs to one account: the other parent needs another.",
    },
    Said { ru: "Исправьте адрес: имя@узел.", en: "Correct the address: name@host." },
    Said {
        ru: "На портале почта принадлежит одной учётной записи: узнайте, чья она.",
        en: "On the portal an address belongs to one account: find out whose it is.",
    },
    Said {
        ru: "На портале почта принадлежит одной учётной записи: второму родителю нужна своя.",
        en: "On the portal an address belongs to one account: the other parent needs another.",
    },
    Said {
        ru: "Оставьте одну запись и привяжите к ней всё, что было у второй.",
        en: "Keep one entry, and bind to it what the other had.",
    },
    Said {
        ru: "Убедитесь, что это два человека, а не опечатка в номере.",
        en: "Make sure that they are two people, and not a mistyped number.",
    },
    Said {
        ru: "Внесите хотя бы одного родителя или законного представителя.",
        en: "Enter at least one parent or guardian.",
    },
    Said {
        ru: "Привяжите родителя к ученику или удалите запись.",
        en: "Bind the parent to a pupil, or remove the entry.",
    },
    Said {
        ru: "Проверьте имя и класс: они должны быть такими же, как в строке этого человека.",
        en: "Check name and class: they must be those of that person's row.",
    },
    Said {
        ru: "Добавьте класс или номер строки ребёнка.", en: "Add the child's class or number."
    },
    Said {
        ru: "Внесите родителя с его СНИЛС: детскую учётную запись создаёт только подтверждённый родитель.",
        en: "Enter a parent with a SNILS: only a confirmed parent can make a child account.",
    },
    Said { ru: "Внесите класс.", en: "Enter the class." },
    Said {
        ru: "Напишите класс как «4А» или «10-Б».", en: "Write it like «4А» or «10-Б»."
    },
    Said {
        ru: "Напишите: нет, упрощённая, стандартная, подтверждённая, детская.",
        en: "Write: нет, упрощённая, стандартная, подтверждённая, детская.",
    },
];
