//! Owns the catalogue of causes: why somebody does not get in, who mends it, and how, in the words of the letters.

use lang::Said;

/// Why somebody does not get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Cause {
    /// There is no account on the portal.
    NoAccount,
    /// A pupil under fourteen has no account made by a parent, and a parent could make one.
    NoChildAccount,
    /// The same, and no parent has a confirmed account to make it with.
    NoConfirmedParent,
    /// The account is simplified.
    Simplified,
    /// The account is standard, and a confirmed one is wanted.
    Standard,
    /// The account was a child's and the child is fourteen now.
    TurnedFourteen,
    /// The person has two accounts and signs in with the wrong one.
    SecondAccount,
    /// The code of the sign-in reaches nobody.
    CodeUnreachable,
    /// The school has not entered the insurance number.
    SnilsMissing,
    /// What the school entered is no insurance number.
    SnilsUnusable,
    /// The number that the school entered is another person's of the list.
    SnilsOfAnother,
    /// The number of the account is another than the school's.
    SnilsDiffers,
    /// The school has another spelling than the passport.
    NameMisspelt,
    /// The account has a new surname.
    Renamed,
    /// The profile in the diary was not activated.
    NotActivated,
    /// The account was not bound in time.
    NotBound,
    /// The account is bound to another user of the diary already.
    BoundToAnother,
    /// No parent allowed school data.
    NoConsent,
    /// The account is a child's, and the user is no pupil.
    ChildIsNoGrownUp,
}

/// Who can mend a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mender {
    /// The administrator of the diary at the school.
    School,
    /// A parent.
    Parent,
    /// The person, on the portal or at a service centre.
    Person,
}

/// What is told of a cause.
#[derive(Debug)]
pub struct Told {
    /// The cause.
    pub cause: Cause,
    /// Its word in files.
    pub id: &'static str,
    /// Who mends it.
    pub mender: Mender,
    /// In a line.
    pub title: Said,
    /// What to do, step by step.
    pub steps: &'static [Said],
}

impl Cause {
    /// All of them, in the order of reports.
    pub fn all() -> impl Iterator<Item = &'static Told> {
        CATALOGUE.iter()
    }

    /// What is told of it.
    pub fn told(self) -> &'static Told {
        &CATALOGUE[self as usize]
    }

    /// Its word in files.
    pub fn id(self) -> &'static str {
        self.told().id
    }

    /// By the number of a verdict.
    pub fn of_number(number: u8) -> Option<Self> {
        CATALOGUE.get(usize::from(number)).map(|told| told.cause)
    }
}

impl Mender {
    /// In words.
    pub fn said(self) -> Said {
        match self {
            Self::School => {
                Said { ru: "администратор дневника", en: "the school's administrator" }
            }
            Self::Parent => Said { ru: "родитель", en: "a parent" },
            Self::Person => Said { ru: "сам человек", en: "the person" },
        }
    }
}

const CENTRE: Said = Said {
    ru: "Придите с паспортом и СНИЛС в любой центр обслуживания из списка на портале: личность подтвердят сразу.",
    en: "Go to any service centre of the portal's list with the passport and SNILS: identity is confirmed at once.",
};
const AGAIN: Said = Said {
    ru: "После этого выйдите с портала и войдите в дневник повторно: нажмите «через Госуслуги».",
    en: "Then sign out of the portal and sign in to the diary again with «через Госуслуги».",
};
const REGISTER: Said = Said {
    ru: "На портале нажмите «Зарегистрироваться», укажите фамилию, имя и мобильный телефон, введите код из SMS, задайте пароль.",
    en: "On the portal press «Зарегистрироваться», enter surname, name and mobile, type in the code of the SMS, choose a password.",
};
const PROFILE: Said = Said {
    ru: "Заполните в профиле паспортные данные и СНИЛС и дождитесь окончания автоматической проверки.",
    en: "Fill in passport and SNILS in the profile and wait for the automatic check to end.",
};
const TELL_SNILS: Said = Said {
    ru: "Передайте СНИЛС администратору дневника в школе.",
    en: "Give the SNILS to the school's diary administrator.",
};
const FAMILY: Said = Said {
    ru: "Родитель с подтверждённой учётной записью открывает на портале «Семья и дети», добавляет карточку ребёнка и ждёт её проверки.",
    en: "A parent with a confirmed account opens «Семья и дети» on the portal, adds the child's card and waits for its check.",
};
const CHILD: Said = Said {
    ru: "Затем нажимает «Создать учётную запись ребёнка»: она привязывается к учётной записи родителя.",
    en: "Then presses «Создать учётную запись ребёнка»: it is linked to the parent's account.",
};
const CORRECT: Said = Said {
    ru: "Администратор дневника сверяет запись с документом и исправляет её.",
    en: "The diary's administrator compares the record with the document and corrects it.",
};

const CATALOGUE: &[Told] = &[
    told(
        Cause::NoAccount,
        "no-account",
        Mender::Person,
        Said {
            ru: "Нет учётной записи на портале госуслуг", en: "No account on the portal"
        },
        &[REGISTER, PROFILE, CENTRE, AGAIN],
    ),
    told(
        Cause::NoChildAccount,
        "no-child-account",
        Mender::Parent,
        Said { ru: "Нет детской учётной записи", en: "No child account" },
        &[FAMILY, CHILD, AGAIN],
    ),
    told(
        Cause::NoConfirmedParent,
        "no-confirmed-parent",
        Mender::Parent,
        Said {
            ru: "Нет детской учётной записи, и ни у кого из родителей нет подтверждённой",
            en: "No child account, and no parent has a confirmed one",
        },
        &[PROFILE, CENTRE, FAMILY, CHILD],
    ),
    told(
        Cause::Simplified,
        "simplified",
        Mender::Person,
        Said { ru: "Учётная запись упрощённая", en: "The account is simplified" },
        &[PROFILE, CENTRE, AGAIN],
    ),
    told(
        Cause::Standard,
        "standard",
        Mender::Person,
        Said {
            ru: "Учётная запись стандартная, личность не подтверждена",
            en: "The account is standard, not confirmed",
        },
        &[CENTRE, AGAIN],
    ),
    told(
        Cause::TurnedFourteen,
        "turned-fourteen",
        Mender::Person,
        Said {
            ru: "Исполнилось 14 лет: детской учётной записи больше недостаточно",
            en: "Fourteen now: the child account is not enough any more",
        },
        &[
            Said {
                ru: "Получите паспорт и внесите его данные в профиль на портале.",
                en: "Get a passport and enter it in the portal's profile.",
            },
            CENTRE,
            AGAIN,
        ],
    ),
    told(
        Cause::SecondAccount,
        "second-account",
        Mender::Person,
        Said {
            ru: "Две учётные записи, вход — не той", en: "Two accounts, and the wrong one is used"
        },
        &[
            Said {
                ru: "Войдите на портал по СНИЛС: откроется подтверждённая учётная запись.",
                en: "Sign in to the portal by SNILS: the confirmed account opens.",
            },
            Said {
                ru: "Лишнюю учётную запись удалите в её настройках.",
                en: "Delete the other account in its settings.",
            },
            AGAIN,
        ],
    ),
    told(
        Cause::CodeUnreachable,
        "code-unreachable",
        Mender::Person,
        Said {
            ru: "Код входа не приходит: номер сменился или MAX и SMS недоступны",
            en: "The code of the sign-in does not arrive: another number, or MAX and SMS out of reach",
        },
        &[
            Said {
                ru: "Придите с паспортом и СНИЛС в центр обслуживания: доступ восстановят и укажут новый номер.",
                en: "Go to a service centre with passport and SNILS: access is recovered and the new number entered.",
            },
            AGAIN,
        ],
    ),
    told(
        Cause::SnilsMissing,
        "snils-missing",
        Mender::School,
        Said { ru: "Школа не внесла СНИЛС", en: "The school has not entered the SNILS" },
        &[
            TELL_SNILS,
            Said {
                ru: "Администратор вносит его в профиль пользователя.",
                en: "The administrator enters it in the user's profile.",
            },
        ],
    ),
    told(
        Cause::SnilsUnusable,
        "snils-unusable",
        Mender::School,
        Said { ru: "СНИЛС в списке неверен", en: "The SNILS in the list is wrong" },
        &[TELL_SNILS, CORRECT],
    ),
    told(
        Cause::SnilsOfAnother,
        "snils-of-another",
        Mender::School,
        Said {
            ru: "В записи СНИЛС другого человека", en: "The record has another person's SNILS"
        },
        &[TELL_SNILS, CORRECT],
    ),
    told(
        Cause::SnilsDiffers,
        "snils-differs",
        Mender::School,
        Said {
            ru: "СНИЛС на портале и в школе различаются", en: "Portal and school have different SNILS"
        },
        &[
            Said {
                ru: "Покажите СНИЛС администратору дневника в школе.",
                en: "Show the SNILS to the school's administrator.",
            },
            CORRECT,
        ],
    ),
    told(
        Cause::NameMisspelt,
        "name-misspelt",
        Mender::School,
        Said {
            ru: "ФИО в списке записаны не как в паспорте",
            en: "The list spells the name otherwise than the passport",
        },
        &[
            Said {
                ru: "Сообщите администратору дневника в школе, как Ваши ФИО записаны в паспорте.",
                en: "Tell the school's administrator how the passport spells your name.",
            },
            CORRECT,
        ],
    ),
    told(
        Cause::Renamed,
        "renamed",
        Mender::School,
        Said { ru: "На портале новая фамилия", en: "The portal has a new surname" },
        &[
            Said {
                ru: "Сообщите школе новую фамилию.", en: "Tell the school the new surname."
            },
            CORRECT,
        ],
    ),
    told(
        Cause::NotActivated,
        "not-activated",
        Mender::Person,
        Said {
            ru: "Профиль в дневнике не активирован", en: "The diary's profile was not activated"
        },
        &[Said {
            ru: "Нажмите «Активировать доступ» на странице входа в дневник и введите код, который выдала школа.",
            en: "Press «Активировать доступ» on the diary's page and type in the code from the school.",
        }],
    ),
    told(
        Cause::NotBound,
        "not-bound",
        Mender::Person,
        Said {
            ru: "Учётная запись портала не привязана", en: "The portal account was not bound"
        },
        &[
            Said {
                ru: "Войдите в дневник по старому логину и паролю, пока они действуют, или возьмите у классного руководителя код.",
                en: "Enter the diary with the old login and password while they work, or get a code from the class teacher.",
            },
            Said {
                ru: "Нажмите «Привязать учетную запись портала госуслуг», войдите на портал, нажмите «Предоставить».",
                en: "Press «Привязать учетную запись портала госуслуг», sign in to the portal, press «Предоставить».",
            },
        ],
    ),
    told(
        Cause::BoundToAnother,
        "bound-to-another",
        Mender::School,
        Said {
            ru: "Учётная запись уже привязана к другому профилю этого человека",
            en: "The account is bound to another profile of the same person",
        },
        &[Said {
            ru: "Обратитесь к администратору дневника: второму профилю нужен свой вход.",
            en: "Ask the administrator: the second profile needs a way in of its own.",
        }],
    ),
    told(
        Cause::NoConsent,
        "no-consent",
        Mender::Parent,
        Said {
            ru: "Родитель не дал согласия на сведения школы", en: "No parent has allowed school data"
        },
        &[
            Said {
                ru: "Родитель открывает на портале «Семья и дети», «Школьное портфолио» и даёт согласие.",
                en: "A parent opens «Семья и дети», «Школьное портфолио» on the portal and gives the consent.",
            },
            AGAIN,
        ],
    ),
    told(
        Cause::ChildIsNoGrownUp,
        "child-is-no-grown-up",
        Mender::School,
        Said {
            ru: "Детская учётная запись подходит к профилю взрослого",
            en: "A child's account fits a grown-up's profile",
        },
        &[CORRECT],
    ),
];

const fn told(cause: Cause, id: &'static str, mender: Mender, title: Said, steps: &'static [Said]) -> Told {
    Told { cause, id, mender, title, steps }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_every_cause_at_its_place() {
        for (place, told) in Cause::all().enumerate() {
            assert_eq!(told.cause as usize, place, "{}", told.id);
            assert_eq!(serde_json::to_string(&told.cause).unwrap(), format!("\"{}\"", told.id));
            assert!(!told.steps.is_empty());
        }
        assert_eq!(Cause::all().count(), Cause::ChildIsNoGrownUp as usize + 1);
    }
}
