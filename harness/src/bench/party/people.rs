//! Owns the people of the built-in school whom scenarios need beside the two families of the trait.

use crate::bench::party::relying_party::LegacyUser;

/// The first child of the first family, whose cabinet has a login of its own.
pub const TIKHON: LegacyUser = LegacyUser {
    id: "belkin-tikhon",
    who: "mother, with her son's login",
    name: ["Белкин", "Тихон", "Егорович"],
    login: "belkin.t",
    password: "Leto-2018!",
    marks: &["Белкин Тихон Егорович", "Контрольная работа № 2"],
    sees: &[],
    role: None,
};

/// The second child of the first family.
pub const ZOYA: LegacyUser = LegacyUser {
    id: "belkina-zoya",
    who: "mother, with her daughter's login",
    name: ["Белкина", "Зоя", "Егоровна"],
    login: "belkina.z",
    password: "Marka-2018!",
    marks: &["Белкина Зоя Егоровна", "Рассказ о родном крае"],
    sees: &[],
    role: None,
};

/// A pupil of the other school, thirteen until 15 November 2017.
pub const ANNA: LegacyUser = LegacyUser {
    id: "gromova-anna",
    who: "pupil",
    name: ["Громова", "Анна", "Олеговна"],
    login: "gromova.a",
    password: "Listva-2017!",
    marks: &["Громова Анна Олеговна", "Теорема о сумме углов"],
    sees: &[],
    role: None,
};

/// The administrator of the first school.
pub const ADMINISTRATOR: LegacyUser = LegacyUser {
    id: "zimina-rita",
    who: "administrator",
    name: ["Зимина", "Рита", "Львовна"],
    login: "zimina.r",
    password: "Zapis-2017!",
    marks: &[],
    sees: &[],
    role: None,
};

/// The administrator of the other school.
pub const ADMINISTRATOR_OF_THE_OTHER: LegacyUser = LegacyUser {
    id: "panin-gleb",
    who: "administrator of the other school",
    name: ["Панин", "Глеб", "Юрьевич"],
    login: "panin.g",
    password: "Zhurnal-2017!",
    marks: &[],
    sees: &[],
    role: None,
};

/// The insurance number that the school has for its administrator.
pub const ADMINISTRATORS_SNILS: &str = "900-000-001 82";

/// A mother of two in 2024.
pub const OLGA: LegacyUser = LegacyUser {
    id: "lukina-olga",
    who: "parent",
    name: ["Лукина", "Ольга", "Игоревна"],
    login: "lukina.o",
    password: "Avgust-2024!",
    marks: &["Задача о маятнике", "Стихи наизусть"],
    sees: &[],
    role: None,
};

/// A teacher of both her children.
pub const NINA: LegacyUser = LegacyUser {
    id: "sokolova-nina",
    who: "teacher",
    name: ["Соколова", "Нина", "Петровна"],
    login: "sokolova.n",
    password: "Urok-2024!",
    marks: &["Задача о маятнике", "Стихи наизусть"],
    sees: &[],
    role: None,
};

/// A pupil of fifteen.
pub const MATVEY: LegacyUser = LegacyUser {
    id: "lukin-matvey",
    who: "pupil of fifteen",
    name: ["Лукин", "Матвей", "Денисович"],
    login: "lukin.m",
    password: "Klass-2024!",
    marks: &["Задача о маятнике"],
    sees: &[],
    role: None,
};

/// A pupil of ten.
pub const POLINA: LegacyUser = LegacyUser {
    id: "lukina-polina",
    who: "pupil of ten",
    name: ["Лукина", "Полина", "Денисовна"],
    login: "lukina.p",
    password: "Skazka-2024!",
    marks: &["Стихи наизусть"],
    sees: &[],
    role: None,
};
