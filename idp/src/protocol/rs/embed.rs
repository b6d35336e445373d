//! The `embed` expression: which parts come as objects instead of links, and what is inside them.

/// The parts of a person that can be embedded, by the names the expression uses.
pub const PARTS: [&str; 7] =
    ["contacts", "addresses", "documents", "vehicles", "organizations", "kids", "roles"];

/// What an `embed` expression asks for: paths of names such as `elements.person`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Embed {
    paths: Vec<Vec<String>>,
}

impl Embed {
    /// Reads an expression such as `(contacts.elements,documents-1.elements-1)`; anything else asks for nothing.
    pub fn read(expression: &str) -> Self {
        let inner = expression.trim().trim_start_matches('(').trim_end_matches(')');
        let paths = inner.split(',').map(path).filter(|path| !path.is_empty());
        Self { paths: paths.collect() }
    }

    /// Whether a collection's elements are wanted as objects.
    pub fn elements(&self) -> bool {
        self.paths.iter().any(|path| path.first().is_some_and(|name| name == "elements"))
    }

    /// The same of the collection of children, which may be named (MR А.2, table 3, row 9: `embed=(kids.elements)`).
    pub fn kids(&self) -> bool {
        self.elements() || self.part("kids") == Some(true)
    }

    /// What is asked of a part, or of elements, itself: `person` of `elements.person`.
    fn below(&self, name: &str) -> Self {
        let inside = self.paths.iter().filter_map(|path| path.split_first());
        let tails = inside.filter(|(first, tail)| *first == name && !tail.is_empty());
        Self { paths: tails.map(|(_, tail)| tail.to_vec()).collect() }
    }

    /// What is asked of the collection of children inside a person.
    #[must_use]
    pub fn of_kids(&self) -> Self {
        self.below("kids")
    }

    /// What is asked of each element of the collection.
    #[must_use]
    pub fn of_elements(&self) -> Self {
        self.below("elements")
    }

    /// Whether a part is wanted, and its elements as objects.
    pub fn part(&self, name: &str) -> Option<bool> {
        let asked = self.paths.iter().filter_map(|path| path.split_first());
        let asked = asked.filter(|(first, _)| *first == name);
        asked
            .filter_map(|(_, tail)| match tail.first() {
                None => Some(false),
                Some(next) => (next == "elements").then_some(true),
            })
            .max()
    }
}

/// The names between the dots.
fn path(words: &str) -> Vec<String> {
    let names = words.trim().split('.').map(without_version);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The representation's version behind each name (`elements-1.person-1`, MR А.1) changes nothing here.
fn without_version(word: &str) -> &str {
    match word.rsplit_once('-') {
        Some((name, version)) if version.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_elements_are_read_with_and_without_versions() {
        let embed = Embed::read("(contacts.elements-1, documents.elements,addresses)");
        assert_eq!(embed.part("contacts"), Some(true));
        assert_eq!(embed.part("documents"), Some(true));
        assert_eq!(embed.part("addresses"), Some(false));
        assert_eq!(embed.part("vehicles"), None);
        assert!(!embed.elements());
        assert!(Embed::read("(elements)").elements());
        assert!(Embed::read("(elements-1)").elements());
        assert_eq!(Embed::read("()"), Embed::default());
        assert_eq!(Embed::read(""), Embed::default());
    }

    #[test]
    fn each_word_of_a_path_may_have_a_version() {
        for expression in ["(elements.person)", "(elements.person-1)", "(elements-1.person-1)"] {
            let embed = Embed::read(expression);
            assert!(embed.elements(), "{expression}");
            assert_eq!(embed.of_elements().part("person"), Some(false), "{expression}");
        }
        assert_eq!(Embed::read("(contacts-1.elements-1)").part("contacts"), Some(true));
        assert_eq!(Embed::read("(elements)").of_elements().part("person"), None);
        let deep = Embed::read("(kids-1.elements-1.documents-1.elements-1)");
        assert!(deep.kids());
        assert_eq!(deep.of_kids().of_elements().part("documents"), Some(true));
    }

    #[test]
    fn a_word_that_only_ends_so_is_another() {
        let embed = Embed::read("(noelements,contacts.nothing)");
        assert!(!embed.elements());
        assert_eq!(embed.part("contacts"), None);
    }
}
