//! Owns the report for build servers: a case for each class, or each school of a region, and one for each disagreement.

use lang::Lang;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::report::lists::are_too_many;
use crate::report::spelling::headline;
use crate::told::{ClassTold, Counted, Rehearsal};

/// The rehearsal for JUnit XML: a class is red when somebody of it is out on the day that counts. Of a region, a school is.
pub fn report(of: &Rehearsal, lang: Lang) -> Report {
    let mut report = Report::new("esia-rehearse");
    let mut forecast = TestSuite::new("forecast");
    forecast.add_property(("policy", of.policy.id.as_str()));
    forecast.add_property(("headline", headline(lang, &of.target, of.all.out, of.all.people).as_str()));
    for (name, counted) in counts(of) {
        let status = match counted.out {
            0 => TestCaseStatus::success(),
            out => failed(format!("{out} of {} will not get in", counted.people)),
        };
        let mut case = TestCase::new(name, status);
        case.set_classname(format!("forecast.{}", of.policy.id));
        forecast.add_test_case(case);
    }
    report.add_test_suite(forecast);
    if let Some(proof) = &of.proof {
        let mut suite = TestSuite::new("proof");
        let mut whole = TestCase::new("sign-ins", TestCaseStatus::success());
        whole.set_classname(format!("proof.{}", of.policy.id));
        suite.add_test_case(whole);
        for one in &proof.disagreements {
            let why = format!("forecast: {}; diary: {}; again: {}", one.expected, one.seen, one.replay);
            let mut case =
                TestCase::new(format!("row {} on {} by {}", one.row, one.day, one.way), failed(why));
            case.set_classname(format!("proof.{}", of.policy.id));
            suite.add_test_case(case);
        }
        report.add_test_suite(suite);
    }
    report
}

/// What there are cases for, with so many people.
fn counts(of: &Rehearsal) -> Vec<(String, Counted)> {
    let by_school = are_too_many(of);
    let name = |class: &ClassTold| {
        let parts = [class.school.as_str(), if by_school { "" } else { class.class.as_str() }];
        let name = parts.join(" ").trim().to_owned();
        if name.is_empty() { "staff".to_owned() } else { name }
    };
    let mut counts: Vec<(String, Counted)> = Vec::new();
    // Classes come by school.
    for class in &of.classes {
        let name = name(class);
        match counts.last_mut() {
            Some((last, counted)) if by_school && *last == name => {
                counted.people += class.counted.people;
                counted.out += class.counted.out;
            }
            _ => counts.push((name, class.counted)),
        }
    }
    counts
}

fn failed(why: String) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(why);
    status
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A rehearsal of two schools with so many classes each, in which two of ten are out.
    fn of_two_schools(classes: usize) -> Rehearsal {
        let class = |number: usize| {
            let (school, class) = (format!("Школа {}", number / classes), format!("{}А", number % classes));
            json!({ "school": school, "class": class, "people": 10, "out": 2 })
        };
        let told = json!({
            "schema": 1, "policy": { "id": "p", "letter": "l", "title": "t" }, "model": "m", "seed": 1, "target": "2024-09-02",
            "people": {}, "all": { "people": 20, "out": 4 }, "phases": [], "causes": [], "timeline": [],
            "classes": (0..2 * classes).map(class).collect::<Vec<_>>(), "measures": [], "ladder": [], "rows": [],
        });
        serde_json::from_value(told).unwrap()
    }

    #[test]
    fn a_region_has_a_case_for_each_school_and_a_school_for_each_class() {
        let told = counts(&of_two_schools(501));
        let people = Counted { people: 5010, out: 1002 };
        assert_eq!(told, [("Школа 0".to_owned(), people), ("Школа 1".to_owned(), people)]);
        let classes = counts(&of_two_schools(500));
        assert_eq!(classes.len(), 1000);
        assert_eq!(classes[0], ("Школа 0 0А".to_owned(), Counted { people: 10, out: 2 }));
    }
}
