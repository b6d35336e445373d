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
    /// The person's insurance number on the day of binding, to notice someone else's record later.
    snils: Option<String>,
}

/// All bindings of a diary.
#[derive(Default)]
pub(crate) struct Bindings(Mutex<Vec<Binding>>);

impl Bindings {
    /// Binds the account of `person` to `user`. Doing it again changes nothing.
    ///
    /// Whether one account may hold several users is the policy's to say: a letter allows one parent
    /// to bind several pupils' cabinets. One user never has two accounts.
    pub(crate) fn bind(
        &self,
        user: &str,
        person: &Person,
        many_users: bool,
        guards: &Guards,
    ) -> Result<(), Refusal> {
        let mut all = self.all();
        let of_another = all.iter().any(|bound| bound.oid == person.oid && bound.user != user);
        guards.require(Guard::BoundOnce, many_users || !of_another, Refusal::AccountOfAnotherUser)?;
        let has_another = all.iter().any(|bound| bound.user == user && bound.oid != person.oid);
        guards.require(Guard::BoundOnce, !has_another, Refusal::UserHasAnotherAccount)?;
        if !all.iter().any(|bound| bound.user == user && bound.oid == person.oid) {
            all.push(Binding { user: user.to_owned(), oid: person.oid, snils: person.snils.clone() });
        }
        Ok(())
    }

    /// The users whose account this is.
    pub(crate) fn users_of(&self, person: &Person, guards: &Guards) -> Result<Vec<String>, Refusal> {
        let all = self.all();
        let bound: Vec<&Binding> = all.iter().filter(|bound| bound.oid == person.oid).collect();
        if bound.is_empty() {
            return Err(Refusal::UnknownPerson);
        }
        let same = |bound: &Binding| match (&bound.snils, &person.snils) {
            (Some(then), Some(now)) => then == now,
            _ => true,
        };
        let is_same = bound.iter().all(|bound| same(bound));
        guards.require(Guard::SamePerson, is_same, Refusal::SomebodyElse)?;
        Ok(bound.iter().map(|bound| bound.user.clone()).collect())
    }

    /// The user is in with this account now, whichever it was before; gives the former one. The caller has found the user
    /// by something that outlives accounts.
    pub(crate) fn follow(&self, user: &str, person: &Person) -> Option<Oid> {
        let mut all = self.all();
        let former = all.iter().find(|bound| bound.user == user && bound.oid != person.oid);
        let former = former.map(|bound| bound.oid);
        all.retain(|bound| bound.user != user);
        all.push(Binding { user: user.to_owned(), oid: person.oid, snils: person.snils.clone() });
        former
    }

    /// Takes an account away from all its users; whether it had any.
    pub(crate) fn close(&self, account: Oid) -> bool {
        let mut all = self.all();
        let before = all.len();
        all.retain(|bound| bound.oid != account);
        all.len() < before
    }

    /// The account of a user.
    pub(crate) fn account_of(&self, user: &str) -> Option<Oid> {
        self.all().iter().find(|bound| bound.user == user).map(|bound| bound.oid)
    }

    /// Takes the account away from a user.
    pub(crate) fn unbind(&self, user: &str) {
        self.all().retain(|bound| bound.user != user);
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
        let bind = |user, oid| bindings.bind(user, &person(oid, None), false, &guards);
        bind("mother", 1).unwrap();
        bind("mother", 1).unwrap();
        assert_eq!(bind("father", 1), Err(Refusal::AccountOfAnotherUser));
        assert_eq!(bind("mother", 2), Err(Refusal::UserHasAnotherAccount));
        assert_eq!(bindings.users_of(&person(1, None), &guards).unwrap(), ["mother"]);
        assert_eq!(bindings.users_of(&person(2, None), &guards), Err(Refusal::UnknownPerson));
        assert!(bindings.has("mother") && !bindings.has("father"));

        let weak = Guards::without(&[Guard::BoundOnce]);
        bindings.bind("father", &person(1, None), false, &weak).unwrap();
    }

    #[test]
    fn one_account_holds_several_users_where_the_policy_says_so() {
        let (bindings, guards) = (Bindings::default(), Guards::all());
        for user in ["tikhon", "zoya"] {
            bindings.bind(user, &person(1, None), true, &guards).unwrap();
        }
        assert_eq!(bindings.users_of(&person(1, None), &guards).unwrap(), ["tikhon", "zoya"]);
        bindings.unbind("tikhon");
        assert_eq!(bindings.users_of(&person(1, None), &guards).unwrap(), ["zoya"]);
        assert_eq!(
            bindings.bind("zoya", &person(2, None), true, &guards),
            Err(Refusal::UserHasAnotherAccount)
        );
    }

    #[test]
    fn an_account_that_follows_another_takes_its_user_and_a_closed_one_has_none() {
        let bindings = Bindings::default();
        assert_eq!(bindings.follow("mother", &person(1, None)), None);
        assert_eq!(bindings.follow("mother", &person(1, None)), None);
        assert_eq!(bindings.follow("mother", &person(2, None)), Some(Oid(1)));
        assert_eq!(bindings.account_of("mother"), Some(Oid(2)));
        assert!(bindings.close(Oid(2)) && !bindings.close(Oid(1)) && !bindings.has("mother"));
    }

    #[test]
    fn a_record_with_another_insurance_number_is_somebody_else() {
        let (bindings, guards) = (Bindings::default(), Guards::all());
        bindings.bind("mother", &person(1, Some("112-233-445 95")), false, &guards).unwrap();
        let other = person(1, Some("087-654-303 00"));
        assert_eq!(bindings.users_of(&other, &guards), Err(Refusal::SomebodyElse));
        assert_eq!(bindings.users_of(&person(1, None), &guards).unwrap(), ["mother"]);

        let weak = Guards::without(&[Guard::SamePerson]);
        assert!(bindings.users_of(&other, &weak).is_ok());
    }
}
