//! The data of a child's account, changed by the parent who registered it.

use crate::app::account::accounts;
use crate::app::family::{FamilyRefusal, load};
use crate::app::{Moment, Stop};
use crate::domain::account::{self, Account, ChildDetails, ChildDetailsForm};
use crate::domain::family::Refusal;
use crate::domain::id::Oid;

/// Changes the data of the account that is linked to a parent's card.
///
/// # Errors
/// There is no such card or no account on it, fields do not hold what they should, another parent registered the
/// account; or something is broken.
pub fn change_data(
    moment: &Moment<'_>,
    parent: Oid,
    card: u64,
    form: &ChildDetailsForm,
) -> Result<Account, Stop<FamilyRefusal>> {
    moment.names_person(parent);
    let data = ChildDetails::parse(form).map_err(|faults| Stop::refused(FamilyRefusal::Fields(faults)))?;
    let mut tx = moment.write()?;
    let (owner, card) = load(&*tx, parent, card)?.ok_or(Stop::refused(FamilyRefusal::NoCard))?;
    let rules = |why| Stop::refused(FamilyRefusal::Rules(why));
    if !owner.is_trusted() {
        return Err(rules(Refusal::ParentNotConfirmed));
    }
    let account = card.account().map(|oid| tx.account(oid)).transpose()?.flatten();
    let account = account.ok_or_else(|| rules(Refusal::NoAccount))?;
    let command = account::Command::ChangeByParent { parent, data: Box::new(data) };
    let done = accounts::carry_out(&mut *tx, account, command, moment.now)?;
    done.map_err(|_| rules(Refusal::NotRegistrar))
}
