//! The account of a made-up person: as it is registered, and taken to a level by the rules alone.

use crate::app::people::persona::Persona;
use crate::domain::account::{self, Account, Application, Checked, Command, Event, Level, Profile, Status};
use crate::domain::id::Oid;
use crate::domain::person::contact::Value;
use crate::domain::person::{Address, Contact};
use crate::domain::time::Timestamp;

/// The simplified account of a person, with the contacts proved.
pub(super) fn simplified(oid: Oid, person: &Persona, now: Timestamp) -> Account {
    let mut profile = Profile::named(person.name.clone());
    for value in [Value::Mobile(person.mobile), Value::Email(person.email.clone())] {
        let id = profile.next_item_id(oid.number());
        profile.contacts.extend(Contact::proved(id, value).ok());
    }
    Account { oid, status: Status::Simplified, profile, registered_at: now, updated_at: now }
}

/// The account at a level, by the commands that lead there, and what happened to it on the way.
pub(super) fn risen(
    account: Account,
    person: Persona,
    level: Level,
    now: Timestamp,
) -> (Account, Vec<Event>) {
    let mut commands = Vec::new();
    if level >= Level::Standard {
        let application = Application {
            name: person.name,
            gender: person.gender,
            birth_date: person.birth_date,
            birth_place: person.birth_place,
            citizenship: person.citizenship,
            snils: Some(person.snils),
            document: person.document,
        };
        commands.push(Command::Submit(Box::new(application)));
        commands.push(Command::FinishCheck(Checked { at: now, faults: Vec::new() }));
    }
    if level >= Level::Confirmed {
        commands.push(Command::ConfirmByControl);
    }
    let (mut account, mut events) = (account, vec![Event::Registered]);
    for command in commands {
        for event in account::decide(&account, command, now).events {
            account = account::evolve(account, &event, now);
            events.push(event);
        }
    }
    if level >= Level::Standard {
        account.profile.inn = Some(person.inn);
        let id = account.profile.next_item_id(account.oid.number());
        account.profile.addresses.push(Address { id, ..person.address });
    }
    (account, events)
}
