//! Owns who takes part: the school's users with their logins, and their accounts on the portal.

use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::bench::idp::{Idp, IdpError};
use crate::diary::practice::Login;

/// The password of every account that is made on the portal.
pub(crate) const SCHOOL_PASSWORD: &str = "Uchebnyj-2018!";

/// Everybody, as the file of the school has them.
#[derive(Debug, Deserialize)]
pub(crate) struct Cast {
    #[serde(default)]
    pub(crate) pupils: Vec<Player>,
    pub(crate) users: Vec<Player>,
}

/// Somebody of the school.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Player {
    pub(crate) id: String,
    pub(crate) role: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) middle_name: Option<String>,
    pub(crate) birth_date: Option<toml::value::Datetime>,
    pub(crate) snils: Option<String>,
    pub(crate) login: Option<String>,
    pub(crate) password: Option<String>,
    #[serde(default)]
    pub(crate) sees: Vec<String>,
}

impl Player {
    /// Surname, first name and patronymic.
    pub(crate) fn name(&self) -> String {
        let parts = [&self.last_name, &self.first_name, &self.middle_name];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    fn born(&self) -> Option<Date> {
        self.birth_date.and_then(|date| date.to_string().parse().ok())
    }

    /// What the portal is to know of the person.
    fn wanted(&self) -> Value {
        let mut wanted = json!({ "password": SCHOOL_PASSWORD });
        let birth_date = self.born().map(|date| date.strftime("%d.%m.%Y").to_string());
        let fields = [
            ("last_name", &self.last_name),
            ("first_name", &self.first_name),
            ("middle_name", &self.middle_name),
            ("snils", &self.snils),
            ("birth_date", &birth_date),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                wanted[name] = json!(value);
            }
        }
        wanted
    }
}

impl Cast {
    /// Reads the people of a school from the text of its file, which was parsed before.
    pub(crate) fn read(text: &str) -> Result<Self, toml::de::Error> {
        let mut cast: Self = toml::from_str(text)?;
        for user in &mut cast.users {
            if let Some(pupil) = cast.pupils.iter().find(|pupil| pupil.id == user.id) {
                user.birth_date = user.birth_date.or(pupil.birth_date);
                user.snils = user.snils.take().or_else(|| pupil.snils.clone());
            }
        }
        Ok(cast)
    }

    /// The users of a role, in the order of the file.
    pub(crate) fn of_role(&self, role: &str) -> impl Iterator<Item = &Player> {
        self.users.iter().filter(move |user| user.role.as_deref() == Some(role))
    }

    /// The logins of the diary, with the words for each role.
    pub(crate) fn logins(&self) -> Vec<Login> {
        let login = |user: &Player| {
            Some(Login {
                who: user.name(),
                role: user.role.clone().unwrap_or_default(),
                login: user.login.clone()?,
                password: user.password.clone()?,
            })
        };
        self.users.iter().filter_map(login).collect()
    }

    /// Makes everybody's account on the portal: grown-ups and older pupils confirmed ones, younger pupils those that
    /// their parents make. Returns the SNILS of the first parent's account.
    pub(crate) fn join(&self, idp: &Idp, today: Date) -> Result<String, IdpError> {
        let (mut snils, mut people) = (None, Vec::new());
        let mut with_parents = Vec::new();
        let is_young = |player: &Player| {
            player.born().is_some_and(|born| born.saturating_add(Span::new().years(14)) > today)
        };
        for user in self.users.iter().filter(|user| user.last_name.is_some() && !is_young(user)) {
            // Somebody with two roles in the diary is one person on the portal.
            if people.contains(&user.name()) {
                continue;
            }
            let mut wanted = user.wanted();
            wanted["level"] = json!("confirmed");
            let person = idp.create_person(wanted)?;
            people.push(user.name());
            if user.role.as_deref() == Some("parent") {
                snils = snils.or_else(|| person.snils.clone());
            }
            let young = self.pupils.iter().filter(|pupil| user.sees.contains(&pupil.id) && is_young(pupil));
            for pupil in young.filter(|_| user.role.as_deref() == Some("parent")) {
                if !with_parents.contains(&&pupil.id) {
                    idp.create_child(person.oid, pupil.wanted())?;
                    with_parents.push(&pupil.id);
                }
            }
        }
        Ok(snils.unwrap_or_default())
    }
}
