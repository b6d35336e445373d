//! The school portfolio: a diary hands in a mark, once or a hundred times, and it is there once.

use crate::app::client_auth::{self, Presented};
use crate::app::journal::{self, About};
use crate::app::refusal::{OAuthRefusal, check_time, client_of};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, Status};
use crate::domain::id::Oid;
use crate::domain::journal::Why;
use crate::domain::person::Snils;
use crate::domain::portfolio::{Availability, Delivery, Kept, Mark, MarkFault, delivery};
use crate::protocol::oauth::dialect::{Dialect, Purpose, Signed};
use crate::store::StoreError;

/// What stands in the place of `scope` in the string that a delivery signs.
const SCOPE: &str = "school_portfolio";
/// The name of the setting that makes the portfolio fail.
const SETTING: &str = "portfolio";

/// A delivery as it came.
#[derive(Debug, Clone)]
pub struct Handed {
    /// The number that the diary gave the mark.
    pub id: String,
    /// The relying party's mnemonic.
    pub client: String,
    /// When it was signed, as ESIA spells moments.
    pub timestamp: String,
    /// The PKCS#7 signature over scope, timestamp, mnemonic and number.
    pub client_secret: String,
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
    /// Another mark has the number already.
    Differs,
    /// The portfolio is down, as a rehearsal wants it.
    Unavailable,
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
    let about = About { client: Some(handed.client.clone()), ..about };
    let available = availability(moment)?;
    let judged = match available {
        Availability::Down => Err(down()),
        Availability::Answers | Availability::LosesAnswers => take(moment, handed)?,
    };
    let judged = judged.and_then(|taken| match available {
        Availability::LosesAnswers => Err(down()),
        _ => Ok(taken),
    });
    match judged {
        Ok((delivery, pupil)) => {
            journal::answered(moment, About { person: Some(pupil), ..about })?;
            Ok(delivery)
        }
        Err((refusal, why)) => {
            journal::refused(moment, about, None, why)?;
            Err(Stop::Refused(refusal))
        }
    }
}

type Refused = (PortfolioRefusal, Why);

fn down() -> Refused {
    let fix = "send the same mark under the same number again later: PUT {control}/portfolio/availability";
    (PortfolioRefusal::Unavailable, Why::new("portfolio-unavailable", fix))
}

fn take(
    moment: &Moment<'_>,
    handed: &Handed,
) -> Result<Result<(Delivery, Oid), Refused>, Stop<PortfolioRefusal>> {
    if let Err(refusal) = authentic(moment, handed)? {
        let why = refusal.why.clone();
        return Ok(Err((PortfolioRefusal::Client(Box::new(refusal)), why)));
    }
    if let Err(fault) = handed.mark.check(&handed.id) {
        let why = Why::new("mark-field", fault.to_string()).with("field", fault.field());
        return Ok(Err((PortfolioRefusal::Mark(fault), why)));
    }
    let mut tx = moment.write()?;
    let found = tx.accounts_of_snils(&handed.pupil.to_string())?;
    let Some(account) = found.into_iter().find(is_in_force) else {
        let fix =
            "the pupil needs an account with this insurance number; send the mark again once there is one";
        return Ok(Err((PortfolioRefusal::NoPupil, Why::new("pupil-unknown", fix))));
    };
    let kept = Kept {
        id: handed.id.clone(),
        client: handed.client.clone(),
        pupil: account.oid,
        mark: handed.mark.clone(),
        received_at: moment.now,
    };
    let delivery = delivery(tx.portfolio_mark(&handed.id)?.as_ref(), &kept);
    match delivery {
        Delivery::First => {
            tx.keep_mark(&kept)?;
            tx.commit()?;
        }
        Delivery::Again => {}
        Delivery::Differs => {
            let fix = "give every mark a number of its own, and never change a mark under its number";
            return Ok(Err((
                PortfolioRefusal::Differs,
                Why::new("mark-differs", fix).with("id", &handed.id),
            )));
        }
    }
    Ok(Ok((delivery, account.oid)))
}

fn authentic(
    moment: &Moment<'_>,
    handed: &Handed,
) -> Result<Result<(), OAuthRefusal>, Stop<PortfolioRefusal>> {
    let client = match client_of(moment, &handed.client)? {
        Ok(client) => client,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Err(refusal) = check_time(moment, &handed.timestamp) {
        return Ok(Err(refusal));
    }
    let presented = Presented {
        dialect: Dialect::V1,
        signed: Signed {
            scope: SCOPE,
            scope_org: "",
            timestamp: &handed.timestamp,
            client_id: &handed.client,
            state: &handed.id,
            redirect_uri: "",
            purpose: Purpose::Client,
        },
        client_secret: &handed.client_secret,
        certificate_hash: None,
    };
    Ok(client_auth::check(moment, &client, presented).map(drop))
}

fn is_in_force(account: &Account) -> bool {
    !matches!(account.status, Status::Blocked { .. } | Status::Deleted { .. })
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
