//! Owns the people of a running diary: those in the school's file, and later changes.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

use crate::diary::chance::Chance;
use crate::diary::policy::{Subject, age};
use crate::diary::roster::{Credentials, FullName, Role, User};
use crate::diary::snils::Snils;

/// How many characters an activation code has. It is typed in from a slip of paper.
const CODE_CHARS: usize = 10;

/// Everyone with a way in. Changes live as long as the diary.
pub(crate) struct People(Mutex<Inner>);

struct Inner {
    users: Vec<User>,
    /// Codes on slips of paper, each with its user.
    codes: Vec<(String, String)>,
    /// Numbers given to users whom the school added.
    added: usize,
}

/// What the school knows of someone new.
#[derive(Debug, Clone)]
pub(crate) struct Newcomer {
    pub(crate) school: String,
    pub(crate) role: Role,
    pub(crate) name: Option<FullName>,
    pub(crate) snils: Option<Snils>,
    pub(crate) birth_date: Option<Date>,
    pub(crate) joined: Date,
    pub(crate) activated: bool,
    pub(crate) sees: Vec<String>,
}

impl People {
    /// The people of a file.
    pub(crate) fn new(users: Vec<User>) -> Self {
        Self(Mutex::new(Inner { users, codes: Vec::new(), added: 0 }))
    }

    /// The user of that id.
    pub(crate) fn user(&self, id: &str) -> Option<User> {
        self.inner().users.iter().find(|user| user.id == id).cloned()
    }

    /// Everyone who fits, in the order of the school's list.
    pub(crate) fn all(&self, fits: impl Fn(&User) -> bool) -> Vec<User> {
        self.inner().users.iter().filter(|user| fits(user)).cloned().collect()
    }

    /// The user who has this login and password.
    pub(crate) fn with_password(&self, login: &str, password: &str) -> Option<User> {
        let has = |user: &&User| user.password.as_ref().is_some_and(|own| own.are(login, password));
        self.inner().users.iter().find(has).cloned()
    }

    /// Changes a user; whether there is one.
    pub(crate) fn change(&self, id: &str, change: impl FnOnce(&mut User)) -> bool {
        let mut inner = self.inner();
        let found = inner.users.iter_mut().find(|user| user.id == id);
        found.map(change).is_some()
    }

    /// Adds a user and returns the id.
    pub(crate) fn add(&self, newcomer: Newcomer) -> String {
        let mut inner = self.inner();
        inner.added += 1;
        let id = format!("added-{}", inner.added);
        inner.users.push(User {
            id: id.clone(),
            school: newcomer.school,
            name: newcomer.name,
            role: newcomer.role,
            snils: newcomer.snils,
            birth_date: newcomer.birth_date,
            joined: Some(newcomer.joined),
            activated: newcomer.activated,
            password: None,
            sees: newcomer.sees,
        });
        id
    }

    /// Removes a user.
    pub(crate) fn remove(&self, id: &str) {
        self.inner().users.retain(|user| user.id != id);
    }

    /// A new activation code for a user. An older one is void.
    pub(crate) fn code_for(&self, id: &str, chance: &Chance) -> String {
        let code: String = chance.token().chars().take(CODE_CHARS).collect();
        let mut inner = self.inner();
        inner.codes.retain(|(_, user)| user != id);
        inner.codes.push((code.clone(), id.to_owned()));
        code
    }

    /// The user whose code this is.
    pub(crate) fn with_code(&self, code: &str) -> Option<User> {
        let inner = self.inner();
        let (_, id) = inner.codes.iter().find(|(known, _)| known == code.trim())?;
        inner.users.iter().find(|user| user.id == *id).cloned()
    }

    /// The profile is in use from here on, and its code is spent.
    pub(crate) fn activate(&self, id: &str, password: Option<Credentials>) {
        let mut inner = self.inner();
        inner.codes.retain(|(_, user)| user != id);
        for user in inner.users.iter_mut().filter(|user| user.id == id) {
            user.activated = true;
            if password.is_some() {
                user.password.clone_from(&password);
            }
        }
    }

    /// Whether a login is in use.
    pub(crate) fn has_login(&self, login: &str) -> bool {
        let has = |user: &User| user.password.as_ref().is_some_and(|own| own.login() == login.trim());
        self.inner().users.iter().any(has)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl User {
    /// What a policy's rules ask about the user on a day.
    pub(crate) fn subject(&self, day: Date) -> Subject {
        Subject { role: self.role, age: self.birth_date.map(|born| age(born, day)), joined: self.joined }
    }
}

impl std::fmt::Debug for People {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "People({})", self.inner().users.len())
    }
}
