//! People under fourteen made by a tester: accounts such as parents make, and their links.

use crate::app::account::accounts;
use crate::app::people::children;
use crate::app::people::fault::{FieldFault, fault};
use crate::app::people::persona::Persona;
use crate::app::people::wanted::{NewPerson, ParentName};
use crate::app::{Moment, Stop, family};
use crate::domain::account::{Account, Command, Event, Level};
use crate::domain::family::Child;
use crate::domain::person::birth::AGE_OF_MAJORITY;
use crate::domain::person::{Address, VerifyState};
use crate::store::WriteTx;

/// Whether a made-up person is too young for a passport.
pub(crate) fn is_child(person: &Persona) -> bool {
    !person.document.kind().proves_identity()
}

/// The level of a person whose level was left open.
pub(super) fn usual_level(moment: &Moment<'_>, is_child: bool) -> Level {
    match is_child && !moment.settings.family.child_trusted {
        true => Level::Simplified,
        false => Level::Confirmed,
    }
}

/// Fills in the account of a child and takes it to a level.
pub(crate) fn raise(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    mut account: Account,
    person: Persona,
    level: Level,
) -> Result<Account, Stop<FieldFault>> {
    if level == Level::Standard {
        return Err(Stop::refused(fault("level", "expected simplified or confirmed for a child")));
    }
    let child = Child {
        name: person.name,
        gender: person.gender,
        birth_date: person.birth_date,
        birth_place: Some(person.birth_place),
        registration: None,
        snils: person.snils,
        inn: Some(person.inn),
        documents: Vec::new(),
    };
    let contacts = std::mem::take(&mut account.profile.contacts);
    account.profile = child.profile();
    account.profile.contacts = contacts;
    let id = account.profile.next_item_id(account.oid.number());
    account.profile.documents.push(person.document.with_id(id).with_state(VerifyState::Verified));
    account.profile.addresses.push(Address { id: id + 1, ..person.address });
    tx.put_account(&account)?;
    tx.append_account_event(account.oid, moment.now, &Event::Registered)?;
    if level == Level::Confirmed {
        account = accounts::raised(tx, account, Command::ConfirmByControl, moment.now)?;
    }
    family::expect_fourteenth(tx, &account)?;
    Ok(account)
}

/// Puts the cards of a minor into the sections of the parents.
pub(crate) fn link_parents(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    account: &Account,
    person: &NewPerson,
) -> Result<(), Stop<FieldFault>> {
    // A fixture may be planted when the child has grown up.
    let grown =
        account.profile.birth_date.is_some_and(|birth| birth.age_on(moment.now.date()) >= AGE_OF_MAJORITY);
    let mut registered_by = account.profile.registered_by;
    for parent in person.parents.iter().filter(|_| !grown) {
        let oid = match parent {
            ParentName::Oid(oid) => Some(*oid),
            ParentName::Snils(snils) => tx.account_of_login(&snils.to_string())?,
        };
        let found = oid.map(|oid| tx.account(oid)).transpose()?.flatten();
        let found = found.ok_or_else(|| Stop::refused(fault("parents", "expected people made before")))?;
        // The first parent named is the one who registered the account (MR 4.2.1).
        if account.profile.made_by_parent && registered_by.is_none() {
            registered_by = Some(found.oid);
            let mut registered = account.clone();
            registered.profile.registered_by = registered_by;
            tx.put_account(&registered)?;
        }
        children::link_made(moment, tx, &found, account, person.school_consent)?
            .map_err(|why| Stop::refused(fault("parents", format!("expected another: {why}"))))?;
    }
    Ok(())
}
