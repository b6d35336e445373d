//! `docs/SETTINGS.md`: every setting of a realm with its default, its unit, and where the default comes from.

use std::fmt::Write as _;

use serde_json::Value;

use crate::documents::MADE;
use crate::domain::settings::Settings;

/// What a value counts.
const MS: &str = "ms";
/// A plain number.
const COUNT: &str = "count";
/// A size.
const BYTES: &str = "bytes";
/// What a real moment counts, which does not depend on the realm's clock.
const REAL_MS: &str = "real ms";
/// Yes or no.
const FLAG: &str = "yes/no";
/// A word or a text.
const TEXT: &str = "text";
/// Words in a list.
const LIST: &str = "list";
/// Nobody knows what the real system does.
const OURS: &str = "ours";

/// Name, unit, source and meaning of every setting, those of one matter together.
const ROWS: &[(&str, &str, &str, &str)] = &[
    ("issuer", TEXT, "clients compare it", "`iss` of every token"),
    ("timestamp_tolerance_ms", MS, "clients' notes on ESIA-007015", "how far a request's time may be off"),
    ("journal_entries_max", COUNT, OURS, "how many entries the journal keeps, the newest of them"),
    (
        "journal_bytes_max",
        BYTES,
        OURS,
        "how many bytes of the newest entries the journal keeps, and as many of the requests and answers beside them",
    ),
    (
        "outbox_messages_max",
        COUNT,
        OURS,
        "how many messages the outbox keeps, the newest of them; letters on their way are not among them",
    ),
    (
        "front.line_bytes_max",
        BYTES,
        "nginx `large_client_header_buffers`",
        "the longest request line (else 414) and the longest header, with all of them within four times that (else 400)",
    ),
    (
        "front.parameters_max",
        COUNT,
        "Tomcat `maxParameterCount`",
        "the most parameters of a request to `ac` or `te`",
    ),
    (
        "front.parameter_bytes_max",
        BYTES,
        OURS,
        "the longest parameter of `ac` and `te`, such as `state` or `scope`; `client_secret` may have 256 KiB",
    ),
    (
        "front.body_real_ms_max",
        REAL_MS,
        OURS,
        "how long the body of a request may take to arrive, by the machine's clock; then 408, and the connection is closed",
    ),
    ("sms.digits", COUNT, "client's fallback for `code_length`", "digits of a code by SMS or mail"),
    ("sms.ttl_ms", MS, "client's fallback for `verify_timeout_secs`", "how long a code is good for"),
    ("sms.attempts_max", COUNT, "client's fallback for `verify_attempts_left`", "wrong tries a code bears"),
    ("sms.resend_pause_ms", MS, OURS, "the wait before another code"),
    ("registers.pension_fund", TEXT, OURS, "how the Pension Fund answers: agree, refuse or silent"),
    ("registers.interior_ministry", TEXT, OURS, "how the Interior Ministry answers: agree, refuse or silent"),
    ("registers.delay_ms", MS, "letter S003 says minutes; ours is short", "how long the registers take"),
    ("judge_certificate_dates", FLAG, OURS, "whether a client's certificate outside its dates is refused"),
    (
        "foreigners_without_snils",
        FLAG,
        "the real profile form",
        "whether a foreign citizen may be checked without a SNILS",
    ),
    (
        "change_drops_level",
        FLAG,
        "the real profile form keeps it",
        "whether new data of a confirmed person lower the level until they are checked and confirmed anew",
    ),
    (
        "contact_rest_ms",
        MS,
        OURS,
        "how long a phone or an address that was changed or taken off stays closed to other accounts",
    ),
    ("password_cost.memory_kib", COUNT, OURS, "memory of hashing a password, KiB"),
    ("password_cost.passes", COUNT, OURS, "passes of hashing a password"),
    (
        "letters_come_back",
        FLAG,
        OURS,
        "whether nobody takes the letters, so that each goes back to the sender",
    ),
    ("letter_storage_ms", MS, "the post's own rule: 30 days", "how long a letter waits before it goes back"),
    ("letter_transit_ms", MS, "letter S003: about two weeks", "how long a registered letter travels"),
    ("letter_code_digits", COUNT, OURS, "digits of a letter's code"),
    ("letter_ttl_ms", MS, OURS, "how long a letter's code is good for"),
    ("letter_attempts_max", COUNT, OURS, "wrong tries a letter's code bears"),
    (
        "guard.captcha_after",
        COUNT,
        "public tests of the portal's pages",
        "bad passwords before a puzzle is asked for",
    ),
    ("guard.lock_after", COUNT, OURS, "bad passwords before sign-in is locked"),
    ("guard.lock_ms", MS, OURS, "how long a lock lasts"),
    (
        "guard.code_attempts_max",
        COUNT,
        "client's fallback for `verify_attempts_left`",
        "wrong codes of a second factor before sign-in is locked",
    ),
    (
        "guard.totp_drift_steps",
        COUNT,
        "RFC 6238 section 5.2",
        "steps of 30 s an authenticator's clock may be off",
    ),
    (
        "guard.totp_codes_once",
        FLAG,
        "RFC 6238 section 5.2",
        "whether an authenticator's code is taken only once",
    ),
    (
        "guard.first_password_is_changed",
        FLAG,
        "letter S003: a password for the first sign-in",
        "whether a password that a centre or a bank sends is changed at the next sign-in",
    ),
    ("session_ttl_ms", MS, "cookies of the real portal: 3 hours", "how long a portal session lasts"),
    ("recovery.tells_unknown", FLAG, OURS, "whether recovery says that no account has the contact"),
    (
        "recovery.asks_document",
        FLAG,
        "public guides to the portal",
        "whether accounts with checked data name a document to recover",
    ),
    ("deletion.frees_contacts", FLAG, OURS, "whether the contacts of a deleted account are free again"),
    ("deletion.frees_snils", FLAG, OURS, "whether the SNILS of a deleted account is free again"),
    (
        "family.card_delay_ms",
        MS,
        "15 minutes to 30 days by school pages",
        "how long a child's card is checked",
    ),
    (
        "family.child_trusted",
        FLAG,
        "letter S002; sources disagree",
        "whether a child's account is confirmed on the wire",
    ),
    (
        "family.civil_registry",
        TEXT,
        OURS,
        "how the civil registry answers for a card: agree, refuse or silent",
    ),
    ("family.fourteenth.level_drops", FLAG, OURS, "whether the level drops on the fourteenth birthday"),
    (
        "family.fourteenth.link_ends",
        FLAG,
        OURS,
        "whether the link to the parents ends on the fourteenth birthday",
    ),
    (
        "family.school_consent_below_age",
        COUNT,
        "letter S002: 14; school pages of one region: 18",
        "below which age the school portfolio takes no marks without a parent's consent; 0 asks nobody",
    ),
    (
        "role_choice",
        TEXT,
        OURS,
        "when a citizen with organisations is asked for a role: when-asked (by usr_org or roles), always, never",
    ),
    (
        "unlisted_agreements",
        TEXT,
        OURS,
        "kinds and purposes of agreements that the simulator does not list: refused (ESIA-036701, ESIA-036726) or taken",
    ),
    (
        "unlisted_scopes",
        TEXT,
        OURS,
        "scopes that [SCOPES.md](SCOPES.md) does not list: refused (ESIA-007006, and in registrations) or taken; they open nothing",
    ),
    (
        "second_factor_scopes",
        LIST,
        "MR, quoted, has the error; which scopes it does not say",
        "scopes that only a citizen with a second factor may be asked for: others come back with ESIA-007046",
    ),
    ("recovery.document_attempts_max", COUNT, OURS, "wrong documents before only a service centre helps"),
];

/// The document.
pub fn settings() -> String {
    let mut out = format!(
        "{MADE}# Settings\n\nEvery setting of a realm. `GET {{control}}/settings` shows them, \
         `PATCH {{control}}/settings` changes those it names, by the nesting of the names: \
         `{{\"guard\":{{\"lock_after\":5}}}}`. Times are simulated. A default without a public source is «ours».\n\n\
         | setting | default | unit | source | meaning |\n|---|---|---|---|---|\n"
    );
    let defaults = defaults();
    for (name, unit, source, meaning) in ROWS {
        let default =
            defaults.iter().find(|(known, _)| known == name).map(|(_, default)| default.to_string());
        let _ =
            writeln!(out, "| `{name}` | `{}` | {unit} | {source} | {meaning} |", default.unwrap_or_default());
    }
    out
}

/// Every setting by its whole name, with its default.
fn defaults() -> Vec<(String, Value)> {
    let all = serde_json::to_value(Settings::default()).unwrap_or_default();
    let mut found = Vec::new();
    flatten("", &all, &mut found);
    found
}

fn flatten(prefix: &str, value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                flatten(&name, value, found);
            }
        }
        value => found.push((prefix.to_owned(), value.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_row_and_every_row_its_setting() {
        let mut known: Vec<_> = defaults().into_iter().map(|(name, _)| name).collect();
        let mut told: Vec<_> = ROWS.iter().map(|row| row.0.to_owned()).collect();
        known.sort();
        told.sort();
        assert_eq!(told, known, "add a row to ROWS for each new setting");
    }
}
