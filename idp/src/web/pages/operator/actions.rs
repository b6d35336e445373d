//! What an operator does besides comparing a passport: signing in, one-step registration, recovery, refusal.

use askama::Template;

use super::Account;
use crate::domain::account::ApplicationForm;
use crate::domain::centre::Centre;
use crate::web::pages::{Choice, Errors, Frame, Viewer};

/// `/operator/login`: POST `login`, `password`, `centre`.
#[derive(Clone, Template)]
#[template(path = "operator/sign_in.html")]
pub struct SignIn {
    /// The frame.
    pub frame: Frame,
    /// The centres to sit at: number and name.
    pub centres: Vec<Choice>,
    /// The login typed before.
    pub login: String,
    /// What was wrong.
    pub errors: Errors,
}

/// `/operator/register` and, with the `oid` of a simplified account, `/operator/upgrade`: POST `centre`, the names of [`ApplicationForm`] and `mobile`, `email` for the first password.
#[derive(Clone, Template)]
#[template(path = "operator/register.html")]
pub struct OneStep {
    /// The frame.
    pub frame: Frame,
    /// Where it happens.
    pub centre: Centre,
    /// The simplified account that is to become the confirmed one; `None` makes a new one.
    pub account: Option<Account>,
    /// The visitor's data; `citizenship` is not asked for and means Russia.
    pub values: ApplicationForm,
    /// The phone typed before.
    pub mobile: String,
    /// The address typed before.
    pub email: String,
    /// What was wrong.
    pub errors: Errors,
}

impl OneStep {
    /// What the button says.
    pub fn act(&self) -> &'static str {
        if self.account.is_some() {
            "Подтвердить учетную запись"
        } else {
            "Зарегистрировать и подтвердить"
        }
    }

    /// «Мужской» and «Женский».
    pub fn genders(&self) -> Vec<Choice> {
        Choice::list(&[("M", "Мужской"), ("F", "Женский")], &self.values.gender)
    }
}

/// `/operator/recover`: POST `centre`, `oid`, `snils`, `passport_series`, `passport_number`, `contact`.
#[derive(Clone, Template)]
#[template(path = "operator/recover.html")]
pub struct Recover {
    /// The frame.
    pub frame: Frame,
    /// Where it happens.
    pub centre: Centre,
    /// Whose access is recovered.
    pub account: Account,
    /// The SNILS typed before.
    pub snils: String,
    /// The series typed before.
    pub passport_series: String,
    /// The number typed before.
    pub passport_number: String,
    /// Where the first password goes, typed before: a phone or an address.
    pub contact: String,
    /// What was wrong.
    pub errors: Errors,
}

/// `/operator/delete`: POST `centre`, `oid`, `snils`, `passport_series`, `passport_number`.
#[derive(Clone, Template)]
#[template(path = "operator/delete.html")]
pub struct Delete {
    /// The frame.
    pub frame: Frame,
    /// Where it happens.
    pub centre: Centre,
    /// What was wrong.
    pub errors: Errors,
    /// Which account ends.
    pub account: Account,
    /// The number typed before.
    pub passport_number: String,
    /// The series typed before.
    pub passport_series: String,
    /// The SNILS typed before.
    pub snils: String,
}

/// `/operator/refuse`: POST `centre`, `oid`, `reason`, `comment`.
#[derive(Clone, Template)]
#[template(path = "operator/refuse.html")]
pub struct Refuse {
    /// The frame.
    pub frame: Frame,
    /// Where it happens.
    pub centre: Centre,
    /// Who is refused.
    pub account: Account,
    /// The reasons to choose from, usually [`Refuse::REASONS`].
    pub reasons: Vec<Choice>,
    /// The comment typed before.
    pub comment: String,
    /// What was wrong.
    pub errors: Errors,
}

impl Refuse {
    /// Usual reasons, for [`Choice::list`].
    pub const REASONS: &[(&str, &str)] = &[
        ("wrong-passport", "Паспорт не совпадает с учетной записью"),
        ("not-owner", "Пришел не владелец учетной записи"),
        ("invalid-passport", "Паспорт недействителен"),
        ("other", "Другая причина"),
    ];
}

/// How an operator's action ended.
#[derive(Clone, Template)]
#[template(path = "operator/result.html")]
pub struct Outcome {
    /// The frame.
    pub frame: Frame,
    /// Where it happened.
    pub centre: Centre,
    /// What happened, in a few words.
    pub title: String,
    /// What follows from it, a sentence or two.
    pub text: String,
}
