//! Owns the comparison of the page that lists every scenario with the catalogue.

#[test]
fn the_page_of_scenarios_is_what_the_catalogue_says() {
    crate::golden::compare_page("docs/SCENARIOS.md", &harness::scenario::document::markdown());
}
