//! Owns which account of the state portal belongs to which user of the diary.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diary::esia::Oid;
use crate::diary::esia::person::Person;
use crate::diary::guard::{Guard, Guards};
use crate::diary::refusal::Refusal;

/// A bound account.
#[derive(Clone)]
struct Binding {
    user: String,
    oid: Oid,
    /// The person's insurance number on the day of binding, to notice somebody else's record later.
    snils: Option<String>,
}

/// All bindings of a diary.
#[derive(Default)]
pub(crate) struct Bindings(Mutex<Vec<Binding>>);

impl Bindings {
    /// Binds the account of `person` to `user`. Doing it again changes nothing.
    pub(crate) fn bind(&self, user: &str, person: &Person, guards: &Guards) -> Result<(), Refusal> {
        let mut all = self.all();
        let of_another = all.iter().any(|bound| bound.oid == person.oid && bound.user != user);
        guards.require(Guard::BoundOnce, !of_another, Refusal::AccountOfAnotherUser)?;
        let has_another = all.iter().any(|bound| bound.user == user && bound.oid != person.oid);
        guards.require(Guard::BoundOnce, !has_another, Refusal::UserHasAnotherAccount)?;
        if !all.iter().any(|bound| bound.user == user && bound.oid == person.oid) {
            all.push(Binding { user: user.to_owned(), oid: person.oid, snils: person.snils.clone() });
        }
        Ok(())
    }

    /// The user whose account this is.
    pub(crate) fn user_of(&self, person: &Person, guards: &Guards) -> Result<String, Refusal> {
        let all = self.all();
        let bound = all.iter().find(|bound| bound.oid == person.oid).ok_or(Refusal::UnknownPerson)?;
        let same = match (&bound.snils, &person.snils) {
            (Some(then), Some(now)) => then == now,
            _ => true,
        };
        guards.require(Guard::SamePerson, same, Refusal::SomebodyElse)?;
        Ok(bound.user.clone())
    }

    /// Whether an account is bound to this user.
    pub(crate) fn has(&self, user: &str) -> bool {
        self.all().iter().any(|bound| bound.user == user)
    }

    fn all(&self) -> MutexGuard<'_, Vec<Binding>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Bindings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bindings({})", self.all().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(oid: u64, snils: Option<&str>) -> Person {
        Person { snils: snils.map(str::to_owned), ..Person::confirmed(Oid(oid)) }
    }

    #[test]
    fn one_account_belongs_to_one_user() {
        let (bindings, guards) = (Bindings::default(), Guards::all());
        bindings.bind("mother", &person(1, None), &guards).unwrap();
        bindings.bind("mother", &person(1, None), &guards).unwrap();
        assert_eq!(bindings.bind("father", &person(1, None), &guards), Err(Refusal::AccountOfAnotherUser));
        assert_eq!(bindings.bind("mother", &person(2, None), &guards), Err(Refusal::UserHasAnotherAccount));
        assert_eq!(bindings.user_of(&person(1, None), &guards).as_deref(), Ok("mother"));
        assert_eq!(bindings.user_of(&person(2, None), &guards), Err(Refusal::UnknownPerson));
        assert!(bindings.has("mother") && !bindings.has("father"));

        let weak = Guards::without(&[Guard::BoundOnce]);
        bindings.bind("father", &person(1, None), &weak).unwrap();
    }

    #[test]
    fn a_record_with_another_insurance_number_is_somebody_else() {
        let (bindings, guards) = (Bindings::default(), Guards::all());
        bindings.bind("mother", &person(1, Some("112-233-445 95")), &guards).unwrap();
        assert_eq!(bindings.user_of(&person(1, Some("087-654-303 00")), &guards), Err(Refusal::SomebodyElse));
        assert_eq!(bindings.user_of(&person(1, None), &guards).as_deref(), Ok("mother"));

        let weak = Guards::without(&[Guard::SamePerson]);
        assert!(bindings.user_of(&person(1, Some("087-654-303 00")), &weak).is_ok());
    }
}
