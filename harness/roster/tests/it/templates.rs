//! Owns the promise that the templates are right.

use roster::check::{Policy, check};
use roster::finding::Severity;
use roster::layout::Wanted;
use roster::reading::{Options, read};
use roster::template;

use crate::generated::TODAY;
use crate::scratch;

#[test]
fn nothing_is_wrong_with_the_templates() {
    for (name, text, people) in [("people.csv", template::PEOPLE, 4), ("families.csv", template::FAMILIES, 3)]
    {
        let list = read(&scratch::file(name, text.as_bytes()), &Options::default()).unwrap();
        let findings = check(&list, &Policy::on(TODAY));
        let told: Vec<_> = findings.iter().filter(|finding| finding.severity() != Severity::Note).collect();
        assert!(told.is_empty(), "{name}: {told:?}");
        assert_eq!(list.roster.len(), people, "{name}");
        assert!(list.unknown_columns.is_empty(), "{name}: {:?}", list.unknown_columns);
        let pupil = list.roster.mentions().next().unwrap();
        assert_eq!(pupil.parents().count(), 2, "{name}");
    }
    assert!(Wanted::parse(template::COLUMNS).is_ok());
}
