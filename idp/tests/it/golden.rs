//! Owns the comparison of generated documents with the code they are made from.

use crate::fidelity;
use crate::source::{compare, root, sources};

#[test]
fn the_description_of_the_control_api_is_what_the_code_serves() {
    compare("docs/CONTROL.openapi.json", &idp::documents::openapi());
}

#[test]
fn the_catalogue_of_errors_is_what_the_code_answers() {
    compare("docs/ERRORS.md", &idp::documents::errors());
}

#[test]
fn the_catalogue_of_reasons_is_what_the_journal_gives() {
    compare("docs/REASONS.md", &idp::documents::reasons());
}

#[test]
fn the_catalogue_of_faults_is_what_can_be_armed() {
    compare("docs/FAULTS.md", &idp::documents::faults());
}

#[test]
fn the_life_of_an_account_is_what_the_rules_decide() {
    compare("docs/LIFECYCLE.md", &idp::documents::lifecycle());
}

#[test]
fn the_settings_are_listed_with_their_defaults_and_sources() {
    compare("docs/SETTINGS.md", &idp::documents::settings());
}

#[test]
fn the_scopes_are_listed_with_what_they_open_and_their_sources() {
    compare("docs/SCOPES.md", &idp::documents::scopes());
}

#[test]
fn the_fidelity_to_the_documents_is_what_the_marks_say() {
    compare("docs/FIDELITY.md", &fidelity::document());
}

#[test]
fn every_deviation_in_the_code_is_listed_in_the_specification() {
    let (begin, end) = ("<!-- SIM -->\n", "<!-- /SIM -->");
    let spec = std::fs::read_to_string(root().join("docs/SPEC.md")).unwrap();
    let (before, rest) = spec.split_once(begin).expect("docs/SPEC.md has a place for the list");
    let (_, after) = rest.split_once(end).expect("the place ends");
    compare("docs/SPEC.md", &format!("{before}{begin}{}{end}{after}", deviations()));
}

/// The comments that mark a deviation, by file.
fn deviations() -> String {
    let mut list = String::new();
    for folder in ["harness/src", "idp/src"] {
        for source in sources(folder) {
            let mut lines = source.text.lines().map(str::trim_start);
            while let Some(line) = lines.next() {
                let Some(first) = line.strip_prefix("// SIM: ") else { continue };
                let mut sentence = first.to_owned();
                for more in lines.by_ref().map_while(|line| line.strip_prefix("// ")) {
                    sentence = format!("{sentence} {more}");
                }
                list += &format!("- `{folder}/{}`: {sentence}\n", source.path);
            }
        }
    }
    list
}
