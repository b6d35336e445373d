//! The statements of `store/sql` in PostgreSQL's spelling.
//!
//! Three things differ: places of values are `$1`; a member of a JSON body is reached by a path that is an array; and
//! texts that differ in the case of letters only are compared by their small letters. Texts inside JSON are compared
//! octet by octet, as the columns are.

/// A statement in PostgreSQL's spelling.
pub(super) fn translated(sql: &str) -> String {
    let sql = sql.replace('?', "$").replace("recipient = $1 COLLATE NOCASE", "lower(recipient) = lower($1)");
    let mut pieces = sql.split("body ->> '$.");
    let mut told = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (path, rest) = piece.split_once('\'').unwrap_or((piece, ""));
        told.push_str(&format!("(body #>> '{{{}}}') COLLATE \"C\"{rest}", path.replace('.', ",")));
    }
    told
}

/// What PostgreSQL keeps of a text: it knows no NUL, whose picture stands for it.
pub(super) fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{2400}")
}

/// The same of a JSON text, which spells it `\u0000`.
pub(super) fn json_without_nul(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        told.push_str(before);
        match after.strip_prefix("u0000") {
            Some(after) => {
                told.push('\u{2400}');
                rest = after;
            }
            None => {
                // What is escaped is no escape itself.
                let escaped = after.chars().next().map_or(0, char::len_utf8);
                let (escaped, after) = after.split_at(escaped);
                told.push('\\');
                told.push_str(escaped);
                rest = after;
            }
        }
    }
    told.push_str(rest);
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_translated() {
        for (sql, told) in [
            ("SELECT body FROM grants WHERE id = ?1", "SELECT body FROM grants WHERE id = $1"),
            ("WHERE body ->> '$.sid' = ?1 LIMIT 1", "WHERE (body #>> '{sid}') COLLATE \"C\" = $1 LIMIT 1"),
            (
                "(body ->> '$.a.b.c') >= ?1 AND CAST(body ->> '$.d' AS BIGINT) = ?2",
                "((body #>> '{a,b,c}') COLLATE \"C\") >= $1 AND CAST((body #>> '{d}') COLLATE \"C\" AS BIGINT) = $2",
            ),
            ("body ->> 'stage' = 'replaced'", "body ->> 'stage' = 'replaced'"),
            (
                "WHERE recipient = ?1 COLLATE NOCASE AND id > ?2",
                "WHERE lower(recipient) = lower($1) AND id > $2",
            ),
        ] {
            assert_eq!(translated(sql), told);
        }
    }

    #[test]
    fn nul_is_kept_as_its_picture() {
        let of = |value: &str| json_without_nul(&serde_json::to_string(value).unwrap());
        assert_eq!(serde_json::from_str::<String>(&of("a\0b\\u0000\"c")).unwrap(), "a\u{2400}b\\u0000\"c");
        assert_eq!(without_nul("a\0b"), "a\u{2400}b");
    }
}
