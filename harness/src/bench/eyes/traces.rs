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

fn stands_before_a_number(text: &str, word: &str) -> bool {
    let mut places = text.match_indices(word).map(|(at, _)| at + word.len());
    places.any(|at| text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
}
