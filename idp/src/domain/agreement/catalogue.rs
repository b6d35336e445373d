//! The kinds of agreements, what may be done under them, what for.
//!
// SIM: kinds, purposes and actions are those that public clients send; which scopes each kind demands or takes is ours.

/// A kind of agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its mnemonic.
    pub name: &'static str,
    /// What the citizen reads.
    pub title: &'static str,
    /// Scopes without which it makes no sense.
    pub demanded: &'static [&'static str],
    /// Scopes it takes.
    pub takes: Takes,
    /// Whether it takes no more than one purpose.
    pub one_purpose: bool,
}

/// Which scopes a kind takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// None at all.
    Nothing,
    /// What the portal and other registers know of the person.
    Known,
    /// What other systems know, and may process: scopes that end in `_ext`.
    Extended,
    /// Whatever is asked for: nothing is known of the kind.
    Anything,
}

impl Takes {
    /// Whether a scope is one of them.
    pub fn holds(self, scope: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Known => !scope.ends_with("_ext"),
            Self::Extended => scope.ends_with("_ext"),
            Self::Anything => true,
        }
    }
}

/// A kind that takes what is known, with any number of purposes.
const fn known(name: &'static str, title: &'static str) -> Kind {
    Kind { name, title, demanded: &[], takes: Takes::Known, one_purpose: false }
}

/// Every kind.
const KINDS: &[Kind] = &[
    Kind {
        demanded: &["fullname"], ..known("CREDIT", "Рассмотрение заявки на кредит")
    },
    Kind {
        demanded: &["fullname"], one_purpose: true, ..known("IDENTIFICATION", "Установление личности")
    },
    known("REG_QUESTIONNAIRE", "Заполнение анкеты"),
    known("UPD_CUSTOMER_INF", "Обновление сведений о клиенте"),
    known("AGGREGATOR_CREDIT", "Подбор предложений о кредите"),
    known("FINANCIAL_NONFIN_SERVICES", "Финансовые и нефинансовые услуги"),
    known("FIN_AGREEMENT", "Заключение договора на финансовые услуги"),
    known("APIPGU", "Подача заявлений от вашего имени"),
    Kind {
        takes: Takes::Extended, ..known("PERS_DATA_EXT", "Обработка персональных данных")
    },
    // SIM: which real kind forbids scopes is not published; this one lets a tester meet the refusal.
    Kind {
        takes: Takes::Nothing, ..known("SIM_NO_SCOPES", "Проверочное согласие без перечня данных")
    },
];

/// A kind of which nothing is known but its name, where those are taken.
pub(super) const OTHER: Kind = Kind { takes: Takes::Anything, ..known("", "") };

/// What may be done with the data, and how the citizen reads it.
pub const ACTIONS: &[(&str, &str)] = &[
    ("ALL_ACTIONS_TO_DATA", "Все действия с данными"),
    ("SHARE_DATA", "Передача данных"),
    ("USE_DATA", "Использование данных"),
];

/// What for, and how the citizen reads it. Clients name a kind as its own purpose, or another's.
pub const PURPOSES: &[(&str, &str)] = &[
    ("CREDIT", "Рассмотрение заявки на кредит"),
    ("CREDIT_SCORING", "Оценка платежеспособности"),
    ("IDENTIFICATION", "Установление личности"),
    ("REMOTE_SERVICE", "Дистанционное обслуживание"),
    ("REGISTRATION", "Заполнение анкеты"),
    ("REG_QUESTIONNAIRE", "Заполнение анкеты"),
    ("UPD_CUSTOMER_INF", "Обновление сведений о клиенте"),
    ("AGGREGATOR_CREDIT", "Подбор предложений о кредите"),
    ("FINANCIAL_NONFIN_SERVICES", "Финансовые и нефинансовые услуги"),
    ("FIN_AGREEMENT", "Заключение договора на финансовые услуги"),
    ("APIPGU", "Подача заявлений"),
    ("PERS_DATA", "Обработка персональных данных"),
    ("PERS_DATA_EXT", "Обработка персональных данных"),
];

/// The kind of a name.
pub fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The names of all kinds, as a refusal lists them.
pub fn kind_names() -> String {
    let names: Vec<_> = KINDS.iter().map(|kind| kind.name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scope;

    #[test]
    fn kinds_demand_scopes_that_exist_and_that_they_take() {
        for kind in KINDS {
            for name in kind.demanded {
                assert!(scope::find(name).is_some() && kind.takes.holds(name), "{}: {name}", kind.name);
            }
            assert_eq!(find(kind.name), Some(kind), "a name stands for one kind");
        }
    }

    #[test]
    fn what_other_systems_know_is_kept_apart() {
        let extended = ["race_ext", "fullname_ext"];
        assert!(extended.iter().all(|name| scope::find(name).is_some() && Takes::Extended.holds(name)));
        assert!(extended.iter().all(|name| !Takes::Known.holds(name) && !Takes::Nothing.holds(name)));
    }
}
