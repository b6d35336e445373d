//! An import: the account is there, is confirmed, or a request waits for the citizen's code.

use crate::app::account::accounts;
use crate::app::account::logins::{self, At};
use crate::app::centre::import::number::named;
use crate::app::centre::import::refusal::{ImportRefusal, occupied, told};
use crate::app::centre::import::search;
use crate::app::centre::{centres, enrol};
use crate::app::credentials::password;
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, BankClient, Command, ConfirmedBy, Level, Status, login_of};
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::import::{Dossier, ImportRequest, Kept, Stage, Way};
use crate::domain::notice::{Channel, Notice};
use crate::domain::person::contact::Value;
use crate::domain::person::name::Folding;
use crate::domain::person::{Phone, Snils, VerifyState};
use crate::domain::register;
use crate::protocol::import::Form;
use crate::store::WriteTx;

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The account is confirmed already.
    Already,
    /// A standard account was confirmed.
    Confirmed,
    /// An account that was confirmed by letter was confirmed again.
    Reconfirmed,
    /// A request waits for the citizen's code.
    Requested(Box<ImportRequest>),
    /// The dossier of the passport is asked for.
    DossierAsked(String),
    /// It was asked for before, and has not come.
    DossierRunning(String),
}

/// Looks for the account of a bank's client, and confirms it or begins a request.
///
/// # Errors
/// What was sent, or how accounts stand, does not allow it; or something is broken.
pub fn import(
    moment: &Moment<'_>,
    client: Mnemonic,
    mut form: Form,
    way: Way,
) -> Result<Outcome, Stop<ImportRefusal>> {
    let terms = moment.settings.import;
    let mobile = form.mobile.ok_or_else(|| told(32_200))?;
    if form.email.is_none() && !terms.without_email {
        return Err(told(32_110));
    }
    let fresh = enrol::first_password(&moment.realm.entropy);
    let hash = if terms.phone_takeover { password::hash(moment, &fresh)? } else { String::new() };
    let mut tx = moment.write()?;
    let snils = match form.application.snils {
        Some(snils) => snils,
        None => search::found(&*tx, &form, moment.now)?.ok_or_else(|| told(36_100))?,
    };
    form.application.snils = Some(snils);
    let holder = tx.account_of_login(&snils.to_string())?;
    if centres::another_being_confirmed(&*tx, Some(snils), holder)?.is_some() {
        return Err(told(20_326));
    }
    if let Some(outcome) = dossier(moment, &mut *tx, &form)? {
        return Ok(outcome);
    }
    match holder.map(|oid| tx.account(oid)).transpose()?.flatten() {
        Some(account) => known(moment, &mut *tx, account, &form, (snils, mobile), (&fresh, &hash)),
        None => requested(moment, &mut *tx, client, form, (mobile, way)),
    }
}

/// Asks for the dossier of the passport, where the realm does so and it has not come.
fn dossier(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    form: &Form,
) -> Result<Option<Outcome>, Stop<ImportRefusal>> {
    let delay = moment.settings.import.dossier_delay_ms;
    if delay.as_millis() == 0 {
        return Ok(None);
    }
    let passport = register::passport_key(&form.application.document);
    let asked = tx.imports_of(&Dossier::topic(&passport))?.into_iter().find_map(|kept| match kept {
        Kept::Dossier(dossier) => Some(dossier),
        Kept::Request(_) | Kept::Search(_) => None,
    });
    if let Some(asked) = asked {
        return Ok((moment.now < asked.due_at).then_some(Outcome::DossierRunning(asked.id)));
    }
    let (number, id) = named(moment);
    let dossier = Dossier { number, id: id.clone(), passport, due_at: moment.now + delay };
    tx.put_import(&Kept::Dossier(dossier))?;
    Ok(Some(Outcome::DossierAsked(id)))
}

/// What becomes of an account that was found by its SNILS.
fn known(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    mut account: Account,
    form: &Form,
    (snils, mobile): (Snils, Phone),
    fresh: (&str, &str),
) -> Result<Outcome, Stop<ImportRefusal>> {
    moment.names_person(account.oid);
    let profile = &account.profile;
    let sent = &form.application;
    if profile.identity_paper().is_some_and(|paper| paper.state() != VerifyState::Verified) {
        return Err(told(35_116));
    }
    if !is_same(&account, form) {
        return Err(told(3_200));
    }
    match account.mobile() {
        None if !moment.settings.import.phone_takeover => return Err(told(39_602)),
        Some(own) if own == mobile => {}
        _ if moment.settings.import.phone_takeover => {
            account = taken_over(moment, tx, account, mobile, fresh)?;
        }
        _ => return Err(told(39_603)),
    }
    let by_letter = matches!(account.status, Status::Confirmed { by: ConfirmedBy::Letter, .. });
    if account.is_trusted() && !by_letter {
        return Ok(Outcome::Already);
    }
    let command = Command::ConfirmByBank(Box::new(BankClient::of(sent, snils)));
    let done = accounts::carry_out(tx, account, command, moment.now)?;
    done.map_err(|_| told(39_841))?;
    Ok(if by_letter { Outcome::Reconfirmed } else { Outcome::Confirmed })
}

/// Whether the bank's client is the account's owner, with the passport of the account.
pub(super) fn is_same(account: &Account, form: &Form) -> bool {
    let (profile, sent) = (&account.profile, &form.application);
    let same_paper = profile.identity_paper().is_some_and(|paper| {
        let sent = &sent.document;
        (paper.kind(), paper.series(), paper.number()) == (sent.kind(), sent.series(), sent.number())
    });
    let same_name = profile.name.key(Folding::ALL) == sent.name.key(Folding::ALL);
    same_paper && same_name && profile.birth_date == Some(sent.birth_date)
}

/// MR А.9.1: the bank's phone takes the place of the account's, and a new password goes to it.
fn taken_over(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    mut account: Account,
    mobile: Phone,
    (password, hash): (&str, &str),
) -> Result<Account, Stop<ImportRefusal>> {
    let login = mobile.to_string();
    if let Err(held) = logins::contact_is_free(tx, At::of(moment), &login, Some(account.oid))? {
        return Err(occupied(held, 39_810));
    }
    accounts::take_over(tx, &login, Some(account.oid), moment.now)?;
    account.put_proved(Value::Mobile(mobile), moment.now);
    tx.put_account(&account)?;
    tx.remove_sessions_of(account.oid)?;
    tx.withdraw_refreshes_of(account.oid)?;
    enrol::give_password(tx, At::of(moment), &account, (password, hash), None)?;
    Ok(account)
}

/// Begins a request to register a person, or to confirm the simplified account that has a contact.
fn requested(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    client: Mnemonic,
    form: Form,
    (mobile, way): (Phone, Way),
) -> Result<Outcome, Stop<ImportRefusal>> {
    let terms = moment.settings.import;
    let simplified = simplified(tx, &form)?;
    for value in form.values() {
        let otherwise = if matches!(value, Value::Mobile(_)) { 39_810 } else { 39_803 };
        if let Err(held) = logins::contact_is_free(tx, At::of(moment), &login_of(&value), simplified)? {
            return Err(occupied(held, otherwise));
        }
    }
    for kept in tx.imports_of(&mobile.to_string())? {
        if let Kept::Request(other) = kept {
            match other.stage {
                Stage::Checking { .. } => return Err(told(32_205)),
                Stage::Waiting if other.keeps_phone(&terms, moment.now) => return Err(told(39_815)),
                Stage::Waiting | Stage::Refused { .. } | Stage::Overtaken | Stage::Done { .. } => {}
            }
        }
    }
    let (number, id) = named(moment);
    let request = ImportRequest {
        number,
        id,
        client,
        application: form.application,
        mobile,
        email: form.email,
        simplified,
        created_at: moment.now,
        way,
        code: moment.realm.entropy.digits(terms.code_digits),
        sent_at: moment.now,
        resends: 0,
        attempts_left: match way {
            Way::RestApi => terms.attempts_max,
            Way::Sms => terms.answer_attempts_max,
        },
        stage: Stage::Waiting,
    };
    send(moment, tx, &request)?;
    tx.put_import(&Kept::Request(Box::new(request.clone())))?;
    Ok(Outcome::Requested(Box::new(request)))
}

/// The simplified account that has one of the contacts.
fn simplified(tx: &dyn WriteTx, form: &Form) -> Result<Option<Oid>, Stop<ImportRefusal>> {
    for value in form.values() {
        let holder = logins::holder(tx, &login_of(&value))?;
        let Some(account) = holder.filter(|one| one.is_in_force() && one.level() == Level::Simplified) else {
            continue;
        };
        if account.is_checking() {
            return Err(told(39_601));
        }
        return Ok(Some(account.oid));
    }
    Ok(None)
}

/// Sends the code of a request.
pub(super) fn send(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    request: &ImportRequest,
) -> Result<(), Stop<ImportRefusal>> {
    let code = &request.code;
    let text = match request.way {
        Way::RestApi => format!(
            "Код подтверждения: {code}. Назовите его банку, только если вы сами попросили создать учетную запись."
        ),
        Way::Sms => format!(
            "Чтобы согласиться на регистрацию на Госуслугах, ответьте на это сообщение кодом {code}. Если вы не просили \
             банк об этом, не отвечайте."
        ),
    };
    let (channel, to) = (Channel::Sms, request.mobile.to_string());
    Ok(tx.post(&Notice { channel, to, text, code: Some(request.code.clone()) }, moment.now)?)
}
