//! The fourteenth birthday of a child whose account a parent made.

use crate::app::account::accounts;
use crate::app::account::links::end_links;
use crate::domain::account::{Account, Command};
use crate::domain::deadline::Deadline;
use crate::domain::person::birth::AGE_OF_OWN_ACCOUNT;
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::store::{StoreError, WriteTx};

/// Lets the fourteenth birthday of a child's account come by itself.
///
/// # Errors
/// The store failed.
pub fn expect_fourteenth(tx: &mut dyn WriteTx, child: &Account) -> Result<(), StoreError> {
    let Some(birth) = child.profile.birth_date else { return Ok(()) };
    let due_at = Timestamp::start_of(birth.birthday(AGE_OF_OWN_ACCOUNT));
    tx.put_deadline(due_at, &Deadline::ChildTurnsFourteen { person: child.oid })
}

/// What becomes of a child's account on the fourteenth birthday: as the realm's settings say.
///
/// # Errors
/// The store failed.
pub fn turn_fourteen(
    tx: &mut dyn WriteTx,
    settings: &Settings,
    child: Account,
    at: Timestamp,
) -> Result<(), StoreError> {
    if child.is_child(at.date()) {
        // The date of birth was corrected meanwhile: the day is another.
        return expect_fourteenth(tx, &child);
    }
    let oid = child.oid;
    let level_drops = settings.family.fourteenth.level_drops;
    let done = accounts::carry_out(tx, child, Command::TurnFourteen { level_drops }, at)?;
    if done.is_ok() && settings.family.fourteenth.link_ends {
        end_links(tx, oid, at)?;
    }
    Ok(())
}
