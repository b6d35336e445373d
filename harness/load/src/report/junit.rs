//! Owns the report for build servers: the aim as one case, and one for each step of a search.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::report::words;
use crate::told::Told;
use lang::Lang;

/// The run as JUnit XML. Steps that fail on the way to the knee are told and are no failures: they are what a search looks for.
///
/// # Errors
/// When a text cannot be written as XML.
pub fn render(told: &Told, lang: Lang) -> Result<String, quick_junit::SerializeError> {
    let mut report = Report::new("esia-load");
    let mut suite = TestSuite::new("load");
    suite.add_property(("party", told.party.as_str()));
    suite.add_property(("first-line", words::first_line(told, lang).as_str()));
    suite.add_property(("headline", words::headline(told, lang).as_str()));
    let status = if told.interrupted || told.stopped.is_some() {
        non_success(NonSuccessKind::Error, words::remarks(told, lang).join(" "))
    } else if told.kept {
        TestCaseStatus::success()
    } else {
        non_success(NonSuccessKind::Failure, words::kept(&told.whole, lang))
    };
    let mut aim = TestCase::new(told.aim.as_str(), status);
    aim.set_classname("load.aim");
    aim.set_system_out(crate::report::console::summary(told, lang));
    suite.add_test_case(aim);
    for step in &told.steps {
        let name = format!("{:.1} a second", step.rate);
        let mut case = TestCase::new(name, TestCaseStatus::success());
        case.set_classname("load.steps");
        case.set_system_out(crate::report::console::step(step, lang));
        suite.add_test_case(case);
    }
    report.add_test_suite(suite);
    report.to_string()
}

fn non_success(kind: NonSuccessKind, why: String) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(why);
    status
}
