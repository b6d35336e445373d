//! Owns how the inside of a program looks when an error page shows it: traces of the usual languages and libraries.

/// Words that stand in traces and in no page for citizens.
const TRACES: &[&str] = &[
    "Traceback (most recent call last)",
    "werkzeug",
    "node:internal/",
    "/node_modules/",
    "goroutine 1 [",
    "panic: runtime error",
    "panicked at ",
    "stack backtrace:",
    "RUST_BACKTRACE",
    "Fatal error: Uncaught",
    "Stack trace:",
    "at java.base/",
    "at org.springframework",
    "Exception in thread",
    "NullPointerException",
    "Whitelabel Error Page",
    "System.NullReferenceException",
    "   at System.",
    "   at Microsoft.",
    "ActionController::",
    "ActionDispatch::",
    "NoMethodError",
    "SQLSTATE[",
    "PDOException",
    "sqlite3.OperationalError",
    "psycopg2.",
    "pg_query",
    "KeyError: ",
    "TypeError: ",
    "ReferenceError: ",
    "AttributeError: ",
    "json.decoder.JSONDecodeError",
];

/// A file of a program with a line in it.
const LINES: &[&str] =
    &[".py\", line ", ".java:", ".rb:", ".go:", ".php:", ".php on line ", ".cs:line ", ".rs:"];

/// The first word of a trace in a text.
pub(super) fn found(text: &str) -> Option<&'static str> {
    let word = TRACES.iter().copied().find(|word| text.contains(word));
    word.or_else(|| LINES.iter().copied().find(|word| stands_before_a_number(text, word)))
}

/// How digests of passwords begin in the forms that libraries write.
const DIGESTS: &[&str] = &[
    "$2a$",
    "$2b$",
    "$2y$",
    "$argon2",
    "pbkdf2_sha",
    "pbkdf2:sha",
    "scrypt:",
    "bcrypt$",
    "bcrypt_sha256$",
    "{bcrypt}",
    "{SSHA",
    "$6$rounds=",
    "$pbkdf2-",
];
/// Names under which programs that show a whole record show it, whatever its form.
const NAMES_OF_DIGESTS: &[&str] = &[
    "\"password_hash\":",
    "\"passwordHash\":",
    "\"password_digest\":",
    "\"passwd\":",
    "\"encrypted_password\":",
];

/// The beginning of a password's digest in a text.
pub(super) fn digest(text: &str) -> Option<&'static str> {
    // Most of them have this sign, and hardly any page has it.
    let has_sign = text.contains('$');
    let may_be = |begins: &&str| has_sign || !begins.contains('$');
    DIGESTS.iter().chain(NAMES_OF_DIGESTS).copied().filter(may_be).find(|begins| {
        text.match_indices(begins).any(|(at, _)| {
            let rest = text.get(at + begins.len()..).unwrap_or_default().trim_start_matches([' ', '"']);
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "$./+=,-_:".contains(*c)).count() >= 16
        })
    })
}

fn stands_before_a_number(text: &str, word: &str) -> bool {
    let mut places = text.match_indices(word).map(|(at, _)| at + word.len());
    places.any(|at| text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
}
