//! The school portfolio: a diary finds its pupils, and hands in a mark, once or a hundred times: it is there once.

use crate::app::consent::consents::{for_child, is_to, school};
use crate::app::journal;
use crate::app::oauth::checks::{check_time, client_of, still_registered};
use crate::app::oauth::client_auth::{self, Presented};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::Account;
use crate::domain::client::Client;
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
    Differs {
        /// The number.
        id: String,
    },
    /// The portfolio is down, as a rehearsal wants it.
    Unavailable,
}

impl Explained for PortfolioRefusal {
    fn why(&self) -> Why {
        match self {
            Self::Client(refusal) => refusal.why(),
            Self::Mark(fault) => {
                Why::new(reason::MARK_FIELD).with_fix(fault.to_string()).with("field", fault.field())
            }
            Self::NoPupil => Why::new(reason::PUPIL_UNKNOWN),
            // SIM: how the real portal answers a diary without the consent is not published; the code is the one for
            // a citizen's no.
            Self::NoConsent => Why::new(reason::SCHOOL_CONSENT_MISSING),
            Self::Differs { id } => Why::new(reason::MARK_DIFFERS).with("id", id),
            Self::Unavailable => Why::new(reason::PORTFOLIO_UNAVAILABLE),
        }
    }

    fn code(&self) -> Option<String> {
        match self {
            Self::Client(refusal) => refusal.code(),
            Self::NoConsent => Some(error::ACCESS_DENIED.journal_code()),
            Self::Mark(_) | Self::NoPupil | Self::Differs { .. } | Self::Unavailable => None,
        }
    }
}

/// Takes a mark.
///
/// # Errors
/// It is refused, which the journal explains; or something is broken.
// SIM: how diaries reach the real portfolio is not published; signature and number follow the token request.
pub fn hand_in(moment: &Moment<'_>, handed: &Handed) -> Result<Delivery, Stop<PortfolioRefusal>> {
    respond(moment, &handed.diary, || take(moment, handed))
}

/// Finds a pupil whose diary may be opened: somebody with an account whose school data may be given out.
///
/// # Errors
/// It is refused, which the journal explains; or something is broken.
pub fn find(moment: &Moment<'_>, diary: &Diary, pupil: Snils) -> Result<(), Stop<PortfolioRefusal>> {
    respond(moment, diary, || {
        authentic(moment, diary, &pupil.to_string())?;
        let tx = moment.read()?;
        let account = account_of(&*tx, pupil)?.ok_or(Stop::refused(PortfolioRefusal::NoPupil))?;
        match is_allowed(moment, &*tx, &account, Some(&diary.client))? {
            true => Ok(((), account.oid)),
            false => Err(Stop::refused(PortfolioRefusal::NoConsent)),
        }
    })
}

/// Answers a diary as available as the portfolio is, and keeps the answer in the journal.
fn respond<T>(
    moment: &Moment<'_>,
    diary: &Diary,
    judge: impl FnOnce() -> Result<(T, Oid), Stop<PortfolioRefusal>>,
) -> Result<T, Stop<PortfolioRefusal>> {
    moment.names_client(Some(&diary.client));
    let down = || Err(Stop::refused(PortfolioRefusal::Unavailable));
    let (answer, pupil) = match availability(moment)? {
        Availability::Down => return down(),
        Availability::Answers => judge()?,
        Availability::LosesAnswers => return judge().and_then(|_| down()),
    };
    moment.names_person(pupil);
    journal::answered(moment);
    Ok(answer)
}

fn take(moment: &Moment<'_>, handed: &Handed) -> Result<(Delivery, Oid), Stop<PortfolioRefusal>> {
    let client = authentic(moment, &handed.diary, &handed.id)?;
    handed.mark.check(&handed.id).map_err(|fault| Stop::refused(PortfolioRefusal::Mark(fault)))?;
    let mut tx = moment.write()?;
    still_registered(&*tx, &client).map_err(of_client)?;
    let account = account_of(&*tx, handed.pupil)?.ok_or(Stop::refused(PortfolioRefusal::NoPupil))?;
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
        Delivery::First if !is_allowed(moment, &*tx, &account, Some(&handed.diary.client))? => {
            return Err(Stop::refused(PortfolioRefusal::NoConsent));
        }
        Delivery::First => tx.keep_mark(&kept)?,
        Delivery::Again => {}
        Delivery::Differs => {
            return Err(Stop::refused(PortfolioRefusal::Differs { id: handed.id.clone() }));
        }
    }
    Ok((delivery, account.oid))
}

/// The account that answers for an insurance number.
fn account_of(tx: &dyn ReadTx, pupil: Snils) -> Result<Option<Account>, StoreError> {
    Ok(tx.accounts_of_snils(&pupil.to_string())?.into_iter().find(Account::is_in_force))
}

/// Whether a pupil's school data may be given out, by one diary or by any.
fn is_allowed(
    moment: &Moment<'_>,
    tx: &dyn ReadTx,
    pupil: &Account,
    diary: Option<&str>,
) -> Result<bool, StoreError> {
    let name = diary.and_then(|name| name.parse().ok());
    let client = name.map(|name| tx.client(&name)).transpose()?.flatten();
    let given = for_child(tx, pupil)?;
    let has_consent = given.iter().any(|one| {
        school::is_of_school(moment.consents(), one)
            && one.is_acting(moment.now)
            && client.as_ref().is_none_or(|client| is_to(one, client))
    });
    let below_age = moment.settings.consents.portfolio_below_age;
    Ok(family::allows_school_data(pupil, has_consent, below_age, moment.now))
}

fn of_client(stop: Stop<OAuthRefusal>) -> Stop<PortfolioRefusal> {
    stop.map(|refusal| PortfolioRefusal::Client(Box::new(refusal)))
}

/// Judges a diary's signature over what the request is about; tells whose it is.
fn authentic(moment: &Moment<'_>, diary: &Diary, subject: &str) -> Result<Client, Stop<PortfolioRefusal>> {
    let refused = |refusal| of_client(Stop::refused(refusal));
    let client = client_of(moment, &diary.client).map_err(of_client)?;
    check_time(moment, &diary.timestamp).map_err(refused)?;
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
    let needed = client_auth::check(moment, &client, presented).map_err(refused)?;
    journal::tolerated(moment, Dialect::V1, &needed);
    Ok(client)
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
    let allowed = is_allowed(moment, &*tx, pupil, None)?;
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
    moment.write()?.put_setting(SETTING, word)
}
