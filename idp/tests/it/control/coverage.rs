//! Owns the promise that no operation of the control API is without a test.

use crate::actors::operations;
use crate::source::sources;

#[test]
fn every_operation_is_called_by_a_test() {
    let tests: Vec<_> = sources("idp/tests").into_iter().map(|source| source.text).collect();
    let is_called = |operation: &str| {
        let (method, path) = operation.split_once(' ').unwrap();
        let spelled = [
            format!("\"{operation}\""),
            format!("\"{operation}?"),
            format!("get(\"{path}\""),
            format!("get(\"{path}?"),
        ];
        let spellings = if method == "GET" { &spelled[..] } else { &spelled[..2] };
        tests.iter().any(|text| spellings.iter().any(|spelling| text.contains(spelling)))
    };
    let untested: Vec<_> = operations().into_iter().filter(|operation| !is_called(operation)).collect();
    assert!(untested.is_empty(), "no test below idp/tests calls, with Tester::call: {untested:#?}");
}
