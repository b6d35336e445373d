//! Access to a confirmed account, given back by a bank (MR А.9.3).

use crate::app::account::logins::{self, At};
use crate::app::centre::enrol;
use crate::app::centre::import::refusal::{ImportRefusal, told};
use crate::app::centre::import::request::is_same;
use crate::app::centre::import::search;
use crate::app::credentials::password;
use crate::app::{Moment, Stop};
use crate::domain::notice::Channel;
use crate::domain::person::contact::{ContactKind, Value};
use crate::protocol::import::Form;

/// What a recovery came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovered {
    /// A new password was sent.
    Done,
    /// The SNILS is looked for first.
    Searching,
}

/// Sends a new password to a contact of a confirmed account.
///
/// # Errors
/// The account is not found or is another's, or the contact differs; or something is broken.
pub fn recover(moment: &Moment<'_>, form: &Form, mode: &str) -> Result<Recovered, Stop<ImportRefusal>> {
    let terms = moment.settings.import;
    if !terms.recovery {
        return Err(told(5_604));
    }
    let by = match mode {
        "mobile" => Channel::Sms,
        "email" if !terms.recovery_by_email => return Err(told(39_827)),
        "email" => Channel::Mail,
        _ => return Err(told(30_003)),
    };
    let mobile = form.mobile.ok_or_else(|| told(32_200))?;
    if by == Channel::Mail && form.email.is_none() {
        return Err(told(32_110));
    }
    let fresh = enrol::first_password(&moment.realm.entropy);
    let hash = password::hash(moment, &fresh)?;
    let mut tx = moment.write()?;
    let snils = match form.application.snils {
        Some(snils) => snils,
        None => match search::begun(moment, &mut *tx, form)?.answer {
            None => return Ok(Recovered::Searching),
            Some(found) => found.ok_or_else(|| told(20_002))?,
        },
    };
    let holder = logins::holder(&*tx, &snils.to_string())?;
    let account = holder.filter(|account| is_same(account, form)).ok_or_else(|| told(20_002))?;
    moment.names_person(account.oid);
    if !account.is_trusted() {
        return Err(told(20_013));
    }
    if account.mobile() != Some(mobile) {
        return Err(told(32_016));
    }
    if let Some(sent) = &form.email {
        let own = account.profile.contact(ContactKind::Email).map(|contact| contact.value().clone());
        let same = matches!(&own, Some(Value::Email(own)) if own.key() == sent.key());
        if !same && by == Channel::Mail {
            return Err(told(32_017));
        }
    }
    tx.remove_sessions_of(account.oid)?;
    tx.withdraw_refreshes_of(account.oid)?;
    enrol::give_password(&mut *tx, At::of(moment), &account, (&fresh, &hash), Some(by))?;
    Ok(Recovered::Done)
}
