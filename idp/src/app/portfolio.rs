//! The school portfolio: a diary finds its pupils, and hands in a mark, once or a hundred times: it is there once.

use crate::app::client_auth::{self, Presented};
use crate::app::journal::{self, About};
use crate::app::refusal::{OAuthRefusal, check_time, client_of};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, Status};
use crate::domain::family;
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::person::Snils;
use crate::domain::portfolio::{Availability, Delivery, Kept, Mark, MarkFault, delivery};
use crate::protocol::oauth::dialect::{Dialect, Purpose, Signed};
use crate::protocol::oauth::error;
use crate::store::{ReadTx, StoreError};

/// What stands in the place of `scope` in the string that a delivery signs.
const SCOPE: &str = "school_portfolio";
/// The name of the setting that makes the portfolio fail.
const SETTING: &str = "portfolio";

/// What a diary proves itself by.
#[derive(Debug, Clone)]
pub struct Diary {
    /// The relying party's mnemonic.
    pub client: String,
    /// When it was signed, as ESIA spells moments.
    pub timestamp: String,
    /// The PKCS#7 signature over scope, timestamp, mnemonic, and what the request is about.
    pub client_secret: String,
}

/// A delivery as it came.
#[derive(Debug, Clone)]
pub struct Handed {
    /// The number that the diary gave the mark; it is signed.
    pub id: String,
    /// Who hands it in.
    pub diary: Diary,
    /// Whose mark it is.
    pub pupil: Snils,
    /// The mark.
    pub mark: Mark,
}

/// Why a mark is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortfolioRefusal {
    /// Whoever handed it in is not who it says.
    Client(Box<OAuthRefusal>),
    /// A field is wrong.
    Mark(MarkFault),
    /// No account has the number.
    NoPupil,
    /// The pupil is a child, and no parent allows school data.
    NoConsent,
    /// Another mark has the number already.
    Differs,
    /// The portfolio is down, as a rehearsal wants it.
    Unavailable,
}

impl PortfolioRefusal {
    /// The code of the catalogue, where one fits.
    pub fn code(&self) -> Option<String> {
        let error = match self {
            Self::Client(refusal) => &refusal.error,
            Self::NoConsent => &error::ACCESS_DENIED,
            Self::Mark(_) | Self::NoPupil | Self::Differs | Self::Unavailable => return None,
        };
        Some(format!("ESIA-{}", error.code))
    }
}

/// Takes a mark.
///
/// # Errors
/// It is refused, which the journal explains; or something is broken.
// SIM: how diaries reach the real portfolio is not published; signature and number follow the token request.
pub fn hand_in(
    moment: &Moment<'_>,
    handed: &Handed,
    about: About,
) -> Result<Delivery, Stop<PortfolioRefusal>> {
    respond(moment, &handed.diary, about.clone(), || take(moment, handed, about))
}

/// Finds a pupil whose diary may be opened: somebody with an account whose school data may be given out.
///
/// # Errors
/// It is refused, which the journal explains; or something is broken.
pub fn find(
    moment: &Moment<'_>,
    diary: &Diary,
    pupil: Snils,
    about: About,
) -> Result<(), Stop<PortfolioRefusal>> {
    respond(moment, diary, about.clone(), || {
        if let Err(refused) = authentic(moment, diary, &pupil.to_string(), about)? {
            return Ok(Err(refused));
        }
        let tx = moment.read()?;
        let Some(account) = account_of(tx.as_ref(), pupil)? else { return Ok(Err(no_pupil())) };
        let allowed = is_allowed(moment, tx.as_ref(), &account)?;
        Ok(if allowed { Ok(((), account.oid)) } else { Err(no_consent()) })
    })
}

/// Answers a diary as available as the portfolio is, and keeps the answer in the journal.
fn respond<T>(
    moment: &Moment<'_>,
    diary: &Diary,
    about: About,
    judge: impl FnOnce() -> Result<Result<(T, Oid), Refused>, Stop<PortfolioRefusal>>,
) -> Result<T, Stop<PortfolioRefusal>> {
    let about = About { client: Some(diary.client.clone()), ..about };
    let available = availability(moment)?;
    let judged = match available {
        Availability::Down => Err(down()),
        Availability::Answers => judge()?,
        Availability::LosesAnswers => judge()?.and_then(|_| Err(down())),
    };
    match judged {
        Ok((answer, pupil)) => {
            journal::answered(moment, About { person: Some(pupil), ..about })?;
            Ok(answer)
        }
        Err((refusal, why)) => {
            journal::refused(moment, about, refusal.code(), why)?;
            Err(Stop::Refused(refusal))
        }
    }
}

type Refused = (PortfolioRefusal, Why);

fn down() -> Refused {
    (PortfolioRefusal::Unavailable, Why::new(reason::PORTFOLIO_UNAVAILABLE))
}

fn take(
    moment: &Moment<'_>,
    handed: &Handed,
    about: About,
) -> Result<Result<(Delivery, Oid), Refused>, Stop<PortfolioRefusal>> {
    if let Err(refused) = authentic(moment, &handed.diary, &handed.id, about)? {
        return Ok(Err(refused));
    }
    if let Err(fault) = handed.mark.check(&handed.id) {
        let why = Why::new(reason::MARK_FIELD).with_fix(fault.to_string()).with("field", fault.field());
        return Ok(Err((PortfolioRefusal::Mark(fault), why)));
    }
    let mut tx = moment.write()?;
    let Some(account) = account_of(tx.as_ref(), handed.pupil)? else { return Ok(Err(no_pupil())) };
    let kept = Kept {
        id: handed.id.clone(),
        client: handed.diary.client.clone(),
        pupil: account.oid,
        mark: handed.mark.clone(),
        received_at: moment.now,
    };
    let delivery = delivery(tx.portfolio_mark(&handed.id)?.as_ref(), &kept);
    match delivery {
        // What is there already gives nothing new away: a diary that did not hear the answer hears it now.
        Delivery::First if !is_allowed(moment, tx.as_ref(), &account)? => return Ok(Err(no_consent())),
        Delivery::First => {
            tx.keep_mark(&kept)?;
            tx.commit()?;
        }
        Delivery::Again => {}
        Delivery::Differs => {
            return Ok(Err(differs(&handed.id)));
        }
    }
    Ok(Ok((delivery, account.oid)))
}

fn no_pupil() -> Refused {
    (PortfolioRefusal::NoPupil, Why::new(reason::PUPIL_UNKNOWN))
}

/// The account that answers for an insurance number.
fn account_of(tx: &dyn ReadTx, pupil: Snils) -> Result<Option<Account>, StoreError> {
    Ok(tx.accounts_of_snils(&pupil.to_string())?.into_iter().find(is_in_force))
}

fn differs(id: &str) -> Refused {
    (PortfolioRefusal::Differs, Why::new(reason::MARK_DIFFERS).with("id", id))
}

// SIM: how the real portal answers a diary without the consent is not published; the code is the one for a
// citizen's no.
fn no_consent() -> Refused {
    (PortfolioRefusal::NoConsent, Why::new(reason::SCHOOL_CONSENT_MISSING))
}

fn is_allowed(moment: &Moment<'_>, tx: &dyn ReadTx, pupil: &Account) -> Result<bool, StoreError> {
    let cards = tx.cards_of_account(pupil.oid)?;
    let below_age = moment.settings.family.school_consent_below_age;
    Ok(family::allows_school_data(pupil, &cards, below_age, moment.now))
}

/// Judges a diary's signature over what the request is about.
fn authentic(
    moment: &Moment<'_>,
    diary: &Diary,
    subject: &str,
    about: About,
) -> Result<Result<(), Refused>, Stop<PortfolioRefusal>> {
    let refused = |refusal: OAuthRefusal| {
        let why = refusal.why.clone();
        (PortfolioRefusal::Client(Box::new(refusal)), why)
    };
    let client = match client_of(moment, &diary.client)? {
        Ok(client) => client,
        Err(refusal) => return Ok(Err(refused(refusal))),
    };
    if let Err(refusal) = check_time(moment, &diary.timestamp) {
        return Ok(Err(refused(refusal)));
    }
    let presented = Presented {
        dialect: Dialect::V1,
        signed: Signed {
            scope: SCOPE,
            scope_org: "",
            timestamp: &diary.timestamp,
            client_id: &diary.client,
            state: subject,
            redirect_uri: "",
            purpose: Purpose::Client,
        },
        client_secret: &diary.client_secret,
        certificate_hash: None,
    };
    match client_auth::check(moment, &client, presented) {
        Ok(needed) => {
            let about = About { client: Some(diary.client.clone()), ..about };
            Ok(Ok(journal::tolerated(moment, about, Dialect::V1, &needed)?))
        }
        Err(refusal) => Ok(Err(refused(refusal))),
    }
}

fn is_in_force(account: &Account) -> bool {
    !matches!(account.status, Status::Blocked { .. } | Status::Deleted { .. })
}

/// A portfolio as its pupil or a parent sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// In the order in which marks came.
    pub marks: Vec<Kept>,
    /// Whether more may come.
    pub allowed: bool,
}

/// Shows a pupil's portfolio.
///
/// # Errors
/// The store failed.
pub fn seen(moment: &Moment<'_>, pupil: &Account) -> Result<Seen, StoreError> {
    let tx = moment.read()?;
    let allowed = is_allowed(moment, tx.as_ref(), pupil)?;
    Ok(Seen { marks: tx.portfolio_of(pupil.oid)?, allowed })
}

/// A person's portfolio, in the order in which marks came.
///
/// # Errors
/// The store failed.
pub fn of_person(moment: &Moment<'_>, person: Oid) -> Result<Vec<Kept>, StoreError> {
    moment.read()?.portfolio_of(person)
}

/// How the portfolio answers.
///
/// # Errors
/// The store failed.
pub fn availability(moment: &Moment<'_>) -> Result<Availability, StoreError> {
    let written = moment.read()?.setting(SETTING)?;
    Ok(match written.as_deref() {
        Some("down") => Availability::Down,
        Some("loses-answers") => Availability::LosesAnswers,
        _ => Availability::Answers,
    })
}

/// Says how the portfolio answers from now on.
///
/// # Errors
/// The store failed.
pub fn set_availability(moment: &Moment<'_>, availability: Availability) -> Result<(), StoreError> {
    let word = match availability {
        Availability::Answers => "answers",
        Availability::Down => "down",
        Availability::LosesAnswers => "loses-answers",
    };
    let mut tx = moment.write()?;
    tx.put_setting(SETTING, word)?;
    tx.commit()
}
