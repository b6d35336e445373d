//! Owns what the findings are called.

use crate::finding::kind::Kind;
use lang::Said;

impl Kind {
    /// Its word in JSON and answer keys.
    pub const fn word(self) -> &'static str {
        WORDS[self as usize]
    }

    /// The kind that a word names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What it is.
    pub const fn what(self) -> Said {
        WHATS[self as usize]
    }
}

/// In the order of the kinds.
const WORDS: [&str; Kind::ALL.len()] = [
    "row-unreadable",
    "row-shifted",
    "cell-formula",
    "column-missing",
    "role-unknown",
    "snils-missing",
    "snils-placeholder",
    "snils-malformed",
    "snils-zeros-lost",
    "snils-scientific",
    "snils-wrong-digits",
    "snils-doubled",
    "snils-of-parent",
    "snils-published",
    "name-missing",
    "name-undivided",
    "name-swapped",
    "name-initials",
    "name-latin",
    "name-not-cyrillic",
    "name-double-blank",
    "name-invisible",
    "name-long-dash",
    "name-symbols",
    "name-case",
    "name-yo",
    "name-differs",
    "middle-missing",
    "middle-placeholder",
    "gender-unknown",
    "gender-disagrees",
    "birth-missing",
    "birth-impossible",
    "birth-future",
    "birth-too-early",
    "age-against-class",
    "parent-too-young",
    "turns-fourteen",
    "turns-eighteen",
    "phone-invalid",
    "phone-shared",
    "phone-doubled",
    "mail-invalid",
    "mail-shared",
    "mail-doubled",
    "person-twice",
    "namesakes",
    "pupil-without-parent",
    "parent-without-pupil",
    "child-not-found",
    "child-ambiguous",
    "no-way-in",
    "class-missing",
    "class-unknown",
    "readiness-unknown",
];

/// In the order of the kinds.
const WHATS: [Said; Kind::ALL.len()] = [
    Said { ru: "Строка не читается", en: "The row cannot be read" },
    Said {
        ru: "В строке больше или меньше ячеек, чем в заголовке: значения могли сдвинуться",
        en: "The row has more or fewer cells than the headings: values may have moved",
    },
    Said {
        ru: "В ячейке формула вместо значения", en: "A cell holds a formula instead of a value"
    },
    Said { ru: "В списке нет такой колонки", en: "The list has no such column" },
    Said { ru: "Роль не распознана", en: "The role is not recognised" },
    Said { ru: "Нет СНИЛС", en: "No SNILS" },
    Said { ru: "Вместо СНИЛС заглушка", en: "A filler stands in place of the SNILS" },
    Said {
        ru: "В СНИЛС не одиннадцать цифр или есть посторонние знаки",
        en: "The SNILS is not eleven digits, or has other characters in it",
    },
    Said {
        ru: "Табличный редактор убрал начальные нули СНИЛС",
        en: "The spreadsheet program dropped leading zeros of the SNILS",
    },
    Said {
        ru: "Табличный редактор превратил СНИЛС в число вида 9,01E+10: цифры потеряны",
        en: "The spreadsheet program turned the SNILS into a number like 9.01E+10: digits are lost",
    },
    Said {
        ru: "Контрольные цифры СНИЛС не сходятся: в номере опечатка",
        en: "The check digits of the SNILS do not agree: a digit is mistyped",
    },
    Said {
        ru: "Один и тот же СНИЛС у двух разных людей", en: "Two different people have the same SNILS"
    },
    Said {
        ru: "У ученика записан СНИЛС родителя", en: "The pupil's SNILS is the parent's"
    },
    Said {
        ru: "Номер из опубликованных для тестов: такого человека нет",
        en: "A number published for tests: no person has it",
    },
    Said { ru: "Нет фамилии или имени", en: "No surname or no name" },
    Said {
        ru: "Всё ФИО стоит в одной ячейке", en: "The full name stands in one cell"
    },
    Said {
        ru: "Части ФИО перепутаны местами", en: "Parts of the name changed places"
    },
    Said {
        ru: "Вместо имени или отчества инициалы", en: "Initials instead of a name or patronymic"
    },
    Said {
        ru: "В кириллическом имени латинские буквы, похожие на русские",
        en: "Latin look-alikes in a Cyrillic name",
    },
    Said {
        ru: "Всё ФИО написано латиницей", en: "The whole name is in Latin letters"
    },
    Said { ru: "Лишние пробелы в имени", en: "Blanks too many in a name" },
    Said {
        ru: "В имени неразрывный или невидимый пробел", en: "A no-break or invisible blank in a name"
    },
    Said {
        ru: "В имени тире вместо дефиса", en: "A dash in place of a hyphen in a name"
    },
    Said {
        ru: "В имени цифры или посторонние знаки", en: "Digits or signs in a name"
    },
    Said {
        ru: "Имя набрано только заглавными или только строчными буквами",
        en: "A name all in capitals or all in small letters",
    },
    Said {
        ru: "Имя одного человека записано в одной строке через «ё», в другой через «е»",
        en: "One person's name has ё in one row and е in another",
    },
    Said {
        ru: "Один человек записан под разными именами", en: "One person is written with different names"
    },
    Said { ru: "Нет отчества", en: "No patronymic" },
    Said {
        ru: "Вместо отчества заглушка («нет», «-»)",
        en: "A filler (“нет”, “-”) in place of the patronymic",
    },
    Said { ru: "Пол не распознан", en: "The gender is not recognised" },
    Said {
        ru: "Пол, имя и отчество не согласуются", en: "Gender, name and patronymic disagree"
    },
    Said { ru: "Нет даты рождения", en: "No birth date" },
    Said {
        ru: "Такой даты нет, или она записана непонятно",
        en: "No such day, or it is written in no known way",
    },
    Said { ru: "Дата рождения в будущем", en: "The birth date is in the future" },
    Said {
        ru: "По дате рождения человеку больше ста лет",
        en: "By the birth date the person is over a hundred",
    },
    Said { ru: "Возраст не подходит к классу", en: "The age does not fit the class" },
    Said {
        ru: "Родитель моложе ребёнка или старше меньше чем на 14 лет",
        en: "The parent is younger than the child, or less than 14 years older",
    },
    Said {
        ru: "Ученику исполнится 14 лет в учебном году", en: "The pupil turns 14 within the school year"
    },
    Said {
        ru: "Ученику исполнится 18 лет в учебном году", en: "The pupil turns 18 within the school year"
    },
    Said { ru: "Телефон записан неверно", en: "The phone number is wrong" },
    Said {
        ru: "Один телефон у людей из разных семей",
        en: "People of different families have the same phone",
    },
    Said {
        ru: "Один телефон у двух взрослых одной семьи", en: "Two adults of a family have the same phone"
    },
    Said { ru: "Адрес почты записан неверно", en: "The mail address is wrong" },
    Said {
        ru: "Одна почта у людей из разных семей",
        en: "People of different families have the same mail address",
    },
    Said {
        ru: "Одна почта у двух взрослых одной семьи",
        en: "Two adults of a family have the same mail address",
    },
    Said { ru: "Один человек записан дважды", en: "One person stands in two rows" },
    Said {
        ru: "Однофамильцы с одним днём рождения и разными СНИЛС",
        en: "Namesakes with one birthday and different SNILS",
    },
    Said {
        ru: "У ученика нет родителя в списке", en: "The pupil has no parent in the list"
    },
    Said {
        ru: "У родителя нет ученика в списке", en: "The parent has no pupil in the list"
    },
    Said {
        ru: "Названного ребёнка или родителя нет в списке",
        en: "The child or parent that is named is not in the list",
    },
    Said {
        ru: "Названное имя подходит нескольким людям в списке",
        en: "The name fits several people of the list",
    },
    Said {
        ru: "Ученику меньше 14 лет, и ни один родитель в списке не может создать ему учётную запись",
        en: "The pupil is under 14, and no parent in the list can make a child account",
    },
    Said { ru: "У ученика не указан класс", en: "The pupil has no class" },
    Said { ru: "Класс не распознан", en: "The class is not recognised" },
    Said {
        ru: "Ответ об учётной записи не распознан", en: "The answer about the account is not recognised"
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_word(kind.word()), Some(kind));
        }
    }
}
