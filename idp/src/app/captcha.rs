//! Puzzles: making one, judging its answer, letting a solved one count.

use crate::app::{Moment, Stop};
use crate::domain::captcha::{Captcha, CaptchaRefusal, CaptchaState};
use crate::domain::id::CaptchaId;
use crate::domain::ruling::Ruling;
use crate::store::{StoreError, WriteTx};

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
    let mut tx = moment.write()?;
    tx.put_captcha(&captcha)?;
    tx.commit()?;
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

/// Lets a solved puzzle count, once.
///
/// # Errors
/// It is not solved or counted already, or the store failed.
pub fn spend(moment: &Moment<'_>, id: CaptchaId) -> Result<(), Stop<CaptchaRefusal>> {
    judge(moment, id, |captcha| captcha.spend(moment.now))
}

/// Judges an answer and lets it count at once, as the pages do.
///
/// # Errors
/// The answer is not taken, or the store failed.
pub fn solve(moment: &Moment<'_>, id: &str, typed: &str) -> Result<(), Stop<CaptchaRefusal>> {
    let id = id.parse().map_err(|_| Stop::refused(CaptchaRefusal::Gone))?;
    answer(moment, id, typed)?;
    spend(moment, id)
}

fn judge(
    moment: &Moment<'_>,
    id: CaptchaId,
    rule: impl FnOnce(&Captcha) -> Ruling<CaptchaState, CaptchaRefusal>,
) -> Result<(), Stop<CaptchaRefusal>> {
    let mut tx = moment.write()?;
    let Some(captcha) = tx.captcha(id)? else { return Err(Stop::refused(CaptchaRefusal::Gone)) };
    let ruling = rule(&captcha);
    keep(tx.as_mut(), captcha, &ruling)?;
    tx.commit()?;
    ruling.answer.map_err(Stop::refused)
}

fn keep(
    tx: &mut dyn WriteTx,
    captcha: Captcha,
    ruling: &Ruling<CaptchaState, CaptchaRefusal>,
) -> Result<(), StoreError> {
    tx.put_captcha(&ruling.events.iter().fold(captcha, Captcha::evolve))
}
