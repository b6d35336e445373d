//! Owns the report for build servers: a case for each class, and one for each disagreement.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use roster::lang::Lang;

use crate::report::spelling::headline;
use crate::told::Rehearsal;

/// The rehearsal for JUnit XML: a class is red when somebody of it is out on the day that counts.
pub fn report(of: &Rehearsal, lang: Lang) -> Report {
    let mut report = Report::new("esia-rehearse");
    let mut forecast = TestSuite::new("forecast");
    forecast.add_property(("policy", of.policy.id.as_str()));
    forecast.add_property(("headline", headline(lang, &of.target, of.all.out, of.all.people).as_str()));
    for class in &of.classes {
        let name = [class.school.as_str(), class.class.as_str()].join(" ").trim().to_owned();
        let name = if name.is_empty() { "staff".to_owned() } else { name };
        let status = match class.counted.out {
            0 => TestCaseStatus::success(),
            out => failed(format!("{out} of {} will not get in", class.counted.people)),
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

fn failed(why: String) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(why);
    status
}
