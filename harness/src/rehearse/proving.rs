//! Owns what is proven, on which days, with which clocks; whatever diary it is proven against.

use jiff::civil::Date;
use jiff::tz::Offset;
use rehearse::days::Days;
use rehearse::sample::Sample;
use rehearse::table::Table;

use crate::bench::halt::Halt;
use crate::bench::idp::Idp;
use crate::bench::party::Setting;
use crate::diary::Policy;
use crate::interrupt::Interrupt;
use crate::rehearse::cast::Cast;
use crate::rehearse::crew::Differs;
use crate::rehearse::progress::Progress;

/// What is proven, and in what.
#[derive(Debug)]
pub struct Proving<'p> {
    /// Who plays.
    pub cast: Cast<'p>,
    /// On which days.
    pub days: &'p Days,
    /// With which verdicts.
    pub table: &'p Table,
    /// Whose sign-ins.
    pub sample: &'p Sample,
    /// The policy of the built-in diary.
    pub policy: Policy,
    /// Where its days begin.
    pub offset: Offset,
    /// The provider, the key, the party, the seed, the guards.
    pub setting: Setting<'p>,
    /// The wish to stop.
    pub interrupt: &'p Interrupt,
    /// The command that makes sign-ins of a row again, up to the row.
    pub replay: &'p str,
}

/// What came of the days.
#[derive(Debug, Default)]
pub(crate) struct Total {
    pub(crate) sign_ins: usize,
    pub(crate) differences: Vec<Differs>,
}

/// Sets the diary's clock to a moment.
type SetDiary<'p> = dyn Fn(&str) -> Result<(), Halt> + 'p;

/// The diary's users are in, and the portal has its people: each day begins with its clocks.
pub(crate) struct Place<'p> {
    pub(crate) idp: Idp,
    pub(crate) progress: &'p Progress,
    set_diary: Box<SetDiary<'p>>,
    offset: Offset,
}

/// Goes through the days: every phase with everybody, every birthday with whom it is about.
pub(crate) fn every_day(
    proving: &Proving<'_>,
    place: &Place<'_>,
    mut work: impl FnMut(Date, &[u32]) -> Result<Total, Halt>,
) -> Result<Total, Halt> {
    let mut total = Total::default();
    for (day, users) in plan(proving) {
        if proving.interrupt.is_requested() {
            break;
        }
        place.turn_to(day)?;
        place.progress.begin(&format!("sign-ins on {day}"), users.len());
        let came = work(day, &users)?;
        total.sign_ins += came.sign_ins;
        total.differences.extend(came.differences);
    }
    Ok(total)
}

/// Whose sign-ins are made on which day.
fn plan(proving: &Proving<'_>) -> Vec<(Date, Vec<u32>)> {
    let chosen = &proving.sample.members;
    let everybody = proving.days.of_everybody();
    let mut days: std::collections::BTreeMap<Date, Vec<u32>> =
        everybody.iter().map(|day| (*day, chosen.clone())).collect();
    for change in &proving.table.changes {
        let of = change.birthday;
        if chosen.binary_search(&of.member).is_ok() && !everybody.contains(&of.day) {
            days.entry(of.day).or_default().push(of.member);
        }
    }
    days.into_iter().collect()
}

impl<'p> Place<'p> {
    pub(crate) fn new(
        idp: &Idp,
        progress: &'p Progress,
        offset: Offset,
        set_diary: impl Fn(&str) -> Result<(), Halt> + 'p,
    ) -> Self {
        Self { idp: idp.clone(), progress, set_diary: Box::new(set_diary), offset }
    }

    /// Sets both clocks to noon of a day; what falls due in between happens.
    fn turn_to(&self, day: Date) -> Result<(), Halt> {
        let moment = at_noon(day, self.offset)?;
        let read = |text: &str| {
            text.parse::<jiff::Timestamp>().map_err(|error| Halt::Broken(format!("`{text}`: {error}")))
        };
        let ahead = read(&moment)?.duration_since(read(&self.idp.now()?)?).as_secs();
        if ahead > 0 {
            self.idp.advance(&format!("PT{ahead}S"))?;
        }
        (self.set_diary)(&self.idp.now()?)
    }
}

pub(crate) fn at_noon(day: Date, offset: Offset) -> Result<String, Halt> {
    let moment = offset.to_timestamp(day.at(12, 0, 0, 0));
    moment.map(|moment| moment.to_string()).map_err(|error| Halt::Broken(error.to_string()))
}
