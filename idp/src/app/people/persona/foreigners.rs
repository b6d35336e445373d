//! Names of made-up people from other countries, as their documents spell them in Russian.

/// The names of one country; its people have no patronymic here.
#[derive(Clone, Copy)]
pub(crate) struct Nation {
    /// Three letters.
    pub(crate) country: &'static str,
    /// Surnames, masculine and feminine.
    pub(crate) surnames: &'static [(&'static str, &'static str)],
    /// Men's first names.
    pub(crate) men: &'static [&'static str],
    /// Women's first names.
    pub(crate) women: &'static [&'static str],
}

/// The countries people are made up from; the first one's names serve all that are not listed.
pub(crate) const NATIONS: [Nation; 5] = [
    Nation {
        country: "SRB",
        surnames: &[("Ковачевич", "Ковачевич"), ("Йович", "Йович"), ("Марич", "Марич"), ("Бабич", "Бабич")],
        men: &["Милош", "Горан", "Душан", "Лазар"],
        women: &["Милица", "Йована", "Весна", "Драгана"],
    },
    Nation {
        country: "BLR",
        surnames: &[
            ("Ковальчук", "Ковальчук"),
            ("Бобрович", "Бобрович"),
            ("Зубрицкий", "Зубрицкая"),
            ("Гриневич", "Гриневич"),
        ],
        men: &["Алесь", "Янка", "Богдан", "Максим"],
        women: &["Алеся", "Янина", "Ядвига", "Олеся"],
    },
    Nation {
        country: "KAZ",
        surnames: &[("Ахметов", "Ахметова"), ("Сериков", "Серикова"), ("Жумабаев", "Жумабаева")],
        men: &["Нурлан", "Ерлан", "Данияр", "Арман"],
        women: &["Айгуль", "Динара", "Асель", "Жанар"],
    },
    Nation {
        country: "UZB",
        surnames: &[("Каримов", "Каримова"), ("Рахимов", "Рахимова"), ("Юлдашев", "Юлдашева")],
        men: &["Анвар", "Рустам", "Жасур", "Бахтиёр"],
        women: &["Дилноза", "Гульнора", "Нигора", "Зулфия"],
    },
    Nation {
        country: "DEU",
        surnames: &[("Шмидт", "Шмидт"), ("Мюллер-Штайн", "Мюллер-Штайн"), ("Фогель", "Фогель")],
        men: &["Ханс", "Юрген", "Карл-Хайнц", "Отто"],
        women: &["Грета", "Анна-Лена", "Хельга", "Ута"],
    },
];
