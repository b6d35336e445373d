//! The kinds of agreements, what may be done under them, what for.
//!
// SIM: the names of kinds and actions are those of a public client; which scopes and purposes each takes is ours.

/// A kind of agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its mnemonic.
    pub name: &'static str,
    /// What the citizen reads.
    pub title: &'static str,
    /// Scopes without which it makes no sense.
    pub demanded: &'static [&'static str],
    /// Scopes it takes; none for a kind that forbids them.
    pub allowed: &'static [&'static str],
    /// Purposes it takes.
    pub purposes: &'static [&'static str],
    /// Whether it takes no more than one of them.
    pub one_purpose: bool,
}

/// Everything that tells who somebody is.
const WHO: &[&str] = &[
    "fullname",
    "birthdate",
    "birthplace",
    "gender",
    "snils",
    "inn",
    "id_doc",
    "mobile",
    "email",
    "contacts",
    "addresses",
];

/// Who somebody is, and what other registers know of their means.
const WHO_AND_MEANS: &[&str] = &[
    "fullname",
    "birthdate",
    "birthplace",
    "gender",
    "snils",
    "inn",
    "id_doc",
    "mobile",
    "email",
    "contacts",
    "addresses",
    "drivers_licence_doc",
    "history_passport_doc",
    "vehicles",
    "ils_doc",
    "ndfl_person",
    "payout_income",
    "electronic_workbook",
    "pension_reference",
    "reg_realestate",
    "bank_account",
];

/// What other systems know, and may process.
const EXTENDED: &[&str] = &[
    "fullname_ext",
    "birthdate_ext",
    "birthplace_ext",
    "address_ext",
    "email_ext",
    "mobile_ext",
    "family_status_ext",
    "education_ext",
    "profession_ext",
    "social_status_ext",
    "income_ext",
    "race_ext",
    "politically_ext",
    "religion_ext",
    "philosophy_ext",
    "health_ext",
    "intimacy_ext",
    "conviction_ext",
    "biometric_ext",
];

/// Every kind.
const KINDS: &[Kind] = &[
    Kind {
        name: "CREDIT",
        title: "Рассмотрение заявки на кредит",
        demanded: &["fullname"],
        allowed: WHO_AND_MEANS,
        purposes: &["CREDIT", "CREDIT_SCORING"],
        one_purpose: false,
    },
    Kind {
        name: "IDENTIFICATION",
        title: "Установление личности",
        demanded: &["fullname", "id_doc"],
        allowed: WHO,
        purposes: &["IDENTIFICATION", "REMOTE_SERVICE"],
        one_purpose: true,
    },
    Kind {
        name: "REG_QUESTIONNAIRE",
        title: "Заполнение анкеты",
        demanded: &[],
        allowed: WHO,
        purposes: &["REGISTRATION"],
        one_purpose: false,
    },
    Kind {
        name: "APIPGU",
        title: "Подача заявлений от вашего имени",
        demanded: &[],
        allowed: &[],
        purposes: &["APIPGU"],
        one_purpose: false,
    },
    Kind {
        name: "PERS_DATA_EXT",
        title: "Обработка персональных данных",
        demanded: &[],
        allowed: EXTENDED,
        purposes: &["PERS_DATA"],
        one_purpose: false,
    },
];

/// What may be done with the data, and how the citizen reads it.
pub const ACTIONS: &[(&str, &str)] = &[
    ("ALL_ACTIONS_TO_DATA", "Все действия с данными"),
    ("SHARE_DATA", "Передача данных"),
    ("USE_DATA", "Использование данных"),
];

/// What for, and how the citizen reads it.
pub const PURPOSES: &[(&str, &str)] = &[
    ("CREDIT", "Рассмотрение заявки на кредит"),
    ("CREDIT_SCORING", "Оценка платежеспособности"),
    ("IDENTIFICATION", "Установление личности"),
    ("REMOTE_SERVICE", "Дистанционное обслуживание"),
    ("REGISTRATION", "Заполнение анкеты"),
    ("APIPGU", "Подача заявлений"),
    ("PERS_DATA", "Обработка персональных данных"),
];

/// The kind of a name.
pub fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scope;

    #[test]
    fn kinds_name_scopes_and_purposes_that_exist() {
        for kind in KINDS {
            let unknown = kind.allowed.iter().find(|name| scope::find(name).is_none());
            assert_eq!(unknown, None, "{}", kind.name);
            assert!(kind.demanded.iter().all(|name| kind.allowed.contains(name)), "{}", kind.name);
            let named = |purpose: &&&str| PURPOSES.iter().any(|(name, _)| name == *purpose);
            assert!(kind.purposes.iter().all(|purpose| named(&purpose)), "{}", kind.name);
        }
    }
}
