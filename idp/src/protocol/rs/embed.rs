//! The `embed` expression: which parts come as objects instead of links.

/// The parts of a person that can be embedded, by the names the expression uses.
pub const PARTS: [&str; 7] =
    ["contacts", "addresses", "documents", "vehicles", "organizations", "kids", "roles"];

/// What an `embed` expression asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Embed {
    names: Vec<String>,
}

impl Embed {
    /// Reads an expression such as `(contacts.elements,documents.elements-1)`; anything else asks for nothing.
    pub fn read(expression: &str) -> Self {
        let inner = expression.trim().trim_start_matches('(').trim_end_matches(')');
        let names = inner.split(',').map(|word| without_version(word.trim()).to_owned());
        Self { names: names.filter(|name| !name.is_empty()).collect() }
    }

    /// Whether a collection's elements are wanted as objects.
    pub fn elements(&self) -> bool {
        self.names.iter().any(|name| name == "elements" || name.starts_with("elements."))
    }

    /// The same of the collection of children, which may be named (MR А.2, table 3, row 9: `embed=(kids.elements)`).
    pub fn kids(&self) -> bool {
        self.elements() || self.part("kids") == Some(true)
    }

    /// Whether the elements are wanted with something of their own inside: `(elements.person)`.
    pub fn inside(&self, name: &str) -> bool {
        self.names.iter().any(|asked| asked.strip_prefix("elements.") == Some(name))
    }

    /// Whether a person's part is wanted, and its elements as objects.
    pub fn part(&self, name: &str) -> Option<bool> {
        let asked = self.names.iter().filter_map(|asked| asked.strip_prefix(name));
        asked
            .filter_map(|rest| match rest {
                "" => Some(false),
                ".elements" => Some(true),
                _ => None,
            })
            .max()
    }
}

/// The representation's version behind a name (`elements-1`) changes nothing here.
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
        assert!(Embed::read("(elements.person)").elements());
        assert!(Embed::read("(elements.person-1)").inside("person"));
        assert!(!Embed::read("(elements)").inside("person"));
        assert_eq!(Embed::read("()"), Embed::default());
        assert_eq!(Embed::read(""), Embed::default());
    }
}
