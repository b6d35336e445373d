//! Towns and streets that do not exist, for births, homes and issuers.

use crate::app::people::persona::chance::{Chance, Draws, Topic};
use crate::app::people::persona::naming::known;
use crate::domain::person::address::{Address, AddressKind};
use crate::domain::person::{BirthPlace, Country, IssuedBy, IssuerCode};

/// A town that is on no map.
#[derive(Clone, Copy)]
pub(crate) struct Town {
    name: &'static str,
    region: &'static str,
    /// Counts the towns, from 1; postal and issuer codes follow from it.
    number: u32,
}

/// Where someone lives.
pub(crate) struct Home {
    town: Town,
    street: &'static str,
    street_number: u32,
    house: u32,
    flat: u32,
}

const TOWNS: [Town; 8] = [
    Town { name: "Примерск", region: "Примерная", number: 1 },
    Town { name: "Образцовск", region: "Примерная", number: 2 },
    Town { name: "Макетоград", region: "Макетная", number: 3 },
    Town { name: "Черновинск", region: "Макетная", number: 4 },
    Town { name: "Усть-Вымысел", region: "Вымышленная", number: 5 },
    Town { name: "Небылоград", region: "Вымышленная", number: 6 },
    Town { name: "Учебнодольск", region: "Пробная", number: 7 },
    Town { name: "Тестозёрск", region: "Пробная", number: 8 },
];

const STREETS: [&str; 8] =
    ["Тестовая", "Примерная", "Пробная", "Черновая", "Макетная", "Выдуманная", "Небывалая", "Эталонная"];

/// Some town, for births and issuers.
pub(crate) fn town(draws: &mut Draws) -> Town {
    draws.one_of(&TOWNS)
}

/// Where a person was born: a town here, or a made-up city abroad.
pub(crate) fn birth_place(chance: Chance, citizenship: Country) -> BirthPlace {
    let town = town(&mut chance.of(Topic::BirthPlace));
    if citizenship.is_russia() {
        return known(&format!("г. {}, {} область", town.name, town.region));
    }
    known(&format!("г. Заграничный, {citizenship}"))
}

/// Where a person lives.
pub(crate) fn home(chance: Chance) -> Home {
    let mut draws = chance.of(Topic::Home);
    let town = town(&mut draws);
    let street_number = draws.number(STREETS.len() as u32);
    let street = STREETS[street_number as usize - 1];
    Home { town, street, street_number, house: draws.number(120), flat: draws.number(200) }
}

impl Town {
    /// The department that issues passports here.
    pub(crate) fn passport_office(&self) -> IssuedBy {
        known(&format!("Учебный отдел выдачи документов № {} города {}", self.number, self.name))
    }

    /// The registry office here.
    pub(crate) fn registry_office(&self) -> IssuedBy {
        known(&format!("Учебный отдел записи рождений № {} города {}", self.number, self.name))
    }

    /// The code of the department; 990 is the code of no region.
    pub(crate) fn issuer_code(&self) -> IssuerCode {
        known(&format!("990-{:03}", self.number))
    }
}

impl Home {
    /// The address, with a postal code and a register code of zeros and the numbers of town and street.
    pub(crate) fn address(&self, id: u64) -> Address {
        let Self { town, street, street_number, house, flat } = self;
        let line = format!("{} обл., г. {}, ул. {street}", town.region, town.name);
        let fias_code = format!("00000000-0000-4000-8000-{:08}{street_number:04}", town.number);
        Address {
            zip_code: Some(known(&format!("000{:03}", town.number))),
            fias_code: Some(known(&fias_code)),
            region: Some(known(town.region)),
            city: Some(known(town.name)),
            street: Some(known(street)),
            house: Some(known(&house.to_string())),
            flat: Some(known(&flat.to_string())),
            ..Address::new(id, AddressKind::Residence, known(&line))
        }
    }
}
