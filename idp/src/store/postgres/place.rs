//! Where a realm's tables are: a schema, named after the realm, whose comment says that it is ours and of which version.

use crate::domain::id::{RealmId, digest};

/// The beginning of every schema of ours.
const PREFIX: &str = "esia_";
/// The beginning of a schema that is prepared aside: no realm's name has the second line.
const DRAFT_PREFIX: &str = "esia__draft_";
/// The longest name that PostgreSQL keeps whole.
const NAME_MAX: usize = 63;
/// The beginning of the comment.
const MARK: &str = "esia-sim";

/// The schema of a realm, or of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The schema's name: small letters, digits, `-` and `_`.
    pub(super) schema: String,
    /// The number of the lock under which the realm is written.
    pub(super) lock: i64,
}

impl Place {
    /// The place of a realm. A name that is too long is cut and told apart by its digest.
    pub(super) fn of(realm: &RealmId) -> Self {
        let whole = format!("{PREFIX}{realm}");
        if whole.len() <= NAME_MAX {
            return Self::named(whole);
        }
        let kept: String = whole.chars().take(NAME_MAX - 17).collect();
        Self::named(format!("{kept}_{:016x}", digest(&whole)))
    }

    /// A place aside; the number is used once.
    pub(super) fn aside(number: i64) -> Self {
        Self::named(format!("{DRAFT_PREFIX}{number}"))
    }

    /// Whether it is a place aside: what is lost there with the server is made anew.
    pub(super) fn is_aside(&self) -> bool {
        self.schema.starts_with(DRAFT_PREFIX)
    }

    /// A statement whose first table is the one of this schema, for those who ask outside of a transaction.
    pub(super) fn qualified(&self, sql: &str) -> String {
        sql.replacen("FROM ", &format!("FROM \"{}\".", self.schema), 1)
    }

    /// The place of a schema.
    pub(super) fn named(schema: impl Into<String>) -> Self {
        let schema = schema.into();
        let lock = digest(&schema).cast_signed();
        Self { schema, lock }
    }
}

/// What the comment of a schema says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Whose it is.
    pub(super) realm: RealmId,
    /// Since when it is being prepared, in seconds of the database's clock; nothing for a realm's own.
    pub(super) aside_since: Option<i64>,
    /// How many steps of the schema it has seen.
    pub(super) version: usize,
}

impl Mark {
    /// Reads a comment; nothing when the schema is not ours.
    pub(super) fn parse(comment: &str) -> Option<Self> {
        let words: Vec<_> = comment.strip_prefix(MARK)?.split_whitespace().collect();
        match words.as_slice() {
            ["realm", realm, "version", version] => {
                Some(Self { realm: realm.parse().ok()?, aside_since: None, version: version.parse().ok()? })
            }
            ["draft", realm, "version", version, "since", since] => Some(Self {
                realm: realm.parse().ok()?,
                aside_since: Some(since.parse().ok()?),
                version: version.parse().ok()?,
            }),
            _ => None,
        }
    }

    /// The comment.
    pub(super) fn comment(&self) -> String {
        let Self { realm, version, aside_since } = self;
        match aside_since {
            None => format!("{MARK} realm {realm} version {version}"),
            Some(since) => format!("{MARK} draft {realm} version {version} since {since}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_realm_has_a_schema_of_its_own_that_postgresql_can_name() {
        let long = |end: &str| format!("{}{end}", "r".repeat(63)).parse::<RealmId>().unwrap();
        let realms = [RealmId::default_realm(), "a-1".parse().unwrap(), long("a"), long("b")];
        let schemas: Vec<_> = realms.iter().map(|realm| Place::of(realm).schema).collect();
        assert_eq!(schemas[..2], ["esia_default", "esia_a-1"]);
        assert!(schemas.iter().all(|name| name.len() <= NAME_MAX), "{schemas:?}");
        assert_ne!(schemas[2], schemas[3]);
    }

    #[test]
    fn a_mark_is_read_as_it_was_written_and_a_foreign_comment_is_none() {
        for aside_since in [None, Some(7)] {
            let mark = Mark { realm: RealmId::default_realm(), aside_since, version: 3 };
            assert_eq!(Mark::parse(&mark.comment()), Some(mark));
        }
        for foreign in [
            "",
            "standard public schema",
            "esia-sim",
            "esia-sim realm A version 1",
            "esia-sim realm a version x",
        ] {
            assert_eq!(Mark::parse(foreign), None, "{foreign}");
        }
    }
}
