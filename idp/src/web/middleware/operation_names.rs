//! The names of the operations of the control API, by method and path.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::web::control::api::operation::{Api, Input, Operation, Serves};
use crate::web::control::operations;

/// The name of the operation of a method at a path below the control API, such as `POST` at `/realms`.
pub fn operation_of(method: &str, path: &str) -> Option<&'static str> {
    static NAMES: LazyLock<BTreeMap<(&'static str, &'static str), &'static str>> = LazyLock::new(|| {
        let mut names = Names::default();
        operations::list(&mut names);
        names.0
    });
    NAMES.get(&(method, path)).copied()
}

/// The names of the operations.
#[derive(Default)]
struct Names(BTreeMap<(&'static str, &'static str), &'static str>);

impl Api for Names {
    fn part(&mut self, _: &'static str, _: &'static str) {}

    fn operation<Args: Input, F: Serves<Args>>(&mut self, what: Operation, _: F) {
        self.0.insert((what.method, what.path), what.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_found_by_its_method_and_path() {
        assert_eq!(operation_of("POST", "/realms/{id}/reset"), Some("resetRealm"));
        assert_eq!(operation_of("GET", "/realms/{id}/reset"), None);
        assert_eq!(operation_of("POST", "/nothing"), None);
    }
}
