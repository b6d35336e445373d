//! Names that agree with the gender, and a gender that agrees with wished names.

use std::str::FromStr;

use crate::app::people::persona::chance::{Chance, Draws, Topic};
use crate::app::people::persona::declension::{feminine, gender_of_patronymic, gender_of_surname};
use crate::app::people::persona::foreigners::{NATIONS, Nation};
use crate::app::people::persona::lists::{MEN, SURNAMES, WOMEN};
use crate::app::people::persona::wish::Wish;
use crate::domain::person::{Country, FullName, Gender, NamePart};

/// One surname in so many is doubled.
const DOUBLED_ONCE_IN: u32 = 20;

/// A built-in text as a value.
pub(crate) fn known<T: FromStr>(text: &str) -> T {
    text.parse().ok().expect("invariant: the built-in texts are good values")
}

/// The wished gender, or the one the wished names tell, or either.
pub(crate) fn gender(chance: Chance, wish: &Wish) -> Gender {
    told_gender(wish).unwrap_or_else(|| drawn_gender(chance))
}

/// The wished gender, or the one the wished names tell.
pub(crate) fn told_gender(wish: &Wish) -> Option<Gender> {
    let text = |part: &Option<NamePart>| part.as_ref().map(|part| part.to_string());
    wish.gender
        .or_else(|| text(&wish.middle_name).and_then(|name| gender_of_patronymic(&name)))
        .or_else(|| text(&wish.first_name).and_then(|name| gender_of_first_name(&name)))
        .or_else(|| text(&wish.last_name).and_then(|name| gender_of_surname(&name)))
}

/// Either gender.
pub(crate) fn drawn_gender(chance: Chance) -> Gender {
    if chance.of(Topic::Gender).happens(1, 2) { Gender::Female } else { Gender::Male }
}

/// The citizenship of someone who was not wished one.
pub(crate) fn citizenship(chance: Chance, wish: &Wish) -> Country {
    if !wish.is_foreign() {
        return Country::RUSSIA;
    }
    known(chance.of(Topic::Country).one_of(&NATIONS).country)
}

/// The wished parts of a name, and the others in the same gender.
pub(crate) fn full_name(chance: Chance, gender: Gender, citizenship: Country, wish: &Wish) -> FullName {
    let mut draws = chance.of(Topic::Name);
    let made_up = if citizenship.is_russia() {
        russian(&mut draws, gender)
    } else {
        foreign(&mut draws, gender, nation(citizenship))
    };
    FullName {
        last: wish.last_name.clone().unwrap_or(made_up.last),
        first: wish.first_name.clone().unwrap_or(made_up.first),
        middle: if wish.no_middle_name { None } else { wish.middle_name.clone().or(made_up.middle) },
    }
}

/// What a Russian name is put together from.
pub(crate) struct Parts {
    surname: &'static str,
    second: Option<&'static str>,
    man: &'static str,
    woman: &'static str,
    son: &'static str,
    daughter: &'static str,
}

impl Parts {
    /// The parts of the name of a person of neither wished nor foreign names.
    pub(crate) fn of(chance: Chance) -> Self {
        Self::drawn(&mut chance.of(Topic::Name))
    }

    fn drawn(draws: &mut Draws) -> Self {
        let (surname, second) = (draws.one_of(&SURNAMES), draws.one_of(&SURNAMES));
        let is_doubled = draws.happens(1, DOUBLED_ONCE_IN) && surname != second;
        let (man, woman) = (draws.one_of(&MEN).0, draws.one_of(&WOMEN));
        let (_, son, daughter) = draws.one_of(&MEN);
        Self { surname, second: is_doubled.then_some(second), man, woman, son, daughter }
    }

    /// The first name of a gender.
    pub(crate) fn first(&self, gender: Gender) -> &'static str {
        match gender {
            Gender::Male => self.man,
            Gender::Female => self.woman,
        }
    }
}

/// Whether the surname of a person of neither wished nor foreign names may begin so: it is drawn first, and a feminine one
/// differs in its last two letters or behind them.
pub(crate) fn may_begin(chance: Chance, sought: &str) -> bool {
    let surname = chance.of(Topic::Name).one_of(&SURNAMES);
    let same = surname.chars().zip(sought.chars()).take_while(|(own, sought)| own == sought).count();
    sought.chars().nth(same).is_none() || surname.chars().nth(same + 2).is_none()
}

fn russian(draws: &mut Draws, gender: Gender) -> FullName {
    let parts = Parts::drawn(draws);
    let surname = match parts.second {
        Some(second) => format!("{}-{second}", parts.surname),
        None => parts.surname.to_owned(),
    };
    let (last, middle) = match gender {
        Gender::Male => (surname, parts.son),
        Gender::Female => (feminine(&surname), parts.daughter),
    };
    FullName { last: known(&last), first: known(parts.first(gender)), middle: Some(known(middle)) }
}

fn foreign(draws: &mut Draws, gender: Gender, nation: &Nation) -> FullName {
    let (masculine, feminine) = draws.one_of(nation.surnames);
    let (last, firsts) = match gender {
        Gender::Male => (masculine, nation.men),
        Gender::Female => (feminine, nation.women),
    };
    FullName { last: known(last), first: known(draws.one_of(firsts)), middle: None }
}

fn nation(citizenship: Country) -> &'static Nation {
    let code = citizenship.to_string();
    NATIONS.iter().find(|nation| nation.country == code).unwrap_or(&NATIONS[0])
}

fn gender_of_first_name(name: &str) -> Option<Gender> {
    let same = |listed: &str| listed.to_lowercase() == name.to_lowercase();
    let abroad = |of: fn(&Nation) -> &'static [&'static str]| {
        NATIONS.iter().any(|nation| of(nation).iter().any(|listed| same(listed)))
    };
    match () {
        () if MEN.iter().any(|(man, _, _)| same(man)) || abroad(|nation| nation.men) => Some(Gender::Male),
        () if WOMEN.iter().any(|woman| same(woman)) || abroad(|nation| nation.women) => Some(Gender::Female),
        () => None,
    }
}
