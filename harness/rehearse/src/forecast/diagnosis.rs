//! Owns from a refusal to its cause: which fact of the list or the account has to change.

use jiff::civil::Date;

use crate::account::{Facts, Kind};
use crate::cause::Cause;
use crate::forecast::base::Forecast;
use crate::forecast::come::Come;
use crate::member::{Entered, Role};
use crate::policy::{Level, Matching};

impl Forecast<'_> {
    /// Why a user is out.
    pub(super) fn cause(&self, index: u32, come: &Come, day: Date) -> Cause {
        match come {
            Come::NoAccount => self.without_account(index, day),
            Come::NoCode => Cause::CodeUnreachable,
            // The person is somebody else's user: what keeps the own one from being found is in the list.
            Come::Offered(_) => self.in_the_list(index),
            Come::Refused(word) => self.of_refusal(index, word, day),
        }
    }

    fn without_account(&self, index: u32, day: Date) -> Cause {
        let is_young = self.school.member(index).role == Role::Pupil && {
            let age = crate::policy::years(self.account(index).born, day);
            age < crate::account::OWN_ACCOUNT
        };
        if !is_young {
            return Cause::NoAccount;
        }
        let mut parents = self.school.parents(index);
        if parents.any(|parent| self.account(parent).speaks_for_children()) {
            Cause::NoChildAccount
        } else {
            Cause::NoConfirmedParent
        }
    }

    fn of_refusal(&self, index: u32, word: &str, day: Date) -> Cause {
        match word {
            "level-too-low" | "filtered-out" | "account-without-snils" => self.of_level(index, day),
            "child-account-needed" => self.without_account(index, day),
            "consent-missing" => Cause::NoConsent,
            "not-activated" => Cause::NotActivated,
            "child-is-no-grown-up" => Cause::ChildIsNoGrownUp,
            _ => self.in_the_list(index),
        }
    }

    fn of_level(&self, index: u32, day: Date) -> Cause {
        let account = self.account(index);
        match account.kind {
            Kind::Own(_) if account.facts.has(Facts::SECOND) => Cause::SecondAccount,
            Kind::Child if !account.is_childs(day) => Cause::TurnedFourteen,
            Kind::Own(Level::Standard) => Cause::Standard,
            Kind::Own(Level::Confirmed) => self.in_the_list(index),
            Kind::Own(Level::Simplified) | Kind::Child => Cause::Simplified,
            Kind::None => Cause::NoAccount,
        }
    }

    /// What of the list keeps the account from finding its user.
    fn in_the_list(&self, index: u32) -> Cause {
        let (member, account) = (self.school.member(index), self.account(index));
        if let Matching::Bound { .. } = self.policy.matching {
            let has_bound = self.school.users_of(member.person).any(|other| self.is_bound(other));
            return if has_bound { Cause::BoundToAnother } else { Cause::NotBound };
        }
        match member.snils {
            Entered::Missing => Cause::SnilsMissing,
            Entered::Unusable => Cause::SnilsUnusable,
            Entered::Number(number) if number != account.snils => self.of_other_number(index, number),
            Entered::Number(_) => self.of_name(index),
        }
    }

    fn of_other_number(&self, index: u32, number: u64) -> Cause {
        let own = self.school.member(index).person;
        let mut sharing = self.with_number(number).map(|other| self.school.member(other).person);
        if sharing.any(|person| person != own) { Cause::SnilsOfAnother } else { Cause::SnilsDiffers }
    }

    fn of_name(&self, index: u32) -> Cause {
        let Matching::NameAndSnils(spelling) = self.policy.matching else { return Cause::NoConsent };
        let (names, account) = (self.school.names_of(index), self.account(index));
        if names.written.is(account.name, spelling) {
            return Cause::NotActivated;
        }
        if account.facts.has(Facts::RENAMED) { Cause::Renamed } else { Cause::NameMisspelt }
    }
}
