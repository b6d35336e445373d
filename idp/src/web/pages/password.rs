//! The pair of fields for a new password, and the rules it must keep; shared by several pages.

use crate::web::pages::Errors;

/// A rule of passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Long enough; the least number of characters.
    Length(usize),
    /// Not so long that hashing it would be work.
    LengthMax,
    /// Has a lower-case Latin letter.
    LowerCase,
    /// Has an upper-case Latin letter.
    UpperCase,
    /// Has a digit.
    Digit,
    /// Has a punctuation mark.
    Punctuation,
    /// Both fields hold the same.
    Repeated,
}

impl Rule {
    /// The rule as the page lists it.
    pub fn text(self) -> String {
        match self {
            Self::Length(least) => format!("Не менее {least} символов"),
            Self::LengthMax => "Не более 1000 символов".to_owned(),
            Self::LowerCase => "Есть строчная латинская буква".to_owned(),
            Self::UpperCase => "Есть прописная латинская буква".to_owned(),
            Self::Digit => "Есть цифра".to_owned(),
            Self::Punctuation => "Есть знак пунктуации, например ! или ?".to_owned(),
            Self::Repeated => "Пароль в обоих полях одинаковый".to_owned(),
        }
    }

    /// What to tell when the rule is broken.
    pub fn broken(self) -> String {
        match self {
            Self::Length(least) => format!("Пароль короче {least} символов"),
            Self::LengthMax => "Пароль длиннее 1000 символов".to_owned(),
            Self::LowerCase => "В пароле нет строчной латинской буквы".to_owned(),
            Self::UpperCase => "В пароле нет прописной латинской буквы".to_owned(),
            Self::Digit => "В пароле нет цифры".to_owned(),
            Self::Punctuation => "В пароле нет знака пунктуации".to_owned(),
            Self::Repeated => "Пароли в двух полях не совпадают".to_owned(),
        }
    }

    /// The field that breaks it.
    pub fn field(self) -> &'static str {
        match self {
            Self::Repeated => "password_again",
            _ => "password",
        }
    }
}

/// The rules in force and those the last attempt broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Every rule in force, in the order of the list.
    pub all: Vec<Rule>,
    /// The broken ones.
    pub broken: Vec<Rule>,
}

impl Rules {
    /// The rules of the letters: eight characters, both cases, a digit, a punctuation mark, typed twice.
    pub fn standard(broken: Vec<Rule>) -> Self {
        let all = vec![
            Rule::Length(8),
            Rule::LowerCase,
            Rule::UpperCase,
            Rule::Digit,
            Rule::Punctuation,
            Rule::Repeated,
        ];
        Self { all, broken }
    }

    /// Whether the last attempt broke a rule.
    pub fn is_broken(&self, rule: &Rule) -> bool {
        self.broken.contains(rule)
    }

    /// The broken rules as errors of the form.
    pub fn errors(&self) -> Errors {
        self.broken.iter().fold(Errors::none(), |errors, rule| errors.and(rule.field(), &rule.broken()))
    }
}
