//! Puzzles: making one, judging its answer, letting a solved one count.

use crate::app::{Explained, Moment, Stop};
use crate::domain::captcha::{Captcha, CaptchaRefusal, CaptchaState};
use crate::domain::id::CaptchaId;
use crate::domain::journal::{Why, reason};
use crate::domain::ruling::Ruling;
use crate::store::StoreError;

/// Makes a puzzle.
///
/// # Errors
/// The store failed.
pub fn make(moment: &Moment<'_>) -> Result<Captcha, StoreError> {
    let captcha = Captcha {
        id: moment.realm.entropy.id(),
        answer: moment.realm.entropy.digits(Captcha::DIGITS),
        noise: moment.realm.entropy.number(),
        expires_at: moment.now + Captcha::TTL,
        state: CaptchaState::Open,
    };
    moment.write()?.put_captcha(&captcha)?;
    Ok(captcha)
}

/// A puzzle that is not forgotten yet.
///
/// # Errors
/// The store failed.
pub fn find(moment: &Moment<'_>, id: CaptchaId) -> Result<Option<Captcha>, StoreError> {
    Ok(moment.read()?.captcha(id)?.filter(|captcha| moment.now < captcha.expires_at))
}

/// Judges an answer; a wrong one spends the puzzle.
///
/// # Errors
/// The answer is not taken, or the store failed.
pub fn answer(moment: &Moment<'_>, id: CaptchaId, typed: &str) -> Result<(), Stop<CaptchaRefusal>> {
    judge(moment, id, |captcha| captcha.judge(typed, moment.now))
}

/// Judges an answer and lets it count at once, as the pages do.
///
/// # Errors
/// The store failed.
pub fn solves(moment: &Moment<'_>, id: &str, typed: &str) -> Result<bool, StoreError> {
    let Ok(id) = id.parse() else { return Ok(false) };
    let answered = judged(moment, id, |captcha| captcha.judge(typed, moment.now))?;
    Ok(answered.is_ok() && counts(moment, id)?)
}

/// Lets a solved puzzle count, once; whether it did.
///
/// # Errors
/// The store failed.
pub fn counts(moment: &Moment<'_>, id: CaptchaId) -> Result<bool, StoreError> {
    judged(moment, id, |captcha| captcha.spend(moment.now)).map(|ruled| ruled.is_ok())
}

fn judge(
    moment: &Moment<'_>,
    id: CaptchaId,
    rule: impl FnOnce(&Captcha) -> Ruling<CaptchaState, CaptchaRefusal>,
) -> Result<(), Stop<CaptchaRefusal>> {
    judged(moment, id, rule)?.map_err(Stop::refused)
}

/// Judges a puzzle and keeps what came of it; the inner error is the rules' no.
fn judged(
    moment: &Moment<'_>,
    id: CaptchaId,
    rule: impl FnOnce(&Captcha) -> Ruling<CaptchaState, CaptchaRefusal>,
) -> Result<Result<(), CaptchaRefusal>, StoreError> {
    let mut tx = moment.write()?;
    let Some(captcha) = tx.captcha(id)? else { return Ok(Err(CaptchaRefusal::Gone)) };
    let ruling = rule(&captcha);
    tx.put_captcha(&ruling.events.iter().fold(captcha, Captcha::evolve))?;
    Ok(ruling.answer)
}

impl Explained for CaptchaRefusal {
    fn why(&self) -> Why {
        Why::new(reason::PUZZLE_WRONG).with("detail", self)
    }
}
