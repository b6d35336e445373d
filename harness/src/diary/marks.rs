//! Owns the reading of marks: whose, and in which order.

use crate::diary::ledger::Ledger;
use crate::diary::mark::Mark;
use crate::diary::roster::School;

/// The marks of one pupil, the newest first.
///
/// Who may ask is decided by the page that calls this: see [`Guard::OwnPupils`](crate::diary::Guard::OwnPupils).
pub(crate) fn of_pupil(school: &School, ledger: &Ledger, pupil: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = school.marks.iter().filter(|mark| mark.pupil == pupil).cloned().collect();
    // A ledger that cannot be read hides new marks; it does not hide the cabinet.
    marks.extend(ledger.of_pupil(pupil).unwrap_or_default());
    marks.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.subject.cmp(&b.subject)));
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_those_of_one_pupil_and_the_newest_comes_first() {
        let (school, ledger) = (School::built_in().unwrap(), Ledger::open(None).unwrap());
        let marks = of_pupil(&school, &ledger, "belkin-tikhon");
        let subjects: Vec<_> = marks.iter().map(|mark| mark.subject.as_str()).collect();
        assert_eq!(subjects, ["Физика", "Русский язык", "Алгебра"]);
        assert!(of_pupil(&school, &ledger, "nobody").is_empty());
    }
}
